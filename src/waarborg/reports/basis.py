"""What the outcomes of a part rest on: the tests that fix them, where their facts stand, where they are looked up."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from waarborg.core.exchange import route_of
from waarborg.core.reasons import Grounds
from waarborg.core.record import record
from waarborg.core.vocabulary import HalfKnown
from waarborg.core.world import basis_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from waarborg.core.exchange import Element, Part
    from waarborg.core.place import Place, Route
    from waarborg.core.policy import Known, Policy, Rule
    from waarborg.core.reasons import Footing, Reason
    from waarborg.core.verdict import ExchangeVerdict, Outcome
    from waarborg.core.vocabulary import Facts, Value

FEW = 4
"""How many policies are kept ready to give their reasons: a run has one, a comparison two."""
grounds_under = lru_cache(maxsize=FEW)(Grounds)
"""What the rules of a policy rest on, for all findings under it."""


@record
class Ground:
    """A fact that a rule's outcome rests on, and its value (None: not known)."""

    path: str
    value: Value | None
    reason: Reason
    basis: Basis

    @property
    def place(self) -> Place | None:
        """Where the descriptor states the fact; None where it does not."""
        return self.basis.place(self.path)

    @property
    def known(self) -> Known | None:
        """What the fact was looked up in; None of one that is stated, or not known."""
        return self.basis.known(self.path)

    @property
    def open(self) -> bool:
        """Whether the fact is not, or not wholly, known."""
        return self.value is None or isinstance(self.value, HalfKnown)


class Sought:
    """What is looked for to tell of one exchange, found once for all its parts: places, and what facts rest on."""

    def __init__(self, verdict: ExchangeVerdict, policy: Policy) -> None:
        self.policy = policy
        self.grounds = grounds_under(policy)
        self._exchange = verdict.exchange
        self._day = verdict.facts_as_of
        self._places: dict[Route, Place | None] = {}
        self._known: dict[tuple[str, Value | None], Known | None] = {}
        self._numbers: dict[Place | Known | None, int] = {}
        self._standing: dict[tuple[str, Element | None], int] = {}
        self._said: dict[tuple[Rule, int], _Said] = {}
        self._stated: dict[Footing, tuple[Sequence[tuple[str, str]], Sequence[str]]] = {}

    def place(self, route: Route) -> Place | None:
        """Where the route leads in the descriptor."""
        if route not in self._places:
            self._places[route] = self._exchange.locate(route)
        return self._places[route]

    def known(self, path: str, facts: Facts) -> Known | None:
        """What the fact was looked up in; None of one that is stated, or not known."""
        key = (path, facts.get(self.policy.vocabulary[path].reference))
        if key not in self._known:
            self._known[key] = basis_of(self.policy, path, facts, self._day)
        return self._known[key]

    def likeness(self, rule: Rule, facts: Facts, part: Part) -> object:
        """What is the same for the rule in two parts of the exchange where it rests on the same in both."""
        if (rule, id(facts)) not in self._said:
            self._said[rule, id(facts)] = self._said_by(rule, facts)
        said, standing = self._said[rule, id(facts)], []
        for path, axis in said.stated:
            key = (path, part.elements.get(axis))
            if key not in self._standing:
                self._standing[key] = self._number(self.place(route_of(path, part)))
            standing.append(self._standing[key])
        return said.told, tuple(standing)

    def _said_by(self, rule: Rule, facts: Facts) -> _Said:
        footing = self.grounds[rule].under(facts)
        if footing not in self._stated:
            self._stated[footing] = self._stated_and_looked_up(footing.read)
        stated, looked_up = self._stated[footing]
        known = tuple([self._number(self.known(path, facts)) for path in (*looked_up, *rule.factors)])
        return _Said((tuple(map(id, footing.reasons)), tuple(map(facts.get, footing.read)), known), stated)

    def _number(self, found: Place | Known | None) -> int:
        """A number that it shares with what is equal to it, and with nothing else."""
        return self._numbers.setdefault(found, len(self._numbers))

    def _stated_and_looked_up(self, read: Sequence[str]) -> tuple[Sequence[tuple[str, str]], Sequence[str]]:
        """The facts that are stated, each with its axis, and those that are looked up."""
        vocabulary = self.policy.vocabulary
        looked_up = [path for path in read if vocabulary[path].reference]
        return [(path, vocabulary[path].axis) for path in read if path not in looked_up], looked_up


@record
class _Said:
    """What a rule rests on in all parts with the same facts, and the facts whose places may differ, with their axis."""

    told: object
    stated: Sequence[tuple[str, str]]


class Basis:
    """What outcomes of one part rest on; what a fact rests on is looked for when it is asked."""

    def __init__(self, part: Part, facts: Facts, sought: Sought) -> None:
        self.facts = facts
        self._part = part
        self._sought = sought

    def footing(self, outcome: Outcome) -> Footing:
        """The tests that fix the outcome, and the facts in the descriptor that it rests on."""
        return self._sought.grounds[outcome.rule].under(self.facts)

    def grounds(self, outcome: Outcome) -> Iterator[Ground]:
        """The facts that the outcome rests on, in the order of the rule's condition."""
        for reason in self.footing(outcome).reasons:
            for path in reason.paths:
                yield Ground(path, self.facts.get(path), reason, self)

    def place(self, path: str) -> Place | None:
        """Where the descriptor states the fact; None where it does not, as it never does what is looked up."""
        return None if self._sought.policy.vocabulary[path].reference else self.pin(path)

    def pin(self, path: str) -> Place | None:
        """Where the descriptor states a fact that can be stated; None where it does not."""
        return self._sought.place(route_of(path, self._part))

    def known(self, path: str) -> Known | None:
        """What the fact was looked up in; None of one that is stated, or not known."""
        return self._sought.known(path, self.facts)
