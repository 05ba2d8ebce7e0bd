"""Markdown for a comment: the counts, then as many findings as a comment holds, those of the worst exchanges first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.verdict import Verdict
from waarborg.reports.captions import CAPTIONS
from waarborg.reports.levels import ORDER, passes, path_here, problem_text
from waarborg.reports.markdown_text import inline
from waarborg.reports.reported import reported
from waarborg.reports.reporting import Want
from waarborg.reports.summary import counted
from waarborg.reports.words import SYMBOLS, VERDICTS

if TYPE_CHECKING:
    from typing import TextIO

    from waarborg.reports.reporting import ProblemData, Run, Summary, Told

WANTS = Want.FINDINGS
ROOM = 50_000
"""The characters that findings and problems may take; a comment on GitHub holds 65,536."""
ROOM_OF_PROBLEMS = ROOM // 4
ROOM_OF_NOTES = ROOM // 8
"""What waivers and baseline came to stands beside those."""
PASSING = "passing"
"""Where the findings stand that a waiver or the baseline lets pass: after all others."""


class Rows:
    """The first rows of a kind, in as many characters as may be theirs; the others are counted."""

    def __init__(self, room: int) -> None:
        self._room = room
        self.kept: list[str] = []
        self.left_out = 0

    def keep(self, row: str) -> None:
        """Keep one row, unless it or one before it found no room: what is left out is always the rest."""
        if self.left_out or len(row) >= self._room:
            self.left_out += 1
            return
        self._room -= len(row) + 1
        self.kept.append(row)


class Report:
    """Writes once everything is known: what a comment holds is all that is kept."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._findings = {each: Rows(ROOM) for each in (*ORDER, PASSING)}
        self._problems = Rows(ROOM_OF_PROBLEMS)

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
            self._findings[PASSING if waived else result["verdict"]].keep(f"| {' | '.join(cells)} |")

    def problem(self, problem: ProblemData) -> None:
        """Keep one problem while there is room."""
        where = path_here(problem["file"]) + (f":{problem['line']}" if problem["line"] else "")
        waived = passes(problem, None, self._run.language)
        said = inline(problem_text(problem)) + (f" — {inline(waived)}" if waived else "")
        self._problems.keep(f"- {inline(where)} {said} ({inline(problem['code'])})")

    def end(self, summary: Summary) -> None:
        """Write it all."""
        words, write = CAPTIONS[self._run.language], self._stream.write
        write(f"## waarborg: {words['title'].lower()}\n\n{self._counts(summary)}\n")
        first, *said = counted(summary, self._run.language)
        notes = Rows(ROOM_OF_NOTES)
        for line in said:
            notes.keep(f"{inline(line)}\n")
        write("\n".join([f"{inline(first)}\n", *notes.kept, ""]))
        rows = self._worst_first()
        if rows.kept:
            head = (words["verdict"], words["exchange"], words["finding"], words["place"])
            table = "\n".join(rows.kept)
            write(f"### {words['findings']}\n\n| {' | '.join(head)} |\n|{' --- |' * len(head)}\n{table}\n\n")
        if self._problems.kept:
            write(f"### {words['problems']}\n\n" + "\n".join(self._problems.kept) + "\n\n")
        if left_out := rows.left_out + self._problems.left_out + notes.left_out:
            write(f"{words['more'].format(left_out)}\n\n")
        if not summary.checked:
            write(f"{words['nothing_checked']}\n\n")
        elif not rows.kept and not self._problems.kept and not left_out:
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

    def _worst_first(self) -> Rows:
        """The rows of all findings for which there is room, those of the gravest verdict first."""
        rows = Rows(ROOM - ROOM_OF_PROBLEMS)
        for of_verdict in self._findings.values():
            for row in of_verdict.kept:
                rows.keep(row)
            rows.left_out += of_verdict.left_out
        return rows
