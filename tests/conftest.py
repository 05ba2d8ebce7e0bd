"""What all tests share: bounded random tests, and one option for all transcripts.

`--rewrite` writes what the program prints now; the diff is then reviewed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "core"), str(HERE.parent / "tools")]
settings.register_profile("bounded", max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("bounded")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--rewrite`."""
    parser.addoption("--rewrite", action="store_true", help="rewrite the transcripts with what the program prints now")
