"""What one side makes of every part in a space: each rule's contribution, and the outcome they add up to."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from waarborg.change.logic import FALSE, Expression, conjunction, differ, disjunction, named, negation, variable
from waarborg.change.symbolic import Pair, Reading
from waarborg.core.policy import Kind
from waarborg.core.record import field, record, replace
from waarborg.core.ruling import COVERAGE
from waarborg.core.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from waarborg.change.sides import Side
    from waarborg.change.space import Space
    from waarborg.core.condition import Condition, Test
    from waarborg.core.policy import Rule

LEVELS = (Level.PERMITTED_WITH_CONDITIONS, Level.REFER, Level.PROHIBITED)


@record
class GoAhead:
    """A decision that could be recorded on a weighing, and the literal of its being recorded."""

    rule: str
    by: str
    ground: str
    date: date
    literal: Expression


@record
class Contribution:
    """One rule on one side: where it counts, where it is settled, what it then brings. `rule` is None for coverage."""

    id: str
    rule: Rule | None
    condition: Condition
    counts: Pair
    settled: Expression
    kind: Kind
    brings: str

    @property
    def level(self) -> Level:
        """What the rule contributes where it counts unsettled."""
        if self.kind in {Kind.PROHIBITION, Kind.REQUIREMENT}:
            return Level.PROHIBITED
        if self.kind is Kind.WEIGHING:
            return Level.REFER
        return Level.PERMITTED_WITH_CONDITIONS if self.kind is Kind.OBLIGATION else Level.PERMITTED


@record
class Outcomes:
    """One side over a space: its contributions, the levels they reach, the authorities and obligations they bring.

    `lasting` is where a prohibition counts that no remedy meets.
    `tests` are all that its conditions make, `defined` the definitions that they name.
    """

    contributions: Mapping[str, Contribution]
    reaches: Mapping[Level, Pair]
    lasting: Pair
    brings: Mapping[str, Expression]
    tests: Mapping[Test, Pair] = field(default_factory=dict)
    defined: Mapping[str, Pair] = field(default_factory=dict)

    def level(self, level: Level) -> Expression:
        """That the outcome is `level`, in a closed space."""
        higher = [self.reaches[each].certain for each in LEVELS if each > level]
        reached = [self.reaches[level].certain] if level in self.reaches else []
        return conjunction([*reached, *(negation(each) for each in higher)])


def outcomes_of(
    side: Side, space: Space, goes: Sequence[GoAhead], texts: Mapping[str, str], only: Collection[str] | None = None
) -> Outcomes:
    """The outcomes of `side`; `texts` gives the identity of each obligation's text (see `texts_of`).

    With `only`, what these of its rules alone would come to.
    """
    reading = Reading(side, space)
    contributions = {}
    for ruling in side.rulings if only is None else [each for each in side.rulings if each.id in only]:
        rule = ruling.rule
        assert rule is not None, "coverage is not among the rulings"
        brings = {Kind.WEIGHING: rule.authority, Kind.OBLIGATION: texts.get(rule.id, "")}.get(rule.kind, "")
        settled = disjunction(go.literal for go in goes if go.rule == rule.id and _settles(go, rule, side.day))
        counts = reading.read(ruling.condition)
        if not space.opened:
            counts = Pair(named(counts.certain), named(counts.possible))
        contributions[rule.id] = Contribution(rule.id, rule, ruling.condition, counts, settled, rule.kind, brings)
    if only is None or COVERAGE in only:
        covers = reading.read(side.policy.covers)
        uncovered = Pair(negation(covers.possible), negation(covers.certain))
        contributions[COVERAGE] = Contribution(COVERAGE, None, side.policy.covers, uncovered, FALSE, Kind.WEIGHING, "")
    return replace(added_up(contributions), tests=reading.tests, defined=reading.defined)


def added_up(contributions: Mapping[str, Contribution]) -> Outcomes:
    """The outcome that contributions add up to."""
    every = list(contributions.values())
    prohibiting = [each for each in every if each.level is Level.PROHIBITED]
    weighing = [each for each in every if each.kind is Kind.WEIGHING]
    obliging = [each for each in every if each.kind is Kind.OBLIGATION]
    reaches = {}
    found = Pair(FALSE, FALSE)
    for level, added in (
        (Level.PROHIBITED, [each.counts for each in prohibiting]),
        (Level.REFER, [_unsettled(each) for each in weighing]),
        (Level.PERMITTED_WITH_CONDITIONS, [each.counts for each in (*weighing, *obliging)]),
    ):
        found = _any_of([found, *added])
        reaches[level] = found
    brings: dict[str, list[Expression]] = {}
    for each in weighing:
        brings.setdefault(each.brings, []).append(_unsettled(each).certain)
    for each in obliging:
        brings.setdefault(each.brings, []).append(each.counts.certain)
    lasting = _any_of([each.counts for each in every if each.kind is Kind.PROHIBITION])
    return Outcomes(
        contributions, reaches, lasting, {name: disjunction(found) for name, found in brings.items() if name}
    )


def _any_of(pairs: Sequence[Pair]) -> Pair:
    return Pair(disjunction(pair.certain for pair in pairs), disjunction(pair.possible for pair in pairs))


def _unsettled(contribution: Contribution) -> Pair:
    open_still = negation(contribution.settled)
    return Pair(
        conjunction([contribution.counts.certain, open_still]), conjunction([contribution.counts.possible, open_still])
    )


def go_aheads(sides: Sequence[Side]) -> list[GoAhead]:
    """Decisions that could be recorded, one for each way to settle a weighing on some sides and not on others.

    Only on rules that every side knows: a decision on another one makes the descriptor unreadable there. All are dated
    on the earliest day, or every weighing would differ between two days by what was decided in between. A `stop` is
    left out: it prohibits on every side alike, so it can hide a change and never make one.
    """
    known = set.intersection(*({rule.id for rule in side.policy.rules} for side in sides))
    found = []
    for identifier in sorted(known):
        rules = [rule for side in sides for rule in side.policy.rules if rule.id == identifier]
        weighings = [rule for rule in rules if rule.kind is Kind.WEIGHING]
        seen = set()
        grounds = sorted({ground for rule in weighings for ground in rule.grounds}) or [""]
        day = min(side.day for side in sides)
        for by, ground in product(sorted({rule.authority for rule in weighings}), [*grounds, ""]):
            go = GoAhead(identifier, by, ground, day, variable(f"go {identifier} {by} {ground} {day}"))
            way = tuple(_settles(go, rule, side.day) for rule, side in zip(rules, sides, strict=True))
            if any(way) and way not in seen:
                seen.add(way)
                found.append(go)
    return found


def _settles(go: GoAhead, rule: Rule, day: date) -> bool:
    if rule.kind is not Kind.WEIGHING or go.by != rule.authority or go.date > day:
        return False
    return not rule.grounds or go.ground in rule.grounds


def differing(old: Outcomes, new: Outcomes) -> Expression:
    """That the outcomes of two sides differ, in a closed space."""
    return disjunction([standing_differs(old, new), *(brought(old, new)), *(brought(new, old))])


def standing_differs(old: Outcomes, new: Outcomes) -> Expression:
    """That the level differs, or whether a prohibition lasts."""
    prohibited = conjunction([old.reaches[Level.PROHIBITED].certain, new.reaches[Level.PROHIBITED].certain])
    return disjunction(
        [
            *(differ(old.reaches[level].certain, new.reaches[level].certain) for level in LEVELS),
            conjunction([prohibited, differ(old.lasting.certain, new.lasting.certain)]),
        ]
    )


def brought(less: Outcomes, more: Outcomes) -> list[Expression]:
    """For each authority and obligation, that `more` brings it and `less` does not."""
    return [
        conjunction([literal, negation(less.brings.get(name, FALSE))]) for name, literal in sorted(more.brings.items())
    ]
