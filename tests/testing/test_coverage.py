"""Coverage: which tests of a rule some case shows to flip it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY, WORDS, exchange_of, facts, policies, policy_of

from waarborg.core.case import Case, Expected, ShownRule, Trial
from waarborg.core.condition import AllOf, AnyOf, Defined, Not, Operator
from waarborg.core.condition import Test as Asking
from waarborg.core.judge import Judge
from waarborg.core.notation import in_notation
from waarborg.core.place import Place
from waarborg.core.policy import Cite, Interval, Kind, Policy, Rule
from waarborg.core.vocabulary import Facts
from waarborg.testing.coverage import coverage_of_cases
from waarborg.testing.running import ran

WARM = Asking("warm", Operator.EQUALS, True)
WET = Asking("wet", Operator.EQUALS, True)
BOTH = Rule("rule", Kind.PROHIBITION, WORDS, AllOf((WARM, WET)), (Cite("source"),))


def shown(policy: Policy, *stated: Facts) -> dict[str, ShownRule]:
    """What cases on these facts show of each rule."""
    judge = Judge(policy)
    made = (Case("case", "rule", "base", Place("f"), exchange_of(each), None, Expected()) for each in stated)
    return {rule.rule: rule for rule in coverage_of_cases([ran(each, judge) for each in made], judge, policy)}


def lacks(policy: Policy, *stated: Facts) -> dict[str, str]:
    """What is lacking of each test of `rule`."""
    return {in_notation(test.test): test.lack for test in shown(policy, *stated)["rule"].tests}


def test_each_test_is_shown_by_a_case_that_fires_and_one_near_miss_each() -> None:
    """Three cases show a conjunction of two tests."""
    cases: list[Facts] = [{"warm": True, "wet": True}, {"warm": True, "wet": False}, {"warm": False, "wet": True}]
    assert lacks(policy_of([BOTH]), *cases) == {"warm: true": "", "wet: true": ""}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ([], {"warm: true": "both", "wet: true": "both"}),
        ([{"warm": True, "wet": True}], {"warm: true": "false", "wet: true": "false"}),
        ([{"warm": False, "wet": False}], {"warm: true": "both", "wet: true": "both"}),
        ([{"warm": True, "wet": False}], {"warm: true": "both", "wet: true": "true"}),
        ([{"warm": False}], {"warm: true": "true", "wet: true": "both"}),
        ([{"warm": True}], {"warm: true": "both", "wet: true": "both"}),
    ],
)
def test_what_is_lacking_is_said(stated: list[Facts], expected: dict[str, str]) -> None:
    """A test that is masked, or whose truth is not known, decides nothing."""
    assert lacks(policy_of([BOTH]), *stated) == expected


def test_a_test_that_decides_to_one_end_only_is_not_shown() -> None:
    """With `exactly one of two`, the test must flip the rule both ways round for the same other fact's truth."""
    either = AnyOf((AllOf((WARM, Not(WET))), AllOf((Not(WARM), WET))))
    rule = Rule("rule", Kind.PROHIBITION, WORDS, either, (Cite("source"),))
    stated: list[Facts] = [{"warm": True, "wet": False}, {"warm": False, "wet": True}]
    assert lacks(policy_of([rule]), *stated) == {"warm: true": "ends", "wet: true": "ends"}


def test_definitions_requirements_and_exceptions_are_among_the_tests() -> None:
    """What a rule asks through a definition, a requirement or the exception that lifts it must be shown as well."""
    red = Asking("colour", Operator.EQUALS, "red")
    base = Rule("rule", Kind.REQUIREMENT, WORDS, Defined("term"), (Cite("s"),), requires=WET, liftable=True)
    lifter = Rule("lifter", Kind.OBLIGATION, WORDS, red, (Cite("s"),), overrides=("rule",))
    assert list(lacks(policy_of([base, lifter], term=WARM))) == ["warm: true", "wet: true", "colour: red"]


def test_a_rule_that_is_never_in_force_never_fires() -> None:
    """On a day on which it is not in force, a rule shows nothing."""
    past = Rule("rule", Kind.PROHIBITION, WORDS, WARM, (Cite("s"),), in_force=Interval(None, DAY.replace(day=1)))
    assert not shown(policy_of([past]), {"warm": True})["rule"].fires


@settings(max_examples=60)
@given(policies(least=1), st.lists(facts(), min_size=1, max_size=4))
def test_more_cases_only_show_more(policy: Policy, stated: list[Facts]) -> None:
    """No case takes away what others show, and the share is of all tests."""
    fewer, more = shown(policy, *stated[:-1]), shown(policy, *stated)
    for rule, before in fewer.items():
        after = more[rule]
        assert not before.fires or after.fires
        assert all(not old.shown or new.shown for old, new in zip(before.tests, after.tests, strict=True))
    assert all(0 <= share <= 100 for share in Trial((), (), tuple(more.values())).shares)
