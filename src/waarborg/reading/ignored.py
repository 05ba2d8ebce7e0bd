"""What `.gitignore` and `--exclude` leave out: patterns of git, read so that none of them can take for ever."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from waarborg.core.place import Problem
from waarborg.reading.content import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec

LONGEST_PATTERN = 1_000
MOST_BYTES = 64 * 1024
"""A `.gitignore` that has more is not read: each pattern is made, and then held against each file."""
STAR = "[^/]*"
"""What a star is in the regular expression of a pattern."""
ANY_FOLDERS = ".+"
"""What two stars are in it; each more of them multiplies the ways to match a path by its depth."""
MOST_ANY_FOLDERS = 3


def spec_of(patterns: Iterable[str]) -> GitIgnoreSpec:
    """What the patterns leave out, the last that fits deciding; raises ValueError where one of them is none."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 (needed for folders and patterns alone)

    return GitIgnoreSpec([made for pattern in patterns for made in _made_of(pattern)])


def _made_of(pattern: str) -> list[Any]:
    """What pathspec makes of a pattern, none of it without a bound; raises ValueError where it is no pattern."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 (likewise)

    refused = f"`{pattern}` is no pattern"
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(refused)
    with catch_warnings():
        simplefilter("ignore")  # git reads two brackets in a row as Python will not do for ever
        try:
            made: list[Any] = list(GitIgnoreSpec.from_lines([pattern]).patterns)
            for each in made:
                if each.regex is not None:
                    each.regex = _bounded(each.regex.pattern)
        except re.error as error:
            raise ValueError(refused) from error
    return made


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
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 (likewise)

    content = content_of(f"{folder}/.gitignore", most=MOST_BYTES)
    if isinstance(content, Problem):
        return []  # what cannot be read ignores nothing: more is checked, never less
    found: list[Any] = []
    for line in content.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n"):
        try:
            found += _made_of(line) if line.rstrip() == line.rstrip(" ") else ()  # git keeps a tab: no name ends so
        except ValueError:
            continue  # likewise
    return [(folder.rstrip("/"), GitIgnoreSpec(found))]


def ignored_above(folder: str) -> list[tuple[str, GitIgnoreSpec]]:
    """What the folders above it ignore, up to the top of the repository that it stands in; nothing outside one."""
    above = [folder, *map(str, Path(folder).parents)]
    for index, each in enumerate(above):
        if os.path.exists(f"{each}/.git"):  # noqa: PTH110 (it never raises)
            return [found for higher in reversed(above[1 : index + 1]) for found in gitignore_in(higher)]
    return []
