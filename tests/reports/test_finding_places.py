"""Where a finding is told to stand: at what a rule requires, or at the most particular of what calls for it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from waarborg.core.judge import Judge
from waarborg.core.policy import Policy
from waarborg.reading.inputs import Named, read_exchanges
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reports.findings import findings

EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def _policy() -> Policy:
    return read_policy(shipped_policies())


def _stands_at(example: str, rule: str, day: date | None = None) -> str:
    """What is written from where the finding of the rule stands, on the line of the example."""
    text = (EXAMPLES / f"{example}.yaml").read_text("utf-8")
    (read,) = read_exchanges(Named("case.yaml", outright=True, content=text.encode()), _policy())
    assert read.exchange is not None, read.problems
    verdict = Judge(_policy(), facts_as_of=day).judge(read.exchange)
    (place,) = [finding.place for finding in findings(verdict, _policy()) if finding.rule.id == rule]
    assert place is not None
    return text.splitlines()[place.line - 1][place.column - 1 :]


@pytest.mark.parametrize(
    ("rule", "stated"),
    [("claimed-basis-in-force", "benelux-police-treaty-2018"), ("host-state-consent", "{is: not_required}")],
)
def test_what_is_not_met_stands_at_what_is_required(rule: str, stated: str) -> None:
    """At the first that could meet it, though what calls for it is stated elsewhere."""
    assert _stands_at("eu-pursuit-belgium", rule, date(2023, 9, 30)).startswith(stated)


def test_what_fires_stands_at_its_most_particular_fact() -> None:
    """At the deepest of what it rests on, the last that the rule asks."""
    assert _stands_at("refugee-feared-state", "refugee-from-a-party").startswith("TR")


def test_what_is_looked_up_stands_at_what_it_is_looked_up_by() -> None:
    """A rule on what the policy knows of a partner is told at the code of that partner."""
    assert _stands_at("refugee-feared-state", "country-weighing-high-concern").startswith("TR")
