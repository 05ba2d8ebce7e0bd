"""Sources, their articles and instruments, as plain data in one language: what they are and what rests on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.citation import articles_in, within
from waarborg.core.explain import value_in_words
from waarborg.explaining.library import interval

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from waarborg.explaining.library import Library


def source(name: str, library: Library) -> dict[str, Any]:
    """What the policy says of a source, and everything that cites it."""
    return {"sort": "source", **_source(name, library), **_citing(name, library, lambda _at: True)}


def _source(name: str, library: Library) -> dict[str, Any]:
    data = library.sources[name]
    confirmed = data["confirmed"]
    return {
        "name": name,
        "title": data["title"],
        "short": library.say(data["name"]),
        "kind": data["kind"],
        "identifier": dict(data["identifier"]),
        "in_force": interval(data),
        "confirmed": {"mark": confirmed["mark"], "how": confirmed["how"], "on": confirmed.get("on")},
    }


def article(name: str, library: Library) -> dict[str, Any]:
    """What rests on an article of a source, `wpg/17a`: rules with their cases, definitions, instruments, gaps."""
    identifier, _, number = name.partition("/")

    def here(at: str) -> bool:
        return any(within(cited, number) for cited in articles_in(at))

    citing = _citing(identifier, library, here)
    for each in citing["rules"]:
        each["cases"] = list(library.shelf.cases(each["name"]))
    return {
        "sort": "article",
        "name": name,
        "article": number,
        "source": _source(identifier, library),
        **citing,
        "gaps": [gap for gap in library.gaps if gap["source"] == identifier and here(gap["at"])],
    }


def _citing(name: str, library: Library, here: Callable[[str], bool]) -> dict[str, Any]:
    """The rules, definitions and instruments that cite a place of the source that `here` accepts, each with where."""

    def entries(found: Mapping[str, Any], *more: str) -> list[dict[str, Any]]:
        cited = {
            each: [cite for cite in data["sources"] if cite["id"] == name and here(cite.get("at", ""))]
            for each, data in found.items()
        }
        return [
            {
                "name": each,
                "title": library.say(found[each]["title"]),
                "at": [cite.get("at", "") for cite in cites],
                "quotes": [cite["quote"] for cite in cites if "quote" in cite],
                **{key: found[each][key] for key in more},
            }
            for each, cites in cited.items()
            if cites
        ]

    return {
        "rules": entries(library.rules, "kind"),
        "definitions": entries(library.definitions),
        "instruments": entries(library.instruments),
    }


def instrument(name: str, library: Library) -> dict[str, Any]:
    """What the policy says of an instrument: its parties and its status over time, and what it can carry."""
    data = library.instruments[name]
    note = data.get("note")
    return {
        "sort": "instrument",
        "name": name,
        "title": library.say(data["title"]),
        "kind": data["kind"],
        "kind_text": value_in_words(data["kind"], library.language, library.vocabulary["basis.instrument.kind"]),
        "parties": [
            {"code": each, "in_force": interval({})}
            if isinstance(each, str)
            else {"code": each["code"], "in_force": interval(each)}
            for each in data.get("parties", ())
        ],
        "status": [
            {
                "is": each["is"],
                "text": value_in_words(each["is"], library.language, library.vocabulary["basis.instrument.status"]),
                "in_force": interval(each),
                "holds": library.holds(each),
                "source": each["source"],
                "basis": each["basis"],
                "note": each.get("note"),
            }
            for each in data["status"]
        ],
        "legal_basis": data.get("legal_basis"),
        "binding": data.get("binding"),
        "safeguards": data.get("safeguards"),
        "themes": list(data.get("themes", ())),
        "named_in": library.rules_naming(name),
        "note": library.say(note) if note else None,
        "sources": library.cites(data["sources"]),
    }
