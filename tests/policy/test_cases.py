"""The policy cases: small changes to an example, and what the shipped policy must make of them."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from waarborg.core.judge import Judge
from waarborg.core.verdict import Level
from waarborg.reading.checking import read_one
from waarborg.reading.exchanges import read_exchange
from waarborg.reading.inputs import Named, documents_in
from waarborg.reading.json_tree import read_json
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.tree import Document

EXAMPLES = Path(__file__).parents[2] / "examples"
BASES = shipped_policies() / "cases" / "bases"
POLICY = read_policy(shipped_policies())
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((shipped_policies() / "cases").glob("*.yaml"))
    for case in read_one(path, path.read_bytes(), "case")["cases"]
]


def steps(route: str) -> list[str | int]:
    """The keys and indices that a dotted route names."""
    return [int(step) if step.isdigit() else step for step in route.split(".")]


def descriptor(case: dict[str, Any]) -> Any:
    """The base descriptor with the case's changes."""
    named = f"{case['base']}.yaml"
    base = BASES / named if (BASES / named).is_file() else EXAMPLES / named
    (document,) = documents_in(Named(str(base), outright=True))
    assert isinstance(document, Document)
    data = copy.deepcopy(document.data)
    for route, value in case.get("set", {}).items():
        *above, last = steps(route)
        parent = data
        for step in above:
            parent = parent[step]
        if isinstance(parent, list) and last == len(parent):
            parent.append(value)
        else:
            parent[last] = value
    for route in case.get("drop", ()):
        *above, last = steps(route)
        parent = data
        for step in above:
            parent = parent[step]
        del parent[last]
    return data


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    """The verdict, its bounds, the rules that count and the questions are as the case says."""
    document = read_json(json.dumps(descriptor(case)), f"{case['base']}.json")
    assert isinstance(document, Document)
    read = read_exchange(document, POLICY)
    assert read.problems == ()
    assert read.exchange is not None
    day = date.fromisoformat(case["as_of"]) if "as_of" in case else None
    verdict = Judge(POLICY, facts_as_of=day, law_as_of=day).judge(read.exchange)
    outcomes = [outcome for part in verdict.parts for outcome in part.outcomes]
    counting = {outcome.rule.id for outcome in outcomes if outcome.contributes.at_best > Level.PERMITTED}
    possible = {outcome.rule.id for outcome in outcomes if outcome.contributes.at_worst > Level.PERMITTED}
    expected = case["expect"]
    assert verdict.verdict == expected["verdict"]
    if "at_worst" in expected:
        assert verdict.bounds.at_worst.verdict == expected["at_worst"]
    if "at_best" in expected:
        assert verdict.bounds.at_best.verdict == expected["at_best"]
    if "curable" in expected:
        assert verdict.curable == expected["curable"]
    assert set(expected.get("contributes", ())) - counting == set()
    assert set(expected.get("silent", ())) & possible == set()
    assert set(expected.get("missing", ())) - {missing.path for missing in verdict.missing} == set()
