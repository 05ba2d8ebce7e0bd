"""The entries of one sort that pass the filters, as plain data in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg import __version__
from waarborg.core.citation import articles_in, within
from waarborg.core.record import record
from waarborg.explaining.library import interval
from waarborg.explaining.naming import entries
from waarborg.explaining.words import KINDS
from waarborg.reading.schema import schema
from waarborg.reading.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from waarborg.explaining.library import Library

FILTERS = {
    "rules": ("source", "kind", "in_force"),
    "facts": ("kind",),
    "definitions": ("source",),
    "instruments": ("source", "kind", "in_force"),
    "sources": ("kind", "in_force"),
    "partners": ("kind", "concern"),
    "codes": (),
}
"""What can be listed, and the filters that mean something for each."""
DUTCH = {
    "rules": "regels",
    "facts": "feiten",
    "definitions": "definities",
    "instruments": "instrumenten",
    "sources": "bronnen",
    "partners": "partners",
    "codes": "probleemcodes",
}
"""The Dutch words for what can be listed."""
NAMING = {
    "instruments": ("basis.instrument.kind", "basis.instrument.status"),
    "partners": ("partner.kind", "partner.democracy"),
}
"""The facts whose codes are the kinds, states and levels of entries."""


@record
class Filters:
    """What an entry must be to be listed; what is empty asks nothing. `in_force` asks it of the library's day."""

    source: str = ""
    kind: str = ""
    concern: str = ""
    in_force: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of the filters that ask something."""
        return tuple(name for name in ("source", "kind", "concern", "in_force") if getattr(self, name))


def listed(what: str, filters: Filters, library: Library) -> dict[str, Any]:
    """What `waarborg/list-1` says: the entries of that sort that pass every filter."""
    policy = library.shelf.data["policy"]
    return {
        "schema": "waarborg/list-1",
        "tool": {"name": "waarborg", "version": __version__},
        "policy": {"name": policy["name"], "version": policy["version"], "sha256": library.shelf.sha256},
        "language": library.language,
        "as_of": library.day.isoformat(),
        "of": what,
        "entries": [each for each in _all(what, filters, library) if _passes(each, filters, what, library)],
    }


def kinds_of(what: str, library: Library) -> list[str]:
    """The kinds that the entries of that sort have; none where it has none, or where there is no such sort."""
    found = _all(what, Filters(), library) if what in FILTERS else ()
    return sorted({each["kind"] for each in found if each["kind"]})


def _entry(name: str, title: str, kind: str | None = None, **more: Any) -> dict[str, Any]:
    return {"name": name, "title": title, "kind": kind, "in_force": None, "status": None, "levels": None, **more}


def _all(what: str, filters: Filters, library: Library) -> Iterator[dict[str, Any]]:
    """Every entry of that sort; the levels of partners only where they are asked for."""
    match what:
        case "rules":
            return _norms(library.rules, library)
        case "facts":
            facts = library.vocabulary.facts.items()
            return (_entry(path, fact.name.in_language(library.language), fact.sort.value) for path, fact in facts)
        case "definitions":
            return (_entry(name, library.say(data["title"])) for name, data in library.definitions.items())
        case "instruments":
            return _instruments(library)
        case "sources":
            return _norms(library.sources, library, title="name")
        case "partners":
            return _partners(library, with_levels=bool(filters.concern))
        case _:
            return _codes(library)


def _norms(found: Mapping[str, Any], library: Library, *, title: str = "title") -> Iterator[dict[str, Any]]:
    for name, data in found.items():
        yield _entry(name, library.say(data[title]), data["kind"], in_force=interval(data))


def _instruments(library: Library) -> Iterator[dict[str, Any]]:
    for name, data in library.instruments.items():
        status = next((each["is"] for each in data["status"] if library.holds(each)), None)
        yield _entry(name, library.say(data["title"]), data["kind"], status=status)


def _partners(library: Library, *, with_levels: bool) -> Iterator[dict[str, Any]]:
    levels = library.levels if with_levels else {}
    for code, data in library.shelf.partners.items():
        yield _entry(code, library.say(data["name"]), data["kind"], levels=levels.get(code))


def _codes(library: Library) -> Iterator[dict[str, Any]]:
    from waarborg.explaining.codes import CODES  # noqa: PLC0415 (a long table)

    for name in entries("code", library):
        yield _entry(name, CODES[name].nl if library.language == "nl" else CODES[name].en)


def _passes(entry: dict[str, Any], filters: Filters, what: str, library: Library) -> bool:
    if filters.kind and entry["kind"] != filters.kind:
        return False
    if filters.concern and filters.concern not in entry["levels"].values():
        return False
    if filters.source:
        found: dict[str, Mapping[str, Any]] = getattr(library, what)
        if not _cites(found[entry["name"]], filters.source):
            return False
    if filters.in_force and what == "instruments":
        return bool(entry["status"] == "in_force")
    return not filters.in_force or _holds(entry["in_force"], library)


def _holds(span: Mapping[str, str | None], library: Library) -> bool:
    return library.holds({"in_force": {end: day for end, day in span.items() if day is not None}})


def _cites(data: Mapping[str, Any], asked: str) -> bool:
    """Whether an entry cites the source, or the article of it, that is asked for."""
    source, slash, article = asked.partition("/")
    return any(
        cite["id"] == source and (not slash or any(within(each, article) for each in articles_in(cite.get("at", ""))))
        for cite in data["sources"]
    )


def called(of: str, language: str) -> dict[str, str]:
    """What the kinds, the states and the levels of those entries are called, by code; none that a language has not."""
    coded = [vocabulary()[path].names for path in NAMING.get(of, ())]
    if of == "sources":
        coded.append(schema("sources")["$defs"]["source"]["properties"]["kind"]["x-names"])
    words = {code: names[language] for each in coded for code, names in each.items()}
    return {**words, **(KINDS[language] if of == "rules" else {})}


def code_of(word: str, of: str) -> str:
    """The code of a kind or level of those entries; the word itself where it is no Dutch or English name of one."""
    codes = {name.casefold(): code for language in KINDS for code, name in called(of, language).items()}
    return codes.get(word.casefold(), word)


def overview(library: Library) -> list[str]:
    """What can be listed, a line each: how many there are, and the first of them."""
    counted = {what: [each["name"] for each in _all(what, Filters(), library)] for what in FILTERS}
    return counts({DUTCH[what] if library.language == "nl" else what: names for what, names in counted.items()})


def counts(found: Mapping[str, Sequence[str]]) -> list[str]:
    """A line for each word: how many names there are under it, and the first of them."""
    width = max(map(len, found))
    return [f"{what.ljust(width)}  {len(names):>4}  {names[0]}" for what, names in found.items() if names]


def lines(report: Mapping[str, Any]) -> list[str]:
    """An entry a line, in columns: its name, its kind, what the filters ask about, its title.

    In Dutch, codes are called by their names there; in English they are the words to filter by.
    """
    names = called(report["of"], "nl") if report["language"] == "nl" else {}
    rows = [_cells(entry, names) for entry in report["entries"]]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width).rstrip() for row in rows
    ]


def _cells(entry: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    levels = entry["levels"] or {}
    span = entry["in_force"] or {}
    ends = f"{span.get('from') or ''}..{span.get('until') or ''}" if any(span.values()) else ""
    marks = " ".join(f"{axis}={names.get(level, level)}" for axis, level in levels.items())
    kind, status = entry["kind"] or "", entry["status"] or ""
    return (entry["name"], names.get(kind, kind), names.get(status, status) or ends, marks, entry["title"])
