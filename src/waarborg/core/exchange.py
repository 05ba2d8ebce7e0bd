"""One proposed exchange, as its descriptor states it, and the parts it is judged in."""

from __future__ import annotations

from functools import cache, cached_property
from itertools import product
from typing import TYPE_CHECKING

from waarborg.core.record import field, record
from waarborg.core.vocabulary import HalfKnown, members

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from waarborg.core.place import Place, Route
    from waarborg.core.vocabulary import Facts, Value

LISTS = {"partner": "partners", "subject": "subjects", "data": "data"}
"""The list of a descriptor that each axis stands in."""
_MESSAGES = ("in_request", "in_answer", "in_spontaneous", "out_request", "out_answer", "out_spontaneous", "onward")
DIRECTIONS = {
    "single_exchange": _MESSAGES,
    "series": _MESSAGES,
    "refusal": (*_MESSAGES, "notice_hit", "notice_request", "crossborder_action"),
    "notice_action": ("notice_request", "notice_hit"),
    "agreement": ("agreement",),
    "pursuit": ("crossborder_action",),
    "surveillance": ("crossborder_action",),
}
"""The directions that each kind of act can have."""


@record
class Element:
    """One partner, subject or data item: its label and what is stated of it."""

    label: str
    facts: Facts
    index: int = 0


@record
class Decision:
    """A recorded human decision on one rule. The label sets limit it to elements; an empty one limits nothing."""

    rule: str
    by: str
    outcome: str
    date: date
    reference: str
    ground: str = ""
    grounds: str = ""
    conditions: tuple[str, ...] = ()
    limits: Mapping[str, frozenset[str]] = field(default_factory=dict)
    index: int = 0


@record
class Exchange:
    """One exchange. An axis with no element is a list that the descriptor does not give: all of it is unknown.

    `locate` gives the place of a route in the descriptor, None where nothing stands there.
    """

    id: str
    date: date
    file: str
    facts: Facts
    elements: Mapping[str, tuple[Element, ...]]
    decisions: tuple[Decision, ...]
    locate: Callable[[Route], Place | None]

    @cached_property
    def decided(self) -> dict[str, list[Decision]]:
        """The decisions on each rule."""
        decided: dict[str, list[Decision]] = {}
        for decision in self.decisions:
            decided.setdefault(decision.rule, []).append(decision)
        return decided


@record
class Part:
    """One partner x subject x data item of an exchange; an axis that is not stated has no element.

    `number` is its place among the parts of the exchange.
    """

    elements: Mapping[str, Element]
    number: int = 0

    @property
    def labels(self) -> dict[str, str]:
        """The label of the part's element on each axis that is stated."""
        return {axis: element.label for axis, element in self.elements.items()}


def parts_of(exchange: Exchange) -> Iterator[Part]:
    """Every combination of the exchange's elements; one part where no list is given."""
    stated = [(axis, elements) for axis, elements in exchange.elements.items() if elements]
    for number, combination in enumerate(product(*(elements for _, elements in stated))):
        yield Part({axis: element for (axis, _), element in zip(stated, combination, strict=True)}, number)


def alike_parts(exchange: Exchange) -> list[list[Part]]:
    """Every part, those together of which the same is stated and that the same decisions reach: judged as one."""
    if all(len(elements) <= 1 for elements in exchange.elements.values()):
        return [[part] for part in parts_of(exchange)]
    kinds = {element: kind for axis in exchange.elements for element, kind in _kinds(exchange, axis)}
    alike: dict[tuple[int, ...], list[Part]] = {}
    for part in parts_of(exchange):
        alike.setdefault(tuple(map(kinds.__getitem__, part.elements.values())), []).append(part)
    return list(alike.values())


def _kinds(exchange: Exchange, axis: str) -> Iterator[tuple[Element, int]]:
    """Each element of the axis, and a number that it shares with those that are like it."""
    limits = [decision.limits[axis] for decision in exchange.decisions if axis in decision.limits]
    numbers: dict[object, int] = {}
    for element in exchange.elements[axis]:
        likeness = frozenset(element.facts.items()), tuple(element.label in labels for labels in limits)
        yield element, numbers.setdefault(likeness, len(numbers))


