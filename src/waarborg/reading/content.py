"""The content of a file that is named: whole, within bounds, and of an ordinary file alone, so that nothing waits."""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import TYPE_CHECKING, cast

from waarborg.core.place import Place, Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

MAX_BYTES = 8 * 1024 * 1024
"""The bytes that are read of a file that somebody writes."""
OTHER_ENDINGS = (".yml", ".yaml", ".json")
"""The endings, in lower case, of what somebody may have meant as a file of a policy."""
MAX_LISTED_BYTES = 8 * MAX_BYTES
"""The bytes that are read of what a program writes of many exchanges: a list of files, a baseline."""


MOMENT = 0.01
"""The seconds for which a stream is waited for before what there is is told."""


class NotAFileError(OSError):
    """Raised where a path leads to a folder, a pipe, a device or a socket."""


def opened(path: str | Path) -> BufferedReader:
    """The file, opened without ever waiting for it; raises OSError, and ValueError of a path that none can have."""
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 (a path object a file is a tenth of the time)
        raise NotAFileError  # opening it could already do something
    waiting_for_none = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, os.O_RDONLY | waiting_for_none), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NotAFileError
    return file


def standard_input() -> BufferedReader:
    """What the caller sends; raises OSError where it sends nothing at all."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed")
    return cast("BufferedReader", sys.stdin.buffer)


def pieces_of(file: BufferedReader, most: int) -> Iterator[bytes | None]:
    """All that comes of the file, in pieces of at most `most` bytes; None for each moment in which nothing comes."""
    while True:
        while _nothing_comes(file):
            yield None
        piece = file.read1(most)
        if not piece:
            return
        yield piece


def _nothing_comes(file: BufferedReader) -> bool:
    """Whether nothing is sent for a moment; where the system cannot tell that of a pipe, it is as if something were."""
    if os.name != "posix" or stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return False
    from select import select  # noqa: PLC0415 (for what is sent alone)

    return not select([file], [], [], MOMENT)[0]


def content_of(path: str | Path, *, most: int = MAX_BYTES) -> bytes | Problem:
    """The bytes of the file as they were at one moment, or why they cannot be had."""
    try:
        with opened(path) as file:
            before = moment(file)
            _, size = before
            content = file.read(min(size, most) + 1)  # room for the most there may be takes as long as all else
            if size < len(content) <= most:  # it has grown, or is one of those of the system that know no size
                content += file.read(most + 1 - len(content))
            after = moment(file)
    except (OSError, ValueError) as error:
        return unreadable(error, str(path))
    if len(content) > most:
        return too_large(str(path), most)
    return content if before == after else changed(str(path))


def content_sent(name: str, *, most: int = MAX_BYTES) -> bytes | Problem:
    """All that standard input holds, or why it cannot be had; `name` is what it is known by."""
    try:
        content = standard_input().read(most + 1)
    except OSError as error:
        return unreadable(error, name)
    return too_large(name, most) if len(content) > most else content


def bytes_of(path: Path, *, most: int = MAX_BYTES) -> bytes:
    """The same, of a file without which nothing can go on; raises ProblemsError."""
    content = content_of(path, most=most)
    if isinstance(content, Problem):
        raise ProblemsError([content])
    return content


def policy_files(folder: Path) -> list[Path]:
    """The files of one folder of a policy by their names, none where there is no such folder; raises ProblemsError.

    What cannot be listed, or would be passed over for its ending or its depth, could hold a rule: it is never left out
    in silence.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry.name, entry.is_dir()) for entry in entries)
    except OSError as error:
        if not os.path.lexists(folder):
            return []
        raise ProblemsError([unreadable(error, str(folder))]) from error
    problems = [_passed_over(folder / name, is_folder=is_folder) for name, is_folder in found]
    if any(problems):
        raise ProblemsError(list(filter(None, problems)))
    return [folder / name for name, _ in found if name.endswith(".yaml")]


def _passed_over(path: Path, *, is_folder: bool) -> Problem | None:
    """The problem of what stands in a folder of a policy and would not be read, though it could hold a rule."""
    if is_folder and not path.name.startswith("."):
        message, hint = "a folder within a folder of a policy is not read", "move its files up, or out of the policy"
        return Problem("policy/folder-within", message, Place(str(path)), hint)
    if path.name.lower().endswith(OTHER_ENDINGS) and not path.name.endswith(".yaml"):
        message, hint = "a file of a policy has the ending `.yaml`", "rename it, or move it out of the policy"
        return Problem("policy/other-ending", message, Place(str(path)), hint)
    return None


def moment(file: BufferedReader) -> tuple[int, int]:
    """What tells that an open file is still as it was: when it was last written to, in ns, and its bytes.

    What is sent through a pipe is the same at every moment.
    """
    state = os.fstat(file.fileno())
    return (state.st_mtime_ns, state.st_size) if stat.S_ISREG(state.st_mode) else (0, 0)


def changed(path: str) -> Problem:
    """The problem of a file that was written to meanwhile."""
    return Problem("reading/changed", "the file changed while it was read", Place(path), "check it again")


def too_large(path: str, most: int) -> Problem:
    """The problem of a file that is larger than is read."""
    message = f"the file has more bytes than the {most} that are read"
    return Problem("reading/too-large", message, Place(path), "split it into several files")


def unreadable(error: OSError | ValueError, path: str) -> Problem:
    """The problem of a file that cannot be opened or read."""
    if isinstance(error, NotAFileError):
        return not_a_file(path)
    reason = (getattr(error, "strerror", None) or "it cannot be opened").lower()
    return Problem(
        "reading/unreadable", f"the file cannot be read: {reason}", Place(path), "check the path, and who may read it"
    )


def not_a_file(path: str) -> Problem:
    """The problem of a folder, a pipe, a device or a socket: opening one could wait for ever."""
    hint = "name an ordinary file; descriptors and lists of files may come through `-` as well"
    return Problem("reading/not-a-file", f"`{path}` is no ordinary file", Place(path), hint)
