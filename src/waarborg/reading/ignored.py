"""What `.gitignore` and `--exclude` leave out: patterns of git, read so that none of them can take for ever."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waarborg.core.place import Problem
from waarborg.reading.content import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec

STAR = "[^/]*"
"""What a star is in the regular expression of a pattern."""
ANY_FOLDERS = ".+"
"""What two stars are in it; each more of them multiplies the ways to match a path by its depth."""
MOST_ANY_FOLDERS = 3


def spec_of(patterns: Iterable[str]) -> GitIgnoreSpec:
    """What the patterns leave out, the last that fits deciding; raises ValueError where one of them is none."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 (needed for folders and patterns alone)

    read: list[Any] = []
    for pattern in patterns:
        try:
            made: Any = GitIgnoreSpec.from_lines([pattern]).patterns
        except re.error as error:
            refused = f"`{pattern}` is no pattern"
            raise ValueError(refused) from error
        for each in made:
            if each.regex is not None:
                each.regex = _bounded(each.regex.pattern)
        read += made
    return GitIgnoreSpec(read)


def _bounded(regex: str) -> re.Pattern[str]:
    """The regular expression of a pattern without its ways to try in vain; raises ValueError where too many are left.

    What follows a star and is followed by another is best met as early as it can be: the other star takes the rest.
    """
    if regex.count(ANY_FOLDERS) > MOST_ANY_FOLDERS:
        refused = f"`{regex}` has too many `**`"
        raise ValueError(refused)
    first, *others = regex.split(STAR)
    if not others:
        return re.compile(regex)
    *between, last = others
    middle = (f"(?>{STAR}?{each})" if "(" not in each else STAR + each for each in between if each)
    return re.compile(f"{first}{''.join(middle)}{STAR}{last}")


def gitignore_in(folder: str) -> list[tuple[str, GitIgnoreSpec]]:
    """What the folder's own `.gitignore` says, if it has one that can be read."""
    content = content_of(f"{folder}/.gitignore")
    if isinstance(content, Problem):
        return []  # what cannot be read ignores nothing: more is checked, never less
    found = []
    for line in content.decode("utf-8", "replace").splitlines():
        try:
            spec_of([line])
        except ValueError:
            continue  # likewise
        found.append(line)
    return [(folder.rstrip("/"), spec_of(found))]


def ignored_above(folder: str) -> list[tuple[str, GitIgnoreSpec]]:
    """What the folders above it ignore, up to the top of the repository that it stands in; nothing outside one."""
    above = [folder, *map(str, Path(folder).parents)]
    for index, each in enumerate(above):
        if Path(each, ".git").exists():
            return [found for higher in reversed(above[1 : index + 1]) for found in gitignore_in(higher)]
    return []
