"""What every report says of a verdict: the rules that count with their reasons, the referrals, the questions."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from waarborg.core.exchange import route_of
from waarborg.core.policy import Kind, Known
from waarborg.core.reasons import Grounds
from waarborg.core.record import record, replace
from waarborg.core.truth import TRUE
from waarborg.core.verdict import Level
from waarborg.core.vocabulary import HalfKnown
from waarborg.core.world import basis_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from waarborg.core.exchange import Part
    from waarborg.core.place import Place
    from waarborg.core.policy import Policy, Rule
    from waarborg.core.reasons import Reason
    from waarborg.core.verdict import ExchangeVerdict, Outcome, PartVerdict
    from waarborg.core.vocabulary import Facts, Value

FEW = 4
"""How many policies are kept ready to give their reasons: a run has one, a comparison two."""
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
class Ground:
    """A fact that a rule's outcome rests on, and its value (None: not known)."""

    path: str
    value: Value | None
    reason: Reason
    basis: _Basis

    @property
    def place(self) -> Place | None:
        """Where the descriptor states the fact; None where it does not."""
        return self.basis.place(self.path)

    @property
    def known(self) -> Known | None:
        """What the fact was looked up in; None of one that is stated, or not known."""
        return self.basis.known(self.path)

    @property
    def open(self) -> bool:
        """Whether the fact is not, or not wholly, known."""
        return self.value is None or isinstance(self.value, HalfKnown)

    @property
    def likeness(self) -> object:
        """What it shares with the ground of another part that says the same."""
        return self.path, self.value, self.place, self.known, self.reason


@record
class Finding:
    """One rule's outcome with its grounds, for every part in which it came out the same."""

    outcome: Outcome
    parts: tuple[Part, ...]
    basis: _Basis

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        """The facts that the outcome rests on, in the order of the rule's condition; looked for when it is asked."""
        return tuple(self.basis.grounds(self.outcome))

    @property
    def place(self) -> Place | None:
        """Where the most particular of its facts stands; one that is looked up, where it is looked up by."""
        for path in self.basis.pinned(self.outcome):
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
    found: list[Finding] = []
    for part in verdict.parts:
        basis, parts = _Basis(verdict, part, policy), (part.part,)
        outcomes = part.outcomes if silent else filter(among, part.heard)
        found += [Finding(outcome, parts, basis) for outcome in outcomes]
    gathered = found if len(verdict.parts) == 1 else _merged(found)
    return tuple(sorted(gathered, key=_order))


def how_many(verdict: ExchangeVerdict, policy: Policy, among: Callable[[Outcome], bool]) -> int:
    """How many findings there are among the outcomes."""
    if len(verdict.parts) == 1:
        return sum(map(among, verdict.parts[0].heard))
    return len(findings(verdict, policy, among=among))


def _merged(found: list[Finding]) -> list[Finding]:
    """The findings, those that are alike in several parts told of them together."""
    alike: dict[object, list[Finding]] = {}
    for finding in found:
        alike.setdefault(_likeness(finding), []).append(finding)
    return [replace(same[0], parts=tuple(part for each in same for part in each.parts)) for same in alike.values()]


def _likeness(finding: Finding) -> object:
    """What two parts must share for a rule to be told of them together."""
    outcome = finding.outcome
    decisions = (outcome.settled_by, outcome.stopped_by)
    indices = tuple(decision.index if decision else None for decision in decisions)
    told = (tuple(ground.likeness for ground in finding.grounds), finding.factors)
    return (outcome.rule.id, outcome.truth, outcome.contributes, outcome.lifted_by, indices, told)


def _order(finding: Finding) -> tuple[int, str]:
    """The order in which findings are shown: certain before possible, grave before light, remarks last."""
    outcome = finding.outcome
    return -10 * outcome.contributes.at_best - outcome.contributes.at_worst, outcome.rule.id


grounds_under = lru_cache(maxsize=FEW)(Grounds)
"""What the rules of a policy rest on, for all findings under it."""


class _Basis:
    """What outcomes of one part rest on; what a fact rests on is looked for when it is asked, and once."""

    def __init__(self, verdict: ExchangeVerdict, part: PartVerdict, policy: Policy) -> None:
        self.facts = part.facts
        self._part = part.part
        self._exchange = verdict.exchange
        self._day = verdict.facts_as_of
        self._policy = policy
        self._grounds = grounds_under(policy)
        self._places: dict[str, Place | None] = {}
        self._known: dict[str, Known | None] = {}

    def grounds(self, outcome: Outcome) -> Iterator[Ground]:
        """The facts that the outcome rests on, in the order of the rule's condition."""
        for reason in self._grounds[outcome.rule].under(self.facts).reasons:
            for path in reason.paths:
                yield Ground(path, self.facts.get(path), reason, self)

    def pinned(self, outcome: Outcome) -> tuple[str, ...]:
        """The facts in the descriptor that the outcome rests on, the most particular first."""
        return self._grounds[outcome.rule].under(self.facts).pinned

    def place(self, path: str) -> Place | None:
        """Where the descriptor states the fact; None where it does not, as it never does what is looked up."""
        return None if self._policy.vocabulary[path].reference else self.pin(path)

    def pin(self, path: str) -> Place | None:
        """Where the descriptor states a fact that can be stated; None where it does not."""
        if path not in self._places:
            self._places[path] = self._exchange.locate(route_of(path, self._part))
        return self._places[path]

    def known(self, path: str) -> Known | None:
        """What the fact was looked up in; None of one that is stated, or not known."""
        if path not in self._known:
            self._known[path] = basis_of(self._policy, path, self.facts, self._day)
        return self._known[path]


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
