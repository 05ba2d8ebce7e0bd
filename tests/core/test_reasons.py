"""What a rule rests on is remembered by what its facts say, and is what it would be if nothing were remembered."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest

from waarborg.core.judge import Judge
from waarborg.core.policy import Policy, Rule
from waarborg.core.reasons import FEW_ANSWERS, Deciding, Grounds, Reasons
from waarborg.core.ruling import trigger_of
from waarborg.core.vocabulary import Facts
from waarborg.reading.inputs import Named, read_exchanges
from waarborg.reading.policies import read_policy, shipped_policies

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


@cache
def _policy() -> Policy:
    return read_policy(shipped_policies())


@cache
def _grounds() -> Grounds:
    return Grounds(_policy())


@cache
def _anew() -> dict[Rule, Deciding]:
    reasons = Reasons(_policy().definitions)
    return {rule: reasons.deciding(trigger_of(rule)) for rule in _policy().rules}


def _states(example: Path) -> list[Facts]:
    """The facts of the example's parts, and more states than are remembered in which some of them are missing."""
    random = Random(example.stem)  # noqa: S311 (a sample)
    (read, *_) = read_exchanges(Named(str(example), outright=True), _policy())
    assert read.exchange is not None
    parts = Judge(_policy()).judge(read.exchange).parts
    fewer = [
        {path: value for path, value in parts[0].facts.items() if random.random() > share}
        for share in (0.1, 0.4)
        for _ in range(FEW_ANSWERS)
    ]
    return [*(part.facts for part in parts), *fewer]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_what_is_remembered_is_what_is_found_anew(example: Path) -> None:
    """Rule by rule: the truth, the tests that fix it, and nothing pinned that these do not read."""
    vocabulary = _policy().vocabulary
    for facts in _states(example):
        for rule, deciding in _anew().items():
            footing, (truth, reasons) = _grounds()[rule].under(facts), deciding(facts)
            assert (footing.truth, footing.reasons) == (truth, tuple(dict.fromkeys(reasons)))
            read = {path for reason in reasons for path in reason.paths}
            assert set(footing.pinned) == {vocabulary[path].reference or path for path in read}
