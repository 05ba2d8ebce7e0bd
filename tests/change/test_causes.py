"""What differs is told rule by rule or all together: the same transitions are taken, with the same partners."""

from __future__ import annotations

import functools
import itertools
import time
from random import Random

import pytest
from randomly import CODES, DAY, RANGES, WORDS, condition_of, edited, policy_of

from waarborg.change import causes
from waarborg.change.impact import _Question, impact_of
from waarborg.change.logic import FALSE, TRUE
from waarborg.change.sides import Side
from waarborg.core import condition
from waarborg.core.difference import Transition
from waarborg.core.policy import Cite, Kind, Known, Policy, Referent, Rule
from waarborg.core.record import replace

Taken = dict[Transition, frozenset[str] | None]


def taken(old: Policy, new: Policy) -> Taken | None:
    """The transitions that exchanges take, each with its partners; None where something was not decided."""
    impact = impact_of(Side(old, DAY), Side(new, DAY), ranges=RANGES, budget=60, clock=time.monotonic)
    return None if impact.undecided else {shift.transition: shift.partners for shift in impact.shifts}


def drifted(policy: Policy, random: Random) -> Policy:
    """The policy with another definition, another attribute of one partner, and now and then another rule."""
    code = random.choice(CODES)
    before = policy.find("partners", code)
    assert before is not None
    rank = (Known(random.choice(["low", "high", "none"]), "", ""),)
    after = Referent(code, before.name, {**before.attributes, "rank": rank})
    found = replace(
        policy if random.random() < 0.7 else edited(random, policy),
        find=lambda target, each: after if (target, each) == ("partners", code) else policy.find(target, each),
    )
    return replace(found, definitions={"term": condition_of(random, 1)}) if random.random() < 0.5 else found


@pytest.mark.parametrize("seed", range(12))
def test_what_many_rules_read_is_told_together_and_as_exactly(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told by what was changed, however few rules read it, the transitions and partners are those told by rule."""
    random = Random(seed)  # noqa: S311 (a test)
    policy = policy_of(random, rules=4)
    changed = drifted(policy, random)
    singly = taken(policy, changed)
    monkeypatch.setattr(causes, "MANY", 0)
    together = taken(policy, changed)
    assert singly is None or together is None or singly == together


def test_each_rule_that_is_told_with_others_is_held_against_what_was_found_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was found of another rule everywhere leaves this one out; what was found of all of them leaves none out."""
    monkeypatch.setattr(causes, "MANY", 0)
    policy = policy_of(Random(1), rules=4)  # noqa: S311 (a test)
    asked = condition.Test("warm", condition.Operator.EQUALS, operand=True)
    term, rules = condition.Defined("term"), policy.rules[:2]
    old = replace(policy, rules=tuple(replace(rule, when=term, requires=None) for rule in rules))
    before, after = (Side(replace(old, definitions={"term": each}), DAY) for each in (asked, condition.Not(asked)))
    question = _Question(before, after, RANGES)
    found = causes.Causes(question.space, (before, after), question.outcomes)
    one, other = found.shared
    assert found.left_out([(found.shared, TRUE)]) == FALSE
    assert found.left_out([((one,), TRUE)]) == found.differs(other) != FALSE


def test_every_partner_is_told_where_rules_read_nothing_of_it() -> None:
    """Of a partner that is only held against another state, each takes the transition, whichever stands for it."""
    policy = policy_of(Random(0))  # noqa: S311 (a test)
    ranked = condition.Test("subject.feared.rank", condition.Operator.ONE_OF, frozenset({"low", "none"}))
    apart = condition.Not(
        condition.Test("partner.code", condition.Operator.SAME_AS, condition.FactOperand("subject.feared"))
    )
    rule = Rule("apart", Kind.PROHIBITION, WORDS, condition.AllOf((ranked, apart)), (Cite("source"),))
    bare = replace(policy, rules=(), covers=condition.ALWAYS)
    found = taken(bare, replace(bare, rules=(rule,)))
    assert found is not None
    assert set(found.values()) == {frozenset(CODES)}


@pytest.mark.parametrize("seed", range(6))
def test_whenever_the_time_runs_out_what_was_found_is_told(seed: int) -> None:
    """Each transition that was found has partners, all of them right; what is missing is said not to be decided."""
    random = Random(seed)  # noqa: S311 (a test)
    old = policy_of(random, rules=4)
    new = drifted(old, random)
    whole = taken(old, new)
    assert whole is not None
    for asked in range(0, 200, 5):
        ticks = itertools.chain([0.0] * asked, itertools.repeat(2.0))
        found = impact_of(Side(old, DAY), Side(new, DAY), ranges=RANGES, budget=1, clock=functools.partial(next, ticks))
        cut = {shift.transition: shift.partners for shift in found.shifts}
        assert found.undecided or cut == whole
        for transition, partners in cut.items():
            told = whole[transition]
            assert (partners is None) == (told is None)
            assert partners is None or (partners and told is not None and partners <= told)
