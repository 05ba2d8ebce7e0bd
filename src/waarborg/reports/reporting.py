"""What every output format is: a reporter that is told each result as it is judged, and the registry of them all.

A format is one module with a class `Report`, made with the text stream it writes to, and a constant `WANTS`. It is told
plain data of the shapes that `waarborg/report-1` publishes, so that no format reads a verdict in its own way; the
policy alone is handed over as it is, for what a format says of a rule apart from any exchange.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from waarborg.core.record import field, record, state

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import TextIO

    from waarborg.core.policy import Policy

FORMATS = {
    "text": "waarborg.reports.text",
    "lines": "waarborg.reports.lines",
    "json": "waarborg.reports.json_report",
    "ndjson": "waarborg.reports.ndjson",
    "sarif": "waarborg.reports.sarif",
    "junit": "waarborg.reports.junit",
    "github": "waarborg.reports.github",
    "gitlab": "waarborg.reports.gitlab",
    "markdown": "waarborg.reports.markdown",
    "html": "waarborg.reports.html_report",
}
"""The module of each format; it is imported when the format is asked for."""

Result = dict[str, Any]
"""One exchange, as an entry of `results` in report-1 (see `waarborg.reports.result`)."""
ProblemData = dict[str, Any]
"""One problem, as an entry of `problems` in report-1."""
StyledLine = tuple[str, str]
"""One line of a terminal page: its style and its text."""


class Want(Enum):
    """What a format has to be told of an exchange; what no format wants is not worked out."""

    RESULT = "the whole result of every exchange"
    FINDINGS = (
        "the result, less its questions, of an exchange that is not simply permitted, and the head of one that is"
    )
    LINES = "of an exchange that does not go ahead, on conditions or without, what a line says of each rule"
    PAGE = "the full explanation, laid out for a terminal"


@record
class Told:
    """What a reporter is told of one exchange: its data, and its page where a format wants one.

    The data are a whole result, or where no format wants that, one without its questions, `missing`; of a permitted
    exchange then its head: everything but its place, `content`, `rules`, `missing`, `obligations`, `refer_to`,
    `unsettling_decisions` and `unconfirmed`, which are empty.
    Where formats want lines alone, it is the head, and where there are lines its place, and of each rule that they tell
    its id, kind, title, truth, contribution and place, and the facts that an open one hangs on; `counted` is how many
    more may still count. `line` is that of its id, whatever the format; `anew` says that another exchange of the run
    had its id before, so that nothing that goes by the id may know it.
    """

    data: Result
    page: tuple[StyledLine, ...] = ()
    line: int = 0
    anew: bool = False


@record
class Run:
    """What is known before the first exchange is judged.

    `colour` and `columns` are those of standard output and mean nothing for a file; `sarif_profile` is `github` where
    SARIF is written for what GitHub shows of it.
    """

    version: str
    policy: Policy
    language: str
    today: date
    sarif_profile: str = "standard"
    colour: bool = False
    columns: int = 80


@state
class Summary:
    """Counts over a whole run, and what waivers and baseline came to.

    `passed_over` counts what stood in folders and was not read: `ignored` by git or configuration, `links` to folders.
    `waivers` and `gone` are the entries of those in report-1; `rules` counts the exchanges that a rule keeps from being
    permitted, by its verdict, its id and its title; `slowest` holds the seconds of the files that took longest, and
    `skipped_in` how many documents were skipped in each of the first files in which one was.
    `on_job_page` says that the page of a job has them, and `faulty` counts the files that have a problem.
    """

    checked: int = 0
    problems: int = 0
    faulty: int = 0
    skipped: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    waived: int = 0
    known: int = 0
    interrupted: bool = False
    verdicts: dict[str, int] = field(default_factory=dict)
    rules: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    skipped_in: dict[str, int] = field(default_factory=dict)
    waivers: list[dict[str, Any]] = field(default_factory=list)
    gone: list[dict[str, Any]] = field(default_factory=list)
    on_job_page: bool = False


class Reporter(Protocol):
    """Writes one format to one stream; called in this order: begin, then result and problem as they come, then end.

    `end` is called after an interruption too. What a reporter keeps between calls must not grow with the number of
    exchanges; what has to stand elsewhere in the output is spooled to a temporary file.
    """

    def begin(self, run: Run) -> None:
        """Write what stands before everything else."""

    def result(self, told: Told) -> None:
        """Write one exchange."""

    def problem(self, problem: ProblemData) -> None:
        """Write one problem."""

    def end(self, summary: Summary) -> None:
        """Write what stands after everything else."""


def reporter(name: str, stream: TextIO) -> Reporter:
    """The reporter of the format `name`, writing to `stream`."""
    made: Callable[[TextIO], Reporter] = import_module(FORMATS[name]).Report
    return made(stream)


def wants(names: Mapping[str, object] | set[str]) -> frozenset[Want]:
    """Everything that the named formats want to be told."""
    return frozenset(import_module(FORMATS[name]).WANTS for name in names)
