"""Treaties: party or not, since when, and where nobody knows."""

import re
from collections.abc import Mapping
from datetime import date

from partnerdata.sources import origin_of
from partnerdata.tables import Row, Tables
from partnerdata.timeline import (
    DATE_NOT_RECORDED,
    Entry,
    Timeline,
    always,
    before,
    checked,
    day_before,
    joined,
    since,
)

ATTRIBUTES: Mapping[str, str] = {
    "ICCPR": "treaties.iccpr",
    "ICCPR_OP1": "treaties.iccpr_op1",
    "ICCPR_OP2": "treaties.iccpr_op2",
    "CAT": "treaties.cat",
    "OPCAT": "treaties.opcat",
    "CED": "treaties.ced",
    "ROME_STATUTE": "treaties.rome_statute",
    "REFUGEE_1951_1967": "treaties.refugee_convention",
    "COE_108": "treaties.convention_108",
    "COE_108PLUS": "treaties.convention_108_plus",
    "BUDAPEST_CYBERCRIME": "treaties.budapest",
    "COE_MLA_1959": "treaties.mla_1959",
    "ECHR_P6": "treaties.echr_p6",
    "ECHR_P13": "treaties.echr_p13",
}

_PARTY_FROM = re.compile(r"party from (\d{4}-\d\d-\d\d)")
_ANNOUNCED = re.compile(r"announced withdrawal (\d{4}-\d\d-\d\d); effective one year after")
_NOTIFIED = re.compile(r"notified withdrawal, effective (\d{4}-\d\d-\d\d)")

_MISCOUNTED = "wrongly counted as a party through the United Kingdom in some data"
_REWORDED = {
    "not in force; row beyond the stored excerpt": "not in force (needs 38 ratifications)",
    "status at the stored snapshot (2024 or later)": "status in 2024 or later",
    "base file counts Solomon Islands as party through the United Kingdom; not a party": _MISCOUNTED,
    "base file counts Tuvalu as party through the United Kingdom; not a party": _MISCOUNTED,
}
_LISTED_WITHOUT_YEAR = "list of 94 parties (June 2024); year uncertain"


def treaty_timelines(tables: Tables, code: str) -> dict[str, Timeline]:
    """The timeline of each treaty that has a row for the partner; a treaty without a row is left out, so unknown."""
    rows = {attribute: tables.treaties.get((code, name)) for name, attribute in ATTRIBUTES.items()}
    return {attribute: checked(_timeline(row)) for attribute, row in rows.items() if row is not None}


def _timeline(row: Row) -> Timeline:
    match row["status"]:
        case "party" | "applies_via_NL":
            return _party(row)
        case "party_withdrawing":
            return _withdrawing(row)
        case "ratified" | "withdrawn":
            return since(row["date"], row["status"], origin_of(row), _note(row))
        case "signatory" | "none":
            return always(row["status"], origin_of(row), _note(row))
        case status:
            raise ValueError(f"unknown treaty status `{status}`")


def _party(row: Row) -> Timeline:
    value, origin, note = row["status"].lower(), origin_of(row), _note(row)
    if row["source"] == _LISTED_WITHOUT_YEAR:
        return since("2024-06-30", value, origin, joined(note, "party on a list of that month, year uncertain"))
    if found := _PARTY_FROM.search(note):
        return (*before(found[1], "none", origin), *since(found[1], value, origin))
    if not row["date"]:
        return always(value, origin, joined(note, DATE_NOT_RECORDED))
    return (*before(row["date"], "none", origin), *since(row["date"], value, origin, note))


def _withdrawing(row: Row) -> Timeline:
    """Party until the notice, withdrawing for the year that it takes, unknown afterwards: a notice can be revoked."""
    origin, note = origin_of(row), _note(row)
    if found := _ANNOUNCED.search(note):
        given = date.fromisoformat(found[1])
        effective = given.replace(year=given.year + 1)
    elif found := _NOTIFIED.search(note):
        effective = date.fromisoformat(found[1])
        given = effective.replace(year=effective.year - 1)
    else:
        raise ValueError(f"no date of withdrawal in `{note}`")
    return (
        Entry(value="party", origin=origin, until=day_before(given), note=DATE_NOT_RECORDED),
        Entry(value="party_withdrawing", origin=origin, start=given, until=day_before(effective), note=note),
    )


def _note(row: Row) -> str:
    return _REWORDED.get(row["note"], row["note"])
