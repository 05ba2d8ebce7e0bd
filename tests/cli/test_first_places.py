"""Where ids first stood: every one is remembered, in little memory."""

from __future__ import annotations

import tracemalloc

from waarborg.cli.first_places import FirstPlaces
from waarborg.core.place import Place


def test_each_id_has_its_first_place() -> None:
    """However many ids there are, one that comes again is met with the file and the line where it first stood."""
    places = FirstPlaces()
    names = [f"folder {number}/a\nb\udcff.yaml" for number in range(100)]
    ids = [(f"id-{number}", names[number // 100], number + 1) for number in range(10_000)]
    assert [places.first(*each) for each in ids] == [None] * len(ids)
    assert [places.first(ident, "other.yaml", 1) for ident, _, _ in ids] == [
        Place(file, line, 1) for _, file, line in ids
    ]


def test_the_same_place_read_again_is_no_second() -> None:
    """A file that is named twice, however it is spelt, holds its exchanges once."""
    places = FirstPlaces()
    assert [places.first("one", name, 3) for name in ("a.yaml", "a.yaml", "./a.yaml")] == [None, None, None]
    assert (places.first("one", "a.yaml", 4), places.first("one", "b.yaml", 3)) == (Place("a.yaml", 3, 1),) * 2


def test_many_ids_take_little_memory() -> None:
    """An id takes fewer than fifty bytes, so a million fit many times into what a run may take."""
    tracemalloc.start()
    places = FirstPlaces()
    for number in range(100_000):
        places.first(str(number), "a.ndjson", number + 1)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 50 * 100_000
