"""`waarborg lint`: say what is doubtful in a policy that can be judged by."""

import re
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from waarborg.cli.declaring import MisuseError, argument, option
from waarborg.cli.exits import Exit
from waarborg.cli.folder import from_here, read_policy_or_exit
from waarborg.cli.options import (
    budget_of,
    colour_on,
    columns,
    day_of,
    language_of,
    one_of,
    policy_folder,
    say_problems,
)
from waarborg.cli.witnesses import read_witness, save_witnesses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from waarborg.core.place import Problem
    from waarborg.core.policy import Policy

FORMATS = ("text", "json", "sarif")


def lint(  # noqa: PLR0913 (one parameter an option of the command)
    folder: Annotated[
        Path | None, argument(help="The policy folder.", metavar="[FOLDER]", show_default="as --policies")
    ] = None,
    *,
    policies: Annotated[
        Path | None, option(help="The policy folder.", envvar="WAARBORG_POLICIES", show_default="the shipped one")
    ] = None,
    as_of: Annotated[str | None, option(help="Look on this day.", metavar="DATE", show_default="today")] = None,
    within: Annotated[str, option(help="What lapses in so many days lapses soon.", metavar="DAYS")] = "90d",
    texts: Annotated[
        Path | None, option(help="A folder of source texts, SOURCE-ID.txt: quotes must stand in them.")
    ] = None,
    prove: Annotated[bool, option("--prove", help="Prove the invariants, and what never matters.")] = False,
    budget: Annotated[float, option(help="Seconds for the proofs.", metavar="SECONDS")] = 60.0,
    witnesses: Annotated[
        Path | None, option(help="Save the exchange that refutes an invariant here.", metavar="DIR")
    ] = None,
    output_format: Annotated[str, option("--format", help="text, json or sarif.")] = "text",
    lang: Annotated[str | None, option(help="nl or en.", show_default="that of the locale")] = None,
    no_color: Annotated[bool, option("--no-color", help="No colour, also on a terminal.")] = False,
    debug: Annotated[bool, option("--debug", help="Show a traceback where there is a bug.")] = False,  # noqa: ARG001 (the fence in main reads it)
) -> None:
    """Lint a policy: say what is doubtful in it, although it can be judged by."""
    language = language_of(lang)
    one_of(output_format, FORMATS, "--format")
    budget = budget_of(budget)
    if texts is not None and not texts.is_dir():
        raise MisuseError(f"there is no folder `{texts}`", param_hint="--texts")
    days = _days(within)
    from datetime import date  # noqa: PLC0415 (kept off --help)

    day = day_of(as_of, "--as-of") or date.today()  # noqa: DTZ011 (the day of the calendar here, as the user knows it)
    until = date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))
    where = from_here(folder or policy_folder(policies))
    report = partial(_report_broken, day=day, language=language) if output_format == "sarif" else None
    policy = read_policy_or_exit(where, language=language, no_color=no_color, report=report)
    problems = _problems(policy, where, day, until, texts)
    if prove:
        problems += _proved(policy, where, day, budget, witnesses, language=language, no_color=no_color)
    if output_format == "text":
        _text(problems, language=language, no_color=no_color)
    else:
        _report(problems, policy, day, until, output_format=output_format, language=language)
    raise SystemExit(_status(problems))


def _report_broken(problems: "Sequence[Problem]", *, day: "date", language: str) -> None:
    """A log of what is wrong with a policy that is refused: a pipeline shows it where it stands."""
    sys.stdout.write(_sarif(problems, None, day, language=language))


def _status(problems: "Sequence[Problem]") -> Exit:
    """The exit status: a proof that did not come to an answer is no success, even where nothing else is wrong."""
    if any(problem.severity == "error" for problem in problems):
        return Exit.FAILED
    undecided = any(problem.code == "proof/undecided" for problem in problems)
    return Exit.INCOMPLETE if undecided else Exit.PERMITTED


