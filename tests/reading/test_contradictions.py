"""Descriptors whose facts may each stand, yet cannot be meant together."""

from __future__ import annotations

from typing import Any

import pytest

from waarborg.reading.contradictions import contradictions

TAINTED = {"is": "indicated", "source": "report", "date": "2026-10-30"}
REFUSED = {"is": "refused", "reference": "letter", "date": "2026-10-30"}
PERSONS = {"personal_data": True}

CONTRADICTORY: dict[str, tuple[dict[str, Any], tuple[str | int, ...]]] = {
    "persons without personal data": ({"personal_data": False, "subjects": [{}]}, ("personal_data",)),
    "a fingerprint without personal data": (
        {"personal_data": False, "data": [{"categories": ["vehicle"]}, {"categories": ["fingerprints"]}]},
        ("data", 1, "categories"),
    ),
    "an agreement that moves data": ({"act": "agreement", "data": [{}]}, ("data",)),
    "Dutch data obtained by torture": ({"data": [{"origin": "NL", "torture_tainted": TAINTED}]}, ("data", 0, "origin")),
    "no protection, from a feared state": (
        {"subjects": [{"protection": {"status": "none", "feared_state": "TR"}}]},
        ("subjects", 0, "protection", "feared_state"),
    ),
    "the prosecutor refused": (
        {"act": "pursuit", "authorisation": {"om": REFUSED}},
        ("authorisation", "om", "is"),
    ),
    "AIRS refused, and a go is recorded": (
        {"act": "single_exchange", "authorisation": {"airs": REFUSED}, "decisions": [{"outcome": "go"}]},
        ("authorisation", "airs", "is"),
    ),
    "a pursuit that answers": ({"act": "pursuit", "direction": "out_answer"}, ("direction",)),
    "an issuer of no notice": ({"notice": {"kind": "none", "issuer": "TR"}}, ("notice", "issuer")),
    "an answer with a host state": (
        {"direction": "out_answer", "action": {"host_state": "TR"}},
        ("action", "host_state"),
    ),
}
MEANT: dict[str, dict[str, Any]] = {
    "personal data with a person": {**PERSONS, "subjects": [{}], "data": [{"categories": ["fingerprints"]}]},
    "a vehicle without a person": {"personal_data": False, "data": [{"categories": ["vehicle"]}]},
    "torture elsewhere": {"data": [{"origin": "MA", "torture_tainted": TAINTED}]},
    "torture excluded": {"data": [{"origin": "NL", "torture_tainted": {**TAINTED, "is": "excluded"}}]},
    "a refugee and a feared state": {"subjects": [{"protection": {"status": "refugee", "feared_state": "TR"}}]},
    "a feared state, the status not known": {"subjects": [{"protection": {"status": "unknown", "feared_state": "TR"}}]},
    "no protection, no feared state": {"subjects": [{"protection": {"status": "none", "feared_state": None}}]},
    "a notice and its issuer": {"notice": {"kind": "notice", "issuer": "TR"}},
    "an issuer, the kind not known": {"notice": {"kind": None, "issuer": "TR"}},
    "a host state of an action": {"direction": "crossborder_action", "action": {"host_state": "BE"}},
    "a host state, the direction not known": {"action": {"host_state": "BE"}},
    "a refusal of what the prosecutor refused": {"act": "refusal", "authorisation": {"om": REFUSED}},
    "a refusal recorded as a stop": {"authorisation": {"om": REFUSED}, "decisions": [{"outcome": "stop"}]},
    "a consent": {"authorisation": {"om": {**REFUSED, "is": "given"}, "minister": "unknown", "airs": None}},
    "an act alone": {"act": "pursuit", "direction": "unknown"},
    "nothing": {},
}


@pytest.mark.parametrize("name", CONTRADICTORY)
def test_a_contradiction_is_refused_where_it_stands(name: str) -> None:
    """Each contradiction is told once, at the fact to look at, with what to do."""
    data, route = CONTRADICTORY[name]
    ((message, place, hint),) = contradictions(data)
    assert message
    assert hint
    assert place == route


@pytest.mark.parametrize("name", MEANT)
def test_what_can_be_meant_is_not_refused(name: str) -> None:
    """The near misses stand."""
    assert not list(contradictions(MEANT[name]))
