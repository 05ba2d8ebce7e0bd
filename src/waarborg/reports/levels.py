"""How grave a finding is in the words of other systems: one register, which every format reads."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from waarborg.reports.captions import CAPTIONS
from waarborg.reports.words import LABELS

if TYPE_CHECKING:
    from waarborg.reports.entries import Entry
    from waarborg.reports.reporting import ProblemData, Result

LEVELS = {"prohibited": "error", "incomplete": "warning", "refer": "warning"}
"""The level of what an entry contributes; a problem is an error, and what is permitted is no finding."""
ORDER = ("prohibited", "incomplete", "refer", "permitted_with_conditions", "permitted")
"""The verdicts, gravest first."""


def passes(data: Result | ProblemData, entry: Entry | None, language: str) -> str:
    """Why a finding fails no run: its waiver in words, or that the baseline knows it; empty where it does fail it."""
    if waived := data["waived"]:
        return LABELS[language]["waived"].format(**waived)
    return CAPTIONS[language]["known"] if entry is not None and entry.new is False else ""


def path_here(file: str) -> str:
    """The file as seen from the working folder where it lies below that, with slashes; else as it was given."""
    path = PurePath(file)
    if path.is_absolute():
        with suppress(OSError, ValueError):  # the working folder is gone, or the file lies outside it
            path = path.relative_to(Path.cwd())
    return path.as_posix()


def problem_text(problem: ProblemData) -> str:
    """What is wrong, and what to do about it where that is known."""
    return f"{problem['message']} ({problem['hint']})" if problem["hint"] else str(problem["message"])
