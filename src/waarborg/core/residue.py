"""What is left of a condition once the known facts are filled in: the tests that are still open, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from waarborg.core.compiling import truth_of_test
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Operator, Test
from waarborg.core.record import replace
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, negation
from waarborg.core.vocabulary import HalfKnown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from waarborg.core.vocabulary import Facts

TURNED = {
    Operator.EQUALS: Operator.EQUALS,
    Operator.SAME_AS: Operator.EQUALS,
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.INCLUDES: Operator.ONE_OF,
}
"""For a test of a known fact against a missing one: what it asks of the missing one."""


def residue_of(condition: Condition, facts: Facts, definitions: Mapping[str, Condition]) -> Condition | Truth:
    """The truth of `condition` under `facts`; where that is UNKNOWN, the part of it that is still open.

    Under any answers to the missing facts, that part has the truth of the whole. It names no definition.
    """
    match condition:
        case Test():
            truth = truth_of_test(condition, facts)
            return _opened(condition, facts) if truth is UNKNOWN else truth
        case Defined(name):
            return residue_of(definitions[name], facts, definitions)
        case Not(part):
            left = residue_of(part, facts, definitions)
            return negation(left) if isinstance(left, Truth) else Not(left)
        case AllOf(parts):
            return _gathered(parts, facts, definitions, decisive=FALSE)
        case AnyOf(parts):
            return _gathered(parts, facts, definitions, decisive=TRUE)
        case _:
            assert_never(condition)


def _gathered(
    parts: Iterable[Condition], facts: Facts, definitions: Mapping[str, Condition], *, decisive: Truth
) -> Condition | Truth:
    open_parts = []
    for part in parts:
        left = residue_of(part, facts, definitions)
        if left is decisive:
            return decisive
        if not isinstance(left, Truth):
            open_parts.append(left)
    if not open_parts:
        return negation(decisive)
    if len(open_parts) == 1:
        return open_parts[0]
    return AllOf(tuple(open_parts)) if decisive is FALSE else AnyOf(tuple(open_parts))


def _opened(test: Test, facts: Facts) -> Test:
    """The test of the missing fact alone, where the fact it is held against is wholly known."""
    operand = test.operand
    if not isinstance(operand, FactOperand):
        return test
    other = facts.get(operand.path)
    if other is not None and not isinstance(other, HalfKnown):
        return replace(test, operand=other)
    value = facts.get(test.fact)
    if value is None or isinstance(value, HalfKnown) or test.operator not in TURNED:
        return test
    return Test(operand.path, TURNED[test.operator], value)
