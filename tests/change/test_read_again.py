"""Small policies of the shipped vocabulary, about what cannot be stated together: each witness is read and judged again."""

from __future__ import annotations

import time
from datetime import date
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.change.confirming import confirm
from waarborg.change.impact import impact_of
from waarborg.change.sides import Side
from waarborg.cli.witnesses import read_witness
from waarborg.core import condition
from waarborg.core.condition import ALWAYS, AllOf, AnyOf, Condition, FactOperand, Not, Operator
from waarborg.core.contradictions import ALONE
from waarborg.core.difference import Difference, Impact
from waarborg.core.policy import Cite, Kind, Policy, Rule
from waarborg.core.record import replace
from waarborg.core.vocabulary import Sort, Text
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.vocabulary import ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waarborg.core.vocabulary import Value

DAY = date(2026, 11, 24)
WORDS = Text("woord", "word")
ABOUT = ("parties", "parties_complete", "partner.code", "partner.roles", "data.origin", "data.onward_planned")
"""What the list of parties hangs on, whatever else a policy reads."""
PARTNERS = ("NL", "MA", "BE", "interpol")
asks = partial(condition.Test, operator=Operator.EQUALS)


@pytest.fixture(scope="module")
def shipped() -> Policy:
    """The shipped policy."""
    return read_policy(shipped_policies())


def prohibiting(policy: Policy, *conditions: Condition) -> Policy:
    """The policy with no other rules than prohibitions, each under one of the conditions."""
    rules = (
        Rule(f"rule-{number}", Kind.PROHIBITION, WORDS, when, (Cite("source"),))
        for number, when in enumerate(conditions)
    )
    return replace(policy, rules=tuple(rules), covers=ALWAYS, definitions={}, definition_names={})


def confirmed(old: Policy, new: Policy) -> Impact:
    """What changes between the two, every witness read as the descriptor that it is and judged on both sides."""
    sides = (Side(old, DAY), Side(new, DAY))
    impact = impact_of(*sides, ranges=ranges(), budget=5, clock=time.monotonic)
    confirm(Difference((old, "old", DAY), (new, "new", DAY), (), impact), sides, read_witness)
    return impact


def test_a_list_is_not_closed_by_an_origin_that_is_barred(shipped: Policy) -> None:
    """Data obtained by torture are not called Dutch to close the list of parties: such a witness was once refused."""
    tainted = asks("data.torture_tainted", operand="established")
    complete = asks("parties_complete", operand=True)
    told = confirmed(prohibiting(shipped), prohibiting(shipped, AllOf((complete, tainted))))
    assert [shift.transition.direction.value for shift in told.shifts] == ["stricter"]


def test_what_leaves_a_list_open_is_told_with_what_bars_its_closing(shipped: Policy) -> None:
    """Where tainted data may come from anywhere but here: the exchange that leaves this open was once refused."""
    home = asks("data.origin", operand="NL")
    either = AnyOf((condition.Test("parties", Operator.EMPTY, True), home))
    tainted = asks("data.torture_tainted", operand="established")
    old, new = (replace(prohibiting(shipped, each), covers=home) for each in (either, AllOf((either, tainted))))
    assert not confirmed(old, new).proved_same


@pytest.mark.parametrize("number", [18, -18])
def test_a_number_beyond_all_that_can_be_stated_is_never_met(shipped: Policy, number: int) -> None:
    """A grade goes from 1 to 4: a test of another number tells none of them apart, and once ended the diff.

    An exchange whose grade is not known may have any, as `core` judges it.
    """
    beyond = asks("data.evaluation.information", operand=number)
    told = confirmed(prohibiting(shipped), prohibiting(shipped, beyond))
    assert (told.shifts, len(told.left_open), told.undecided) == ((), 1, ())
    assert confirmed(prohibiting(shipped), prohibiting(shipped, Not(beyond))).shifts


def test_numbers_are_held_against_each_other_within_what_can_be_stated(shipped: Policy) -> None:
    """Two terms differ though both are more than a number that none can be: that was once proved the same."""
    term, sentence = "offence.max_penalty_months", "offence.sentence_months"
    least = condition.Test(term, Operator.AT_LEAST, -2)
    apart = Not(condition.Test(term, Operator.SAME_AS, FactOperand(sentence)))
    assert confirmed(prohibiting(shipped), prohibiting(shipped, AllOf((least, apart)))).shifts
    graded = condition.Test("data.evaluation.information", Operator.SAME_AS, FactOperand(sentence))
    assert confirmed(prohibiting(shipped), prohibiting(shipped, graded)).shifts


def random_test(random: Random, policy: Policy, group: Sequence[str]) -> Condition:
    """A test of one of the facts of the group, with a value that bars it or is barred if there is one."""
    fact = policy.vocabulary[random.choice(group)]
    every: Sequence[Value] = PARTNERS if fact.target == "partners" else fact.values or (True, False)
    if fact.sort is Sort.DATE:
        every = (DAY, date(2026, 11, 25), date(2026, 1, 1))
    barring = {each.value for each in ALONE if each.path == fact.path}
    barring.update(value for each in ALONE if each.is_on(fact.path) for value in each.values)
    met = [value for value in every if value in barring]
    value = random.choice(met if met and random.random() < 0.5 else list(every))
    if fact.sort is Sort.SET:
        return condition.Test(fact.path, Operator.INCLUDES, value)
    ordered = fact.sort is Sort.DATE and random.random() < 0.5
    return condition.Test(fact.path, Operator.AT_LEAST if ordered else Operator.EQUALS, value)


def random_condition(random: Random, policy: Policy, group: Sequence[str], depth: int = 2) -> Condition:
    """A condition of a few tests of facts of the group."""
    roll = random.random()
    if depth == 0 or roll < 0.3:
        return random_test(random, policy, group)
    if roll < 0.45:
        return Not(random_condition(random, policy, group, depth - 1))
    parts = tuple(random_condition(random, policy, group, depth - 1) for _ in range(random.randint(2, 3)))
    return AllOf(parts) if roll < 0.75 else AnyOf(parts)


def random_group(random: Random, policy: Policy) -> list[str]:
    """A few facts of which some keep others from being stated, and some that close the list of parties."""
    bars = random.sample(ALONE, 2)
    barred = [random.choice([path for path in policy.vocabulary if bar.is_on(path)]) for bar in bars]
    group = {*barred, *(bar.path for bar in bars), *random.sample(ABOUT, random.randint(0, 3))}
    dated = [path for path in sorted(group) if f"{path}.date" in policy.vocabulary]
    return sorted(group | {f"{path}.date" for path in dated[:1]})


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_every_witness_is_a_descriptor_that_is_judged_so(shipped: Policy, seed: int) -> None:
    """Whatever a policy reads of what cannot be stated together, no diff ends with a witness that is refused."""
    random = Random(seed)  # noqa: S311 (a test)
    group = random_group(random, shipped)
    old, new = (prohibiting(shipped, *(random_condition(random, shipped, group) for _ in range(2))) for _ in range(2))
    confirmed(old, new)
