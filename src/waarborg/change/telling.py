"""What the regions tell already: statements whose open facts can be answered so that they lie in one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.barring import variables_at
from waarborg.change.logic import (
    FALSE,
    TRUE,
    Expression,
    conjunction,
    constant,
    disjunction,
    implied,
    negation,
    substituted,
    variable_of,
    variables_of,
)
from waarborg.change.referents import PARTIES, PARTY_FACTS
from waarborg.change.space import GUESSED
from waarborg.change.ties import UNNAMED, open_list
from waarborg.change.witness import exchange_of
from waarborg.core.exchange import parties_of
from waarborg.core.record import record
from waarborg.core.vocabulary import HalfKnown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from waarborg.change.asking import Question
    from waarborg.change.points import Points
    from waarborg.change.solver import Model
    from waarborg.change.space import Scalar, Space
    from waarborg.change.witness import Stated
    from waarborg.core.difference import Transition

_Variable = tuple[Expression, tuple[Expression, Expression]]
"""A variable of the closed space: where the open one says that it holds, and where it leaves that open."""


@record
class Told:
    """The facts of a cube, the transitions that its regions take, and those that parts take of which none is shown."""

    facts: Expression
    shown: frozenset[Transition]
    untold: frozenset[Transition]

    def tells_of(self, question: Question) -> bool:
        """Whether a region tells of the parts that pass the threshold of the question, if any do."""
        return bool(self.shown) and not self.leaves_out(question)

    def leaves_out(self, question: Question) -> bool:
        """Whether parts pass the threshold, and no region shows how."""
        return any(map(question.is_taken_by, self.untold)) and not any(map(question.is_taken_by, self.shown))


class Telling:
    """Tells of statements in an open space whether they can be answered so that they lie in a closed region.

    `impersonal` is where no personal data are exchanged; `learnt` is what was found to lie in each of several regions.
    """

    def __init__(self, closed: Space, points: Points, opened: Space, *, impersonal: bool) -> None:
        self._closed = closed
        self._points = points
        self._opened = opened
        self.impersonal = impersonal
        self.learnt: dict[tuple[Expression, ...], list[Expression]] = {}
        self._loose = dict(_loose(closed, opened, impersonal=impersonal))

    def plainly(self, facts: Expression) -> Expression:
        """That a statement lies in the region by itself, wherever nothing is open that the region reads."""
        told = self._tied(facts)
        read = [self._loose[each] for each in variables_of(told) & self._loose.keys()]
        return conjunction([told, *dict.fromkeys(negation(loose) for own, loose in read if own != FALSE)])

    def _tied(self, facts: Expression) -> Expression:
        """The facts with what ties them to others: an act has a direction of its own, any of which can be answered."""
        read = variables_of(facts)
        return conjunction([facts, *(self._closed.ties if read & variables_at(self._closed, "direction") else ())])

    def lesson(self, stated: Stated, left_out: Collection[str], regions: Sequence[Expression]) -> Expression | None:
        """That a statement can be answered likewise, so that it lies in the same region; None where this one cannot.

        That is so where what is left out, which cannot be stated beside the rest, is left out for the same reasons.
        """
        asked = [*self._literals(stated), self._points.proxy(disjunction(regions))]
        if not self._points.possible(asked):
            return None
        model = self._points.solver.model()
        region = next(each for each in regions if model.truth(each))
        told = self._tied(region)
        read = variables_of(told)
        answered = {each: self._answered(each, model) for each in read}
        for path in left_out:
            answered.update((each, constant(model.truth(each))) for each in variables_at(self._closed, path) & read)
        return conjunction([substituted(told, answered), *self._named(read, model)])

    def _answered(self, variable: Expression, model: Model) -> Expression:
        """Where the open space says that the variable holds, or leaves it open, and `model` answers that it does."""
        own, loose = self._loose.get(variable, (variable, FALSE))
        return disjunction([own, conjunction([loose, constant(model.truth(variable))])])

    def _named(self, read: set[Expression], model: Model) -> Iterator[Expression]:
        """That the code by which a reference is answered may be among the parties."""
        parties = self._closed.sets[PARTIES].holds if PARTIES in self._closed.sets else {}
        for path in PARTY_FACTS if parties else ():
            scalar = self._closed.scalars.get(path)
            if scalar is not None and read & {variable_of(each) for each in scalar.values.values()}:
                (code,) = (str(value) for value, literal in scalar.values.items() if model.truth(literal))
                among = self._answered(parties[code], model) if code in parties else TRUE
                yield implied(self._opened.scalars[path].values[UNNAMED], among)

    def _literals(self, stated: Stated) -> Iterator[Expression]:
        """What a statement says, in the words of the closed space."""
        facts = {**stated.facts, PARTIES: parties_of(exchange_of(stated))}
        for path, value in facts.items():
            if path in self._closed.scalars:
                literal = self._closed.scalars[path].values.get(value)
                yield from () if literal is None else (literal,)
            elif path in self._closed.sets:
                known = value.members if isinstance(value, HalfKnown) else value
                assert isinstance(known, frozenset), path
                for member, literal in self._closed.sets[path].holds.items():
                    if member in known:
                        yield literal
                    elif not isinstance(value, HalfKnown):
                        yield negation(literal)
        for go in self._closed.goes:
            yield go.literal if go in stated.goes else negation(go.literal)


def _loose(closed: Space, opened: Space, *, impersonal: bool) -> Iterator[_Variable]:
    for path, scalar in closed.scalars.items():
        free = path.endswith(GUESSED) or (impersonal and path.startswith("subject."))
        loose = TRUE if free else _open(scalar, opened.scalars[path])
        if loose != FALSE:
            for value, literal in scalar.values.items():
                if variable_of(literal) == literal:
                    yield literal, (FALSE if free else opened.scalars[path].values.get(value, FALSE), loose)
    for path, members in closed.sets.items():
        free = path.endswith(GUESSED) or (impersonal and path.startswith("subject."))
        loose = TRUE if free else negation(opened.sets[path].complete)
        if path == PARTIES:
            loose = disjunction([loose, open_list(opened.scalars, opened.sets)])
        if loose != FALSE:
            for literal in members.holds.values():
                yield literal, (FALSE if free else literal, loose)


def _open(scalar: Scalar, opened: Scalar) -> Expression:
    """That the open space leaves a fact unknown, or gives it a value that no descriptor can state."""
    outside = [literal for value, literal in opened.values.items() if value not in scalar.values]
    return disjunction([opened.unknown, *outside])
