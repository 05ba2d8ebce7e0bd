"""The files that a command names, and the documents in them; one that cannot be read never hides the others."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from waarborg.core.place import Place, Problem
from waarborg.reading.exchanges import Read, is_descriptor, read_exchange
from waarborg.reading.json_tree import read_json
from waarborg.reading.tree import Document, decoded, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from waarborg.core.policy import Policy

SUFFIXES = (".yaml", ".yml", ".json", ".ndjson")
STDIN = "-"
BEGINNING = "a descriptor begins with `schema: waarborg/exchange-1`"


@dataclass(frozen=True, slots=True)
class Named:
    """A file to check: its path as the user will know it, and whether the user named it outright."""

    path: str
    outright: bool


def files_in(paths: Iterable[str]) -> Iterator[Named | Problem]:
    """The files that `paths` name: a file itself, every descriptor-like file below a folder, `-` for standard input."""
    for given in paths:
        path = Path(given)
        try:
            is_file, is_folder = given == STDIN or path.is_file(), path.is_dir()
        except OSError as error:  # a name that is too long, a folder that may not be entered
            yield _unreadable(error, given)
            continue
        if is_file:
            yield Named(given, outright=True)
        elif is_folder:
            found = (each for each in sorted(path.rglob("*")) if each.suffix in SUFFIXES and each.is_file())
            yield from (Named(str(each), outright=False) for each in found)
        else:
            yield Problem("reading/no-file", f"there is no file `{given}`", Place(given), "check the path")


def _unreadable(error: OSError, path: str) -> Problem:
    reason = (error.strerror or "it cannot be opened").lower()
    return Problem("reading/unreadable", f"the file cannot be read: {reason}", Place(path))


def documents_in(named: Named) -> Iterator[Document | Problem]:
    """Every document of one file; YAML unless its name ends in .json or .ndjson."""
    try:
        content = sys.stdin.buffer.read() if named.path == STDIN else Path(named.path).read_bytes()
    except OSError as error:
        yield _unreadable(error, named.path)
        return
    file = "<stdin>" if named.path == STDIN else named.path
    text = decoded(content, file)
    if isinstance(text, Problem):
        yield text
    elif file.endswith(".ndjson"):
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield read_json(line, file, first_line=number)
    elif file.endswith(".json"):
        yield read_json(text, file)
    else:
        yield from read_yaml(text, file)


def read_exchanges(named: Named, policy: Policy) -> Iterator[Read]:
    """What each document of the file comes to; documents of a folder that are no descriptors are passed over."""
    document = None
    for document in documents_in(named):
        if isinstance(document, Problem):
            yield Read(None, (document,))
        elif is_descriptor(document.data):
            yield read_exchange(document, policy)
        elif named.outright:
            problem = document.problem("reading/no-descriptor", "this is no exchange descriptor", (), hint=BEGINNING)
            yield Read(None, (problem,))
    if document is None and named.outright:
        message = "the file is empty"
        yield Read(None, (Problem("reading/no-descriptor", message, Place(named.path), BEGINNING),))
