"""Every mutant of the shipped policy is found at the text that it changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from waarborg.core.case import Mutant
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.written import WrittenPolicy
from waarborg.testing.mutants import mutants_of

WRITTEN = WrittenPolicy(shipped_policies())
WORD = re.compile(r"[a-z_0-9-]+(?:\.[a-z_0-9]+)*")


def line_at(mutant: Mutant) -> str:
    """The text from the mutant's place to the end of its line."""
    place = WRITTEN.of_mutant(mutant)
    return Path(place.file).read_text("utf-8").split("\n")[place.line - 1][place.column - 1 :]


@pytest.mark.parametrize(
    "change", ["negate", "member", "threshold", "operator", "drop", "swap", "date", "ground", "override"]
)
def test_the_line_begins_with_what_is_changed(change: str) -> None:
    """The first word of the changed text, or the `all`, `any` or `not` that it stands under, is at the place."""
    mutants = [each.mutant for each in mutants_of(read_policy(shipped_policies())) if each.mutant.change == change]
    for mutant in mutants:
        found = WORD.match(line_at(mutant))
        words = WORD.findall(mutant.was)
        assert found is not None, mutant
        assert found[0] in {*words, "all", "any", "not", "from", "until"}, (mutant, line_at(mutant))
