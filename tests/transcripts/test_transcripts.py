"""Transcripts: Markdown files of `$ command`, its exact output and its exit status. README.md is one of them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "README.md", *sorted(Path(__file__).parent.glob("*.md"))]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
MASKED = re.compile(r"\b[0-9a-f]{12}\b|(?<=timestamp=\")[0-9-]+")


def run(command: str) -> str:
    """What `waarborg ...` prints on both streams, and its exit status where it is not 0; digests and today are masked."""
    words = shlex.split(command)
    assert words[0] == "waarborg"
    done = subprocess.run(
        [sys.executable, "-m", "waarborg", *words[1:]],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    status = f"[exit status {done.returncode}]\n" if done.returncode else ""
    return MASKED.sub("............", done.stdout + done.stderr) + status


def retold(block: str) -> str:
    """The block with every command run again."""
    commands = [line for line in block.split("\n") if line.startswith("$ ")]
    return "\n".join(f"{command}\n{run(command.removeprefix('$ '))}" for command in commands)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_transcript(path: Path, request: pytest.FixtureRequest) -> None:
    """Each command prints exactly what the page says."""
    written = path.read_text("utf-8")
    told = BLOCK.sub(lambda block: f"```console\n{retold(block[1])}```", written)
    if request.config.getoption("--rewrite"):
        path.write_text(told, "utf-8")
        return
    assert BLOCK.findall(told) == BLOCK.findall(written)


def test_every_example_has_its_transcript() -> None:
    """No example is left out: what it prints stands on a page."""
    told = "".join(path.read_text("utf-8") for path in FILES)
    examples = [path.relative_to(ROOT) for path in (ROOT / "examples").rglob("*") if path.suffix in {".yaml", ".json"}]
    assert [str(path) for path in examples if f"$ waarborg check {path}\n" not in told] == []
