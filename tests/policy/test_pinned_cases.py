"""What the shipped cases show of each rule, as the judge sees it: both sides, what is open, exceptions, decisions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from waarborg.core.case import Case, Ran
from waarborg.core.judge import Judge
from waarborg.core.policy import Kind, Rule
from waarborg.core.truth import FALSE, TRUE, UNKNOWN
from waarborg.core.verdict import Level, Outcome
from waarborg.reading.cases import CaseReader, case_files
from waarborg.reading.checking import read_one
from waarborg.reading.inputs import Named
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.testing.coverage import coverage_of_cases
from waarborg.testing.running import contributes, ran, remarked, settled

FOLDER = shipped_policies() / "cases"
POLICY = read_policy(shipped_policies())
JUDGE = Judge(POLICY)
FILES = [named for named in case_files([FOLDER]) if isinstance(named, Named)]
READER = CaseReader(POLICY, FOLDER / "bases")
EVERY = [ran(case, JUDGE) for named in FILES for case in READER.read(named)]
OWN: dict[str, list[Ran]] = defaultdict(list)
for each in EVERY:
    OWN[each.case.rule].append(each)
STATED: dict[tuple[str, str], dict[str, Any]] = {}
for file in sorted(FOLDER.glob("*.yaml")):
    data = read_one(file, file.read_bytes(), "case")
    STATED |= {(data["rule"], stated["name"]): stated for stated in data["cases"]}
RULES = pytest.mark.parametrize("rule", POLICY.rules, ids=lambda rule: rule.id)
WEIGHINGS = pytest.mark.parametrize(
    "rule", [rule for rule in POLICY.rules if rule.kind is Kind.WEIGHING], ids=lambda rule: rule.id
)
OVERRIDES = pytest.mark.parametrize(
    ("rule", "lifted"), [(rule, lifted) for rule in POLICY.rules for lifted in rule.overrides], ids=str
)


def outcomes(of: Ran, rule: str) -> list[Outcome]:
    """What the rule comes to in each part; nothing where it is not in force."""
    return [outcome for part in of.verdict.parts for outcome in part.outcomes if outcome.rule.id == rule]


def counts(of: Ran, rule: Rule) -> bool:
    """Whether the rule certainly contributes, or certainly holds as a remark."""
    return any(remarked(each) if rule.kind is Kind.REMARK else contributes(each) for each in outcomes(of, rule.id))


def silent(of: Ran, rule: Rule) -> bool:
    """Whether the rule certainly does not."""
    if rule.kind is Kind.REMARK:
        return all(each.truth is FALSE for each in outcomes(of, rule.id))
    return all(each.contributes.at_worst is Level.PERMITTED for each in outcomes(of, rule.id))


def named_facts(case: Case) -> dict[str, object]:
    """What the case names: its base, its day, and what it sets and drops."""
    stated = STATED[case.rule, case.name]
    dropped = dict.fromkeys(stated.get("drop", ()), "dropped")
    return {"base": stated["base"], "as_of": stated.get("as_of"), **stated.get("set", {}), **dropped}


def near(one: Ran, other: Ran) -> bool:
    """Whether the two differ by one named fact."""
    first, second = named_facts(one.case), named_facts(other.case)
    absent = object()
    return sum(first.get(key, absent) != second.get(key, absent) for key in first.keys() | second.keys()) == 1


def test_the_cases_show_nearly_every_test_of_every_rule() -> None:
    """Every rule counts in some case, and of the tests at least 95 % are shown to flip their rule."""
    shown = coverage_of_cases(EVERY, JUDGE, POLICY)
    assert [each.rule for each in shown if not each.fires] == []
    tests = [test.shown for each in shown for test in each.tests]
    assert sum(tests) / len(tests) >= 0.95


@RULES
def test_a_rule_counts_and_misses_by_one_fact(rule: Rule) -> None:
    """In one of its cases it counts, and in another, which differs by one named fact, it does not."""
    counting = [of for of in OWN[rule.id] if counts(of, rule)]
    missing = [of for of in OWN[rule.id] if silent(of, rule)]
    assert any(near(one, other) for one in counting for other in missing)


@RULES
def test_a_rule_is_tried_with_a_fact_unknown(rule: Rule) -> None:
    """In one of its cases it is open whether it counts."""
    tried = [each for of in OWN[rule.id] for each in outcomes(of, rule.id)]
    if rule.kind is Kind.REMARK:
        assert any(each.truth is UNKNOWN for each in tried)
    else:
        assert any(each.contributes.at_best is not each.contributes.at_worst for each in tried)


@WEIGHINGS
def test_a_weighing_is_settled_by_one_decision_and_not_by_another(rule: Rule) -> None:
    """Both decisions name the rule; the second is no stop either: it leaves the question where it was."""
    decided = [
        each
        for of in OWN[rule.id]
        if any(decision.rule == rule.id for decision in of.case.exchange.decisions)
        for each in outcomes(of, rule.id)
        if contributes(each)
    ]
    assert any(settled(each) for each in decided)
    assert any(each.settled_by is None and each.stopped_by is None for each in decided)


@OVERRIDES
def test_an_exception_lifts_its_rule_and_elsewhere_does_not(rule: Rule, lifted: str) -> None:
    """In one case the exception holds and lifts the rule; in another it does not hold and the rule counts."""
    assert any(each.truth is TRUE and rule.id in each.lifted_by for of in EVERY for each in outcomes(of, lifted))
    assert any(
        any(contributes(each) for each in outcomes(of, lifted))
        and any(each.truth is FALSE for each in outcomes(of, rule.id))
        for of in EVERY
    )
