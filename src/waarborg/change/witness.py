"""Witnesses: exchanges that state no more than it takes, as `core` reads them and as a descriptor writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from waarborg.change.referents import PARTIES, PARTY_FACTS
from waarborg.change.space import GUESSED
from waarborg.change.ties import NO_RECORD, ROLES
from waarborg.core.contradictions import contradicted
from waarborg.core.decisions import GO
from waarborg.core.exchange import HOME, LISTS, Decision, Element, Exchange, only_supplies, open_on_parties, parties_of
from waarborg.core.record import record
from waarborg.core.vocabulary import AXES, HalfKnown, Sort, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from waarborg.change.outcomes import GoAhead
    from waarborg.core.condition import Test
    from waarborg.core.vocabulary import Vocabulary

T = TypeVar("T")
CLOSING: Mapping[str, Value] = {
    ROLES: frozenset({"requester", "recipient", "onward"}),
    "data.origin": HOME,
    "data.onward_planned": False,
    "notice.kind": "none",
}
"""Answers of which no rule makes anything, where none reads them: with these a list of parties is closed."""


@record
class Choice:
    """One literal of a point: that a fact has a value, that a set has (not) a member, or that a decision is there.

    With a `test`: that one fact stands (not) to another as it says; of that, regions are made and no witness.
    """

    path: str
    value: Value = ""
    member: str = ""
    go: GoAhead | None = None
    test: Test | None = None


@record
class Stated:
    """What a witness states: facts by path (see `recorded`), further parties by code, decisions."""

    day: date
    facts: Mapping[str, Value]
    others: tuple[str, ...] = ()
    goes: tuple[GoAhead, ...] = ()

    @property
    def further(self) -> tuple[Element, ...]:
        """The partners beside the first: those named besides, and who receives what the first one only supplied."""
        found = [Element(code, {"partner.code": code}, index + 1) for index, code in enumerate(self.others)]
        roles = self.facts.get("partner.roles")
        if isinstance(roles, frozenset) and only_supplies(self.facts.get("direction"), sorted(roles)):
            same = {path: value for path, value in self.facts.items() if path == "partner.code"}
            first = found[0] if found else Element("receiver", same, 1)
            found[:1] = [Element(first.label, {**first.facts, "partner.roles": frozenset({"recipient"})}, 1)]
        return tuple(found)


def fewest(items: Sequence[T], enough: Callable[[Sequence[T]], bool]) -> list[T]:
    """Those of the items that it takes: what can be left out is left out, half by half."""
    kept, size = list(items), max(1, len(items) // 2)
    while kept:
        for start in range(0, len(kept), size):
            fewer = kept[:start] + kept[start + size :]
            if enough(fewer):
                kept = fewer
        if size == 1:
            break
        size = max(1, size // 2)
    return kept


def statable_part(point: Iterable[Choice], day: date) -> list[Choice]:
    """Those choices of a point that a descriptor of that day can state: nobody's guesses, and nothing contradicted.

    Who is no party can be stated of a list alone that is not said to be open, and can be called complete.
    """
    listed = [each for each in point if not each.path.endswith(GUESSED)]
    facts = {each.path: each.value for each in listed if not each.member and each.go is None}
    said = {**facts, **_sets(listed), "date": day}
    out = _out(said)
    is_open = facts.get("parties_complete") is False or not _closable(said)
    return [
        each for each in listed if each.path not in out and not (is_open and each.path == PARTIES and not each.value)
    ]


def statable(facts: Mapping[str, Value], day: date) -> dict[str, Value]:
    """Those facts that a descriptor of that day can state together."""
    out = _out({**facts, "date": day})
    return {path: value for path, value in facts.items() if path not in out}


def _out(facts: Mapping[str, Value]) -> frozenset[str]:
    """Those of the facts that no descriptor states beside the others; a record goes with its date."""
    out = contradicted(facts)
    return out.union(f"{path}.date" for path in out)


def _closable(facts: Mapping[str, Value]) -> bool:
    """Whether a list of parties can be called complete beside these facts."""
    return "parties_complete" not in contradicted({**facts, "parties_complete": True})


def stated_of(needed: Iterable[Choice], point: Sequence[Choice], day: date, vocabulary: Vocabulary) -> Stated:
    """What a descriptor states to be like `needed`; where it must say more, it says what `point` says."""
    listed = list(needed)
    at = {each.path: each.value for each in point if not each.member and each.go is None}
    facts = {each.path: each.value for each in listed if not each.member and each.go is None}
    among = {each.member for each in listed if each.path == PARTIES and each.value is True}
    facts.update(_sets(listed))
    sets = _sets(point)
    parties = [each for each in listed if each.path == PARTIES]
    every_party = bool(parties) and len(parties) == sum(each.path == PARTIES for each in point)
    if (every_party or not all(each.value for each in parties)) and _closable({**at, **sets, "date": day}):
        facts.setdefault("parties_complete", True)
    if parties and "partner.code" in at:
        facts["partner.code"] = at["partner.code"]
    facts.update((path, at[path]) for path in PARTY_FACTS if at.get(path) in among and path in statable(at, day))
    records = [path.removesuffix(".date") for path in facts if path.endswith(".date")]
    facts.update((path, at[path]) for path in records if path not in facts)
    others = tuple(sorted(among - {facts.get(path) for path in PARTY_FACTS}))
    goes = tuple(each.go for each in listed if each.go is not None and each.value is True)
    if facts.get("parties_complete") is True:
        facts.update({path: sets[path] for path in facts.keys() & {ROLES}})
        sets = {path: members for path, members in sets.items() if members != {"origin"}}
        facts = closed(Stated(day, facts, others), {**CLOSING, **sets, **statable(at, day)})
    return Stated(day, recorded(facts, day, vocabulary), others, goes)


def recorded(facts: Mapping[str, Value], day: date, vocabulary: Vocabulary) -> dict[str, Value]:
    """The facts as a descriptor states records: each with its date but where nobody was asked, and no date alone."""
    dated = [path for path, value in facts.items() if f"{path}.date" in vocabulary and value not in NO_RECORD]
    alone = {path for path in facts if path.endswith(".date") and path.removesuffix(".date") not in facts}
    kept = {path: value for path, value in facts.items() if path not in alone}
    return {**{f"{path}.date": day for path in dated}, **kept}


def closed(stated: Stated, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The facts with what must be stated besides for the list of parties to be believed, as far as `answers` goes.

    What cannot be stated beside the facts is no answer.
    """
    facts = dict(stated.facts)
    if answers.get("act") == "agreement":
        facts["act"] = answers["act"]
    while True:
        still_open = open_on_parties(exchange_of(Stated(stated.day, facts, stated.others)))
        told = {path: answers[path] for path in still_open if path in answers and path not in facts}
        told = {path: value for path, value in told.items() if not contradicted({**facts, path: value})}
        if not told:
            return facts
        facts.update(told)


