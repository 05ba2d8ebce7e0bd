"""Strict JSON with places: the scanner of the standard library's grammar, with duplicate keys refused."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import partial
from math import isfinite
from typing import Any

from waarborg.core.place import Place, Problem
from waarborg.reading.document import Document, Marks, found_in
from waarborg.reading.swift import swift_json
from waarborg.reading.tree import MAX_DEPTH, MAX_NODES, RefusalError
from waarborg.reading.wording import short

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]{0,300}))(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?(?![0-9.eE+-])")
_LITERALS = {"true": True, "false": False, "null": None}
_LITERAL = re.compile(r"true|false|null")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_json(text: str, file: str, *, first_line: int = 1) -> Document | Problem:
    """The one document of a JSON text, or why it is refused; `first_line` is the line the text starts on."""
    if swift := swift_json(text, file, first_line):
        return swift
    return read_json_strictly(text, file, first_line=first_line)


def read_json_strictly(text: str, file: str, *, first_line: int = 1, most: int = MAX_NODES) -> Document | Problem:
    """The same, by the strict reader alone: the one that says what JSON is here."""
    scanner = _Scanner(text, file, first_line, most)
    try:
        position, data, marks = scanner.value(scanner.space(0), 0)
        end = scanner.space(position)
        if end != len(text):
            return scanner.refusal("reading/not-json", "something stands after the document", end).problem
    except RefusalError as refusal:
        return refusal.problem
    return Document(file, data, partial(found_in, file, marks), text, first_line)


def scanned(text: str, file: str, first_line: int) -> Marks:
    """The marks of a JSON text that was read before."""
    scanner = _Scanner(text, file, first_line, len(text))
    return scanner.value(scanner.space(0), 0)[2]


class _Scanner:
    """A recursive descent over the text; positions are offsets, marks are lines and columns."""

    def __init__(self, text: str, file: str, first_line: int, most: int) -> None:
        self._text = text
        self._file = file
        self._first_line = first_line
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._nodes = 0
        self._most = most

    def space(self, position: int) -> int:
        match = _SPACE.match(self._text, position)
        return match.end() if match else position

    def refusal(self, code: str, message: str, position: int, hint: str = "") -> RefusalError:
        last = max(0, len(self._text.rstrip()) - 1)
        mark = self._mark(min(position, last), 1)
        excerpt = self._text.split("\n")[mark.line - self._first_line]
        return RefusalError(Problem(code, message, Place(self._file, mark.line, mark.column), hint, excerpt))

    def _mark(self, position: int, width: int) -> Marks:
        starts = self._line_starts
        low = bisect_right(starts, position) - 1
        return Marks(low + self._first_line, position - starts[low] + 1, width)

    def value(self, position: int, depth: int) -> tuple[int, Any, Marks]:
        self._nodes += 1
        if self._nodes > self._most:
            raise self.refusal("reading/too-many-nodes", f"the document has more than {self._most} values", position)
        if depth > MAX_DEPTH:
            raise self.refusal("reading/too-deep", f"values are nested more than {MAX_DEPTH} deep", position)
        match self._text[position : position + 1]:
            case "{":
                return self._object(position, depth)
            case "[":
                return self._array(position, depth)
            case '"':
                end, text = self._string(position)
                return end, text, self._mark(position, end - position)
            case _:
                return self._word(position)

    def _word(self, position: int) -> tuple[int, Any, Marks]:
        literal = _LITERAL.match(self._text, position)
        if literal:
            return literal.end(), _LITERALS[literal[0]], self._mark(position, len(literal[0]))
        number = _NUMBER.match(self._text, position)
        if not number:
            raise self.refusal(
                "reading/not-json", "a JSON value was expected here", position, "text stands between double quotes"
            )
        whole = number[2] is None and number[3] is None
        value = int(number[0]) if whole else float(number[0])
        if not isfinite(value):
            raise self.refusal("reading/not-json", "the number is too large", position)
        return number.end(), value, self._mark(position, len(number[0]))

    def _string(self, position: int) -> tuple[int, str]:
        try:
            text, end = json.decoder.scanstring(self._text, position + 1, True)  # type: ignore[attr-defined]
        except json.JSONDecodeError as error:
            raise self.refusal("reading/not-json", f"this is not JSON: {error.msg.lower()}", error.pos) from error
        if _SURROGATE.search(text):
            raise self.refusal("reading/lone-surrogate", "the text holds half a character", position)
        return end, text

    def _object(self, start: int, depth: int) -> tuple[int, Any, Marks]:
        data: dict[str, Any] = {}
        children: dict[str | int, Marks] = {}
        keys: dict[str, Marks] = {}
        position = self.space(start + 1)
        while self._text[position : position + 1] != "}" or data:
            if self._text[position : position + 1] != '"':
                raise self.refusal("reading/not-json", "a key between double quotes was expected here", position)
            end, key = self._string(position)
            if key in data:
                raise self.refusal(
                    "reading/duplicate-key",
                    f"the key `{short(key)}` stands twice, first on line {keys[key].line}",
                    position,
                    "keep one of them: the other would be lost without a word",
                )
            keys[key] = self._mark(position, end - position)
            position = self._expect(":", end)
            position, data[key], children[key] = self.value(self.space(position), depth + 1)
            position = self.space(position)
            if self._text[position : position + 1] == "}":
                break
            position = self.space(self._expect(",", position))
        return position + 1, data, self._with(start, children, keys)

    def _array(self, start: int, depth: int) -> tuple[int, Any, Marks]:
        data: list[Any] = []
        children: list[Marks] = []
        position = self.space(start + 1)
        while self._text[position : position + 1] != "]" or data:
            position, value, marks = self.value(position, depth + 1)
            data.append(value)
            children.append(marks)
            position = self.space(position)
            if self._text[position : position + 1] == "]":
                break
            position = self.space(self._expect(",", position))
        return position + 1, data, self._with(start, children, None)

    def _with(self, start: int, children: dict[str | int, Marks] | list[Marks], keys: dict[str, Marks] | None) -> Marks:
        mark = self._mark(start, 1)
        return Marks(mark.line, mark.column, 1, children, keys)

    def _expect(self, character: str, position: int) -> int:
        position = self.space(position)
        if self._text[position : position + 1] != character:
            raise self.refusal("reading/not-json", f"`{character}` was expected here", position)
        return position + 1
