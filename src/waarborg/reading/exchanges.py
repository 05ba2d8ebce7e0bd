"""Descriptors as exchanges of core, each document on its own: what is wrong with one never hides another."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from waarborg.core.contradictions import EXCLUDED
from waarborg.core.exchange import LISTS, Decision, Element, Exchange
from waarborg.core.record import field, record, replace, state
from waarborg.core.vocabulary import HalfKnown, Sort, Value
from waarborg.reading.conditions import date_of, value_of
from waarborg.reading.contradictions import contradictions
from waarborg.reading.near import did_you_mean
from waarborg.reading.schema import MOST_PROBLEMS, as_told, problems_of
from waarborg.reading.vocabulary import stated_facts
from waarborg.reading.wording import short

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from waarborg.core.place import Problem, Route
    from waarborg.core.policy import Policy
    from waarborg.core.vocabulary import Fact
    from waarborg.reading.document import Document

SCHEMA = "waarborg/exchange-1"
MAX_PARTS = 1_000
MOST_LABELS = 20
"""The labels that a hint names."""
WRONG_FORM = "schema/wrong-form"
_ABSENT = (None, "unknown")


@record
class Read:
    """A document: the exchange it states, the problems for which it is refused, or neither where it is skipped.

    `stated_id` is the id that a refused descriptor gives itself, where it can be read; `line` is where an id stands.
    """

    exchange: Exchange | None
    problems: tuple[Problem, ...] = ()
    stated_id: str | None = None
    skipped: bool = False
    line: int = 0


def is_descriptor(data: Any) -> bool:
    """Whether a document says that it is an exchange descriptor."""
    return isinstance(data, dict) and data.get("schema") == SCHEMA


def read_exchange(document: Document, policy: Policy) -> Read:
    """The exchange that the document states; refused where any part of it is wrong."""
    problems = problems_of("exchange", document)
    if problems:
        stated = document.data.get("id")
        problems = _Reader(document, policy).with_references(problems)
        return Read(None, as_told(problems), stated if isinstance(stated, str) else None, line=line_of_id(document))
    return _Reader(document, policy).read()


def line_of_id(document: Document) -> int:
    """The line of the document's id; in JSON, where that takes a second reading, the line on which it begins."""
    if document.file.lower().endswith((".json", ".ndjson")):
        return document.first_line
    place = document.place(("id",))
    return place.line if place else document.first_line


