"""The JSON reports of `test` and `lint` keep to their published schemas."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from waarborg.reading.schema import schema

ROOT = Path(__file__).parents[2]
TINY = "tests/transcripts/tiny"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["test", "--policies", TINY, "--coverage", "--mutate"], "test"),
        (["test", "--policies", TINY, "tests/transcripts/tiny-failing.yaml"], "test"),
        (["test", "--policies", TINY, "tests/transcripts/tiny-refused.yaml"], "test"),
        (["lint", "tests/transcripts/doubtful"], "lint"),
    ],
)
def test_the_report_is_what_its_schema_says(words: list[str], name: str) -> None:
    """Each part of a report that can be there is admitted, and nothing else is."""
    done = subprocess.run(
        [sys.executable, "-m", "waarborg", *words, "--format", "json"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert list(Draft202012Validator(schema(name)).iter_errors(json.loads(done.stdout))) == []


@pytest.mark.parametrize("output_format", ["json", "junit"])
def test_problems_are_said_in_the_language(output_format: str) -> None:
    """Whichever format tells of a case that cannot be read, in Dutch it does so in Dutch."""
    words = [
        "test",
        "--policies",
        TINY,
        "tests/transcripts/tiny-refused.yaml",
        "--lang",
        "nl",
        "--format",
        output_format,
    ]
    command = [sys.executable, "-m", "waarborg", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert ("het beleid heeft geen regel" in done.stdout, "the policy has no rule" in done.stdout) == (True, False)