INVOLVED = ("notice.issuer", "action.host_state")
"""Facts of the whole exchange that name a state involved, as `partner.code` and `data.origin` do element by element."""
CARRIERS = frozenset({"interpol"})
"""Bodies that pass messages between states: alone, they leave open which."""
HOME = "NL"
"""The Netherlands, the other side of every exchange: naming it names nobody else."""
_NOBODY_ELSE = CARRIERS | {HOME}
INCOMING = frozenset({"in_answer", "in_spontaneous"})
OUTGOING = frozenset({"in_request", "out_request", "out_answer", "out_spontaneous", "onward"})
"""The directions of messages in which data leave the Netherlands."""


def only_supplies(direction: object, *roles: object) -> bool:
    """Whether data go out while each of these partners only supplied them: then nobody is said to receive them."""
    return direction in OUTGOING and roles != () and all(each == ["origin"] for each in roles)


def parties_of(exchange: Exchange) -> Value:
    """Every state and body involved: the partners, the states that data come from, a notice's issuer, the host state.

    Half known unless the descriptor says that its partners are all there are, and nothing that it states belies that or
    that it leaves open could belie it: more facts only ever fill the list or close it.
    """
    facts = exchange.facts
    named = [
        *_each(exchange, "partner", "partner.code"),
        *_each(exchange, "data", "data.origin"),
        *map(facts.get, INVOLVED),
    ]
    codes = frozenset([code for code in named if isinstance(code, str)])
    complete = facts.get("parties_complete") is True and not codes <= _NOBODY_ELSE
    if not complete or _somebody_lacks(exchange, _roles(exchange)) or open_on_parties(exchange):
        return HalfKnown(codes)
    return codes


def open_on_parties(exchange: Exchange) -> tuple[str, ...]:
    """The facts that are missing, if only of one element, and whose answers could name a party or call for one."""
    facts, roles = exchange.facts, _roles(exchange)
    no_data = facts.get("act") == "agreement"
    found = {
        "partner.code": None in _each(exchange, "partner", "partner.code"),
        "partner.roles": None in _each(exchange, "partner", "partner.roles") and _somebody_lacks(exchange, roles),
        "data.origin": not no_data and None in _each(exchange, "data", "data.origin"),
        "data.onward_planned": not no_data
        and "onward" not in roles
        and None in _each(exchange, "data", "data.onward_planned"),
        "notice.kind": "notice.kind" not in facts and "notice.issuer" not in facts,
        "notice.issuer": facts.get("notice.kind", "none") != "none" and "notice.issuer" not in facts,
        "direction": "direction" not in facts and "action.host_state" not in facts,
        "action.host_state": facts.get("direction") == "crossborder_action" and "action.host_state" not in facts,
    }
    return tuple(path for path, is_open in found.items() if is_open)


def _somebody_lacks(exchange: Exchange, roles: set[str]) -> bool:
    """Whether nobody is said to ask or receive though the message goes out, or data go on and nobody gets them."""
    outward = exchange.facts.get("direction") not in INCOMING and exchange.facts.get("act") != "agreement"
    if outward and roles.isdisjoint(("requester", "recipient")):
        return True
    return "onward" not in roles and True in _each(exchange, "data", "data.onward_planned")


def _roles(exchange: Exchange) -> set[str]:
    """The roles that some partner is known to have."""
    return set().union(*(members(roles)[0] for roles in _each(exchange, "partner", "partner.roles")))


def _each(exchange: Exchange, axis: str, path: str) -> list[Value | None]:
    """What each element of the axis says of the fact; None of a list that is not given."""
    return [element.facts.get(path) for element in exchange.elements.get(axis, ())] or [None]


def route_of(path: str, part: Part) -> Route:
    """Where the descriptor states the fact at `path` for this part: `("partners", 0, "code")`."""
    steps = _steps_of(path)
    element = part.elements.get(steps[0])
    if element is None or len(steps) == 1:
        return steps
    return (LISTS[steps[0]], element.index, *steps[1:])


@cache
def _steps_of(path: str) -> tuple[str, ...]:
    """The keys that a fact's path names: as many paths as the vocabulary has are ever asked for."""
    return tuple(path.split("."))
