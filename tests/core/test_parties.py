"""Whether a descriptor that says all parties are listed is believed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from waarborg.core.exchange import INVOLVED, Element, Exchange, open_on_parties, parties_of
from waarborg.core.vocabulary import Facts, HalfKnown, Value, members
from waarborg.reading.contradictions import contradictions

RECIPIENT = frozenset({"recipient"})
PARTNER: Facts = {"partner.code": "BE", "partner.roles": RECIPIENT}
ITEM: Facts = {"data.origin": "NL", "data.onward_planned": False}


CLAIMED: Facts = {"parties_complete": True, "direction": "out_answer", "notice.kind": "none"}


def exchange(partners: list[Facts], data: list[Facts], facts: Facts | None = None, *, claimed: bool = True) -> Exchange:
    """An exchange of these partners and data; where it is `claimed`, all parties are listed, and there is no notice."""
    elements = {
        "partner": tuple(Element(str(index), each, index) for index, each in enumerate(partners)),
        "data": tuple(Element(str(index), each, index) for index, each in enumerate(data)),
    }
    whole = {**(CLAIMED if claimed else {}), **(facts or {})}
    return Exchange("parties", date(2026, 11, 2), "", whole, elements, (), lambda _route: None)


def without(facts: Facts, path: str) -> Facts:
    """The facts but for one."""
    return {other: value for other, value in facts.items() if other != path}


def test_interpol_alone_leaves_open_who_reads_along() -> None:
    """INTERPOL carries a message to states; that the data are Dutch names none of them."""
    found = exchange([{**PARTNER, "partner.code": "interpol"}], [ITEM])
    assert parties_of(found) == HalfKnown(frozenset({"interpol", "NL"}))
    assert open_on_parties(found) == ()


@pytest.mark.parametrize(
    ("partners", "data"),
    [
        ([PARTNER], [ITEM]),
        ([{"partner.code": "interpol", "partner.roles": RECIPIENT}, {"partner.code": "BE"}], [ITEM]),
    ],
)
def test_named_countries_are_believed_to_be_all(partners: list[Facts], data: list[Facts]) -> None:
    """Where a country is named beside or without INTERPOL, the list is what it says it is."""
    assert isinstance(parties_of(exchange(partners, data)), frozenset)


@pytest.mark.parametrize(
    ("partner", "data"),
    [
        ({**PARTNER, "partner.roles": frozenset({"origin"})}, ITEM),
        (PARTNER, {**ITEM, "data.onward_planned": True}),
        (without(PARTNER, "partner.code"), ITEM),
    ],
)
def test_what_else_is_stated_belies_the_list(partner: Facts, data: Facts) -> None:
    """Nobody receives, data go on to nobody, or a partner is not named: somebody is missing."""
    assert isinstance(parties_of(exchange([partner], [data])), HalfKnown)


@pytest.mark.parametrize(
    ("missing", "found"),
    [
        ("partner.code", exchange([PARTNER, without(PARTNER, "partner.code")], [ITEM])),
        ("partner.roles", exchange([without(PARTNER, "partner.roles")], [ITEM])),
        ("data.origin", exchange([PARTNER], [ITEM, without(ITEM, "data.origin")])),
        ("data.onward_planned", exchange([PARTNER], [without(ITEM, "data.onward_planned")])),
        ("notice.issuer", exchange([PARTNER], [ITEM], {"notice.kind": "diffusion"})),
        ("action.host_state", exchange([PARTNER], [ITEM], {"direction": "crossborder_action"})),
    ],
)
def test_a_missing_fact_that_could_belie_the_list_leaves_it_open(missing: str, found: Exchange) -> None:
    """What could name one more party, or call for one, is asked before the list is believed."""
    assert isinstance(parties_of(found), HalfKnown)
    assert open_on_parties(found) == (missing,)


@pytest.mark.parametrize(
    ("path", "answer"),
    [("notice.kind", "none"), ("direction", "out_answer"), ("notice.issuer", "TR"), ("action.host_state", "TR")],
)
def test_an_answer_closes_the_list(path: str, answer: str) -> None:
    """Without a word on notices or on the direction the list stays open; either answer to that closes it."""
    asked = "notice.kind" if path.startswith("notice.") else "direction"
    whole = exchange([PARTNER], [ITEM])
    whole.facts.pop(asked)
    assert open_on_parties(whole) == (asked,)
    whole.facts[path] = answer
    named = {answer} if answer == "TR" else set()
    assert parties_of(whole) == frozenset({"BE", "NL", *named})


def test_an_agreement_moves_no_data() -> None:
    """Nothing is asked of data that an agreement cannot have."""
    assert parties_of(exchange([{"partner.code": "MA"}], [], {"act": "agreement", "direction": "agreement"})) == {"MA"}


CODES = st.sampled_from(["BE", "TR", "NL", "interpol"])
ROLES = st.sampled_from([RECIPIENT, RECIPIENT, frozenset({"origin"}), frozenset({"recipient", "onward"})])
SAID = st.sampled_from([True, True, True, False])
Answers = dict[str, st.SearchStrategy[Value]]
WHOLE: Answers = {
    "parties_complete": SAID,
    "act": st.sampled_from(["single_exchange", "refusal"]),
    "direction": st.sampled_from(["in_answer", "out_answer", "crossborder_action"]),
    "notice.kind": st.sampled_from(["none", "notice"]),
    "notice.issuer": CODES,
    "action.host_state": CODES,
}
OF_EACH: dict[str, Answers] = {
    "partner": {"partner.code": CODES, "partner.roles": ROLES},
    "data": {"data.origin": CODES, "data.onward_planned": SAID.map(lambda said: not said)},
}


@st.composite
def stated(draw: st.DrawFn, facts: Answers) -> Facts:
    """Some of these facts, each with some value; most are stated, so that some lists are closed."""
    return {path: draw(value) for path, value in facts.items() if draw(st.integers(0, 24))}


def can_be_meant(facts: Facts) -> bool:
    """Whether no reader would refuse the facts of the whole exchange."""
    nested: dict[str, dict[str, Value]] = {"notice": {}, "action": {}}
    for path, value in facts.items():
        head, _, rest = path.partition(".")
        if rest:
            nested[head][rest] = value
    return not list(contradictions({**facts, **nested}))


@given(
    stated(WHOLE),
    st.lists(stated(OF_EACH["partner"]), min_size=1, max_size=2),
    st.lists(stated(OF_EACH["data"]), max_size=2),
)
@settings(max_examples=300)
def test_one_more_fact_only_fills_or_closes_the_list(facts: Facts, partners: list[Facts], data: list[Facts]) -> None:
    """Without any one fact, the parties are half known, or are what they are with it: more facts never take back."""
    if not can_be_meant(facts):
        facts = {path: value for path, value in facts.items() if path not in INVOLVED}
    assume(can_be_meant(facts))
    after = parties_of(exchange(partners, data, facts, claimed=False))
    event(f"closed: {isinstance(after, frozenset)}")
    found = members(after)[0]
    for stating in (facts, *partners, *data):
        for path, value in list(stating.items()):
            del stating[path]
            before = parties_of(exchange(partners, data, facts, claimed=False))
            assert members(before)[0] <= found
            assert isinstance(before, HalfKnown) or before == after, path
            stating[path] = value
