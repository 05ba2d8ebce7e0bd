"""Markdown for a comment: the counts, then as many findings as a comment holds, gravest levels as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.verdict import Verdict
from waarborg.reports.captions import CAPTIONS
from waarborg.reports.levels import ORDER, passes, path_here, problem_text, reported
from waarborg.reports.markdown_text import inline
from waarborg.reports.reporting import Want
from waarborg.reports.summary import counted
from waarborg.reports.words import SYMBOLS, VERDICTS

if TYPE_CHECKING:
    from typing import TextIO

    from waarborg.reports.reporting import ProblemData, Run, Summary, Told

WANTS = Want.FINDINGS
ROOM = 50_000
"""The characters that findings and problems may take; a comment on GitHub holds 65,536."""


class Report:
    """Writes once everything is known: what a comment holds is all that is kept."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._findings: list[str] = []
        self._problems: list[str] = []
        self._room = ROOM
        self._left_out = 0

    def begin(self, run: Run) -> None:
        """Take note of the policy and the language."""
        self._run = run

    def result(self, told: Told) -> None:
        """Keep the rows of one exchange while there is room."""
        result, language = told.data, self._run.language
        for entry in reported(result, language):
            verdict = Verdict(entry.contributes)
            waived = passes(result, entry, language)
            cells = (
                f"{SYMBOLS[verdict]} {VERDICTS[language][verdict].capitalize()}",
                inline(result["id"]),
                f"{inline(entry.message)}{f' — {inline(waived)}' if waived else ''} ({inline(entry.rule)})",
                inline(f"{path_here(result['file'])}:{entry.line}"),
            )
            self._keep(self._findings, f"| {' | '.join(cells)} |")

    def problem(self, problem: ProblemData) -> None:
        """Keep one problem while there is room."""
        where = path_here(problem["file"]) + (f":{problem['line']}" if problem["line"] else "")
        waived = passes(problem, None, self._run.language)
        said = inline(problem_text(problem)) + (f" — {inline(waived)}" if waived else "")
        self._keep(self._problems, f"- {inline(where)} {said} ({inline(problem['code'])})")

    def end(self, summary: Summary) -> None:
        """Write it all."""
        words, write = CAPTIONS[self._run.language], self._stream.write
        write(f"## waarborg: {words['title'].lower()}\n\n{self._counts(summary)}\n")
        write("".join(f"{inline(line)}\n\n" for line in counted(summary, self._run.language)))
        if self._findings:
            head = (words["verdict"], words["exchange"], words["finding"], words["place"])
            table = "\n".join(self._findings)
            write(f"### {words['findings']}\n\n| {' | '.join(head)} |\n|{' --- |' * len(head)}\n{table}\n\n")
        if self._problems:
            write(f"### {words['problems']}\n\n" + "\n".join(self._problems) + "\n\n")
        if self._left_out:
            write(f"{words['more'].format(self._left_out)}\n\n")
        if not summary.checked:
            write(f"{words['nothing_checked']}\n\n")
        elif not self._findings and not self._problems and not self._left_out:
            write(f"{words['none']}\n\n")
        policy = self._run.policy
        named = words["policy"].format(name=policy.name, version=policy.version, digest=policy.sha256[:12])
        write(f"{inline(named)}. {words['advice']}\n")

    def _counts(self, summary: Summary) -> str:
        words, verdicts = CAPTIONS[self._run.language], VERDICTS[self._run.language]
        rows = [
            f"| {SYMBOLS[Verdict(each)]} {verdicts[Verdict(each)].capitalize()} | {summary.verdicts[each]} |\n"
            for each in ORDER
            if each in summary.verdicts
        ]
        if summary.problems:
            rows.append(f"| ! {words['problems']} | {summary.problems} |\n")
        return f"| {words['verdict']} | {words['count']} |\n| --- | ---: |\n{''.join(rows)}" if rows else ""

    def _keep(self, rows: list[str], row: str) -> None:
        if len(row) > self._room:
            self._room = 0  # none after it either: what is left out is always the rest
            self._left_out += 1
            return
        self._room -= len(row) + 1
        rows.append(row)
