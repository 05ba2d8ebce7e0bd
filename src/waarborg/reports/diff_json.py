"""The JSON report of a diff (`waarborg/diff-1`), written field by field: its shape is a promise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from waarborg import __version__
from waarborg.core.condition import FactOperand
from waarborg.reports.diff_words import detail_in_words, region_in_words
from waarborg.reports.layout import safe
from waarborg.reports.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.difference import Answer, Change, Clause, Difference, Region, Replayed, Replays, Shift


def rendered(found: Difference, language: str) -> Iterator[str]:
    """The whole diff as JSON text, piece by piece: the real descriptors may be many."""
    report = {
        "schema": "waarborg/diff-1",
        "tool": {"name": "waarborg", "version": __version__},
        "language": language,
        **{
            name: {
                "policy": policy.name,
                "version": policy.version,
                "sha256": policy.sha256,
                "from": label,
                "as_of": day.isoformat(),
            }
            for name, (policy, label, day) in (("old", found.old), ("new", found.new))
        },
        "structure": [_change(change, found, language) for change in found.structure],
        "impact": _impact(found, language),
        "matrix": None if found.replayed is None else _matrix(found.replayed),
        "unread_files": None if found.replayed is None else found.replayed.unread,
    }
    yield _text(report).removesuffix("\n}")
    if found.replayed is None:
        yield ',\n  "replayed": null\n}\n'
        return
    yield ',\n  "replayed": ['
    between = "\n    "
    for each in found.replayed.every:
        yield between + _text(_replayed(each)).replace("\n", "\n    ")
        between = ",\n    "
    yield "\n  ]\n}\n" if found.replayed.read else "]\n}\n"


def _impact(found: Difference, language: str) -> dict[str, Any]:
    impact = found.impact
    return {
        "proved_same": impact.proved_same,
        "undecided": list(impact.undecided),
        "changed_rules": list(impact.changed_rules),
        "directions": {direction.value: count for direction, count in sorted(impact.directions.items())},
        "transitions": [_shift(shift, found, language) for shift in impact.shifts],
        "left_open": [
            {
                "direction": each.direction.value,
                "old": _answer(each.answers[0]),
                "new": _answer(each.answers[1]),
                "witness": each.witness,
            }
            for each in impact.left_open
        ],
    }


def _text(data: dict[str, Any]) -> str:
    return safe(json.dumps(data, ensure_ascii=False, indent=2))


def _matrix(replays: Replays) -> list[dict[str, Any]]:
    return [
        {"old": old.value, "new": new.value, "count": count} for (old, new), count in sorted(replays.matrix.items())
    ]


def _change(change: Change, found: Difference, language: str) -> dict[str, Any]:
    details = [detail_in_words(detail, found, language) for detail in change.details]
    return {
        "sort": change.sort,
        "id": change.id,
        "how": change.how.value,
        "new_id": change.new_id or None,
        "details": [{"field": field, "old": old, "new": new} for field, old, new in details],
    }


def _shift(shift: Shift, found: Difference, language: str) -> dict[str, Any]:
    return {
        "old": shift.transition.old.name.lower(),
        "new": shift.transition.new.name.lower(),
        "direction": shift.transition.direction.value,
        "partners": None if shift.partners is None else sorted(shift.partners),
        "regions": [_region(region, found, language) for region in shift.regions],
    }


def _region(region: Region, found: Difference, language: str) -> dict[str, Any]:
    return {
        "rule": region.rule,
        "where": region_in_words(region.clauses, found.new[0], language),
        "clauses": [_clause(clause) for clause in region.clauses],
        "rules": list(region.rules),
        "witness": region.witness,
        "old": _answer(region.answers[0]),
        "new": _answer(region.answers[1]),
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "fact": clause.path,
        "values": sorted((plain(value) for value in clause.values), key=str),
        "member": clause.member or None,
        "decision_on": clause.rule or None,
        "held_against": clause.test.operand.path
        if clause.test is not None and isinstance(clause.test.operand, FactOperand)
        else None,
        "operator": clause.test.operator.value if clause.test is not None else None,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "at_best": answer.at_best.verdict.value,
        "at_worst": answer.at_worst.verdict.value,
        "standing": answer.standing.name.lower() if answer.standing is not None else None,
        "brings": sorted(answer.brings),
    }


def _replayed(each: Replayed) -> dict[str, Any]:
    return {
        "id": each.id,
        "file": each.file,
        "old": each.old.value,
        "new": each.new.value,
        "changed": each.changed,
        "rules": list(each.rules),
        "facts": list(each.facts),
    }
