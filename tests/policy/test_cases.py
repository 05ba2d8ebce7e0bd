"""The shipped policy cases: the policy makes of each what it says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from program import environment_with

from waarborg.core.case import Case
from waarborg.core.judge import Judge
from waarborg.reading.cases import CaseReader, case_files
from waarborg.reading.inputs import Named
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.testing.running import ran

FOLDER = shipped_policies() / "cases"
POLICY = read_policy(shipped_policies())
JUDGE = Judge(POLICY)
READER = CaseReader(POLICY, FOLDER / "bases")
CASES = [case for named in case_files([FOLDER]) if isinstance(named, Named) for case in READER.read(named)]


def test_every_case_can_be_read() -> None:
    """No case file of the shipped policy has a problem, and there are cases."""
    assert READER.problems == []
    assert CASES != []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_case(case: Case) -> None:
    """The verdict gives everything that the case asks."""
    assert ran(case, JUDGE).mismatches == ()


def test_a_copy_of_the_policy_passes_its_own_cases(tmp_path: Path) -> None:
    """The folder holds all that its cases need: who copies it to change it can test it."""
    shutil.copytree(shipped_policies(), tmp_path / "policies")
    done = subprocess.run(
        [sys.executable, "-m", "waarborg", "test", "--policies", "policies"],
        cwd=tmp_path,
        env=environment_with(tmp_path / "cache"),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, b"")
