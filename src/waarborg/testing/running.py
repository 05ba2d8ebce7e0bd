"""Cases put to a policy: the verdict on each, and what it does not give that the case asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.case import Case, Expected, Mismatch, Ran
from waarborg.core.policy import Kind
from waarborg.core.record import replace
from waarborg.core.truth import FALSE, TRUE
from waarborg.core.verdict import ExchangeVerdict, Level, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from waarborg.core.exchange import Exchange
    from waarborg.core.judge import Judge

NONE = "none"
"""What is found where the verdict has no such thing: a verdict that is not prohibited is not curable either way."""


def ran(case: Case, judge: Judge) -> Ran:
    """The case with its verdict."""
    verdict = judge.judge(dated(case))
    return Ran(case, verdict, tuple(mismatches(case.expected, verdict)))


def dated(case: Case) -> Exchange:
    """The exchange on the case's day: judged so, facts and law are as on that day, and one judge serves all days."""
    return replace(case.exchange, date=case.day) if case.day else case.exchange


def mismatches(expected: Expected, verdict: ExchangeVerdict) -> Iterator[Mismatch]:
    """What `expected` asks and `verdict` does not give."""
    yield from _of_the_whole(expected, verdict)
    yield from of_outcomes(expected, [outcome for part in verdict.parts for outcome in part.outcomes])
    if expected.missing:
        asked_for = {missing.path for missing in verdict.missing}
        yield from (Mismatch("missing", path, "not_asked") for path in expected.missing if path not in asked_for)


def of_outcomes(expected: Expected, outcomes: list[Outcome]) -> Iterator[Mismatch]:
    """What `expected` asks of single rules and the outcomes of all parts do not give."""
    for key, asked, holds in (
        ("contributes", expected.contributes, contributes),
        ("remarks", expected.remarks, remarked),
        ("settled", expected.settled, settled),
        ("lifted", expected.lifted, lifted),
    ):
        if asked:
            found = {outcome.rule.id for outcome in outcomes if holds(outcome)}
            yield from (Mismatch(key, rule, _state(rule, outcomes)) for rule in asked if rule not in found)
    if expected.silent:
        possible = {outcome.rule.id for outcome in outcomes if outcome.contributes.at_worst > Level.PERMITTED}
        yield from (Mismatch("silent", rule, _state(rule, outcomes)) for rule in expected.silent if rule in possible)
    if expected.no_remarks:
        heard = {outcome.rule.id for outcome in outcomes if may_remark(outcome)}
        yield from (
            Mismatch("no_remarks", rule, _state(rule, outcomes)) for rule in expected.no_remarks if rule in heard
        )
    if expected.refer_to:
        referred = {outcome.rule.authority for outcome in outcomes if refers(outcome)}
        said = ", ".join(sorted(referred)) or NONE
        yield from (Mismatch("refer_to", each, said) for each in expected.refer_to if each not in referred)


def _of_the_whole(expected: Expected, verdict: ExchangeVerdict) -> Iterator[Mismatch]:
    bounds = verdict.bounds
    if expected.verdict is not None and expected.verdict != verdict.verdict:
        yield Mismatch("verdict", expected.verdict, verdict.verdict)
    if expected.at_best is not None and expected.at_best != bounds.at_best:
        yield Mismatch("at_best", expected.at_best.verdict, bounds.at_best.verdict)
    if expected.at_worst is not None and expected.at_worst != bounds.at_worst:
        yield Mismatch("at_worst", expected.at_worst.verdict, bounds.at_worst.verdict)
    if expected.curable is not None and expected.curable != verdict.curable:
        yield Mismatch("curable", expected.curable, verdict.curable or NONE)


def contributes(outcome: Outcome) -> bool:
    """Whether the rule certainly contributes something."""
    return outcome.contributes.at_best > Level.PERMITTED


def remarked(outcome: Outcome) -> bool:
    """Whether the rule is a remark that holds."""
    return outcome.rule.kind is Kind.REMARK and outcome.truth is TRUE


def may_remark(outcome: Outcome) -> bool:
    """Whether the rule is a remark that holds or may hold."""
    return outcome.rule.kind is Kind.REMARK and outcome.truth is not FALSE


def settled(outcome: Outcome) -> bool:
    """Whether the rule would count and a decision settles it."""
    return contributes(outcome) and outcome.settled_by is not None and outcome.stopped_by is None


def lifted(outcome: Outcome) -> bool:
    """Whether an exception certainly lifts the rule."""
    return outcome.truth is TRUE and bool(outcome.lifted_by)


def refers(outcome: Outcome) -> bool:
    """Whether the rule certainly puts the exchange before its authority."""
    weighed = outcome.settled_by is None and outcome.stopped_by is None
    return outcome.rule.kind is Kind.WEIGHING and contributes(outcome) and weighed


STATES: tuple[tuple[str, Callable[[Outcome], bool]], ...] = (
    ("stopped", lambda outcome: outcome.stopped_by is not None),
    ("settled", settled),
    ("contributes", contributes),
    ("remarks", remarked),
    ("may_contribute", lambda outcome: outcome.contributes.at_worst > Level.PERMITTED),
    ("may_remark", may_remark),
    ("lifted", lifted),
)
"""What a rule can come to, as a code, the first that holds in some part being said."""


def _state(rule: str, outcomes: list[Outcome]) -> str:
    of_rule = [outcome for outcome in outcomes if outcome.rule.id == rule]
    if not of_rule:
        return "not_in_force"
    return next((code for code, holds in STATES if any(map(holds, of_rule))), "silent")
