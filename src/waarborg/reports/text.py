"""The full explanation of each exchange, as an analyst reads it: pages laid out by `terminal`, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.reports.layout import Page
from waarborg.reports.reporting import Want
from waarborg.reports.summary import counted
from waarborg.reports.words import LABELS

if TYPE_CHECKING:
    from typing import TextIO

    from waarborg.reports.reporting import ProblemData, Run, Summary, Told

WANTS = Want.PAGE
RULE = 80


class Report:
    """Writes one page for each exchange; with more than one, the counts follow."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._told = 0

    def begin(self, run: Run) -> None:
        """Take note of how the pages are wanted."""
        self._run = run

    def result(self, told: Told) -> None:
        """Write one exchange's page, and the waiver or baseline that lets it pass."""
        page = Page(self._run.columns)
        if self._told:
            page.say("")
            page.say("─" * min(RULE, page.columns), style="dim")
        page.lines += told.page
        labels = LABELS[self._run.language]
        if waived := told.data["waived"]:
            page.gap()
            page.say(labels["waived"].format(**waived), style="bold yellow", label="! ")
        if told.data["new"] is False and told.data["verdict"] != "permitted":
            page.gap()
            page.say(labels["known"], style="bold yellow", label="! ")
        self._told += 1
        page.write(self._stream, colour=self._run.colour)

    def problem(self, problem: ProblemData) -> None:
        """Leave the problem to standard error, where every problem is said."""

    def end(self, summary: Summary) -> None:
        """Write the counts where one exchange was not all there is to say."""
        told = list(counted(summary, self._run.language))
        if summary.checked < 2 and len(told) == 1 and not (summary.skipped or any(summary.passed_over.values())):  # noqa: PLR2004 (more than one is many)
            return
        page = Page(self._run.columns)
        if self._told:
            page.say("")
        for line in told:
            page.say(line, style="bold")
        page.write(self._stream, colour=self._run.colour)
