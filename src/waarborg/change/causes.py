"""What a difference comes from: a rule that changed, or a definition, or what is looked up, that many rules read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.change.logic import FALSE, TRUE, Expression, conjunction, differ, disjunction, negation
from waarborg.change.referents import reference_of
from waarborg.core.condition import Condition, Defined, definitions_used, facts_read, tests_of
from waarborg.core.policy import Kind
from waarborg.core.record import record
from waarborg.core.vocabulary import Sort

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from waarborg.change.outcomes import Contribution, Outcomes
    from waarborg.change.sides import Side
    from waarborg.change.solver import Model
    from waarborg.change.space import Space
    from waarborg.core.vocabulary import Value

MANY = 12
"""From more rules than these on that one change makes differ, what changed is told and not every rule."""


@record
class Cause:
    """One thing that differs, and the rules by which it can change an outcome.

    `differs` says where it does. `told` is what it comes to on each side, each with where that matters; `conditions`
    are those that it is read from, by side; `facts` is what it depends on.
    """

    name: str
    rules: tuple[str, ...]
    differs: Expression
    told: tuple[tuple[Expression, Expression], ...]
    conditions: tuple[tuple[int, Condition], ...]
    facts: frozenset[str]

    def pattern(self, model: Model) -> tuple[Expression, ...]:
        """What it comes to on both sides at `model`."""
        mattering = [each for each, matters in self.told if model.truth(matters)]
        return tuple(each if model.truth(each) else negation(each) for each in mattering)


class Causes:
    """The causes of what differs between two sides over a space: together they leave no difference out.

    A rule whose own words were not changed differs by a definition that was, or by what is looked up for it.
    """

    def __init__(self, space: Space, sides: tuple[Side, Side], outcomes: tuple[Outcomes, Outcomes]) -> None:
        self._space = space
        self._sides = sides
        self._outcomes = outcomes
        self.changed = tuple(
            each for each in sorted({*outcomes[0].contributions, *outcomes[1].contributions}) if self._may_differ(each)
        )
        unlike = self._unlike_definitions()
        reads = {each: unlike & self._definitions_of(each) for each in self.changed if not self._rewritten(each)}
        self._readers = {name: tuple(each for each in reads if name in reads[each]) for name in sorted(unlike)}
        looking = [each for each, found in reads.items() if not found]
        few = {name for name, rules in self._readers.items() if len(rules) <= MANY}
        told = {each for each, found in reads.items() if found & few} | set(looking if len(looking) <= MANY else ())
        self.shared = tuple(each for each in reads if each not in told)

    def each(self) -> Iterator[Cause]:
        """The rules that are told one by one, and the definitions that many others read."""
        yield from (self._rule(each) for each in self.changed if each not in self.shared)
        for name, rules in self._readers.items():
            if any(each in self.shared for each in rules):
                yield self._definition(name)

    def looked_up(self) -> Iterator[tuple[str, tuple[str, ...], Expression]]:
        """The references and codes whose looked-up values differ, where rules are told together, and their literals."""
        for path in sorted(self._space.scalars) if self.shared else ():
            if path in self._space.pools:
                alike: dict[object, dict[str, Expression]] = {}
                for code, literal in self._space.scalars[path].values.items():
                    apart = self._looked_up_apart(path, str(code))
                    if apart:
                        alike.setdefault(apart, {})[str(code)] = literal
                for found in alike.values():
                    yield path, tuple(found), disjunction(found.values())

    def left_out(self, found: Sequence[tuple[Collection[str], Expression]]) -> Expression:
        """That a rule told together with others differs outside all that was found of it: its rules, and where."""
        return disjunction(
            conjunction([self.differs(rule), *(negation(where) for rules, where in found if rule in rules)])
            for rule in self.shared
        )

    def contributions(self, identifier: str) -> list[Contribution | None]:
        """What the rule is on each side; None where it is not."""
        return [each.contributions.get(identifier) for each in self._outcomes]

    def unlike(self) -> frozenset[str]:
        """The rules that may be read otherwise on the two sides, also where something is left open."""
        definitions = self._unlike_definitions()
        facts = self._unlike_facts()
        every = {*self._outcomes[0].contributions, *self._outcomes[1].contributions}
        return frozenset(each for each in every if each in self.changed or self._is_unlike(each, definitions, facts))

    def read_by(self, rules: Iterable[str]) -> frozenset[str]:
        """The facts that these rules read, and the references by which some are looked up."""
        return frozenset[str]().union(*map(self._facts_of, rules))

    def _is_unlike(self, identifier: str, definitions: frozenset[str], facts: frozenset[str]) -> bool:
        old, new = self.contributions(identifier)
        if old is None or new is None or old.condition != new.condition:
            return True
        reads = definitions and definitions & self._definitions_of(identifier)
        return bool(reads or (facts and facts & self._facts_of(identifier)))

    def _unlike_facts(self) -> frozenset[str]:
        """The facts that are looked up otherwise on the two sides, and the date where that differs."""
        vocabulary = self._space.vocabulary
        looked_up = [path for path in self._space.mentioned if path == "date" or reference_of(path, vocabulary)]
        return frozenset(path for path in looked_up if self._told(0, path) != self._told(1, path))

    def _told(self, number: int, path: str) -> tuple[Mapping[Any, Expression], Expression]:
        """What the policy of that side tells of a fact."""
        side = self._sides[number]
        if self._space.vocabulary[path].sort is Sort.SET:
            members = self._space.members(side, path)
            return members.holds, members.complete
        scalar = self._space.scalar(side, path)
        return scalar.values, scalar.unknown

    def _may_differ(self, identifier: str) -> bool:
        """Whether the two sides' contributions of that rule are not plainly the same."""
        old, new = self.contributions(identifier)
        if old is None or new is None:
            return True
        alike = old.counts.certain == new.counts.certain and old.settled == new.settled
        return not (alike and old.kind is new.kind and old.brings == new.brings)

    def differs(self, identifier: str) -> Expression:
        """That the rule contributes differently on the two sides; no outcome differs where no rule does."""
        old, new = self.contributions(identifier)
        if old is None or new is None:
            return disjunction(each.counts.certain for each in (old, new) if each is not None)
        both = conjunction([old.counts.certain, new.counts.certain])
        alike = old.kind is new.kind and old.brings == new.brings
        otherwise = conjunction([both, differ(old.settled, new.settled)]) if alike else both
        return disjunction([differ(old.counts.certain, new.counts.certain), otherwise])

    def _rewritten(self, identifier: str) -> bool:
        """Whether the rule itself differs, whatever its definitions and what it looks up."""
        old, new = self.contributions(identifier)
        if old is None or new is None or old.condition != new.condition or old.settled != new.settled:
            return True
        return self._reads_the_day(old.condition) or old.kind is not new.kind or old.brings != new.brings

    def _reads_the_day(self, condition: Condition) -> bool:
        """Whether some test of the condition is answered otherwise on the day of the other side."""
        old, new = self._outcomes
        return any(
            test not in new.tests or old.tests[test].certain != new.tests[test].certain
            for test in tests_of(condition, self._sides[0].policy.definitions)
            if "date" in facts_read(test, {})
        )

    def _unlike_definitions(self) -> frozenset[str]:
        """The definitions that both sides read and that do not say the same on them."""
        old, new = (side.policy.definitions for side in self._sides)
        read = self._outcomes[0].defined.keys() & self._outcomes[1].defined.keys()
        return frozenset(name for name in read if old[name] != new[name])

    def _definitions_of(self, identifier: str) -> frozenset[str]:
        found: set[str] = set()
        for side, contribution in zip(self._sides, self.contributions(identifier), strict=True):
            ahead = [contribution.condition] if contribution else []
            while ahead:
                names = set(definitions_used(ahead.pop())) - found
                found |= names
                ahead += [side.policy.definitions[name] for name in names]
        return frozenset(found)

    def _rule(self, identifier: str) -> Cause:
        told: list[tuple[Expression, Expression]] = []
        conditions = []
        for number, contribution in enumerate(self.contributions(identifier)):
            if contribution is not None:
                counts = contribution.counts.certain
                told += [
                    (counts, TRUE),
                    (contribution.settled, counts if contribution.kind is Kind.WEIGHING else FALSE),
                ]
                conditions.append((number, contribution.condition))
        facts = self._facts_of(identifier) | {f"go {identifier}"}
        return Cause(identifier, (identifier,), self.differs(identifier), tuple(told), tuple(conditions), facts)

    def _definition(self, name: str) -> Cause:
        read = [outcomes.defined[name].certain for outcomes in self._outcomes]
        conditions = tuple((number, Defined(name)) for number in range(2))
        facts = frozenset[str]().union(*(self._facts_in(number, each) for number, each in conditions))
        rules = tuple(each for each in self._readers[name] if each in self.shared)
        return Cause(name, rules, differ(*read), tuple((each, TRUE) for each in read), conditions, facts)

    def _facts_of(self, identifier: str) -> frozenset[str]:
        found = [self._facts_in(n, each.condition) for n, each in enumerate(self.contributions(identifier)) if each]
        return frozenset[str]().union(*found)

    def _facts_in(self, number: int, condition: Condition) -> frozenset[str]:
        """What the condition of that side reads, and the references by which some of it is looked up."""
        read = facts_read(condition, self._sides[number].policy.definitions)
        return read | {reference_of(path, self._space.vocabulary) for path in read}

    def _looked_up_apart(self, path: str, code: str) -> frozenset[tuple[str, Value | None, Value | None]]:
        """The looked-up facts that differ between the sides for that code, each with both values."""
        vocabulary = self._space.vocabulary
        reference = vocabulary[path]
        if reference.sort is not Sort.REFERENCE:
            return frozenset()
        found = set()
        for read in self._space.mentioned:
            if reference_of(read, vocabulary) == path:
                attribute = vocabulary.attribute(read)
                referents = [side.policy.find(reference.target, code) for side in self._sides]
                known = [
                    each.known(attribute, side.day) if each else None
                    for each, side in zip(referents, self._sides, strict=True)
                ]
                old, new = (each.value if each else None for each in known)
                if old != new:
                    found.add((attribute, old, new))
        return frozenset(found)
