"""The documents in files, as exchanges; one that cannot be read never hides the others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from waarborg.core.place import Place, Problem
from waarborg.core.record import replace
from waarborg.reading.apart import blocks_apart
from waarborg.reading.content import (
    MAX_BYTES,
    changed,
    content_of,
    content_sent,
    moment,
    opened,
    pieces_of,
    standard_input,
    unreadable,
)
from waarborg.reading.exchanges import SCHEMA, Read, is_descriptor, line_of_id, read_exchange
from waarborg.reading.json_tree import read_json
from waarborg.reading.near import did_you_mean
from waarborg.reading.schema import SCHEMAS
from waarborg.reading.swift import swift_yaml
from waarborg.reading.tree import decoded, line_decoded, plain_text, read_yaml
from waarborg.reading.walk import STDIN, Named, files_in
from waarborg.reading.wording import short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import BufferedReader

    from waarborg.core.policy import Policy
    from waarborg.reading.document import Document

__all__ = ["Named", "documents_in", "files_in", "read_exchanges", "units_in"]
STDIN_NAME = "<stdin>"
BEGINNING = "a descriptor begins with `schema: waarborg/exchange-1`"
OWN_KEYS = frozenset({"act", "direction", "authority", "channel", "personal_data", "partners", "subjects", "basis"})
"""Keys of a descriptor: a document with several of them was meant as one."""
ENOUGH_KEYS = 2
TOO_LONG = frozenset({"reading/too-large", "reading/too-many-nodes"})
_REPORTS = tuple(f'{{"schema":"waarborg/{name}-1"'.encode() for name in ("report", "baseline"))
"""How a report or a baseline begins that this program wrote, without the space between."""
LONGEST_BEGINNING = 100
LINES = ".ndjson"
BLOCK = 128 * 1024
"""The bytes of lines, or characters of YAML documents, that are judged together: what is longer comes in blocks."""
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def units_in(found: Iterable[Named | Problem], *, stdin_name: str = STDIN_NAME) -> Iterator[Named | Problem | None]:
    """What can be judged on its own: a file, or a block of the lines or documents of a long one.

    A file of lines is never read whole. None says that nothing came for a moment: what is done can be told before the
    next is waited for.
    """
    for named in found:
        if isinstance(named, Problem):
            yield named
        elif named.path == STDIN and is_of_lines(stdin_name):
            yield from _streamed(standard_input, stdin_name, outright=True)
        elif named.path == STDIN:
            content = content_sent(stdin_name)
            sent = content if isinstance(content, Problem) else Named(stdin_name, outright=True, content=content)
            yield from [sent] if isinstance(sent, Problem) else _apart(sent)
        elif is_of_lines(named.path):
            yield from _streamed(partial(opened, named.path), named.path, outright=named.outright)
        else:
            yield from _apart(named)


def is_of_lines(name: str) -> bool:
    """Whether a file of that name holds a document a line."""
    return name.lower().endswith(LINES)


def _apart(named: Named) -> Iterator[Named]:
    """The file; the documents of a long one in blocks, so that none waits for all of them to be judged."""
    size = named.size if named.content is None else len(named.content)
    content = _content(named) if size > BLOCK and not named.path.lower().endswith(".json") else None
    if content is None or isinstance(content, Problem):
        yield named  # whoever reads it says what is wrong
        return
    for first_line, text in blocks_apart(plain_text(content), BLOCK):
        yield replace(named, content=text.encode("utf-8", "surrogateescape"), first_line=first_line)


def _content(named: Named) -> bytes | Problem:
    return content_of(named.path) if named.content is None else named.content


def _streamed(made: Callable[[], BufferedReader], path: str, *, outright: bool) -> Iterator[Named | Problem | None]:
    """The blocks of a stream of lines; a problem where it cannot be opened, or was another at its end."""
    try:
        with made() as file:
            before = moment(file)
            yield from _blocks(file, path, outright=outright)
            if moment(file) != before:
                yield changed(path)
    except (OSError, ValueError) as error:
        yield unreadable(error, path)


def _blocks(file: BufferedReader, path: str, *, outright: bool) -> Iterator[Named | Problem | None]:
    """The whole lines of each piece that comes; a line that is too long is a problem."""
    first, begun, blank, skipping = 1, bytearray(), True, False
    for piece in pieces_of(file, BLOCK):
        if piece is None:
            yield None
            continue
        start, end = 0, piece.rfind(b"\n") + 1
        if skipping:
            start = piece.find(b"\n") + 1
            if not start:
                continue
            first, skipping = first + 1, False
        if start < end:
            content = bytes(begun) + piece[start:end]
            blank = blank and _is_blank(content, first)
            if not blank:
                yield Named(path, outright, content, first)
            first += content.count(b"\n")
            begun.clear()
        begun += piece[end:]
        if len(begun) > MAX_BYTES:
            yield _too_long(path, first)
            begun.clear()
            blank, skipping = False, True
    if blank and _is_blank(bytes(begun), first):
        yield Named(path, outright, b"")
    elif begun:
        yield Named(path, outright, bytes(begun), first)


def _is_blank(content: bytes, line: int) -> bool:
    """Whether nothing stands in the lines from that one; a file may begin with a mark of the order of its bytes."""
    return not (content.removeprefix(BYTE_ORDER_MARK) if line == 1 else content).strip(b" \t\r\n")


def _too_long(path: str, line: int) -> Problem:
    message = f"the line has more bytes than the {MAX_BYTES} that are read"
    return Problem("reading/too-large", message, Place(path, line, 1))


def documents_in(named: Named) -> Iterator[Document | Problem]:
    """Every document of one file; YAML unless its name ends in .json or .ndjson."""
    content = _content(named)
    file, first_line = named.path, named.first_line
    name = file.lower()
    if isinstance(content, Problem):
        yield content
    elif is_of_lines(name):
        yield from _lines(content, file, first_line)
    elif name.endswith(".json"):
        text = decoded(content, file)
        yield text if isinstance(text, Problem) else read_json(text, file)
    else:
        text = decoded(content, file, first_line=first_line)
        swift = swift_yaml(text, file, first_line) if isinstance(text, str) else None
        if swift is None:
            yield from read_yaml(plain_text(content, first_line=first_line), file, first_line=first_line)
        else:
            yield from swift


def _lines(content: bytes, file: str, first_line: int) -> Iterator[Document | Problem]:
    """Each line as a document of its own: what is wrong with one says nothing of the next."""
    for number, line in enumerate(content.split(b"\n"), start=first_line):
        if _is_blank(line, number):
            continue
        text = line_decoded(line, file, number) if len(line) <= MAX_BYTES else _too_long(file, number)
        yield text if isinstance(text, Problem) else read_json(text, file, first_line=number)


def read_exchanges(named: Named, policy: Policy) -> Iterator[Read]:
    """What each document of the file comes to; documents of a folder that are no descriptors are skipped."""
    document = None
    for document in documents_in(named):
        if isinstance(document, Problem):
            yield Read(None, skipped=True) if _is_long_report(named, document) else Read(None, (document,))
        elif is_descriptor(document.data):
            yield read_exchange(document, policy)
        elif missed := _near_miss(document):
            yield Read(None, (missed,), stated_id=_stated_id(document.data), line=line_of_id(document))
        elif named.outright:
            problem = document.problem("reading/no-descriptor", "this is no exchange descriptor", (), hint=BEGINNING)
            yield Read(None, (problem,))
        else:
            yield Read(None, skipped=True)
    if document is not None or (named.content and named.first_line > 1):
        return
    empty = Problem("reading/no-descriptor", "the file is empty", Place(named.path), BEGINNING)
    yield Read(None, (empty,)) if named.outright else Read(None, skipped=True)


def _is_long_report(named: Named, problem: Problem) -> bool:
    """Whether what is too long to be read, in a folder, begins as a report or a baseline of many exchanges does."""
    of_json = named.path.lower().endswith(".json")  # it holds one document, which says what it is
    if named.outright or not of_json or problem.code not in TOO_LONG:
        return False
    try:
        with opened(named.path) as file:
            return b"".join(file.read(LONGEST_BEGINNING).split()).startswith(_REPORTS)
    except (OSError, ValueError):
        return False  # it is gone: the problem stands


def _stated_id(data: Any) -> str | None:
    stated = data.get("id") if isinstance(data, dict) else None
    return stated if isinstance(stated, str) else None


def _near_miss(document: Document) -> Problem | None:
    """The problem of a document that was meant as a descriptor: passing over it in silence would hide it."""
    data = document.data
    if isinstance(data, list) and any(is_descriptor(each) for each in data):
        message = "descriptors stand in a list"
        hint = "write each as a document of its own: `---` between them in YAML, a line each in NDJSON"
        return document.problem("reading/no-descriptor", message, (), hint=hint)
    if not isinstance(data, dict):
        return None
    if "schema" not in data and len(OWN_KEYS & data.keys()) >= ENOUGH_KEYS:
        message = "this looks like a descriptor, yet `schema` is missing"
        return document.problem("reading/no-descriptor", message, (), hint=BEGINNING)
    for key, value in data.items():
        said = value[0] if isinstance(value, list) and len(value) == 1 else value
        if not isinstance(said, str) or said in OTHERS:
            continue
        if (key == "schema" and _resembles(said)) or (said == SCHEMA and did_you_mean(key.lower(), ["schema"])):
            message = f"`{short(f'{key}: {said}')}` is not `schema: {SCHEMA}`"
            hint = f"write `schema: {SCHEMA}`"
            return document.problem("reading/no-descriptor", message, (key,), hint=hint, of_key=key != "schema")
    return None


OTHERS = frozenset(f"waarborg/{name}-1" for name in SCHEMAS if name != "exchange")
"""What the other files of this program say that they are."""


def _resembles(said: str) -> bool:
    return said.strip().lower().startswith(("waarborg", "exchange-")) or bool(did_you_mean(said.lower(), [SCHEMA]))
