"""What a command declares of its words, as plain data: typer is made of it only where a run needs typer.

It stands in the annotations of the command's function, so the modules of commands do without
`from __future__ import annotations`: each annotation would have to be compiled from text at every start.
"""

from __future__ import annotations

from typing import Any


class Declared:
    """An argument or an option: the names it is given by, and the rest as typer takes it.

    An option without names is given by that of its parameter: `--as-of` for `as_of`.
    """

    __slots__ = ("is_option", "names", "rest")

    def __init__(self, names: tuple[str, ...], rest: dict[str, Any], *, is_option: bool) -> None:
        self.names = names
        self.rest = rest
        self.is_option = is_option


def argument(**rest: Any) -> Declared:
    """A word that stands by itself."""
    return Declared((), rest, is_option=False)


def option(*names: str, **rest: Any) -> Declared:
    """A word that begins with dashes; with a value, unless its parameter is a bool."""
    return Declared(names, rest, is_option=True)


class MisuseError(Exception):
    """Raised by a command whose words cannot be meant so, before it does anything; `param_hint` names the word.

    A configuration that nobody named may have given the word, so the message is made safe to print.
    """

    def __init__(self, message: str, *, param_hint: str) -> None:
        from waarborg.reports.layout import one_line  # noqa: PLC0415 (where the words are wrong alone)

        self.message = one_line(message)
        super().__init__(self.message)
        self.param_hint = param_hint
