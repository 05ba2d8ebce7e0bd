"""The HTML report of a diff: one self-contained page, no script and nothing from a network."""

from __future__ import annotations

from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from waarborg.core.difference import Direction
from waarborg.core.verdict import Verdict
from waarborg.reports.diff_captions import WORDS
from waarborg.reports.diff_changes import told_together
from waarborg.reports.diff_witness import witness_text
from waarborg.reports.diff_words import (
    SHOWN_REPLAYED,
    change_in_words,
    codes_in_words,
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
from waarborg.reports.words import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.difference import Difference, Replays, Shift

STYLE = """
:root{color-scheme:light dark;--page:#fff;--ink:#1a1a1a;--soft:#f3f3f3;--line:#8886;
--looser:#b71c1c;--stricter:#1b5e20;--sideways:#7a4b00}
@media (prefers-color-scheme:dark){:root{--page:#16181b;--ink:#e8e8e8;--soft:#23262a;
--looser:#ff9a94;--stricter:#8fd694;--sideways:#ffc46b}}
html{background:var(--page);color:var(--ink)}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem;margin-bottom:.3rem}
table{border-collapse:collapse}
td,th{border:1px solid var(--line);padding:.2rem .4rem;text-align:left;vertical-align:top}
.wide{overflow-x:auto}td,th{overflow-wrap:break-word}
.map td,.map th{padding:.15rem .3rem;font-size:.75rem;text-align:center}
.looser{color:var(--looser)}.stricter{color:var(--stricter)}.sideways{color:var(--sideways)}
td.looser,td.stricter,td.sideways{color:var(--page);font-weight:bold}
td.looser{background:var(--looser)}td.stricter{background:var(--stricter)}td.sideways{background:var(--sideways)}
pre{overflow-x:auto;background:var(--soft);padding:.6rem;white-space:pre-wrap;word-break:break-word}
.same{font-weight:bold;color:var(--stricter)}
"""
WIDE = '<div class="wide" tabindex="0"><table>'
MARKS = {Direction.LOOSER: "\u2212", Direction.STRICTER: "+", Direction.SIDEWAYS: "±"}
ROW = 24


def render_html(found: Difference, language: str) -> str:
    """The diff as one page."""
    title = escape(WORDS[language]["title"])
    body = "\n".join(_body(found, language))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return safe(
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>\n<style>{STYLE}</style></head>\n'
        f"<body><main><h1>{title}</h1>\n{body}\n</main></body></html>\n"
    )


def _body(found: Difference, language: str) -> Iterator[str]:
    words, impact = WORDS[language], found.impact
    yield f"<p>{escape(headline(found, language))}</p><h2>{escape(words['impact'])}</h2>"
    if impact.proved_same:
        yield f'<p class="same">{escape(words["same"])}</p>'
    for reason in impact.undecided:
        yield f'<p class="sideways">{escape(words["undecided"].format(reason))}</p>'
    if any(shift.partners for shift in impact.shifts):
        yield from _heat_map(impact.shifts, language)
    for shift in impact.shifts:
        yield from _shift(shift, found, language)
    for each in impact.left_open:
        yield f'<h3 class="{each.direction}">{escape(left_open_in_words(each, language))}</h3>'
        yield f"<pre>{escape(witness_text(each.witness))}</pre>"
    yield f"<p>{escape(words['unit'])}</p>"
    yield from _structure(found, language)
    if found.replayed is not None:
        yield from _replayed(found.replayed, language)


def _heat_map(shifts: tuple[Shift, ...], language: str) -> Iterator[str]:
    """Partners across, transitions down; partners that take the same transitions stand in one column."""
    taken: dict[tuple[int, ...], list[str]] = {}
    for code in sorted({code for shift in shifts for code in shift.partners or ()}):
        key = tuple(index for index, shift in enumerate(shifts) if code in (shift.partners or ()))
        taken.setdefault(key, []).append(code)
    columns = sorted(taken.items(), key=lambda item: (-len(item[0]), item[1]))
    yield '<div class="wide map" tabindex="0"><table><tr><td></td>'
    yield "".join(
        f'<th scope="col">{escape(codes_in_words(codes, language, everything=len(codes) <= ROW))}</th>'
        for _, codes in columns
    )
    yield "</tr>"
    for index, shift in enumerate(shifts):
        direction = shift.transition.direction
        cells = "".join(
            f'<td class="{direction}">{MARKS[direction]}</td>' if index in key else "<td></td>" for key, _ in columns
        )
        yield f'<tr><th scope="row">{escape(transition_in_words(shift.transition, language))}</th>{cells}</tr>'
    yield "</table></div>"


def _shift(shift: Shift, found: Difference, language: str) -> Iterator[str]:
    words = WORDS[language]
    partners = partners_in_words(shift, language, everything=True)
    yield f'<h3 class="{shift.transition.direction}">{escape(transition_in_words(shift.transition, language))}</h3>'
    count = words["any"] if shift.partners is None else len(shift.partners)
    yield f"<details><summary>{words['partners']}: {count}</summary>"
    yield f"<p>{escape(partners)}</p></details>"
    yield f"{WIDE}<tr><th>{words['where']}</th><th>{words['rule']}</th><th>{words['witness']}</th></tr>"
    for region in shift.regions:
        where = escape(region_in_words(region.clauses, found.new[0], language))
        shown = (
            f"<details><summary>{words['witness']}</summary><pre>{escape(witness_text(region.witness))}</pre></details>"
        )
        yield f"<tr><td>{where}</td><td>{escape(rule_in_words(region.rule, language))}</td><td>{shown}</td></tr>"
    yield "</table></div>"


def _structure(found: Difference, language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"<h2>{escape(words['structure'])}</h2>"
    if not found.structure:
        yield f"<p>{escape(words['no_structure'])}</p>"
        return
    yield f"{WIDE}<tr><td></td><td></td><th>{words['old']}</th><th>{words['new']}</th></tr>"
    for change in told_together(found.structure, everything=True):
        details = [detail_in_words(detail, found, language) for detail in change.details] or [("", "", "")]
        for index, (field, old, new) in enumerate(details):
            name = escape(change_in_words(change, language)) if index == 0 else ""
            yield f"<tr><td>{name}</td><td>{escape(field)}</td><td>{escape(old)}</td><td>{escape(new)}</td></tr>"
    yield "</table></div>"


def _replayed(replays: Replays, language: str) -> Iterator[str]:
    words, verdicts = WORDS[language], VERDICTS[language]
    said, *_ = replays_in_words(replays, language)
    yield f"<h2>{escape(words['replayed'])}</h2><p>{escape(said)}</p>"
    if not replays.read:
        return
    reached = [each for each in Verdict if any(each is new for _, new in replays.matrix)]
    heads = "".join(f'<th scope="col">{escape(verdicts[new])}</th>' for new in reached)
    yield f"{WIDE}<tr><th>{words['old']} ↓ {words['new']} →</th>{heads}</tr>"
    for old in Verdict:
        if any(old is each for each, _ in replays.matrix):
            cells = "".join(f"<td>{replays.matrix.get((old, new), '')}</td>" for new in reached)
            yield f'<tr><th scope="row">{escape(verdicts[old])}</th>{cells}</tr>'
    yield "</table></div>"
    if replays.changed:
        yield f"<p>{escape(words['replayed_changed'])}</p><ul>"
        for each in islice(replays.changes(), SHOWN_REPLAYED):
            yield f"<li>{escape(': '.join((each.file, each.id, *replay_in_words(each, language))))}</li>"
        if replays.changed > SHOWN_REPLAYED:
            yield f"<li>{escape(words['more_replayed'].format(replays.changed - SHOWN_REPLAYED))}</li>"
        yield "</ul>"
