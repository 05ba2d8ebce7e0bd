"""A policy's files, held against their schemas and against each other; every problem is gathered before refusing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.condition import ALWAYS, definitions_used
from waarborg.core.place import Place, Problem, ProblemsError, Route
from waarborg.reading.conditions import ConditionReader, date_of
from waarborg.reading.document import Document
from waarborg.reading.near import did_you_mean
from waarborg.reading.policies import CORE_FILES
from waarborg.reading.schema import problems_of
from waarborg.reading.tree import decoded, read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from waarborg.core.condition import Condition
    from waarborg.core.vocabulary import Vocabulary

NAMED = {name: name.removesuffix(".yaml") for name in CORE_FILES}
"""The schema of each file that has a name of its own; any other is one of rules."""
ONLY_FOR = {
    "requires": ("requirement",),
    "remedy": ("requirement",),
    "authority": ("weighing",),
    "factors": ("weighing",),
    "grounds": ("weighing",),
    "overrides": ("weighing", "obligation"),
    "liftable": ("prohibition", "requirement", "weighing", "obligation"),
}
"""The kinds of rule that each key means something for."""


def read_document(path: Path, content: bytes, name: str) -> Document | list[Problem]:
    """The one document of a policy file, admitted by the schema `name`; or what is wrong with it."""
    text = decoded(content, str(path))
    if isinstance(text, Problem):
        return [text]
    documents = list(read_yaml(text, str(path)))
    problems = [each for each in documents if isinstance(each, Problem)]
    if problems:
        return problems
    if len(documents) != 1:
        message = f"the file holds {len(documents)} documents, a policy file holds one"
        return [Problem("policy/not-one-document", message, Place(str(path), 1, 1))]
    document = documents[0]
    assert isinstance(document, Document)
    return problems_of(name, document) or document


def read_one(path: Path, content: bytes, name: str, *, by: str = "") -> Any:
    """The data of a policy file that stands alone (a partner, an index); raises ProblemsError.

    It is looked up by its file's name, so that what it says at `by` must be that name.
    """
    document = read_document(path, content, name)
    if isinstance(document, list):
        raise ProblemsError(document)
    if by and document.data[by] != path.stem:
        message = f"this file is called `{path.stem}`, and says that it is `{document.data[by]}`"
        raise ProblemsError([document.problem("policy/other-name", message, (by,), hint="call it by what it holds")])
    return document.data


def checked_policy_data(
    folder: Path, contents: Mapping[Path, bytes], vocabulary: Vocabulary, codes: Collection[str]
) -> dict[str, Any]:
    """The plain data of a policy's core files; raises ProblemsError with every problem of all of them."""
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for path, content in contents.items():
        name = str(path.relative_to(folder).as_posix())
        read = read_document(path, content, NAMED.get(name, "rules"))
        if isinstance(read, Document):
            documents[name] = read
        else:
            problems += read
    problems += [
        Problem("policy/missing-file", f"the policy has no `{name}`", Place(str(folder)))
        for name in NAMED
        if name not in documents and folder / name not in contents
    ]
    if problems:
        raise ProblemsError(problems)
    problems = list(_Checks(documents, vocabulary, codes).problems())
    if problems:
        raise ProblemsError(problems)
    return {
        "policy": documents["policy.yaml"].data,
        "definitions": documents["definitions.yaml"].data["definitions"],
        "sources": documents["sources.yaml"].data["sources"],
        "instruments": documents["instruments.yaml"].data["instruments"],
        "rules": [document.data for name, document in documents.items() if name not in NAMED],
    }


