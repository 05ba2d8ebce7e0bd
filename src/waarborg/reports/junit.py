"""JUnit XML: a test case for each exchange and each problem, in the one shape that both common schemas admit."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from waarborg.reports.json_report import IN_MEMORY
from waarborg.reports.layout import disarmed
from waarborg.reports.levels import LEVELS, one_line, passes, path_here, problem_text
from waarborg.reports.reported import reported
from waarborg.reports.reporting import Want
from waarborg.reports.words import word_of

if TYPE_CHECKING:
    from typing import TextIO

    from waarborg.reports.entries import Entry
    from waarborg.reports.reporting import ProblemData, Result, Run, Summary, Told

WANTS = Want.FINDINGS


class Report:
    """Keeps the cases in a temporary file until they can be counted.

    A permitted exchange is a case that passes, one that a waiver or the baseline lets pass is skipped, any other is a
    failure of the type of its verdict; a problem is an error. Times are not measured.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._spool = tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115 (open until the end)
        self._counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}

    def begin(self, run: Run) -> None:
        """Take note of the policy, the language and the day."""
        self._run = run

    def result(self, told: Told) -> None:
        """Keep the case of one exchange."""
        result, language = told.data, self._run.language
        name = _attribute(result["id"])
        if result["verdict"] not in LEVELS:
            self._case("", name, result["file"], "")
            return
        entries = reported(result, language)
        if waived := passes(result, next((each for each in entries if each.new is not False), entries[0]), language):
            self._case("skipped", name, result["file"], f"<skipped message={_attribute(waived)}/>")
            return
        said = "\n".join(_line(result, entry, language) for entry in entries)
        message = f"{word_of(result['verdict'], language)}: {entries[0].message}"
        kind = f"type={_attribute(result['verdict'])}"
        body = f"<failure {kind} message={_attribute(message)}>{escape(said)}</failure>"
        self._case("failures", name, result["file"], body)

    def problem(self, problem: ProblemData) -> None:
        """Keep the case of one problem."""
        name = _attribute(f"{problem['code']} {problem['line'] or ''}".strip())
        if waived := passes(problem, None, self._run.language):
            self._case("skipped", name, problem["file"], f"<skipped message={_attribute(waived)}/>")
            return
        where = ":".join(str(each) for each in (path_here(problem["file"]), problem["line"], problem["column"]) if each)
        said = escape(_shown(f"{where}: {problem_text(problem)}"))
        head = f"type={_attribute(problem['code'])} message={_attribute(problem['message'])}"
        self._case("errors", name, problem["file"], f"<error {head}>{said}</error>")

    def end(self, summary: Summary) -> None:
        """Write the suite."""
        counts = " ".join(f'{name}="{count}"' for name, count in self._counts.items())
        when = f'timestamp="{self._run.today.isoformat()}T00:00:00" hostname="localhost" time="0"'
        write = self._stream.write
        write('<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n')
        write(f'  <testsuite id="0" name="waarborg check" package="exchanges" {when} {counts}>\n    <properties>\n')
        policy = self._run.policy
        told = {
            "waarborg": self._run.version,
            "policy": f"{policy.name} {policy.version}",
            "policy.sha256": policy.sha256,
            **{f"verdict.{verdict}": str(count) for verdict, count in sorted(summary.verdicts.items())},
            **{sort: str(count) for sort, count in sorted(summary.passed_over.items()) if count},
        }
        for name, value in told.items():
            write(f"      <property name={_attribute(name)} value={_attribute(value)}/>\n")
        write("    </properties>\n")
        self._spool.seek(0)
        while text := self._spool.read(IN_MEMORY):
            write(text)
        self._spool.close()
        write("    <system-out/>\n    <system-err/>\n  </testsuite>\n</testsuites>\n")

    def _case(self, counted: str, name: str, file: str, body: str) -> None:
        self._counts["tests"] += 1
        if counted:
            self._counts[counted] += 1
        head = f'    <testcase name={name} classname={_attribute(path_here(file))} time="0"'
        self._spool.write(f"{head}>{body}</testcase>\n" if body else f"{head}/>\n")


def _line(result: Result, entry: Entry, language: str) -> str:
    place = f"{path_here(result['file'])}:{entry.line}:{entry.column}"
    return disarmed(_shown(f"{place}: {word_of(entry.contributes, language)}: {entry.message} [{entry.rule}]"))


def _attribute(text: str) -> str:
    """`text` as an attribute's value with its quotes; what XML cannot hold is shown by its code point."""
    return quoteattr(_shown(text))


def _shown(text: str) -> str:
    """`text` on one line, without the two characters that XML alone refuses."""
    return one_line(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
