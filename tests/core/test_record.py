"""Records are what the type checker takes them for: dataclasses."""

from __future__ import annotations

import dataclasses
import pickle
from functools import cached_property
from typing import Any

from waarborg.core.record import field, names_of, record, replace, state, value_record


@value_record
class Point:
    """A value."""

    x: int
    y: int = 2
    note: str = field(default="", compare=False)


@record
class Holder:
    """One of its kind."""

    point: Point
    items: list[int] = field(default_factory=list)

    @cached_property
    def total(self) -> int:
        """The sum of the items."""
        return sum(self.items)


@state
class Counter:
    """Changes."""

    count: int = 0


def test_values_are_equal_where_their_fields_are() -> None:
    """Equality and hash look at the fields that are compared, and at the class."""
    assert Point(1) == Point(x=1, y=2, note="other")
    assert hash(Point(1)) == hash(Point(1, 2, "other"))
    assert Point(1) != Point(2)
    assert repr(Point(1)) == "Point(x=1, y=2, note='')"


def test_records_are_told_apart_and_share_no_default() -> None:
    """Each has its own list; a property worked out once is kept."""
    one, other = Holder(Point(1)), Holder(Point(1))
    one.items.append(3)
    assert one != other
    assert (one.total, other.items) == (3, [])
    assert one.total is one.total


def test_a_state_changes_and_takes_no_other_name() -> None:
    """It has slots for its fields alone."""
    counter = Counter()
    counter.count += 1
    assert counter.count == 1
    assert not hasattr(counter, "__dict__")


def test_records_can_be_matched_copied_and_sent() -> None:
    """Matching by place, replacing (here and by `dataclasses`) and pickling."""
    match Point(1, 5):
        case Point(x, y):
            assert (x, y) == (1, 5)
    of_dataclasses: Any = dataclasses
    assert replace(Point(1), y=3) == of_dataclasses.replace(Point(1), y=3) == Point(1, 3)
    assert names_of(Point) == tuple(each.name for each in of_dataclasses.fields(Point)) == ("x", "y", "note")
    assert pickle.loads(pickle.dumps(Point(4, 5, "n"))).note == "n"  # noqa: S301 (of our own)
