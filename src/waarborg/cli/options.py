"""What the words of a command line mean: each option as a value, or wrong usage."""

from __future__ import annotations

import locale
import os
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from datetime import date

    from waarborg.core.verdict import Verdict

COLUMNS = 80
MAX_COLUMNS = 110


def language_of(given: str | None) -> str:
    """The language to report in: the one given, else that of the locale, else English."""
    if given is None:
        named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
        return "nl" if (named or locale.getlocale()[0] or "").lower().startswith("nl") else "en"
    if given not in {"nl", "en"}:
        raise typer.BadParameter(f"`{given}` is no language of the policy: nl or en", param_hint="--lang")
    return given


def day_of(given: str | None, option: str) -> date | None:
    """The day that an option names; None where it is not given."""
    from waarborg.reading.conditions import date_of  # noqa: PLC0415 (kept off --help)

    if given is None:
        return None
    day = date_of(given)
    if day is None:
        raise typer.BadParameter(f"`{given}` is no day: write 2022-05-10", param_hint=option)
    return day


def verdicts_of(given: str) -> frozenset[Verdict]:
    """The verdicts that `--fail-on` names; a prohibition is always among them."""
    from waarborg.core.verdict import Verdict  # noqa: PLC0415 (likewise)

    known = {"prohibited": Verdict.PROHIBITED, "incomplete": Verdict.INCOMPLETE, "refer": Verdict.REFER}
    named = [word.strip() for word in given.split(",") if word.strip()]
    for word in named:
        if word not in known:
            raise typer.BadParameter(f"`{word}` is none of {', '.join(known)}", param_hint="--fail-on")
    if "prohibited" not in named:
        raise typer.BadParameter("`prohibited` must be among them: a prohibition never passes", param_hint="--fail-on")
    return frozenset(known[word] for word in named)


def format_of(given: str) -> str:
    """The name of a format that exists."""
    from waarborg.reports.reporting import FORMATS  # noqa: PLC0415 (likewise)

    if given not in FORMATS:
        raise typer.BadParameter(f"`{given}` is no format: {', '.join(FORMATS)}", param_hint="--format")
    return given


def outputs_of(given: list[str]) -> list[tuple[str, str]]:
    """The format and the file of each `FORMAT=FILE`."""
    found: list[tuple[str, str]] = []
    for each in given:
        name, sign, path = each.partition("=")
        if not sign or not path:
            raise typer.BadParameter(f"`{each}` is not FORMAT=FILE, as in `json=report.json`", param_hint="--output")
        if path in {file for _, file in found}:
            raise typer.BadParameter(f"two reports are to be written to `{path}`", param_hint="--output")
        found.append((format_of(name), path))
    return found


def jobs_of(given: int | None) -> int:
    """How many processes may work at once; the cores this one may use where it is not given."""
    if given is not None and given < 1:
        raise typer.BadParameter("at least one process must work", param_hint="--jobs")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return given or cores or 1


def colour_of(stream: object, *, no_color: bool) -> bool:
    """Whether the stream is written to in colour."""
    if no_color or os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or bool(getattr(stream, "isatty", lambda: False)())


def columns_of() -> int:
    """How wide a line may be: as wide as the terminal, within reason."""
    import shutil  # noqa: PLC0415 (likewise)

    if not sys.stdout.isatty():
        return COLUMNS
    return max(40, min(MAX_COLUMNS, shutil.get_terminal_size((COLUMNS, 24)).columns))
