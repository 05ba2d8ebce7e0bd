"""Rules, definitions and facts, as plain data in one language: what is asked of whom, and what rests on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, Not
from waarborg.core.explain import condition_in_words
from waarborg.core.stating import statement_of
from waarborg.core.vocabulary import name_of_code
from waarborg.explaining.library import interval, names_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from waarborg.core.vocabulary import Names
    from waarborg.explaining.library import Library


def rule(name: str, library: Library) -> dict[str, Any]:
    """What the policy says of a rule."""
    data = library.rules[name]
    advice, remedy = data.get("advice"), data.get("remedy")
    return {
        "sort": "rule",
        "name": name,
        "title": library.say(data["title"]),
        "kind": data["kind"],
        "section": library.say(data["section"]),
        "in_force": interval(data),
        "holds": library.holds(data),
        "sources": library.cites(data["sources"]),
        "when": tree(library.condition(data["when"]), library),
        "requires": tree(library.condition(data["requires"]), library) if "requires" in data else None,
        "reads": sorted(library.facts_in(data)),
        "liftable": data.get("liftable", False),
        "lifted_by": [each for each, other in library.rules.items() if name in other.get("overrides", ())],
        "lifts": list(data.get("overrides", ())),
        "settled_by": _settling(data, library),
        "advice": library.say(advice) if advice else None,
        "remedy": library.say(remedy) if remedy else None,
        "cases": list(library.shelf.cases(name)),
    }


def _settling(data: dict[str, Any], library: Library) -> dict[str, Any] | None:
    """The decision that settles a weighing; None for another kind, which no decision settles."""
    if data["kind"] != "weighing":
        return None
    names = library.vocabulary.decisions
    return {
        "authority": data["authority"],
        "authority_name": name_of_code(data["authority"], names["by"], library.language),
        "grounds": list(data.get("grounds", ())),
        "ground_names": _named(data.get("grounds", ()), names["ground"], library),
        "factors": [
            {"path": path, "name": library.vocabulary[path].name.in_language(library.language)}
            for path in data.get("factors", ())
        ],
    }


def _named(codes: Iterable[str], names: Names, library: Library) -> dict[str, str]:
    """What each code is called."""
    return {code: name_of_code(code, names, library.language) for code in codes}


def definition(name: str, library: Library) -> dict[str, Any]:
    """What the policy says of a definition."""
    data = library.definitions[name]
    return {
        "sort": "definition",
        "name": name,
        "title": library.say(data["title"]),
        "sources": library.cites(data["sources"]),
        "when": tree(library.condition(data["when"]), library),
        "reads": sorted(library.facts_in(data)),
        "read_by": _readers(name, library),
        "covers": name in set(names_in(library.shelf.data["policy"]["covers"])),
    }


def fact(path: str, library: Library) -> dict[str, Any]:
    """What the vocabulary says of a fact, and the rules and definitions that read it."""
    found = library.vocabulary[path]
    return {
        "sort": "fact",
        "name": path,
        "title": found.name.in_language(library.language),
        "question": found.question.in_language(library.language) if found.question else None,
        "stated_as": statement_of(found, library.vocabulary) if found.question else None,
        "sort_of_value": found.sort.value,
        "values": list(found.values),
        "value_names": _named(found.values, found.names, library),
        "names": found.target or None,
        "looked_up_by": found.reference or None,
        "read_by": _readers(path, library),
        "factor_of": [each for each, data in library.rules.items() if path in data.get("factors", ())],
        "covers": path in set(names_in(library.shelf.data["policy"]["covers"])),
    }


def _readers(name: str, library: Library) -> dict[str, Any]:
    return {
        "rules": [
            {"name": each, "title": library.say(library.rules[each]["title"]), "through": list(through)}
            for each, through in library.rules_reading(name).items()
        ],
        "definitions": [
            {"name": each, "title": library.say(library.definitions[each]["title"])}
            for each in library.definitions_reading(name)
        ],
    }


def tree(condition: Condition, library: Library, shown: set[str] | None = None) -> dict[str, Any]:
    """A condition in plain words, its parts below it; a definition is spelled out where it first stands."""
    shown = set() if shown is None else shown
    words = condition_in_words(condition, library, library.language)
    parts: tuple[Condition, ...] = ()
    match condition:
        case Not(part):
            parts = (part,)
        case AllOf(several) | AnyOf(several):
            parts = several
        case Defined(name):
            words = f"{words} [{name}]"
            if name not in shown:
                shown.add(name)
                parts = (library.read_definitions[name],)
        case _:
            pass
    return {"text": words, "parts": [tree(part, library, shown) for part in parts]}
