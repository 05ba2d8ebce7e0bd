"""Problems and usage errors in Dutch: each is raised in English, and what it says is looked up in `problems.nl.po`."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from waarborg.core.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.place import Problem

_ENTRY = re.compile(r'^msgid (".*")\nmsgstr (".*")$', re.MULTILINE)
_HOLE = "{}"


def said_in(language: str, text: str) -> str:
    """`text` in the language; in English where the catalogue does not have it."""
    return (_in_dutch(text) or text) if language == "nl" and text else text


def problem_in(language: str, problem: Problem) -> Problem:
    """The problem with its message and its hint in the language."""
    if language != "nl":
        return problem
    return replace(problem, message=said_in("nl", problem.message), hint=said_in("nl", problem.hint))


def _in_dutch(text: str) -> str | None:
    """The text in Dutch, what it is said of taken over; None where the catalogue does not have it.

    What stands between backticks or quotes is the user's own, and is never translated.
    """
    if _HOLE not in text and (dutch := _entries().get(json.dumps(text, ensure_ascii=False))):
        return _text(dutch)
    for form, quoted, dutch in _forms():
        if found := form.fullmatch(text):
            parts = zip(found.groups(), quoted, strict=True)
            holes = iter([part if own else _in_dutch(part) or part for part, own in parts])
            return "".join(next(holes) if piece == _HOLE else piece for piece in _pieces(dutch))
    return None


def _pieces(text: str) -> Iterator[str]:
    """The text cut at each of its holes, which are pieces of their own."""
    first, *others = text.split(_HOLE)
    yield first
    for other in others:
        yield _HOLE
        yield other


def _text(quoted: str) -> str:
    text: str = json.loads(quoted)
    return text


@cache
def _entries() -> dict[str, str]:
    """The Dutch of each text, both between quotes as they stand in the catalogue."""
    return dict(_ENTRY.findall(Path(__file__).with_name("problems.nl.po").read_text("utf-8")))


@cache
def _forms() -> tuple[tuple[re.Pattern[str], tuple[bool, ...], str], ...]:
    """The form of each text with holes, which of them hold the user's own words, and the Dutch.

    The most particular comes first.
    """
    holed = [(_text(english), _text(dutch)) for english, dutch in _entries().items() if _HOLE in english]
    holed.sort(key=lambda entry: -len(entry[0].replace(_HOLE, "")))
    return tuple((_form(english), tuple(_quoted(english)), dutch) for english, dutch in holed)


def _form(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, english.split(_HOLE))), re.DOTALL)


def _quoted(english: str) -> Iterator[bool]:
    """Of each hole, whether a quotation mark stands open before it."""
    before = ""
    for piece in english.split(_HOLE)[:-1]:
        before += piece
        yield before.count("`") % 2 == 1 or before.endswith("'")
