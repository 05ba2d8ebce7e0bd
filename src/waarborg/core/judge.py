"""The judgement: what a policy makes of an exchange, as bounds that no missing fact can soften."""

from __future__ import annotations

from bisect import bisect_right
from functools import reduce
from itertools import chain
from typing import TYPE_CHECKING

from waarborg.core.curing import exchange_curable, part_curable
from waarborg.core.decisions import Decided, stops_out_of_force, unsettling
from waarborg.core.exchange import alike_parts, parties_of
from waarborg.core.record import record
from waarborg.core.rulebook import Rulebook, heard_of
from waarborg.core.ruling import Ruling, coverage_of, rulings_of
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, negation
from waarborg.core.verdict import Bounds, ExchangeVerdict, Level, Missing, PartVerdict
from waarborg.core.world import World

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from waarborg.core.exchange import Exchange, Part
    from waarborg.core.policy import Policy
    from waarborg.core.undecided import Opening, Undecided
    from waarborg.core.verdict import Outcome
    from waarborg.core.vocabulary import Facts

MOST_WORLDS = 64
"""How many days' worlds are kept: a stream of exchanges of many days must not fill the memory."""


class Judge:
    """Judges exchanges under one policy; the rules in force on a day are compiled once.

    `facts_as_of` and `law_as_of` replace the exchange's own date for the world and for the rules.
    """

    def __init__(self, policy: Policy, *, facts_as_of: date | None = None, law_as_of: date | None = None) -> None:
        self._policy = policy
        self._facts_as_of = facts_as_of
        self._law_as_of = law_as_of
        self._coverage = coverage_of(policy)
        self._coverages: dict[date, Ruling] = {}
        self._needed = policy.facts()
        self._turns = sorted({turn for rule in policy.rules for turn in rule.in_force.turns()})
        self._rulebooks: dict[int, Rulebook] = {}
        self._worlds: dict[date, World] = {}
        self._opening: Opening | None = None

    def judge(self, exchange: Exchange) -> ExchangeVerdict:
        """The verdict on `exchange`: the worst of its parts."""
        day, law_day = self._facts_as_of or exchange.date, self._law_as_of or exchange.date
        drafts = self._drafts(exchange, day, law_day)
        undecided = self._undecided([draft for draft in drafts if draft.open_rulings])
        alike = [_verdicts(draft, undecided[draft].bounds if draft in undecided else draft.certain) for draft in drafts]
        unlike, still_open = [same[0] for same in alike], list(undecided.values())
        bounds = reduce(Bounds.joined, [part.bounds for part in unlike])
        return ExchangeVerdict(
            exchange,
            bounds,
            exchange_curable(bounds, unlike),
            tuple(sorted(chain.from_iterable(alike), key=_number)),
            lambda: self._missing(exchange, bounds, still_open),
            unsettling(exchange, self._policy, day, unlike),
            day,
            law_day,
        )

    def settles(self, exchange: Exchange) -> bool:
        """Whether nothing is open that could still count: the verdict then takes no search, and has no questions."""
        drafts = self._drafts(exchange, self._facts_as_of or exchange.date, self._law_as_of or exchange.date)
        return not any(draft.open_rulings for draft in drafts)

    def rulings_on(self, day: date) -> tuple[Ruling, ...]:
        """The rules in force on `day`, ready to be read."""
        return self._in_force(day).rulings

    def _drafts(self, exchange: Exchange, day: date, law_day: date) -> list[Draft]:
        law = (
            self._in_force(law_day),
            self._coverage if law_day == day else self._coverage_on(law_day),
            Decided(exchange, day),
        )
        world, parties = self._world(day), parties_of(exchange)
        return [
            self._draft(exchange, parts, world.facts_of(exchange, parts[0], parties), law)
            for parts in alike_parts(exchange)
        ]

    def _world(self, day: date) -> World:
        if day not in self._worlds:
            if len(self._worlds) >= MOST_WORLDS:
                self._worlds.clear()
            self._worlds[day] = World(self._policy, day, self._needed)
        return self._worlds[day]

    def _coverage_on(self, law_day: date) -> Ruling:
        if law_day not in self._coverages:
            if len(self._coverages) >= MOST_WORLDS:
                self._coverages.clear()
            self._coverages[law_day] = coverage_of(self._policy, law_day)
        return self._coverages[law_day]

    def _in_force(self, day: date) -> Rulebook:
        epoch = bisect_right(self._turns, day)
        if epoch not in self._rulebooks:
            current = tuple(rule for rule in self._policy.rules if rule.in_force.holds(day))
            self._rulebooks[epoch] = Rulebook(rulings_of(current, self._policy), self._policy)
        return self._rulebooks[epoch]

    def _draft(
        self, exchange: Exchange, parts: Sequence[Part], facts: Facts, law: tuple[Rulebook, Ruling, Decided]
    ) -> Draft:
        rulebook, coverage, decided = law
        triggered = rulebook.triggered(facts)
        heard = triggered.undecided
        if heard is None or exchange.decisions:
            truths, numbers = triggered.truths, rulebook.numbers
            heard_too = {numbers[rule] for rule in exchange.decided if rule in numbers}
            ruled = [
                (rulebook.rulings[number], truths.get(number, FALSE)) for number in sorted(truths.keys() | heard_too)
            ]
            stops = stops_out_of_force(exchange, parts[0], self._policy, numbers.keys())
            heard = heard_of(((each, decided.outcome(each, truth, facts, parts[0])) for each, truth in ruled), stops)
        floor, still_open = heard.floor, heard.still_open
        uncovered = coverage.reading(facts)
        if uncovered is TRUE and floor < Level.REFER:
            floor = Level.REFER
            still_open = tuple((ruling, level) for ruling, level in still_open if level > floor)
        elif uncovered is UNKNOWN and floor < Level.REFER:
            still_open = (*still_open, (coverage, Level.REFER))
        certain = Bounds(floor, floor)
        return Draft(parts, facts, heard.outcomes, rulebook.silent, negation(uncovered), certain, still_open)

    def _undecided(self, drafts: Sequence[Draft]) -> dict[Draft, Undecided]:
        if not drafts:
            return {}
        if self._opening is None:
            from waarborg.core.undecided import Opening  # noqa: PLC0415 (most exchanges are decided)

            self._opening = Opening(self._policy)
        return self._opening.opened(drafts)

    def _missing(self, exchange: Exchange, bounds: Bounds, undecided: Sequence[Undecided]) -> tuple[Missing, ...]:
        if bounds.at_best == bounds.at_worst:
            return ()
        from waarborg.core.undecided import missing_of  # noqa: PLC0415 (likewise)

        return missing_of(exchange, bounds, undecided, self._policy.vocabulary)


@record
class Draft:
    """What parts that are alike come to before what is open is looked into; `certain` is what counts already."""

    parts: Sequence[Part]
    facts: Facts
    heard: tuple[Outcome, ...]
    silent: tuple[Outcome, ...]
    covered: Truth
    certain: Bounds
    open_rulings: tuple[tuple[Ruling, Level], ...]


def _verdicts(draft: Draft, bounds: Bounds) -> list[PartVerdict]:
    """What each of the parts comes to: all the same, and held once."""
    curable = part_curable(bounds, draft.heard)
    return [
        PartVerdict(part, draft.facts, bounds, draft.heard, draft.silent, draft.covered, curable)
        for part in draft.parts
    ]


def _number(verdict: PartVerdict) -> int:
    return verdict.part.number
