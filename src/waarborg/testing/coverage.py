"""Which tests of each rule some case shows to matter: masking MC/DC, with what is unknown left unknown.

A test decides where the rule comes to TRUE or FALSE, and would not if the test alone, wherever the rule makes it, came
to its opposite. It is shown once it decides both when true and when false, to opposite ends. That the rule would then
be UNKNOWN is enough: what is asked only of a consent that was given is not known of one that was not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from waarborg.core.case import ShownRule, ShownTest
from waarborg.core.compiling import Reading, compiled
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, Not, Operator, Test, tests_of
from waarborg.core.ruling import Ruling, coverage_of, rulings_of
from waarborg.core.truth import TRUE, UNKNOWN, Truth, negation

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from waarborg.core.case import Ran
    from waarborg.core.judge import Judge
    from waarborg.core.policy import Policy
    from waarborg.core.vocabulary import Facts

Pairs = set[tuple[Truth, Truth]]
"""The truths in which one test decided, each with the truth that the rule then came to."""


def coverage_of_cases(
    cases: Sequence[Ran], judge: Judge, policy: Policy, only: Collection[str] | None = None
) -> tuple[ShownRule, ...]:
    """What the cases show of each rule and of the policy's coverage; of those in `only`, where it is given."""
    watched = {
        ruling.id: _Watched(ruling, policy.definitions)
        for ruling in (*rulings_of(policy.rules, policy), coverage_of(policy))
        if only is None or ruling.id in only
    }
    tests = tuple(dict.fromkeys(test for each in watched.values() for test in each.pairs))
    numbers = {test: number for number, test in enumerate(tests)}
    readings = [compiled(test, policy.definitions) for test in tests]
    by_day: dict[date, list[_Abstract]] = {}
    for ran in cases:
        day = ran.verdict.law_as_of
        if day not in by_day:
            rulings = (*judge.rulings_on(day), coverage_of(policy))
            by_day[day] = [
                watched[ruling.id].abstract(ruling.condition, numbers) for ruling in rulings if ruling.id in watched
            ]
        for part in ran.verdict.parts:
            truths = [reading(part.facts) for reading in readings]
            for abstract in by_day[day]:
                abstract.see(truths)
    return tuple(each.shown() for each in watched.values())


class _Watched:
    """One rule, and what was seen of it so far."""

    def __init__(self, ruling: Ruling, definitions: Mapping[str, Condition]) -> None:
        self._id = ruling.id
        self._definitions = definitions
        self._abstracts: dict[Condition, _Abstract] = {}
        self.pairs: dict[Test, Pairs] = {test: set() for test in tests_of(ruling.condition, definitions)}

    def abstract(self, condition: Condition, numbers: Mapping[Test, int]) -> _Abstract:
        """The rule as it is in force on some day: on another it may have fewer exceptions."""
        if condition not in self._abstracts:
            tests = tuple(dict.fromkeys(tests_of(condition, self._definitions)))
            reading = compiled(_abstract(condition, numbers, self._definitions), {})
            self._abstracts[condition] = _Abstract(
                reading, tuple(numbers[test] for test in tests), [self.pairs[test] for test in tests]
            )
        return self._abstracts[condition]

    def shown(self) -> ShownRule:
        """What was seen."""
        fires = any(abstract.fires for abstract in self._abstracts.values())
        return ShownRule(self._id, fires, tuple(_shown(test, pairs) for test, pairs in self.pairs.items()))


class _Abstract:
    """A condition over the truths of its tests instead of over facts."""

    def __init__(self, reading: Reading, numbers: tuple[int, ...], pairs: list[Pairs]) -> None:
        self._reading = reading
        self._numbers = numbers
        self._pairs = pairs
        self._seen: set[tuple[Truth, ...]] = set()
        self.fires = False

    def see(self, truths: Sequence[Truth]) -> None:
        """Take in one part, given the truth of every test in it."""
        found = tuple(truths[number] for number in self._numbers)
        if found in self._seen:
            return
        self._seen.add(found)
        known = [(number, truth) for number, truth in zip(self._numbers, found, strict=True) if truth is not UNKNOWN]
        facts: Facts = {str(number): truth is TRUE for number, truth in known}
        came_to = self._reading(facts)
        if came_to is UNKNOWN:
            return
        self.fires = self.fires or came_to is TRUE
        for number, truth, pairs in zip(self._numbers, found, self._pairs, strict=True):
            name = str(number)
            if truth is not UNKNOWN and self._reading({**facts, name: truth is not TRUE}) is not came_to:
                pairs.add((truth, came_to))


def _shown(test: Test, pairs: Pairs) -> ShownTest:
    true = {came_to for truth, came_to in pairs if truth is TRUE}
    false = {came_to for truth, came_to in pairs if truth is not TRUE}
    return ShownTest(test, bool(true), bool(false), any(negation(came_to) in false for came_to in true))


def _abstract(condition: Condition, names: Mapping[Test, int], definitions: Mapping[str, Condition]) -> Condition:
    """The condition with each test replaced by a fact of its own that is true where the test is."""
    match condition:
        case Test():
            return Test(str(names[condition]), Operator.EQUALS, True)
        case Defined(name):
            return _abstract(definitions[name], names, definitions)
        case Not(part):
            return Not(_abstract(part, names, definitions))
        case AllOf(parts):
            return AllOf(tuple(_abstract(part, names, definitions) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_abstract(part, names, definitions) for part in parts))
        case _:
            assert_never(condition)
