"""Partners and instruments in classes: those that no rule of either side can tell apart are told once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from waarborg.core.condition import FactOperand
from waarborg.core.exchange import INVOLVED
from waarborg.core.vocabulary import Sort

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from waarborg.change.sides import Side
    from waarborg.core.condition import Test
    from waarborg.core.vocabulary import Value, Vocabulary

PARTIES = "parties"
PARTY_FACTS = ("partner.code", "data.origin", *INVOLVED)
"""The references whose codes are among the parties (core.exchange)."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Pool:
    """The codes that stand for all codes of a target, each with those that it stands for."""

    codes: tuple[str, ...]
    classes: Mapping[str, frozenset[str]]


def reference_of(path: str, vocabulary: Vocabulary) -> str:
    """The stated reference that a looked-up fact is reached by; empty for a stated fact and for the parties."""
    return "" if path == PARTIES else vocabulary[path].reference


def pools(sides: Sequence[Side], tests: Collection[Test]) -> dict[str, Pool]:
    """For each reference and each set of codes that some test reads, directly or by its attributes, its pool.

    References that are held against each other share one, in which as many codes stand for a class as can be told
    apart there: one for each reference, and one for each way in which a code can be in some of the sets.
    """
    vocabulary = sides[0].policy.vocabulary
    paths = {path for test in tests for path in _paths(test)}
    read = {
        reference_of(path, vocabulary) or path
        for path in paths
        if vocabulary[path].target or vocabulary[path].reference
    }
    linked = _linked(tests, vocabulary)
    if PARTIES in paths:
        read.update(PARTY_FACTS)
        linked.update((PARTIES, *PARTY_FACTS))
        read = {path for path in read if path in vocabulary}
    groups: dict[tuple[str, str], list[str]] = {}
    for path in sorted(read):
        target = vocabulary[path].target
        groups.setdefault((target, "" if path in linked else path), []).append(path)
    found: dict[str, Pool] = {}
    for (target, _), group in groups.items():
        pool = _pool(target, group, sides, tests)
        found.update(dict.fromkeys(group, pool))
    return found


def _paths(test: Test) -> tuple[str, ...]:
    return (test.fact, test.operand.path) if isinstance(test.operand, FactOperand) else (test.fact,)


def _linked(tests: Collection[Test], vocabulary: Vocabulary) -> set[str]:
    """The stated references and sets of codes that some test holds against another fact."""
    return {
        path
        for test in tests
        if isinstance(test.operand, FactOperand)
        for path in _paths(test)
        if vocabulary[path].target and not reference_of(path, vocabulary)
    }


def _pool(target: str, group: list[str], sides: Sequence[Side], tests: Collection[Test]) -> Pool:
    vocabulary = sides[0].policy.vocabulary
    alike = _Likeness(tests, vocabulary)
    codes = frozenset.intersection(*(side.policy.codes(target) for side in sides))
    named = {value for test in tests for value in _named(test, target, vocabulary)}
    attributes = sorted(
        {
            (path.removeprefix(f"{vocabulary[reference].prefix or reference}."), path)
            for test in tests
            for path in _paths(test)
            if (reference := reference_of(path, vocabulary)) in group
        }
    )
    sets = _sets_that_hold(target, sides, tests) if any(path in _linked(tests, vocabulary) for path in group) else []
    classes: dict[object, list[str]] = {}
    for code in sorted(codes):
        key: list[object] = [code if code in named else ""]
        for side in sides:
            referent = side.policy.find(target, code)
            for attribute, path in attributes:
                known = referent.known(attribute, side.day) if referent else None
                key.append(alike(known.value, path) if known else None)
        key += [code in each for each in sets]
        classes.setdefault(tuple(key), []).append(code)
    scalars = [path for path in group if vocabulary[path].sort is Sort.REFERENCE]
    copies = len(scalars) + 2 ** (len(group) - len(scalars)) - 1
    standing = {code: frozenset(members) for members in classes.values() for code in members[: max(1, copies)]}
    return Pool(tuple(sorted(standing)), standing)


class _Likeness:
    """Tells of an attribute's value no more than some test asks of it."""

    def __init__(self, tests: Collection[Test], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._mentioned: dict[str, set[Value]] = {}
        self._compared: set[str] = set()
        for test in tests:
            if isinstance(test.operand, FactOperand):
                self._compared.update(_paths(test))
            else:
                self._mentioned.setdefault(test.fact, set()).update(constants_of(test))

    def __call__(self, value: Value, path: str) -> Value:
        if self._vocabulary[path].sort is not Sort.ENUM or path in self._compared:
            return value
        return value if value in self._mentioned.get(path, ()) else ""


def constants_of(test: Test) -> frozenset[Value]:
    """The constants that the test holds its fact against."""
    if isinstance(test.operand, FactOperand):
        return frozenset()
    return frozenset(test.operand) if isinstance(test.operand, frozenset) else frozenset([test.operand])


def _named(test: Test, target: str, vocabulary: Vocabulary) -> set[str]:
    """The codes of `target` that the test names outright."""
    if vocabulary[test.fact].target != target:
        return set()
    return {value for value in constants_of(test) if isinstance(value, str)}


def _sets_that_hold(target: str, sides: Sequence[Side], tests: Collection[Test]) -> list[frozenset[str]]:
    """The sets of codes of `target` that instruments or partners have as an attribute some test reads."""
    vocabulary = sides[0].policy.vocabulary
    read = {
        path
        for test in tests
        for path in _paths(test)
        if vocabulary[path].sort is Sort.SET and vocabulary[path].target == target and reference_of(path, vocabulary)
    }
    found = set()
    for path in read:
        reference = vocabulary[reference_of(path, vocabulary)]
        attribute = path.removeprefix(f"{reference.prefix or reference.path}.")
        for side in sides:
            for code in side.policy.codes(reference.target):
                referent = side.policy.find(reference.target, code)
                known = referent.known(attribute, side.day) if referent else None
                if known is not None and isinstance(known.value, frozenset):
                    found.add(known.value)
    return sorted(found, key=sorted)
