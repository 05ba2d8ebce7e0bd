"""One side of a comparison: a policy on a day, with the rules that are in force on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.condition import Test, tests_of
from waarborg.core.judge import Judge

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from waarborg.core.condition import Condition
    from waarborg.core.policy import Policy
    from waarborg.core.ruling import Ruling


class Side:
    """A policy on a day. The world, the law and the judgement are those of that day."""

    def __init__(self, policy: Policy, day: date) -> None:
        self.policy = policy
        self.day = day
        self.judge = Judge(policy, facts_as_of=day, law_as_of=day)
        self.rulings: tuple[Ruling, ...] = self.judge.rulings_on(day)

    def tests(self, more: Iterable[Condition] = ()) -> set[Test]:
        """Every test that the rules in force, the coverage and `more` make."""
        conditions = [*(ruling.condition for ruling in self.rulings), self.policy.covers, *more]
        return {test for condition in conditions for test in tests_of(condition, self.policy.definitions)}
