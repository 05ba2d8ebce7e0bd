"""Which small changes of a policy its cases notice: each mutant is put to the cases that can tell it apart.

A mutant changes a few rules. In a part in which each of these comes out as before, and leaves nothing open that could
still count, nothing else can change; the others are judged again, by the rules that are not certainly silent there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

from waarborg.core.case import Mutant, Mutation, Ran
from waarborg.core.compiling import compiled
from waarborg.core.condition import definitions_used
from waarborg.core.curing import exchange_curable, part_curable
from waarborg.core.decisions import ruling_on
from waarborg.core.judge import Judge
from waarborg.core.ruling import COVERAGE, Ruling, contribution, counting, coverage_of, rulings_of, trigger_of
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, negation
from waarborg.core.verdict import NOTHING, Bounds, Level
from waarborg.testing.likeness import same_answers
from waarborg.testing.mutants import Mutated, mutants_of
from waarborg.testing.running import dated, mismatches

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from waarborg.core.condition import Condition
    from waarborg.core.policy import Policy, Rule
    from waarborg.core.verdict import ExchangeVerdict, Outcome, PartVerdict
    from waarborg.core.vocabulary import Facts


def mutation_of(cases: Sequence[Ran], judge: Judge, policy: Policy, only: Collection[str] | None = None) -> Mutation:
    """What becomes of each mutant of the policy, or of the rules in `only`, under cases that all pass."""
    trial = _Trial(cases, judge, policy)
    killed = equivalent = 0
    survivors: list[Mutant] = []
    for mutated in mutants_of(policy, only):
        if trial.kills(mutated):
            killed += 1
        elif means_the_same(mutated, policy):
            equivalent += 1
        else:
            survivors.append(mutated.mutant)
    return Mutation(killed, tuple(survivors), equivalent)


def means_the_same(mutated: Mutated, policy: Policy) -> bool:
    """Whether no exchange could tell the mutant from the policy, where that is cheap to tell."""
    other = mutated.policy
    if mutated.mutant.key not in {"when", "requires", "overrides", COVERAGE}:
        return False
    changed = _changed_definitions(mutated, policy)
    pairs = [(policy.covers, other.covers)]
    for old, new in zip(policy.rules, other.rules, strict=True):
        if old is not new or any(_reaches(each, changed) for each in _conditions(old)):
            pairs.append((trigger_of(old), trigger_of(new)))
        if mutated.mutant.key == "overrides":
            pairs.append((counting(old, _lifters(old, policy)), counting(new, _lifters(new, other))))
    return all(
        same_answers((one, policy.definitions), (two, other.definitions), policy.vocabulary)
        for one, two in pairs
        if one != two or _reaches(one, changed)
    )


def _lifters(rule: Rule, policy: Policy) -> list[Rule]:
    """The rules whose exception can lift this one on some day."""
    return [
        other
        for other in policy.rules
        if rule.liftable and rule.id in other.overrides and rule.in_force.overlaps(other.in_force)
    ]


def _changed_definitions(mutated: Mutated, policy: Policy) -> frozenset[str]:
    """The definition that the mutant changes, and those that rest on it."""
    if mutated.mutant.owner != "definition":
        return frozenset()
    changed = {mutated.mutant.name}
    while more := {name for name, each in policy.definitions.items() if _reaches(each, changed)} - changed:
        changed |= more
    return frozenset(changed)


def _reaches(condition: Condition, names: Collection[str]) -> bool:
    return any(name in names for name in definitions_used(condition))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Part:
    """One part of a case as it was judged; `floor` is the gravest of what certainly contributes."""

    verdict: PartVerdict
    facts: Facts
    outcomes: dict[str, Outcome]
    floor: Level


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Judged:
    """One case as it was judged, with the rules that are not certainly silent in it or that a decision names."""

    ran: Ran
    parts: tuple[_Part, ...]
    speaking: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _After:
    """One part under a mutant: the rules that come out otherwise, and the truth of coverage.

    `in_doubt` is whether a rule that the mutant changes is open and could still count.
    """

    part: _Part
    changed: dict[str, Outcome | None]
    covered: Truth
    in_doubt: bool

    @property
    def differs(self) -> bool:
        """Whether anything comes out otherwise."""
        return bool(self.changed) or self.covered is not self.part.verdict.covered


class _Trial:
    """The cases as the policy itself judges them, ready to be held against its mutants."""

    def __init__(self, cases: Sequence[Ran], judge: Judge, policy: Policy) -> None:
        self._policy = policy
        self._cases = [_judged(ran, judge) for ran in cases]

    def kills(self, mutated: Mutated) -> bool:
        """Whether some case no longer passes under the mutant: those about its rule are asked first."""
        trial = MutantTrial(mutated, self._policy)
        name = mutated.mutant.name
        own_first = sorted(self._cases, key=lambda judged: judged.ran.case.rule != name)
        in_doubt = []
        for judged in own_first:
            after = [trial.after(judged, part) for part in judged.parts]
            if any(part.differs for part in after):
                if trial.fails(judged, after):
                    return True
            elif any(part.in_doubt for part in after):
                in_doubt.append(judged)
        return any(trial.fails_when_judged(judged) for judged in in_doubt)


def _judged(ran: Ran, judge: Judge) -> _Judged:
    parts = []
    speaking = {decision.rule for decision in ran.case.exchange.decisions}
    for part in ran.verdict.parts:
        outcomes = {outcome.rule.id: outcome for outcome in part.outcomes}
        floor = max((outcome.contributes.at_best for outcome in part.outcomes), default=Level.PERMITTED)
        parts.append(_Part(part, judge.facts_of(ran.verdict, part.part), outcomes, floor))
        speaking |= {outcome.rule.id for outcome in part.outcomes if outcome.truth is not FALSE}
    return _Judged(ran, tuple(parts), frozenset(speaking))


class MutantTrial:
    """One mutant, and the rules that it can make come out otherwise."""

    def __init__(self, mutated: Mutated, policy: Policy) -> None:
        self._before = policy
        self._policy = mutated.policy
        self._definitions = _changed_definitions(mutated, policy)
        changed = self._changed_rules()
        self._affected = {rule.id for rule in changed} | {target for rule in changed for target in rule.overrides}
        self._concerned = [rule for rule in self._policy.rules if self._concerns(rule)]
        covers_changes = mutated.mutant.owner == COVERAGE or _reaches(policy.covers, self._definitions)
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
            if old is not new or any(_reaches(each, self._definitions) for each in _conditions(old))
            for rule in (old, new)
        ]

    def _concerns(self, rule: Rule) -> bool:
        """Whether the rule can come out otherwise, or lifts one that can."""
        return rule.id in self._affected or not self._affected.isdisjoint(rule.overrides)

    def after(self, judged: _Judged, part: _Part) -> _After:
        """What the part comes to under the mutant, as far as the rules that it changes go."""
        if self._says_the_same(part.facts):
            return _After(part, {}, part.verdict.covered, in_doubt=False)
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
            in_doubt = in_doubt or (_is_open(outcome) and outcome.contributes.at_worst > part.floor)
        gone = (self._affected & part.outcomes.keys()) - in_force
        covered = negation(self._coverage.reading(part.facts)) if self._coverage else part.verdict.covered
        in_doubt = in_doubt or (self._coverage is not None and covered is UNKNOWN)
        return _After(part, {**changed, **dict.fromkeys(gone)}, covered, in_doubt)

    def _says_the_same(self, facts: Facts) -> bool:
        """Whether the definition that is changed says what it said, so that nothing that rests on it changes."""
        if not self._watched:
            return False
        before, after = (reading(facts) for reading in self._watched)
        return before is after and before is not UNKNOWN

    def _in_force(self, day: date) -> tuple[Ruling, ...]:
        if day not in self._rulings:
            rulings = rulings_of([rule for rule in self._concerned if rule.in_force.holds(day)], self._policy)
            self._rulings[day] = tuple(ruling for ruling in rulings if ruling.id in self._affected)
        return self._rulings[day]

    def fails(self, judged: _Judged, after: Sequence[_After]) -> bool:
        """Whether the case does not pass; judged again only where something is open, else from what is known.

        A rule that is no longer in force may still be stopped by a decision: that too is left to the judge.
        """
        if judged.ran.case.exchange.decisions and any(None in each.changed.values() for each in after):
            return self.fails_when_judged(judged)
        parts = [_settled_part(each) for each in after]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return self.fails_when_judged(judged)
        bounds = reduce(Bounds.joined, (part.bounds for part in known), NOTHING)
        curable = exchange_curable(bounds, known)
        verdict = replace(judged.ran.verdict, bounds=bounds, curable=curable, parts=tuple(known), missing=())
        return _fails(judged.ran, verdict)

    def fails_when_judged(self, judged: _Judged) -> bool:
        """Whether the case does not pass when the mutant judges it, the rules that are certainly silent left out."""
        wanted = judged.speaking.union(rule.id for rule in self._concerned)
        if wanted not in self._judges:
            rules = tuple(rule for rule in self._policy.rules if rule.id in wanted)
            self._judges[wanted] = Judge(replace(self._policy, rules=rules))
        return _fails(judged.ran, self._judges[wanted].judge(dated(judged.ran.case)))


def _fails(ran: Ran, verdict: ExchangeVerdict) -> bool:
    return any(True for _ in mismatches(ran.case.expected, verdict))


def _settled_part(after: _After) -> PartVerdict | None:
    """The part as the mutant judges it, where nothing in it is open; else None."""
    outcomes = tuple(outcome for outcome in {**after.part.outcomes, **after.changed}.values() if outcome is not None)
    if after.covered is UNKNOWN or any(map(_is_open, outcomes)):
        return None
    levels = [outcome.contributes.at_best for outcome in outcomes]
    level = max([*levels, Level.PERMITTED if after.covered is TRUE else Level.REFER])
    bounds = Bounds(level, level)
    curable = part_curable(bounds, outcomes)
    return replace(after.part.verdict, bounds=bounds, outcomes=outcomes, covered=after.covered, curable=curable)


def _is_open(outcome: Outcome) -> bool:
    return outcome.contributes.at_best != outcome.contributes.at_worst


def _conditions(rule: Rule) -> tuple[Condition, ...]:
    return (rule.when, rule.requires) if rule.requires is not None else (rule.when,)


def _differ(before: Outcome, after: Outcome) -> bool:
    """Whether two outcomes of a rule, before and after a change of it, are not alike to a verdict and to a case."""
    if before.truth is FALSE is after.truth and before.contributes == NOTHING == after.contributes:
        return False
    return _likeness(before) != _likeness(after)


def _likeness(outcome: Outcome) -> tuple[object, ...]:
    decisions = tuple(decision.index if decision else None for decision in (outcome.settled_by, outcome.stopped_by))
    lifting = (outcome.lifted_by, outcome.may_be_lifted_by)
    return (outcome.rule.kind, outcome.rule.authority, outcome.truth, outcome.contributes, lifting, decisions)
