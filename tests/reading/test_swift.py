"""The fast readers accept nothing that the strict ones refuse, and read the same data at the same places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.core.place import Route
from waarborg.reading.document import Document
from waarborg.reading.json_tree import read_json_strictly
from waarborg.reading.swift import swift_json, swift_yaml
from waarborg.reading.tree import read_yaml

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").rglob("*.yaml"))
YAML = st.text(alphabet="ab:-?[]{},#'\"|> \n\t012.~<NOe", max_size=40)
JSON = st.text(alphabet='{}[]",:01.eE+-truefalsn \n\\"ud8', max_size=40)


def routes(data: object, route: Route = ()) -> Iterator[Route]:
    """Every route in the data, and one beyond each value."""
    yield route
    yield (*route, "nowhere")
    yield (*route, 99)
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from routes(value, (*route, key))


def places(document: Document) -> list[object]:
    """The place and width of every node and every key."""
    found = [document.place(route, of_key=of_key) for route in routes(document.data) for of_key in (False, True)]
    return [(place.line, place.column, place.width) if place else None for place in found]


def alike(swift: list[Document], strict: list[object]) -> None:
    """Hold what was read fast against what was read strictly: type, value and place of every node."""
    documents = [each for each in strict if isinstance(each, Document)]
    assert len(swift) == len(strict) == len(documents)
    for fast, slow in zip(swift, documents, strict=True):
        assert repr(fast.data) == repr(slow.data)
        assert places(fast) == places(slow)


@given(YAML)
def test_yaml_is_read_alike(text: str) -> None:
    """Whatever the fast reader of YAML accepts, the strict one reads the same."""
    swift = swift_yaml(text, "f")
    if swift is not None:
        alike(swift, list(read_yaml(text, "f")))


@given(JSON)
def test_json_is_read_alike(text: str) -> None:
    """Whatever the fast reader of JSON accepts, the strict one reads the same."""
    swift = swift_json(text, "f", 3)
    if swift is not None:
        alike([swift], [read_json_strictly(text, "f", first_line=3)])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_read_alike(path: Path) -> None:
    """The examples without anything strange take the fast way, and come out the same."""
    text = path.read_text("utf-8")
    swift = swift_yaml(text, "f")
    if path.parent.name != "refused":
        assert swift is not None
    if swift is not None:
        alike(swift, list(read_yaml(text, "f")))


@pytest.mark.parametrize(
    "text",
    ["a: 1\na: 2", "a: !x 1", "a: ! 1", "a: &x 1", "a: *x", "<<: {a: 1}", "[" * 42 + "]" * 42, "[" * 100_000, "? [a]\n: 1"],
)  # fmt: skip
def test_strange_yaml_goes_to_the_strict_reader(text: str) -> None:
    """Each trap is left to the reader that can say what is wrong."""
    assert swift_yaml(text, "f") is None


@pytest.mark.parametrize(
    "text", ['{"a": 1, "a": 2}', "[NaN]", "1e999", '"\\ud800"', "1" * 400, "[" * 50 + "]" * 50, "[" * 100_000]
)
def test_strange_json_goes_to_the_strict_reader(text: str) -> None:
    """Likewise of JSON."""
    assert swift_json(text, "f", 1) is None


def test_the_lines_of_many_documents_are_told_apart_once() -> None:
    """What is said of each of many documents takes no memory for the lines of all the others."""
    first, second, _ = swift_yaml("a: 1\n---\nb: 2\n---\nc: 3\n", "f") or []
    assert (first.problem("x", "", ()).excerpt, second.problem("x", "", ()).excerpt) == ("a: 1", "b: 2")
    assert first.text is second.text
