"""Mutation: which changes of a policy its cases notice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DAY, WORDS, exchange_of, facts, policies, policy_of

from waarborg.core.case import ANY_GROUND, Case, Expected, Ran
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, Not, Operator
from waarborg.core.condition import Test as Asking
from waarborg.core.exchange import Decision
from waarborg.core.judge import Judge
from waarborg.core.place import Place
from waarborg.core.policy import Cite, Interval, Kind, Policy, Rule
from waarborg.core.record import replace
from waarborg.core.verdict import Level, Verdict
from waarborg.core.vocabulary import Facts
from waarborg.testing.likeness import same_answers
from waarborg.testing.mutants import mutants_of
from waarborg.testing.mutation import mutation_of
from waarborg.testing.running import contributes, lifted, may_remark, mismatches, ran, refers, remarked, settled

WARM = Asking("warm", Operator.EQUALS, True)
WET = Asking("wet", Operator.EQUALS, True)
RED = Asking("colour", Operator.ONE_OF, frozenset({"red"}))
GREEN = Asking("colour", Operator.EQUALS, "green")


def rule(kind: Kind = Kind.PROHIBITION, when: Condition = WARM, **rest: object) -> Rule:
    """A rule `rule` of that kind."""
    return replace(Rule("rule", kind, WORDS, when, (Cite("source"),)), **rest)


def case(stated: Facts, expected: Expected, *decisions: Decision, days: int = 0) -> Case:
    """A case about `rule` on these facts, some days after the usual one."""
    exchange = exchange_of(stated, decisions=decisions)
    return Case("case", "rule", "base", Place("case.yaml", 1, 1), exchange, DAY + timedelta(days=days), expected)


def fully_expected(policy: Policy, exchange_case: Case) -> Case:
    """The case with everything expected that the policy makes of it."""
    verdict = ran(exchange_case, Judge(policy)).verdict
    outcomes = [outcome for part in verdict.parts for outcome in part.outcomes]
    told = {
        key: tuple(outcome.rule.id for outcome in outcomes if holds(outcome))
        for key, holds in (
            ("contributes", contributes),
            ("remarks", remarked),
            ("settled", settled),
            ("lifted", lifted),
        )
    }
    silent = tuple(outcome.rule.id for outcome in outcomes if outcome.contributes.at_worst is Level.PERMITTED)
    expected = Expected(
        verdict=verdict.verdict,
        at_best=verdict.bounds.at_best,
        at_worst=verdict.bounds.at_worst,
        curable=verdict.curable,
        silent=silent,
        no_remarks=tuple(outcome.rule.id for outcome in outcomes if not may_remark(outcome)),
        missing=tuple(missing.path for missing in verdict.missing),
        refer_to=tuple(outcome.rule.authority for outcome in outcomes if refers(outcome)),
        **told,
    )
    return replace(exchange_case, expected=expected)


def survivors(policy: Policy, *cases: Case) -> list[tuple[str, str, str]]:
    """The change, and the text before and after, of each mutant of `rule` that the cases let live."""
    judge = Judge(policy)
    done = [ran(each, judge) for each in cases]
    assert [each.mismatches for each in done] == [() for _ in cases]
    return [(m.change, m.was, m.now) for m in mutation_of(done, judge, policy, mutants_of(policy, {"rule"})).survivors]


decisions = st.builds(
    Decision,
    rule=st.sampled_from(["rule-0", "rule-1", "rule-2"]),
    by=st.sampled_from(["om", "police"]),
    outcome=st.sampled_from(["go", "stop"]),
    date=st.just(DAY),
    reference=st.just("1"),
)


@settings(max_examples=100)
@given(policies(least=1), st.lists(st.tuples(facts(), st.lists(decisions, max_size=2)), min_size=1, max_size=3))
def test_what_is_recomputed_is_what_the_judge_says(policy: Policy, made: list[tuple[Facts, list[Decision]]]) -> None:
    """A mutant is killed exactly when some case fails once the mutant judges it afresh and in full."""
    cases = [fully_expected(policy, case(stated, Expected(), *decided)) for stated, decided in made]
    judge = Judge(policy)
    done = [ran(each, judge) for each in cases]
    found = mutation_of(done, judge, policy, mutants_of(policy))
    afresh = []
    for mutated in mutants_of(policy):
        judging = Judge(mutated.policy)
        if not any(ran(each, judging).mismatches for each in cases):
            afresh.append(mutated.mutant)
    assert found.killed == sum(1 for _ in mutants_of(policy)) - len(afresh)
    assert set(found.survivors) <= set(afresh)


def test_a_killed_mutant() -> None:
    """A case that fires and a near miss leave nothing of a rule of one test unnoticed but its kind."""
    fires = case({"warm": True}, Expected(verdict=Verdict.PROHIBITED))
    misses = case({"warm": False}, Expected(verdict=Verdict.PERMITTED))
    assert survivors(policy_of([rule()]), fires, misses) == []


def test_a_surviving_mutant() -> None:
    """Without the near miss, nothing tells that the rule asks anything."""
    fires = case({"warm": True}, Expected(verdict=Verdict.PROHIBITED))
    assert survivors(policy_of([rule()]), fires) == [("drop", "warm: true", "")]


def test_an_equivalent_mutant_is_neither() -> None:
    """A test that the other already implies can be dropped without any exchange noticing: that is no survivor."""
    policy = policy_of([rule(when=AllOf((GREEN, Not(RED))))])
    judge = Judge(policy)
    cases = [
        case({"colour": "green"}, Expected(verdict=Verdict.PROHIBITED)),
        case({"colour": "red"}, Expected(verdict=Verdict.PERMITTED)),
    ]
    found = mutation_of([ran(each, judge) for each in cases], judge, policy, mutants_of(policy, {"rule"}))
    assert (found.equivalent, found.survivors) == (3, ())


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (rule(in_force=Interval(DAY, None)), ("date", "in_force: {from: 2026-01-15}", "in_force: {from: 2026-01-14}")),
        (rule(Kind.WEIGHING, authority="om"), ("authority", "authority: om", "authority: police")),
        (rule(Kind.WEIGHING, authority="om", grounds=("a", "b")), ("ground", "a", "")),
        (rule(Kind.REMARK), ("kind", "kind: remark", "kind: obligation")),
        (rule(when=Asking("count", Operator.AT_LEAST, 2)), ("threshold", "count: {at_least: 2}", "count: {at_least: 1}")),
        (rule(when=Asking("count", Operator.AT_LEAST, 2)), ("operator", "count: {at_least: 2}", "count: {at_most: 2}")),
        (rule(when=AnyOf((WARM, WET))), ("swap", "any: [{warm: true}, {wet: true}]", "warm: true, wet: true")),
        (
            rule(when=Asking("sides", Operator.OVERLAPS, frozenset({"left", "right"}))),
            ("member", "sides: {overlaps: [left, right]}", "sides: {overlaps: [right]}"),
        ),
        (
            rule(Kind.REQUIREMENT, requires=WET),
            ("kind", "kind: requirement", "kind: prohibition"),
        ),
    ],
)  # fmt: skip
def test_each_change_survives_where_no_case_looks(changed: Rule, expected: tuple[str, str, str]) -> None:
    """A case that does not touch the rule notices none of its mutants."""
    stated: Facts = {"warm": False, "wet": False, "count": 2, "sides": frozenset({"right"})}
    judge = Judge(policy_of([changed]))
    verdict = ran(case(stated, Expected()), judge).verdict.verdict
    assert expected in survivors(
        policy_of([changed]),
        case(stated, Expected(at_worst=Level[verdict.name])),
        case({}, Expected(at_best=Level.PERMITTED)),
    )


def test_an_override_and_the_last_ground_are_mutants() -> None:
    """The exception can be taken from a rule, and a weighing can be made to accept any ground."""
    base = Rule("base", Kind.PROHIBITION, WORDS, WARM, (Cite("source"),), liftable=True)
    lifting = rule(Kind.WEIGHING, when=WET, overrides=("base",), authority="om", grounds=("vital_interest",))
    policy = policy_of([base, lifting])
    lifted_case = case({"warm": True, "wet": True}, Expected(verdict=Verdict.REFER))
    found = survivors(policy, lifted_case)
    assert ("override", "base", "") not in found
    assert ("ground", "vital_interest", ANY_GROUND) in found


def test_same_answers_sees_through_definitions() -> None:
    """Two ways to say the same are alike, whichever definitions they use; the opposite is not."""
    vocabulary = policy_of([]).vocabulary
    definitions = {"term": Not(RED)}
    assert same_answers((Defined("term"), definitions), (GREEN, {}), vocabulary)
    assert not same_answers((Defined("term"), definitions), (RED, {}), vocabulary)
    assert not same_answers((AllOf((WARM, WET)), {}), (AnyOf((WARM, WET)), {}), vocabulary)


def test_a_case_on_the_other_side_of_a_date_kills_it() -> None:
    """The day before a rule begins and the day after it ends notice that the dates move."""
    dated = rule(in_force=Interval(DAY, DAY))
    cases = [
        case({"warm": True}, Expected(verdict=verdict), days=days)
        for days, verdict in ((-1, Verdict.PERMITTED), (0, Verdict.PROHIBITED), (1, Verdict.PERMITTED))
    ]
    assert [change for change, _, _ in survivors(policy_of([dated]), *cases) if change == "date"] == []


def test_mismatches_name_what_was_found() -> None:
    """What a case asks and does not get is said with what there is instead."""
    policy = policy_of([rule()])
    done: Ran = ran(
        case({}, Expected(verdict=Verdict.PERMITTED, contributes=("rule",), missing=("wet",))), Judge(policy)
    )
    assert [(m.key, m.expected, m.found) for m in mismatches(done.case.expected, done.verdict)] == [
        ("verdict", "permitted", "incomplete"),
        ("contributes", "rule", "may_contribute"),
        ("missing", "wet", "not_asked"),
    ]


def test_a_remark_can_be_asked_not_to_hold() -> None:
    """A remark never contributes; that it does not hold is asked apart, and what may hold does not pass."""
    judge = Judge(policy_of([rule(Kind.REMARK)]))
    asked = Expected(silent=("rule",), no_remarks=("rule",))
    known: list[Facts] = [{"warm": True}, {}, {"warm": False}]
    found = [ran(case(stated, asked), judge).mismatches for stated in known]
    assert [[(each.key, each.found) for each in mismatched] for mismatched in found] == [
        [("no_remarks", "remarks")],
        [("no_remarks", "may_remark")],
        [],
    ]
