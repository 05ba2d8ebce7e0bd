"""Partners and instruments in classes: those that no rule of either side can tell apart are told once."""

from __future__ import annotations

from functools import cache as memo
from typing import TYPE_CHECKING

from waarborg.change.mentions import constants_of
from waarborg.core.compiling import truth_of_test
from waarborg.core.condition import FactOperand, Operator
from waarborg.core.contradictions import ALONE
from waarborg.core.exchange import INVOLVED
from waarborg.core.record import record
from waarborg.core.vocabulary import Sort

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from waarborg.change.sides import Side
    from waarborg.core.condition import Test
    from waarborg.core.policy import Referent
    from waarborg.core.vocabulary import Value, Vocabulary

PARTNER = "partner.code"
PARTIES = "parties"
PARTY_FACTS = ("partner.code", "data.origin", *INVOLVED)
"""The references whose codes are among the parties (core.exchange)."""


@record
class Pool:
    """The codes that stand for all codes of a target, each with those that it stands for.

    `asked` are the references of which an attribute is read; at any other one tests tell a code by its name alone.
    """

    codes: tuple[str, ...]
    classes: Mapping[str, frozenset[str]]
    by_name: Mapping[str, frozenset[str]]
    asked: frozenset[str]

    def standing_for(self, path: str, codes: Iterable[str]) -> frozenset[str]:
        """All codes that these stand for where they are what the reference at `path` names."""
        told = self.classes if path in self.asked else self.by_name
        return frozenset[str]().union(*(told[code] for code in codes))


def reference_of(path: str, vocabulary: Vocabulary) -> str:
    """The stated reference that a looked-up fact is reached by; empty for a stated fact and for the parties."""
    return "" if path == PARTIES else vocabulary[path].reference


def pools(sides: Sequence[Side], tests: Collection[Test]) -> dict[str, Pool]:
    """For each reference and each set of codes that some test reads, directly or by its attributes, its pool.

    References that are held against each other share one, in which as many codes stand for a class as can be told
    apart there: one for each reference of which an attribute is read. Of what no attribute is read no more is told
    than whether it is named, in some set, or the same as another: among all codes alike in that there is one for each
    reference, and one for each way in which a code can be in some of the sets. Where a set is asked to have all that a
    set of the policy has, those codes stand for themselves.
    """
    vocabulary = sides[0].policy.vocabulary
    paths = {path for test in tests for path in test.paths}
    read = {
        reference_of(path, vocabulary) or path
        for path in paths
        if vocabulary[path].target or vocabulary[path].reference
    }
    linked = _linked(tests, vocabulary)
    if PARTIES in paths:
        read.update(path for path in PARTY_FACTS if path in vocabulary)
        linked.update((PARTIES, *PARTY_FACTS))
    groups: dict[tuple[str, str], list[str]] = {}
    for path in sorted(read):
        target = vocabulary[path].target
        groups.setdefault((target, "" if path in linked else path), []).append(path)
    found: dict[str, Pool] = {}
    for (target, _), group in groups.items():
        pool = _pool(target, group, sides, tests)
        found.update(dict.fromkeys(group, pool))
    return found


def _linked(tests: Collection[Test], vocabulary: Vocabulary) -> set[str]:
    """The stated references and sets of codes that some test holds against another fact."""
    return {
        path
        for test in tests
        if isinstance(test.operand, FactOperand)
        for path in test.paths
        if vocabulary[path].target and not reference_of(path, vocabulary)
    }


