"""The shipped policy's entries, for the tests of explanations."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from waarborg.explaining.explanation import explained
from waarborg.explaining.library import Library
from waarborg.explaining.naming import named
from waarborg.reading.policies import Shelf, read_shelf, shipped_policies

TODAY = date(2026, 11, 24)
LETTER = date(2022, 6, 17)


@cache
def shelf() -> Shelf:
    """The shipped policy folder."""
    return read_shelf(shipped_policies())


def library(day: date = TODAY, language: str = "en") -> Library:
    """The shipped policy's entries on a day."""
    return Library(shelf(), language, day)


def one(word: str, day: date = TODAY, language: str = "en") -> dict[str, Any]:
    """The one entry that the word names."""
    found = library(day, language)
    (entry,) = explained(named(word, found), found)["found"]
    assert isinstance(entry, dict)
    return entry
