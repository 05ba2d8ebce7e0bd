"""The folder of the cache: what is said for Linux is what platformdirs says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from waarborg.reading import cache


@pytest.mark.parametrize("named", ["/srv/somewhere", "", " "])
def test_the_folder_is_that_of_platformdirs(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own choice of a cache folder counts, an empty one does not."""
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    folder: Path = cache._folder.__wrapped__()  # noqa: SLF001 (the folder itself, not what an earlier test was told)
    assert user_cache_path("waarborg", appauthor=False) == folder
    assert folder.name == "waarborg" or sys.platform != "linux"
