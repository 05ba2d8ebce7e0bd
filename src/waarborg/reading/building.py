"""The policy of core, built from the plain data of its files once that data is known to be right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from waarborg.core.policy import Cite, Interval, Kind, Known, Policy, Referent, Rule, Source
from waarborg.core.vocabulary import Text
from waarborg.reading.conditions import ConditionReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from waarborg.core.vocabulary import Vocabulary

AXES_OF_CONCERN = ("democracy", "human_rights", "rule_of_law", "physical_integrity")
OLDEST_FIGURE = 2
"""The years that a figure is held for where the policy does not say."""


def text_of(data: dict[str, str] | None) -> Text | None:
    """The text of a `{nl, en}` mapping."""
    return Text(data["nl"], data["en"]) if data else None


def required_text(data: dict[str, str]) -> Text:
    """The text of a `{nl, en}` mapping that must be there."""
    return Text(data["nl"], data["en"])


def interval_of(data: dict[str, str] | None) -> Interval:
    """The interval of `{from, until}`; open where it is not given."""
    if not data:
        return Interval()
    start, until = data.get("from"), data.get("until")
    return Interval(date.fromisoformat(start) if start else None, date.fromisoformat(until) if until else None)


def cites_of(data: list[dict[str, Any]]) -> tuple[Cite, ...]:
    """The citations of a `sources` list."""
    return tuple(Cite(each["id"], each.get("at", ""), each.get("quote", ""), each.get("mark", "")) for each in data)


def build_policy(  # noqa: PLR0913 (the data, and what is looked up in it)
    data: Mapping[str, Any],
    *,
    sha256: str,
    vocabulary: Vocabulary,
    find: Callable[[str, str], Referent | None],
    exists: Callable[[str, str], bool],
    codes: Callable[[str], frozenset[str]],
) -> Policy:
    """The policy of the data gathered from its files: `policy`, `definitions`, `rules`, `sources`."""
    definitions = data["definitions"]
    reader = ConditionReader(vocabulary, definitions, lambda _target, _code: True)
    return Policy(
        name=data["policy"]["name"],
        version=data["policy"]["version"],
        released=date.fromisoformat(data["policy"]["released"]),
        sha256=sha256,
        vocabulary=vocabulary,
        covers=reader.read(data["policy"]["covers"]),
        rules=tuple(
            _rule(each, reader, required_text(section["section"]))
            for section in data["rules"]
            for each in section["rules"]
        ),
        definitions={name: reader.read(each["when"]) for name, each in definitions.items()},
        definition_names={name: required_text(each["title"]) for name, each in definitions.items()},
        sources={name: _source(name, each) for name, each in data["sources"].items()},
        find=find,
        exists=exists,
        codes=codes,
        thresholds=_thresholds(data["policy"]),
    )


def _thresholds(data: Mapping[str, Any]) -> dict[str, str]:
    found = {
        f"concern.{axis}.{key}": str(value)
        for axis, threshold in data.get("concern", {}).items()
        for key, value in threshold.items()
        if key != "reason"
    }
    return {**found, "oldest_figure": str(data.get("oldest_figure", OLDEST_FIGURE))}


def _rule(data: dict[str, Any], reader: ConditionReader, section: Text) -> Rule:
    return Rule(
        id=data["id"],
        kind=Kind(data["kind"]),
        title=required_text(data["title"]),
        when=reader.read(data["when"]),
        sources=cites_of(data["sources"]),
        requires=reader.read(data["requires"]) if "requires" in data else None,
        liftable=data.get("liftable", False),
        overrides=tuple(data.get("overrides", ())),
        authority=data.get("authority", ""),
        factors=tuple(data.get("factors", ())),
        grounds=tuple(data.get("grounds", ())),
        advice=text_of(data.get("advice")),
        remedy=text_of(data.get("remedy")),
        in_force=interval_of(data.get("in_force")),
        section=section,
    )


def _source(identifier: str, data: dict[str, Any]) -> Source:
    return Source(
        identifier,
        data["kind"],
        data["title"],
        required_text(data["name"]),
        data["identifier"],
        interval_of(data.get("in_force")),
        data["confirmed"]["mark"],
        data["confirmed"]["how"],
    )


def partner_of(data: dict[str, Any], concern: Mapping[str, tuple[Known, ...]]) -> Referent:
    """A partner of its file's data, with the levels of concern computed for it."""
    attributes = {path: _timeline(entries) for path, entries in data["attributes"].items()}
    attributes["kind"] = (Known(data["kind"], "", "source_checked"),)
    return Referent(data["code"], required_text(data["name"]), {**attributes, **concern})


