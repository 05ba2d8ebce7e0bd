"""Rules made ready to be asked: each one condition with what lifts it, and what it then contributes."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from waarborg.core.compiling import Reading, compiled
from waarborg.core.condition import AllOf, AnyOf, Condition, Not, facts_read
from waarborg.core.policy import Kind, Policy, Rule
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth
from waarborg.core.verdict import NOTHING, Bounds, Level, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from waarborg.core.exchange import Decision
    from waarborg.core.vocabulary import Facts

COVERAGE = "covers"
"""The id under which the policy's coverage is reported where it stands in the way."""


class Ruling:
    """A rule's trigger (`when`, and not `requires`) and the condition under which it counts (not lifted).

    What most judgements never need is made when it is first asked for.
    """

    def __init__(self, rule: Rule | None, condition: Condition, lifters: Sequence[Rule], policy: Policy) -> None:
        self.id = rule.id if rule else COVERAGE
        self.rule = rule
        self.condition = condition
        self._lifting = lifters
        self._policy = policy

    @cached_property
    def reading(self) -> Reading:
        """The condition under which it counts, compiled."""
        return compiled(self.condition, self._policy.definitions)

    @cached_property
    def trigger(self) -> Reading:
        """What makes the rule fire, before exceptions, compiled."""
        return compiled(trigger_of(self.rule), self._policy.definitions) if self.rule else self.reading

    @cached_property
    def lifters(self) -> tuple[tuple[str, Reading], ...]:
        """The rules that can lift it, each with its `when` compiled."""
        return tuple((lifter.id, compiled(lifter.when, self._policy.definitions)) for lifter in self._lifting)

    @cached_property
    def facts(self) -> frozenset[str]:
        """The paths that its condition reads."""
        return facts_read(self.condition, self._policy.definitions)

    @cached_property
    def axes(self) -> frozenset[str]:
        """The lists of the descriptor whose elements its condition reads."""
        return frozenset(self._policy.vocabulary[path].axis for path in self.facts) - {""}


def trigger_of(rule: Rule) -> Condition:
    """What makes the rule fire, before exceptions: its `when`, for a requirement also that `requires` is not met."""
    return AllOf((rule.when, Not(rule.requires))) if rule.requires else rule.when


def counting(rule: Rule, lifters: Sequence[Rule]) -> Condition:
    """What makes the rule count: its trigger, while none of the exceptions that override it applies."""
    if not lifters:
        return trigger_of(rule)
    return AllOf((trigger_of(rule), Not(AnyOf(tuple(lifter.when for lifter in lifters)))))


def rulings_of(rules: Sequence[Rule], policy: Policy) -> tuple[Ruling, ...]:
    """The given rules, each with those among them that lift it."""
    return tuple(
        _ruling(rule, [other for other in rules if rule.liftable and rule.id in other.overrides], policy)
        for rule in rules
    )


def _ruling(rule: Rule, lifters: Sequence[Rule], policy: Policy) -> Ruling:
    return Ruling(rule, counting(rule, lifters), lifters, policy)


def coverage_of(policy: Policy, law_day: date | None = None) -> Ruling:
    """The policy's `covers` as something that stands in the way unless it is TRUE.

    Given a `law_day`, its tests of the date are answered by that day: which grounds there are is law, not a fact.
    """
    if law_day is None:
        return Ruling(None, Not(policy.covers), (), policy)
    from waarborg.core.residue import residue_of  # noqa: PLC0415 (where another day's law is asked for)

    left = residue_of(policy.covers, {"date": law_day}, policy.definitions)
    covers = (AllOf(()) if left is TRUE else AnyOf(())) if isinstance(left, Truth) else left
    return Ruling(None, Not(covers), (), policy)


def level_of(rule: Rule, settled: Decision | None) -> Level:
    """What the rule contributes when it counts."""
    match rule.kind:
        case Kind.PROHIBITION | Kind.REQUIREMENT:
            return Level.PROHIBITED
        case Kind.WEIGHING:
            return Level.PERMITTED_WITH_CONDITIONS if settled else Level.REFER
        case Kind.OBLIGATION:
            return Level.PERMITTED_WITH_CONDITIONS
        case Kind.REMARK:
            return Level.PERMITTED
        case _:
            assert_never(rule.kind)


def contribution(
    ruling: Ruling, facts: Facts, settled: Decision | None = None, stopped: Decision | None = None
) -> Outcome:
    """What the rule comes to under `facts` and the decisions on it."""
    return outcome_of(ruling, ruling.reading(facts), facts, settled, stopped)


def outcome_of(
    ruling: Ruling, counts: Truth, facts: Facts, settled: Decision | None, stopped: Decision | None
) -> Outcome:
    """What the rule comes to where the truth of its condition is `counts`."""
    rule = ruling.rule
    assert rule is not None, "coverage is not a rule"
    level = level_of(rule, settled)
    if stopped:
        bounds = Bounds(Level.PROHIBITED, Level.PROHIBITED)
    elif counts is FALSE:
        bounds = NOTHING
    else:
        bounds = Bounds(level if counts is TRUE else Level.PERMITTED, level)
    if not ruling.lifters:
        return Outcome(rule, counts, bounds, settled_by=settled, stopped_by=stopped)
    truth = ruling.trigger(facts)
    lifting = {identifier: reading(facts) for identifier, reading in ruling.lifters} if truth is not FALSE else {}
    return Outcome(rule, truth, bounds, _where(lifting, TRUE), _where(lifting, UNKNOWN), settled, stopped)


class Rulebook:
    """The rules in force on one day, made ready to be asked all at once.

    A condition that several rules share as one of the things they require together (`transfer`, `third_country`) is
    read once a part, and the most shared is read first: most rules are silent after one look.
    """

    def __init__(self, rulings: tuple[Ruling, ...], definitions: Mapping[str, Condition]) -> None:
        self.rulings = rulings
        self.silent = tuple(Outcome(ruling.rule, FALSE, NOTHING) if ruling.rule else None for ruling in rulings)
        numbers: dict[Condition, int] = {}
        required = [
            {numbers.setdefault(conjunct, len(numbers)) for conjunct in _conjuncts(ruling.condition)}
            for ruling in rulings
        ]
        shared = Counter(number for each in required for number in each)
        self._required = [sorted(each, key=lambda number: (-shared[number], number)) for each in required]
        self._conditions = list(numbers)
        self._readings: list[Reading | None] = [None] * len(numbers)
        self._definitions = definitions
        self._compiled: dict[str, Reading] = {}

    def truths(self, facts: Facts) -> Iterator[Truth]:
        """The truth of each ruling's condition, in the order of `rulings`."""
        found: list[Truth | None] = [None] * len(self._readings)
        for required in self._required:
            result = TRUE
            for number in required:
                truth = found[number]
                if truth is None:
                    truth = found[number] = (self._readings[number] or self._compile(number))(facts)
                if truth is FALSE:
                    result = FALSE
                    break
                if truth is UNKNOWN:
                    result = UNKNOWN
            yield result

    def _compile(self, number: int) -> Reading:
        reading = self._readings[number] = compiled(self._conditions[number], self._definitions, self._compiled)
        return reading


def _conjuncts(condition: Condition) -> Iterator[Condition]:
    """The conditions that must all hold for `condition` to hold; itself where it is no conjunction."""
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _conjuncts(part)
    else:
        yield condition


def _where(lifting: dict[str, Truth], truth: Truth) -> tuple[str, ...]:
    return tuple(identifier for identifier, found in lifting.items() if found is truth)
