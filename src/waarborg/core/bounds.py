"""Bounds over what is not yet known: three-valued first, then exact by a bounded search through the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from waarborg.core.truth import FALSE, TRUE, UNKNOWN
from waarborg.core.verdict import Bounds, Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from waarborg.core.compiling import Reading
    from waarborg.core.vocabulary import Facts, Value

MAX_READINGS = 4000
"""How many times a residue is read before the search gives up and the three-valued bounds stand."""


class _TooManyReadingsError(Exception):
    pass


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Question:
    """A condition that may come true, the level it then contributes, and the facts it reads."""

    reading: Reading
    level: Level
    facts: frozenset[str]


@dataclass(slots=True, eq=False, repr=False)
class Residue:
    """What is left undecided of one part: the questions whose truth is not known.

    `floor` is what is certain already. `answers` holds, for each missing fact of which it can be told, the answers
    that matter; a missing fact that is not in it stays UNKNOWN, which keeps the bounds sound.
    """

    questions: Sequence[Question]
    floor: Level
    answers: Mapping[str, tuple[Value, ...]]
    readings: int = 0

    def bounds(self, facts: Facts) -> Bounds:
        """The three-valued bounds under `facts`."""
        self.readings += 1
        if self.readings > MAX_READINGS:
            raise _TooManyReadingsError
        at_best = at_worst = self.floor
        for question in self.questions:
            level = question.level
            if level <= at_best:
                continue
            truth = question.reading(facts)
            if truth is TRUE:
                at_best = level
            if truth is not FALSE:
                at_worst = max(at_worst, level)
        return Bounds(at_best, max(at_best, at_worst))

    def hangs_on(self, path: str, facts: Facts) -> bool:
        """Whether a question that is still UNKNOWN under `facts`, whatever the answer to `path`, reads `path`."""
        return any(
            path in question.facts and question.reading({**facts, path: answer}) is UNKNOWN
            for question in self.questions
            for answer in self.answers[path]
        )


def exact_bounds(residue: Residue, facts: Facts) -> Bounds:
    """The mildest and the most severe level that some completion of `facts` reaches.

    Exact for the facts in `residue.answers`, unless the search runs out; then, and for the others, an outer bound.
    """
    start = residue.bounds(facts)
    if start.at_best == start.at_worst:
        return start
    try:
        return Bounds(
            _extreme(residue, facts, tuple(residue.answers), severe=False),
            _extreme(residue, facts, tuple(residue.answers), severe=True),
        )
    except _TooManyReadingsError:
        return start


def _extreme(residue: Residue, facts: Facts, open_paths: tuple[str, ...], *, severe: bool) -> Level:
    """The most severe (or the mildest) level over all completions of `open_paths`, by branch and bound."""
    start = residue.bounds(facts)
    goal = start.at_worst if severe else start.at_best
    reached = start.at_best if severe else start.at_worst
    stack = [(facts, open_paths)]
    while stack and reached != goal:
        current, remaining = stack.pop()
        bounds = residue.bounds(current)
        promise = bounds.at_worst if severe else bounds.at_best
        if (promise <= reached) if severe else (promise >= reached):
            continue
        if bounds.at_best == bounds.at_worst or not remaining:
            reached = promise
            continue
        path, *rest = remaining
        stack.extend(({**current, path: answer}, tuple(rest)) for answer in residue.answers[path])
    return reached


def matters(residue: Residue, facts: Facts, path: str) -> bool:
    """Whether, for some answers to the other questions, the answers to `path` give different bounds.

    True as well where that cannot be told: a question too many is safe, one too few is not.
    """
    others = tuple(other for other in residue.answers if other != path)
    if path not in residue.answers:
        return True
    try:
        return _differs(residue, facts, path, others)
    except _TooManyReadingsError:
        return True


def _differs(residue: Residue, facts: Facts, path: str, others: tuple[str, ...]) -> bool:
    stack = [(facts, others)]
    while stack:
        current, remaining = stack.pop()
        whole = residue.bounds(current)
        if whole.at_best == whole.at_worst:
            continue
        answered = [residue.bounds({**current, path: answer}) for answer in residue.answers[path]]
        if min(bounds.at_worst for bounds in answered) < max(bounds.at_best for bounds in answered):
            return True
        if not remaining:
            if len(set(answered)) > 1 or residue.hangs_on(path, current):
                return True
            continue
        other, *rest = remaining
        stack.extend(({**current, other: answer}, tuple(rest)) for answer in residue.answers[other])
    return False
