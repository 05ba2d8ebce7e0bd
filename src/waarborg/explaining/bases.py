"""What an ordinary transfer to a partner can rest on: the policy's own rules, read with all else left unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.compiling import compiled
from waarborg.core.condition import facts_read
from waarborg.core.reasons import Reasons, branch_of
from waarborg.core.record import record
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from waarborg.core.compiling import Reading
    from waarborg.core.condition import Condition
    from waarborg.core.policy import Referent
    from waarborg.core.vocabulary import Facts
    from waarborg.explaining.library import Library

BASIS = "basis."
GATEWAY = "basis.gateway"
INSTRUMENT = "basis.instrument"
ORDINARY: Facts = {
    "act": "single_exchange",
    "authority": "lirc",
    "direction": "out_answer",
    "personal_data": True,
    "partner.roles": frozenset({"requester", "recipient"}),
    "partner.type": "law_enforcement",
}
"""The transfer that a dossier asks about: personal data from the national unit to the police there, who asked."""
KINDS = ("prohibition", "requirement", "weighing")
"""The kinds of rule that can keep a basis from serving."""
ORDER = {TRUE: 0, UNKNOWN: 1, FALSE: 2}


def looked_up(referent: Referent, prefix: str, library: Library) -> Facts:
    """The facts that following a reference to the partner or instrument gives on the library's day."""
    known = {attribute: referent.known(attribute, library.day) for attribute in referent.attributes}
    return {f"{prefix}.{attribute}": each.value for attribute, each in known.items() if each is not None}


def facts_on(referent: Referent, library: Library) -> Facts:
    """What is known of an ordinary transfer to the partner before anything else is stated."""
    return {**ORDINARY, "partner.code": referent.code, "date": library.day, **looked_up(referent, "partner", library)}


def bases(referent: Referent, library: Library) -> list[dict[str, Any]]:
    """Every gateway and instrument that an ordinary transfer can rest on, or could; those first that do as it is.

    An instrument counts where the partner is a party to it on the day, with the best of its gateways.
    """
    facts, norms = facts_on(referent, library), norms_on_basis(library)
    gateways = library.vocabulary[GATEWAY].values
    coverage = {gateway: _covered({**facts, GATEWAY: gateway}, library) for gateway in gateways}
    with_instrument = [
        gateway for gateway, (_, hangs) in coverage.items() if any(p.startswith(INSTRUMENT) for p in hangs)
    ]
    found = [
        {"gateway": gateway, "instrument": None, **_serving({**facts, GATEWAY: gateway}, norms, library)}
        for gateway in gateways
        if gateway not in with_instrument
    ]
    for name in library.instruments:
        instrument = library.shelf.find("instruments", name)
        assert instrument is not None
        parties = instrument.known("parties", library.day)
        if parties is None or referent.code not in parties.value:  # type: ignore[operator]  # parties are a set
            continue
        stated = {**facts, INSTRUMENT: name, **looked_up(instrument, INSTRUMENT, library)}
        tried = [
            {"gateway": gateway, "instrument": name, **_serving({**stated, GATEWAY: gateway}, norms, library)}
            for gateway in with_instrument
        ]
        found += sorted(tried, key=_order)[:1]
    return sorted((each for each in found if each["serves"] != FALSE.value), key=_order)


def _order(basis: Mapping[str, Any]) -> int:
    return ORDER[Truth(basis["serves"])]


@record
class Norm:
    """A rule about the basis of an exchange, ready to be read: when it applies and, of a requirement, what it asks."""

    name: str
    kind: str
    applies: Reading
    requires: Condition | None
    lifters: tuple[str, ...]


def norms_on_basis(library: Library) -> list[Norm]:
    """The rules in force on the day that can prohibit or refer and that read a fact about the basis."""
    return [
        Norm(
            name,
            rule["kind"],
            compiled(library.condition(rule["when"]), library.read_definitions),
            library.condition(rule["requires"]) if "requires" in rule else None,
            tuple(each for each, other in library.rules.items() if name in other.get("overrides", ())),
        )
        for name, rule in library.rules.items()
        if rule["kind"] in KINDS and library.holds(rule) and any(p.startswith(BASIS) for p in library.facts_in(rule))
    ]


def _serving(facts: Facts, norms: Sequence[Norm], library: Library) -> dict[str, Any]:
    """Whether the transfer is covered and no rule about its basis stands in the way, and what that hangs on.

    A weighing hangs on its decision, so it is named itself; an unmet requirement that can be lifted, on what lifts it.
    """
    covered, hangs = _covered(facts, library)
    refused = covered is FALSE
    for norm in norms if not refused else ():
        if norm.applies(facts) is not TRUE:
            continue
        met = branch_of(norm.requires, facts, library.read_definitions).truth if norm.requires else FALSE
        if norm.kind == "weighing":
            hangs.add(norm.name)
        elif norm.requires and met is not FALSE:
            hangs |= _open(norm.requires, facts, library)
        elif norm.lifters:
            hangs |= set(norm.lifters)
        else:
            refused = True
    truth = FALSE if refused else UNKNOWN if hangs else TRUE
    return {"serves": truth.value, "hangs_on": sorted(hangs - set(facts)) if not refused else []}


def _covered(facts: Facts, library: Library) -> tuple[Truth, set[str]]:
    """Whether the transfer is covered, and the facts that this hangs on while it is UNKNOWN."""
    truth = library.covered(facts)
    return truth, _open(library.covers, facts, library) if truth is UNKNOWN else set()


def _open(condition: Condition, facts: Facts, library: Library) -> set[str]:
    """The facts that the truth of an UNKNOWN condition still hangs on; none of one that is decided."""
    found: set[str] = set()
    for reason in Reasons(library.read_definitions).of(condition, facts):
        if reason.truth is UNKNOWN:
            found |= facts_read(reason.test, {})
    return found


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
