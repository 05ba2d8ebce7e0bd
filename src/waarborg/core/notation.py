"""Conditions written in the policy language, as one line of YAML."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, assert_never

from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Operator, Test

if TYPE_CHECKING:
    from waarborg.core.vocabulary import Value

_PLAIN = frozenset({Operator.EQUALS, Operator.ONE_OF, Operator.SAME_AS})
"""The operators whose negation is written beside the fact: `{not: ...}`."""


def in_notation(condition: Condition) -> str:
    """The condition as a policy file says it, without the outer braces: `act: series, partner.eu: false`."""
    match condition:
        case Test() | Defined():
            return _key(condition)
        case Not(Defined() | Test() as part) if isinstance(part, Defined) or part.operator in _PLAIN:
            return _key(condition)
        case Not(part):
            return f"not: {{{in_notation(part)}}}"
        case AllOf(parts) if parts and _are_keys(parts):
            return ", ".join(map(_key, parts))
        case AllOf(parts):
            return f"all: [{', '.join(f'{{{in_notation(part)}}}' for part in parts)}]"
        case AnyOf(parts):
            return f"any: [{', '.join(f'{{{in_notation(part)}}}' for part in parts)}]"
        case _:
            assert_never(condition)


def _are_keys(parts: tuple[Condition, ...]) -> bool:
    """Whether the parts are tests of facts that differ, so that they can stand as keys of one mapping."""
    names = [_name(part) for part in parts]
    return None not in names and len(set(names)) == len(names)


def _name(condition: Condition) -> str | None:
    match condition:
        case Test(fact):
            return fact
        case Defined(name) | Not(Defined(name)):
            return name
        case Not(Test(fact, operator)) if operator in _PLAIN:
            return fact
        case _:
            return None


def _key(condition: Condition) -> str:
    match condition:
        case Defined(name):
            return f"{name}: true"
        case Not(Defined(name)):
            return f"{name}: false"
        case Not(Test(fact, _, operand)):
            return f"{fact}: {{not: {_operand(operand)}}}"
        case Test(fact, Operator.EQUALS | Operator.ONE_OF, operand):
            return f"{fact}: {_operand(operand)}"
        case Test(fact, operator, operand):
            return f"{fact}: {{{operator}: {_operand(operand)}}}"
        case _:
            return in_notation(condition)


def _operand(operand: Value | FactOperand) -> str:
    match operand:
        case FactOperand(path):
            return f"{{fact: {path}}}"
        case bool():
            return "true" if operand else "false"
        case frozenset():
            return f"[{', '.join(sorted(operand))}]"
        case date():
            return operand.isoformat()
        case _:
            return str(operand)
