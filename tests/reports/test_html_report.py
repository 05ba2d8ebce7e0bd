"""The HTML report is one file that a browser shows without a network, in two languages, whatever stands in it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from reporting_of import ATTACKS, hostile, problem, results, told

from waarborg.reports.levels import ORDER

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)


def shown(page: str, folder: Path, *, at: str = "") -> str:
    """The document as a browser has made it once the page's script has run, opened `at` an exchange."""
    if BROWSER is None:
        pytest.skip("no Chromium")
    file = folder / "report.html"
    file.write_text(page, "utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}")
    return subprocess.run(
        [BROWSER, *options, "--virtual-time-budget=3000", "--dump-dom", file.as_uri() + at],
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
    """The list holds each exchange, the gravest first and else in the order of the run, in its language."""
    found = results(language)
    document = shown(told("html", found, language=language), tmp_path)
    ordered = sorted(found, key=lambda result: ORDER.index(result["verdict"]))
    assert listed(document) == [result["id"] for result in ordered]
    assert [word in document for word in (*words, f'<html lang="{language}">')] == [True, True, True]


@pytest.mark.parametrize(("language", "name"), [("nl", "enkele uitwisseling"), ("en", "single exchange")])
def test_the_page_says_codes_by_their_names(language: str, name: str) -> None:
    """What a rule rests on is said in words; the codes stay in the reports for machines."""
    page = told("html", results(language), language=language)
    assert f'"act","{name}"' in page
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


def test_a_requirement_that_is_not_met_says_so_wherever_it_is_named(tmp_path: Path) -> None:
    """Its title states what should be: beside an exchange and among what stands in the way it is told as not met."""
    document = shown(told("html", results()), tmp_path)
    said = "not met: The exchange comes out of an operational need"
    assert said in document
    assert "<bdi>The exchange comes out of an operational need</bdi>" not in document
    assert "<bdi>not met: What is named as the basis can be a basis</bdi>" in document.partition('id="found"')[0]
    opened = shown(told("html", results()), tmp_path, at="#courtesy-call").partition('<div class="body">')[2]
    reason = '<div class="reason prohibited"><p><bdi>'
    assert re.findall(f"{reason}(.*?)</bdi>", opened) == [said]


def test_what_the_baseline_lost_stands_folded() -> None:
    """A few notes stand open; many are folded behind their number, before them those of waivers."""
    few, many = (told("html", results()[:1], attack="x", gone=gone) for gone in (1, 500))
    heads = [
        re.findall(r'<details( open)?><summary class="problem"><span class="badge">! (\d+)<', page)
        for page in (few, many)
    ]
    assert heads == [[(" open", "4")], [("", "503")]]
    assert many.index("waive") < many.index("gone from the baseline")


def test_enter_in_the_search_sends_nothing() -> None:
    """The filters are no form: a form of one text field is sent by Enter, which the policy of the page would refuse."""
    page = told("html", results())
    assert ("<form" in page, 'role="search" id="filters"' in page) == (False, True)


def test_an_open_exchange_asks_first_and_folds_the_rest(tmp_path: Path) -> None:
    """Of an incomplete exchange ten questions stand open; the rules that may still count are folded behind a number."""
    every = results()
    missing = next(len(each["missing"]) for each in every if each["id"] == "eu-facts-missing")
    document = shown(told("html", every), tmp_path, at="#eu-facts-missing")
    assert listed(document) == ["eu-facts-missing"]
    body = document.partition('<div class="body">')[2]
    asked, _, rest = body.partition('<details class="folded">')
    assert asked.count("<li>") == 10
    assert "<bdi>Are personal data involved?</bdi>" in asked
    assert 'class="reason' not in asked
    assert re.findall(r"<summary><span>(.*?)</span>", "<summary>" + rest.partition("<summary>")[2])[:1] == [
        f"and {missing - 10} more questions"
    ]


def test_a_fact_stands_once_in_an_exchange() -> None:
    """Many rules rest on the same facts, which the page's data hold once: five thousand exchanges stay a small file."""
    result = next(each for each in results() if each["id"] == "eu-facts-missing")
    page = told("html", [result])
    assert sum(len(rule["facts"]) for rule in result["rules"]) > 300
    assert page.count('["personal_data",') == 1


def test_the_page_shows_what_stands_in_the_way_most_often(tmp_path: Path) -> None:
    """The rules that keep most exchanges from being permitted are listed with how many, and filter by themselves."""
    found = results()
    document = shown(told("html", found), tmp_path)
    rows = re.findall(r'data-rule="([^"]*)".*?<span class="number">(\d+)</span>', document, re.DOTALL)
    counted = Counter(
        rule["id"]
        for result in found
        for rule in result["rules"]
        if rule["contributes"]["at_best"] == rule["contributes"]["at_worst"] in {"refer", "prohibited"}
    )
    assert rows == [
        (rule, str(count)) for rule, count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:5]
    ]
