"""The rules in force on one day, asked all at once: what they ask of the same facts is read together, and once."""

from __future__ import annotations

from functools import reduce
from itertools import groupby
from operator import and_, getitem, itemgetter, or_
from typing import TYPE_CHECKING, Any

from waarborg.core.compiling import Reading, compiled
from waarborg.core.condition import Condition, facts_read
from waarborg.core.record import record
from waarborg.core.ruling import MOST_ANSWERS, Ruling, conjuncts, trigger_of
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth
from waarborg.core.verdict import NOTHING, Level, Outcome
from waarborg.core.vocabulary import Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from waarborg.core.policy import Policy
    from waarborg.core.vocabulary import Facts

MANY_VALUED = frozenset({Sort.TEXT, Sort.DATE, Sort.INTEGER, Sort.DECIMAL})
"""The sorts of facts of which two exchanges seldom say the same."""


@record
class Heard:
    """What rules come to of which there is something to hear: the worst that is certain, and what could be worse."""

    outcomes: tuple[Outcome, ...]
    floor: Level
    still_open: tuple[tuple[Ruling, Level], ...]


def heard_of(ruled: Iterable[tuple[Ruling, Outcome]], besides: Iterable[Outcome] = ()) -> Heard:
    """What the rulings come to, and what is certain `besides`."""
    ruled = tuple(ruled)
    outcomes = (*(outcome for _, outcome in ruled), *besides)
    floor = max([outcome.contributes.at_best for outcome in outcomes], default=Level.PERMITTED)
    worst = [(ruling, outcome.contributes.at_worst) for ruling, outcome in ruled]
    return Heard(outcomes, floor, tuple((ruling, level) for ruling, level in worst if level > floor))


@record
class Triggered:
    """The rules whose trigger is not FALSE: the truth of each by its place, in order.

    `undecided` is what they come to while nobody decided on any; None where one can be lifted: by what, the facts say.
    """

    truths: dict[int, Truth]
    undecided: Heard | None


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
        self.many_valued = any(policy.vocabulary[path].sort in MANY_VALUED for path in paths)

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


class _Together(dict[tuple[Any, ...], int]):
    """What is asked of facts that stand together, of each alone: what their answers come to."""

    def __init__(self, asked: Sequence[_Asked]) -> None:
        super().__init__()
        self._asked = asked

    def __missing__(self, answers: tuple[Any, ...]) -> int:
        found = reduce(and_, map(getitem, self._asked, answers))
        if len(self) >= MOST_ANSWERS:
            self.clear()
        self[answers] = found
        return found


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
        self._seen: dict[int, Triggered] = {}
        groups = _grouped(rulings, policy)
        of_one = sorted((asked for asked in groups if len(asked.paths) == 1), key=_standing)
        of_more = [asked for asked in groups if len(asked.paths) != 1]
        first = [path for asked in of_one for path in asked.paths]
        further = frozenset[str]().union(*(asked.paths for asked in of_more))
        self._paths = [*first, *sorted(further.difference(first))]
        places = {path: place for place, path in enumerate(self._paths)}
        self._of_one: list[tuple[slice, dict[Any, int]]] = []
        for _, standing in groupby(of_one, key=_standing):
            together = list(standing)
            begin = places[together[0].paths[0]]
            of_all = _Together(together)
            self._of_one.append((slice(begin, begin + len(together)), of_all))
        self._of_more = [
            (asked.rules, itemgetter(*(places[path] for path in asked.paths)) if asked.paths else _none_of, asked)
            for asked in of_more
        ]

    def triggered(self, facts: Facts) -> Triggered:
        """The rulings whose trigger is not FALSE under the facts, by their place in `rulings`."""
        values = list(map(facts.get, self._paths))
        left = self._every
        for places, together in self._of_one:
            left &= together[tuple(values[places])]
        for rules, answers_in, asked in self._of_more:
            if rules & left:
                left &= asked[answers_in(values)]
        if left not in self._seen:
            if len(self._seen) >= MOST_ANSWERS:
                self._seen.clear()
            self._seen[left] = self._triggered(left)
        return self._seen[left]

    def _triggered(self, left: int) -> Triggered:
        width = len(self.rulings)
        said = format(left, self._in_bits)[::-1]
        places = [place for place, bit in enumerate(said[:width]) if bit == "1"]
        truths = {place: TRUE if said[place + width] == "1" else UNKNOWN for place in places}
        if any(self.rulings[place].liftable for place in truths):
            return Triggered(truths, None)
        ruled = [(self.rulings[place], self.rulings[place].outcome(truth, {})) for place, truth in truths.items()]
        return Triggered(truths, heard_of(ruled))


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


def _standing(asked: _Asked) -> tuple[bool, str]:
    """Where in a descriptor the one fact stands that is asked; one with many values stands alone."""
    (path,) = asked.paths
    return (True, path) if asked.many_valued else (False, path.split(".")[0] if "." in path else "")
