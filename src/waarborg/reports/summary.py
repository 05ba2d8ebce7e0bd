"""What a whole run came to, in lines of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.verdict import Verdict
from waarborg.reports.words import LABELS, VERDICTS

MOST = 10
"""The rules that a table names."""

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.reports.reporting import Summary


def counted(summary: Summary, language: str) -> Iterator[str]:
    """The counts of a run, what its baseline and its waivers came to, each in a line."""
    labels, words = LABELS[language], VERDICTS[language]
    order = sorted(summary.verdicts.items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{count} {words[Verdict(verdict)].lower()}" for verdict, count in order)
    line = labels["checked"].format(summary.checked, told) if told else labels["none_checked"]
    extra = [_problems(summary, labels)] if summary.problems else []
    extra += [
        labels[key].format(count)
        for key, count in (
            ("count.skipped", summary.skipped),
            ("count.ignored", summary.passed_over["ignored"]),
            ("count.links", summary.passed_over["links"]),
            ("count.waived", summary.waived),
            ("count.known", summary.known),
        )
        if count
    ]
    yield "; ".join([line, *extra])
    for gone in summary.gone:
        yield labels["gone"].format(gone["exchange"], gone["rule"])
    for waiver in summary.waivers:
        yield labels[f"waiver.{waiver['state']}"].format(waiver["finding"], waiver["exchange"], waiver["until"])
    if summary.interrupted:
        yield labels["interrupted"]


def _problems(summary: Summary, labels: dict[str, str]) -> str:
    """How many problems there are, and in how many files."""
    numbers = ((summary.problems, "problem"), (summary.faulty, "file"))
    told = [labels[f"count.{what}{'s' * (count != 1)}"].format(count) for count, what in numbers]
    return labels["count.in"].format(*told)


def statistics(summary: Summary, language: str, *, slowest: bool) -> Iterator[str]:
    """The rules that count against most exchanges, and where asked for the files that took longest, as a table."""
    labels = LABELS[language]
    rules = sorted(summary.rules.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    if rules:
        yield labels["stats.rules"]
        yield from (f"{count:>9}  {rule}" for rule, count in rules)
    if slowest and summary.slowest:
        yield labels["stats.slowest"]
        yield from (f"{seconds * 1000:>6.1f} ms  {file}" for seconds, file in summary.slowest)
