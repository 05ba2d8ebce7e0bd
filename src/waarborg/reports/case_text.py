"""Policy cases as policy staff read them: those that fail, with what was found instead and the facts that decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.explain import fact_in_words
from waarborg.core.truth import TRUE
from waarborg.core.verdict import Level
from waarborg.core.vocabulary import name_of_code
from waarborg.reports.findings import findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from waarborg.core.case import Mismatch, Ran
    from waarborg.core.policy import Policy
    from waarborg.reports.basis import Ground
    from waarborg.reports.findings import Finding
    from waarborg.reports.layout import Page

LABELS = {
    "nl": {
        "passed": "{} van {} gevallen geslaagd",
        "failed": "{} van {} gevallen mislukt",
        "base": "uitgangspunt",
        "asked": "verwacht {}, gevonden {}",
        "besides": "telt ook",
        "questions": "vragen",
        "rule": "regel",
        "none": "niets",
        "because": "want",
        "not_asked": "niet gevraagd",
        "not_in_force": "niet van kracht",
        "silent": "telt niet",
        "contributes": "telt",
        "may_contribute": "kan nog tellen",
        "may_remark": "kan nog gelden als opmerking",
        "remarks": "geldt als opmerking",
        "settled": "beslist door een besluit",
        "stopped": "tegengehouden door een besluit",
        "lifted": "opzijgezet",
    },
    "en": {
        "passed": "{} of {} cases passed",
        "failed": "{} of {} cases failed",
        "base": "base",
        "asked": "expected {}, found {}",
        "besides": "also counts",
        "questions": "questions",
        "rule": "rule",
        "none": "none",
        "because": "because",
        "not_asked": "not asked for",
        "not_in_force": "not in force",
        "silent": "does not count",
        "contributes": "counts",
        "may_contribute": "may still count",
        "may_remark": "may still hold as a remark",
        "remarks": "holds as a remark",
        "settled": "settled by a decision",
        "stopped": "stopped by a decision",
        "lifted": "lifted",
    },
}
INDENT = 4
WIDTH = 14
WHOLE = ("verdict", "at_best", "at_worst", "curable")
"""The expectations of which one word stands for the whole verdict."""


def say_cases(page: Page, cases: Sequence[Ran], policy: Policy, language: str) -> None:
    """Say each case that fails, and how many passed."""
    failed = [ran for ran in cases if ran.mismatches]
    for ran in failed:
        _Failure(page, ran, policy, language).say()
        page.gap()
    labels = LABELS[language]
    if failed:
        page.say(labels["failed"].format(len(failed), len(cases)), style="bold red", label="✗ ")
    elif cases:
        page.say(labels["passed"].format(len(cases), len(cases)), style="bold green", label="✓ ")


class _Failure:
    """Says one case that fails."""

    def __init__(self, page: Page, ran: Ran, policy: Policy, language: str) -> None:
        self._page = page
        self._ran = ran
        self._policy = policy
        self._language = language
        self._labels = LABELS[language]
        self._named = {mismatch.expected for mismatch in ran.mismatches}
        self._findings = findings(ran.verdict, policy, silent=True)

    def _decides(self, finding: Finding) -> bool:
        """Whether the case is about the rule, or the rule can move the verdict found above its conditions."""
        if finding.rule.id in {*self._named, self._ran.case.rule}:
            return True
        return finding.outcome.contributes.at_worst >= max(self._ran.verdict.bounds.at_best, Level.REFER)

    def say(self) -> None:
        case = self._ran.case
        self._page.say(f"{case.place}: {case.name} [{case.rule}]", style="bold red", label="✗ ")
        for mismatch in self._ran.mismatches:
            self._detail(mismatch.key, mismatch_in_words(mismatch, self._policy, self._language))
        self._detail(self._labels["base"], case.base + (f", {case.day}" if case.day else ""))
        for finding in filter(self._decides, self._findings):
            title = finding.rule.title.in_language(self._language)
            self._detail(self._labels["rule"], f"{title} [{finding.rule.id}]: {self._came_to(finding)}")
            said = "; ".join(dict.fromkeys(map(self._ground, finding.grounds)))
            self._detail(self._labels["because"], said or self._labels["none"])
        if besides := list(dict.fromkeys(self._besides())):
            self._detail(self._labels["besides"], ", ".join(besides))
        if self._ran.verdict.missing:
            self._detail(self._labels["questions"], ", ".join(self._questions()))

    def _detail(self, label: str, text: str) -> None:
        self._page.say(text, indent=INDENT, label=label.ljust(WIDTH))

    def _came_to(self, finding: Finding) -> str:
        outcome = finding.outcome
        if outcome.truth is TRUE and outcome.lifted_by:
            return f"{self._labels['lifted']} ({', '.join(outcome.lifted_by)})"
        bounds = outcome.contributes
        if bounds.at_best == bounds.at_worst:
            return bounds.at_best.verdict
        return f"{bounds.at_best.verdict} - {bounds.at_worst.verdict}"

    def _ground(self, ground: Ground) -> str:
        said = fact_in_words(ground.path, ground.value, self._policy, self._language)
        if ground.place:
            return f"{said} ({ground.place})" if ground.place.file == self._ran.case.place.file else said
        return f"{said} ({ground.known.note or ground.known.source})" if ground.known and ground.known.source else said

    def _besides(self) -> Iterator[str]:
        """The rules that count as well and do not decide."""
        for finding in self._findings:
            if finding.outcome.contributes.at_worst > Level.PERMITTED and not self._decides(finding):
                yield finding.rule.id

    def _questions(self) -> Iterator[str]:
        yield from dict.fromkeys(missing.path for missing in self._ran.verdict.missing)


def mismatch_in_words(mismatch: Mismatch, policy: Policy, language: str) -> str:
    """What a case expects and what was found instead."""
    labels, expected, found = LABELS[language], mismatch.expected, mismatch.found
    if mismatch.key in WHOLE:
        return labels["asked"].format(expected, labels["none"] if found == "none" else found)
    if mismatch.key == "refer_to":
        authorities = policy.vocabulary.decisions["by"]
        names = [
            name_of_code(code, authorities, language) if code in authorities else labels["none"]
            for code in (expected, *found.split(", "))
        ]
        return labels["asked"].format(names[0], ", ".join(names[1:]))
    return f"{expected}: {labels[found]}"
