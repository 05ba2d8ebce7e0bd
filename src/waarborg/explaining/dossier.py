"""A partner's dossier on one screen: what can serve as a basis, memberships, instruments, and bars drawn to scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.explaining.sheet import Row, Section, Sheet
from waarborg.explaining.words import AXES, LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Data = Mapping[str, Any]

CELLS = 25
STYLES = {"high": "red", "moderate": "yellow", "low": "green", "not_assessed": "dim"}
ABSENT = ("none", False)
PARTY = (True, "party")
"""Values that say no more than that the attribute is so."""


def dossier(data: Data, language: str) -> Sheet:
    """The sheet of a partner's data."""
    labels = LABELS[language]
    rows = tuple(_rows(data, labels))
    bars = tuple(_bars(data, labels, language))
    after = tuple(_after(data, labels))
    sections = (
        Section("", rows),
        Section(labels["concern"].format(data["as_of"]), bars, verbatim=True),
        Section("", after),
    )
    title = f"{data['title']} ({data['name']}): {data['regime']['text']}"
    return Sheet(title, "", tuple(section for section in sections if section.rows), compact=True)


def _rows(data: Data, labels: Data) -> Iterator[Row]:
    if data["note"]:
        yield Row(data["note"], labels["note"].lower())
    yield from _bases(data, labels)
    for group in ("memberships", "treaties", "cooperation"):
        members = [each for each in data["attributes"] if _group(each) == group]
        if members:
            yield Row(" · ".join(_grouped(members, labels)), labels[group])
    if data["named_in"]:
        yield Row(", ".join(data["named_in"]), labels["rules"].lower())


def _group(attribute: Data) -> str:
    group, dot, _ = attribute["path"].partition(".")
    return str(group) if dot else "memberships"


def _bases(data: Data, labels: Data) -> Iterator[Row]:
    """What serves first; what only would, by what it still hangs on."""
    serving = [each["instrument"] or each["gateway"] for each in data["bases"] if each["serves"] == "true"]
    if serving:
        yield Row(", ".join(dict.fromkeys(serving)), labels["basis_yes"], style="bold")
    possible = [each for each in data["bases"] if each["serves"] == "unknown"]
    yield from _possible([each for each in possible if each["instrument"]], labels["basis_maybe"], labels)
    yield from _possible([each for each in possible if not each["instrument"]], labels["gateways"], labels)
    if not data["bases"] and data["regime"]["code"] != "netherlands":
        yield Row(labels["basis_none"], labels["basis_yes"], style="bold")
    carried = {each["instrument"] for each in data["bases"]}
    others = [
        f"{each['name']} ({each['status_text']}{_why_not(each, labels)})"
        for each in data["instruments"]
        if each["name"] not in carried
    ]
    if others:
        yield Row(", ".join(others), labels["other"])


def _possible(bases: list[Data], label: str, labels: Data) -> Iterator[Row]:
    """What could serve, by what each hangs on; what all of them hang on is said once, at the end."""
    if not bases:
        return
    common = set.intersection(*(set(each["hangs_on"]) for each in bases)) if len(bases) > 1 else set()
    groups: dict[str, list[str]] = {}
    for each in bases:
        hangs = [path.removeprefix("basis.") for path in each["hangs_on"] if path not in common]
        groups.setdefault(", ".join(hangs), []).append(each["instrument"] or each["gateway"])
    said = [
        ", ".join(names) + (f" ({labels['hangs'].format(hangs)})" if hangs else "") for hangs, names in groups.items()
    ]
    if common:
        shown = ", ".join(path.removeprefix("basis.") for path in sorted(common))
        said.append(labels["all_hang"].format(shown))
    yield Row("; ".join(said), label)


def _why_not(instrument: Data, labels: Data) -> str:
    lacking = [labels[f"not_{key}"] for key in ("legal_basis", "binding") if instrument[key] is False]
    return f"; {lacking[0]}" if lacking else ""


def _stated(attribute: Data) -> str:
    """An attribute in a few words: its name, its value where that says more than yes, and since when."""
    since = f" {attribute['since'][:4] if attribute['precision'] == 'year' else attribute['since']}"
    said = "" if attribute["value"] in PARTY else f" {attribute['value_text']}"
    return f"{_short(attribute)}{said}{since if attribute['since'] else ''}"


