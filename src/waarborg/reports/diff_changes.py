"""What changed in a policy as a reader wants it told: what changed alike together, what went on as one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from waarborg.core.difference import Change, Detail
from waarborg.core.policy import Interval, Known
from waarborg.core.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

SEVERAL = {"instrument": "instruments", "partner": "partners"}
"""The sorts of which several can be told together, and what they are called then."""


def told_together(changes: Iterable[Change], *, everything: bool) -> list[Change]:
    """The changes, with partners and with instruments that changed alike as one.

    Those are alike of which the same turned into the same; where `everything` is told, on the same days. What follows
    on what is the same without a break is told as one.
    """
    groups: dict[object, list[tuple[Change, Change]]] = {}
    for change in changes:
        whole = replace(change, details=tuple(map(_joined, change.details)))
        told = whole if everything else replace(whole, details=tuple(map(_undated, whole.details)))
        among = (told.how, repr(told.details)) if told.sort in SEVERAL else told.id  # what is stated may be a mapping
        groups.setdefault((told.sort, among), []).append((whole, told))
    return [_as_one(group) for group in groups.values()]


def _as_one(group: list[tuple[Change, Change]]) -> Change:
    (whole, told), *others = group
    if not others:
        return whole
    return replace(told, sort=SEVERAL[told.sort], id=", ".join(each.id for each, _ in group))


def _joined(detail: Detail) -> Detail:
    """The detail with what is known of adjoining spans as one, where the sides still differ by that."""
    old, new = _spans(detail.old), _spans(detail.new)
    return Detail(detail.field, old, new) if _plainly(old) != _plainly(new) else detail


def _spans(entries: tuple[Any, ...]) -> tuple[Any, ...]:
    found: list[Any] = []
    for each in entries:
        last = found[-1] if found else None
        if isinstance(each, Known) and isinstance(last, Known) and last.value == each.value and _adjoins(last, each):
            found[-1] = replace(last, in_force=Interval(last.in_force.start, each.in_force.until))
        else:
            found.append(each)
    return tuple(found)


def _adjoins(earlier: Known, later: Known) -> bool:
    start, until = later.in_force.start, earlier.in_force.until
    return start is not None and until is not None and until == start - timedelta(1)


def _plainly(entries: tuple[Any, ...]) -> list[Any]:
    return [(each.value, each.in_force) if isinstance(each, Known) else each for each in entries]


def _undated(detail: Detail) -> Detail:
    """The detail without the days on which what is known holds, where the sides differ by more than these."""
    old, new = (_once_each(side) for side in (detail.old, detail.new))
    return Detail(detail.field, old, new) if old != new else detail


def _once_each(entries: tuple[Any, ...]) -> tuple[Any, ...]:
    found: list[Any] = []
    for each in entries:
        undated = Known(each.value, "", "") if isinstance(each, Known) else each
        if undated not in found:
            found.append(undated)
    return tuple(found)
