"""Which small changes of a policy its cases notice: each mutant is put to the cases that can tell it apart.

A mutant changes a few rules. In a part in which each of these comes out as before, and leaves nothing open that could
still count, nothing else can change; the others are judged again, by the rules that are not certainly silent there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from waarborg.core.case import Mutant, Mutation, Ran
from waarborg.core.compiling import compiled
from waarborg.core.condition import definitions_used
from waarborg.core.decisions import ruling_on
from waarborg.core.judge import Judge
from waarborg.core.ruling import COVERAGE, Ruling, contribution, counting, coverage_of, rulings_of, trigger_of
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, negation
from waarborg.core.verdict import NOTHING, Level, Outcome
from waarborg.testing.likeness import same_answers
from waarborg.testing.mutants import Mutated, mutants_of
from waarborg.testing.running import dated, mismatches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from waarborg.core.compiling import Reading
    from waarborg.core.condition import Condition
    from waarborg.core.policy import Policy, Rule
    from waarborg.core.verdict import PartVerdict
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
    day: date
    law_day: date
    parts: tuple[_Part, ...]
    speaking: frozenset[str]


class _Trial:
    """The cases as the policy itself judges them, ready to be held against its mutants."""

    def __init__(self, cases: Sequence[Ran], judge: Judge, policy: Policy) -> None:
        self._policy = policy
        self._cases = [_judged(ran, judge) for ran in cases]

    def kills(self, mutated: Mutated) -> bool:
        """Whether some case no longer passes under the mutant: those about its rule are asked first."""
        trial = _MutantTrial(mutated, self._policy)
        name = mutated.mutant.name
        own_first = sorted(self._cases, key=lambda judged: judged.ran.case.rule != name)
        in_doubt = []
        for judged in own_first:
            change = trial.change_in(judged)
            if change is TRUE and trial.fails(judged):
                return True
            if change is UNKNOWN:
                in_doubt.append(judged)
        return any(trial.fails(judged) for judged in in_doubt)


def _judged(ran: Ran, judge: Judge) -> _Judged:
    parts = []
    speaking = {decision.rule for decision in ran.case.exchange.decisions}
    for part in ran.verdict.parts:
        outcomes = {outcome.rule.id: outcome for outcome in part.outcomes}
        floor = max((outcome.contributes.at_best for outcome in part.outcomes), default=Level.PERMITTED)
        parts.append(_Part(part, judge.facts_of(ran.verdict, part.part), outcomes, floor))
        speaking |= {outcome.rule.id for outcome in part.outcomes if outcome.truth is not FALSE}
    return _Judged(ran, ran.verdict.facts_as_of, ran.verdict.law_as_of, tuple(parts), frozenset(speaking))


class _MutantTrial:
    """One mutant, and the rules that it can make come out otherwise."""

    def __init__(self, mutated: Mutated, policy: Policy) -> None:
        self._mutated = mutated
        self._policy = policy
        self._definitions = _changed_definitions(mutated, policy)
        changed = self._changed_rules()
        targets = {target for rule in changed for target in rule.overrides}
        self._affected = {rule.id for rule in changed} | targets
        covers_changes = mutated.mutant.owner == COVERAGE or _reaches(policy.covers, self._definitions)
        self._coverage = coverage_of(mutated.policy) if covers_changes else None
        self._rulings: dict[frozenset[str], tuple[Ruling, ...]] = {}
        self._watched = tuple(self._watch())

    def _changed_rules(self) -> list[Rule]:
        """The rules that the mutant changes, before and after."""
        pairs = zip(self._policy.rules, self._mutated.policy.rules, strict=True)
        return [
            rule
            for old, new in pairs
            if old is not new or any(_reaches(each, self._definitions) for each in _conditions(old))
            for rule in (old, new)
        ]

    def _watch(self) -> Iterator[Reading]:
        """The definition that is changed, before and after: where it says the same, nothing changes."""
        if self._definitions:
            name = self._mutated.mutant.name
            for policy in (self._policy, self._mutated.policy):
                yield compiled(policy.definitions[name], policy.definitions)

    def change_in(self, judged: _Judged) -> Truth:
        """Whether some changed rule comes out otherwise; UNKNOWN where one is open that could still count."""
        found = FALSE
        for part in judged.parts:
            if self._says_the_same(part.facts):
                continue
            change = self._change_in_part(judged, part)
            if change is TRUE:
                return TRUE
            if change is UNKNOWN:
                found = UNKNOWN
        return found

    def _says_the_same(self, facts: Facts) -> bool:
        if not self._watched:
            return False
        before, after = (reading(facts) for reading in self._watched)
        return before is after and before is not UNKNOWN

    def _change_in_part(self, judged: _Judged, part: _Part) -> Truth:
        found = FALSE
        if self._coverage:
            covered = negation(self._coverage.reading(part.facts))
            if covered is not part.verdict.covered:
                return TRUE
            found = UNKNOWN if covered is UNKNOWN else found
        seen = set()
        for ruling in self._in_force(judged.law_day):
            seen.add(ruling.id)
            settled, stopped = ruling_on(ruling, judged.ran.case.exchange, part.verdict.part, judged.day)
            after, level = contribution(ruling, part.facts, settled, stopped)
            before = part.outcomes.get(ruling.id)
            if before is None or _differ(before, after):
                return TRUE
            if after.contributes.at_best != after.contributes.at_worst and level > part.floor:
                found = UNKNOWN
        return TRUE if (self._affected & part.outcomes.keys()) - seen else found

    def _in_force(self, day: date) -> tuple[Ruling, ...]:
        rules = [rule for rule in self._mutated.policy.rules if rule.in_force.holds(day)]
        wanted = [rule for rule in rules if rule.id in self._affected or self._affected.intersection(rule.overrides)]
        key = frozenset(rule.id for rule in wanted)
        if key not in self._rulings:
            rulings = rulings_of(wanted, self._mutated.policy)
            self._rulings[key] = tuple(ruling for ruling in rulings if ruling.id in self._affected)
        return self._rulings[key]

    def fails(self, judged: _Judged) -> bool:
        """Whether the case does not pass when the mutant judges it."""
        wanted = judged.speaking | self._affected
        policy = self._mutated.policy
        rules = tuple(rule for rule in policy.rules if rule.id in wanted or self._affected.intersection(rule.overrides))
        verdict = Judge(replace(policy, rules=rules)).judge(dated(judged.ran.case))
        return any(True for _ in mismatches(judged.ran.case.expected, verdict))


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
