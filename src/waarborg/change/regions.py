"""Regions: the fewest facts under which a rule counts differently, each with a witness that `core.judge` confirms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from waarborg.change.clauses import held, widened
from waarborg.change.logic import (
    FALSE,
    Deadline,
    Expression,
    conjunction,
    differ,
    disjunction,
    negation,
)
from waarborg.change.points import DisagreementError, Points, base_of
from waarborg.change.referents import reference_of
from waarborg.change.showing import Witnesses
from waarborg.change.space import GUESSED
from waarborg.change.standing import transition_expression
from waarborg.change.ties import plain_part
from waarborg.change.witness import descriptor_of
from waarborg.core.condition import FactOperand, facts_read, tests_of
from waarborg.core.difference import Clause, LeftOpen, Region, Transition
from waarborg.core.policy import Kind
from waarborg.core.record import replace
from waarborg.core.verdict import Level
from waarborg.core.vocabulary import Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from waarborg.change.logic import Model
    from waarborg.change.outcomes import Contribution, Outcomes
    from waarborg.change.sides import Side
    from waarborg.change.space import Space
    from waarborg.change.witness import Choice
    from waarborg.core.condition import Test


LASTING = "\0lasting"
"""What a prohibition brings beside its level."""
MAX_UNSTATABLE = 20
"""How many parts that no descriptor can state are passed over before a region is left to open space."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cube:
    """The fewest facts under which one rule contributes in one way on each side: its level and what it brings."""

    rule: str
    clauses: tuple[Clause, ...]
    expression: Expression
    old: tuple[Level, str]
    new: tuple[Level, str]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sought:
    """What was found of a transition in a cube: a region, else an exchange that leaves open what nobody can state.

    `passed_over` says that some part takes the transition, though no descriptor was found that states it.
    """

    region: Region | None = None
    left_open: LeftOpen | None = None
    passed_over: bool = False


