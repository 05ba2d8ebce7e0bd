"""`waarborg diff`: what a change of policy does, exactly, before it counts."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

from waarborg.cli.declaring import MisuseError, argument, option
from waarborg.cli.exits import Exit
from waarborg.cli.options import colour_on, columns, day_of, language_of, one_of, say_problems
from waarborg.cli.witnesses import read_witness, save_witnesses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.difference import Difference, Replayed
    from waarborg.core.place import Problem
    from waarborg.core.policy import Policy

FORMATS = ("text", "json", "markdown", "html")
DIRECTIONS = ("looser", "stricter", "any")


def diff(  # noqa: PLR0913 (one parameter an option of the command)
    old: Annotated[str, argument(help="A policy folder, a git revision, or REVISION:PATH.", metavar="OLD")],
    new: Annotated[str, argument(help="Likewise.", metavar="NEW")],
    *,
    as_of: Annotated[str | None, option(help="Compare both sides as on this day.", show_default="today")] = None,
    as_of_old: Annotated[str | None, option(help="The day of the old side alone.", metavar="DATE")] = None,
    as_of_new: Annotated[str | None, option(help="The day of the new side alone.", metavar="DATE")] = None,
    on: Annotated[list[str] | None, option(help="Replay these descriptors on both sides.", metavar="PATH")] = None,
    witnesses: Annotated[Path | None, option(help="Save every witness in this folder.", metavar="DIR")] = None,
    fail_on: Annotated[str, option(help="looser, stricter or any: what ends with status 1.")] = "",
    budget: Annotated[float, option(help="Seconds for the proof.", metavar="SECONDS")] = 60.0,
    everything: Annotated[bool, option("--all", help="Show every region and every structural change.")] = False,
    lang: Annotated[str | None, option(help="nl or en.", show_default="that of the locale")] = None,
    output_format: Annotated[str, option("--format", help="text, json, markdown or html.")] = "text",
    no_color: Annotated[bool, option("--no-color", help="No colour, also on a terminal.")] = False,
    debug: Annotated[bool, option("--debug", help="Show a traceback where there is a bug.")] = False,  # noqa: ARG001 (the fence in main reads it)
) -> None:
    """Compare two policies: what changed, whose outcome changes, or the proof that nobody's does."""
    language = language_of(lang)
    one_of(output_format, FORMATS, "--format")
    if fail_on and fail_on not in DIRECTIONS:
        raise MisuseError(f"`{fail_on}` is none of {', '.join(DIRECTIONS)}", param_hint="--fail-on")
    today = day_of(as_of, "--as-of") or datetime.now(UTC).astimezone().date()
    days = (day_of(as_of_old, "--as-of-old") or today, day_of(as_of_new, "--as-of-new") or today)
    from waarborg.core.place import ProblemsError  # noqa: PLC0415 (kept off --help)

    unread: list[Problem] = []
    with TemporaryDirectory() as scratch:
        try:
            found = _difference((old, new), days, Path(scratch), budget=budget, on=on or [], unread=unread)
        except ProblemsError as error:
            say_problems(error.problems, language=language, no_color=no_color)
            raise SystemExit(Exit.BROKEN_POLICY) from error
        _report(found, output_format, language, everything=everything, no_color=no_color)
        if witnesses is not None:
            from waarborg.reports.diff_witness import witness_texts  # noqa: PLC0415 (where they are asked for)

            save_witnesses(witness_texts(found), witnesses)
    if unread:
        say_problems(unread, language=language, no_color=no_color)
    raise SystemExit(Exit.UNREADABLE if unread else _status(found, fail_on))


def _difference(  # noqa: PLR0913 (the two sides, what to compare them on, and what of that no side can read)
    named: tuple[str, str],
    days: tuple[date, date],
    scratch: Path,
    *,
    budget: float,
    on: list[str],
    unread: "list[Problem]",
) -> "Difference":
    import time  # noqa: PLC0415 (what this command needs is imported when it runs)

    from waarborg.change.confirming import confirm  # noqa: PLC0415
    from waarborg.change.impact import impact_of  # noqa: PLC0415
    from waarborg.change.sides import Side  # noqa: PLC0415
    from waarborg.change.structure import structural_changes  # noqa: PLC0415
    from waarborg.core.difference import Difference  # noqa: PLC0415
    from waarborg.reading.vocabulary import ranges  # noqa: PLC0415

    old, new = (_policy(each, scratch / name) for each, name in zip(named, ("old", "new"), strict=True))
    sides = (Side(old, days[0]), Side(new, days[1]))
    impact = impact_of(*sides, ranges=ranges(), budget=budget, clock=time.monotonic)
    found = Difference(
        (old, named[0], days[0]),
        (new, named[1], days[1]),
        structural_changes(old, new),
        impact,
        tuple(_replayed(on, sides, unread)) if on else None,
    )
    confirm(found, read_witness)
    return found


def _policy(given: str, scratch: Path) -> "Policy":
    from waarborg.reading.policies import read_policy  # noqa: PLC0415
    from waarborg.reading.revisions import policy_of_revision  # noqa: PLC0415

    return read_policy(Path(given) if Path(given).is_dir() else policy_of_revision(given, scratch))


def _replayed(on: list[str], sides: Any, unread: "list[Problem]") -> "Iterator[Replayed]":
    """Every descriptor that both sides can read, under both; what a side cannot read goes to `unread`, once."""
    from waarborg.change.corpus import replayed  # noqa: PLC0415
    from waarborg.core.place import Problem  # noqa: PLC0415
    from waarborg.reading.inputs import files_in, read_exchanges  # noqa: PLC0415

    for named in files_in(on):
        if isinstance(named, Problem):
            unread.append(named)
            continue
        for old, new in zip(*(read_exchanges(named, side.policy) for side in sides), strict=True):
            if old.exchange and new.exchange:
                yield replayed((old.exchange, new.exchange), sides)
            unread += dict.fromkeys((*old.problems, *new.problems))


def _report(found: "Difference", output_format: str, language: str, *, everything: bool, no_color: bool) -> None:
    match output_format:
        case "json":
            from waarborg.reports.diff_json import render  # noqa: PLC0415 (one format is imported, the one asked for)

            sys.stdout.write(render(found, language))
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
