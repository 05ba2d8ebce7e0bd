"""The clauses of a region: one kept choice each, with every value that does as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.logic import Expression, conjunction, disjunction, negation
from waarborg.core.difference import Clause
from waarborg.core.record import replace
from waarborg.core.vocabulary import Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waarborg.change.points import Points
    from waarborg.change.solver import Model
    from waarborg.change.space import Space
    from waarborg.change.witness import Choice


def widened(
    points: Points, pair: tuple[Choice, Expression], others: Sequence[Expression], refuted: Expression, model: Model
) -> tuple[Clause, Expression] | None:
    """The clause of a choice of `model` with every value that does as well; None where every value does.

    A value does not do where `refuted` can hold with it and with all of `others`.
    """
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
    asked = [points.meaning.get(each, each) for each in (*others, refuted)]
    doing = {each: other.value for other, each in group}
    while True:
        (now,) = (each for _, each in group if model.truth(each))
        turns = [(now, each) for each in doing]
        (shown,) = points.shown(model, turns, [conjunction(asked)])
        for each in [each for number, (_, each) in enumerate(turns) if shown >> number & 1]:
            del doing[each]
        failing = [negation(each) for _, each in group if each not in doing]
        if not points.solver.holds([*others, refuted, *failing]):
            break
        model = points.solver.model()
    if len(doing) == len(group):
        return None
    return Clause(choice.path, frozenset(doing.values())), disjunction(doing)


def shown(clause: Clause, space: Space) -> Clause:
    """The clause with every code that the chosen ones stand for."""
    if clause.member or clause.rule or clause.test is not None:
        return clause
    if clause.path in space.pools:
        return replace(clause, values=space.pools[clause.path].standing_for(clause.path, map(str, clause.values)))
    fact = space.vocabulary[clause.path]
    if fact.sort not in {Sort.ENUM, Sort.FINDING} or clause.values <= space.mentioned[clause.path]:
        return clause
    return replace(clause, values=clause.values.union(set(fact.values) - {*space.scalars[clause.path].values}))
