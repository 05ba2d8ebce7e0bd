"""What public texts bear out, laid over the compiled tables, and the shipped partner files that came of it."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from partnerdata.confirmed import Confirmation, Confirmed, laid_over, read_confirmed
from partnerdata.partners import partners, render
from partnerdata.tables import read_tables
from partnerdata.timeline import Origin, always, before, since
from waarborg.reading.policies import shipped_policies

if TYPE_CHECKING:
    from partnerdata.timeline import Timeline, Value

TABLES = Path(__file__).parents[3] / "shared" / "data"
RECALLED = Origin("memory", "recalled")
READ = Origin("a-text", "source_checked")

# europa.eu, countries of the European Union by year of entry
ENTRY = {
    "1958-01-01": "BE DE FR IT LU NL",
    "1973-01-01": "DK GB IE",
    "1981-01-01": "GR",
    "1986-01-01": "ES PT",
    "1995-01-01": "AT FI SE",
    "2004-05-01": "CY CZ EE HU LT LV MT PL SI SK",
    "2007-01-01": "BG RO",
    "2013-07-01": "HR",
}


def shipped(code: str) -> dict[str, Any]:
    """The attributes of a shipped partner file."""
    text = (shipped_policies() / "partners" / f"{code}.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)["attributes"]
    return found


def entry_on(code: str, attribute: str, day: str) -> dict[str, Any]:
    """The entry of a shipped attribute on a day; empty in a gap."""
    on = date.fromisoformat(day)
    for entry in shipped(code).get(attribute, []):
        interval = entry.get("in_force", {})
        if interval.get("from", date.min) <= on <= interval.get("until", date.max):
            return dict(entry)
    return {}


def of(attributes: dict[str, Timeline], *confirmations: Confirmation) -> dict[str, Timeline]:
    """The attributes of NL with confirmations laid over."""
    return laid_over(attributes, "NL", Confirmed(confirmations, {}), ["echr", "eu"])


def confirmation(codes: set[str] | None, values: list[Value] | None = None) -> Confirmation:
    """A text that bears out `eu`."""
    return Confirmation("eu", codes, values, READ, "")


def test_a_confirmation_gives_its_source_to_the_entries_it_names() -> None:
    """A text that bears out one value leaves the basis of the others as it was."""
    timeline = (*before("1958-01-01", value=False, origin=RECALLED), *since("1958-01-01", value=True, origin=RECALLED))
    found = of({"eu": timeline}, confirmation({"NL"}, [True]))["eu"]
    assert [(entry.value, entry.origin) for entry in found] == [(False, RECALLED), (True, READ)]


def test_a_confirmation_for_another_partner_changes_nothing() -> None:
    """A text that names Norway says nothing of the Netherlands."""
    timeline = always(value=True, origin=RECALLED)
    assert {"eu": timeline} == of({"eu": timeline}, confirmation({"NO"}))


@pytest.mark.parametrize("attributes", [{}, {"eu": always(value=False, origin=RECALLED)}])
def test_a_confirmation_that_confirms_nothing_is_refused(attributes: dict[str, Timeline]) -> None:
    """A text that says the opposite of the table, or speaks of what the table lacks, stops the program."""
    with pytest.raises(ValueError, match="nothing to confirm in eu of NL"):
        of(attributes, confirmation({"NL"}, [True]))


def test_a_correction_replaces_the_timeline_and_keeps_the_order() -> None:
    """A corrected attribute stands where its attribute stands in every file, also where the table had none."""
    corrected = always(value=True, origin=READ)
    found = laid_over({"eu": corrected}, "NL", Confirmed((), {("NL", "echr"): corrected}), ["echr", "eu"])
    assert [("echr", corrected), ("eu", corrected)] == list(found.items())


def test_every_source_of_a_confirmation_is_a_source_of_the_policy() -> None:
    """What bears a row out can be looked up."""
    sources = yaml.load((shipped_policies() / "sources.yaml").read_text("utf-8"), yaml.CSafeLoader)["sources"]
    table = read_confirmed()
    named = {each.origin.source for each in table.confirmations}
    named |= {entry.origin.source for timeline in table.corrections.values() for entry in timeline}
    assert named - set(sources) == set()
    assert {name for name in named if sources[name]["confirmed"]["mark"] == "recalled"} == set()


@pytest.mark.parametrize(("day", "codes"), ENTRY.items())
def test_a_member_state_is_one_from_its_day_of_accession(day: str, codes: str) -> None:
    """On the day before nobody of the round is a Member State, on the day itself everybody is, by the Union's own list."""
    eve = date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()
    found = {code: (entry_on(code, "eu", eve)["is"], entry_on(code, "eu", day)["is"]) for code in codes.split()}
    assert dict.fromkeys(codes.split(), (False, True)) == found


def test_nobody_else_is_a_member_state() -> None:
    """Today the Union has the 27 of its list; of other codes only parts of a Member State's territory count as within it."""
    within = {"AX", "GF", "GP", "MF", "MQ", "RE", "YT"}
    listed = {code for codes in ENTRY.values() for code in codes.split()} - {"GB"}
    everybody = {path.stem for path in (shipped_policies() / "partners").glob("*.yaml")}
    assert listed | within == {code for code in everybody if entry_on(code, "eu", "2026-11-24")["is"]}


