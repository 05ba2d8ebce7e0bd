"""The page of what the cases leave open: it names what is not shown, and what goes unnoticed, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from test_pinned_cases import EVERY, JUDGE, POLICY

from waarborg.core.notation import in_notation
from waarborg.testing.coverage import coverage_of_cases
from waarborg.testing.mutants import mutants_of
from waarborg.testing.mutation import mutation_of

PAGE = (Path(__file__).parents[2] / "docs" / "policy-survivors.md").read_text("utf-8")
CHANGES, TESTS = PAGE.split("## Tests that no case shows")
CHANGE = re.compile(r"^\| `([^`]+)` \| `([^`]+)` → (?:`([^`]+)`|left out) \|", re.MULTILINE)


def test_the_tests_that_are_not_shown_are_told() -> None:
    """Each test that no case shows stands on the page with its reason, and no other does."""
    shown = coverage_of_cases(EVERY, JUDGE, POLICY)
    unshown = {in_notation(test.test) for rule in shown for test in rule.tests if not test.shown}
    assert unshown == set(re.findall(r"^\| `([^`]+)` \|", TESTS, re.MULTILINE))


def test_the_changes_that_go_unnoticed_are_told() -> None:
    """Each change that no case notices stands on the page with its reason, and no other does."""
    survivors = mutation_of(EVERY, JUDGE, POLICY, mutants_of(POLICY)).survivors
    assert {(mutant.name, mutant.was, mutant.now or "") for mutant in survivors} == set(CHANGE.findall(CHANGES))


def test_each_has_its_reason() -> None:
    """No line of the page is left without a reason, or with the promise of one."""
    reasons = [line.rsplit("|", 2)[1].strip() for line in PAGE.splitlines() if line.startswith("| `")]
    assert [reason for reason in reasons if not reason or reason.startswith("*Open*")] == []
