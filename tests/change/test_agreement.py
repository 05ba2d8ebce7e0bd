"""The two readings of the language agree, and so do a diff and the judgement, on random policies and parts."""

from __future__ import annotations

import time
from random import Random

from agreement import disagreements
from hypothesis import given, settings
from hypothesis import strategies as st
from randomly import DAY, RANGES, edited, exchange_of, part_of, policy_of, rewritten

from waarborg.change.impact import impact_of
from waarborg.change.outcomes import texts_of
from waarborg.change.sides import Side
from waarborg.change.standing import answer_of, direction_between
from waarborg.core.difference import Impact, Transition
from waarborg.core.policy import Policy
from waarborg.core.record import replace
from waarborg.core.truth import UNKNOWN

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
