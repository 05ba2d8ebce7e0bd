"""Real descriptors replayed under both policies: by the same processes as a batch, and spooled as they come."""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING

from waarborg.change.answers import texts_of
from waarborg.change.corpus import replayed
from waarborg.change.sides import Side
from waarborg.cli.exits import Exit
from waarborg.cli.progress import Progress
from waarborg.cli.work import Refused, all_done, done_by
from waarborg.core.difference import Replayed, Replays
from waarborg.core.place import ProblemsError
from waarborg.core.record import replace
from waarborg.core.verdict import Verdict
from waarborg.reading.inputs import files_in, read_exchanges, units_in
from waarborg.reading.policies import read_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from waarborg.cli.work import Done
    from waarborg.core.place import Problem
    from waarborg.reading.walk import Named


OLD_ALONE = "only the old side refuses this: the policies differ in what they know"
NEW_ALONE = "only the new side refuses this: the policies differ in what they know"


class Spooled:
    """Replays in a file, one a line, which can be gone through again and again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[Replayed]:
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                ident, path, old, new, changed, rules, facts = json.loads(line)
                yield Replayed(ident, path, Verdict(old), Verdict(new), changed, tuple(rules), tuple(facts))


def _line(each: Replayed) -> str:
    plain = [each.id, each.file, each.old.value, each.new.value, each.changed, each.rules, each.facts]
    return json.dumps(plain) + "\n"


def bench_of(folders: tuple[Path, Path], days: tuple[date, date]) -> ReplayBench:
    """A bench for these policies on these days, read anew (for a process that does not begin as a copy)."""
    old, new = (Side(read_policy(folder), day) for folder, day in zip(folders, days, strict=True))
    return ReplayBench((old, new), folders)


class ReplayBench:
    """Replays units on two sides; a copy in another process is made from the folders of their policies."""

    def __init__(self, sides: tuple[Side, Side], folders: tuple[Path, Path]) -> None:
        self._sides = sides
        self._folders = folders
        self._texts = texts_of(sides)
        gc.freeze()  # both policies stay for ever (see `work.Bench`)

    def __reduce__(self) -> tuple[Callable[..., ReplayBench], tuple[object, ...]]:
        return bench_of, (self._folders, (self._sides[0].day, self._sides[1].day))

    def done(self, unit: Named | Problem, *, fenced: bool = True) -> Done[Replayed]:
        """What comes of the unit: each exchange that both sides can read, and once what a side cannot."""
        return done_by(self._replayed, unit, fenced=fenced)

    def _replayed(self, named: Named) -> Iterator[Replayed | Refused | None]:
        for old, new in zip(*(read_exchanges(named, side.policy) for side in self._sides), strict=True):
            yield from map(Refused, _of_both(old.problems, new.problems))
            if old.skipped:
                yield None
            if old.exchange and new.exchange:
                yield replayed((old.exchange, new.exchange), self._sides, self._texts)


def _of_both(old: Sequence[Problem], new: Sequence[Problem]) -> Iterator[Problem]:
    """The problems of both sides, each once; of one that stands on one side alone, the hint says on which."""
    for problem in dict.fromkeys((*old, *new)):
        if problem in old and problem in new:
            yield problem
        else:
            yield replace(problem, hint=OLD_ALONE if problem in old else NEW_ALONE)


class Replaying:
    """Goes through the descriptors once and says each problem as it comes; `exit` is what that comes to by itself."""

    def __init__(self, bench: ReplayBench, say: Callable[[Problem], object], *, language: str) -> None:
        self._bench = bench
        self._say = say
        self._progress = Progress(sys.stderr, total=None, language=language)
        self.exit = Exit.PERMITTED

    def replays(self, paths: Sequence[str], jobs: int, spool: Path, *, fenced: bool) -> Replays:
        """All that `paths` name, in their order, the same with any number of jobs; raises ProblemsError."""
        matrix, changed, unread = Counter[tuple[Verdict, Verdict]](), 0, set[str]()
        units = all_done(units_in(files_in(paths)), self._bench, jobs, fenced=fenced)
        with spool.open("w", encoding="utf-8") as file:
            for number, done in enumerate(units, start=1):
                if done.broken:
                    raise ProblemsError(list(done.broken))
                for record in done.records:
                    if isinstance(record, Refused):
                        self._refused(record.problem, Exit.BUG if done.bug else Exit.UNREADABLE)
                        unread.add(record.problem.place.file)
                        continue
                    file.write(_line(record))
                    matrix[record.old, record.new] += 1
                    changed += record.changed
                self._progress.show(number, matrix.total())
        self._progress.wipe()
        if not matrix:
            self.exit = max(self.exit, Exit.UNREADABLE)
        return Replays(matrix, changed, len(unread), Spooled(spool))

    def _refused(self, problem: Problem, status: Exit) -> None:
        self.exit = max(self.exit, status)
        self._progress.wipe()
        self._say(problem)
