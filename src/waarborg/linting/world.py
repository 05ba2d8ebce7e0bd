"""What is doubtful in what a policy knows of the world: instruments and partners."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from waarborg.core.place import ProblemsError
from waarborg.linting.linted import Linted, found, strings_in
from waarborg.reading.building import interval_of
from waarborg.reading.checking import timeline_problems
from waarborg.reading.gaps import read_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.place import Problem, Route
    from waarborg.core.policy import Interval
    from waarborg.reading.document import Document

MOST_NAMED = 8
"""So many partners are named in a message; the others are counted."""


def unused_instruments(linted: Linted) -> Iterator[Problem]:
    """Instruments that no rule, definition, partner or case names: nothing shows what they are there for."""
    named = ("instruments.yaml", "sources.yaml")
    documents = [each for name, each in linted.written.documents.items() if name not in named]
    partners = [each for each in linted.partners if not isinstance(each, list)]
    used = {text for each in (*documents, *partners, *linted.others) for text in strings_in(each.data)}
    for name in linted.instruments.data["instruments"]:
        if name not in used:
            message = f"no rule, partner or case names `{name}`"
            hint = "add a case that rests on it, or remove it"
            route = ("instruments", name)
            yield found("lint/unused-instrument", message, linted.instruments, route, hint, of_key=True)


def lapsing_instruments(linted: Linted) -> Iterator[Problem]:
    """Instruments that lapsed or soon do, and those of whose status nothing is known on the day."""
    for name, data in linted.instruments.data["instruments"].items():
        spans = [(each["is"], interval_of(each.get("in_force"))) for each in data["status"]]
        in_force = [span for status, span in spans if status == "in_force"]
        for index, (status, span) in enumerate(spans):
            if status != "in_force" or span.until is None:
                continue
            route: Route = ("instruments", name, "status", index)
            if span.until < linted.day and not any(
                other.until is None or other.until > span.until for other in in_force
            ):
                message = f"`{name}` was in force until {span.until}"
                hint = "see that no rule and no descriptor still rests on it"
                yield found("lint/lapsed-instrument", message, linted.instruments, route, hint)
            elif span.holds(linted.day) and span.until <= linted.until and not _known_after(span, spans):
                message = f"`{name}` is in force until {span.until}, and nothing is known of it after that"
                hint = "add the status that it has from the day after"
                yield found("lint/lapses-soon", message, linted.instruments, route, hint)
        if not any(span.holds(linted.day) for _, span in spans):
            message = f"nothing is known of the status of `{name}` on {linted.day}"
            route = ("instruments", name, "status")
            hint = "add an entry for that day: until then what rests on it stays unknown"
            yield found("lint/status-unknown", message, linted.instruments, route, hint, of_key=True)


def _known_after(span: Interval, spans: list[tuple[str, Interval]]) -> bool:
    """Whether something is known of the instrument on the day after the span."""
    return any(other.holds(day) for day in span.turns() if day != span.start for _, other in spans)


def overlapping_parties(linted: Linted) -> Iterator[Problem]:
    """Parties of an instrument that are listed twice for the same days."""
    for name, data in linted.instruments.data["instruments"].items():
        spans: dict[str, list[Any]] = {}
        for index, party in enumerate(data.get("parties", ())):
            code, span = (party, None) if isinstance(party, str) else (party["code"], party.get("in_force"))
            spans.setdefault(code, []).append((index, interval_of(span)))
        for code, listed in spans.items():
            for place, (index, after) in enumerate(listed):
                if any(before.overlaps(after) for _, before in listed[:place]):
                    message = f"`{code}` is listed twice for the same days"
                    route = ("instruments", name, "parties", index)
                    yield found("lint/overlapping-parties", message, linted.instruments, route, "keep one of the two")


def broken_partners(linted: Linted) -> Iterator[Problem]:
    """Partner files that are refused, cite no source of the policy or overlap: otherwise seen only when asked for."""
    for document in linted.partners:
        if isinstance(document, list):
            yield from document
            continue
        for path, entries in document.data["attributes"].items():
            yield from timeline_problems(document, entries, ("attributes", path), linted.policy.sources)


def broken_gaps(linted: Linted) -> Iterator[Problem]:
    """Gaps that are refused, or name a source, a rule or a fact that there is not: no judgement reads them."""
    try:
        read_gaps(linted.written.folder, linted.policy)
    except ProblemsError as refused:
        yield from refused.problems


def doubtful_attributes(linted: Linted) -> Iterator[Problem]:
    """Attributes that are recalled, and those confirmed longer ago than the policy allows: one line an attribute."""
    oldest = linted.written.documents["policy.yaml"].data.get("oldest_attribute")
    recalled: dict[str, dict[str, tuple[Document, Route]]] = {}
    old: dict[tuple[str, str], dict[str, tuple[Document, Route]]] = {}
    for document in linted.partners:
        if isinstance(document, list):
            continue
        for path, entries in document.data["attributes"].items():
            for index, entry in enumerate(entries):
                if not interval_of(entry.get("in_force")).holds(linted.day):
                    continue
                place: tuple[Document, Route] = (document, ("attributes", path, index))
                if entry["basis"] == "recalled":
                    recalled.setdefault(path, {})[document.data["code"]] = place
                if oldest is not None and _age(linted, entry["source"]) > oldest:
                    old.setdefault((path, entry["source"]), {})[document.data["code"]] = place
    for path, places in sorted(recalled.items()):
        message = f"`{path}` is recalled, not confirmed, for {_named(places)}"
        yield _summed("lint/unconfirmed-attribute", message, places, "look it up in a source and give its basis")
    for (path, source), places in sorted(old.items()):
        said = f"{_age(linted, source)} days before {linted.day}"
        message = f"`{path}` rests on `{source}`, confirmed {said}, for {_named(places)}"
        yield _summed("lint/old-attribute", message, places, "look it up again and date the source's confirmation")


def _age(linted: Linted, source: str) -> int:
    """The days since the source was confirmed."""
    confirmed = linted.sources.data["sources"].get(source, {}).get("confirmed", {}).get("on")
    return (linted.day - date.fromisoformat(confirmed)).days if confirmed else 0


def _named(places: dict[str, tuple[Document, Route]]) -> str:
    codes = sorted(places)
    rest = len(codes) - MOST_NAMED
    return ", ".join(codes[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _summed(code: str, message: str, places: dict[str, tuple[Document, Route]], hint: str) -> Problem:
    document, route = places[min(places)]
    return found(code, message, document, route, hint)
