"""NDJSON: report-1 in lines, each an object with one key that says what it is: run, result, problem or summary."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from waarborg.reports.json_pieces import pieces_of
from waarborg.reports.json_report import head_of, tail_of
from waarborg.reports.layout import safe
from waarborg.reports.reporting import Want

if TYPE_CHECKING:
    from typing import TextIO

    from waarborg.reports.reporting import ProblemData, Run, Summary, Told

WANTS = Want.RESULT


class Report:
    """Writes one line for each result and problem, in the order in which they come."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def begin(self, run: Run) -> None:
        """Write who made the report, and by which policy."""
        self._line("run", head_of(run))

    def result(self, told: Told) -> None:
        """Write one exchange."""
        self._stream.write('{"result":')
        self._stream.writelines(pieces_of(told.data, separators=(",", ":")))
        self._stream.write("}\n")

    def problem(self, problem: ProblemData) -> None:
        """Write one problem."""
        self._line("problem", problem)

    def end(self, summary: Summary) -> None:
        """Write the counts."""
        self._line("summary", tail_of(summary))

    def _line(self, what: str, data: dict[str, Any]) -> None:
        text = json.dumps({what: data}, ensure_ascii=False, separators=(",", ":"))
        self._stream.write(safe(text) + "\n")
