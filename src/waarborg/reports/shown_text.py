"""What the cases leave unshown, and which changes of the policy they do not notice, as policy staff read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from waarborg.core.case import ANY_GROUND, share
from waarborg.core.notation import in_notation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waarborg.core.case import Mutant, Mutation, ShownRule
    from waarborg.core.place import Place
    from waarborg.reports.layout import Page

LABELS = {
    "nl": {
        "coverage": "{} van {} regels tellen in een geval ({} %), {} van {} toetsen aangetoond ({} %)",
        "never": "telt in geen enkel geval",
        "both": "beslist in geen enkel geval",
        "true": "beslist in geen geval waarin het waar is",
        "false": "beslist in geen geval waarin het onwaar is",
        "ends": "beslist nooit naar twee kanten",
        "mutation": "{} van {} wijzigingen opgemerkt ({} %); {} zeggen hetzelfde als het beleid",
        "left_out": "weggelaten",
        "any_ground": "iedere grond",
    },
    "en": {
        "coverage": "{} of {} rules count in a case ({} %), {} of {} tests shown ({} %)",
        "never": "counts in no case",
        "both": "decides in no case",
        "true": "decides in no case in which it is true",
        "false": "decides in no case in which it is false",
        "ends": "never decides to two ends",
        "mutation": "{} of {} changes noticed ({} %); {} mean the same as the policy",
        "left_out": "left out",
        "any_ground": "any ground",
    },
}


class Places(Protocol):
    """Knows where the parts of a policy stand in its files."""

    def of_rule(self, rule: ShownRule) -> Place:
        """Where the rule stands."""

    def of_mutant(self, mutant: Mutant) -> Place:
        """Where the mutant makes its change."""


def say_coverage(page: Page, shown: Sequence[ShownRule], places: Places, language: str) -> None:
    """Say each rule of which something is not shown, and how much is."""
    labels = LABELS[language]
    for rule in shown:
        lacking = [test for test in rule.tests if not test.shown]
        if rule.fires and not lacking:
            continue
        page.say(f"{places.of_rule(rule)}: {rule.rule}", style="bold yellow", label="! ")
        if not rule.fires:
            page.say(labels["never"], indent=4)
        for test in lacking:
            page.say(f"{in_notation(test.test)}  — {labels[test.lack]}", indent=4)
        page.gap()
    tests = [test for rule in shown for test in rule.tests]
    fired, decided = sum(rule.fires for rule in shown), sum(test.shown for test in tests)
    figures = (fired, len(shown), share(fired, len(shown)), decided, len(tests), share(decided, len(tests)))
    page.say(labels["coverage"].format(*figures), style="bold")


def say_mutation(page: Page, mutation: Mutation, places: Places, language: str) -> None:
    """Say each mutant that no case kills, at its place, and how many were killed."""
    labels = LABELS[language]
    for mutant in mutation.survivors:
        page.say(f"{places.of_mutant(mutant)}: {mutant.name} [{mutant.change}]", style="bold yellow", label="! ")
        page.say(mutant.was, indent=4, label="- ", style="red")
        now = {"": labels["left_out"], ANY_GROUND: labels["any_ground"]}.get(mutant.now, mutant.now)
        page.say(now, indent=4, label="+ ", style="green")
    page.gap()
    figures = (mutation.killed, mutation.tried, share(mutation.killed, mutation.tried), mutation.equivalent)
    page.say(labels["mutation"].format(*figures), style="bold")
