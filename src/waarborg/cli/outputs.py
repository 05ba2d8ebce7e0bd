"""The reports of one run: one on standard output, others in files that appear whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from waarborg.core.record import state
from waarborg.reports.reporting import reporter

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from waarborg.reports.reporting import Reporter


class AtomicFile:
    """A text file that takes its name once it is complete; a device or a pipe is written to as it is."""

    def __init__(self, path: str) -> None:
        self.path = Path(os.path.realpath(path))
        self._temporary: Path | None = None
        mode = self.path.stat().st_mode if self.path.exists() else None
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError(21, "it is a folder", path)
        if mode is not None and not stat.S_ISREG(mode):
            self.stream: TextIO = self.path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
            return
        import tempfile  # noqa: PLC0415 (slow to import, for a report in a file alone)

        handle, name = tempfile.mkstemp(prefix=f".{self.path.name[:100]}.", suffix=".part", dir=self.path.parent)
        self._temporary = Path(name)
        umask = os.umask(0)
        os.umask(umask)
        self._temporary.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~umask)
        self.stream = os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def finish(self) -> None:
        """Give the file its name; raises OSError where it could not be written whole."""
        self.stream.flush()
        if self._temporary is not None:
            os.fsync(self.stream.fileno())
        self.stream.close()
        if self._temporary is not None:
            self._temporary.replace(self.path)
            self._temporary = None

    def discard(self) -> None:
        """Leave nothing half-written behind; a file that is finished stays."""
        with suppress(OSError):
            self.stream.close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)
            self._temporary = None


@state
class _Output:
    report: Reporter
    file: AtomicFile | None
    named: str


class Outputs:
    """Tells every report the same; a file that cannot be written is dropped, said, and remembered."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._outputs: list[_Output] = []
        self.failed = False

    def add(self, name: str, stream: TextIO) -> None:
        """Add a report that is written to a stream as it comes."""
        self._outputs.append(_Output(reporter(name, stream), None, ""))

    def add_file(self, name: str, path: str) -> None:
        """Add a report that becomes a file."""
        try:
            file = AtomicFile(path)
        except (OSError, ValueError) as error:
            self._failed(path, error)
            return
        self._outputs.append(_Output(reporter(name, file.stream), file, path))

    def tell(self, what: Callable[[Reporter], None]) -> None:
        """Tell every report."""
        for output in list(self._outputs):
            try:
                what(output.report)
            except OSError as error:
                self._drop(output, error)

    def finish(self) -> None:
        """Give every file its name."""
        for output in list(self._outputs):
            if output.file is not None:
                try:
                    output.file.finish()
                except OSError as error:
                    self._drop(output, error)

    def discard(self) -> None:
        """Leave no half-written file behind, however the run ends."""
        for output in self._outputs:
            if output.file is not None:
                output.file.discard()

    def _drop(self, output: _Output, error: OSError) -> None:
        if output.file is None:
            raise error  # standard output: the front door says so
        self._outputs.remove(output)
        output.file.discard()
        self._failed(output.named, error)

    def _failed(self, path: str, error: OSError | ValueError) -> None:
        self.failed = True
        self._say(f"the report `{path}` could not be written: {getattr(error, 'strerror', None) or error}")
