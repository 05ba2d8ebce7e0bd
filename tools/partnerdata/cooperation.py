"""Cooperation instruments of the Union with a partner, and adequacy decisions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from partnerdata.sources import RECALLED, origin_of
from partnerdata.tables import Row, Tables
from partnerdata.timeline import (
    DATE_NOT_RECORDED,
    Entry,
    Origin,
    Timeline,
    always,
    before,
    checked,
    day_after,
    joined,
    since,
)

ATTRIBUTES: Mapping[str, str] = {
    "Europol": "cooperation.europol",
    "Eurojust": "cooperation.eurojust",
    "Pruem": "cooperation.pruem",
    "EU_MLA": "cooperation.eu_mla",
    "EU_US_Umbrella_Agreement": "cooperation.eu_us_umbrella",
    "EU_UK_TCA_part_three": "cooperation.eu_uk_tca",
}

LED_ADEQUACY = Origin("led-adequacy-decisions", "source_checked")

_STRONGEST_FIRST = (
    "operational_agreement",
    "eu_agreement",
    "cooperation_agreement",
    "strategic_agreement",
    "working_arrangement",
    "signed_only",
)
_VALUES = {"eu_agreement_art218": "eu_agreement"}
_UNVERIFIED = re.compile(r"^verify$|date of signature; verify|entry into force to be verified")
_AGENCIES = {
    "Europol": ("2017-05-01", "bound by Regulation (EU) 2016/794"),
    "Eurojust": ("2019-12-12", "bound by Regulation (EU) 2018/1727"),
}
_RENEWED = re.compile(r"renewed to (\d{4}-\d\d-\d\d)")
_SUSPENDED_IN = re.compile(r"; cooperation with RU suspended in (\d{4})")


def adequacy_timelines(tables: Tables, code: str) -> dict[str, Timeline]:
    """The adequacy decisions for police data (a closed list) and, where there is one, for other data."""
    found = {"led_adequacy": led_adequacy(tables.cooperation.get((code, "LED_adequacy"), ()))}
    for row in tables.cooperation.get((code, "GDPR_adequacy"), ()):
        found["gdpr_adequacy"] = _gdpr(row)
    return {attribute: checked(timeline) for attribute, timeline in found.items()}


def led_adequacy(rows: Sequence[Row]) -> Timeline:
    """The adequacy timeline for police data: false where no decision holds."""
    if not rows:
        return always(False, LED_ADEQUACY)
    (row,) = rows
    origin, until = origin_of(row), date.fromisoformat(row["to_date"])
    (current,) = since(row["from_date"], True, origin, row["note"])
    return (
        *before(row["from_date"], False, origin),
        replace(current, until=until),
        Entry(value=False, origin=origin, start=day_after(until)),
    )


def cooperation_timelines(tables: Tables, code: str) -> dict[str, Timeline]:
    """The cooperation instruments with a row for the partner; the lists are not complete, so no row is unknown."""
    found: dict[str, Timeline] = {}
    for name, attribute in ATTRIBUTES.items():
        rows = tables.cooperation.get((code, name), ())
        if rows:
            found[attribute] = checked(_strongest(rows))
        elif name in _AGENCIES and code != "DK" and _is_member_state(tables, code):
            text, note = _AGENCIES[name]
            found[attribute] = since(text, "member", Origin(RECALLED, "recalled"), note)
    return found


def _is_member_state(tables: Tables, code: str) -> bool:
    row = tables.memberships.get((code, "EU"))
    return row is not None and row["status"] == "member"


def _strongest(rows: Sequence[Row]) -> Timeline:
    first, *others = sorted(rows, key=lambda row: _STRONGEST_FIRST.index(_value(row)))
    besides = [_besides(row) for row in others]
    value, origin, note = _value(first), origin_of(first), _note(first)
    if suspended := _suspended_in(first):
        (earlier,) = before(suspended, value, origin)
        return (replace(earlier, note=joined(note, DATE_NOT_RECORDED)), *since(suspended, "suspended", origin))
    if not first["from_date"]:
        return always(value, origin, joined(note, *besides, DATE_NOT_RECORDED))
    return since(first["from_date"], value, origin, joined(note, *besides))


def _besides(row: Row) -> str:
    if _value(row) == "signed_only":
        return f"besides: agreement signed {row['from_date']}, entry into force not verified"
    return joined(f"besides: {_value(row)} {row['from_date']}".strip(), _note(row))


def _value(row: Row) -> str:
    """The value of a row; an agreement whose entry into force nobody checked is never more than signed."""
    if row["personal_data_basis"] == "signed_not_verified_in_force" or _UNVERIFIED.search(row["note"]):
        return "signed_only"
    return _VALUES.get(row["kind"], row["kind"])


def _suspended_in(row: Row) -> str:
    found = _SUSPENDED_IN.search(row["note"])
    return found[1] if found and row["alpha2"] == "RU" else ""


def _note(row: Row) -> str:
    if row["note"] == "verify":
        return "entry into force not verified"
    return _SUSPENDED_IN.sub("", row["note"]).removeprefix("list incomplete; ").replace("Prum", "Prüm")


def _gdpr(row: Row) -> Timeline:
    origin = origin_of(row)
    note = row["note"].strip(".").replace("does NOT cover", "does not cover").replace(". ", "; ")
    if not row["from_date"]:
        (entry,) = always(True, origin, joined(note, DATE_NOT_RECORDED))
    else:
        (entry,) = since(row["from_date"], True, origin, note)
    found = _RENEWED.search(note)
    return (replace(entry, until=date.fromisoformat(found[1])) if found else entry,)
