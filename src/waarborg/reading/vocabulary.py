"""The vocabulary, read from the published schemas: each fact is declared there once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from waarborg.core.vocabulary import AXES, Fact, Sort, Text, Vocabulary, vocabulary_of
from waarborg.reading.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

DATED_RECORDS = frozenset({"consent", "death_penalty_assurance", "assurance", "finding"})
"""Definitions whose value stands under `is` beside a date that a rule may ask about as `PATH.date`."""


@cache
def vocabulary() -> Vocabulary:
    """Every fact that a rule can read: the stated ones of exchange-1 and the attributes that references lead to."""
    decision = schema("exchange")["properties"]["decisions"]["items"]["properties"]
    return vocabulary_of(
        stated_facts(),
        {"partners": attributes("partner"), "instruments": attributes("instruments")},
        {key: declared["x-names"] for key, declared in decision.items() if "x-names" in declared},
    )


@cache
def stated_facts() -> dict[str, Fact]:
    """The facts that a descriptor may state, by path, in the order of the schema."""
    root = schema("exchange")
    return {fact.path: fact for fact in _walk(root["properties"], "", root["$defs"])}


@cache
def attributes(name: str) -> dict[str, Fact]:
    """The attributes that a partner (`partner`) or an instrument (`instruments`) has, by bare path."""
    root = schema(name)
    return {fact.path: fact for fact in _walk(root["$defs"]["attributes"]["properties"], "", root["$defs"])}


def _walk(properties: dict[str, Any], prefix: str, definitions: dict[str, Any]) -> Iterator[Fact]:
    for key, declared in properties.items():
        path = f"{prefix}{key}"
        if "x-fact" in declared:
            yield from _facts(path, declared, definitions)
        elif declared.get("x-axis") in AXES:
            yield from _walk(declared["items"]["properties"], f"{declared['x-axis']}.", definitions)
        elif "properties" in declared:
            yield from _walk(declared["properties"], f"{path}.", definitions)


def _facts(path: str, declared: dict[str, Any], definitions: dict[str, Any]) -> Iterator[Fact]:
    name = declared["$ref"].rsplit("/", 1)[1]
    definition, words = definitions[name], declared["x-fact"]
    listed = _listed(definition, definitions)
    question = words.get("ask")
    yield Fact(
        path,
        Sort(definition["x-sort"]),
        Text(words["nl"], words["en"]),
        Text(question["nl"], question["en"]) if question else None,
        values=tuple(listed.get("enum", ())),
        target=definition.get("x-target", ""),
        prefix=declared.get("x-prefix", ""),
        names=listed.get("x-names", {}),
    )
    if name in DATED_RECORDS:
        yield Fact(f"{path}.date", Sort.DATE, Text(f"{words['nl']}, datum", f"{words['en']}, date"))


def _listed(definition: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """What lists the codes of a definition, with their names: itself, what stands under `is`, or its members."""
    branch: dict[str, Any] = definition["anyOf"][0] if "anyOf" in definition else definition
    if "is" in branch.get("properties", {}):
        return _listed(branch["properties"]["is"], definitions)
    if "items" in branch:
        member = branch["items"].get("$ref", "").rsplit("/", 1)[-1]
        return _listed(definitions.get(member, branch["items"]), definitions)
    return branch


def ranges() -> dict[str, tuple[int, int | None]]:
    """For each whole number that a descriptor may state, the least and the most that its schema admits."""
    root = schema("exchange")
    found = {}
    for path, definition in _integers(root["properties"], "", root["$defs"]):
        branch = definition["anyOf"][0]
        found[path] = (int(branch.get("minimum", 0)), branch.get("maximum"))
    return found


def _integers(properties: dict[str, Any], prefix: str, definitions: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, declared in properties.items():
        if "x-fact" in declared:
            definition = definitions[declared["$ref"].rsplit("/", 1)[1]]
            if definition["x-sort"] == Sort.INTEGER:
                yield f"{prefix}{key}", definition
        elif declared.get("x-axis") in AXES:
            yield from _integers(declared["items"]["properties"], f"{declared['x-axis']}.", definitions)
        elif "properties" in declared:
            yield from _integers(declared["properties"], f"{prefix}{key}.", definitions)
