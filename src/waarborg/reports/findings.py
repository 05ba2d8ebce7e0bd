"""What every report says of a verdict: the rules that count with their reasons, the referrals, the questions."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from waarborg.core.exchange import route_of
from waarborg.core.explain import Reasons, found_by
from waarborg.core.policy import Kind, Known
from waarborg.core.record import record, replace
from waarborg.core.ruling import trigger_of
from waarborg.core.truth import TRUE
from waarborg.core.verdict import Level
from waarborg.core.vocabulary import HalfKnown
from waarborg.core.world import basis_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from waarborg.core.exchange import Part
    from waarborg.core.explain import Deciding, Reason
    from waarborg.core.place import Place
    from waarborg.core.policy import Policy, Rule
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
        """Where the most particular of the stated facts stands: the deepest path, and of those the last in the text."""
        by_depth: dict[int, list[str]] = {}
        for path in self.basis.paths(self.outcome):
            by_depth.setdefault(path.count("."), []).append(path)
        for depth in sorted(by_depth, reverse=True):
            places = [place for path in by_depth[depth] if (place := self.basis.place(path))]
            if places:
                return max(places, key=lambda place: place.line)
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


def findings(
    verdict: ExchangeVerdict, policy: Policy, *, silent: bool = False, above: Level | None = None
) -> tuple[Finding, ...]:
    """The rules that contribute or may, worst first; remarks that hold; those lifted; with `silent`, all others too.

    Where `above` is given, those alone that contribute more than it, or may.
    """
    found: list[Finding] = []
    for part in verdict.parts:
        basis = _Basis(verdict, part, policy)
        found += [
            Finding(outcome, (part.part,), basis)
            for outcome in (part.outcomes if silent else part.heard)
            if (above is None or outcome.contributes.at_worst > above) and (silent or speaks(outcome))
        ]
    gathered = found if len(verdict.parts) == 1 else _merged(found)
    return tuple(sorted(gathered, key=lambda finding: (-severity(finding.outcome), finding.rule.id)))


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


def speaks(outcome: Outcome) -> bool:
    """Whether there is something to say of the rule: it counts, may count, was lifted, or is a remark that holds."""
    if outcome.rule.kind is Kind.REMARK:
        return outcome.truth is TRUE
    return outcome.contributes.at_worst is not Level.PERMITTED or (outcome.truth is TRUE and bool(outcome.lifted_by))


def severity(outcome: Outcome) -> int:
    """The order in which findings are shown: certain before possible, grave before light, remarks last."""
    return 10 * outcome.contributes.at_best + outcome.contributes.at_worst


class Grounds(dict["Rule", "Deciding"]):
    """What gives the reasons of each rule, made ready when they are first asked for; `coverage` those of `covers`."""

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self._reasons = Reasons(policy.definitions)
        self._covers = policy.covers

    def __missing__(self, rule: Rule) -> Deciding:
        made = self[rule] = self._reasons.deciding(trigger_of(rule))
        return made

    @cached_property
    def coverage(self) -> Deciding:
        """What gives the reasons why the policy covers an exchange, or does not."""
        return self._reasons.deciding(self._covers)


grounds_under = lru_cache(maxsize=FEW)(Grounds)
"""The same for all findings under a policy."""


class _Basis:
    """What outcomes of one part rest on; what a fact rests on is looked for when it is asked, and once."""

    def __init__(self, verdict: ExchangeVerdict, part: PartVerdict, policy: Policy) -> None:
        self.facts = part.facts
        self._part = part.part
        self._exchange = verdict.exchange
        self._day = verdict.facts_as_of
        self._policy = policy
        self._deciding = grounds_under(policy)
        self._places: dict[str, Place | None] = {}
        self._known: dict[str, Known | None] = {}

    def grounds(self, outcome: Outcome) -> Iterator[Ground]:
        """The facts that the outcome rests on, in the order of the rule's condition."""
        for reason in found_by(self._deciding[outcome.rule], self.facts):
            for path in reason.paths:
                yield Ground(path, self.facts.get(path), reason, self)

    def paths(self, outcome: Outcome) -> dict[str, None]:
        """The facts that the outcome rests on, each once."""
        _, reasons = self._deciding[outcome.rule](self.facts)
        return {path: None for reason in reasons for path in reason.paths}

    def place(self, path: str) -> Place | None:
        """Where the descriptor states the fact; None where it does not, as it never does what is looked up."""
        if path not in self._places:
            looked_up = self._policy.vocabulary.facts[path].reference
            self._places[path] = None if looked_up else self._exchange.locate(route_of(path, self._part))
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
