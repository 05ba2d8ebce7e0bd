"""Timelines: what was true from which day until which day, with the days nobody knows left open."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DATE_NOT_RECORDED = "date not recorded"
_DAY = timedelta(days=1)


Value = str | bool
"""What an attribute can be: a code or a truth value."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: a source id and how far it was checked."""

    source: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value over one interval; `until` is the last day, None is an open end."""

    value: Value
    origin: Origin
    start: date | None = None
    until: date | None = None
    year_precision: bool = False
    note: str = ""


Timeline = tuple[Entry, ...]
"""The values of one attribute, oldest first, without overlap."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A recorded date that may be a year or a month: the first day it can mean and the last."""

    first: date
    last: date
    precision: str

    @property
    def day_before(self) -> date:
        """The last day that is certainly before the moment."""
        return self.first - _DAY


def read_moment(text: str) -> Moment:
    """The moment that `2013`, `2021-11` or `2022-05-10` stands for."""
    parts = [int(part) for part in text.split("-")]
    match parts:
        case [year]:
            return Moment(date(year, 1, 1), date(year, 12, 31), "year")
        case [year, month]:
            return Moment(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
        case [year, month, day]:
            return Moment(date(year, month, day), date(year, month, day), "day")
        case _:
            raise ValueError(f"`{text}` is not a year, a month or a day")


def day_before(day: date) -> date:
    """The day before."""
    return day - _DAY


def day_after(day: date) -> date:
    """The day after."""
    return day + _DAY


def always(value: Value, origin: Origin, note: str = "") -> Timeline:
    """One value without a recorded beginning or end."""
    return (Entry(value=value, origin=origin, note=note),)


def since(text: str, value: Value, origin: Origin, note: str = "") -> Timeline:
    """One value from the day on which it certainly held; nothing is said about the time before.

    A month has no precision of its own in the partner format, so a note names it.
    """
    moment = read_moment(text)
    month = f"recorded by month: {text}" if moment.precision == "month" else ""
    return (
        Entry(
            value=value,
            origin=origin,
            start=moment.last,
            year_precision=moment.precision == "year",
            note=joined(note, month),
        ),
    )


def before(text: str, value: Value, origin: Origin) -> Timeline:
    """One value until the last day that is certainly before the recorded date."""
    return (Entry(value=value, origin=origin, until=read_moment(text).day_before),)


def joined(*notes: str) -> str:
    """The notes that say something, in one line."""
    return "; ".join(note for note in notes if note)


def checked(timeline: Sequence[Entry]) -> Timeline:
    """The timeline itself; raises ValueError unless it runs oldest first without overlap."""
    reached = date.min
    for place, entry in enumerate(timeline):
        first = entry.start or date.min
        last = entry.until or date.max
        if last < first or (place and first <= reached):
            raise ValueError(f"intervals overlap or run backwards: {timeline}")
        reached = last
    return tuple(timeline)
