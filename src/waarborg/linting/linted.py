"""What the linter looks at: a policy that was read, its files with their places, and the day it looks on."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from waarborg.core.place import Problem
from waarborg.core.record import record
from waarborg.linting.checks import CHECKS, PROOFS
from waarborg.reading.cases import SCHEMA as CASE_SCHEMA
from waarborg.reading.checking import read_document
from waarborg.reading.content import bytes_of, policy_files
from waarborg.reading.document import Document
from waarborg.reading.inputs import Named, documents_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from waarborg.core.place import Route
    from waarborg.core.policy import Policy
    from waarborg.reading.written import WrittenPolicy


@record
class Linted:
    """A policy to lint, on a day.

    What lapses no later than `until` lapses soon; `texts` is the folder of source texts.
    """

    policy: Policy
    written: WrittenPolicy
    day: date
    until: date
    texts: Path | None = None

    @property
    def definitions(self) -> Document:
        """The file of definitions."""
        return self.written.documents["definitions.yaml"]

    @property
    def sources(self) -> Document:
        """The file of sources."""
        return self.written.documents["sources.yaml"]

    @property
    def instruments(self) -> Document:
        """The file of instruments."""
        return self.written.documents["instruments.yaml"]

    @cached_property
    def partners(self) -> tuple[Document | list[Problem], ...]:
        """Every partner's file, or why it is refused."""
        paths = policy_files(self.written.folder / "partners")
        return tuple(read_document(path, bytes_of(path), "partner") for path in paths)

    @cached_property
    def others(self) -> tuple[Document, ...]:
        """Every other YAML document of the folder: cases and their bases, indices, gaps."""
        known = {document.file for document in self.written.documents.values()}
        partners = self.written.folder / "partners"
        indices = self.written.folder / "indices"
        paths = [
            path
            for path in sorted(self.written.folder.rglob("*.yaml"))
            if str(path) not in known and partners not in path.parents and indices not in path.parents
        ]
        read = (each for path in paths for each in documents_in(Named(str(path), outright=True)))
        return tuple(each for each in read if isinstance(each, Document) and isinstance(each.data, dict))

    @property
    def tested(self) -> frozenset[str]:
        """The rules that some file of policy cases is about."""
        return frozenset(str(each.data.get("rule")) for each in self.others if each.data.get("schema") == CASE_SCHEMA)


def found(  # noqa: PLR0913 (a problem has that many sides)
    code: str, message: str, document: Document, route: Route, hint: str, *, of_key: bool = False
) -> Problem:
    """A problem of that check at a place."""
    problem = document.problem(code, message, route, hint=hint, of_key=of_key)
    severity = CHECKS.get(code) or PROOFS[code]
    return Problem(code, message, problem.place, hint, problem.excerpt, problem.width, severity)


def strings_in(data: Any) -> Iterator[str]:
    """Every text that stands as a value anywhere in the data."""
    match data:
        case str():
            yield data
        case dict():
            for child in data.values():
                yield from strings_in(child)
        case list():
            for child in data:
                yield from strings_in(child)
        case _:
            return
