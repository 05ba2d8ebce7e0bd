"""Workflow commands of GitHub Actions: an annotation a finding, the worst first; and the job's summary, in Markdown."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from waarborg.reports import markdown
from waarborg.reports.captions import CAPTIONS
from waarborg.reports.layout import safe
from waarborg.reports.levels import LEVELS, ORDER, passes, path_here, problem_text
from waarborg.reports.reported import reported
from waarborg.reports.reporting import Want
from waarborg.reports.spool import Spool
from waarborg.reports.words import word_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from waarborg.reports.reporting import ProblemData, Run, Summary, Told

WANTS = Want.FINDINGS
SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable in which GitHub Actions names the file for the job's summary; nothing is written where it is not set."""
SHOWN = 10
"""The errors, and the warnings, of one step that GitHub shows as annotations: the first ones."""
RANKS = ("problem", *ORDER, "passing")
"""The order of commands; of each sort the first of every exchange comes before any other."""


class Report:
    """Keeps the commands until all are known, and writes the worst first; the summary then as well."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._kept = defaultdict[tuple[int, bool], Spool](Spool)
        self._levels: Counter[str] = Counter()
        self._page = StringIO()
        self._summary = markdown.Report(self._page)

    def begin(self, run: Run) -> None:
        """Take note of the language."""
        self._language = run.language
        self._summary.begin(run)

    def result(self, told: Told) -> None:
        """Keep the commands of one exchange."""
        self._summary.result(told)
        result = told.data
        for number, entry in enumerate(reported(result, self._language)):
            waived = passes(result, entry, self._language)
            said = f"{result['id']}: {entry.message}{f' [{waived}]' if waived else ''}"
            region = {"line": entry.line, "col": entry.column, "endColumn": entry.end_column}
            title = f"{word_of(entry.contributes, self._language)}: {entry.rule}"
            rank = (RANKS.index("passing" if waived else entry.contributes), number > 0)
            level = "notice" if waived else LEVELS[entry.contributes]
            self._keep(rank, level, {"file": path_here(result["file"]), **region, "title": title}, said)

    def problem(self, problem: ProblemData) -> None:
        """Keep the command of one problem."""
        self._summary.problem(problem)
        waived = passes(problem, None, self._language)
        said = problem_text(problem) + (f" [{waived}]" if waived else "")
        region = {"line": problem["line"], "col": problem["column"], "endColumn": problem["end_column"]}
        rank = (RANKS.index("passing" if waived else "problem"), False)
        given = {"file": path_here(problem["file"]), **region, "title": problem["code"]}
        self._keep(rank, "notice" if waived else "error", given, said)

    def end(self, summary: Summary) -> None:
        """Write the commands, and add the summary to the page of the job unless another report of the run did."""
        for _, kept in sorted(self._kept.items()):
            kept.pour(self._stream)
        words = CAPTIONS[self._language]
        if max(self._levels["error"], self._levels["warning"]) > SHOWN:
            counts = {level: self._levels[level] for level in ("error", "warning")}
            said = words["annotations"].format(shown=SHOWN, **counts)
            self._stream.write(_command("notice", {"title": "waarborg"}, said))
        self._summary.end(summary)
        if (named := os.environ.get(SUMMARY)) and not summary.on_job_page:
            summary.on_job_page = True
            try:
                with Path(named).open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as page:
                    page.write(self._page.getvalue())
            except OSError as error:  # the findings stand, and so does the exit status
                said = words["no_job_page"].format(error.strerror or error)
                self._stream.write(_command("warning", {"title": "waarborg"}, said))

    def _keep(self, rank: tuple[int, bool], level: str, given: Mapping[str, object], said: str) -> None:
        self._kept[rank].write(_command(level, given, said))
        self._levels[level] += 1


def _command(level: str, given: Mapping[str, object], said: str) -> str:
    """One command, as a line; a property without a value is left out."""
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in given.items() if value is not None)
    return f"::{level} {listed}::{_data(said)}\n"


def _data(text: str) -> str:
    """`text` as the message of a command, as the runner's own toolkit escapes it."""
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """`text` as the value of a command's property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
