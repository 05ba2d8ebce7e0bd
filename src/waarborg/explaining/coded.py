"""What a problem code means, with an example that has it."""

from __future__ import annotations

from waarborg.core.record import record


@record
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


@record
class Code:
    """What a code means, in the two languages, and an example; None where no file brings it about by itself."""

    nl: str
    en: str
    example: Example | None
