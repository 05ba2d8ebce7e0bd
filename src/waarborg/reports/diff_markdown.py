"""The Markdown report of a diff, for a pull request."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from waarborg.reports.diff_captions import WORDS
from waarborg.reports.diff_changes import told_together
from waarborg.reports.diff_witness import witness_text
from waarborg.reports.diff_words import (
    SHOWN_REPLAYED,
    change_in_words,
    detail_in_words,
    headline,
    left_open_in_words,
    partners_in_words,
    region_in_words,
    replay_in_words,
    replays_in_words,
    rule_in_words,
    transition_in_words,
)
from waarborg.reports.layout import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.difference import Clause, Difference, Replays, Shift

SHOWN = 5


def render_markdown(found: Difference, language: str, *, everything: bool) -> str:
    """The diff as Markdown; what comes from the policies cannot break out of its cell or its line."""
    return safe("\n".join(_lines(found, language, everything=everything))) + "\n"


def _lines(found: Difference, language: str, *, everything: bool) -> Iterator[str]:
    words = WORDS[language]
    yield from (f"## {words['title']}", "", _cell(headline(found, language)), "", f"### {words['impact']}", "")
    yield from _impact(found, language, everything=everything)
    yield from ("", f"### {words['structure']}", "")
    for change in told_together(found.structure, everything=everything):
        yield f"- {_cell(change_in_words(change, language))}"
        for detail in change.details:
            field, old, new = detail_in_words(detail, found, language)
            yield f"  - {_cell(field)}: {_cell(old)}{f' → {_cell(new)}' if new else ''}"
    if not found.structure:
        yield words["no_structure"]
    if found.replayed is not None:
        yield from ("", f"### {words['replayed']}", "")
        yield from _replayed(found.replayed, language, everything=everything)


def _replayed(replays: Replays, language: str, *, everything: bool) -> Iterator[str]:
    said, *matrix = replays_in_words(replays, language)
    yield from (said, "", *(f"- {line}" for line in matrix))
    shown = replays.changed if everything else SHOWN_REPLAYED
    if replays.changed:
        yield from ("", WORDS[language]["replayed_changed"], "")
    for each in islice(replays.changes(), shown):
        yield f"- {_cell(each.file)}: {_cell(each.id)}: {', '.join(map(_cell, replay_in_words(each, language)))}"
    if shown < replays.changed:
        yield f"- {WORDS[language]['more_replayed'].format(replays.changed - shown)}"


def _impact(found: Difference, language: str, *, everything: bool) -> Iterator[str]:
    words, impact = WORDS[language], found.impact
    if impact.proved_same:
        yield f"**{words['same']}**"
        return
    told: dict[tuple[str, frozenset[Clause]], int] = {}
    number = 1
    for shift in impact.shifts:
        yield from _shift(shift, found, language, told, number=number, everything=everything)
        number += len(shift.regions)
    for each in impact.left_open:
        said = left_open_in_words(each, language)
        yield from (
            f"#### {said} ({words[each.direction]})",
            "",
            "```yaml",
            witness_text(each.witness).rstrip(),
            "```",
        )
    for reason in impact.undecided:
        yield f"**{words['undecided'].format(reason)}**"
    yield from ("", f"_{words['unit']}_")


def _shift(  # noqa: PLR0913 (what is told, of what, and what was told before it)
    shift: Shift,
    found: Difference,
    language: str,
    told: dict[tuple[str, frozenset[Clause]], int],
    *,
    number: int,
    everything: bool,
) -> Iterator[str]:
    """One transition; a region that an earlier one has too is referred to by its number, as `told` has them."""
    words = WORDS[language]
    yield from (f"#### {_cell(transition_in_words(shift.transition, language))}", "")
    yield from (
        f"{words['partners']}: {_cell(partners_in_words(shift, language))}",
        "",
        f"| | {words['where']} | {words['rule']} |",
        "| --- | --- | --- |",
    )
    shown = shift.regions if everything else shift.regions[:SHOWN]
    for position, region in enumerate(shown, start=number):
        before = told.setdefault((region.rule, frozenset(region.clauses)), position)
        where, rule = region_in_words(region.clauses, found.new[0], language), rule_in_words(region.rule, language)
        where = where if before == position else words["as_before"].format(before)
        yield f"| {position} | {_cell(where)} | {_cell(rule)} |"
    if len(shown) < len(shift.regions):
        yield from ("", words["more"].format(len(shift.regions) - len(shown)))
    text = witness_text(shift.regions[0].witness)
    yield from (
        "",
        f"<details><summary>{words['witness']}</summary>",
        "",
        "```yaml",
        text.rstrip(),
        "```",
        "",
        "</details>",
        "",
    )


def _cell(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("\n", " ").replace("`", "\\`")
    return escaped.replace("[", "\\[").replace("*", "\\*").replace("@", "&#64;") if escaped else ""
