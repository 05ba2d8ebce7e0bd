"""Waivers and baselines: what a user says may pass, read strictly and held against nothing but their schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.place import Place, Problem, ProblemsError
from waarborg.core.record import record, value_record
from waarborg.core.verdict import level_of
from waarborg.reading.conditions import date_of
from waarborg.reading.content import MAX_LISTED_BYTES, bytes_of
from waarborg.reading.document import Document
from waarborg.reading.inputs import documents_in
from waarborg.reading.schema import problems_of
from waarborg.reading.tree import decoded
from waarborg.reading.walk import Named

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
    document = _waivers(path)
    problems: list[Problem] = []
    found: list[Waiver] = []
    for index, each in enumerate(document.data["waivers"]):
        until = date_of(each["until"])
        if until is None:
            route = ("waivers", index, "until")
            problems.append(document.problem("waivers/no-such-day", f"there is no day `{each['until']}`", route))
            continue
        for key in ("approver", "reference"):
            if not _says_something(each[key]):
                message = f"`{key}` has neither a letter nor a digit"
                problems.append(document.problem("waivers/says-nothing", message, ("waivers", index, key)))
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
    if not _says_something(reason):
        return "no_reason"
    return "past" if past else ""


def _says_something(text: str) -> bool:
    """Whether somebody can read it: what is blank or invisible alone gives no reason and names nobody."""
    return any(character.isalnum() for character in text)


def read_baseline(path: Path) -> dict[tuple[str, str], Known]:
    """What the baseline knows, by the id of each exchange and the digest of what it states; raises ProblemsError."""
    known: dict[tuple[str, str], Known] = {}
    for each in _baseline(path).data["exchanges"]:
        findings = {finding["fingerprint"]: finding["rule"] for finding in each["findings"]}
        named = each["exchange"], each["content"]
        before = known.get(named, Known("permitted", "permitted", {}))
        known[named] = Known(
            max(before.at_best, each["at_best"], key=level_of),
            max(before.at_worst, each["at_worst"], key=level_of),
            before.findings | findings,
        )
    return known


def _baseline(path: Path) -> Document:
    """A baseline, which is JSON whatever it is called, and as long as its exchanges are many; raises ProblemsError."""
    from waarborg.reading.json_tree import read_json_strictly  # noqa: PLC0415 (as a baseline is seldom named)
    from waarborg.reading.swift import parsed_json  # noqa: PLC0415 (likewise)

    file = str(path)
    text = decoded(bytes_of(path, most=MAX_LISTED_BYTES), file, most=MAX_LISTED_BYTES)
    if not isinstance(text, str):
        raise ProblemsError([text])
    return _admitted(parsed_json(text, file) or read_json_strictly(text, file, most=len(text)), "baseline")


def _waivers(path: Path) -> Document:
    """The one document of a file of waivers, in YAML or JSON; raises ProblemsError."""
    read = list(documents_in(Named(str(path), outright=True, content=bytes_of(path))))
    if len(read) != 1:
        problems = [each for each in read if not isinstance(each, Document)]
        raise ProblemsError(problems or [_not_one(path)])
    return _admitted(read[0], "waivers")


def _admitted(read: Document | Problem, name: str) -> Document:
    problems = problems_of(name, read) if isinstance(read, Document) else [read]
    if problems or not isinstance(read, Document):
        raise ProblemsError(problems)
    return read


def _not_one(path: Path) -> Problem:
    return Problem("reading/not-one-document", "a file of waivers holds one document", Place(str(path), 1, 1))
