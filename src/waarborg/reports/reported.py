"""The findings that every format for other systems tells of an exchange: the same ones, few enough to be read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from waarborg.core.record import replace
from waarborg.reports.entries import STILL_UNKNOWN, Entry, entries, open_facts
from waarborg.reports.identity import fingerprint
from waarborg.reports.words import GROUPS, LABELS, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from waarborg.reports.reporting import Result

FINDINGS = ("prohibited", "refer", "incomplete")
"""What an entry contributes where it is a finding."""
FEW = 3
"""So many open rules, or facts that they hang on, are told one by one."""


def reported(result: Result, language: str) -> list[Entry]:
    """The entries that stand in the way of an exchange; none of one that is permitted, on conditions or not.

    What is open is told of an exchange that is incomplete, or where nothing else in it is new to the baseline: a few
    rules each, and of more what they hang on, as one entry. Beside what is certain it is counted with the first entry.
    A condition that may yet come is told only where nothing else keeps the exchange from being permitted; where
    conditions alone are new to the baseline, the first entry is new and names them.
    """
    if result["verdict"] not in FINDINGS:
        return []
    every = list(entries(result, language))
    told = _told(result, every, language)
    if not result["new"] or any(entry.new for entry in told):
        return told
    new = ", ".join(entry.rule for entry in every if entry.new)
    message = f"{told[0].message} [{LABELS[language]['new_line'].format(new)}]" if new else told[0].message
    return [replace(told[0], message=message, new=True), *told[1:]]


def _told(result: Result, every: Sequence[Entry], language: str) -> list[Entry]:
    found = [entry for entry in every if entry.contributes in FINDINGS]
    found = [entry for entry in found if not _condition(entry)] or found
    certain = [entry for entry in found if entry.contributes != "incomplete"]
    still_open = [entry for entry in found if entry.contributes == "incomplete"]
    new_there = any(entry.new for entry in still_open) and not any(entry.new for entry in certain)
    if not certain or result["verdict"] == "incomplete" or new_there:
        told = still_open if len(still_open) <= FEW else [_folded(result, still_open, language)]
        return certain + told
    counted = len(still_open) + result.get("counted", 0)
    if not counted:
        return certain
    more = LABELS[language]["more_line"].format(counted)
    return [replace(certain[0], message=f"{certain[0].message} [{more}]"), *certain[1:]]


def _condition(entry: Entry) -> bool:
    return entry.data is not None and entry.data["contributes"]["at_worst"] == "permitted_with_conditions"


def _folded(result: Result, still_open: Sequence[Entry], language: str) -> Entry:
    """One entry for all that is open: between which verdicts, and what to find out first."""
    labels = LABELS[language]
    ends = [word_of(result[bound], language) for bound in ("at_best", "at_worst")]
    asked = list(_hanging_on(still_open))
    first = "; ".join(asked[:FEW])
    left = len(asked) - FEW
    comes_to = labels["between"].format(*ends) if ends[0] != ends[1] else GROUPS[language]["possible"]
    said = labels["until_known"].format(comes_to, first)
    place = {(entry.line, entry.column, entry.end_column) for entry in still_open}
    line, column, end_column = place.pop() if len(place) == 1 else _of_exchange(result)
    return Entry(
        STILL_UNKNOWN,
        "incomplete",
        f"{said}; {labels['more_unknown'].format(left)}" if left > 0 else said,
        line,
        column,
        end_column,
        fingerprint((result["id"], STILL_UNKNOWN, sorted(entry.fingerprint for entry in still_open))),
        None,
        new=None if result["new"] is None else any(entry.new for entry in still_open),
    )


def _of_exchange(result: Result) -> tuple[int, int, int]:
    return result["line"] or 1, result["column"] or 1, result["end_column"] or 1


def _hanging_on(still_open: Sequence[Entry]) -> Iterator[str]:
    """The facts that open rules hang on, those of most rules first; one that is looked up by another is left out."""
    hanging = Counter(fact for entry in still_open for fact in open_facts(entry.data))
    for fact, _ in sorted(hanging.items(), key=lambda each: (-each[1], each[0])):
        if fact.rpartition(".")[0] not in hanging:
            yield fact
