"""The JSON report on policy cases (`waarborg/test-1`), written field by field: its shape is a promise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from waarborg import __version__
from waarborg.core.notation import in_notation
from waarborg.core.verdict import Level
from waarborg.reports.findings import findings
from waarborg.reports.layout import safe
from waarborg.reports.plain import plain

if TYPE_CHECKING:
    from waarborg.core.case import Mutation, Ran, ShownRule, Trial
    from waarborg.core.place import Place, Problem
    from waarborg.core.policy import Policy
    from waarborg.reports.shown_text import Places


def render(trial: Trial, policy: Policy, places: Places) -> str:
    """The whole report as JSON text."""
    report = {
        "schema": "waarborg/test-1",
        "tool": {"name": "waarborg", "version": __version__},
        "policy": {"name": policy.name, "version": policy.version, "sha256": policy.sha256},
        "summary": {
            "cases": len(trial.cases),
            "passed": len(trial.cases) - trial.failed,
            "failed": trial.failed,
            "problems": len(trial.problems),
        },
        "cases": [_case(ran, policy) for ran in trial.cases],
        "coverage": _coverage(trial.shown, places) if trial.shown is not None else None,
        "mutation": _mutation(trial.mutation, places) if trial.mutation is not None else None,
        "problems": [problem_data(problem) for problem in trial.problems],
    }
    return safe(json.dumps(report, ensure_ascii=False, indent=2)) + "\n"


def _coverage(shown: tuple[ShownRule, ...], places: Places) -> dict[str, Any]:
    tests = [test for rule in shown for test in rule.tests]
    return {
        "rules": len(shown),
        "rules_that_count": sum(rule.fires for rule in shown),
        "tests": len(tests),
        "tests_shown": sum(test.shown for test in tests),
        "of_rules": [
            {
                "rule": rule.rule,
                **_place(places.of_rule(rule)),
                "counts": rule.fires,
                "tests": len(rule.tests),
                "unshown": [
                    {"test": in_notation(test.test), "lack": test.lack} for test in rule.tests if not test.shown
                ],
            }
            for rule in shown
        ],
    }


def _mutation(mutation: Mutation, places: Places) -> dict[str, Any]:
    return {
        "tried": mutation.tried,
        "killed": mutation.killed,
        "equivalent": mutation.equivalent,
        "survivors": [
            {
                "change": mutant.change,
                "of": mutant.name,
                "key": mutant.key,
                **_place(places.of_mutant(mutant)),
                "was": mutant.was,
                "now": mutant.now or None,
            }
            for mutant in mutation.survivors
        ],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as the JSON reports say it."""
    return {
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "file": problem.place.file,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
    }


def _case(ran: Ran, policy: Policy) -> dict[str, Any]:
    case, bounds = ran.case, ran.verdict.bounds
    return {
        "name": case.name,
        "rule": case.rule,
        "base": case.base,
        "as_of": case.day.isoformat() if case.day else None,
        "file": case.place.file,
        "line": case.place.line,
        "column": case.place.column,
        "passed": not ran.mismatches,
        "verdict": ran.verdict.verdict.value,
        "at_best": bounds.at_best.verdict.value,
        "at_worst": bounds.at_worst.verdict.value,
        "curable": ran.verdict.curable.value if ran.verdict.curable else None,
        "mismatches": [
            {"key": mismatch.key, "expected": mismatch.expected, "found": mismatch.found} for mismatch in ran.mismatches
        ],
        "rules": _rules(ran, policy) if ran.mismatches else [],
    }


def _rules(ran: Ran, policy: Policy) -> list[dict[str, Any]]:
    """The rules that count, may count or are asked for, with the facts that decided."""
    named = {mismatch.expected for mismatch in ran.mismatches}
    return [
        {
            "id": finding.rule.id,
            "truth": finding.outcome.truth.value,
            "at_best": finding.outcome.contributes.at_best.verdict.value,
            "at_worst": finding.outcome.contributes.at_worst.verdict.value,
            "lifted_by": list(finding.outcome.lifted_by),
            "facts": [{"path": ground.path, "value": plain(ground.value)} for ground in finding.grounds],
        }
        for finding in findings(ran.verdict, policy, silent=True)
        if finding.rule.id in named or finding.outcome.contributes.at_worst > Level.PERMITTED
    ]
