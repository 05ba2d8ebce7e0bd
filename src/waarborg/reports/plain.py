"""Values as plain data: what JSON says of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from waarborg.core.vocabulary import HalfKnown, Value


def plain(value: Value | None) -> Any:
    """A value as JSON says it; a half-known set lists its known members and null for the rest."""
    match value:
        case HalfKnown(known):
            return [*sorted(known), None]
        case frozenset():
            return sorted(value)
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case _:
            return value