class _Checks:
    """What no schema can say: that names exist, sorts fit, kinds and exceptions make sense."""

    def __init__(self, documents: Mapping[str, Document], vocabulary: Vocabulary, codes: Collection[str]) -> None:
        self._documents = documents
        self._vocabulary = vocabulary
        self._codes = codes
        self._definitions = documents["definitions.yaml"].data["definitions"]
        self._sources = documents["sources.yaml"].data["sources"]
        self._instruments = documents["instruments.yaml"].data["instruments"]
        self._rules = [
            (document, ("rules", index), rule)
            for name, document in documents.items()
            if name not in NAMED
            for index, rule in enumerate(document.data["rules"])
        ]
        self._used: set[str] = set()

    def problems(self) -> Iterator[Problem]:
        yield from self._check_definitions()
        yield from self._condition("policy.yaml", self._documents["policy.yaml"].data["covers"], ("covers",))
        yield from self._check_rules()
        yield from self._check_overrides()
        yield from self._check_instruments()
        for document in self._documents.values():
            yield from _dates(document, document.data, ())
        yield from self._check_unused_definitions()

    def _exists(self, target: str, code: str) -> bool:
        return code in (self._codes if target == "partners" else self._instruments)

    def _reader(self, document: Document) -> ConditionReader:
        return ConditionReader(self._vocabulary, self._definitions, self._exists, document)

    def _condition(self, name: str, data: Any, route: Route) -> Iterator[Problem]:
        reader = self._reader(self._documents[name])
        self._used.update(definitions_used(reader.read(data, route)))
        yield from reader.problems

    def _check_definitions(self) -> Iterator[Problem]:
        document = self._documents["definitions.yaml"]
        read: dict[str, Condition] = {}
        for name, definition in self._definitions.items():
            route: Route = ("definitions", name)
            if name in self._vocabulary:
                yield document.problem("policy/name-taken", f"`{name}` is a fact already", route, of_key=True)
            reader = self._reader(document)
            read[name] = reader.read(definition["when"], (*route, "when"))
            yield from reader.problems
            yield from self._cites(document, definition["sources"], (*route, "sources"))
            self._used.update(definitions_used(read[name]))
        for name in read:
            if name in _reached(name, read):
                yield document.problem(
                    "policy/circular-definition", f"`{name}` is defined by itself", ("definitions", name), of_key=True
                )

    def _check_unused_definitions(self) -> Iterator[Problem]:
        for name in self._definitions:
            if name not in self._used:
                yield self._documents["definitions.yaml"].problem(
                    "policy/unused-definition",
                    f"no rule and no definition uses `{name}`",
                    ("definitions", name),
                    hint="remove it, or use it",
                    of_key=True,
                )

    def _cites(self, document: Document, cites: list[dict[str, Any]], route: Route) -> Iterator[Problem]:
        for index, cite in enumerate(cites):
            if cite["id"] not in self._sources:
                hint = did_you_mean(cite["id"], list(self._sources)) or "add it to sources.yaml"
                yield document.problem(
                    "policy/unknown-source", f"`{cite['id']}` is no source", (*route, index, "id"), hint=hint
                )

    def _check_rules(self) -> Iterator[Problem]:
        seen: dict[str, Place | None] = {}
        for document, route, rule in self._rules:
            if rule["id"] in seen:
                yield document.problem(
                    "policy/duplicate-id", f"`{rule['id']}` stands already at {seen[rule['id']]}", (*route, "id")
                )
            seen.setdefault(rule["id"], document.place((*route, "id")))
            for key, kinds in ONLY_FOR.items():
                if key in rule and rule["kind"] not in kinds:
                    yield document.problem(
                        "policy/misplaced-key",
                        f"`{key}` means nothing for a {rule['kind']}",
                        (*route, key),
                        of_key=True,
                    )
            for key in ("when", "requires"):
                if key in rule:
                    reader = self._reader(document)
                    self._used.update(definitions_used(reader.read(rule[key], (*route, key))))
                    yield from reader.problems
            yield from self._cites(document, rule["sources"], (*route, "sources"))
            for index, path in enumerate(rule.get("factors", ())):
                if path not in self._vocabulary:
                    hint = did_you_mean(path, list(self._vocabulary))
                    yield document.problem(
                        "policy/unknown-fact", f"`{path}` is no fact", (*route, "factors", index), hint=hint
                    )

    def _check_overrides(self) -> Iterator[Problem]:
        by_id = {rule["id"]: rule for _, _, rule in self._rules}
        for document, route, rule in self._rules:
            for index, overridden in enumerate(rule.get("overrides", ())):
                at: Route = (*route, "overrides", index)
                if overridden not in by_id:
                    hint = did_you_mean(overridden, list(by_id))
                    yield document.problem("policy/unknown-rule", f"`{overridden}` is no rule", at, hint=hint)
                elif not by_id[overridden].get("liftable"):
                    message = f"`{overridden}` cannot be lifted: it is not marked `liftable: true`"
                    yield document.problem("policy/not-liftable", message, at)
                if rule.get("liftable"):
                    message = f"`{rule['id']}` lifts a rule, so it cannot itself be liftable"
                    yield document.problem("policy/liftable-exception", message, (*route, "liftable"))

    def _check_instruments(self) -> Iterator[Problem]:
        document = self._documents["instruments.yaml"]
        for name, instrument in self._instruments.items():
            route: Route = ("instruments", name)
            yield from self._cites(document, instrument["sources"], (*route, "sources"))
            yield from timeline_problems(document, instrument["status"], (*route, "status"), self._sources)
            for index, party in enumerate(instrument.get("parties", ())):
                code = party if isinstance(party, str) else party["code"]
                if code not in self._codes:
                    message = f"the policy has no `{code}` among its partners"
                    yield document.problem("policy/unknown-reference", message, (*route, "parties", index))


def timeline_problems(
    document: Document, entries: list[dict[str, Any]], route: Route, sources: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with a timeline: an unknown source, or an entry that overlaps the one before it."""
    previous = None
    for index, entry in enumerate(entries):
        if entry["source"] not in sources:
            message = f"`{entry['source']}` is no source"
            hint = did_you_mean(entry["source"], list(sources))
            yield document.problem("policy/unknown-source", message, (*route, index, "source"), hint=hint)
        span = entry.get("in_force", {})
        if index and (previous is None or span.get("from", "") <= previous):
            message = "this entry overlaps the one before it"
            yield document.problem("policy/overlap", message, (*route, index), hint="give each entry its own days")
        previous = span.get("until")


def _dates(document: Document, data: Any, route: Route) -> Iterator[Problem]:
    """Every interval that names a day that does not exist, or ends before it begins."""
    match data:
        case {"in_force": dict(span), **_rest}:
            for end, text in span.items():
                if date_of(text) is None:
                    message = f"there is no day `{text}`"
                    yield document.problem("policy/no-such-day", message, (*route, "in_force", end))
            if span.get("from", "") > span.get("until", "9999-12-31"):
                message = "the interval ends before it begins"
                yield document.problem("policy/backward-interval", message, (*route, "in_force"))
        case _:
            pass
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, child in children:
        if isinstance(child, (dict, list)):
            yield from _dates(document, child, (*route, key))


def _reached(name: str, read: Mapping[str, Condition]) -> set[str]:
    """The definitions that `name` rests on, directly or through others."""
    reached: set[str] = set()
    ahead = list(definitions_used(read[name]))
    while ahead:
        current = ahead.pop()
        if current not in reached:
            reached.add(current)
            ahead += definitions_used(read.get(current, ALWAYS))
    return reached
