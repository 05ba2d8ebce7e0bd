"""What lies between two policies: structural changes, and the exchanges whose outcome they change."""

from __future__ import annotations

from collections import Counter
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from waarborg.core.record import record, value_record
from waarborg.core.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from waarborg.core.condition import Defined, Test
    from waarborg.core.policy import Policy
    from waarborg.core.verdict import Verdict
    from waarborg.core.vocabulary import Value


class How(StrEnum):
    """What happened to something, mildest first: of several, the last one names the change.

    What began, ended or turned is alike in both policies, and another on the new day.
    """

    REWORDED = "reworded"
    RE_DATED = "re-dated"
    RENAMED = "renamed"
    REMOVED = "removed"
    ADDED = "added"
    ALTERED = "altered"
    BEGAN = "in-force"
    ENDED = "out-of-force"
    TURNED = "changed-by-day"


@value_record
class Atom:
    """One test or definition of a condition, with whether it stands under an odd number of negations."""

    part: Test | Defined
    negated: bool


@value_record
class Detail:
    """One thing that changed: the field, and what it said. For a condition: the atoms that only one side has."""

    field: str
    old: tuple[Any, ...]
    new: tuple[Any, ...]


@value_record
class Change:
    """What happened to one thing of the policy; `new_id` is set where it was renamed."""

    sort: str
    id: str
    how: How
    details: tuple[Detail, ...] = ()
    new_id: str = ""


class Standing(IntEnum):
    """The verdicts that a completed part can have, mildest first; a prohibition that can be cured is the milder one."""

    PERMITTED = 0
    PERMITTED_WITH_CONDITIONS = 1
    REFER = 2
    PROHIBITED_CURABLE = 3
    PROHIBITED = 4

    @property
    def level(self) -> Level:
        """The level of the verdict."""
        return Level(min(self, Level.PROHIBITED))


class Direction(StrEnum):
    """Which way a transition goes. Where the verdict stays, more authorities or obligations alone are stricter."""

    STRICTER = "stricter"
    LOOSER = "looser"
    SIDEWAYS = "sideways"


@value_record
class Transition:
    """One pair of outcomes, old to new."""

    old: Standing
    new: Standing
    direction: Direction

    @property
    def order(self) -> tuple[int, int, int]:
        """Looser first, the greatest step first: what a reader must not miss."""
        rank = {Direction.LOOSER: 0, Direction.SIDEWAYS: 1, Direction.STRICTER: 2}[self.direction]
        return (rank, -abs(self.new - self.old), -self.old)


@value_record
class Answer:
    """What `core.judge` makes of one part: its standing (None: still open), and what it brings."""

    standing: Standing | None
    at_best: Level
    at_worst: Level
    brings: frozenset[str]

    @property
    def gravity(self) -> tuple[int, int, int]:
        """Both bounds, and of a prohibition whether it can be cured, may last, or lasts."""
        lasts = {Standing.PROHIBITED_CURABLE: 0, Standing.PROHIBITED: 2}
        rank = (lasts[self.standing] if self.standing else 1) if self.at_best is Level.PROHIBITED else 0
        return self.at_best, self.at_worst, rank


@value_record
class Clause:
    """One line of a region: a fact has one of `values`; or a set has (not) `member`; or a decision is (not) there.

    Of a decision, `rule` is what it is on and `member` who takes it. With a `test`, it holds or not.
    """

    path: str
    values: frozenset[Value]
    member: str = ""
    rule: str = ""
    test: Test | None = None


@record
class Region:
    """Where `rule` counts differently, in the fewest facts, for exchanges in which nothing graver stands in the way.

    `witness` is the descriptor of one such exchange, `answers` what `core.judge` says of it, old and new, and `rules`
    are all that differ at it. Of a partner clause, the codes are all those that no rule tells apart.
    """

    rule: str
    clauses: tuple[Clause, ...]
    rules: tuple[str, ...]
    witness: Mapping[str, Any]
    answers: tuple[Answer, Answer]


@record
class Shift:
    """One transition that some exchange takes: its regions and the partners it is taken with (None: any)."""

    transition: Transition
    regions: tuple[Region, ...]
    partners: frozenset[str] | None


@record
class LeftOpen:
    """An exchange that leaves open what nobody can state, and on which the sides differ, as `core.judge` says.

    A bound differs, or whether a prohibition can be cured.
    """

    witness: Mapping[str, Any]
    answers: tuple[Answer, Answer]

    @property
    def direction(self) -> Direction:
        """Stricter where nothing grows milder, looser where nothing grows graver, else sideways."""
        old, new = (each.gravity for each in self.answers)
        pairs = list(zip(old, new, strict=True))
        if all(before <= after for before, after in pairs):
            return Direction.STRICTER
        return Direction.LOOSER if all(before >= after for before, after in pairs) else Direction.SIDEWAYS


@record
class Impact:
    """What a change does to outcomes.

    The regions of the shifts leave nothing that differs, unless `undecided` says what could not be told in the time
    given. `left_open` is what differs outside the regions, an exchange for each bound and way.
    """

    shifts: tuple[Shift, ...]
    changed_rules: tuple[str, ...]
    undecided: tuple[str, ...] = ()
    left_open: tuple[LeftOpen, ...] = ()

    @property
    def proved_same(self) -> bool:
        """Whether it is proved that no exchange changes outcome."""
        return not self.shifts and not self.undecided and not self.left_open

    @property
    def directions(self) -> Counter[Direction]:
        """How many transitions go each way."""
        return Counter(
            [shift.transition.direction for shift in self.shifts] + [each.direction for each in self.left_open]
        )


@value_record
class Replayed:
    """A real descriptor under both policies.

    Where its outcome changes: the rules that contribute differently, coverage among them, and the facts they rest on.
    """

    id: str
    file: str
    old: Verdict
    new: Verdict
    changed: bool = False
    rules: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@record
class Replays:
    """All real descriptors: how many went from which verdict to which, how many changed outcome, and each again.

    `unread` is how many files hold what a side cannot read; `every` can be gone through more than once.
    """

    matrix: Mapping[tuple[Verdict, Verdict], int]
    changed: int
    unread: int
    every: Iterable[Replayed]

    @property
    def read(self) -> int:
        """How many both sides could read."""
        return sum(self.matrix.values())

    def changes(self) -> Iterator[Replayed]:
        """Those whose outcome changes."""
        return (each for each in self.every if each.changed)


@record
class Difference:
    """The whole of a diff. `old` and `new` are policy, label and day of a side; `replayed` is None unless asked for."""

    old: tuple[Policy, str, date]
    new: tuple[Policy, str, date]
    structure: tuple[Change, ...]
    impact: Impact
    replayed: Replays | None = None
