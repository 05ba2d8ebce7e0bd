"""The exact impact of a change: every kind of exchange whose outcome it changes, or the proof that there is none.

The unit is one part. Two outcome functions that agree on every completed part agree on the bounds of every part with
facts missing too, since bounds are the extremes over completions; so the regions are told of completed parts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from waarborg.change.logic import FALSE, Deadline, OutOfBudgetError, Solver, conjunction, negation
from waarborg.change.opening import left_open
from waarborg.change.outcomes import Outcomes, differing, go_aheads, ids, outcomes_of, texts_of
from waarborg.change.regions import Regions
from waarborg.change.space import Space
from waarborg.change.standing import transition_expression
from waarborg.core.difference import Impact, LeftOpen, Region, Shift, Transition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from waarborg.change.sides import Side

PARTNER = "partner.code"


def impact_of(
    old: Side,
    new: Side,
    *,
    ranges: Mapping[str, tuple[int, int | None]],
    budget: float,
    clock: Callable[[], float],
) -> Impact:
    """What changes from `old` to `new`, in at most `budget` seconds of `clock`."""
    deadline = Deadline(budget, clock)
    question = _Question(old, new, ranges)
    return _Search(question, deadline).impact()


@dataclass(slots=True, eq=False, repr=False)
class _Question:
    """Both sides over one closed space."""

    old: Side
    new: Side
    ranges: Mapping[str, tuple[int, int | None]]
    space: Space = field(init=False)
    outcomes: tuple[Outcomes, Outcomes] = field(init=False)

    def __post_init__(self) -> None:
        self.space, self.outcomes = self.over(opened=False)

    def over(self, *, opened: bool) -> tuple[Space, tuple[Outcomes, Outcomes]]:
        """The space, and both sides' outcomes over it."""
        sides = (self.old, self.new)
        space = Space(sides, self.old.tests() | self.new.tests(), self.ranges, opened=opened)
        goes = go_aheads(sides)
        old_texts, new_texts = texts_of(sides)
        outcomes = (outcomes_of(self.old, space, goes, old_texts), outcomes_of(self.new, space, goes, new_texts))
        space.goes = tuple(goes)
        return space, outcomes


class _Search:
    """Finds transitions until none is left, each time leaving out the region that was found."""

    def __init__(self, question: _Question, deadline: Deadline) -> None:
        self._question = question
        self._deadline = deadline
        self._old, self._new = question.outcomes
        self._maker = Regions(question.space, (question.old, question.new), question.outcomes, deadline)
        self._regions: dict[Transition, list[Region]] = {}

    def impact(self) -> Impact:
        changed = tuple(identifier for identifier in ids((self._old, self._new)) if self._maker.may_differ(identifier))
        undecided: list[str] = []
        found_open: tuple[LeftOpen, ...] = ()
        try:
            self._enumerate()
        except OutOfBudgetError:
            undecided.append("not every region was found in the time given")
        if not self._regions and not undecided:
            try:
                found_open = self._seek_open()
            except OutOfBudgetError:
                undecided.append("whether exchanges with facts left open differ was not decided in the time given")
        shifts = []
        for transition, regions in sorted(self._regions.items(), key=lambda item: item[0].order):
            try:
                partners = self._partners(transition)
            except OutOfBudgetError:
                undecided.append(f"the partners of {transition} were not all found in the time given")
                partners = None
            shifts.append(Shift(transition, tuple(regions), partners))
        return Impact(tuple(shifts), changed, tuple(undecided), found_open)

    def _enumerate(self) -> None:
        differs = differing(self._old, self._new)
        if differs == FALSE:
            return
        solver = Solver([*self._question.space.constraints, differs], self._deadline)
        quiet = self._maker.quiet
        while solver.holds(quiet) or solver.holds([]):
            model = solver.model()
            found = self._maker.region_at(model)
            if found.confirmed:
                self._regions.setdefault(found.transition, []).append(found.region)
            shifted = transition_expression(found.transition, self._old, self._new)
            solver.add(negation(conjunction([shifted, found.expression])))

    def _partners(self, transition: Transition) -> frozenset[str] | None:
        space = self._question.space
        if PARTNER not in space.scalars:
            return None
        shifted = transition_expression(transition, self._old, self._new)
        solver = Solver([*space.constraints, shifted], self._deadline)
        literals = space.scalars[PARTNER].values
        found: set[str] = set()
        while solver.holds([]):
            model = solver.model()
            code = next(str(code) for code, literal in literals.items() if model.truth(literal))
            whole = space.pools[PARTNER].classes[code]
            found |= whole
            for other, literal in literals.items():
                if str(other) in whole:
                    solver.add(negation(literal))
        return frozenset(found)

    def _seek_open(self) -> tuple[LeftOpen, ...]:
        """A difference where facts are left open that no descriptor can complete; none is the proof."""
        space, outcomes = self._question.over(opened=True)
        return left_open(space, outcomes, self._maker.replayed, self._deadline)
