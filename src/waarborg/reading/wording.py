"""The words for a value that a schema refuses: what is wrong with it, and what to write instead."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from waarborg.core.stating import record_of
from waarborg.core.vocabulary import AXES
from waarborg.reading.near import did_you_mean, near_misses

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from waarborg.core.place import Route

LONGEST_SAID = 60
"""Longer text of the user is cut where a message repeats it."""
MANY = 8
"""More codes than this are looked up with `waarborg explain`."""
FIRST = 4
_TYPES = {
    "object": "a mapping of keys to values",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}
TYPE_HINTS = {
    "boolean": "write true or false, or leave the key out where it is not known",
    "array": "write [one, two], or a line `- one` for each",
    "string": "put it between quotes",
    "object": "write `key: value` lines, indented",
}
_UNQUOTED = {"boolean": "true|false", "integer": "-?[0-9]+", "number": r"-?[0-9]+(\.[0-9]+)?"}
"""What is of that sort where it stands without quotes."""
MEASURES = {
    "minLength": ("`{said}` has {size} characters, fewer than the {rule} that are needed", "write it out"),
    "maxLength": ("the text has {size} characters, more than the {rule} that may stand here", "shorten it"),
    "maxItems": ("the list has {size} entries, more than the {rule} that may stand here", "split it into several"),
    "uniqueItems": ("the list says something twice", "say each once"),
    "minimum": ("`{said}` is less than {rule}, the least that may stand here", ""),
    "maximum": ("`{said}` is more than {rule}, the most that may stand here", ""),
    "minProperties": ("the mapping is empty", "leave the key out where nothing is known of it"),
    "maxProperties": ("the mapping has {size} keys, more than the {rule} that may stand here", ""),
    "not": ("`{said}` may not stand here", "leave the key out where it is not known"),
    "dependentRequired": ("a key that belongs to another one is missing here", "together: {together}"),
}
"""The message and the hint by the word of the schema that refuses."""
FORMS = {
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\n)$": "a date is written 2026-05-10",
    r"^S[0-9]{1,2}(?!\n)$": "a statement of the letter is written S7",
    r"^[a-z0-9]+(-[a-z0-9]+)*(?!\n)$": "small letters and digits, words joined by a hyphen, as in `country-weighing`",
    r"^[a-z0-9-]+(?!\n)$": "small letters and digits, words joined by a hyphen, as in `eu-request`",
    r"^[a-z0-9][a-z0-9-]{0,39}(?!\n)$": "at most 40 small letters, digits and hyphens, as in `suspect-1`",
    r"^[a-z0-9][a-z0-9-]*(?!\n)$": "an instrument is named as in `nl-ma-mla-treaty`: see `waarborg list instruments`",
    r"^[a-z][a-z0-9_]*(?!\n)$": "small letters and digits, words joined by `_`, as in `third_country`",
    r"^([A-Z]{2}|[a-z][a-z0-9_-]{1,30})(?!\n)$": (
        "a country is named by two capitals, as in `MA`, an organisation as in `interpol`: see `waarborg list partners`"
    ),
    r"^[A-Za-z0-9][A-Za-z0-9._-]{0,119}(?!\n)$": (
        "letters, digits, points, hyphens and `_` without spaces, as in `2026-05-10_request-17`"
    ),
    r"^BWB[RV][0-9]{7}(?!\n)$": "a BWB number is written `BWBR0022463`",
    r"^[0-9]{4}, [0-9]+(?!\n)$": "a place in a gazette is written `2022, 104`",
    r"^[0-9]{2} [0-9]{3}": "a parliamentary paper is written `29 628, nr. 1090`",
    r"^[0-9]{3}(?!\n)$": "a treaty number is written `108`",
    r"^http": "an address begins with `http`",
    r"^ECLI:": "it begins with `ECLI:`",
    r"^10\.": "a DOI begins with `10.`",
}
"""What a text has to look like, by the pattern that asks for it; the longest ones say it with an example alone."""


def refused_value(error: ValidationError, route: Route) -> tuple[str, str, str]:
    """The code, the message and the hint for a value that a schema refuses."""
    said = short(error.instance)
    rule: Any = error.validator_value
    match error.validator:
        case "enum":
            values = [str(value) for value in rule if value is not None]
            return "schema/not-in-list", f"`{said}` is not one of the values known here", _codes(error, values, route)
        case "const":
            return "schema/not-in-list", f"`{said}` may not stand here", f"write `{rule}`"
        case "type":
            expected = " or ".join([rule] if isinstance(rule, str) else rule)
            hint, unquoted = _shape(error, expected), _UNQUOTED.get(expected)
            if unquoted and isinstance(error.instance, str) and re.fullmatch(unquoted, error.instance):
                said, hint = f'"{said}"', "write it without quotes"
            return "schema/wrong-sort", f"`{said}` is not {_TYPES.get(expected, expected)}", hint
        case "pattern":
            return "schema/wrong-form", f"`{said}` does not have the right form", FORMS.get(rule, "")
        case "minItems":
            return "schema/empty-list", "the list is empty", "leave the key out where nothing is known of it"
        case _:
            return ("schema/refused", *_measure(error, said))


def _codes(error: ValidationError, values: list[str], route: Route) -> str:
    """The values that may have been meant, and where all are listed: one that only holds the word may not be meant."""
    word = str(error.instance)
    declared: Any = error.schema
    names = declared.get("x-names", {})
    near = near_misses(word, values, names)
    meant = did_you_mean(word, values, names)
    if len(near) == 1 and word.lower() not in near[0].split("_"):
        return meant
    path = _path(route) if len(values) > MANY else ""
    if not path:
        return meant or f"one of: {', '.join(values)}"
    some = f"for instance {', '.join(values[:FIRST])}:"
    return f"{meant or some} `waarborg explain {path}` lists all"


def _path(route: Route) -> str:
    """The path of the fact that stands there in a descriptor; empty where none does."""
    from waarborg.reading.vocabulary import stated_facts  # noqa: PLC0415 (built from the schema, for refusals alone)

    keys = [key for key in route if isinstance(key, str)]
    if keys and keys[-1] == "is":
        keys.pop()
    if keys:
        keys[0] = {"partners": AXES[0], "subjects": AXES[1]}.get(keys[0], keys[0])
    path = ".".join(keys)
    return path if path in stated_facts() else ""


def _shape(error: ValidationError, expected: str) -> str:
    """What to write instead; for an assessment and what else stands under `is`, its whole shape."""
    declared: Any = error.schema
    keys = declared.get("properties", {})
    if expected != "object" or "is" not in keys:
        return TYPE_HINTS.get(expected, "")
    codes = keys["is"].get("enum", ())
    beside = [key for key in keys if key != "is"]
    if error.instance in codes:
        return f"write {record_of([str(error.instance)], beside)}"
    return f"write {record_of(codes, beside)}, with `is` one of: {', '.join(codes)}"


def _measure(error: ValidationError, said: str) -> tuple[str, str]:
    """The message and hint for what is too short, too long, too small, too great or repeated."""
    rule: Any = error.validator_value
    instance: Any = error.instance
    message, hint = MEASURES.get(str(error.validator), ("`{said}` does not fit what may stand here", ""))
    size = len(instance) if isinstance(instance, (str, list, dict)) else 0
    together = _together(rule) if error.validator == "dependentRequired" else ""
    return message.format(said=said, size=size, rule=rule), hint.format(together=together)


def _together(rule: dict[str, list[str]]) -> str:
    return "; ".join(", ".join((key, *others)) for key, others in rule.items())


def short(value: Any) -> str:
    """The value as the user wrote it, cut where it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 3]}..."
