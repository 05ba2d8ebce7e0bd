"""The program as the tests of batches run it, and the examples they run it on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
Checked = Callable[..., subprocess.CompletedProcess[str]]


def environment_with(cache: Path) -> dict[str, str]:
    """An environment that steers nothing, with a cache folder of its own."""
    steering = ("LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "WAARBORG_POLICIES")
    kept = {name: value for name, value in os.environ.items() if name not in steering}
    return {**kept, "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(cache)}


def checking(folder: Path, environment: dict[str, str]) -> Checked:
    """Runs `waarborg check WORDS` in the folder."""

    def running(*words: str, stdin: str | bytes = "") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "waarborg", "check", *words],
            cwd=folder,
            env=environment,
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return running


def example(name: str, ident: str | None = None) -> str:
    """The text of a shipped example, with an id of its own where one is given."""
    text = (ROOT / "examples" / f"{name}.yaml").read_text("utf-8")
    return text.replace(f"\nid: {name}\n", f"\nid: {ident}\n") if ident else text
