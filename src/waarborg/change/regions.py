"""Regions: the fewest facts under which a rule counts differently, each with a witness that `core.judge` confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.causes import Causes
from waarborg.change.clauses import shown, widened
from waarborg.change.logic import (
    FALSE,
    Expression,
    conjunction,
    disjunction,
    negation,
)
from waarborg.change.points import DisagreementError, Points, base_of
from waarborg.change.referents import PARTIES, PARTNER
from waarborg.change.showing import Witnesses
from waarborg.change.space import GUESSED
from waarborg.change.standing import transition_expression
from waarborg.change.telling import Telling
from waarborg.change.ties import plain_part
from waarborg.change.witness import descriptor_of
from waarborg.core.condition import FactOperand, tests_of
from waarborg.core.difference import Clause, LeftOpen, Region, Transition
from waarborg.core.policy import Kind
from waarborg.core.record import record
from waarborg.core.verdict import Level
from waarborg.core.vocabulary import Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from waarborg.change.causes import Cause
    from waarborg.change.outcomes import Contribution, Outcomes
    from waarborg.change.sides import Side
    from waarborg.change.solver import Deadline, Model
    from waarborg.change.space import Space
    from waarborg.change.witness import Choice
    from waarborg.core.condition import Test


LASTING = "\0lasting"
"""What a prohibition brings beside its level."""
MAX_UNSTATABLE = 20
"""How many parts that no descriptor can state, and of which nothing is learnt, are passed over in one search."""
MAX_LESSONS = 50
"""From how many parts that no descriptor can state one search learns."""


@record
class Cube:
    """The fewest facts under which one thing differs in one way, and the rules by which that can change an outcome.

    `pattern` is what it comes to there on each side, where one rule is told alone.
    """

    name: str
    rules: tuple[str, ...]
    clauses: tuple[Clause, ...]
    expression: Expression
    pattern: tuple[Expression, ...] = ()


@record
class Sought:
    """What was found of a transition in a cube: a region, else an exchange that leaves open what nobody can state.

    `taken` says that some part takes the transition, `passed_over` that it is open whether a descriptor can state one.
    """

    region: Region | None = None
    left_open: LeftOpen | None = None
    taken: bool = False
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
        self._met: dict[Transition, set[str]] = {}
        self._quiet = [negation(go.literal) for go in space.goes]
        self._plain = [self._points.proxy(each) for each in plain_part(space)]
        self.causes = Causes(space, sides, outcomes)
        self.witnesses = Witnesses(space, sides, outcomes, self._points)

    def telling(self, opened: Space, *, impersonal: bool) -> Telling:
        """What tells of statements in an open space whether regions tell them."""
        return Telling(self._space, self._points, opened, impersonal=impersonal)

    def nothing_differs(self) -> bool:
        """Whether no rule contributes differently anywhere."""
        apart = disjunction(map(self.causes.differs, self.causes.changed))
        return not self._points.possible([self._points.proxy(apart)])

    def cubes(self) -> Iterator[Cube]:
        """Where something differs, cube by cube, until nothing is left; raises DisagreementError where something is."""
        found = []
        for path, codes, literal in self.causes.looked_up():
            found.append(Cube(path, self.causes.shared, (shown(Clause(path, frozenset(codes)), self._space),), literal))
            yield found[-1]
        for cause in self.causes.each():
            for cube in self._cubes_of(cause):
                found.append(cube)
                yield cube
        left_out = self.causes.left_out([(each.rules, each.expression) for each in found])
        if self._points.possible([self._points.proxy(left_out)]):
            message = "a rule differs outside all that was found of it"
            raise DisagreementError(message)

    def _cubes_of(self, cause: Cause) -> Iterator[Cube]:
        """Where one cause makes a difference, cube by cube, until nothing is left."""
        mine = self._points.about(cause.facts)
        mine.solver.add(cause.differs)
        telling = self._points.about(cause.facts)
        telling.relate(self._relations(cause))
        while mine.solver.holds([]):
            model = mine.solver.model()
            pattern = cause.pattern(model)
            clauses = self._clauses(telling, conjunction(pattern), model)
            expression = conjunction(each for _, each in clauses)
            if not model.truth(expression):
                message = f"a region of `{cause.name}` leaves out the part that it was made of"
                raise DisagreementError(message)
            mine.solver.add(negation(expression))
            told = tuple(shown(clause, self._space) for clause, _ in clauses if not clause.path.endswith(GUESSED))
            yield Cube(cause.name, cause.rules, told, expression, pattern)

    def region_of(self, cube: Cube, transition: Transition) -> Sought:
        """The region of a cube whose rule explains that transition there, or what is left where none can be stated."""
        explained = self._explained(cube, transition)
        if explained == FALSE:
            return Sought()
        asked = [self._points.proxy(cube.expression), self._points.proxy(explained)]
        left_open, passed, learnt = None, 0, 0
        refuted = self._points.proxy(negation(transition_expression(transition, self._old, self._new)))
        while self._holds_quietly(asked):
            if passed == MAX_UNSTATABLE or learnt == MAX_LESSONS:
                return Sought(None, left_open, taken=True, passed_over=True)
            model = self._points.solver.model()
            point = self._points.at(model)
            choices, stated, answers, confirmed = self.witnesses.of(cube.name, transition, point, model)
            if confirmed:
                met = [choice.value for choice, _ in point if choice.path == PARTNER]
                self._met.setdefault(transition, set()).update(map(str, met))
                name = f"{transition.old.name}-{transition.new.name}".lower().replace("_", "-")
                descriptor = descriptor_of(stated, name, self._space.vocabulary)
                rules = tuple(self._differing_rules(model))
                rule = next(each for each in cube.rules if model.truth(self._brings(cube, (each,), transition)))
                return Sought(Region(rule, cube.clauses, rules, descriptor, answers), taken=True)
            left_open = left_open or self._left_open(cube.name, transition, [choice for choice, _ in point])
            lesson = self._points.lesson(point, refuted)
            if lesson is None:
                literals = {id(choice): literal for choice, literal in point}
                lesson = negation(conjunction(literals[id(choice)] for choice in choices))
                passed += 1
            else:
                learnt += 1
            asked.append(self._points.proxy(lesson))
        return Sought(None, left_open, taken=passed + learnt > 0, passed_over=passed > 0)

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
        while not self._points.possible([*asked, *plain, *quiet]):
            core = self._points.solver.core()
            if any(each in core for each in quiet):
                quiet = [each for each in quiet if each not in core]
            elif any(each in core for each in plain):
                loose = next(each for each in reversed(plain) if each in core)
                quiet, plain = self._quiet, [each for each in plain if each != loose]
            else:
                return False
        return True

    def partners(self, cubes: Mapping[Transition, Iterable[Cube]]) -> Iterator[tuple[Transition, str]]:
        """Each transition with the codes of the partners with whom some exchange in its cubes takes it.

        Each answer of the solver is turned to every other partner, for all transitions at once, so that few are asked.
        """
        parties = self._space.sets[PARTIES].holds if PARTIES in self._space.sets else {}
        every = {str(code): literal for code, literal in self._space.scalars[PARTNER].values.items()}
        taken, left = dict[Transition, Expression](), dict[Transition, set[str]]()
        for each, found in cubes.items():
            yield from ((each, code) for code in self._met.get(each, ()))
            left[each] = every.keys() - self._met.get(each, ())
            taken[each] = disjunction(conjunction([cube.expression, self._explained(cube, each)]) for cube in found)
        tied = [conjunction([each, *self._space.ties]) for each in taken.values()]
        for transition, taking in taken.items():
            while codes := sorted(left[transition]):
                among = disjunction(map(every.__getitem__, codes))
                if not self._points.possible(map(self._points.proxy, (taking, among))):
                    break
                model = self._points.solver.model()
                before = next(each for each in every.values() if model.truth(each))
                codes = sorted(set[str]().union(*left.values()))
                turns = [(before, every[code], parties.get(code, every[code])) for code in codes]
                for each, bits in zip(left, self._points.shown(model, turns, tied), strict=True):
                    now = left[each] & {code for number, code in enumerate(codes) if bits >> number & 1}
                    yield from ((each, code) for code in now)
                    left[each] -= now

    def _explained(self, cube: Cube, transition: Transition) -> Expression:
        """That a part takes the transition, as a rule of the cube brings what one side has and the other lacks."""
        brings = self._brings(cube, cube.rules, transition)
        return (
            conjunction([transition_expression(transition, self._old, self._new), brings]) if brings != FALSE else FALSE
        )

    def _brings(self, cube: Cube, rules: Iterable[str], transition: Transition) -> Expression:
        """That one of these rules brings what one side has and the other lacks, where the transition is taken."""
        found = []
        for outcomes, others in ((self._old, self._new), (self._new, self._old)):
            graver = transition.new if outcomes is self._new else transition.old
            for each in (outcomes.contributions[rule] for rule in rules if rule in outcomes.contributions):
                brought = _brought(each, others, transition) if graver >= max(transition.old, transition.new) else ()
                if brought and conjunction([*brought, *cube.pattern]) != FALSE:
                    found.append(conjunction(brought))
        return disjunction(found)

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

    def _clauses(self, points: Points, pattern: Expression, model: Model) -> list[tuple[Clause, Expression]]:
        """The fewest facts under which `pattern` holds as it does at `model`, each with every value that does."""
        refuted = points.proxy(negation(pattern))
        point = points.at(model)
        compared = {path for choice, _ in point if choice.test is not None for path in choice.test.paths}
        told = [pair for pair in point if pair[0].test is not None or base_of(pair[0]) not in compared]
        kept = points.fewest(told if points.holds_all(told, refuted) else point, refuted, model)
        clauses: list[tuple[Clause, Expression]] = []
        for index, (choice, literal) in enumerate(kept):
            others = [points.proxy(expression) for _, expression in clauses]
            others += [each for _, each in kept[index + 1 :]]
            clause = widened(points, (choice, literal), others, refuted, model)
            clauses += [clause] if clause is not None else []
        return clauses

    def _relations(self, cause: Cause) -> dict[Test, Expression]:
        """The tests of the cause on sets, and of one fact against another, where both sides read them alike."""
        found: dict[Test, Expression] = {}
        unlike = set()
        for number, condition in cause.conditions:
            side, outcomes = self._sides[number], (self._old, self._new)[number]
            for test in tests_of(condition, side.policy.definitions):
                if isinstance(test.operand, FactOperand) or self._space.vocabulary[test.fact].sort is Sort.SET:
                    read = outcomes.tests[test].certain
                    if found.setdefault(test, read) != read:
                        unlike.add(test)
        return {test: read for test, read in found.items() if test not in unlike}


def _brought(contribution: Contribution, others: Outcomes, transition: Transition) -> tuple[Expression, ...]:
    """What must hold together for a rule to bring to its side what `others` lack; nothing where it cannot."""
    counts, settled = contribution.counts.certain, contribution.settled
    if transition.old == transition.new:
        lacking = negation(others.brings.get(contribution.brings, FALSE))
        return (counts, negation(settled), lacking) if contribution.brings else ()
    if transition.old.level == transition.new.level:
        return (counts,) if contribution.kind is Kind.PROHIBITION else ()
    level = max(transition.old, transition.new).level
    if level is contribution.level:
        return (counts, negation(settled))
    weighed = contribution.kind is Kind.WEIGHING and level is Level.PERMITTED_WITH_CONDITIONS
    return (counts, settled) if weighed else ()
