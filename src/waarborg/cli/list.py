"""`waarborg list`: the policy's rules, facts, definitions, instruments, sources, partners or problem codes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from waarborg.cli.completing import fitting, kinds, sources
from waarborg.cli.declaring import MisuseError, argument, option
from waarborg.cli.exits import Exit
from waarborg.cli.explain import library_of
from waarborg.cli.options import LANGUAGES, day_of, language_of, one_of, say_problems

if TYPE_CHECKING:
    from waarborg.explaining.library import Library

FORMATS = ("text", "json")
SORTS = ("rules", "facts", "definitions", "instruments", "sources", "partners", "codes")
CONCERNS = ("high", "moderate", "low", "not_assessed")


def list_(  # noqa: PLR0913 (one parameter an option of the command)
    what: Annotated[
        str,
        argument(
            help=f"What to list: {', '.join(SORTS)}; all of these, counted, where none is named.",
            metavar="WHAT",
            show_default=False,
            autocompletion=fitting(SORTS),
        ),
    ] = "",
    *,
    source: Annotated[
        str, option(help="Those that cite this source, or an article of it: wpg/17a.", autocompletion=sources)
    ] = "",
    kind: Annotated[str, option(help="Those of this kind, or facts of this sort.", autocompletion=kinds)] = "",
    concern: Annotated[
        str,
        option(help="Partners with this level on some axis.", autocompletion=fitting(CONCERNS)),
    ] = "",
    in_force: Annotated[str | None, option(help="Those in force on this day.", metavar="DATE")] = None,
    policies: Annotated[
        Path | None, option(help="The policy folder.", envvar="WAARBORG_POLICIES", show_default="the shipped one")
    ] = None,
    as_of: Annotated[str | None, option(help="Say what is so on this day.", metavar="DATE")] = None,
    lang: Annotated[
        str | None, option(help="nl or en.", show_default="that of the locale", autocompletion=fitting(LANGUAGES))
    ] = None,
    output_format: Annotated[str, option("--format", help="text or json.", autocompletion=fitting(FORMATS))] = "text",
    debug: Annotated[bool, option("--debug", help="Show a traceback where there is a bug.")] = False,  # noqa: ARG001 (the fence in main reads it)
) -> None:
    """List entries."""
    one_of(output_format, FORMATS, "--format")
    from waarborg.core.place import ProblemsError  # noqa: PLC0415 (kept off --help)
    from waarborg.explaining.listing import DUTCH, FILTERS, Filters, code_of, kinds_of, lines, listed  # noqa: PLC0415

    if not what and output_format == "text" and not (source or kind or concern or in_force):
        _say_overview(library_of(policies, language_of(lang), day_of(as_of, "--as-of"), no_color=True))
        return
    if not what:
        raise MisuseError("a word is missing", param_hint="WHAT")
    what = one_of({word: name for name, word in DUTCH.items()}.get(what, what), SORTS, "WHAT")
    kind, concern = code_of(kind, what), code_of(concern, what)
    one_of(concern, ("", *CONCERNS), "--concern")
    filters = Filters(source=source, kind=kind, concern=concern, in_force=in_force is not None)
    for asked in filters.asked:
        if asked not in FILTERS[what]:
            option = f"--{asked.replace('_', '-')}"
            raise MisuseError(f"it means nothing for {what}", param_hint=option)
    day = day_of(in_force, "--in-force") or day_of(as_of, "--as-of")
    library = library_of(policies, language_of(lang), day, no_color=True)
    name, _, _ = source.partition("/")
    one_of(name, ("", *library.sources), "--source")
    try:
        one_of(kind, ("", *kinds_of(what, library)) if kind else ("",), "--kind")
        report = listed(what, filters, library)
    except ProblemsError as error:
        say_problems(error.problems, language=language_of(lang), no_color=True)
        raise SystemExit(Exit.BROKEN_POLICY) from error
    from waarborg.reports.layout import safe  # noqa: PLC0415

    if output_format == "json":
        import json  # noqa: PLC0415

        sys.stdout.write(safe(json.dumps(report, ensure_ascii=False, indent=2)) + "\n")
    else:
        sys.stdout.write("".join(f"{safe(line)}\n" for line in lines(report)))


def _say_overview(library: "Library") -> None:
    from waarborg.explaining.listing import overview  # noqa: PLC0415 (where nothing is named alone)

    sys.stdout.write("".join(f"{line}\n" for line in overview(library)))
