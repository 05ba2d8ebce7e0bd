"""The JSON report of the linter (`waarborg/lint-1`), written field by field: its shape is a promise."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from waarborg import __version__
from waarborg.core.place import Severity
from waarborg.reports.case_json import problem_data
from waarborg.reports.layout import safe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from waarborg.core.place import Problem
    from waarborg.core.policy import Policy


def render(problems: Sequence[Problem], policy: Policy, day: date, until: date) -> str:
    """The whole report as JSON text."""
    counts = Counter(problem.severity for problem in problems)
    report = {
        "schema": "waarborg/lint-1",
        "tool": {"name": "waarborg", "version": __version__},
        "policy": {"name": policy.name, "version": policy.version, "sha256": policy.sha256},
        "as_of": day.isoformat(),
        "lapses_soon_until": until.isoformat(),
        "summary": {f"{severity}s": counts[severity] for severity in Severity},
        "problems": [{"severity": problem.severity.value, **problem_data(problem)} for problem in problems],
    }
    return safe(json.dumps(report, ensure_ascii=False, indent=2)) + "\n"
