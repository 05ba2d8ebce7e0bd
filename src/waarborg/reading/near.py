"""What was probably meant by a word that names nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 4
LIKELY = 0.6
"""From this likeness on, one word may have been meant for another."""
AS_LIKELY = 0.15
"""A word that is less alike than the nearest by more than this was not meant."""


def near_misses(word: str, known: Iterable[str]) -> list[str]:
    """The words of `known` that may have been meant: those alike, the nearest first, and those it is a part of."""
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415 (needed for refusals alone)

    every = list(known)
    close = get_close_matches(word, every, n=MOST, cutoff=LIKELY)
    alike = [SequenceMatcher(None, each, word).ratio() for each in close]
    found = [each for each, likeness in zip(close, alike, strict=True) if likeness >= alike[0] - AS_LIKELY]
    parts = [each for each in every if word.lower() in each.replace("-", "_").split("_")]
    return list(dict.fromkeys(found + parts))[:MOST]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names what may have been meant; empty where nothing is near."""
    *first, last = ["", *(f"`{each}`" for each in near_misses(word, known))]
    return f"did you mean {' or '.join(filter(None, (', '.join(first[1:]), last)))}?" if last else ""
