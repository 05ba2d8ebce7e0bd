"""Bounds over what is not yet known: what some answers to the open questions lead to, found by a bounded search."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING

from waarborg.core.record import field, record, state
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth
from waarborg.core.verdict import Bounds, Level
from waarborg.core.vocabulary import HalfKnown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from waarborg.core.compiling import Reading
    from waarborg.core.completions import Answers
    from waarborg.core.condition import Test
    from waarborg.core.vocabulary import Facts, Value

MAX_READINGS = 2_000
"""How many conditions are read to settle one thing before the search gives up and says what is safe."""
MAX_EFFORT = 100_000
"""How many conditions are read for all parts of one exchange together, for its bounds and again for its questions."""


class Effort:
    """How many conditions may still be read; shared by the parts of one exchange."""

    def __init__(self) -> None:
        self.left = MAX_EFFORT


@record
class _Demand:
    """That `reading` comes to `wanted`, with the fact `path`, where one is given, taken to be `answer`."""

    reading: Reading
    wanted: Truth
    facts: frozenset[str]
    path: str = ""
    answer: Value = False


@record
class Question:
    """A condition that is still open: the level it contributes if it comes true, and the missing facts it reads.

    `tests` are its tests of each of these facts, and `known` is what else it reads. All parts that leave it open alike
    share it, and what was read of it once.
    """

    reading: Reading
    level: Level
    facts: frozenset[str]
    tests: Mapping[str, Sequence[Test]]
    known: Facts
    _truths: dict[tuple[str, Value], Truth] = field(default_factory=dict)

    @cached_property
    def met(self) -> _Demand:
        """That it comes true."""
        return _Demand(self.reading, TRUE, self.facts)

    @cached_property
    def ruled_out(self) -> _Demand:
        """That it comes to nothing."""
        return _Demand(self.reading, FALSE, self.facts)

    def under(self, path: str, answer: Value) -> Truth:
        """What it comes to once one fact that it reads is answered, and nothing else."""
        if (path, answer) not in self._truths:
            self._truths[path, answer] = self.reading({**self.known, path: answer})
        return self._truths[path, answer]


@state
class Residue:
    """What is left undecided of one part: the open questions above `floor`, the level that is certain already.

    `facts` is what is known of it; `find_answers` gives, to a missing fact that these questions read, the answers that
    matter.
    Everything said of a residue holds for all completions; where the search runs out, it says what is safe.
    """

    questions: Sequence[Question]
    floor: Level
    facts: Facts
    find_answers: Callable[[str, Sequence[Question]], Answers]
    effort: Effort = field(default_factory=Effort)
    _left: int = 0
    _calm: Facts = field(default_factory=dict)
    """Answers under which nothing grave came true the last time: a good place to start the next search."""
    _matter: set[str] = field(default_factory=set)
    """The facts that were seen to matter beside the one that was asked about."""
    _found_out: dict[str, bool] = field(default_factory=dict)
    """What a search found of whether a fact matters."""
    _groups: dict[Level, Sequence[Question]] = field(default_factory=dict)
    _readers: dict[str, Sequence[Question]] = field(default_factory=dict)
    _answers: dict[str, Answers] = field(default_factory=dict)

    def bounds(self) -> Bounds:
        """The mildest and the most severe level that some answers lead to."""
        gravest_first = sorted(self.questions, key=lambda question: -question.level)
        reached = (each.level for each in gravest_first if self._found([each.met]) is not None)
        at_worst = next(reached, self.floor)
        for low in sorted({self.floor, *self._levels}):
            calm = self._found([each.ruled_out for each in self.questions if each.level > low])
            if calm is not None:
                self._calm = calm
                return Bounds(min(low, at_worst), at_worst)
        return Bounds(at_worst, at_worst)

    def outer_bounds(self) -> Bounds:
        """The bounds while each question is as open as it is: no search, and perhaps wider than any answers."""
        return Bounds(self.floor, max([self.floor, *self._levels]))

    def outer_bounds_under(self, path: str) -> list[Bounds]:
        """Likewise, under each answer to `path`: what does not read it stays open."""
        readers = Counter(question.level for question in self.readers(path))
        beside = max([self.floor, *(level for level, count in self._levels.items() if count > readers[level])])
        return [self._outer_bounds(path, answer, beside) for answer in self.answers(path).values]

    def _outer_bounds(self, path: str, answer: Value, beside: Level) -> Bounds:
        at_best, at_worst = self.floor, beside
        for question in self.readers(path):
            truth = question.under(path, answer)
            if truth is TRUE:
                at_best = max(at_best, question.level)
            if truth is not FALSE:
                at_worst = max(at_worst, question.level)
        return Bounds(at_best, at_worst)

    @cached_property
    def paths(self) -> Sequence[str]:
        """The missing facts that some question reads, in order."""
        return sorted(frozenset[str]().union(*(question.facts for question in self.questions)))

    def readers(self, path: str) -> Sequence[Question]:
        """The questions that read the fact."""
        if path not in self._readers:
            self._readers[path] = [question for question in self.questions if path in question.facts]
        return self._readers[path]

    def answers(self, path: str) -> Answers:
        """The answers to a missing fact that its readers can tell apart."""
        if path not in self._answers:
            self._answers[path] = self.find_answers(path, self.readers(path))
        return self._answers[path]

    def likeness(self, path: str) -> object:
        """What two residues share in which the answers to `path` make the same of the outer bounds."""
        return (path, self.floor, *sorted(self._levels.items()), *self.readers(path))

    @cached_property
    def _levels(self) -> Counter[Level]:
        """How many questions there are of each level."""
        return Counter(question.level for question in self.questions)

    def _group(self, level: Level) -> Sequence[Question]:
        """The questions of this level, and all that are graver."""
        if level not in self._groups:
            self._groups[level] = [question for question in self.questions if question.level >= level]
        return self._groups[level]

    def matters(self, path: str) -> bool:
        """Whether, for some answers to the other questions, the answers to `path` lead to different levels.

        True as well where that cannot be excluded: a question too many is safe, one too few is not.
        """
        if path in self._matter or self.effort.left < 0:
            return True
        if path not in self._found_out:
            self._found_out[path] = self._can_matter(path)
        return self._found_out[path]

    def _can_matter(self, path: str) -> bool:
        self._left = MAX_READINGS
        readers = self.readers(path)
        return any(
            self._turns(question, path, self._group(level))
            for level in sorted(self._levels)
            if level > self.floor
            for question in readers
            if question.level >= level
        )

    def _turns(self, question: Question, path: str, group: Sequence[Question]) -> bool:
        """Whether one answer to `path` can make `question` true where another leaves the whole group false."""
        possible = self.answers(path)
        if not possible.exhaustive:
            return True
        return any(
            self._turns_between(answer, other, question, path, group)
            for answer, other in permutations(possible.values, 2)
        )

    def _turns_between(
        self, answer: Value, other: Value, question: Question, path: str, group: Sequence[Question]
    ) -> bool:
        true_under = _Demand(question.reading, TRUE, question.facts - {path}, path, answer)
        false_under = [
            _Demand(each.reading, FALSE, each.facts - {path}, path, other) if path in each.facts else each.ruled_out
            for each in (question, *(each for each in group if each is not question))
        ]
        left = self._still_open([true_under, *false_under], self.facts, path)
        found = None if left is None else self._search(left, self.facts, frozenset())
        if found is not None:
            self._calm = {**found, path: other}
            self._look_around()
        return found is not None

    def _look_around(self) -> None:
        """Note the facts of which another answer alone tips over what is calm: no search is needed for them."""
        low = max((each.level for each in self.questions if not self._is_calm(each)), default=self.floor)
        for question in self.questions:
            if question.level > low:
                self._matter.update(path for path in question.facts - self._matter if self._tips(question, path))

    def _is_calm(self, question: Question) -> bool:
        """Whether it is false under the calm answers, or hangs on nothing else but what cannot all be tried."""
        truth = self._read(question, self._calm)
        if truth is not UNKNOWN:
            return truth is FALSE
        unanswered = [path for path in question.facts if isinstance(self._calm.get(path), HalfKnown | None)]
        return not any(self.answers(path).exhaustive for path in unanswered)

    def _tips(self, question: Question, path: str) -> bool:
        """Whether some answer to `path` makes it true where all else is calm."""
        answers = self.answers(path).values
        return any(self._read(question, {**self._calm, path: answer}) is TRUE for answer in answers)

    def _read(self, question: Question, facts: Facts) -> Truth:
        self.effort.left -= 1
        return question.reading(facts)

    def _found(self, demands: Sequence[_Demand]) -> Facts | None:
        """Answers that meet every demand, or of which that cannot be excluded; None where there are none."""
        self._left = MAX_READINGS
        return self._search(demands, self.facts, frozenset())

    def _search(self, demands: Sequence[_Demand], facts: Facts, answered: frozenset[str]) -> Facts | None:
        """Like `_found`, for demands that `facts` leave open.

        A demand that hangs on a fact whose answers cannot all be tried is passed over: the others may exclude it all.
        """
        if not demands or self._left < 0 or self.effort.left < 0:
            return facts
        unanswered = [path for path in demands[0].facts - answered if self.answers(path).exhaustive]
        if not unanswered:
            return self._search(demands[1:], facts, answered)
        path = min(unanswered, key=lambda each: (len(self.answers(each).values), each))
        for answer in self._calm_first(path):
            tried = {**facts, path: answer}
            left = self._still_open(demands, tried, path)
            found = None if left is None else self._search(left, tried, answered | {path})
            if found is not None:
                return found
        return None

    def _still_open(self, demands: Sequence[_Demand], facts: Facts, path: str) -> list[_Demand] | None:
        """The demands that are open after `path` was answered; None where one of them cannot be met any more.

        Those that take a fact to be something all take the same fact.
        """
        left = []
        taken: dict[Value, Facts] = {}
        for demand in demands:
            truth = UNKNOWN
            if path in demand.facts or path == demand.path:
                self._left -= 1
                self.effort.left -= 1
                if demand.path and demand.answer not in taken:
                    taken[demand.answer] = {**facts, demand.path: demand.answer}
                truth = demand.reading(taken[demand.answer] if demand.path else facts)
            if truth is UNKNOWN:
                left.append(demand)
            elif truth is not demand.wanted:
                return None
        return left

    def _calm_first(self, path: str) -> Iterator[Value]:
        """The answers to `path`, beginning with the one that kept the level mild."""
        values, calm = self.answers(path).values, self._calm.get(path)
        if calm in values:
            yield calm
        yield from (answer for answer in values if answer != calm)
