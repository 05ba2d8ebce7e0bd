"""A policy: rules, definitions, sources, instruments and partners, all dated."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from waarborg.core.condition import facts_read, facts_written
from waarborg.core.record import field, record, value_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from waarborg.core.condition import Condition
    from waarborg.core.vocabulary import Text, Value, Vocabulary


class Kind(StrEnum):
    """What a rule contributes when it fires (design: from facts to verdict)."""

    PROHIBITION = "prohibition"
    REQUIREMENT = "requirement"
    WEIGHING = "weighing"
    OBLIGATION = "obligation"
    REMARK = "remark"


@value_record
class Interval:
    """A span of days, `until` the last one; an end that is not given is open."""

    start: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the interval, both ends included."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)

    def turns(self) -> Iterator[date]:
        """The days on which it begins to hold or has ceased to."""
        if self.start:
            yield self.start
        if self.until and self.until < date.max:
            yield self.until + timedelta(days=1)

    def overlaps(self, other: Interval) -> bool:
        """Whether some day lies in both."""
        starts = [day for day in (self.start, other.start) if day]
        ends = [day for day in (self.until, other.until) if day]
        return not starts or not ends or max(starts) <= min(ends)


@value_record
class Cite:
    """A place in a source: its id, where in it, the words it rests on, and how sure the reading is."""

    source: str
    at: str = ""
    quote: str = ""
    mark: str = ""


@record
class Source:
    """A legal or factual source. `mark` says how it was confirmed: `text`, `secondary` or `recalled`."""

    id: str
    kind: str
    title: str
    name: Text
    identifier: Mapping[str, str]
    in_force: Interval
    mark: str
    how: str


@record
class Rule:
    """One norm. `requires` is set for a requirement alone, `authority`, `factors` and `grounds` for a weighing."""

    id: str
    kind: Kind
    title: Text
    when: Condition
    sources: tuple[Cite, ...]
    requires: Condition | None = None
    liftable: bool = False
    overrides: tuple[str, ...] = ()
    authority: str = ""
    factors: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    advice: Text | None = None
    remedy: Text | None = None
    in_force: Interval = Interval()
    section: Text | None = None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that it states itself: `when`, and what it requires."""
        return (self.when, self.requires) if self.requires else (self.when,)


@value_record
class Gap:
    """A provision that no rule expresses: its place, why a person judges it, and the rules or facts that surface it."""

    source: str
    at: str
    why: Text
    surfaced_by: tuple[str, ...]


@value_record
class Known:
    """A value of the world and what it rests on: a source's id, its basis, the interval, a note."""

    value: Value
    source: str
    basis: str
    in_force: Interval = Interval()
    note: str = ""


@record
class Referent:
    """What a reference names: a partner or an instrument: its name and its attributes over time.

    A day that lies in none of an attribute's entries leaves it UNKNOWN.
    """

    code: str
    name: Text
    attributes: Mapping[str, tuple[Known, ...]]

    def known(self, attribute: str, day: date) -> Known | None:
        """The entry of `attribute` that holds on `day`, if one does."""
        return next((entry for entry in self.attributes.get(attribute, ()) if entry.in_force.holds(day)), None)


@record
class Policy:
    """The whole of one policy folder, as one version of it was read.

    `find` gives the partner or instrument of a code (`find("partners", "MA")`), None where there is none; `exists`
    tells whether there is one without reading it; `codes` gives all the codes of a target. `thresholds` are the
    figures behind the levels of concern, by name.
    """

    name: str
    version: str
    released: date
    sha256: str
    vocabulary: Vocabulary
    covers: Condition
    rules: tuple[Rule, ...]
    definitions: Mapping[str, Condition]
    definition_names: Mapping[str, Text]
    sources: Mapping[str, Source]
    find: Callable[[str, str], Referent | None]
    exists: Callable[[str, str], bool]
    codes: Callable[[str], frozenset[str]] = lambda _target: frozenset()
    thresholds: Mapping[str, str] = field(default_factory=dict)

    def rule(self, identifier: str) -> Rule | None:
        """The rule of that id, in force or not."""
        return next((rule for rule in self.rules if rule.id == identifier), None)

    def facts_of(self, rule: Rule) -> frozenset[str]:
        """The paths that the rule's own conditions read."""
        return frozenset[str]().union(*(facts_read(each, self.definitions) for each in rule.conditions))

    def facts(self) -> frozenset[str]:
        """The paths that some rule, its factors, a definition or the coverage reads."""
        written = [self.covers, *self.definitions.values()]
        for rule in self.rules:
            written += rule.conditions
        return facts_written(written).union(*(rule.factors for rule in self.rules))
