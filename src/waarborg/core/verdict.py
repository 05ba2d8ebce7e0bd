"""What a judgement says: levels, bounds, and what each rule, part and exchange came to."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from waarborg.core.record import record, value_record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from waarborg.core.exchange import Decision, Exchange, Part
    from waarborg.core.policy import Rule
    from waarborg.core.truth import Truth
    from waarborg.core.vocabulary import Facts


class Level(IntEnum):
    """The verdicts in order of severity, mildest first."""

    PERMITTED = 0
    PERMITTED_WITH_CONDITIONS = 1
    REFER = 2
    PROHIBITED = 3

    @property
    def verdict(self) -> Verdict:
        """The verdict that says this level."""
        return _OF_LEVEL[self]


def level_of(verdict: str) -> Level:
    """The level that a bound's verdict says."""
    return Level[verdict.upper()]


class Verdict(StrEnum):
    """What is printed and reported of an exchange."""

    PERMITTED = "permitted"
    PERMITTED_WITH_CONDITIONS = "permitted_with_conditions"
    REFER = "refer"
    INCOMPLETE = "incomplete"
    PROHIBITED = "prohibited"


_OF_LEVEL = (Verdict.PERMITTED, Verdict.PERMITTED_WITH_CONDITIONS, Verdict.REFER, Verdict.PROHIBITED)


class Curable(StrEnum):
    """Whether a prohibited verdict rests on unmet requirements alone."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@value_record
class Bounds:
    """The mildest and the most severe level that the facts still leave open."""

    at_best: Level
    at_worst: Level

    @property
    def verdict(self) -> Verdict:
        """The level where the bounds are equal, else incomplete."""
        return self.at_best.verdict if self.at_best == self.at_worst else Verdict.INCOMPLETE

    def joined(self, other: Bounds) -> Bounds:
        """The bounds of the worse of two independent answers."""
        return Bounds(max(self.at_best, other.at_best), max(self.at_worst, other.at_worst))


NOTHING = Bounds(Level.PERMITTED, Level.PERMITTED)


@record
class Outcome:
    """What one rule comes to in one part.

    `truth` is that of the rule's trigger: its `when`, for a requirement also that `requires` does not hold.
    `lifted_by` are the rules whose exception lifts it; `may_be_lifted_by` those of which it is not known.
    """

    rule: Rule
    truth: Truth
    contributes: Bounds
    lifted_by: tuple[str, ...] = ()
    may_be_lifted_by: tuple[str, ...] = ()
    settled_by: Decision | None = None
    stopped_by: Decision | None = None


@record
class Missing:
    """A fact not known that could still move a bound, and what the verdict could become once it is answered."""

    path: str
    part: Part
    could_move_to: tuple[Verdict, ...]
    weight: float


@record
class PartVerdict:
    """What one part of an exchange comes to, on which facts; `covered` is the truth of the policy's `covers`.

    Parts that are alike share their facts and all that came of them.
    `heard` are the outcomes of the rules whose trigger is not FALSE and of those that somebody decided on; `silent` is
    what every rule in force comes to where it is none of these.
    """

    part: Part
    facts: Facts
    bounds: Bounds
    heard: tuple[Outcome, ...]
    silent: Sequence[Outcome]
    covered: Truth
    curable: Curable | None

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What every rule in force comes to, and every stop on one that is not."""
        heard = {outcome.rule.id: outcome for outcome in self.heard}
        return (*(heard.pop(outcome.rule.id, outcome) for outcome in self.silent), *heard.values())


@record
class ExchangeVerdict:
    """What an exchange comes to: the worst of its parts. `unsettling` are decisions that settle nothing, and why.

    `questions` finds the missing facts that could still move a bound; `missing` asks it once, when they are wanted.
    """

    exchange: Exchange
    bounds: Bounds
    curable: Curable | None
    parts: tuple[PartVerdict, ...]
    questions: Callable[[], tuple[Missing, ...]]
    unsettling: tuple[tuple[Decision, str], ...]
    facts_as_of: date
    law_as_of: date

    @property
    def verdict(self) -> Verdict:
        """The verdict of the exchange."""
        return self.bounds.verdict

    @cached_property
    def unlike(self) -> tuple[PartVerdict, ...]:
        """The verdict on the first of all parts that share their facts, and so everything that was found of them."""
        first: dict[int, PartVerdict] = {}
        for part in self.parts:
            first.setdefault(id(part.facts), part)
        return tuple(first.values())

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """The missing facts that could still move a bound, the most decisive first; none once it is decided."""
        return self.questions()
