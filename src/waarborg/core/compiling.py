"""Conditions compiled to closures over facts: the reference reading of the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Operator, Test
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth
from waarborg.core.vocabulary import Facts, Value, members

Reading = Callable[[Facts], Truth]
"""What a condition says of the facts of one part."""


def compiled(
    condition: Condition, definitions: Mapping[str, Condition], known: dict[str, Reading] | None = None
) -> Reading:
    """The closure that reads `condition`. A definition is compiled once for all that share `known`."""
    known = {} if known is None else known
    match condition:
        case Test():
            return _test(condition)
        case Defined(name):
            if name not in known:
                known[name] = compiled(definitions[name], definitions, known)
            return known[name]
        case Not(part):
            return _negation(compiled(part, definitions, known))
        case AllOf((single,)) | AnyOf((single,)):
            return compiled(single, definitions, known)
        case AllOf(parts):
            return _sweep([compiled(part, definitions, known) for part in parts], decisive=FALSE, otherwise=TRUE)
        case AnyOf(parts):
            return _sweep([compiled(part, definitions, known) for part in parts], decisive=TRUE, otherwise=FALSE)
        case _:
            assert_never(condition)


def remembered(reading: Reading, paths: Sequence[str], most: int) -> Reading:
    """The same reading of the facts at `paths`, which knows what it said to so many answers before."""
    known: dict[tuple[Value | None, ...], Truth] = {}

    def read(facts: Facts) -> Truth:
        answers = tuple(map(facts.get, paths))
        truth = known.get(answers)
        if truth is None:
            if len(known) >= most:
                known.clear()
            truth = known[answers] = reading(facts)
        return truth

    return read


def all_of(readings: Sequence[Reading]) -> Reading:
    """The reading of conditions that must all hold."""
    return readings[0] if len(readings) == 1 else _sweep(list(readings), decisive=FALSE, otherwise=TRUE)


def _negation(part: Reading) -> Reading:
    def read(facts: Facts) -> Truth:
        truth = part(facts)
        if truth is UNKNOWN:
            return UNKNOWN
        return FALSE if truth is TRUE else TRUE

    return read


def _sweep(parts: list[Reading], *, decisive: Truth, otherwise: Truth) -> Reading:
    """Conjunction (decisive FALSE) or disjunction (decisive TRUE): the first decisive part decides."""

    def read(facts: Facts) -> Truth:
        result = otherwise
        for part in parts:
            truth = part(facts)
            if truth is decisive:
                return decisive
            if truth is UNKNOWN:
                result = UNKNOWN
        return result

    return read


def _test(test: Test) -> Reading:
    path, operand = test.fact, test.operand
    holds = HOLDS[test.operator]
    if isinstance(operand, FactOperand):
        other = operand.path

        def read_both(facts: Facts) -> Truth:
            return holds(facts.get(path), facts.get(other))

        return read_both
    match test.operator:
        case Operator.EQUALS:
            return _equals(path, operand)
        case Operator.ONE_OF if isinstance(operand, frozenset):
            return _one_of(path, operand)
        case _:

            def read(facts: Facts) -> Truth:
                return holds(facts.get(path), operand)

            return read


def _equals(path: str, operand: Value) -> Reading:
    def read(facts: Facts) -> Truth:
        value = facts.get(path)
        if value is None:
            return UNKNOWN
        return TRUE if value == operand else FALSE

    return read


def _one_of(path: str, operand: frozenset[str]) -> Reading:
    def read(facts: Facts) -> Truth:
        value = facts.get(path)
        if value is None:
            return UNKNOWN
        return TRUE if value in operand else FALSE

    return read


def _equal(value: Value | None, other: Value | None) -> Truth:
    if value is None or other is None:
        return UNKNOWN
    return TRUE if value == other else FALSE


def _in(value: Value | None, others: Value | None) -> Truth:
    return _includes(others, value)


def _at_least(value: Value | None, other: Value | None) -> Truth:
    if value is None or other is None:
        return UNKNOWN
    return TRUE if value >= other else FALSE  # type: ignore[operator]  # sorts are checked when the policy is read


def _at_most(value: Value | None, other: Value | None) -> Truth:
    return _at_least(other, value)


def _includes(value: Value | None, member: Value | None) -> Truth:
    known, complete = members(value)
    if complete and not known:
        return FALSE
    if member is None:
        return UNKNOWN
    if member in known:
        return TRUE
    return FALSE if complete else UNKNOWN


def _includes_all(value: Value | None, wanted: Value | None) -> Truth:
    known, complete = members(value)
    asked, all_asked = members(wanted)
    if complete and asked - known:
        return FALSE
    return TRUE if all_asked and asked <= known else UNKNOWN


def _overlaps(value: Value | None, other: Value | None) -> Truth:
    known, complete = members(value)
    others, others_complete = members(other)
    if known & others:
        return TRUE
    if (complete and others_complete) or (complete and not known) or (others_complete and not others):
        return FALSE
    return UNKNOWN


def _empty(value: Value | None, expected: Value | None) -> Truth:
    if value is None:
        return UNKNOWN
    if isinstance(value, str):
        is_empty = not value.strip()
    else:
        known, complete = members(value)
        if not known and not complete:
            return UNKNOWN
        is_empty = not known
    return TRUE if is_empty is expected else FALSE


HOLDS: Mapping[Operator, Callable[[Value | None, Value | None], Truth]] = {
    Operator.EQUALS: _equal,
    Operator.ONE_OF: _in,
    Operator.SAME_AS: _equal,
    Operator.AT_LEAST: _at_least,
    Operator.AT_MOST: _at_most,
    Operator.INCLUDES: _includes,
    Operator.INCLUDES_ALL: _includes_all,
    Operator.OVERLAPS: _overlaps,
    Operator.EMPTY: _empty,
}


def truth_of_test(test: Test, facts: Facts) -> Truth:
    """What one test says of the facts."""
    operand = test.operand
    other = facts.get(operand.path) if isinstance(operand, FactOperand) else operand
    return HOLDS[test.operator](facts.get(test.fact), other)
