"""Witnesses on their way out and back in: read as the descriptors that they are, and saved for `waarborg check`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from waarborg.core.policy import Policy


def read_witness(descriptor: Mapping[str, Any], policy: Policy) -> Any:
    """The exchange that a witness states, or the problems for which it is refused."""
    from waarborg.reading.document import Document, Marks, found_in  # noqa: PLC0415 (where there are witnesses alone)
    from waarborg.reading.exchanges import read_exchange  # noqa: PLC0415 (likewise)

    result = read_exchange(Document("witness", descriptor, partial(found_in, "witness", Marks(1, 1, 1)), ""), policy)
    return result.exchange or result.problems


def save_witnesses(texts: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write each text under its name in the folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts:
        (folder / name).write_text(text, encoding="utf-8")
