"""A verdict says what it rests on that is not confirmed or out of date, in the terminal and in JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from waarborg.reading.policies import read_policy, shipped_policies

BASE = shipped_policies() / "cases" / "bases" / "third-country-transfer.yaml"


def checked(tmp_path: Path, code: str, year: str, *options: str) -> str:
    """What `waarborg check` prints of the exchange with a third country on 2 November of the year."""
    text = (
        BASE.read_text("utf-8")
        .replace("code: AU", f'code: "{code}"')
        .replace("date: 2026-11-02", f"date: {year}-11-02")
        .replace("received: 2026-11-01", f"received: {year}-11-01")
    )
    path = tmp_path / "exchange.yaml"
    path.write_text(text, "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "waarborg", "check", "--lang", "en", *options, str(path)],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path), "COLUMNS": "1000"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    ).stdout


def unconfirmed(tmp_path: Path, code: str, year: str) -> set[str]:
    """What the JSON report holds unconfirmed of the weighing of a country of high concern."""
    (result,) = json.loads(checked(tmp_path, code, year, "--format", "json"))["results"]
    (rule,) = (each for each in result["rules"] if each["id"] == "country-weighing-high-concern")
    return {said for said in rule["unconfirmed"] if said.startswith("partner.")}


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("2024", "source_checked"),
        ("2025", "stale"),
        ("2027", "stale"),
    ],
)
def test_a_figure_held_over_is_stale(year: str, expected: str) -> None:
    """The figure of 2023 is the newest there can be in 2024, and held over in each year after that."""
    partner = read_policy(shipped_policies()).find("partners", "BR")
    assert partner is not None
    known = partner.known("physical_integrity", date(int(year), 11, 2))
    assert known is not None
    assert (expected, True) == (known.basis, "(2023, " in known.note)


def test_a_figure_too_old_assesses_nothing() -> None:
    """Four years after the last figure the axis is not assessed, which is a level of its own."""
    partner = read_policy(shipped_policies()).find("partners", "BR")
    assert partner is not None
    known = partner.known("physical_integrity", date(2028, 1, 1))
    assert known is not None
    assert known.value == "not_assessed"


def test_the_report_names_a_figure_held_over_with_its_year(tmp_path: Path) -> None:
    """In 2026 the weighing of Syria rests on the physical integrity of 2023, and the JSON report says so; no fresh one."""
    (said,) = unconfirmed(tmp_path, "SY", "2026")
    assert (said.startswith("partner.physical_integrity (v2x_clphy = "), "(2023, " in said) == (True, True)


def test_the_report_is_silent_on_a_figure_of_the_year_before(tmp_path: Path) -> None:
    """In 2024 the same weighing rests on figures of 2023 that no edition could better."""
    assert unconfirmed(tmp_path, "SY", "2024") == set()


def test_the_terminal_says_so_too(tmp_path: Path) -> None:
    """What is unsure is said on the terminal with the figure, and under `--explain` with the rules that rest on it."""
    said = " ".join(checked(tmp_path, "SY", "2026").split())
    assert said.index("out of date: ") < said.index(
        "concern about physical integrity (v2x_clphy = ", said.index("out of")
    )
    said = " ".join(checked(tmp_path, "SY", "2026", "--explain").split())
    assert said.index("out of date, and") < said.index("• partner.physical_integrity (v2x_clphy = ")
