"""Each format for other systems is valid by that system's schema, and grades findings as all others do."""

from __future__ import annotations

import copy
import io
import json
import re
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator
from reporting_of import ROOT, SCHEMAS, policy, problem, results, told

from waarborg.reports.entries import told_as
from waarborg.reports.reported import reported
from waarborg.reports.reporting import FORMATS, Run, Summary, Want, reporter

PROFILES = ("standard", "github")
WAIVED = {
    "exchange": "x",
    "finding": "incomplete",
    "reason": "awaited",
    "approver": "head of unit",
    "reference": "26-1",
    "until": "2026-12-31",
}


def schema_of(name: str) -> Path:
    """The published schema of that name; the test is skipped where it is not at hand."""
    path = SCHEMAS / name
    if not path.is_file():
        pytest.skip(f"no {name}: name its folder in WAARBORG_FORMATS")
    return path


def sarif(profile: str = "standard", language: str = "en") -> dict[str, Any]:
    """The run that SARIF tells of the examples and one problem."""
    log = json.loads(told("sarif", results(language), [problem()], language=language, profile=profile))
    run: dict[str, Any] = log["runs"][0]
    return run


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_sarif_is_valid(profile: str, language: str) -> None:
    """The log of OASIS's schema admits what is written, in both profiles, with findings or without."""
    validator = Draft4Validator(json.loads(schema_of("sarif-schema-2.1.0.json").read_text("utf-8")))
    for found, problems in ((results(language), [problem()]), ([], [])):
        log = json.loads(told("sarif", found, problems, language=language, profile=profile))
        assert [error.message for error in validator.iter_errors(log)] == []


def test_sarif_says_review_and_open() -> None:
    """What must be weighed is review, what is not known is open, and neither has a level; github shows warnings."""
    graded = {(each["kind"], each["level"]) for each in sarif()["results"]}
    assert graded == {("fail", "error"), ("review", "none"), ("open", "none")}
    assert {(each["kind"], each["level"]) for each in sarif("github")["results"]} == {
        ("fail", "error"),
        ("fail", "warning"),
    }


def test_sarif_rules_say_their_law() -> None:
    """Each result points at its rule, and each rule of the policy tells its sources in the help text."""
    run = sarif(language="nl")
    rules = run["tool"]["driver"]["rules"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    (weighing,) = (rule for rule in rules if rule["id"] == "country-weighing-high-concern")
    assert "Halfjaarbericht politie juni 2022" in weighing["help"]["markdown"]
    assert {"shortDescription", "fullDescription", "help"} <= set.intersection(*map(set, rules))


def test_sarif_fingerprints_depend_on_no_line() -> None:
    """A descriptor whose lines have moved has the same fingerprints, and its regions have moved."""
    moved = results()
    for result in moved:
        for part in (result, *result["rules"]):
            part["line"] = part["line"] and part["line"] + 7
    before, after = (json.loads(told("sarif", found))["runs"][0]["results"] for found in (results(), moved))
    assert [each["partialFingerprints"] for each in before] == [each["partialFingerprints"] for each in after]
    assert [each["locations"] for each in before] != [each["locations"] for each in after]
    region = before[0]["locations"][0]["physicalLocation"]["region"]
    assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}


def test_sarif_names_the_file_as_it_is_called() -> None:
    """A backslash in a name is no slash, and a byte that is no text is that byte."""
    found = [{**results()[0], "file": file} for file in ("a\\b.yaml", "\udcff.yaml", "ñ #1.yaml")]
    located = [
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in json.loads(told("sarif", found))["runs"][0]["results"]
    ]
    assert list(dict.fromkeys(located)) == ["a%5Cb.yaml", "%FF.yaml", "%C3%B1%20%231.yaml"]


def test_sarif_suppresses_what_is_waived() -> None:
    """A waived finding is suppressed with its reason; one that the baseline knows is unchanged."""
    found = next(result for result in results() if result["verdict"] == "incomplete")
    found["waived"], found["new"] = WAIVED, False
    for rule in found["rules"]:
        rule["new"] = False
    run = json.loads(told("sarif", [found]))["runs"][0]
    assert {each["suppressions"][0]["justification"][:33] for each in run["results"]} == {
        "waived until 2026-12-31: awaited "
    }
    assert {each.get("baselineState") for each in run["results"]} == {"unchanged"}


