"""Which small changes of a policy its cases notice: each mutant is put to the cases that can tell it apart.

A mutant changes a few rules. In a part in which each of these comes out as before, and leaves nothing open that could
still count, nothing else can change; the others are judged again, by the rules that are not certainly silent there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.case import Mutant, Mutation, Ran
from waarborg.core.ruling import COVERAGE, counting, trigger_of
from waarborg.testing.likeness import same_answers
from waarborg.testing.mutant_trial import MutantTrial, changed_definitions, judged_case, reaches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from waarborg.core.condition import Condition
    from waarborg.core.judge import Judge
    from waarborg.core.policy import Policy, Rule
    from waarborg.testing.mutant_trial import JudgedCase
    from waarborg.testing.mutants import Mutated


def mutation_of(cases: Sequence[Ran], judge: Judge, policy: Policy, mutants: Iterable[Mutated]) -> Mutation:
    """What becomes of each of the policy's mutants under cases that all pass."""
    trial = _Trial(cases, judge, policy)
    killed = equivalent = 0
    survivors: list[Mutant] = []
    for mutated in mutants:
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
    changed = changed_definitions(mutated, policy)
    pairs = [(policy.covers, other.covers)]
    for old, new in zip(policy.rules, other.rules, strict=True):
        if old is not new or any(reaches(each, changed) for each in old.conditions):
            pairs.append((trigger_of(old), trigger_of(new)))
        if mutated.mutant.key == "overrides":
            pairs.append((counting(old, _lifters(old, policy)), counting(new, _lifters(new, other))))
    return all(
        same_answers((one, policy.definitions), (two, other.definitions), policy.vocabulary)
        for one, two in pairs
        if one != two or reaches(one, changed)
    )


def _lifters(rule: Rule, policy: Policy) -> list[Rule]:
    """The rules whose exception can lift this one on some day."""
    return [
        other
        for other in policy.rules
        if rule.liftable and rule.id in other.overrides and rule.in_force.overlaps(other.in_force)
    ]


class _Trial:
    """The cases as the policy itself judges them, ready to be held against its mutants."""

    def __init__(self, cases: Sequence[Ran], judge: Judge, policy: Policy) -> None:
        self._policy = policy
        self._judge = judge
        self._cases = [judged_case(ran) for ran in cases]
        self._by_day: dict[date, dict[str, Condition]] = {}

    def _conditions(self, day: date) -> Mapping[str, Condition]:
        """What makes each rule in force on the day count, by id."""
        if day not in self._by_day:
            self._by_day[day] = {ruling.id: ruling.condition for ruling in self._judge.rulings_on(day)}
        return self._by_day[day]

    def _own_first(self, rules: Collection[str]) -> Iterator[JudgedCase]:
        """Every case, those about these rules first."""
        yield from (judged for judged in self._cases if judged.ran.case.rule in rules)
        yield from (judged for judged in self._cases if judged.ran.case.rule not in rules)

    def kills(self, mutated: Mutated) -> bool:
        """Whether some case no longer passes under the mutant: those about a rule that it changes are asked first."""
        trial = MutantTrial(mutated, self._policy, self._conditions)
        in_doubt = []
        for judged in self._own_first(trial.affected):
            after = [trial.after(judged, part) for part in judged.parts]
            if any(part.differs for part in after):
                if trial.fails(judged, after):
                    return True
            elif any(part.in_doubt for part in after):
                in_doubt.append(judged)
        return any(trial.fails_when_judged(judged) for judged in in_doubt)
