"""Where the symbolic reading and `core.judge` would disagree on a random part; run as a program, a long search for one."""

from __future__ import annotations

import itertools
import sys
import time
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from randomly import DAY, RANGES, Made, exchange_of, part_of, policy_of

from waarborg.change.answers import answer_of, texts_of
from waarborg.change.logic import FALSE, TRUE, Expression, implied, negation, variable
from waarborg.change.outcomes import LEVELS, go_aheads, outcomes_of
from waarborg.change.referents import reference_of, told_by_name
from waarborg.change.sides import Side
from waarborg.change.solver import Deadline, Solver
from waarborg.change.space import GUESSED, Space
from waarborg.change.standing import standing_expression
from waarborg.change.ties import UNNAMED
from waarborg.core import truth
from waarborg.core.difference import Standing
from waarborg.core.exchange import parties_of
from waarborg.core.ruling import coverage_of
from waarborg.core.verdict import Level
from waarborg.core.vocabulary import ORDERED, HalfKnown, Sort, Value
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.vocabulary import ranges

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from waarborg.core.policy import Policy
    from waarborg.core.verdict import PartVerdict
    from waarborg.core.vocabulary import Facts

PARTS = 12
"""How many parts are judged under one random policy."""
HOURS = 4
"""How long a solver may take over all that it is asked."""


def chosen_apart(free: Sequence[Sequence[str]], taken: frozenset[str] = frozenset()) -> list[str] | None:
    """One of each of `free`, all different and none of them taken; None where there are not enough."""
    if not free:
        return []
    for each in free[0]:
        if each not in taken:
            others = chosen_apart(free[1:], taken | {each})
            if others is not None:
                return [each, *others]
    return None


