"""Waivers: until which day one works."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from waarborg.reading.waivers import read_waivers


@pytest.mark.parametrize(("day", "state"), [(date(2026, 11, 24), ""), (date(2026, 11, 25), "past")])
def test_the_last_day_of_a_waiver_is_part_of_it(day: date, state: str, tmp_path: Path) -> None:
    """On the day that it names it still lets pass what it is for; on the day after it does not."""
    stated = {"exchange": "x", "finding": "incomplete", "reason": "awaited", "approver": "a", "reference": "1"}
    path = tmp_path / "waivers.json"
    path.write_text(
        json.dumps({"schema": "waarborg/waivers-1", "waivers": [{**stated, "until": "2026-11-24"}]}), "utf-8"
    )
    [waiver] = read_waivers(path, day)
    assert state == waiver.state
