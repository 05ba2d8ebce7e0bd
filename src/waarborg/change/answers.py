"""What `core.judge` makes of a part, in the words of a diff; no solver is needed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.difference import Answer, Standing
from waarborg.core.policy import Kind
from waarborg.core.verdict import Curable, Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from waarborg.change.sides import Side
    from waarborg.core.verdict import Outcome, PartVerdict


def texts_of(sides: Sequence[Side]) -> list[dict[str, str]]:
    """For each side, the identity of each obligation's text by rule id.

    The same text under two ids is one obligation, and a text that was only reworded is still the same one.
    """
    first: dict[str, str] = {}
    by_text: dict[str, str] = {}
    found = []
    for side in sides:
        here = {}
        for ruling in side.rulings:
            rule = ruling.rule
            if rule is not None and rule.kind is Kind.OBLIGATION:
                text = (rule.advice or rule.title).en
                here[rule.id] = by_text.get(text) or first.get(rule.id) or rule.id
                by_text.setdefault(text, here[rule.id])
                first.setdefault(rule.id, here[rule.id])
        found.append(here)
    return found


def answer_of(part: PartVerdict, texts: Mapping[str, str]) -> Answer:
    """What `core.judge` made of `part`, in the words of a diff; `texts` names the obligations (see `texts_of`)."""
    brings = frozenset(brought_by(outcome, texts) for outcome in part.outcomes) - {""}
    best, worst = part.bounds.at_best, part.bounds.at_worst
    standing = None
    if best == worst:
        standing = Standing(best)
        if best is Level.PROHIBITED:
            known = {Curable.YES: Standing.PROHIBITED_CURABLE, Curable.NO: Standing.PROHIBITED}
            standing = known.get(part.curable) if part.curable else None
    return Answer(standing, best, worst, brings)


def brought_by(outcome: Outcome, texts: Mapping[str, str]) -> str:
    """The authority or the obligation that a rule certainly brings; empty where it brings none."""
    if outcome.contributes.at_best is Level.PERMITTED:
        return ""
    if outcome.rule.kind is Kind.WEIGHING and not outcome.settled_by:
        return outcome.rule.authority
    return texts.get(outcome.rule.id, "") if outcome.rule.kind is Kind.OBLIGATION else ""
