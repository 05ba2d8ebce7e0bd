"""`waarborg test`: put the policy's cases to the policy."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from waarborg.cli.declaring import argument, option
from waarborg.cli.exits import Exit
from waarborg.cli.folder import from_here, read_policy_or_exit
from waarborg.cli.options import (
    colour_on,
    columns,
    language_of,
    one_of,
    policy_folder,
    say_problems,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from waarborg.core.case import Case, Trial
    from waarborg.core.judge import Judge
    from waarborg.core.place import Problem
    from waarborg.core.policy import Policy
    from waarborg.reports.shown_text import Places

FORMATS = ("text", "json", "junit")


def test(  # noqa: PLR0913 (one parameter an option of the command)
    paths: Annotated[
        list[Path] | None,
        argument(help="Case files or folders.", metavar="[PATH]...", show_default="the policy's own cases"),
    ] = None,
    *,
    policies: Annotated[
        Path | None, option(help="The policy folder.", envvar="WAARBORG_POLICIES", show_default="the shipped one")
    ] = None,
    match: Annotated[str, option(help="Run the cases alone whose rule or name holds this text.")] = "",
    coverage: Annotated[
        bool, option("--coverage", help="Say which tests of each rule no case shows to matter.")
    ] = False,
    mutate: Annotated[
        bool, option("--mutate", help="Change the policy bit by bit, and say which changes no case notices.")
    ] = False,
    fail_under: Annotated[
        float, option(metavar="N", min=0, max=100, help="Fail where less than N % is shown or noticed.")
    ] = 0,
    output_format: Annotated[str, option("--format", help="text, json or junit.")] = "text",
    lang: Annotated[str | None, option(help="nl or en.", show_default="that of the locale")] = None,
    no_color: Annotated[bool, option("--no-color", help="No colour, also on a terminal.")] = False,
    debug: Annotated[bool, option("--debug", help="Show a traceback where there is a bug.")] = False,  # noqa: ARG001 (the fence in main reads it)
) -> None:
    """Test a policy: put its cases to it, and say which do not come out as they should."""
    language = language_of(lang)
    one_of(output_format, FORMATS, "--format")
    folder = from_here(policy_folder(policies))
    policy = read_policy_or_exit(folder, language=language, no_color=no_color)
    cases, found = _cases(paths or [folder / "cases"], folder, policy)
    chosen = [case for case in cases if match in case.name or match in case.rule]
    from waarborg.core.judge import Judge  # noqa: PLC0415 (kept off --help)
    from waarborg.reports.dutch import problem_in  # noqa: PLC0415

    problems = [problem_in(language, problem) for problem in found]
    judge = Judge(policy)
    only = {case.rule for case in chosen} if paths or match else None
    trial = _tried(chosen, problems, judge, policy, only, coverage=coverage, mutate=mutate)
    from waarborg.reading.written import WrittenPolicy  # noqa: PLC0415

    places = WrittenPolicy(folder)
    _report(trial, policy, places=places, output_format=output_format, language=language, no_color=no_color)
    say_problems(problems, language=language, no_color=no_color)
    if mutate and trial.mutation is None and chosen:
        _note("no change was tried: that tells something once every case can be read and passes", language)
    if not chosen and not problems:
        _note("no case ran: there is none, or none that `--match` names", language)
    raise SystemExit(_exit(trial, fail_under))


def _note(text: str, language: str) -> None:
    from waarborg.reports.dutch import said_in  # noqa: PLC0415 (seldom needed)

    sys.stderr.write(f"{said_in(language, text)}\n")


def _tried(  # noqa: PLR0913 (what a run can be asked)
    cases: "Sequence[Case]",
    problems: "Sequence[Problem]",
    judge: "Judge",
    policy: "Policy",
    only: "Collection[str] | None",
    *,
    coverage: bool,
    mutate: bool,
) -> "Trial":
    """What the cases come to; coverage and mutation of the rules in `only`, or of the whole policy, where asked."""
    from waarborg.core.case import Trial  # noqa: PLC0415 (kept off --help)
    from waarborg.testing.running import ran  # noqa: PLC0415

    done = tuple(ran(case, judge) for case in cases)
    shown = mutation = None
    if coverage:
        from waarborg.testing.coverage import coverage_of_cases  # noqa: PLC0415 (where it is asked for)

        shown = coverage_of_cases(done, judge, policy, only)
    if mutate and not problems and not any(each.mismatches for each in done):
        from waarborg.testing.mutants import mutants_of  # noqa: PLC0415 (likewise)
        from waarborg.testing.mutation import mutation_of  # noqa: PLC0415 (likewise)

        mutation = mutation_of(done, judge, policy, mutants_of(policy, only))
    return Trial(done, tuple(problems), shown, mutation)


def _exit(trial: "Trial", fail_under: float) -> Exit:
    if trial.problems or not trial.cases:
        return Exit.UNREADABLE
    return Exit.FAILED if trial.failed or any(share < fail_under for share in trial.shares) else Exit.PERMITTED


def _cases(paths: "Sequence[Path]", folder: Path, policy: "Policy") -> "tuple[list[Case], list[Problem]]":
    """The cases that the paths lead to, and every problem on the way."""
    from waarborg.core.place import Problem  # noqa: PLC0415 (kept off --help)
    from waarborg.reading.cases import BASES, CaseReader, case_files  # noqa: PLC0415

    reader = CaseReader(policy, folder / "cases" / BASES)
    cases: list[Case] = []
    problems: list[Problem] = []
    for named in case_files(paths):
        if isinstance(named, Problem):
            problems.append(named)
        else:
            cases += reader.read(named)
    problems += reader.problems
    return cases, sorted(problems, key=lambda each: (each.place.file, each.place.line, each.place.column))


def _report(  # noqa: PLR0913 (what a report says, and how)
    trial: "Trial",
    policy: "Policy",
    *,
    places: "Places",
    output_format: str,
    language: str,
    no_color: bool,
) -> None:
    match output_format:
        case "json":
            from waarborg.reports import case_json  # noqa: PLC0415 (one format is imported, the one asked for)

            sys.stdout.write(case_json.render(trial, policy, places))
        case "junit":
            from waarborg.reports import case_junit  # noqa: PLC0415

            today = date.today()  # noqa: DTZ011 (the day of the calendar here, as a pipeline shows it)
            sys.stdout.write(case_junit.render(trial, policy, today, language))
        case _:
            from waarborg.reports.case_text import say_cases  # noqa: PLC0415
            from waarborg.reports.layout import Page  # noqa: PLC0415
            from waarborg.reports.shown_text import say_coverage, say_mutation  # noqa: PLC0415

            page = Page(columns())
            say_cases(page, trial.cases, policy, language)
            if trial.shown is not None:
                say_coverage(page, trial.shown, places, language)
            if trial.mutation is not None:
                say_mutation(page, trial.mutation, places, language)
            page.write(sys.stdout, colour=colour_on(sys.stdout, no_color=no_color))
