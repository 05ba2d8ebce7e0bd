"""The words that a shell completes: names of the policy's entries, and the values of options."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.explaining.library import Library


def words(incomplete: str) -> list[str]:
    """The names of entries that begin so; with a prefix (`fact:`), those of that sort alone.

    Nothing where the policy cannot be read: a shell that completes has no place for problems.
    """
    from datetime import date  # noqa: PLC0415 (for a shell that completes alone)

    from waarborg.core.place import ProblemsError  # noqa: PLC0415
    from waarborg.explaining.library import Library  # noqa: PLC0415
    from waarborg.reading.policies import read_shelf, shipped_policies  # noqa: PLC0415

    given = os.environ.get("WAARBORG_POLICIES")
    try:
        shelf = read_shelf(Path(given) if given else shipped_policies())
    except ProblemsError:
        return []
    return sorted(_beginning(incomplete, Library(shelf, "en", date.max)))


def _beginning(incomplete: str, library: Library) -> Iterator[str]:
    from waarborg.explaining.naming import SORTS, articles_of, entries  # noqa: PLC0415

    prefix, colon, rest = incomplete.partition(":")
    if colon and prefix in SORTS:
        yield from (f"{prefix}:{name}" for name in entries(prefix, library) if name.startswith(rest))
        return
    source, slash, _ = incomplete.partition("/")
    if slash and source in library.sources:
        articles = (f"{source}/{each}" for each in articles_of(source, library))
        yield from (name for name in articles if name.startswith(incomplete))
        return
    found = {name for sort in SORTS for name in entries(sort, library) if name.startswith(incomplete)}
    yield from found
    yield from (f"{sort}:" for sort in SORTS if incomplete and sort.startswith(incomplete))
