"""The command line: the commands, and the one fence between a bug and the user."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from waarborg import __version__
from waarborg.cli.commands import COMMANDS, work_of
from waarborg.cli.exits import Exit
from waarborg.cli.plain import ran_plainly


def run() -> NoReturn:
    """Run the command that argv names, and end the process at once.

    What was written is flushed first; taking the interpreter apart would cost a seventh of a short run and save
    nothing. A bug ends with exit status 70 and says how to report it.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    status = _status()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError as error:
        status = _unwritten(error)
    os._exit(status)


def _open_closed_streams() -> None:
    """Put a sink where the caller closed standard output or error: only the exit status is left to speak."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open until the process ends)
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (likewise)


def _status() -> int:
    """The exit status of the command, with everything said that there is to say."""
    try:
        _run_command(sys.argv[1:])
    except SystemExit as done:
        if isinstance(done.__context__, BrokenPipeError):  # click makes it 1, which is a verdict here
            return _unwritten(done.__context__)
        return done.code if isinstance(done.code, int) else Exit.USAGE
    except KeyboardInterrupt:
        os._exit(Exit.INTERRUPTED)  # what waits for a reader would wait on
    except OSError as error:
        return _unwritten(error)
    except MemoryError:
        _say("there is not enough memory to go on")
        return Exit.UNREADABLE
    except Exception as error:  # noqa: BLE001 (the one fence between a bug and the user)
        if _is_of_the_policy(error):
            return Exit.BROKEN_POLICY
        if "--debug" in sys.argv:
            import traceback  # noqa: PLC0415 (needed for a bug alone)

            traceback.print_exc()
            return Exit.BUG
        for said in (
            f"waarborg {__version__} has a bug: {type(error).__name__}: {error}",
            "no verdict was given; run again with --debug and report what it prints",
        ):
            _say(said)
        return Exit.BUG
    return Exit.PERMITTED


def _is_of_the_policy(error: Exception) -> bool:
    """Whether the error is a file of the policy that was refused when it was first asked for; its problems are said."""
    from waarborg.core.place import ProblemsError  # noqa: PLC0415 (where something is wrong)

    if not isinstance(error, ProblemsError):
        return False
    from waarborg.cli.options import say_problems, spoken  # noqa: PLC0415 (likewise)

    say_problems(error.problems, language=spoken(), no_color="--no-color" in sys.argv)
    return True


def _run_command(words: list[str]) -> None:
    """Run the command that the words begin with: at once where they are plain, else by way of typer."""
    plain = os.name == "posix" and bool(words) and words[0] in COMMANDS  # elsewhere typer expands patterns itself
    if not plain or not ran_plainly(work_of(words[0]), words[1:]):
        from waarborg.cli.typed import app  # noqa: PLC0415 (slow to import)

        app()


def _unwritten(error: OSError) -> int:
    """The exit status where output could not be written: nobody may take what is missing for a pass."""
    if not isinstance(error, BrokenPipeError):
        _say(f"the output could not be written: {error.strerror or error}")
    return Exit.UNREADABLE


def _say(text: str) -> None:
    """Say it on standard error; where that cannot be written, the exit status alone is left to speak."""
    from waarborg.cli.options import say_line, spoken  # noqa: PLC0415 (where something is wrong)

    with suppress(OSError):
        say_line(text, language=spoken())