def instrument_of(identifier: str, data: dict[str, Any]) -> Referent:
    """An instrument of its entry in instruments.yaml."""
    source = data["sources"][0]["id"]
    attributes = {"status": _timeline(data["status"])}
    for path in ("kind", "legal_basis", "binding", "safeguards"):
        if path in data:
            attributes[path] = (Known(data[path], source, ""),)
    if "parties" in data:
        attributes["parties"] = _parties(data["parties"], source)
    return Referent(identifier, required_text(data["title"]), attributes)


def _timeline(entries: list[dict[str, Any]]) -> tuple[Known, ...]:
    return tuple(
        Known(each["is"], each["source"], each["basis"], interval_of(each.get("in_force")), each.get("note", ""))
        for each in entries
    )


def _parties(entries: list[str | dict[str, Any]], source: str) -> tuple[Known, ...]:
    """The sets of parties over time: a new entry for each day on which a party comes or goes."""
    spans = [
        (each, Interval()) if isinstance(each, str) else (each["code"], interval_of(each.get("in_force")))
        for each in entries
    ]
    starts = {span.start for _, span in spans if span.start}
    ends = {date.fromordinal(span.until.toordinal() + 1) for _, span in spans if span.until}
    turns = [None, *sorted(starts | ends)]
    found = []
    for index, turn in enumerate(turns):
        until = date.fromordinal(turns[index + 1].toordinal() - 1) if index + 1 < len(turns) else None  # type: ignore[union-attr]
        day = turn or (until or date.max)
        members = frozenset(code for code, span in spans if span.holds(day))
        found.append(Known(members, source, "", Interval(turn, until)))
    return tuple(found)


def concern_of(code: str, policy: Mapping[str, Any], indices: Mapping[str, Any]) -> dict[str, tuple[Known, ...]]:
    """The level of concern on each axis over time, by the thresholds of policy.yaml.

    A year's figure holds from the next year until it is too old.
    """
    thresholds, oldest = policy.get("concern", {}), policy.get("oldest_figure", OLDEST_FIGURE)
    found = {}
    for axis in AXES_OF_CONCERN:
        threshold = thresholds.get(axis)
        if threshold is None:
            continue
        edition = indices.get(threshold["edition"], {})
        years = edition.get(code, {})
        figures = {int(year): row[threshold["figure"]] for year, row in years.items() if threshold["figure"] in row}
        found[axis] = tuple(_levels(figures, threshold, oldest))
    return found


def _levels(figures: Mapping[int, Any], threshold: Mapping[str, Any], oldest: int) -> list[Known]:
    years = sorted(figures)
    known = []
    for index, year in enumerate(years):
        raw = figures[year]
        figure = Decimal(str(raw["is"] if isinstance(raw, dict) else raw))
        last_year = years[index + 1] if index + 1 < len(years) else year + oldest
        note = f"{threshold['figure']} = {figure} ({year}, {threshold['edition']})"
        for basis, interval in _held(year, last_year):
            known.append(Known(_level(figure, threshold), threshold["edition"], basis, interval, note))
    if not known:
        return [Known("not_assessed", threshold["edition"], "source_checked")]
    first, last = known[0].in_force.start, known[-1].in_force.until
    assert first is not None
    assert last is not None
    before = Interval(None, date.fromordinal(first.toordinal() - 1))
    after = Interval(date.fromordinal(last.toordinal() + 1), None)
    unassessed = [Known("not_assessed", threshold["edition"], "source_checked", span) for span in (before, after)]
    return [*known, *unassessed]


def _held(year: int, last_year: int) -> Iterator[tuple[str, Interval]]:
    """The next year, for which a year's figure is the newest there can be, then the years for which it is held over.

    Each with its basis: a level whose figure is held over is `stale`, and every verdict that rests on it says so.
    """
    if last_year > year:
        yield "source_checked", Interval(date(year + 1, 1, 1), date(year + 1, 12, 31))
    if last_year > year + 1:
        yield "stale", Interval(date(year + 2, 1, 1), date(last_year, 12, 31))


def _level(figure: Decimal, threshold: Mapping[str, Any]) -> str:
    if figure < Decimal(str(threshold["high_below"])):
        return "high"
    return "moderate" if figure < Decimal(str(threshold["moderate_below"])) else "low"
