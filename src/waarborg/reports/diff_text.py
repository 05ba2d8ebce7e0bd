"""The text report of a diff: what changed, whose outcome changes, and a witness for each."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from waarborg.reports.diff_captions import WORDS
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
    from waarborg.core.difference import Change, Difference, Replays, Shift
    from waarborg.reports.layout import Page

SHOWN = 3
"""How many regions of a transition are shown without --all, the rules that have not been seen yet first."""
SHOWN_CHANGES = 20


def say_difference(page: Page, found: Difference, language: str, *, everything: bool) -> None:
    """Say the whole of a diff."""
    words = WORDS[language]
    page.say(headline(found, language), style="dim")
    page.gap()
    page.say(words["structure"], style="bold")
    shown = found.structure if everything else found.structure[:SHOWN_CHANGES]
    for change in shown:
        _say_change(page, change, found, language)
    if not found.structure:
        page.say(words["no_structure"], indent=2)
    if len(shown) < len(found.structure):
        page.say(words["more_changes"].format(len(found.structure) - len(shown)), indent=2, style="dim")
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
    number = 0
    for shift in impact.shifts:
        page.say(
            transition_in_words(shift.transition, language), indent=2, style=direction_style(shift.transition.direction)
        )
        number = _say_regions(page, shift, found, language, number=number, everything=everything)
    for each in impact.left_open:
        page.say(left_open_in_words(each, language), indent=2, style=direction_style(each.direction))
        page.verbatim(witness_text(each.witness).split("\n", 1)[1].rstrip(), indent=6, style="dim")
    for reason in impact.undecided:
        page.say(words["undecided"].format(reason), indent=2, style="bold magenta")
    page.say(words["unit"], indent=2, style="dim")


def _say_regions(  # noqa: PLR0913 (where it is said, of what, and how much)
    page: Page, shift: Shift, found: Difference, language: str, *, number: int, everything: bool
) -> int:
    words = WORDS[language]
    page.say(partners_in_words(shift, language, everything=everything), indent=4, label=f"{words['partners']}: ")
    seen: Counter[str] = Counter()
    regions = sorted(enumerate(shift.regions, start=number + 1), key=lambda pair: (_again(seen, pair[1].rule), pair[0]))
    shown = regions if everything else regions[:SHOWN]
    for index, (position, region) in enumerate(shown):
        where = region_in_words(region.clauses, found.new[0], language)
        page.say(where, indent=4, label=f"{position}. {words['where']}: ")
        page.say(rule_in_words(region.rule, language), indent=7, label=f"{words['rule']}: ")
        if index == 0:
            page.say(f"{position}-{region.witness['id']}.yaml", indent=7, label=f"{words['witness']}: ")
            page.verbatim(witness_text(region.witness).split("\n", 1)[1].rstrip(), indent=9, style="dim")
    if len(shown) < len(regions):
        page.say(words["more"].format(len(regions) - len(shown)), indent=4, style="dim")
    return number + len(shift.regions)


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
