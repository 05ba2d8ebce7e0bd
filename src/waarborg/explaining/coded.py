"""What a problem code means, with an example that has it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Example:
    """A file that has the problem: a descriptor, or one file of a policy that is right but for it.

    A `text` of None is a file that is not there; `again` follows the text `times` over; a lone surrogate stands for
    the byte that it escapes.
    """

    file: str
    text: str | None
    again: str = ""
    times: int = 0

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return ((self.text or "") + self.again * self.times).encode("utf-8", "surrogateescape")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Code:
    """What a code means, in the two languages, and an example."""

    nl: str
    en: str
    example: Example
