"""The text report of a diff: what changed, whose outcome changes, and a witness for each."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from waarborg.reports.diff_captions import WORDS
from waarborg.reports.diff_changes import told_together
from waarborg.reports.diff_witness import witness_text
from waarborg.reports.diff_words import (
    SHOWN_REPLAYED,
    change_in_words,
    detail_in_words,
    direction_style,
    headline,
    left_open_in_words,
    partners_in_words,
    region_in_words,
    replay_in_words,
    replays_in_words,
    rule_in_words,
    transition_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waarborg.core.difference import Change, Clause, Difference, LeftOpen, Region, Replays, Shift
    from waarborg.reports.layout import Page

SHOWN = 3
"""How many regions of a transition are shown without --all, the rules that have not been seen yet first."""
SHOWN_CHANGES = 20
FEW_PARTNERS = 3
"""So many partners are named again where they are the same as of the transition above."""
SHORT = 600
"""A witness of more characters than these is not shown without --all, but for the first one."""


def say_difference(page: Page, found: Difference, language: str, *, everything: bool) -> None:
    """Say the whole of a diff."""
    words = WORDS[language]
    page.say(headline(found, language), style="dim")
    page.gap()
    page.say(words["structure"], style="bold")
    changes = told_together(found.structure, everything=everything)
    shown = changes if everything else changes[:SHOWN_CHANGES]
    for change in shown:
        _say_change(page, change, found, language)
    if not changes:
        page.say(words["no_structure"], indent=2)
    if len(shown) < len(changes):
        page.say(words["more"].format(len(changes) - len(shown)), indent=2, style="dim")
    page.gap()
    page.say(words["impact"], style="bold")
    _say_impact(page, found, language, everything=everything)
    if found.replayed is not None:
        _say_replayed(page, found.replayed, language, everything=everything)


def _say_change(page: Page, change: Change, found: Difference, language: str) -> None:
    words = WORDS[language]
    page.say(change_in_words(change, language), indent=2)
    for detail in change.details:
        field, old, new = detail_in_words(detail, found, language)
        if not new:
            page.say(old, indent=4, label=f"{field}: ")
            continue
        page.say(old, indent=4, label=f"{field} {words['old']}: ")
        page.say(new, indent=4, label=f"{field} {words['new']}: ")


def _say_impact(page: Page, found: Difference, language: str, *, everything: bool) -> None:
    words, impact = WORDS[language], found.impact
    if impact.proved_same:
        page.say(words["same"], indent=2, style="bold green")
        return
    telling = _Telling(page, found, language, everything=everything)
    for shift in impact.shifts:
        telling.say_shift(shift)
    for each in impact.left_open:
        telling.say_left_open(each)
    for reason in impact.undecided:
        page.say(words["undecided"].format(reason), indent=2, style="bold magenta")
    if telling.cut:
        page.say(words["more_witnesses"], indent=2, style="dim")
    page.say(words["unit"], indent=2, style="dim")


class _Telling:
    """Tells transitions and witnesses one after the other; what was told before is referred to by its number."""

    def __init__(self, page: Page, found: Difference, language: str, *, everything: bool) -> None:
        self._page = page
        self._policy = found.new[0]
        self._language = language
        self._words = WORDS[language]
        self._everything = everything
        self._number = 0
        self._partners: frozenset[str] | None = None
        self._told: dict[tuple[str, frozenset[Clause]], int] = {}
        self._witnesses = 0
        self.cut = False

    def say_shift(self, shift: Shift) -> None:
        """Say one transition, the partners with whom it is taken, and where."""
        said = transition_in_words(shift.transition, self._language)
        self._page.say(said, indent=2, style=direction_style(shift.transition.direction))
        self._page.say(self._partners_of(shift), indent=4, label=f"{self._words['partners']}: ")
        seen: Counter[str] = Counter()
        numbered = enumerate(shift.regions, start=self._number + 1)
        regions = sorted(numbered, key=lambda pair: (_again(seen, pair[1].rule), pair[0]))
        shown = regions if self._everything else regions[:SHOWN]
        for index, (position, region) in enumerate(shown):
            self._say_region(position, region)
            if index == 0:
                self._say_witness(position, region.witness)
        if len(shown) < len(regions):
            self._page.say(self._words["more"].format(len(regions) - len(shown)), indent=4, style="dim")
        self._number += len(shift.regions)

    def say_left_open(self, each: LeftOpen) -> None:
        """Say what differs while something is open that nobody can state, by an exchange."""
        said = left_open_in_words(each, self._language)
        self._page.say(said, indent=2, style=direction_style(each.direction))
        self._number += 1
        self._say_witness(self._number, each.witness)

    def _partners_of(self, shift: Shift) -> str:
        """The partners of a transition; a list that stands above is not told again."""
        again = shift.partners is not None and shift.partners == self._partners and len(shift.partners) > FEW_PARTNERS
        self._partners = shift.partners
        if again:
            return self._words["same_partners"].format(len(shift.partners or ()))
        return partners_in_words(shift, self._language, everything=self._everything)

    def _say_region(self, position: int, region: Region) -> None:
        """Say where a rule counts otherwise, in full where it was not told of another transition."""
        label = f"{position}. {self._words['where']}: "
        before = self._told.setdefault((region.rule, frozenset(region.clauses)), position)
        if before != position:
            self._page.say(self._words["as_before"].format(before), indent=4, label=label)
            return
        self._page.say(region_in_words(region.clauses, self._policy, self._language), indent=4, label=label)
        self._page.say(rule_in_words(region.rule, self._language), indent=7, label=f"{self._words['rule']}: ")

    def _say_witness(self, number: int, witness: Mapping[str, Any]) -> None:
        """Say what a witness is called; what it states too where that is short, and of the first one."""
        text = witness_text(witness).split("\n", 1)[1].rstrip()
        self._page.say(f"{number}-{witness['id']}.yaml", indent=7, label=f"{self._words['witness']}: ")
        if self._everything or not self._witnesses or len(text) <= SHORT:
            self._page.verbatim(text, indent=9, style="dim")
        else:
            self.cut = True
        self._witnesses += 1


def _again(seen: Counter[str], rule: str) -> int:
    seen[rule] += 1
    return seen[rule]


def _say_replayed(page: Page, replays: Replays, language: str, *, everything: bool) -> None:
    words = WORDS[language]
    page.gap()
    page.say(words["replayed"], style="bold")
    for line in replays_in_words(replays, language):
        page.say(line, indent=2)
    shown = replays.changed if everything else SHOWN_REPLAYED
    for each in islice(replays.changes(), shown):
        went, why = replay_in_words(each, language)
        page.say(f"{each.file}: {each.id}: {went}", indent=4)
        page.say(why, indent=6)
    if shown < replays.changed:
        page.say(words["more_replayed"].format(replays.changed - shown), indent=4, style="dim")
