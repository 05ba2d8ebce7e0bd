"""`waarborg diff` as it is run: sides, exit statuses, outputs, witnesses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from waarborg.reading.schema import accepts

ROOT = Path(__file__).parents[2]
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WHEN = "subject.findings.persecution: established}"


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The diff run as a user runs it."""
    return run_command("diff", *arguments, cwd=cwd)


def run_command(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command run as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "waarborg", *words],
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def stricter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped policy in which an indication of persecution is enough."""
    folder = tmp_path_factory.mktemp("drafts") / "policies"
    shutil.copytree(ROOT / "policies", folder)
    path = folder / "safeguards" / "general.yaml"
    text = path.read_text("utf-8")
    assert WHEN in text
    path.write_text(text.replace(WHEN, WHEN.replace("established", "[established, indicated]"), 1), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--fail-on", "stricter"), 1),
        (("--fail-on", "any"), 1),
        (("--fail-on", "looser"), 0),
        ((), 0),
        (("--budget", "0.0001"), 3),
    ],
)
def test_the_gate(stricter: Path, arguments: tuple[str, ...], status: int) -> None:
    """A direction that is not wanted ends with 1, what was not decided with 3, anything else with 0."""
    assert run("policies", str(stricter), "--as-of", "2026-11-24", *arguments).returncode == status


@pytest.mark.parametrize("budget", ["0", "-4", "nan", "inf", "1e7"])
@pytest.mark.parametrize("command", [["diff", "policies", "policies"], ["lint", "--prove"]], ids=" ".join)
def test_no_time_is_no_budget(budget: str, command: list[str]) -> None:
    """Seconds in which nothing could be proved, or that cannot be counted, are told before anything is read."""
    done = run_command(*command, f"--budget={budget}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is no time for a proof: write seconds above 0" in done.stderr


@pytest.mark.parametrize("wanted", ["looser", "stricter", "any"])
def test_what_goes_sideways_ends_with_1_whatever_is_not_wanted(tmp_path: Path, wanted: str) -> None:
    """Another obligation is neither looser nor stricter, and may be either: no gate lets it through unseen."""
    old, new = ROOT / "tests" / "transcripts" / "tiny", tmp_path / "new"
    shutil.copytree(old, new)
    rules = new / "safeguards" / "tiny.yaml"
    text = rules.read_text("utf-8").replace("id: threat-exception", "id: threat-told")
    rules.write_text(text.replace("Inform the state of origin.", "Inform the public prosecutor."), "utf-8")
    arguments = (str(old), str(new), "--as-of", "2026-11-24", "--format", "json")
    done = run(*arguments, "--fail-on", wanted)
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["impact"]["directions"].keys() == {"sideways"}
    assert run(*arguments).returncode == 0


def test_two_days_of_one_policy() -> None:
    """One policy at two dates: what signing the letter of intent with Morocco began."""
    days = ("--as-of-old", "2022-05-09", "--as-of-new", "2022-05-10")
    done = run("policies", "policies", *days, "--format", "json", "--budget", "5")
    impact = json.loads(done.stdout)["impact"]
    assert done.returncode == (3 if impact["undecided"] else 0), done.stderr
    assert "morocco-every-safeguard-shown" in impact["changed_rules"]


def test_a_broken_side_is_told_with_its_problems(stricter: Path, tmp_path: Path) -> None:
    """A side that cannot be read ends with 6, and so does one that is neither a folder nor a revision."""
    broken = tmp_path / "broken"
    shutil.copytree(stricter, broken)
    (broken / "definitions.yaml").write_text("schema: waarborg/definitions-1\ndefinitions: 1\n", "utf-8")
    assert run("policies", str(broken)).returncode == 6
    assert run("policies", "no-such-revision").returncode == 6


def test_a_side_in_another_language_is_told_in_few_words(stricter: Path, tmp_path: Path) -> None:
    """Of a side that is refused in many places: that it is of another version or broken, how often, the first three."""
    foreign = tmp_path / "foreign"
    shutil.copytree(stricter, foreign)
    general = foreign / "safeguards" / "general.yaml"
    general.write_text(general.read_text("utf-8").replace("    kind: weighing\n", "    sort: weighing\n"), "utf-8")
    done = run("policies", str(foreign))
    told = [line for line in done.stderr.splitlines() if line.startswith("✗ ")]
    assert (done.returncode, done.stdout, len(told)) == (6, "", 4)
    assert told[0].startswith(f"✗ {foreign}: ")
    assert "was written for another version of the policy" in " ".join(done.stderr.split())


def test_a_broken_revision_is_told_at_its_places_within_it(stricter: Path, tmp_path: Path) -> None:
    """What is wrong with each side is told, in git's own words for a file of a revision."""
    shutil.copytree(stricter, tmp_path / "policies")
    definitions = tmp_path / "policies" / "definitions.yaml"
    definitions.write_text("schema: waarborg/definitions-1\ndefinitions: 1\n", "utf-8")
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=n", "-c", "user.email=e@e", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    definitions.write_text("schema: waarborg/definitions-1\ndefinitions: 2\n", "utf-8")
    done = run("HEAD", "policies", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (6, "")
    assert "✗ HEAD:policies/definitions.yaml:2:14: " in done.stderr
    assert "✗ policies/definitions.yaml:2:14: " in done.stderr
    assert "/old" not in done.stderr


def test_a_git_revision_is_read_without_touching_the_work_tree(stricter: Path, tmp_path: Path) -> None:
    """Both `REV` and `REV:path` name the policy that was committed, whatever stands in the work tree now."""
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=n", "-c", "user.email=e@e", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    shutil.copy(stricter / "safeguards" / "general.yaml", tmp_path / "policies" / "safeguards" / "general.yaml")
    for named in ("HEAD", "HEAD:policies"):
        done = run(named, "policies", "--fail-on", "stricter", cwd=tmp_path)
        assert (done.returncode, "persecution-established" in done.stdout) == (1, True)
    status = subprocess.run(
        ["git", "status", "--short"], cwd=tmp_path, check=True, capture_output=True, encoding="utf-8"
    )
    assert status.stdout == " M policies/safeguards/general.yaml\n"


def test_the_json_report_fits_its_schema_and_its_witnesses_are_judged_so(stricter: Path, tmp_path: Path) -> None:
    """The report is admitted by diff-1, and `check` says of each saved witness what the report says."""
    done = run("policies", str(stricter), "--as-of", "2026-11-24", "--format", "json", "--witnesses", str(tmp_path))
    report = json.loads(done.stdout)
    assert accepts("diff", report)
    assert [each["direction"] for each in report["impact"]["transitions"]] == ["stricter"] * 3
    saved = sorted(tmp_path.glob("*.yaml"))
    assert len(saved) == sum(len(each["regions"]) for each in report["impact"]["transitions"])
    checked = subprocess.run(
        [sys.executable, "-m", "waarborg", "check", "--policies", str(stricter), "--format", "json", *map(str, saved)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert {each["verdict"] for each in json.loads(checked.stdout)["results"]} == {"prohibited"}


def test_real_descriptors_are_replayed(stricter: Path) -> None:
    """The example with an indication of persecution changes, by that rule and that fact; the others keep theirs."""
    done = run(
        "policies",
        str(stricter),
        "--as-of",
        "2026-11-24",
        "--on",
        "examples/persecution-indicated.yaml",
        "--on",
        "examples/eu-vehicle-theft.yaml",
        "--format",
        "json",
    )
    replayed = {each["id"]: each for each in json.loads(done.stdout)["replayed"]}
    assert replayed["persecution-indicated"]["rules"] == ["persecution-established"]
    assert "subject.findings.persecution" in replayed["persecution-indicated"]["facts"]
    assert replayed["eu-vehicle-theft"]["rules"] == []


def test_a_descriptor_that_cannot_be_read_hides_no_other(stricter: Path) -> None:
    """It is told once, with its place; the others are replayed, the policies compared, and the status is 5."""
    done = run("policies", str(stricter), "--as-of", "2026-11-24", "--on", "examples", "--format", "json")
    assert done.returncode == 5
    assert done.stderr.count("contradiction.yaml:5:16") == 1
    found = json.loads(done.stdout)
    assert "persecution-indicated" in {each["id"] for each in found["replayed"]}
    assert found["impact"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_and_a_comment_stand_alone(stricter: Path, language: str) -> None:
    """The HTML page asks for nothing from a network and runs nothing; Markdown names the rule and folds the witness."""
    page = run("policies", str(stricter), "--format", "html", "--lang", language).stdout
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "persecution-established" in page
    comment = run("policies", str(stricter), "--format", "markdown", "--lang", language).stdout
    assert "| persecution-established |" in comment
    assert "<details>" in comment


@pytest.mark.parametrize("shown", ["text", "markdown", "html"])
def test_coverage_is_called_by_what_it_is(tmp_path: Path, shown: str) -> None:
    """Where it is the coverage that counts differently, each format says so and none prints its id as a rule's."""
    old, new = ROOT / "tests" / "transcripts" / "tiny", tmp_path / "new"
    shutil.copytree(old, new)
    policy = new / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("[single_exchange, series]", "single_exchange"), "utf-8")
    told = run(str(old), str(new), "--as-of", "2026-11-24", "--format", shown).stdout
    assert "the grounds that the policy names" in told
    assert [
        as_a_rule for as_a_rule in ("| covers |", "<td>covers</td><td><details>", "rule: covers") if as_a_rule in told
    ] == []


def test_a_browser_shows_the_page(stricter: Path, tmp_path: Path) -> None:
    """A browser lays out the page with its heat map, and draws it."""
    if BROWSER is None:
        pytest.skip("no Chromium")
    page = tmp_path / "diff.html"
    page.write_text(run("policies", str(stricter), "--as-of", "2026-11-24", "--format", "html").stdout, "utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}")
    drawn = tmp_path / "diff.png"
    subprocess.run(
        [BROWSER, *options, "--window-size=1200,1600", f"--screenshot={drawn}", page.as_uri()], check=True, timeout=60
    )
    assert drawn.read_bytes().startswith(b"\x89PNG")
    dumped = subprocess.run(
        [BROWSER, *options, "--dump-dom", page.as_uri()], check=True, capture_output=True, encoding="utf-8", timeout=60
    ).stdout
    assert ("persecution-established" in dumped, "<table" in dumped) == (True, True)