def _sets(needed: Iterable[Choice]) -> dict[str, Value]:
    """The sets that have (not) the members needed; a set is stated whole."""
    found: dict[str, set[str]] = {}
    for each in needed:
        if each.member and each.path != PARTIES:
            members = found.setdefault(each.path, set())
            members |= {each.member} if each.value is True else set()
    return {path: frozenset(members) for path, members in found.items()}


def exchange_of(stated: Stated) -> Exchange:
    """The exchange that states this, as `core` judges it; the part to look at is the first."""
    top = {path: value for path, value in stated.facts.items() if path.split(".", 1)[0] not in AXES}
    elements: dict[str, tuple[Element, ...]] = {}
    for axis in AXES:
        mine = {path: value for path, value in stated.facts.items() if path.startswith(f"{axis}.")}
        further = stated.further if axis == "partner" else ()
        label = str(mine.get("partner.code", "1"))
        first = [Element(label, mine)] if mine or further else []
        elements[axis] = (*first, *further)
    limits = {"partner": frozenset({elements["partner"][0].label})} if stated.further else {}
    decisions = tuple(
        Decision(go.rule, go.by, GO, go.date, "witness", go.ground, limits=limits, index=index)
        for index, go in enumerate(stated.goes)
    )
    return Exchange("witness", stated.day, "", {**top, "date": stated.day}, elements, decisions, lambda _route: None)


def believed(stated: Stated) -> bool:
    """Whether the parties are taken to be all there are where they are said to be: what else is stated may belie it."""
    said = stated.facts.get("parties_complete") is True
    return not (said and isinstance(parties_of(exchange_of(stated)), HalfKnown))


def descriptor_of(stated: Stated, identifier: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """The descriptor that states this, as plain data."""
    found: dict[str, Any] = {"schema": "waarborg/exchange-1", "id": identifier, "date": stated.day.isoformat()}
    firsts: dict[str, dict[str, Any]] = {axis: {} for axis in AXES}
    for path in [path for path in vocabulary if path in stated.facts]:
        head, _, rest = path.partition(".")
        within, route = (firsts[head], rest) if head in AXES and rest else (found, path)
        record = path.removesuffix(".date")
        if path.endswith(".date") and record in stated.facts:
            continue
        *steps, last = route.split(".")
        for step in steps:
            within = within.setdefault(step, {})
        within[last] = _written(path, stated, vocabulary)
    for axis, first in firsts.items():
        further = [_partner(each) for each in stated.further] if axis == "partner" else []
        if first or further:
            found[LISTS[axis]] = [first, *further]
    if stated.goes:
        found["decisions"] = [_decision(go, stated) for go in stated.goes]
    return found


def _partner(further: Element) -> dict[str, Any]:
    written = {path.removeprefix("partner."): plain(value) for path, value in further.facts.items()}
    return written if written.get("code") == further.label else {"id": further.label, **written}


def _decision(go: GoAhead, stated: Stated) -> dict[str, Any]:
    data = {"rule": go.rule, "by": go.by, "outcome": GO, "date": go.date.isoformat(), "reference": "witness"}
    if go.ground:
        data["ground"] = go.ground
    named: dict[str, Any] = {"partners": [str(stated.facts.get("partner.code", "1"))]} if stated.further else {}
    return {**data, **named}


def _written(path: str, stated: Stated, vocabulary: Vocabulary) -> Any:
    value = stated.facts[path]
    if f"{path}.date" not in vocabulary:
        return plain(value)
    if f"{path}.date" not in stated.facts:
        return {"is": value}
    dated = {"date": plain(stated.facts[f"{path}.date"])}
    if vocabulary[path].sort is Sort.FINDING:
        return {"is": value, "source": "witness", **dated}
    return {"is": value, **dated, "reference": "witness"}


def plain(value: Value) -> Any:
    """A value as a descriptor writes it."""
    match value:
        case frozenset():
            return sorted(value)
        case HalfKnown(members):
            return [*sorted(members), None]
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case _:
            return value
