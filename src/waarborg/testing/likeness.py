"""Whether two conditions give the same answer to everything that could be answered, where that is cheap to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from waarborg.core.compiling import Reading, compiled
from waarborg.core.completions import answers_under
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Test, tests_of
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, negation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waarborg.core.vocabulary import Facts, Vocabulary

MAX_READINGS = 5_000
"""How many times the two are read before they count as different."""


def same_answers(
    one: tuple[Condition, Mapping[str, Condition]],
    other: tuple[Condition, Mapping[str, Condition]],
    vocabulary: Vocabulary,
) -> bool:
    """Whether no answers to the facts that they read tell the two conditions apart, each with its definitions.

    False as well where that cannot be told: two conditions are only called alike when they are.
    """
    domains = answers_under([*tests_of(*one), *tests_of(*other)], {}, vocabulary)
    first, second = _Asking(*one), _Asking(*other)
    ahead: list[Facts] = [{}]
    for _ in range(MAX_READINGS):
        if not ahead:
            return True
        facts = ahead.pop()
        (truth, asked), (other_truth, other_asked) = first.read(facts), second.read(facts)
        if truth is not UNKNOWN and other_truth is not UNKNOWN:
            if truth is not other_truth:
                return False
            continue
        path = asked or other_asked
        if not domains[path].exhaustive:
            return False
        ahead += [{**facts, path: value} for value in domains[path].values]
    return False


class _Asking:
    """A condition that says, where it is UNKNOWN, which fact to ask for next: so whole branches are told at once."""

    def __init__(self, condition: Condition, definitions: Mapping[str, Condition]) -> None:
        self._condition = condition
        self._definitions = definitions
        self._readings: dict[Test, Reading] = {}

    def read(self, facts: Facts) -> tuple[Truth, str]:
        """The truth under `facts`, and the missing fact that it hangs on first where it is UNKNOWN."""
        return self._read(self._condition, facts)

    def _read(self, condition: Condition, facts: Facts) -> tuple[Truth, str]:
        match condition:
            case Test():
                return self._test(condition, facts)
            case Defined(name):
                return self._read(self._definitions[name], facts)
            case Not(part):
                truth, asked = self._read(part, facts)
                return negation(truth), asked
            case AllOf(parts):
                return self._sweep(parts, facts, decisive=FALSE)
            case AnyOf(parts):
                return self._sweep(parts, facts, decisive=TRUE)
            case _:
                assert_never(condition)

    def _test(self, test: Test, facts: Facts) -> tuple[Truth, str]:
        if test not in self._readings:
            self._readings[test] = compiled(test, self._definitions)
        truth = self._readings[test](facts)
        if truth is not UNKNOWN:
            return truth, ""
        operand = test.operand
        return truth, operand.path if isinstance(operand, FactOperand) and test.fact in facts else test.fact

    def _sweep(self, parts: tuple[Condition, ...], facts: Facts, *, decisive: Truth) -> tuple[Truth, str]:
        first = ""
        for part in parts:
            truth, asked = self._read(part, facts)
            if truth is decisive:
                return truth, ""
            first = first or asked
        return (UNKNOWN, first) if first else (negation(decisive), "")
