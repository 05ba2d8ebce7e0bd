"""Where each part of a policy stands in its files: rules, definitions and, within a condition, each test."""

from __future__ import annotations

from functools import cached_property, reduce
from operator import getitem
from typing import TYPE_CHECKING, Any

from waarborg.core.place import Place, Route
from waarborg.core.ruling import COVERAGE
from waarborg.reading.checking import NAMED, read_document
from waarborg.reading.content import bytes_of
from waarborg.reading.document import Document
from waarborg.reading.policies import core_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from waarborg.core.case import Mutant, ShownRule

_WORDS = ("all", "any")


class WrittenPolicy:
    """The files of a policy folder that was read without a problem, each with its places."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The core files by their name below the folder."""
        names = {path: path.relative_to(self.folder).as_posix() for path in core_files(self.folder)}
        read = {name: read_document(path, bytes_of(path), NAMED.get(name, "rules")) for path, name in names.items()}
        return {name: document for name, document in read.items() if isinstance(document, Document)}

    @property
    def rules(self) -> Iterator[tuple[Document, Route, dict[str, Any]]]:
        """Every rule with its document and its route there."""
        for name, document in self.documents.items():
            if name not in NAMED:
                for index, rule in enumerate(document.data["rules"]):
                    yield document, ("rules", index), rule

    @cached_property
    def _owners(self) -> dict[tuple[str, str], tuple[Document, Route]]:
        owners = {("rule", rule["id"]): (document, route) for document, route, rule in self.rules}
        definitions = self.documents["definitions.yaml"]
        for name in definitions.data["definitions"]:
            owners["definition", name] = (definitions, ("definitions", name))
        owners[COVERAGE, COVERAGE] = (self.documents["policy.yaml"], ())
        return owners

    def of_rule(self, rule: ShownRule) -> Place:
        """Where the rule stands, or the policy's coverage."""
        if rule.rule == COVERAGE:
            return _place(self.documents["policy.yaml"], (COVERAGE,), of_key=True)
        document, route = self._owners["rule", rule.rule]
        return _place(document, (*route, "id"), of_key=False)

    def of_mutant(self, mutant: Mutant) -> Place:
        """Where the part that the mutant changes stands; a key that is not there is where its rule stands."""
        document, route = self._owners[mutant.owner, mutant.name]
        data, steps = reduce(getitem, route, document.data).get(mutant.key), mutant.steps
        if isinstance(data, dict) and mutant.key == "in_force":
            return _place(document, (*route, mutant.key, ("from", "until")[steps[0]]), of_key=True)
        if isinstance(data, dict):
            return _place(document, (*route, mutant.key, *_route_in(data, steps)), of_key=True)
        return _place(document, (*route, mutant.key, *steps), of_key=False)


def _place(document: Document, route: Route, *, of_key: bool) -> Place:
    """The place of the node (or of its key, where it has one), or of the nearest above it."""
    while route:
        place = document.place(route, of_key=of_key and isinstance(route[-1], str))
        if place is not None:
            return place
        route = route[:-1]
    return Place(document.file, 1, 1)


def _route_in(data: dict[str, Any], steps: tuple[int, ...]) -> Route:
    """The keys that lead to the part of a condition at `steps` of the tree that was read from `data`."""
    if "not" in data:
        return ("not", *(_route_in(data["not"], steps[1:]) if steps else ()))
    for word in _WORDS:
        if word in data:
            if not steps:
                return (word,)
            return (word, steps[0], *_route_in(data[word][steps[0]], steps[1:]))
    keys = list(data)
    if len(keys) == 1:
        return (keys[0],)
    return (keys[steps[0]],) if steps else (keys[0],)
