"""The invariants of a policy folder, or every problem in them at once."""

from __future__ import annotations

from os.path import lexists
from typing import TYPE_CHECKING, Any

from waarborg.core.invariant import Invariant
from waarborg.core.place import ProblemsError
from waarborg.core.verdict import Level
from waarborg.reading.building import cites_of, required_text
from waarborg.reading.checking import read_document
from waarborg.reading.conditions import ConditionReader
from waarborg.reading.content import bytes_of
from waarborg.reading.near import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from waarborg.core.place import Problem, Route
    from waarborg.core.policy import Policy
    from waarborg.reading.document import Document

FILE = "invariants.yaml"


def read_invariants(folder: Path, policy: Policy) -> tuple[Invariant, ...]:
    """The invariants of the policy in `folder`; none where it has no such file; raises ProblemsError."""
    path = folder / FILE
    if not lexists(path):
        return ()
    document = read_document(path, bytes_of(path), "invariants")
    if isinstance(document, list):
        raise ProblemsError(document)
    reader = ConditionReader(policy.vocabulary, policy.definitions, policy.exists, document)
    found = tuple(_invariant(name, data, reader) for name, data in document.data["invariants"].items())
    problems = [*reader.problems, *_unknown(document, policy)]
    if problems:
        raise ProblemsError(problems)
    return found


def _invariant(name: str, data: dict[str, Any], reader: ConditionReader) -> Invariant:
    return Invariant(
        id=name,
        title=required_text(data["title"]),
        when=reader.read(data["when"], ("invariants", name, "when")),
        sources=cites_of(data["sources"]),
        at_least=Level[data["at_least"].upper()] if "at_least" in data else None,
        undecided=tuple(data.get("undecided", ())),
        silent=tuple(data.get("silent", ())),
        impossible=data.get("impossible", False),
    )


def _unknown(document: Document, policy: Policy) -> Iterator[Problem]:
    """Every rule and source that an invariant names and the policy has not."""
    rules = [rule.id for rule in policy.rules]
    for name, data in document.data["invariants"].items():
        for key in ("undecided", "silent"):
            for index, rule in enumerate(data.get(key, ())):
                if rule not in rules:
                    route: Route = ("invariants", name, key, index)
                    yield document.problem(
                        "policy/unknown-rule", f"`{rule}` is no rule", route, hint=did_you_mean(rule, rules)
                    )
        for index, cite in enumerate(data["sources"]):
            if cite["id"] not in policy.sources:
                hint = did_you_mean(cite["id"], list(policy.sources)) or "add it to sources.yaml"
                route = ("invariants", name, "sources", index, "id")
                yield document.problem("policy/unknown-source", f"`{cite['id']}` is no source", route, hint=hint)
