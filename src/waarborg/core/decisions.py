"""Recorded human decisions: which of them settles or stops a rule, and why another does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.policy import Kind
from waarborg.core.ruling import outcome_of
from waarborg.core.truth import FALSE, Truth
from waarborg.core.verdict import Bounds, Level, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import date

    from waarborg.core.exchange import Decision, Exchange, Part
    from waarborg.core.policy import Policy, Rule
    from waarborg.core.ruling import Ruling
    from waarborg.core.verdict import PartVerdict
    from waarborg.core.vocabulary import Facts

GO = "go"
STOP = "stop"


def ruling_on(ruling: Ruling, exchange: Exchange, part: Part, day: date) -> tuple[Decision | None, Decision | None]:
    """The decision that settles the rule for this part and the one that stops it; a stop needs no formality."""
    assert ruling.rule is not None, "coverage is not a rule"
    settled = stopped = None
    for decision in exchange.decided.get(ruling.id, ()):
        if decision.outcome == STOP:
            if _reaches(decision, part):
                stopped = stopped or decision
        elif not _defect(decision, ruling.rule, day) and _names(decision, ruling.axes, exchange, part):
            settled = settled or decision
    return settled, stopped


class Decided:
    """What rules come to in one exchange under the decisions on them; found once for all parts in which it is that."""

    def __init__(self, exchange: Exchange, day: date) -> None:
        self._exchange = exchange
        self._day = day
        self._outcomes: dict[tuple[object, ...], Outcome] = {}

    def outcome(self, ruling: Ruling, truth: Truth, facts: Facts, part: Part) -> Outcome:
        """What the rule comes to where the truth of its trigger is `truth`; of one that can be lifted, found anew."""
        if ruling.id not in self._exchange.decided:
            return ruling.outcome(truth, facts)
        settled, stopped = ruling_on(ruling, self._exchange, part, self._day)
        if ruling.liftable:
            return outcome_of(ruling, truth, facts, settled, stopped)
        key = (ruling, truth, settled, stopped)
        if key not in self._outcomes:
            self._outcomes[key] = outcome_of(ruling, truth, facts, settled, stopped)
        return self._outcomes[key]


def stops_out_of_force(exchange: Exchange, part: Part, policy: Policy, in_force: AbstractSet[str]) -> list[Outcome]:
    """A stop on a rule that is not in force: somebody said no, so it prohibits all the same."""
    if not exchange.decisions or exchange.decided.keys() <= in_force:
        return []
    prohibited = Bounds(Level.PROHIBITED, Level.PROHIBITED)
    return [
        Outcome(rule, FALSE, prohibited, stopped_by=decision)
        for decision in exchange.decisions
        if decision.outcome == STOP and decision.rule not in in_force and _reaches(decision, part)
        for rule in [policy.rule(decision.rule)]
        if rule is not None
    ]


def unsettling(
    exchange: Exchange, policy: Policy, day: date, parts: Iterable[PartVerdict]
) -> tuple[tuple[Decision, str], ...]:
    """Every go-ahead that settles nothing, each with the reason as a code.

    One that is in order and yet is of a weighing that no part raises is told too: it may be meant for another rule.
    """
    if not exchange.decisions:
        return ()
    raised = [outcome for part in parts for outcome in part.heard if outcome.truth is not FALSE]
    used = {outcome.settled_by.index for outcome in raised if outcome.settled_by is not None}
    weighed = {outcome.rule.id for outcome in raised}
    found = []
    for decision in exchange.decisions:
        if decision.outcome == STOP or decision.index in used:
            continue
        rule = policy.rule(decision.rule)
        otherwise = "does_not_name_the_part" if decision.rule in weighed else "not_raised"
        found.append((decision, (_defect(decision, rule, day) if rule else "") or otherwise))
    return tuple(found)


def _defect(decision: Decision, rule: Rule, day: date) -> str:
    """Why a go-ahead does not settle `rule` on `day`, as a code; empty where nothing is wrong with it."""
    if rule.kind is not Kind.WEIGHING:
        return "not_a_weighing"
    if decision.by != rule.authority:
        return "other_authority"
    if decision.date > day:
        return "dated_later"
    if rule.grounds and decision.ground not in rule.grounds:
        return "no_accepted_ground"
    return ""


def _reaches(decision: Decision, part: Part) -> bool:
    """Whether none of the decision's limits leaves this part out; one that names no element reaches every part."""
    return all(label in decision.limits.get(axis, {label}) for axis, label in part.labels.items())


def _names(decision: Decision, axes: frozenset[str], exchange: Exchange, part: Part) -> bool:
    """Whether the decision is about this part: where a list has more than one element, it must name this one."""
    for axis, label in part.labels.items():
        named = decision.limits.get(axis)
        if named is None:
            if axis in axes and len(exchange.elements[axis]) > 1:
                return False
        elif label not in named:
            return False
    return True
