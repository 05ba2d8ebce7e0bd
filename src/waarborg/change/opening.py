"""Differences that show only while a descriptor leaves something open that nobody can state.

An attribute that the policy does not know of a partner on its day, a partner that is not named, a half-known list: in an
open space the bounds of both sides are compared over these too. Where the bounds of the two sides cannot differ there,
no exchange differs at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from waarborg.change.logic import (
    FALSE,
    Deadline,
    Expression,
    OutOfBudgetError,
    Solver,
    is_negation,
    negation,
    substituted,
)
from waarborg.change.outcomes import LEVELS, Outcomes, bounds_differ
from waarborg.change.referents import PARTIES
from waarborg.change.space import GUESSED, UNNAMED
from waarborg.change.standing import Answer, Direction
from waarborg.change.witness import Stated
from waarborg.core.vocabulary import HalfKnown, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from waarborg.change.logic import Model
    from waarborg.change.space import Space

MOST_MENTIONED = 4
"""A set of which more members are named stays unknown to `core` where it is missing (core.completions)."""


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
    """Exchanges whose bounds differ, one for each bound and way; none where that is impossible.

    A bound is an extreme over what can be guessed, so the question has two quantifiers: some statements, such that one
    side reaches a level by some guess and the other by none. Guesses that refute a candidate are kept and held against
    the next one. Raises OutOfBudgetError where the time is up.
    """
    if bounds_differ(*outcomes) == FALSE:
        return ()
    found: list[LeftOpen] = []
    for impersonal in (False, True):
        setting = _setting(space, impersonal=impersonal)
        if setting is None:
            continue
        fixed, guessed = setting
        for reached, never in _questions(outcomes):
            model = _candidate(space, [*fixed, reached], never, guessed, deadline)
            if model is None:
                continue
            stated, _ = _stated_at(model, space)
            answers = replayed(stated)
            if (answers[0].at_best, answers[0].at_worst) == (answers[1].at_best, answers[1].at_worst):
                raise OutOfBudgetError
            found.append(LeftOpen(stated, answers))
    return tuple(found)


def _questions(outcomes: tuple[Outcomes, Outcomes]) -> Iterator[tuple[Expression, Expression]]:
    """Pairs of which some guess makes the first true, and every guess the second, where a bound differs."""
    for one, other in (outcomes, outcomes[::-1]):
        for level in LEVELS:
            if one.reaches[level].possible != other.reaches[level].possible:
                yield one.reaches[level].possible, negation(other.reaches[level].possible)
            if one.reaches[level].certain != other.reaches[level].certain:
                yield negation(one.reaches[level].certain), other.reaches[level].certain


def _setting(space: Space, *, impersonal: bool) -> tuple[list[Expression], list[Expression]] | None:
    """What is fixed and what is guessed where personal data are (not) exchanged; without them no subject is stated."""
    personal = space.scalars.get("personal_data")
    if impersonal and personal is None:
        return None
    fixed = [personal.values[not impersonal]] if personal else []
    guessed = []
    for path, scalar in space.scalars.items():
        if impersonal and path.startswith("subject.") and scalar.unknown != FALSE:
            fixed.append(scalar.unknown)
        elif path.endswith(GUESSED) or (impersonal and path.startswith("subject.")):
            guessed += scalar.values.values()
    for path, members in space.sets.items():
        kept = path in space.compared or len(space.mentioned.get(path, ())) > MOST_MENTIONED
        if impersonal and path.startswith("subject.") and kept:
            fixed += [negation(each) for each in (*members.holds.values(), members.complete)]
        elif path.endswith(GUESSED) or (impersonal and path.startswith("subject.")):
            guessed += members.holds.values()
            fixed.append(members.complete)
    return fixed, guessed


def _candidate(
    space: Space, held: list[Expression], never: Expression, guessed: list[Expression], deadline: Deadline
) -> Model | None:
    """A part of which `held` is true for some guess and `never` for every guess; None where there is none."""
    proposing = Solver([*space.constraints, *held, never], deadline)
    refuting = Solver([*space.constraints, negation(never)], deadline)
    while proposing.holds([]):
        model = proposing.model()
        apart = set(guessed) | {negation(each) for each in guessed}
        stated = [literal for literal in _stated_at(model, space)[1] if literal not in apart]
        if not refuting.holds(stated):
            return model
        guess = refuting.model()
        proposing.add(substituted(never, _variables(guessed, guess)))
    return None


def _variables(guessed: list[Expression], model: Model) -> dict[Expression, bool]:
    """The truth in `model` of every guessed variable; the literal of a `no` is the negation of one."""
    return {
        variable: model.truth(variable)
        for each in guessed
        for variable in [negation(each) if is_negation(each) else each]
    }


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
