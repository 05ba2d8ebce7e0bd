"""The baseline of a run: every finding, as `waarborg/baseline-1` has them; a report that is no format."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from waarborg.reports.entries import entries

if TYPE_CHECKING:
    from typing import TextIO

    from waarborg.reports.reporting import ProblemData, Run, Summary, Told


class Report:
    """Writes one line for each exchange that is not simply permitted, and whose id is its own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._told = 0

    def begin(self, run: Run) -> None:
        """Write what the file is."""
        self._language = run.language
        self._stream.write('{"schema": "waarborg/baseline-1", "exchanges": [')

    def result(self, told: Told) -> None:
        """Write the findings of one exchange, and its bounds."""
        result = told.data
        if result["verdict"] == "permitted" or told.anew:
            return
        found = [{"rule": each.rule, "fingerprint": each.fingerprint} for each in entries(result, self._language)]
        exchange = {
            "exchange": result["id"],
            "content": result["content"],
            "at_best": result["at_best"],
            "at_worst": result["at_worst"],
            "findings": found,
        }
        self._stream.write((",\n" if self._told else "\n") + json.dumps(exchange))
        self._told += 1

    def problem(self, problem: ProblemData) -> None:
        """Nothing: no baseline knows a problem."""

    def end(self, summary: Summary) -> None:  # noqa: ARG002 (as every report is told)
        """Close the list."""
        self._stream.write("\n]}\n")
