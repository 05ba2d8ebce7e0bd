"""One mutant held against cases as the policy itself judged them, with as little judged again as can be."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from waarborg.core.compiling import compiled
from waarborg.core.condition import definitions_used
from waarborg.core.curing import exchange_curable, part_curable
from waarborg.core.decisions import ruling_on
from waarborg.core.judge import Judge
from waarborg.core.record import record, replace
from waarborg.core.residue import residue_of
from waarborg.core.ruling import COVERAGE, Ruling, contribution, coverage_of, rulings_of
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, negation
from waarborg.core.verdict import NOTHING, Bounds, Level, Verdict
from waarborg.testing.running import dated, mismatches, of_outcomes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from waarborg.core.case import Expected, Ran
    from waarborg.core.condition import Condition
    from waarborg.core.policy import Policy, Rule
    from waarborg.core.verdict import ExchangeVerdict, Outcome, PartVerdict
    from waarborg.core.vocabulary import Facts
    from waarborg.testing.mutants import Mutated


@record
class JudgedPart:
    """One part of a case as it was judged; `floor` is the gravest of what certainly contributes."""

    verdict: PartVerdict
    facts: Facts
    outcomes: dict[str, Outcome]
    floor: Level


@record
class JudgedCase:
    """One case as it was judged, with the rules that are not certainly silent in it or that a decision names."""

    ran: Ran
    parts: tuple[JudgedPart, ...]
    speaking: frozenset[str]


@record
class AfterMutation:
    """One part under a mutant: the rules that come out otherwise, and the truth of coverage.

    `in_doubt` is whether a rule that the mutant changes is open and could still count.
    """

    part: JudgedPart
    changed: dict[str, Outcome | None]
    covered: Truth
    in_doubt: bool

    @property
    def differs(self) -> bool:
        """Whether anything comes out otherwise."""
        return bool(self.changed) or self.covered is not self.part.verdict.covered

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What every rule comes to under the mutant."""
        merged = {**self.part.outcomes, **self.changed}
        return tuple(outcome for outcome in merged.values() if outcome is not None)

    @property
    def reaches_above(self) -> bool:
        """Whether a change in it may count for more than is certain without the rules that change."""
        if self.in_doubt or self.covered is not self.part.verdict.covered:
            return True
        before = self.part.outcomes
        kept = (outcome.contributes.at_best for rule, outcome in before.items() if rule not in self.changed)
        floor = max([Level.REFER if self.covered is FALSE else Level.PERMITTED, *kept])
        changed = (*self.changed.values(), *(before.get(rule) for rule in self.changed))
        return any(outcome is not None and outcome.contributes.at_worst > floor for outcome in changed)

    @property
    def outer_bounds(self) -> tuple[Level, Level]:
        """What is certain, and the gravest that any rule may contribute: the bounds lie within the two."""
        certain = Level.REFER if self.covered is FALSE else Level.PERMITTED
        possible = Level.PERMITTED if self.covered is TRUE else Level.REFER
        return (
            max([certain, *(outcome.contributes.at_best for outcome in self.outcomes)]),
            max([possible, *(outcome.contributes.at_worst for outcome in self.outcomes)]),
        )


def judged_case(ran: Ran) -> JudgedCase:
    """The case as the policy itself judged it."""
    parts = []
    speaking = {decision.rule for decision in ran.case.exchange.decisions}
    for part in ran.verdict.parts:
        outcomes = {outcome.rule.id: outcome for outcome in part.outcomes}
        floor = max((outcome.contributes.at_best for outcome in part.outcomes), default=Level.PERMITTED)
        parts.append(JudgedPart(part, part.facts, outcomes, floor))
        speaking |= {outcome.rule.id for outcome in part.outcomes if outcome.truth is not FALSE}
    return JudgedCase(ran, tuple(parts), frozenset(speaking))


def changed_definitions(mutated: Mutated, policy: Policy) -> frozenset[str]:
    """The definition that the mutant changes, and those that rest on it."""
    if mutated.mutant.owner != "definition":
        return frozenset()
    changed = {mutated.mutant.name}
    while more := {name for name, each in policy.definitions.items() if reaches(each, changed)} - changed:
        changed |= more
    return frozenset(changed)


