"""A SARIF 2.1.0 log: one run of one tool, its rules, and a result a finding, whatever the findings are of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from waarborg import __version__
from waarborg.core.record import value_record
from waarborg.reports.layout import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from waarborg.core.place import Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


@value_record
class Result:
    """One finding: the id of its rule, how grave it is (`error`, `warning`, `note`), what to say, and where."""

    rule: str
    level: str
    message: str
    place: Place
    width: int = 1


def sarif_log(rules: Mapping[str, str], results: Iterable[Result], properties: Mapping[str, Any]) -> str:
    """The whole log as JSON text: `rules` gives what each rule is about, `properties` what the run rests on.

    Only the rules that some result names are listed.
    """
    found = list(results)
    used = sorted({result.rule for result in found})
    numbers = {rule: number for number, rule in enumerate(used)}
    run = {
        "tool": {
            "driver": {
                "name": "waarborg",
                "version": __version__,
                "rules": [{"id": rule, "shortDescription": {"text": rules[rule]}} for rule in used],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, numbers[result.rule]) for result in found],
        "properties": dict(properties),
    }
    return safe(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)) + "\n"


def _result(result: Result, number: int) -> dict[str, Any]:
    return {
        "ruleId": result.rule,
        "ruleIndex": number,
        "level": result.level,
        "message": {"text": result.message},
        "locations": [{"physicalLocation": _location(result.place, result.width)}],
    }


def _location(place: Place, width: int) -> dict[str, Any]:
    """The place as SARIF says it; a file as a whole has no region."""
    artifact = {"artifactLocation": {"uri": _uri(place.file)}}
    if not place.line:
        return artifact
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + width}
    return {**artifact, "region": region if place.column else {"startLine": place.line}}


def _uri(file: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415 (needed for this format alone)

    return quote(file.replace("\\", "/"))
