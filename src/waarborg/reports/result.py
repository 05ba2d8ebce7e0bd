"""One exchange and one problem as plain data: the shapes of `waarborg/report-1`, written field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.exchange import route_of
from waarborg.core.policy import Kind
from waarborg.core.truth import FALSE, TRUE, UNKNOWN
from waarborg.core.verdict import Bounds, Level, Verdict
from waarborg.reports.dutch import problem_in
from waarborg.reports.findings import Finding, findings, how_many
from waarborg.reports.identity import fingerprint, fingerprint_of
from waarborg.reports.plain import plain
from waarborg.reports.rule_data import NOWHERE, begin_of, decision_of, place_of, rules_of, said_of
from waarborg.reports.unconfirmed import resting

if TYPE_CHECKING:
    from waarborg.core.exchange import Exchange
    from waarborg.core.place import Place, Problem, Route
    from waarborg.core.policy import Policy
    from waarborg.core.verdict import ExchangeVerdict, Missing, Outcome, PartVerdict
    from waarborg.core.vocabulary import Facts
    from waarborg.reports.reporting import ProblemData, Result

_VERDICTS = [[Bounds(best, worst).verdict.value for worst in Level] for best in Level]
"""The verdict that each pair of bounds comes to."""
_COVERED = (FALSE, UNKNOWN, TRUE)
"""Whether an exchange is covered, the worst first."""
LONGEST_EXCERPT = 1000
"""A longer line is left out: a report would repeat it with every problem in it."""


def problem_of(problem: Problem, exchange: str | None = None, *, language: str = "en") -> ProblemData:
    """A problem in the language, with the id of the exchange it stands in where that could be read."""
    digest = fingerprint_of(problem, exchange)
    problem = problem_in(language, problem)
    place = problem.place
    return {
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "end_column": place.column + problem.width if place.column else None,
        "excerpt": problem.excerpt if 0 < len(problem.excerpt) <= LONGEST_EXCERPT else None,
        "exchange": exchange,
        "waived": None,
        "fingerprint": digest,
    }


def head_of(verdict: ExchangeVerdict) -> Result:
    """A result without its place, its parts and anything that a rule says: enough to count and to name the exchange."""
    exchange, bounds = verdict.exchange, verdict.bounds
    return {
        "id": exchange.id,
        "file": exchange.file,
        **NOWHERE,
        "content": None,
        "verdict": _VERDICTS[bounds.at_best][bounds.at_worst],
        "curable": verdict.curable.value if verdict.curable else None,
        **said_of(bounds),
        "as_of": {"facts": verdict.facts_as_of.isoformat(), "law": verdict.law_as_of.isoformat()},
        "covered": _worst_coverage(verdict),
        "waived": None,
        "new": None,
        "parts": [],
        "rules": [],
        "missing": [],
        "obligations": [],
        "refer_to": [],
        "unsettling_decisions": [],
        "unconfirmed": [],
    }


def result_of(verdict: ExchangeVerdict, policy: Policy, language: str, *, questions: bool = True) -> Result:
    """Everything that report-1 says of one exchange, its `questions` where they are worth the time they take."""
    asked = verdict.missing if questions else ()
    found = findings(verdict, policy)
    counted = [finding for finding in found if finding.outcome.contributes.at_best > 0]
    return {
        **head_of(verdict),
        **place_of(begin_of(verdict.exchange)),
        "content": fingerprint(_content(verdict.exchange)),
        "parts": [_part(part) for part in verdict.parts],
        "rules": list(rules_of(found, verdict.exchange, policy, language)),
        "missing": [_missing(missing, verdict.exchange, policy, language) for missing in asked],
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
        "unconfirmed": list(resting(verdict, counted, policy)),
    }


def lines_of(verdict: ExchangeVerdict, policy: Policy, language: str) -> Result:
    """A result with no more of its rules than lines tell; of those that are counted alone, how many there are."""
    told, counted = _told_and_counted(verdict, policy)
    begin = place_of(begin_of(verdict.exchange))
    rules = []
    for finding in told:
        rule, outcome, place = finding.rule, finding.outcome, finding.place
        hangs_on = [] if _is_certain(outcome) else [ground for ground in finding.grounds if ground.open]
        rules.append(
            {
                "id": rule.id,
                "kind": rule.kind._value_,
                "title": rule.title.in_language(language),
                "truth": outcome.truth._value_,
                "contributes": said_of(outcome.contributes),
                "facts": [{"path": ground.path, "value": plain(ground.value)} for ground in hangs_on],
                **(place_of(place) if place else begin),
                "new": None,
                "fingerprint": "",
            }
        )
    return {**head_of(verdict), **begin, "rules": rules, "counted": counted}


def _told_and_counted(verdict: ExchangeVerdict, policy: Policy) -> tuple[tuple[Finding, ...], int]:
    """The findings that lines tell one by one, and how many they count: no conditions beside what is graver."""
    conditions = Level.PERMITTED_WITH_CONDITIONS
    graver = any(outcome.contributes.at_worst > conditions for part in verdict.unlike for outcome in part.heard)
    above = conditions if graver else Level.PERMITTED

    def counts(outcome: Outcome) -> bool:
        return outcome.contributes.at_best > above

    def may_count(outcome: Outcome) -> bool:
        return outcome.contributes.at_worst > above >= outcome.contributes.at_best

    certain = findings(verdict, policy, among=counts)
    if certain and verdict.verdict is not Verdict.INCOMPLETE:
        return certain, how_many(verdict, policy, may_count)
    return certain + findings(verdict, policy, among=may_count), 0


def _is_certain(outcome: Outcome) -> bool:
    return outcome.contributes.at_best is outcome.contributes.at_worst


def _nearest(exchange: Exchange, route: Route) -> Place | None:
    """Where the route leads in the descriptor, or the nearest node above it that stands there."""
    while (place := exchange.locate(route)) is None and route:
        route = route[:-1]
    return place


def _content(exchange: Exchange) -> dict[str, Any]:
    """All that the descriptor states, however it is written: its facts and its decisions, without the places."""
    return {
        "facts": _plainly(exchange.facts),
        "elements": {
            axis: [[element.label, _plainly(element.facts)] for element in elements]
            for axis, elements in exchange.elements.items()
        },
        "decisions": [
            {
                "rule": decision.rule,
                "outcome": decision.outcome,
                "grounds": decision.grounds,
                "limits": {axis: sorted(labels) for axis, labels in decision.limits.items()},
                **(decision_of(decision) or {}),
            }
            for decision in exchange.decisions
        ],
    }


def _plainly(facts: Facts) -> dict[str, Any]:
    return {path: plain(value) for path, value in facts.items()}


def _worst_coverage(verdict: ExchangeVerdict) -> str:
    return min({part.covered for part in verdict.parts}, key=_COVERED.index)._value_  # `value` is a property, and slow


def _part(part: PartVerdict) -> dict[str, Any]:
    labels, bounds = part.part.labels, part.bounds
    return {
        "partner": labels.get("partner"),
        "subject": labels.get("subject"),
        "data": labels.get("data"),
        "verdict": _VERDICTS[bounds.at_best][bounds.at_worst],
        **said_of(bounds),
    }


def _missing(missing: Missing, exchange: Exchange, policy: Policy, language: str) -> dict[str, Any]:
    fact = policy.vocabulary[missing.path]
    return {
        "fact": missing.path,
        "question": fact.question.in_language(language) if fact.question else None,
        "part": missing.part.labels,
        "could_move_to": [verdict.value for verdict in missing.could_move_to],
        **place_of(_nearest(exchange, route_of(missing.path, missing.part))),
    }
