"""What Ctrl-C, or the end of a job, does to a run: nothing that is being written is cut in two."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

PATIENCE = 5
"""The seconds that what is finished may take to be written after an interrupt."""
ALARM = (signal.SIGALRM,) if hasattr(signal, "SIGALRM") else ()


class AbandonedError(KeyboardInterrupt):
    """Raised where an interrupt cannot be held back any longer: what is being written may never be read."""


class Interrupts:
    """Holds an interrupt back while something is being written, so that no line and no record is cut in two.

    A pipeline that ends a job by SIGTERM interrupts it as well. What takes longer than PATIENCE, or is interrupted
    twice, waits for a reader that may be gone for good.
    """

    def __init__(self) -> None:
        self._holding = self._pending = self._come_before = False

    def __enter__(self) -> Self:
        self._before = {each: signal.signal(each, self._come) for each in (signal.SIGINT, signal.SIGTERM, *ALARM)}
        return self

    def __exit__(self, *_: object) -> None:
        if ALARM:
            signal.alarm(0)
        for each, before in self._before.items():
            signal.signal(each, before)

    def _come(self, _signal: int, _frame: FrameType | None) -> None:
        again, self._come_before = self._come_before, True
        if ALARM and not again:
            signal.alarm(PATIENCE)
        if not self._holding:
            raise KeyboardInterrupt
        if again:
            raise AbandonedError
        self._pending = True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nothing interrupt what happens within; an interrupt that came meanwhile is raised after it."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._pending:
            self._pending = False
            raise KeyboardInterrupt
