"""Each exit status of the command line, and what each option does, shown by running the program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "WAARBORG_POLICIES")
BUG = """
import waarborg.cli.main as main
import waarborg.reading.inputs as inputs
def broken(*_, **__):
    {raised}
inputs.files_in = broken
main.run()
"""


class Run(Protocol):
    """Runs a program and hands back the finished process."""

    def __call__(self, *words: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        """The finished process of `waarborg WORDS`; words that begin with python's `-c` replace the program."""


@pytest.fixture
def clean(tmp_path: Path) -> dict[str, str]:
    """The environment without what would steer the program, with a cache folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in LOCALE}
    return {**kept, "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def run(clean: dict[str, str]) -> Run:
    """Runs `waarborg WORDS` in the repository."""

    def running(*words: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        program = words if words[:1] == ("-c",) else ("-m", "waarborg", *words)
        return subprocess.run(
            [sys.executable, *program],
            cwd=ROOT,
            env={**clean, **env},
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    return running


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["eu-vehicle-theft"], 0),
        (["uk-money-flow"], 0),
        (["refugee-feared-state"], 1),
        (["eu-facts-missing"], 3),
        (["us-cybercrime"], 4),
        (["refused/unknown-date"], 5),
        (["us-cybercrime", "eu-facts-missing"], 3),
        (["eu-facts-missing", "refugee-feared-state"], 1),
        (["refugee-feared-state", "refused/unknown-date"], 5),
        (["eu-vehicle-theft", "us-cybercrime"], 4),
    ],
)
def test_the_verdict_is_the_exit_status(run: Run, names: list[str], expected: int) -> None:
    """The gravest of what was checked decides: 5, 1, 3, 4, 0, in that order."""
    assert expected == run("check", *(f"examples/{name}.yaml" for name in names)).returncode


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["chekc"],
        ["check"],
        ["check", "--nonsense", "x"],
        ["check", "--format", "pdf", "x"],
        ["check", "--as-of", "june", "x"],
        ["check", "--as-of", "2026-W01-1", "x"],
        ["check", "--law-as-of", "2022-02-30", "x"],
        ["check", "--lang", "de", "x"],
        ["check", "--fail-on", "all", "x"],
        ["schema", "exchnge"],
    ],
)
def test_wrong_usage_is_2(run: Run, words: list[str]) -> None:
    """What the command line itself gets wrong is status 2."""
    assert run(*words).returncode == 2


def test_nothing_checked_is_5(run: Run, tmp_path: Path) -> None:
    """A folder without descriptors is not a pass."""
    (tmp_path / "notes.yaml").write_text("a: 1\n", "utf-8")
    done = run("check", str(tmp_path))
    assert (done.returncode, "nothing was checked" in done.stderr) == (5, True)


def test_a_file_that_is_not_there_is_5(run: Run) -> None:
    """A path that leads nowhere is an input that could not be read, and hides no other."""
    done = run("check", "examples/nowhere.yaml", "examples/eu-vehicle-theft.yaml")
    assert (done.returncode, done.stdout.split(":")[0]) == (5, "✓ PERMITTED WITH CONDITIONS")
    assert "[reading/no-file]" in done.stderr


def test_a_broken_policy_is_6(run: Run, tmp_path: Path) -> None:
    """A policy with a mistake refuses to judge and says where the mistake is, whatever else is wrong."""
    (tmp_path / "policy.yaml").write_text("schema: waarborg/policy-1\nname: x\n", "utf-8")
    done = run("check", "--policies", str(tmp_path), "examples/refused/unknown-date.yaml")
    assert (done.returncode, done.stdout, "policy.yaml:1:1" in done.stderr) == (6, "", True)


def test_a_log_tells_of_a_broken_policy(run: Run, tmp_path: Path) -> None:
    """The linter's SARIF holds what a policy is refused for, and the status says that it is."""
    (tmp_path / "policy.yaml").write_text("schema: waarborg/policy-1\nname: x\n", "utf-8")
    done = run("lint", str(tmp_path), "--format", "sarif")
    found = json.loads(done.stdout)["runs"][0]["results"]
    assert (done.returncode, "schema/missing-key" in {each["ruleId"] for each in found}) == (6, True)


@pytest.mark.parametrize(
    ("fail_on", "name", "expected"),
    [
        ("prohibited", "us-cybercrime", 0),
        ("prohibited", "eu-facts-missing", 0),
        ("prohibited", "refugee-feared-state", 1),
        ("prohibited,incomplete", "eu-facts-missing", 3),
        ("prohibited,refer", "us-cybercrime", 4),
        ("prohibited", "refused/unknown-date", 5),
    ],
)
def test_fail_on_lets_the_other_verdicts_pass(run: Run, fail_on: str, name: str, expected: int) -> None:
    """`--fail-on` turns other verdicts into 0, never an input that could not be read."""
    assert expected == run("check", "--fail-on", fail_on, f"examples/{name}.yaml").returncode


