"""A batch from what is asked to its exit status: inputs, policy, reports and processes, set up and taken down."""

from __future__ import annotations

import signal
import sys
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from waarborg import __version__
from waarborg.cli.exits import Exit
from waarborg.cli.interrupts import Interrupts
from waarborg.cli.options import colour_on, columns, say_line, say_problems
from waarborg.cli.outputs import Outputs
from waarborg.cli.progress import Progress
from waarborg.cli.running import Running
from waarborg.cli.standing import Standing
from waarborg.cli.work import Bench, Order, all_done
from waarborg.core.place import Problem, ProblemsError
from waarborg.core.record import record
from waarborg.reading.inputs import STDIN_NAME, files_in, is_of_lines, units_in
from waarborg.reading.once import each_once
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.walk import LeftOut, Named, listed_in
from waarborg.reports.reporting import Run, Summary, Want, reporter, wants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from waarborg.core.policy import Policy
    from waarborg.core.verdict import Verdict

TELLING = ("lines", "github")
"""The formats that say each problem on standard output, where GitHub would read a command in standard error too."""


@record
class Asked:
    """Everything that the command line and the configuration ask for. `shown` is None where the input decides."""

    paths: tuple[str, ...]
    files_from: str | None
    stdin_name: str | None
    exclude: tuple[str, ...]
    set_aside: tuple[str, ...]
    ignoring: bool
    policies: Path | None
    facts_as_of: date | None
    law_as_of: date | None
    today: date
    language: str
    shown: str | None
    outputs: tuple[tuple[str, str], ...]
    sarif_profile: str
    jobs: int
    waivers: str | None
    baseline: str | None
    write_baseline: str | None
    fail_on: frozenset[Verdict]
    whole_tree: bool
    stats: bool
    quiet: bool
    fenced: bool
    no_color: bool
    columns: int


