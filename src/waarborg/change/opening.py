"""Differences that show only while a descriptor leaves something open that nobody can state.

An attribute that the policy does not know of a partner on its day, a partner that is not named, a half-known list: in
an open space the bounds of both sides are compared over these too, for all that no region tells. Where they cannot
differ there, no other exchange differs at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.asking import questions
from waarborg.change.logic import Expression, disjunction
from waarborg.change.referents import PARTIES, PARTY_FACTS
from waarborg.change.solver import OutOfBudgetError
from waarborg.change.stating import Statements, setting_of
from waarborg.change.witness import Stated, descriptor_of, fewest, recorded
from waarborg.core.difference import LeftOpen

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from waarborg.change.asking import Answers, Question
    from waarborg.change.outcomes import GoAhead, Outcomes
    from waarborg.change.solver import Deadline
    from waarborg.change.space import Space
    from waarborg.change.telling import Telling, Told

MAX_CANDIDATES = 50
"""How many candidates that `core.judge` does not confirm are passed over before the question is left undecided."""


class Opening:
    """Looks in an open space for exchanges whose bounds differ, and that no region tells."""

    def __init__(
        self,
        space: Space,
        told: Sequence[Told],
        read: frozenset[str],
        replayed: Callable[[Stated], Answers],
        deadline: Deadline,
    ) -> None:
        self._space = space
        self._told = told
        self._read = read
        self._replayed = replayed
        self._deadline = deadline

    def left_open(
        self,
        outcomes: Callable[[Collection[str] | None], tuple[Outcomes, Outcomes]],
        unlike: Collection[str],
        tellings: Sequence[Telling],
        found: list[LeftOpen],
    ) -> None:
        """Add to `found` an exchange for each bound and way in which it shows none; nothing where there can be none.

        First it is asked of the rules alone that are read otherwise on the two sides: where these cannot make a bound
        pass a threshold outside the regions, none does. Raises OutOfBudgetError where the time is up.
        """
        rough = self._possible(list(questions(*outcomes(unlike))), tellings[0])
        exact = {each.way: each for each in questions(*outcomes(None))} if rough else {}
        for telling in tellings if rough else ():
            statements = Statements(self._space, telling, self._deadline, setting_of(self._space, telling.impersonal))
            for question in (exact[each.way] for each in rough if each.way in exact):
                if not any(question.is_shown_by(each.answers) for each in found):
                    found += self._shown(question, statements)

    def _possible(self, rough: list[Question], telling: Telling) -> list[Question]:
        """Those of the questions that something outside the regions may answer."""
        statements = Statements(self._space, telling, self._deadline)
        alike: dict[tuple[Expression, ...], list[Question]] = {}
        for each in rough:
            alike.setdefault(self._regions(each), []).append(each)
        return [
            each
            for regions, several in alike.items()
            if statements.untold(disjunction(question.rough for question in several), regions) is not None
            for each in several
            if statements.untold(each.rough, regions) is not None
        ]

    def _regions(self, question: Question) -> tuple[Expression, ...]:
        """The facts of the regions that tell of what passes the threshold, if anything does."""
        return tuple(each.facts for each in self._told if each.tells_of(question))

    def _shown(self, question: Question, statements: Statements) -> Iterator[LeftOpen]:
        """An exchange of which the question is true as `core.judge` says; none where there is none.

        Where many are not confirmed, it is given up: what is left are bounds that `core` keeps looser than they are, if
        regions tell of every part that passes the threshold.
        """
        regions = self._regions(question)
        for tried, several in enumerate(statements.candidates(question, regions)):
            for stated in several:
                if question.is_shown_by(self._replayed(stated)):
                    shorter = self._shorter(
                        stated,
                        lambda each: question.is_shown_by(self._replayed(each)) and statements.leave_out(each, regions),
                    )
                    descriptor = descriptor_of(shorter, "left-open", self._space.vocabulary)
                    yield LeftOpen(descriptor, self._replayed(shorter))
                    return
            if tried == MAX_CANDIDATES:
                if not self._told or any(each.leaves_out(question) for each in self._told):
                    raise OutOfBudgetError
                return

    def _shorter(self, stated: Stated, shows: Callable[[Stated], bool]) -> Stated:
        """The statement with no more than it takes; first it is tried with what the rules read that differ."""
        read = self._read | {"personal_data", "parties_complete"} | ({*PARTY_FACTS} if PARTIES in self._read else set())

        def of(items: Sequence[str | GoAhead]) -> Stated:
            kept = {path: value for path, value in stated.facts.items() if path in items}
            kept = recorded(kept, stated.day, self._space.vocabulary)
            others = tuple(each for each in stated.others if f"other {each}" in items)
            return Stated(stated.day, kept, others, tuple(go for go in stated.goes if go in items))

        beside: list[str | GoAhead] = [*stated.goes, *(f"other {each}" for each in stated.others)]
        few = [*beside, *(each for each in stated.facts if each in read)]
        start = few if shows(of(few)) else [*beside, *stated.facts]
        return of(fewest(start, lambda each: shows(of(each))))
