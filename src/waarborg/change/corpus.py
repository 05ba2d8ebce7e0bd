"""Real descriptors under both policies: whose verdict changes, and by which rules and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.condition import facts_read
from waarborg.core.difference import Replayed
from waarborg.core.explain import Reasons
from waarborg.core.ruling import trigger_of

if TYPE_CHECKING:
    from waarborg.change.sides import Side
    from waarborg.core.exchange import Exchange
    from waarborg.core.verdict import ExchangeVerdict, Outcome


def replayed(exchanges: tuple[Exchange, Exchange], sides: tuple[Side, Side]) -> Replayed:
    """What both sides make of one descriptor, each having read it, and the rules and facts that make the difference."""
    old, new = (side.judge.judge(exchange) for side, exchange in zip(sides, exchanges, strict=True))
    if old.bounds == new.bounds and old.curable == new.curable:
        return Replayed(old.exchange.id, old.exchange.file, old.verdict, new.verdict)
    rules: set[str] = set()
    facts: set[str] = set()
    for index in range(len(old.parts)):
        before, after = ({o.rule.id: o for o in verdict.parts[index].outcomes} for verdict in (old, new))
        for identifier in {*before, *after}:
            one, other = before.get(identifier), after.get(identifier)
            if (one.contributes if one else None) != (other.contributes if other else None):
                rules.add(identifier)
                facts |= _facts(one, old, index, sides[0]) | _facts(other, new, index, sides[1])
    return Replayed(
        old.exchange.id, old.exchange.file, old.verdict, new.verdict, tuple(sorted(rules)), tuple(sorted(facts))
    )


def _facts(outcome: Outcome | None, verdict: ExchangeVerdict, index: int, side: Side) -> set[str]:
    if outcome is None:
        return set()
    facts = side.judge.facts_of(verdict, verdict.parts[index].part)
    reasons = Reasons(facts, side.policy.definitions).of(trigger_of(outcome.rule))
    return {path for reason in reasons for path in facts_read(reason.test, {})}
