"""Makes the strategies importable by name, and bounds the random tests."""

from __future__ import annotations

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))
settings.register_profile("bounded", max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile("bounded")
