"""The linter: the shipped policy has no errors, and each check finds what it is for."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from waarborg.core.place import Place, Problem, Severity
from waarborg.linting.checks import CHECKS
from waarborg.linting.linted import Linted
from waarborg.linting.linter import lint
from waarborg.linting.sources import FORMS
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.written import WrittenPolicy
from waarborg.reports import lint_sarif
from waarborg.reports.dutch import problem_in

FOLDERS = Path(__file__).parents[1] / "transcripts"


def codes(folder: Path) -> list[str]:
    """The codes of what the linter finds in a folder on the day of its release."""
    policy = read_policy(folder)
    linted = Linted(policy, WrittenPolicy(folder), policy.released, policy.released + timedelta(days=90))
    return [problem.code for problem in lint(linted)]


def test_the_shipped_policy_has_no_errors() -> None:
    """What ships is free of what the linter calls an error, on the day of its release."""
    policy = read_policy(shipped_policies())
    linted = Linted(policy, WrittenPolicy(shipped_policies()), policy.released, policy.released + timedelta(days=90))
    assert [str(problem) for problem in lint(linted) if problem.severity is Severity.ERROR] == []


def test_every_check_is_shown() -> None:
    """The transcript shows each check finding something."""
    shown = set(re.findall(r"lint/[a-z][a-z-]+", (FOLDERS / "lint.md").read_text("utf-8")))
    assert shown == set(CHECKS)


def test_what_is_found_depends_on_the_day() -> None:
    """On the day of the release the treaty does not lapse within ninety days yet."""
    assert codes(FOLDERS / "doubtful").count("lint/lapses-soon") == 1


@pytest.mark.parametrize(("until", "told"), [(date(2026, 4, 30), False), (date(2026, 5, 1), True)])
def test_what_lapses_on_the_last_day_looked_at_is_told(until: date, *, told: bool) -> None:
    """The treaty is in force until 1 May: a look that far sees it lapse, one a day shorter does not."""
    policy = read_policy(FOLDERS / "doubtful")
    linted = Linted(policy, WrittenPolicy(FOLDERS / "doubtful"), date(2026, 4, 2), until)
    lapsing = [each for each in lint(linted) if each.code == "lint/lapses-soon"]
    assert told is any("soon-over" in each.message for each in lapsing)


def test_a_gap_is_held_to_the_policy() -> None:
    """A gap of a source and of a rule that there are not is an error at its line, in Dutch too."""
    policy = read_policy(FOLDERS / "doubtful")
    linted = Linted(policy, WrittenPolicy(FOLDERS / "doubtful"), policy.released, policy.released)
    found = [each for each in lint(linted) if Path(each.place.file).name == "gaps.yaml"]
    assert [(each.code, each.place.line, each.severity) for each in found] == [
        ("policy/unknown-source", 3, Severity.ERROR),
        ("policy/unknown-rule", 6, Severity.ERROR),
    ]
    assert [(problem_in("nl", each).message, problem_in("nl", each).hint) for each in found] == [
        ("`lore` is geen bron", "voeg die toe aan sources.yaml"),
        ("`no-such-rule` is geen regel en geen feit", "noem de id van een regel of het pad van een feit"),
    ]


@pytest.mark.parametrize("key", FORMS)
def test_each_form_admits_its_example(key: str) -> None:
    """The example that a hint gives has the form that it is an example of."""
    form, example = FORMS[key]
    assert form.fullmatch(example)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("bwb", "BWBR22463"),
        ("celex", "2016L0680"),
        ("celex", "32016L680"),
        ("ecli", "ECLI:NL:HR:864"),
        ("ecli", "ECLI:nl:HR:2023:864"),
        ("trb", "1951 nr. 131"),
        ("stb", "2007-300"),
        ("stcrt", "14538"),
        ("kamerstuk", "32317 nr. 751"),
    ],
)
def test_each_form_refuses_what_only_looks_like_it(key: str, wrong: str) -> None:
    """A number that is cut short or written otherwise does not have the form."""
    assert not FORMS[key][0].fullmatch(wrong)


def test_a_sarif_log_counts_its_rules() -> None:
    """Each result points at its rule, and only the rules that some result names are listed; a file has no region."""
    problems = [
        Problem("lint/no-quote", "two {holes} [and](a link)", Place("a b.yaml", 2, 3), width=4),
        Problem("lint/no-cases", "one", Place("c.yaml"), severity=Severity.NOTE),
    ]
    meanings = {problem.code: f"what {problem.code} means" for problem in problems}
    (run,) = json.loads(lint_sarif.render(problems, None, date(2026, 11, 2), meanings, language="en"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [problem.code for problem in problems]
    assert [(rule["fullDescription"]["text"], rule["help"]["markdown"]) for rule in rules] == [
        (f"{meaning}.", meaning) for meaning in meanings.values()
    ]
    assert [(result["ruleIndex"], result["level"]) for result in run["results"]] == [(0, "error"), (1, "note")]
    assert run["results"][0]["message"]["text"] == "two {{holes}} [and] (a link)."
    assert [result["locations"][0]["physicalLocation"] for result in run["results"]] == [
        {
            "artifactLocation": {"uri": "a%20b.yaml"},
            "region": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 7},
        },
        {"artifactLocation": {"uri": "c.yaml"}},
    ]


def test_the_documentation_lists_the_checks() -> None:
    """docs/testing-a-policy.md gives every check with its severity."""
    page = (Path(__file__).parents[2] / "docs" / "testing-a-policy.md").read_text("utf-8")
    rows = re.findall(r"^\| (`lint/.*) \| (error|warning|note) \|$", page, re.MULTILINE)
    told = {code: severity for codes_of, severity in rows for code in re.findall(r"`([^`]+)`", codes_of)}
    assert told == CHECKS


def test_a_party_is_held_to_every_earlier_entry_of_it(tmp_path: Path) -> None:
    """Days that lie in the first entry and in the third are listed twice, whatever the second one's days are."""
    folder = tmp_path / "doubtful"
    shutil.copytree(FOLDERS / "doubtful", folder)
    listed = "{code: DE, in_force: {from: 2020-01-01}}"
    spans = "{until: 2010-12-31}", "{from: 2015-01-01, until: 2016-12-31}", "{from: 2005-01-01, until: 2006-12-31}"
    text = (folder / "instruments.yaml").read_text("utf-8")
    assert f"[NL, DE, {listed}]" in text
    apart = ", ".join(f"{{code: DE, in_force: {span}}}" for span in spans)
    (folder / "instruments.yaml").write_text(text.replace(f"[NL, DE, {listed}]", f"[NL, {apart}]"), "utf-8")
    assert codes(folder).count("lint/overlapping-parties") == 1
