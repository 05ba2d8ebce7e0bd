"""The shipped policy cases: the policy makes of each what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from waarborg.core.case import Case
from waarborg.core.judge import Judge
from waarborg.reading.cases import CaseReader, case_files
from waarborg.reading.inputs import Named
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.testing.running import ran

FOLDER = shipped_policies() / "cases"
POLICY = read_policy(shipped_policies())
JUDGE = Judge(POLICY)
READER = CaseReader(POLICY, (FOLDER / "bases", Path(__file__).parents[2] / "examples"))
CASES = [case for named in case_files([FOLDER]) if isinstance(named, Named) for case in READER.read(named)]


def test_every_case_can_be_read() -> None:
    """No case file of the shipped policy has a problem, and there are cases."""
    assert READER.problems == []
    assert CASES != []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_case(case: Case) -> None:
    """The verdict gives everything that the case asks."""
    assert ran(case, JUDGE).mismatches == ()
