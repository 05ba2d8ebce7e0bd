"""What was probably meant by a word that names nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from waarborg.core.vocabulary import Names

MOST = 4
LIKELY = 0.6
"""From this likeness on, one word may have been meant for another."""
AS_LIKELY = 0.15
"""A word that is less alike than the nearest by more than this was not meant."""
LONGEST = 200
"""A longer word than this was not meant for another: to compare takes as long as both are."""
SHORTEST = 4
"""A shorter word than this is not looked for within a name."""


def near_misses(word: str, known: Iterable[str], names: Names | None = None) -> list[str]:
    """The words of `known` that may have been meant: those called so, else those alike, and those it is a part of.

    `names` are the Dutch and English names of codes. Where nothing else is near, a name that holds the word will do.
    """
    from difflib import SequenceMatcher, get_close_matches  # noqa: PLC0415 (needed for refusals alone)

    if len(word) > LONGEST:
        return []
    every = list(known)
    found = _called(word, every, names) if names else []
    if not found:
        close = get_close_matches(word, every, n=MOST, cutoff=LIKELY)
        alike = [SequenceMatcher(None, each, word).ratio() for each in close]
        found = [each for each, likeness in zip(close, alike, strict=True) if likeness >= alike[0] - AS_LIKELY]
    parts = [each for each in every if word.lower() in each.replace("-", "_").split("_")]
    told = found + parts or (_holding(word, every, names) if names else [])
    return list(dict.fromkeys(told))[:MOST]


def _called(word: str, known: Iterable[str], names: Names) -> list[str]:
    """The codes that are called exactly so, by a name that they have or by word of mouth."""
    from waarborg.reading.aliases import MEANT  # noqa: PLC0415 (likewise)

    wanted = _spoken(word)
    return [code for code in known if wanted in {*map(_spoken, names.get(code, {}).values()), *MEANT.get(code, ())}]


def _holding(word: str, known: Iterable[str], names: Names) -> list[str]:
    """The codes with a name in which each part of the word is a word."""
    parts = set(_spoken(word).split())
    if len(_spoken(word)) < SHORTEST:
        return []
    return [code for code in known if any(parts <= set(_spoken(name).split()) for name in names.get(code, {}).values())]


def _spoken(word: str) -> str:
    """The word as it is spoken: small letters without accents, spaces for what joins words."""
    from waarborg.reading.aliases import folded  # noqa: PLC0415 (likewise)

    return " ".join(re.split(r"[\W_]+", folded(word))).strip()


def did_you_mean(word: str, known: Iterable[str], names: Names | None = None) -> str:
    """A hint that names what may have been meant; empty where nothing is near."""
    *first, last = ["", *(f"`{each}`" for each in near_misses(word, known, names))]
    return f"did you mean {' or '.join(filter(None, (', '.join(first[1:]), last)))}?" if last else ""
