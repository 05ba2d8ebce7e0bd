"""Strict YAML 1.2 core: what it says, what it refuses, and where everything stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.core.place import Place, Problem
from waarborg.reading.content import MAX_BYTES
from waarborg.reading.document import Document
from waarborg.reading.inputs import documents_in
from waarborg.reading.tree import MAX_DEPTH, decoded, read_yaml
from waarborg.reading.walk import Named


def only(text: str) -> Document | Problem:
    """The one document of the text, or the one problem."""
    (document,) = read_yaml(text, "f.yaml")
    return document


def data(text: str) -> object:
    """The plain data of the one document."""
    document = only(text)
    assert isinstance(document, Document)
    return document.data


def code(text: str) -> str:
    """The code of the one problem."""
    problem = only(text)
    assert isinstance(problem, Problem)
    return problem.code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("NA", "NA"),
        ("yes", "yes"),
        ("on", "on"),
        ("2022-05-10", "2022-05-10"),
        ("190:20:30", "190:20:30"),
        ("1_000", "1_000"),
        ("012", 12),
        ("0o14", 12),
        ("0xC", 12),
        (".inf", ".inf"),
        ("1e999", "1e999"),
        ("0o9", "0o9"),
        ("0b1", "0b1"),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("~", None),
        ("Null", None),
        ("'null'", "null"),
        ("TRUE", True),
        ("'true'", "true"),
        ('"1"', "1"),
    ],
)
def test_plain_scalars_say_what_yaml_1_2_says(text: str, value: object) -> None:
    """The core schema of YAML 1.2, and nothing of 1.1: Norway stays NO, a date stays text."""
    assert data(f"a: {text}") == {"a": value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2", "reading/duplicate-key"),
        ("a: {b: 1, 'b': 2}", "reading/duplicate-key"),
        ("a: &x {b: 1}\nc: {<<: *x}", "reading/merge-key"),
        ("a: !!python/object x", "reading/tag"),
        ("a: !mine x", "reading/tag"),
        ("a: ! 1", "reading/tag"),
        ("a: *nowhere", "reading/unknown-alias"),
        ("a: &a [*a]", "reading/unknown-alias"),
        ("*a : 1", "reading/key-not-text"),
        ("? [a]\n: 1", "reading/key-not-text"),
        ("a: [1", "reading/not-yaml"),
        ("\ta: 1", "reading/not-yaml"),
        ("a: " + "[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2), "reading/too-deep"),
    ],
)
def test_what_is_refused(text: str, expected: str) -> None:
    """Each trap is one problem with a stable code."""
    assert expected == code(text)


@pytest.mark.parametrize("end", ["", "\n", "\n\n  \n"])
def test_what_lacks_its_end_is_wrong_at_its_last_character(end: str) -> None:
    """A place past the end of a file would be shown nowhere: the last character that stands there is pointed at."""
    (found,) = read_yaml(f"a: 1\nb: [x, y{end}", "f.yaml")
    assert isinstance(found, Problem)
    assert (found.place, found.excerpt) == (Place("f.yaml", 2, 8), "b: [x, y")


def test_an_alias_bomb_is_refused() -> None:
    """Aliases that repeat too much are counted as if they were written out."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert code("\n".join(lines)) == "reading/too-many-nodes"


def test_a_refused_document_does_not_hide_the_next() -> None:
    """In a stream, each document is read on its own."""
    first, second, third = read_yaml("a: 1\n---\nb: 1\nb: 2\n---\nc: 3\n", "f.yaml")
    assert isinstance(first, Document)
    assert isinstance(second, Problem)
    assert isinstance(third, Document)
    assert (first.data, second.place, third.data) == ({"a": 1}, Place("f.yaml", 4, 1), {"c": 3})


def test_every_node_has_its_place() -> None:
    """Keys and values are found by their route."""
    document = only("a:\n  - b: 1\n    c: [x, yy]\n")
    assert isinstance(document, Document)
    assert document.place(("a", 0, "c", 1)) == Place("f.yaml", 3, 12)
    assert document.place(("a", 0, "c"), of_key=True) == Place("f.yaml", 3, 5)
    assert document.place(("a", 1)) is None


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    """The text comes out the same."""
    assert decoded(b"\xef\xbb\xbfa: 1\r\nb: 2\r", "f") == "a: 1\nb: 2\n"


def test_invalid_utf_8_is_refused_at_its_place() -> None:
    """The byte that is wrong is counted on its line."""
    problem = decoded("a: 1\nb: é".encode() + b"\xff", "f")
    assert isinstance(problem, Problem)
    assert ("byte 5 of the line is not UTF-8", Place("f", 2, 5)) == (problem.message, problem.place)


@pytest.mark.parametrize("content", [b"a: \0", b"a" * (MAX_BYTES + 1)])
def test_nul_bytes_and_giants_are_refused(content: bytes) -> None:
    """Neither reaches the parser."""
    assert isinstance(decoded(content, "f"), Problem)


def test_a_control_character_is_refused_at_its_place() -> None:
    """A control character is refused where it stands, after Windows line ends too."""
    problem = decoded(b"a: 1\r\nb: \x07", "f")
    assert isinstance(problem, Problem)
    assert ("reading/control-character", Place("f", 2, 4)) == (problem.code, problem.place)


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_line_end_of_yaml_1_1_does_not_end_a_comment(separator: str) -> None:
    """A separator that an editor shows within the comment never lets the rest of the comment be read as a key."""
    problem = only(f"a: 1\n# note{separator}b: 2")
    assert isinstance(problem, Problem)
    assert ("reading/control-character", Place("f.yaml", 2, 7)) == (problem.code, problem.place)


