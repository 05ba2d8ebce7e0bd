"""What reassures counts from its own date on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from waarborg.core.vocabulary import Facts
from waarborg.reading.document import Document
from waarborg.reading.exchanges import read_exchange
from waarborg.reading.json_tree import read_json
from waarborg.reading.policies import read_policy, shipped_policies

POLICY = read_policy(shipped_policies())


def facts_of(subject: dict[str, Any]) -> Facts:
    """The facts of the one subject of an exchange of 2 November 2026."""
    descriptor = {"schema": "waarborg/exchange-1", "id": "later", "date": "2026-11-02", "subjects": [subject]}
    document = read_json(json.dumps(descriptor), "later.json")
    assert isinstance(document, Document)
    read = read_exchange(document, POLICY)
    assert read.exchange is not None
    return read.exchange.elements["subject"][0].facts


@pytest.mark.parametrize(
    ("said", "day", "expected"),
    [
        ("excluded", "2026-11-02", "excluded"),
        ("excluded", "2026-11-03", None),
        ("indicated", "2026-11-03", "indicated"),
        ("established", "2026-11-03", "established"),
    ],
)
def test_a_danger_is_excluded_from_its_date_on(said: str, day: str, expected: str | None) -> None:
    """A finding that excludes is unknown before its date; one that warns counts whenever it was made."""
    facts = facts_of({"findings": {"torture": {"is": said, "source": "report", "date": day}}})
    assert expected == facts.get("subject.findings.torture")


@pytest.mark.parametrize(
    ("said", "day", "expected"),
    [
        ("not_sought", "2026-11-02", "not_sought"),
        ("not_sought", "2026-11-03", "not_asked"),
        ("refused", "2026-11-03", "refused"),
    ],
)
def test_an_assurance_is_there_from_its_date_on(said: str, day: str, expected: str) -> None:
    """An assurance that is dated after the exchange was not there yet; one that was refused stays so."""
    facts = facts_of({"assurances": {"death_penalty": {"is": said, "reference": "note 1", "date": day}}})
    assert expected == facts["subject.assurances.death_penalty"]
