"""The cache: where it is kept, and that nothing is believed but what was kept there."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
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

    monkeypatch.setattr(json, "dumps", full)
    cache.store("key", {"a": 1})
    assert list(tmp_path.iterdir()) == []


def other(content: bytes) -> bytes:
    """The content of an entry that says something else, with the seal that the first had."""
    seal, _, _ = content.partition(b"\n")
    return seal + b'\n{"a":2}'


@pytest.mark.parametrize(
    "poisoned",
    [lambda _: b"", lambda _: b"{}", lambda _: b"\n{}", lambda _: b"[" * 200_000, lambda was: was[:-1], other],
)
def test_what_is_not_as_it_was_kept_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, poisoned: Callable[[bytes], bytes]
) -> None:
    """An entry that is empty, cut short, too deep or changed is one that there is not, and is kept anew."""
    monkeypatch.setattr(cache, "_folder", lambda: tmp_path)
    cache.store("key", {"a": 1})
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(poisoned(entry.read_bytes()))
    assert cache.load("key") is None
    cache.store("key", {"a": 1})
    assert cache.load("key") == {"a": 1}


def test_an_entry_is_believed_under_its_own_key_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What was kept of one policy says nothing of another, whatever its file is called."""
    monkeypatch.setattr(cache, "_folder", lambda: tmp_path)
    cache.store("old", {"a": 1})
    (entry,) = tmp_path.iterdir()
    entry.rename(entry.with_name(entry.name.replace("old", "new")))
    assert (cache.load("old"), cache.load("new")) == (None, None)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere files have no such owner")
def test_an_entry_that_another_could_write_is_not_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither is one that another user owns, and a pipe or a device in its place is not waited for."""
    monkeypatch.setattr(cache, "_folder", lambda: tmp_path)
    cache.store("key", {"a": 1})
    (entry,) = tmp_path.iterdir()
    for mode in (0o620, 0o602):
        entry.chmod(mode)
        assert cache.load("key") is None
    entry.chmod(0o600)
    assert cache.load("key") == {"a": 1}
    monkeypatch.setattr("os.geteuid", lambda: entry.stat().st_uid + 1)
    assert cache.load("key") is None
    entry.unlink()
    os.mkfifo(entry)
    assert cache.load("key") is None
    entry.unlink()
    entry.symlink_to("/dev/zero")
    assert cache.load("key") is None
