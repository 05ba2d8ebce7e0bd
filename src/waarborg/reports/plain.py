"""Values as plain data: what JSON says of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from waarborg.core.vocabulary import HalfKnown, Value

if TYPE_CHECKING:
    from collections.abc import Iterable


def plain(value: Value | None) -> Any:
    """A value as JSON says it; a half-known set lists its known members and null for the rest."""
    match value:
        case HalfKnown(known):
            return [*_sorted(known), None]
        case frozenset():
            return _sorted(value)
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case _:
            return value


def _sorted(members: Iterable[str]) -> list[str]:
    return sorted(members)
