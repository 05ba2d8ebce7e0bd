"""Differences that show only while a descriptor leaves something open that nobody can state.

An attribute that the policy does not know of a partner on its day, a partner that is not named, a half-known list: in
an open space the bounds of both sides are compared over these too. Where they cannot differ there, no exchange differs
at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.logic import (
    FALSE,
    Expression,
    conjunction,
    negation,
    substituted,
    variable_of,
)
from waarborg.change.outcomes import LEVELS, Outcomes, bounds_differ
from waarborg.change.referents import PARTIES, PARTY_FACTS
from waarborg.change.solver import OutOfBudgetError, Solver
from waarborg.change.space import GUESSED, UNNAMED, stays_unknown
from waarborg.change.witness import Stated, descriptor_of, statable
from waarborg.core.difference import Answer, LeftOpen
from waarborg.core.vocabulary import HalfKnown, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from waarborg.change.solver import Deadline, Model
    from waarborg.change.space import Space

MAX_CANDIDATES = 50
"""How many candidates that `core.judge` does not confirm are passed over before the question is left undecided."""


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
            for tried, stated in enumerate(_candidates(space, [*fixed, reached], never, guessed, deadline)):
                answers = replayed(stated)
                if apart(answers):
                    found.append(LeftOpen(descriptor_of(stated, "left-open", space.vocabulary), answers))
                    break
                if tried == MAX_CANDIDATES:
                    raise OutOfBudgetError
    return tuple(found)


def apart(answers: tuple[Answer, Answer]) -> bool:
    """Whether a bound differs between the two sides, or whether a prohibition can be cured."""
    old, new = answers
    return (old.standing, old.at_best, old.at_worst) != (new.standing, new.at_best, new.at_worst)


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
    guessed: list[Expression] = []
    for path, scalar in space.scalars.items():
        if impersonal and path.startswith("subject.") and scalar.unknown != FALSE:
            fixed.append(scalar.unknown)
        elif path.endswith(GUESSED) or (impersonal and path.startswith("subject.")):
            guessed += scalar.values.values()
    for path, members in space.sets.items():
        if impersonal and path.startswith("subject.") and stays_unknown(path, space):
            fixed += [negation(each) for each in (*members.holds.values(), members.complete)]
        elif path.endswith(GUESSED) or (impersonal and path.startswith("subject.")):
            guessed += members.holds.values()
            fixed.append(members.complete)
    return fixed, guessed


def _candidates(
    space: Space, held: list[Expression], never: Expression, guessed: list[Expression], deadline: Deadline
) -> Iterator[Stated]:
    """Statements of which `held` is true by some guess and `never` by every guess, until there is no other."""
    proposing = Solver([*space.constraints, *held, never], deadline)
    refuting = Solver([*space.constraints, negation(never)], deadline)
    apart = set(guessed) | {negation(each) for each in guessed}
    while proposing.holds([]):
        stated, literals = _stated_at(proposing.model(), space)
        fixed = [literal for literal in literals if literal not in apart]
        if refuting.holds(fixed):
            proposing.add(substituted(never, _variables(guessed, refuting.model())))
        else:
            yield stated
            proposing.add(negation(conjunction(fixed)))


def _variables(guessed: list[Expression], model: Model) -> dict[Expression, bool]:
    """The truth in `model` of every guessed variable; the literal of a `no` is the negation of one."""
    return {variable: model.truth(variable) for variable in map(variable_of, guessed)}


def _stated_at(model: Model, space: Space) -> tuple[Stated, list[Expression]]:
    """What a descriptor states to be like `model`, and the literals of all that it states."""
    facts: dict[str, Value] = {}
    literals: list[Expression] = []
    for path, scalar in space.scalars.items():
        if not path.endswith(GUESSED):
            literals += [each for each in (*scalar.values.values(), scalar.unknown) if model.truth(each)]
            facts.update((path, value) for value, each in scalar.values.items() if model.truth(each))
    facts = {path: value for path, value in facts.items() if value != UNNAMED}
    among: frozenset[str] = frozenset()
    for path, members in space.sets.items():
        if path.endswith(GUESSED):
            continue
        every = (*members.holds.values(), members.complete)
        literals += [each if model.truth(each) else negation(each) for each in every]
        known = frozenset(member for member, literal in members.holds.items() if model.truth(literal))
        whole = model.truth(members.complete)
        if path == PARTIES:
            among = known
            facts["parties_complete"] = whole
        else:
            facts[path] = known if whole else HalfKnown(known)
    goes = tuple(go for go in space.goes if model.truth(go.literal))
    literals += [go.literal if go in goes else negation(go.literal) for go in space.goes]
    facts = statable(facts, space.day)
    others = tuple(sorted(among - {facts.get(path) for path in PARTY_FACTS}))
    return Stated(space.day, facts, others, goes), literals
