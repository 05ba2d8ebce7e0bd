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
    """One document of a file: plain data (dict, list, str, int, float, bool, None), its marks and its text.

    `marks` finds those of the node that a route leads to, or of its last key: most documents are hardly ever asked
    where something stands. `first_line` is the line of the file that the text begins on.
    """

    file: str
    data: Any
    marks: Callable[[Route, bool], Marks | None]
    text: tuple[str, ...] | str
    first_line: int = 1

    def place(self, route: Route, *, of_key: bool = False) -> Place | None:
        """Where the node at `route` stands (or its key); None where there is none."""
        marks = self.marks(route, of_key)
        return Place(self.file, marks.line, marks.column, marks.width) if marks else None

    def problem(self, code: str, message: str, route: Route, *, hint: str = "", of_key: bool = False) -> Problem:
        """A problem at the node, or at the nearest node above it that stands in the text."""
        while (marks := self.marks(route, of_key)) is None:
            route, of_key = route[:-1], False
        return Problem(
            code, message, Place(self.file, marks.line, marks.column), hint, self._line(marks.line), marks.width
        )

    def _line(self, number: int) -> str:
        if isinstance(self.text, str):
            self.text = tuple(self.text.split("\n"))
        index = number - self.first_line
        return self.text[index] if index < len(self.text) else ""


def found_in(tree: Marks, route: Route, of_key: bool) -> Marks | None:  # noqa: FBT001 (as a document asks)
    """The marks that the route leads to, or those of its last key; None where nothing stands there."""
    marks: Marks | None = tree
    for depth, step in enumerate(route):
        assert marks is not None
        if of_key and depth == len(route) - 1:
            return marks.keys.get(str(step)) if marks.keys else None
        children = marks.children
        if isinstance(children, dict):
            marks = children.get(step)
        elif isinstance(children, list) and isinstance(step, int) and step < len(children):
            marks = children[step]
        else:
            marks = None
        if marks is None:
            return None
    return marks