def reaches(condition: Condition, names: Collection[str]) -> bool:
    """Whether the condition itself uses one of these definitions."""
    return bool(names) and any(name in names for name in definitions_used(condition))


class MutantTrial:
    """One mutant, and the rules that it can make come out otherwise: `affected`, by id."""

    def __init__(self, mutated: Mutated, policy: Policy, former: Callable[[date], Mapping[str, Condition]]) -> None:
        self._before = policy
        self._former = former
        self._policy = mutated.policy
        self._definitions = changed_definitions(mutated, policy)
        changed = self._changed_rules()
        self.affected = {rule.id for rule in changed} | {target for rule in changed for target in rule.overrides}
        self._concerned = [rule for rule in self._policy.rules if self._concerns(rule)]
        covers_changes = mutated.mutant.owner == COVERAGE or reaches(policy.covers, self._definitions)
        self._coverage = coverage_of(self._policy) if covers_changes else None
        self._watched = tuple(
            compiled(each.definitions[mutated.mutant.name], each.definitions)
            for each in (policy, self._policy)
            if self._definitions
        )
        self._rulings: dict[date, tuple[Ruling, ...]] = {}
        self._judges: dict[frozenset[str], Judge] = {}

    def _changed_rules(self) -> list[Rule]:
        """The rules that the mutant changes, before and after."""
        pairs = zip(self._before.rules, self._policy.rules, strict=True)
        return [
            rule
            for old, new in pairs
            if old is not new or any(reaches(each, self._definitions) for each in old.conditions)
            for rule in (old, new)
        ]

    def _concerns(self, rule: Rule) -> bool:
        """Whether the rule can come out otherwise, or lifts one that can."""
        return rule.id in self.affected or not self.affected.isdisjoint(rule.overrides)

    def after(self, judged: JudgedCase, part: JudgedPart) -> AfterMutation:
        """What the part comes to under the mutant, as far as the rules that it changes go."""
        if self._says_the_same(part.facts):
            return AfterMutation(part, {}, part.verdict.covered, in_doubt=False)
        verdict = judged.ran.verdict
        changed: dict[str, Outcome | None] = {}
        in_force = set()
        in_doubt = False
        for ruling in self._in_force(verdict.law_as_of):
            in_force.add(ruling.id)
            decisions = ruling_on(ruling, verdict.exchange, part.verdict.part, verdict.facts_as_of)
            outcome = contribution(ruling, part.facts, *decisions)
            before = part.outcomes.get(ruling.id)
            if before is None or _differ(before, outcome):
                changed[ruling.id] = outcome
            in_doubt = in_doubt or (
                _is_open(outcome)
                and outcome.contributes.at_worst > part.floor
                and self._asks_otherwise(ruling, part.facts, verdict.law_as_of)
            )
        gone = (self.affected & part.outcomes.keys()) - in_force
        covered = negation(self._coverage.reading(part.facts)) if self._coverage else part.verdict.covered
        in_doubt = in_doubt or (
            self._coverage is not None and covered is UNKNOWN and self._covers_otherwise(part.facts)
        )
        return AfterMutation(part, {**changed, **dict.fromkeys(gone)}, covered, in_doubt)

    def _asks_otherwise(self, ruling: Ruling, facts: Facts, day: date) -> bool:
        """Whether what the ruling still hangs on in these facts is not what it hung on before."""
        before = self._former(day).get(ruling.id)
        if before is None:
            return True
        return residue_of(before, facts, self._before.definitions) != residue_of(
            ruling.condition, facts, self._policy.definitions
        )

    def _covers_otherwise(self, facts: Facts) -> bool:
        """Whether what coverage still hangs on in these facts is not what it hung on before."""
        before, after = self._before, self._policy
        return residue_of(before.covers, facts, before.definitions) != residue_of(
            after.covers, facts, after.definitions
        )

    def _says_the_same(self, facts: Facts) -> bool:
        """Whether the definition that is changed says what it said, so that nothing that rests on it changes."""
        if not self._watched:
            return False
        before, after = (reading(facts) for reading in self._watched)
        return before is after and before is not UNKNOWN

    def _in_force(self, day: date) -> tuple[Ruling, ...]:
        if day not in self._rulings:
            rulings = rulings_of([rule for rule in self._concerned if rule.in_force.holds(day)], self._policy)
            self._rulings[day] = tuple(ruling for ruling in rulings if ruling.id in self.affected)
        return self._rulings[day]

    def fails(self, judged: JudgedCase, after: Sequence[AfterMutation]) -> bool:
        """Whether the case does not pass; judged again only where something is open, else from what is known.

        A rule that is no longer in force may still be stopped by a decision: that too is left to the judge.
        """
        if judged.ran.case.exchange.decisions and any(None in each.changed.values() for each in after):
            return self.fails_when_judged(judged)
        expected = judged.ran.case.expected
        if any(True for _ in of_outcomes(expected, [outcome for each in after for outcome in each.outcomes])):
            return True
        if outside(expected, *map(max, zip(*(each.outer_bounds for each in after), strict=True))):
            return True
        verdict = _verdict_as_bounded(judged, after) or _verdict_as_settled(judged, after)
        return self.fails_when_judged(judged) if verdict is None else _fails(judged.ran, verdict)

    def fails_when_judged(self, judged: JudgedCase) -> bool:
        """Whether the case does not pass when the mutant judges it, the rules that are certainly silent left out."""
        wanted = judged.speaking.union(rule.id for rule in self._concerned)
        if wanted not in self._judges:
            rules = tuple(rule for rule in self._policy.rules if rule.id in wanted)
            self._judges[wanted] = Judge(replace(self._policy, rules=rules))
        return _fails(judged.ran, self._judges[wanted].judge(dated(judged.ran.case)))


