"""The entries of a line-oriented report: one for each rule that counts or may count against an exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.record import record
from waarborg.reports.identity import fingerprint
from waarborg.reports.words import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.reports.reporting import Result

COVERAGE = "not-covered"
"""The id under which a report says that the policy names no ground the exchange rests on; no rule has it."""
STILL_UNKNOWN = "still-unknown"
"""The id under which a report says what many open rules hang on; no rule has it either."""


@record
class Entry:
    """What one rule adds to the verdict, where the descriptor states the first fact that it rests on.

    `contributes` is a verdict: `incomplete` where the rule may count and it is not known whether it does.
    """

    rule: str
    contributes: str
    message: str
    line: int
    column: int
    end_column: int
    fingerprint: str
    data: dict[str, Any] | None
    """The rule's entry in the result; None of `not-covered` and `still-unknown`."""
    new: bool | None
    """Whether it is new to the baseline; None where there is none."""


def entries(result: Result, language: str) -> Iterator[Entry]:
    """The entries of one result, worst first; none of an exchange that is simply permitted."""
    for rule in result["rules"]:
        bounds = rule["contributes"]
        if bounds["at_worst"] == "permitted":
            continue
        contributes = bounds["at_best"] if bounds["at_best"] == bounds["at_worst"] else "incomplete"
        yield Entry(
            rule["id"],
            contributes,
            _message(rule, language, contributes),
            rule["line"] or 1,
            rule["column"] or 1,
            rule["end_column"] or 1,
            rule["fingerprint"],
            rule,
            rule["new"],
        )
    if result["covered"] != "true":
        contributes, said = (
            ("refer", "uncovered") if result["covered"] == "false" else ("incomplete", "maybe_uncovered")
        )
        digest = fingerprint((result["id"], COVERAGE, result["covered"]))
        place = result["line"] or 1, result["column"] or 1, result["end_column"] or 1
        yield Entry(COVERAGE, contributes, LABELS[language][said], *place, digest, None, result["new"])


def _message(rule: dict[str, Any], language: str, contributes: str) -> str:
    """The rule as it is told; of a rule that is still open, with the facts it hangs on."""
    title = told_as(rule, language)
    if contributes != "incomplete":
        return title
    hangs = open_facts(rule)
    return f"{title} ({LABELS[language]['hangs']} {', '.join(hangs)})" if hangs else title


def told_as(rule: dict[str, Any], language: str) -> str:
    """The rule's title; of a requirement, which that states as it should be, with the word that it is not met."""
    title: str = rule["title"]
    unmet = rule["kind"] == "requirement" and rule["truth"] == "true"
    return LABELS[language]["unmet"].format(title) if unmet else title


def open_facts(rule: dict[str, Any] | None) -> dict[str, None]:
    """The facts that the rule's entry rests on and that are not, or not wholly, known; none where there is no rule."""
    facts = rule["facts"] if rule else ()
    return {fact["path"]: None for fact in facts if fact["value"] is None or _partly_known(fact["value"])}


def _partly_known(value: object) -> bool:
    return isinstance(value, list) and None in value
