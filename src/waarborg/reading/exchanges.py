"""Descriptors as exchanges of core, each document on its own: what is wrong with one never hides another."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from waarborg.core.exchange import DIRECTIONS, LISTS, Decision, Element, Exchange
from waarborg.core.record import record
from waarborg.core.vocabulary import HalfKnown, Sort, Value
from waarborg.reading.conditions import date_of, value_of
from waarborg.reading.schema import did_you_mean, problems_of
from waarborg.reading.vocabulary import stated_facts

if TYPE_CHECKING:
    from waarborg.core.place import Problem, Route
    from waarborg.core.policy import Policy
    from waarborg.core.vocabulary import Fact
    from waarborg.reading.tree import Document

SCHEMA = "waarborg/exchange-1"
MAX_PARTS = 10_000
OTHER_CODES = {"UK": "GB", "EL": "GR", "AN": "CW, SX or BQ", "EU": "the Member State itself", "SU": "RU", "YU": "RS"}
"""Codes that are often written for another one."""
_ABSENT = (None, "unknown")
REASSURES: dict[str, str | None] = {
    **dict.fromkeys(("given", "adequate", "not_sought", "not_imposed", "not_carried_out"), "not_asked"),
    "excluded": None,
}
"""What a consent, an assurance or a finding says that lets an exchange go on, and what holds until its date: a consent
was not there, and a danger was not known to be excluded."""


@record
class Read:
    """A document: the exchange it states, the problems for which it is refused, or neither where it is skipped.

    `stated_id` is the id that a refused descriptor gives itself, where it can be read.
    """

    exchange: Exchange | None
    problems: tuple[Problem, ...] = ()
    stated_id: str | None = None
    skipped: bool = False


def is_descriptor(data: Any) -> bool:
    """Whether a document says that it is an exchange descriptor."""
    return isinstance(data, dict) and data.get("schema") == SCHEMA


def read_exchange(document: Document, policy: Policy) -> Read:
    """The exchange that the document states; refused where any part of it is wrong."""
    problems = problems_of("exchange", document)
    if problems:
        stated = document.data.get("id")
        return Read(None, tuple(problems), stated if isinstance(stated, str) else None)
    return _Reader(document, policy).read()


class _Reader:
    """Turns one admitted document into an exchange; gathers what no schema can see."""

    def __init__(self, document: Document, policy: Policy) -> None:
        self._document = document
        self._policy = policy
        self._problems: list[Problem] = []
        self._declared = stated_facts()

    def read(self) -> Read:
        data = self._document.data
        day = date_of(data["date"])
        if day is None:
            self._problem("exchange/no-such-day", f"there is no day `{data['date']}`", ("date",))
        top = {key: value for key, value in data.items() if key not in _NOT_FACTS}
        facts = self._facts(top, "", ())
        elements = {axis: self._elements(axis, data.get(name, [])) for axis, name in LISTS.items()}
        parts = 1
        for axis in elements.values():
            parts *= max(1, len(axis))
        if parts > MAX_PARTS:
            message = f"the lists make {parts} combinations, more than the {MAX_PARTS} that are judged"
            self._problem("exchange/too-many-parts", message, ("partners",), "split it into several exchanges")
        self._check_lists(data)
        self._check_direction(data)
        decisions = tuple(self._decision(each, index, elements) for index, each in enumerate(data.get("decisions", ())))
        if self._problems or day is None:
            self._problems.sort(key=lambda problem: (problem.place.line, problem.place.column))
            return Read(None, tuple(self._problems), data["id"])
        facts["date"] = day
        file, place = self._document.file, self._document.place
        return Read(Exchange(data["id"], day, file, facts, elements, decisions, place))

    def _check_lists(self, data: dict[str, Any]) -> None:
        """Refuse persons where no personal data are said to be involved, and persons or data in an agreement."""
        if data.get("personal_data") is False and "subjects" in data:
            message, hint = "subjects are listed, yet `personal_data` is false", "say true, or leave the subjects out"
            self._problem("exchange/contradiction", message, ("personal_data",), hint)
        for name in ("subjects", "data"):
            if data.get("act") == "agreement" and name in data:
                message, hint = f"an agreement moves no {name}", "describe the exchange as an act of its own"
                self._problem("exchange/contradiction", message, (name,), hint)

    def _check_direction(self, data: dict[str, Any]) -> None:
        """Refuse an act with a direction it cannot have: rules are scoped by both, and would pass each other by."""
        act, direction = data.get("act"), data.get("direction")
        admitted = DIRECTIONS.get(act or "")
        if admitted and direction not in (*_ABSENT, *admitted):
            message = f"the act `{act}` cannot have the direction `{direction}`"
            self._problem("exchange/contradiction", message, ("direction",), f"one of: {', '.join(admitted)}")

    def _problem(self, code: str, message: str, route: Route, hint: str = "") -> None:
        self._problems.append(self._document.problem(code, message, route, hint=hint))

    def _facts(self, data: dict[str, Any], prefix: str, route: Route) -> dict[str, Value]:
        """Every stated fact under `data` that is known, by path."""
        found: dict[str, Value] = {}
        self._gather(found, data, prefix, route)
        return found

    def _gather(self, found: dict[str, Value], data: dict[str, Any], prefix: str, route: Route) -> None:
        for key, value in data.items():
            if value is None or value == "unknown":
                continue
            path = prefix + key
            fact = self._declared.get(path)
            if fact is None:
                if isinstance(value, dict):
                    self._gather(found, value, f"{path}.", (*route, key))
            elif isinstance(value, dict):
                said = self._said_by_the_day(value)
                if said is not None:
                    found[fact.path] = said
                if "date" in value:
                    self._known(found, self._declared[f"{path}.date"], value["date"], (*route, key, "date"))
            elif fact.sort is Sort.BOOL:
                found[fact.path] = value
            elif fact.sort is Sort.ENUM and value in (codes := _codes()[path]):
                found[fact.path] = codes[value]
            else:
                self._known(found, fact, value, (*route, key))

    def _said_by_the_day(self, record: dict[str, Any]) -> str | None:
        """What a record says on the day of the exchange: what reassures counts from its own date on, not before."""
        said: str = record["is"]
        return REASSURES[said] if said in REASSURES and record.get("date", "") > self._document.data["date"] else said

    def _known(self, found: dict[str, Value], fact: Fact, value: Any, route: Route) -> None:
        if fact.sort is Sort.SET:
            known = frozenset(str(each) for each in value if each not in _ABSENT)
            found[fact.path] = known if len(known) == len(value) else HalfKnown(known)
            if fact.target:
                for index, each in enumerate(value):
                    self._check_reference(fact, each, (*route, index))
            return
        read = value_of(fact, value)
        if read is None:
            self._problem("exchange/no-such-day", f"there is no day `{value}`", route)
            return
        if fact.sort is Sort.REFERENCE:
            self._check_reference(fact, value, route)
        found[fact.path] = read

    def _check_reference(self, fact: Fact, code: Any, route: Route) -> None:
        if code in _ABSENT or self._policy.exists(fact.target, str(code)):
            return
        if code in OTHER_CODES:
            hint = f"write {OTHER_CODES[code]}"
        elif fact.target == "partners":
            hint = "a country is named by its ISO 3166-1 alpha-2 code, an organisation by its name in lower case"
        else:
            hint = "name an instrument of the policy"
        self._problem("exchange/unknown-reference", f"the policy has no `{code}` among its {fact.target}", route, hint)

    def _elements(self, axis: str, entries: list[dict[str, Any]]) -> tuple[Element, ...]:
        found: list[Element] = []
        for index, entry in enumerate(entries):
            code = entry.get("code")
            label = entry.get("id") or (code if axis == "partner" and code not in _ABSENT else str(index + 1))
            route: Route = (LISTS[axis], index)
            if any(label == element.label for element in found):
                hint = "give each an `id` of its own"
                self._problem("exchange/duplicate-label", f"two {LISTS[axis]} are called `{label}`", route, hint)
            stated = {key: value for key, value in entry.items() if key != "id"}
            found.append(Element(label, self._facts(stated, f"{axis}.", route), index))
        return tuple(found)

    def _decision(self, data: dict[str, Any], index: int, elements: dict[str, tuple[Element, ...]]) -> Decision:
        route: Route = ("decisions", index)
        day = date_of(data["date"])
        if day is None:
            self._problem("exchange/no-such-day", f"there is no day `{data['date']}`", (*route, "date"))
        if self._policy.rule(data["rule"]) is None:
            hint = did_you_mean(data["rule"], [rule.id for rule in self._policy.rules])
            message = f"the policy has no rule `{data['rule']}`"
            self._problem("exchange/unknown-rule", message, (*route, "rule"), hint)
        limits = {}
        for axis, name in LISTS.items():
            labels = {element.label for element in elements[axis]}
            for position, label in enumerate(data.get(name, ())):
                if label not in labels:
                    hint = f"labels here: {', '.join(sorted(labels)) or 'none'}"
                    message = f"none of the {name} is called `{label}`"
                    self._problem("exchange/unknown-label", message, (*route, name, position), hint)
            if name in data:
                limits[axis] = frozenset(data[name])
        return Decision(
            rule=data["rule"],
            by=data["by"],
            outcome=data["outcome"],
            date=day or date.max,
            reference=data["reference"],
            ground=data.get("ground", ""),
            grounds=data.get("grounds", ""),
            conditions=tuple(data.get("conditions", ())),
            limits=limits,
            index=index,
        )


@cache
def _codes() -> dict[str, dict[str, str]]:
    """The values of each fact, each leading to itself as the vocabulary holds it: compared by identity, hashed once."""
    return {fact.path: {value: value for value in fact.values} for fact in stated_facts().values()}


_NOT_FACTS = frozenset({"schema", "id", "date", "decisions", *LISTS.values()})
