"""A case's descriptor: its base with what the case sets and drops, and each fact found where it stands."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from waarborg.reading.cases import case_files
from waarborg.reading.changed import NoSuchRouteError, changed
from waarborg.reading.document import Document
from waarborg.reading.inputs import Named
from waarborg.reading.tree import read_yaml

BASE = "a: 1\nlist:\n  - {x: 1, y: {z: 2}}\n  - {x: 3}\n"


def document(text: str, file: str) -> Document:
    """The one document of the text."""
    (found,) = read_yaml(text, file)
    assert isinstance(found, Document)
    return found


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("set: {a: 2}", {"a": 2, "list": [{"x": 1, "y": {"z": 2}}, {"x": 3}]}),
        ("set: {list.0.y.z: 5, list.0.y.new: 6}", {"a": 1, "list": [{"x": 1, "y": {"z": 5, "new": 6}}, {"x": 3}]}),
        ("set: {list.2: {x: 9}, list.2.x: 8}", {"a": 1, "list": [{"x": 1, "y": {"z": 2}}, {"x": 3}, {"x": 8}]}),
        ("drop: [list.0.y, a]", {"list": [{"x": 1}, {"x": 3}]}),
        ("{set: {list.0.x: 7}, drop: [list.1]}", {"a": 1, "list": [{"x": 7, "y": {"z": 2}}]}),
    ],
)
def test_only_what_is_changed_differs_and_the_base_stays(changes: str, expected: dict[str, Any]) -> None:
    """The changed descriptor is as the case says; base and case, which others share, are as they were."""
    base, case = document(BASE, "base.yaml"), document(changes, "case.yaml")
    before = copy.deepcopy((base.data, case.data))
    assert changed(base, case, ()).data == expected
    assert (base.data, case.data) == before


@pytest.mark.parametrize(
    "changes", ["set: {b.c: 1}", "set: {a.b: 1}", "set: {list.5: 1}", "set: {list.x: 1}", "drop: [b]", "drop: [list.2]"]
)
def test_a_route_that_the_base_does_not_have_is_refused(changes: str) -> None:
    """Nothing is set beside what is there, and nothing dropped that is not."""
    with pytest.raises(NoSuchRouteError):
        changed(document(BASE, "base.yaml"), document(changes, "case.yaml"), ())


def test_each_fact_is_found_where_it_stands() -> None:
    """What the case sets is found in the case, down to its parts; all else in the base."""
    made = changed(document(BASE, "base.yaml"), document("set:\n  list.0.y: {z: 4}\n", "case.yaml"), ())
    assert str(made.place(("list", 0, "y", "z"))) == "case.yaml:2:17"
    assert str(made.place(("list", 0, "x"))) == "base.yaml:3:9"
    assert made.place(("list", 3)) is None


def test_only_the_folders_of_bases_below_are_passed_over(tmp_path: Path) -> None:
    """Bases are no cases, wherever the policy itself stands."""
    folder = tmp_path / "bases" / "cases"
    for name in ("one.yaml", "more/two.yaml", "bases/plain.yaml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", "utf-8")
    found = [Path(named.path).name for named in case_files([folder]) if isinstance(named, Named)]
    assert sorted(found) == ["one.yaml", "two.yaml"]
