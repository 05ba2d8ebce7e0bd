"""Each file once, however often and in however many ways it is named."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from waarborg.core.place import Problem
from waarborg.core.record import replace
from waarborg.reading.walk import STDIN, Named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

FOLDERS_KNOWN = 1024
"""So many folders in a row are looked up once each."""


def each_once(found: Iterable[Named | Problem], names: Collection[str]) -> Iterator[Named | Problem]:
    """What is found, every file where it is come upon first; standard input is no file.

    `names` are all that the user gave. What is one of them is named outright wherever it is found: what stands in a
    folder as well is not passed over for that. A link in a folder is a second name too.
    """
    outright = {_stands(name) for name in names if name != STDIN}
    seen: dict[str, set[str]] = {}
    for named in found:
        if isinstance(named, Problem) or named.path == STDIN:
            yield named
            continue
        folder, name = stands = _stands(named.path)
        known = seen.setdefault(folder, set())
        if name not in known:
            known.add(name)
            yield replace(named, outright=True) if stands in outright else named


def _stands(path: str) -> tuple[str, str]:
    """The folder that a file stands in and its name there, links followed."""
    if os.path.islink(path):  # noqa: PTH114 (paths as they were found, many of them)
        path = os.path.realpath(path)
    folder, name = os.path.split(path)
    return _real(folder or os.curdir), name


@lru_cache(maxsize=FOLDERS_KNOWN)
def _real(folder: str) -> str:
    try:
        return os.path.realpath(folder)
    except OSError:  # the working folder is gone
        return folder