def _short(attribute: Data) -> str:
    return str(attribute["path"].split(".")[-1])


def _grouped(attributes: list[Data], labels: Data) -> Iterator[str]:
    """Attributes that say something, one by one; those that are not so, together at the end."""
    absent = [_short(each) for each in attributes if each["value"] in ABSENT]
    yield from (_stated(each) for each in attributes if each["value"] not in ABSENT)
    if absent:
        yield f"{labels['not']}: {', '.join(absent)}"


def _bars(data: Data, labels: Data, language: str) -> Iterator[Row]:
    if not _drawn(data):
        return
    for axis in data["axes"]:
        figure, style = axis["figure"], STYLES[axis["level"]]
        title, level = AXES[language].get(axis["axis"], axis["axis"]), axis["level_text"]
        if figure["value"] is None:
            yield Row(f"{title:<24} {level}", style=style)
            continue
        thresholds = (axis["high_below"], axis["moderate_below"])
        drawn = bar(figure, axis["scale"], thresholds)
        said = "/".join(f"{threshold:g}" for threshold in thresholds)
        yield Row(f"{title:<24} {level:<8} {figure['value']:>6.3f} {figure['year']} {drawn} {said}", style=style)
        beside = axis["beside"]
        if beside:
            drawn = bar(beside, axis["scale"], ())
            yield Row(f"{labels['beside']:<33} {beside['value']:>6.3f} {beside['year']} {drawn}", style="dim")


def bar(figure: Data, scale: tuple[float, float], thresholds: tuple[float, ...]) -> str:
    """A figure drawn to scale: full up to it, shaded over its uncertainty, a mark at each threshold."""
    low, high = scale

    def cell(value: float) -> int:
        return round((value - low) / (high - low) * CELLS)

    certain = cell(figure["value"] if figure["low"] is None else figure["low"])
    possible = cell(figure["value"] if figure["high"] is None else figure["high"])
    cells = ["█" if index < certain else "▒" if index < possible else "·" for index in range(CELLS)]
    for threshold in thresholds:
        index = min(cell(threshold), CELLS - 1)
        cells[index] = "╂" if index < possible else "┃"
    return "".join(cells)


def _after(data: Data, labels: Data) -> Iterator[Row]:
    weighed_by = ", ".join(data["weighed_by"])
    if not _drawn(data):
        said = data["axes"][0]["level_text"] if data["axes"] else labels["none"]
        yield Row(said, labels["figures"], style=STYLES["not_assessed"])
    else:
        yield Row(f"{'; '.join(_editions(data['axes']))}; {labels['scale']}", labels["figures"])
        yield Row(weighed_by or labels["not_weighed"], labels["weighed_by"])
    further = [
        f"{each['title']} {each['value']:.2f}"
        + (f" ({each['low']:.2f}…{each['high']:.2f})" if each["low"] is not None else "")
        for each in data["further_figures"]
    ]
    if further:
        first = data["further_figures"][0]
        per_cent = f", {first['per_cent']} %" if first["per_cent"] else ""
        yield Row(f"{'; '.join(further)} ({first['edition']}, {first['year']}{per_cent})", labels["further"])
    if data["unconfirmed"]:
        yield Row(", ".join(path.split(".")[-1] for path in data["unconfirmed"]), labels["unsure"], style="yellow")


def _drawn(data: Data) -> bool:
    """Whether there is a figure to draw on any axis."""
    return any(axis["figure"]["value"] is not None for axis in data["axes"])


def _editions(axes: list[Data]) -> Iterator[str]:
    """Each edition with the figures that are drawn from it."""
    drawn: dict[str, list[str]] = {}
    for axis in axes:
        drawn.setdefault(axis["figure"]["edition"], []).append(axis["figure"]["name"])
    yield from (f"{', '.join(names)} ({edition})" for edition, names in drawn.items())
    beside = {(each["edition"], each["per_cent"]) for axis in axes if (each := axis["beside"])}
    yield from (f"▒ {per_cent} % ({edition})" for edition, per_cent in sorted(beside))
