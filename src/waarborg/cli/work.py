"""The work on one unit of input, wherever it is done: judged, and told as the formats want it."""

from __future__ import annotations

import gc
import time
from itertools import chain
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from waarborg.core.judge import Judge
from waarborg.core.place import Place, Problem, ProblemsError
from waarborg.core.record import record, value_record
from waarborg.core.verdict import Verdict
from waarborg.reading.inputs import read_exchanges
from waarborg.reports.reporting import Told, Want
from waarborg.reports.result import head_of, lines_of, result_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from waarborg.core.policy import Policy
    from waarborg.core.verdict import ExchangeVerdict
    from waarborg.reading.walk import Named
    from waarborg.reports.reporting import Result


GOING_AHEAD = (Verdict.PERMITTED, Verdict.PERMITTED_WITH_CONDITIONS)
"""Of an exchange that comes to one of these, lines say nothing."""
SELDOM = 50_000
"""How many objects come to stay before unreachable ones are looked for: most files make fewer, and free them all."""
T = TypeVar("T")
FEW = 24
"""So many files are judged in one process: starting others would take longer."""
A_FILE = 2_000
"""The bytes of lines that count as one file does."""


@value_record
class Order:
    """Everything that decides what comes of a unit; plain, so that another process can be given it."""

    policies: Path
    facts_as_of: date | None
    law_as_of: date | None
    language: str
    wants: frozenset[Want]
    columns: int
    whole_tree: bool


@record
class Refused:
    """A problem, and the id of the exchange it stands in where that could be read, with the line of that id."""

    problem: Problem
    exchange: str | None = None
    line: int = 0


@record
class Done(Generic[T]):
    """What came of one unit: its exchanges and problems in order, how many documents were skipped, and the seconds.

    `broken` are problems of the policy itself; `bug` says that judging failed where it never should.
    """

    file: str
    records: tuple[T | Refused, ...]
    skipped: int = 0
    seconds: float = 0.0
    broken: tuple[Problem, ...] = ()
    bug: bool = False


class Working(Protocol[T]):
    """Makes something of each exchange of a unit."""

    def done(self, unit: Named | Problem, *, fenced: bool = True) -> Done[T]:
        """What comes of the unit."""


def done_by(work: Callable[[Named], Iterator[T | Refused | None]], unit: Named | Problem, *, fenced: bool) -> Done[T]:
    """What comes of the unit by `work`, which gives None for a document that is skipped.

    With the fence, a bug in one exchange is a problem and stops nothing else.
    """
    if isinstance(unit, Problem):
        return Done(unit.place.file, (Refused(unit),))
    start = time.perf_counter()
    found: list[T | Refused | None] = []
    bug = False
    try:
        found.extend(work(unit))
    except ProblemsError as error:
        return Done(unit.path, (), broken=tuple(error.problems))
    except MemoryError:
        message, hint = "there was not enough memory to check this file", "split it, or check it with more memory"
        found.append(Refused(Problem("reading/no-memory", message, Place(unit.path, unit.first_line - 1), hint)))
    except Exception as error:
        if not fenced:
            raise
        bug = True
        message = f"a bug in waarborg stopped the checking of this file: {type(error).__name__}: {error}"
        found.append(Refused(Problem("bug/judging", message, Place(unit.path), "run it alone with --debug")))
    records = tuple(each for each in found if each is not None)
    return Done(unit.path, records, len(found) - len(records), time.perf_counter() - start, bug=bug)


def bench_of(order: Order) -> Bench:
    """A bench with a policy read anew."""
    from waarborg.reading.policies import read_policy  # noqa: PLC0415 (where a process does not begin as a copy)

    return Bench(order, read_policy(order.policies))


class Bench:
    """Judges units under one policy; a copy in another process is made from the order alone."""

    def __init__(self, order: Order, policy: Policy) -> None:
        self._order = order
        self._policy = policy
        asked = (Want.PAGE, Want.RESULT, Want.FINDINGS, Want.LINES)
        self._paged, self._whole, self._unless_permitted, self._in_lines = (want in order.wants for want in asked)
        gc.freeze()  # the policy stays for ever: no collection looks at it, and no forked process copies it for that
        gc.set_threshold(SELDOM)
        self._judge = Judge(policy, facts_as_of=order.facts_as_of, law_as_of=order.law_as_of or order.facts_as_of)

    def __reduce__(self) -> tuple[Callable[[Order], Bench], tuple[Order]]:
        return bench_of, (self._order,)

    def done(self, unit: Named | Problem, *, fenced: bool = True) -> Done[Told]:
        """What comes of the unit: each of its exchanges judged."""
        return done_by(self._judged, unit, fenced=fenced)

    def _judged(self, named: Named) -> Iterator[Told | Refused | None]:
        for read in read_exchanges(named, self._policy):
            for problem in read.problems:
                yield Refused(problem, read.stated_id, read.line)
            if read.skipped:
                yield None
            if read.exchange:
                yield self._told(self._judge.judge(read.exchange), read.line)

    def _told(self, verdict: ExchangeVerdict, line: int) -> Told:
        page = tuple(self._page(verdict)) if self._paged else ()
        return Told(self._data(verdict), page, line)

    def _data(self, verdict: ExchangeVerdict) -> Result:
        """As much of the result as the formats want."""
        comes_to, language = verdict.verdict, self._order.language
        if self._whole or (self._unless_permitted and comes_to is not Verdict.PERMITTED):
            return result_of(verdict, self._policy, language, questions=self._whole)
        if self._in_lines and comes_to not in GOING_AHEAD:
            return lines_of(verdict, self._policy, language)
        return head_of(verdict)

    def _page(self, verdict: ExchangeVerdict) -> Iterator[tuple[str, str]]:
        from waarborg.reports.layout import Page  # noqa: PLC0415 (likewise)
        from waarborg.reports.terminal import VerdictReport  # noqa: PLC0415

        page = Page(self._order.columns)
        report = VerdictReport(page, verdict, self._policy, self._order.language)
        report.say(whole_tree=self._order.whole_tree)
        yield from page.lines


def _weight(unit: Named | Problem) -> float:
    content = None if isinstance(unit, Problem) else unit.content
    return 1.0 if content is None else len(content) / A_FILE


def all_done(
    units: Iterable[Named | Problem | None], bench: Working[T], jobs: int, *, fenced: bool = True
) -> Iterator[Done[T]]:
    """What comes of each unit, in the order of the units; other processes are started for a long run alone.

    Where a unit must be waited for, what came before it is told. The processes begin as copies of a bench that has
    judged already, so that none of them reads or compiles anything again.
    """
    stream = iter(units)
    weight = 0.0
    for unit in stream:
        if unit is not None:
            yield bench.done(unit, fenced=fenced)
            weight += _weight(unit)
        if jobs > 1 and weight >= FEW:
            break
    following = next((unit for unit in stream if unit is not None), None)
    if following is not None:
        from waarborg.cli.pool import Pool  # noqa: PLC0415 (slow to import, for a long run alone)

        yield from Pool(bench, jobs).done(chain([following], stream))
