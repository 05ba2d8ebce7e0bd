"""Each exit status of the command line, shown by running it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
BUG = "import waarborg.cli.main as m; m.app = lambda: 1 / 0; m.run()"


def run(*words: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """The finished process of `waarborg WORDS`."""
    return subprocess.run(
        [sys.executable, "-m", "waarborg", *words],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", **env},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("names", "status"),
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
def test_the_verdict_is_the_exit_status(names: list[str], status: int) -> None:
    """The gravest of what was checked decides: 5, 1, 3, 4, 0, in that order."""
    assert run("check", *(f"examples/{name}.yaml" for name in names)).returncode == status


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "--format", "pdf", "x"],
        ["check", "--as-of", "june", "x"],
        ["check", "--fail-on", "all", "x"],
    ],
)
def test_wrong_usage_is_2(words: list[str]) -> None:
    """What the command line itself gets wrong is status 2."""
    assert run(*words).returncode == 2


def test_nothing_checked_is_5(tmp_path: Path) -> None:
    """A folder without descriptors is not a pass."""
    (tmp_path / "notes.yaml").write_text("a: 1\n", "utf-8")
    done = run("check", str(tmp_path))
    assert (done.returncode, "nothing was checked" in done.stderr) == (5, True)


def test_a_broken_policy_is_6(tmp_path: Path) -> None:
    """A policy with a mistake refuses to judge, and says where the mistake is."""
    (tmp_path / "policy.yaml").write_text("schema: waarborg/policy-1\nname: x\n", "utf-8")
    done = run("check", "--policies", str(tmp_path), "examples/eu-vehicle-theft.yaml")
    assert (done.returncode, "policy.yaml:1:1" in done.stderr) == (6, True)


def test_fail_on_lets_the_other_verdicts_pass() -> None:
    """`--fail-on` turns other verdicts into 0, never an input that could not be read."""
    assert run("check", "--fail-on", "prohibited", "examples/us-cybercrime.yaml").returncode == 0
    assert run("check", "--fail-on", "prohibited", "examples/refugee-feared-state.yaml").returncode == 1
    assert run("check", "--fail-on", "prohibited", "examples/refused/unknown-date.yaml").returncode == 5


def test_a_bug_is_70_and_shows_no_traceback() -> None:
    """A bug says how to report it; only `--debug` shows the traceback."""
    plain = subprocess.run([sys.executable, "-c", BUG], capture_output=True, encoding="utf-8", check=False)
    debug = subprocess.run([sys.executable, "-c", BUG, "--debug"], capture_output=True, encoding="utf-8", check=False)
    assert (plain.returncode, "Traceback" in plain.stderr, "has a bug" in plain.stderr) == (70, False, True)
    assert "Traceback" in debug.stderr


def test_standard_input_is_read() -> None:
    """`-` reads a descriptor from standard input."""
    done = run("check", "-", stdin=(EXAMPLES / "us-cybercrime.yaml").read_text("utf-8"))
    assert (done.returncode, "(<stdin>)" in done.stdout) == (4, True)


def test_the_date_decides_the_world() -> None:
    """The United Kingdom has no adequacy decision on the day before the first one."""
    assert run("check", "--as-of", "2021-06-27", "examples/uk-money-flow.yaml").returncode == 4
    assert run("check", "--as-of", "2024-07-01", "examples/uk-money-flow.yaml").returncode == 0


def test_colour_is_never_forced_into_a_pipe() -> None:
    """Without FORCE_COLOR a pipe gets no escape sequence; with it, it does; NO_COLOR wins."""
    path = "examples/eu-vehicle-theft.yaml"
    assert "\x1b" not in run("check", path).stdout
    assert "\x1b" in run("check", path, FORCE_COLOR="1").stdout
    assert "\x1b" not in run("check", path, FORCE_COLOR="1", NO_COLOR="1").stdout


def test_quiet_prints_nothing() -> None:
    """`--quiet` leaves the exit status to speak."""
    done = run("check", "--quiet", "examples/refugee-feared-state.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_schemas_are_printed() -> None:
    """`schema NAME` prints it; a name that is none is wrong usage."""
    assert '"urn:waarborg:schema:exchange-1"' in run("schema", "exchange").stdout
    assert run("schema", "exchnge").returncode == 2
