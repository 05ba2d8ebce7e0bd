"""What all tests share: bounded random tests, and one option for all transcripts.

`--rewrite` writes what the program prints now; the diff is then reviewed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from program import Checked

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "core"), str(HERE / "cli"), str(HERE / "reports"), str(HERE.parent / "tools")]
settings.register_profile("bounded", max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("bounded")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--rewrite`."""
    parser.addoption("--rewrite", action="store_true", help="rewrite the transcripts with what the program prints now")


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment that steers nothing, with one cache folder for all tests of batches."""
    from program import environment_with  # noqa: PLC0415 (found once the path above is set)

    return environment_with(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def checked(environment: dict[str, str], tmp_path: Path) -> Checked:
    """Runs `waarborg check WORDS` in the test's folder."""
    from program import checking  # noqa: PLC0415 (likewise)

    return checking(tmp_path, environment)
