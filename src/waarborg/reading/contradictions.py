"""What a descriptor cannot mean, though each of its facts may stand: rules would pass each other by on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.contradictions import DECIDING, PERSONAL
from waarborg.core.exchange import DIRECTIONS, HOME, only_supplies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.place import Route

    Contradiction = tuple[str, Route, str]
    """What contradicts what, where, and what to do about it."""

_ABSENT = (None, "unknown")


def contradictions(data: dict[str, Any]) -> Iterator[Contradiction]:
    """Every contradiction in a descriptor that its schema admits."""
    yield from _lists(data)
    yield from _categories(data)
    yield from _torture(data)
    yield from _protection(data)
    yield from _direction(data)
    yield from _roles(data)
    yield from _named_for_nothing(data)
    yield from _refused(data)


def _lists(data: dict[str, Any]) -> Iterator[Contradiction]:
    """Persons where no personal data are said to be involved, and persons or data in an agreement."""
    if data.get("personal_data") is False and "subjects" in data:
        message, hint = "subjects are listed, yet `personal_data` is false", "say true, or leave the subjects out"
        yield message, ("personal_data",), hint
    for name in ("subjects", "data"):
        if data.get("act") == "agreement" and name in data:
            yield f"an agreement moves no {name}", (name,), "describe the exchange as an act of its own"


def _categories(data: dict[str, Any]) -> Iterator[Contradiction]:
    """Data that concern a person where no personal data are said to be involved: most rules pass them by."""
    if data.get("personal_data") is not False:
        return
    for index, item in enumerate(data.get("data", ())):
        listed = item.get("categories")
        personal = [each for each in listed if each in PERSONAL] if isinstance(listed, list) else []
        if personal:
            message = f"`{personal[0]}` is personal data, yet `personal_data` is false"
            yield message, ("data", index, "categories"), "say true, and list the subjects"


def _torture(data: dict[str, Any]) -> Iterator[Contradiction]:
    """Data of Dutch origin obtained by torture: the rules look at the state in which that was done."""
    for index, item in enumerate(data.get("data", ())):
        tainted = item.get("torture_tainted")
        said = tainted.get("is") if isinstance(tainted, dict) else ""
        if item.get("origin") == HOME and said in {"established", "indicated"}:
            message = "data of Dutch origin are said to be obtained by torture"
            yield message, ("data", index, "origin"), "give the state in which they were obtained as `origin`"


def _protection(data: dict[str, Any]) -> Iterator[Contradiction]:
    """A feared state beside the status `none`: the rules on protected persons would not look at that state."""
    for index, subject in enumerate(data.get("subjects", ())):
        protection = subject.get("protection") or {}
        if protection.get("status") == "none" and protection.get("feared_state") not in _ABSENT:
            message = "a feared state is named, yet the protection status is `none`"
            hint = "give the status, `unknown` where it is not known; with no status, say what is feared in `findings`"
            yield message, ("subjects", index, "protection", "feared_state"), hint


def _direction(data: dict[str, Any]) -> Iterator[Contradiction]:
    """An act with a direction it cannot have: rules are scoped by both."""
    act, direction = data.get("act"), data.get("direction")
    admitted = DIRECTIONS.get(act or "")
    if admitted and direction not in (*_ABSENT, *admitted):
        message = f"the act `{act}` cannot have the direction `{direction}`"
        yield message, ("direction",), f"one of: {', '.join(admitted)}"


def _roles(data: dict[str, Any]) -> Iterator[Contradiction]:
    """Data that go out while every partner only supplied them: rules ask nothing of a supplier."""
    if only_supplies(data.get("direction"), *(each.get("roles") for each in data.get("partners", ()))):
        message = "data go out, yet every partner only supplied them"
        yield message, ("partners", 0, "roles"), "list who asks, receives or benefits"


def _named_for_nothing(data: dict[str, Any]) -> Iterator[Contradiction]:
    """A state named for a notice or an action that is said not to be there."""
    notice, action = data.get("notice") or {}, data.get("action") or {}
    if notice.get("kind") == "none" and notice.get("issuer") not in _ABSENT:
        message = "a country is named for a notice, yet its kind is `none`"
        hint = "give its kind, or leave the country out"
        yield message, ("notice", "issuer"), hint
    if action.get("host_state") not in _ABSENT and data.get("direction") not in (*_ABSENT, "crossborder_action"):
        message = "a host state is named, yet the direction is not that of an action across the border"
        hint = "leave the host state out where nobody crosses the border"
        yield message, ("action", "host_state"), hint


def _refused(data: dict[str, Any]) -> Iterator[Contradiction]:
    """An authority that refused, and an exchange that goes ahead all the same: no rule may pass a refusal by."""
    stopped = any(decision.get("outcome") == "stop" for decision in data.get("decisions", ()))
    if data.get("act") in (*_ABSENT, "refusal") or stopped:
        return
    for authority in DECIDING:
        said = (data.get("authorisation") or {}).get(authority)
        if isinstance(said, dict) and said.get("is") == "refused":
            message = f"`{authority}` refused, yet the exchange goes ahead"
            hint = "record the refusal in `decisions` with the outcome `stop`, or describe it with the act `refusal`"
            yield message, ("authorisation", authority, "is"), hint
