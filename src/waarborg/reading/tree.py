"""Strict YAML 1.2 core and JSON as plain data, every node with its place.

YAML is read from the parser's events, so that places come free and nothing is converted that YAML 1.2 does not say.
"""

from __future__ import annotations

import re
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, Any

import yaml

from waarborg.core.place import Place, Problem
from waarborg.reading.content import MAX_BYTES, too_large
from waarborg.reading.document import Document, Marks, found_in

if TYPE_CHECKING:
    from collections.abc import Iterator

Event = Any
"""An event of the parser; its marks are always there, which its published types do not say."""
MAX_DEPTH = 40
MAX_NODES = 200_000
MAX_SKIPPED_DEPTH = 1_000
"""How deep the rest of a refused document may be nested: the parser takes the square of the depth of brackets."""
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes(byte for byte in range(128) if _CONTROL.match(chr(byte)))
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""Line ends to the parser, which reads YAML 1.1, and none in YAML 1.2: what follows one could look like a comment."""
Parser = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
"""A PyYAML built without libyaml reads the same, only slower."""


class RefusalError(Exception):
    """Raised where one document cannot be read; the reader turns it into its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def decoded(content: bytes, file: str, *, first_line: int = 1, most: int = MAX_BYTES) -> str | Problem:
    """The text of `content`, without a byte-order mark and with plain line ends; or why it is refused."""
    if len(content) > most:
        return too_large(file, most)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + first_line
        where = "" if first_line == 1 else " of the line"
        return Problem(
            "reading/not-utf-8",
            f"byte {error.start}{where} is not UTF-8",
            Place(file, line, 1),
            "save the file as UTF-8",
        )
    if first_line == 1:
        text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(content.translate(None, _CONTROL_BYTES)) == len(content):
        return text
    control = _CONTROL.search(text)
    return _control_problem(control, file, first_line) if control else text


def _control_problem(found: re.Match[str], file: str, first_line: int = 1) -> Problem:
    line = found.string.count("\n", 0, found.start())
    place = Place(file, line + first_line, found.start() - found.string.rfind("\n", 0, found.start()))
    message = f"the control character U+{ord(found[0]):04X} stands in the text"
    return Problem("reading/control-character", message, place, "take it out")


def read_yaml(text: str, file: str) -> Iterator[Document | Problem]:
    """Every document of a YAML stream; a document that is refused is a problem and the next one is read all the same.

    A mistake in the notation itself ends the stream: what follows cannot be told apart any more.
    """
    if separator := _OTHER_LINE_ENDS.search(text):
        yield _control_problem(separator, file)
        return
    lines = tuple(text.split("\n"))
    try:
        stream = _Stream(text, file, lines)
        yield from stream.documents()
    except yaml.YAMLError as error:
        yield _notation_problem(error, file, lines)


def _notation_problem(error: yaml.YAMLError, file: str, lines: tuple[str, ...]) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    line, column = _within(lines, mark.line + 1, mark.column + 1) if mark else (0, 0)
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    if "nesting depth" in said:  # libyaml looks ahead, and newer ones stop at a depth of their own
        message = f"values are nested more than {MAX_DEPTH} deep"
        return Problem("reading/too-deep", message, Place(file, line, column), "", excerpt)
    hint = "indent with spaces, and put text with special characters between quotes"
    if "<document start>" in said and excerpt.startswith("{") and lines[0].startswith("{"):
        hint = "a file with JSON on each line has a name in .ndjson; give standard input one with --stdin-name x.ndjson"
    return Problem("reading/not-yaml", f"this is not YAML: {said}", Place(file, line, column), hint, excerpt)


def _within(lines: tuple[str, ...], line: int, column: int) -> tuple[int, int]:
    """The line and column, or the last character of the text where they lie past its end."""
    last = max((number for number, text in enumerate(lines, 1) if text.strip()), default=1)
    return (line, column) if line <= last else (last, max(1, len(lines[last - 1].rstrip())))


_NUMBER = re.compile(
    r"(?:([-+]?[0-9]{1,300}+)|(0o[0-7]{1,100}|0x[0-9a-fA-F]{1,100})"
    r"|[-+]?(?:\.[0-9]++|[0-9]++(?:\.[0-9]*+)?+)(?:[eE][-+]?[0-9]{1,3})?)\Z"
)
"""A number: an integer, one in base eight or sixteen, or a decimal one."""
WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
"""What a plain word says that is no text."""
AFTER_NUMBERS = ":"
"""What every number stands before, as text: it begins with a digit, a sign or a point."""


def plain_value(text: str) -> Any:
    """What a plain scalar says in the YAML 1.2 core schema; infinities and NaN stay text."""
    if text in WORDS:
        return WORDS[text]
    return number_or_text(text) if text < AFTER_NUMBERS else text


