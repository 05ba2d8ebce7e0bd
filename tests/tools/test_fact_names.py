"""The schemas that editors complete conditions from name every fact."""

from __future__ import annotations

import pytest

from fact_names import NAMES, SCHEMAS, completed


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_names_every_fact(name: str) -> None:
    """`tools/fact_names.py` was run after the last change of vocabulary."""
    assert (SCHEMAS / f"{name}-1.json").read_text("utf-8") == completed(name)