def _pool(target: str, group: list[str], sides: Sequence[Side], tests: Collection[Test]) -> Pool:
    vocabulary = sides[0].policy.vocabulary
    alike = _Likeness(tests)
    attributes = sorted(
        {
            (vocabulary.attribute(path), path)
            for test in tests
            for path in test.paths
            if reference_of(path, vocabulary) in group
        }
    )
    rough = told_by_name(target, group, sides, tests)

    @memo
    def told_of(referent: Referent | None, day: date) -> tuple[object, ...]:
        known = [referent.known(attribute, day) if referent else None for attribute, _ in attributes]
        return tuple(
            alike(each.value, path) if each else None for each, (_, path) in zip(known, attributes, strict=True)
        )

    classes: dict[object, list[str]] = {}
    roughly: dict[tuple[object, ...], list[str]] = {}
    for code in sorted(rough):
        roughly.setdefault(rough[code], []).append(code)
        told = [told_of(side.policy.find(target, code), side.day) for side in sides]
        classes.setdefault((*rough[code], *told), []).append(code)
    scalars = [path for path in group if vocabulary[path].sort is Sort.REFERENCE]
    asked = {reference_of(path, vocabulary) for _, path in attributes} & set(scalars)
    chosen = {code for members in classes.values() for code in members[: max(1, len(asked))]}
    copies = len(scalars) + 2 ** (len(group) - len(scalars)) - 1
    whole = _wanted_whole(group, tests, vocabulary)
    for name, members in roughly.items():
        already = sum(code in chosen for code in members)
        wanted = len(members) if whole and True in name else copies
        chosen.update([code for code in members if code not in chosen][: max(0, wanted - already)])
    standing = {code: frozenset(members) for members in classes.values() for code in members if code in chosen}
    by_name = {code: frozenset(members) for members in roughly.values() for code in members}
    return Pool(tuple(sorted(standing)), standing, by_name, frozenset(asked))


def _wanted_whole(group: Collection[str], tests: Collection[Test], vocabulary: Vocabulary) -> bool:
    """Whether some test asks that a set of `group` have all codes of a set that is looked up."""
    return any(
        test.operator is Operator.INCLUDES_ALL
        and test.fact in group
        and isinstance(test.operand, FactOperand)
        and reference_of(test.operand.path, vocabulary) != ""
        for test in tests
    )


def told_by_name(
    target: str, group: Collection[str], sides: Sequence[Side], tests: Collection[Test]
) -> dict[str, tuple[object, ...]]:
    """What tests tell of each code without reading an attribute of it: its being named, and the sets that hold it."""
    vocabulary = sides[0].policy.vocabulary
    named = {value for test in tests for value in _named(test, target, vocabulary)}
    named.update(str(bar.value) for bar in ALONE if bar.path in group)
    held = any(path in _linked(tests, vocabulary) for path in group)
    sets = _sets_that_hold(target, sides, tests) if held else []
    codes = frozenset.intersection(*(side.policy.codes(target) for side in sides))
    return {code: (code if code in named else "", *(code in each for each in sets)) for code in codes}


class _Likeness:
    """Tells of an attribute's value no more than some test asks of it: the value itself where facts are compared."""

    def __init__(self, tests: Collection[Test]) -> None:
        self._tests: dict[str, list[Test]] = {}
        self._compared: set[str] = set()
        self._told: dict[tuple[str, Value], object] = {}
        for test in tests:
            if isinstance(test.operand, FactOperand):
                self._compared.update(test.paths)
            else:
                self._tests.setdefault(test.fact, []).append(test)

    def __call__(self, value: Value, path: str) -> object:
        if path in self._compared:
            return value
        key = (path, value)
        if key not in self._told:
            self._told[key] = tuple(truth_of_test(test, {path: value}) for test in self._tests.get(path, ()))
        return self._told[key]


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
        for path in test.paths
        if vocabulary[path].sort is Sort.SET and vocabulary[path].target == target and reference_of(path, vocabulary)
    }
    found = set()
    for path in read:
        target_of_reference = vocabulary[reference_of(path, vocabulary)].target
        for side in sides:
            for code in side.policy.codes(target_of_reference):
                referent = side.policy.find(target_of_reference, code)
                known = referent.known(vocabulary.attribute(path), side.day) if referent else None
                if known is not None and isinstance(known.value, frozenset):
                    found.add(known.value)
    return sorted(found, key=sorted)
