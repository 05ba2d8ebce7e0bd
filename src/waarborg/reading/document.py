"""One document as it was read: plain data, and where each node of it stands in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.place import Place, Problem, Route
from waarborg.core.record import record, state

if TYPE_CHECKING:
    from collections.abc import Callable


@record
class Marks:
    """Where a node stands: its start, its end on the same line, and the marks of its children by key or index."""

    line: int
    column: int
    width: int
    children: dict[str | int, Marks] | list[Marks] | None = None
    keys: dict[str, Marks] | None = None


@state
class Document:
    """One document of a file: plain data (dict, list, str, int, float, bool, None), its text, and what stands where.

    `find` gives the place of the node that a route leads to, or of its last key: most documents are hardly ever asked
    for one. `first_line` is the line of the file that the text begins on.
    """

    file: str
    data: Any
    find: Callable[[Route, bool], Place | None]
    text: tuple[str, ...] | str
    first_line: int = 1

    def place(self, route: Route, *, of_key: bool = False) -> Place | None:
        """Where the node at `route` stands (or its key); None where there is none."""
        return self.find(route, of_key)

    def problem(self, code: str, message: str, route: Route, *, hint: str = "", of_key: bool = False) -> Problem:
        """A problem at the node, or at the nearest node above it that stands in the text."""
        while (place := self.find(route, of_key)) is None:
            route, of_key = route[:-1], False
        return Problem(
            code, message, Place(self.file, place.line, place.column), hint, self._line(place.line), place.width
        )

    def _line(self, number: int) -> str:
        if isinstance(self.text, str):
            self.text = tuple(self.text.split("\n"))
        index = number - self.first_line
        return self.text[index] if index < len(self.text) else ""


def found_in(file: str, tree: Marks, route: Route, of_key: bool) -> Place | None:  # noqa: FBT001 (as a document asks)
    """The place in the file that the route leads to, or that of its last key; None where nothing stands there."""
    marks = tree
    for depth, step in enumerate(route):
        children, inner = marks.children, None
        if of_key and depth == len(route) - 1:
            inner = marks.keys.get(str(step)) if marks.keys else None
        elif isinstance(children, dict):
            inner = children.get(step)
        elif isinstance(children, list) and isinstance(step, int) and step < len(children):
            inner = children[step]
        if inner is None:
            return None
        marks = inner
    return Place(file, marks.line, marks.column, marks.width)
