"""Plain data of text that nothing strange stands in, read the fast way; None sends a text to the strict readers.

What these accept the strict readers accept with the same data (a property test holds them to it): they only ever give
up earlier. Places are worked out where one is asked for.
"""

from __future__ import annotations

import json
import re
from functools import cache, partial
from operator import is_
from typing import TYPE_CHECKING, Any

import yaml
from yaml.nodes import ScalarNode, SequenceNode

from waarborg.core.place import Place
from waarborg.reading.document import Document, Marks, found_in
from waarborg.reading.tree import AFTER_NUMBERS, MAX_DEPTH, MAX_NODES, WORDS, number_or_text, plain_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.place import Route

LONGEST = MAX_NODES - 1000
"""No text of so many characters can hold more than MAX_NODES values, in YAML or JSON."""
_STRANGE_YAML = ("!", "&", "*", "%")
"""A tag, anchor, alias or directive stands only in a text with one of these."""
_MERGE = "<<"
_OTHER_LINE_ENDS = ("\x85", "\u2028", "\u2029")
DEEPEST = 1_500
"""Text that could be nested deeper never reaches the composer, which descends with the nesting."""
_STRANGE_JSON = re.compile(r"\\u[dD]|[0-9.][eE]|[0-9]{300}")
"""Halves of characters, exponents and giant numbers are weighed by the strict reader alone."""


def swift_yaml(text: str, file: str, first_line: int = 1) -> list[Document] | None:
    """Every document of a YAML text; None where it must be read strictly."""
    if len(text) > LONGEST or not yaml.__with_libyaml__ or _may_be_deep(text):
        return None
    for strange in _STRANGE_YAML if text.isascii() else _STRANGE_YAML + _OTHER_LINE_ENDS:
        if strange in text:
            return None
    if "<" in text and _MERGE in text:  # one character is found far faster than two
        return None
    composer = _composer(text)
    documents: list[Document] = []
    try:
        while composer.check_node():
            node = composer.get_node()
            data = _data(node, 0)
            documents.append(Document(file, data, partial(_found, (file, first_line), node, data), text, first_line))
    except (yaml.YAMLError, _StrangeError, TypeError):  # a list or a mapping cannot be a key
        return None
    if len(documents) > 1:
        lines = tuple(text.split("\n"))  # once: each document would make its own of the whole text
        for document in documents:
            document.text = lines
    return documents


def swift_json(text: str, file: str, first_line: int) -> Document | None:
    """The one document of a JSON text; None where it must be read strictly."""
    if len(text) > LONGEST or _STRANGE_JSON.search(text):
        return None
    return parsed_json(text, file, first_line)


def parsed_json(text: str, file: str, first_line: int = 1) -> Document | None:
    """The same of a text of any length and with any numbers, from a file that this program wrote."""
    try:
        data = json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_refuse)
    except (ValueError, RecursionError, _StrangeError):
        return None
    if text.count("{") + text.count("[") > MAX_DEPTH and _too_deep(data):
        return None

    @cache
    def marks() -> Marks:
        from waarborg.reading.json_tree import scanned  # noqa: PLC0415 (it reads fast first)

        return scanned(text, file, first_line)

    def found(route: Route, of_key: bool) -> Place | None:  # noqa: FBT001 (as a document asks)
        return found_in(file, marks(), route, of_key)

    return Document(file, data, found, text, first_line)


class _StrangeError(Exception):
    """Raised where the strict reader must have a look."""


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise _StrangeError
    return data


def _refuse(_constant: str) -> None:
    raise _StrangeError


def _too_deep(data: Any) -> bool:
    level = [data]
    for _ in range(MAX_DEPTH + 1):
        level = list(_inner(level))
        if not level:
            return False
    return True


def _inner(level: list[Any]) -> Iterator[Any]:
    for each in level:
        if isinstance(each, dict):
            yield from each.values()
        elif isinstance(each, list):
            yield from each


def _may_be_deep(text: str) -> bool:
    """Whether the nesting could be deeper than DEEPEST: each bracket opens one, each character of the longest line too.

    A line that is not too long has its end, or that of one before it, among the characters that it may have.
    """
    most = DEEPEST - sum([text.count(bracket) for bracket in "[{" if bracket in text])
    start = 0
    while len(text) - start > most:
        end = text.rfind("\n", start, start + most + 1) if most >= 0 else -1
        if end < 0:
            return True
        start = end + 1
    return False


def _composer(text: str) -> Any:
    """A composer of nodes without sorts, which runs wholly in the C library: the style of a scalar says enough."""
    return _Composer(text)


if yaml.__with_libyaml__:
    from yaml._yaml import CParser

    class _Composer(CParser):
        """The parser alone: no resolver, no constructor.

        What it calls for each node is C too, and makes nothing: no sort is resolved, as the style of a scalar says
        whether it is plain, and none depends on a path, so nothing is done on the way down or up.
        """

        resolve = "".format
        descend_resolver = is_
        ascend_resolver = bool


PLAIN = ""
"""The style of a scalar without quotes, which may be a number or a word of YAML's own."""


def _data(node: Any, depth: int) -> Any:
    """The plain data of a node; every line here runs for every value of every file."""
    kind: type = node.__class__
    if kind is ScalarNode:
        return plain_value(node.value) if node.style == PLAIN else node.value
    if depth >= MAX_DEPTH:
        raise _StrangeError
    if kind is SequenceNode:
        return [_data(each, depth + 1) for each in node.value]
    data: dict[str, Any] = {}
    for key, value in node.value:
        inner: type = value.__class__
        if inner is ScalarNode:
            text: Any = value.value
            said: Any = WORDS.get(text, text)
            if said is not text:
                data[key.value] = said if value.style == PLAIN else text
            elif text < AFTER_NUMBERS and value.style == PLAIN:
                data[key.value] = number_or_text(text)
            else:
                data[key.value] = text
        else:
            data[key.value] = _data(value, depth + 1)
    if len(data) != len(node.value):
        raise _StrangeError
    return data


def _found(beginning: tuple[str, int], node: Any, data: Any, route: Route, of_key: bool) -> Place | None:  # noqa: FBT001 (as a document asks)
    """The place of the node that the route leads to, or of its last key: what `data` holds stands there in order."""
    key = None
    for step in route:
        if data.__class__ is dict and step in data:
            key, node = node.value[[*data].index(step)]
        elif data.__class__ is list and step.__class__ is int and step < len(data):
            key, node = None, node.value[step]
        else:
            return None
        data = data[step]
    if of_key and route:
        node = key
    if node is None:
        return None
    start, end = node.start_mark, node.end_mark
    on_one_line = node.__class__ is ScalarNode and end.line == start.line
    file, first_line = beginning
    width = max(1, end.column - start.column) if on_one_line else 1
    return Place(file, start.line + first_line, start.column + 1, width)
