"""How a descriptor states a fact: the line of YAML to write, with its value left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.exchange import LISTS
from waarborg.core.vocabulary import Sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waarborg.core.vocabulary import Fact, Vocabulary

OPEN = "..."
"""What stands for a value that is still to be written, and for what a mapping holds already."""
LONGEST_CODES = 40
"""Codes that take no more columns are written out in the line itself."""


def record_of(codes: Sequence[str], beside: Sequence[str]) -> str:
    """A value that stands under `is`, with what is written beside it: `{is: given|refused, date: ..., ...}`."""
    return f"{{is: {_codes(codes)}, {', '.join(f'{key}: {OPEN}' for key in beside)}}}"


def value_of(fact: Fact, vocabulary: Vocabulary) -> str:
    """What a value of the fact looks like: `true|false`, its few codes, or its shape with the rest left open."""
    if fact.sort is Sort.FINDING:
        return record_of(fact.values, ("source", "date"))
    if f"{fact.path}.date" in vocabulary:
        return record_of(fact.values, ("date", "reference"))
    match fact.sort:
        case Sort.BOOL:
            return "true|false"
        case Sort.ENUM:
            return _codes(fact.values)
        case Sort.SET:
            return f"[{OPEN}]"
        case Sort.TEXT:
            return f'"{OPEN}"'
        case _:
            return OPEN


def statement_of(fact: Fact, vocabulary: Vocabulary, *, depth: int = 0) -> str:
    """The fact as a line of a descriptor; of the keys that lead to it, `depth` stand there already.

    `need: {..., necessary: true|false}` where `need` is stated, `need: {necessary: true|false}` where it is not.
    """
    head, *keys = fact.path.split(".")
    listed = head in LISTS and bool(keys)
    keys = keys if listed else [head, *keys]
    said = value_of(fact, vocabulary)
    for level in range(len(keys) - 1, 0, -1):
        said = f"{{{f'{OPEN}, ' if level + listed <= depth else ''}{keys[level]}: {said}}}"
    said = f"{keys[0]}: {said}"
    return f"{LISTS[head]}: [{{{f'{OPEN}, ' if depth else ''}{said}}}]" if listed else said


def _codes(codes: Sequence[str]) -> str:
    listed = "|".join(codes)
    return listed if 0 < len(listed) <= LONGEST_CODES else OPEN
