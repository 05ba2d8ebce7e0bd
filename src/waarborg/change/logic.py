"""Boolean expressions for the solver, folded where a part is constant; the one module that imports z3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import z3

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Expression = Any
"""A Boolean expression of the solver; equal expressions of one process are the same node."""
TRUE: Expression = z3.BoolVal(True)  # noqa: FBT003 (the constant itself)
FALSE: Expression = z3.BoolVal(False)  # noqa: FBT003 (the constant itself)
LARGE = 6
"""From this many literals on, `at most one of them` is left to the solver's own counting."""


class OutOfBudgetError(Exception):
    """Raised where the solver did not come to an answer in the time it was given."""


def variable(name: str) -> Expression:
    """The variable of that name."""
    return z3.Bool(name)


def same(one: Expression, other: Expression) -> bool:
    """Whether two expressions are one node: then they mean the same, and nothing has to be proved."""
    return bool(one.eq(other))


def negation(part: Expression) -> Expression:
    """The negation of `part`."""
    if part.eq(TRUE):
        return FALSE
    if part.eq(FALSE):
        return TRUE
    return part.arg(0) if z3.is_not(part) else z3.Not(part)


def conjunction(parts: Iterable[Expression]) -> Expression:
    """The conjunction of `parts`; TRUE of none. The order and the repetition of parts make no difference."""
    return _swept(parts, decisive=FALSE, otherwise=TRUE, joined=z3.And)


def disjunction(parts: Iterable[Expression]) -> Expression:
    """The disjunction of `parts`; FALSE of none. The order and the repetition of parts make no difference."""
    return _swept(parts, decisive=TRUE, otherwise=FALSE, joined=z3.Or)


def _swept(parts: Iterable[Expression], *, decisive: Expression, otherwise: Expression, joined: Any) -> Expression:
    found: dict[int, Expression] = {}
    for part in parts:
        if part.eq(decisive):
            return decisive
        if not part.eq(otherwise):
            found[part.get_id()] = part
    if not found:
        return otherwise
    ordered = [found[key] for key in sorted(found)]
    return ordered[0] if len(ordered) == 1 else joined(ordered)


def differ(one: Expression, other: Expression) -> Expression:
    """That two expressions have different truths."""
    return FALSE if one.eq(other) else z3.Xor(one, other)


def implied(premise: Expression, conclusion: Expression) -> Expression:
    """That `conclusion` holds where `premise` does."""
    return disjunction([negation(premise), conclusion])


def exactly_one(literals: Sequence[Expression]) -> Expression:
    """That one of `literals` holds and no other."""
    if len(literals) < LARGE:
        pairs = [
            disjunction([negation(one), negation(other)])
            for index, one in enumerate(literals)
            for other in literals[index + 1 :]
        ]
        return conjunction([disjunction(literals), *pairs])
    return z3.And(z3.Or(*literals), z3.AtMost(*literals, 1))


class Solver:
    """Asks whether conditions can hold together; never takes `does not know` for an answer."""

    def __init__(self, constraints: Iterable[Expression], deadline: Deadline) -> None:
        self._solver = z3.SolverFor("QF_FD")
        self._deadline = deadline
        for constraint in constraints:
            self._solver.add(constraint)

    def add(self, constraint: Expression) -> None:
        """Hold `constraint` from now on."""
        self._solver.add(constraint)

    def holds(self, assumptions: Sequence[Expression]) -> bool:
        """Whether all constraints and `assumptions` can hold together; raises OutOfBudgetError where it cannot tell."""
        self._solver.set("timeout", self._deadline.milliseconds())
        answer = self._solver.check(*assumptions)
        if answer == z3.unknown:
            raise OutOfBudgetError
        return bool(answer == z3.sat)

    def model(self) -> Model:
        """How they hold together, after `holds` said so."""
        return Model(self._solver.model())

    def core(self) -> frozenset[int]:
        """The identities of assumptions that cannot hold together, after `holds` said no."""
        return frozenset(each.get_id() for each in self._solver.unsat_core())


class Model:
    """One way in which conditions hold together."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def truth(self, expression: Expression) -> bool:
        """Whether `expression` holds in it."""
        return bool(z3.is_true(self._model.eval(expression, model_completion=True)))


class Deadline:
    """The time that is left for the solver; `clock` tells seconds."""

    def __init__(self, seconds: float, clock: Any) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def milliseconds(self) -> int:
        """What is left; raises OutOfBudgetError where nothing is."""
        left = int((self._end - self._clock()) * 1000)
        if left <= 0:
            raise OutOfBudgetError
        return left
