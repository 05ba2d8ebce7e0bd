"""Statements: what descriptors can state of an open space, outside the regions that tell of it already."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from waarborg.change.barring import list_is_alike, reasons, variables_at
from waarborg.change.logic import (
    FALSE,
    TRUE,
    Expression,
    conjunction,
    constant,
    disjunction,
    implied,
    negation,
    substituted,
    variable,
    variable_of,
    variables_of,
)
from waarborg.change.referents import PARTIES, PARTY_FACTS
from waarborg.change.solver import Solver
from waarborg.change.space import GUESSED, stays_unknown
from waarborg.change.ties import ONWARD, UNNAMED, unbarred
from waarborg.change.witness import CLOSING, Stated, believed, closed, recorded, statable
from waarborg.core.contradictions import barred
from waarborg.core.record import record, replace
from waarborg.core.vocabulary import HalfKnown, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from waarborg.change.asking import Question
    from waarborg.change.solver import Deadline, Model
    from waarborg.change.space import Space
    from waarborg.change.telling import Telling

Setting = tuple["Sequence[Expression]", "Sequence[Expression]"]
"""What is fixed and what is guessed."""


@record
class Found:
    """What descriptors state to be like a model of an open space, each with what it must leave out of it.

    `literals` are those of all that the model says; `why` is where the same is left out for the same reasons, and where
    what else could be stated is told.
    """

    statements: Sequence[tuple[Stated, frozenset[str]]]
    literals: list[Expression]
    why: Expression
    model: Model


class Statements:
    """What can be stated in an open space outside the regions that a question is not about."""

    def __init__(self, space: Space, telling: Telling, deadline: Deadline, setting: Setting = ((), ())) -> None:
        self._space = space
        self._telling = telling
        self._deadline = deadline
        fixed, guessed = setting
        self._guessed = frozenset(map(variable_of, guessed))
        self._solver = Solver([*space.constraints, *fixed], deadline)
        self._asked: dict[tuple[Expression, Expression], Expression] = {}
        self._outside: dict[tuple[Expression, ...], Expression] = {}

    def untold(self, asked: Expression, regions: tuple[Expression, ...]) -> Found | None:
        """A statement where what is asked holds by some guess, and that cannot be answered to lie in a region."""
        return self._untold(self._literal(asked), regions)

    def _untold(self, literal: Expression, regions: tuple[Expression, ...]) -> Found | None:
        outside = self._tag(regions)
        while self._holds([outside, literal]):
            found = _found(self._solver.model(), self._space)
            lessons = [self._telling.lesson(*each, regions) for each in found.statements] if regions else [None]
            told = [each for each in lessons if each is not None]
            if len(told) < len(lessons):
                untold = [each for each, lesson in zip(found.statements, lessons, strict=False) if lesson is None]
                return replace(found, statements=untold, why=conjunction([found.why, *told])) if regions else found
            lesson = conjunction([found.why, *told])
            if not found.model.truth(lesson):
                lesson = conjunction(found.literals)
            self._telling.learnt.setdefault(regions, []).append(lesson)
            self._solver.add(implied(outside, negation(lesson)))
        return None

    @cached_property
    def _plain(self) -> list[Expression]:
        """Literals of which each keeps out what some bar keeps from being stated."""
        return [self._literal(each) for each in dict.fromkeys(unbarred(self._space)) if each != TRUE]

    def leave_out(self, stated: Stated, regions: tuple[Expression, ...]) -> bool:
        """Whether the statement cannot be answered so that it lies in a region."""
        return not regions or self._telling.lesson(stated, (), regions) is None

    def _holds(self, asked: list[Expression]) -> bool:
        """Whether what is asked can hold: if it can where few facts keep others from being stated."""
        if not self._solver.holds(asked):
            return False
        plain = self._plain
        while not self._solver.holds([*asked, *plain]):
            core = self._solver.core()
            needed = [each for each in plain if each in core]
            plain = [each for each in plain if each != needed[-1]]
        return True

    def candidates(self, question: Question, regions: tuple[Expression, ...]) -> Iterator[list[Stated]]:
        """Statements of which the question is true, several where some exclude others, until there are no more.

        Guesses that refute one are kept and held against the next one.
        """
        never = conjunction([question.never, question.held])
        literal = self._literal(conjunction([question.reached, never]), never)
        refuting = Solver([*self._space.constraints, negation(never)], self._deadline)
        while (found := self._untold(literal, regions)) is not None:
            confirmed, refuted = [], [negation(found.why)]
            for stated, left_out in found.statements:
                free = self._guessed.union(*(variables_at(self._space, path) for path in left_out))
                if refuting.holds([each for each in found.literals if not variables_of(each) & free]):
                    model = refuting.model()
                    refuted.append(substituted(never, {each: constant(model.truth(each)) for each in free}))
                else:
                    confirmed.append(stated)
            if confirmed:
                yield confirmed
            lesson = disjunction(refuted)
            if confirmed or found.model.truth(lesson):
                fixed = (each for each in found.literals if not variables_of(each) & self._guessed)
                lesson = negation(conjunction(fixed))
            self._solver.add(implied(literal, lesson))

    def _literal(self, asked: Expression, always: Expression = TRUE) -> Expression:
        """A literal that brings what is asked with it; what is `always` so tells questions apart that ask the same."""
        key = (asked, always)
        if key not in self._asked:
            self._asked[key] = variable(f"asked {len(self._asked)}")
            self._solver.add(implied(self._asked[key], asked))
        return self._asked[key]

    def _tag(self, regions: tuple[Expression, ...]) -> Expression:
        """A literal that keeps out what lies in the regions, as far as that is known."""
        if regions not in self._outside:
            self._outside[regions] = tag = variable(f"outside {len(self._outside)}")
            known = [*map(self._telling.plainly, regions), *self._telling.learnt.get(regions, ())]
            for each in known:
                self._solver.add(implied(tag, negation(each)))
        return self._outside[regions]


def setting_of(space: Space, impersonal: bool) -> Setting:  # noqa: FBT001 (which of the two settings)
    """What is fixed and what is guessed where personal data are (not) exchanged; without them no subject is stated."""
    personal = space.scalars.get("personal_data")
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


def _found(model: Model, space: Space) -> Found:
    """What descriptors state to be like `model`: with what is barred left out, or else with what bars it."""
    literals = [each for each in _literals(space) if model.truth(each)]
    facts: dict[str, Value] = {}
    for path, scalar in space.scalars.items():
        if not path.endswith(GUESSED):
            facts.update((path, value) for value, each in scalar.values.items() if model.truth(each))
    facts = {path: value for path, value in facts.items() if value != UNNAMED}
    for path, members in space.sets.items():
        if not path.endswith(GUESSED):
            known = frozenset(member for member, literal in members.holds.items() if model.truth(literal))
            facts[path] = known if model.truth(members.complete) else HalfKnown(known)
    parties = facts.pop(PARTIES, None)
    if parties is not None:
        facts.setdefault("parties_complete", isinstance(parties, frozenset))
    goes = tuple(go for go in space.goes if model.truth(go.literal))
    admitted = {path: value for path, value in facts.items() if space.admits(path, value)}
    said = [statable(admitted, space.day)]
    barring = {bar.path for bar in barred(admitted).values()}
    if barring:
        said.append(statable({path: value for path, value in admitted.items() if path not in barring}, space.day))
    why = [*reasons(space, facts, facts.keys() - said[0])]
    statements = []
    for each in said:
        stated = _listed(Stated(space.day, recorded(each, space.day, space.vocabulary), (), goes), parties)
        left_out = facts.keys() - each
        complete = stated.facts.get("parties_complete") is True and believed(stated)
        if isinstance(parties, frozenset) and not complete:
            left_out.add(PARTIES)
            why += list_is_alike(space, facts)
        statements.append((stated, frozenset(left_out)))
    return Found(statements, literals, conjunction(why), model)


def _listed(stated: Stated, parties: Value | None) -> Stated:
    """The statement with these parties: where they are all, with what closes their list, else with something open."""
    if parties is None:
        return stated
    assert isinstance(parties, frozenset | HalfKnown)
    known = parties.members if isinstance(parties, HalfKnown) else parties
    others = tuple(sorted(known - {stated.facts.get(path) for path in PARTY_FACTS}))
    stated = replace(stated, others=others)
    if isinstance(parties, frozenset):
        return replace(stated, facts=closed(stated, {**CLOSING, **stated.facts}))
    is_open = stated.facts.get("parties_complete") is not True or not believed(stated)
    left = stated.facts.items() if is_open else ((path, each) for path, each in stated.facts.items() if path != ONWARD)
    return replace(stated, facts=dict(left))


def _literals(space: Space) -> Iterator[Expression]:
    """The literals of all that a statement says or leaves open."""
    for path, scalar in space.scalars.items():
        if not path.endswith(GUESSED):
            yield from (*scalar.values.values(), scalar.unknown)
    for path, members in space.sets.items():
        if not path.endswith(GUESSED):
            for each in (*members.holds.values(), members.complete):
                yield from (each, negation(each))
    for go in space.goes:
        yield from (go.literal, negation(go.literal))
