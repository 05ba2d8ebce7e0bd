"""Policy cases: a small exchange, what the policy must make of it, and what it made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from waarborg.core.record import record, value_record

if TYPE_CHECKING:
    from datetime import date

    from waarborg.core.condition import Test
    from waarborg.core.exchange import Exchange
    from waarborg.core.place import Place, Problem
    from waarborg.core.verdict import Curable, ExchangeVerdict, Level, Verdict


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Expected:
    """What a case asks of the verdict; None and an empty tuple ask nothing.

    `contributes`, `silent`, `remarks`, `no_remarks`, `settled` and `lifted` are ids of rules, `missing` are facts that
    must be among the questions, `refer_to` are authorities.
    """

    verdict: Verdict | None = None
    at_best: Level | None = None
    at_worst: Level | None = None
    curable: Curable | None = None
    contributes: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    no_remarks: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    lifted: tuple[str, ...] = ()
    refer_to: tuple[str, ...] = ()


@record
class Case:
    """One case about one rule. `day`, where it is given, replaces the exchange's date for facts and law alike."""

    name: str
    rule: str
    base: str
    place: Place
    exchange: Exchange
    day: date | None
    expected: Expected


@value_record
class Mismatch:
    """One thing that a case asks and the verdict does not give.

    `key` is that of the expectation. For a key that lists rules or facts, `expected` is the one that fails, and `found`
    is what it came to instead, as a code; otherwise both are codes of the same kind.
    """

    key: str
    expected: str
    found: str


@record
class Ran:
    """A case with the verdict on it; it passes where nothing mismatches."""

    case: Case
    verdict: ExchangeVerdict
    mismatches: tuple[Mismatch, ...]


@value_record
class ShownTest:
    """One test of a rule, and in which of its truths some case lets it decide the rule.

    Shown is a test that decides when it is true and when it is false, to opposite ends.
    """

    test: Test
    decides_true: bool
    decides_false: bool
    shown: bool

    @property
    def lack(self) -> str:
        """What no case shows of it, as a code: `both`, `true`, `false` or `ends`; empty where it is shown."""
        if self.shown:
            return ""
        if not self.decides_true and not self.decides_false:
            return "both"
        if self.decides_true and self.decides_false:
            return "ends"
        return "false" if self.decides_true else "true"


@value_record
class ShownRule:
    """What the cases show of one rule: whether it ever counts, and of each of its tests whether it matters."""

    rule: str
    fires: bool
    tests: tuple[ShownTest, ...]


ANY_GROUND = "any ground"
"""What a weighing accepts from which the last ground was taken out."""


@value_record
class Mutant:
    """One small change of a policy, at a symbolic place.

    `change` is a code: `drop`, `negate`, `swap`, `operator`, `threshold`, `member`, `date`, `kind`, `authority`,
    `override`, `ground` or `liftable`. It is made in the `key` of the rule or definition `name` (of the policy's
    coverage where both are `covers`); in a condition, `steps` lead to the part that changes. `was` and `now` are the
    text before and after; `now` is empty where something is left out.
    """

    change: str
    owner: str
    name: str
    key: str
    steps: tuple[int, ...]
    was: str
    now: str


@value_record
class Mutation:
    """How many mutants the cases kill, those that survive, and how many mean the same as the policy itself."""

    killed: int
    survivors: tuple[Mutant, ...]
    equivalent: int

    @property
    def tried(self) -> int:
        """How many mutants a case could kill."""
        return self.killed + len(self.survivors)


@record
class Trial:
    """Everything that one run of the cases found; `shown` and `mutation` are None where they were not asked for."""

    cases: tuple[Ran, ...]
    problems: tuple[Problem, ...]
    shown: tuple[ShownRule, ...] | None = None
    mutation: Mutation | None = None

    @property
    def failed(self) -> int:
        """How many cases do not pass."""
        return sum(bool(ran.mismatches) for ran in self.cases)

    @property
    def shares(self) -> tuple[float, ...]:
        """How many in a hundred rules count in some case, tests are shown, and mutants are killed: what was asked."""
        found: list[float] = []
        if self.shown is not None:
            tests = [test for rule in self.shown for test in rule.tests]
            found.append(share(sum(rule.fires for rule in self.shown), len(self.shown)))
            found.append(share(sum(test.shown for test in tests), len(tests)))
        if self.mutation is not None:
            found.append(share(self.mutation.killed, self.mutation.tried))
        return tuple(found)


def share(count: int, whole: int) -> float:
    """`count` of `whole` in a hundred, rounded down to a tenth: only all is 100, and of none it is all."""
    return count * 1000 // whole / 10 if whole else 100.0
