"""Patterns of git: bounded in time, and the same otherwise."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from waarborg.reading.ignored import gitignore_in, spec_of

pieces = st.lists(
    st.sampled_from(["*", "**", "a", "b", "?", "/", "[ab]", "[!a]", "!", "\\\\*", "ab"]), min_size=1, max_size=8
)
patterns = pieces.map("".join)
paths = st.lists(st.text("ab*", min_size=1, max_size=6), min_size=1, max_size=4).map("/".join)


@given(st.lists(patterns, max_size=3), paths, st.sampled_from(["", "/"]))
def test_bounded_patterns_leave_out_the_same(lines: list[str], path: str, end: str) -> None:
    """What git's patterns fit is what the bounded ones fit, however stars, letters and folders follow each other."""
    try:
        bounded = spec_of(lines)
    except ValueError:
        return
    assert bounded.check_file(path + end).include == GitIgnoreSpec.from_lines(lines).check_file(path + end).include


@pytest.mark.parametrize(
    ("pattern", "path"),
    [("a*" * 40 + "b", "a" * 250), ("*a" * 40 + "b/", "a" * 250 + "/a"), ("a/**/" * 3 + "b", "a/" * 200 + "a")],
)
def test_no_pattern_takes_for_ever(pattern: str, path: str) -> None:
    """Many stars over a long name are tried once each."""
    start = time.process_time()
    assert spec_of([pattern]).check_file(path).include is None
    assert time.process_time() - start < 5


def test_what_is_no_pattern_ignores_nothing(tmp_path: Path) -> None:
    """A line of `.gitignore` that cannot be read, or could take for ever, costs no other line."""
    (tmp_path / ".gitignore").write_text("[z-a]\n" + "a/**/" * 9 + "b\n!!\n[\n*.tmp\n", "utf-8")
    ((_, spec),) = gitignore_in(str(tmp_path))
    assert [spec.check_file(name).include for name in ("x.tmp", "x.yaml")] == [True, None]


def test_a_line_is_one_of_git(tmp_path: Path) -> None:
    """Lines end as git ends them, a byte-order mark stands before the first, and two brackets are no warning."""
    lines = "\ufeff*.tmp\r\n# note\u2028*.yaml\r\na\x0cb\nc.yaml\t\n[[]d.yaml \n"
    (tmp_path / ".gitignore").write_bytes(lines.encode())
    ((_, spec),) = gitignore_in(str(tmp_path))
    names = ("x.tmp", "x.yaml", "b", "c.yaml", "[d.yaml")
    assert [spec.check_file(name).include for name in names] == [True, None, None, None, True]


@pytest.mark.parametrize("content", ["*" * 60_000, "a" * 60_000, "[a-z]" * 12_000, "x\n" * 40_000 + "*\n"])
def test_what_would_take_for_ever_ignores_nothing(tmp_path: Path, content: str) -> None:
    """A pattern, or a file of them, that is too long is not read."""
    (tmp_path / ".gitignore").write_text(content, "utf-8")
    start = time.process_time()
    assert [spec.check_file("a.yaml").include for _, spec in gitignore_in(str(tmp_path))] in ([], [None])
    assert time.process_time() - start < 5
