"""Text that waits for its place in a report: in memory while there is little of it, then in a temporary file."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

IN_MEMORY = 1024 * 1024
"""The characters that are kept in memory."""


class Spool:
    """Takes text as it comes, and gives it all at once."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115 (open until it is poured)

    def write(self, text: str) -> None:
        """Keep the text behind what is kept already."""
        self._file.write(text)

    def pour(self, stream: TextIO) -> None:
        """Write everything to the stream; nothing is kept any longer."""
        self._file.seek(0)
        while text := self._file.read(IN_MEMORY):
            stream.write(text)
        self._file.close()
