"""The facts of one part: those stated, and those the policy looks up by following references on a date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from waarborg.core.contradictions import GRANTS, NOT_GRANTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waarborg.core.exchange import Exchange, Part
    from waarborg.core.policy import Known, Policy
    from waarborg.core.vocabulary import Facts, Value


class World:
    """What a policy knows of partners and instruments on one day. Looks each reference up once."""

    def __init__(self, policy: Policy, day: date, needed: frozenset[str]) -> None:
        self._policy = policy
        self._day = day
        self._wanted = _attributes_wanted(policy, needed)
        self._seen: dict[tuple[str, Value], Mapping[str, Value]] = {}
        self._dated = {path: path.removesuffix(".date") for path in policy.vocabulary if path.endswith(".date")}

    def facts_of(self, exchange: Exchange, part: Part, parties: Value) -> Facts:
        """The stated facts of the part, the parties of the exchange, and every looked-up fact that some rule reads."""
        facts: Facts = dict(exchange.facts)
        facts["date"] = self._day
        for element in part.elements.values():
            facts.update(element.facts)
        facts["parties"] = parties
        facts.update(self._not_granted_yet(facts))
        for reference in self._wanted:
            code = facts.get(reference)
            if code is not None:
                facts.update(self._looked_up(reference, code))
        return facts

    def _not_granted_yet(self, facts: Facts) -> Facts:
        """The consents and assurances that were given after this day, as they stood on it."""
        stated = [(self._dated[dated], facts[dated]) for dated in self._dated.keys() & facts.keys()]
        later = [path for path, on in stated if isinstance(on, date) and on > self._day]
        return {path: NOT_GRANTED for path in later if facts.get(path) in GRANTS}

    def _looked_up(self, reference: str, code: Value) -> Mapping[str, Value]:
        key = (reference, code)
        if key not in self._seen:
            target = self._policy.vocabulary[reference].target
            referent = self._policy.find(target, str(code))
            found = {
                path: referent.known(attribute, self._day) if referent else None
                for path, attribute in self._wanted[reference]
            }
            self._seen[key] = {path: known.value for path, known in found.items() if known is not None}
        return self._seen[key]


def basis_of(policy: Policy, path: str, facts: Mapping[str, Value], day: date) -> Known | None:
    """What a looked-up fact rests on; None for a stated fact and where the policy does not know."""
    fact = policy.vocabulary[path]
    code = facts.get(fact.reference) if fact.reference else None
    if code is None or path == "parties":
        return None
    reference = policy.vocabulary[fact.reference]
    referent = policy.find(reference.target, str(code))
    return referent.known(path.removeprefix(f"{reference.prefix or reference.path}."), day) if referent else None


def _attributes_wanted(policy: Policy, needed: frozenset[str]) -> dict[str, list[tuple[str, str]]]:
    """For each reference, the looked-up paths that are needed, each with the bare attribute it stands for."""
    wanted: dict[str, list[tuple[str, str]]] = {}
    for reference in policy.vocabulary.references:
        prefix = f"{reference.prefix or reference.path}."
        pairs = [
            (path, path.removeprefix(prefix))
            for path in sorted(needed)
            if policy.vocabulary[path].reference == reference.path
        ]
        if pairs:
            wanted[reference.path] = pairs
    return wanted
