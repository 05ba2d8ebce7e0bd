"""Where something stands in a file, and what is wrong there."""

from __future__ import annotations

from enum import StrEnum

from waarborg.core.record import field, value_record

Route = tuple[str | int, ...]
"""The keys and indices that lead from the top of a document to a node: `("partners", 0, "code")`."""


@value_record
class Place:
    """A position in a text: file name as given, line and column counted from 1 in characters.

    `width` is how many characters of that line it covers; two places are the same whatever they cover.
    """

    file: str
    line: int = 0
    column: int = 0
    width: int = field(default=1, compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Severity(StrEnum):
    """How much a problem matters. What refuses a file is an error; the linter has the other two as well."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@value_record
class Problem:
    """Something wrong in a file: data, not an exception.

    `code` is stable (`reading/duplicate-key`); `message` is one line, lower case, the user's own text in backticks;
    `hint` says what to do; `excerpt` is the line of text the place points into, where it is at hand.
    """

    code: str
    message: str
    place: Place
    hint: str = ""
    excerpt: str = ""
    width: int = 1
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.code}]"


class ProblemsError(Exception):
    """Raised once by a reader that has gathered every problem of what it read."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
