"""The two readings of the language agree, and so do a diff and the judgement, on random policies and parts."""

from __future__ import annotations

import time
from itertools import chain, combinations, permutations
from random import Random

from agreement import Readings, disagreements, shipped_disagreements
from hypothesis import given, settings
from hypothesis import strategies as st
from randomly import CODES, DAY, RANGES, WAYS, Made, edited, exchange_of, part_of, policy_of, rewritten, way_of

from waarborg.change.answers import answer_of, texts_of
from waarborg.change.impact import impact_of
from waarborg.change.sides import Side
from waarborg.change.standing import direction_between
from waarborg.core.condition import AllOf, Condition, FactOperand, Not, Operator
from waarborg.core.condition import Test as Asking
from waarborg.core.difference import Direction, Impact, Transition
from waarborg.core.exchange import parties_of
from waarborg.core.policy import Interval, Kind, Policy
from waarborg.core.record import replace
from waarborg.core.truth import FALSE, TRUE, UNKNOWN
from waarborg.core.vocabulary import Sort, Value

seeds = st.integers(0, 10**9)
PARTS = 40


def impact_between(old: Policy, new: Policy) -> tuple[Side, Side, Impact]:
    """Both sides and what changes from one to the other."""
    before, after = Side(old, DAY), Side(new, DAY)
    return before, after, impact_of(before, after, ranges=RANGES, budget=60, clock=time.monotonic)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_the_symbolic_reading_agrees_with_the_judge(seed: int) -> None:
    """Bounds, standing, authorities and obligations of random parts with holes are the same in both readings."""
    assert [found for found in disagreements(seed) if found] == []


@settings(max_examples=2, deadline=None)
@given(seeds)
def test_they_agree_on_the_shipped_policy(seed: int) -> None:
    """So they do under the shipped policy, rule by rule."""
    assert [found for found in shipped_disagreements(seed, 6) if found] == []


def test_everything_that_can_be_said_is_drawn() -> None:
    """Every operator with every sort it fits, against constants and facts; closed lists, decisions, exceptions."""
    ways: set[tuple[Operator, Sort, str]] = set()
    seen: set[object] = set()
    for seed in range(200):
        random = Random(seed)  # noqa: S311 (a test)
        policy = policy_of(random)
        side = Side(policy, DAY)
        ways |= {way_of(test) for test in side.tests()}
        for holes in (0.0, 0.15, 0.4):
            exchange = exchange_of(part_of(random, policy, holes=holes))
            seen.add(type(parties_of(exchange)).__name__)
            for outcome in side.judge.judge(exchange).parts[0].outcomes:
                seen |= {outcome.rule.kind, outcome.truth}
                seen |= {"settled"} if outcome.settled_by else set()
                seen |= {"lifted"} if outcome.lifted_by else {"perhaps lifted"} if outcome.may_be_lifted_by else set()
    assert ways == set(WAYS)
    assert seen == {*Kind, TRUE, UNKNOWN, FALSE, "frozenset", "HalfKnown", "settled", "lifted", "perhaps lifted"}


def conditional(*conditions: Condition) -> Policy:
    """A random policy whose rules are prohibitions in force, each under one of the conditions."""
    policy = policy_of(Random(0))  # noqa: S311 (a test)
    rule = replace(
        policy.rules[0], kind=Kind.PROHIBITION, requires=None, liftable=False, overrides=(), in_force=Interval()
    )
    rules = tuple(replace(rule, id=f"rule-{number}", when=when) for number, when in enumerate(conditions))
    return replace(policy, rules=rules)


def test_texts_are_held_against_each_other_by_what_either_is_tested_for() -> None:
    """Two texts that are both the one a test names are the same: the space once had no such part."""
    urgent, same = Asking("note", Operator.EQUALS, "urgent"), Asking("note", Operator.SAME_AS, FactOperand("reply"))
    policy = conditional(AllOf((urgent, same)))
    made = Made({"note": "urgent", "reply": "urgent"}, (), ())
    assert Readings(policy, DAY, RANGES).compared(made) == ""
    _, _, impact = impact_between(policy, conditional())
    assert {region.rule for shift in impact.shifts for region in shift.regions} == {"rule-0"}


