"""The JSON report (`waarborg/report-1`), written as the results come: its shape is a promise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from waarborg.reports.json_pieces import pieces_of
from waarborg.reports.layout import safe
from waarborg.reports.reporting import Want
from waarborg.reports.spool import Spool

if TYPE_CHECKING:
    from typing import TextIO

    from waarborg.reports.reporting import ProblemData, Run, Summary, Told

WANTS = Want.RESULT


class Report:
    """Writes one JSON object; what could disturb a terminal stands in it as JSON's own escapes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._results = 0
        self._problems = 0
        self._spool = Spool()

    def begin(self, run: Run) -> None:
        """Write who made the report, and by which policy."""
        head = json.dumps(head_of(run), ensure_ascii=False, indent=2)
        self._stream.write(safe(head.removesuffix("\n}")) + ',\n  "results": [')

    def result(self, told: Told) -> None:
        """Write one exchange."""
        self._stream.write(_lead(first=not self._results))
        self._stream.writelines(pieces_of(told.data))
        self._results += 1

    def problem(self, problem: ProblemData) -> None:
        """Keep one problem for its place after the results."""
        self._spool.write(_member(problem, first=not self._problems))
        self._problems += 1

    def end(self, summary: Summary) -> None:
        """Write the problems and the counts."""
        self._stream.write("\n  ]" if self._results else "]")
        self._stream.write(',\n  "problems": [')
        self._spool.pour(self._stream)
        self._stream.write("\n  ]" if self._problems else "]")
        tail = json.dumps(tail_of(summary), ensure_ascii=False, indent=2)
        self._stream.write("," + safe(tail.removeprefix("{")) + "\n")


def head_of(run: Run) -> dict[str, Any]:
    """What report-1 says before the results."""
    policy = run.policy
    return {
        "schema": "waarborg/report-1",
        "tool": {"name": "waarborg", "version": run.version},
        "policy": {"name": policy.name, "version": policy.version, "sha256": policy.sha256},
        "language": run.language,
    }


def tail_of(summary: Summary) -> dict[str, Any]:
    """What report-1 says after the results and the problems."""
    return {
        "waivers": summary.waivers,
        "gone": summary.gone,
        "summary": {
            "checked": summary.checked,
            "problems": summary.problems,
            "skipped": summary.skipped,
            "ignored": summary.passed_over["ignored"],
            "links": summary.passed_over["links"],
            "waived": summary.waived,
            "known": summary.known,
            "interrupted": summary.interrupted,
            "verdicts": dict(sorted(summary.verdicts.items())),
        },
    }


def _member(data: dict[str, Any], *, first: bool) -> str:
    """One problem on a line of its own, as every exchange is: laying one out takes longer than judging it."""
    return _lead(first=first) + safe(json.dumps(data, ensure_ascii=False))


def _lead(*, first: bool) -> str:
    return "\n    " if first else ",\n    "
