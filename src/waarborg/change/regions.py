"""Regions: the fewest facts under which a rule counts differently, each with a witness that `core.judge` confirms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from waarborg.change.logic import (
    Deadline,
    Expression,
    conjunction,
    disjunction,
    negation,
)
from waarborg.change.outcomes import Contribution, texts_of
from waarborg.change.points import DisagreementError, Points
from waarborg.change.referents import reference_of
from waarborg.change.space import GUESSED
from waarborg.change.standing import answer_of, direction_between, transition_at, transition_expression
from waarborg.change.witness import Choice, Stated, descriptor_of, exchange_of, statable_part, stated_of
from waarborg.core.condition import facts_read
from waarborg.core.difference import Answer, Clause, Region, Transition
from waarborg.core.policy import Kind
from waarborg.core.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from waarborg.change.logic import Model
    from waarborg.change.outcomes import Outcomes
    from waarborg.change.sides import Side
    from waarborg.change.space import Space


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Found:
    """A region as it was found, and the expression that leaves it out of the further search.

    Not `confirmed`: it needs what no descriptor can state, and `expression` holds where that is needed.
    """

    transition: Transition
    region: Region
    expression: Expression
    confirmed: bool


class Regions:
    """Makes the region of a part that differs."""

    def __init__(
        self, space: Space, sides: tuple[Side, Side], outcomes: tuple[Outcomes, Outcomes], deadline: Deadline
    ) -> None:
        self._space = space
        self._sides = sides
        self._old, self._new = outcomes
        self._points = Points(space, deadline)
        self._texts = texts_of(sides)

    @property
    def quiet(self) -> list[Expression]:
        """That no decision is recorded: what a witness should need only where it must."""
        return [negation(go.literal) for go in self._space.goes]

    def may_differ(self, identifier: str) -> bool:
        """Whether the two sides' contributions of that rule are not plainly the same."""
        old, new = self._old.contributions.get(identifier), self._new.contributions.get(identifier)
        if old is None or new is None:
            return True
        alike = old.counts.certain == new.counts.certain and old.settled == new.settled
        return not (alike and old.kind is new.kind and old.brings == new.brings)

    def region_at(self, model: Model) -> Found:
        """The region of the part that `model` is."""
        transition = transition_at(model, self._old, self._new)
        point = self._points.at(model)
        rules = self._differing_rules(model)
        pivot = max(rules, key=lambda identifier: self._weight(identifier, model, transition))
        clauses = self._clauses(pivot, model, point)
        choices, stated, answers, confirmed = self._witness(transition, point)
        literals = {id(choice): literal for choice, literal in point}
        expression = conjunction(
            [self._clause_expression(clause) for clause in clauses]
            if confirmed
            else [literals[id(choice)] for choice in choices]
        )
        descriptor = descriptor_of(
            stated, f"{transition.old.name}-{transition.new.name}".lower().replace("_", "-"), self._space.vocabulary
        )
        shown = tuple(self._shown(clause) for clause in clauses)
        return Found(transition, Region(pivot, shown, tuple(rules), descriptor, answers), expression, confirmed)

    def _shown(self, clause: Clause) -> Clause:
        """The clause with every code that the chosen ones stand for."""
        pool = self._space.pools.get(clause.path)
        if pool is None or clause.member:
            return clause
        return replace(clause, values=frozenset(each for code in clause.values for each in pool.classes[str(code)]))

    # -- the rules that differ

    def _brought(self, contribution: Contribution | None, model: Model) -> tuple[Level, str]:
        """What a rule brings at a part: its level, and the authority, obligation or finality that come with it."""
        if contribution is None or not model.truth(contribution.counts.certain):
            return (Level.PERMITTED, "")
        if contribution.kind is Kind.WEIGHING and model.truth(contribution.settled):
            return (Level.PERMITTED_WITH_CONDITIONS, "")
        extra = "lasting" if contribution.kind is Kind.PROHIBITION else contribution.brings
        return (contribution.level, extra)

    def _differing_rules(self, model: Model) -> list[str]:
        identifiers = sorted({*self._old.contributions, *self._new.contributions})
        return [
            identifier
            for identifier in identifiers
            if self._brought(self._old.contributions.get(identifier), model)
            != self._brought(self._new.contributions.get(identifier), model)
        ]

    def _weight(self, identifier: str, model: Model, transition: Transition) -> tuple[bool, Level, str]:
        """The rule that explains a transition best: one that brings what the graver side has and the other lacks."""
        old = self._brought(self._old.contributions.get(identifier), model)
        new = self._brought(self._new.contributions.get(identifier), model)
        graver = max(transition.old, transition.new)
        reaches = max(old[0], new[0]) == graver.level
        if transition.old == transition.new:
            missing = self._brings_at(model)
            reaches = bool({old[1], new[1]} & missing)
        elif transition.old.level == transition.new.level:
            reaches = "lasting" in (old[1], new[1])
        return (reaches, max(old[0], new[0]), identifier)

    def _brings_at(self, model: Model) -> set[str]:
        old, new = (
            {name for name, literal in outcomes.brings.items() if model.truth(literal)}
            for outcomes in (self._old, self._new)
        )
        return old ^ new

    def _pattern(self, identifier: str, model: Model) -> Expression:
        """That the rule contributes on both sides as it does at `model`."""
        parts = []
        for outcomes in (self._old, self._new):
            contribution = outcomes.contributions.get(identifier)
            if contribution is None:
                continue
            counted = model.truth(contribution.counts.certain)
            parts.append(contribution.counts.certain if counted else negation(contribution.counts.certain))
            if counted and contribution.kind is Kind.WEIGHING:
                settled = model.truth(contribution.settled)
                parts.append(contribution.settled if settled else negation(contribution.settled))
        return conjunction(parts)

    # -- the fewest facts

    def _clauses(self, pivot: str, model: Model, point: Sequence[tuple[Choice, Expression]]) -> list[Clause]:
        pattern = self._pattern(pivot, model)
        read = self._facts_of(pivot)
        mine = [pair for pair in point if _base(pair[0]) in read]
        refuted = self._points.proxy(negation(pattern))
        kept = self._points.fewest(mine, refuted)
        return [clause for choice, _ in kept if (clause := self._widened(choice, kept, refuted)) is not None]

    def _facts_of(self, identifier: str) -> frozenset[str]:
        found: set[str] = set()
        for side, outcomes in zip(self._sides, (self._old, self._new), strict=True):
            contribution = outcomes.contributions.get(identifier)
            if contribution is not None:
                found |= facts_read(contribution.condition, side.policy.definitions)
        found |= {reference_of(path, self._space.vocabulary) for path in found}
        return frozenset(found | {f"go {identifier}"})

    def _widened(self, choice: Choice, kept: Sequence[tuple[Choice, Expression]], refuted: Expression) -> Clause | None:
        """The clause of a kept choice with every value that does as well; None where every value does."""
        if choice.go is not None:
            return Clause(f"go {choice.go.rule}", frozenset({choice.value}), rule=choice.go.rule)
        if choice.member:
            return Clause(choice.path, frozenset({choice.value}), member=choice.member)
        group = self._points.literals[choice.path]
        if len(group) == 2:  # noqa: PLR2004 (a bool, or a fact of two values: the other one does not do)
            return Clause(choice.path, frozenset({choice.value}))
        others = [literal for other, literal in kept if other is not choice]
        bad: list[Expression] = []
        doing = {other.value for other, _ in group}
        while self._points.solver.holds([*others, refuted, *bad]):
            model = self._points.solver.model()
            failing = next(pair for pair in group if model.truth(pair[1]))
            doing.discard(failing[0].value)
            bad.append(negation(failing[1]))
        return Clause(choice.path, frozenset(doing)) if len(doing) < len(group) else None

    def _clause_expression(self, clause: Clause) -> Expression:
        if clause.rule:
            literals = [go.literal for go in self._space.goes if go.rule == clause.rule]
            held = disjunction(literals)
            return held if True in clause.values else negation(held)
        key = f"{clause.path}∋{clause.member}" if clause.member else clause.path
        return disjunction(literal for choice, literal in self._points.literals[key] if choice.value in clause.values)

    # -- the witness

    def _witness(
        self, transition: Transition, point: Sequence[tuple[Choice, Expression]]
    ) -> tuple[list[Choice], Stated, tuple[Answer, Answer], bool]:
        refuted = self._points.proxy(negation(transition_expression(transition, self._old, self._new)))
        every = [choice for choice, _ in point]
        pairs, can_be_stated = self._points.needed(point, refuted)
        needed = [choice for choice, _ in pairs]
        stated = self._stated(needed, every)
        answers = self.replayed(stated)
        if not can_be_stated or self._agrees(answers, transition):
            return needed, stated, answers, can_be_stated
        stated = self._stated(statable_part(every), every)
        answers = self.replayed(stated)
        if self._agrees(answers, transition):
            return needed, stated, answers, True
        if any(each.path.endswith(GUESSED) for each in every):
            return every, stated, answers, False
        message = f"{transition} is not what `core.judge` says of {dict(stated.facts)}: {answers}"
        raise DisagreementError(message)

    def _stated(self, needed: Iterable[Choice], point: Iterable[Choice]) -> Stated:
        day = max(side.day for side in self._sides)
        return stated_of(needed, point, day, self._space.vocabulary)

    def replayed(self, stated: Stated) -> tuple[Answer, Answer]:
        """What `core.judge` says of the first part, on both sides."""
        exchange = exchange_of(stated)
        old, new = (
            answer_of(side.judge.judge(exchange).parts[0], texts)
            for side, texts in zip(self._sides, self._texts, strict=True)
        )
        return old, new

    def _agrees(self, answers: tuple[Answer, Answer], transition: Transition) -> bool:
        old, new = answers
        if old.standing is None or new.standing is None:
            return False
        more, less = bool(new.brings - old.brings), bool(old.brings - new.brings)
        found = Transition(
            old.standing, new.standing, direction_between(old.standing, new.standing, more=more, less=less)
        )
        return found == transition


def _base(choice: Choice) -> str:
    """What a choice is about: a fact's path, also where its value is guessed, or the rule of a decision."""
    return f"go {choice.go.rule}" if choice.go is not None else choice.path.removesuffix(GUESSED)
