"""Values that stand for all others: whatever the tests can tell apart, some of these tell apart too."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count, islice, pairwise
from typing import TYPE_CHECKING

from waarborg.core.contradictions import ALONE
from waarborg.core.vocabulary import Fact, Sort, Value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

BLANK = " "
"""A text that the schema admits and that says nothing."""
SAID = "said"
"""A text that no test names."""
FIRST_DAY = date(2026, 1, 1)


def scalar_values(fact: Fact, mentioned: Collection[Value], facts: int = 1) -> tuple[Value, ...]:
    """Values of a bool, enum, finding or text of which every other is a likeness.

    `facts` is how many facts are held against each other of which this is one, itself counted, and `mentioned` are the
    constants that any of them is tested against.
    """
    match fact.sort:
        case Sort.BOOL:
            return (True, False)
        case Sort.ENUM | Sort.FINDING:
            codes = fact.values
            if facts > 1:
                return codes
            named = tuple(code for code in codes if code in mentioned)
            return named + unlike(fact.path, (code for code in codes if code not in mentioned))
        case Sort.TEXT:
            named = tuple(sorted(str(value) for value in mentioned if isinstance(value, str) and value.strip()))
            others = (text for number in count() if (text := SAID + "." * number) not in named)
            return (BLANK, *named, *islice(others, facts))
        case _:
            message = f"{fact.path} is of sort {fact.sort}"
            raise AssertionError(message)


def unlike(path: str, codes: Iterable[str]) -> tuple[str, ...]:
    """The first of the codes of each likeness, where no test names them: they bar the same, and the same bars them."""
    bars = [bar for bar in ALONE if path == bar.path or (bar.values and path == bar.barred)]
    found: dict[tuple[bool, ...], str] = {}
    for code in codes:
        way = tuple(code in (bar.values if path == bar.barred else {bar.value}) for bar in bars)
        found.setdefault(way, code)
    return tuple(found.values())


def likeness(value: Value, values: tuple[Value, ...], mentioned: Collection[Value]) -> Value:
    """The one of `values` that stands for `value`: itself, or the last where no test names it."""
    return value if value in values else next(each for each in reversed(values) if each not in mentioned)


def ordered_values(sort: Sort, thresholds: Iterable[Value], facts: int) -> tuple[Value, ...]:
    """Numbers or days such that any `facts` of them lie towards each other and the thresholds as some of these do."""
    points = sorted({_number(threshold) for threshold in thresholds}) or [_number(FIRST_DAY)]
    found = set(points)
    for step in range(1, facts + 1):
        found |= {points[0] - step, points[-1] + step}
    for low, high in pairwise(points):
        if sort is Sort.DECIMAL:
            found |= {low + (high - low) * step / (facts + 1) for step in range(1, facts + 1)}
        else:
            found |= {low + step for step in range(1, facts + 1) if low + step < high}
    return tuple(_value(sort, number) for number in sorted(found))


def _number(value: Value) -> Decimal:
    if isinstance(value, date):
        return Decimal(value.toordinal())
    assert isinstance(value, int | Decimal), value
    return Decimal(value)


def _value(sort: Sort, number: Decimal) -> Value:
    match sort:
        case Sort.DATE:
            day = int(number) - date.min.toordinal()
            return date.min + timedelta(days=max(0, min(day, (date.max - date.min).days)))
        case Sort.INTEGER:
            return int(number)
        case _:
            return number
