"""What a witness may state is what the reader admits: one table of contradictions, held from both sides."""

from __future__ import annotations

from collections import ChainMap
from datetime import date
from itertools import combinations, product

import pytest

from waarborg.change.referents import PARTIES
from waarborg.change.witness import (
    Choice,
    Stated,
    descriptor_of,
    exchange_of,
    recorded,
    statable,
    statable_part,
    stated_of,
)
from waarborg.cli.witnesses import read_witness
from waarborg.core.contradictions import ALONE, Bar, contradicted
from waarborg.core.exchange import DIRECTIONS, Exchange, parts_of
from waarborg.core.policy import Policy
from waarborg.core.vocabulary import Facts, Sort, Value
from waarborg.reading.policies import read_policy, shipped_policies

DAY = date(2026, 11, 24)
LATER = date(2026, 11, 25)
EARLIER = date(2026, 11, 23)
SUBJECTS: list[dict[str, Value]] = [
    {},
    {"subject.minor": True},
    {"subject.protection.status": "none", "subject.protection.feared_state": "MA"},
    {"subject.protection.status": "refugee", "subject.protection.feared_state": "MA"},
]
ITEMS: list[dict[str, Value]] = [
    {},
    {"data.origin": "NL", "data.torture_tainted": "indicated"},
    {"data.origin": "NL", "data.torture_tainted": "excluded"},
    {"data.origin": "MA", "data.torture_tainted": "established", "data.categories": frozenset({"dna"})},
    {"data.categories": frozenset()},
    {"notice.kind": "none", "notice.issuer": "MA"},
    {"request.received": LATER, "request.answered": LATER},
    {"request.received": DAY, "request.answered": DAY},
    {"request.received": DAY, "request.answered": date(2026, 11, 23)},
    {"authorisation.airs": "refused", "direction": "out_answer", "action.host_state": "BE"},
]


@pytest.fixture(scope="module")
def policy() -> Policy:
    """The shipped policy."""
    return read_policy(shipped_policies())


def admitted(facts: dict[str, Value], policy: Policy) -> bool:
    """Whether the reader admits the descriptor that states these facts."""
    stated = Stated(DAY, recorded(facts, DAY, policy.vocabulary))
    return isinstance(read_witness(descriptor_of(stated, "witness", policy.vocabulary), policy), Exchange)


def test_what_is_contradicted_is_what_the_reader_refuses(policy: Policy) -> None:
    """Of every act, with and without personal data, persons and data: the table and the reader say the same."""
    for act, personal, subject, item in product(DIRECTIONS, (True, False), SUBJECTS, ITEMS):
        facts: dict[str, Value] = {"act": act, "personal_data": personal, "date": DAY, **subject, **item}
        assert (not contradicted(facts)) is admitted(facts, policy), facts
        assert admitted(statable(facts, DAY), policy), facts


@pytest.mark.parametrize("bar", ALONE, ids=lambda bar: f"{bar.path} {bar.value} {bar.barred}")
def test_every_bar_is_one_that_the_reader_refuses_by(bar: Bar, policy: Policy) -> None:
    """Whatever the table bars is refused in words of its own, and admitted where what bars it is left out."""
    path = f"{bar.barred}minor" if bar.barred == "subject." else f"{bar.barred}onward_planned"
    path = path if bar.barred.endswith(".") else bar.barred
    fact = policy.vocabulary[path]
    value: Value = min(bar.values) if bar.values else "TR" if fact.target else True
    barred: dict[str, Value] = {path: frozenset({str(value)}) if fact.sort is Sort.SET else value}
    assert not admitted({bar.path: bar.value, **barred}, policy)
    assert admitted(barred, policy)


@pytest.mark.parametrize("act", DIRECTIONS)
def test_an_act_is_read_with_its_own_directions_alone(act: str, policy: Policy) -> None:
    """Every direction of the vocabulary is refused or admitted as the table says."""
    for direction in policy.vocabulary["direction"].values:
        facts: dict[str, Value] = {"act": act, "direction": direction}
        assert (not contradicted(facts)) is admitted(facts, policy), facts


def test_a_consent_of_a_later_day_is_not_told_with_that_day() -> None:
    """The reader takes a consent as not asked until its date: a witness that says both would be read otherwise."""
    facts: dict[str, Value] = {"authorisation.host_state": "given", "authorisation.host_state.date": LATER}
    assert statable(facts, DAY) == {"authorisation.host_state": "given"}
    assert statable(facts, LATER) == facts


def test_a_record_is_read_as_it_is_judged_before_it_is_written(policy: Policy) -> None:
    """Whatever is left of a record while a witness is made shorter: the reader reads the facts that were judged."""
    records = [path for path in policy.vocabulary if f"{path}.date" in policy.vocabulary]
    assert records
    for path in records:
        for value, dated in product((None, *policy.vocabulary[path].values), (None, DAY, EARLIER)):
            left: dict[str, Value | None] = {path: value, f"{path}.date": dated}
            facts = {each: said for each, said in left.items() if said is not None}
            stated = Stated(DAY, recorded(facts, DAY, policy.vocabulary))
            read = read_witness(descriptor_of(stated, "witness", policy.vocabulary), policy)
            assert facts_of(read) == facts_of(exchange_of(stated)), left


def facts_of(exchange: Exchange) -> Facts:
    """All that the exchange states, of its only part."""
    (part,) = parts_of(exchange)
    return dict(ChainMap(dict(exchange.facts), *(element.facts for element in part.elements.values())))


@pytest.mark.parametrize("said", [None, True, False])
@pytest.mark.parametrize("onward", [None, True, False])
@pytest.mark.parametrize("role", [None, "requester", "origin", "onward"])
def test_a_list_that_lacks_who_gets_the_data_is_not_called_complete(
    policy: Policy, *, said: bool | None, onward: bool | None, role: str | None
) -> None:
    """Whatever is needed of a part of which parties are left out, and whether rules read what closes their list."""
    facts: dict[str, Value | None] = {
        "partner.code": "BE",
        "direction": "out_answer",
        "data.origin": "NL",
        "notice.kind": "none",
        "data.onward_planned": onward,
        "parties_complete": said,
    }
    point = [Choice(path, value) for path, value in facts.items() if value is not None]
    point += [Choice(PARTIES, True, "BE"), Choice(PARTIES, False, "MA")]
    if role is not None:
        point += [Choice("partner.roles", each == role, each) for each in ("onward", "origin", "requester")]
    sayable = statable_part(point, DAY)
    for needed in (*combinations(sayable, 1), *combinations(sayable, 2), sayable):
        stated = stated_of(needed, point, DAY, policy.vocabulary)
        read = read_witness(descriptor_of(stated, "witness", policy.vocabulary), policy)
        assert isinstance(read, Exchange), (stated.facts, read)
