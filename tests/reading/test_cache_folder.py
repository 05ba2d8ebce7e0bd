"""The folder of the cache: what is said for Linux is what platformdirs says."""

from __future__ import annotations

import json
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


def nobody(user: int) -> object:
    """The entry of a user that the system does not know."""
    raise KeyError(user)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system names the folder")
def test_nothing_is_kept_where_a_change_under_review_could_put_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Below a git work tree, in a folder named from where one stands, and for who has no home, there is no cache."""
    (tmp_path / "work/.git").mkdir(parents=True)
    for named in (str(tmp_path / "work/.cache"), ".cache"):
        monkeypatch.setenv("XDG_CACHE_HOME", named)
        assert cache._folder.__wrapped__() == cache.NOWHERE  # noqa: SLF001 (likewise)
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    assert cache._folder.__wrapped__() == cache.NOWHERE  # noqa: SLF001 (likewise)


def test_where_nothing_can_be_kept_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nowhere there is nothing to load; where the disk fills up half-way, no file stays."""
    monkeypatch.setattr(cache, "_folder", lambda: cache.NOWHERE)
    cache.store("key", {"a": 1})
    assert cache.load("key") is None
    monkeypatch.setattr(cache, "_folder", lambda: tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dump", full)
    cache.store("key", {"a": 1})
    assert list(tmp_path.iterdir()) == []
