"""What compiled conditions are held against: a tree walk over them, as one writes it first."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from waarborg.core.compiling import HOLDS
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Test
from waarborg.core.truth import Truth, conjunction, disjunction, negation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waarborg.core.vocabulary import Facts


def walk(condition: Condition, facts: Facts, definitions: Mapping[str, Condition]) -> Truth:
    """The truth of `condition`, found by walking it."""
    match condition:
        case Test(fact, operator, operand):
            other = facts.get(operand.path) if isinstance(operand, FactOperand) else operand
            return HOLDS[operator](facts.get(fact), other)
        case Defined(name):
            return walk(definitions[name], facts, definitions)
        case Not(part):
            return negation(walk(part, facts, definitions))
        case AllOf(parts):
            return conjunction(walk(part, facts, definitions) for part in parts)
        case AnyOf(parts):
            return disjunction(walk(part, facts, definitions) for part in parts)
        case _:
            assert_never(condition)
