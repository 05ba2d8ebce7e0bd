"""Points: parts as the literals that hold of them, and how few of these are enough for something to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.logic import Deadline, Expression, Solver, implied, negation, variable
from waarborg.change.space import GUESSED
from waarborg.change.witness import Choice, statable_part

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from waarborg.change.logic import Model
    from waarborg.change.space import Space
    from waarborg.core.condition import Test

SIEVINGS = 3
"""How often what is not needed is sieved out before what is left is tried one by one."""
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
        held = [each for each, path in space.constraints.items() if literals is None or path in facts]
        self.solver = Solver(held, deadline)
        self.meaning: dict[Expression, Expression] = {}
        self._proxies: dict[Expression, Expression] = {}

    def about(self, facts: Collection[str]) -> Points:
        """The same parts, no more of them than these facts say, with a solver of their own."""
        narrowed = {name: group for name, group in self.literals.items() if base_of(group[0][0]) in facts}
        return Points(self._space, self._deadline, narrowed)

    def relate(self, tests: Mapping[Test, Expression]) -> None:
        """Tell points by how their facts stand to each other too."""
        for test, expression in tests.items():
            literal = variable(f"related {test}")
            self.solver.add(implied(literal, expression))
            self.solver.add(implied(negation(literal), negation(expression)))
            self.meaning.update({literal: expression, negation(literal): negation(expression)})
            self.literals[f"related {test}"] = [
                (Choice(test.fact, True, test=test), literal),
                (Choice(test.fact, False, test=test), negation(literal)),
            ]

    def at(self, model: Model) -> list[Pair]:
        """The part that `model` is: of every fact, the choice that holds."""
        return [
            pair
            for group in self.literals.values()
            for pair in group
            if model.truth(self.meaning.get(pair[1], pair[1]))
        ]

    def holds_all(self, pairs: Sequence[Pair], refuted: Expression) -> bool:
        """Whether `pairs` are enough to contradict `refuted`."""
        return not self.solver.holds([*(literal for _, literal in pairs), refuted])

    def proxy(self, expression: Expression) -> Expression:
        """A literal that brings `expression` with it."""
        if expression not in self._proxies:
            literal = variable(f"proxy {len(self._proxies)}")
            self.solver.add(implied(literal, expression))
            self._proxies[expression] = literal
        return self._proxies[expression]

    def needed(self, point: Sequence[Pair], refuted: Expression) -> tuple[list[Pair], bool]:
        """Few choices of a point that contradict `refuted`, and whether a descriptor can state them."""
        can_be_stated = set(map(id, statable_part((choice for choice, _ in point), self._space.day)))
        sayable = [pair for pair in point if id(pair[0]) in can_be_stated]
        if self.solver.holds([*(literal for _, literal in sayable), refuted]):
            return self.enough(point, refuted), False
        return self.enough(sayable, refuted), True

    def enough(self, pairs: Sequence[Pair], refuted: Expression) -> list[Pair]:
        """Some of `pairs` that are enough to contradict `refuted`."""
        kept = list(pairs)
        for _ in range(SIEVINGS):
            if self.solver.holds([*(literal for _, literal in kept), refuted]):
                message = "a part does not determine its own outcome"
                raise DisagreementError(message)
            core = self.solver.core()
            kept = [pair for pair in kept if pair[1] in core]
        return kept

    def fewest(self, pairs: Sequence[Pair], refuted: Expression) -> list[Pair]:
        """Those of `pairs` that are enough to contradict `refuted`; none can be left out."""
        kept = self.enough(pairs, refuted)
        for pair in list(kept):
            fewer = [other for other in kept if other is not pair]
            if len(fewer) < len(kept) and not self.solver.holds([*(literal for _, literal in fewer), refuted]):
                core = self.solver.core()
                kept = [other for other in fewer if other[1] in core]
        return kept


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


def base_of(choice: Choice) -> str:
    """What a choice is about: a fact's path, also where its value is guessed, or the rule of a decision."""
    return f"go {choice.go.rule}" if choice.go is not None else choice.path.removesuffix(GUESSED)
