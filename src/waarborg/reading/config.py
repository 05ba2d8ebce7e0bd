"""The configuration of a folder: what to show and to set aside, never what decides the outcome."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from waarborg.core.place import Place, Problem, ProblemsError
from waarborg.core.record import value_record
from waarborg.reading.content import bytes_of
from waarborg.reading.near import did_you_mean

FOUND = ("waarborg.toml", "pyproject.toml")
SHOWING = {"formats": list, "lang": str, "jobs": int, "exclude": list}
PATHS = {"policies": str, "waivers": str, "baseline": str}
DECIDING = {**PATHS, "fail-on": str}
"""Keys that decide the outcome: read from a file that the user names alone, or a change could bring its own verdict."""
_SPOKEN_TO = re.compile(r"tool.{0,20}waarborg|waarborg.{0,20}\{|\[\s*[\"']?tool[\"']?\s*\]|\\u", re.IGNORECASE)
"""What stands in every pyproject.toml that says something to this program, and in few others."""
_SORTS = {list: "a list of texts", str: "text", int: "a whole number from 1"}


@value_record
class Config:
    """What the configuration says; empty where it says nothing. Paths are relative to the folder of the file."""

    formats: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lang: str | None = None
    jobs: int | None = None
    policies: str | None = None
    fail_on: str | None = None
    waivers: str | None = None
    baseline: str | None = None


def read_config(named: str | None) -> Config:
    """The configuration in the file `named`, or in the first of FOUND in this folder; raises ProblemsError."""
    for path in [Path(named)] if named else map(Path, FOUND):
        if not named and not os.path.isfile(path):  # noqa: PTH113 (it never raises)
            continue
        text, table = _table(path)
        if isinstance(table, dict):
            return _config(text, table, path, trusted=named is not None)
        if table is not None:
            raise ProblemsError(
                [Problem("config/wrong-sort", "`waarborg` must be a table", _place(text, "waarborg", path))]
            )
    return Config()


def _table(path: Path) -> tuple[str, Any]:
    """The text of the file and what it says to this program; None where it says nothing to it."""
    try:
        text = bytes_of(path).decode("utf-8")
        if path.name == "pyproject.toml" and not _SPOKEN_TO.search(text):
            return text, None
        import tomllib  # noqa: PLC0415 (slow to import, where there is something to read alone)

        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProblemsError([Problem("config/not-toml", f"this is not TOML: {error}", Place(str(path)))]) from error
    if path.name == "pyproject.toml":
        tools = table.get("tool")
        return text, tools.get("waarborg") if isinstance(tools, dict) else None
    return text, table


def _config(text: str, table: dict[str, Any], path: Path, *, trusted: bool) -> Config:
    table = {key: _with_commas(value) if key == "fail-on" else value for key, value in table.items()}
    allowed = SHOWING | DECIDING if trusted else SHOWING
    problems = [
        problem for key, value in table.items() if (problem := _wrong(key, value, allowed, _place(text, key, path)))
    ]
    if problems:
        raise ProblemsError(problems)
    values = {key.replace("-", "_"): _from(path, value) if key in PATHS else value for key, value in table.items()}
    made: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return Config(**made)


def _with_commas(value: Any) -> Any:
    """A list of texts as one text, as the option takes it; anything else as it is."""
    return ",".join(value) if isinstance(value, list) and all(isinstance(each, str) for each in value) else value


def _from(path: Path, value: str) -> str:
    return str(path.parent / value)


def _wrong(key: str, value: Any, allowed: dict[str, type], place: Place) -> Problem | None:
    if key in DECIDING and key not in allowed:
        message = f"`{key}` decides the outcome and is not read from a configuration that nobody named"
        return Problem("config/not-trusted", message, place, "name the file with --config, or give the option itself")
    if key not in allowed:
        hint = did_you_mean(key, [*allowed, *DECIDING]) or f"keys here: {', '.join(allowed)}"
        return Problem("config/unknown-key", f"`{key}` is not a key that may stand here", place, hint)
    sort = allowed[key]
    fits = isinstance(value, sort) and not isinstance(value, bool)
    if fits and sort is list:
        fits = all(isinstance(each, str) for each in value)
    if not fits or (sort is int and value < 1):
        return Problem("config/wrong-sort", f"`{key}` must be {_SORTS[sort]}", place)
    outputs = [each.partition("=")[2] for each in value] if key == "formats" else []
    if len(allowed) == len(SHOWING) and not all(_is_of_this_folder(each) for each in outputs):
        message = "a report is written below this folder alone"
        return Problem("config/not-trusted", message, place, "give --output itself, or name the file with --config")
    return None


def _is_of_this_folder(output: str) -> bool:
    """Whether a report of that name is written below this folder, links followed, and to nothing that git obeys."""
    here, path = os.path.realpath(os.curdir), os.path.realpath(output)
    return Path(path).is_relative_to(here) and ".git" not in Path(path).relative_to(here).parts


def _place(text: str, key: str, path: Path) -> Place:
    found = re.search(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=", text, re.MULTILINE)
    return Place(str(path), text.count("\n", 0, found.start()) + 1, 1) if found else Place(str(path))
