"""Three-valued truth: strong Kleene logic, in which what is missing is never false."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable


class Truth(Enum):
    """`TRUE`, `FALSE` or `UNKNOWN`; compared with `is`, never taken for a Python truth value."""

    FALSE = "false"
    UNKNOWN = "unknown"
    TRUE = "true"

    def __bool__(self) -> NoReturn:
        """Raise: `if truth:` would read UNKNOWN as an answer."""
        message = "a Truth is compared with `is TRUE`, never taken for a Python truth value"
        raise TypeError(message)


TRUE = Truth.TRUE
FALSE = Truth.FALSE
UNKNOWN = Truth.UNKNOWN


def negation(truth: Truth) -> Truth:
    """TRUE for FALSE, FALSE for TRUE, UNKNOWN for UNKNOWN."""
    if truth is UNKNOWN:
        return UNKNOWN
    return FALSE if truth is TRUE else TRUE


def conjunction(truths: Iterable[Truth]) -> Truth:
    """FALSE where any is FALSE, else UNKNOWN where any is UNKNOWN, else TRUE (also of none)."""
    result = TRUE
    for truth in truths:
        if truth is FALSE:
            return FALSE
        if truth is UNKNOWN:
            result = UNKNOWN
    return result


def disjunction(truths: Iterable[Truth]) -> Truth:
    """TRUE where any is TRUE, else UNKNOWN where any is UNKNOWN, else FALSE (also of none)."""
    result = FALSE
    for truth in truths:
        if truth is TRUE:
            return TRUE
        if truth is UNKNOWN:
            result = UNKNOWN
    return result
