"""The drafts of `examples/drafts` are told by the program: its README prints what the commands print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "examples" / "drafts" / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def retold(block: str, folder: Path) -> str:
    """The block with every command run again in `folder`, where the policies and the examples stand."""
    lines = []
    for command in (line.removeprefix("$ ") for line in block.split("\n") if line.startswith("$ ")):
        done = subprocess.run(
            ["bash", "-c", re.sub(r"^waarborg ", f"{sys.executable} -m waarborg ", command)],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        status = f"[exit status {done.returncode}]\n" if done.returncode else ""
        lines.append(f"$ {command}\n{done.stdout}{done.stderr}{status}")
    return "".join(lines)


def test_the_drafts_do_what_their_readme_says(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A rewrite is proved harmless, and a letter of intent taken for a treaty is shown for what it is."""
    written = README.read_text("utf-8")
    told = written
    for number, block in enumerate(BLOCK.findall(written)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name in ("policies", "examples"):
            shutil.copytree(ROOT / name, folder / name)
        told = told.replace(block, retold(block, folder))
    if request.config.getoption("--rewrite"):
        README.write_text(told, "utf-8")
        return
    assert told == written
