"""The JSON report (`waarborg/report-1`), written field by field: its shape is a promise."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from waarborg import __version__
from waarborg.core.policy import Kind
from waarborg.core.vocabulary import HalfKnown, Value
from waarborg.reports.findings import Finding, Ground, findings, unconfirmed
from waarborg.reports.layout import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waarborg.core.judge import Judge
    from waarborg.core.place import Problem
    from waarborg.core.policy import Policy
    from waarborg.core.verdict import ExchangeVerdict, Missing


def render(
    verdicts: Sequence[ExchangeVerdict],
    problems: Sequence[Problem],
    judge: Judge,
    policy: Policy,
    language: str,
) -> str:
    """The whole report as JSON text; what could disturb a terminal stands in it as JSON's own escapes."""
    counts = Counter(verdict.verdict.value for verdict in verdicts)
    report = {
        "schema": "waarborg/report-1",
        "tool": {"name": "waarborg", "version": __version__},
        "policy": {"name": policy.name, "version": policy.version, "sha256": policy.sha256},
        "language": language,
        "summary": {
            "checked": len(verdicts),
            "problems": len(problems),
            "verdicts": dict(sorted(counts.items())),
        },
        "results": [_result(verdict, judge, policy, language) for verdict in verdicts],
        "problems": [_problem(problem) for problem in problems],
    }
    return safe(json.dumps(report, ensure_ascii=False, indent=2)) + "\n"


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "file": problem.place.file,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
    }


def _result(verdict: ExchangeVerdict, judge: Judge, policy: Policy, language: str) -> dict[str, Any]:
    found = findings(verdict, judge, policy)
    counted = [finding for finding in found if finding.outcome.contributes.at_best > 0]
    return {
        "id": verdict.exchange.id,
        "file": verdict.exchange.file,
        "verdict": verdict.verdict.value,
        "curable": verdict.curable.value if verdict.curable else None,
        "at_best": verdict.bounds.at_best.verdict.value,
        "at_worst": verdict.bounds.at_worst.verdict.value,
        "as_of": {"facts": verdict.facts_as_of.isoformat(), "law": verdict.law_as_of.isoformat()},
        "covered": _worst_coverage(verdict),
        "parts": [
            {
                **{axis: part.part.labels.get(axis) for axis in ("partner", "subject", "data")},
                "verdict": part.bounds.verdict.value,
                "at_best": part.bounds.at_best.verdict.value,
                "at_worst": part.bounds.at_worst.verdict.value,
            }
            for part in verdict.parts
        ],
        "rules": [_rule(finding, policy, language) for finding in found],
        "missing": [_missing(missing, policy, language) for missing in verdict.missing],
        "obligations": [
            {"rule": finding.rule.id, "text": finding.rule.advice.in_language(language)}
            for finding in counted
            if finding.rule.kind is Kind.OBLIGATION and finding.rule.advice
        ],
        "refer_to": sorted(
            {f.rule.authority for f in counted if f.rule.kind is Kind.WEIGHING and not f.outcome.settled_by}
        ),
        "unsettling_decisions": [
            {"rule": decision.rule, "reference": decision.reference, "reason": reason}
            for decision, reason in verdict.unsettling
        ],
    }


def _worst_coverage(verdict: ExchangeVerdict) -> str:
    order = {"false": 0, "unknown": 1, "true": 2}
    return min((part.covered.value for part in verdict.parts), key=order.__getitem__)


def _rule(finding: Finding, policy: Policy, language: str) -> dict[str, Any]:
    outcome, rule = finding.outcome, finding.rule
    return {
        "id": rule.id,
        "kind": rule.kind.value,
        "title": rule.title.in_language(language),
        "truth": outcome.truth.value,
        "contributes": {
            "at_best": outcome.contributes.at_best.verdict.value,
            "at_worst": outcome.contributes.at_worst.verdict.value,
        },
        "lifted_by": list(outcome.lifted_by),
        "may_be_lifted_by": list(outcome.may_be_lifted_by),
        "settled_by": _decision(outcome.settled_by),
        "stopped_by": _decision(outcome.stopped_by),
        "part": [part.labels for part in finding.parts],
        "authority": rule.authority or None,
        "sources": [
            {
                "id": cite.source,
                "name": policy.sources[cite.source].name.in_language(language),
                "at": cite.at,
                "quote": cite.quote,
                "mark": cite.mark or policy.sources[cite.source].mark,
            }
            for cite in rule.sources
        ],
        "advice": rule.advice.in_language(language) if rule.advice else None,
        "remedy": rule.remedy.in_language(language) if rule.remedy else None,
        "facts": [_ground(ground) for ground in finding.grounds],
        "unconfirmed": unconfirmed(finding, policy),
    }


def _decision(decision: Any) -> dict[str, Any] | None:
    if decision is None:
        return None
    return {
        "by": decision.by,
        "date": decision.date.isoformat(),
        "reference": decision.reference,
        "ground": decision.ground or None,
        "conditions": list(decision.conditions),
    }


def _ground(ground: Ground) -> dict[str, Any]:
    return {
        "path": ground.path,
        "value": plain(ground.value),
        "line": ground.place.line if ground.place else None,
        "column": ground.place.column if ground.place else None,
        "source": ground.known.source if ground.known else None,
        "basis": (ground.known.basis or None) if ground.known else None,
        "note": (ground.known.note or None) if ground.known else None,
    }


def _missing(missing: Missing, policy: Policy, language: str) -> dict[str, Any]:
    fact = policy.vocabulary[missing.path]
    return {
        "fact": missing.path,
        "question": fact.question.in_language(language) if fact.question else None,
        "part": missing.part.labels,
        "could_move_to": [verdict.value for verdict in missing.could_move_to],
    }


def plain(value: Value | None) -> Any:
    """A value as JSON says it; a half-known set lists its known members and null for the rest."""
    match value:
        case HalfKnown(known):
            return [*sorted(known), None]
        case frozenset():
            return sorted(value)
        case date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case _:
            return value