@pytest.mark.parametrize("name", ["junit-jenkins-10.xsd", "junit-windyroad.xsd"])
def test_junit_is_valid(name: str) -> None:
    """Both common schemas of JUnit admit what is written, with findings or without."""
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(str(schema_of(name))))
    for found, problems in ((results(), [problem()]), ([], [])):
        schema.assertValid(etree.fromstring(told("junit", found, problems).encode()))


@pytest.mark.parametrize("name", ["junit-jenkins-10.xsd", "junit-windyroad.xsd"])
def test_junit_of_policy_cases_is_valid(name: str) -> None:
    """Both schemas admit what is written of policy cases: those that pass, those that fail, and problems."""
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.parse(str(schema_of(name))))
    folder = ROOT / "tests/transcripts"
    tiny, *cases = (str(folder / each) for each in ("tiny", "tiny/cases", "tiny-failing.yaml", "tiny-refused.yaml"))
    words = [sys.executable, "-m", "waarborg", "test", "--policies", tiny, *cases, "--format", "junit"]
    for language, expected in (("nl", "verwacht"), ("en", "expected")):
        done = subprocess.run([*words, "--lang", language], capture_output=True, encoding="utf-8", check=False)
        schema.assertValid(etree.fromstring(done.stdout.encode()))
        said = f'message="verdict: {expected} '
        assert [each in done.stdout for each in ("<failure ", "<error ", said)] == [True] * 3


def test_junit_names_each_case_once() -> None:
    """Of cases with one name a pipeline shows the first alone: no two have one, and no line is part of a name."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 (what is parsed was written here)

    moved = {**problem(), "line": 90}
    root = ET.fromstring(told("junit", [*results()[:1] * 2], [problem(), moved, problem("another")]))  # noqa: S314 (likewise)
    assert [case.get("name") for case in root.iter("testcase")] == [
        results()[0]["id"],
        f"{results()[0]['id']} (2)",
        "reading/duplicate-key: the key `id` stands twice",
        "reading/duplicate-key: the key `id` stands twice (2)",
        "reading/duplicate-key: another",
    ]


def test_junit_counts_its_cases() -> None:
    """Permitted exchanges pass, waived ones are skipped, other verdicts fail and problems are errors."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 (what is parsed was written here)

    found = results()
    next(result for result in found if result["verdict"] == "incomplete")["waived"] = WAIVED
    suite = ET.fromstring(told("junit", found, [problem()]))[0]  # noqa: S314 (likewise)
    cases = {name: len(suite.findall(f"testcase/{name}")) for name in ("failure", "error", "skipped")}
    failing = sum(result["verdict"] in {"prohibited", "refer", "incomplete"} for result in found) - 1
    assert cases == {"failure": failing, "error": 1, "skipped": 1}
    assert [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] == [
        str(count) for count in (len(found) + 1, failing, 1, 1)
    ]


def test_junit_skips_what_is_known_whole() -> None:
    """An exchange is skipped where the baseline knows all of its findings, and fails where one of them is new."""
    found = next(result for result in results() if result["verdict"] == "prohibited")
    for state, expected in ((False, "<skipped "), (True, "<failure ")):
        found["new"] = state
        for rule in found["rules"]:
            rule["new"] = False
        found["rules"][0]["new"] = state
        assert expected in told("junit", [found])


def test_github_commands_point_at_the_place() -> None:
    """A prohibition is an error at its line and columns; what is waived is a notice."""
    found = next(result for result in results() if result["verdict"] == "prohibited")
    rule = next(rule for rule in found["rules"] if rule["contributes"]["at_best"] == "prohibited")
    place = f"line={rule['line']},col={rule['column']},endColumn={rule['end_column']}"
    command = (
        f"::error file={found['file']},{place},title=prohibited%3A {rule['id']}::{found['id']}: {told_as(rule, 'en')}"
    )
    assert any(line.startswith(command) for line in told("github", [found]).splitlines())
    found["waived"] = WAIVED
    assert {line.split()[0] for line in told("github", [found]).splitlines()} == {"::notice"}


def test_github_adds_to_the_summary_of_the_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Markdown report is added to the page that GitHub names, after what stands there."""
    page = tmp_path / "summary.md"
    page.write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    told("github", results(), [problem()])
    assert page.read_text("utf-8") == "before\n" + told("markdown", results(), [problem()])


def test_the_summary_of_the_job_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two reports of one run, on standard output and in a file, add one page."""
    page = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    summary = Summary(checked=1, verdicts={"permitted": 1})
    for report in (reporter("github", io.StringIO()), reporter("github", io.StringIO())):
        report.begin(Run(version="0", policy=policy(), language="en", today=date(2026, 11, 24)))
        report.end(summary)
    assert page.read_text("utf-8").count("## waarborg") == 1


