"""The condition tree: the one language that rules, definitions and coverage are written in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from waarborg.core.record import value_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from waarborg.core.vocabulary import Value


class Operator(StrEnum):
    """What a test asks of a fact. `equals` and `one_of` are written without a word: a scalar, a list."""

    EQUALS = "equals"
    ONE_OF = "one_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    SAME_AS = "same_as"
    INCLUDES = "includes"
    INCLUDES_ALL = "includes_all"
    OVERLAPS = "overlaps"
    EMPTY = "empty"


@value_record
class FactOperand:
    """An operand that is itself a fact, written `{fact: path}`."""

    path: str


@value_record
class Test:
    """One fact held against one operand; lists of codes are frozen sets."""

    fact: str
    operator: Operator
    operand: Value | FactOperand

    @property
    def paths(self) -> tuple[str, ...]:
        """The facts that it reads, the one that is held against another first."""
        return (self.fact, self.operand.path) if isinstance(self.operand, FactOperand) else (self.fact,)


@value_record
class Defined:
    """A definition, used as a fact is."""

    name: str


@value_record
class Not:
    """The negation of one condition."""

    part: Condition


@value_record
class AllOf:
    """The conjunction of its parts; TRUE of none."""

    parts: tuple[Condition, ...]


@value_record
class AnyOf:
    """The disjunction of its parts; FALSE of none."""

    parts: tuple[Condition, ...]


Condition = Test | Defined | Not | AllOf | AnyOf
ALWAYS = AllOf(())


def tests_of(condition: Condition, definitions: Mapping[str, Condition]) -> Iterator[Test]:
    """Every test that `condition` makes, those of the definitions it uses included."""
    match condition:
        case Test():
            yield condition
        case Defined(name):
            yield from tests_of(definitions[name], definitions)
        case Not(part):
            yield from tests_of(part, definitions)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from tests_of(part, definitions)
        case _:
            assert_never(condition)


def definitions_used(condition: Condition) -> Iterator[str]:
    """The names of the definitions that `condition` itself names."""
    match condition:
        case Test():
            return
        case Defined(name):
            yield name
        case Not(part):
            yield from definitions_used(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from definitions_used(part)
        case _:
            assert_never(condition)


def facts_read(condition: Condition, definitions: Mapping[str, Condition]) -> frozenset[str]:
    """The paths that the answer to `condition` can rest on."""
    return frozenset(path for test in tests_of(condition, definitions) for path in test.paths)


def facts_written(conditions: Iterable[Condition]) -> frozenset[str]:
    """The paths that stand in `conditions` themselves, what their definitions read left aside."""
    found: set[str] = set()
    ahead = list(conditions)
    while ahead:
        match ahead.pop():
            case Test() as test:
                found.update(test.paths)
            case Not(part):
                ahead.append(part)
            case AllOf(parts) | AnyOf(parts):
                ahead += parts
            case Defined():
                pass
    return frozenset(found)
