"""The clauses of a region: one kept choice each, with every value that does as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.logic import Expression, disjunction, negation
from waarborg.core.condition import FactOperand
from waarborg.core.difference import Clause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waarborg.change.points import Points
    from waarborg.change.witness import Choice
    from waarborg.core.condition import Test


def widened(
    points: Points, pair: tuple[Choice, Expression], others: Sequence[Expression], refuted: Expression
) -> tuple[Clause, Expression] | None:
    """The clause of a kept choice with every value that does as well; None where every value does."""
    choice, literal = pair
    if choice.go is not None:
        clause = Clause("decisions", frozenset({choice.value}), member=choice.go.by, rule=choice.go.rule)
        return clause, literal
    if choice.test is not None:
        return Clause(choice.path, frozenset({choice.value}), test=choice.test), points.meaning[literal]
    if choice.member:
        return Clause(choice.path, frozenset({choice.value}), member=choice.member), literal
    group = points.literals[choice.path]
    if len(group) == 2:  # noqa: PLR2004 (a bool, or a fact of two values: the other one does not do)
        return Clause(choice.path, frozenset({choice.value})), literal
    bad: list[Expression] = []
    doing = {other.value for other, _ in group}
    while points.solver.holds([*others, refuted, *bad]):
        model = points.solver.model()
        failing = next(pair for pair in group if model.truth(pair[1]))
        doing.discard(failing[0].value)
        bad.append(negation(failing[1]))
    if len(doing) == len(group):
        return None
    expression = disjunction(each for other, each in group if other.value in doing)
    return Clause(choice.path, frozenset(doing)), expression


def held(test: Test) -> tuple[str, ...]:
    """The facts that a test holds against each other."""
    return (test.fact, test.operand.path) if isinstance(test.operand, FactOperand) else (test.fact,)
