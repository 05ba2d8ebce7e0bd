"""`waarborg check`: judge descriptors and say what stands in the way."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 (typer reads the annotations when it runs)
from typing import TYPE_CHECKING, Annotated

import typer

from waarborg.cli.completing import fitting
from waarborg.cli.exits import Exit, exit_of
from waarborg.cli.options import (
    COLUMNS,
    LANGUAGES,
    colour_on,
    columns,
    day_of,
    language_of,
    one_of,
    policy_folder,
    say_problems,
)

if TYPE_CHECKING:
    from waarborg.core.judge import Judge
    from waarborg.core.place import Problem
    from waarborg.core.policy import Policy
    from waarborg.core.verdict import ExchangeVerdict, Verdict

FORMATS = ("text", "json")


def check(  # noqa: PLR0913 (one parameter an option of the command)
    paths: Annotated[
        list[str], typer.Argument(help="Descriptor files, folders, or - for standard input.", metavar="PATH...")
    ],
    *,
    policies: Annotated[
        Path | None, typer.Option(help="The policy folder.", envvar="WAARBORG_POLICIES", show_default="the shipped one")
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="Judge facts and law as on this day.", metavar="DATE")] = None,
    law_as_of: Annotated[str | None, typer.Option(help="Judge by the law of this day.", metavar="DATE")] = None,
    lang: Annotated[
        str | None,
        typer.Option(help="nl or en.", show_default="that of the locale", autocompletion=fitting(LANGUAGES)),
    ] = None,
    output_format: Annotated[
        str, typer.Option("--format", help="text or json.", autocompletion=fitting(FORMATS))
    ] = "text",
    fail_on: Annotated[
        str, typer.Option(help="The verdicts that end with a status other than 0.")
    ] = "prohibited,incomplete,refer",
    explain: Annotated[bool, typer.Option("--explain", help="Show every rule's condition with its truth.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but problems.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour, also on a terminal.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback where there is a bug.")] = False,  # noqa: ARG001 (the fence in main reads it)
) -> None:
    """Check exchange descriptors: what stands in the way, why, and what to ask or do."""
    language = language_of(lang)
    one_of(output_format, FORMATS, "--format")
    failing = _verdicts(fail_on)
    facts_day, law_day = day_of(as_of, "--as-of"), day_of(law_as_of, "--law-as-of")
    policy = _policy(policies, no_color=no_color)
    from waarborg.core.judge import Judge  # noqa: PLC0415
    from waarborg.core.place import ProblemsError  # noqa: PLC0415

    judge = Judge(policy, facts_as_of=facts_day, law_as_of=law_day or facts_day)
    try:
        verdicts, problems = _judged(paths, judge, policy)
    except ProblemsError as error:
        say_problems(error.problems, no_color=no_color)
        raise typer.Exit(Exit.BROKEN_POLICY) from error
    showing = _Showing(language=language, output_format=output_format, explain=explain, quiet=quiet, no_color=no_color)
    _report(verdicts, problems, judge, policy, showing)
    raise typer.Exit(exit_of((v.verdict for v in verdicts), unreadable=bool(problems), fail_on=failing))


def _judged(paths: list[str], judge: Judge, policy: Policy) -> tuple[list[ExchangeVerdict], list[Problem]]:
    """The verdicts on every exchange that the paths lead to, and every problem on the way."""
    from waarborg.core.place import Problem  # noqa: PLC0415 (kept off --help)
    from waarborg.reading.inputs import files_in, read_exchanges  # noqa: PLC0415

    verdicts: list[ExchangeVerdict] = []
    problems: list[Problem] = []
    for named in files_in(paths):
        if isinstance(named, Problem):
            problems.append(named)
            continue
        for read in read_exchanges(named, policy):
            problems += read.problems
            if read.exchange:
                verdicts.append(judge.judge(read.exchange))
    return verdicts, problems


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class _Showing:
    """How the user wants to see what comes out."""

    language: str
    output_format: str
    explain: bool
    quiet: bool
    no_color: bool


def _report(
    verdicts: list[ExchangeVerdict], problems: list[Problem], judge: Judge, policy: Policy, showing: _Showing
) -> None:
    if showing.quiet:
        pass
    elif showing.output_format == "json":
        from waarborg.reports.json_report import render  # noqa: PLC0415 (one format is imported, the one asked for)

        sys.stdout.write(render(verdicts, problems, judge, policy, showing.language))
    else:
        _text(verdicts, judge, policy, showing)
    say_problems(problems, no_color=showing.no_color)
    if not verdicts and not problems:
        sys.stderr.write("nothing was checked: none of the files holds a descriptor\n")


def _text(verdicts: list[ExchangeVerdict], judge: Judge, policy: Policy, showing: _Showing) -> None:
    from collections import Counter  # noqa: PLC0415

    from waarborg.reports.layout import Page  # noqa: PLC0415
    from waarborg.reports.terminal import VerdictReport, say_summary  # noqa: PLC0415

    page = Page(columns())
    for verdict in verdicts:
        if page.lines:
            page.gap()
            page.say("─" * min(COLUMNS, page.columns), style="dim")
        VerdictReport(page, verdict, judge, policy, showing.language).say(whole_tree=showing.explain)
    if len(verdicts) > 1:
        say_summary(page, Counter(verdict.verdict for verdict in verdicts), showing.language)
    page.write(sys.stdout, colour=colour_on(sys.stdout, no_color=showing.no_color))


def _policy(folder: Path | None, *, no_color: bool) -> Policy:
    """The policy to judge by; where it is broken, its problems are said and the run ends."""
    from waarborg.core.place import ProblemsError  # noqa: PLC0415
    from waarborg.reading.policies import read_policy  # noqa: PLC0415

    try:
        return read_policy(policy_folder(folder))
    except ProblemsError as error:
        say_problems(error.problems, no_color=no_color)
        raise typer.Exit(Exit.BROKEN_POLICY) from error


def _verdicts(given: str) -> frozenset[Verdict]:
    from waarborg.core.verdict import Verdict  # noqa: PLC0415

    known = {"prohibited": Verdict.PROHIBITED, "incomplete": Verdict.INCOMPLETE, "refer": Verdict.REFER}
    named = [word.strip() for word in given.split(",") if word.strip()]
    for word in named:
        if word not in known:
            raise typer.BadParameter(f"`{word}` is none of {', '.join(known)}", param_hint="--fail-on")
    if "prohibited" not in named:
        raise typer.BadParameter("`prohibited` must be among them: a prohibition never passes", param_hint="--fail-on")
    return frozenset(known[word] for word in named)
