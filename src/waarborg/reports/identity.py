"""What a finding is known by from one run to the next: digests that no line and no language changes."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from waarborg.reports.levels import path_here

if TYPE_CHECKING:
    from waarborg.core.place import Problem

DIGITS = 32
MOST = 10_000
"""The digests that are remembered of one file: however long it is, memory stays flat."""
_NUMBER = re.compile(r"(`[^`]*`)|[0-9]+")


def fingerprint(content: object) -> str:
    """A digest of plain data."""
    return digest_of(canonical(content))


def canonical(content: object) -> str:
    """Plain data as the one text that a digest is made of."""
    return json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """A digest of data that are such a text already."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def fingerprint_of(problem: Problem, exchange: str | None = None) -> str:
    """A digest of what is wrong in an exchange, or where its id could not be read in a file; the problem is in English.

    The numbers that a message says of itself are lines and places; those in backticks are the user's own.
    """
    said = _NUMBER.sub(lambda found: found[1] or "", problem.message)
    return fingerprint((problem.code, exchange or path_here(problem.place.file), said))


class Repeats:
    """Counts what is told of a file more than once; all that is told of one file comes together."""

    def __init__(self) -> None:
        self._file = ""
        self._told: Counter[str] = Counter()

    def number(self, file: str, what: str) -> int:
        """How often this has now been told of the file."""
        if file != self._file or (len(self._told) == MOST and what not in self._told):
            self._file = file
            self._told.clear()
        self._told[what] += 1
        return self._told[what]

    def distinct(self, file: str, digest: str) -> str:
        """The digest, or one of its own for what was told of the file before."""
        number = self.number(file, digest)
        return digest if number == 1 else fingerprint((digest, number))
