"""Expressions looked at in many worlds at once are there what the solver says they are."""

from __future__ import annotations

import time
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.change.logic import (
    Expression,
    conjunction,
    differ,
    disjunction,
    exactly_one,
    implied,
    named,
    negation,
    variable,
)
from waarborg.change.solver import Deadline, Solver
from waarborg.change.worlds import Reasons, Worlds, turned

VARIABLES = [variable(f"in a world {number}") for number in range(8)]
WORLDS = 20


def expression_of(random: Random, depth: int = 4) -> Expression:
    """An expression over the variables, made in every way that there is."""
    if depth == 0 or random.random() < 0.1:
        return random.choice(VARIABLES)
    parts = [expression_of(random, depth - 1) for _ in range(random.randint(2, 3))]
    made = [
        negation(parts[0]),
        conjunction(parts),
        disjunction(parts),
        differ(parts[0], parts[1]),
        exactly_one(random.sample(VARIABLES, random.choice([3, 7]))),
        named(conjunction(parts)),
    ]
    return random.choice(made)


def literals_of(truths: dict[Expression, bool]) -> list[Expression]:
    """What holds of each variable."""
    return [each if holds else negation(each) for each, holds in truths.items()]


def follows(expression: Expression, literals: list[Expression]) -> bool:
    """Whether `expression` cannot be false where `literals` hold."""
    asked = variable(f"asked {expression}")
    return not Solver([implied(asked, negation(expression))], Deadline(60, time.monotonic)).holds([*literals, asked])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_an_expression_holds_in_the_worlds_in_which_the_solver_says_so(seed: int) -> None:
    """Of random expressions and worlds, every bit is right; so it is in worlds that are turned from one."""
    random = Random(seed)  # noqa: S311 (a test)
    expression = expression_of(random)
    worlds = [{each: random.random() < 0.5 for each in VARIABLES} for _ in range(WORLDS)]
    found = Worlds(WORLDS, lambda each: sum(world[each] << number for number, world in enumerate(worlds)))
    turns = [literals_of({each: not world[each] for each in random.sample(VARIABLES, 2)}) for world in worlds]
    beside = [
        turned(world.__getitem__, [(negation(turn[0]), *turn)]) for world, turn in zip(worlds, turns, strict=True)
    ]
    for number, (world, turn) in enumerate(zip(worlds, turns, strict=True)):
        assert bool(found.where(expression) >> number & 1) is follows(expression, literals_of(world))
        changed = [each for each in literals_of(world) if negation(each) not in turn]
        assert bool(beside[number].where(expression)) is follows(expression, [*changed, *turn])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_the_reasons_given_are_enough(seed: int) -> None:
    """What an expression is in a world follows from the reasons alone; without enough of them there are none."""
    random = Random(seed)  # noqa: S311 (a test)
    expression = expression_of(random)
    world = {each: random.random() < 0.5 for each in VARIABLES}
    told = random.sample(VARIABLES, random.choice([4, len(VARIABLES)]))
    given_ = {each: 1 << number for number, each in enumerate(told)}
    worlds = Worlds(1, lambda each: int(world[each]))
    reasons = Reasons(worlds, {**given_, **{negation(each): bit for each, bit in given_.items()}}).of(expression)
    if reasons is None:
        assert len(told) < len(VARIABLES)
        return
    literals = literals_of({each: world[each] for each, bit in given_.items() if reasons & bit})
    assert follows(expression if worlds.where(expression) else negation(expression), literals)