class _Reader:
    """Turns one admitted document into an exchange; gathers what no schema can see."""

    def __init__(self, document: Document, policy: Policy) -> None:
        self._document = document
        self._policy = policy
        self._date: str = document.data.get("date", "")
        self._problems: list[Problem] = []

    def read(self) -> Read:
        data = self._document.data
        day = self._day(self._date, ("date",))
        facts = self._facts(data, _stated_once(), ())
        elements = {axis: self._elements(axis, data.get(name, [])) for axis, name in LISTS.items()}
        parts = 1
        for axis in elements.values():
            parts *= max(1, len(axis))
        if parts > MAX_PARTS:
            message = f"the lists make {parts} combinations, more than the {MAX_PARTS} that are judged"
            self._problem("exchange/too-many-parts", message, ("partners",), "split it into several exchanges")
        for message, route, hint in contradictions(data):
            self._problem("exchange/contradiction", message, route, hint)
        decisions = tuple(self._decision(each, index, elements) for index, each in enumerate(data.get("decisions", ())))
        if self._problems or day is None:
            return Read(None, as_told(self._problems), data["id"], line=line_of_id(self._document))
        facts["date"] = day
        file, place = self._document.file, self._document.place
        exchange = Exchange(data["id"], day, file, facts, elements, decisions, place)
        return Read(exchange, line=line_of_id(self._document))

    def with_references(self, told: Sequence[Problem]) -> list[Problem]:
        """The problems of a refused document with what it refers to in vain; one in a place is enough.

        Where a name stands for a code, its form is what is told, with the code.
        """
        data: dict[str, Any] = self._document.data
        lists = {name: axis for axis, name in LISTS.items()}
        for key, value in data.items():
            if key in lists and isinstance(value, list):
                for index, entry in enumerate(value):
                    self._references(entry, _stated()[lists[key]].within, (key, index))
            elif key in _stated_once():
                self._references({key: value}, _stated_once(), ())
        written = {problem.place: problem.hint for problem in self._problems if problem.hint.startswith("write ")}
        places = {problem.place for problem in told}
        return [
            *(
                replace(each, hint=written.get(each.place, each.hint)) if each.code == WRONG_FORM else each
                for each in told
            ),
            *(problem for problem in self._problems if problem.place not in places),
        ]

    def _references(self, data: Any, stated: Mapping[str, _Stated], route: Route) -> None:
        if not isinstance(data, dict):
            return
        for key, value in data.items():
            declared = stated.get(key)
            if declared is None:
                continue
            fact = declared.fact
            if fact is None:
                self._references(value, declared.within, (*route, key))
            elif fact.target and isinstance(value, str):
                self._check_reference(fact, value, (*route, key))
            elif fact.target and isinstance(value, list):
                for index, each in enumerate(value):
                    if isinstance(each, str):
                        self._check_reference(fact, each, (*route, key, index))

    def _problem(self, code: str, message: str, route: Route, hint: str = "") -> None:
        self._problems.append(self._document.problem(code, message, route, hint=hint))

    def _facts(self, data: dict[str, Any], stated: Mapping[str, _Stated], route: Route) -> dict[str, Value]:
        """Every stated fact under `data` that is known, by path."""
        found: dict[str, Value] = {}
        self._gather(found, data, stated, route)
        return found

    def _gather(
        self, found: dict[str, Value], data: dict[str, Any], stated: Mapping[str, _Stated], route: Route
    ) -> None:
        """Add what is stated to `found`; every line here runs for every key of every descriptor."""
        for key, value in data.items():
            declared = stated.get(key)
            if declared is None:
                continue
            fact, kind = declared.fact, value.__class__
            if kind is not dict:
                code = declared.codes.get(value) if kind is not list else None
                if code is not None:
                    found[declared.path] = code
                elif fact is not None and value not in _ABSENT:
                    self._known(found, fact, value, (*route, key))
            elif fact is None:
                self._gather(found, value, declared.within, (*route, key))
            else:
                said, on = value["is"], value.get("date")
                if said != EXCLUDED or on <= self._date:  # else by the date of the exchange nobody had excluded it
                    found[declared.path] = said
                if on and (day := date_of(on) or self._day(on, (*route, key, "date"))):
                    found[declared.dated] = day

    def _day(self, text: str, route: Route) -> date | None:
        """The day that the text names; a problem where there is none."""
        day = date_of(text)
        if day is None:
            self._problem("exchange/no-such-day", f"there is no day `{text}`", route)
        return day

    def _known(self, found: dict[str, Value], fact: Fact, value: Any, route: Route) -> None:
        if isinstance(value, list):
            known: frozenset[str] = frozenset(value).difference(_ABSENT)
            found[fact.path] = known if len(known) == len(value) else HalfKnown(known)
            if fact.target:
                for index, each in enumerate(value):
                    self._check_reference(fact, each, (*route, index))
            return
        read = value_of(fact, value)
        if read is None:
            if fact.sort is Sort.INTEGER:  # 72.0 is an integer to JSON Schema
                self._problem(
                    "schema/wrong-sort", f"`{value}` is not a whole number", route, "write it without a point"
                )
            else:
                self._problem("exchange/no-such-day", f"there is no day `{value}`", route)
            return
        if fact.sort is Sort.REFERENCE:
            self._check_reference(fact, value, route)
        found[fact.path] = read

    def _check_reference(self, fact: Fact, code: Any, route: Route) -> None:
        if code in _ABSENT or self._policy.exists(fact.target, str(code)) or len(self._problems) > MOST_PROBLEMS:
            return
        code = short(code)
        if fact.target == "partners":
            from waarborg.reading.aliases import partner_meant  # noqa: PLC0415 (for a code that is none)

            hint = partner_meant(code, self._policy)
        else:
            near = did_you_mean(code, self._policy.codes(fact.target))
            hint = f"{near} `waarborg list {fact.target}` names them all".strip()
        self._problem("exchange/unknown-reference", f"the policy has no `{code}` among its {fact.target}", route, hint)

    def _elements(self, axis: str, entries: list[dict[str, Any]]) -> tuple[Element, ...]:
        found: list[Element] = []
        labels: set[str] = set()
        stated = _stated()[axis].within
        for index, entry in enumerate(entries):
            code = entry.get("code")
            label = entry.get("id") or (code if axis == "partner" and code not in _ABSENT else str(index + 1))
            route: Route = (LISTS[axis], index)
            if label in labels:
                hint = "give each an `id` of its own"
                self._problem("exchange/duplicate-label", f"two {LISTS[axis]} are called `{label}`", route, hint)
            labels.add(label)
            found.append(Element(label, self._facts(entry, stated, route), index))
        return tuple(found)

    def _decision(self, data: dict[str, Any], index: int, elements: dict[str, tuple[Element, ...]]) -> Decision:
        route: Route = ("decisions", index)
        day = self._day(data["date"], (*route, "date"))
        if self._policy.rule(data["rule"]) is None:
            hint = did_you_mean(data["rule"], [rule.id for rule in self._policy.rules])
            message = f"the policy has no rule `{short(data['rule'])}`"
            self._problem("exchange/unknown-rule", message, (*route, "rule"), hint)
        limits = {}
        for axis, name in LISTS.items():
            labels = {element.label for element in elements[axis]}
            for position, label in enumerate(data.get(name, ())):
                if label not in labels:
                    hint = f"labels here: {', '.join(sorted(labels)[:MOST_LABELS]) or 'none'}"
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


@state
class _Stated:
    """What may stand under one key: a fact, or keys within it; under a dated record its date stands beside the fact.

    `codes` are the values of an enum or a bool, each leading to itself as the vocabulary holds it: compared by
    identity. `dated` is the path of a record's date.
    """

    fact: Fact | None = None
    path: str = ""
    dated: str = ""
    codes: dict[Value, Value] = field(default_factory=dict)
    within: dict[str, _Stated] = field(default_factory=dict)


@cache
def _stated() -> dict[str, _Stated]:
    """What may stand under each key of a descriptor; the lists' elements under their axis."""
    top = _Stated()
    for path, fact in stated_facts().items():
        declared = top
        for key in path.split("."):
            declared = declared.within.setdefault(key, _Stated())
        declared.fact, declared.path, declared.dated = fact, path, f"{path}.date"
        codes: tuple[Value, ...] = (True, False) if fact.sort is Sort.BOOL else fact.values
        declared.codes = {code: code for code in codes}
    return top.within


@cache
def _stated_once() -> dict[str, _Stated]:
    """What may stand under the keys outside the lists; the date is read on its own."""
    return {key: declared for key, declared in _stated().items() if key not in {"date", *LISTS}}
