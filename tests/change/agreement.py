"""Where the symbolic reading and `core.judge` would disagree on a random part; run as a program, a long search for one."""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from randomly import DAY, RANGES, VOCABULARY, Made, exchange_of, part_of, policy_of

from waarborg.change.logic import FALSE, TRUE, Deadline, Expression, Solver, negation
from waarborg.change.outcomes import LEVELS, Outcomes, go_aheads, outcomes_of, texts_of
from waarborg.change.referents import Pool, reference_of
from waarborg.change.sides import Side
from waarborg.change.space import GUESSED, UNNAMED, Space
from waarborg.change.standing import answer_of, standing_expression
from waarborg.core.condition import FactOperand
from waarborg.core.difference import Standing
from waarborg.core.exchange import parties_of
from waarborg.core.verdict import Level
from waarborg.core.vocabulary import ORDERED, HalfKnown, Sort, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from waarborg.core.condition import Test
    from waarborg.core.verdict import PartVerdict

PARTS = 12
"""How many parts are judged under one policy."""


def paths_of(test: Test) -> tuple[str, ...]:
    """The facts that a test reads."""
    return (test.fact, test.operand.path) if isinstance(test.operand, FactOperand) else (test.fact,)


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
        reference = "" if path == "parties" else VOCABULARY[path].reference
        if not reference:
            return path != "date" and isinstance(self._facts.get(path, HalfKnown(frozenset())), HalfKnown)
        side, code = self._space.sides[0], self._facts.get(reference)
        referent = side.policy.find(VOCABULARY[reference].target, str(code))
        attribute = path.removeprefix(f"{VOCABULARY[reference].prefix or reference}.")
        return referent is None or referent.known(attribute, DAY) is None

    def _like(self, path: str, value: Value) -> Value:
        fact, values = VOCABULARY[path], tuple(self._space.scalars[path].values)
        if fact.sort is Sort.REFERENCE:
            return self._codes[path][str(value)]
        if fact.sort in ORDERED:
            return self._between(path, value, values)
        if fact.sort is Sort.TEXT and isinstance(value, str) and value.strip() and value not in values:
            return "said"
        unnamed = [each for each in values if each not in self._space.mentioned[path]]
        return value if value in values else unnamed[-1]

    def _between(self, path: str, value: Value, values: tuple[Value, ...]) -> Value:
        """The one of `values` that lies as `value` does, towards the thresholds and the facts it is held against."""
        linked, ahead = set(), [path]
        while ahead:
            each = ahead.pop()
            if each not in linked:
                linked.add(each)
                ahead += self._space.compared.get(each, ())
        thresholds = {threshold for each in linked for threshold in self._space.mentioned.get(each, ())}
        if VOCABULARY[path].sort is Sort.DATE:
            thresholds.add(DAY)
        if value in thresholds or (not thresholds and len(linked) == 1):
            return value if value in values else values[0]
        low = [each for each in thresholds if each < value]  # type: ignore[operator]
        high = [each for each in thresholds if each > value]  # type: ignore[operator]

        def within(each: Value) -> bool:
            return (not low or each > max(low)) and (not high or each < min(high))  # type: ignore[operator,type-var]

        others = {self._facts[each] for each in linked if each in self._facts}
        rank = sorted(each for each in others if within(each)).index(value)  # type: ignore[type-var]
        return sorted(each for each in values if within(each))[rank]  # type: ignore[type-var]

    def _copies(self, path: str) -> Mapping[str, str]:
        """For each code, the code of the pool that stands for it; codes that meet stand apart."""
        pool = self._space.pools[path]
        met = [
            str(self._facts[each])
            for each in self._space.pools
            if self._space.pools[each] is pool and VOCABULARY[each].sort is Sort.REFERENCE and each in self._facts
        ]
        sets = [each for each in self._space.sets if self._space.pools.get(each) is pool]
        asked = self._asked(pool)
        met.sort(key=lambda code: code not in asked)
        found: dict[str, str] = {}
        apart: list[str] = []
        for whole in set(pool.classes.values()):
            free = sorted(code for code, each in pool.classes.items() if each == whole)
            used: dict[object, str] = {}
            for code in dict.fromkeys([*met, *sorted(whole)]):
                if code in whole:
                    way = code if code in met else tuple(code in self._known(each) for each in sets)
                    if way not in used and not free and code in met:
                        apart.append(code)
                    used[way] = used.get(way) or (free.pop(0) if free else min(pool.classes.keys() & whole))
                    found[code] = used[way]
        taken = {found[each] for each in [*met, *(code for each in sets for code in self._known(each))]}
        named = {each for other, its in self._space.pools.items() if its is pool for each in self._mentioned(other)}
        for code in apart:
            spare = sorted(pool.classes.keys() - taken - named)
            if spare and code not in asked | named and not any(code in self._known(each) for each in sets):
                found[code] = spare[0]
                taken.add(spare[0])
        return found

    def _mentioned(self, path: str) -> frozenset[Value]:
        return frozenset(self._space.mentioned.get(path, ()))

    def _asked(self, pool: Pool) -> set[Value | None]:
        """The codes from `pool` of which some test reads an attribute: only one of its own class stands for each."""
        paths = {path for test in self._space.sides[0].tests() for path in paths_of(test)}
        references = {reference_of(path, VOCABULARY) for path in paths}
        return {self._facts.get(each) for each in references if self._space.pools.get(each) is pool}

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


