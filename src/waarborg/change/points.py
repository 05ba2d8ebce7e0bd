"""Points: parts as the literals that hold of them, and how few of these are enough for something to follow."""

from __future__ import annotations

from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING

from waarborg.change.logic import (
    Expression,
    conjunction,
    constant,
    implied,
    negation,
    substituted,
    variable,
    variable_of,
    variables_of,
)
from waarborg.change.solver import Deadline, Solver
from waarborg.change.space import GUESSED
from waarborg.change.witness import Choice, statable_part
from waarborg.change.worlds import Reasons, turned
from waarborg.core.contradictions import BARS
from waarborg.core.notation import in_notation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from waarborg.change.solver import Model
    from waarborg.change.space import Space
    from waarborg.core.condition import Test

Pair = tuple[Choice, Expression]


class DisagreementError(Exception):
    """Raised where `core.judge` does not confirm what the symbolic reading says: a bug, never hidden."""


class Points:
    """The parts of a space, or no more of them than some facts say; one solver for all that is asked of them."""

    def __init__(self, space: Space, deadline: Deadline, literals: Mapping[str, list[Pair]] | None = None) -> None:
        self._space = space
        self._deadline = deadline
        self.literals = dict(_literals(space) if literals is None else literals)
        facts = {base_of(group[0][0]) for group in self.literals.values()}
        self._held = [each for each, path in space.constraints.items() if literals is None or path in facts]
        self._ties = space.ties if literals is None else []
        self.solver = Solver(self._held, deadline)
        self._group_of = {literal: group for group in self.literals.values() for _, literal in group}
        self.meaning: dict[Expression, Expression] = {}
        self._proxies: dict[Expression, Expression] = {}
        self._tied = self.proxy(conjunction(self._ties))

    def about(self, facts: Collection[str]) -> Points:
        """The same parts, no more of them than these facts say, with a solver of their own."""
        narrowed = {name: group for name, group in self.literals.items() if base_of(group[0][0]) in facts}
        return Points(self._space, self._deadline, narrowed)

    def relate(self, tests: Mapping[Test, Expression]) -> None:
        """Tell points by how their facts stand to each other too."""
        for test, expression in tests.items():
            name = f"related {in_notation(test)}"
            literal = variable(name)
            self.solver.add(implied(literal, expression))
            self.solver.add(implied(negation(literal), negation(expression)))
            self.meaning.update({literal: expression, negation(literal): negation(expression)})
            group = [
                (Choice(test.fact, True, test=test), literal),
                (Choice(test.fact, False, test=test), negation(literal)),
            ]
            self.literals[name] = group
            self._group_of.update((each, group) for _, each in group)

    def at(self, model: Model) -> list[Pair]:
        """The part that `model` is: of every fact, the choice that holds."""
        return [
            pair
            for group in self.literals.values()
            for pair in group
            if model.truth(self.meaning.get(pair[1], pair[1]))
        ]

    def possible(self, asked: Iterable[Expression]) -> bool:
        """Whether all that is asked, in proxies and literals, holds of some part that the reader does not refuse."""
        return self.solver.holds([self._tied, *asked])

    def holds_all(self, pairs: Sequence[Pair], refuted: Expression) -> bool:
        """Whether `pairs` are enough to contradict `refuted`."""
        return not self.solver.holds([*(literal for _, literal in pairs), refuted])

    def proxy(self, expression: Expression) -> Expression:
        """A literal that brings `expression` with it."""
        if expression not in self._proxies:
            literal = variable(f"proxy {len(self._proxies)}")
            self.solver.add(implied(literal, expression))
            self._proxies[expression] = literal
            self.meaning[literal] = expression
        return self._proxies[expression]

    def needed(self, point: Sequence[Pair], refuted: Expression, model: Model) -> tuple[list[Pair], bool]:
        """Few choices of a point that contradict `refuted`, and whether a descriptor can state them."""
        can_be_stated = set(map(id, statable_part((choice for choice, _ in point), self._space.day)))
        sayable = [pair for pair in point if id(pair[0]) in can_be_stated]
        found = self._plainly_enough(sayable, refuted, model)
        if found is None and self.solver.holds([*(literal for _, literal in sayable), refuted]):
            return self._enough(point, refuted, model), False
        return self._sieved(sayable if found is None else found, refuted), True

    def lesson(self, point: Sequence[Pair], refuted: Expression) -> Expression | None:
        """What holds of every part of which a descriptor states enough to contradict `refuted`, and not of `point`.

        What a bar of `point` keeps from being stated, and what the policy does not know, may be as some other part has
        it: where the same bars are, `refuted` is false with that too. None where another reason keeps it unstated.
        """
        bars, loose = _barred(point)
        fixed = [literal for choice, literal in point if id(choice) not in loose]
        if not self.solver.holds([*fixed, refuted]):
            return None
        other = self.solver.model()
        unsaid = [literal for choice, literal in point if id(choice) in loose]
        variables = dict.fromkeys(variable_of(each) for literal in unsaid for _, each in self._group_of[literal])
        held = dict.fromkeys(constraint for each in variables for constraint in self._about[each])
        told = implied(conjunction([*bars, *held]), negation(self.meaning[refuted]))
        return substituted(told, {each: constant(other.truth(each)) for each in variables})

    def _enough(self, pairs: Sequence[Pair], refuted: Expression, model: Model) -> list[Pair]:
        """Some of `pairs`, which are of `model`, that are enough to contradict `refuted`."""
        return self._sieved(self._plainly_enough(pairs, refuted, model) or pairs, refuted)

    def _sieved(self, pairs: Sequence[Pair], refuted: Expression) -> list[Pair]:
        if self.solver.holds([*(literal for _, literal in pairs), refuted]):
            message = "a part does not determine its own outcome"
            raise DisagreementError(message)
        core = self.solver.core()
        return [pair for pair in pairs if pair[1] in core]

    def _plainly_enough(self, pairs: Sequence[Pair], refuted: Expression, model: Model) -> list[Pair] | None:
        """Some of `pairs` by which `refuted` is false whatever the other facts are; None where it takes the solver."""
        given: dict[Expression, int] = {}
        for number, (_, literal) in enumerate(pairs):
            for _, other in self._group_of[literal]:
                expression = self.meaning.get(other, other)
                given[expression] = given[negation(expression)] = 1 << number
        found = Reasons(turned(model.truth, [()]), given).of(self.meaning[refuted])
        return None if found is None else [pair for number, pair in enumerate(pairs) if found >> number & 1]

    def fewest(self, pairs: Sequence[Pair], refuted: Expression, model: Model) -> list[Pair]:
        """Those of `pairs`, which are of `model`, that are enough to contradict `refuted`; none can be left out."""
        kept = self._enough(pairs, refuted, model)
        plain = self._plainly_needed(kept, refuted, model)
        for pair in [each for each in kept if each[1] not in plain]:
            fewer = [other for other in kept if other is not pair]
            if len(fewer) < len(kept) and not self.solver.holds([*(literal for _, literal in fewer), refuted]):
                core = self.solver.core()
                kept = [other for other in fewer if other[1] in core]
        return kept

    def _plainly_needed(self, kept: Sequence[Pair], refuted: Expression, model: Model) -> set[Expression]:
        """The literals of `kept` that cannot be left out, as a part shows that is like `model` in all but that fact.

        Model rotation, as it is known from minimal unsatisfiable sets: most of what is needed is found to be so without
        a question to the solver.
        """
        turns = [
            (literal, other)
            for choice, literal in kept
            if choice.test is None
            for _, other in self._group_of[literal]
            if other != literal
        ]
        related = [self.meaning[literal] for choice, literal in kept if choice.test is not None]
        (found,) = self.shown(model, turns, [conjunction([self.meaning[refuted], *related])])
        return {literal for number, (literal, _) in enumerate(turns) if found >> number & 1}

    def shown(
        self, model: Model, turns: Sequence[Sequence[Expression]], expressions: Iterable[Expression]
    ) -> list[int]:
        """For each expression: for which of `turns` it holds of a part that is like `model` but for that turn.

        A turn is a literal that no longer holds, and others that do.
        """
        worlds = turned(model.truth, turns)
        found = [worlds.where(each) for each in expressions]
        admitted = reduce(or_, found)
        touched = {variable_of(literal) for turn in turns for literal in turn} if admitted else set()
        for constraint in dict.fromkeys(constraint for each in touched for constraint in self._about[each]):
            admitted &= worlds.where(constraint)
        return [each & admitted for each in found]

    @cached_property
    def _about(self) -> Mapping[Expression, Sequence[Expression]]:
        """The constraints that each variable is in."""
        found: dict[Expression, list[Expression]] = {variable_of(literal): [] for literal in self._group_of}
        for constraint in self._held:
            for each in variables_of(constraint):
                found.setdefault(each, []).append(constraint)
        return found


