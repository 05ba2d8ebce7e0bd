"""A partner's figures on each axis of concern: what the level rests on, its uncertainty, and those beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.explain import value_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from waarborg.core.policy import Referent
    from waarborg.explaining.library import Library

NINETY_PERCENT = 1.645
"""Standard errors on either side of an estimate within which it lies nine times in ten, if errors are normal."""
BETWEEN_BOUNDS = 68
"""The per cent of its distribution between the bounds that an edition gives of a figure: those of V-Dem say so."""


def axes(referent: Referent, rows: Mapping[str, Any], library: Library) -> list[dict[str, Any]]:
    """Each axis of concern: its level on the day, with the figure that gives it and the thresholds it is held to."""
    return [
        _axis(axis, threshold, referent, rows, library)
        for axis, threshold in library.shelf.data["policy"].get("concern", {}).items()
    ]


def _axis(
    axis: str, threshold: Mapping[str, Any], referent: Referent, rows: Mapping[str, Any], library: Library
) -> dict[str, Any]:
    known = referent.known(axis, library.day)
    level = str(known.value) if known else "not_assessed"
    edition, figure = threshold["edition"], threshold["figure"]
    years = [int(each) for each, row in rows.get(edition, {}).items() if figure in row]
    past = [year for year in years if year < library.day.year]
    year = max(past, default=None) if level != "not_assessed" else None
    row = rows.get(edition, {}).get(str(year), {}) if year else {}
    description = library.shelf.editions.get(edition, {}).get("figures", {}).get(figure, {})
    fact = library.vocabulary[f"partner.{axis}"]
    return {
        "axis": axis,
        "title": fact.name.in_language(library.language),
        "level": level,
        "level_text": value_in_words(level, library.language, fact),
        "figure": {
            "name": figure,
            "title": library.say(description["name"]) if "name" in description else figure,
            "edition": edition,
            "year": year,
            **_measured(row.get(figure)),
        },
        "scale": list(description.get("scale", (0, 1))),
        "high_below": threshold["high_below"],
        "moderate_below": threshold["moderate_below"],
        "reason": library.say(threshold["reason"]),
        "beside": _beside(edition, figure, rows, library) if year else None,
    }


def _measured(raw: Any) -> dict[str, Any]:
    """A figure with the bounds of its uncertainty and how much they hold in per cent, where the edition gives any."""
    if not isinstance(raw, dict):
        return {"value": raw, "low": None, "high": None, "per_cent": None}
    value = raw["is"]
    if "low" in raw and "high" in raw:
        return {"value": value, "low": raw["low"], "high": raw["high"], "per_cent": BETWEEN_BOUNDS}
    if "se" in raw:
        margin = NINETY_PERCENT * raw["se"]
        return {"value": value, "low": round(value - margin, 4), "high": round(value + margin, 4), "per_cent": 90}
    return {"value": value, "low": None, "high": None, "per_cent": None}


def _beside(edition: str, figure: str, rows: Mapping[str, Any], library: Library) -> dict[str, Any] | None:
    """The same figure from another edition, which gives its uncertainty, in the latest year that the day knows."""
    for other, years in rows.items():
        if other == edition or figure not in library.shelf.editions[other]["figures"]:
            continue
        for year in sorted(years, reverse=True):
            if int(year) < library.day.year and isinstance(years[year].get(figure), dict):
                return {"edition": other, "year": int(year), **_measured(years[year][figure])}
    return None


def further(rows: Mapping[str, Any], library: Library) -> list[dict[str, Any]]:
    """The latest figures that the day knows from editions in which no axis and no figure beside one stands."""
    used = {threshold["figure"] for threshold in library.shelf.data["policy"].get("concern", {}).values()}
    return [
        figure
        for edition, years in rows.items()
        if not used & set(library.shelf.editions[edition]["figures"])
        for figure in _latest(edition, years, library)
    ]


def _latest(edition: str, years: Mapping[str, Any], library: Library) -> Iterator[dict[str, Any]]:
    known = [year for year in sorted(years) if int(year) < library.day.year]
    figures = library.shelf.editions[edition]["figures"]
    for name, raw in years[known[-1]].items() if known else ():
        title = library.say(figures[name]["name"])
        yield {"name": name, "title": title, "edition": edition, "year": int(known[-1]), **_measured(raw)}
