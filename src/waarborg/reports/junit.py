"""JUnit XML: a test case for each exchange and each problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.reports.junit_suite import HEAD, TAIL, Suite
from waarborg.reports.levels import LEVELS, passes, path_here, problem_text
from waarborg.reports.reported import reported
from waarborg.reports.reporting import Want
from waarborg.reports.words import word_of

if TYPE_CHECKING:
    from typing import TextIO

    from waarborg.reports.entries import Entry
    from waarborg.reports.reporting import ProblemData, Result, Run, Summary, Told

WANTS = Want.FINDINGS


class Report:
    """Writes one suite at the end.

    A permitted exchange is a case that passes, one that a waiver or the baseline lets pass is skipped, any other is a
    failure of the type of its verdict; a problem is an error.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._suite = Suite()

    def begin(self, run: Run) -> None:
        """Take note of the policy, the language and the day."""
        self._run = run

    def result(self, told: Told) -> None:
        """Keep the case of one exchange."""
        result, language = told.data, self._run.language
        case = result["id"], result["file"]
        if result["verdict"] not in LEVELS:
            self._suite.passed(*case)
            return
        entries = reported(result, language)
        if waived := passes(result, next((each for each in entries if each.new is not False), entries[0]), language):
            self._suite.skipped(*case, waived)
            return
        message = f"{word_of(result['verdict'], language)}: {entries[0].message}"
        lines = (_line(result, entry, language) for entry in entries)
        self._suite.failed(*case, result["verdict"], message, lines)

    def problem(self, problem: ProblemData) -> None:
        """Keep the case of one problem."""
        case = f"{problem['code']}: {problem['message']}", problem["file"]
        if waived := passes(problem, None, self._run.language):
            self._suite.skipped(*case, waived)
            return
        where = ":".join(str(each) for each in (path_here(problem["file"]), problem["line"], problem["column"]) if each)
        self._suite.erred(*case, problem["code"], problem["message"], [f"{where}: {problem_text(problem)}"])

    def end(self, summary: Summary) -> None:
        """Write the suite."""
        policy = self._run.policy
        told = {
            "waarborg": self._run.version,
            "policy": f"{policy.name} {policy.version}",
            "policy.sha256": policy.sha256,
            **{f"verdict.{verdict}": str(count) for verdict, count in sorted(summary.verdicts.items())},
            **{sort: str(count) for sort, count in sorted(summary.passed_over.items()) if count},
        }
        self._stream.write(HEAD)
        named = {"id": "0", "name": "waarborg check", "package": "exchanges"}
        self._suite.write(self._stream, named, self._run.today, told)
        self._stream.write(TAIL)


def _line(result: Result, entry: Entry, language: str) -> str:
    place = f"{path_here(result['file'])}:{entry.line}:{entry.column}"
    return f"{place}: {word_of(entry.contributes, language)}: {entry.message} [{entry.rule}]"
