"""Where an exchange stands, and how a change moves it: the outcome pairs that a diff tells of."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, assert_never

from waarborg.change.logic import Expression, conjunction, disjunction, negation
from waarborg.change.outcomes import Outcomes, brought
from waarborg.core.difference import Direction, Standing, Transition

if TYPE_CHECKING:
    from collections.abc import Iterator


def direction_between(old: Standing, new: Standing, *, more: bool, less: bool) -> Direction:
    """The direction from `old` to `new`; where they are equal, by whether something is added and something removed."""
    if old != new:
        return Direction.STRICTER if new > old else Direction.LOOSER
    if more == less:
        return Direction.SIDEWAYS
    return Direction.STRICTER if more else Direction.LOOSER


def transitions() -> Iterator[Transition]:
    """Every transition that there could be."""
    for old, new in product(Standing, Standing):
        if old == new:
            yield from (Transition(old, new, direction) for direction in Direction)
        else:
            yield Transition(old, new, Direction.STRICTER if new > old else Direction.LOOSER)


def standing_expression(standing: Standing, outcomes: Outcomes) -> Expression:
    """That a part has this standing, in a closed space."""
    level = outcomes.level(standing.level)
    match standing:
        case Standing.PROHIBITED:
            return conjunction([level, outcomes.lasting.certain])
        case Standing.PROHIBITED_CURABLE:
            return conjunction([level, negation(outcomes.lasting.certain)])
        case _:
            return level


def transition_expression(transition: Transition, old: Outcomes, new: Outcomes) -> Expression:
    """That a part takes this transition, in a closed space."""
    pair = [standing_expression(transition.old, old), standing_expression(transition.new, new)]
    if transition.old != transition.new:
        return conjunction(pair)
    more, less = disjunction(brought(old, new)), disjunction(brought(new, old))
    match transition.direction:
        case Direction.STRICTER:
            return conjunction([*pair, more, negation(less)])
        case Direction.LOOSER:
            return conjunction([*pair, less, negation(more)])
        case Direction.SIDEWAYS:
            return conjunction([*pair, more, less])
        case _:
            assert_never(transition.direction)
