"""Rules made ready to be asked: each one condition with what lifts it, and what it then contributes."""

from __future__ import annotations

from functools import cached_property, reduce
from operator import and_, getitem, itemgetter, or_
from typing import TYPE_CHECKING, Any, assert_never

from waarborg.core.compiling import Reading, compiled, remembered
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, Not, facts_read
from waarborg.core.policy import Kind, Policy, Rule
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, conjunction, disjunction, negation
from waarborg.core.verdict import NOTHING, Bounds, Level, Outcome
from waarborg.core.vocabulary import Sort

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


class _Asked(dict[Any, int]):
    """What rules ask of the same facts: for the answers that were seen, what they come to.

    Sets of rules are the bits of an integer, by their place among the rulings: the lowest `width` bits for the rules
    that nothing silences, and as many above them for those that nothing leaves open.
    """

    def __init__(self, policy: Policy, paths: frozenset[str], width: int) -> None:
        super().__init__()
        self.paths = sorted(paths)
        self.rules = 0
        self._width = width
        self._conditions: list[tuple[Condition, int]] = []
        self._readings: list[tuple[Reading, int]] = []
        self._definitions = policy.definitions
        self._free = any(policy.vocabulary[path].sort is Sort.TEXT for path in paths)

    def add(self, condition: Condition, rules: int) -> None:
        """Let the rules ask the condition, which reads these facts and no others."""
        self._conditions.append((condition, rules))
        self.rules |= rules

    def __missing__(self, answers: Any) -> int:
        """What the answers come to where they were not seen before: of one fact its value, of more their values."""
        if not self._readings:
            self._readings = [(compiled(each, self._definitions), rules) for each, rules in self._conditions]
        values = (answers,) if len(self.paths) == 1 else answers
        facts = {path: value for path, value in zip(self.paths, values, strict=True) if value is not None}
        silenced = left_open = 0
        for reading, rules in self._readings:
            truth = reading(facts)
            if truth is FALSE:
                silenced |= rules
            elif truth is UNKNOWN:
                left_open |= rules
        found = every(self._width) ^ (silenced | left_open << self._width)
        if not self._free:
            if len(self) >= MOST_ANSWERS:
                self.clear()
            self[answers] = found
        return found


def every(width: int) -> int:
    """What silences none of so many rules and leaves none of them open."""
    return (1 << 2 * width) - 1


class Rulebook:
    """The rules in force on one day, made ready to be asked all at once.

    Much of what they ask is asked of the same few facts, and of most rules one of them makes an end. So what is asked
    of the same facts is read together, and once for the same answers. What is asked of one fact alone comes first; the
    rest is not asked at all where no rule hangs on it any more.
    """

    def __init__(self, rulings: tuple[Ruling, ...], policy: Policy) -> None:
        self.rulings = rulings
        self.silent = tuple(Outcome(ruling.rule, FALSE, NOTHING) for ruling in rulings if ruling.rule)
        self.numbers = {ruling.id: number for number, ruling in enumerate(rulings)}
        self._every, self._in_bits = every(len(rulings)), f"0{2 * len(rulings)}b"
        groups = _grouped(rulings, policy)
        self._of_one = [asked for asked in groups if len(asked.paths) == 1]
        of_more = [asked for asked in groups if len(asked.paths) != 1]
        first = [path for asked in self._of_one for path in asked.paths]
        further = frozenset[str]().union(*(asked.paths for asked in of_more))
        self._paths = [*first, *sorted(further.difference(first))]
        places = {path: place for place, path in enumerate(self._paths)}
        self._of_more = [
            (asked.rules, itemgetter(*(places[path] for path in asked.paths)) if asked.paths else _none_of, asked)
            for asked in of_more
        ]

    def triggered(self, facts: Facts) -> dict[int, Truth]:
        """The truth of the trigger of each ruling whose trigger is not FALSE, by its place in `rulings`, in order."""
        width = len(self.rulings)
        values = list(map(facts.get, self._paths))
        left = reduce(and_, map(getitem, self._of_one, values), self._every)
        for rules, answers_in, asked in self._of_more:
            if rules & left:
                left &= asked[answers_in(values)]
        said = format(left, self._in_bits)[::-1]
        truths = {}
        place = said.find("1", 0, width)
        while place >= 0:
            truths[place] = TRUE if said[place + width] == "1" else UNKNOWN
            place = said.find("1", place + 1, width)
        return truths


def _none_of(_values: Sequence[Any]) -> tuple[()]:
    """The answers to what is asked of no fact at all."""
    return ()


def _grouped(rulings: Sequence[Ruling], policy: Policy) -> list[_Asked]:
    """Everything that the rulings ask, by the facts that it is asked of: what most rules ask first."""
    asking: dict[Condition, list[int]] = {}
    for place, ruling in enumerate(rulings):
        for condition in conjuncts(trigger_of(ruling.rule), policy.definitions) if ruling.rule else ():
            asking.setdefault(condition, []).append(1 << place)
    groups: dict[frozenset[str], _Asked] = {}
    for condition, rules in asking.items():
        paths = facts_read(condition, policy.definitions)
        if paths not in groups:
            groups[paths] = _Asked(policy, paths, len(rulings))
        groups[paths].add(condition, reduce(or_, rules))
    return sorted(groups.values(), key=lambda asked: (-asked.rules.bit_count(), len(asked.paths)))


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
