"""Lists: what passes each filter, and the format of what is written."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from library import LETTER, TODAY, library

from waarborg.explaining.listing import FILTERS, Filters, kinds_of, lines, listed
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.schema import schema

POLICY = read_policy(shipped_policies())


def names(what: str, day: date = TODAY, **filters: Any) -> list[str]:
    """The names of the entries that pass the filters."""
    return [entry["name"] for entry in listed(what, Filters(**filters), library(day))["entries"]]


@pytest.mark.parametrize("what", FILTERS)
def test_a_list_is_as_its_format_says(what: str) -> None:
    """list-1 admits what is listed, in either language; as text, each entry has a line of its own."""
    for language in ("nl", "en"):
        report = listed(what, Filters(), library(TODAY, language))
        assert list(Draft202012Validator(schema("list")).iter_errors(json.loads(json.dumps(report)))) == []
        assert [line.split(" ", 1)[0] for line in lines(report)] == [entry["name"] for entry in report["entries"]] != []


@pytest.mark.parametrize("day", [LETTER, TODAY, date(2012, 11, 30), date(2012, 12, 1)])
def test_rules_and_instruments_in_force_are_those_of_core(day: date) -> None:
    """A rule in force is one that core judges by on the day; an instrument in force has that status on it."""
    assert names("rules", day, in_force=True) == [rule.id for rule in POLICY.rules if rule.in_force.holds(day)]
    in_force = []
    for name in library().instruments:
        instrument = POLICY.find("instruments", name)
        assert instrument is not None
        known = instrument.known("status", day)
        in_force += [name] if known and known.value == "in_force" else []
    assert names("instruments", day, in_force=True) == in_force


def test_rules_of_a_kind_and_of_a_source() -> None:
    """The kind and the source that are asked for are those of core; an article asks for less than its source."""
    for kind in kinds_of("rules", library()):
        assert names("rules", kind=kind) == [rule.id for rule in POLICY.rules if rule.kind == kind] != []
    for source in ("wpg", "letter-2022"):
        citing = [rule.id for rule in POLICY.rules if any(cite.source == source for cite in rule.sources)]
        assert names("rules", source=source) == citing != []
    assert set(names("rules", source="wpg/17a")) < set(names("rules"))
    assert "claimed-basis-serves" in names("rules", source="wpg/17a")


def test_partners_of_a_level() -> None:
    """A partner is of high concern where one of its levels is, as the rules know it on the day."""
    found = names("partners", concern="high")
    for code in ("AF", "DE", "MA", "NO", "RU", "CW"):
        partner = POLICY.find("partners", code)
        assert partner is not None
        known = [
            partner.known(axis, TODAY) for axis in ("democracy", "human_rights", "rule_of_law", "physical_integrity")
        ]
        assert (code in found) is any(each is not None and each.value == "high" for each in known)
    assert {"CW", "europol"} <= set(names("partners", concern="not_assessed"))


def test_an_empty_list_has_no_lines() -> None:
    """Where nothing passes, there is nothing to write."""
    assert lines(listed("rules", Filters(source="cat", kind="remark"), library())) == []
