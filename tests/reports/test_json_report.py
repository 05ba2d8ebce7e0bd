"""The JSON report is valid under its published schema and says where each fact stands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from waarborg.reading.schema import schema

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def report(*paths: str) -> dict[str, Any]:
    """The JSON report on the files."""
    done = subprocess.run(
        [sys.executable, "-m", "waarborg", "check", "--format", "json", *paths],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_report_on_every_example_is_valid() -> None:
    """report-1 admits what is written of all examples and of a file that is refused."""
    whole = report(*map(str, EXAMPLES), "examples/refused/unknown-date.yaml")
    assert list(Draft202012Validator(schema("report")).iter_errors(whole)) == []
    assert (len(whole["results"]), len(whole["problems"])) == (len(EXAMPLES), 1)


def test_every_verdict_is_among_the_examples() -> None:
    """The examples come to each of the five verdicts."""
    verdicts = {result["verdict"] for result in report(*map(str, EXAMPLES))["results"]}
    assert verdicts == {"permitted", "permitted_with_conditions", "refer", "incomplete", "prohibited"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_facts_point_at_the_line_that_states_them(path: Path) -> None:
    """The text at a fact's place begins with its value, where the value is one word."""
    lines = path.read_text("utf-8").split("\n")
    (result,) = report(str(path))["results"]
    placed = [fact for rule in result["rules"] for fact in rule["facts"] if fact["line"]]
    for fact in placed:
        if isinstance(fact["value"], str) and not fact["path"].startswith("subject.findings"):
            text = lines[fact["line"] - 1][fact["column"] - 1 :]
            assert text.lstrip('"').startswith(fact["value"])


def test_a_curable_prohibition_says_so() -> None:
    """A letter of intent as basis is curable; persecution by the feared state is not."""
    (loi,) = report("examples/morocco-letter-of-intent.yaml")["results"]
    (refugee,) = report("examples/refugee-feared-state.yaml")["results"]
    assert (loi["curable"], refugee["curable"]) == ("yes", "no")
