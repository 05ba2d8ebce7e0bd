"""Every rule of the letter and of the law has cases that pin it from both sides."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from waarborg.reading.checking import read_one
from waarborg.reading.policies import shipped_policies

POLICIES = shipped_policies()
PINNED = ("safeguards/*.yaml", "law/*.yaml")
RULES: list[dict[str, Any]] = [
    rule
    for pattern in PINNED
    for path in sorted(POLICIES.glob(pattern))
    for rule in read_one(path, path.read_bytes(), "rules")["rules"]
]


def cases_of(rule: str) -> list[dict[str, Any]]:
    """The cases of the rule's own file."""
    path: Path = POLICIES / "cases" / f"{rule}.yaml"
    data = read_one(path, path.read_bytes(), "case")
    assert rule == data["rule"]
    return list(data["cases"])


@pytest.mark.parametrize("rule", RULES, ids=[rule["id"] for rule in RULES])
def test_a_rule_is_pinned_from_both_sides(rule: dict[str, Any]) -> None:
    """A case in which the rule counts, one in which it cannot, and one in which a fact is missing; remarks need two."""
    expected = [case["expect"] for case in cases_of(rule["id"])]
    if rule["kind"] == "remark":
        assert len(expected) >= 2
        return
    assert [each for each in expected if rule["id"] in each.get("contributes", ())] != []
    assert [each for each in expected if rule["id"] in each.get("silent", ())] != []
    assert [each for each in expected if each["verdict"] == "incomplete" and "missing" in each] != []


def rule_at(identifier: str) -> dict[str, Any]:
    """The rule of that id."""
    return next(rule for rule in RULES if rule["id"] == identifier)


@pytest.mark.parametrize("identifier", [rule["id"] for rule in RULES if rule["kind"] == "weighing"])
def test_a_weighing_has_a_decision_that_settles_it_and_one_that_does_not(identifier: str) -> None:
    """In one case the right decision leaves conditions alone; in another a decision leaves it referred."""
    cases = [case for case in cases_of(identifier) if identifier in case["expect"].get("contributes", ())]
    assert [case for case in cases if case["expect"]["verdict"] == "permitted_with_conditions"] != []
    decided = [case for case in cases_of(identifier) if any("decisions" in route for route in case.get("set", {}))]
    assert [case for case in decided if case["expect"]["verdict"] == "refer"] != []


@pytest.mark.parametrize("identifier", [rule["id"] for rule in RULES if "in_force" in rule])
def test_a_dated_rule_is_tried_on_both_sides_of_each_end(identifier: str) -> None:
    """Its first day and the day before, its last day and the day after."""
    ends = {key: date.fromisoformat(day) for key, day in rule_at(identifier)["in_force"].items()}
    tried = {case["as_of"] for case in cases_of(identifier) if "as_of" in case}
    days = {str(day) for day in ends.values()}
    beyond = {str(day + timedelta(days=-1 if key == "from" else 1)) for key, day in ends.items()}
    assert (days | beyond) - tried == set()
