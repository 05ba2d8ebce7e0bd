"""The words that a shell completes: names of the policy's entries, and the values of options.

Nothing is completed where the policy cannot be read: a shell that completes has no place for problems.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from waarborg.explaining.library import Library


def fitting(values: Sequence[str]) -> Callable[[str], list[str]]:
    """A completion by the values of an option."""

    def complete(incomplete: str) -> list[str]:
        return [value for value in values if value.startswith(incomplete)]

    return complete


def words(incomplete: str) -> list[str]:
    """The names of entries that begin so; with a prefix (`fact:`), those of that sort alone."""
    library = _library()
    return sorted(_beginning(incomplete, library)) if library else []


def sources(incomplete: str) -> list[str]:
    """The sources that begin so; after a slash, the articles of one."""
    library = _library()
    if library is None:
        return []
    source, slash, _ = incomplete.partition("/")
    if slash:
        return list(_articles(source, incomplete, library))
    return sorted(name for name in library.sources if name.startswith(incomplete))


def kinds(ctx: Any, incomplete: str) -> list[str]:
    """The kinds that begin so of what is to be listed."""
    library = _library()
    if library is None:
        return []
    from waarborg.explaining.listing import FILTERS, kinds_of  # noqa: PLC0415 (for a shell that completes alone)

    stated = (ctx.params.get("what"), *ctx.args)  # an option that still lacks its value leaves the rest unparsed
    what = next((word for word in stated if word in FILTERS), "")
    return [kind for kind in kinds_of(what, library) if kind.startswith(incomplete)]


def _library() -> Library | None:
    """The policy's entries; None where the policy cannot be read."""
    from datetime import date  # noqa: PLC0415 (for a shell that completes alone)

    from waarborg.core.place import ProblemsError  # noqa: PLC0415
    from waarborg.explaining.library import Library  # noqa: PLC0415
    from waarborg.reading.policies import read_shelf, shipped_policies  # noqa: PLC0415

    given = os.environ.get("WAARBORG_POLICIES")
    try:
        return Library(read_shelf(Path(given) if given else shipped_policies()), "en", date.max)
    except (ProblemsError, OSError):
        return None


def _beginning(incomplete: str, library: Library) -> Iterator[str]:
    from waarborg.explaining.naming import SORTS, entries  # noqa: PLC0415 (for a shell that completes alone)

    prefix, colon, rest = incomplete.partition(":")
    source, slash, _ = incomplete.partition("/")
    if colon and prefix in SORTS:
        yield from (f"{prefix}:{name}" for name in entries(prefix, library) if name.startswith(rest))
    elif slash and source in library.sources:
        yield from _articles(source, incomplete, library)
    else:
        yield from {name for sort in SORTS for name in entries(sort, library) if name.startswith(incomplete)}


def _articles(source: str, incomplete: str, library: Library) -> Iterator[str]:
    from waarborg.explaining.naming import articles_of  # noqa: PLC0415 (for a shell that completes alone)

    named = (f"{source}/{article}" for article in articles_of(source, library))
    yield from (name for name in named if name.startswith(incomplete))