@pytest.mark.parametrize("words", [["check", "examples/uk-money-flow.yaml"], ["test"], ["lint"], ["explain", "GB"]])
@pytest.mark.parametrize("name", ["law/x.yaml", "partners/GB.yaml"])
def test_a_file_of_the_policy_that_is_none_is_6(run: Run, tmp_path: Path, words: list[str], name: str) -> None:
    """A folder or a pipe where a file of the policy should be breaks the policy; nothing waits for it, and it is no bug."""
    folder = tmp_path / "policies"
    shutil.copytree(ROOT / "policies", folder)
    (folder / name).unlink(missing_ok=True)
    (folder / name).mkdir()
    asked = [*words, str(folder)] if words == ["lint"] else [*words, "--policies", str(folder)]
    done = run(*asked)
    assert (done.returncode, "[policy/folder-within]" in done.stderr) == (6, True)
    (folder / name).rmdir()
    os.mkfifo(folder / name)
    done = run(*asked)
    assert (done.returncode, f"{name}` is no ordinary file" in " ".join(done.stderr.split())) == (6, True)


def test_fail_on_never_lets_a_broken_policy_pass(run: Run, tmp_path: Path) -> None:
    """A policy that cannot be read is 6 under every `--fail-on`."""
    words = ("--fail-on", "prohibited", "--policies", str(tmp_path), "examples/us-cybercrime.yaml")
    assert run("check", *words).returncode == 6


