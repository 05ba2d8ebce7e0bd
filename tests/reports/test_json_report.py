"""The JSON report is valid under its published schema and says where each fact stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from waarborg.reading.schema import schema

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def written(cache: Path, *paths: str) -> str:
    """The JSON report on the files, as text."""
    return subprocess.run(
        [sys.executable, "-m", "waarborg", "check", "--format", "json", *paths],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    ).stdout


def report(cache: Path, *paths: str) -> dict[str, Any]:
    """The JSON report on the files."""
    found: dict[str, Any] = json.loads(written(cache, *paths))
    return found


def objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that lists the keys of an object."""
    if isinstance(part, list):
        for each in part:
            yield from objects(each)
    elif isinstance(part, dict):
        if "properties" in part:
            yield part
        for each in part.values():
            yield from objects(each)


def test_the_schema_is_strict() -> None:
    """report-1 is itself valid, and each of its objects is closed and has every key required and described."""
    report_1 = schema("report")
    Draft202012Validator.check_schema(report_1)
    assert report_1["$id"] == "urn:waarborg:schema:report-1"
    for each in objects(report_1):
        keys = set(each["properties"])
        described = {key for key, value in each["properties"].items() if value.get("description")}
        assert (keys, keys, False) == (set(each["required"]), described, each["additionalProperties"])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_report_on_an_example_is_valid(tmp_path: Path, path: Path) -> None:
    """report-1 admits what is written of each example, and the verdict is the one its bounds say."""
    found = report(tmp_path, str(path))
    assert list(Draft202012Validator(schema("report")).iter_errors(found)) == []
    (result,) = found["results"]
    bounds = {result["at_best"], result["at_worst"]}
    expected = bounds.pop() if len(bounds) == 1 else "incomplete"
    assert (expected, {expected: 1}) == (result["verdict"], found["summary"]["verdicts"])


def test_the_report_on_all_examples_is_valid(tmp_path: Path) -> None:
    """report-1 admits what is written of all examples together, which come to each of the five verdicts."""
    found = report(tmp_path, *map(str, EXAMPLES))
    assert list(Draft202012Validator(schema("report")).iter_errors(found)) == []
    expected = {"permitted", "permitted_with_conditions", "refer", "incomplete", "prohibited"}
    assert expected == {result["verdict"] for result in found["results"]}
    assert [str(path) for path in EXAMPLES] == [result["file"] for result in found["results"]]


def test_problems_are_reported_with_their_place(tmp_path: Path) -> None:
    """A refused file has its problems in the report, each with code, line and column, and hides no other file."""
    found = report(tmp_path, "examples/refused/unknown-date.yaml", "examples/eu-vehicle-theft.yaml")
    (problem,) = found["problems"]
    text = (ROOT / problem["file"]).read_text("utf-8").split("\n")[problem["line"] - 1]
    assert list(Draft202012Validator(schema("report")).iter_errors(found)) == []
    assert (problem["file"], text[: problem["column"] - 1]) == ("examples/refused/unknown-date.yaml", "date: ")
    verdict = found["results"][0]["verdict"]
    summary = {key: found["summary"][key] for key in ("checked", "problems", "skipped", "verdicts")}
    assert summary == {"checked": 1, "problems": 1, "skipped": 0, "verdicts": {verdict: 1}}


def test_facts_point_at_the_line_that_states_them(tmp_path: Path) -> None:
    """The text at a fact's place begins with its value, where the value is one word."""
    pointed = 0
    for result in report(tmp_path, *map(str, EXAMPLES))["results"]:
        lines = Path(result["file"]).read_text("utf-8").split("\n")
        for fact in (fact for rule in result["rules"] for fact in rule["facts"] if fact["line"]):
            text = lines[fact["line"] - 1][fact["column"] - 1 :]
            if isinstance(fact["value"], str) and not text.startswith("{is: "):  # a record holds its value further on
                assert fact["value"] == text.lstrip('"')[: len(fact["value"])]
                pointed += 1
    assert pointed > len(EXAMPLES)


def test_a_curable_prohibition_says_so(tmp_path: Path) -> None:
    """What rests on a prohibition is never curable, what rests on unmet requirements alone is, if nothing is open."""
    seen = set()
    for result in report(tmp_path, *map(str, EXAMPLES))["results"]:
        bounds = [(rule["kind"], *rule["contributes"].values()) for rule in result["rules"]]
        certain = {kind for kind, at_best, _ in bounds if at_best == "prohibited"}
        possible = {kind for kind, _, at_worst in bounds if at_worst == "prohibited"}
        if result["verdict"] != "prohibited":
            assert result["curable"] is None
        elif "prohibition" in certain:
            assert result["curable"] == "no"
        elif possible == {"requirement"}:
            assert result["curable"] == "yes"
        seen.add(result["curable"])
    assert {"yes", "no"} <= seen


def test_a_report_that_is_shown_disturbs_no_terminal(tmp_path: Path) -> None:
    """Control and bidi characters stand in the report as JSON's own escapes: inert, and nothing is lost."""
    reference = "A\x1b]0;x\x07 \x9b31m \u202ered"
    stated = (ROOT / "examples/morocco-treaty-decided.yaml").read_text("utf-8")
    path = tmp_path / "[red]\u202e.yaml"
    path.write_text(stated.replace('"decision 26-112/3"', json.dumps(reference)), "utf-8")
    text = written(tmp_path / "cache", str(path))
    assert [char for char in text if not (char.isprintable() or char == "\n")] == []
    (result,) = json.loads(text)["results"]
    settled = {rule["settled_by"]["reference"] for rule in result["rules"] if rule["settled_by"]}
    assert (str(path), {reference}) == (result["file"], settled)
