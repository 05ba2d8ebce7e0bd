"""`waarborg diff`: what a change of policy does, exactly, before it counts."""

import gc
import signal
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from waarborg.cli.declaring import MisuseError, argument, option
from waarborg.cli.exits import Exit
from waarborg.cli.options import budget_of, colour_on, columns, day_of, jobs_of, language_of, one_of, say_problems
from waarborg.cli.witnesses import read_witness, save_witnesses

if TYPE_CHECKING:
    from waarborg.change.sides import Side
    from waarborg.cli.replays import Replaying
    from waarborg.core.difference import Difference, Replays
    from waarborg.core.place import Problem

FORMATS = ("text", "json", "markdown", "html")
DIRECTIONS = ("looser", "stricter", "any")
MANY = 5
"""From more problems of one side than these on, the first few are told and how many there are."""
FIRST = 3
"""How many of them are told then."""


def diff(  # noqa: PLR0913 (one parameter an option of the command)
    old: Annotated[str, argument(help="A policy folder, a git revision, or REVISION:PATH.", metavar="OLD")],
    new: Annotated[str, argument(help="Likewise.", metavar="NEW")],
    *,
    as_of: Annotated[str | None, option(help="Compare both sides as on this day.", show_default="today")] = None,
    as_of_old: Annotated[str | None, option(help="The day of the old side alone.", metavar="DATE")] = None,
    as_of_new: Annotated[str | None, option(help="The day of the new side alone.", metavar="DATE")] = None,
    on: Annotated[
        list[str] | None, option(help="Replay these descriptors on both sides; may be repeated.", metavar="PATH")
    ] = None,
    jobs: Annotated[int | None, option(help="Replay in so many processes.", show_default="the cores")] = None,
    witnesses: Annotated[Path | None, option(help="Save every witness in this folder.", metavar="DIR")] = None,
    fail_on: Annotated[str, option(help="looser, stricter or any: what ends with status 1.")] = "",
    budget: Annotated[float, option(help="Seconds for the proof.", metavar="SECONDS")] = 60.0,
    everything: Annotated[bool, option("--all", help="Show every region, witness and structural change.")] = False,
    lang: Annotated[str | None, option(help="nl or en.", show_default="that of the locale")] = None,
    output_format: Annotated[str, option("--format", help="text, json, markdown or html.")] = "text",
    no_color: Annotated[bool, option("--no-color", help="No colour, also on a terminal.")] = False,
    debug: Annotated[bool, option("--debug", help="Show a traceback where there is a bug.")] = False,
) -> None:
    """Compare two policies: what changed, whose outcome changes, or the proof that nobody's does."""
    language = language_of(lang)
    one_of(output_format, FORMATS, "--format")
    budget = budget_of(budget)
    if fail_on and fail_on not in DIRECTIONS:
        raise MisuseError(f"`{fail_on}` is none of {', '.join(DIRECTIONS)}", param_hint="--fail-on")
    today = day_of(as_of, "--as-of") or datetime.now(UTC).astimezone().date()
    days = (day_of(as_of_old, "--as-of-old") or today, day_of(as_of_new, "--as-of-new") or today)
    from tempfile import TemporaryDirectory  # noqa: PLC0415 (imported when the command runs)

    from waarborg.core.place import ProblemsError  # noqa: PLC0415 (kept off --help)

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # who ends the job leaves nothing behind either
    with TemporaryDirectory() as scratch:
        names: dict[str, str] = {}
        replays, status = None, Exit.PERMITTED
        try:
            folders = _folders((old, new), Path(scratch), names)
            sides = _sides(folders, days)
            if on:
                replaying = _replaying(sides, folders, language=language, no_color=no_color)
                replays = replaying.replays(
                    on, 1 if debug else jobs_of(jobs), Path(scratch, "replays"), fenced=not debug
                )
                status = replaying.exit
            found = _difference((old, new), sides, replays, budget=budget)
        except ProblemsError as error:
            say_problems([_named(each, names) for each in error.problems], language=language, no_color=no_color)
            raise SystemExit(Exit.BROKEN_POLICY) from error
        _report(found, output_format, language, everything=everything, no_color=no_color)
        if witnesses is not None:
            from waarborg.reports.diff_witness import witness_texts  # noqa: PLC0415 (where they are asked for)

            save_witnesses(witness_texts(found), witnesses)
    raise SystemExit(status or _status(found, fail_on))


def _folders(given: tuple[str, str], scratch: Path, names: dict[str, str]) -> tuple[Path, Path]:
    """The folders of both sides; `names` is told what problems in them are called by. Raises ProblemsError."""
    from waarborg.reading.revisions import side_of  # noqa: PLC0415 (imported when the command runs)

    found = [side_of(each, scratch / name) for each, name in zip(given, ("old", "new"), strict=True)]
    names.update((str(folder), named) for folder, named in found)
    return found[0][0], found[1][0]


