"""`waarborg init` writes a folder that can be checked at once, and never over what stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml
from program import ROOT, Checked

CI = (
    "ci/github/action.yml",
    "ci/gitlab/waarborg.yml",
    "src/waarborg/cli/starter/github.yml",
    "src/waarborg/cli/starter/gitlab.yml",
)
PIPELINES = {"github": ".github/workflows/exchanges.yml", "gitlab": ".gitlab-ci.yml"}


def init(folder: Path, environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """What `waarborg init WORDS` comes to in the folder."""
    command = [sys.executable, "-m", "waarborg", "init", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def files_below(folder: Path) -> set[str]:
    """The files below the folder, as seen from it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("ci", [*PIPELINES, "none"])
def test_the_folder_can_be_checked(tmp_path: Path, environment: dict[str, str], checked: Checked, ci: str) -> None:
    """The descriptor names the schema beside it and is read without a problem; the pipeline checks its folder."""
    assert init(tmp_path, environment, "--ci", ci).returncode == 0
    expected = {"exchanges/first-exchange.yaml", "schemas/exchange-1.json", PIPELINES.get(ci)} - {None}
    assert files_below(tmp_path) == expected
    descriptor = tmp_path / "exchanges/first-exchange.yaml"
    named = descriptor.read_text("utf-8").split("\n")[0].removeprefix("# yaml-language-server: $schema=")
    assert (descriptor.parent / named).is_file()
    assert checked("exchanges").returncode in {0, 3, 4}
    if ci in PIPELINES:
        assert "check --format" in (tmp_path / PIPELINES[ci]).read_text("utf-8")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_descriptor_assumes_nothing_of_a_subject(
    tmp_path: Path, environment: dict[str, str], checked: Checked, language: str
) -> None:
    """It states no finding, so that its check asks; the two languages state the same."""
    assert init(tmp_path, environment, "--lang", language).returncode == 0
    done = checked("--lang", language, "--as-of", "2026-11-30", "exchanges/first-exchange.yaml")
    assert (done.returncode, "findings: {torture: {is:" in done.stdout) == (3, True)
    text = (tmp_path / "exchanges/first-exchange.yaml").read_text("utf-8")
    assert "excluded" not in text
    stated = yaml.safe_load(text)
    english = yaml.safe_load((ROOT / "src/waarborg/cli/starter/exchange.en.yaml").read_text("utf-8"))
    assert (date.today() - stated["date"]).days in {0, 1}  # noqa: DTZ011 (the day of the calendar, as `init` takes it)
    assert stated | {"need": english["need"], "date": english["date"]} == english


def test_nothing_is_written_over(tmp_path: Path, environment: dict[str, str]) -> None:
    """Where one of the files stands, none is written, and each that stands is named."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/exchange-1.json").write_text("mine", "utf-8")
    done = init(tmp_path, environment)
    assert (done.returncode, "exchange-1.json` stands there already" in done.stderr) == (2, True)
    assert files_below(tmp_path) == {"schemas/exchange-1.json"}


def test_an_unknown_system_is_wrong_usage(tmp_path: Path, environment: dict[str, str]) -> None:
    """A pipeline of a system that is not known is not guessed."""
    assert (init(tmp_path, environment, "--ci", "jenkins").returncode, os.listdir(tmp_path)) == (2, [])  # noqa: PTH208


@pytest.mark.parametrize("path", ["ci/github/action.yml", "src/waarborg/cli/starter/github.yml"])
def test_every_action_is_pinned(path: str) -> None:
    """An action of others is named by its commit, and no command holds an expression that text could break out of."""
    found = yaml.safe_load((ROOT / path).read_text("utf-8"))
    steps = found["runs"]["steps"] if "runs" in found else found["jobs"]["waarborg"]["steps"]
    used = [step["uses"].partition("@")[2] for step in steps if "uses" in step]
    assert [commit for commit in used if len(commit) != 40] == []
    assert [step for step in steps if "${{" in step.get("run", "")] == []


def test_a_workflow_may_only_read() -> None:
    """The workflow that init writes has no permission but to read the repository, and keeps no credentials."""
    found = yaml.safe_load((ROOT / "src/waarborg/cli/starter/github.yml").read_text("utf-8"))
    job = found["jobs"]["waarborg"]
    assert (found["permissions"], job["permissions"]) == ({}, {"contents": "read"})
    assert job["steps"][0]["with"] == {"persist-credentials": False}


def test_the_hook_takes_what_init_writes() -> None:
    """The files of the pre-commit hook are those below `exchanges/`, so that no other YAML is taken for a descriptor."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert "types" not in hook  # a file with a NUL in it is no text to pre-commit, and must be refused all the same
    taken = ["exchanges/first-exchange.yaml", "a/exchanges/b.ndjson"]
    assert [
        path for path in [*taken, ".gitlab-ci.yml", "schemas/exchange-1.json"] if re.search(hook["files"], path)
    ] == taken


