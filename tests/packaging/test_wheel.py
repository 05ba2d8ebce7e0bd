"""The wheel works outside the repository: it carries the policies, the page of the HTML report and what init writes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_installed_wheel_checks_an_example_elsewhere(tmp_path: Path) -> None:
    """Built, installed in a clean environment and run in another folder, it gives the example's verdict and begins a folder."""
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(wheel)], check=True, capture_output=True)
    shutil.copy(ROOT / "examples" / "uk-money-flow.yaml", tmp_path / "elsewhere.yaml")
    done = subprocess.run(
        [python, "-m", "waarborg", "check", "elsewhere.yaml"],
        cwd=tmp_path,
        env={**os.environ, "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "✓ PERMITTED WITH CONDITIONS")
    for words in (["init", "begun"], ["check", "begun", "--format", "html"]):
        done = subprocess.run(
            [python, "-m", "waarborg", *words],
            cwd=tmp_path,
            env={**os.environ, "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(tmp_path / "cache")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode in {0, 3, 4}, done.stderr) == (True, "")
    assert "first-exchange.yaml" in done.stdout
