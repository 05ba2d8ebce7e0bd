"""What every report says of a verdict: the rules that count with their reasons, the referrals, the questions."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from waarborg.core.policy import Kind, Known
from waarborg.core.record import record
from waarborg.core.truth import TRUE
from waarborg.core.verdict import Level
from waarborg.reports.basis import Basis, Sought

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from waarborg.core.exchange import Element, Part
    from waarborg.core.place import Place
    from waarborg.core.policy import Policy, Rule
    from waarborg.core.verdict import ExchangeVerdict, Outcome
    from waarborg.core.vocabulary import Facts
    from waarborg.reports.basis import Ground

    _Apart = tuple[Outcome, list[Part]]
    _Divided = dict[tuple[Element | None, ...], list[Part]]

HEADINGS = (
    Kind.PROHIBITION,
    Kind.REQUIREMENT,
    Kind.WEIGHING,
    Kind.OBLIGATION,
    Kind.REMARK,
    "possible",
    "settled",
    "lifted",
    "silent",
)
"""What findings are gathered under, in the order in which they are read."""


@record
class Finding:
    """One rule's outcome with its grounds, for every part in which it came out the same."""

    outcome: Outcome
    parts: tuple[Part, ...]
    basis: Basis

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        """The facts that the outcome rests on, in the order of the rule's condition; looked for when it is asked."""
        return tuple(self.basis.grounds(self.outcome))

    @property
    def place(self) -> Place | None:
        """Where the most particular of its facts stands; one that is looked up, where it is looked up by."""
        for path in self.basis.footing(self.outcome).pinned:
            if place := self.basis.pin(path):
                return place
        return None

    @property
    def rule(self) -> Rule:
        """The rule that the finding is of."""
        return self.outcome.rule

    @property
    def facts(self) -> Facts:
        """The facts of the first of its parts."""
        return self.basis.facts

    @property
    def factors(self) -> tuple[tuple[str, Known], ...]:
        """What the policy knows of each factor that a weighing names."""
        return tuple((path, known) for path in self.rule.factors if (known := self.basis.known(path)) is not None)


def speaks(outcome: Outcome) -> bool:
    """Whether there is something to say of the rule: it counts, may count, was lifted, or is a remark that holds."""
    if outcome.rule.kind is Kind.REMARK:
        return outcome.truth is TRUE
    return outcome.contributes.at_worst is not Level.PERMITTED or (outcome.truth is TRUE and bool(outcome.lifted_by))


def findings(
    verdict: ExchangeVerdict, policy: Policy, *, silent: bool = False, among: Callable[[Outcome], bool] = speaks
) -> tuple[Finding, ...]:
    """The rules that contribute or may, worst first; remarks that hold; those lifted; with `silent`, all others too.

    Others `among` the outcomes are those of which it says so.
    """
    sought = Sought(verdict, policy)
    if len(verdict.parts) > 1:
        return tuple(sorted(_gathered(verdict, sought, silent=silent, among=among), key=_order))
    (part,) = verdict.parts
    basis, parts = Basis(part.part, part.facts, sought), (part.part,)
    outcomes = part.outcomes if silent else filter(among, part.heard)
    return tuple(sorted([Finding(outcome, parts, basis) for outcome in outcomes], key=_order))


def how_many(verdict: ExchangeVerdict, policy: Policy, among: Callable[[Outcome], bool]) -> int:
    """How many findings there are among the outcomes."""
    if len(verdict.parts) == 1:
        return sum(map(among, verdict.parts[0].heard))
    return len(findings(verdict, policy, among=among))


def _gathered(
    verdict: ExchangeVerdict, sought: Sought, *, silent: bool, among: Callable[[Outcome], bool]
) -> Iterator[Finding]:
    """The findings, those that are alike in several parts told of them together: by the first part of each."""
    alike: dict[object, list[_Apart]] = {}
    known: dict[tuple[object, ...], list[_Apart]] = {}
    said: dict[Outcome, object] = {}
    for facts, outcome, elements, parts in _apart(verdict, sought, silent=silent, among=among):
        key = (outcome, *elements)
        if key not in known:
            if outcome not in said:
                said[outcome] = _said_of(outcome)
            likeness = said[outcome], sought.likeness(outcome.rule, facts, parts[0])
            known[key] = alike.setdefault(likeness, [])
        known[key].append((outcome, parts))
    every = tuple(part.part for part in verdict.parts)
    for same in sorted(alike.values(), key=lambda same: min(map(_first, same))):
        outcome, (first, *_) = min(same, key=_first)
        told = sorted(chain.from_iterable(parts for _, parts in same), key=_number)
        basis = Basis(first, verdict.parts[first.number].facts, sought)
        yield Finding(outcome, every if len(told) == len(every) else tuple(told), basis)


def _apart(
    verdict: ExchangeVerdict, sought: Sought, *, silent: bool, among: Callable[[Outcome], bool]
) -> Iterator[tuple[Facts, Outcome, Sequence[Element | None], list[Part]]]:
    """Each outcome in parts with the same facts, apart for all elements of which its rule asks anything.

    Nothing else that can be told of it sets parts apart, be their facts the same or not.
    """
    alike: dict[int, list[Part]] = {}
    for each in verdict.parts:
        alike.setdefault(id(each.facts), []).append(each.part)
    for first in verdict.unlike:
        divided: dict[tuple[str, ...], _Divided] = {}
        for outcome in first.outcomes if silent else filter(among, first.heard):
            axes = sought.grounds[outcome.rule].axes
            if axes not in divided:
                divided[axes] = _divided(alike[id(first.facts)], axes)
            for elements, parts in divided[axes].items():
                yield first.facts, outcome, elements, parts


def _divided(parts: Sequence[Part], axes: Sequence[str]) -> _Divided:
    """The parts by their elements on these axes."""
    divided: _Divided = {}
    for part in parts:
        divided.setdefault(tuple(map(part.elements.get, axes)), []).append(part)
    return divided


def _said_of(outcome: Outcome) -> object:
    """What two outcomes must share, beside what they rest on, for a rule to be told of them together."""
    decisions = (outcome.settled_by, outcome.stopped_by)
    indices = tuple(decision.index if decision else None for decision in decisions)
    bounds = outcome.contributes
    return (outcome.rule, outcome.truth.value, bounds.at_best, bounds.at_worst, outcome.lifted_by, indices)


def _first(apart: _Apart) -> int:
    return apart[1][0].number


def _number(part: Part) -> int:
    return part.number


def _order(finding: Finding) -> tuple[int, str]:
    """The order in which findings are shown: certain before possible, grave before light, remarks last."""
    outcome = finding.outcome
    return -10 * outcome.contributes.at_best - outcome.contributes.at_worst, outcome.rule.id


def grouped(found: Sequence[Finding]) -> dict[str, list[Finding]]:
    """The findings under the heading each belongs to, in the order in which the headings are read."""
    groups: dict[str, list[Finding]] = {group: [] for group in HEADINGS}
    for finding in found:
        groups[_heading_of(finding)].append(finding)
    return {group: members for group, members in groups.items() if members}


def _heading_of(finding: Finding) -> str:
    outcome = finding.outcome
    if outcome.stopped_by:
        return Kind.PROHIBITION
    if outcome.rule.kind is Kind.REMARK and outcome.truth is TRUE:
        return Kind.REMARK
    if outcome.truth is TRUE and outcome.lifted_by:
        return "lifted"
    if outcome.contributes.at_worst is Level.PERMITTED:
        return "silent"
    if outcome.contributes.at_best is not outcome.contributes.at_worst:
        return "possible"
    return "settled" if outcome.settled_by else outcome.rule.kind
