"""What a verdict rests on that nobody has confirmed: sources and values from memory, and figures held over."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from waarborg.core.explain import name_of
from waarborg.core.policy import Kind
from waarborg.core.ruling import COVERAGE
from waarborg.core.truth import FALSE, TRUE, UNKNOWN
from waarborg.core.verdict import Level
from waarborg.core.world import basis_of
from waarborg.reports.basis import FEW, grounds_under

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from waarborg.core.policy import Known, Policy, Rule
    from waarborg.core.reasons import Footings
    from waarborg.core.verdict import ExchangeVerdict, PartVerdict
    from waarborg.core.vocabulary import Facts
    from waarborg.reports.findings import Finding

UNSURE = frozenset({"recalled", "stale"})
"""The bases of a looked-up value that nobody has confirmed for the day."""


def resting(verdict: ExchangeVerdict, found: Iterable[Finding], policy: Policy) -> dict[str, dict[str, None]]:
    """What is not confirmed, each with the rules that rest on it: those found, and those that it alone keeps silent.

    A requirement that is met is one of the latter, and `covers` stands among them where the coverage rests on it.
    Beside a certain prohibition none of them is told: what stays silent there keeps nothing permitted.
    """
    said: dict[str, dict[str, None]] = {}
    for finding in found:
        for what in unconfirmed(finding, policy):
            said.setdefault(what, {})[finding.rule.id] = None
    if verdict.bounds.at_best is not Level.PROHIBITED:
        for part in verdict.unlike:
            for identifier, what in _kept_silent(part, verdict, policy):
                said.setdefault(what, {})[identifier] = None
    return said


def unconfirmed(finding: Finding, policy: Policy) -> list[str]:
    """What the finding rests on that nobody has confirmed: sources and attributes from memory, figures held over."""
    cited = {cite.source: cite.mark or policy.sources[cite.source].mark for cite in finding.rule.sources}
    recalled = [source for source, mark in cited.items() if mark == "recalled"]
    looked_up = [(ground.path, ground.known) for ground in finding.grounds if ground.known is not None]
    said = [_named(path, known) for path, known in (*looked_up, *finding.factors) if known.basis in UNSURE]
    return list(dict.fromkeys(recalled + said))


def named(what: str, policy: Policy, language: str) -> str:
    """A source, or a looked-up fact with what it rests on, by the name that it has."""
    path, space, rest = what.partition(" ")
    if path in policy.sources and not space:
        return policy.sources[path].name.in_language(language)
    return f"{name_of(path, policy, language)} {rest}" if path in policy.vocabulary else what


def _named(path: str, known: Known) -> str:
    return f"{path} ({known.note if known.basis == 'stale' else known.source})"


def _kept_silent(part: PartVerdict, verdict: ExchangeVerdict, policy: Policy) -> Iterator[tuple[str, str]]:
    """What might stand in the way of the part were nothing known but what is confirmed, and what keeps it silent."""
    unsure = {path: known for path in part.facts if (known := _unsure(path, part, verdict, policy))}
    if not unsure:
        return
    confirmed = {path: value for path, value in part.facts.items() if path not in unsure}
    grounds, readers = grounds_under(policy), _readers(policy)
    for rule in dict.fromkeys(rule for path in unsure for rule in readers.get(path, ())):
        if rule.in_force.holds(verdict.law_as_of) and grounds[rule].under(part.facts).truth is FALSE:
            for path in _left_open(grounds[rule], confirmed):
                if path in unsure:
                    yield rule.id, _named(path, unsure[path])
    if part.covered is TRUE:
        for path in _left_open(grounds.coverage, {**confirmed, "date": verdict.law_as_of}):
            if path in unsure:
                yield COVERAGE, _named(path, unsure[path])


def _unsure(path: str, part: PartVerdict, verdict: ExchangeVerdict, policy: Policy) -> Known | None:
    """What the fact was looked up in, where nobody has confirmed that."""
    known = basis_of(policy, path, part.facts, verdict.facts_as_of)
    return known if known and known.basis in UNSURE else None


def _left_open(footings: Footings, facts: Facts) -> dict[str, None]:
    """The facts that a condition hangs on which is UNKNOWN under `facts`; none of one that is decided."""
    footing = footings.under(facts)
    return {path: None for reason in footing.reasons for path in reason.paths} if footing.truth is UNKNOWN else {}


@lru_cache(maxsize=FEW)
def _readers(policy: Policy) -> dict[str, list[Rule]]:
    """The rules that contribute where they count, by each fact that they read."""
    readers: dict[str, list[Rule]] = {}
    for rule in policy.rules:
        if rule.kind is not Kind.REMARK:
            for path in policy.facts_of(rule):
                readers.setdefault(path, []).append(rule)
    return readers
