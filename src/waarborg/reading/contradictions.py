"""What a descriptor cannot mean, though each of its facts may stand: rules would pass each other by on it.

What cannot be stated together is the one table of `core.contradictions`; here it is put in words, each at its place.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from waarborg.core.contradictions import BARS, DECIDING, EUROPEAN
from waarborg.core.decisions import STOP
from waarborg.core.exchange import DIRECTIONS, HOME, LISTS, only_supplies
from waarborg.core.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from waarborg.core.contradictions import Bar
    from waarborg.core.place import Route

    Contradiction = tuple[str, Route, str]
    """What contradicts what, where, and what to do about it."""
    _Elements = Iterable[tuple[int | None, Any]]

_ABSENT = (None, "unknown")
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
    ("personal_data", "data.wpg_article"): (
        "`{refused}` is about persons alone, yet `personal_data` is false",
        "data.wpg_article",
        "say true, and list the subjects",
    ),
    ("personal_data", "data.system"): (
        "`{refused}` holds data on persons alone, yet `personal_data` is false",
        "data.system",
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
    ("direction", "authorisation.host_state"): (
        "a host state refused, yet the direction is not that of an action across the border",
        "authorisation.host_state.is",
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


@record
class _Checks:
    """The bars on what stands under one key of a descriptor, each with the steps below it that lead to what it bars.

    `beside` says that it stands under the same key as the fact that holds: of a list, in the same element. Without
    steps a bar is on a list as a whole.
    """

    key: str
    beside: bool
    bars: list[tuple[Bar, Sequence[str]]]


def _steps(path: str) -> tuple[str, Sequence[str]]:
    """The key of a descriptor under which the fact stands, or all that begins so, and the steps below it."""
    head, *steps = path.removesuffix(".").split(".")
    return LISTS.get(head, head), steps


def _holders() -> Iterator[tuple[str, Sequence[str], dict[object, list[_Checks]]]]:
    """Each fact that bars something, as a key and steps, and the checks by its value."""
    for path in dict.fromkeys(bar.path for bar in BARS):
        key, steps = _steps(path)
        checks: dict[object, dict[tuple[str, bool], _Checks]] = {}
        for bar in BARS:
            if bar.path == path:
                barred, inner = _steps(bar.barred)
                of_value = checks.setdefault(bar.value, {})
                under = of_value.setdefault((barred, not inner), _Checks(barred, barred == key, []))
                under.bars.append((bar, inner))
        yield key, steps, {value: list(of_value.values()) for value, of_value in checks.items()}


_HOLDERS = tuple(_holders())


def contradictions(data: dict[str, Any]) -> Iterator[Contradiction]:
    """Every contradiction in a descriptor that its schema admits."""
    stopped = any(decision.get("outcome") == STOP for decision in data.get("decisions", ()))
    for key, steps, checks in _HOLDERS:
        for at, under in _elements(data, key):
            for check in checks.get(_value(under, steps), ()):
                if check.key not in data or (stopped and check.key == "authorisation"):
                    continue
                for index, barred in [(at, under)] if check.beside else _barred(data, check):
                    for bar, inner in check.bars:
                        stated = _value(barred, inner)
                        if stated is not None and (refused := _refused(stated, bar.values)):
                            yield _told(bar, refused[0], index)
    if data.get("authority") in EUROPEAN and {each.get("code") for each in data.get("partners", ())} == {HOME}:
        message = f"the Netherlands is the only partner, yet its own `{data['authority']}` acts"
        hint = "list the other state or body instead: `authority` says who acts for the Netherlands"
        yield message, ("partners", 0, "code"), hint
    if only_supplies(data.get("direction"), *(each.get("roles") for each in data.get("partners", ()))):
        message = "data go out, yet every partner only supplied them"
        yield message, ("partners", 0, "roles"), "list who asks, receives or benefits"
    yield from _nobody_onward(data)
    yield from _out_of_order(data)


def _nobody_onward(data: dict[str, Any]) -> Iterator[Contradiction]:
    """A list of parties that is said to be complete, and lacks who gets the data from the recipient."""
    roles = [_members(each.get("roles")) for each in data.get("partners", ())]
    passed_on = any(each.get("onward_planned") is True for each in data.get("data", ()))
    if passed_on and data.get("parties_complete") is True and roles and not {"onward", None} & {*chain(*roles)}:
        message = "data are passed on, yet nobody is listed who gets them"
        yield message, ("parties_complete",), "list who gets them with the role `onward`, or say false"


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


def _barred(data: dict[str, Any], check: _Checks) -> _Elements:
    """Where what is barred may stand: of a list that is barred as a whole, in the list."""
    as_a_whole = check.key in LISTS.values() and not check.bars[0][1]
    return [(None, check.key)] if as_a_whole else _elements(data, check.key)


def _refused(stated: Any, values: frozenset[str]) -> list[str]:
    """The values that are stated, known and barred."""
    listed = stated if isinstance(stated, list) else [stated]
    return [each for each in listed if each not in _ABSENT and (not values or each in values)]


def _told(bar: Bar, refused: str, at: int | None) -> Contradiction:
    """What is wrong with a value that is refused, in the element `at` of its list or in no list."""
    words = {
        "holder": bar.value,
        "refused": refused,
        "directions": ", ".join(DIRECTIONS.get(str(bar.value), ())),
        "acts": ", ".join(act for act, admitted in DIRECTIONS.items() if refused in admitted),
    }
    message, place, hint = _SAID[bar.path, bar.barred]
    key, steps = _steps(place)
    return message.format(**words), (key, *steps) if at is None else (key, at, *steps), hint.format(**words)


def _members(stated: Any) -> list[str | None]:
    """The members of a set that are stated, with None where others may be missing."""
    members = stated if isinstance(stated, list) else [stated]
    return [None if each in _ABSENT else each for each in members]


def _elements(data: dict[str, Any], key: str) -> _Elements:
    """What stands under the key: each element of a list with its index, anything else alone."""
    under = data.get(key)
    return enumerate(under) if isinstance(under, list) else [(None, under)]


def _value(under: Any, steps: Sequence[str]) -> Any:
    """What stands below, where the steps lead; of a record, what it says is so."""
    for step in steps:
        if under.__class__ is not dict:
            return None
        under = under.get(step)
    return under.get("is") if under.__class__ is dict else under
