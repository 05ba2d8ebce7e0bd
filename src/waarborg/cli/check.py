"""`waarborg check`: judge descriptors and say what stands in the way."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from waarborg.cli.completing import fitting
from waarborg.cli.declaring import MisuseError, argument, option
from waarborg.cli.exits import Exit
from waarborg.cli.options import (
    LANGUAGES,
    columns,
    day_of,
    format_of,
    jobs_of,
    keep_apart,
    language_of,
    outputs_of,
    patterns_of,
    profile_of,
    say_problems,
    verdicts_of,
)

if TYPE_CHECKING:
    from waarborg.reading.config import Config

FORMATS = ("text", "lines", "json", "ndjson", "sarif", "junit", "github", "gitlab", "markdown", "html")
FAIL_ON = "prohibited,incomplete,refer"


def check(  # noqa: PLR0913 (one parameter an option of the command)
    paths: Annotated[
        list[str] | None,
        argument(help="Descriptor files, folders, globs, or - for standard input.", metavar="PATH..."),
    ] = None,
    *,
    policies: Annotated[
        Path | None, option(help="The policy folder.", envvar="WAARBORG_POLICIES", show_default="the shipped one")
    ] = None,
    as_of: Annotated[str | None, option(help="Judge facts and law as on this day.", metavar="DATE")] = None,
    law_as_of: Annotated[str | None, option(help="Judge by the law of this day.", metavar="DATE")] = None,
    lang: Annotated[
        str | None,
        option(help="nl or en.", show_default="that of the locale", autocompletion=fitting(LANGUAGES)),
    ] = None,
    output_format: Annotated[
        str | None,
        option(
            "--format",
            help="text, lines, json, ndjson, sarif, junit, github, gitlab, markdown or html.",
            show_default="text for one file, lines for more and for NDJSON",
            autocompletion=fitting(FORMATS),
        ),
    ] = None,
    output: Annotated[
        list[str] | None, option(help="Write a report to a file too; may be repeated.", metavar="FORMAT=FILE")
    ] = None,
    sarif_profile: Annotated[
        str, option(help="standard, or github for what GitHub shows of SARIF.", metavar="PROFILE")
    ] = "standard",
    files_from: Annotated[
        str | None, option(help="Check the files that are listed in this one, or - for standard input.")
    ] = None,
    stdin_name: Annotated[
        str | None, option(help="The name of what standard input holds: its ending says how to read it.")
    ] = None,
    exclude: Annotated[
        list[str] | None,
        option(help="Leave out what fits, as in .gitignore; may be repeated.", metavar="GLOB"),
    ] = None,
    no_ignore: Annotated[
        bool,
        option(
            "--no-ignore",
            help="Check what .gitignore or a configuration here leaves out as well: a change could hide a file so.",
        ),
    ] = False,
    jobs: Annotated[int | None, option(help="Work in so many processes, 64 at most.", show_default="the cores")] = None,
    waivers: Annotated[
        str | None, option(help="Let pass what this file waives: problems and incomplete alone.")
    ] = None,
    baseline: Annotated[str | None, option(help="Fail on findings alone that this file does not know.")] = None,
    write_baseline: Annotated[
        str | None, option(help="Write every finding to this file, and fail on none of them.")
    ] = None,
    config: Annotated[
        str | None, option(help="Read this configuration.", show_default="waarborg.toml or pyproject.toml here")
    ] = None,
    fail_on: Annotated[
        str | None, option(help="The verdicts that end with a status other than 0.", show_default=FAIL_ON)
    ] = None,
    explain: Annotated[bool, option("--explain", help="Show every rule's condition with its truth.")] = False,
    stats: Annotated[bool, option("--stats", help="Say which rules and files weigh most.")] = False,
    quiet: Annotated[bool, option("--quiet", "-q", help="Print nothing but problems.")] = False,
    no_color: Annotated[bool, option("--no-color", help="No colour, also on a terminal.")] = False,
    debug: Annotated[bool, option("--debug", help="Show a traceback where there is a bug.")] = False,
) -> None:
    """Check exchange descriptors: what stands in the way, why, and what to ask or do."""
    if not paths and files_from is None:
        raise MisuseError("name at least one file, folder or glob", param_hint="PATH...")
    if files_from == "-" and "-" in (paths or ()):
        raise MisuseError("standard input can be read once", param_hint="--files-from")
    from waarborg.cli.batch import Asked, run_batch  # noqa: PLC0415 (kept off --help)

    found = _config(config, lang=lang, no_color=no_color)
    formats = [each for each in found.formats if "=" not in each]
    shown = output_format or (formats[-1] if formats else "text" if explain else None)
    asked = Asked(
        paths=tuple(paths or ()),
        files_from=files_from,
        stdin_name=stdin_name,
        exclude=patterns_of([*(found.exclude if config else ()), *(exclude or ())]),
        set_aside=patterns_of(() if config or no_ignore else found.exclude),
        ignoring=not no_ignore,
        policies=policies or (Path(found.policies) if found.policies else None),
        facts_as_of=day_of(as_of, "--as-of"),
        law_as_of=day_of(law_as_of, "--law-as-of"),
        today=date.today(),  # noqa: DTZ011 (a waiver's last day is a day where the user is)
        language=language_of(lang or found.lang),
        shown=format_of(shown) if shown else None,
        outputs=tuple(outputs_of(output or [each for each in found.formats if "=" in each])),
        sarif_profile=profile_of(sarif_profile),
        jobs=1 if debug else jobs_of(jobs or found.jobs if jobs is None else jobs),
        waivers=waivers or found.waivers,
        baseline=baseline or found.baseline,
        write_baseline=write_baseline,
        fail_on=verdicts_of(FAIL_ON if (given := fail_on if fail_on is not None else found.fail_on) is None else given),
        whole_tree=explain,
        stats=stats,
        quiet=quiet,
        fenced=not debug,
        no_color=no_color,
        columns=columns(),
    )
    reports, set_up_by = [path for _, path in asked.outputs], [config, asked.waivers, files_from]
    keep_apart(reports, [*set_up_by, asked.baseline], "--output")
    keep_apart([write_baseline] if write_baseline else [], [*reports, *set_up_by], "--write-baseline")
    raise SystemExit(run_batch(asked))


def _config(named: str | None, *, lang: str | None, no_color: bool) -> "Config":
    """The configuration; where it is wrong, its problems are said and the run ends."""
    from waarborg.core.place import ProblemsError  # noqa: PLC0415 (likewise)
    from waarborg.reading.config import read_config  # noqa: PLC0415 (likewise)

    try:
        return read_config(named)
    except ProblemsError as error:
        say_problems(error.problems, language=language_of(lang), no_color=no_color)
        unreadable = any(problem.code.startswith("reading/") for problem in error.problems)
        raise SystemExit(Exit.UNREADABLE if unreadable else Exit.USAGE) from error
