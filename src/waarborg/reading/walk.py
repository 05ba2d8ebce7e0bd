"""The files that a command names: files, folders, globs, lists of files and standard input, in a stable order."""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from waarborg.core.place import Place, Problem
from waarborg.core.record import value_record
from waarborg.reading.content import MAX_LISTED_BYTES, content_of, content_sent, not_a_file, unreadable
from waarborg.reading.globs import ANY_FOLDERS, found_by, is_pattern
from waarborg.reading.ignored import gitignore_in, ignored_above, spec_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathspec import GitIgnoreSpec

SUFFIXES = (".yaml", ".yml", ".json", ".ndjson")
STDIN = "-"


@value_record
class Named:
    """A file to check: its path as the user will know it, and whether the user named it outright.

    `content` is what of it was read already: the lines from `first_line` on, or all there is. `size` is how many bytes
    it had when it was found.
    """

    path: str
    outright: bool
    content: bytes | None = None
    first_line: int = 1
    size: int = 0


def files_in(
    paths: Iterable[str], left_out: LeftOut | None = None, *, literally: bool = False
) -> Iterator[Named | Problem]:
    """The files that `paths` name: a file itself, every descriptor-like file below a folder or of a glob, `-`.

    Taken `literally`, a path is no pattern and `-` is a file.
    """
    left_out = left_out or LeftOut()
    for given in paths:
        if given == STDIN and not literally:
            yield Named(STDIN, outright=True)
            continue
        try:
            state = Path(given).stat()
        except (OSError, ValueError) as error:
            yield from _absent(given, error, left_out, literally=literally)
            continue
        if stat.S_ISDIR(state.st_mode):
            yield from _Folder(given, left_out).files()
        elif stat.S_ISREG(state.st_mode):
            yield Named(given, outright=True, size=state.st_size)
        else:
            yield not_a_file(given)


class LeftOut:
    """What is left out of folders and patterns.

    `exclude` are patterns of the user, `set_aside` those of a configuration that nobody named; with `ignoring`, git's
    count as well. `passed` counts what a folder holds and the user did not leave out: `ignored` what git ignores or is
    set aside, a folder as one; `links` the links to folders. Raises ValueError where a pattern is none.
    """

    def __init__(
        self,
        exclude: tuple[str, ...] = (),
        set_aside: tuple[str, ...] = (),
        *,
        ignoring: bool = True,
        passed: Counter[str] | None = None,
    ) -> None:
        self.ignoring = ignoring
        self.passed = Counter[str]() if passed is None else passed
        self._specs = [(spec_of(each), not own) for own, each in ((True, exclude), (False, set_aside)) if each]

    def takes(self, path: str, top: str | None = None) -> bool:
        """Whether the path, or that from `top`, fits a pattern; a folder ends in a slash."""
        if not self._specs:
            return False
        names = (path,) if top is None else (path, os.path.relpath(path, top) + "/" * path.endswith("/"))
        for spec, counts in self._specs:
            if any(map(spec.match_file, names)):
                self.passed["ignored"] += counts
                return True
        return False


def listed_in(source: str) -> list[str] | Problem:
    """The paths that a list of files names: one a line, or each ended by NUL as `git diff -z` writes them."""
    read = content_sent if source == STDIN else content_of
    content = read(source, most=MAX_LISTED_BYTES)
    if isinstance(content, Problem):
        return content
    end = b"\0" if b"\0" in content else b"\n"
    return [os.fsdecode(line) for each in content.split(end) if (line := each.removesuffix(b"\r"))]


def _absent(
    given: str,
    error: OSError | ValueError,
    left_out: LeftOut,
    *,
    literally: bool,
) -> Iterator[Named | Problem]:
    if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
        yield unreadable(error, given)  # a name that is too long, a folder that may not be entered, a loop of links
    elif literally or not is_pattern(given):
        yield Problem("reading/no-file", f"there is no file `{given}`", Place(given), "check the path")
    else:
        found, problems = found_by(given)
        yield from problems
        matched = [each for each in found if _fits(each, left_out)]
        for each in matched:
            if not os.path.isdir(each):  # noqa: PTH112 (a path as it was found)
                yield from _found(each)
            elif ANY_FOLDERS not in given:
                yield from _Folder(each, left_out).files()
        if not matched and not problems:
            yield Problem("reading/no-file", f"no file matches `{given}`", Place(given), "check the pattern")


