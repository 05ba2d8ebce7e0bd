"""Words that can be read in one way alone, read at once.

Importing typer takes as long as judging an exchange. So a command whose words are plain is given them directly; any
other word (help, a mistake, a short form, a number) sends all of them to typer, which then reads them anew. A test
holds the two to the same reading.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waarborg.cli.declaring import MisuseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from waarborg.cli.declaring import Declared

READ_HERE = frozenset({"help", "metavar", "show_default", "autocompletion", "envvar"})
"""What a declaration may say for its words to be read here; any other setting is typer's."""


def ran_plainly(work: Callable[..., Any], words: list[str]) -> bool:
    """Whether the words were plain and the command ran; where not, nothing was done or said."""
    given = plainly(work, words)
    if given is None:
        return False
    try:
        work(**given)
    except MisuseError:
        return False
    return True


def plainly(work: Callable[..., Any], words: list[str]) -> dict[str, Any] | None:
    """The arguments that the words give the command; None where they are not plain."""
    declared = {name: _Parameter(name, note) for name, note in work.__annotations__.items() if name != "return"}
    by_word = {word: each for each in declared.values() for word in each.words}
    texts: dict[str, list[str]] = {}
    alone: list[str] = []
    ahead = iter(words)
    for word in ahead:
        if word[:1] != "-" or word == "-":
            alone.append(word)
            continue
        name, sign, value = word.partition("=")
        parameter = by_word.get(name)
        if parameter is None or (sign and parameter.sort is bool):
            return None
        if parameter.sort is not bool and not sign:
            value = next(ahead, "")
            if not value or (value[0] == "-" and value != "-"):
                return None
        texts.setdefault(parameter.name, []).append(value)
    if not _placed(alone, [each for each in declared.values() if not each.words], texts):
        return None
    return _valued(work, declared, texts)


class _Parameter:
    """One parameter of a command: the words that give it, the sort of its value, and whether it may be repeated."""

    __slots__ = ("declared", "many", "name", "sort", "words")

    def __init__(self, name: str, note: Any) -> None:
        self.name = name
        self.declared: Declared = note.__metadata__[0]
        sort = note.__origin__
        if hasattr(sort, "__args__") and not hasattr(sort, "__origin__"):  # one sort or None
            sort = sort.__args__[0]
        self.many = getattr(sort, "__origin__", None) is list
        self.sort = sort.__args__[0] if self.many else sort
        self.words = (self.declared.names or (f"--{name.replace('_', '-')}",)) if self.declared.is_option else ()


def _placed(alone: list[str], places: list[_Parameter], texts: dict[str, list[str]]) -> bool:
    """Whether the words that stand by themselves fit the places for them, which `texts` then says."""
    for place in places:
        taken, alone = (alone, []) if place.many else (alone[:1], alone[1:])
        if taken:
            texts[place.name] = taken
    return not alone and all(texts.values())


def _valued(
    work: Callable[..., Any], declared: dict[str, _Parameter], texts: dict[str, list[str]]
) -> dict[str, Any] | None:
    """The values of the parameters that are given; None where one is missing or is typer's to read."""
    code = work.__code__
    optional = code.co_varnames[code.co_argcount - len(work.__defaults__ or ()) : code.co_argcount]
    defaults = {*optional, *(work.__kwdefaults__ or ())}
    values: dict[str, Any] = {}
    for name, parameter in declared.items():
        variable = parameter.declared.rest.get("envvar")
        if name not in texts and variable and os.environ.get(variable):
            texts[name] = [os.environ[variable]]
        if name not in texts:
            if name not in defaults:
                return None
        elif parameter.sort not in {bool, str, Path} or not READ_HERE.issuperset(parameter.declared.rest):
            return None
        elif parameter.sort is bool:
            values[name] = True
        else:
            read = [parameter.sort(text) for text in texts[name]]
            values[name] = read if parameter.many else read[-1]
    return values
