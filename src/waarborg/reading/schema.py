"""Documents held against the published JSON Schemas: fast acceptance, and every refusal worded at its place."""

from __future__ import annotations

import json
from functools import cache, reduce
from itertools import islice
from operator import getitem
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waarborg.core.place import Problem
from waarborg.reading.near import did_you_mean
from waarborg.reading.wording import refused_value, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

    from waarborg.core.place import Route
    from waarborg.reading.document import Document

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
MOST_PROBLEMS = 1_000
"""The problems of one document that are told: nobody reads more, and each takes as long as judging an exchange."""
MOST_ENTRIES = 10_000
"""The entries of a list without a bound of its own that are explained: further on, all is refused in the same words."""


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
    worded = (problem for error in _worded_errors(name, document.data) for problem in _problems(error, document))
    found = list(islice(worded, MOST_PROBLEMS))
    if not found:  # the two validators differ (a pattern's `$` before a last line end): refused all the same
        errors = islice(_fast_validator(name).iter_errors(document.data), MOST_PROBLEMS)
        found = [_unworded(error, document) for error in errors]
    if not found:
        message = "the document does not fit its schema, in a way that cannot be told in words"
        found = [document.problem("schema/refused", message, (), hint="look for invisible characters")]
    return sorted(dict.fromkeys(found), key=lambda problem: (problem.place.line, problem.place.column, problem.code))


def as_told(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems of a document in the order of its text; where there are more than are told, the last says so."""
    found = sorted(problems, key=lambda problem: (problem.place.line, problem.place.column))
    if len(found) < MOST_PROBLEMS:
        return tuple(found)
    message = f"the document has more problems than the {MOST_PROBLEMS} that are told"
    *first, last = found[:MOST_PROBLEMS]
    return *first, Problem("reading/too-many-problems", message, last.place, "mend what is told first")


def _unworded(error: Any, document: Document) -> Problem:
    route: Route = tuple(error.instance_path)
    refused = reduce(getitem, route, document.data)
    return document.problem("schema/refused", f"`{short(refused)}` does not fit what may stand here", route)


@cache
def _fast_validator(name: str) -> Any:
    import jsonschema_rs  # noqa: PLC0415 (a compiled extension, only needed once something is validated)

    return jsonschema_rs.Draft202012Validator(schema(name))


def _worded_errors(name: str, data: Any) -> Iterator[ValidationError]:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 (slow to import, needed for refusals alone)
    from jsonschema.validators import extend  # noqa: PLC0415 (likewise)

    checks = {"items": _first_entries, "uniqueItems": _repeated}
    bounded: Any = extend(Draft202012Validator, checks)  # type: ignore[no-untyped-call]
    yield from bounded(schema(name)).iter_errors(data)


def _first_entries(validator: Any, items: Any, instance: Any, declared: Any) -> Iterator[ValidationError]:
    """The errors in the entries of a list, as many as may stand there: a longer one is refused for its length."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 (likewise)

    if isinstance(instance, list):
        first = instance[: declared.get("maxItems", MOST_ENTRIES)]
        yield from Draft202012Validator.VALIDATORS["items"](validator, items, first, declared)


def _repeated(_validator: Any, unique: Any, instance: Any, _declared: Any) -> Iterator[ValidationError]:
    """An error where a list says something twice; jsonschema itself compares each entry with every other."""
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415 (likewise)

    if unique and isinstance(instance, list):
        said = {json.dumps(each, sort_keys=True) for each in instance}
        if len(said) < len(instance):
            yield ValidationError("something stands twice")


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
                "schema/unknown-key", f"`{short(key)}` is not a key that may stand here", (*route, key), of_key=True
            )
        case "required":
            yield from _missing_keys(error, document, route)
        case _:
            code, message, hint = refused_value(error, route)
            yield document.problem(code, message, route, hint=hint)


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
                f"`{short(key)}` is not a key that may stand here",
                (*route, key),
                hint=did_you_mean(key, known) or f"keys here: {', '.join(known)}",
                of_key=True,
            )


def _missing_keys(error: ValidationError, document: Document, route: Route) -> Iterator[Problem]:
    """Every required key that is missing; the validator tells the same once for each of them."""
    required: Any = error.validator_value
    instance: Any = error.instance
    for key in required:
        if key not in instance:
            yield document.problem(
                "schema/missing-key", f"the key `{key}` is missing", route, hint=f"state `{key}`: there is no default"
            )
