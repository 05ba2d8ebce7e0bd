"""The reports of one run: one on standard output, others in files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
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
    """A text file that takes its name once it is complete; a device or a pipe is written to as it is.

    `replaces` tells the file that stands there already, by its device and number; None where none does.
    """

    def __init__(self, path: str) -> None:
        self._temporary: Path | None = None
        found = _state_of(path)
        self.replaces = (found.st_dev, found.st_ino) if found else None
        ordinary = found is None or stat.S_ISREG(found.st_mode)
        self.path = Path(os.path.realpath(path) if ordinary else path)  # a pipe may have no name but the one given
        if self.replaces and self.replaces == _standard_output():
            raise OSError("standard output goes there")
        if ordinary:
            handle = self._begun(stat.S_IMODE(found.st_mode) if found else None)
        elif self.path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder", path)
        else:
            handle = _opened_at_once(self.path)
        self.stream: TextIO = os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def _begun(self, mode: int | None) -> int:
        """The handle of a temporary file beside the one it will be, with that one's mode or a new file's."""
        import tempfile  # noqa: PLC0415 (slow to import, for a report in a file alone)

        handle, name = tempfile.mkstemp(prefix=f".{self.path.name[:40]}.", suffix=".part", dir=self.path.parent)
        self._temporary = Path(name)
        umask = os.umask(0)
        os.umask(umask)
        self._temporary.chmod(0o666 & ~umask if mode is None else mode)
        return handle

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
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)
            self._temporary = None
        with suppress(OSError):
            self.stream.close()  # a pipe may wait for its reader


def _state_of(path: str) -> os.stat_result | None:
    """What the path leads to; None where nothing is there yet."""
    try:
        return os.stat(path)  # noqa: PTH116 (as it is named, and no other way)
    except FileNotFoundError:
        return None


def _standard_output() -> tuple[int, int] | None:
    """The ordinary file that standard output goes to, by its device and number; None where it is none."""
    try:
        found = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return None  # it is closed, or not there at all
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _opened_at_once(path: Path) -> int:
    """The handle of a device or a pipe; a pipe that nobody reads is not waited for."""
    try:
        handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise OSError(errno.ENXIO, "nobody reads from it", str(path)) from error
        raise
    os.set_blocking(handle, True)
    return handle


@state
class _Output:
    report: Reporter
    file: AtomicFile | None = None
    named: str = ""
    of_whole_run: bool = False


class Outputs:
    """Tells every report the same; a file that cannot be written is dropped, said, and remembered."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._outputs: list[_Output] = []
        self._replaced: dict[tuple[int, int], _Output] = {}
        self._shown: TextIO | None = None
        self.failed = False

    def add(self, name: str, stream: TextIO) -> None:
        """Add the report that is written to standard output as it comes."""
        self._shown = stream
        self._outputs.append(_Output(reporter(name, stream)))

    def add_file(self, path: str, made: Callable[[TextIO], Reporter], *, of_whole_run: bool = False) -> None:
        """Add a report that becomes a file; one `of_whole_run` does not where the run is interrupted."""
        try:
            file = AtomicFile(path)
        except (OSError, ValueError) as error:
            self._failed(path, error)
            return
        self._outputs.append(_Output(made(file.stream), file, path, of_whole_run))
        if file.replaces:
            self._replaced[file.replaces] = self._outputs[-1]

    def spare(self, path: str) -> None:
        """Drop the report that would take the place of `path`, which is checked in this run."""
        if not self._replaced:
            return
        try:
            found = os.stat(path)  # noqa: PTH116 (a path object a file is a tenth of the time)
        except (OSError, ValueError):
            return  # standard input, or gone since
        if output := self._replaced.pop((found.st_dev, found.st_ino), None):
            self._drop(output, OSError("it is checked in this run"))

    def tell(self, what: Callable[[Reporter], None]) -> None:
        """Tell every report."""
        for output in list(self._outputs):
            try:
                what(output.report)
            except OSError as error:
                self._drop(output, error)

    def flush(self) -> None:
        """Pass on what standard output was told."""
        for output in self._outputs:
            if output.file is None and self._shown is not None:
                try:
                    self._shown.flush()
                except OSError as error:
                    self._drop(output, error)
                return

    def finish(self, *, interrupted: bool) -> None:
        """Give every file its name; standard output is passed on."""
        self.flush()
        for output in list(self._outputs):
            if output.file is not None and not (interrupted and output.of_whole_run):
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
        self._outputs.remove(output)
        if output.file is None:
            self._without_standard_output(error)
            return
        output.file.discard()
        self._failed(output.named, error)

    def _without_standard_output(self, error: OSError) -> None:
        """Go on for the files alone; where there are none, nobody is left to tell, and the front door says so."""
        if not self._outputs:
            raise error
        self.failed = True
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open until the process ends)
        if not isinstance(error, BrokenPipeError):
            self._say(f"the output could not be written: {error.strerror or error}")

    def _failed(self, path: str, error: OSError | ValueError) -> None:
        self.failed = True
        self._say(f"`{path}` could not be written: {getattr(error, 'strerror', None) or error}")
