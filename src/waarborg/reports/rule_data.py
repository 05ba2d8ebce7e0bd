"""What one rule comes to as plain data: an entry of `rules` in `waarborg/report-1`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.record import record
from waarborg.core.verdict import Bounds, Level
from waarborg.reports.identity import canonical, digest_of
from waarborg.reports.plain import plain
from waarborg.reports.unconfirmed import unconfirmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from waarborg.core.exchange import Decision, Exchange, Part
    from waarborg.core.place import Place
    from waarborg.core.policy import Policy
    from waarborg.reports.basis import Ground
    from waarborg.reports.findings import Finding

_BOUNDS = [[{"at_best": best.verdict.value, "at_worst": worst.verdict.value} for worst in Level] for best in Level]
"""What a report says of each pair of bounds; made once, and never changed."""
NOWHERE = {"line": None, "column": None, "end_column": None}
"""What a report says of a place that is none."""


@record
class _Told:
    """The parts that a rule is told of, as a report names them, and the same as a digest has it."""

    labels: list[dict[str, str]]
    canonical: str


def rules_of(found: Iterable[Finding], exchange: Exchange, policy: Policy, language: str) -> Iterator[dict[str, Any]]:
    """The entry of each finding. Rules that are told of the same parts have the same list of them, made once."""
    told: dict[tuple[Part, ...], _Told] = {}
    for finding in found:
        if finding.parts not in told:
            labels = [part.labels for part in finding.parts]
            told[finding.parts] = _Told(labels, canonical(labels))
        yield _rule(finding, told[finding.parts], exchange, policy, language)


def _rule(finding: Finding, told: _Told, exchange: Exchange, policy: Policy, language: str) -> dict[str, Any]:
    outcome, rule = finding.outcome, finding.rule
    said = {
        "id": rule.id,
        "kind": rule.kind.value,
        "title": rule.title.in_language(language),
        "truth": outcome.truth.value,
        "contributes": said_of(outcome.contributes),
        "lifted_by": list(outcome.lifted_by),
        "may_be_lifted_by": list(outcome.may_be_lifted_by),
        "settled_by": decision_of(outcome.settled_by),
        "stopped_by": decision_of(outcome.stopped_by),
        "part": told.labels,
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
        **place_of(finding.place or begin_of(exchange)),
        "new": None,
    }
    said["fingerprint"] = _fingerprint(exchange, said, told)
    return said


def _fingerprint(exchange: Exchange, rule: dict[str, Any], told: _Told) -> str:
    """A digest of what the rule comes to and why, the same wherever it stands and in whichever language it is told."""
    content = {key: rule[key] for key in ("id", "truth", "contributes", "lifted_by", "may_be_lifted_by")}
    content["decisions"] = [rule["settled_by"], rule["stopped_by"]]
    content["facts"] = [[fact["path"], fact["value"]] for fact in rule["facts"]]
    text = canonical((exchange.id, {**content, "part": []}))
    return digest_of(text.replace('"part":[]', f'"part":{told.canonical}', 1))


def said_of(bounds: Bounds) -> dict[str, str]:
    """What a report says of bounds."""
    return _BOUNDS[bounds.at_best][bounds.at_worst]


def begin_of(exchange: Exchange) -> Place | None:
    """Where the exchange gives its id."""
    return exchange.locate(("id",)) or exchange.locate(())


def place_of(place: Place | None) -> dict[str, int | None]:
    """What a report says of a place, or of none."""
    if place is None:
        return {**NOWHERE}
    return {"line": place.line, "column": place.column, "end_column": place.column + place.width}


def decision_of(decision: Decision | None) -> dict[str, Any] | None:
    """What a report says of a recorded decision, if there is one."""
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
        **place_of(ground.place),
        "source": ground.known.source if ground.known else None,
        "basis": (ground.known.basis or None) if ground.known else None,
        "note": (ground.known.note or None) if ground.known else None,
    }