def _fits(path: str, left_out: LeftOut) -> bool:
    could_hold = path.lower().endswith(SUFFIXES) or os.path.isdir(path)  # noqa: PTH112 (likewise)
    return could_hold and not left_out.takes(path)


def _found(path: str) -> Iterator[Named | Problem]:
    """A file that was come upon: read where it is one, a problem where nobody can read it."""
    try:
        state = os.stat(path)  # noqa: PTH116 (a path object a file is a tenth of the time)
    except OSError as error:
        leads_nowhere = isinstance(error, FileNotFoundError) and os.path.islink(path)  # noqa: PTH114 (likewise)
        broken = "the link leads nowhere" if leads_nowhere else None
        yield (
            Problem("reading/no-file", broken, Place(path), "mend or remove it") if broken else unreadable(error, path)
        )
        return
    yield Named(path, outright=False, size=state.st_size) if stat.S_ISREG(state.st_mode) else not_a_file(path)


@value_record
class _Below:
    """A folder to look into: its path as it is named, that from the top of the system, and what is ignored there."""

    path: str
    absolute: str
    ignored: list[tuple[str, GitIgnoreSpec]]


class _Folder:
    """Everything below one folder that could hold a descriptor, without what git ignores or the user excludes.

    Links to folders are not followed, so no loop is ever entered.
    """

    def __init__(self, top: str, left_out: LeftOut) -> None:
        self._top = top
        self._left_out = left_out
        self._ignoring, self._passed = left_out.ignoring, left_out.passed

    def files(self) -> Iterator[Named | Problem]:
        """The files, each folder's in the order of their names, however deep one stands."""
        try:
            absolute = os.path.abspath(self._top)  # noqa: PTH100 (links stay as they are named)
        except OSError as error:  # the working folder is gone
            yield unreadable(error, self._top)
            return
        ahead = [self._within(_Below(self._top, absolute, ignored_above(absolute) if self._ignoring else []))]
        while ahead:
            found = next(ahead[-1], None)
            if found is None:
                ahead.pop()
            elif isinstance(found, _Below):
                ahead.append(self._within(found))
            else:
                yield found

    def _within(self, below: _Below) -> Iterator[Named | Problem | _Below]:
        """The files that stand in the folder itself, and the folders in it, in the order of their names."""
        ignored = below.ignored
        try:
            with os.scandir(below.path) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield unreadable(error, below.path)
            return
        names = {entry.name for entry in found}
        if ".git" in names and below.path != self._top:
            ignored = []  # a repository of its own
        if self._ignoring and ".gitignore" in names:
            ignored = [*ignored, *gitignore_in(below.absolute)]
        for entry in found:
            is_folder = entry.is_dir(follow_symlinks=False)
            is_link = entry.is_symlink() and os.path.isdir(entry.path)  # noqa: PTH112 (a path as the folder gave it)
            if not (is_folder or is_link or entry.name.lower().endswith(SUFFIXES)):
                continue
            absolute = f"{below.absolute}/{entry.name}"
            if entry.name == ".git" or self._is_left_out(entry, absolute, ignored, is_folder=is_folder):
                continue
            if is_folder:
                yield _Below(entry.path, absolute, ignored)
            elif is_link:
                self._passed["links"] += 1
            else:
                yield from _found(entry.path)

    def _is_left_out(
        self, entry: os.DirEntry[str], absolute: str, ignored: list[tuple[str, GitIgnoreSpec]], *, is_folder: bool
    ) -> bool:
        end = "/" if is_folder else ""
        if self._left_out.takes(entry.path + end, self._top):
            return True
        for base, spec in reversed(ignored):
            decided = spec.check_file(absolute[len(base) + 1 :] + end).include
            if decided is not None:
                self._passed["ignored"] += decided
                return decided
        return False
