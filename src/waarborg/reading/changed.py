"""A descriptor with some of it replaced or left out, sharing all else with the descriptor it starts from."""

from __future__ import annotations

from functools import reduce
from operator import getitem
from typing import TYPE_CHECKING, Any

from waarborg.reading.document import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waarborg.core.place import Place, Problem, Route


class NoSuchRouteError(Exception):
    """Raised where a case changes what its base does not have."""

    def __init__(self, message: str, route: Route, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.route = route
        self.hint = hint


class ChangedDocument(Document):
    """A document whose changed nodes stand in another: what a case sets is found in the case, all else in its base.

    `origins` gives the route in `case` of each node that was set, by its route in the descriptor.
    """

    __slots__ = ("case", "origins", "route")

    def __init__(self, base: Document, data: Any, case: Document, route: Route, origins: Mapping[Route, Route]) -> None:
        super().__init__(base.file, data, base.find, base.text, base.first_line)
        self.case = case
        self.route = route
        self.origins = origins

    def place(self, route: Route, *, of_key: bool = False) -> Place | None:
        """Where the node at `route` stands, in the case or in its base."""
        origin = self._origin(route)
        if origin is None:
            return Document.place(self, route, of_key=of_key)
        return self.case.place(origin, of_key=of_key)

    def problem(self, code: str, message: str, route: Route, *, hint: str = "", of_key: bool = False) -> Problem:
        """A problem in the case: at what it sets there, and otherwise at what it changes."""
        origin = self._origin(route)
        if origin is not None:
            return self.case.problem(code, message, origin, hint=hint, of_key=of_key)
        at = next((key for key in ("drop", "set") if key in reduce(getitem, self.route, self.case.data)), "base")
        return self.case.problem(code, message, (*self.route, at), hint=hint)

    def _origin(self, route: Route) -> Route | None:
        for length in range(len(route), 0, -1):
            origin = self.origins.get(route[:length])
            if origin is not None:
                return (*origin, *route[length:])
        return None


def changed(base: Document, document: Document, route: Route) -> ChangedDocument:
    """The base with what the case at `route` of `document` sets and drops; raises NoSuchRouteError.

    Only what lies on the way to a change is copied.
    """
    case: Any = reduce(getitem, route, document.data)
    data = dict(base.data)
    copied: set[int] = {id(data)}
    origins: dict[Route, Route] = {}
    for written, value in case.get("set", {}).items():
        origin: Route = (*route, "set", written)
        steps = _steps(written)
        parent = _parent(data, steps, copied, origin)
        _put(parent, steps, value, origin)
        origins[steps] = origin
    for index, written in enumerate(case.get("drop", ())):
        origin = (*route, "drop", index)
        steps = _steps(written)
        parent = _parent(data, steps, copied, origin)
        if not _has(parent, steps[-1]):
            raise _no_such(parent, steps, origin)
        del parent[steps[-1]]
    return ChangedDocument(base, data, document, route, origins)


def _steps(written: str) -> Route:
    """The keys and indices that a dotted route names."""
    return tuple(int(step) if step.isdigit() else step for step in written.split("."))


def _has(parent: Any, step: str | int) -> bool:
    match parent, step:
        case dict(), str():
            return step in parent
        case list(), int():
            return step < len(parent)
        case _:
            return False


def _parent(data: Any, steps: Route, copied: set[int], origin: Route) -> Any:
    """What holds the node at `steps`, copied first where the base still shares it."""
    parent = data
    for depth, step in enumerate(steps[:-1]):
        if not _has(parent, step):
            raise _no_such(parent, steps[: depth + 1], origin)
        child = parent[step]
        if isinstance(child, (dict, list)) and id(child) not in copied:
            child = parent[step] = child.copy()
            copied.add(id(child))
        parent = child
    return parent


def _put(parent: Any, steps: Route, value: Any, origin: Route) -> None:
    match parent, steps[-1]:
        case dict(), str(key):
            parent[key] = value
        case list(), int(index) if index < len(parent):
            parent[index] = value
        case list(), int(index) if index == len(parent):
            parent.append(value)
        case _:
            raise _no_such(parent, steps, origin)


def _no_such(parent: Any, steps: Route, origin: Route) -> NoSuchRouteError:
    message = f"the base has no `{'.'.join(map(str, steps))}`"
    match parent:
        case dict():
            hint = f"keys there: {', '.join(parent)}"
        case list():
            hint = f"the list there is {len(parent)} long, counted from 0"
        case _:
            hint = "a single value stands there: set it as a whole"
    return NoSuchRouteError(message, origin, hint)
