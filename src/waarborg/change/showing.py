"""Witnesses that `core.judge` confirms: the exchange that shows a transition, or one that leaves something open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.logic import Expression, negation
from waarborg.change.opening import bounds_apart
from waarborg.change.outcomes import Outcomes, texts_of
from waarborg.change.points import DisagreementError, Points
from waarborg.change.standing import answer_of, direction_between, transition_expression
from waarborg.change.witness import Choice, Stated, believed, descriptor_of, exchange_of, statable_part, stated_of
from waarborg.core.difference import Answer, LeftOpen, Transition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from waarborg.change.sides import Side
    from waarborg.change.space import Space

MOST_SHORTENED = 60
"""Of how many regions the witness is made as short as can be; of the others it is only made short."""


class Witnesses:
    """Makes witnesses of the points of a space, each judged on both sides before it is given."""

    def __init__(
        self, space: Space, sides: tuple[Side, Side], outcomes: tuple[Outcomes, Outcomes], points: Points
    ) -> None:
        self._space = space
        self._sides = sides
        self._old, self._new = outcomes
        self._points = points
        self._shortened: set[tuple[str, Transition]] = set()
        self._texts = texts_of(sides)

    def of(
        self, rule: str, transition: Transition, point: Sequence[tuple[Choice, Expression]]
    ) -> tuple[list[Choice], Stated, tuple[Answer, Answer], bool]:
        """The choices of a point that its witness rests on, the witness, its answers, and whether they confirm it."""
        refuted = self._points.proxy(negation(transition_expression(transition, self._old, self._new)))
        every = [choice for choice, _ in point]
        pairs, can_be_stated = self._points.needed(point, refuted)
        first = (rule, transition) not in self._shortened and len(self._shortened) < MOST_SHORTENED
        if can_be_stated and first:
            self._shortened.add((rule, transition))
            pairs = self._points.fewest(pairs, refuted)
        needed = [choice for choice, _ in pairs]
        stated = self._stated(statable_part(needed), every)
        answers = self.replayed(stated)
        if not can_be_stated or self._agrees(answers, transition):
            return needed, stated, answers, can_be_stated
        whole = statable_part(every)
        stated = self._stated(whole, every)
        answers = self.replayed(stated)
        if self._agrees(answers, transition):
            stated, answers = self._shrunk(whole, every, lambda each: self._agrees(each, transition))
            return every, stated, answers, True
        if len(whole) < len(every) or not believed(stated):
            return every, stated, answers, False
        message = f"{transition} is not what `core.judge` says of {dict(stated.facts)}: {answers}"
        raise DisagreementError(message)

    def _shrunk(
        self, whole: list[Choice], every: list[Choice], agrees: Callable[[tuple[Answer, Answer]], bool]
    ) -> tuple[Stated, tuple[Answer, Answer]]:
        """A part of `whole` that `core.judge` already confirms: what it can do without is left out, half by half.

        Needed where facts that decide no bound decide what is certain of it: whether a prohibition lasts, who is asked.
        """
        kept, size = list(whole), max(1, len(whole) // 2)
        while True:
            for start in range(0, len(kept), size):
                fewer = kept[:start] + kept[start + size :]
                if len(fewer) < len(kept) and agrees(self.replayed(self._stated(fewer, every))):
                    kept = fewer
            if size == 1:
                break
            size = max(1, size // 2)
        stated = self._stated(kept, every)
        return stated, self.replayed(stated)

    def _stated(self, needed: Iterable[Choice], point: Sequence[Choice]) -> Stated:
        day = max(side.day for side in self._sides)
        return stated_of(needed, point, day, self._space.vocabulary)

    def replayed(self, stated: Stated) -> tuple[Answer, Answer]:
        """What `core.judge` says of the first part, on both sides."""
        exchange = exchange_of(stated)
        old, new = (
            answer_of(side.judge.judge(exchange).parts[0], texts)
            for side, texts in zip(self._sides, self._texts, strict=True)
        )
        return old, new

    def _agrees(self, answers: tuple[Answer, Answer], transition: Transition) -> bool:
        old, new = answers
        if old.standing is None or new.standing is None:
            return False
        more, less = bool(new.brings - old.brings), bool(old.brings - new.brings)
        found = Transition(
            old.standing, new.standing, direction_between(old.standing, new.standing, more=more, less=less)
        )
        return found == transition

    def left_open(self, every: list[Choice]) -> LeftOpen | None:
        """An exchange that states what can be stated of a part, if its bounds differ while the rest is open."""
        whole = statable_part(every)
        if not bounds_apart(self.replayed(self._stated(whole, every))):
            return None
        stated, answers = self._shrunk(whole, every, bounds_apart)
        return LeftOpen(descriptor_of(stated, "left-open", self._space.vocabulary), answers)
