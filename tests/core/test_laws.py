"""The laws of the judgement, on random policies and facts."""

from __future__ import annotations

from hypothesis import assume, event, given
from hypothesis import strategies as st
from strategies import DOMAINS, completions, exchange_of, facts, policies, policy_of

from waarborg.core.judge import Judge
from waarborg.core.policy import Policy
from waarborg.core.record import replace
from waarborg.core.rulebook import Rulebook
from waarborg.core.ruling import rulings_of
from waarborg.core.truth import FALSE, TRUE, UNKNOWN
from waarborg.core.verdict import NOTHING, Bounds, Curable, Level
from waarborg.core.vocabulary import Facts

NO_HOLES = 96
"""More completions than this are not enumerated: the case is passed over."""


def bounds_of(policy: Policy, stated: Facts) -> Bounds:
    """The bounds of one exchange that states these facts."""
    return Judge(policy).judge(exchange_of(stated)).bounds


@given(policies(), facts(), st.randoms())
def test_rule_order_never_matters(policy: Policy, stated: Facts, random: object) -> None:
    """The same rules in another order give the same verdict."""
    shuffled = list(policy.rules)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert bounds_of(replace(policy, rules=tuple(shuffled)), stated) == bounds_of(policy, stated)


@given(policies(), facts())
def test_bounds_are_exactly_the_verdicts_of_the_completions(policy: Policy, stated: Facts) -> None:
    """The bounds are the mildest and the most severe verdict that some completion has, where all can be told."""
    every = list(completions(stated))
    assume(len(every) <= NO_HOLES)
    levels = [bounds_of(policy, completed) for completed in every]
    assert all(level.at_best == level.at_worst for level in levels)
    least, most = min(level.at_best for level in levels), max(level.at_worst for level in levels)
    assert Bounds(least, most) == bounds_of(policy, stated)


@given(policies(), st.lists(facts(), max_size=8))
def test_a_rulebook_finds_what_each_rule_says_alone(policy: Policy, several: list[Facts]) -> None:
    """Whatever was asked of it before, the rules it calls triggered are those whose own trigger is not FALSE."""
    rulings = rulings_of(policy.rules, policy)
    rulebook = Rulebook(rulings, policy)
    for stated in several:
        alone = {place: ruling.trigger(stated) for place, ruling in enumerate(rulings)}
        assert {place: truth for place, truth in alone.items() if truth is not FALSE} == rulebook.triggered(
            stated
        ).truths


@given(policies(), facts(), st.sampled_from(sorted(DOMAINS)), st.data())
def test_more_facts_only_narrow_the_bounds(policy: Policy, stated: Facts, path: str, data: st.DataObject) -> None:
    """Stating a missing fact leaves the bounds or draws them together; `at_worst` was never milder before."""
    assume(path not in stated)
    value = data.draw(st.sampled_from(DOMAINS[path]))
    before, after = bounds_of(policy, stated), bounds_of(policy, {**stated, path: value})
    assert before.at_best <= after.at_best <= after.at_worst <= before.at_worst


@given(policies(least=1), facts())
def test_a_rule_that_lifts_nothing_only_makes_it_stricter(policy: Policy, stated: Facts) -> None:
    """Adding a rule that overrides nothing lowers neither bound, so removing one raises neither."""
    assume(not policy.rules[0].overrides)
    without = bounds_of(replace(policy, rules=policy.rules[1:]), stated)
    with_it = bounds_of(policy, stated)
    assert without.at_best <= with_it.at_best
    assert without.at_worst <= with_it.at_worst


@given(policies(), facts())
def test_a_missing_fact_is_asked_for_only_if_it_can_matter(policy: Policy, stated: Facts) -> None:
    """Each question has answers to itself and to the others under which the verdict differs; decided needs none."""
    every = list(completions(stated))
    assume(len(every) <= NO_HOLES)
    verdict = Judge(policy).judge(exchange_of(stated))
    if verdict.bounds.at_best == verdict.bounds.at_worst:
        assert verdict.missing == ()
    for missing in verdict.missing:
        groups: dict[object, set[Level]] = {}
        for completed in every:
            others = tuple((path, completed[path]) for path in DOMAINS if path != missing.path)
            groups.setdefault(others, set()).add(bounds_of(policy, completed).at_worst)
        assert any(len(levels) > 1 for levels in groups.values())


