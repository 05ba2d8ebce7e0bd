"""Plain lines for a pipe: `path:line:col: verdict rule-id message`, one an entry or problem, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.reports.layout import disarmed, one_line
from waarborg.reports.reported import reported
from waarborg.reports.reporting import Want
from waarborg.reports.words import LABELS

if TYPE_CHECKING:
    from typing import Any, TextIO

    from waarborg.reports.reporting import ProblemData, Run, Summary, Told

WANTS = Want.LINES


class Report:
    """Writes a line for each rule that stands in the way or may; an exchange that is permitted has none."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._language = "en"
        self._labels = LABELS["en"]

    def begin(self, run: Run) -> None:
        """Take note of the language."""
        self._language = run.language
        self._labels = LABELS[run.language]

    def result(self, told: Told) -> None:
        """Write the lines of one exchange."""
        result = told.data
        file, waived = result["file"], result["waived"]
        for entry in reported(result, self._language):
            place = f"{file}:{entry.line}:{entry.column}"
            note = self._waived(waived) or (f" [{self._labels['known_line']}]" if entry.new is False else "")
            self._say(f"{place}: {entry.contributes} {entry.rule} {entry.message}{note}")

    def problem(self, problem: ProblemData) -> None:
        """Write one problem, under the code it has."""
        place = ":".join(str(part) for part in (problem["file"], problem["line"], problem["column"]) if part)
        note = self._waived(problem["waived"])
        self._say(f"{place}: problem {problem['code']} {problem['message']}{note}")

    def _waived(self, waived: dict[str, Any] | None) -> str:
        return f" [{self._labels['waived_line'].format(waived['until'])}]" if waived else ""

    def end(self, summary: Summary) -> None:
        """Nothing: the counts are said on standard error, so that every line here is a finding."""

    def _say(self, text: str) -> None:
        self._stream.write(disarmed(one_line(text)) + "\n")
