"""Documents held against the published JSON Schemas: fast acceptance, and every refusal worded at its place."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

    from waarborg.core.place import Problem, Route
    from waarborg.reading.tree import Document

POLICY_SCHEMAS = (
    "policy",
    "rules",
    "sources",
    "instruments",
    "definitions",
    "gaps",
    "invariants",
    "partner",
    "index",
    "case",
)
SCHEMAS = ("exchange", *POLICY_SCHEMAS, "report", "explain", "list", "test", "lint", "waivers", "baseline", "diff")
NOT_KNOWN = "#/$defs/not_known"
LONGEST_SAID = 60
"""Longer text of the user is cut where a message repeats it."""
LONGEST_MESSAGE = 240
"""The words of the validator are cut in their middle where they are longer: they begin with all of what they refuse."""


@cache
def schema_text(name: str) -> str:
    """The published schema of that name, as it is shipped."""
    return (Path(__file__).parent.parent / "schemas" / f"{name}-1.json").read_text("utf-8")


@cache
def schema(name: str) -> dict[str, Any]:
    """The published schema of that name, parsed."""
    parsed: dict[str, Any] = json.loads(schema_text(name))
    return parsed


def accepts(name: str, data: Any) -> bool:
    """Whether the schema admits `data`: a yes or no, without words."""
    return bool(_fast_validator(name).is_valid(data))


def problems_of(name: str, document: Document) -> list[Problem]:
    """Everything that the schema refuses in the document, in the order of the text; empty where it is admitted."""
    if accepts(name, document.data):
        return []
    found = [problem for error in _worded_errors(name, document.data) for problem in _problems(error, document)]
    if not found:  # the two validators differ (a pattern's `$` before a last line end): refused all the same
        found = [_unworded(error, document) for error in _fast_validator(name).iter_errors(document.data)]
    if not found:
        message = "the document does not fit its schema, in a way that cannot be told in words"
        found = [document.problem("schema/refused", message, (), hint="look for invisible characters")]
    return sorted(dict.fromkeys(found), key=lambda problem: (problem.place.line, problem.place.column, problem.code))


def _unworded(error: Any, document: Document) -> Problem:
    return document.problem("schema/refused", _cut(error.message.replace("\n", " ")), tuple(error.instance_path))


@cache
def _fast_validator(name: str) -> Any:
    import jsonschema_rs  # noqa: PLC0415 (a compiled extension, only needed once something is validated)

    return jsonschema_rs.Draft202012Validator(schema(name))


def _worded_errors(name: str, data: Any) -> Iterator[ValidationError]:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 (slow to import, needed for refusals alone)

    yield from Draft202012Validator(schema(name)).iter_errors(data)


def _problems(error: ValidationError, document: Document) -> Iterator[Problem]:
    route: Route = tuple(error.absolute_path)
    match error.validator:
        case "anyOf" | "oneOf":
            yield from _of_branches(error, document)
        case "additionalProperties":
            yield from _unknown_keys(error, document, route)
        case "propertyNames":
            key = str(error.instance)
            yield document.problem(
                "schema/unknown-key", f"`{key}` is not a key that may stand here", (*route, key), of_key=True
            )
        case "required":
            yield from _missing_keys(error, document, route)
        case _:
            yield _refused_value(error, document, route)


def _of_branches(error: ValidationError, document: Document) -> Iterator[Problem]:
    """The complaints of the branch that was meant: the one whose type fits, never that for what is not known."""
    branches: dict[int, list[ValidationError]] = {}
    declared: Any = error.validator_value
    for inner in error.context or ():
        branches.setdefault(int(inner.relative_schema_path[0]), []).append(inner)
    meant = {index: inner for index, inner in branches.items() if declared[index].get("$ref") != NOT_KNOWN}
    fitting = [
        inner
        for inner in meant.values()
        if not any(each.validator in {"type", "const"} and not each.relative_path for each in inner)
    ]
    chosen = fitting[0] if fitting else next(iter(meant.values()), list(error.context or ()))
    for inner in chosen:
        yield from _problems(inner, document)


def _unknown_keys(error: ValidationError, document: Document, route: Route) -> Iterator[Problem]:
    declared: Any = error.schema
    instance: Any = error.instance
    known = list(declared.get("properties", ()))
    for key in instance:
        if key not in known:
            yield document.problem(
                "schema/unknown-key",
                f"`{key}` is not a key that may stand here",
                (*route, key),
                hint=did_you_mean(key, known) or f"keys here: {', '.join(known)}",
                of_key=True,
            )


def _missing_keys(error: ValidationError, document: Document, route: Route) -> Iterator[Problem]:
    required: Any = error.validator_value
    key = next(key for key in required if f"'{key}' is a required" in error.message)
    yield document.problem(
        "schema/missing-key", f"the key `{key}` is missing", route, hint=f"state `{key}`: there is no default"
    )


def _refused_value(error: ValidationError, document: Document, route: Route) -> Problem:
    said = _short(error.instance)
    rule: Any = error.validator_value
    match error.validator:
        case "enum":
            values = [str(value) for value in rule if value is not None]
            hint = did_you_mean(str(error.instance), values) or f"one of: {', '.join(values)}"
            return document.problem(
                "schema/not-in-list", f"`{said}` is not one of the values known here", route, hint=hint
            )
        case "const":
            return document.problem("schema/not-in-list", f"`{said}` may not stand here", route, hint=f"write `{rule}`")
        case "type":
            expected = " or ".join([rule] if isinstance(rule, str) else rule)
            hint = _TYPE_HINTS.get(expected, "")
            return document.problem(
                "schema/wrong-sort", f"`{said}` is not {_TYPES.get(expected, expected)}", route, hint=hint
            )
        case "pattern":
            hint = "a date is written 2026-05-10" if "[0-9]{4}" in rule else f"it must look like `{rule}`"
            return document.problem("schema/wrong-form", f"`{said}` does not have the right form", route, hint=hint)
        case "minItems":
            return document.problem(
                "schema/empty-list", "the list is empty", route, hint="leave the key out where nothing is known of it"
            )
        case "maxItems":
            message = f"the list has {len(error.instance)} entries, more than the {rule} that may stand here"  # type: ignore[arg-type]
            return document.problem("schema/refused", message, route, hint="split it into several exchanges")
        case _:
            return document.problem("schema/refused", _cut(error.message.replace("\n", " ")), route)


_TYPES = {
    "object": "a mapping of keys to values",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}
_TYPE_HINTS = {
    "boolean": "write true or false, or leave the key out where it is not known",
    "array": "write [one, two], or a line `- one` for each",
    "string": "put it between quotes",
    "object": "write `key: value` lines, indented",
}


def did_you_mean(word: str, known: list[str]) -> str:
    """A hint that names the nearest of `known`; empty where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 (needed for refusals alone)

    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else ""


def _cut(message: str) -> str:
    half = LONGEST_MESSAGE // 2
    return message if len(message) <= LONGEST_MESSAGE else f"{message[:half]} ... {message[-half:]}"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SAID else f"{text[: LONGEST_SAID - 3]}..."
