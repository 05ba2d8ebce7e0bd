"""Gaps: the shipped ones are whole, and every mistake in them is a problem at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from waarborg.core.place import ProblemsError
from waarborg.reading.gaps import read_gaps
from waarborg.reading.policies import read_policy, shipped_policies

POLICY = read_policy(shipped_policies())
GAP = """\
schema: waarborg/gaps-1
gaps:
  - source: wpg
    at: "art. 7a(2)"
    why: {nl: reden, en: reason}
    surfaced_by: [om-authority, data.categories]
"""


def test_the_shipped_gaps_are_whole() -> None:
    """Each shipped gap names a known source and known rules or facts."""
    assert read_gaps(shipped_policies(), POLICY) != ()


def test_a_gap_is_read(tmp_path: Path) -> None:
    """A gap gives its place in the source, its reason in both languages, and what surfaces it."""
    (tmp_path / "gaps.yaml").write_text(GAP, "utf-8")
    (gap,) = read_gaps(tmp_path, POLICY)
    assert (gap.source, gap.at, gap.why.nl, gap.why.en) == ("wpg", "art. 7a(2)", "reden", "reason")
    assert gap.surfaced_by == ("om-authority", "data.categories")


def test_a_policy_may_list_no_gaps(tmp_path: Path) -> None:
    """A folder without the file has no gaps."""
    assert read_gaps(tmp_path, POLICY) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("source: wpg", "source: wgp", "policy/unknown-source", 3),
        ("om-authority", "om-autority", "policy/unknown-rule", 6),
        ("data.categories", "data.categorie", "policy/unknown-rule", 6),
        ("surfaced_by", "surfacedby", "schema/unknown-key", 6),
        (", en: reason", "", "schema/missing-key", 5),
    ],
)
def test_a_mistake_is_a_problem_at_its_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    """What is wrong with a gap is said with its code and its line."""
    (tmp_path / "gaps.yaml").write_text(GAP.replace(old, new), "utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_gaps(tmp_path, POLICY)
    assert (code, line) in [(problem.code, problem.place.line) for problem in caught.value.problems]