def _days(given: str) -> int:
    found = re.fullmatch(r"([0-9]{1,5})d?", given)
    if not found:
        raise MisuseError(f"`{given}` is no number of days: write 90d", param_hint="--within")
    return int(found[1])


def _problems(policy: "Policy", folder: Path, day: "date", until: "date", texts: Path | None) -> "list[Problem]":
    """Everything that is found without proof."""
    from waarborg.linting.linted import Linted  # noqa: PLC0415 (kept off --help)
    from waarborg.linting.linter import lint as lint_policy  # noqa: PLC0415
    from waarborg.reading.written import WrittenPolicy  # noqa: PLC0415

    return lint_policy(Linted(policy, WrittenPolicy(folder), day, until, texts))


def _proved(  # noqa: PLR0913 (what is proved, and where it goes)
    policy: "Policy", folder: Path, day: "date", budget: float, witnesses: Path | None, *, language: str, no_color: bool
) -> "list[Problem]":
    """What came of every proof; the solver is imported here alone."""
    import time  # noqa: PLC0415 (what proving needs is imported where it is asked for)

    from waarborg.change.proving import proofs_of  # noqa: PLC0415
    from waarborg.core.place import ProblemsError  # noqa: PLC0415
    from waarborg.linting.proved import problems_of  # noqa: PLC0415
    from waarborg.reading.invariants import read_invariants  # noqa: PLC0415
    from waarborg.reading.vocabulary import ranges  # noqa: PLC0415
    from waarborg.reading.written import WrittenPolicy  # noqa: PLC0415
    from waarborg.reports.diff_witness import counterexample_texts  # noqa: PLC0415

    try:
        invariants = read_invariants(folder, policy)
    except ProblemsError as error:
        say_problems(error.problems, language=language, no_color=no_color)
        raise SystemExit(Exit.BROKEN_POLICY) from error
    proofs = proofs_of(policy, day, invariants, ranges=ranges(), budget=budget, clock=time.monotonic, read=read_witness)
    if witnesses is not None:
        save_witnesses(counterexample_texts(proofs), witnesses)
    return problems_of(proofs, invariants, WrittenPolicy(folder), language=language)


def _report(  # noqa: PLR0913 (what a report tells)
    problems: "Sequence[Problem]", policy: "Policy", day: "date", until: "date", *, output_format: str, language: str
) -> None:
    match output_format:
        case "json":
            from waarborg.reports import lint_json  # noqa: PLC0415 (one format is imported, the one asked for)
            from waarborg.reports.dutch import problem_in  # noqa: PLC0415 (likewise)

            said = [problem_in(language, problem) for problem in problems]
            sys.stdout.write(lint_json.render(said, policy, day, until))
        case _:
            sys.stdout.write(_sarif(problems, policy, day, language=language))


def _sarif(problems: "Sequence[Problem]", policy: "Policy | None", day: "date", *, language: str) -> str:
    from waarborg.explaining.codes import CODES  # noqa: PLC0415 (likewise)
    from waarborg.reports import lint_sarif  # noqa: PLC0415 (likewise)

    meanings = {each.code: getattr(CODES[each.code], language) for each in problems}
    return lint_sarif.render(problems, policy, day, meanings, language=language)


def _text(problems: "Sequence[Problem]", *, language: str, no_color: bool) -> None:
    from waarborg.core.place import Severity  # noqa: PLC0415 (kept off --help)
    from waarborg.reports.layout import Page  # noqa: PLC0415
    from waarborg.reports.problem_page import SEVERITIES, say_problem  # noqa: PLC0415

    page = Page(columns())
    for problem in problems:
        say_problem(page, problem, language)
    counts = {each: sum(problem.severity is each for problem in problems) for each in Severity}
    page.gap()
    words = SEVERITIES[language]
    page.say(", ".join(f"{count} {words[each][count != 1]}" for each, count in counts.items()), style="bold")
    page.write(sys.stdout, colour=colour_on(sys.stdout, no_color=no_color))
