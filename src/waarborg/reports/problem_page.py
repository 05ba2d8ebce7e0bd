"""One problem on a page: where, what, the text it points into, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.place import Severity
from waarborg.reports.dutch import problem_in
from waarborg.reports.words import LABELS

if TYPE_CHECKING:
    from waarborg.core.place import Problem
    from waarborg.reports.layout import Page

SEVERITIES = {
    "nl": {
        Severity.ERROR: ("fout", "fouten"),
        Severity.WARNING: ("waarschuwing", "waarschuwingen"),
        Severity.NOTE: ("opmerking", "opmerkingen"),
    },
    "en": {
        Severity.ERROR: ("error", "errors"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.NOTE: ("note", "notes"),
    },
}
"""What problems are called where they are counted: one of them, and several."""
PROBLEM_STYLES = {Severity.ERROR: ("red", "✗"), Severity.WARNING: ("yellow", "!"), Severity.NOTE: ("cyan", "·")}


def say_problem(page: Page, problem: Problem, language: str) -> None:
    """Say one problem: its place and message, the line with a caret under the text, the hint, the code."""
    problem = problem_in(language, problem)
    style, mark = PROBLEM_STYLES[problem.severity]
    page.say(f"{problem.place}: {problem.message} [{problem.code}]", style=f"bold {style}", label=f"{mark} ")
    if problem.excerpt and problem.place.column:
        start = max(0, problem.place.column - 60)
        page.verbatim(problem.excerpt[start : start + 76].expandtabs(1), indent=4)
        caret = "^" * min(problem.width, 76 - (problem.place.column - 1 - start))
        page.verbatim(" " * (problem.place.column - 1 - start) + caret, indent=4, style=style)
    if problem.hint:
        page.say(problem.hint, indent=4, style="dim", label=f"{LABELS[language]['hint']}: ")
