"""A SARIF 2.1.0 log: one run of one tool, its rules, and a result a finding, whatever the findings are of."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from waarborg import __version__
from waarborg.core.record import value_record
from waarborg.reports.layout import one_line, safe
from waarborg.reports.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from waarborg.core.place import Place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
INFORMATION = "urn:waarborg:readme"
"""What SARIF wants to know the tool by; the project names itself as it names its schemas."""
PHASE = "5f3c2d0a-6f0e-5b8e-9c58-2f1f0c8f7a11"
"""What stands for a phase of Azure Pipelines outside one: Azure DevOps asks for an id that is not empty."""
BUILD = "azuredevops/pipeline/build"


@value_record
class Result:
    """One finding: the id of its rule, how grave it is (`error`, `warning`, `note`, `none`), what to say, and where.

    `kind` is empty for an ordinary failure; `more` holds whatever else SARIF knows of a result.
    """

    rule: str
    level: str
    message: str
    place: Place
    width: int = 1
    kind: str = ""
    more: Mapping[str, Any] | None = None


def driver(rules: Iterable[Mapping[str, Any]], language: str) -> dict[str, Any]:
    """The tool, as all that SARIF, GitHub and Azure DevOps want to know of it, with its rules."""
    return {
        "name": "waarborg",
        "fullName": f"waarborg {__version__}",
        "semanticVersion": __version__,
        "version": __version__,
        "informationUri": INFORMATION,
        "language": language,
        "rules": list(rules),
    }


def automation(what: str) -> dict[str, Any]:
    """What sets the runs of one command apart from others, as Azure DevOps asks for it.

    -1 is what Azure DevOps itself takes for a run of no saved definition; its own upload fills in what it knows.
    """
    known = {"buildDefinitionId": "-1", "buildDefinitionName": "waarborg", "phaseId": PHASE, "phaseName": what}
    return {
        "id": f"{BUILD}/waarborg/{what}/-1/{PHASE}/none/-1",
        "properties": {f"{BUILD}/{key}": value for key, value in known.items()},
    }


def plain_text(text: str) -> str:
    """`text` as SARIF's plain text: one line that ends in a full stop, with no placeholder and no link."""
    said = one_line(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return sentence(said)


def sentence(text: str) -> str:
    """`text` with a full stop where it ends in no mark of its own."""
    return text if text.endswith((".", "!", "?", "”")) else f"{text}."


class GrowingLog:
    """A log whose results are told one by one and kept until its rules are known."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._spool = Spool()
        self._numbers: dict[str, int] = {}

    @property
    def rules(self) -> list[str]:
        """The rules that some result names, in the order in which they came."""
        return list(self._numbers)

    def add(self, result: Result) -> None:
        """Add one result."""
        before = ",\n" if self._numbers else "\n"
        number = self._numbers.setdefault(result.rule, len(self._numbers))
        self._spool.write(before + _indented(_result(result, number), 8))

    def end(self, tool: Mapping[str, Any], run: Mapping[str, Any]) -> None:
        """Write the whole log: the tool as `driver` describes it, the results, and what else belongs to the run."""
        head = {"tool": {"driver": dict(tool)}, "columnKind": "unicodeCodePoints", **run}
        self._stream.write(f'{{\n  "$schema": "{SCHEMA}",\n  "version": "2.1.0",\n  "runs": [\n')
        self._stream.write(_indented(head, 4).removesuffix("\n    }") + ',\n      "results": [')
        self._spool.pour(self._stream)
        self._stream.write("\n      ]\n    }\n  ]\n}\n" if self._numbers else "]\n    }\n  ]\n}\n")


def _indented(data: Mapping[str, Any], spaces: int) -> str:
    text = safe(json.dumps(data, ensure_ascii=False, indent=2))
    return " " * spaces + text.replace("\n", "\n" + " " * spaces)


def _result(result: Result, number: int) -> dict[str, Any]:
    return {
        "ruleId": result.rule,
        "ruleIndex": number,
        **({"kind": result.kind} if result.kind else {}),
        "level": result.level,
        "message": {"text": result.message},
        "locations": [{"physicalLocation": _location(result.place, result.width)}],
        **(result.more or {}),
    }


def _location(place: Place, width: int) -> dict[str, Any]:
    """The place as SARIF says it; a file as a whole has no region."""
    artifact = {"artifactLocation": {"uri": _uri(place.file)}}
    if not place.line:
        return artifact
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.column + width,
    }
    return {**artifact, "region": region if place.column else {"startLine": place.line}}


def _uri(file: str) -> str:
    """The file as a reference that is a URI: what stands in it can neither end the path nor begin a scheme."""
    from urllib.parse import quote  # noqa: PLC0415 (needed for this format alone)

    path = quote(os.fsencode(file))
    return f"file://{path}" if path.startswith("/") else path
