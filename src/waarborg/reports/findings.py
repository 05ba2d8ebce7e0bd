"""What every report says of a verdict: the rules that count with their reasons, the referrals, the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.condition import FactOperand
from waarborg.core.exchange import route_of
from waarborg.core.explain import Reason, Reasons
from waarborg.core.policy import Kind, Known
from waarborg.core.record import record, replace, value_record
from waarborg.core.ruling import trigger_of
from waarborg.core.truth import TRUE
from waarborg.core.verdict import Level
from waarborg.core.vocabulary import HalfKnown
from waarborg.core.world import basis_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from waarborg.core.exchange import Part
    from waarborg.core.judge import Judge
    from waarborg.core.place import Place
    from waarborg.core.policy import Policy, Rule
    from waarborg.core.verdict import ExchangeVerdict, Outcome
    from waarborg.core.vocabulary import Facts, Value

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


@value_record
class Ground:
    """A fact that a rule's outcome rests on: its value (None: not known), its place, or what it was looked up in."""

    path: str
    value: Value | None
    place: Place | None
    known: Known | None
    reason: Reason

    @property
    def open(self) -> bool:
        """Whether the fact is not, or not wholly, known."""
        return self.value is None or isinstance(self.value, HalfKnown)


@record
class Finding:
    """One rule's outcome with its grounds, and a weighing's factors, for every part in which it came out the same."""

    outcome: Outcome
    parts: tuple[Part, ...]
    grounds: tuple[Ground, ...]
    factors: tuple[tuple[str, Known], ...] = ()

    @property
    def rule(self) -> Rule:
        """The rule that the finding is of."""
        return self.outcome.rule


def findings(
    verdict: ExchangeVerdict, judge: Judge, policy: Policy, *, silent: bool = False, above: Level | None = None
) -> tuple[Finding, ...]:
    """The rules that contribute or may, worst first; remarks that hold; those lifted; with `silent`, all others too.

    Where `above` is given, those alone that contribute more than it, or may.
    """
    found: list[Finding] = []
    for part in verdict.parts:
        facts = judge.facts_of(verdict, part.part)
        grounds = _Grounds(verdict, part.part, facts, policy)
        for outcome in part.outcomes if silent else filter(speaks, part.heard):
            if above is not None and outcome.contributes.at_worst <= above:
                continue
            factors = tuple(_factors(outcome, facts, verdict, policy))
            found.append(Finding(outcome, (part.part,), grounds.of(outcome), factors))
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
    told = (finding.grounds, finding.factors)
    return (outcome.rule.id, outcome.truth, outcome.contributes, outcome.lifted_by, indices, told)


def speaks(outcome: Outcome) -> bool:
    """Whether there is something to say of the rule: it counts, may count, was lifted, or is a remark that holds."""
    if outcome.rule.kind is Kind.REMARK:
        return outcome.truth is TRUE
    return outcome.contributes.at_worst is not Level.PERMITTED or (outcome.truth is TRUE and bool(outcome.lifted_by))


def severity(outcome: Outcome) -> int:
    """The order in which findings are shown: certain before possible, grave before light, remarks last."""
    return 10 * outcome.contributes.at_best + outcome.contributes.at_worst


class _Grounds:
    """What outcomes of one part rest on; each fact is looked for once."""

    def __init__(self, verdict: ExchangeVerdict, part: Part, facts: Facts, policy: Policy) -> None:
        self._verdict = verdict
        self._part = part
        self._facts = facts
        self._policy = policy
        self._reasons = Reasons(facts, policy.definitions)
        self._found: dict[str, tuple[Place | None, Known | None]] = {}

    def of(self, outcome: Outcome) -> tuple[Ground, ...]:
        """The facts that the outcome rests on, in the order of the rule's condition."""
        return tuple(self._grounds(outcome))

    def _grounds(self, outcome: Outcome) -> Iterator[Ground]:
        for reason in self._reasons.of(trigger_of(outcome.rule)):
            path, operand = reason.test.fact, reason.test.operand
            yield Ground(path, self._facts.get(path), *self._basis(path), reason)
            if isinstance(operand, FactOperand):
                yield Ground(operand.path, self._facts.get(operand.path), *self._basis(operand.path), reason)

    def _basis(self, path: str) -> tuple[Place | None, Known | None]:
        """Where the descriptor states the fact, or what it was looked up in."""
        if path not in self._found:
            place = self._verdict.exchange.locate(route_of(path, self._part))
            day = self._verdict.facts_as_of
            self._found[path] = place, None if place else basis_of(self._policy, path, self._facts, day)
        return self._found[path]


def _factors(
    outcome: Outcome, facts: dict[str, Value], verdict: ExchangeVerdict, policy: Policy
) -> Iterator[tuple[str, Known]]:
    for path in outcome.rule.factors:
        known = basis_of(policy, path, facts, verdict.facts_as_of)
        if known is not None:
            yield path, known


def unconfirmed(finding: Finding, policy: Policy) -> list[str]:
    """What the finding rests on that nobody has confirmed: sources and attributes from memory, figures held over."""
    cited = {cite.source: cite.mark or policy.sources[cite.source].mark for cite in finding.rule.sources}
    recalled = [source for source, mark in cited.items() if mark == "recalled"]
    looked_up = [(ground.path, ground.known) for ground in finding.grounds if ground.known is not None]
    said = [
        f"{path} ({known.note if known.basis == 'stale' else known.source})"
        for path, known in (*looked_up, *finding.factors)
        if known.basis in {"recalled", "stale"}
    ]
    return list(dict.fromkeys(recalled + said))


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
