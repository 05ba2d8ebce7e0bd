"""A sheet: titled sections of rows, written as text or as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from waarborg.core.record import record
from waarborg.reports.layout import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from waarborg.reports.layout import Page

BULLET = "•"
"""The label of a row in a plain list; Markdown has bullets of its own."""
_MARKUP = re.compile(r"([\\`*<>\[\]|])")


@record
class Row:
    """One paragraph: a label before it, how deep it stands, and how it looks on a terminal."""

    text: str
    label: str = ""
    depth: int = 0
    style: str = ""


@record
class Section:
    """Rows under a heading, which may be empty; `verbatim` rows keep their columns."""

    heading: str
    rows: tuple[Row, ...]
    verbatim: bool = False


@record
class Sheet:
    """What is told of one entry."""

    title: str
    under: str
    sections: tuple[Section, ...]
    compact: bool = False


def say(sheet: Sheet, page: Page) -> None:
    """Say the sheet on a page of text; a compact one leaves no lines empty."""
    page.say(sheet.title, style="bold")
    if sheet.under:
        page.say(sheet.under, style="dim")
    labelled = [section for section in sheet.sections if not section.verbatim]
    whole = max((len(row.label) for section in labelled for row in section.rows), default=0)
    for section in sheet.sections:
        if not sheet.compact:
            page.gap()
        if section.heading:
            page.say(section.heading, style="bold cyan")
        width = whole if sheet.compact else max((len(row.label) for row in section.rows), default=0)
        for row in section.rows:
            if section.verbatim:
                page.verbatim(row.text, indent=0 if sheet.compact else 2, style=row.style)
            else:
                label = f"{row.label.ljust(width)}  " if width else ""
                indent = (0 if sheet.compact else 2) + 2 * row.depth
                page.say(row.text, indent=indent, label=label, style=row.style)


def markdown(sheets: Iterable[Sheet], footer: str) -> str:
    """The sheets as Markdown; what a text holds of markup is escaped."""
    lines: list[str] = []
    for sheet in sheets:
        lines += [f"# {_plain(sheet.title)}", ""]
        lines += [_plain(sheet.under), ""] if sheet.under else []
        for section in sheet.sections:
            lines += [*_section(section), ""]
    return "\n".join([*lines, f"*{_plain(footer)}*", ""])


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"## {_plain(section.heading)}"
        yield ""
    if section.verbatim:
        fence = "```"
        while any(fence in row.text for row in section.rows):
            fence += "`"
        yield fence
        yield from (safe(line) for row in section.rows for line in row.text.split("\n"))
        yield fence
        return
    for row in section.rows:
        label = f"**{_plain(row.label)}** " if row.label not in {"", BULLET} else ""
        yield f"{'  ' * row.depth}- {label}{_plain(row.text)}"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(safe(text).split()))