def _fails(ran: Ran, verdict: ExchangeVerdict) -> bool:
    return any(True for _ in mismatches(ran.case.expected, verdict))


def _verdict_as_bounded(judged: JudgedCase, after: Sequence[AfterMutation]) -> ExchangeVerdict | None:
    """The verdict under the mutant where no change of it reaches above what is certain anyway; else None.

    The bounds and the questions are then as before.
    """
    if any(each.reaches_above for each in after):
        return None
    parts = tuple(_part(each, each.part.verdict.bounds) for each in after)
    bounds = judged.ran.verdict.bounds
    return replace(judged.ran.verdict, curable=exchange_curable(bounds, parts), parts=parts)


def _verdict_as_settled(judged: JudgedCase, after: Sequence[AfterMutation]) -> ExchangeVerdict | None:
    """The verdict under the mutant where nothing in any part is open; else None."""
    if any(each.covered is UNKNOWN or any(map(_is_open, each.outcomes)) for each in after):
        return None
    parts = tuple(_part(each, Bounds(*each.outer_bounds)) for each in after)
    bounds = reduce(Bounds.joined, (part.bounds for part in parts), NOTHING)
    curable = exchange_curable(bounds, parts)
    return replace(judged.ran.verdict, bounds=bounds, curable=curable, parts=parts, questions=tuple)


def _part(after: AfterMutation, bounds: Bounds) -> PartVerdict:
    outcomes = after.outcomes
    curable = part_curable(bounds, outcomes)
    verdict = after.part.verdict
    return replace(verdict, bounds=bounds, heard=outcomes, silent=(), covered=after.covered, curable=curable)


def outside(expected: Expected, certain: Level, possible: Level) -> bool:
    """Whether bounds that lie between what is certain and what is possible cannot be those expected."""
    whole = Level[expected.verdict.name] if expected.verdict not in {None, Verdict.INCOMPLETE} else None
    lowest = [level for level in (expected.at_best, whole) if level is not None]
    highest = [level for level in (expected.at_worst, whole) if level is not None]
    return any(certain > level for level in lowest) or any(possible < level for level in highest)


def _is_open(outcome: Outcome) -> bool:
    return outcome.contributes.at_best != outcome.contributes.at_worst


def _differ(before: Outcome, after: Outcome) -> bool:
    """Whether two outcomes of a rule, before and after a change of it, are not alike to a verdict and to a case."""
    if before.truth is FALSE is after.truth and before.contributes == NOTHING == after.contributes:
        return False
    return _likeness(before) != _likeness(after)


def _likeness(outcome: Outcome) -> tuple[object, ...]:
    decisions = tuple(decision.index if decision else None for decision in (outcome.settled_by, outcome.stopped_by))
    lifting = (outcome.lifted_by, outcome.may_be_lifted_by)
    return (outcome.rule.kind, outcome.rule.authority, outcome.truth, outcome.contributes, lifting, decisions)
