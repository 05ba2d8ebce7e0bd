"""The policy folder that a command works on: named as the user sees it, and read or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.cli.exits import Exit
from waarborg.cli.options import say_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from waarborg.core.place import Problem
    from waarborg.core.policy import Policy


def from_here(folder: Path) -> Path:
    """The folder as seen from the current one, where it lies below it: so places can be read and clicked."""
    return folder.relative_to(here) if folder.is_relative_to(here := folder.cwd()) else folder


def read_policy_or_exit(
    folder: Path, *, language: str, no_color: bool, report: Callable[[Sequence[Problem]], object] | None = None
) -> Policy:
    """The policy in the folder; where it is broken, its problems are said, and reported, and the run ends."""
    from waarborg.core.place import ProblemsError  # noqa: PLC0415 (kept off --help)
    from waarborg.reading.policies import read_policy  # noqa: PLC0415

    try:
        return read_policy(folder)
    except ProblemsError as error:
        say_problems(error.problems, language=language, no_color=no_color)
        if report is not None:
            report(error.problems)
        raise SystemExit(Exit.BROKEN_POLICY) from error