@pytest.mark.parametrize(
    ("code", "attribute", "day", "expected"),
    [
        ("GB", "eu", "2020-01-31", True),
        ("GB", "eu", "2020-02-01", False),
        ("GB", "led", "2020-12-31", "member"),
        ("GB", "led", "2021-01-01", "none"),
        ("GB", "led_adequacy", "2021-06-27", False),
        ("GB", "led_adequacy", "2025-06-28", True),
        ("GB", "led_adequacy", "2025-12-28", True),
        ("GB", "led_adequacy", "2031-12-28", False),
        ("HR", "schengen", "2022-12-31", False),
        ("HR", "schengen", "2023-01-01", True),
        ("BG", "schengen", "2024-03-30", False),
        ("RO", "schengen", "2024-03-31", True),
        ("CY", "schengen", "2026-01-01", False),
        ("IE", "schengen", "2026-01-01", False),
        ("NO", "led", "2018-05-05", "none"),
        ("NO", "led", "2018-05-06", "associated"),
        ("FO", "led", "2026-01-01", "none"),
        ("RU", "coe", "2022-03-16", True),
        ("RU", "coe", "2022-03-17", False),
        ("RU", "echr", "2022-09-16", True),
        ("RU", "echr", "2022-09-17", False),
        ("JE", "echr", "2026-01-01", True),
        ("CW", "echr", "2026-01-01", True),
        ("XK", "echr", "2026-01-01", False),
        ("MA", "treaties.convention_108", "2019-08-31", "ratified"),
        ("MA", "treaties.convention_108", "2019-09-01", "party"),
        ("CW", "led", "2026-01-01", "none"),
        ("BQ", "eu", "2026-01-01", False),
        ("CW", "interpol", "2011-10-30", False),
        ("CW", "interpol", "2011-10-31", True),
        ("PW", "interpol", "2023-11-28", False),
        ("PW", "interpol", "2023-11-29", True),
        ("AM", "treaties.echr_p13", "2024-01-31", "ratified"),
        ("AM", "treaties.echr_p13", "2024-02-01", "party"),
        ("AZ", "treaties.echr_p13", "2026-01-01", "signatory"),
        ("CI", "treaties.iccpr_op2", "2024-08-02", "ratified"),
        ("CI", "treaties.iccpr_op2", "2024-08-03", "party"),
        ("DK", "cooperation.europol", "2026-01-01", "operational_agreement"),
        ("DK", "cooperation.eurojust", "2026-01-01", "cooperation_agreement"),
        ("SE", "cooperation.europol", "2026-01-01", "member"),
    ],
)
def test_a_transition_falls_on_its_day(code: str, attribute: str, day: str, expected: Value) -> None:
    """What changed for a partner changed on the day of the public text, which the entry names as its source."""
    found = entry_on(code, attribute, day)
    assert (expected, True) == (found["is"], found["basis"] != "recalled")


def test_only_the_united_kingdom_was_ever_adequate_for_police_data() -> None:
    """No other partner has a day on which a decision under the Directive holds."""
    everybody = [path.stem for path in (shipped_policies() / "partners").glob("*.yaml")]
    assert [code for code in everybody if any(entry["is"] for entry in shipped(code)["led_adequacy"])] == ["GB"]


@pytest.mark.parametrize("attribute", ["eu", "led", "led_adequacy", "interpol", "coe"])
def test_what_decides_a_gateway_is_known_of_every_partner(attribute: str) -> None:
    """Every state, territory, part of the Kingdom and organisation has an entry for today, and memory decides none.

    Only the bureau of the Caribbean Netherlands rests on memory still.
    """
    everybody = [path.stem for path in (shipped_policies() / "partners").glob("*.yaml")]
    bases = {code: entry_on(code, attribute, "2026-11-24").get("basis") for code in everybody}
    assert {code for code, basis in bases.items() if basis in {None, "recalled"}} <= {"BQ"}


@pytest.mark.skipif(not TABLES.is_dir(), reason="the compiled tables are not beside the checkout")
def test_the_shipped_files_are_what_the_tables_give() -> None:
    """Rerunning the program over the tables changes no partner file."""
    folder = shipped_policies() / "partners"
    fresh = {partner.code: render(partner) for partner in partners(read_tables(TABLES))}
    assert sorted(fresh) == sorted(path.stem for path in folder.glob("*.yaml"))
    assert {code for code, text in fresh.items() if text != (folder / f"{code}.yaml").read_text("utf-8")} == set()


@pytest.mark.skipif(not TABLES.is_dir(), reason="the compiled tables are not beside the checkout")
@pytest.mark.parametrize("seed", range(3))
def test_partners_picked_at_random_agree_with_the_tables(seed: int) -> None:
    """A membership that a table row gives holds in the shipped file on the row's last and first recorded day."""
    tables = read_tables(TABLES)
    paths = {"EU": "eu", "Schengen": "schengen", "CoE": "coe", "EEA": "eea"}
    rows = [row for row in tables.memberships.values() if row["organisation"] in paths and row["from_date"]]
    picked = random.Random(seed).sample(rows, 12)  # noqa: S311 (a choice of rows, not a secret)
    days = [(row, row["from_date"]) for row in picked if re.fullmatch(r"\d{4}-\d\d-\d\d", row["from_date"])]
    days += [(row, row["to_date"]) for row in picked if row["to_date"]]
    wrong = [
        (row["alpha2"], row["organisation"], day)
        for row, day in days
        if not entry_on(row["alpha2"], paths[row["organisation"]], day).get("is")
    ]
    assert wrong == []
