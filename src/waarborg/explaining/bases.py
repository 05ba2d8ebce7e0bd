"""What an ordinary transfer to a partner can rest on: the policy's own conditions, read with all else left unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.condition import FactOperand
from waarborg.core.explain import branch_of, reasons
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waarborg.core.policy import Referent
    from waarborg.core.vocabulary import Facts
    from waarborg.explaining.library import Library

GATEWAY = "basis.gateway"
INSTRUMENT = "basis.instrument"
ORDINARY: Facts = {
    "act": "single_exchange",
    "direction": "out_answer",
    "personal_data": True,
    "partner.type": "law_enforcement",
}
"""The transfer that a dossier asks about: personal data from the Netherlands to a law-enforcement authority."""
ORDER = {TRUE: 0, UNKNOWN: 1, FALSE: 2}


def looked_up(referent: Referent, prefix: str, library: Library) -> Facts:
    """The facts that following a reference to the partner or instrument gives on the library's day."""
    known = {attribute: referent.known(attribute, library.day) for attribute in referent.attributes}
    return {f"{prefix}.{attribute}": each.value for attribute, each in known.items() if each is not None}


def facts_on(referent: Referent, library: Library) -> Facts:
    """What is known of an ordinary transfer to the partner before anything else is stated."""
    return {**ORDINARY, "partner.code": referent.code, "date": library.day, **looked_up(referent, "partner", library)}


def bases(referent: Referent, library: Library) -> list[dict[str, Any]]:
    """Every gateway and instrument that covers an ordinary transfer, or would with more facts; those first that do.

    An instrument counts where the partner is a party to it on the day, with the best of its gateways.
    """
    facts = facts_on(referent, library)
    alone = [
        {"gateway": gateway, "instrument": None, **_covered({**facts, GATEWAY: gateway}, library)}
        for gateway in library.vocabulary[GATEWAY].values
    ]
    with_instrument = [
        each["gateway"] for each in alone if any(path.startswith(INSTRUMENT) for path in each["hangs_on"])
    ]
    found = [each for each in alone if each["gateway"] not in with_instrument]
    for name in library.instruments:
        instrument = library.shelf.find("instruments", name)
        assert instrument is not None
        parties = instrument.known("parties", library.day)
        if parties is None or referent.code not in parties.value:  # type: ignore[operator]  # parties are a set
            continue
        stated = {**facts, INSTRUMENT: name, **looked_up(instrument, INSTRUMENT, library)}
        tried = [
            {"gateway": gateway, "instrument": name, **_covered({**stated, GATEWAY: gateway}, library)}
            for gateway in with_instrument
        ]
        found += sorted(tried, key=_order)[:1]
    return sorted((each for each in found if each["covers"] != FALSE.value), key=_order)


def _order(basis: Mapping[str, Any]) -> int:
    return ORDER[Truth(basis["covers"])]


def _covered(facts: Facts, library: Library) -> dict[str, Any]:
    branch = branch_of(library.covers, facts, library.read_definitions)
    hangs: set[str] = set()
    for reason in reasons(branch) if branch.truth is UNKNOWN else ():
        operand = reason.test.operand
        hangs |= {reason.test.fact, operand.path} if isinstance(operand, FactOperand) else {reason.test.fact}
    return {"covers": branch.truth.value, "hangs_on": sorted(hangs - set(facts))}


def rules_that_weigh(referent: Referent, paths: frozenset[str], library: Library) -> list[str]:
    """The rules in force that read one of the facts and can still be true of an ordinary transfer to the partner."""
    facts = facts_on(referent, library)
    ignorant: Facts = {path: value for path, value in facts.items() if path not in ORDINARY}
    return [
        name
        for name in dict.fromkeys(each for path in sorted(paths) for each in library.rules_reading(path))
        if library.holds(library.rules[name]) and _may_hold(name, ignorant, library)
    ]


def _may_hold(name: str, facts: Facts, library: Library) -> bool:
    when = library.condition(library.rules[name]["when"])
    return branch_of(when, facts, library.read_definitions).truth is not FALSE