def number_or_text(text: str) -> int | float | str:
    """The number that a plain scalar says; itself where it says none."""
    number = _NUMBER.match(text)
    if number is None:
        return text
    if number.lastindex:
        return int(text) if number.lastindex == 1 else int(text, 0)
    return float(text) if isfinite(float(text)) else text


class _Stream:
    """One pass over the events of a YAML stream."""

    def __init__(self, text: str, file: str, lines: tuple[str, ...]) -> None:
        self._parser = Parser(text)
        self._next = self._parser.get_event
        self._file = file
        self._lines = lines
        self._anchors: dict[str, tuple[Any, Marks, int]] = {}
        self._nodes = 0

    def documents(self) -> Iterator[Document | Problem]:
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            self._anchors.clear()
            self._nodes = 0
            try:
                data, marks = self._node(self._next(), 0)
            except RefusalError as refusal:
                yield refusal.problem
                if not self._document_skipped():
                    return
                continue
            self._next()
            yield Document(self._file, data, partial(found_in, self._file, marks), self._lines)

    def _document_skipped(self) -> bool:
        """Whether the end of a refused document is reached; where it is nested too deep, the stream ends here."""
        depth = 0
        while not isinstance(event := self._next(), yaml.DocumentEndEvent):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_SKIPPED_DEPTH:
                return False
        return True

    def _refuse(self, code: str, message: str, event: Event, hint: str = "") -> RefusalError:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        excerpt = self._lines[line - 1] if line <= len(self._lines) else ""
        width = event.end_mark.column - event.start_mark.column if event.end_mark.line == line - 1 else 1
        return RefusalError(Problem(code, message, Place(self._file, line, column), hint, excerpt, max(1, width)))

    def _node(self, event: Event, depth: int) -> tuple[Any, Marks]:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._refuse("reading/too-many-nodes", f"the document has more than {MAX_NODES} values", event)
        if depth > MAX_DEPTH:
            raise self._refuse("reading/too-deep", f"values are nested more than {MAX_DEPTH} deep", event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.tag is not None:
            raise self._refuse(
                "reading/tag", f"the tag `{event.tag}` is refused", event, "leave the tag out: sorts are fixed"
            )
        before = self._nodes
        if isinstance(event, yaml.ScalarEvent):
            start: Any = event.start_mark
            end: Any = event.end_mark
            width = end.column - start.column if end.line == start.line else 1
            data = plain_value(event.value) if event.implicit[0] else event.value
            marks = Marks(start.line + 1, start.column + 1, max(1, width))
        elif isinstance(event, yaml.MappingStartEvent):
            data, marks = self._mapping(event, depth)
        else:
            data, marks = self._sequence(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = (data, marks, self._nodes - before + 1)
        return data, marks

    def _alias(self, event: Event) -> tuple[Any, Marks]:
        if event.anchor not in self._anchors:
            raise self._refuse("reading/unknown-alias", f"`*{event.anchor}` names no anchor above it", event)
        data, marks, size = self._anchors[event.anchor]
        self._nodes += size
        if self._nodes > MAX_NODES:
            raise self._refuse("reading/too-many-nodes", "aliases repeat too much of the document", event)
        return data, marks

    def _mapping(self, event: Event, depth: int) -> tuple[dict[str, Any], Marks]:
        data: dict[str, Any] = {}
        children: dict[str | int, Marks] = {}
        keys: dict[str, Marks] = {}
        while not isinstance(key_event := self._next(), yaml.MappingEndEvent):
            if not isinstance(key_event, yaml.ScalarEvent):
                raise self._refuse("reading/key-not-text", "a key must be a plain word", key_event)
            key = key_event.value
            if key == "<<" and key_event.implicit[0]:
                raise self._refuse(
                    "reading/merge-key", "the merge key `<<` is refused", key_event, "write the keys out"
                )
            _, key_marks = self._node(key_event, depth)
            if key in data:
                raise self._refuse(
                    "reading/duplicate-key",
                    f"the key `{key}` stands twice, first on line {keys[key].line}",
                    key_event,
                    "keep one of them: the other would be lost without a word",
                )
            keys[key] = key_marks
            data[key], children[key] = self._node(self._next(), depth + 1)
        return data, Marks(event.start_mark.line + 1, event.start_mark.column + 1, 1, children, keys)

    def _sequence(self, event: Event, depth: int) -> tuple[list[Any], Marks]:
        data: list[Any] = []
        children: list[Marks] = []
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            value, marks = self._node(item, depth + 1)
            data.append(value)
            children.append(marks)
        return data, Marks(event.start_mark.line + 1, event.start_mark.column + 1, 1, children)
