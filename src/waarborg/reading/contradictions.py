"""What a descriptor cannot mean, though each of its facts may stand: rules would pass each other by on it.

What cannot be stated together is the one table of `core.contradictions`; here it is put in words, each at its place.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from waarborg.core.contradictions import BARS, DECIDING, EUROPEAN
from waarborg.core.exchange import DIRECTIONS, HOME, LISTS, only_supplies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from waarborg.core.contradictions import Bar
    from waarborg.core.place import Route

    Contradiction = tuple[str, Route, str]
    """What contradicts what, where, and what to do about it."""

_ABSENT = (None, "unknown")
_NONE: dict[str, list[Bar]] = {}
_AS_ITS_OWN = "describe the exchange as an act of its own"
_SAID: dict[tuple[str, str], tuple[str, str, str]] = {
    ("personal_data", "subject."): (
        "subjects are listed, yet `personal_data` is false",
        "personal_data",
        "say true, or leave the subjects out",
    ),
    ("act", "subject."): ("an agreement moves no subjects", "subject", _AS_ITS_OWN),
    ("act", "data."): ("an agreement moves no data", "data", _AS_ITS_OWN),
    ("personal_data", "data.categories"): (
        "`{refused}` is personal data, yet `personal_data` is false",
        "data.categories",
        "say true, and list the subjects",
    ),
    ("data.origin", "data.torture_tainted"): (
        "data of Dutch origin are said to be obtained by torture",
        "data.origin",
        "give the state in which they were obtained as `origin`",
    ),
    ("subject.protection.status", "subject.protection.feared_state"): (
        "a feared state is named, yet the protection status is `none`",
        "subject.protection.feared_state",
        "give the status, `unknown` where it is not known; with no status, say what is feared in `findings`",
    ),
    ("act", "direction"): (
        "the act `{holder}` cannot have the direction `{refused}`",
        "direction",
        "one of: {directions}; `{refused}` goes with {acts}",
    ),
    ("notice.kind", "notice.issuer"): (
        "a country is named for a notice, yet its kind is `none`",
        "notice.issuer",
        "give its kind, or leave the country out",
    ),
    ("direction", "action.host_state"): (
        "a host state is named, yet the direction is not that of an action across the border",
        "action.host_state",
        "leave the host state out where nobody crosses the border",
    ),
    **{
        ("act", f"authorisation.{authority}"): (
            f"`{authority}` refused, yet the exchange goes ahead",
            f"authorisation.{authority}.is",
            "record the refusal in `decisions` with the outcome `stop`, or describe it with the act `refusal`",
        )
        for authority in DECIDING
    },
}
"""By the fact that holds and the one that it bars: the message, the place (a fact's path, or a list), and the hint."""


@cache
def _steps(path: str) -> tuple[str, Route]:
    head, *rest = path.split(".")
    return head, tuple(rest)


def _top(path: str) -> str:
    """The key of a descriptor under which the fact stands, or all that begins so."""
    head, _ = _steps(path)
    return LISTS.get(head, head)


_BY_HOLDER: dict[str, dict[object, dict[str, list[Bar]]]] = {}
"""The bars by the fact that holds, by its value, and by the key under which stands what they bar."""
for _bar in BARS:
    _BY_HOLDER.setdefault(_bar.path, {}).setdefault(_bar.value, {}).setdefault(_top(_bar.barred), []).append(_bar)
_HOLDERS = [(*_steps(path), by_value) for path, by_value in _BY_HOLDER.items()]


def contradictions(data: dict[str, Any]) -> Iterator[Contradiction]:
    """Every contradiction in a descriptor that its schema admits."""
    stopped = any(decision.get("outcome") == "stop" for decision in data.get("decisions", ()))
    for head, steps, by_value in _HOLDERS:
        under = data.get(LISTS.get(head, head))
        for index, holder in enumerate(under if isinstance(under, list) else [under]):
            for step in steps:
                holder = holder.get(step) if isinstance(holder, dict) else None  # noqa: PLW2901 (on the way down)
            for key, bars in by_value.get(holder, _NONE).items():
                if key in data and not (stopped and key == "authorisation"):
                    routes: dict[str, Route] = {head: (LISTS[head], index)} if head in LISTS else {}
                    for bar in bars:
                        yield from _contradicted(bar, data, routes)
    if data.get("authority") in EUROPEAN and {each.get("code") for each in data.get("partners", ())} == {HOME}:
        message = f"the Netherlands is the only partner, yet its own `{data['authority']}` acts"
        hint = "list the other state or body instead: `authority` says who acts for the Netherlands"
        yield message, ("partners", 0, "code"), hint
    if only_supplies(data.get("direction"), *(each.get("roles") for each in data.get("partners", ()))):
        message = "data go out, yet every partner only supplied them"
        yield message, ("partners", 0, "roles"), "list who asks, receives or benefits"
    yield from _out_of_order(data)


def _out_of_order(data: dict[str, Any]) -> Iterator[Contradiction]:
    """Days that cannot follow each other: no request is in before it comes, nor answered before that."""
    request = data.get("request") or {}
    received, answered = request.get("received"), request.get("answered")
    if received in _ABSENT:
        return
    if received > data.get("date", received):
        message, hint = "the request is received after the day of the exchange", "give the day on which it came in"
        yield message, ("request", "received"), hint
    if answered not in _ABSENT and answered < received:
        message, hint = "the request is answered before it is received", "give the day on which the answer goes out"
        yield message, ("request", "answered"), hint


def _contradicted(bar: Bar, data: dict[str, Any], routes: Mapping[str, Route]) -> Iterator[Contradiction]:
    """What the descriptor states against the bar, in the element that `routes` leads to or in any that it can be in."""
    message, place, hint = _SAID[bar.path, bar.barred]
    axis = bar.barred.removesuffix(".")
    if axis in LISTS:
        yield message, _route(place, {place: (LISTS.get(place, place),)}), hint
        return
    for at in [routes] if routes else _elements(data, bar.barred):
        stated = _stated(data, bar.barred, at)
        listed = stated if isinstance(stated, list) else [stated]
        refused = [each for each in listed if each not in _ABSENT and (not bar.values or each in bar.values)]
        if refused:
            words = {
                "holder": bar.value,
                "refused": refused[0],
                "directions": ", ".join(DIRECTIONS.get(str(bar.value), ())),
                "acts": ", ".join(act for act, admitted in DIRECTIONS.items() if refused[0] in admitted),
            }
            yield message.format(**words), _route(place, at), hint.format(**words)


def _elements(data: dict[str, Any], path: str) -> list[Mapping[str, Route]]:
    """Each element that the fact at `path` can stand in: the route of its axis; no route where it has none."""
    axis, _ = _steps(path)
    if axis not in LISTS:
        return [{}]
    return [{axis: (LISTS[axis], index)} for index in range(len(data.get(LISTS[axis], ())))]


def _route(path: str, routes: Mapping[str, Route]) -> Route:
    head, rest = _steps(path)
    return (*routes.get(head, (head,)), *rest)


def _stated(data: Any, path: str, routes: Mapping[str, Route]) -> Any:
    """What stands at `path`; of a record, what it says is so."""
    for step in _route(path, routes):
        if data is None or (isinstance(data, dict) and step not in data):
            return None
        data = data[step]
    return data.get("is") if isinstance(data, dict) else data
