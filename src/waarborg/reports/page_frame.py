"""The HTML page around the exchanges: its head, the chart of verdicts, the problems and the filters."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from waarborg.core.explain import name_of
from waarborg.core.verdict import Verdict
from waarborg.reports.captions import CAPTIONS
from waarborg.reports.layout import one_line
from waarborg.reports.levels import ORDER
from waarborg.reports.page_words import PAGE_WORDS
from waarborg.reports.summary import counted
from waarborg.reports.words import GROUPS, LABELS, SYMBOLS, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from waarborg.reports.reporting import Run, Summary

FEW = 10
"""So many notes stand open; more are folded behind their number."""


def text_of(text: str) -> str:
    """`text` for an element or a quoted attribute, on one line."""
    return escape(one_line(text))


class Frame:
    """Makes the parts of one page, in the language of the run."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._captions = {key: text_of(word) for key, word in CAPTIONS[run.language].items()}
        self._words = {key: text_of(word) for key, word in PAGE_WORDS[run.language].items()}

    def head(self, style: str, policy: str) -> str:
        """Everything up to the body's content; `policy` says what the page may load and run: itself alone."""
        return (
            f'<!doctype html>\n<html lang="{self._run.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>waarborg: {self._captions['title']}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        )

    def page(self, summary: Summary, problems: Sequence[str]) -> Iterator[str]:
        """What is seen: the counts, the problems as given, and the list that the page's script fills."""
        words, captions = self._words, self._captions
        lines = list(counted(summary, self._run.language))
        yield f'<a class="skip" href="#found">{words["skip"]}</a>\n<header>\n<h1>{captions["title"]}</h1>\n'
        yield f'<p>{text_of(lines[0])}</p>\n<p class="soft">{self._policy()} · '
        yield f"{words['made']} {self._run.today.isoformat()}</p>\n</header>\n<main>\n"
        yield f'<section class="card" aria-labelledby="verdicts"><h2 id="verdicts">{words["summary"]}</h2>\n'
        yield from self._chart(summary)
        yield f"<noscript><p>{words['noscript']}</p></noscript></section>\n"
        if said := [f"<li><bdi>{text_of(line)}</bdi></li>\n" for line in lines[1:]]:
            yield from self._listed("notes", said, len(said), shut=len(said) > FEW)
        if problems:
            yield from self._listed("problems", problems, summary.problems, shut=True)
        yield '<section class="card" id="often" hidden aria-labelledby="often-title">'
        yield f'<h2 id="often-title">{words["often"]}</h2>\n<ul class="verdicts rules"></ul>'
        yield f'<p class="soft hint">{words["choose_rule"]}</p></section>\n'
        yield from self._filters()
        tool = f"waarborg {text_of(self._run.version)}"
        yield f"</main>\n<footer><p>{self._policy()}. {captions['advice']} {tool}.</p></footer>\n"

    def _policy(self) -> str:
        policy = self._run.policy
        return self._captions["policy"].format(
            name=text_of(policy.name), version=text_of(policy.version), digest=policy.sha256[:12]
        )

    def shown_words(self, facts: Iterable[str], partners: Iterable[str]) -> dict[str, Any]:
        """The words that the page's script shows, with the names of the facts and partners that it speaks of."""
        policy, language = self._run.policy, self._run.language
        words, verdicts = PAGE_WORDS[language], VERDICTS[language]
        return {
            **{key: word for key, word in words.items() if "." not in key},
            "kinds": {key.partition(".")[2]: word for key, word in words.items() if "." in key},
            "verdicts": {each: verdicts[Verdict(each)].capitalize() for each in ORDER},
            "facts": {path: name_of(path, policy, language) for path in sorted(facts)},
            "partners": {code: self._partner(code) for code in sorted(partners)},
            **{key: LABELS[language][key] for key in ("could", "mostly", "more_questions", "unmet")},
            "groups": GROUPS[language],
            "symbols": {each: SYMBOLS[Verdict(each)] for each in ORDER},
        }

    def _partner(self, code: str) -> str:
        found = self._run.policy.find("partners", code)
        return found.name.in_language(self._run.language) if found else code

    def _chart(self, summary: Summary) -> Iterator[str]:
        """The verdicts by count: one bar of all, and a row for each, which filters the list."""
        total = summary.checked or 1
        yield f'<svg class="whole" role="img" aria-label="{self._words["share"]}" viewBox="0 0 1000 10" '
        yield 'preserveAspectRatio="none">'
        start = 0.0
        for verdict in ORDER:
            width = 1000 * summary.verdicts.get(verdict, 0) / total
            yield f'<rect class="{verdict}" x="{start:.2f}" width="{max(0, width - 2):.2f}" height="10"/>'
            start += width
        yield '</svg>\n<ul class="verdicts">\n'
        for verdict in ORDER:
            yield self._row(verdict, summary.verdicts.get(verdict, 0), total)
        if summary.problems:
            yield '<li><div class="row problem"><span class="symbol" aria-hidden="true">!</span>'
            yield f'<span>{self._captions["problems"]}</span><span class="share"></span>'
            yield f'<span class="number">{summary.problems}</span><span></span></div></li>\n'
        yield f'</ul><p class="soft hint">{self._words["choose"]}</p>'

    def _row(self, verdict: str, count: int, total: int) -> str:
        share = 100 * count / total
        percent = f"{share:.0f} %" if share >= 1 or not count else "&lt; 1 %"
        named = Verdict(verdict)
        bar = f'<rect width="{share:.2f}" height="10"/>'
        return (
            f'<li><button type="button" class="{verdict}" data-verdict="{verdict}" aria-pressed="false">'
            f'<span class="symbol" aria-hidden="true">{SYMBOLS[named]}</span>'
            f"<span>{VERDICTS[self._run.language][named].capitalize()}</span>"
            f'<svg class="share" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">{bar}</svg>'
            f'<span class="number">{count}</span><span class="number soft">{percent}</span></button></li>\n'
        )

    def _listed(self, what: str, items: Sequence[str], total: int, *, shut: bool) -> Iterator[str]:
        yield f'<section class="card"><details{"" if shut else " open"}><summary class="problem">'
        yield f'<span class="badge">! {total}</span><span class="name">{self._words[what]}</span></summary>\n'
        yield f'<ul class="{what}">\n'
        yield from items
        yield "</ul>"
        if total > len(items):
            yield f"<p>{self._captions['more'].format(total - len(items))}</p>"
        yield "</details></section>\n"

    def _filters(self) -> Iterator[str]:
        words = self._words
        every = f'<option value="">{words["all"]}</option>'
        yield '<section class="card" id="found" hidden aria-labelledby="exchanges-title">'
        yield f'<h2 id="exchanges-title">{words["exchanges"]}</h2>\n'
        yield '<div class="filters" role="search" id="filters" hidden>'
        yield f'<div><label for="search">{words["search"]}</label>'
        yield '<input id="search" type="search" autocomplete="off"></div>'
        for name in ("rule", "partner"):
            yield f'<div><label for="{name}">{words[name]}</label><select id="{name}">{every}</select></div>'
        yield f'<button class="plain" type="button" id="clear">{words["clear"]}</button></div>\n'
        yield '<p id="count" class="soft" role="status"></p>\n<ul class="list" id="list"></ul>\n'
        yield f'<button class="plain more" type="button" id="more" hidden>{words["more"]}</button></section>\n'
