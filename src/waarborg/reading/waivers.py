"""Waivers and baselines: what a user says may pass, read strictly and held against nothing but their schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.place import Place, Problem, ProblemsError
from waarborg.core.record import record, value_record
from waarborg.core.verdict import level_of
from waarborg.reading.conditions import date_of
from waarborg.reading.content import bytes_of
from waarborg.reading.document import Document
from waarborg.reading.schema import problems_of
from waarborg.reading.tree import decoded, read_yaml

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@value_record
class Waiver:
    """One waiver; `state` says why it lets nothing pass, and is empty of one that works."""

    exchange: str
    finding: str
    reason: str
    approver: str
    reference: str
    until: date
    state: str


@record
class Known:
    """What a baseline knows of one exchange: its bounds, and the rule of each finding by its fingerprint."""

    at_best: str
    at_worst: str
    findings: dict[str, str]


def read_waivers(path: Path, today: date) -> list[Waiver]:
    """The waivers in the file, each with its state on `today`; raises ProblemsError."""
    document = _document(path, "waivers")
    problems: list[Problem] = []
    found: list[Waiver] = []
    for index, each in enumerate(document.data["waivers"]):
        until = date_of(each["until"])
        if until is None:
            route = ("waivers", index, "until")
            problems.append(document.problem("waivers/no-such-day", f"there is no day `{each['until']}`", route))
            continue
        reason = (each.get("reason") or "").strip()
        named = each["exchange"], each["finding"]
        state = _state(each["finding"], reason, past=until < today)
        found.append(Waiver(*named, reason, each["approver"], each["reference"], until, state))
    if problems:
        raise ProblemsError(problems)
    return found


def _state(finding: str, reason: str, *, past: bool) -> str:
    if finding != "incomplete" and "/" not in finding:
        return "not_waivable"
    if not reason:
        return "no_reason"
    return "past" if past else ""


def read_baseline(path: Path) -> dict[tuple[str, str], Known]:
    """What the baseline knows, by the id of each exchange and the digest of what it states; raises ProblemsError."""
    known: dict[tuple[str, str], Known] = {}
    for each in _document(path, "baseline").data["exchanges"]:
        findings = {finding["fingerprint"]: finding["rule"] for finding in each["findings"]}
        named = each["exchange"], each["content"]
        before = known.get(named, Known("permitted", "permitted", {}))
        known[named] = Known(
            max(before.at_best, each["at_best"], key=level_of),
            max(before.at_worst, each["at_worst"], key=level_of),
            before.findings | findings,
        )
    return known


def _document(path: Path, name: str) -> Document:
    text = decoded(bytes_of(path), str(path))
    if not isinstance(text, str):
        raise ProblemsError([text])
    read: list[Any] = list(_parsed(text, path))
    if len(read) != 1 or not isinstance(read[0], Document):
        problems = [each for each in read if not isinstance(each, Document)]
        raise ProblemsError(problems or [_not_one(path, name)])
    document: Document = read[0]
    if problems := problems_of(name, document):
        raise ProblemsError(problems)
    return document


def _parsed(text: str, path: Path) -> Any:
    if path.suffix.lower() != ".json":
        return read_yaml(text, str(path))
    from waarborg.reading.json_tree import read_json  # noqa: PLC0415

    return [read_json(text, str(path))]


def _not_one(path: Path, name: str) -> Problem:
    return Problem("reading/not-one-document", f"a file of {name} holds one document", Place(str(path), 1, 1))
