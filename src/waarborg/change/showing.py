"""Witnesses that `core.judge` confirms: the exchange that shows a transition, or one that leaves something open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from waarborg.change.answers import answer_of, texts_of
from waarborg.change.logic import Expression, negation
from waarborg.change.points import DisagreementError, Points
from waarborg.change.referents import PARTIES, reference_of
from waarborg.change.standing import direction_between, transition_expression
from waarborg.change.witness import (
    Choice,
    Stated,
    believed,
    descriptor_of,
    exchange_of,
    fewest,
    statable_part,
    stated_of,
)
from waarborg.core.condition import facts_read
from waarborg.core.difference import Answer, LeftOpen, Transition
from waarborg.core.residue import residue_of
from waarborg.core.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from waarborg.change.outcomes import Outcomes
    from waarborg.change.sides import Side
    from waarborg.change.solver import Model
    from waarborg.change.space import Space

_Answers = tuple[Answer, Answer]
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
        self, rule: str, transition: Transition, point: Sequence[tuple[Choice, Expression]], model: Model
    ) -> tuple[list[Choice], Stated, tuple[Answer, Answer], bool]:
        """The choices of a point that its witness rests on, the witness, its answers, and whether they confirm it."""
        refuted = self._points.proxy(negation(transition_expression(transition, self._old, self._new)))
        every = [choice for choice, _ in point]
        pairs, can_be_stated = self._points.needed(point, refuted, model)
        first = (rule, transition) not in self._shortened and len(self._shortened) < MOST_SHORTENED
        if can_be_stated and first:
            self._shortened.add((rule, transition))
            pairs = self._points.fewest(pairs, refuted, model)
        needed = [choice for choice, _ in pairs]
        stated = self._stated(statable_part(needed, self._space.day), every)
        answers = self.replayed(stated)
        if not can_be_stated or self._agrees(answers, transition):
            return needed, stated, answers, can_be_stated
        whole = statable_part(every, self._space.day)
        stated = self._stated(whole, every)
        answers = self.replayed(stated)
        if self._agrees(answers, transition):
            plainly = self._settles(stated)  # else what is shown must be searched for, too
            takes = partial(self._takes, transition=transition, plainly=plainly)
            stated, answers = self._grown(needed, whole, every, takes)
            return every, stated, answers, True
        if len(whole) < len(every) or not believed(stated):
            return every, stated, answers, False
        message = f"{transition} is not what `core.judge` says of {dict(stated.facts)}: {answers}"
        raise DisagreementError(message)

    def _grown(
        self, needed: list[Choice], whole: list[Choice], every: list[Choice], agrees: Callable[[Stated], bool]
    ) -> tuple[Stated, _Answers]:
        """`needed`, which is too little, with as few more of `whole` as it takes for `core.judge` to confirm it.

        Needed where facts that decide no bound decide what is certain of it: whether a prohibition lasts, who is asked;
        and where `core` sees less far than the solver. What `core` itself leaves open says what to add.
        """
        closing = next((each for each in whole if each.path == PARTIES and each.value is False), None)
        whole = [each for each in whole if each.path != PARTIES or each.value is True or each is closing]
        fixed = [each for each in whole if each in needed]
        kept = list(fixed)
        agreed = False
        while not agreed and len(kept) < len(whole):
            asked = self._asked(self._stated(kept, every))
            more = [each for each in whole if each not in kept and (each is closing or each.path in asked)]
            kept += more or [each for each in whole if each not in kept]
            agreed = agrees(self._stated(kept, every))
        return self._shrunk(kept[len(fixed) :], fixed, every, agrees)

    def _asked(self, stated: Stated) -> frozenset[str]:
        """What is left to know of the rules that `core.judge` leaves open, and what it would be looked up by."""
        exchange = exchange_of(stated)
        found: set[str] = set()
        for side in self._sides:
            part = side.judge.judge(exchange).parts[0]
            unsure = {each.rule.id for each in part.heard if each.contributes.at_best != each.contributes.at_worst}
            for ruling in side.rulings:
                if ruling.id in unsure:
                    left = residue_of(ruling.condition, part.facts, side.policy.definitions)
                    found |= frozenset() if isinstance(left, Truth) else facts_read(left, {})
        return frozenset(found | {reference_of(path, self._space.vocabulary) for path in found})

    def _shrunk(
        self, loose: list[Choice], fixed: list[Choice], every: list[Choice], agrees: Callable[[Stated], bool]
    ) -> tuple[Stated, _Answers]:
        """`fixed` and what it takes of `loose` for `core.judge` to confirm it: the rest is left out, half by half."""
        kept = fewest(loose, lambda fewer: agrees(self._stated([*fixed, *fewer], every)))
        stated = self._stated([*fixed, *kept], every)
        return stated, self.replayed(stated)

    def _stated(self, needed: Iterable[Choice], point: Sequence[Choice]) -> Stated:
        return stated_of(needed, point, self._space.day, self._space.vocabulary)

    def replayed(self, stated: Stated) -> tuple[Answer, Answer]:
        """What `core.judge` says of the first part, on both sides."""
        exchange = exchange_of(stated)
        old, new = (
            answer_of(side.judge.judge(exchange).parts[0], texts)
            for side, texts in zip(self._sides, self._texts, strict=True)
        )
        return old, new

    def _takes(self, stated: Stated, transition: Transition, *, plainly: bool) -> bool:
        """Whether it takes that transition; `plainly`, where neither side has to search for its answer."""
        return (not plainly or self._settles(stated)) and self._agrees(self.replayed(stated), transition)

    def _settles(self, stated: Stated) -> bool:
        exchange = exchange_of(stated)
        return all(side.judge.settles(exchange) for side in self._sides)

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
        """An exchange that states what can be stated of a part, if the sides differ on it while the rest is open."""
        whole = statable_part(every, self._space.day)
        if not apart(self.replayed(self._stated(whole, every))):
            return None
        stated, answers = self._shrunk(whole, [], every, lambda fewer: apart(self.replayed(fewer)))
        return LeftOpen(descriptor_of(stated, "left-open", self._space.vocabulary), answers)


def apart(answers: tuple[Answer, Answer]) -> bool:
    """Whether a bound differs between the two sides, or whether a prohibition can be cured."""
    old, new = answers
    return (old.standing, old.at_best, old.at_worst) != (new.standing, new.at_best, new.at_worst)
