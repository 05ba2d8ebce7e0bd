"""What is still unknown, on a page: each question with its answers and the line that states one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from waarborg.core.exchange import route_of
from waarborg.core.policy import Kind
from waarborg.core.stating import statement_of
from waarborg.core.verdict import Verdict
from waarborg.core.vocabulary import FINDINGS, Sort, name_of_code
from waarborg.reports.words import LABELS, VERDICTS, part_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.policy import Policy
    from waarborg.core.verdict import ExchangeVerdict, Missing
    from waarborg.core.vocabulary import Fact
    from waarborg.reports.layout import Page

MOST = 10
"""The questions that are asked at once: answers to the first ones often take others away."""
MOST_CODES = 8
"""So many codes are all named; of more, the first few."""
FIRST_CODES = 4


class Questions:
    """Asks what could still move a verdict, the most decisive first."""

    def __init__(self, page: Page, verdict: ExchangeVerdict, policy: Policy, language: str) -> None:
        self._page = page
        self._verdict = verdict
        self._policy = policy
        self._language = language
        self._labels = LABELS[language]

    def ask(self, *, most: int = MOST) -> None:
        """Ask the first `most` questions, and count the others."""
        missing = self._verdict.missing
        if not missing:
            return
        asked = missing[:most]
        mostly = Counter(map(self._could, asked)).most_common(1)[0][0]
        self._page.gap()
        self._page.say(self._labels["questions"], style="bold magenta")
        self._page.say(self._labels["mostly"].format(mostly), indent=2, style="dim")
        for number, each in enumerate(asked, start=1):
            self._ask(each, f"{number}. ", mostly=mostly)
        if left := len(missing) - len(asked):
            self._page.say(f"{self._labels['more_questions'].format(left)}: --explain", indent=2, style="magenta")

    def _ask(self, missing: Missing, label: str, *, mostly: str) -> None:
        fact = self._policy.vocabulary[missing.path]
        indent = 2 + len(label)
        name = fact.name.in_language(self._language)
        if not fact.question:
            self._page.say(
                "; ".join([f"{name}: {self._labels['policy_gap']}", *self._settling(missing)]), indent=2, label=label
            )
            return
        asked = f"{fact.question.in_language(self._language)}{self._where(missing)}"
        self._page.say(asked, indent=2, label=label, style="bold")
        width = max(len(self._labels[key]) for key in ("write", "one_of", "some_of")) + 2
        self._page.say(self._line(missing, fact), indent=indent, label=self._labels["write"].ljust(width))
        if self._verdict.exchange.locate((*route_of(missing.path, missing.part), "date")):
            self._page.say(self._labels["counts_later"], indent=indent)
        if codes := self._codes(fact):
            key = "some_of" if fact.sort is Sort.SET else "one_of"
            self._page.say(codes, indent=indent, label=self._labels[key].ljust(width), style="dim")
        if (could := self._could(missing)) != mostly:
            self._page.say(self._labels["could"].format(could), indent=indent, style="dim")

    def _settling(self, missing: Missing) -> Iterator[str]:
        """Whose decision settles what hangs on a fact that nobody can be asked for, weighing by weighing."""
        for outcome in self._verdict.parts[missing.part.number].heard:
            rule, is_open = outcome.rule, outcome.contributes.at_best < outcome.contributes.at_worst
            if is_open and rule.kind is Kind.WEIGHING and missing.path in self._policy.facts_of(rule):
                by = name_of_code(rule.authority, self._policy.vocabulary.decisions["by"], self._language)
                yield self._labels["settles"].format(by, rule.id)

    def _could(self, missing: Missing) -> str:
        words = [VERDICTS[self._language][Verdict(verdict)].lower() for verdict in missing.could_move_to]
        return self._labels["or"].join(words)

    def _line(self, missing: Missing, fact: Fact) -> str:
        """The line that states it, and the line of the text where the keys around it stand already."""
        route, locate = route_of(missing.path, missing.part), self._verdict.exchange.locate
        while route and locate(route) is None:
            route = route[:-1]
        depth = sum(isinstance(key, str) for key in route)
        said = statement_of(fact, self._policy.vocabulary, depth=depth)
        place = locate(route) if route else None
        return f"{said} ({self._labels['lines'].format(place.line)})" if place else said

    def _codes(self, fact: Fact) -> str:
        """The codes to choose from, each with its name where that says more."""
        if fact.target:
            return self._labels["codes_of"].format(fact.target)
        if not fact.values or fact.values == FINDINGS:
            return ""
        shown = fact.values if len(fact.values) <= MOST_CODES else fact.values[:FIRST_CODES]
        told = [self._code(code, fact) for code in shown]
        if left := len(fact.values) - len(told):
            told.append(self._labels["more_codes"].format(left, fact.path))
        return "; ".join(told)

    def _code(self, code: str, fact: Fact) -> str:
        name = name_of_code(code, fact.names, self._language)
        return code if name.lower() == code.replace("_", " ") else f"{code}: {name}"

    def _where(self, missing: Missing) -> str:
        axis = self._policy.vocabulary[missing.path].axis
        label = missing.part.labels.get(axis)
        elements = self._verdict.exchange.elements.get(axis, ())
        return f" ({part_in_words({axis: label}, self._language)})" if label and len(elements) > 1 else ""
