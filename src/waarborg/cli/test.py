"""`waarborg test`: put the policy's cases to the policy."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 (typer reads the annotations when it runs)
from typing import TYPE_CHECKING, Annotated

import typer

from waarborg.cli.exits import Exit
from waarborg.cli.options import colour_on, columns, language_of, one_of, policy_folder, say_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waarborg.core.case import Case, Ran
    from waarborg.core.judge import Judge
    from waarborg.core.place import Problem
    from waarborg.core.policy import Policy

FORMATS = ("text", "json", "junit")


def test(  # noqa: PLR0913 (one parameter an option of the command)
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Case files or folders.", metavar="[PATH]...", show_default="the policy's own cases"),
    ] = None,
    *,
    policies: Annotated[
        Path | None, typer.Option(help="The policy folder.", envvar="WAARBORG_POLICIES", show_default="the shipped one")
    ] = None,
    match: Annotated[str, typer.Option(help="Run the cases alone whose rule or name holds this text.")] = "",
    output_format: Annotated[str, typer.Option("--format", help="text, json or junit.")] = "text",
    lang: Annotated[str | None, typer.Option(help="nl or en.", show_default="that of the locale")] = None,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour, also on a terminal.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback where there is a bug.")] = False,  # noqa: ARG001 (the fence in main reads it)
) -> None:
    """Test a policy: put its cases to it, and say which do not come out as they should."""
    language = language_of(lang)
    one_of(output_format, FORMATS, "--format")
    folder = _from_here(policy_folder(policies))
    policy = _policy(folder, no_color=no_color)
    cases, problems = _cases(paths or [folder / "cases"], folder, policy)
    cases = [case for case in cases if match in case.name or match in case.rule]

    from waarborg.core.judge import Judge  # noqa: PLC0415 (kept off --help)
    from waarborg.testing.running import ran  # noqa: PLC0415

    judge = Judge(policy)
    done = [ran(case, judge) for case in cases]
    sys.stdout.write(_rendered(output_format, done, problems, judge, policy))
    if output_format == "text":
        _text(done, judge, policy, language, no_color=no_color)
    say_problems(problems, no_color=no_color)
    if not done and not problems:
        sys.stderr.write("no case ran: there is none, or none that `--match` names\n")
    if problems or not done:
        raise typer.Exit(Exit.UNREADABLE)
    raise typer.Exit(Exit.FAILED if any(each.mismatches for each in done) else Exit.PERMITTED)


def _from_here(folder: Path) -> Path:
    """The folder as seen from the current one, where it lies below it: so places can be read and clicked."""
    return folder.relative_to(here) if folder.is_relative_to(here := folder.cwd()) else folder


def _policy(folder: Path, *, no_color: bool) -> Policy:
    """The policy to test; where it is broken, its problems are said and the run ends."""
    from waarborg.core.place import ProblemsError  # noqa: PLC0415 (kept off --help)
    from waarborg.reading.policies import read_policy  # noqa: PLC0415

    try:
        return read_policy(folder)
    except ProblemsError as error:
        say_problems(error.problems, no_color=no_color)
        raise typer.Exit(Exit.BROKEN_POLICY) from error


def _cases(paths: Sequence[Path], folder: Path, policy: Policy) -> tuple[list[Case], list[Problem]]:
    """The cases that the paths lead to, and every problem on the way."""
    from waarborg.core.place import Problem  # noqa: PLC0415 (kept off --help)
    from waarborg.reading.cases import CaseReader, case_files  # noqa: PLC0415

    reader = CaseReader(policy, (folder / "cases" / "bases", folder.parent / "examples"))
    cases: list[Case] = []
    problems: list[Problem] = []
    for named in case_files(paths):
        if isinstance(named, Problem):
            problems.append(named)
        else:
            cases += reader.read(named)
    return cases, problems + reader.problems


def _rendered(
    output_format: str, done: Sequence[Ran], problems: Sequence[Problem], judge: Judge, policy: Policy
) -> str:
    """The report for a machine; empty where text is asked for."""
    match output_format:
        case "json":
            from waarborg.reports import case_json  # noqa: PLC0415 (one format is imported, the one asked for)

            return case_json.render(done, problems, judge, policy)
        case "junit":
            from waarborg.reports import case_junit  # noqa: PLC0415

            return case_junit.render(done, problems)
        case _:
            return ""


def _text(done: Sequence[Ran], judge: Judge, policy: Policy, language: str, *, no_color: bool) -> None:
    from waarborg.reports.case_text import say_cases  # noqa: PLC0415
    from waarborg.reports.layout import Page  # noqa: PLC0415

    page = Page(columns())
    say_cases(page, done, judge, policy, language)
    page.write(sys.stdout, colour=colour_on(sys.stdout, no_color=no_color))