class Alike:
    """A random part in the words of a space: the literals that hold of it, and whether any of it is left loose."""

    def __init__(self, made: Made, space: Space) -> None:
        self._space = space
        self._facts = {**made.facts, "parties": parties_of(exchange_of(made))}
        self.loose = False
        self.literals: list[Expression] = []
        self._codes = {path: self._copies(path) for path in space.pools}
        for path, scalar in space.scalars.items():
            if path.endswith(GUESSED):
                continue
            value = self._facts.get(path)
            if value is not None:
                self.literals.append(scalar.values[self._like(path, value)])
            elif scalar.unknown != FALSE:
                self.literals.append(scalar.unknown)
                self.loose = True
            elif UNNAMED in scalar.values:
                self.literals.append(scalar.values[UNNAMED])
        for path in space.sets:
            if not path.endswith(GUESSED):
                self._set(path)
        self.loose = self.loose or any(self._open(path) for path in space.compared)

    def _open(self, path: str) -> bool:
        """Whether a fact that is held against another is not wholly known: how far `core` sees then is its own."""
        reference = reference_of(path, self._space.vocabulary)
        if not reference:
            return path != "date" and isinstance(self._facts.get(path, HalfKnown(frozenset())), HalfKnown)
        [side], fact = self._space.sides, self._space.vocabulary[reference]
        referent = side.policy.find(fact.target, str(self._facts.get(reference)))
        return referent is None or referent.known(path.removeprefix(f"{fact.prefix or reference}."), side.day) is None

    def _like(self, path: str, value: Value) -> Value:
        fact, values = self._space.vocabulary[path], tuple(self._space.scalars[path].values)
        if fact.sort is Sort.REFERENCE:
            return self._codes[path][str(value)]
        if fact.sort in ORDERED:
            return self._between(path, value, values)
        if path in self._space.compared and fact.sort is Sort.TEXT and value not in values:
            others = {self._facts[each] for each in self._linked(path) if each in self._facts} - {*values}
            texts = [each for each in values if str(each).strip() and each not in self._thresholds(path)]
            return texts[sorted(map(str, others)).index(str(value))]
        unnamed = [each for each in values if each not in self._space.mentioned[path]]
        return value if value in values else unnamed[-1]

    def _between(self, path: str, value: Value, values: tuple[Value, ...]) -> Value:
        """The one of `values` that lies as `value` does, towards the thresholds and the facts it is held against."""
        linked, thresholds = self._linked(path), self._thresholds(path)
        if self._space.vocabulary[path].sort is Sort.DATE:
            thresholds.add(self._space.day)
        if value in thresholds or (not thresholds and len(linked) == 1):
            return value if value in values else values[0]
        low = [each for each in thresholds if each < value]  # type: ignore[operator]
        high = [each for each in thresholds if each > value]  # type: ignore[operator]

        def within(each: Value) -> bool:
            return (not low or each > max(low)) and (not high or each < min(high))  # type: ignore[operator,type-var]

        others = {self._facts[each] for each in linked if each in self._facts}
        rank = sorted(each for each in others if within(each)).index(value)  # type: ignore[type-var]
        return sorted(each for each in values if within(each))[rank]  # type: ignore[type-var]

    def _linked(self, path: str) -> set[str]:
        """The facts that are held against the one at `path`, itself among them, if only through others."""
        linked, ahead = set(), [path]
        while ahead:
            each = ahead.pop()
            if each not in linked:
                linked.add(each)
                ahead += self._space.compared.get(each, ())
        return linked

    def _thresholds(self, path: str) -> set[Value]:
        return {constant for each in self._linked(path) for constant in self._space.mentioned.get(each, ())}

    def _copies(self, path: str) -> Mapping[str, str]:
        """For each code of the part that `path` can name, the code of its pool that stands for it there.

        A code of which an attribute is read keeps its class; any other one what a test tells of it by its name. Codes
        that a reference names stay apart from all others, and so do those that all stand for themselves; of the rest,
        those that are in the same sets stay together.
        """
        pool, space = self._space.pools[path], self._space
        group = [each for each in space.pools if space.pools[each] is pool]
        met = {each: self._facts[each] for each in group if each not in space.sets and each in self._facts}
        sets = [each for each in group if each in space.sets]
        rough = told_by_name(space.vocabulary[path].target, group, space.sides, space.sides[0].tests())
        read = {reference_of(each, space.vocabulary) for test in space.sides[0].tests() for each in test.paths}
        asked = {code for each, code in met.items() if each in read}
        alike: dict[object, list[str]] = {}
        for code in dict.fromkeys(
            [*map(str, met.values()), *(code for each in sets for code in sorted(self._known(each)))]
        ):
            own = all(each in pool.codes for each in rough if rough[each] == rough[code])
            way = code if own or code in met.values() else (rough[code], *(code in self._known(each) for each in sets))
            alike.setdefault(way, []).append(code)
        free = [
            [
                stand_in
                for stand_in in pool.codes
                if (code in pool.classes[stand_in] if code in asked else rough[stand_in] == rough[code])
            ]
            for code, *_ in alike.values()
        ]
        chosen = chosen_apart(free)
        assert chosen is not None, f"the pool {pool.codes} has not enough codes for {self._facts}"
        return {code: stand_in for codes, stand_in in zip(alike.values(), chosen, strict=True) for code in codes}

    def _known(self, path: str) -> frozenset[str]:
        value = self._facts.get(path, frozenset())
        assert isinstance(value, frozenset | HalfKnown)
        return value.members if isinstance(value, HalfKnown) else value

    def _set(self, path: str) -> None:
        members, value = self._space.sets[path], self._facts.get(path)
        tried = members.complete == TRUE
        if value is None:
            if not tried:
                self.loose = True
                self.literals += [negation(members.complete), *map(negation, members.holds.values())]
            return
        assert isinstance(value, frozenset | HalfKnown)
        known = value.members if isinstance(value, HalfKnown) else value
        if path in self._space.pools:
            shown = {self._codes[path][code] for code in known}
        else:
            rest = [each for each in members.holds if each not in self._space.mentioned[path]]
            shown = {code if code in members.holds else rest[-1] for code in known}
        whole = isinstance(value, frozenset)
        if not tried:
            self.literals.append(members.complete if whole else negation(members.complete))
        for each, literal in members.holds.items():
            if each in shown:
                self.literals.append(literal)
            elif whole or not tried:
                self.literals.append(negation(literal))


