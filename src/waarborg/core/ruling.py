"""Rules made ready to be asked: each one condition with what lifts it, and what it then contributes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from waarborg.core.compiling import Reading, compiled, remembered
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, Not, facts_read
from waarborg.core.policy import Kind, Policy, Rule
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, conjunction, disjunction, negation
from waarborg.core.verdict import NOTHING, Bounds, Level, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from waarborg.core.exchange import Decision
    from waarborg.core.vocabulary import Facts

COVERAGE = "covers"
"""The id under which the policy's coverage is reported where it stands in the way."""
MOST_ANSWERS = 256
"""How many answers to the same questions are remembered: a stream must not fill the memory."""


class Ruling:
    """A rule's trigger (`when`, and not `requires`) and the condition under which it counts (not lifted).

    It is `liftable` where there is a rule that can lift it.
    What most judgements never need is made when it is first asked for.
    """

    def __init__(self, rule: Rule | None, condition: Condition, lifters: Sequence[Rule], policy: Policy) -> None:
        self.id = rule.id if rule else COVERAGE
        self.rule = rule
        self.condition = condition
        self.liftable = bool(lifters)
        self._lifting = lifters
        self._policy = policy

    @cached_property
    def reading(self) -> Reading:
        """The condition under which it counts, compiled; that of the coverage, which every exchange asks, remembers."""
        reading = compiled(self.condition, self._policy.definitions)
        return reading if self.rule else remembered(reading, sorted(self.facts), MOST_ANSWERS)

    @cached_property
    def trigger(self) -> Reading:
        """What makes the rule fire, before exceptions, compiled."""
        return compiled(trigger_of(self.rule), self._policy.definitions) if self.rule else self.reading

    @cached_property
    def _certain(self) -> Outcome:
        return outcome_of(self, TRUE, {}, None, None)

    @cached_property
    def _possible(self) -> Outcome:
        return outcome_of(self, UNKNOWN, {}, None, None)

    def outcome(self, truth: Truth, facts: Facts) -> Outcome:
        """What the rule comes to without any decision, where the truth of its trigger is `truth`."""
        if truth is FALSE or self.liftable:
            return outcome_of(self, truth, facts, None, None)
        return self._certain if truth is TRUE else self._possible

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
        """The lists of the descriptor of whose elements its condition reads something, or somebody weighs something."""
        weighed = self.rule.factors if self.rule else ()
        return frozenset(self._policy.vocabulary[path].axis for path in self.facts.union(weighed)) - {""}


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
    lifting = [rule for rule in rules if rule.overrides]
    lifters = {rule.id: [other for other in lifting if rule.id in other.overrides] for rule in rules if rule.liftable}
    return tuple(
        Ruling(rule, counting(rule, found), found, policy) for rule in rules for found in [lifters.get(rule.id, [])]
    )


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
    return outcome_of(ruling, ruling.trigger(facts), facts, settled, stopped)


def outcome_of(
    ruling: Ruling, truth: Truth, facts: Facts, settled: Decision | None, stopped: Decision | None
) -> Outcome:
    """What the rule comes to where the truth of its trigger is `truth`."""
    rule = ruling.rule
    assert rule is not None, "coverage is not a rule"
    if not ruling.liftable:
        return Outcome(rule, truth, _contributed(rule, truth, settled, stopped), settled_by=settled, stopped_by=stopped)
    lifting = {identifier: reading(facts) for identifier, reading in ruling.lifters} if truth is not FALSE else {}
    counts = conjunction((truth, negation(disjunction(lifting.values()))))
    contributes = _contributed(rule, counts, settled, stopped)
    return Outcome(rule, truth, contributes, _where(lifting, TRUE), _where(lifting, UNKNOWN), settled, stopped)


def _contributed(rule: Rule, counts: Truth, settled: Decision | None, stopped: Decision | None) -> Bounds:
    if stopped:
        return Bounds(Level.PROHIBITED, Level.PROHIBITED)
    if counts is FALSE:
        return NOTHING
    level = level_of(rule, settled)
    return Bounds(level if counts is TRUE else Level.PERMITTED, level)


def conjuncts(condition: Condition, definitions: Mapping[str, Condition]) -> Iterator[Condition]:
    """The conditions that must all hold for `condition` to hold; itself where it is no conjunction."""
    match condition:
        case AllOf(parts):
            for part in parts:
                yield from conjuncts(part, definitions)
        case Defined(name) if isinstance(definitions[name], AllOf):
            yield from conjuncts(definitions[name], definitions)
        case _:
            yield condition


def _where(lifting: dict[str, Truth], truth: Truth) -> tuple[str, ...]:
    return tuple(identifier for identifier, found in lifting.items() if found is truth)
