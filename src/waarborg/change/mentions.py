"""What tests read: the constants that each fact is held against, and the facts that are held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.condition import FactOperand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from waarborg.core.condition import Test
    from waarborg.core.vocabulary import Value, Vocabulary


def constants_of(test: Test) -> frozenset[Value]:
    """The constants that the test holds its fact against."""
    if isinstance(test.operand, FactOperand):
        return frozenset()
    return frozenset(test.operand) if isinstance(test.operand, frozenset) else frozenset([test.operand])


def mentioned_by(tests: Iterable[Test], vocabulary: Vocabulary) -> dict[str, set[Value]]:
    """The facts that the tests read, each with its constants.

    With the date of a record the record is read, in all that it can say: on that it hangs whether it has one.
    """
    found: dict[str, set[Value]] = {}
    for test in tests:
        found.setdefault(test.fact, set()).update(constants_of(test))
        if isinstance(test.operand, FactOperand):
            found.setdefault(test.operand.path, set())
    for path in [path for path in found if path.endswith(".date")]:
        record = vocabulary.get(path.removesuffix(".date"))
        if record is not None:
            found.setdefault(record.path, set()).update(record.values)
    return found


def compared_by(tests: Iterable[Test]) -> dict[str, set[str]]:
    """The facts that are held against each other, each with those that it is; the date is known, as a constant is."""
    found: dict[str, set[str]] = {}
    for test in tests:
        if isinstance(test.operand, FactOperand) and "date" not in {test.fact, test.operand.path}:
            found.setdefault(test.fact, {test.fact}).add(test.operand.path)
            found.setdefault(test.operand.path, {test.operand.path}).add(test.fact)
    return found
