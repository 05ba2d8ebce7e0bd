"""What nobody can state decides no outcome: parts that differ by it alone are learnt from until a proof is left."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

import pytest
from randomly import DAY, VOCABULARY, WORDS, policy_of

from waarborg.change.impact import impact_of
from waarborg.change.sides import Side
from waarborg.core import condition
from waarborg.core.condition import ALWAYS, AllOf, AnyOf, Condition, Not, Operator
from waarborg.core.policy import Cite, Kind, Policy, Referent, Rule
from waarborg.core.record import replace
from waarborg.core.vocabulary import Fact, Sort, vocabulary_of

if TYPE_CHECKING:
    from waarborg.core.difference import Impact

EXTRA = (Fact("personal_data", Sort.BOOL, WORDS, WORDS), Fact("subject.minor", Sort.BOOL, WORDS, WORDS))
STATED = {**{path: VOCABULARY[path] for path in ("date", "warm")}, **{fact.path: fact for fact in EXTRA}}
STATABLE = vocabulary_of(STATED, {})
MINOR, PERSONAL, WARM = (
    condition.Test(each, Operator.EQUALS, True) for each in ("subject.minor", "personal_data", "warm")
)
LOW, HIGH = (condition.Test("partner.rank", Operator.EQUALS, each) for each in ("low", "high"))


def policy(when: Condition) -> Policy:
    """The policy that prohibits where that holds, and knows the rank of no partner."""
    made = policy_of(Random(0))  # noqa: S311 (a test)
    rule = Rule("rule", Kind.PROHIBITION, WORDS, when, (Cite("source"),))

    def unranked(target: str, code: str) -> Referent | None:
        found = made.find(target, code)
        return found and replace(found, attributes={})

    return replace(made, rules=(rule,), covers=ALWAYS, definitions={}, definition_names={}, find=unranked)


def impact(old: Policy, new: Policy) -> Impact:
    """What changes between the two."""
    return impact_of(Side(old, DAY), Side(new, DAY), ranges={}, budget=60, clock=time.monotonic)


@pytest.mark.parametrize("besides", [ALWAYS, WARM])
def test_what_the_policy_knows_of_no_partner_decides_nothing(besides: Condition) -> None:
    """Whoever has which rank, no exchange is prohibited for certain, on neither side."""
    assert impact(policy(AllOf((LOW, besides))), policy(AllOf((HIGH, besides)))).proved_same


def test_of_who_is_not_there_nothing_decides() -> None:
    """Without personal data there is no person to state; with them there is, and the change is told."""
    minor, grown = (replace(policy(AllOf((Not(PERSONAL), each))), vocabulary=STATABLE) for each in (MINOR, Not(MINOR)))
    assert impact(minor, grown).proved_same
    wider = replace(policy(AnyOf((AllOf((Not(PERSONAL), Not(MINOR))), AllOf((PERSONAL, WARM))))), vocabulary=STATABLE)
    found = impact(minor, wider)
    assert not found.undecided
    assert len(found.shifts) == 1
    [region] = found.shifts[0].regions
    assert region.witness["personal_data"] is True
