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
from waarborg.reading.apart import BEFORE_A_DOCUMENT, documents_apart
from waarborg.reading.content import MAX_BYTES, too_large
from waarborg.reading.document import Document, Marks, found_in
from waarborg.reading.wording import short

if TYPE_CHECKING:
    from collections.abc import Iterator

Event = Any
"""An event of the parser; its marks are always there, which its published types do not say."""
MAX_DEPTH = 40
MAX_NODES = 200_000
_FAULT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\udc80-\udcff]")
"""What no text may hold: a control character, or a byte that is not UTF-8."""
_FAULT_OF_YAML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\udc80-\udcff\ufffe\uffff]")
"""Nor may YAML hold what its parser does not read, or takes for a line end as YAML 1.1 does: a comment ends there."""
_CONTROL_BYTES = bytes(byte for byte in range(128) if _FAULT.match(chr(byte)))
BYTE_ORDER_MARK = "\ufeff"
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
    return _without_faults(plain_text(content, first_line=first_line), content, file, first_line)


def line_decoded(line: bytes, file: str, number: int) -> str | Problem:
    """The text of one line of a stream; in it a carriage return is white space, and ends no line."""
    text = line.removesuffix(b"\r").decode("utf-8", "surrogateescape")
    return _without_faults(text.removeprefix(BYTE_ORDER_MARK) if number == 1 else text, line, file, number)


def _without_faults(text: str, content: bytes, file: str, first_line: int) -> str | Problem:
    fault = None if _is_clean(content) else _FAULT.search(text)
    return _fault_problem(fault, file, first_line) if fault else text


def _is_clean(content: bytes) -> bool:
    """Whether no fault stands in it, which is told faster than where one does."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(content.translate(None, _CONTROL_BYTES)) == len(content)


def plain_text(content: bytes, *, first_line: int = 1) -> str:
    """The same whatever stands in it: a byte that is not UTF-8 is half a character."""
    text = content.decode("utf-8", "surrogateescape")
    text = text.lstrip(BYTE_ORDER_MARK) if first_line == 1 else text
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _fault_problem(found: re.Match[str], file: str, first_line: int) -> Problem:
    before = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
    line = found.string.count("\n", 0, found.start()) + first_line
    place = Place(file, line, len(before) + 1)
    if "\udc80" <= found[0] <= "\udcff":
        position = len(before.encode("utf-8", "surrogateescape"))
        message, hint = f"byte {position} of the line is not UTF-8", "save the file as UTF-8"
        return Problem("reading/not-utf-8", message, place, hint)
    message = f"the control character U+{ord(found[0]):04X} stands in the text"
    return Problem("reading/control-character", message, place, "take it out")


def read_yaml(text: str, file: str, *, first_line: int = 1) -> Iterator[Document | Problem]:
    """Every document of a YAML stream, read on its own: what is wrong with one says nothing of the next."""
    for line, part in documents_apart(text, first_line):
        try:
            _admit(part, file, line)
            yield from _Part(part, file, line).documents()
        except RefusalError as refusal:
            yield refusal.problem
        except yaml.YAMLError as error:
            yield _notation_problem(error, part, file, line)


def _admit(part: str, file: str, first_line: int) -> None:
    """Raise RefusalError where the parser would not say where it is wrong, or would take for ever."""
    if fault := _FAULT_OF_YAML.search(part):
        raise RefusalError(_fault_problem(fault, file, first_line))
    before = BEFORE_A_DOCUMENT.match(part) if "%TAG" in part else None
    position = f"\n{before[0]}".find("\n%TAG") if before else -1
    if position >= 0:  # the parser compares each with all that stand before it
        place = Place(file, first_line + part.count("\n", 0, position), 1)
        hint = "leave the tag out: sorts are fixed"
        raise RefusalError(Problem("reading/tag", "the directive `%TAG` is refused", place, hint))


def _notation_problem(error: yaml.YAMLError, part: str, file: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    lines = part.split("\n")
    line, column = _within(lines, mark.line + 1, mark.column + 1) if mark else (1, 1)
    excerpt, place = lines[line - 1], Place(file, line + first_line - 1, column)
    if "nesting depth" in said:  # libyaml looks ahead, and newer ones stop at a depth of their own
        return Problem("reading/too-deep", f"values are nested more than {MAX_DEPTH} deep", place, "", excerpt)
    hint = "indent with spaces, and put text with special characters between quotes"
    if "<document start>" in said and excerpt.startswith("{") and lines[0].startswith("{"):
        hint = "a file with JSON on each line has a name in .ndjson; give standard input one with --stdin-name x.ndjson"
    return Problem("reading/not-yaml", f"this is not YAML: {said}", place, hint, excerpt)


def _within(lines: list[str], line: int, column: int) -> tuple[int, int]:
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


class _Part:
    """One pass over the events of a document's text, which begins on the line `first_line` of its file."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self._next = Parser(text).get_event
        self._text = text
        self._file = file
        self._first_line = first_line
        self._anchors: dict[str, tuple[Any, Marks, int]] = {}
        self._nodes = 0

    def documents(self) -> Iterator[Document]:
        """The document; after it comes a mistake where anything stands behind it."""
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                data, marks = self._node(self._next(), 0)
                yield Document(self._file, data, partial(found_in, self._file, marks), self._text, self._first_line)

    def _refuse(self, code: str, message: str, event: Event, hint: str = "") -> RefusalError:
        start, end = event.start_mark, event.end_mark
        line, column = start.line + self._first_line, start.column + 1
        excerpt = self._text.split("\n")[start.line]
        width = end.column - start.column if end.line == start.line else 1
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
                "reading/tag", f"the tag `{short(event.tag)}` is refused", event, "leave the tag out: sorts are fixed"
            )
        before = self._nodes
        if isinstance(event, yaml.ScalarEvent):
            start: Any = event.start_mark
            end: Any = event.end_mark
            width = end.column - start.column if end.line == start.line else 1
            data = plain_value(event.value) if event.implicit[0] else event.value
            marks = Marks(start.line + self._first_line, start.column + 1, max(1, width))
        elif isinstance(event, yaml.MappingStartEvent):
            data, marks = self._mapping(event, depth)
        else:
            data, marks = self._sequence(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = (data, marks, self._nodes - before + 1)
        return data, marks

    def _alias(self, event: Event) -> tuple[Any, Marks]:
        if event.anchor not in self._anchors:
            raise self._refuse("reading/unknown-alias", f"`*{short(event.anchor)}` names no anchor above it", event)
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
                    f"the key `{short(key)}` stands twice, first on line {keys[key].line}",
                    key_event,
                    "keep one of them: the other would be lost without a word",
                )
            keys[key] = key_marks
            data[key], children[key] = self._node(self._next(), depth + 1)
        return data, self._marks_of(event, children, keys)

    def _sequence(self, event: Event, depth: int) -> tuple[list[Any], Marks]:
        data: list[Any] = []
        children: list[Marks] = []
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            value, marks = self._node(item, depth + 1)
            data.append(value)
            children.append(marks)
        return data, self._marks_of(event, children)

    def _marks_of(
        self, event: Event, children: dict[str | int, Marks] | list[Marks], keys: dict[str, Marks] | None = None
    ) -> Marks:
        return Marks(event.start_mark.line + self._first_line, event.start_mark.column + 1, 1, children, keys)
