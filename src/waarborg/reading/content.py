"""The content of a file that is named: whole, within bounds, and of an ordinary file alone, so that nothing waits."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from waarborg.core.place import Place, Problem, ProblemsError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

MAX_BYTES = 8 * 1024 * 1024
"""The bytes that are read of a file that somebody writes."""
MAX_LISTED_BYTES = 8 * MAX_BYTES
"""The bytes that are read of what a program writes of many exchanges: a list of files, a baseline."""


class NotAFileError(OSError):
    """Raised where a path leads to a folder, a pipe, a device or a socket."""


def opened(path: str | Path) -> BinaryIO:
    """The file, opened without ever waiting for it; raises OSError, and ValueError of a path that none can have."""
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 (a path object a file is a tenth of the time)
        raise NotAFileError  # opening it could already do something
    waiting_for_none = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, os.O_RDONLY | waiting_for_none), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise NotAFileError
    return file


def content_of(path: str | Path, *, most: int = MAX_BYTES) -> bytes | Problem:
    """The bytes of the file as they were at one moment, or why they cannot be had."""
    try:
        with opened(path) as file:
            before = os.fstat(file.fileno())
            content = file.read(most + 1)
            after = os.fstat(file.fileno())
    except (OSError, ValueError) as error:
        return unreadable(error, str(path))
    if len(content) > most:
        return too_large(str(path), most)
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        return Problem("reading/changed", "the file changed while it was read", Place(str(path)), "check it again")
    return content


def bytes_of(path: Path, *, most: int = MAX_BYTES) -> bytes:
    """The same, of a file without which nothing can go on; raises ProblemsError."""
    content = content_of(path, most=most)
    if isinstance(content, Problem):
        raise ProblemsError([content])
    return content


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
