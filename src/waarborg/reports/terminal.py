"""The verdict as an analyst reads it: headline, reasons, sources, what to do, what to ask."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from waarborg.core.explain import Branch, branch_of, condition_in_words, fact_in_words, name_of
from waarborg.core.place import Severity
from waarborg.core.policy import Kind
from waarborg.core.ruling import trigger_of
from waarborg.core.truth import FALSE, TRUE, UNKNOWN
from waarborg.core.verdict import Verdict
from waarborg.core.vocabulary import name_of_code
from waarborg.core.world import basis_of
from waarborg.reports.findings import Finding, Ground, findings, grouped, speaks, unconfirmed
from waarborg.reports.words import GROUPS, LABELS, MEANINGS, STYLES, SYMBOLS, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from waarborg.core.judge import Judge
    from waarborg.core.place import Problem
    from waarborg.core.policy import Policy, Rule
    from waarborg.core.verdict import ExchangeVerdict, Missing
    from waarborg.reports.layout import Page

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
PROBLEM_STYLES = {Severity.ERROR: ("red", "✗"), Severity.WARNING: ("yellow", "!"), Severity.NOTE: ("cyan", "·")}
MARKS = {TRUE: "✓", FALSE: "✗", UNKNOWN: "?"}


_DETAILS = ("why", "hangs", "source", "by", "weigh", "do", "remedy", "record", "lifted", "decision", "part")


class VerdictReport:
    """Says one verdict on a page, in one language."""

    def __init__(self, page: Page, verdict: ExchangeVerdict, judge: Judge, policy: Policy, language: str) -> None:
        self._page = page
        self._verdict = verdict
        self._judge = judge
        self._policy = policy
        self._language = language
        self._labels = LABELS[language]
        self._common: dict[str, None] = {}

    def say(self, *, whole_tree: bool = False) -> None:
        """Say the verdict; `whole_tree` adds every rule's condition with the truth of each part."""
        self._headline()
        found = findings(self._verdict, self._judge, self._policy, silent=whole_tree)
        if not whole_tree:
            self._common_grounds(found)
        groups = grouped(found)
        possible = groups.pop("possible", [])
        for group, members in groups.items():
            self._group(group, members, whole_tree=whole_tree)
        self._coverage()
        self._unsettling()
        self._questions()
        if possible:
            self._group("possible", possible, whole_tree=whole_tree)
        self._unconfirmed(found)
        self._footer()

    def _group(self, group: str, members: Sequence[Finding], *, whole_tree: bool) -> None:
        self._page.gap()
        self._page.say(GROUPS[self._language][group], style=f"bold {GROUP_STYLES[group]}")
        for finding in members:
            self._finding(finding, whole_tree=whole_tree)

    def _headline(self) -> None:
        verdict = self._verdict
        what = verdict.verdict
        words = VERDICTS[self._language]
        if what is Verdict.INCOMPLETE:
            bounds = verdict.bounds
            ends = (words[bounds.at_best.verdict].lower(), words[bounds.at_worst.verdict].lower())
            meaning = self._labels["between"].format(*ends)
        else:
            meaning = MEANINGS[self._language][what]
        self._page.say(f"{words[what]}: {meaning}", style=STYLES[what], label=f"{SYMBOLS[what]} ")
        self._page.say(f"{verdict.exchange.id} ({verdict.exchange.file})", indent=2, style="dim")
        if verdict.curable:
            self._page.say(self._labels[f"curable.{verdict.curable}"], indent=2)

    def _common_grounds(self, found: Sequence[Finding]) -> None:
        """Say once what several rules rest on; with each rule only what sets it apart is said."""
        told = Counter(
            said for finding in found if finding.outcome.truth is not UNKNOWN for said in self._grounds(finding)
        )
        self._common = {said: None for said, count in told.items() if count >= SEVERAL}
        if self._common:
            self._page.gap()
            self._page.say("; ".join(self._common), indent=2, label=f"{self._labels['common']} ")

    def _detail(self, key: str, text: str) -> None:
        width = max(len(self._labels[each]) for each in _DETAILS) + 2
        self._page.say(text, indent=4, label=self._labels[key].ljust(width))

    def _finding(self, finding: Finding, *, whole_tree: bool) -> None:
        rule, outcome = finding.rule, finding.outcome
        self._page.say(f"{rule.title.in_language(self._language)} [{rule.id}]", indent=2, style="bold", label="• ")
        if len(finding.parts) < len(self._verdict.parts):
            named = (", ".join(f"{axis} {label}" for axis, label in part.labels.items()) for part in finding.parts)
            self._detail("part", "; ".join(dict.fromkeys(named)))
        if whole_tree:
            self._tree(finding)
        elif rule.kind is Kind.REMARK:
            self._detail("source", "; ".join(self._cites(rule, quoted=False)))
            return
        else:
            self._why(finding)
        self._detail("source", "; ".join(self._cites(rule, quoted=outcome.truth is not UNKNOWN)))
        if outcome.contributes.at_best == outcome.contributes.at_worst:
            self._action(finding)
        for lifted in (*outcome.lifted_by, *(f"? {other}" for other in outcome.may_be_lifted_by)):
            self._detail("lifted", lifted)

    def _why(self, finding: Finding) -> None:
        """The facts that decided it; of a rule that is still open, the facts it hangs on."""
        if finding.outcome.truth is UNKNOWN:
            open_names = (name_of(each.path, self._policy, self._language) for each in finding.grounds if each.open)
            self._detail("hangs", "; ".join(dict.fromkeys(open_names)))
        elif own := [said for said in self._grounds(finding) if said not in self._common]:
            self._detail("why", "; ".join(own))

    def _grounds(self, finding: Finding) -> dict[str, None]:
        """What is said of the facts that decided it, each once, in order."""
        return dict.fromkeys(map(self._ground, finding.grounds))

    def _ground(self, ground: Ground) -> str:
        said = fact_in_words(ground.path, ground.value, self._policy, self._language)
        if ground.place:
            return f"{said} ({self._labels['lines'].format(ground.place.line)})"
        if ground.known and ground.known.source:
            return f"{said} ({ground.known.note or ground.known.source})"
        return said

    def _cites(self, rule: Rule, *, quoted: bool) -> Iterator[str]:
        """The citations in one line each; a source that is cited again is not named again."""
        previous = ""
        for cite in rule.sources:
            name = "" if cite.source == previous else self._policy.sources[cite.source].name.in_language(self._language)
            at = cite.at if name else ""
            quote = f"“{cite.quote}”" if cite.quote and quoted else ""
            named = ", ".join(filter(None, (name, at)))
            if named or quote:
                yield ": ".join(filter(None, (named, quote)))
            previous = cite.source

    def _action(self, finding: Finding) -> None:
        rule, outcome = finding.rule, finding.outcome
        decision = outcome.stopped_by or outcome.settled_by
        if decision:
            named = (self._decided("outcome", decision.outcome), self._decided("by", decision.by))
            said = ", ".join((*named, decision.date.isoformat(), decision.reference))
            self._detail("decision", "; ".join([said, *decision.conditions]))
        elif rule.kind is Kind.WEIGHING and outcome.truth is not FALSE:
            self._detail("by", self._decided("by", rule.authority))
            for factor in self._factors(finding):
                self._detail("weigh", factor)
        if rule.kind is Kind.REQUIREMENT and rule.remedy and outcome.truth is not FALSE:
            self._detail("remedy", rule.remedy.in_language(self._language))
        elif rule.advice and outcome.truth is not FALSE:
            self._detail("do", rule.advice.in_language(self._language))
        if rule.kind is Kind.WEIGHING and not decision and outcome.truth is TRUE and not outcome.lifted_by:
            self._detail("record", self._record(rule))

    def _decided(self, key: str, code: str) -> str:
        """What a code of a decision is called."""
        return name_of_code(code, self._policy.vocabulary.decisions[key], self._language)

    def _record(self, rule: Rule) -> str:
        said = f"decisions: [{{rule: {rule.id}, by: {rule.authority}, outcome: go|stop, date: ..., reference: ...}}]"
        if not rule.grounds:
            return said
        return f"{said[:-2]}, ground: ...}}] {self._labels['grounds'].format(', '.join(rule.grounds))}"

    def _factors(self, finding: Finding) -> Iterator[str]:
        facts = self._judge.facts_of(self._verdict, finding.parts[0])
        for path in finding.rule.factors:
            known = basis_of(self._policy, path, facts, self._verdict.facts_as_of)
            note = f" ({known.note})" if known and known.note else ""
            yield fact_in_words(path, facts.get(path), self._policy, self._language) + note

    def _tree(self, finding: Finding) -> None:
        facts = self._judge.facts_of(self._verdict, finding.parts[0])
        self._branch(branch_of(trigger_of(finding.rule), facts, self._policy.definitions), 4)

    def _branch(self, branch: Branch, indent: int) -> None:
        words = condition_in_words(branch.condition, self._policy, self._language)
        self._page.say(words, indent=indent, label=f"{MARKS[branch.truth]} ")
        for part in branch.parts:
            self._branch(part, indent + 2)

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

    def _questions(self) -> None:
        if not self._verdict.missing:
            return
        self._page.gap()
        self._page.say(self._labels["questions"], style="bold magenta")
        for number, missing in enumerate(self._verdict.missing, start=1):
            label = f"{number}. "
            fact = self._policy.vocabulary[missing.path]
            name = fact.name.in_language(self._language)
            asked = fact.question.in_language(self._language) if fact.question else None
            self._page.say(asked or f"{name}: {self._labels['policy_gap']}", indent=2, label=label)
            words = [VERDICTS[self._language][verdict].lower() for verdict in missing.could_move_to]
            could = self._labels["could"].format(self._labels["or"].join(words))
            where = self._where(missing)
            self._page.say(f"{missing.path}{where} · {could}", indent=2 + len(label), style="dim")

    def _where(self, missing: Missing) -> str:
        axis = self._policy.vocabulary[missing.path].axis
        label = missing.part.labels.get(axis)
        elements = self._verdict.exchange.elements.get(axis, ())
        return f" ({axis} {label})" if label and len(elements) > 1 else ""

    def _unconfirmed(self, found: Sequence[Finding]) -> None:
        """Say once what is not confirmed yet, with the rules that rest on it."""
        resting: dict[str, dict[str, None]] = {}
        for finding in found:
            if speaks(finding.outcome):
                for what in unconfirmed(finding, self._policy):
                    resting.setdefault(what, {})[finding.rule.id] = None
        if resting:
            self._page.gap()
            self._page.say(self._labels["unconfirmed"], style="bold yellow")
            for what, rules in resting.items():
                self._page.say(f"{what}: {', '.join(rules)}", indent=2, label="• ")

    def _footer(self) -> None:
        verdict, policy = self._verdict, self._policy
        self._page.gap()
        said = self._labels["footer"].format(
            policy.name, policy.version, policy.sha256[:12], verdict.law_as_of, verdict.facts_as_of
        )
        self._page.say(said, style="dim")


def say_problem(page: Page, problem: Problem) -> None:
    """Say one problem: its place and message, the line with a caret under the text, the hint, the code."""
    style, mark = PROBLEM_STYLES[problem.severity]
    page.say(f"{problem.place}: {problem.message} [{problem.code}]", style=f"bold {style}", label=f"{mark} ")
    if problem.excerpt and problem.place.column:
        shown = problem.excerpt.expandtabs(1)
        start = max(0, problem.place.column - 60)
        page.verbatim(shown[start : start + 76], indent=4)
        caret = "^" * min(problem.width, 76 - (problem.place.column - 1 - start))
        page.verbatim(" " * (problem.place.column - 1 - start) + caret, indent=4, style=style)
    if problem.hint:
        page.say(problem.hint, indent=4, style="dim", label="hint: ")


def say_summary(page: Page, verdicts: Counter[Verdict], language: str) -> None:
    """Say how many exchanges came to which verdict."""
    labels, words = LABELS[language], VERDICTS[language]
    told = ", ".join(f"{count} {words[verdict].lower()}" for verdict, count in verdicts.most_common())
    page.gap()
    page.say(labels["checked"].format(verdicts.total(), told), style="bold")
