"""The HTML report is one file that a browser shows without a network, in two languages, whatever stands in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from reporting_of import ATTACKS, hostile, problem, results, told

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)


def shown(page: str, folder: Path) -> str:
    """The document as a browser has made it once the page's script has run."""
    if BROWSER is None:
        pytest.skip("no Chromium")
    file = folder / "report.html"
    file.write_text(page, "utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}")
    return subprocess.run(
        [BROWSER, *options, "--virtual-time-budget=3000", "--dump-dom", file.as_uri()],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    ).stdout


def listed(document: str) -> list[str]:
    """The ids of the exchanges in the list, as they are read."""
    return [unescape(each) for each in re.findall(r'<span class="name"><bdi>(.*?)</bdi>', document, re.DOTALL)]


def test_the_page_needs_nothing_else() -> None:
    """It names no address, loads nothing, and admits no script or style but its own."""
    page = told("html", results(), [problem()])
    assert (
        re.findall(r"https?://|//[a-z]|@import|url\(|\bsrc=|\bhref=\"(?!#)", re.sub(r"(?m)^\s*//.*$", "", page)) == []
    )
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("language", "words"), [("nl", ("Verboden", " uitwisselingen")), ("en", ("Prohibited", " exchanges"))]
)
def test_a_browser_lists_every_exchange(tmp_path: Path, language: str, words: tuple[str, str]) -> None:
    """The list holds each exchange in the order of the run, in the language of the run."""
    found = results(language)
    document = shown(told("html", found, language=language), tmp_path)
    assert listed(document) == [result["id"] for result in found]
    assert [word in document for word in (*words, f'<html lang="{language}">')] == [True, True, True]


@pytest.mark.parametrize(("language", "name"), [("nl", "enkele uitwisseling"), ("en", "single exchange")])
def test_the_page_says_codes_by_their_names(language: str, name: str) -> None:
    """What a rule rests on is said in words; the codes stay in the reports for machines."""
    page = told("html", results(language), language=language)
    assert f'"value":"{name}"' in page
    assert "single_exchange" not in page


def test_a_long_list_is_shown_in_steps(tmp_path: Path) -> None:
    """Of five thousand exchanges a hundred are laid out at first, and all are counted."""
    many = results() * 250
    document = shown(told("html", many), tmp_path)
    assert len(listed(document)) == 100
    assert f"{len(many)} of {len(many)} exchanges" in document


def test_a_browser_runs_nothing_from_a_descriptor(tmp_path: Path) -> None:
    """The title stays the page's own, no element comes out of a text, and every exchange is listed."""
    hostiles = [hostile(attack) for attack in ATTACKS.values()]
    found = [result for attacked, _ in hostiles for result in attacked[:10]]
    problems = [each for _, listed_problems in hostiles for each in listed_problems]
    document = shown(told("html", found, problems), tmp_path)
    assert re.findall(r"<title>(.*?)</title>", document) == ["waarborg: Report on exchanges"]
    assert re.findall(r"<(?:img|a(?! class=\"skip\")|iframe|testcase)\b", document) == []
    assert len(listed(document)) == 10 * len(ATTACKS)


def test_what_the_page_says_of_an_exchange_is_not_lost() -> None:
    """Each rule, fact and question of a result stands in the page's data."""
    result = next(each for each in results() if each["verdict"] == "incomplete")
    page = told("html", [result])
    named = [*(rule["id"] for rule in result["rules"]), *(each["fact"] for each in result["missing"])]
    assert named
    assert [name for name in named if f'"{name}"' not in page] == []
