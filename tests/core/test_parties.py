"""Whether a descriptor that says all parties are listed is believed."""

from __future__ import annotations

from datetime import date

import pytest

from waarborg.core.exchange import Element, Exchange, parties_of
from waarborg.core.vocabulary import Facts, HalfKnown

RECIPIENT = frozenset({"recipient"})


def exchange(partners: list[Facts], data: list[Facts], **facts: str) -> Exchange:
    """An exchange of these partners and data that says all parties are listed."""
    elements = {
        "partner": tuple(Element(str(index), each, index) for index, each in enumerate(partners)),
        "data": tuple(Element(str(index), each, index) for index, each in enumerate(data)),
    }
    stated: Facts = {"parties_complete": True, "direction": "out_answer", **facts}
    return Exchange("parties", date(2026, 11, 2), "", stated, elements, (), lambda _route: None)


@pytest.mark.parametrize("origin", [{}, {"data.origin": "NL"}])
def test_interpol_alone_leaves_open_who_reads_along(origin: Facts) -> None:
    """INTERPOL carries a message to states; that the data are Dutch names none of them."""
    found = parties_of(exchange([{"partner.code": "interpol", "partner.roles": RECIPIENT}], [origin]))
    assert isinstance(found, HalfKnown)


@pytest.mark.parametrize(
    ("partners", "data"),
    [
        ([{"partner.code": "BE", "partner.roles": RECIPIENT}], [{"data.origin": "NL"}]),
        ([{"partner.code": "interpol", "partner.roles": RECIPIENT}, {"partner.code": "BE"}], []),
    ],
)
def test_named_countries_are_believed_to_be_all(partners: list[Facts], data: list[Facts]) -> None:
    """Where a country is named beside or without INTERPOL, the list is what it says it is."""
    assert isinstance(parties_of(exchange(partners, data)), frozenset)


@pytest.mark.parametrize(
    ("partner", "data"),
    [
        ({"partner.code": "BE", "partner.roles": frozenset({"origin"})}, {}),
        ({"partner.code": "BE", "partner.roles": RECIPIENT}, {"data.onward_planned": True}),
        ({"partner.roles": RECIPIENT}, {}),
    ],
)
def test_what_else_is_stated_belies_the_list(partner: Facts, data: Facts) -> None:
    """Nobody receives, data go on to nobody, or a partner is not named: somebody is missing."""
    assert isinstance(parties_of(exchange([partner], [data])), HalfKnown)
