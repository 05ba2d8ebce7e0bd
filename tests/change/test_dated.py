"""What changes between two days of one policy is told with its days, and of one day nothing is."""

from __future__ import annotations

from datetime import date

import pytest

from waarborg.change.dated import dated_changes
from waarborg.change.sides import Side
from waarborg.core.difference import How
from waarborg.reading.policies import read_policy, shipped_policies

POLICY = read_policy(shipped_policies(), whole=True)


def found(old: date, new: date) -> set[tuple[str, str, How]]:
    """The sort, the id and what happened to each thing between the days."""
    return {(each.sort, each.id, each.how) for each in dated_changes(Side(POLICY, old), Side(POLICY, new))}


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (date(2023, 9, 30), date(2023, 10, 1), ("rule", "benelux-pursuit", How.BEGAN)),
        (date(2023, 9, 30), date(2023, 10, 1), ("rule", "senningen-pursuit", How.ENDED)),
        (date(2023, 9, 30), date(2023, 10, 1), ("instrument", "benelux-police-treaty-2018", How.TURNED)),
        (date(2022, 3, 16), date(2022, 3, 17), ("partner", "RU", How.TURNED)),
    ],
)
def test_what_a_day_brings_is_told_on_that_day(old: date, new: date, change: tuple[str, str, How]) -> None:
    """A rule that begins or ends, a status that moves on and a membership that stops are each told, on their day alone."""
    assert change in found(old, new)
    assert change not in found(new, new.replace(day=new.day + 1))


def test_the_way_back_is_told_the_other_way_round() -> None:
    """From the later day to the earlier one, what came into force goes out of it."""
    back = found(date(2023, 10, 1), date(2023, 9, 30))
    assert {("rule", "benelux-pursuit", How.ENDED), ("rule", "senningen-pursuit", How.BEGAN)} <= back


def test_a_day_differs_from_itself_in_nothing() -> None:
    """Two sides of one day have no dated change, whatever else differs."""
    assert found(date(2026, 11, 24), date(2026, 11, 24)) == set()
