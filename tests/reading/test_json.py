"""Strict JSON with places: the grammar, and the traps that the standard reader lets through."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.core.place import Place, Problem
from waarborg.reading.json_tree import read_json
from waarborg.reading.tree import Document

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(values, st.sampled_from([None, 2]))
def test_what_json_writes_is_read(value: object, indent: int | None) -> None:
    """Everything that the standard library writes is read as the same data."""
    document = read_json(json.dumps(value, indent=indent), "f.json")
    assert isinstance(document, Document)
    assert document.data == value


@given(st.text(alphabet='{}[]",:01.eE+-truefalsn \n\\"', max_size=40))
def test_what_json_refuses_is_refused(text: str) -> None:
    """Text that the standard library refuses is a problem, and never an exception."""
    document = read_json(text, "f.json")
    try:
        json.loads(text)
    except ValueError:
        assert isinstance(document, Problem)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a": 1, "a": 2}', "reading/duplicate-key"),
        ('{"a": 1,}', "reading/not-json"),
        ("[NaN]", "reading/not-json"),
        ("[Infinity]", "reading/not-json"),
        ("[" * 100_000, "reading/too-deep"),
        ('"\\ud800"', "reading/lone-surrogate"),
        ("1" * 5000, "reading/not-json"),
        ("{} {}", "reading/not-json"),
        ("", "reading/not-json"),
    ],
)
def test_what_is_refused(text: str, code: str) -> None:
    """Each trap is one problem with a stable code."""
    problem = read_json(text, "f.json")
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_places_count_from_the_line_the_text_starts_on() -> None:
    """A line of an NDJSON file keeps its number."""
    document = read_json('{"a": [1, {"b": 2}]}', "f.ndjson", first_line=7)
    assert isinstance(document, Document)
    assert document.place(("a", 1, "b")) == Place("f.ndjson", 7, 17)