def run_batch(asked: Asked) -> int:
    """The exit status of what is asked, with everything said that there is to say."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # who ends the job leaves nothing half-written either
    say = partial(say_problems, language=asked.language, no_color=asked.no_color)
    folder = asked.policies or shipped_policies()
    try:
        policy = read_policy(folder)
    except ProblemsError as error:
        say(error.problems)
        return Exit.BROKEN_POLICY
    try:
        standing = _standing(asked)
    except ProblemsError as error:
        say(error.problems)
        return Exit.UNREADABLE
    return _followed(asked, policy, folder, standing)


def _followed(asked: Asked, policy: Policy, folder: Path, standing: Standing) -> int:
    """The exit status of a run over everything that is named, told in every format that is asked for."""
    summary = Summary()
    say = partial(say_problems, language=asked.language, no_color=asked.no_color)
    files = _found(asked, summary)
    found: Iterable[Named | Problem] = files if not sys.stderr.isatty() else list(files)
    shown, units = _shown(asked, units_in(found, stdin_name=asked.stdin_name or STDIN_NAME))
    outputs = Outputs(partial(say_line, language=asked.language))
    running = Running(
        _run(asked, policy),
        outputs,
        standing,
        progress=Progress(
            sys.stderr,
            total=len(found) if isinstance(found, list) else None,
            language=asked.language,
            shared=sys.stdout.isatty(),
        ),
        say_problems=_silent if shown in TELLING else say,
        summary=summary,
    )
    with Interrupts() as interrupts:
        try:
            with interrupts.held():
                _add_all(outputs, asked, shown)
            bench = Bench(_order(asked, folder, shown), policy)
            running.follow(all_done(units, bench, asked.jobs, fenced=asked.fenced), interrupts)
        finally:
            with interrupts.held():
                outputs.discard()
    if running.broken:
        say(running.broken)
        return Exit.BROKEN_POLICY
    _say_after(asked, running.summary, shown)
    return running.status(frozenset() if asked.write_baseline else asked.fail_on)


def _add_all(outputs: Outputs, asked: Asked, shown: str | None) -> None:
    """Begin every report that is asked for."""
    if shown:
        outputs.add(shown, sys.stdout)
    for name, path in asked.outputs:
        outputs.add_file(path, partial(reporter, name))
    if asked.write_baseline:
        from waarborg.reports import baseline  # noqa: PLC0415 (seldom needed)

        outputs.add_file(asked.write_baseline, baseline.Report, of_whole_run=True)


def _run(asked: Asked, policy: Policy) -> Run:
    return Run(
        version=__version__,
        policy=policy,
        language=asked.language,
        today=asked.today,
        sarif_profile=asked.sarif_profile,
        colour=colour_on(sys.stdout, no_color=asked.no_color),
        columns=asked.columns,
    )


def _standing(asked: Asked) -> Standing:
    if not asked.waivers and not asked.baseline:
        return Standing([], None)
    from waarborg.reading.waivers import read_baseline, read_waivers  # noqa: PLC0415 (seldom needed)

    waivers = read_waivers(Path(asked.waivers), asked.today) if asked.waivers else []
    return Standing(waivers, read_baseline(Path(asked.baseline)) if asked.baseline else None)


def _found(asked: Asked, summary: Summary) -> Iterator[Named | Problem]:
    """The files that `--files-from` lists, each named outright and none of them a pattern, then all that is named."""
    listed = listed_in(asked.files_from) if asked.files_from is not None else []
    left_out = LeftOut(asked.exclude, asked.set_aside, ignoring=asked.ignoring, passed=summary.passed_over)
    find = partial(files_in, left_out=left_out)
    named = find(asked.paths)
    if isinstance(listed, Problem):
        return chain([listed], each_once(named, asked.paths))
    return each_once(chain(find(listed, literally=True), named), [*listed, *asked.paths])


def _shown(
    asked: Asked, units: Iterator[Named | Problem | None]
) -> tuple[str | None, Iterator[Named | Problem | None]]:
    """The format of standard output, and the units: the full explanation of one file, lines for more and for NDJSON."""
    if asked.quiet:
        return None, units
    if asked.shown:
        return asked.shown, units
    first: list[Named | Problem] = []
    for unit in (each for each in units if each is not None):
        first.append(unit)
        files = {each.path for each in first if isinstance(each, Named)}
        if len(files) > 1 or any(map(is_of_lines, files)):
            return "lines", chain(first, units)
    return "text", iter(first)


def _order(asked: Asked, folder: Path, shown: str | None) -> Order:
    names = {name for name, _ in asked.outputs} | ({shown} if shown else set())
    compared = {Want.FINDINGS} if asked.baseline or asked.write_baseline or asked.stats else set()
    return Order(
        policies=folder,
        facts_as_of=asked.facts_as_of,
        law_as_of=asked.law_as_of,
        language=asked.language,
        wants=wants(names) | compared,
        columns=asked.columns,
        whole_tree=asked.whole_tree,
    )


def _silent(_problems: Sequence[Problem]) -> None:
    """Nothing: standard output says the problems."""


def _say_after(asked: Asked, summary: Summary, shown: str | None) -> None:
    """Say on standard error what standard output does not: the counts of a run in lines, and the statistics."""
    from waarborg.reports.layout import Page  # noqa: PLC0415
    from waarborg.reports.summary import counted, say_table  # noqa: PLC0415
    from waarborg.reports.words import LABELS  # noqa: PLC0415

    page = Page(columns())
    if asked.stats or (shown == "lines" and sys.stdout.isatty()):
        say_table(page, summary, asked.language, files=asked.stats)
    if shown == "lines" or (shown != "text" and (summary.waivers or summary.gone or summary.interrupted)):
        for line in counted(summary, asked.language):
            page.say(line, style="bold")
    if not (summary.checked or summary.problems or summary.interrupted):
        page.say(LABELS[asked.language]["nothing_checked"])
    page.write(sys.stderr, colour=colour_on(sys.stderr, no_color=asked.no_color))
