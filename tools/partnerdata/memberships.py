"""Memberships of closed lists: who is on the list since when, and that everybody else is not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from partnerdata.sources import RECALLED, origin_of
from partnerdata.tables import Row, Tables
from partnerdata.timeline import (
    DATE_NOT_RECORDED,
    Entry,
    Origin,
    Timeline,
    Value,
    always,
    before,
    checked,
    day_after,
    joined,
    since,
)


@dataclass(frozen=True, slots=True)
class ClosedList:
    """A complete list of states: its attribute, its values, and what its absence rests on."""

    attribute: str
    on: Mapping[str, Value]
    absent: Value
    origin: Origin


_YES: Mapping[str, Value] = {
    "member": True,
    "associated_state": True,
    "former_member": True,
    "applies_via_NL": True,
}
_BOUND: Mapping[str, Value] = {"member": "member", "associated_state": "associated", "former_member": "member"}

LISTS: Mapping[str, ClosedList] = {
    "EU": ClosedList("eu", _YES, False, Origin("eu-member-states", "count_checked")),
    "Schengen": ClosedList("schengen", _YES, False, Origin("schengen-states", "count_checked")),
    "EEA": ClosedList("eea", _YES, False, Origin("eea-states", "count_checked")),
    "CoE": ClosedList("coe", _YES, False, Origin("coe-member-states", "count_checked")),
    "ECHR": ClosedList("echr", _YES, False, Origin(RECALLED, "recalled")),
    "Interpol": ClosedList("interpol", _YES, False, Origin("interpol-member-countries", "count_checked")),
    "LED_2016_680": ClosedList("led", _BOUND, "none", Origin("led-bound-states", "recalled")),
}

NOT_IN_ITS_OWN_RIGHT = "not a member in its own right"

_STATUSES_OFF = {
    "applicant",
    "covered_by_NL",
    "not_member",
    "not_member_partial_police",
    "observer",
    "sub_bureau",
    "suspended_relations",
}
_UNION_LISTS = ("EU", "EEA", "LED_2016_680")
_PARTS_OF_THE_UNION = {
    "outermost_region": "outermost region of {mother}, where Union law applies (Article 355(1) TFEU)",
    "special_member_territory": "autonomous part of {mother}, where Union law applies (Article 355(4) TFEU)",
}
_PART_SINCE = {"YT": date(2014, 1, 1)}  # Mayotte became an outermost region by Decision 2012/419/EU


def membership_timelines(tables: Tables, country: Row) -> dict[str, Timeline]:
    """The timeline of each closed list for one row of countries.csv, in the order of `LISTS`."""
    found = {closed.attribute: _timeline(tables, country, name) for name, closed in LISTS.items()}
    return {attribute: checked(timeline) for attribute, timeline in found.items() if timeline}


def absence(closed: ClosedList, note: str = "") -> Timeline:
    """The timeline of a partner that is not on the list."""
    return always(closed.absent, closed.origin, note)


def _timeline(tables: Tables, country: Row, name: str) -> Timeline:
    code, mother = country["alpha2"], country["sovereign_alpha2"]
    row = tables.memberships.get((code, name))
    if row is not None:
        return _listed(row, LISTS[name])
    if code in tables.kingdom:
        return absence(LISTS[name], _kingdom_note(tables.kingdom[code], name))
    if country["eu_territory"] in _PARTS_OF_THE_UNION:
        return _part_of_the_union(tables, country, name)
    if mother and name == "ECHR" and (mother, name) in tables.memberships:
        return ()  # territorial extensions (Article 56 ECHR) are not in the tables
    return absence(LISTS[name], NOT_IN_ITS_OWN_RIGHT if mother else "")


def _listed(row: Row, closed: ClosedList) -> Timeline:
    origin, status, note = origin_of(row), row["status"], _note(row)
    if status in _STATUSES_OFF:
        return always(closed.absent, origin, note)
    value = closed.on[status]
    if not row["from_date"]:
        return always(value, origin, joined(note, DATE_NOT_RECORDED))
    (current,) = since(row["from_date"], value, origin, note)
    earlier = before(row["from_date"], closed.absent, origin)
    if not row["to_date"]:
        return (*earlier, current)
    until = date.fromisoformat(row["to_date"])
    later = Entry(value=closed.absent, origin=origin, start=day_after(until))
    return (*earlier, replace(current, until=until), later)


def _part_of_the_union(tables: Tables, country: Row, name: str) -> Timeline:
    code, mother, kind = country["alpha2"], country["sovereign_alpha2"], country["eu_territory"]
    if name in _UNION_LISTS:
        origin = Origin(RECALLED, "recalled")
        note = _PARTS_OF_THE_UNION[kind].format(mother=mother)
        begin = date.fromisoformat(tables.memberships[mother, name]["from_date"])
        begin = max(begin, _PART_SINCE.get(code, begin))
        closed = LISTS[name]
        return (
            *before(begin.isoformat(), closed.absent, origin),
            *since(begin.isoformat(), closed.on["member"], origin, note),
        )
    if name == "ECHR" or (name == "Schengen" and kind == "special_member_territory"):
        return ()  # the tables say nothing about the territory, and neither answer is safe to assume
    return absence(LISTS[name], NOT_IN_ITS_OWN_RIGHT)


def _kingdom_note(row: Row, name: str) -> str:
    if name in ("EU", "Schengen"):
        return row["eu_schengen_status"]
    if name == "LED_2016_680" and not row["note"].startswith("ISO"):
        return row["note"]
    return NOT_IN_ITS_OWN_RIGHT


def _note(row: Row) -> str:
    """The note of a row, without what holds for other rows or names a file."""
    match row["organisation"], row["status"]:
        case "LED_2016_680", "member":
            return row["note"].partition("; ")[2] if row["alpha2"] in ("DK", "IE") else ""
        case "CoE", "observer":
            return "observer to the Parliamentary Assembly only" if row["alpha2"] == "IL" else "observer"
        case "ECHR", "member":
            return ""
        case "Interpol", "member":
            return ""
        case _:
            return re.sub(r",? see \w+\.csv", "", row["note"])
