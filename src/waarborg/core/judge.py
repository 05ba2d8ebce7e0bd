"""The judgement: what a policy makes of an exchange, as bounds that no missing fact can soften."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from waarborg.core.bounds import Question, Residue, exact_bounds
from waarborg.core.completions import answers, tests_by_path
from waarborg.core.condition import facts_read, tests_of
from waarborg.core.curing import exchange_curable, part_curable
from waarborg.core.decisions import ruling_on, stops_out_of_force, unsettling
from waarborg.core.exchange import parts_of, route_of
from waarborg.core.explain import undecided
from waarborg.core.missing import missing_facts
from waarborg.core.ruling import Ruling, contribution, coverage_of, rulings_of
from waarborg.core.truth import TRUE, UNKNOWN, negation
from waarborg.core.verdict import NOTHING, Bounds, ExchangeVerdict, Level, Missing, PartVerdict
from waarborg.core.world import World

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from waarborg.core.exchange import Exchange, Part
    from waarborg.core.policy import Policy
    from waarborg.core.verdict import Outcome
    from waarborg.core.vocabulary import Facts


class Judge:
    """Judges exchanges under one policy; the rules in force on a day are compiled once.

    `facts_as_of` and `law_as_of` replace the exchange's own date for the world and for the rules.
    """

    def __init__(self, policy: Policy, *, facts_as_of: date | None = None, law_as_of: date | None = None) -> None:
        self._policy = policy
        self._facts_as_of = facts_as_of
        self._law_as_of = law_as_of
        self._coverage = coverage_of(policy)
        self._needed = facts_read(policy.covers, policy.definitions).union(
            *(policy.facts_of(rule) for rule in policy.rules), *(rule.factors for rule in policy.rules)
        )
        self._rulings: dict[frozenset[str], tuple[Ruling, ...]] = {}
        self._worlds: dict[date, World] = {}

    def judge(self, exchange: Exchange) -> ExchangeVerdict:
        """The verdict on `exchange`: the worst of its parts."""
        day = self._facts_as_of or exchange.date
        law_day = self._law_as_of or exchange.date
        rulings = self._in_force(law_day)
        world = self._worlds.setdefault(day, World(self._policy, day, self._needed))
        judged = [
            self._part(exchange, part, world.facts_of(exchange, part), rulings, day) for part in parts_of(exchange)
        ]
        parts = tuple(each.verdict for each in judged)
        bounds = reduce(Bounds.joined, (part.bounds for part in parts), NOTHING)
        return ExchangeVerdict(
            exchange,
            bounds,
            exchange_curable(bounds, parts),
            parts,
            self._missing(bounds, judged),
            unsettling(exchange, self._policy, day, parts),
            day,
            law_day,
        )

    def facts_of(self, verdict: ExchangeVerdict, part: Part) -> Facts:
        """The facts that `part` was judged on."""
        day = verdict.facts_as_of
        world = self._worlds.setdefault(day, World(self._policy, day, self._needed))
        return world.facts_of(verdict.exchange, part)

    def rulings_on(self, day: date) -> tuple[Ruling, ...]:
        """The rules in force on `day`, ready to be read."""
        return self._in_force(day)

    def _in_force(self, day: date) -> tuple[Ruling, ...]:
        current = tuple(rule for rule in self._policy.rules if rule.in_force.holds(day))
        key = frozenset(rule.id for rule in current)
        if key not in self._rulings:
            self._rulings[key] = rulings_of(current, self._policy)
        return self._rulings[key]

    def _part(self, exchange: Exchange, part: Part, facts: Facts, rulings: Sequence[Ruling], day: date) -> _Judged:
        outcomes: list[Outcome] = []
        open_rulings: list[tuple[Ruling, Level]] = []
        for ruling in rulings:
            settled, stopped = ruling_on(ruling, exchange, part, day) if exchange.decisions else (None, None)
            outcome, level = contribution(ruling, facts, settled, stopped)
            outcomes.append(outcome)
            if outcome.contributes.at_best != outcome.contributes.at_worst:
                open_rulings.append((ruling, level))
        outcomes += stops_out_of_force(exchange, part, self._policy, {ruling.id for ruling in rulings})
        floor = max((outcome.contributes.at_best for outcome in outcomes), default=Level.PERMITTED)
        uncovered = self._coverage.reading(facts)
        if uncovered is TRUE:
            floor = max(floor, Level.REFER)
        elif uncovered is UNKNOWN:
            open_rulings.append((self._coverage, Level.REFER))
        residue = self._residue(open_rulings, floor, facts)
        bounds = exact_bounds(residue, facts)
        verdict = PartVerdict(part, bounds, tuple(outcomes), negation(uncovered), part_curable(bounds, outcomes))
        return _Judged(verdict, residue, facts, tuple(ruling for ruling, _ in open_rulings))

    def _residue(self, open_rulings: Sequence[tuple[Ruling, Level]], floor: Level, facts: Facts) -> Residue:
        tests = [test for ruling, _ in open_rulings for test in tests_of(ruling.condition, self._policy.definitions)]
        vocabulary = self._policy.vocabulary
        most_tested_first = sorted(tests_by_path(tests, vocabulary).items(), key=lambda item: (-len(item[1]), item[0]))
        found = {path: answers(vocabulary[path], made) for path, made in most_tested_first if path not in facts}
        return Residue(
            [Question(ruling.reading, level, ruling.facts) for ruling, level in open_rulings],
            floor,
            {path: values for path, values in found.items() if values},
        )

    def _missing(self, bounds: Bounds, judged: Sequence[_Judged]) -> tuple[Missing, ...]:
        """The questions of every part that could still move the whole, the most decisive first, each asked once."""
        found: dict[tuple[str, str], Missing] = {}
        for each in judged:
            if bounds.at_best == bounds.at_worst or each.verdict.bounds.at_worst <= bounds.at_best:
                continue
            each.residue.floor = max(each.residue.floor, bounds.at_best)
            unknown = Counter(
                path
                for ruling in each.open_rulings
                for path in undecided(ruling.condition, each.facts, self._policy.definitions)
            )
            for missing in missing_facts(
                each.residue, each.facts, unknown=unknown, part=each.verdict.part, vocabulary=self._policy.vocabulary
            ):
                found.setdefault((missing.path, str(route_of(missing.path, missing.part))), missing)
        return tuple(sorted(found.values(), key=lambda missing: (-missing.weight, missing.path)))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Judged:
    verdict: PartVerdict
    residue: Residue
    facts: Facts
    open_rulings: tuple[Ruling, ...]
