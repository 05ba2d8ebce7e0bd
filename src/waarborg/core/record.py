"""Slotted classes of named fields, made at start-up in a fraction of the time that a dataclass takes.

The type checker holds them to what a dataclass is; they are filled by name or place as one is.
"""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Field:
    """What a field has beside its name: a default, or what makes one, and whether equality looks at it."""

    def __init__(self, default: Any, factory: Callable[[], Any] | None, *, compare: bool) -> None:
        self.default = default
        self.factory = factory
        self.compare = compare


def field(*, default: Any = ..., default_factory: Callable[[], Any] | None = None, compare: bool = True) -> Any:
    """A field whose default is made anew for each instance, or that equality leaves aside."""
    return Field(default, default_factory, compare=compare)


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """The class with slots for its fields, never changed once made; its instances are told apart by identity."""
    return _made(cls, {})


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def state(cls: type[T]) -> type[T]:
    """The class with slots for its fields, which may change; its instances are told apart by identity."""
    return _made(cls, {})


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_record(cls: type[T]) -> type[T]:
    """The class with slots for its fields; its instances are equal where their fields are, and can be hashed."""
    fields = _fields_of(cls)
    compared = [name for name, declared in fields.items() if declared is None or declared.compare]
    whole: Any = attrgetter(*compared) if len(compared) > 1 else lambda self: (getattr(self, compared[0]),)

    def equal(self: Any, other: object) -> Any:
        return whole(self) == whole(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(whole(self))

    def shown(self: Any) -> str:
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in fields)})"

    return _made(cls, {"__eq__": equal, "__hash__": hashed, "__repr__": shown})


def replace(one: T, **changes: Any) -> T:
    """The same record with other values in the fields named."""
    names: tuple[str, ...] = one.__match_args__  # type: ignore[attr-defined]  # every record and dataclass has them
    return type(one)(**{name: getattr(one, name) for name in names} | changes)


def names_of(cls: type[Any]) -> tuple[str, ...]:
    """The names of a record's fields, in order."""
    names: tuple[str, ...] = cls.__match_args__
    return names


class _Fields:
    """What `dataclasses` looks for in a class, made where it does: its `replace` and `fields` know records too."""

    def __get__(self, _one: object, cls: type[Any]) -> Any:
        from dataclasses import make_dataclass  # noqa: PLC0415 (slow to import)

        made: Any = make_dataclass(cls.__name__, names_of(cls))
        return made.__dataclass_fields__


def _fields_of(cls: type[Any]) -> dict[str, Field | None]:
    """The fields that the class declares, each with what it has beside its name, if anything."""
    own, found = cls.__dict__, {}
    for name in own.get("__annotations__", ()):
        given = own.get(name, ...)
        found[name] = given if given.__class__ is Field else None if given is ... else Field(given, None, compare=True)
    return found


def _made(cls: type[T], methods: dict[str, Any]) -> type[T]:
    """The class made again with slots, as slots can only be given to a new class, and with what fills them."""
    fields = _fields_of(cls)
    space = {name: each for name, each in cls.__dict__.items() if name not in {"__dict__", "__weakref__", *fields}}
    lazy = any(each.__class__ is cached_property for each in space.values())
    slots = (*fields, "__dict__") if lazy else tuple(fields)
    made = {"__slots__": slots, "__match_args__": tuple(fields), "__init__": _filling(fields)}
    made["__dataclass_fields__"] = _Fields()
    again: Any = type(cls)
    return again(cls.__name__, cls.__bases__, {**space, **methods, **made})  # type: ignore[no-any-return]


def _filling(fields: dict[str, Field | None]) -> Callable[..., None]:
    """The `__init__` that puts each argument in its field: written out, as a loop would take three times as long."""
    words, lines, known = ["self"], [], {}
    for name, declared in fields.items():
        word, value = name, name
        if declared is not None:
            known[f"_{name}"] = declared.factory or declared.default
            word = f"{name}=_{name}"
            value = f"_{name}() if {name} is _{name} else {name}" if declared.factory else name
        words.append(word)
        lines.append(f" self.{name} = {value}")
    exec(f"def __init__({', '.join(words)}):\n" + "\n".join(lines or [" pass"]), known)  # noqa: S102 (of the names alone)
    return known["__init__"]
