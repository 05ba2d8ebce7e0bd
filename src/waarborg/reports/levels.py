"""How grave a finding is in the words of other systems: one register, which every format reads."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from waarborg.reports.captions import CAPTIONS
from waarborg.reports.entries import entries
from waarborg.reports.layout import safe
from waarborg.reports.words import LABELS

if TYPE_CHECKING:
    from waarborg.reports.entries import Entry
    from waarborg.reports.reporting import ProblemData, Result

LEVELS = {"prohibited": "error", "incomplete": "warning", "refer": "warning"}
"""The level of what an entry contributes; a problem is an error, and what is permitted is no finding."""
ORDER = ("prohibited", "incomplete", "refer", "permitted_with_conditions", "permitted")
"""The verdicts, gravest first."""


def reported(result: Result, language: str) -> list[Entry]:
    """The entries that stand in the way of an exchange; none of one that is permitted, on conditions or not.

    A condition that may yet come is among them only where nothing else keeps the exchange from being permitted.
    """
    if result["verdict"] not in LEVELS:
        return []
    found = [entry for entry in entries(result, language) if entry.contributes in LEVELS]
    return [entry for entry in found if not _condition(entry)] or found


def _condition(entry: Entry) -> bool:
    return entry.data is not None and entry.data["contributes"]["at_worst"] == "permitted_with_conditions"


def known(result: Result, entry: Entry) -> bool:
    """Whether the baseline knows the entry already."""
    return (entry.data or result)["new"] is False


def passes(data: Result | ProblemData, entry: Entry | None, language: str) -> str:
    """Why a finding fails no run: its waiver in words, or that the baseline knows it; empty where it does fail it."""
    if waived := data["waived"]:
        return LABELS[language]["waived"].format(**waived)
    return CAPTIONS[language]["known"] if entry is not None and known(data, entry) else ""


def one_line(text: str) -> str:
    """`text` on one line, with everything shown that could steer whatever displays it."""
    return safe(text).replace("\t", " ").replace("\n", " ")


def path_here(file: str) -> str:
    """The file as seen from the working folder where it lies below that, with slashes; else as it was given."""
    path = PurePath(file)
    here = Path.cwd()
    if path.is_absolute() and path.is_relative_to(here):
        path = path.relative_to(here)
    return path.as_posix()


def problem_text(problem: ProblemData) -> str:
    """What is wrong, and what to do about it where that is known."""
    return f"{problem['message']} ({problem['hint']})" if problem["hint"] else str(problem["message"])
