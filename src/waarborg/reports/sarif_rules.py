"""What a SARIF log says of a rule apart from any exchange: its norm, and the law it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.vocabulary import name_of_code
from waarborg.reports.captions import CAPTIONS
from waarborg.reports.entries import COVERAGE, STILL_UNKNOWN
from waarborg.reports.markdown_text import inline
from waarborg.reports.sarif_log import sentence
from waarborg.reports.words import LABELS

if TYPE_CHECKING:
    from waarborg.core.policy import Cite, Policy, Rule

DEFAULT_LEVELS = {"prohibition": "error", "requirement": "error", "weighing": "warning"}


def described(rule: str, policy: Policy, language: str) -> dict[str, Any]:
    """The reporting descriptor of a rule, of the coverage, or of a problem's code."""
    found = policy.rule(rule)
    words = CAPTIONS[language]
    if found is not None:
        return _of_rule(found, policy, language)
    if rule == COVERAGE:
        short, full, level = words["short_coverage"], LABELS[language]["uncovered"], "warning"
    elif rule == STILL_UNKNOWN:
        short, full, level = words["short_unknown"], words["full_unknown"], "warning"
    else:
        short, full, level = words["short_problem"].format(rule), words["full_problem"], "error"
    return descriptor(rule, short, full, f"{short}. {full}", level)


def _of_rule(rule: Rule, policy: Policy, language: str) -> dict[str, Any]:
    words = CAPTIONS[language]
    title = rule.title.in_language(language)
    said = [words[f"kind.{rule.kind.value}"]]
    if rule.authority:
        by = name_of_code(rule.authority, policy.vocabulary.decisions["by"], language)
        said.append(words["authority"].format(by))
    if rule.remedy:
        said.append(words["remedy"].format(rule.remedy.in_language(language)))
    if rule.advice:
        said.append(words["do"].format(rule.advice.in_language(language)))
    full = f"{sentence(title)} {' '.join(said)}"
    cited = "\n".join(f"- {_cited(cite, policy, language)}" for cite in rule.sources)
    paragraphs = "\n\n".join(inline(each) for each in said)
    markdown = f"**{inline(title)}**\n\n{paragraphs}\n\n{words['sources']}:\n\n{cited}"
    return descriptor(rule.id, title, full, markdown, DEFAULT_LEVELS.get(rule.kind.value, "note"))


def descriptor(rule: str, short: str, full: str, markdown: str, level: str) -> dict[str, Any]:
    """A rule as SARIF describes it: what it is about, in full, what helps with it, and how grave it is by default."""
    return {
        "id": rule,
        "name": "".join(word.capitalize() for word in rule.replace("/", "-").split("-")),
        "shortDescription": {"text": sentence(short)},
        "fullDescription": {"text": sentence(full)},
        "help": {"text": sentence(full), "markdown": markdown},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["compliance"]},
    }


def _cited(cite: Cite, policy: Policy, language: str) -> str:
    source = policy.sources[cite.source]
    mark = CAPTIONS[language][f"mark.{cite.mark or source.mark}"]
    where = ", ".join(each for each in (source.name.in_language(language), cite.at) if each)
    quote = f": “{inline(cite.quote)}”" if cite.quote else ""
    return f"{inline(where)}{quote} ({mark})"
