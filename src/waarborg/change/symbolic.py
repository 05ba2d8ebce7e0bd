"""A second reading of the condition language: into expressions that a solver can reason about.

`core.judge` is the reference reading; property tests hold this one against it. A condition becomes two expressions:
where it is TRUE, and where it is not FALSE. In a closed space nothing is unknown and the two are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from waarborg.change.logic import FALSE, TRUE, Expression, conjunction, disjunction, implied, negation
from waarborg.core import truth
from waarborg.core.compiling import HOLDS
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Operator, Test
from waarborg.core.record import record
from waarborg.core.vocabulary import Sort

if TYPE_CHECKING:
    from waarborg.change.sides import Side
    from waarborg.change.space import Members, Scalar, Space


@record
class Pair:
    """Where a condition is certainly true, and where it may be."""

    certain: Expression
    possible: Expression


class Reading:
    """The conditions of one side as expressions over a space; `tests` and `defined` were read so far."""

    def __init__(self, side: Side, space: Space) -> None:
        self._side = side
        self._space = space
        self._definitions = side.policy.definitions
        self._read: dict[int, tuple[Condition, Pair]] = {}
        self.tests: dict[Test, Pair] = {}
        self.defined: dict[str, Pair] = {}

    def read(self, condition: Condition) -> Pair:
        """Where `condition` is true and may be true."""
        key = id(condition)
        if key not in self._read:
            self._read[key] = (condition, self._pair(condition))
        return self._read[key][1]

    def _pair(self, condition: Condition) -> Pair:
        match condition:
            case Test():
                if condition not in self.tests:
                    self.tests[condition] = self._test(condition)
                return self.tests[condition]
            case Defined(name):
                if name not in self.defined:
                    self.defined[name] = self.read(self._definitions[name])
                return self.defined[name]
            case Not(part):
                inner = self.read(part)
                return _pair(negation(inner.possible), negation(inner.certain))
            case AllOf(parts):
                pairs = [self.read(part) for part in parts]
                return _pair(conjunction(p.certain for p in pairs), conjunction(p.possible for p in pairs))
            case AnyOf(parts):
                pairs = [self.read(part) for part in parts]
                return _pair(disjunction(p.certain for p in pairs), disjunction(p.possible for p in pairs))
            case _:
                assert_never(condition)

    def _test(self, test: Test) -> Pair:
        if self._space.vocabulary[test.fact].sort is Sort.SET:
            return self._set_test(test)
        scalar = self._space.scalar(self._side, test.fact)
        if isinstance(test.operand, FactOperand):
            return _held_against(scalar, self._space.scalar(self._side, test.operand.path), test.operator)
        holds = HOLDS[test.operator]
        certain = disjunction(
            literal for value, literal in scalar.values.items() if holds(value, test.operand) is truth.TRUE
        )
        return _pair(certain, disjunction([certain, scalar.unknown]))

    def _set_test(self, test: Test) -> Pair:
        members = self._space.members(self._side, test.fact)
        operand = test.operand
        match test.operator:
            case Operator.EMPTY:
                return _empty(members, expected=operand is True)
            case Operator.INCLUDES if isinstance(operand, FactOperand):
                return _includes_fact(members, self._space.scalar(self._side, operand.path))
            case Operator.INCLUDES:
                literal = members.holds.get(str(operand), FALSE)
                return _pair(literal, disjunction([literal, negation(members.complete)]))
            case Operator.INCLUDES_ALL if isinstance(operand, FactOperand):
                return _includes_all_of_fact(members, self._space.members(self._side, operand.path))
            case Operator.OVERLAPS if isinstance(operand, FactOperand):
                return _overlaps_fact(members, self._space.members(self._side, operand.path))
            case Operator.INCLUDES_ALL | Operator.OVERLAPS:
                assert isinstance(operand, frozenset), test
                return _held_against_constants(members, operand, test.operator)
            case _:
                message = f"{test.operator} is not asked of a set"
                raise AssertionError(message)


def _pair(certain: Expression, possible: Expression) -> Pair:
    return Pair(certain, certain if certain == possible else possible)


def _held_against(one: Scalar, other: Scalar, operator: Operator) -> Pair:
    if operator in {Operator.SAME_AS, Operator.EQUALS}:
        pairs = [(value, value) for value in one.values if value in other.values]
    else:
        holds = HOLDS[operator]
        pairs = [
            (value, against) for value in one.values for against in other.values if holds(value, against) is truth.TRUE
        ]
    certain = disjunction(
        conjunction([one.values[value], other.values[against], negation(one.unknown), negation(other.unknown)])
        for value, against in pairs
    )
    return _pair(certain, disjunction([certain, one.unknown, other.unknown]))


def _none(members: Members) -> Expression:
    return conjunction(negation(literal) for literal in members.holds.values())


def _empty(members: Members, *, expected: bool) -> Pair:
    none = _none(members)
    certainly = conjunction([none, members.complete])
    return _pair(certainly, none) if expected else _pair(negation(none), negation(certainly))


def _includes_fact(members: Members, member: Scalar) -> Pair:
    among = disjunction(
        conjunction([literal, members.holds[str(value)], negation(member.unknown)])
        for value, literal in member.values.items()
        if str(value) in members.holds
    )
    if members.complete == TRUE and member.unknown == FALSE:
        return Pair(among, among)
    missed = conjunction([negation(among), negation(member.unknown)])
    outside = conjunction([members.complete, disjunction([_none(members), missed])])
    return _pair(among, negation(outside))


def _held_against_constants(members: Members, operand: frozenset[str], operator: Operator) -> Pair:
    literals = [members.holds.get(code, FALSE) for code in sorted(operand)]
    open_ended = negation(members.complete)
    if operator is Operator.INCLUDES_ALL:
        return _pair(conjunction(literals), conjunction(disjunction([literal, open_ended]) for literal in literals))
    certain = disjunction(literals)
    return _pair(certain, disjunction([certain, open_ended]) if literals else FALSE)


def _includes_all_of_fact(members: Members, asked: Members) -> Pair:
    within = conjunction(implied(literal, members.holds.get(member, FALSE)) for member, literal in asked.holds.items())
    certain = conjunction([asked.complete, within])
    return _pair(certain, disjunction([negation(members.complete), within]) if _open(members, asked) else certain)


def _overlaps_fact(members: Members, others: Members) -> Pair:
    shared = disjunction(
        conjunction([literal, others.holds[member]])
        for member, literal in members.holds.items()
        if member in others.holds
    )
    if not _open(members, others):
        return Pair(shared, shared)
    both = conjunction([members.complete, others.complete])
    apart = disjunction(
        [
            conjunction([both, negation(shared)]),
            conjunction([members.complete, _none(members)]),
            conjunction([others.complete, _none(others)]),
        ]
    )
    return _pair(shared, negation(apart))


def _open(one: Members, other: Members) -> bool:
    return not (one.complete == TRUE and other.complete == TRUE)