class Regions:
    """Finds where rules contribute differently, and what transitions exchanges take there."""

    def __init__(
        self, space: Space, sides: tuple[Side, Side], outcomes: tuple[Outcomes, Outcomes], deadline: Deadline
    ) -> None:
        self._space = space
        self._sides = sides
        self._old, self._new = outcomes
        self._points = Points(space, deadline)
        self._opened: dict[tuple[str, Transition], LeftOpen] = {}
        self._quiet = [negation(go.literal) for go in space.goes]
        self._plain = [self._points.proxy(each) for each in plain_part(space)]
        self.witnesses = Witnesses(space, sides, outcomes, self._points)

    def may_differ(self, identifier: str) -> bool:
        """Whether the two sides' contributions of that rule are not plainly the same."""
        old, new = self._old.contributions.get(identifier), self._new.contributions.get(identifier)
        if old is None or new is None:
            return True
        alike = old.counts.certain == new.counts.certain and old.settled == new.settled
        return not (alike and old.kind is new.kind and old.brings == new.brings)

    def _rule_differs(self, identifier: str) -> Expression:
        """That the rule contributes differently on the two sides; no outcome differs where no rule does."""
        old, new = self._old.contributions.get(identifier), self._new.contributions.get(identifier)
        if old is None or new is None:
            return disjunction(each.counts.certain for each in (old, new) if each is not None)
        both = conjunction([old.counts.certain, new.counts.certain])
        alike = old.kind is new.kind and old.brings == new.brings
        otherwise = conjunction([both, differ(old.settled, new.settled)]) if alike else both
        return disjunction([differ(old.counts.certain, new.counts.certain), otherwise])

    def nothing_differs(self, identifiers: Iterable[str]) -> bool:
        """Whether none of these rules contributes differently anywhere."""
        return not self._points.solver.holds([self._points.proxy(disjunction(map(self._rule_differs, identifiers)))])

    def cubes(self, identifier: str) -> Iterator[Cube]:
        """Where the rule contributes differently, cube by cube, until nothing is left."""
        mine = self._points.about(self._facts_of(identifier))
        mine.solver.add(self._rule_differs(identifier))
        telling = self._points.about(self._facts_of(identifier))
        telling.relate(self._relations(identifier))
        while mine.solver.holds([]):
            model = mine.solver.model()
            clauses = self._clauses(telling, identifier, model)
            expression = conjunction(each for _, each in clauses)
            if not model.truth(expression):
                message = f"a region of `{identifier}` leaves out the part that it was made of"
                raise DisagreementError(message)
            mine.solver.add(negation(expression))
            shown = tuple(self._shown(clause) for clause, _ in clauses if not clause.path.endswith(GUESSED))
            old, new = (self._brought(each.contributions.get(identifier), model) for each in (self._old, self._new))
            yield Cube(identifier, shown, expression, old, new)

    def region_of(self, cube: Cube, transition: Transition) -> Sought:
        """The region of a cube whose rule explains that transition there, or what is left where none can be stated."""
        explained = self._explained(cube, transition)
        if explained == FALSE:
            return Sought()
        asked = [self._points.proxy(cube.expression), self._points.proxy(explained)]
        left_open, passed = None, 0
        while passed < MAX_UNSTATABLE and self._holds_quietly(asked):
            passed += 1
            model = self._points.solver.model()
            point = self._points.at(model)
            choices, stated, answers, confirmed = self.witnesses.of(cube.rule, transition, point)
            if confirmed:
                name = f"{transition.old.name}-{transition.new.name}".lower().replace("_", "-")
                descriptor = descriptor_of(stated, name, self._space.vocabulary)
                rules = tuple(self._differing_rules(model))
                return Sought(Region(cube.rule, cube.clauses, rules, descriptor, answers))
            left_open = left_open or self._left_open(cube.rule, transition, [choice for choice, _ in point])
            literals = {id(choice): literal for choice, literal in point}
            asked.append(self._points.proxy(negation(conjunction(literals[id(choice)] for choice in choices))))
        return Sought(None, left_open, passed_over=passed > 0)

    def _left_open(self, rule: str, transition: Transition, every: list[Choice]) -> LeftOpen | None:
        """An exchange that leaves open what nobody can state: the first that was found of that rule and transition."""
        key = (rule, transition)
        found = self._opened.get(key) or self.witnesses.left_open(every)
        if found is not None:
            self._opened[key] = found
        return found

    def _holds_quietly(self, asked: list[Expression]) -> bool:
        """Whether what is asked can hold: if it can in a part that a descriptor can state, and with few decisions."""
        quiet, plain = self._quiet, self._plain
        while not self._points.solver.holds([*asked, *plain, *quiet]):
            core = self._points.solver.core()
            if any(each in core for each in quiet):
                quiet = [each for each in quiet if each not in core]
            elif any(each in core for each in plain):
                loose = next(each for each in reversed(plain) if each in core)
                quiet, plain = self._quiet, [each for each in plain if each != loose]
            else:
                return False
        return True

    def takes(self, cubes: Iterable[Cube], transition: Transition, literal: Expression) -> bool:
        """Whether some exchange in one of the cubes takes the transition while `literal` holds."""
        return any(
            self._points.solver.holds(
                [self._points.proxy(cube.expression), self._points.proxy(self._explained(cube, transition)), literal]
            )
            for cube in cubes
        )

    def _explained(self, cube: Cube, transition: Transition) -> Expression:
        """That a part takes the transition, and that the cube's rule brings what one side has and the other lacks.

        Of every part that differs, some rule does: the graver side has a rule at its level, the other side none.
        """
        taken = transition_expression(transition, self._old, self._new)
        if transition.old == transition.new:
            found = []
            for (_, name), outcomes, others in (
                (cube.old, self._old, self._new),
                (cube.new, self._new, self._old),
            ):
                if name in outcomes.brings:
                    found.append(negation(others.brings.get(name, FALSE)))
            return conjunction([taken, disjunction(found)])
        brought = cube.new if transition.new > transition.old else cube.old
        if transition.old.level == transition.new.level:
            return taken if brought[1] == LASTING else FALSE
        return taken if brought[0] == max(transition.old, transition.new).level else FALSE

    def _shown(self, clause: Clause) -> Clause:
        """The clause with every code that the chosen ones stand for."""
        pool = self._space.pools.get(clause.path)
        if pool is None or clause.member or clause.test is not None:
            return clause
        return replace(clause, values=frozenset(each for code in clause.values for each in pool.classes[str(code)]))

    # -- the rules that differ

    def _brought(self, contribution: Contribution | None, model: Model) -> tuple[Level, str]:
        """What a rule brings at a part: its level, and the authority, obligation or finality that come with it."""
        if contribution is None or not model.truth(contribution.counts.certain):
            return (Level.PERMITTED, "")
        if contribution.kind is Kind.WEIGHING and model.truth(contribution.settled):
            return (Level.PERMITTED_WITH_CONDITIONS, "")
        extra = LASTING if contribution.kind is Kind.PROHIBITION else contribution.brings
        return (contribution.level, extra)

    def _differing_rules(self, model: Model) -> list[str]:
        identifiers = sorted({*self._old.contributions, *self._new.contributions})
        return [
            identifier
            for identifier in identifiers
            if self._brought(self._old.contributions.get(identifier), model)
            != self._brought(self._new.contributions.get(identifier), model)
        ]

    def _pattern(self, identifier: str, model: Model) -> Expression:
        """That the rule contributes on both sides as it does at `model`."""
        parts = []
        for outcomes in (self._old, self._new):
            contribution = outcomes.contributions.get(identifier)
            if contribution is None:
                continue
            counted = model.truth(contribution.counts.certain)
            parts.append(contribution.counts.certain if counted else negation(contribution.counts.certain))
            if counted and contribution.kind is Kind.WEIGHING:
                settled = model.truth(contribution.settled)
                parts.append(contribution.settled if settled else negation(contribution.settled))
        return conjunction(parts)

    # -- the fewest facts

    def _clauses(self, points: Points, identifier: str, model: Model) -> list[tuple[Clause, Expression]]:
        """The fewest facts under which the rule contributes as it does at `model`, each with every value that does."""
        refuted = points.proxy(negation(self._pattern(identifier, model)))
        point = points.at(model)
        compared = {path for choice, _ in point if choice.test is not None for path in held(choice.test)}
        told = [pair for pair in point if pair[0].test is not None or base_of(pair[0]) not in compared]
        kept = points.fewest(told if points.holds_all(told, refuted) else point, refuted)
        clauses: list[tuple[Clause, Expression]] = []
        for index, (choice, literal) in enumerate(kept):
            others = [points.proxy(expression) for _, expression in clauses]
            others += [each for _, each in kept[index + 1 :]]
            clause = widened(points, (choice, literal), others, refuted)
            clauses += [clause] if clause is not None else []
        return clauses

    def _relations(self, identifier: str) -> dict[Test, Expression]:
        """The tests of the rule on sets, and of one fact against another, where both sides read them alike."""
        found: dict[Test, Expression] = {}
        unlike = set()
        for side, outcomes in zip(self._sides, (self._old, self._new), strict=True):
            contribution = outcomes.contributions.get(identifier)
            for test in tests_of(contribution.condition, side.policy.definitions) if contribution else ():
                if isinstance(test.operand, FactOperand) or self._space.vocabulary[test.fact].sort is Sort.SET:
                    read = outcomes.tests[test].certain
                    if found.setdefault(test, read) != read:
                        unlike.add(test)
        return {test: read for test, read in found.items() if test not in unlike}

    def _facts_of(self, identifier: str) -> frozenset[str]:
        found: set[str] = set()
        for side, outcomes in zip(self._sides, (self._old, self._new), strict=True):
            contribution = outcomes.contributions.get(identifier)
            if contribution is not None:
                found |= facts_read(contribution.condition, side.policy.definitions)
        found |= {reference_of(path, self._space.vocabulary) for path in found}
        return frozenset(found | {f"go {identifier}"})
