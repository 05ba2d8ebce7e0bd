"""The documents of a YAML stream told apart, each with what stands before it, without reading any of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKER = re.compile(r"^(?:---|\.\.\.)(?=[ \t\n]|\Z)", re.MULTILINE)
"""What a document of a stream begins after, or ends with."""
BEFORE_A_DOCUMENT = re.compile(r"(?:[%#][^\n]*\n|[ \t]*\n)*+")
"""Directives, comments and empty lines belong to the document whose marker they stand before."""


def documents_apart(text: str, first_line: int = 1) -> Iterator[tuple[int, str]]:
    """The text of each document of a stream, with what stands before it, and the line that it begins on."""
    return ((line, text[start:end]) for line, start, end in _stretches(text, first_line))


def blocks_apart(text: str, least: int) -> Iterator[tuple[int, str]]:
    """The text of a stream in blocks of whole documents, each of so many characters or the rest, and its first line."""
    first_line, begin = 1, 0
    for line, start, _ in _stretches(text, 1):
        if start - begin >= least:
            yield first_line, text[begin:start]
            first_line, begin = line, start
    if begin < len(text):
        yield first_line, text[begin:]


def _stretches(text: str, line: int) -> Iterator[tuple[int, int, int]]:
    """The line on which each document begins, and where it begins and ends in the text.

    Nothing that a document may hold has a marker at the beginning of a line: not a comment, not any kind of scalar.
    """
    start = 0
    for marker in _MARKER.finditer(text):
        is_end = marker[0] == "..."
        empty = BEFORE_A_DOCUMENT.fullmatch(text, start, marker.start())
        if empty and not is_end:
            continue
        end = text.find("\n", marker.end()) + 1 or len(text) if is_end else marker.start()
        if not empty:
            yield line, start, end
        line += text.count("\n", start, end)
        start = end
    yield line, start, len(text)
