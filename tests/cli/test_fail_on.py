"""`--fail-on` cannot let a prohibition pass."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("given", ["refer", "incomplete", "refer,incomplete", ",", ""])
def test_prohibited_is_compulsory(given: str) -> None:
    """Leaving `prohibited` out is wrong usage, never status 0."""
    words = ["check", "--fail-on", given, "examples/refugee-feared-state.yaml"]
    done = subprocess.run([sys.executable, "-m", "waarborg", *words], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
