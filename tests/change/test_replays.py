"""Real descriptors under both policies: what changes and why, whoever does the work, whatever cannot be read."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from waarborg.change import corpus
from waarborg.change.sides import Side
from waarborg.cli.exits import Exit
from waarborg.cli.replays import NEW_ALONE, OLD_ALONE, ReplayBench, Replaying
from waarborg.cli.work import FEW
from waarborg.core.condition import Not
from waarborg.core.difference import Replayed, Replays
from waarborg.core.exchange import Exchange
from waarborg.core.place import Problem
from waarborg.core.policy import Policy
from waarborg.core.record import replace
from waarborg.core.verdict import Verdict
from waarborg.reading.inputs import documents_in
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.walk import Named
from waarborg.reports.diff_words import replays_in_words

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 24)
EXAMPLES = sorted(path for path in (ROOT / "examples").glob("*.yaml"))


@pytest.fixture(scope="module")
def shipped() -> Policy:
    """The shipped policy."""
    return read_policy(shipped_policies())


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """So many lines of descriptors that other processes are started for them, one of which is no descriptor."""
    examples = [each.data for path in EXAMPLES for each in documents_in(Named(str(path), outright=True))]  # type: ignore[union-attr]
    path = tmp_path / "many.ndjson"
    with path.open("w", encoding="utf-8") as file:
        for number in range(20 * FEW):
            file.write(json.dumps(examples[number % len(examples)]) + "\n")
            if number == FEW:
                file.write('{"schema": "waarborg/exchange-1", "id": "torn", "act": "no such act"}\n')
    return path


Between = Callable[..., tuple[Replays, Exit, list[Problem]]]


@pytest.fixture
def between(tmp_path_factory: pytest.TempPathFactory) -> Between:
    """What comes of descriptors under two policies: the replays, the status by itself, the problems that were said."""

    def found(old: Policy, new: Policy, *paths: Path) -> tuple[Replays, Exit, list[Problem]]:
        said: list[Problem] = []
        bench = ReplayBench((Side(old, DAY), Side(new, DAY)), (shipped_policies(), shipped_policies()))
        replaying = Replaying(bench, said.append, language="en")
        spool = tmp_path_factory.mktemp("spool") / "replays"
        return replaying.replays([str(path) for path in paths], 1, spool, fenced=True), replaying.exit, said

    return found


def altered(policy: Policy, rule: str, **changes: object) -> Policy:
    """The policy with some fields of one rule changed."""
    assert rule in {each.id for each in policy.rules}
    return replace(policy, rules=tuple(replace(e, **changes) if e.id == rule else e for e in policy.rules))


def test_any_number_of_processes_says_the_same(lines: Path, tmp_path: Path) -> None:
    """The report and the problems are the same byte for byte; what cannot be read hides nothing else."""
    new = tmp_path / "policies"
    shutil.copytree(shipped_policies(), new)
    text = (new / "safeguards" / "general.yaml").read_text("utf-8")
    when = "subject.findings.persecution: established}"
    (new / "safeguards" / "general.yaml").write_text(
        text.replace(when, when.replace("established", "indicated")), "utf-8"
    )
    options = [
        "--budget",
        "0.0001",
        "--as-of",
        DAY.isoformat(),
        "--on",
        str(lines),
        "--on",
        "examples",
        "--format",
        "json",
    ]
    found = [
        subprocess.run(
            [sys.executable, "-m", "waarborg", "diff", "policies", str(new), *options, "--jobs", str(jobs)],
            cwd=ROOT,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            check=False,
            timeout=300,
        )
        for jobs in (1, 3)
    ]
    assert found[0].stdout == found[1].stdout
    assert found[0].stderr == found[1].stderr
    assert [each.returncode for each in found] == [Exit.UNREADABLE] * 2
    report = json.loads(found[0].stdout)
    assert sum(each["count"] for each in report["matrix"]) == len(report["replayed"]) > 20 * FEW
    assert f"many.ndjson:{FEW + 2}:" in found[0].stderr.decode()


def test_the_matrix_counts_what_is_told(shipped: Policy, lines: Path, between: Between) -> None:
    """Every descriptor is in the matrix, those that change are told one by one, and again where asked again."""
    new = altered(shipped, "persecution-indicated", authority="om")
    found, status, said = between(shipped, new, lines)
    told = list(found.every)
    assert Counter((each.old, each.new) for each in told) == found.matrix
    assert [each.id for each in found.changes()] == [each.id for each in told if each.changed]
    assert found.changed == sum(each.changed for each in found.every) > 1
    assert (status, {each.code for each in said}) == (Exit.UNREADABLE, {"schema/not-in-list", "schema/missing-key"})
    assert found.unread == 1
    assert "Files with problems: 1" in next(replays_in_words(found, "en"))


@pytest.mark.parametrize(("lacking", "hint"), [("old", OLD_ALONE), ("new", NEW_ALONE)])
def test_a_problem_of_one_side_says_which(
    lacking: str, hint: str, shipped: Policy, tmp_path: Path, between: Between
) -> None:
    """A decision on a rule that one side lacks is refused there alone, and is told so."""
    decision = {
        "rule": "persecution-indicated",
        "by": "minister",
        "outcome": "go",
        "date": "2026-11-24",
        "reference": "x",
    }
    path = tmp_path / "decided.json"
    path.write_text(
        json.dumps({"schema": "waarborg/exchange-1", "id": "a", "date": "2026-11-24", "decisions": [decision]})
    )
    less = replace(shipped, rules=tuple(each for each in shipped.rules if each.id != "persecution-indicated"))
    sides = (less, shipped) if lacking == "old" else (shipped, less)
    _, status, said = between(*sides, path)
    assert status is Exit.UNREADABLE
    assert [each.hint for each in said] == [hint]


def test_another_authority_is_another_outcome(shipped: Policy, between: Between) -> None:
    """Though the verdict stays: somebody else is asked."""
    new = altered(shipped, "persecution-indicated", authority="om")
    found, status, _ = between(shipped, new, ROOT / "examples" / "persecution-indicated.yaml")
    [changed] = found.changes()
    assert (changed.old, changed.new, changed.rules) == (Verdict.REFER, Verdict.REFER, ("persecution-indicated",))
    assert "subject.findings.persecution" in changed.facts
    assert (status, found.unread) == (Exit.PERMITTED, 0)
    assert "problems" not in next(replays_in_words(found, "en"))


def test_what_only_the_coverage_changes_is_changed(shipped: Policy, between: Between) -> None:
    """No rule differs, yet the grounds that the policy names do: that was once told as an outcome that is kept."""
    new = replace(shipped, covers=Not(shipped.covers))
    found, _, _ = between(shipped, new, ROOT / "examples" / "eu-vehicle-theft.yaml")
    [changed] = found.changes()
    assert changed.rules == ("covers",)
    assert changed.facts


def test_a_rule_that_is_only_renamed_changes_nothing(shipped: Policy, between: Between) -> None:
    """The outcome is the same, whatever the rule is called."""
    new = altered(shipped, "persecution-indicated", id="persecution-suspected")
    found, _, _ = between(shipped, new, ROOT / "examples" / "persecution-indicated.yaml")
    assert found.changed == 0


def test_nothing_that_can_be_read_is_no_pass(shipped: Policy, tmp_path: Path, between: Between) -> None:
    """An empty folder, and a folder of other files, end with 5."""
    assert between(shipped, shipped, tmp_path)[1] is Exit.UNREADABLE
    (tmp_path / "other.yaml").write_text("a: 1\n", "utf-8")
    assert between(shipped, shipped, tmp_path)[1] is Exit.UNREADABLE


def test_a_bug_stops_no_other_descriptor(shipped: Policy, between: Between, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told as the bug that it is, with 70; the others are replayed."""
    real = corpus.replayed

    def failing(exchanges: tuple[Exchange, Exchange], *rest: Any) -> Replayed:
        if exchanges[0].id == "torture-established":
            raise ZeroDivisionError
        return real(exchanges, *rest)

    monkeypatch.setattr("waarborg.cli.replays.replayed", failing)
    found, status, said = between(shipped, shipped, *EXAMPLES)
    assert (found.read, status) == (len(EXAMPLES) - 1, Exit.BUG)
    assert [each.code for each in said] == ["bug/judging"]


def test_a_bench_is_made_again_from_the_folders(shipped: Policy) -> None:
    """In a process that does not begin as a copy, the same comes of a unit."""
    bench = ReplayBench((Side(shipped, DAY), Side(shipped, DAY)), (shipped_policies(), shipped_policies()))
    again = pickle.loads(pickle.dumps(bench))  # noqa: S301 (our own)
    unit = Named(str(EXAMPLES[0]), outright=True)
    assert [each.id for each in again.done(unit).records] == [each.id for each in bench.done(unit).records]  # type: ignore[union-attr]
