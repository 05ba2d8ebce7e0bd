"""The partner and index programs, run on a few rows of each table."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from partnerdata.cooperation import cooperation_timelines
from partnerdata.tables import read_tables

_HERE = Path(__file__).parent
_TOOLS = _HERE.parents[1] / "tools"


def _run(program: str, policies: Path) -> None:
    command = [sys.executable, str(_TOOLS / program), str(_HERE / "sample"), str(policies)]
    subprocess.run(command, check=True, capture_output=True)


def _texts(policies: Path) -> dict[str, str]:
    return {str(path.relative_to(policies)): path.read_text(encoding="utf-8") for path in policies.rglob("*.yaml")}


def _generate(policies: Path) -> dict[str, str]:
    _run("partners.py", policies)
    _run("indices.py", policies)
    return _texts(policies)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every generated file: path below the policies to text."""
    return _generate(tmp_path_factory.mktemp("policies"))


def _partner(texts: dict[str, str], code: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(texts[f"partners/{code}.yaml"])
    return found


def _value_on(texts: dict[str, str], code: str, attribute: str, day: str) -> object:
    """The value on a day, or `unknown` in a gap."""
    on = date.fromisoformat(day)
    for entry in _partner(texts, code)["attributes"].get(attribute, []):
        interval = entry.get("in_force", {})
        if interval.get("from", date.min) <= on <= interval.get("until", date.max):
            return entry["is"]
    return "unknown"


@pytest.mark.parametrize("code", ["HR", "MA", "CW"])
def test_a_partner_file_is_exactly_this(texts: dict[str, str], code: str) -> None:
    """A Member State, a state whose treaties are known by year, and a country of the Kingdom come out as reviewed."""
    expected = (_HERE / "expected" / f"{code}.yaml").read_text(encoding="utf-8")
    assert expected == texts[f"partners/{code}.yaml"]


def test_every_file_is_named_for_its_code(texts: dict[str, str]) -> None:
    """The code in each partner file is a text and is the name of the file."""
    names = sorted(Path(name).stem for name in texts if name.startswith("partners/"))
    assert names == sorted(_partner(texts, name)["code"] for name in names)


def test_organisations_stand_beside_the_states(texts: dict[str, str]) -> None:
    """The eight organisations are written, and none is a state on any closed list."""
    organisations = ["eppo", "eurojust", "europol", "frontex", "icc", "interpol", "olaf", "un"]
    assert organisations == sorted(
        Path(name).stem for name in texts if Path(name).stem.islower() and "partners" in name
    )
    assert dict.fromkeys(organisations, False) == {
        code: _value_on(texts, code, "eu", "2026-01-01") for code in organisations
    }
    assert dict.fromkeys(organisations, "none") == {
        code: _value_on(texts, code, "led", "2026-01-01") for code in organisations
    }


def test_norway_is_not_false(texts: dict[str, str]) -> None:
    """The code NO is quoted, so that a YAML 1.1 reader does not take it for a truth value."""
    assert 'code: "NO"' in texts["partners/NO.yaml"].splitlines()
    assert _partner(texts, "NO")["code"] == "NO"


def test_namibia_is_not_a_missing_value(texts: dict[str, str]) -> None:
    """The code NA is a partner with attributes."""
    assert _partner(texts, "NA")["name"] == {"nl": "Namibië", "en": "Namibia"}
    assert _value_on(texts, "NA", "treaties.cat", "2026-01-01") == "party"


@pytest.mark.parametrize(
    "edition",
    ["vdem-v14-physical-integrity", "vdem-v15-uncertainty", "vdem-v16-core", "wgi-2024-edition"],
)
def test_index_keys_are_codes(texts: dict[str, str], edition: str) -> None:
    """An index names its edition and holds Namibia and Norway under their codes."""
    index = yaml.safe_load(texts[f"indices/{edition}.yaml"])
    assert (edition, ["NA", "NO"]) == (index["edition"], list(index["values"]))


def test_an_index_carries_its_uncertainty(texts: dict[str, str]) -> None:
    """A V-Dem v15 figure has its interval, a governance indicator its error, sources and rank."""
    vdem = yaml.safe_load(texts["indices/vdem-v15-uncertainty.yaml"])["values"]["NA"][2023]["v2x_libdem"]
    governance = yaml.safe_load(texts["indices/wgi-2024-edition.yaml"])["values"]["NO"][2023]["rl"]
    assert list(vdem) == ["is", "low", "high", "sd"]
    assert governance == {"is": 1.834, "se": 0.1745, "sources": 8, "rank": 99.06, "rank_low": 92.45, "rank_high": 100.0}


@pytest.mark.parametrize(
    ("day", "eu", "led", "adequacy"),
    [
        ("1972-12-31", False, "none", False),
        ("2018-05-06", True, "member", False),
        ("2020-01-31", True, "member", False),
        ("2020-02-01", False, "member", False),
        ("2020-12-31", False, "member", False),
        ("2021-01-01", False, "none", False),
        ("2021-06-27", False, "none", False),
        ("2021-06-28", False, "none", True),
        ("2031-12-27", False, "none", True),
        ("2031-12-28", False, "none", False),
    ],
)
def test_the_united_kingdom_leaves_step_by_step(
    texts: dict[str, str], *, day: str, eu: bool, led: str, adequacy: bool
) -> None:
    """Membership, the police directive and adequacy each end and begin on their own day."""
    attributes = ("eu", "led", "led_adequacy")
    assert (eu, led, adequacy) == tuple(_value_on(texts, "GB", attribute, day) for attribute in attributes)


@pytest.mark.parametrize(
    ("code", "attribute", "day", "expected"),
    [
        ("MA", "treaties.cat", "1992-12-31", "none"),
        ("MA", "treaties.cat", "1993-06-01", "unknown"),
        ("MA", "treaties.cat", "1993-12-31", "party"),
        ("HU", "treaties.rome_statute", "2025-06-01", "party"),
        ("HU", "treaties.rome_statute", "2026-06-01", "party_withdrawing"),
        ("HU", "treaties.rome_statute", "2026-06-02", "unknown"),
        ("RU", "coe", "2022-03-17", False),
        ("RU", "cooperation.europol", "2021-12-31", "strategic_agreement"),
        ("RU", "cooperation.europol", "2022-06-01", "unknown"),
        ("RU", "cooperation.europol", "2022-12-31", "suspended"),
        ("CW", "treaties.budapest", "2024-09-30", "none"),
        ("CW", "treaties.budapest", "2024-10-01", "applies_via_nl"),
        ("CW", "treaties.iccpr", "2026-01-01", "unknown"),
    ],
)
def test_a_day_nobody_knows_is_a_gap(
    texts: dict[str, str], code: str, attribute: str, day: str, expected: object
) -> None:
    """A year, a revocable withdrawal and a treaty without a row leave days unknown, never false."""
    assert expected == _value_on(texts, code, attribute, day)


@pytest.mark.parametrize(
    ("code", "expected"), [("AM", "signed_only"), ("GB", "eu_agreement"), ("NO", "cooperation_agreement")]
)
def test_signed_is_not_in_force(texts: dict[str, str], code: str, expected: str) -> None:
    """An agreement whose entry into force is not verified is never more than signed."""
    assert expected == _value_on(texts, code, "cooperation.eurojust", "2026-01-01")


def test_an_unverified_agreement_does_not_hide_a_working_arrangement() -> None:
    """Of two instruments with one agency the legally effective one counts, and the note names the other."""
    (entry,) = cooperation_timelines(read_tables(_HERE / "sample"), "NZ")["cooperation.europol"]
    assert entry.value == "working_arrangement"
    assert "agreement signed 2022-06-30, entry into force not verified" in entry.note


def test_a_correction_replaces_what_the_tables_say(texts: dict[str, str]) -> None:
    """The agreement with New Zealand was found in force since: day by day, not the tables' one entry."""
    entries = _partner(texts, "NZ")["attributes"]["cooperation.europol"]
    assert [entry["is"] for entry in entries] == ["none", "working_arrangement", "eu_agreement"]
    assert entries[-1]["in_force"] == {"from": date(2024, 8, 15)}


def test_adequacy_outside_police_says_so(texts: dict[str, str]) -> None:
    """An adequacy decision under the GDPR carries the note that it does not cover police data."""
    (entry,) = _partner(texts, "NZ")["attributes"]["gdpr_adequacy"]
    assert entry["note"].startswith("does not cover police transfers")


def test_no_intervals_overlap(texts: dict[str, str]) -> None:
    """Every timeline runs oldest first, and no day has two values."""
    overlaps = []
    for code in (Path(name).stem for name in texts if name.startswith("partners/")):
        for attribute, timeline in _partner(texts, code)["attributes"].items():
            bounds = [entry.get("in_force", {}) for entry in timeline]
            starts = [interval.get("from", date.min) for interval in bounds]
            ends = [interval.get("until", date.max) for interval in bounds]
            ordered = all(start <= end for start, end in zip(starts, ends, strict=True))
            apart = all(end < start for end, start in zip(ends, starts[1:], strict=False))
            overlaps += [] if ordered and apart else [(code, attribute)]
    assert overlaps == []


def test_a_second_run_changes_no_byte(texts: dict[str, str], tmp_path: Path) -> None:
    """The same tables give the same files."""
    assert texts == _generate(tmp_path)
