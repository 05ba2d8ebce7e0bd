"""The exact impact of a change: every kind of exchange whose outcome it changes, or the proof that there is none.

The unit is one part. Two outcome functions that agree on every completed part agree on the bounds of every part with
facts missing too, since bounds are the extremes over completions; so the regions are told of completed parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.answers import texts_of
from waarborg.change.opening import Opening
from waarborg.change.outcomes import Outcomes, go_aheads, outcomes_of
from waarborg.change.referents import PARTNER
from waarborg.change.regions import Cube, Regions
from waarborg.change.solver import Deadline, OutOfBudgetError
from waarborg.change.space import Space
from waarborg.change.standing import transitions
from waarborg.change.telling import Told
from waarborg.core.difference import Impact, LeftOpen, Region, Shift, Transition

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

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
        self._tests = old.tests() | new.tests()
        self._goes = tuple(go_aheads((old, new)))
        self._texts = texts_of((old, new))
        self.space = Space((old, new), self._tests, ranges, opened=False)
        self.space.goes = self._goes
        self.outcomes = self.over(self.space)

    def opened(self) -> Space:
        """The space in which descriptors leave open what `core` does not complete."""
        space = Space((self.old, self.new), self._tests, self.ranges, opened=True, pooled=self.space.pools)
        space.goes = self._goes
        return space

    def over(self, space: Space, only: Collection[str] | None = None) -> tuple[Outcomes, Outcomes]:
        """What both sides make of the space; with `only`, what these rules alone would."""
        old, new = (
            outcomes_of(side, space, self._goes, texts, only)
            for side, texts in zip((self.old, self.new), self._texts, strict=True)
        )
        return old, new


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
        self._told: list[Told] = []

    def impact(self) -> Impact:
        undecided: list[str] = []
        try:
            for cube in () if self._maker.nothing_differs() else self._maker.cubes():
                self._look_in(cube)
        except OutOfBudgetError:
            undecided.append("not every region was found in the time given")
        found_open = [each for each in self._passed_over.values() if each is not None]
        try:
            self._seek_open(found_open)
        except OutOfBudgetError:
            undecided.append("whether exchanges with facts left open differ was not decided in the time given")
        undecided += [_unstated(*which) for which, found in self._passed_over.items() if found is None]
        shifts = self._shifts(undecided)
        return Impact(shifts, self._maker.causes.changed, tuple(dict.fromkeys(undecided)), tuple(found_open))

    def _shifts(self, undecided: list[str]) -> tuple[Shift, ...]:
        """Every transition with its regions and its partners; what is not found in time is added to `undecided`."""
        partners = self._partners(undecided)
        return tuple(
            Shift(each, tuple(region for _, region in self._regions[each]), partners.get(each))
            for each in self._ordered()
        )

    def _ordered(self) -> list[Transition]:
        return sorted(self._regions, key=lambda each: each.order)

    def _look_in(self, cube: Cube) -> None:
        """Find what transitions exchanges take in the cube."""
        found = {each: self._maker.region_of(cube, each) for each in transitions()}
        for transition, sought in found.items():
            if sought.region is not None:
                self._regions.setdefault(transition, []).append((cube, sought.region))
            elif sought.passed_over or sought.left_open is not None:
                which = (cube.name, transition)
                self._passed_over[which] = self._passed_over.get(which) or sought.left_open
        shown = (each for each, sought in found.items() if sought.region is not None)
        untold = (each for each, sought in found.items() if sought.region is None and sought.taken)
        self._told.append(Told(cube.expression, frozenset(shown), frozenset(untold)))

    def _partners(self, undecided: list[str]) -> Mapping[Transition, frozenset[str]]:
        """The partners of each transition; none where no policy reads who the partner is."""
        space = self._question.space
        if PARTNER not in space.scalars:
            return {}
        codes: dict[Transition, set[str]] = {each: set() for each in self._ordered()}
        try:
            for transition, code in self._maker.partners(
                {each: [cube for cube, _ in self._regions[each]] for each in codes}
            ):
                codes[transition].add(code)
        except OutOfBudgetError:
            undecided.append("not every partner was found in the time given")
        return {each: space.pools[PARTNER].standing_for(PARTNER, found) for each, found in codes.items()}

    def _seek_open(self, found: list[LeftOpen]) -> None:
        """Add differences that no region tells, where facts are left open that no descriptor can complete."""
        opened = self._question.opened()
        settings = (False, True) if "personal_data" in opened.scalars else (False,)
        tellings = [self._maker.telling(opened, impersonal=each) for each in settings]
        causes, replayed = self._maker.causes, self._maker.witnesses.replayed
        unlike = causes.unlike()
        opening = Opening(opened, self._told, causes.read_by(unlike), replayed, self._deadline)
        opening.left_open(lambda only: self._question.over(opened, only), unlike, tellings, found)


def _unstated(rule: str, transition: Transition) -> str:
    """That parts take the transition by that rule of which no descriptor was found that states them."""
    old, new = (each.name.lower().replace("_", " ") for each in (transition.old, transition.new))
    return f"whether an exchange goes from {old} to {new} by `{rule}` while something that nobody can state is open"
