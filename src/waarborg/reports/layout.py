"""Styled lines: text with a hanging indent and a style, wrapped the same on a terminal and in a pipe."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import TYPE_CHECKING

from waarborg.core.record import field, state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_PLANE = 0x10000
"""The first code point that takes two escapes in JSON."""
_RUNNER = "GITHUB_ACTIONS"
"""The variable that says that a runner reads what is printed: it obeys a line that begins with `::`."""
_OLD_COMMAND = "##["
"""What a runner obeys wherever it stands in a line."""


def safe(text: str) -> str:
    """`text` with every control sequence, bidi control and invisible character shown as its code point.

    So is the first sign of what a runner of GitHub Actions obeys in the middle of a line.
    """
    if _OLD_COMMAND in text:
        text = text.replace(_OLD_COMMAND, "\\u0023#[")
    return _UNSAFE.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    """The code point as JSON writes it, which every other format may show as well."""
    code = ord(match[0])
    return f"\\u{code:04x}" if code < _PLANE else "".join(f"\\u{half:04x}" for half in _halves(code - _PLANE))


def _halves(offset: int) -> tuple[int, int]:
    return 0xD800 | offset >> 10, 0xDC00 | offset & 0x3FF


def disarmed(line: str) -> str:
    """`line` as it may be printed: where a runner of GitHub Actions would obey it, its first colon as a code point."""
    if line.lstrip().startswith("::") and os.environ.get(_RUNNER):
        return line.replace(":", "\\u003a", 1)
    return line


def one_line(text: str) -> str:
    """`text` on one line, with everything shown that could steer whatever displays it."""
    return safe(text).replace("\t", " ").replace("\n", " ")


def width_of(text: str) -> int:
    """The columns that `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@state
class Page:
    """Lines in the order they are said, each wrapped to `columns`; a line is (style, text)."""

    columns: int = 80
    lines: list[tuple[str, str]] = field(default_factory=list)

    def say(self, text: str, *, style: str = "", indent: int = 0, label: str = "") -> None:
        """Add one paragraph; `label` stands before its first line and the rest hangs under the text.

        The text comes from anywhere: it is made safe here, once.
        """
        hang = indent + width_of(label)
        wrapped = list(_wrap(safe(text), self.columns - hang))
        for index, line in enumerate(wrapped or [""]):
            lead = " " * indent + label if index == 0 else " " * hang
            self.lines.append((style, f"{lead}{line}".rstrip()))

    def verbatim(self, text: str, *, style: str = "", indent: int = 0) -> None:
        """Add lines as they are, made safe and never wrapped: text to copy."""
        self.lines += [(style, f"{' ' * indent}{safe(line)}".rstrip()) for line in text.split("\n")]

    def gap(self) -> None:
        """Add an empty line, unless the page just had one."""
        if self.lines and self.lines[-1][1]:
            self.lines.append(("", ""))

    def write(self, stream: TextIO, *, colour: bool) -> None:
        """Write the page; with colour through rich, so that the terminal's own abilities decide how."""
        lines = [(style, disarmed(line)) for style, line in self.lines]
        if not colour:
            stream.write("".join(f"{line}\n" for _, line in lines))
            return
        from rich.console import Console  # noqa: PLC0415 (slow to import, for a terminal alone)
        from rich.text import Text  # noqa: PLC0415

        console = Console(file=stream, force_terminal=True, highlight=False, markup=False, emoji=False)
        for style, line in lines:
            console.print(Text(line, style=style), soft_wrap=True)


def _wrap(text: str, columns: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if line and width_of(joined) > columns:
            yield line
            line = word
        else:
            line = joined
    if line:
        yield line
