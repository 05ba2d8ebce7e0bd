"""GitLab Code Quality: one JSON list with an entry for each rule that stands in the way, and for each problem."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from waarborg.reports.identity import Repeats, fingerprint
from waarborg.reports.layout import one_line, safe
from waarborg.reports.levels import LEVELS, passes, path_here, problem_text
from waarborg.reports.reported import reported
from waarborg.reports.reporting import Want
from waarborg.reports.words import word_of

if TYPE_CHECKING:
    from typing import TextIO

    from waarborg.reports.reporting import ProblemData, Run, Summary, Told

WANTS = Want.FINDINGS
SEVERITIES = {"error": "critical", "warning": "major"}
PASSING = "info"
"""The severity of what a waiver or the baseline lets pass."""


class Report:
    """Writes an entry as it comes. GitLab drops an entry whose fingerprint it has seen: each is made to differ."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._entries = 0
        self._repeats = Repeats()

    def begin(self, run: Run) -> None:
        """Open the list."""
        self._language = run.language
        self._stream.write("[")

    def result(self, told: Told) -> None:
        """Write the entries of one exchange."""
        result = told.data
        for entry in reported(result, self._language):
            waived = passes(result, entry, self._language)
            severity = PASSING if waived else SEVERITIES[LEVELS[entry.contributes]]
            said = f"{result['id']}: {word_of(entry.contributes, self._language)}: {entry.message}"
            self._write(entry.rule, said, waived, severity, result["file"], entry.line, entry.fingerprint)

    def problem(self, problem: ProblemData) -> None:
        """Write one problem."""
        waived = passes(problem, None, self._language)
        severity = PASSING if waived else SEVERITIES["error"]
        place = problem["file"], problem["line"] or 1
        self._write(problem["code"], problem_text(problem), waived, severity, *place, problem["fingerprint"])

    def end(self, summary: Summary) -> None:  # noqa: ARG002 (the counts have no place in this format)
        """Close the list."""
        self._stream.write("\n]\n" if self._entries else "]\n")

    def _write(  # noqa: PLR0913, PLR0917 (one parameter a field)
        self, check: str, said: str, waived: str, severity: str, file: str, line: int, digest: str
    ) -> None:
        entry = {
            "description": one_line(f"{said} [{waived}]" if waived else said),
            "check_name": check,
            "fingerprint": fingerprint([path_here(file), self._repeats.distinct(file, digest)]),
            "severity": severity,
            "location": {"path": one_line(path_here(file)), "lines": {"begin": line, "end": line}},
        }
        self._stream.write(",\n " if self._entries else "\n ")
        self._stream.write(safe(json.dumps(entry, ensure_ascii=False)))
        self._entries += 1
