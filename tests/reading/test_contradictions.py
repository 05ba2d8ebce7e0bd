"""Descriptors whose facts may each stand, yet cannot be meant together."""

from __future__ import annotations

from typing import Any

import pytest

from waarborg.core.contradictions import EUROPEAN
from waarborg.reading.contradictions import contradictions
from waarborg.reading.vocabulary import stated_facts

TAINTED = {"is": "indicated", "source": "report", "date": "2026-10-30"}
REFUSED = {"is": "refused", "reference": "letter", "date": "2026-10-30"}
PERSONS = {"personal_data": True}
LISTED = {"parties_complete": True}
ONWARD = {"data": [{"onward_planned": True}]}

CONTRADICTORY: dict[str, tuple[dict[str, Any], tuple[str | int, ...]]] = {
    "persons without personal data": ({"personal_data": False, "subjects": [{}]}, ("personal_data",)),
    "a fingerprint without personal data": (
        {"personal_data": False, "data": [{"categories": ["vehicle"]}, {"categories": ["fingerprints"]}]},
        ("data", 1, "categories"),
    ),
    "an agreement that moves data": ({"act": "agreement", "data": [{}]}, ("data",)),
    "Dutch data obtained by torture": ({"data": [{"origin": "NL", "torture_tainted": TAINTED}]}, ("data", 0, "origin")),
    "the Netherlands exchanges with itself": (
        {"authority": "lirc", "partners": [{"code": "NL"}, {"code": "NL"}]},
        ("partners", 0, "code"),
    ),
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
    "the owner of the data refused": (
        {"act": "single_exchange", "authorisation": {"data_owner": REFUSED}},
        ("authorisation", "data_owner", "is"),
    ),
    "the bureau of origin refused": (
        {"act": "notice_action", "authorisation": {"source_ncb": REFUSED}},
        ("authorisation", "source_ncb", "is"),
    ),
    "a host state refused an answer": (
        {"direction": "out_answer", "authorisation": {"host_state": REFUSED}},
        ("authorisation", "host_state", "is"),
    ),
    "criminal intelligence without personal data": (
        {"personal_data": False, "data": [{"categories": ["criminal_intelligence"]}]},
        ("data", 0, "categories"),
    ),
    "informants without personal data": (
        {"personal_data": False, "data": [{"wpg_article": "art_12"}]},
        ("data", 0, "wpg_article"),
    ),
    "a visa without personal data": ({"personal_data": False, "data": [{"system": "vis"}]}, ("data", 0, "system")),
    "all parties listed, and data passed on to nobody": (
        {**LISTED, "partners": [{"roles": ["recipient"]}, {"roles": []}], "data": [{}, {"onward_planned": True}]},
        ("parties_complete",),
    ),
    "a pursuit that answers": ({"act": "pursuit", "direction": "out_answer"}, ("direction",)),
    "a request that is still to come": (
        {"date": "2026-11-02", "request": {"received": "2026-11-03"}},
        ("request", "received"),
    ),
    "an answer before the request": (
        {"date": "2026-11-02", "request": {"received": "2026-11-02", "answered": "2026-11-01"}},
        ("request", "answered"),
    ),
    "an issuer of no notice": ({"notice": {"kind": "none", "issuer": "TR"}}, ("notice", "issuer")),
    "an answer with a host state": (
        {"direction": "out_answer", "action": {"host_state": "TR"}},
        ("action", "host_state"),
    ),
}
MEANT: dict[str, dict[str, Any]] = {
    "personal data with a person": {**PERSONS, "subjects": [{}], "data": [{"categories": ["fingerprints"]}]},
    "a vehicle without a person": {"personal_data": False, "data": [{"categories": ["vehicle"]}]},
    "the police of the BES and the European Netherlands": {"authority": "kpcn", "partners": [{"code": "NL"}]},
    "the Netherlands beside another": {"authority": "lirc", "partners": [{"code": "ES"}, {"code": "NL"}]},
    "the Netherlands, who acts not known": {"authority": "unknown", "partners": [{"code": "NL"}]},
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
    "a host state refused a pursuit": {"direction": "crossborder_action", "authorisation": {"host_state": REFUSED}},
    "a host state refused, the direction not known": {"authorisation": {"host_state": REFUSED}},
    "an alert on a vehicle": {"personal_data": False, "data": [{"system": "sis", "wpg_article": "art_9"}]},
    "passed on to who is listed": {**LISTED, **ONWARD, "partners": [{"roles": ["recipient"]}, {"roles": ["onward"]}]},
    "passed on, a role not known": {**LISTED, **ONWARD, "partners": [{"roles": ["recipient"]}, {"roles": None}]},
    "passed on, and perhaps to it": {**LISTED, **ONWARD, "partners": [{"roles": ["recipient", "unknown"]}]},
    "passed on, and no partner known": {**LISTED, **ONWARD},
    "passed on, the list not said to be complete": {**ONWARD, "partners": [{"roles": ["recipient"]}]},
    "nothing passed on": {**LISTED, "partners": [{"roles": ["recipient"]}], "data": [{"onward_planned": False}]},
    "an act alone": {"act": "pursuit", "direction": "unknown"},
    "received and answered on the day": {
        "date": "2026-11-02",
        "request": {"received": "2026-11-02", "answered": "2026-11-02"},
    },
    "an answer, the day of the request not known": {"request": {"received": None, "answered": "2026-11-01"}},
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


def test_every_authority_but_those_of_the_bes_has_the_netherlands_behind_it() -> None:
    """Each acting authority of the schema is one of the European Netherlands, or of the BES regime of the policy."""
    bes = frozenset({"kpcn", "rst", "kustwacht_caribisch_gebied"})
    assert frozenset(stated_facts()["authority"].values) == EUROPEAN | bes


def test_a_refused_direction_is_told_with_the_act_that_it_goes_with() -> None:
    """Who writes a notice hit as an exchange is shown the act, and not sent to another direction alone."""
    ((_, _, hint),) = contradictions({"act": "single_exchange", "direction": "notice_hit"})
    assert hint.endswith("`notice_hit` goes with refusal, notice_action")
