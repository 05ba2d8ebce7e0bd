"""One side of a comparison: a policy on a day, with the rules that are in force on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from waarborg.core.condition import Test, tests_of
from waarborg.core.judge import Judge

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from waarborg.core.condition import Condition
    from waarborg.core.policy import Policy
    from waarborg.core.ruling import Ruling


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Side:
    """A policy on a day. The world, the law and the judgement are those of that day."""

    policy: Policy
    day: date
    judge: Judge = field(init=False)
    rulings: tuple[Ruling, ...] = field(init=False)

    def __post_init__(self) -> None:
        judge = Judge(self.policy, facts_as_of=self.day, law_as_of=self.day)
        object.__setattr__(self, "judge", judge)
        object.__setattr__(self, "rulings", judge.rulings_on(self.day))

    def tests(self, more: Iterable[Condition] = ()) -> set[Test]:
        """Every test that the rules in force, the coverage and `more` make."""
        conditions = [*(ruling.condition for ruling in self.rulings), self.policy.covers, *more]
        return {test for condition in conditions for test in tests_of(condition, self.policy.definitions)}
