"""All that a word names, explained: as plain data in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from waarborg.explaining.library import Library


def explained(found: Sequence[tuple[str, str]], library: Library) -> dict[str, Any]:
    """What `waarborg/explain-1` says of the entries found."""
    policy = library.shelf.data["policy"]
    return {
        "schema": "waarborg/explain-1",
        "tool": {"name": "waarborg", "version": __version__},
        "policy": {"name": policy["name"], "version": policy["version"], "sha256": library.shelf.sha256},
        "language": library.language,
        "as_of": library.day.isoformat(),
        "found": [{**_builder(sort)(name, library), "as_of": library.day.isoformat()} for sort, name in found],
    }


def _builder(sort: str) -> Callable[[str, Library], dict[str, Any]]:
    """The function that gathers an entry of that sort; only its module is imported."""
    match sort:
        case "partner":
            from waarborg.explaining.partner import partner  # noqa: PLC0415

            return partner
        case "source" | "article" | "instrument":
            from waarborg.explaining import documents  # noqa: PLC0415

            by_sort: dict[str, Callable[[str, Library], dict[str, Any]]] = {
                "source": documents.source,
                "article": documents.article,
                "instrument": documents.instrument,
            }
            return by_sort[sort]
        case "code":
            from waarborg.explaining.codes import code  # noqa: PLC0415

            return code
        case "term":
            from waarborg.explaining.terms import term  # noqa: PLC0415

            return term
        case _:
            from waarborg.explaining import norms  # noqa: PLC0415

            by_sort = {"rule": norms.rule, "fact": norms.fact, "definition": norms.definition}
            return by_sort[sort]