@given(policies(), facts())
def test_what_can_move_the_verdict_is_asked_for(policy: Policy, stated: Facts) -> None:
    """Where two completions that differ in one missing fact differ in verdict, that fact is among the questions."""
    every = list(completions(stated))
    assume(len(every) <= NO_HOLES)
    asked = {missing.path for missing in Judge(policy).judge(exchange_of(stated)).missing}
    for path in set(DOMAINS) - set(stated):
        groups: dict[object, set[Level]] = {}
        for completed in every:
            others = tuple((other, completed[other]) for other in DOMAINS if other != path)
            groups.setdefault(others, set()).add(bounds_of(policy, completed).at_worst)
        if any(len(levels) > 1 for levels in groups.values()):
            assert path in asked


@given(policies(), facts())
def test_curable_is_said_of_prohibited_verdicts_alone(policy: Policy, stated: Facts) -> None:
    """`curable` goes with a prohibited verdict; YES means that no prohibition can count, NO that one does."""
    verdict = Judge(policy).judge(exchange_of(stated))
    event(f"curable: {verdict.curable}")
    assert (verdict.curable is not None) == (verdict.bounds.at_best is Level.PROHIBITED)
    lasting = bounds_of(
        policy_of(
            [rule for rule in policy.rules if rule.kind != "requirement"],
            covers=policy.covers,
            term=policy.definitions["term"],
        ),
        stated,
    )
    if verdict.curable is Curable.YES:
        assert lasting.at_worst < Level.PROHIBITED
    if verdict.curable is Curable.NO:
        assert lasting.at_best is Level.PROHIBITED


@given(policies(), facts())
def test_an_override_matters_only_while_it_may_fire(policy: Policy, stated: Facts) -> None:
    """Removing the overrides of rules whose `when` is FALSE changes nothing."""
    judge = Judge(policy)
    verdict = judge.judge(exchange_of(stated))
    silent = {
        outcome.rule.id
        for part in verdict.parts
        for outcome in part.outcomes
        if outcome.truth.value == "false" and outcome.rule.overrides
    }
    event(f"some exception is silent: {bool(silent)}")
    stripped = tuple(replace(rule, overrides=()) if rule.id in silent else rule for rule in policy.rules)
    assert bounds_of(replace(policy, rules=stripped), stated) == verdict.bounds


@given(policies(), facts())
def test_of_what_is_wholly_stated_nothing_is_left_open(policy: Policy, stated: Facts) -> None:
    """With every fact stated the bounds are equal, nothing is asked, and a prohibition is curable or it is not."""
    whole = next(completions(stated))
    verdict = Judge(policy).judge(exchange_of(whole))
    assert verdict.bounds.at_best == verdict.bounds.at_worst
    assert verdict.missing == ()
    assert verdict.curable is not Curable.UNKNOWN


@given(policies(), facts())
def test_an_exception_lifts_only_what_it_names(policy: Policy, stated: Facts) -> None:
    """A rule with an exception that is TRUE contributes nothing; one with an exception not known may still."""
    verdict = Judge(policy).judge(exchange_of(stated))
    for part in verdict.parts:
        truths = {outcome.rule.id: outcome.truth for outcome in part.outcomes}
        for outcome in part.outcomes:
            lifting = {rule.id for rule in policy.rules if outcome.rule.id in rule.overrides} & truths.keys()
            if outcome.truth is FALSE or not outcome.rule.liftable:
                assert not outcome.lifted_by
                continue
            event("lifted" if outcome.lifted_by else "may be lifted" if outcome.may_be_lifted_by else "not lifted")
            assert set(outcome.lifted_by) == {other for other in lifting if truths[other] is TRUE}
            assert set(outcome.may_be_lifted_by) == {other for other in lifting if truths[other] is UNKNOWN}
            assert not outcome.lifted_by or outcome.contributes == NOTHING
            assert not outcome.may_be_lifted_by or outcome.contributes.at_best is Level.PERMITTED
