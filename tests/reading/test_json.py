"""Strict JSON with places: the grammar, and the traps that the standard reader lets through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.core.place import Place, Problem
from waarborg.reading.document import Document
from waarborg.reading.inputs import Named, documents_in
from waarborg.reading.json_tree import read_json

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
        ("1e999", "reading/not-json"),
        ("-" + "9" * 300 + "e300", "reading/not-json"),
        ("[1,]", "reading/not-json"),
        ("[01]", "reading/not-json"),
        ("[-Infinity]", "reading/not-json"),
        ("{'a': 1}", "reading/not-json"),
        ('{"a": 1} // note', "reading/not-json"),
        ('"a\tb"', "reading/not-json"),
        ('{"a": {"b": 1, "\\u0062": 2}}', "reading/duplicate-key"),
        ('{"\\udc00": 1}', "reading/lone-surrogate"),
        ('{"a":' * 100_000, "reading/too-deep"),
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


@pytest.mark.parametrize("text", ['"\\ud83d\\ude00"', '"\N{GRINNING FACE}"'])
def test_a_pair_of_surrogates_is_one_character(text: str) -> None:
    """Two halves that belong together are the character they make."""
    document = read_json(text, "f.json")
    assert isinstance(document, Document)
    assert document.data == "\N{GRINNING FACE}"


@pytest.mark.parametrize("end", ["", "\n", "\n\n  \n"])
def test_what_lacks_its_end_is_wrong_at_its_last_character(end: str) -> None:
    """A place past the end of a file would be shown nowhere: the last character that stands there is pointed at."""
    found = read_json(f'{{"a": 1,\n "b": 2{end}', "f.json")
    assert isinstance(found, Problem)
    assert (found.place, found.excerpt) == (Place("f.json", 2, 7), ' "b": 2')


def test_words_of_yaml_stay_text() -> None:
    """Text between quotes is text, whatever YAML would make of it."""
    document = read_json('["NO", "NA", "2026-11-02", "190:20:30", "0o14", "null"]', "f.json")
    assert isinstance(document, Document)
    assert document.data == ["NO", "NA", "2026-11-02", "190:20:30", "0o14", "null"]


def test_places_of_keys_values_and_duplicates() -> None:
    """A key, a value and a repeated key stand at the line and column of their first character."""
    text = '{\n "a": {"b": [true,\n  null]}\n}'
    document = read_json(text, "f.json")
    assert isinstance(document, Document)
    assert Place("f.json", 3, 3) == document.place(("a", "b", 1))
    assert Place("f.json", 2, 8) == document.place(("a", "b"), of_key=True)
    problem = read_json('{"a": 1,\n "a": 2}', "f.json")
    assert isinstance(problem, Problem)
    assert ("the key `a` stands twice, first on line 1", Place("f.json", 2, 2)) == (problem.message, problem.place)


def test_a_broken_line_of_ndjson_does_not_hide_the_next(tmp_path: Path) -> None:
    """Each line of an NDJSON file is a document of its own, with its own line number; empty lines are passed over."""
    path = tmp_path / "many.ndjson"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\r\n{"a": 1, "a": 2}\r\n{"a": 3}\r\n')
    first, second, third = documents_in(Named(str(path), outright=True))
    assert isinstance(first, Document)
    assert isinstance(second, Problem)
    assert isinstance(third, Document)
    assert ({"a": 1}, Place(str(path), 3, 10), {"a": 3}) == (first.data, second.place, third.data)
    assert Place(str(path), 4, 7) == third.place(("a",))