@pytest.mark.parametrize(("option", "traced"), [([], False), (["--debug"], True)])
def test_a_bug_is_70(run: Run, option: list[str], traced: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    """A bug ends with 70 and gives no verdict; its traceback is shown with `--debug` alone."""
    done = run("-c", BUG.format(raised="raise RuntimeError('boo')"), "check", *option, "examples/us-cybercrime.yaml")
    assert (done.returncode, done.stdout, "RuntimeError: boo" in done.stderr) == (70, "", True)
    assert traced is ("Traceback" in done.stderr)


def test_an_interrupt_is_130(run: Run) -> None:
    """A run that is interrupted says so, without a traceback."""
    done = run("-c", BUG.format(raised="raise KeyboardInterrupt"), "check", "examples/us-cybercrime.yaml")
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")


def test_standard_input_is_read(run: Run) -> None:
    """`-` reads a descriptor from standard input."""
    done = run("check", "-", stdin=(EXAMPLES / "us-cybercrime.yaml").read_text("utf-8"))
    assert (done.returncode, "(<stdin>)" in done.stdout) == (4, True)


@pytest.mark.parametrize(
    ("day", "name", "expected"),
    [
        ("2021-06-27", "uk-money-flow", 1),
        ("2024-07-01", "uk-money-flow", 0),
        ("2012-11-30", "morocco-treaty-decided", 1),
        ("2026-11-02", "morocco-treaty-decided", 0),
    ],
)
def test_the_date_decides_the_world(run: Run, day: str, name: str, expected: int) -> None:
    """There was no British adequacy decision before 28 June 2021, and no Moroccan treaty before 1 December 2012."""
    assert expected == run("check", "--as-of", day, f"examples/{name}.yaml").returncode


def test_a_decision_settles_nothing_before_its_own_day(run: Run) -> None:
    """On a day before the decision was taken it settles nothing, so the exchange is referred."""
    assert run("check", "--as-of", "2026-10-31", "examples/morocco-treaty-decided.yaml").returncode == 4


@pytest.mark.parametrize(
    ("words", "env", "expected"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--no-color"], {"FORCE_COLOR": "1"}, False),
    ],
)
@pytest.mark.parametrize("name", ["eu-vehicle-theft", "refused/unknown-date"])
def test_colour_is_never_forced_into_a_pipe(
    run: Run,
    words: list[str],
    env: dict[str, str],
    expected: bool,  # noqa: FBT001 (likewise)
    name: str,
) -> None:
    """A pipe gets escape sequences under FORCE_COLOR alone; NO_COLOR and `--no-color` win from it."""
    done = run("check", *words, f"examples/{name}.yaml", **env)
    assert expected is ("\x1b" in done.stdout + done.stderr)


def test_quiet_prints_nothing_but_problems(run: Run) -> None:
    """`--quiet` leaves the exit status to speak, but for what could not be read."""
    done = run("check", "--quiet", "examples/refugee-feared-state.yaml")
    refused = run("check", "--quiet", "examples/refused/unknown-date.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert (refused.returncode, refused.stdout, "unknown-date.yaml:" in refused.stderr) == (5, "", True)


@pytest.mark.parametrize(
    ("words", "locale", "expected"),
    [
        (["--lang", "nl"], "C.UTF-8", "→ VOORLEGGEN"),
        (["--lang", "en"], "nl_NL.UTF-8", "→ REFER"),
        ([], "nl_NL.UTF-8", "→ VOORLEGGEN"),
        ([], "de_DE.UTF-8", "→ REFER"),
    ],
)
def test_the_language_is_the_one_asked_for(run: Run, words: list[str], locale: str, expected: str) -> None:
    """`--lang` decides, else the locale, else it is English."""
    assert expected == run("check", *words, "examples/us-cybercrime.yaml", LC_ALL=locale).stdout.split(":")[0]


@pytest.mark.parametrize(
    "words", [["check", "examples/eu-vehicle-theft.yaml"], ["check", "--format", "json", "examples"], ["--help"]]
)
def test_a_broken_pipe_is_5(clean: dict[str, str], words: list[str]) -> None:
    """A reader that went away is no verdict and no bug: 5 in silence, however much there was to say."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "waarborg", *words],
        cwd=ROOT,
        env=clean,
        stdout=writer,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, "Traceback" in done.stderr, "Errno" in done.stderr) == (5, False, False)


def by_shell(words: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The program run by a shell, which closes the streams that `words` close."""
    return subprocess.run(
        ["sh", "-c", f'exec "$0" -m waarborg {words}', sys.executable],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_changes_no_status(clean: dict[str, str], closed: str) -> None:
    """Where the caller closed a stream, the exit status is still the verdict's."""
    done = by_shell(f"check examples/us-cybercrime.yaml {closed}", clean)
    assert (done.returncode, "Traceback" in done.stderr) == (4, False)


@pytest.mark.parametrize("closed", ["check - <&-", "check examples/us-cybercrime.yaml --files-from - <&-"])
def test_standard_input_that_is_closed_is_5(clean: dict[str, str], closed: str) -> None:
    """What the caller does not send cannot be read: a problem, whatever else was checked."""
    done = by_shell(closed, clean)
    assert (done.returncode, "standard input is closed" in done.stderr) == (5, True)


@pytest.mark.parametrize(
    "words", ["check nowhere.yaml", "chekc", "check examples/us-cybercrime.yaml --output json=/x/y"]
)
@pytest.mark.parametrize("full", ["2>/dev/full", ">/dev/full 2>/dev/full"])
def test_standard_error_that_cannot_be_written_is_5(clean: dict[str, str], words: str, full: str) -> None:
    """Where a problem cannot be said, the status is that of what could not be written, never that of a verdict."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m waarborg {words} {full}', sys.executable],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 5


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["check", "--help"], ["schema", "--help"]])
def test_help_is_printed(run: Run, words: list[str]) -> None:
    """Help goes to standard output and is no failure."""
    done = run(*words)
    assert (done.returncode, done.stdout.startswith("Usage: "), done.stderr) == (0, True, "")


@pytest.mark.parametrize("name", ["exchange", "policy", "case", "report"])
def test_schemas_are_printed(run: Run, name: str) -> None:
    """`schema NAME` prints that schema, as it is shipped."""
    done = run("schema", name)
    shipped = (ROOT / f"src/waarborg/schemas/{name}-1.json").read_text("utf-8")
    assert (0, shipped) == (done.returncode, done.stdout)


def test_a_near_miss_of_a_schema_name_is_named(run: Run) -> None:
    """A schema name that is mistyped is answered with the one that was meant."""
    assert run("schema", "exchnge").stderr == "there is no schema `exchnge`\nhint: did you mean `exchange`?\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["check", "x", "--lang", "nl", "--format", "pdf"],
            "Fout: Ongeldige waarde voor --format: `pdf` is geen vorm: ",
        ),
        (["check", "x", "--lang=nl", "--bogus"], "Fout: Er is geen optie --bogus"),
        (["chek", "--lang", "nl"], "Fout: Er is geen opdracht 'chek'"),
        (["check", "--lang", "nl"], "noem ten minste één bestand, map of patroon"),
        (["check", "x", "--lang", "nl", "--jobs", "a"], "'a' is geen geheel getal."),
    ],
)
def test_wrong_usage_is_said_in_dutch(run: Run, words: list[str], said: str) -> None:
    """Where Dutch is spoken, what is wrong with the command line is said in Dutch, with the same exit status."""
    done = run(*words)
    assert (done.returncode, said in done.stderr, "Error" in done.stderr) == (2, True, False)