def test_the_pipelines_pin_every_dependency() -> None:
    """Each dependency of the package is among the versions of the extra that every pipeline installs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = dict(each.split("==") for each in project["optional-dependencies"]["pinned"])
    assert {re.split(r"[<>=~!]", each)[0].lower() for each in project["dependencies"]} <= pinned.keys()
    assert [path for path in CI if "[pinned]" not in (ROOT / path).read_text("utf-8")] == []


@pytest.mark.parametrize("path", CI)
def test_a_pipeline_runs_nothing_of_what_it_checks(path: str) -> None:
    """A module of Python is run apart from the working folder, in which a change under review could bring its own."""
    run = re.findall(r"python3? .*", (ROOT / path).read_text("utf-8"))
    assert [each for each in run if not each.startswith("python -I -m venv ")] == []
    assert run


@pytest.mark.parametrize("path", [path for path in CI if "gitlab" in path])
def test_every_image_is_pinned(path: str) -> None:
    """An image is named by its digest, and a slim one, which has no git, is given nothing that takes git to install."""
    text = (ROOT / path).read_text("utf-8")
    assert re.findall(r"image: .*-slim[^\n]*@sha256:[0-9a-f]{64}\n", text)
    assert "git+" not in text


def test_no_second_pipeline_is_written(tmp_path: Path, environment: dict[str, str]) -> None:
    """Where a pipeline of GitLab stands, none of GitHub is written unless it is asked for."""
    (tmp_path / ".gitlab-ci.yml").write_text("stages: []\n", "utf-8")
    assert init(tmp_path, environment).returncode == 0
    assert files_below(tmp_path) == {".gitlab-ci.yml", "exchanges/first-exchange.yaml", "schemas/exchange-1.json"}
    assert (tmp_path / ".gitlab-ci.yml").read_text("utf-8") == "stages: []\n"


def test_a_pipeline_below_the_root_says_so(tmp_path: Path, environment: dict[str, str]) -> None:
    """A system runs a pipeline at the root of a repository alone: below it, the user is told to move it there."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "part").mkdir()
    said = f"to {tmp_path.resolve()}, where it runs"
    assert said in init(tmp_path / "part", environment).stdout
    assert said not in init(tmp_path, environment).stdout


def test_a_dutch_folder_goes_on_in_dutch(tmp_path: Path, environment: dict[str, str], checked: Checked) -> None:
    """The pipeline of a folder that was asked for in Dutch speaks Dutch, and so does the command that is named."""
    done = init(tmp_path, environment, "--lang", "nl")
    assert "doe nu: waarborg check --lang nl exchanges" in done.stdout
    pipeline = yaml.safe_load((tmp_path / PIPELINES["github"]).read_text("utf-8"))
    assert "check --lang nl --format github --no-ignore exchanges" in pipeline["jobs"]["waarborg"]["steps"][-1]["run"]
    assert "ONVOLLEDIG" in checked("--lang", "nl", str(tmp_path / "exchanges")).stdout


def test_a_full_disk_leaves_no_half_of_a_file(tmp_path: Path, environment: dict[str, str]) -> None:
    """A file that cannot be written whole is named, and is not there afterwards."""
    program = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from waarborg.cli.main import run; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); run()"
    done = subprocess.run(
        [sys.executable, "-c", program, "init", "."],
        cwd=tmp_path, env={**environment, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, encoding="utf-8",
        check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, "`schemas/exchange-1.json` could not be written: File too large" in done.stderr) == (
        5,
        True,
    )
    assert files_below(tmp_path) == {"exchanges/first-exchange.yaml"}


def test_a_folder_is_not_called_like_a_descriptor(tmp_path: Path, environment: dict[str, str]) -> None:
    """Who names the descriptor to write is told that a folder is made, and nothing is."""
    done = init(tmp_path, environment, "first.yaml")
    assert (done.returncode, "is called like a file" in done.stderr) == (2, True)
    assert not files_below(tmp_path)
