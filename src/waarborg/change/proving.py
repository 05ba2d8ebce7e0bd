"""Proofs about one policy on one day: its invariants, and what can never matter in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.change.logic import FALSE, Deadline, Expression, OutOfBudgetError, conjunction, disjunction, negation
from waarborg.change.outcomes import Contribution, added_up, differing, go_aheads, outcomes_of, texts_of
from waarborg.change.points import DisagreementError, Points
from waarborg.change.sides import Side
from waarborg.change.space import Space
from waarborg.change.standing import answer_of
from waarborg.change.symbolic import Reading
from waarborg.change.witness import Stated, descriptor_of, exchange_of, stated_of
from waarborg.core.invariant import Answered, Invariant, Proof
from waarborg.core.policy import Kind
from waarborg.core.ruling import COVERAGE, trigger_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from waarborg.core.policy import Policy


def proofs_of(  # noqa: PLR0913 (what a proof is about, and its means)
    policy: Policy,
    day: date,
    invariants: Sequence[Invariant],
    *,
    ranges: Mapping[str, tuple[int, int | None]],
    budget: float,
    clock: Callable[[], float],
) -> tuple[Proof, ...]:
    """What came of each invariant, and everything that can never matter; a claim that time ran out on is undecided."""
    side = Side(policy, day)
    prover = _Prover(side, invariants, ranges, Deadline(budget, clock))
    proofs = [prover.invariant(each) for each in invariants]
    return (*proofs, *prover.lint())


class _Prover:
    def __init__(
        self,
        side: Side,
        invariants: Sequence[Invariant],
        ranges: Mapping[str, tuple[int, int | None]],
        deadline: Deadline,
    ) -> None:
        self._side = side
        self._space = Space([side], side.tests(each.when for each in invariants), ranges, opened=False)
        self._goes = go_aheads([side])
        self._space.goes = tuple(self._goes)
        [self._texts] = texts_of([side])
        self._outcomes = outcomes_of(side, self._space, self._goes, self._texts)
        self._reading = Reading(side, self._space)
        self._points = Points(self._space, deadline)

    # -- invariants

    def invariant(self, invariant: Invariant) -> Proof:
        """Whether the invariant holds of every part, with a part that shows where it does not."""
        broken = self._broken(invariant)

        def shows(answer: Any) -> bool:
            if invariant.at_least is not None:
                return bool(answer.at_best < invariant.at_least)
            return True

        return self._claim("invariant", invariant.id, broken, shows)

    def _broken(self, invariant: Invariant) -> Expression:
        when = self._reading.read(invariant.when).certain
        if invariant.impossible:
            return when
        if invariant.at_least is not None:
            reached = self._outcomes.reaches[invariant.at_least].certain
            undecided = [negation(go.literal) for go in self._goes if go.rule in invariant.undecided]
            return conjunction([when, negation(reached), *undecided])
        counted = [self._counts(identifier) for identifier in invariant.silent]
        return conjunction([when, disjunction(counted)])

    def _counts(self, identifier: str) -> Expression:
        """Where the rule counts; a rule that is not in force counts nowhere."""
        found = self._outcomes.contributions.get(identifier)
        return found.counts.certain if found else FALSE

    def _claim(self, claim: str, subject: str, broken: Expression, shows: Callable[[Any], bool]) -> Proof:
        try:
            if broken == FALSE or not self._points.solver.holds([self._points.proxy(broken)]):
                return Proof(claim, subject, Answered.PROVED)
            witness, answer = self._witness(broken)
        except OutOfBudgetError:
            return Proof(claim, subject, Answered.UNDECIDED)
        if not shows(answer):
            message = f"`core.judge` does not confirm the counterexample to `{subject}`: {dict(witness)}"
            raise DisagreementError(message)
        return Proof(claim, subject, Answered.REFUTED, witness)

    def _witness(self, broken: Expression) -> tuple[Mapping[str, Any], Any]:
        """A part in which `broken` holds, as few of its facts as it takes, and what `core.judge` says of it."""
        point = self._points.at(self._points.solver.model())
        refuted = self._points.proxy(negation(broken))
        pairs = self._points.fewest(self._points.needed(point, refuted)[0], refuted)
        vocabulary = self._space.vocabulary
        stated = stated_of([c for c, _ in pairs], [c for c, _ in point], self._side.day, vocabulary)
        return descriptor_of(stated, "counterexample", vocabulary), self._judged(stated)

    def _judged(self, stated: Stated) -> Any:
        return answer_of(self._side.judge.judge(exchange_of(stated)).parts[0], self._texts)

    # -- what can never matter

    def lint(self) -> Iterator[Proof]:
        """Everything of the policy that provably never matters, and an exchange that nothing covers."""
        for contribution in self._outcomes.contributions.values():
            if contribution.id != COVERAGE:
                yield from self._rule(contribution)
        for name in self._side.policy.definitions:
            truth = self._reading.read(self._side.policy.definitions[name]).certain
            yield from self._proved("definition is never true", name, truth)
            yield from self._proved("definition is always true", name, negation(truth))
        yield from self._overrides()
        uncovered = self._claim("covered", COVERAGE, self._counts(COVERAGE), lambda _answer: True)
        if uncovered.answered is not Answered.PROVED:
            yield uncovered

    def _rule(self, contribution: Contribution) -> Iterator[Proof]:
        counts = contribution.counts.certain
        never = list(self._proved("rule never counts", contribution.id, counts))
        yield from never
        yield from self._proved("rule always counts", contribution.id, negation(counts))
        if never or contribution.kind is Kind.REMARK or (contribution.rule and contribution.rule.overrides):
            return
        others = {name: each for name, each in self._outcomes.contributions.items() if name != contribution.id}
        changed = differing(self._outcomes, added_up(others))
        for proof in self._proved("rule never changes an outcome", contribution.id, changed):
            yield Proof(proof.claim, proof.subject, proof.answered, others=self._hiding(contribution, others))

    def _proved(self, claim: str, subject: str, broken: Expression) -> Iterator[Proof]:
        """The claim, where it is proved that `broken` holds nowhere or where that could not be told."""
        try:
            if broken == FALSE or not self._points.solver.holds([self._points.proxy(broken)]):
                yield Proof(claim, subject, Answered.PROVED)
        except OutOfBudgetError:
            yield Proof(claim, subject, Answered.UNDECIDED)

    def _hiding(self, hidden: Contribution, others: Mapping[str, Contribution]) -> tuple[str, ...]:
        """The rules that count wherever the hidden one does, and bring at least as much."""
        counts = self._points.proxy(hidden.counts.certain)
        found = []
        for name, other in others.items():
            if other.level >= hidden.level:
                apart = self._points.proxy(negation(other.counts.certain))
                if not self._points.solver.holds([counts, apart]):
                    found.append(name)
        return tuple(sorted(found))

    def _overrides(self) -> Iterator[Proof]:
        rules = {ruling.id: ruling.rule for ruling in self._side.rulings if ruling.rule is not None}
        for lifter in rules.values():
            for name in lifter.overrides:
                lifted = rules.get(name)
                if lifted is not None:
                    both = [self._reading.read(each).certain for each in (lifter.when, trigger_of(lifted))]
                    yield from self._proved("override never matters", f"{lifter.id} over {name}", conjunction(both))