def test_who_is_no_party_is_not_told_of_a_list_that_is_said_to_be_open() -> None:
    """Where rules read whether the list is closed, no witness closes it: the diff once contradicted the judgement."""
    open_list = Asking("parties_complete", Operator.EQUALS, False)
    old = replace(conditional(Asking("parties", Operator.INCLUDES, "AA")), covers=open_list)
    _, _, impact = impact_between(old, replace(old, covers=Not(open_list)))
    closed = [region.witness for shift in impact.shifts for region in shift.regions]
    assert [each["parties_complete"] for each in closed] == [True]
    assert [each.witness["parties_complete"] for each in impact.left_open] == [False]
    assert impact.directions == {Direction.LOOSER: 1, Direction.STRICTER: 1}


def test_a_set_can_have_all_that_a_set_of_the_policy_has() -> None:
    """Whatever the instrument's parties are, and whether classes stand for several of them, some list has them all."""
    policy = conditional(Asking("subject.states", Operator.INCLUDES_ALL, FactOperand("basis.parties")))
    for chosen in chain.from_iterable(combinations(CODES, size) for size in range(len(CODES) + 1)):
        facts: dict[str, Value] = {"basis": "treaty", "subject.states": frozenset(chosen)}
        assert Readings(policy, DAY, RANGES).compared(Made(facts, (), ())) == "", facts
    _, _, impact = impact_between(policy, conditional())
    assert {shift.transition.direction for shift in impact.shifts} == {Direction.LOOSER}


def test_a_list_of_all_parties_that_there_are_is_closed() -> None:
    """Where every code is a party and a set must have them all, the witness says that they are all."""
    has_all = Asking("subject.states", Operator.INCLUDES_ALL, FactOperand("parties"))
    everybody = Asking("parties", Operator.INCLUDES_ALL, frozenset(CODES))
    _, _, impact = impact_between(conditional(AllOf((has_all, everybody))), conditional())
    witnesses = [region.witness for shift in impact.shifts for region in shift.regions]
    assert {each["parties_complete"] for each in witnesses} == {True}


def test_three_codes_of_one_class_stay_apart() -> None:
    """A code of which nothing is asked need not stay in its class, where that has not enough codes for all three."""
    named = Asking("partner.code", Operator.SAME_AS, FactOperand("subject.feared"))
    policy = conditional(
        AllOf((named, Asking("partner.near", Operator.EQUALS, True))),
        Asking("parties", Operator.INCLUDES, FactOperand("subject.feared")),
    )
    for partner, feared, origin in permutations(CODES, 3):
        facts: dict[str, Value] = {"partner.code": partner, "subject.feared": feared, "data.origin": origin}
        assert Readings(policy, DAY, RANGES).compared(Made(facts, (), ())) == ""


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_a_diff_finds_what_the_judge_finds(seed: int) -> None:
    """Whatever a random part shows to differ, the diff tells of that transition; where it proves nothing, none does."""
    random = Random(seed)  # noqa: S311 (a test)
    policy = policy_of(random)
    old, new, impact = impact_between(policy, edited(random, policy))
    if impact.undecided:
        return
    told = {shift.transition for shift in impact.shifts}
    texts = texts_of([old, new])
    for index in range(PARTS):
        made = part_of(random, policy, holes=[0.0, 0.3][index % 2])
        exchange = exchange_of(made)
        parts = [side.judge.judge(exchange).parts[0] for side in (old, new)]
        before, after = (answer_of(part, text) for part, text in zip(parts, texts, strict=True))
        if impact.proved_same:
            assert (before.at_best, before.at_worst) == (after.at_best, after.at_worst), f"{seed}: {made}"
        if any(outcome.truth is UNKNOWN for part in parts for outcome in part.outcomes):
            continue  # the policy does not know an attribute: what that part brings is not certain
        if index % 2 == 0 and before.standing is not None and after.standing is not None and before != after:
            more, less = bool(after.brings - before.brings), bool(before.brings - after.brings)
            direction = direction_between(before.standing, after.standing, more=more, less=less)
            assert Transition(before.standing, after.standing, direction) in told, f"{seed}: {made}"


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_another_way_to_say_the_same_is_no_change(seed: int) -> None:
    """De Morgan, another order of parts and rules, and a part said twice are proved to change nothing."""
    random = Random(seed)  # noqa: S311 (a test)
    policy = policy_of(random)
    rules = [replace(rule, when=rewritten(rule.when, random)) for rule in policy.rules]
    random.shuffle(rules)
    _, _, impact = impact_between(policy, replace(policy, rules=tuple(rules)))
    assert impact.proved_same
