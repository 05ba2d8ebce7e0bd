"""The verdict as an analyst reads it: what stands in the way and what to do first, and the rest in brief."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from waarborg.core.policy import Kind
from waarborg.core.truth import FALSE, TRUE
from waarborg.core.verdict import Curable, Level, Verdict
from waarborg.reports.finding_page import FindingPage
from waarborg.reports.findings import findings, grouped, speaks
from waarborg.reports.questions import Questions
from waarborg.reports.unconfirmed import named, resting
from waarborg.reports.words import GROUPS, LABELS, MEANINGS, RULES, STYLES, SYMBOLS, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from waarborg.core.policy import Policy
    from waarborg.core.verdict import ExchangeVerdict
    from waarborg.reports.findings import Finding
    from waarborg.reports.layout import Page

    Groups = dict[str, list[Finding]]

GROUP_STYLES = {
    Kind.PROHIBITION: "red",
    Kind.REQUIREMENT: "red",
    Kind.WEIGHING: "yellow",
    Kind.OBLIGATION: "cyan",
    Kind.REMARK: "dim",
    "possible": "magenta",
    "settled": "green",
    "lifted": "dim",
    "silent": "dim",
}
SEVERAL = 3
"""A fact that as many rules rest on is said once, above them all."""


class VerdictReport:
    """Says one verdict on a page, in one language."""

    def __init__(self, page: Page, verdict: ExchangeVerdict, policy: Policy, language: str) -> None:
        self._page = page
        self._verdict = verdict
        self._policy = policy
        self._language = language
        self._labels = LABELS[language]
        self._told = FindingPage(page, verdict, policy, language)
        self._questions = Questions(page, verdict, policy, language)

    def say(self, *, whole_tree: bool = False) -> None:
        """Say the verdict; `whole_tree` adds what is else left out or counted, and why each rule counts or does not."""
        found = findings(self._verdict, self._policy, silent=whole_tree)
        groups = grouped(found)
        self._headline(groups)
        if whole_tree:
            self._whole(groups)
            self._unconfirmed(found)
        else:
            self._brief(groups)
            self._resting(found)
        self._footer()
        if not whole_tree:
            self._page.say(self._labels["all"], style="dim")

    def _headline(self, groups: Groups) -> None:
        verdict = self._verdict
        what = verdict.verdict
        words = VERDICTS[self._language]
        if what is Verdict.INCOMPLETE:
            bounds = verdict.bounds
            ends = (words[bounds.at_best.verdict].lower(), words[bounds.at_worst.verdict].lower())
            meaning = self._labels["between"].format(*ends)
        elif what is Verdict.PROHIBITED and _stopped_alone(groups):
            meaning = self._labels["stopped"]
        else:
            meaning = MEANINGS[self._language][what]
        self._page.say(f"{words[what]}: {meaning}", style=STYLES[what], label=f"{SYMBOLS[what]} ")
        self._page.say(f"{verdict.exchange.id} ({verdict.exchange.file})", indent=2, style="dim")
        if verdict.curable:
            self._page.say(self._labels[f"curable.{verdict.curable}"], indent=2)

    def _brief(self, groups: Groups) -> None:
        """What decides in full, what follows from it in brief; beside a prohibition the rest is counted."""
        prohibited = self._verdict.verdict is Verdict.PROHIBITED
        hopeless = self._verdict.curable is Curable.NO
        full = [Kind.PROHIBITION, *([] if hopeless else [Kind.REQUIREMENT]), *([] if prohibited else [Kind.WEIGHING])]
        common = self._common_grounds([each for group in full for each in groups.get(group, ())])
        for group in (Kind.PROHIBITION, Kind.REQUIREMENT, Kind.WEIGHING):
            if group in full:
                for finding in self._heading(group, groups):
                    self._told.told(finding, common=common)
            else:
                self._titles(group, groups)
        self._coverage()
        self._unsettling()
        for answered in ("settled", "lifted"):
            for finding in self._heading(answered, groups):
                self._told.noted(finding)
        if prohibited:
            self._rest(groups)
            return
        self._questions.ask()
        self._obligations(groups)
        self._titles(Kind.REMARK, groups)
        self._possible(groups)

    def _whole(self, groups: Groups) -> None:
        """Everything: the questions after what counts, then what may count, then what does not and why."""
        possible, silent = groups.pop("possible", []), groups.pop("silent", [])
        for group in groups:
            for finding in self._heading(group, groups):
                self._told.whole(finding)
        self._coverage()
        self._unsettling()
        self._questions.ask(most=len(self._verdict.missing))
        for finding in self._heading("possible", {"possible": possible}):
            self._told.whole(finding)
        self._silent(silent)

    def _heading(self, group: str, groups: Groups) -> Sequence[Finding]:
        """The findings of the group, its heading said where there are any."""
        members = groups.get(group, [])
        if members:
            self._page.gap()
            self._page.say(GROUPS[self._language][group], style=f"bold {GROUP_STYLES[group]}")
        return members

    def _titles(self, group: str, groups: Groups) -> None:
        for finding in self._heading(group, groups):
            self._told.title(finding)

    def _obligations(self, groups: Groups) -> None:
        """The conditions: their text where they are all that is left to do, else their titles."""
        if self._verdict.verdict is not Verdict.PERMITTED_WITH_CONDITIONS:
            self._titles(Kind.OBLIGATION, groups)
            return
        for finding in self._heading(Kind.OBLIGATION, groups):
            self._told.text(finding)

    def _possible(self, groups: Groups) -> None:
        """The rules that may still count: where questions are asked, those lead to them, and a count will do."""
        if self._verdict.missing:
            if possible := groups.get("possible"):
                self._page.gap()
                self._page.say(f"{GROUPS[self._language]['possible']}: {self._counted(possible)} · --explain")
            return
        for finding in self._heading("possible", groups):
            self._told.title(finding, hangs=True)

    def _rest(self, groups: Groups) -> None:
        """Beside a prohibition, what else would count and may count, as numbers."""
        counts = [self._counted(found) for group in (Kind.OBLIGATION, Kind.REMARK) if (found := groups.get(group))]
        if possible := groups.get("possible"):
            counts.append(self._labels["open"].format(self._counted(possible)))
        if counts:
            self._page.gap()
            self._page.say(f"{self._labels['further']} {'; '.join(counts)} · --explain")

    def _counted(self, found: Iterable[Finding]) -> str:
        """How many rules of each kind: `2 requirements, 1 condition`."""
        counts = Counter(finding.rule.kind for finding in found)
        words = RULES[self._language]
        return ", ".join(f"{counts[kind]} {words[kind][counts[kind] > 1]}" for kind in Kind if counts[kind])

    def _common_grounds(self, found: Sequence[Finding]) -> dict[str, None]:
        """Say once what several rules rest on; with each rule only what sets it apart is said."""
        told = Counter(said for finding in found for said in self._told.grounds(finding))
        common = {said: None for said, count in told.items() if count >= SEVERAL}
        if common:
            self._page.gap()
            self._page.say("; ".join(common), indent=2, label=f"{self._labels['common']} ")
        return common

    def _silent(self, found: Sequence[Finding]) -> None:
        """The rules that do not count, under the facts that keep them from it: those that keep the fewest first.

        What keeps one rule from counting is about this case; what keeps a hundred is about the kind of act.
        """
        resting: dict[str, list[str]] = {}
        for finding in self._heading("silent", {"silent": list(found)}):
            resting.setdefault("; ".join(self._told.grounds(finding)), []).append(finding.rule.id)
        for grounds, rules in sorted(resting.items(), key=lambda group: len(group[1])):
            self._page.say(grounds, indent=2, label="• ")
            self._page.say(", ".join(dict.fromkeys(rules)), indent=4, style="dim")

    def _coverage(self) -> None:
        covered = {part.covered for part in self._verdict.parts}
        if covered == {TRUE}:
            return
        self._page.gap()
        said = "uncovered" if FALSE in covered else "maybe_uncovered"
        self._page.say(self._labels[said], style="yellow", label="! ")

    def _unsettling(self) -> None:
        if not self._verdict.unsettling:
            return
        self._page.gap()
        self._page.say(self._labels["unsettling"], style="bold yellow")
        for decision, reason in self._verdict.unsettling:
            self._page.say(f"{self._labels[reason].format(decision.rule)} ({decision.reference})", indent=2, label="• ")

    def _resting(self, found: Sequence[Finding]) -> None:
        """Say in one line that the verdict rests on something that is not confirmed."""
        counting = (finding for finding in found if finding.outcome.contributes.at_best is not Level.PERMITTED)
        if what := resting(self._verdict, counting, self._policy):
            said = "; ".join(named(each, self._policy, self._language) for each in what)
            self._page.gap()
            self._page.say(f"{self._labels['resting']} {said} · --explain", style="yellow", label="! ")

    def _unconfirmed(self, found: Sequence[Finding]) -> None:
        """Say once what is not confirmed yet, with the rules that rest on it."""
        speaking = (finding for finding in found if speaks(finding.outcome))
        if said := resting(self._verdict, speaking, self._policy):
            self._page.gap()
            self._page.say(self._labels["unconfirmed"], style="bold yellow")
            for what, rules in said.items():
                self._page.say(f"{what}: {', '.join(rules)}", indent=2, label="• ")

    def _footer(self) -> None:
        verdict, policy = self._verdict, self._policy
        self._page.gap()
        said = self._labels["footer"].format(
            policy.name, policy.version, policy.sha256[:12], verdict.law_as_of, verdict.facts_as_of
        )
        self._page.say(said, style="dim")


def _stopped_alone(groups: Groups) -> bool:
    """Whether recorded decisions alone prohibit it."""
    prohibiting = [*groups.get(Kind.PROHIBITION, ()), *groups.get(Kind.REQUIREMENT, ())]
    return bool(prohibiting) and all(finding.outcome.stopped_by for finding in prohibiting)
