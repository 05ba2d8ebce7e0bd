"""One run of `check`: each result marked, counted and told as it comes, and the exit status at the end."""

from __future__ import annotations

from heapq import heappush, heappushpop
from typing import TYPE_CHECKING

from waarborg.cli.exits import Exit, exit_of
from waarborg.cli.first_places import FirstPlaces
from waarborg.cli.interrupts import AbandonedError
from waarborg.cli.standing import DUPLICATE
from waarborg.cli.work import Refused
from waarborg.core.place import Place, Problem
from waarborg.core.record import replace
from waarborg.core.verdict import Verdict
from waarborg.reports.entries import told_as
from waarborg.reports.result import problem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from waarborg.cli.interrupts import Interrupts
    from waarborg.cli.outputs import Outputs
    from waarborg.cli.progress import Progress
    from waarborg.cli.standing import Standing
    from waarborg.cli.work import Done
    from waarborg.reports.reporting import Result, Run, Summary, Told

SLOWEST = 10
SKIPPED = 5
"""The files that are named for the documents that were skipped in them."""


class Running:
    """Follows one run; its state is the counts alone."""

    def __init__(  # noqa: PLR0913 (what a run consists of)
        self,
        run: Run,
        outputs: Outputs,
        standing: Standing,
        *,
        progress: Progress,
        say_problems: Callable[[Sequence[Problem]], object],
        summary: Summary,
    ) -> None:
        self._run = run
        self._outputs = outputs
        self._standing = standing
        self._progress = progress
        self._say_problems = say_problems
        self._first_places = FirstPlaces()
        self._last_twice = ("", 0)
        self._last_faulty = ""
        self._slowest: list[tuple[float, str]] = []
        self._counted: set[Verdict] = set()
        self._unreadable = self._bug = False
        self._units = 0
        self.summary = summary
        self.broken: tuple[Problem, ...] = ()

    def follow(self, done: Iterable[Done[Told]], interrupts: Interrupts) -> None:
        """Tell everything that is done, in its order, until it ends or the user ends it."""
        try:
            with interrupts.held():
                self._outputs.tell(lambda report: report.begin(self._run))
            for each in done:
                if each.broken:
                    self.broken = each.broken
                    _closed(done)
                    return
                self._take(each, interrupts)
        except KeyboardInterrupt as interrupt:
            self.summary.interrupted = True
            with interrupts.held():
                _closed(done)
            if isinstance(interrupt, AbandonedError):
                raise
        self._progress.wipe()
        with interrupts.held():
            self._end()

    def status(self, fail_on: Collection[Verdict]) -> int:
        """The exit status of the run."""
        if self.summary.interrupted:
            return Exit.INTERRUPTED
        if self._bug:
            return Exit.BUG
        nothing = not self.summary.checked
        unreadable = self._unreadable or self._outputs.failed or nothing
        return exit_of(self._counted, unreadable=unreadable, fail_on=fail_on)

    def _take(self, done: Done[Told], interrupts: Interrupts) -> None:
        self._units += 1
        self._bug = self._bug or done.bug
        self._skip(done)
        if done.records:
            self._outputs.spare(done.file)
        for record in done.records:
            with interrupts.held():
                if isinstance(record, Refused):
                    self._problem(record)
                else:
                    self._result(record)
        push = heappush if len(self._slowest) < SLOWEST else heappushpop
        push(self._slowest, (done.seconds, done.file))
        with interrupts.held():
            self._outputs.flush()
            self._progress.show(self._units, self.summary.checked)

    def _skip(self, done: Done[Told]) -> None:
        """Count the documents that were skipped, and remember the first files in which one was."""
        summary = self.summary
        summary.skipped += done.skipped
        if done.skipped and (done.file in summary.skipped_in or len(summary.skipped_in) < SKIPPED):
            summary.skipped_in[done.file] = summary.skipped_in.get(done.file, 0) + done.skipped

    def _problem(self, refused: Refused) -> None:
        data = problem_of(refused.problem, refused.exchange, language=self._run.language)
        twice = refused.exchange is not None and self._twice(refused.exchange, data["file"], refused.line)
        if not twice:
            self._standing.mark_problem(data)
        self.summary.problems += 1
        if data["file"] != self._last_faulty:
            self.summary.faulty += 1
            self._last_faulty = data["file"]
        if data["waived"]:
            self.summary.waived += 1
        else:
            self._unreadable = True
        self._progress.wipe()
        self._outputs.tell(lambda report: report.problem(data))
        self._say_problems([refused.problem])

    def _result(self, told: Told) -> None:
        result, summary = told.data, self.summary
        if self._twice(result["id"], result["file"], told.line):
            told = replace(told, anew=True)
        self._standing.mark(result, self._run.language, anew=told.anew)
        verdict = Verdict(result["verdict"])
        summary.checked += 1
        summary.verdicts[verdict.value] = summary.verdicts.get(verdict.value, 0) + 1
        passes = result["waived"] is not None
        summary.waived += passes
        if result["new"] is False and verdict in {Verdict.REFER, Verdict.INCOMPLETE, Verdict.PROHIBITED}:
            summary.known += 1
            passes = True
        self._counted.add(Verdict.PERMITTED if passes else verdict)
        summary.rules.update(_in_the_way(result, self._run.language))
        self._progress.make_way()
        self._outputs.tell(lambda report: report.result(told))

    def _twice(self, ident: str, file: str, line: int) -> bool:
        """Whether another exchange of the run has the id, which is then said as a problem, once of each."""
        first = self._first_places.first(ident, file, line) if line else None
        if first is None:
            return False
        if self._last_twice != (file, line):
            self._last_twice = (file, line)
            message, hint = (
                f"the id `{ident}` stands already at {first.file}:{first.line}",
                "give each exchange its own",
            )
            self._problem(Refused(Problem(DUPLICATE, message, Place(file, line, 1), hint), ident))
        return True

    def _end(self) -> None:
        summary = self.summary
        summary.slowest = sorted(self._slowest, reverse=True)
        if not summary.interrupted:
            summary.waivers, summary.gone = list(self._standing.void()), self._standing.gone()
        self._outputs.tell(lambda report: report.end(summary))
        self._outputs.finish(interrupted=summary.interrupted)


def _closed(done: Iterable[Done[Told]]) -> None:
    """End the work that is still under way."""
    close = getattr(done, "close", None)
    if close is not None:
        close()


def _in_the_way(result: Result, language: str) -> set[tuple[str, str, str]]:
    """The rules that for certain keep the exchange from being permitted: its contribution, id and words."""
    return {
        (certain, rule["id"], told_as(rule, language))
        for rule in result["rules"]
        if (certain := rule["contributes"]["at_best"]) in {"prohibited", "refer"}
    }
