"""The Kleene tables and the algebra of three-valued truth."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from strategies import conditions, facts, plain_conditions

from waarborg.core.compiling import compiled
from waarborg.core.condition import AllOf, AnyOf, Condition, Not
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, conjunction, disjunction, negation
from waarborg.core.vocabulary import Facts

ORDER = {FALSE: 0, UNKNOWN: 1, TRUE: 2}
TERM = AllOf(())


def test_conjunction_is_the_least_and_disjunction_the_greatest() -> None:
    """Strong Kleene logic is the minimum and the maximum of FALSE < UNKNOWN < TRUE."""
    for pair in product(Truth, repeat=2):
        assert conjunction(pair) is min(pair, key=ORDER.__getitem__)
        assert disjunction(pair) is max(pair, key=ORDER.__getitem__)


def test_negation_swaps_and_leaves_unknown() -> None:
    """Negation of what is not known is not known."""
    assert [negation(truth) for truth in (TRUE, FALSE, UNKNOWN)] == [FALSE, TRUE, UNKNOWN]


def test_a_truth_is_never_taken_for_a_bool() -> None:
    """`if truth:` raises, so that UNKNOWN cannot silently become no."""
    with pytest.raises(TypeError, match="never taken"):
        bool(UNKNOWN)


@given(conditions, facts())
def test_double_negation_says_the_same(condition: Condition, stated: Facts) -> None:
    """`not not x` is `x`, also where it is UNKNOWN."""
    terms = {"term": TERM}
    assert compiled(Not(Not(condition)), terms)(stated) is compiled(condition, terms)(stated)


@given(plain_conditions, plain_conditions, facts())
def test_de_morgan(left: Condition, right: Condition, stated: Facts) -> None:
    """The negation of a conjunction is the disjunction of the negations, and the other way round."""
    for both, either in ((AllOf, AnyOf), (AnyOf, AllOf)):
        negated = compiled(Not(both((left, right))), {})(stated)
        assert negated is compiled(either((Not(left), Not(right))), {})(stated)
