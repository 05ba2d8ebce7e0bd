"""YAML text that a 1.1 and a 1.2 reader read alike."""

import json
import re
from collections.abc import Mapping
from datetime import date

from partnerdata.timeline import Value

LINE_LENGTH = 160

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]*")
_MISREAD = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")


def word(text: str) -> str:
    """A code or id, quoted only where a reader of YAML 1.1 or 1.2 would take it for something else."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in _MISREAD else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def number(text: str) -> str:
    """A number as the table writes it; raises ValueError for anything that YAML would not read as that number."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"`{text}` is not a number")
    return text


def scalar(value: Value | date) -> str:
    """A truth value, a day or a code."""
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case str():
            return word(value)


def flow(pairs: Mapping[str, str]) -> str:
    """A mapping on one line; the values are YAML text already."""
    return "{" + ", ".join(f"{word(key)}: {value}" for key, value in pairs.items()) + "}"


def item(pairs: Mapping[str, str], indent: int) -> list[str]:
    """A list item: a mapping on one line where it fits, else one key a line."""
    margin = " " * indent
    line = f"{margin}- {flow(pairs)}"
    if len(line) <= LINE_LENGTH:
        return [line]
    lines = [f"{margin}  {word(key)}: {value}" for key, value in pairs.items()]
    return [f"{margin}- {lines[0].strip()}", *lines[1:]]


def both(dutch: str, english: str) -> str:
    """A text in both languages."""
    return flow({"nl": quoted(dutch), "en": quoted(english)})


def document(lines: list[str]) -> str:
    """The lines as the text of a file."""
    return "\n".join(lines) + "\n"
