"""Proofs about one policy on one day: its invariants, and what can never matter in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.change.answers import texts_of
from waarborg.change.logic import FALSE, Expression, conjunction, disjunction, negation
from waarborg.change.outcomes import Contribution, added_up, differing, go_aheads, outcomes_of
from waarborg.change.points import DisagreementError, Points
from waarborg.change.sides import Side
from waarborg.change.solver import Deadline, OutOfBudgetError
from waarborg.change.space import Space
from waarborg.change.symbolic import Reading
from waarborg.change.ties import plain_part, received
from waarborg.change.witness import believed, descriptor_of, statable_part, stated_of
from waarborg.core import truth
from waarborg.core.condition import facts_read
from waarborg.core.exchange import Exchange, parties_of
from waarborg.core.invariant import Answered, Claim, Invariant, Proof
from waarborg.core.policy import Kind
from waarborg.core.reasons import branch_of
from waarborg.core.record import replace
from waarborg.core.ruling import COVERAGE, trigger_of
from waarborg.core.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from waarborg.change.solver import Model
    from waarborg.core.policy import Policy
    from waarborg.core.verdict import ExchangeVerdict

    Reader = Callable[[Mapping[str, Any], Policy], Any]
    """Gives the exchange of a descriptor under a policy, or the problems for which it is refused."""


def proofs_of(  # noqa: PLR0913 (what a proof is about, and its means)
    policy: Policy,
    day: date,
    invariants: Sequence[Invariant],
    *,
    ranges: Mapping[str, tuple[int, int | None]],
    budget: float,
    clock: Callable[[], float],
    read: Reader,
) -> tuple[Proof, ...]:
    """What came of each invariant, and everything that can never matter; a claim that time ran out on is undecided.

    Every witness is read by `read` and judged by `core.judge` before it is given.
    """
    side = Side(policy, day)
    prover = _Prover(side, invariants, ranges, Deadline(budget, clock), read)
    proofs = [prover.invariant(each) for each in invariants]
    return (*proofs, *prover.lint())


class _Prover:
    def __init__(
        self,
        side: Side,
        invariants: Sequence[Invariant],
        ranges: Mapping[str, tuple[int, int | None]],
        deadline: Deadline,
        read: Reader,
    ) -> None:
        self._side = side
        self._read = read
        definitions = side.policy.definitions
        conditions = [*(each.when for each in invariants), *definitions.values()]
        read_of_them = frozenset[str]().union(*(facts_read(each, definitions) for each in conditions))
        self._world = World(side.policy, side.day, read_of_them)
        self._space = Space([side], side.tests(conditions), ranges, opened=False)
        self._goes = go_aheads([side])
        self._space.goes = tuple(self._goes)
        self._outcomes = outcomes_of(side, self._space, self._goes, texts_of([side])[0])
        self._reading = Reading(side, self._space)
        for each in conditions:  # what is guessed of a partner is a part of every point
            self._reading.read(each)
        self._points = Points(self._space, deadline)
        self._plain = [self._points.proxy(each) for each in plain_part(self._space)]

    def invariant(self, invariant: Invariant) -> Proof:
        """Whether the invariant holds of every part, with a part that shows where it does not."""
        broken = self._broken(invariant)

        def shows(verdict: ExchangeVerdict) -> bool:
            part = verdict.parts[0]
            facts = self._world.facts_of(verdict.exchange, part.part, parties_of(verdict.exchange))
            holds = branch_of(invariant.when, facts, self._side.policy.definitions).truth
            if invariant.at_least is not None:
                return holds is truth.TRUE and part.bounds.at_best < invariant.at_least
            counted = [each for each in part.outcomes if each.rule.id in invariant.silent]
            return holds is not truth.FALSE and (
                invariant.impossible or any(each.truth is not truth.FALSE for each in counted)
            )

        return self._claim(Claim.INVARIANT, invariant.id, broken, shows)

    def _broken(self, invariant: Invariant) -> Expression:
        when = self._reading.read(invariant.when).certain
        if invariant.impossible:
            return when
        if invariant.at_least is not None:
            reached = self._outcomes.reaches[invariant.at_least].certain
            undecided = [negation(go.literal) for go in self._goes if go.rule in invariant.undecided]
            return conjunction([when, negation(reached), *undecided, *received(self._space.scalars, self._space.sets)])
        counted = [self._counts(identifier) for identifier in invariant.silent]
        return conjunction([when, disjunction(counted)])

    def _counts(self, identifier: str) -> Expression:
        """Where the rule counts; a rule that is not in force counts nowhere."""
        found = self._outcomes.contributions.get(identifier)
        return found.counts.certain if found else FALSE

    def _claim(self, claim: Claim, subject: str, broken: Expression, shows: Callable[[ExchangeVerdict], bool]) -> Proof:
        """What came of the claim that `broken` holds nowhere; undecided where only what nobody can state shows it."""
        try:
            if broken == FALSE or not self._points.possible([self._points.proxy(broken)]):
                return Proof(claim, subject, Answered.PROVED)
            witness = self._witness(subject, broken, shows)
        except OutOfBudgetError:
            witness = None
        return Proof(claim, subject, Answered.REFUTED if witness else Answered.UNDECIDED, witness)

    def _witness(
        self, subject: str, broken: Expression, shows: Callable[[ExchangeVerdict], bool]
    ) -> Mapping[str, Any] | None:
        """The descriptor of a part in which `broken` holds, as few of its facts as `core.judge` needs to show it."""
        model = self._plain_model(self._points.proxy(broken))
        point = self._points.at(model)
        every = [choice for choice, _ in point]
        refuted = self._points.proxy(negation(broken))
        pairs, can_be_stated = self._points.needed(point, refuted, model)
        fewest = [choice for choice, _ in self._points.fewest(pairs, refuted, model)] if can_be_stated else []
        whole = statable_part(every, self._side.day)
        for needed in (fewest, whole):
            stated = stated_of(needed, every, self._side.day, self._space.vocabulary)
            descriptor = descriptor_of(stated, "counterexample", self._space.vocabulary)
            if shows(self._judged(descriptor)):
                return descriptor
        if len(whole) == len(every) and believed(stated):
            message = f"`core.judge` does not confirm the counterexample to `{subject}`: {descriptor}"
            raise DisagreementError(message)
        return None

    def _plain_model(self, asked: Expression) -> Model:
        """A part of which that holds: one that a descriptor can state if there is any, as far as that is known."""
        plain = self._plain
        while not self._points.possible([asked, *plain]):
            core = self._points.solver.core()
            loose = next(each for each in reversed(plain) if each in core)
            plain = [each for each in plain if each != loose]
        return self._points.solver.model()

    def _judged(self, descriptor: Mapping[str, Any]) -> ExchangeVerdict:
        exchange = self._read(descriptor, self._side.policy)
        if not isinstance(exchange, Exchange):
            message = f"the witness {descriptor} is no descriptor: {'; '.join(map(str, exchange))}"
            raise DisagreementError(message)
        return self._side.judge.judge(exchange)

    def lint(self) -> Iterator[Proof]:
        """Everything of the policy that provably never matters, and an exchange that nothing covers."""
        for contribution in self._outcomes.contributions.values():
            if contribution.id != COVERAGE:
                yield from self._rule(contribution)
        for name, condition in self._side.policy.definitions.items():
            holds = self._reading.read(condition).certain
            yield from self._proved(Claim.NEVER_TRUE, name, holds)
            yield from self._proved(Claim.ALWAYS_TRUE, name, negation(holds))
        yield from self._overrides()
        uncovered = self._claim(Claim.COVERED, COVERAGE, self._counts(COVERAGE), _uncovered)
        if uncovered.answered is not Answered.PROVED:
            yield uncovered

    def _rule(self, contribution: Contribution) -> Iterator[Proof]:
        counts = contribution.counts.certain
        never = list(self._proved(Claim.NEVER_COUNTS, contribution.id, counts))
        yield from never
        yield from self._proved(Claim.ALWAYS_COUNTS, contribution.id, negation(counts))
        if never or contribution.kind is Kind.REMARK or (contribution.rule and contribution.rule.overrides):
            return
        others = {name: each for name, each in self._outcomes.contributions.items() if name != contribution.id}
        changed = differing(self._outcomes, added_up(others))
        for proof in self._proved(Claim.CHANGES_NOTHING, contribution.id, changed):
            proved = proof.answered is Answered.PROVED
            hiding, together = self._hiding(contribution, others) if proved else ((), False)
            yield replace(proof, others=hiding, together=together)

    def _proved(self, claim: Claim, subject: str, broken: Expression) -> Iterator[Proof]:
        """The claim, where it is proved that `broken` holds nowhere or where that could not be told."""
        try:
            if broken == FALSE or not self._points.possible([self._points.proxy(broken)]):
                yield Proof(claim, subject, Answered.PROVED)
        except OutOfBudgetError:
            yield Proof(claim, subject, Answered.UNDECIDED)

    def _hiding(self, hidden: Contribution, others: Mapping[str, Contribution]) -> tuple[tuple[str, ...], bool]:
        """The rules that count wherever the hidden one does, and bring at least as much.

        Each does so by itself, or where none does and it is true, few of which one always counts. None where that is
        not why the rule is hidden, or the time is up.
        """
        counts = self._points.proxy(hidden.counts.certain)
        apart = {
            name: self._points.proxy(negation(other.counts.certain))
            for name, other in others.items()
            if other.level >= hidden.level
        }
        holds = self._points.possible
        try:
            alone = [name for name, literal in apart.items() if not holds([counts, literal])]
            if alone or holds([counts, *apart.values()]):
                return tuple(sorted(alone)), False
            core = self._points.solver.core()
            kept = [name for name, literal in apart.items() if literal in core]
            for name in tuple(kept):
                fewer = [other for other in kept if other != name]
                kept = kept if holds([counts, *(apart[other] for other in fewer)]) else fewer
        except OutOfBudgetError:
            return (), False
        return tuple(sorted(kept)), True

    def _overrides(self) -> Iterator[Proof]:
        rules = {ruling.id: ruling.rule for ruling in self._side.rulings if ruling.rule is not None}
        for lifter in rules.values():
            for name in lifter.overrides:
                lifted = rules.get(name)
                if lifted is not None:
                    both = [self._reading.read(each).certain for each in (lifter.when, trigger_of(lifted))]
                    for proof in self._proved(Claim.IDLE_OVERRIDE, lifter.id, conjunction(both)):
                        yield replace(proof, others=(name,))


def _uncovered(verdict: ExchangeVerdict) -> bool:
    return verdict.parts[0].covered is not truth.TRUE
