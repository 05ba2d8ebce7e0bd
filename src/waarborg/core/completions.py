"""The answers that a missing fact could have, as far as the tests made of it can tell them apart."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from waarborg.core.condition import FactOperand, Test
from waarborg.core.vocabulary import Fact, Sort, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from waarborg.core.vocabulary import Vocabulary

OTHER = "\0other"
"""A value that no policy can name: it stands for all those that none of the tests mentions."""
MAX_SET_MEMBERS = 4


def answers(fact: Fact, tests: Iterable[Test]) -> tuple[Value, ...]:
    """Values of which every possible answer is a likeness under `tests`; none where that cannot be told cheaply."""
    mentioned: set[Value] = set()
    for test in tests:
        if isinstance(test.operand, FactOperand):
            return fact.values if fact.sort in {Sort.ENUM, Sort.FINDING} else ()
        mentioned.update(test.operand if isinstance(test.operand, frozenset) else [test.operand])
    match fact.sort:
        case Sort.BOOL:
            return (True, False)
        case Sort.ENUM | Sort.FINDING:
            named = tuple(value for value in fact.values if value in mentioned)
            return named + tuple(value for value in fact.values if value not in mentioned)[:1]
        case Sort.REFERENCE:
            return (*sorted(map(str, mentioned)), OTHER)
        case Sort.TEXT:
            return ("", OTHER, *sorted(str(value) for value in mentioned if isinstance(value, str)))
        case Sort.SET:
            return _subsets(sorted(str(value) for value in mentioned if isinstance(value, str)))
        case Sort.INTEGER | Sort.DECIMAL | Sort.DATE:
            return _around(mentioned)


def _subsets(codes: list[str]) -> tuple[Value, ...]:
    if len(codes) > MAX_SET_MEMBERS:
        return ()
    pool = [*codes, OTHER]
    return tuple(frozenset(chosen) for size in range(len(pool) + 1) for chosen in combinations(pool, size))


def _around(thresholds: set[Value]) -> tuple[Value, ...]:
    found: set[Value] = set()
    for threshold in thresholds:
        match threshold:
            case date():
                found.update(
                    threshold + timedelta(days=shift) for shift in (-1, 0, 1) if date.min < threshold < date.max
                )
            case int() | Decimal():
                found.update(threshold + shift for shift in (-1, 0, 1))
            case _:
                return ()
    return tuple(sorted(found | _midpoints(found), key=str))


def _midpoints(found: set[Value]) -> set[Value]:
    decimals = sorted(value for value in found if isinstance(value, Decimal))
    return {(low + high) / 2 for low, high in pairwise(decimals)}


def tests_by_path(tests: Iterable[Test], vocabulary: Vocabulary) -> Mapping[str, list[Test]]:
    """The tests made of each fact; a fact that serves as an operand counts as tested there too."""
    found: dict[str, list[Test]] = {}
    for test in tests:
        found.setdefault(test.fact, []).append(test)
        if isinstance(test.operand, FactOperand):
            found.setdefault(test.operand.path, []).append(test)
    return {path: found[path] for path in found if path in vocabulary}
