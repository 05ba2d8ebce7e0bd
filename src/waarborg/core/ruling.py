"""Rules made ready to be asked: each one condition with what lifts it, and what it then contributes."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from waarborg.core.compiling import Reading, compiled
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, Not, facts_read
from waarborg.core.policy import Kind, Policy, Rule
from waarborg.core.record import record
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, conjunction, disjunction, negation
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

    @property
    def liftable(self) -> bool:
        """Whether there is a rule that can lift it."""
        return bool(self._lifting)

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
    def axes(self) -> frozenset[str]:
        """The lists of the descriptor of whose elements its condition reads something, or somebody weighs something."""
        weighed = self.rule.factors if self.rule else ()
        paths = facts_read(self.condition, self._policy.definitions).union(weighed)
        return frozenset(self._policy.vocabulary[path].axis for path in paths) - {""}


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


@record
class _Branch:
    """A condition, the rules that ask for no more than it and those above it, and what others ask for as well."""

    condition: int
    ends: list[int]
    further: dict[int, _Branch]


class Rulebook:
    """The rules in force on one day, made ready to be asked all at once.

    What several rules ask for together with other things (`transfer`, `third_country`) is a branch of one tree, the
    most shared nearest to its root: where it is FALSE, none of the rules on it is looked at.
    """

    def __init__(self, rulings: tuple[Ruling, ...], definitions: Mapping[str, Condition]) -> None:
        self.rulings = rulings
        self.silent = tuple(Outcome(ruling.rule, FALSE, NOTHING) for ruling in rulings if ruling.rule)
        self.numbers = {ruling.id: number for number, ruling in enumerate(rulings)}
        numbers: dict[Condition, int] = {}
        asked = [
            {numbers.setdefault(each, len(numbers)) for each in conjuncts(trigger_of(ruling.rule), definitions)}
            for ruling in rulings
            if ruling.rule
        ]
        shared = Counter(number for each in asked for number in each)
        root = _Branch(-1, [], {})
        for place, each in enumerate(asked):
            branch = root
            for number in sorted(each, key=lambda number: (-shared[number], number)):
                branch = branch.further.setdefault(number, _Branch(number, [], {}))
            branch.ends.append(place)
        self._root = root
        self._conditions = list(numbers)
        self._readings: list[Reading | None] = [None] * len(numbers)
        self._definitions = definitions
        self._compiled: dict[str, Reading] = {}

    def triggered(self, facts: Facts) -> dict[int, Truth]:
        """The truth of the trigger of each ruling, by its place in `rulings`, where that is not FALSE."""
        found: dict[int, Truth] = dict.fromkeys(self._root.ends, TRUE)
        self._follow(self._root, TRUE, facts, [None] * len(self._readings), found)
        return found

    def _follow(
        self, above: _Branch, so_far: Truth, facts: Facts, known: list[Truth | None], found: dict[int, Truth]
    ) -> None:
        """Add to `found` what hangs on the branch `above`, whose conditions come to `so_far`."""
        for number, branch in above.further.items():
            truth = known[number]
            if truth is None:
                truth = known[number] = (self._readings[number] or self._compile(number))(facts)
            if truth is FALSE:
                continue
            both = UNKNOWN if so_far is UNKNOWN else truth
            for place in branch.ends:
                found[place] = both
            if branch.further:
                self._follow(branch, both, facts, known, found)

    def _compile(self, number: int) -> Reading:
        reading = self._readings[number] = compiled(self._conditions[number], self._definitions, self._compiled)
        return reading


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
