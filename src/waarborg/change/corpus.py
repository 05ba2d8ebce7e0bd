"""Real descriptors under both policies: whose outcome changes, and by which rules and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.answers import brought_by
from waarborg.core.condition import Condition, facts_read
from waarborg.core.difference import Replayed
from waarborg.core.reasons import Reasons
from waarborg.core.ruling import COVERAGE, trigger_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from waarborg.change.sides import Side
    from waarborg.core.exchange import Exchange
    from waarborg.core.verdict import ExchangeVerdict, PartVerdict

    Said = dict[str, tuple[object, Condition]]
    """What each rule comes to in a part, and the condition that decides it; the coverage among them."""


def replayed(
    exchanges: tuple[Exchange, Exchange], sides: tuple[Side, Side], texts: Sequence[Mapping[str, str]]
) -> Replayed:
    """What both sides make of one descriptor, each having read it, and the rules and facts that make the difference.

    An outcome is the bounds, whether a prohibition can be cured, and the authorities and obligations (`texts_of`).
    """
    old, new = (side.judge.judge(exchange) for side, exchange in zip(sides, exchanges, strict=True))
    known = (old.exchange.id, old.exchange.file, old.verdict, new.verdict)
    if _outcome(old, texts[0]) == _outcome(new, texts[1]):
        return Replayed(*known)
    rules: set[str] = set()
    facts: set[str] = set()
    for index in range(len(old.parts)):
        before, after = (
            _said(verdict.parts[index], side, text)
            for verdict, side, text in zip((old, new), sides, texts, strict=True)
        )
        for rule in before.keys() | after.keys():
            if before.get(rule, (None,))[0] != after.get(rule, (None,))[0]:
                rules.add(rule)
                facts |= _facts(before.get(rule), old, index, sides[0]) | _facts(after.get(rule), new, index, sides[1])
    return Replayed(*known, changed=True, rules=tuple(sorted(rules)), facts=tuple(sorted(facts)))


def _outcome(verdict: ExchangeVerdict, texts: Mapping[str, str]) -> tuple[object, ...]:
    bounds = verdict.bounds
    brings = {brought_by(outcome, texts) for part in verdict.parts for outcome in part.heard}
    return bounds.at_best, bounds.at_worst, verdict.curable, brings - {""}


def _said(part: PartVerdict, side: Side, texts: Mapping[str, str]) -> Said:
    found: Said = {COVERAGE: (part.covered, side.policy.covers)}
    for outcome in part.outcomes:
        came = (outcome.contributes.at_best, outcome.contributes.at_worst, brought_by(outcome, texts))
        found[outcome.rule.id] = (came, trigger_of(outcome.rule))
    return found


def _facts(said: tuple[object, Condition] | None, verdict: ExchangeVerdict, index: int, side: Side) -> set[str]:
    if said is None:
        return set()
    reasons = Reasons(side.policy.definitions).of(said[1], verdict.parts[index].facts)
    return {path for reason in reasons for path in facts_read(reason.test, {})}
