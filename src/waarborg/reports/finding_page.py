"""One rule's outcome on a page: why, its source, what to do, what to weigh and to record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.condition import AllOf, AnyOf, Defined, Not
from waarborg.core.explain import condition_in_words, fact_in_words, name_of
from waarborg.core.policy import Kind
from waarborg.core.reasons import Branch, branch_of
from waarborg.core.ruling import trigger_of
from waarborg.core.truth import FALSE, TRUE, UNKNOWN
from waarborg.core.vocabulary import name_of_code
from waarborg.core.world import basis_of
from waarborg.reports.words import LABELS, part_in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from waarborg.core.policy import Policy, Rule
    from waarborg.core.verdict import ExchangeVerdict
    from waarborg.reports.basis import Ground
    from waarborg.reports.findings import Finding
    from waarborg.reports.layout import Page

MARKS = {TRUE: "✓", FALSE: "✗", UNKNOWN: "?"}
_DETAILS = ("why", "hangs", "source", "by", "weigh", "do", "remedy", "record", "lifted", "decision", "part")


class FindingPage:
    """Says findings of one verdict on a page, each as briefly or as fully as is asked."""

    def __init__(self, page: Page, verdict: ExchangeVerdict, policy: Policy, language: str) -> None:
        self._page = page
        self._verdict = verdict
        self._policy = policy
        self._language = language
        self._labels = LABELS[language]
        self._width = max(len(self._labels[each]) for each in _DETAILS) + 2
        self._opened: set[tuple[object, str]] = set()

    def title(self, finding: Finding, *, hangs: bool = False) -> None:
        """Its title alone, with `hangs` also the facts that it still hangs on."""
        said = self._titled(finding)
        if hangs and (names := self._open_names(finding)):
            said = f"{said} · {self._labels['hangs']} {names}"
        self._page.say(said, indent=2, label="• ")

    def text(self, finding: Finding) -> None:
        """What an obligation asks, under its title."""
        self._head(finding)
        if finding.rule.advice:
            self._page.say(finding.rule.advice.in_language(self._language), indent=4)

    def told(self, finding: Finding, *, common: Collection[str] = ()) -> None:
        """Why it counts, its source, and what to do; the grounds in `common` are left out, having been said."""
        self._head(finding)
        if own := [said for said in self.grounds(finding) if said not in common]:
            self._detail("why", "; ".join(own))
        quotes = 0 if finding.rule.kind is Kind.WEIGHING else 1
        self._detail("source", "; ".join(self._cites(finding.rule, quotes=quotes)))
        self._action(finding)
        self._lifted(finding)

    def noted(self, finding: Finding) -> None:
        """Why it stands in the way no longer: the decision on it, or the exception that lifts it."""
        self._head(finding)
        self._decision(finding)
        self._lifted(finding)

    def whole(self, finding: Finding) -> None:
        """All there is to say of it, with its condition and the truth of each part."""
        rule, outcome = finding.rule, finding.outcome
        self._head(finding)
        if rule.kind is not Kind.REMARK:
            part = tuple(finding.parts[0].labels.items())
            tree = branch_of(trigger_of(rule), finding.facts, self._policy.definitions)
            for branch in _below(Branch(AllOf(()), tree.truth, (tree,))):
                self._branch(branch, 4, part)
            if outcome.truth is TRUE:
                self._detail("why", "; ".join(self.grounds(finding)))
        quotes = 0 if outcome.truth is UNKNOWN else len(rule.sources)
        self._detail("source", "; ".join(self._cites(rule, quotes=quotes)))
        if outcome.contributes.at_best == outcome.contributes.at_worst and rule.kind is not Kind.REMARK:
            self._action(finding)
        self._lifted(finding)

    def grounds(self, finding: Finding) -> dict[str, None]:
        """What is said of the facts that decided it, each once, in order."""
        return dict.fromkeys(map(self._ground, finding.grounds))

    def _titled(self, finding: Finding) -> str:
        return f"{finding.rule.title.in_language(self._language)} [{finding.rule.id}]"

    def _head(self, finding: Finding) -> None:
        self._page.say(self._titled(finding), indent=2, style="bold", label="• ")
        if len(finding.parts) < len(self._verdict.parts):
            named = (part_in_words(part.labels, self._language) for part in finding.parts)
            self._detail("part", "; ".join(dict.fromkeys(named)))

    def _detail(self, key: str, text: str) -> None:
        if text:
            self._page.say(text, indent=4, label=(self._labels[key] if key else "").ljust(self._width))

    def _open_names(self, finding: Finding) -> str:
        names = (name_of(each.path, self._policy, self._language) for each in finding.grounds if each.open)
        return "; ".join(dict.fromkeys(names))

    def _ground(self, ground: Ground) -> str:
        said = fact_in_words(ground.path, ground.value, self._policy, self._language)
        if ground.place:
            return f"{said} ({self._labels['lines'].format(ground.place.line)})"
        if ground.known and ground.known.source:
            return f"{said} ({ground.known.note or ground.known.source})"
        return said

    def _cites(self, rule: Rule, *, quotes: int) -> Iterator[str]:
        """The citations in one line each, the first so many with their quote; a source is named once on end."""
        previous = ""
        for index, cite in enumerate(rule.sources):
            name = "" if cite.source == previous else self._policy.sources[cite.source].name.in_language(self._language)
            at = cite.at if name else ""
            quote = f"“{cite.quote}”" if cite.quote and index < quotes else ""
            named = ", ".join(filter(None, (name, at)))
            if named or quote:
                yield ": ".join(filter(None, (named, quote)))
            previous = cite.source

    def _action(self, finding: Finding) -> None:
        rule, outcome = finding.rule, finding.outcome
        decided = self._decision(finding)
        if not decided and rule.kind is Kind.WEIGHING and outcome.truth is not FALSE:
            self._detail("by", self._decided("by", rule.authority))
            for number, factor in enumerate(self._factors(finding)):
                self._detail("" if number else "weigh", factor)
        if rule.kind is Kind.REQUIREMENT and rule.remedy and outcome.truth is not FALSE:
            self._detail("remedy", rule.remedy.in_language(self._language))
        elif rule.advice and outcome.truth is not FALSE:
            self._detail("do", rule.advice.in_language(self._language))
        if rule.kind is Kind.WEIGHING and not decided and outcome.truth is TRUE and not outcome.lifted_by:
            self._detail("record", self._record(rule))

    def _decision(self, finding: Finding) -> bool:
        """Say the decision on it; whether there is one."""
        decision = finding.outcome.stopped_by or finding.outcome.settled_by
        if not decision:
            return False
        named = (self._decided("outcome", decision.outcome), self._decided("by", decision.by))
        said = ", ".join((*named, decision.date.isoformat(), decision.reference))
        self._detail("decision", "; ".join([said, *decision.conditions]))
        return True

    def _lifted(self, finding: Finding) -> None:
        outcome = finding.outcome
        for lifted in (*outcome.lifted_by, *(f"? {other}" for other in outcome.may_be_lifted_by)):
            self._detail("lifted", lifted)

    def _decided(self, key: str, code: str) -> str:
        """What a code of a decision is called."""
        return name_of_code(code, self._policy.vocabulary.decisions[key], self._language)

    def _record(self, rule: Rule) -> str:
        said = f"decisions: [{{rule: {rule.id}, by: {rule.authority}, outcome: go|stop, date: ..., reference: ...}}]"
        if not rule.grounds:
            return said
        return f"{said[:-2]}, ground: ...}}] {self._labels['grounds'].format(', '.join(rule.grounds))}"

    def _factors(self, finding: Finding) -> Iterator[str]:
        facts = finding.facts
        for path in finding.rule.factors:
            known = basis_of(self._policy, path, facts, self._verdict.facts_as_of)
            note = f" ({known.note})" if known and known.note else ""
            yield fact_in_words(path, facts.get(path), self._policy, self._language) + note

    def _branch(self, branch: Branch, indent: int, part: object) -> None:
        """A condition with its truth, and below it the parts that decided that; a definition is opened once."""
        words = condition_in_words(branch.condition, self._policy, self._language)
        self._page.say(words, indent=indent, label=f"{MARKS[branch.truth]} ")
        if isinstance(branch.condition, Defined):
            if (part, branch.condition.name) in self._opened:
                return
            self._opened.add((part, branch.condition.name))
        for each in _below(branch):
            self._branch(each, indent + 2, part)


def _below(branch: Branch) -> Iterator[Branch]:
    """The parts to show below a condition: those that decided it; what must hold together needs no line of its own."""
    for part in _deciding(branch):
        if isinstance(part.condition, AllOf) and not isinstance(branch.condition, (AnyOf, Not)):
            yield from _below(part)
        else:
            yield part


def _deciding(branch: Branch) -> Iterator[Branch]:
    """The parts that have the truth of the whole, or the one below a `not`; of a list, the one that decides it."""
    for part in [each for each in branch.parts if each.truth is branch.truth] or branch.parts:
        alone = part
        while isinstance(alone.condition, (AllOf, AnyOf)) and len(found := tuple(_deciding(alone))) == 1:
            alone = found[0]
        yield alone
