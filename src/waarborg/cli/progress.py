"""The progress of a long run: one line on standard error, for a terminal alone, gone before anything else is said."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from waarborg.reports.dutch import said_in

if TYPE_CHECKING:
    from typing import TextIO

AFTER = 1.0
EVERY = 0.1
WIDTH = 24


class Progress:
    """Counts the units that are done; says so once the run lasts, and wipes it before something is written."""

    def __init__(self, stream: TextIO, *, total: int | None, language: str = "en") -> None:
        self._stream = stream if stream.isatty() else None
        self._total = total
        self._language = language
        self._start = self._said = time.monotonic()
        self._shown = False

    def show(self, units: int, exchanges: int) -> None:
        """Say how far the run is."""
        now = time.monotonic()
        if self._stream is None or now - self._start < AFTER or now - self._said < EVERY:
            return
        self._said, self._shown = now, True
        bar, of = "", ""
        if self._total:
            full = min(WIDTH, WIDTH * units // self._total)
            bar, of = f"[{'#' * full}{'.' * (WIDTH - full)}] ", f"/{self._total}"
        said = said_in(self._language, f"{units}{of} files, {exchanges} exchanges, {now - self._start:.0f} s")
        self._stream.write(f"\r\x1b[K{bar}{said}")
        self._stream.flush()

    def wipe(self) -> None:
        """Take the line away."""
        if self._stream is not None and self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False
