"""What a pattern of a shell names, where no shell has read it: a folder that cannot be listed is told."""

from __future__ import annotations

from fnmatch import fnmatch
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from waarborg.reading.content import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.place import Problem

ANY_FOLDERS = "**"
SIGNS = frozenset("*?[")
"""What makes a pattern of a path."""


def is_pattern(path: str) -> bool:
    """Whether the path is one that a shell would have looked up."""
    return not SIGNS.isdisjoint(path)


def found_by(pattern: str) -> tuple[list[str], list[Problem]]:
    """The paths that fit, in order, and the folders on the way that nobody may list.

    As in a shell, what begins with a dot must be named with it. `**` follows no link to a folder: two links to where
    they stand would lead on for ever.
    """
    parts = Path(pattern).parts
    fixed = list(takewhile(lambda part: not is_pattern(part), parts))
    asked = parts[len(fixed) :]
    found: set[str] = set()
    problems: list[Problem] = []
    ahead, seen = [(Path(*fixed), 0)], set[tuple[Path, int]]()
    while ahead:
        folder, step = at = ahead.pop()
        if at in seen:
            continue
        seen.add(at)
        part, last = asked[step], step == len(asked) - 1
        try:
            fitting = list(_fitting(folder, part))
            folders = {path for path in fitting if path.is_dir()} if part == ANY_FOLDERS else set()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            problems.append(unreadable(error, str(folder)))
            continue
        if part == ANY_FOLDERS:
            ahead += [] if last else [(folder, step + 1)]
            ahead += [(path, step) for path in folders if not path.is_symlink()]
            found |= {str(path) for path in fitting if last and path not in folders}
        elif last:
            found |= {str(path) for path in fitting}
        else:
            ahead += [(path, step + 1) for path in fitting]
    return sorted(found), problems


def _fitting(folder: Path, part: str) -> Iterator[Path]:
    """What stands in the folder and fits one part of a pattern; raises OSError where it cannot be listed."""
    if not is_pattern(part):
        path = folder / part
        if path.exists() or path.is_symlink():
            yield path
        return
    for path in folder.iterdir():
        if (part[0] == "." or path.name[0] != ".") and (part == ANY_FOLDERS or fnmatch(path.name, part)):
            yield path
