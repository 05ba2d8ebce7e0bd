"""Where each id of a run first stood: so that two exchanges with one id are met, however many there are."""

from __future__ import annotations

import os
from array import array

from waarborg.core.place import Place

START = 1024
"""The slots of the first table; it doubles when two thirds are taken."""
LENGTH = 4
"""The bytes that say how long a name is."""
_WORD = (1 << 64) - 1
_HALF = 32


class FirstPlaces:
    """Told every id as it comes. An id takes two words of an open table, its hash and where it stood; a file its name.

    A set of a million texts would be five times as large. Two ids of one hash of 64 bits would be taken for one.
    """

    def __init__(self) -> None:
        self._table = array("Q", [0]) * (2 * START)
        self._ids = 0
        self._file = ""
        self._start = 0
        self._names = bytearray()

    def first(self, ident: str, file: str, line: int) -> Place | None:
        """Where the id stood before, None where this is its first place, or that place read once more."""
        digest = hash(ident) & _WORD or 1
        slot = _slot(self._table, digest)
        if self._table[slot]:
            place = self._place(self._table[slot + 1])
            same = place.line == line and os.path.normpath(place.file) == os.path.normpath(file)
            return None if same else place
        self._table[slot], self._table[slot + 1] = digest, self._start_of(file) << _HALF | line
        self._ids += 1
        if self._ids * 3 > len(self._table):
            self._table = _doubled(self._table)
        return None

    def _start_of(self, file: str) -> int:
        """Where the file's name begins among the names."""
        if file != self._file:
            self._file = file
            self._start = len(self._names)
            name = os.fsencode(file)
            self._names += len(name).to_bytes(LENGTH) + name
        return self._start

    def _place(self, word: int) -> Place:
        start = (word >> _HALF) + LENGTH
        length = int.from_bytes(self._names[start - LENGTH : start])
        return Place(os.fsdecode(bytes(self._names[start : start + length])), word & (_WORD >> _HALF), 1)


def _slot(table: array[int], digest: int) -> int:
    """Where the digest stands in the table, or the free slot that is its own."""
    slot = 2 * digest % len(table)
    while table[slot] not in (0, digest):
        slot = (slot + 2) % len(table)
    return slot


def _doubled(table: array[int]) -> array[int]:
    larger = array("Q", [0]) * (2 * len(table))
    for index in range(0, len(table), 2):
        if digest := table[index]:
            slot = _slot(larger, digest)
            larger[slot], larger[slot + 1] = digest, table[index + 1]
    return larger
