"""What a whole run came to, in lines of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.verdict import Verdict
from waarborg.reports.levels import ORDER
from waarborg.reports.words import LABELS, STYLES, SYMBOLS, VERDICTS, word_of

MOST = 10
"""The rules that a table names."""
BAR = 24
"""The columns of the longest bar."""

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.reports.layout import Page
    from waarborg.reports.reporting import Summary


def counted(summary: Summary, language: str) -> Iterator[str]:
    """The counts of a run, whether it was interrupted, what its waivers and its baseline came to, each in a line."""
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
    if summary.interrupted:
        yield labels["interrupted"]
    for waiver in summary.waivers:
        yield labels[f"waiver.{waiver['state']}"].format(waiver["finding"], waiver["exchange"], waiver["until"])
    for gone in summary.gone:
        yield labels["gone"].format(gone["exchange"], gone["rule"])


def _problems(summary: Summary, labels: dict[str, str]) -> str:
    """How many problems there are, and in how many files."""
    numbers = ((summary.problems, "problem"), (summary.faulty, "file"))
    told = [labels[f"count.{what}{'s' * (count != 1)}"].format(count) for count, what in numbers]
    return labels["count.in"].format(*told)


def say_table(page: Page, summary: Summary, language: str, *, files: bool) -> None:
    """Say the verdicts by count and the rules that most often stand in the way; `files` adds files.

    Those are the first in which a document was skipped, and those that took longest.
    """
    labels = LABELS[language]
    page.say("")
    for verdict in ORDER:
        if count := summary.verdicts.get(verdict, 0):
            _say_row(page, verdict, count, summary.checked, language)
    if summary.problems:
        page.say(_problems(summary, labels), label=f"{'!':>16} ", style="bold")
    rules = sorted(summary.rules.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    if rules:
        page.gap()
        page.say(labels["stats.rules"], style="bold")
        for (verdict, rule, title), count in rules:
            page.say(f"{title} [{rule}]", label=f"{count:>6}  {SYMBOLS[Verdict(verdict)]} ")
    if files:
        _say_files(page, summary, labels)
    page.gap()


def _say_files(page: Page, summary: Summary, labels: dict[str, str]) -> None:
    if summary.skipped:
        page.gap()
        page.say(labels["stats.skipped"], style="bold")
        for file, count in summary.skipped_in.items():
            page.verbatim(f"{count:>6}  {file}")
        if left := summary.skipped - sum(summary.skipped_in.values()):
            page.say(labels["more_unknown"].format(left), indent=8)
    if summary.slowest:
        page.gap()
        page.say(labels["stats.slowest"], style="bold")
        for seconds, file in summary.slowest:
            page.verbatim(f"{seconds * 1000:>9.1f} ms  {file}")


def _say_row(page: Page, verdict: str, count: int, checked: int, language: str) -> None:
    """One verdict: how many, their share in a hundred, its sign and its word, and a bar where there is room."""
    named = Verdict(verdict)
    share = count / checked
    percent = f"{100 * share:>3.0f} %" if share >= 1 / 100 else "< 1 %"
    word, style = word_of(verdict, language), STYLES[named].removeprefix("bold ")
    label = f"{count:>6}  {percent}  {SYMBOLS[named]} "
    row = label + word.ljust(max(len(word_of(each, language)) for each in ORDER))
    room = min(BAR, page.columns - len(row) - 2)
    if room > 0:
        page.verbatim(f"{row}  {'█' * max(1, round(share * room))}", style=style)
    else:
        page.say(word, label=label, style=style)
