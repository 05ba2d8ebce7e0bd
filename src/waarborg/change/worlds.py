"""Expressions looked at in worlds, of which every variable is known: where they hold, and what makes them so."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from waarborg.change.logic import FALSE, MADE, TRUE, Expression, How, is_negation, variable_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


class Worlds:
    """Some ways for every variable to be true or not, looked at all at once.

    The truth of an expression in them is one number, of which bit `n` tells of world `n`: so one pass over an
    expression does for hundreds of worlds. `variables` gives the number of a variable.
    """

    def __init__(self, count: int, variables: Callable[[Expression], int]) -> None:
        self._every = (1 << count) - 1
        self._variables = variables
        self._found = {TRUE: self._every, FALSE: 0}

    def where(self, expression: Expression) -> int:
        """In which worlds the expression holds."""
        found = self._found.get(expression)
        if found is None:
            how, parts = MADE[expression]
            if how is How.VARIABLE:
                found = self._variables(expression)
            elif how is How.NAME:
                found = self.where(parts[0])
            elif how is How.NOT:
                found = self._every & ~self.where(parts[0])
            elif how is How.ALL:
                found = self._all(parts)
            elif how is How.ANY:
                found = self._any(parts)
            elif how is How.EITHER:
                found = self.where(parts[0]) ^ self.where(parts[1])
            elif how is How.AT_MOST_ONE:
                found = self._at_most_one(parts)
            else:
                assert_never(how)
            self._found[expression] = found
        return found

    def _all(self, parts: Sequence[Expression]) -> int:
        known, found = self._found, self._every
        for part in parts:
            truth = known.get(part)
            found &= self.where(part) if truth is None else truth
            if not found:
                break
        return found

    def _any(self, parts: Sequence[Expression]) -> int:
        known, found = self._found, 0
        for part in parts:
            truth = known.get(part)
            found |= self.where(part) if truth is None else truth
            if found == self._every:
                break
        return found

    def _at_most_one(self, parts: Sequence[Expression]) -> int:
        once = twice = 0
        for part in parts:
            twice |= once & self.where(part)
            once |= self.where(part)
        return self._every & ~twice


def turned(truth: Callable[[Expression], bool], turns: Sequence[Sequence[Expression]]) -> Worlds:
    """The worlds that are like one of that truth but for a turn: a literal that no longer holds, and others that do."""
    every = (1 << len(turns)) - 1
    truths: dict[Expression, int] = {}
    for number, turn in enumerate(turns):
        for index, literal in enumerate(turn):
            holds = (index > 0) != is_negation(literal)
            variable = variable_of(literal)
            before = truths.get(variable, every * truth(variable))
            truths[variable] = before | 1 << number if holds else before & ~(1 << number)
    return Worlds(len(turns), lambda each: truths[each] if each in truths else every * truth(each))


class Reasons:
    """Few of the given reasons from which it follows that expressions are as they are in the one world of `worlds`.

    A reason is one bit; `given` has the reason why an expression is what it is there. Where one part of an expression
    is enough to decide it, the part that takes the fewest reasons more is followed.
    """

    def __init__(self, worlds: Worlds, given: Mapping[Expression, int]) -> None:
        self._worlds = worlds
        self._given = given
        self._least: dict[Expression, int | None] = {TRUE: 0, FALSE: 0, **given}

    def of(self, expression: Expression) -> int | None:
        """The reasons why `expression` is what it is; None where the given ones are not enough."""
        return None if self._alone(expression) is None else self._added(expression, 0)

    def _alone(self, expression: Expression) -> int | None:
        """The reasons that it takes if no others are there already."""
        if expression not in self._least:
            enough, parts = self._deciding(expression)
            found = [self._alone(part) for part in parts]
            if enough:
                self._least[expression] = min((each for each in found if each is not None), key=_size, default=None)
            else:
                self._least[expression] = _joined(found)
        return self._least[expression]

    def _added(self, expression: Expression, chosen: int) -> int:
        """`chosen` with the reasons that it takes besides."""
        alone = self._least[expression]
        assert alone is not None, "only what the given reasons decide is followed"
        if expression in self._given or not alone & ~chosen:
            return chosen | alone
        enough, parts = self._deciding(expression)
        if enough:
            able = [(part, each) for part in parts if (each := self._least[part]) is not None]
            return self._added(min(able, key=lambda pair: _size(pair[1] & ~chosen))[0], chosen)
        for part in parts:
            chosen = self._added(part, chosen)
        return chosen

    def _deciding(self, expression: Expression) -> tuple[bool, Sequence[Expression]]:
        """The parts that make the expression what it is, and whether one of them is enough."""
        how, parts = MADE[expression]
        if how is How.VARIABLE:
            return True, ()
        decisive = {How.ALL: False, How.ANY: True}.get(how)
        if decisive is None or decisive != bool(self._worlds.where(expression)):
            return False, parts
        return True, [part for part in parts if bool(self._worlds.where(part)) == decisive]


def _size(reasons: int) -> int:
    return reasons.bit_count()


def _joined(every: Iterable[int | None]) -> int | None:
    found = 0
    for each in every:
        if each is None:
            return None
        found |= each
    return found
