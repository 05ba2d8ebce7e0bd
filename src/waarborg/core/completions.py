"""The answers that a missing fact could have, as far as the tests made of it can tell them apart."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from waarborg.core.compiling import truth_of_test
from waarborg.core.condition import FactOperand, Test
from waarborg.core.record import value_record
from waarborg.core.vocabulary import Fact, HalfKnown, Sort, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from waarborg.core.truth import Truth
    from waarborg.core.vocabulary import Facts, Vocabulary

OTHER = "\0other"
"""A value that no policy can name: it stands for all those that none of the tests mentions."""
MAX_SET_MEMBERS = 6
"""Of a set of which more members are tested, only the small and the whole subsets are tried."""


@value_record
class Answers:
    """Answers to one question. Where `exhaustive`, every possible answer is a likeness of one of them."""

    values: tuple[Value, ...]
    exhaustive: bool = True


def answers_under(tests: Iterable[Test], facts: Facts, vocabulary: Vocabulary) -> dict[str, Answers]:
    """For each missing or half-known fact that `tests` read: the answers that they can tell apart."""
    asked = tests_by_fact(tests, facts)
    return {path: answers_to(vocabulary[path], asked[path], facts.get(path)) for path in asked}


def tests_by_fact(tests: Iterable[Test], facts: Facts) -> dict[str, list[Test]]:
    """The tests that read each missing or half-known fact, by its path and in the order of paths."""
    made: dict[str, list[Test]] = {}
    for test in tests:
        for path in test.paths:
            made.setdefault(path, []).append(test)
    return {path: made[path] for path in sorted(made) if path not in facts or isinstance(facts[path], HalfKnown)}


def answers_to(fact: Fact, tests: Sequence[Test], known: Value | None) -> Answers:
    """The answers to what is missing of one fact, those that `tests` can tell apart."""
    return _unlike(_answers(fact, tests, known), tests)


def _unlike(answers: Answers, tests: Iterable[Test]) -> Answers:
    """One answer of each likeness: those that every test reads alike count once."""
    constant = {test for test in tests if not isinstance(test.operand, FactOperand)}
    if len(constant) < len(set(tests)):
        return answers
    found: dict[tuple[Truth, ...], Value] = {}
    for value in answers.values:
        found.setdefault(tuple(truth_of_test(test, {test.fact: value}) for test in constant), value)
    return Answers(tuple(found.values()), answers.exhaustive)


def _answers(fact: Fact, tests: Iterable[Test], known: Value | None) -> Answers:
    mentioned: set[Value] = set()
    for test in tests:
        if isinstance(test.operand, FactOperand):
            every = fact.sort in {Sort.ENUM, Sort.FINDING}
            return Answers(fact.values if every else (), exhaustive=every)
        mentioned.update(test.operand if isinstance(test.operand, frozenset) else [test.operand])
    match fact.sort:
        case Sort.BOOL:
            return Answers((True, False))
        case Sort.ENUM | Sort.FINDING:
            named = tuple(value for value in fact.values if value in mentioned)
            return Answers(named + tuple(value for value in fact.values if value not in mentioned)[:1])
        case Sort.REFERENCE:
            return Answers((*sorted(map(str, mentioned)), OTHER))
        case Sort.TEXT:
            return Answers(("", OTHER, *sorted(str(value) for value in mentioned if isinstance(value, str))))
        case Sort.SET:
            codes = {str(value) for value in mentioned if isinstance(value, str)}
            others = [value for value in fact.values if value not in codes][:1] if fact.values else [OTHER]
            return _sets([*sorted(codes), *others], known.members if isinstance(known, HalfKnown) else frozenset())
        case Sort.INTEGER | Sort.DECIMAL | Sort.DATE:
            return _around(mentioned)


def _sets(codes: list[str], known: frozenset[str]) -> Answers:
    """The sets that hold all of `known` and any of `codes`, the small ones first."""
    pool = [code for code in codes if code not in known]
    exhaustive = len(pool) <= MAX_SET_MEMBERS + 1
    sizes: Iterable[int] = range(len(pool) + 1) if exhaustive else (0, 1, 2, len(pool))
    return Answers(tuple(known.union(chosen) for size in sizes for chosen in combinations(pool, size)), exhaustive)


def _around(thresholds: set[Value]) -> Answers:
    found: set[Value] = set()
    for threshold in thresholds:
        match threshold:
            case date():
                found.update(_neighbours(threshold))
            case int() | Decimal():
                found.update(threshold + shift for shift in (-1, 0, 1))
            case _:
                return Answers((), exhaustive=False)
    return Answers(tuple(sorted(found | _midpoints(found), key=str)))


def _neighbours(day: date) -> Iterator[date]:
    yield day
    if day > date.min:
        yield day - timedelta(days=1)
    if day < date.max:
        yield day + timedelta(days=1)


def _midpoints(found: set[Value]) -> set[Value]:
    decimals = sorted(value for value in found if isinstance(value, Decimal))
    return {(low + high) / 2 for low, high in pairwise(decimals)}
