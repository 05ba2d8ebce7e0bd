"""Plain data kept between runs under the digest of the files it was read from; never code, never from a checkout."""

from __future__ import annotations

import json
import os
import sys
from functools import cache as memo
from pathlib import Path
from typing import Any

from waarborg import __version__

FORMAT = f"{__version__}-2"


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
    """The data kept under `key`; None where there is none that can be read."""
    try:
        with (_folder() / f"{key}.{FORMAT}.json").open(encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


def store(key: str, data: Any) -> None:
    """Keep `data` under `key`, whole or not at all; where the folder cannot be written, nothing is kept."""
    import tempfile  # noqa: PLC0415 (only needed after a change of policy)

    try:
        _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=_folder())
    except OSError:
        return
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, separators=(",", ":"))
        Path(name).replace(_folder() / f"{key}.{FORMAT}.json")
    except OSError:
        Path(name).unlink(missing_ok=True)
