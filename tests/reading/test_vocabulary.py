"""The vocabulary: every code that a fact can take is called something in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from waarborg.core import condition, explain
from waarborg.core.condition import Operator
from waarborg.core.explain import fact_in_words, value_in_words
from waarborg.core.vocabulary import FINDINGS, HalfKnown, Sort, Value
from waarborg.reading.aliases import MEANT, folded
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.schema import SCHEMAS, schema
from waarborg.reading.vocabulary import stated_facts, vocabulary

CODED = (Sort.ENUM, Sort.FINDING)
LETTER = (
    "genoemd instrument: Letter of Intent tussen de Nederlandse en de Marokkaanse politie (nl-ma-letter-of-intent-2022)"
)
DECISION = schema("exchange")["properties"]["decisions"]["items"]["properties"]


def objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every object in a part of a schema."""
    if isinstance(part, dict):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from objects(each)


def test_every_code_of_a_fact_has_both_names() -> None:
    """Each value of an enum or a finding and each member of a set of codes is named; what refers to partners is not."""
    facts = vocabulary().facts.values()
    coded = [fact for fact in facts if fact.sort in CODED or (fact.sort is Sort.SET and not fact.target)]
    assert [fact.path for fact in coded if not fact.values] == []
    assert {fact.path: list(fact.values) for fact in facts} == {fact.path: list(fact.names) for fact in facts}
    assert {fact.values for fact in facts if fact.sort is Sort.FINDING} == {FINDINGS}


@pytest.mark.parametrize("name", SCHEMAS)
def test_names_stand_beside_the_codes_they_name(name: str) -> None:
    """No name is left over, none is missing, and no two codes of a list are called the same."""
    for declared in objects(schema(name)):
        if "x-names" not in declared:
            continue
        names = declared["x-names"]
        assert list(names) == declared["enum"]
        for language in ("nl", "en"):
            called = [each[language] for each in names.values()]
            assert len(set(called)) == len(called)
            assert [
                each for each in called if not each or each != each.strip() or "_" in each or each[-1] in ".:"
            ] == []
        assert {tuple(each) for each in names.values()} == {("nl", "en")}


@pytest.mark.parametrize(
    ("named", "repeated"),
    [
        (DECISION["by"], schema("rules")["$defs"]["rule"]["properties"]["authority"]),
        (DECISION["by"], schema("case")["$defs"]["case"]["properties"]["expect"]["properties"]["refer_to"]["items"]),
        (DECISION["ground"], schema("rules")["$defs"]["rule"]["properties"]["grounds"]["items"]),
        (schema("partner")["$defs"]["kinds"], schema("partner")["properties"]["kind"]),
        (
            schema("instruments")["$defs"]["instrument_kinds"],
            schema("instruments")["$defs"]["instrument"]["properties"]["kind"],
        ),
    ],
    ids=["authorities of rules", "authorities of cases", "grounds of rules", "kinds of partner", "kinds of instrument"],
)
def test_a_list_that_is_repeated_has_the_codes_that_are_named(named: dict[str, Any], repeated: dict[str, Any]) -> None:
    """Codes are named where they are first declared; wherever else they are listed, they are the same."""
    assert set(named["x-names"]) == set(repeated["enum"])


@pytest.mark.parametrize(
    ("path", "value", "dutch", "english"),
    [
        ("act", "single_exchange", "enkele uitwisseling", "single exchange"),
        ("subject.findings.torture", "indicated", "aanwijzingen", "indicated"),
        ("partner.roles", frozenset({"requester", "recipient"}), "ontvanger, verzoeker", "recipient, requester"),
        ("partner.roles", HalfKnown(frozenset({"origin"})), "leverancier van de gegevens (en mogelijk meer)", None),
        ("partner.democracy", "high", "hoog", "high"),
        ("partner.treaties.cat", "signatory", "alleen ondertekend", "signed only"),
        ("basis.instrument.status", "in_force", "in werking", "in force"),
        ("need.statement", "act", "act", "act"),
        ("subject.nationality", frozenset({"MA", "NL"}), "MA, NL", "MA, NL"),
        ("offence.serious", True, "ja", "yes"),
        ("offence.category", None, "onbekend", "unknown"),
    ],
)
def test_a_value_is_said_by_its_name(path: str, value: Value | None, dutch: str, english: str | None) -> None:
    """Codes are said by the names that their own fact gives them; what has no name is said as it stands."""
    fact = vocabulary()[path]
    assert dutch == value_in_words(value, "nl", fact)
    assert english in {None, value_in_words(value, "en", fact)}


def test_the_same_code_of_two_facts_has_its_own_names() -> None:
    """`none` is said as each fact means it."""
    said = {path: value_in_words("none", "nl", vocabulary()[path]) for path in ("partner.led", "partner.treaties.cat")}
    assert said == {"partner.led": "niet gebonden", "partner.treaties.cat": "geen partij"}


def test_a_test_is_said_with_the_names_of_its_codes() -> None:
    """A condition reads as words, its operands included."""
    policy = read_policy(shipped_policies())
    asked = condition.Test("subject.protection.status", Operator.ONE_OF, frozenset({"refugee", "asylum_seeker"}))
    assert explain.test_in_words(asked, policy, "nl") == "beschermingsstatus is een van asielzoeker, vluchteling"


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("partner.code", "MA", "partner: Marokko (MA)"),
        ("basis.instrument", "nl-ma-letter-of-intent-2022", LETTER),
        ("partner.kind", "country", "soort partner: land"),
        ("basis.instrument.status", "signed", "genoemd instrument, status: ondertekend"),
    ],
)
def test_a_fact_is_said_with_its_name(path: str, value: str, said: str) -> None:
    """What a reference names is called by its own name, its code behind it."""
    policy = read_policy(shipped_policies())
    assert said == fact_in_words(path, value, policy, "nl")


def test_what_codes_are_called_besides_their_names_is_told_of_codes_that_there_are() -> None:
    """Every code is one of some fact, and no word says only what a name of the code says already."""
    codes = {code: fact.names for fact in stated_facts().values() for code in fact.values}
    assert set(MEANT) <= codes.keys()
    idle = [
        (code, word) for code, words in MEANT.items() for word in words if word in codes[code].get(code, {}).values()
    ]
    assert idle == []
    assert [word for words in MEANT.values() for word in words if word != folded(word)] == []
