"""The drafts that are told of are told by the program: the pages print what the commands print."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("examples/drafts/README.md", "docs/policy-changes.md")
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


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_does_what_is_said_of_it(page: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A rewrite is proved harmless, a letter of intent taken for a treaty shown for what it is, a safeguard less told."""
    written = (ROOT / page).read_text("utf-8")
    told = written
    for number, block in enumerate(BLOCK.findall(written)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name in ("policies", "examples"):
            shutil.copytree(ROOT / name, folder / name)
        told = told.replace(block, retold(block, folder))
    if request.config.getoption("--rewrite"):
        (ROOT / page).write_text(told, "utf-8")
        return
    assert told == written
