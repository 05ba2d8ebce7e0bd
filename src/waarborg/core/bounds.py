"""Bounds over what is not yet known: what some answers to the open questions lead to, found by a bounded search."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth
from waarborg.core.verdict import Bounds, Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from waarborg.core.compiling import Reading
    from waarborg.core.completions import Answers
    from waarborg.core.vocabulary import Facts, Value

MAX_READINGS = 2_000
"""How many conditions are read to settle one thing before the search gives up and says what is safe."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Question:
    """A condition that is still open: the level it contributes if it comes true, and the missing facts it reads."""

    reading: Reading
    level: Level
    facts: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Demand:
    """That `reading` comes to `wanted`, with the fact `path`, where one is given, taken to be `answer`."""

    reading: Reading
    wanted: Truth
    facts: frozenset[str]
    path: str = ""
    answer: Value = False

    def truth(self, facts: Facts) -> Truth:
        return self.reading({**facts, self.path: self.answer} if self.path else facts)


@dataclass(slots=True, eq=False, repr=False)
class Residue:
    """What is left undecided of one part: the open questions above `floor`, the level that is certain already.

    `answers` holds, for each missing fact that a question reads, the answers that matter; `facts` what is half known.
    Everything said of a residue holds for all completions; where the search runs out, it says what is safe.
    """

    questions: Sequence[Question]
    floor: Level
    answers: Mapping[str, Answers]
    facts: Facts
    _left: int = field(default=0, init=False)

    def bounds(self) -> Bounds:
        """The mildest and the most severe level that some answers lead to."""
        self.questions = [
            question
            for question in self.questions
            if question.level > self.floor and self._attainable([_Demand(question.reading, TRUE, question.facts)])
        ]
        levels = sorted({question.level for question in self.questions})
        at_worst = max(levels, default=self.floor)
        return Bounds(next((low for low in (self.floor, *levels) if self._can_stay_at(low)), at_worst), at_worst)

    def bounds_with(self, path: str, answer: Value) -> Bounds:
        """The three-valued bounds once `path` is answered."""
        facts = {**self.facts, path: answer}
        truths = [(question.level, question.reading(facts)) for question in self.questions]
        at_best = max((level for level, truth in truths if truth is TRUE), default=self.floor)
        at_worst = max((level for level, truth in truths if truth is not FALSE), default=self.floor)
        return Bounds(max(at_best, self.floor), max(at_worst, self.floor))

    def matters(self, path: str) -> bool:
        """Whether, for some answers to the other questions, the answers to `path` lead to different levels.

        True as well where that cannot be excluded: a question too many is safe, one too few is not.
        """
        self._left = MAX_READINGS
        for level in sorted({question.level for question in self.questions if question.level > self.floor}):
            group = [question for question in self.questions if question.level >= level]
            if any(path in question.facts and self._turns(question, path, group) for question in group):
                return True
        return False

    def _can_stay_at(self, level: Level) -> bool:
        return self._attainable(
            [_Demand(each.reading, FALSE, each.facts) for each in self.questions if each.level > level]
        )

    def _turns(self, question: Question, path: str, group: Sequence[Question]) -> bool:
        """Whether one answer to `path` can make `question` true where another leaves the whole group false."""
        possible = self.answers[path]
        if not possible.exhaustive:
            return True
        others = question.facts - {path}
        for answer in possible.values:
            true_under = _Demand(question.reading, TRUE, others, path, answer)
            for other in possible.values:
                if other == answer:
                    continue
                false_under = [_Demand(each.reading, FALSE, each.facts - {path}, path, other) for each in group]
                if self._search([true_under, *false_under], self.facts, frozenset()):
                    return True
        return False

    def _attainable(self, demands: Sequence[_Demand]) -> bool:
        """Whether some answers meet every demand, or that cannot be excluded."""
        self._left = MAX_READINGS
        return self._search(demands, self.facts, frozenset())

    def _search(self, demands: Sequence[_Demand], facts: Facts, answered: frozenset[str]) -> bool:
        open_demands = []
        for demand in demands:
            truth = demand.truth(facts)
            if truth is UNKNOWN:
                open_demands.append(demand)
            elif truth is not demand.wanted:
                return False
        self._left -= len(demands)
        if not open_demands or self._left < 0:
            return True
        narrowest = min(open_demands, key=lambda demand: len(demand.facts - answered))
        unanswered = narrowest.facts - answered
        if not unanswered:
            return True
        path = min(unanswered, key=lambda each: (len(self.answers[each].values), each))
        ahead = [narrowest, *(demand for demand in open_demands if demand is not narrowest)]
        possible = self.answers[path]
        return (
            any(self._search(ahead, {**facts, path: answer}, answered | {path}) for answer in possible.values)
            or not possible.exhaustive
        )