class Readings:
    """Both readings of one policy on one day."""

    def __init__(self, policy: Policy, day: date, ranges: Mapping[str, tuple[int, int | None]]) -> None:
        self._side = side = Side(policy, day)
        self._space = Space([side], side.tests(), ranges, opened=True)
        self._goes = go_aheads([side])
        self._grounds = {rule.id: rule.grounds for rule in policy.rules}
        [self._texts] = texts_of([side])
        self._outcomes = outcomes_of(side, self._space, self._goes, self._texts)
        self._solver = Solver(self._space.constraints, Deadline(HOURS * 3600, time.monotonic))
        self._asked: dict[Expression, Expression] = {}

    def compared(self, made: Made) -> str:
        """What they say differently of a part; empty where they agree."""
        verdict = self._side.judge.judge(exchange_of(made))
        part = verdict.parts[0]
        alike = Alike(made, self._space)
        literals = list(alike.literals)
        settled = {outcome.rule.id for outcome in part.outcomes if outcome.settled_by}
        for go in self._goes:
            accepted = self._grounds[go.rule]
            recorded = any(
                (each.rule, each.by) == (go.rule, go.by) and (not accepted or each.ground in accepted)
                for each in made.decisions
            )
            literals.append(go.literal if recorded else negation(go.literal))
            assert go.rule not in settled or recorded
        assert self._solver.holds(literals), f"the space has no such part {made}"
        return (
            self._rules_apart(part.facts)
            or self._bounds_apart(part, literals, loose=alike.loose)
            or ("" if alike.loose else self._standing_apart(part, literals))
        )

    def _rules_apart(self, facts: Facts) -> str:
        """Rule by rule: what `core` makes of a condition holds of any way to complete the part."""
        model = self._solver.model()
        for ruling in (*self._side.rulings, coverage_of(self._side.policy)):
            found, counts = ruling.reading(facts), self._outcomes.contributions[ruling.id].counts
            if (found is truth.TRUE and not model.truth(counts.certain)) or (
                found is truth.FALSE and model.truth(counts.possible)
            ):
                return f"core says that {ruling.id} is {found}, the symbolic reading not"
        return ""

    def _bounds_apart(self, part: PartVerdict, literals: list[Expression], *, loose: bool) -> str:
        best = worst = Level.PERMITTED
        for level in LEVELS:
            if not self._can(literals, negation(self._outcomes.reaches[level].certain)):
                best = max(best, level)
            if self._can(literals, self._outcomes.reaches[level].possible):
                worst = max(worst, level)
        found = part.bounds
        apart = max(best, found.at_best) > min(worst, found.at_worst)
        if apart or (not loose and (best, worst) != (found.at_best, found.at_worst)):
            return f"core says {found}, the symbolic reading {best!r} to {worst!r}"
        return ""

    def _standing_apart(self, part: PartVerdict, literals: list[Expression]) -> str:
        answer = answer_of(part, self._texts)
        if answer.standing is None:
            return ""
        if not self._can(literals, standing_expression(answer.standing, self._outcomes)):
            held = [each for each in Standing if self._can(literals, standing_expression(each, self._outcomes))]
            return f"core says {answer}, the symbolic reading {held}"
        for name, literal in self._outcomes.brings.items():
            if name in answer.brings and self._can(literals, negation(literal)):
                return f"core says that {name} is brought, the symbolic reading may say not"
        return ""

    def _can(self, literals: list[Expression], expression: Expression) -> bool:
        """Whether `expression` can hold where all of `literals` do."""
        if expression not in self._asked:
            self._asked[expression] = variable(f"asked {len(self._asked)}")
            self._solver.add(implied(self._asked[expression], expression))
        return self._solver.holds([*literals, self._asked[expression]])


def disagreements(seed: int) -> Iterator[str]:
    """What the two readings say differently of random parts under a random policy; one empty line a part alike."""
    random = Random(seed)  # noqa: S311 (a test)
    policy = policy_of(random)
    yield from _of_parts(Readings(policy, DAY, RANGES), policy, random, PARTS)


def shipped_disagreements(seed: int, parts: int) -> Iterator[str]:
    """The same of random parts under the shipped policy."""
    policy = read_policy(shipped_policies())
    random = Random(seed)  # noqa: S311 (a test)
    yield from _of_parts(Readings(policy, DAY, ranges()), policy, random, parts)


def _of_parts(readings: Readings, policy: Policy, random: Random, parts: int) -> Iterator[str]:
    for index in range(parts):
        yield readings.compared(part_of(random, policy, holes=[0.0, 0.15, 0.4][index % 3]))


def main(first: int, count: int, shipped: int) -> None:
    """Compare `count` parts under random policies and `shipped` under the shipped one, and say how many agreed."""
    started = time.monotonic()
    seeds = itertools.count(first)
    random_policies = itertools.islice(((seed, found) for seed in seeds for found in disagreements(seed)), count)
    for name, every in (
        ("random policies", random_policies),
        ("the shipped policy", ((first, found) for found in shipped_disagreements(first, shipped))),
    ):
        compared = apart = 0
        for seed, found in every:
            compared += 1
            apart += bool(found)
            if found:
                print(f"seed {seed}, comparison {compared}: {found}")  # noqa: T201
        seconds = Decimal(time.monotonic() - started).quantize(Decimal("0.1"))
        print(f"{name}: {compared} comparisons, {apart} apart, after {seconds} s")  # noqa: T201


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
