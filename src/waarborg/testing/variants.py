"""Every condition that differs from a given one by one small change."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from waarborg.core.condition import ALWAYS, AllOf, AnyOf, Condition, Defined, FactOperand, Not, Operator, Test
from waarborg.core.record import replace, value_record

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER_OPERATOR = {
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.INCLUDES_ALL: Operator.OVERLAPS,
    Operator.OVERLAPS: Operator.INCLUDES_ALL,
}
"""The operator that each is most easily mistaken for; to put another in its place would be to negate it."""


@value_record
class Variant:
    """One change: its code, the steps to the part that changes, that part before and after, and the whole after it.

    `now` is None where the part is left out.
    """

    change: str
    steps: tuple[int, ...]
    was: Condition
    now: Condition | None
    whole: Condition


def variants(condition: Condition) -> Iterator[Variant]:
    """Every variant of `condition`; that of a single test may be that nothing is asked any more."""
    if isinstance(condition, (Test, Defined, Not)):
        yield Variant("drop", (), condition, None, ALWAYS)
    yield from _variants(condition)


def _variants(condition: Condition) -> Iterator[Variant]:
    match condition:
        case Test():
            yield _in_place("negate", condition, Not(condition))
            yield from _of_test(condition)
        case Defined():
            yield _in_place("negate", condition, Not(condition))
        case Not(part):
            yield _in_place("negate", condition, part)
            yield from (
                replace(variant, steps=(0, *variant.steps), whole=Not(variant.whole))
                for variant in _variants(part)
                if variant.steps or variant.change != "negate"
            )
        case AllOf(parts) | AnyOf(parts):
            yield from _of_parts(condition, parts)
        case _:
            assert_never(condition)


def _in_place(change: str, was: Condition, now: Condition) -> Variant:
    return Variant(change, (), was, now, now)


def _of_parts(condition: AllOf | AnyOf, parts: tuple[Condition, ...]) -> Iterator[Variant]:
    made = type(condition)
    if len(parts) > 1:
        yield _in_place("swap", condition, AnyOf(parts) if made is AllOf else AllOf(parts))
    for index, part in enumerate(parts):
        before, after = parts[:index], parts[index + 1 :]
        if len(parts) > 1:
            yield Variant("drop", (index,), part, None, made((*before, *after)))
        for variant in _variants(part):
            yield replace(variant, steps=(index, *variant.steps), whole=made((*before, variant.whole, *after)))


def _of_test(test: Test) -> Iterator[Variant]:
    operand = test.operand
    if test.operator in OTHER_OPERATOR and not (isinstance(operand, frozenset) and len(operand) == 1):
        yield _in_place("operator", test, replace(test, operator=OTHER_OPERATOR[test.operator]))
    match operand:
        case FactOperand() | bool() | str():
            return
        case frozenset():
            if len(operand) > 1:
                for member in sorted(operand):
                    yield _in_place("member", test, replace(test, operand=operand - {member}))
        case date():
            for days in (-1, 1):
                yield _in_place("threshold", test, replace(test, operand=operand + timedelta(days=days)))
        case int() | Decimal():
            for step in (-1, 1):
                yield _in_place("threshold", test, replace(test, operand=operand + step))
        case _:
            return
