"""What public texts bear out or correct in the compiled tables: `confirmed.yaml`, laid over the timelines."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from partnerdata.timeline import Entry, Origin, Timeline, Value, checked

_TABLE = Path(__file__).with_name("confirmed.yaml")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Entries of an attribute that a text bears out; None stands for every partner, or for every value."""

    attribute: str
    codes: Collection[str] | None
    values: Sequence[Value] | None
    origin: Origin
    note: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The whole table: confirmations in the order in which they are laid, and the timelines that replace others."""

    confirmations: Sequence[Confirmation]
    corrections: Mapping[tuple[str, str], Timeline]


def read_confirmed() -> Confirmed:
    """The table beside this module; raises ValueError where two corrections concern the same timeline."""
    data = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    corrections: dict[tuple[str, str], Timeline] = {}
    for each in data["corrections"]:
        timeline = checked([_entry(entry) for entry in each["timeline"]])
        for code in each["codes"]:
            key = (code, each["attribute"])
            if key in corrections:
                raise ValueError(f"two corrections of {key[1]} for {code}")
            corrections[key] = timeline
    return Confirmed([_confirmation(each) for each in data["confirmations"]], corrections)


def laid_over(
    attributes: Mapping[str, Timeline], code: str, table: Confirmed, order: Sequence[str]
) -> dict[str, Timeline]:
    """The timelines of one partner with what was confirmed, in the order of `order`.

    Raises ValueError where a confirmation names the partner and nothing in its timelines answers to it.
    """
    found = dict(attributes)
    for each in table.confirmations:
        if each.codes is None or code in each.codes:
            found = _confirm(found, code, each)
    found |= {attribute: timeline for (owner, attribute), timeline in table.corrections.items() if owner == code}
    return {attribute: found[attribute] for attribute in order if attribute in found}


def _confirm(attributes: dict[str, Timeline], code: str, confirmation: Confirmation) -> dict[str, Timeline]:
    timeline = attributes.get(confirmation.attribute, ())
    reached = [confirmation.values is None or entry.value in confirmation.values for entry in timeline]
    if confirmation.codes is not None and not any(reached):
        raise ValueError(f"nothing to confirm in {confirmation.attribute} of {code}")
    if not timeline:
        return attributes
    confirmed = tuple(
        replace(entry, origin=confirmation.origin, note=confirmation.note or entry.note) if here else entry
        for entry, here in zip(timeline, reached, strict=True)
    )
    return attributes | {confirmation.attribute: confirmed}


def _confirmation(data: Mapping[str, Any]) -> Confirmation:
    codes = None if data["codes"] == "all" else frozenset(data["codes"])
    origin = Origin(data["source"], data["basis"])
    return Confirmation(data["attribute"], codes, data.get("is"), origin, data.get("note", ""))


def _entry(data: Mapping[str, Any]) -> Entry:
    return Entry(
        value=data["is"],
        origin=Origin(data["source"], data["basis"]),
        start=data.get("from"),
        until=data.get("until"),
        year_precision=data.get("precision") == "year",
        note=data.get("note", ""),
    )
