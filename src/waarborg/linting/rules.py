"""What is doubtful in rules and in the texts of a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.policy import Kind
from waarborg.linting.linted import Linted, found
from waarborg.reading.checking import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.place import Problem, Route
    from waarborg.core.policy import Rule
    from waarborg.reading.document import Document

JUDGED_BY = {f"waarborg/{kind}-1" for kind in (*NAMED.values(), "rules", "partner", "index")}
"""What the files say that they are, of which a judgement is made."""
TEXTS = ("title", "advice", "remedy")
FEWEST_WORDS = 4
"""Shorter texts can be the same in two languages without anything being wrong: a name, a term of the law."""


def exceptions(linted: Linted) -> Iterator[Problem]:
    """Rules that are never in force with what they override, and liftable rules that nothing lifts."""
    rules = {rule.id: rule for rule in linted.policy.rules}
    overridden = {target for rule in linted.policy.rules for target in rule.overrides}
    for document, route, data in linted.written.rules:
        rule = rules[data["id"]]
        for index, target in enumerate(rule.overrides):
            if not rule.in_force.overlaps(rules[target].in_force):
                message = f"`{rule.id}` and `{target}`, which it overrides, are never in force on the same day"
                hint = "correct one of the two intervals, or take the override out"
                yield found("lint/never-together", message, document, (*route, "overrides", index), hint)
        if rule.liftable and rule.id not in overridden:
            message = f"`{rule.id}` is liftable, yet no rule overrides it"
            hint = "take `liftable` out: a rule that nothing lifts need not allow it"
            yield found("lint/never-lifted", message, document, (*route, "liftable"), hint, of_key=True)


def weighings(linted: Linted) -> Iterator[Problem]:
    """Weighings that do not say what to weigh."""
    for document, route, data in linted.written.rules:
        if data["kind"] == Kind.WEIGHING and not data.get("factors"):
            message = f"the weighing `{data['id']}` names no factors"
            hint = "add `factors`: the facts that the authority is to weigh"
            yield found("lint/no-factors", message, document, (*route, "id"), hint)


def untested(linted: Linted) -> Iterator[Problem]:
    """Rules without cases."""
    tested = linted.tested
    for document, route, data in linted.written.rules:
        if data["id"] not in tested:
            message = f"no file of policy cases is about `{data['id']}`"
            hint = f"add cases/{data['id']}.yaml: a case where it counts and one that differs by one fact"
            yield found("lint/no-cases", message, document, (*route, "id"), hint)


def not_read(linted: Linted) -> Iterator[Problem]:
    """Files of a kind that a judgement reads, which none reads where they stand: their rules count for nothing."""
    for document in linted.others:
        if document.data.get("schema") in JUDGED_BY:
            hint = "move it to the folder or the name of its kind: safeguards, law, partners, indices"
            yield found("lint/not-read", "no judgement reads this file", document, ("schema",), hint)


def lapsing_rules(linted: Linted) -> Iterator[Problem]:
    """Rules in force whose last day is near, and those that cite what is no longer in force."""
    rules = {rule.id: rule for rule in linted.policy.rules}
    for document, route, data in linted.written.rules:
        rule = rules[data["id"]]
        if not rule.in_force.holds(linted.day):
            continue
        if rule.in_force.until and rule.in_force.until <= linted.until:
            message = f"the last day of `{rule.id}` is {rule.in_force.until}"
            hint = "see what takes its place from the day after, and add it"
            yield found("lint/lapses-soon", message, document, (*route, "in_force"), hint, of_key=True)
        yield from _lapsed_sources(linted, document, route, rule)


def _lapsed_sources(linted: Linted, document: Document, route: Route, rule: Rule) -> Iterator[Problem]:
    for index, cite in enumerate(rule.sources):
        until = linted.policy.sources[cite.source].in_force.until
        if until and until < linted.day:
            message = f"`{cite.source}`, which `{rule.id}` cites, was in force until {until}"
            hint = "cite what took its place, or give the rule a last day"
            yield found("lint/lapsed-source", message, document, (*route, "sources", index), hint)


def texts(linted: Linted) -> Iterator[Problem]:
    """Texts that are empty, or the same in the two languages, of rules, definitions and instruments."""
    for document, route, data in linted.written.rules:
        for key in TEXTS:
            yield from _text(document, (*route, key), data.get(key))
    for document, key in ((linted.definitions, "definitions"), (linted.instruments, "instruments")):
        for name, data in document.data[key].items():
            yield from _text(document, (key, name, "title"), data.get("title"))


def _text(document: Document, route: Route, text: dict[str, Any] | None) -> Iterator[Problem]:
    if text is None:
        return
    for language in ("nl", "en"):
        if not text[language].strip():
            message = f"the text is empty in `{language}`"
            yield found("lint/missing-text", message, document, (*route, language), "write it in both languages")
    if text["nl"] == text["en"] and len(text["en"].split()) >= FEWEST_WORDS:
        message = "the Dutch and the English text are the same"
        yield found("lint/same-text", message, document, (*route, "nl"), "write each in its own language")
