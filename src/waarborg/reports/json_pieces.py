"""A result as JSON text, in pieces: what many of its rules have in common is laid out once, and none of it kept."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from waarborg.reports.layout import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from waarborg.reports.reporting import Result


def pieces_of(result: Result, *, separators: tuple[str, str] = (", ", ": ")) -> Iterator[str]:
    """The text of one result; what could disturb a terminal stands in it as JSON's own escapes."""
    dumped = partial(json.dumps, ensure_ascii=False, separators=separators)
    if len(result["parts"]) == 1:
        yield safe(dumped(result))
        return
    comma, colon = separators
    before, after = _around("rules", result, dumped, colon)
    laid_out: dict[int, str] = {}
    yield f"{before}["
    for number, rule in enumerate(result["rules"]):
        parts = rule["part"]
        if id(parts) not in laid_out:
            laid_out[id(parts)] = safe(dumped(parts))
        head, tail = _around("part", rule, dumped, colon)
        yield f"{comma if number else ''}{head}{laid_out[id(parts)]}{tail}"
    yield f"]{after}"


def _around(key: str, data: dict[str, Any], dumped: Callable[[Any], str], colon: str) -> tuple[str, str]:
    """The text of the data before and after the list under the key: no string can hold a quote that is not escaped."""
    before, after = safe(dumped({**data, key: []})).split(f'"{key}"{colon}[]', 1)
    return f'{before}"{key}"{colon}', after
