"""`waarborg explain`: what the policy knows of a rule, fact, definition, instrument, source, partner or code."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from waarborg.cli.completing import fitting, words
from waarborg.cli.declaring import MisuseError, argument, option
from waarborg.cli.exits import Exit
from waarborg.cli.options import LANGUAGES, colour_on, columns, day_of, language_of, one_of, policy_folder, say_problems

if TYPE_CHECKING:
    from datetime import date

    from waarborg.explaining.library import Library

FORMATS = ("text", "json", "markdown")


def explain(  # noqa: PLR0913 (one parameter an option of the command)
    word: Annotated[
        str,
        argument(
            help="A rule, fact, definition, instrument, source, article (wpg/17a), partner, word of a report or "
            "problem code; "
            "where it is more than one thing, put rule:, fact:, ... before it.",
            metavar="WORD",
            show_default=False,
            autocompletion=words,
        ),
    ] = "",
    *,
    policies: Annotated[
        Path | None, option(help="The policy folder.", envvar="WAARBORG_POLICIES", show_default="the shipped one")
    ] = None,
    as_of: Annotated[str | None, option(help="Say what is so on this day.", metavar="DATE")] = None,
    lang: Annotated[
        str | None,
        option(help="nl or en.", show_default="that of the locale", autocompletion=fitting(LANGUAGES)),
    ] = None,
    output_format: Annotated[
        str, option("--format", help="text, json or markdown.", autocompletion=fitting(FORMATS))
    ] = "text",
    no_color: Annotated[bool, option("--no-color", help="No colour, also on a terminal.")] = False,
    debug: Annotated[bool, option("--debug", help="Show a traceback where there is a bug.")] = False,  # noqa: ARG001 (the fence in main reads it)
) -> None:
    """Explain a word."""
    language = language_of(lang)
    one_of(output_format, FORMATS, "--format")
    library = library_of(policies, language, day_of(as_of, "--as-of"), no_color=no_color)
    if not word and output_format != "text":
        raise MisuseError("a word is missing", param_hint="WORD")
    if not word:
        _say_overview(library)
        return
    from waarborg.core.place import ProblemsError  # noqa: PLC0415 (kept off --help)
    from waarborg.explaining.explanation import explained  # noqa: PLC0415
    from waarborg.explaining.naming import named  # noqa: PLC0415

    try:
        found = named(word, library)
        if not found:
            _unknown(word, library)
        report = explained(found, library)
    except ProblemsError as error:
        say_problems(error.problems, language=language, no_color=no_color)
        raise SystemExit(Exit.BROKEN_POLICY) from error
    _write(report, word, output_format, no_color=no_color)


def _say_overview(library: "Library") -> None:
    """Say what can be explained: how many words of each sort there are, and one of them."""
    from waarborg.explaining.listing import counts  # noqa: PLC0415 (where nothing is named alone)
    from waarborg.explaining.naming import words_of  # noqa: PLC0415
    from waarborg.explaining.words import LABELS, SORTS  # noqa: PLC0415

    named = {sort: f" ({name})" if name != sort else "" for sort, name in SORTS[library.language].items()}
    found = {f"{sort}:{name}": words_of(sort, library) for sort, name in named.items()}
    sys.stdout.write("".join(f"{line}\n" for line in counts(found)))
    sys.stdout.write(f"{LABELS[library.language]['ask']}\n")


def library_of(policies: Path | None, language: str, day: "date | None", *, no_color: bool) -> "Library":
    """The policy's entries on the day, today where none is given; a broken policy ends the run."""
    from datetime import date as dates  # noqa: PLC0415

    from waarborg.core.place import ProblemsError  # noqa: PLC0415
    from waarborg.explaining.library import Library  # noqa: PLC0415
    from waarborg.reading.policies import read_shelf  # noqa: PLC0415

    try:
        return Library(read_shelf(policy_folder(policies)), language, day or dates.today())  # noqa: DTZ011 (the day here)
    except ProblemsError as error:
        say_problems(error.problems, language=language, no_color=no_color)
        raise SystemExit(Exit.BROKEN_POLICY) from error


def _unknown(word: str, library: "Library") -> None:
    """Say that nothing bears the name, and what nearly does; the run ends."""
    from waarborg.explaining.naming import near  # noqa: PLC0415 (for a word that names nothing)
    from waarborg.explaining.words import LABELS  # noqa: PLC0415
    from waarborg.reports.layout import Page  # noqa: PLC0415

    labels = LABELS[library.language]
    page = Page(columns())
    page.say(labels["nothing"].format(word), style="bold red", label="✗ ")
    names = near(word, library)
    if names:
        page.say(
            labels["near"].format(_either([_called(name, library) for name in names], labels["or"])),
            indent=2,
            label=f"{labels['hint']}: ",
        )
    page.write(sys.stderr, colour=False)
    raise SystemExit(Exit.USAGE)


def _called(name: str, library: "Library") -> str:
    """The name as it can be asked for; a partner's code with what it stands for."""
    partner = library.shelf.partners.get(name)
    return f"`{name}` ({partner['name'][library.language]})" if partner else f"`{name}`"


def _either(words: list[str], joint: str) -> str:
    *first, last = words
    return joint.join(filter(None, (", ".join(first), last)))


def _write(report: dict[str, Any], word: str, output_format: str, *, no_color: bool) -> None:
    from waarborg.reports.layout import Page, safe  # noqa: PLC0415 (kept off --help)

    if output_format == "json":
        import json  # noqa: PLC0415

        sys.stdout.write(safe(json.dumps(report, ensure_ascii=False, indent=2)) + "\n")
        return
    from waarborg.explaining.sheet import markdown, say  # noqa: PLC0415
    from waarborg.explaining.sheets import sheet_of  # noqa: PLC0415
    from waarborg.explaining.words import LABELS  # noqa: PLC0415

    labels, policy = LABELS[report["language"]], report["policy"]
    sheets = [sheet_of(each, report["language"]) for each in report["found"]]
    footer = labels["footer"].format(policy["name"], policy["version"], policy["sha256"][:12], report["as_of"])
    if output_format == "markdown":
        sys.stdout.write(markdown(sheets, footer))
        return
    page = Page(columns())
    sorts = dict.fromkeys(each["sort"] for each in report["found"])
    if len(sorts) > 1:
        prefixes = _either([f"`{sort}:`" for sort in sorts], labels["or"])
        page.say(labels["several"].format(word, prefixes), style="yellow", label="! ")
        page.gap()
    for sheet in sheets:
        if sheet is not sheets[0]:
            page.gap()
            page.say("─" * min(80, page.columns), style="dim")
        say(sheet, page)
    if not sheets[-1].compact:
        page.gap()
    page.say(footer, style="dim")
    page.write(sys.stdout, colour=colour_on(sys.stdout, no_color=no_color))
