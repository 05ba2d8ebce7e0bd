"""A verdict says what it rests on that is not confirmed or out of date, in the terminal and in JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from waarborg.core.judge import Judge
from waarborg.core.ruling import COVERAGE
from waarborg.core.verdict import ExchangeVerdict, Level
from waarborg.reading.document import Document
from waarborg.reading.exchanges import read_exchange
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.tree import read_yaml
from waarborg.reports.layout import Page
from waarborg.reports.page_data import exchange_of
from waarborg.reports.result import result_of
from waarborg.reports.terminal import VerdictReport
from waarborg.reports.unconfirmed import resting
from waarborg.reports.words import LABELS

POLICY = read_policy(shipped_policies())
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


TREATY = "basis.instrument.status (coe-mla-1959)"
"""The treaty of 1959 is in force as far as the policy remembers, which nobody has confirmed."""


def judged(*changes: tuple[str, str]) -> ExchangeVerdict:
    """The verdict on the exchange as it rests on the treaty of 1959 with Turkey, in 2024 and under the changes."""
    text = BASE.read_text("utf-8")
    on_treaty = (
        ("code: AU", "code: TR"),
        ("instrument: budapest-convention", "instrument: coe-mla-1959"),
        ("date: 2026-11-02", "date: 2024-11-02"),
        ("received: 2026-11-01", "received: 2024-11-01"),
        ("answered: 2026-11-02", "answered: 2024-11-02"),
        ("date: 2026-10-30", "date: 2024-10-30"),
    )
    for old, new in (*on_treaty, *changes):
        assert old in text
        text = text.replace(old, new)
    (document,) = read_yaml(text, str(BASE))
    assert isinstance(document, Document)
    read = read_exchange(document, POLICY)
    assert read.exchange is not None, read.problems
    return Judge(POLICY).judge(read.exchange)


def rests_on(verdict: ExchangeVerdict) -> dict[str, list[str]]:
    """What the verdict rests on that is looked up and not confirmed, each with the rules that no finding tells of."""
    return {what: list(rules) for what, rules in resting(verdict, (), POLICY).items()}


def test_a_basis_from_memory_is_told_by_the_requirement_that_it_meets_and_by_the_coverage() -> None:
    """No rule that counts reads the treaty's status; that it is in force is what lets the exchange pass."""
    verdict = judged()
    assert verdict.bounds.at_best < Level.PROHIBITED
    assert rests_on(verdict)[TREATY][0] == "claimed-basis-in-force"
    assert COVERAGE in rests_on(verdict)[TREATY]


def test_a_basis_that_was_confirmed_is_not_told() -> None:
    """The Convention on Cybercrime was read in a public text, so nothing is said of it."""
    changed = judged(("instrument: coe-mla-1959", "instrument: budapest-convention"))
    assert [what for what in rests_on(changed) if what.startswith("basis.")] == []


def test_a_basis_that_does_not_matter_is_not_told() -> None:
    """Of an exchange that is prohibited on other grounds, and of one that names another gateway, it is not said."""
    prohibited = judged(("torture: {is: excluded", "torture: {is: established"))
    assert (prohibited.bounds.at_best, rests_on(prohibited)) == (Level.PROHIBITED, {})
    elsewhere = judged(("gateway: binding_instrument, instrument: coe-mla-1959", "gateway: controller_assessment"))
    assert TREATY not in rests_on(elsewhere)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "instrument named, status"), ("nl", "genoemd instrument, status")]
)
def test_each_report_tells_of_the_basis(language: str, said: str) -> None:
    """JSON names it for the whole exchange, HTML in a note and the terminal by the name of the fact."""
    verdict = judged()
    result = result_of(verdict, POLICY, language)
    assert TREATY in result["unconfirmed"]
    assert f"{said} (coe-mla-1959)" in exchange_of(result, POLICY, language)["notes"][-1]
    page = Page(columns=1000)
    VerdictReport(page, verdict, POLICY, language).say()
    (line,) = (line for _, line in page.lines if line.startswith(f"! {LABELS[language]['resting']}"))
    assert f"{said} (coe-mla-1959)" in line
    whole = Page(columns=1000)
    VerdictReport(whole, verdict, POLICY, language).say(whole_tree=True)
    (line,) = (line for _, line in whole.lines if line.startswith(f"  • {TREATY}"))
    assert "claimed-basis-in-force" in line
