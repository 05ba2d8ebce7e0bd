"""Plain data kept between runs under the digest of the files it was read from; never code, never from a checkout.

It can decide a verdict, so it is believed only as it was kept: whole, under its own key, where nobody else could write.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from functools import cache as memo
from pathlib import Path
from typing import Any

from waarborg import __version__
from waarborg.reading.content import MAX_LISTED_BYTES, opened

FORMAT = f"{__version__}-3"


NOWHERE = Path(os.devnull, "waarborg")
"""A folder in which nothing can be kept."""


@memo
def _folder() -> Path:
    system: str = sys.platform
    if system == "linux":  # as platformdirs has it, whose import takes longer than a policy's
        named = os.environ.get("XDG_CACHE_HOME", "").strip()
        folder = Path(named or os.path.expanduser("~/.cache"), "waarborg")  # noqa: PTH111 (who has no home may run it)
    else:
        from platformdirs import user_cache_path  # noqa: PLC0415 (only needed where a policy is read)

        folder = user_cache_path("waarborg", appauthor=False)
    return folder if _is_the_users_own(folder) else NOWHERE


def _is_the_users_own(folder: Path) -> bool:
    """Whether no change under review could have put the folder there: below a git work tree it could."""
    return folder.is_absolute() and not any(os.path.lexists(parent / ".git") for parent in folder.parents)


def load(key: str) -> Any | None:
    """The data kept under `key`; None where there is none, or none that can be believed."""
    try:
        with opened(_file_of(key)) as file:
            seal, _, content = file.read(MAX_LISTED_BYTES).partition(b"\n")
            whole = seal == _seal(key, content) and _is_ours(os.fstat(file.fileno()))
        return json.loads(content) if whole else None
    except (OSError, ValueError):
        return None


def _file_of(key: str) -> Path:
    return _folder() / f"{key}.{FORMAT}"  # an ending of its own: below a folder that is checked, it is no descriptor


def _seal(key: str, content: bytes) -> bytes:
    """What stands before the content: it tells that it is whole, and was kept under this key."""
    return hashlib.sha256(key.encode() + content).hexdigest().encode()


def _is_ours(found: os.stat_result) -> bool:
    """Whether nobody but this user could have written the file."""
    if not hasattr(os, "geteuid"):
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def store(key: str, data: Any) -> None:
    """Keep `data` under `key`, whole or not at all; where the folder cannot be written, nothing is kept."""
    import tempfile  # noqa: PLC0415 (only needed after a change of policy)

    try:
        _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=_folder())
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
            file.write(_seal(key, content) + b"\n" + content)
        Path(name).replace(_file_of(key))
    except OSError:
        Path(name).unlink(missing_ok=True)