def disagreements(seed: int) -> Iterator[str]:
    """What the two readings say differently of random parts under a random policy; one empty line a part alike."""
    random = Random(seed)  # noqa: S311 (a test)
    policy = policy_of(random)
    side = Side(policy, DAY)
    space = Space([side], side.tests(), RANGES, opened=True)
    goes = go_aheads([side])
    [texts] = texts_of([side])
    outcomes = outcomes_of(side, space, goes, texts)
    solver = Solver(space.constraints, Deadline(60, time.monotonic))
    for index in range(PARTS):
        made = part_of(random, policy, holes=[0.0, 0.15, 0.4][index % 3])
        part = side.judge.judge(exchange_of(made)).parts[0]
        alike = Alike(made, space)
        literals = list(alike.literals)
        for go in goes:
            settled = {outcome.rule.id for outcome in part.outcomes if outcome.settled_by}
            recorded = any(
                (each.rule, each.by) == (go.rule, go.by) and go.ground in ("", each.ground) for each in made.decisions
            )
            literals.append(go.literal if recorded else negation(go.literal))
            assert go.rule not in settled or recorded
        assert solver.holds(literals), f"seed {seed}, part {index}: the space has no such part {made}"
        yield _compared(part, outcomes, solver, literals, texts, loose=alike.loose)


def _compared(  # noqa: PLR0913 (what both readings say, and how they were asked)
    part: PartVerdict,
    outcomes: Outcomes,
    solver: Solver,
    literals: list[Expression],
    texts: Mapping[str, str],
    *,
    loose: bool,
) -> str:
    best = worst = Level.PERMITTED
    for level in LEVELS:
        if not solver.holds([*literals, *_asked(solver, negation(outcomes.reaches[level].certain))]):
            best = max(best, level)
        if solver.holds([*literals, *_asked(solver, outcomes.reaches[level].possible)]):
            worst = max(worst, level)
    found = part.bounds
    apart = max(best, found.at_best) > min(worst, found.at_worst)
    if apart or (not loose and (best, worst) != (found.at_best, found.at_worst)):
        return f"core says {found}, the symbolic reading {best!r} to {worst!r}"
    answer = answer_of(part, texts)
    if loose or best != worst or answer.standing is None:
        return ""
    expected = standing_expression(answer.standing, outcomes)
    if not solver.holds([*literals, *_asked(solver, expected)]):
        held = [
            each for each in Standing if solver.holds([*literals, *_asked(solver, standing_expression(each, outcomes))])
        ]
        return f"core says {answer}, the symbolic reading {held}"
    for name, literal in outcomes.brings.items():
        if name in answer.brings and solver.holds([*literals, *_asked(solver, negation(literal))]):
            return f"core says that {name} is brought, the symbolic reading may say not"
    return ""


def _asked(solver: Solver, expression: Expression) -> list[Expression]:
    """An assumption that brings `expression` with it."""
    from waarborg.change.logic import implied, variable  # noqa: PLC0415

    literal = variable(f"asked {expression}")
    solver.add(implied(literal, expression))
    return [literal]


def main(first: int, count: int) -> None:
    """Compare until `count` parts have been judged, and say how many agreed."""
    compared, seed, started = 0, first, time.monotonic()
    while compared < count:
        for found in disagreements(seed):
            compared += 1
            if found:
                print(f"seed {seed}: {found}")  # noqa: T201
        seed += 1
    seconds = Decimal(time.monotonic() - started).quantize(Decimal("0.1"))
    print(f"{compared} comparisons under {seed - first} policies in {seconds} s")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
