"""A partner's dossier as plain data in one language, on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.explain import value_in_words
from waarborg.explaining.bases import bases, rules_that_weigh
from waarborg.explaining.figures import axes, further
from waarborg.explaining.words import REGIMES

if TYPE_CHECKING:
    from waarborg.core.policy import Referent
    from waarborg.explaining.library import Library


def partner(code: str, library: Library) -> dict[str, Any]:
    """What the policy knows of a partner on the day."""
    stored, referent = library.shelf.partner(code), library.shelf.find("partners", code)
    assert stored is not None
    assert referent is not None
    data, rows = stored
    attributes = [
        each
        for path, entries in data["attributes"].items()
        for each in [_attribute(path, entries, library)]
        if each is not None
    ]
    regime = regime_of(referent, library)
    instruments = _instruments(code, library)
    weighed = axes(referent, rows, library)
    return {
        "sort": "partner",
        "name": code,
        "title": library.say(data["name"]),
        "kind": data["kind"],
        "note": data.get("note"),
        "regime": {"code": regime, "text": REGIMES[library.language][regime]},
        "bases": bases(referent, library) if regime != "netherlands" else [],
        "attributes": attributes,
        "instruments": instruments,
        "named_in": library.rules_naming(code),
        "axes": weighed,
        "weighed_by": rules_that_weigh(referent, frozenset(f"partner.{each['axis']}" for each in weighed), library),
        "further_figures": further(rows, library),
        "unconfirmed": [
            *(each["path"] for each in attributes if each["basis"] == "recalled"),
            *(each["name"] for each in instruments if each["basis"] == "recalled"),
        ],
    }


def regime_of(referent: Referent, library: Library) -> str:
    """The regime that the partner falls under on the day, as a key of REGIMES."""

    def value(attribute: str) -> object:
        known = referent.known(attribute, library.day)
        return known.value if known else None

    if referent.code == "NL":
        return "netherlands"
    match value("kind"):
        case "kingdom_country" | "public_body" | "eu_body" | "international_organisation" as kind:
            return str(kind)
        case _:
            pass
    if value("eu") is True:
        return "member_state"
    if value("eu") is None:
        return "unknown"
    if value("led") == "associated":
        return "associated"
    if value("led") == "member":
        return "in_transition"
    return "adequate" if value("led_adequacy") is True else "third_country"


def _attribute(path: str, entries: list[dict[str, Any]], library: Library) -> dict[str, Any] | None:
    entry = next((each for each in entries if library.holds(each)), None)
    if entry is None:
        return None
    fact = library.vocabulary[f"partner.{path}"]
    return {
        "path": path,
        "title": fact.name.in_language(library.language),
        "value": entry["is"],
        "value_text": value_in_words(entry["is"], library.language, fact),
        "since": entry.get("in_force", {}).get("from"),
        "until": entry.get("in_force", {}).get("until"),
        "precision": entry.get("precision", "day"),
        "source": entry["source"],
        "basis": entry["basis"],
        "note": entry.get("note"),
    }


def _instruments(code: str, library: Library) -> list[dict[str, Any]]:
    """The instruments that the partner is a party to on the day, with their status then."""
    found = []
    for name, data in library.instruments.items():
        referent = library.shelf.find("instruments", name)
        assert referent is not None
        parties = referent.known("parties", library.day)
        if parties is None or code not in parties.value:  # type: ignore[operator]  # parties are a set
            continue
        status: dict[str, Any] = next((each for each in data["status"] if library.holds(each)), {})
        found.append(
            {
                "name": name,
                "title": library.say(data["title"]),
                "kind": data["kind"],
                "status": status.get("is"),
                "status_text": value_in_words(
                    status.get("is"), library.language, library.vocabulary["basis.instrument.status"]
                ),
                "since": status.get("in_force", {}).get("from"),
                "basis": status.get("basis"),
                "legal_basis": data.get("legal_basis"),
                "binding": data.get("binding"),
            }
        )
    return found