def _literals(space: Space) -> dict[str, list[tuple[Choice, Expression]]]:
    """Every choice of a point with its literal, in groups of which one holds."""
    found: dict[str, list[tuple[Choice, Expression]]] = {}
    for path, scalar in space.scalars.items():
        found[path] = [(Choice(path, value), literal) for value, literal in scalar.values.items()]
    for path, members in space.sets.items():
        for member, literal in members.holds.items():
            found[f"{path}∋{member}"] = [
                (Choice(path, True, member), literal),
                (Choice(path, False, member), negation(literal)),
            ]
    for go in space.goes:
        name = f"go {go.rule} {go.by} {go.ground} {go.date}"
        found[name] = [(Choice(name, True, go=go), go.literal), (Choice(name, False, go=go), negation(go.literal))]
    return found


def _barred(point: Sequence[Pair]) -> tuple[list[Expression], set[int]]:
    """The literals that keep other facts of a point from being stated, and the choices that cannot be, by identity."""
    loose = {id(choice) for choice, _ in point if choice.path.endswith(GUESSED)}
    found = []
    for bar in BARS:
        here = [pair for pair in point if (pair[0].path, pair[0].value) == (bar.path, bar.value)]
        if not bar.values and here and id(here[0][0]) not in loose:
            found += [literal for _, literal in here]
            loose |= {id(choice) for choice, _ in point if bar.refuses(choice.path, "")}
    return found, loose


def base_of(choice: Choice) -> str:
    """What a choice is about: a fact's path, also where its value is guessed, or the rule of a decision."""
    return f"go {choice.go.rule}" if choice.go is not None else choice.path.removesuffix(GUESSED)
