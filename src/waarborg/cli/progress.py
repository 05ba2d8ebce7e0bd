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
NARROWEST = 6


class Progress:
    """Counts the units that are done; says so once the run lasts, and makes way for what is written.

    `shared` says that results are written to the same terminal.
    """

    def __init__(self, stream: TextIO, *, total: int | None, language: str = "en", shared: bool = True) -> None:
        self._stream = stream if stream.isatty() else None
        self._total = total
        self._language = language
        self._shared = shared
        self._start = self._said = time.monotonic()
        self._shown = False

    def show(self, units: int, exchanges: int) -> None:
        """Say how far the run is: at once where the line had to make way, and else now and then."""
        now = time.monotonic()
        if self._stream is None or now - self._start < AFTER or (self._shown and now - self._said < EVERY):
            return
        from shutil import get_terminal_size  # noqa: PLC0415 (slow to import, for a terminal alone)

        self._said, self._shown = now, True
        of = f"/{self._total}" if self._total else ""
        said = said_in(self._language, f"{units}{of} files, {exchanges} exchanges, {now - self._start:.0f} s")
        columns = get_terminal_size().columns - 1  # a full line would wrap, and could not be taken away
        self._stream.write(f"\r\x1b[K{self._bar(units, columns - len(said))}{said}"[: columns + 4])
        self._stream.flush()

    def make_way(self) -> None:
        """Take the line away where results come on the same terminal."""
        if self._shared:
            self.wipe()

    def wipe(self) -> None:
        """Take the line away."""
        if self._stream is not None and self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False

    def _bar(self, units: int, room: int) -> str:
        """How far the run is as a bar; none where there is no room for one, or it is not known how much there is."""
        width = min(WIDTH, room - len("[] "))
        if not self._total or width < NARROWEST:
            return ""
        full = min(width, width * units // self._total)
        return f"[{'#' * full}{'.' * (width - full)}] "
