"""What the options that several commands share come to: a language, a day, colour, a width, the policy folder."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from waarborg.cli.declaring import MisuseError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from waarborg.core.place import Problem
    from waarborg.core.verdict import Verdict

COLUMNS = 80
MAX_COLUMNS = 110
MAX_JOBS = 64
"""No run starts more processes than this, whatever a configuration asks for."""
MAX_BUDGET = 1_000_000
"""The most seconds that a proof is given: twelve days, which the solver can still count in milliseconds."""
LANGUAGES = ("nl", "en")


def language_of(given: str | None) -> str:
    """The language to speak: the one given, else that of the locale."""
    if given is None:
        named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or _locale()
        return "nl" if named.lower().startswith("nl") else "en"
    return one_of(given, LANGUAGES, "--lang")


def spoken() -> str:
    """The language to speak where the command line is wrong: the one it names all the same, else the locale's."""
    words = [word.removeprefix("--lang=") for word in sys.argv if word.startswith("--lang=")]
    words += [sys.argv[index + 1] for index, word in enumerate(sys.argv[:-1]) if word == "--lang"]
    return words[0] if words and words[0] in LANGUAGES else language_of(None)


def _locale() -> str:
    import locale  # noqa: PLC0415 (where no variable names the language, the system's own setting may)

    return locale.getlocale()[0] or ""


def one_of(given: str, known: Sequence[str], option: str) -> str:
    """The word given; a usage error where it is none of `known`."""
    if given not in known:
        raise MisuseError(f"`{given}` is none of {', '.join(filter(None, known))}", param_hint=option)
    return given


def day_of(given: str | None, option: str) -> date | None:
    """The day given; None where none is, a usage error where it is no day."""
    if given is None:
        return None
    from waarborg.reading.conditions import date_of  # noqa: PLC0415 (kept off --help)

    day = date_of(given)
    if day is None:
        raise MisuseError(f"`{given}` is no day: write 2022-05-10", param_hint=option)
    return day


def budget_of(given: float) -> float:
    """The seconds that proofs are given; a usage error where that is no time in which one could be found."""
    if not 0 < given <= MAX_BUDGET:
        message = f"`{given:.15g}` is no time for a proof: write seconds above 0, at most {MAX_BUDGET}, such as 60"
        raise MisuseError(message, param_hint="--budget")
    return given


def verdicts_of(given: str) -> frozenset[Verdict]:
    """The verdicts that `--fail-on` names; a prohibition is always among them."""
    from waarborg.core.verdict import Verdict  # noqa: PLC0415 (kept off --help)

    known = {"prohibited": Verdict.PROHIBITED, "incomplete": Verdict.INCOMPLETE, "refer": Verdict.REFER}
    named = [word.strip() for word in given.split(",") if word.strip()]
    for word in named:
        if word not in known:
            raise MisuseError(f"`{word}` is none of {', '.join(known)}", param_hint="--fail-on")
    if "prohibited" not in named:
        raise MisuseError("`prohibited` must be among them: a prohibition never passes", param_hint="--fail-on")
    return frozenset(known[word] for word in named)


def format_of(given: str, option: str = "--format") -> str:
    """The name of a format that exists; a usage error of the option that names another."""
    from waarborg.reports.reporting import FORMATS  # noqa: PLC0415 (likewise)

    if given not in FORMATS:
        raise MisuseError(f"`{given}` is no format: {', '.join(FORMATS)}", param_hint=option)
    return given


def outputs_of(given: Sequence[str]) -> list[tuple[str, str]]:
    """The format and the file of each `FORMAT=FILE`."""
    found: list[tuple[str, str]] = []
    for each in given:
        name, sign, path = each.partition("=")
        if not sign or not path:
            raise MisuseError(f"`{each}` is not FORMAT=FILE, as in `json=report.json`", param_hint="--output")
        found.append((format_of(name, "--output"), path))
    return found


def keep_apart(written: Sequence[str], others: Sequence[str | None], option: str) -> None:
    """A usage error where a file would be written over another that is written, or that the run is set up by."""
    taken = {os.path.realpath(each) for each in others if each}
    for path in written:
        named = os.path.realpath(path)
        if named in taken:
            raise MisuseError(f"`{path}` has another part in this run already", param_hint=option)
        taken.add(named)


def patterns_of(given: Sequence[str]) -> tuple[str, ...]:
    """The patterns of `--exclude`; a usage error where one of them is none."""
    from waarborg.reading.ignored import spec_of  # noqa: PLC0415 (where there is one)

    for pattern in given:
        try:
            spec_of([pattern])
        except ValueError:
            raise MisuseError(f"`{pattern}` is no pattern as in .gitignore", param_hint="--exclude") from None
    return tuple(given)


def profile_of(given: str) -> str:
    """The name of a profile of SARIF."""
    if given not in {"standard", "github"}:
        raise MisuseError(f"`{given}` is no profile: standard or github", param_hint="--sarif-profile")
    return given


def jobs_of(given: int | None) -> int:
    """How many processes may work at once; the cores this one may use where it is not given."""
    if given is not None and given < 1:
        raise MisuseError("at least one process must work", param_hint="--jobs")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(given or cores or 1, MAX_JOBS)


def colour_on(stream: object, *, no_color: bool) -> bool:
    """Whether to write with colour on `stream`."""
    if no_color or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or bool(getattr(stream, "isatty", lambda: False)())


def columns() -> int:
    """The width to wrap at: that of the terminal within reason, and 80 in a pipe."""
    if not sys.stdout.isatty():
        return COLUMNS
    import shutil  # noqa: PLC0415 (for a terminal alone)

    return max(40, min(MAX_COLUMNS, shutil.get_terminal_size((COLUMNS, 24)).columns))


def policy_folder(given: Path | None) -> Path:
    """The policy folder given, else the shipped one."""
    from waarborg.reading.policies import shipped_policies  # noqa: PLC0415 (kept off --help)

    return given or shipped_policies()


def say_problems(problems: Sequence[Problem], *, language: str, no_color: bool) -> None:
    """Say every problem on standard error."""
    from waarborg.reports.layout import Page  # noqa: PLC0415 (problems are rare)
    from waarborg.reports.problem_page import say_problem  # noqa: PLC0415

    page = Page(columns())
    for problem in problems:
        say_problem(page, problem, language)
    page.write(sys.stderr, colour=colour_on(sys.stderr, no_color=no_color))


def say_line(text: str, *, language: str) -> None:
    """Say the text on standard error, in the language and in one line, whatever a name in it would do there."""
    from waarborg.reports.dutch import said_in  # noqa: PLC0415 (where something is wrong)
    from waarborg.reports.layout import disarmed, one_line  # noqa: PLC0415 (likewise)

    sys.stderr.write(f"{disarmed(said_in(language, one_line(text)))}\n")
