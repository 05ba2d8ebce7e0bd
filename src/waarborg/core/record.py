"""Immutable classes, held by the type checker: a frozen dataclass takes twice as long to make and to fill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

T = TypeVar("T")

if TYPE_CHECKING:

    @dataclass_transform(frozen_default=True, eq_default=False)
    def record(cls: type[T]) -> type[T]:
        """The class as a slotted dataclass whose instances are told apart by identity."""

    @dataclass_transform(frozen_default=True)
    def value_record(cls: type[T]) -> type[T]:
        """The class as a slotted dataclass whose instances are equal where their fields are, and can be hashed."""

else:

    def record(cls: Any) -> Any:
        """The class as a slotted dataclass whose instances are told apart by identity."""
        return dataclass(slots=True, eq=False, repr=False)(cls)

    def value_record(cls: Any) -> Any:
        """The class as a slotted dataclass whose instances are equal where their fields are, and can be hashed."""
        return dataclass(slots=True, unsafe_hash=True)(cls)
