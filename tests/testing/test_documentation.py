"""The documentation of policy cases: it cannot drift from the program."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from waarborg.core.case import Expected
from waarborg.reading.schema import schema

PAGE = (Path(__file__).parents[2] / "docs" / "testing-a-policy.md").read_text("utf-8")


def test_what_a_case_can_ask_is_told_and_read() -> None:
    """The page, the schema and the program know the same expectations."""
    table = PAGE[PAGE.index("| key | asks |") : PAGE.index("A mistake in a case")]
    told = set(re.findall(r"`([a-z_]+)`", table))
    admitted = set(schema("case")["$defs"]["case"]["properties"]["expect"]["properties"])
    assert told == admitted == {field.name for field in fields(Expected)}
