"""Differences that show only while a descriptor leaves something open that nobody can state.

An attribute that the policy does not know of a partner on its day, a partner that is not named, a half-known list: in an
open space the bounds of both sides are compared over these too. Where the bounds of the two sides cannot differ there,
no exchange differs at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from waarborg.change.logic import FALSE, Deadline, Expression, OutOfBudgetError, Solver, conjunction, negation
from waarborg.change.outcomes import Outcomes, bounds_differ
from waarborg.change.referents import PARTIES
from waarborg.change.space import GUESSED, UNNAMED
from waarborg.change.standing import Answer, Direction
from waarborg.change.witness import Stated
from waarborg.core.vocabulary import HalfKnown, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from waarborg.change.logic import Model
    from waarborg.change.space import Space

MAX_CANDIDATES = 200
"""How many candidates that `core.judge` does not confirm are looked at before the question is left undecided."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LeftOpen:
    """An exchange with something left open whose bounds differ, as `core.judge` says."""

    witness: Stated
    answers: tuple[Answer, Answer]

    @property
    def direction(self) -> Direction:
        """Stricter where both bounds rise, looser where both fall, else sideways."""
        old, new = self.answers
        if new.at_best >= old.at_best and new.at_worst >= old.at_worst:
            return Direction.STRICTER
        if new.at_best <= old.at_best and new.at_worst <= old.at_worst:
            return Direction.LOOSER
        return Direction.SIDEWAYS


def left_open(
    space: Space,
    outcomes: tuple[Outcomes, Outcomes],
    replayed: Callable[[Stated], tuple[Answer, Answer]],
    deadline: Deadline,
) -> tuple[LeftOpen, ...]:
    """An exchange whose bounds differ, none where that is impossible; raises OutOfBudgetError where it cannot tell."""
    differs = bounds_differ(*outcomes)
    if differs == FALSE:
        return ()
    solver = Solver([*space.constraints, differs], deadline)
    for _ in range(MAX_CANDIDATES):
        if not solver.holds([]):
            return ()
        model = solver.model()
        stated, literals = _stated_at(model, space)
        answers = replayed(stated)
        if (answers[0].at_best, answers[0].at_worst) != (answers[1].at_best, answers[1].at_worst):
            return (LeftOpen(stated, answers),)
        solver.add(negation(conjunction(literals)))
    raise OutOfBudgetError


def _stated_at(model: Model, space: Space) -> tuple[Stated, list[Expression]]:
    """What a descriptor states to be like `model`, and the literals of all that it states."""
    facts: dict[str, Value] = {}
    literals: list[Expression] = []
    for path, scalar in space.scalars.items():
        if path.endswith(GUESSED):
            continue
        for value, literal in scalar.values.items():
            if model.truth(literal):
                literals.append(literal)
                if value != UNNAMED:
                    facts[path] = value
        if model.truth(scalar.unknown):
            literals.append(scalar.unknown)
    others: tuple[str, ...] = ()
    for path, members in space.sets.items():
        if path.endswith(GUESSED):
            continue
        known = frozenset(member for member, literal in members.holds.items() if model.truth(literal))
        whole = model.truth(members.complete)
        literals += [
            each if model.truth(each) else negation(each) for each in (*members.holds.values(), members.complete)
        ]
        if path == PARTIES:
            others = tuple(sorted(known - {facts.get("partner.code"), facts.get("data.origin")}))
            facts["parties_complete"] = whole
        else:
            facts[path] = known if whole else HalfKnown(known)
    if facts.get("personal_data") is False:
        facts = {path: value for path, value in facts.items() if not path.startswith("subject.")}
    goes = tuple(go for go in space.goes if model.truth(go.literal))
    return Stated(max(side.day for side in space.sides), facts, others, goes), literals