def test_brackets_without_end_are_refused_once() -> None:
    """A hundred thousand open brackets are one problem, and the parser is not asked to read them all."""
    assert code("[" * 100_000) == "reading/too-deep"


def test_a_document_that_is_too_deep_does_not_hide_the_next() -> None:
    """After a document nested a little too deep, the next one is read all the same."""
    first, second = read_yaml("[" * 50 + "]" * 50 + "\n---\na: 1\n", "f.yaml")
    assert isinstance(first, Problem)
    assert isinstance(second, Document)
    assert (first.code, second.data) == ("reading/too-deep", {"a": 1})


def test_the_most_nested_values_that_are_read() -> None:
    """The bound is exact: a value at MAX_DEPTH is read."""
    assert isinstance(only("[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH), Document)


def test_a_mistake_in_the_notation_keeps_what_stands_before_it() -> None:
    """A document read before a mistake in the notation stays read."""
    first, second = read_yaml("a: 1\n---\nb: [1\n", "f.yaml")
    assert isinstance(first, Document)
    assert isinstance(second, Problem)
    assert (first.data, second.code) == ({"a": 1}, "reading/not-yaml")


BROKEN = {
    "list without end": "a: [1\n",
    "quote without end": 'a: "x\n',
    "tab": "a:\n\t- b\n",
    "indentation": "a: 1\n  b: 2\n",
    "control character": "a: \x07\n",
    "line end of YAML 1.1": "a: x\u2028y\n",
    "what no parser reads": "a: \x80\n",
    "not UTF-8": "a: \udcff\n",
    "too deep": "[" * 100_000 + "\n",
    "tag directive": "...\n# note\n%TAG !a! x\n---\nd: 4\n",
    "key twice": "a: 1\na: 2\n",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_document_stops_nothing_else(broken: str) -> None:
    """Whatever is wrong with one document of a stream, it is one problem there, and those around it are read."""
    content = f"a: 1\n---\n{broken}---\nb: 2\n---\nc: 3\n".encode("utf-8", "surrogateescape")
    found = list(documents_in(Named("f.yaml", outright=True, content=content)))
    last = 6 + broken.count("\n")
    problems = [each for each in found if isinstance(each, Problem)]
    documents = [each for each in found if isinstance(each, Document)]
    assert [each.data for each in documents if each.data] == [{"a": 1}, {"b": 2}, {"c": 3}]
    assert (len(problems), 2 < problems[0].place.line < last - 1) == (1, True)
    assert documents[-1].place(("c",)) == Place("f.yaml", last, 4)


ALONE = [each for each in BROKEN.values() if "..." not in each and len(each) < 100]
ALONE += [
    "a: |\n  x\n",
    "- b\n-c\n",
    "# c\n",
    "%YAML 1.2\n",
    "b: &x 1\nc: *x\n",
    "c: *x\n",
    "a: >\n\n x\n...\n",
    "",
    "---x\n",
]


@given(st.lists(st.sampled_from(ALONE), min_size=1, max_size=5))
def test_a_document_of_a_stream_is_read_as_it_is_alone(texts: list[str]) -> None:
    """Data, places and problems are those of the document by itself, as many lines further."""
    expected, line = [], 0
    for text in texts:
        expected += [told(each, line) for each in read_yaml(f"---\n{text}", "f")]
        line += 1 + text.count("\n")
    assert [told(each, 0) for each in read_yaml("".join(f"---\n{text}" for text in texts), "f")] == expected


def told(found: Document | Problem, line: int) -> tuple[object, int, int]:
    """The data or the code of what is wrong, and where it stands that many lines further."""
    place = found.place if isinstance(found, Problem) else found.place(())
    assert place is not None
    return (found.code if isinstance(found, Problem) else found.data), place.line + line, place.column


def test_a_directive_belongs_to_the_document_after_it() -> None:
    """It stands after the end of the one before, and before its own marker."""
    found = read_yaml("%YAML 1.2\n# first\n---\na: 1\n...\n\n%YAML 1.2\n---\nb: 2\n...\nc: 3\n", "f")
    assert [each.data for each in found if isinstance(each, Document)] == [{"a": 1}, {"b": 2}, {"c": 3}]


def test_an_anchor_does_not_outlive_its_document() -> None:
    """An alias names anchors of its own document only."""
    _, second = read_yaml("a: &x 1\n---\nb: *x\n", "f.yaml")
    assert isinstance(second, Problem)
    assert second.code == "reading/unknown-alias"


def test_an_alias_says_what_its_anchor_says() -> None:
    """An alias within bounds is read as the value it names."""
    assert data("a: &x [1, NO]\nb: *x") == {"a": [1, "NO"], "b": [1, "NO"]}


def test_columns_count_characters() -> None:
    """A character outside the basic plane takes one column."""
    document = only("\N{GRINNING FACE}: {b: 1}")
    assert isinstance(document, Document)
    assert Place("f.yaml", 1, 8) == document.place(("\N{GRINNING FACE}", "b"))
