"""Workflow commands of GitHub Actions: an annotation a finding; and the job's summary, in Markdown."""

from __future__ import annotations

import os
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from waarborg.reports import markdown
from waarborg.reports.layout import safe
from waarborg.reports.levels import LEVELS, passes, path_here, problem_text, reported
from waarborg.reports.reporting import Want

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from waarborg.reports.reporting import ProblemData, Run, Summary, Told

WANTS = Want.FINDINGS
SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable in which GitHub Actions names the file for the job's summary; nothing is written where it is not set."""


class Report:
    """Writes a command for each rule that stands in the way and each problem; the summary once all is known."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._page = StringIO()
        self._summary = markdown.Report(self._page)

    def begin(self, run: Run) -> None:
        """Take note of the language."""
        self._language = run.language
        self._summary.begin(run)

    def result(self, told: Told) -> None:
        """Write the commands of one exchange."""
        self._summary.result(told)
        result = told.data
        for entry in reported(result, self._language):
            waived = passes(result, entry, self._language)
            said = f"{result['id']}: {entry.message}{f' [{waived}]' if waived else ''}"
            region = {"line": entry.line, "col": entry.column, "endColumn": entry.end_column}
            title = f"{entry.contributes}: {entry.rule}"
            self._command("notice" if waived else LEVELS[entry.contributes], result["file"], region, title, said)

    def problem(self, problem: ProblemData) -> None:
        """Write the command of one problem."""
        self._summary.problem(problem)
        waived = passes(problem, None, self._language)
        said = problem_text(problem) + (f" [{waived}]" if waived else "")
        region = {"line": problem["line"], "col": problem["column"], "endColumn": problem["end_column"]}
        self._command("notice" if waived else "error", problem["file"], region, problem["code"], said)

    def end(self, summary: Summary) -> None:
        """Add the summary to the page of the job, where there is one, unless another report of the run did."""
        self._summary.end(summary)
        if (named := os.environ.get(SUMMARY)) and not summary.on_job_page:
            summary.on_job_page = True
            with Path(named).open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as page:
                page.write(self._page.getvalue())

    def _command(self, level: str, file: str, region: Mapping[str, int | None], title: str, said: str) -> None:
        given = {"file": path_here(file), **region, "title": title}
        listed = ",".join(f"{key}={_property(str(value))}" for key, value in given.items() if value is not None)
        self._stream.write(f"::{level} {listed}::{_data(said)}\n")


def _data(text: str) -> str:
    """`text` as the message of a command, as the runner's own toolkit escapes it."""
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """`text` as the value of a command's property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