def test_github_tells_the_worst_first() -> None:
    """GitHub shows few annotations a step: problems come first, then each exchange's first finding by its gravity."""
    found = sorted(results(), key=lambda result: ("refer", "incomplete", "prohibited").count(result["verdict"]))
    commands = told("github", [*found[::-1], *found], [problem()]).splitlines()
    titles = [re.search(r"title=([^:]*?)(?:%3A|::)", line)[1] for line in commands[:-1]]  # type: ignore[index]
    order = ["reading/duplicate-key", "prohibited", "incomplete", "refer"]
    ranks = [order.index(title) for title in titles]
    assert ranks == sorted(ranks)
    ids = [line.rpartition("::")[2].partition(":")[0] for line in commands[1:] if "title=prohibited" in line]
    prohibited = sum(result["verdict"] == "prohibited" for result in found)
    assert len(set(ids[: 2 * prohibited])) == prohibited
    assert commands[-1].startswith("::notice title=waarborg::")


@pytest.mark.parametrize("named", ["missing/page.md", "folder"])
def test_an_unwritable_summary_of_the_job_takes_no_finding_away(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the page that GitHub names cannot be written, a warning says so and every command stands."""
    (tmp_path / "folder").mkdir()
    plain = told("github", results()[:3])
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / named))
    text = told("github", results()[:3])
    assert text.startswith(plain)
    assert "::warning title=waarborg::the summary of the job could not be written: " in text.removeprefix(plain)


FOLDED = ("lines", "github", "gitlab", "markdown", "junit", "sarif")


@pytest.mark.parametrize("name", FOLDED)
def test_much_that_is_open_is_one_finding(name: str) -> None:
    """Dozens of open rules are told as what to find out first, in every format."""
    (found,) = (result for result in results() if result["id"] == "eu-facts-missing")
    said = told(name, [found])
    plainly = said.replace("\\_", "_")
    assert "between permitted and prohibited until this is known: personal_data; basis.gateway; " in plainly
    assert "; and 69 more" in said
    still_open = {rule["id"] for rule in found["rules"] if rule["contributes"]["at_worst"] != "permitted"}
    assert len(still_open) > 50
    assert [rule for rule in sorted(still_open) if rule in said] == []


@pytest.mark.parametrize(("language", "word"), [("en", "not met: "), ("nl", "niet voldaan: ")])
@pytest.mark.parametrize("name", FOLDED)
def test_an_unmet_requirement_is_not_told_as_if_it_were_met(name: str, language: str, word: str) -> None:
    """Its title states what is required; no other rule's title has the word before it."""
    (found,) = (result for result in results(language) if result["id"] == "morocco-letter-of-intent")
    unmet = next(rule for rule in found["rules"] if rule["kind"] == "requirement" and rule["truth"] == "true")
    other = next(rule for rule in found["rules"] if rule["kind"] == "weighing" and rule["truth"] == "true")
    said = told(name, [found], language=language)
    assert f"{word}{unmet['title']}" in said
    assert other["title"] in said
    assert f"{word}{other['title']}" not in said


def test_a_few_open_rules_are_told_each() -> None:
    """Where one rule is open it is told with what it hangs on, at its place."""
    (found,) = (result for result in results() if result["id"] == "eu-question-left")
    (entry,) = reported(found, "en")
    assert (entry.rule, entry.contributes) == ("om-authority", "incomplete")
    assert entry.message.endswith("(hangs on om.authority)")


def test_a_new_open_rule_is_told_beside_a_known_prohibition() -> None:
    """What keeps a run from passing has an entry: also what is open, where the baseline knows all that is certain."""
    found = next(result for result in results() if result["id"] == "torture-established")
    for state in (False, True):
        found["new"] = state
        for rule in found["rules"]:
            may = rule["contributes"]
            rule["new"] = state and may["at_best"] != may["at_worst"]
        entries = reported(found, "en")
        assert [entry.rule for entry in entries if entry.new] == ["still-unknown"] * state


@pytest.mark.parametrize("name", ["github", "gitlab", "junit", "markdown"])
def test_verdicts_are_told_in_dutch(name: str) -> None:
    """The words for a verdict follow the language; codes that a program reads do not change."""
    text = told(name, results("nl"), language="nl").lower()
    assert [word for word in ("verboden", "voorleggen", "onvolledig") if word not in text] == []
    said = re.sub(r'(type|name|value)="[^"]*"|"(check_name|path)": "[^"]*"', "", text)
    assert re.findall(r"\b(?:prohibited|refer|incomplete)\b(?=[ :%])", said) == []


def test_gitlab_fingerprints_differ() -> None:
    """Every entry has a fingerprint of its own, also where one exchange or problem stands twice."""
    twice = [result for each in results() for result in (each, each)]
    entries = json.loads(told("gitlab", twice, [problem(), problem(), problem(file="b.yaml")]))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    assert {entry["severity"] for entry in entries} == {"critical", "major"}
    assert {tuple(sorted(entry)) for entry in entries} == {
        ("check_name", "description", "fingerprint", "location", "severity")
    }


def test_markdown_tells_the_worst_exchanges_first() -> None:
    """What finds no room in a comment is the least grave, whatever order it comes in."""
    found = sorted(results(), key=lambda result: result["verdict"] == "prohibited")
    text = told("markdown", [*[each for each in found if each["verdict"] == "refer"] * 200, *found])
    rows = [line.split("|")[2].strip() for line in text.splitlines() if line.startswith("| ") and "examples/" in line]
    prohibited = [each["id"] for each in found if each["verdict"] == "prohibited"]
    assert list(dict.fromkeys(rows))[: len(prohibited)] == prohibited
    assert "more findings do not stand in this overview" in text


def test_markdown_fits_a_comment() -> None:
    """However much is found or gone, the report fits a comment and says how many findings it leaves out."""
    text = told("markdown", results() * 60, [problem()] * 2000, attack="gone", gone=5000)
    assert len(text) < 65_536
    assert "gone from the baseline: gone gone" in text
    assert "more findings do not stand in this overview" in text


def test_a_condition_is_no_finding_beside_a_prohibition() -> None:
    """What may add a condition at most is told only where nothing else keeps the exchange from being permitted."""
    found = next(result for result in results() if result["verdict"] == "incomplete")
    bounds = {"at_best": "permitted", "at_worst": "permitted_with_conditions"}
    first, *others = found["rules"]
    found["rules"] = [{**first, "contributes": bounds}, *others]
    assert first["id"] not in {entry["check_name"] for entry in json.loads(told("gitlab", [found]))}
    alone = {**found, "covered": "true", "rules": [{**first, "contributes": bounds}]}
    assert [entry["check_name"] for entry in json.loads(told("gitlab", [alone]))] == [first["id"]]


@pytest.mark.parametrize("name", ["sarif", "github", "gitlab"])
def test_what_is_permitted_is_no_finding(name: str) -> None:
    """An exchange that is permitted, on conditions or not, has no entry where findings are listed."""
    permitted = [result for result in results() if result["verdict"].startswith("permitted")]
    text = told(name, permitted)
    assert len(permitted) > 3
    assert [result["id"] for result in permitted if result["id"] in text] == []


def test_levels_agree() -> None:
    """GitHub, GitLab and SARIF's profile for GitHub grade the same findings the same."""
    found, problems = results(), [problem()]
    github = [line.split()[0][2:] for line in told("github", found, problems).splitlines()]
    github = sorted(level for level in github if level != "notice")
    gitlab = [entry["severity"] for entry in json.loads(told("gitlab", found, problems))]
    graded = sorted(each["level"] for each in sarif("github")["results"])
    assert github == graded == sorted({"critical": "error", "major": "warning"}[each] for each in gitlab)


def test_paths_are_told_as_seen_from_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file below the working folder has a relative path, whichever way it was named; another keeps its own."""
    monkeypatch.chdir(tmp_path)
    (here,) = (copy.deepcopy(result) for result in results() if result["id"] == "aruba-declaration")
    here["file"] = str(tmp_path / "a b.yaml")
    elsewhere = {**here, "file": "/else/where.yaml"}
    run = json.loads(told("sarif", [here, elsewhere]))["runs"][0]
    locations = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run["results"]]
    assert list(dict.fromkeys(locations)) == ["a%20b.yaml", "file:///else/where.yaml"]


@pytest.mark.parametrize("name", [name for name in FORMATS if import_module(FORMATS[name]).WANTS is Want.FINDINGS])
def test_a_format_of_findings_tells_no_question(name: str) -> None:
    """So a run that writes no other need not find out what to ask, which takes longer than all the rest."""
    found = results()
    assert any(result["missing"] for result in found)
    assert told(name, found, []) == told(name, [{**result, "missing": []} for result in found], [])
