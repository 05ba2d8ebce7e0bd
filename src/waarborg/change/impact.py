"""The exact impact of a change: every kind of exchange whose outcome it changes, or the proof that there is none.

The unit is one part. Two outcome functions that agree on every completed part agree on the bounds of every part with
facts missing too, since bounds are the extremes over completions; so the regions are told of completed parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.answers import texts_of
from waarborg.change.opening import left_open
from waarborg.change.outcomes import Outcomes, go_aheads, outcomes_of
from waarborg.change.referents import PARTNER
from waarborg.change.regions import Cube, Regions
from waarborg.change.solver import Deadline, OutOfBudgetError
from waarborg.change.space import Space
from waarborg.change.standing import transitions
from waarborg.core.difference import Impact, LeftOpen, Region, Shift, Transition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from waarborg.change.sides import Side


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


class _Question:
    """Both sides over one closed space."""

    def __init__(self, old: Side, new: Side, ranges: Mapping[str, tuple[int, int | None]]) -> None:
        self.old = old
        self.new = new
        self.ranges = ranges
        self.space, self.outcomes = self.over(opened=False)

    def over(self, *, opened: bool) -> tuple[Space, tuple[Outcomes, Outcomes]]:
        """The space, and both sides' outcomes over it."""
        sides = (self.old, self.new)
        tests = self.old.tests() | self.new.tests()
        space = Space(sides, tests, self.ranges, opened=opened, pooled=self.space.pools if opened else None)
        goes = go_aheads(sides)
        old_texts, new_texts = texts_of(sides)
        outcomes = (outcomes_of(self.old, space, goes, old_texts), outcomes_of(self.new, space, goes, new_texts))
        space.goes = tuple(goes)
        return space, outcomes


class _Search:
    """Looks rule by rule where it contributes differently, and there for every transition that it explains.

    Nothing is left: a part that differs lies in a cube of some rule that explains how (see Regions).
    """

    def __init__(self, question: _Question, deadline: Deadline) -> None:
        self._question = question
        self._deadline = deadline
        self._old, self._new = question.outcomes
        self._maker = Regions(question.space, (question.old, question.new), question.outcomes, deadline)
        self._regions: dict[Transition, list[tuple[Cube, Region]]] = {}
        self._passed_over: dict[tuple[str, Transition], LeftOpen | None] = {}

    def impact(self) -> Impact:
        undecided: list[str] = []
        try:
            for cube in () if self._maker.nothing_differs() else self._maker.cubes():
                self._look_in(cube)
        except OutOfBudgetError:
            undecided.append("not every region was found in the time given")
        found_open = tuple(each for each in self._passed_over.values() if each is not None)
        sought = not self._regions and not found_open and not undecided
        if sought:
            try:
                found_open = self._seek_open()
            except OutOfBudgetError:
                sought = False
                undecided.append("whether exchanges with facts left open differ was not decided in the time given")
        undecided += [_unstated(*which) for which, found in self._passed_over.items() if found is None]
        shifts = self._shifts(undecided)
        return Impact(shifts, self._maker.causes.changed, tuple(dict.fromkeys(undecided)), found_open, sought)

    def _shifts(self, undecided: list[str]) -> tuple[Shift, ...]:
        """Every transition with its regions and its partners; what is not found in time is added to `undecided`."""
        shifts = []
        for transition, found in sorted(self._regions.items(), key=lambda item: item[0].order):
            partners = self._partners(transition, [cube for cube, _ in found], undecided)
            shifts.append(Shift(transition, tuple(region for _, region in found), partners))
        return tuple(shifts)

    def _look_in(self, cube: Cube) -> None:
        """Find what transitions exchanges take in the cube."""
        for transition in transitions():
            sought = self._maker.region_of(cube, transition)
            if sought.region is not None:
                self._regions.setdefault(transition, []).append((cube, sought.region))
            elif sought.passed_over or sought.left_open is not None:
                which = (cube.name, transition)
                self._passed_over[which] = self._passed_over.get(which) or sought.left_open

    def _partners(self, transition: Transition, cubes: list[Cube], undecided: list[str]) -> frozenset[str] | None:
        space = self._question.space
        if PARTNER not in space.scalars:
            return None
        codes: set[str] = set()
        try:
            for code in self._maker.partners_of(cubes, transition):
                codes.add(code)
        except OutOfBudgetError:
            undecided.append("not every partner was found in the time given")
        return space.pools[PARTNER].standing_for(PARTNER, codes)

    def _seek_open(self) -> tuple[LeftOpen, ...]:
        """A difference where facts are left open that no descriptor can complete; none is the proof."""
        space, outcomes = self._question.over(opened=True)
        return left_open(space, outcomes, self._maker.witnesses.replayed, self._deadline)


def _unstated(rule: str, transition: Transition) -> str:
    """That parts take the transition by that rule of which no descriptor was found that states them."""
    old, new = (each.name.lower().replace("_", " ") for each in (transition.old, transition.new))
    return f"whether an exchange goes from {old} to {new} by `{rule}` while something that nobody can state is open"
