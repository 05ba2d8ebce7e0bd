"""What reassures counts from its own date on."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from waarborg.core.judge import Judge
from waarborg.core.vocabulary import Facts
from waarborg.reading.document import Document
from waarborg.reading.exchanges import read_exchange
from waarborg.reading.json_tree import read_json
from waarborg.reading.policies import read_policy, shipped_policies

POLICY = read_policy(shipped_policies())


def facts_of(subject: dict[str, Any], as_of: date | None = None) -> Facts:
    """What an exchange of 2 November 2026 with one subject is judged on."""
    descriptor = {"schema": "waarborg/exchange-1", "id": "later", "date": "2026-11-02", "subjects": [subject]}
    document = read_json(json.dumps(descriptor), "later.json")
    assert isinstance(document, Document)
    read = read_exchange(document, POLICY)
    assert read.exchange is not None
    return dict(Judge(POLICY, facts_as_of=as_of).judge(read.exchange).parts[0].facts)


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
    ("said", "day", "as_of", "expected"),
    [
        ("not_sought", "2026-11-02", None, "not_sought"),
        ("not_sought", "2026-11-03", None, "not_asked"),
        ("not_sought", "2026-11-02", date(2026, 11, 1), "not_asked"),
        ("not_sought", "2026-11-03", date(2026, 11, 3), "not_sought"),
        ("refused", "2026-11-03", None, "refused"),
    ],
)
def test_an_assurance_is_there_from_its_date_on(said: str, day: str, as_of: date | None, expected: str) -> None:
    """An assurance that is dated after the day that is judged was not there yet; one that was refused stays so."""
    facts = facts_of({"assurances": {"death_penalty": {"is": said, "reference": "note 1", "date": day}}}, as_of)
    assert expected == facts["subject.assurances.death_penalty"]
