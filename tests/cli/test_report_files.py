"""Several reports in one run, the same however many processes work, and wrong profiles refused."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from program import Checked, example

from waarborg.cli.work import FEW
from waarborg.reports.reporting import FORMATS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two exchanges and a file that cannot be read as one."""
    made = tmp_path / "exchanges"
    made.mkdir()
    for name in ("aruba-declaration", "eu-facts-missing"):
        (made / f"{name}.yaml").write_text(example(name), "utf-8")
    (made / "broken.yaml").write_text("schema: waarborg/exchange-1\nid: broken\ndate: 2026-02-30\n", "utf-8")
    return made


def test_all_reports_come_of_one_run(folder: Path, checked: Checked) -> None:
    """Each format has its file, and two processes write the bytes that one writes, of more files than one is left."""
    written = []
    for number in range(FEW + 2):
        (folder / f"n{number:02}.yaml").write_text(example("uk-money-flow", f"n{number:02}"), "utf-8")
    for jobs in ("1", "2"):
        outputs = [f"--output={name}=out.{name}" for name in FORMATS]
        assert checked("exchanges", "--quiet", "--jobs", jobs, *outputs).returncode == 5
        written.append({name: (folder.parent / f"out.{name}").read_text("utf-8") for name in FORMATS})
    assert written[0] == written[1]
    assert [name for name, text in written[0].items() if name != "text" and "broken.yaml" not in text] == []


def test_a_report_keeps_the_mode_of_the_file_that_it_replaces(folder: Path, checked: Checked) -> None:
    """Who may read the report of before may read the new one, and nobody else."""
    kept = folder.parent / "kept.json"
    kept.write_text("before", "utf-8")
    kept.chmod(0o600)
    checked("exchanges", "--quiet", "--output=json=kept.json")
    assert (kept.read_text("utf-8") == "before", stat.S_IMODE(kept.stat().st_mode)) == (False, 0o600)


def test_github_reads_each_problem_once(folder: Path, checked: Checked) -> None:
    """The problem is an annotation on standard output, and is not said again where GitHub reads commands too."""
    done = checked(str(folder.name), "--format", "github")
    assert (done.stdout.count("::error file=exchanges/broken.yaml"), done.stderr) == (1, "")


def test_a_profile_that_is_not_known_is_refused(folder: Path, checked: Checked) -> None:
    """SARIF has the standard profile and that for GitHub."""
    assert checked(str(folder.name), "--sarif-profile", "gitlab").returncode == 2
