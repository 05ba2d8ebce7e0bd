"""`python -m waarborg` is the `waarborg` command.

Until there is a run that could be closed, an interrupt ends the process at once and without a word.
"""

import os
import signal

if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))

from waarborg.cli.main import run

__all__ = ["run"]

if __name__ == "__main__":
    run()