def _sides(folders: tuple[Path, Path], days: tuple[date, date]) -> "tuple[Side, Side]":
    """Both policies on their days; raises ProblemsError with what is wrong in either."""
    from waarborg.change.sides import Side  # noqa: PLC0415 (likewise)
    from waarborg.core.place import ProblemsError  # noqa: PLC0415
    from waarborg.reading.policies import read_policy  # noqa: PLC0415

    read: list[Side] = []
    problems: list[Problem] = []
    for folder, day in zip(folders, days, strict=True):
        try:
            read.append(Side(read_policy(folder, whole=True), day))
        except ProblemsError as error:
            problems += _first(error.problems, folder)
    if problems:
        raise ProblemsError(list(dict.fromkeys(problems)))
    return read[0], read[1]


def _first(problems: "list[Problem]", folder: Path) -> "list[Problem]":
    """The problems of a side that cannot be read; of many the first few, after what that says of the side."""
    from waarborg import __version__  # noqa: PLC0415 (where a side is broken)
    from waarborg.core.place import Place, Problem  # noqa: PLC0415 (likewise)

    if len(problems) <= MANY:
        return problems
    message = (
        f"this side was written for another version of the policy language than that of waarborg {__version__}, or is "
        f"broken: {len(problems)} problems, of which the first {FIRST} follow"
    )
    hint = "compare with a revision that this version can read; of a folder, `waarborg lint FOLDER` tells every problem"
    return [Problem("policy/other-language", message, Place(str(folder)), hint), *problems[:FIRST]]


def _named(problem: "Problem", names: dict[str, str]) -> "Problem":
    """The problem as one of the revision that its file was unpacked from: `HEAD~3:policies/definitions.yaml`."""
    from waarborg.core.record import replace  # noqa: PLC0415 (where a side is broken)

    for folder, name in names.items():
        place = replace(problem.place, file=problem.place.file.replace(folder, name))
        problem = replace(problem, place=place, message=problem.message.replace(folder, name))
    return problem


def _replaying(sides: "tuple[Side, Side]", folders: tuple[Path, Path], *, language: str, no_color: bool) -> "Replaying":
    from waarborg.cli.replays import ReplayBench, Replaying  # noqa: PLC0415 (likewise)

    def say(problem: "Problem") -> None:
        say_problems([problem], language=language, no_color=no_color)

    return Replaying(ReplayBench(sides, folders), say, language=language)


def _difference(
    named: tuple[str, str], sides: "tuple[Side, Side]", replays: "Replays | None", *, budget: float
) -> "Difference":
    import time  # noqa: PLC0415 (likewise)

    from waarborg.change.confirming import confirm  # noqa: PLC0415 (likewise: after the replays, the solver's library)
    from waarborg.change.dated import dated_changes  # noqa: PLC0415
    from waarborg.change.impact import impact_of  # noqa: PLC0415
    from waarborg.change.structure import structural_changes  # noqa: PLC0415
    from waarborg.core.difference import Difference  # noqa: PLC0415
    from waarborg.reading.vocabulary import ranges  # noqa: PLC0415

    old, new = sides
    gc.freeze()  # both policies stay for ever (see `work.Bench`)
    impact = impact_of(old, new, ranges=ranges(), budget=budget, clock=time.monotonic)
    found = Difference(
        (old.policy, named[0], old.day),
        (new.policy, named[1], new.day),
        (*structural_changes(old.policy, new.policy), *dated_changes(old, new)),
        impact,
        replays,
    )
    confirm(found, sides, read_witness)
    return found


def _report(found: "Difference", output_format: str, language: str, *, everything: bool, no_color: bool) -> None:
    match output_format:
        case "json":
            from waarborg.reports.diff_json import rendered  # noqa: PLC0415 (one format is imported, the one asked for)

            sys.stdout.writelines(rendered(found, language))
        case "markdown":
            from waarborg.reports.diff_markdown import render_markdown  # noqa: PLC0415

            sys.stdout.write(render_markdown(found, language, everything=everything))
        case "html":
            from waarborg.reports.diff_html import render_html  # noqa: PLC0415

            sys.stdout.write(render_html(found, language))
        case _:
            from waarborg.reports.diff_text import say_difference  # noqa: PLC0415
            from waarborg.reports.layout import Page  # noqa: PLC0415

            page = Page(columns())
            say_difference(page, found, language, everything=everything)
            page.write(sys.stdout, colour=colour_on(sys.stdout, no_color=no_color))


def _status(found: "Difference", fail_on: str) -> Exit:
    going = {direction.value for direction in found.impact.directions}
    if fail_on and (going if fail_on == "any" else going & {fail_on, "sideways"}):
        return Exit.PROHIBITED
    return Exit.INCOMPLETE if found.impact.undecided else Exit.PERMITTED
