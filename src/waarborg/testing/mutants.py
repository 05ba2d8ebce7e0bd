"""Every small change of a policy, each made in memory: what its cases ought to notice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from waarborg.core.case import ANY_GROUND, Mutant
from waarborg.core.condition import ALWAYS
from waarborg.core.notation import in_notation
from waarborg.core.policy import Kind
from waarborg.core.record import record, replace
from waarborg.core.ruling import COVERAGE, trigger_of
from waarborg.testing.variants import Variant, variants

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from waarborg.core.policy import Interval, Policy, Rule

OTHER_KINDS = {
    Kind.PROHIBITION: (Kind.WEIGHING,),
    Kind.REQUIREMENT: (Kind.PROHIBITION, Kind.WEIGHING),
    Kind.WEIGHING: (Kind.OBLIGATION, Kind.PROHIBITION),
    Kind.OBLIGATION: (Kind.REMARK, Kind.WEIGHING),
    Kind.REMARK: (Kind.OBLIGATION,),
}
"""The kinds that each is next to: a step milder, a step graver, or as grave and not to be cured."""
OTHER_AUTHORITY = {"om": "police"}


@record
class Mutated:
    """A mutant with the policy that it makes."""

    mutant: Mutant
    policy: Policy


def mutants_of(policy: Policy, only: Collection[str] | None = None) -> Iterator[Mutated]:
    """Every mutant of the policy; where `only` is given, of those rules alone."""
    for index, rule in enumerate(policy.rules):
        if only is None or rule.id in only:
            for mutant, changed in _of_rule(rule, policy):
                rules = (*policy.rules[:index], changed, *policy.rules[index + 1 :])
                yield Mutated(mutant, replace(policy, rules=rules))
    if only is not None:
        return
    for name, condition in policy.definitions.items():
        for variant in variants(condition):
            mutant = _of_variant(variant, "definition", name, "when")
            yield Mutated(mutant, replace(policy, definitions={**policy.definitions, name: variant.whole}))
    for variant in variants(policy.covers):
        yield Mutated(_of_variant(variant, COVERAGE, COVERAGE, COVERAGE), replace(policy, covers=variant.whole))


def _of_variant(variant: Variant, owner: str, name: str, key: str) -> Mutant:
    now = in_notation(variant.now) if variant.now is not None else ""
    return Mutant(variant.change, owner, name, key, variant.steps, in_notation(variant.was), now)


def _of_rule(rule: Rule, policy: Policy) -> Iterator[tuple[Mutant, Rule]]:
    if rule.when != ALWAYS:
        for variant in variants(rule.when):
            yield _of_variant(variant, "rule", rule.id, "when"), replace(rule, when=variant.whole)
    if rule.requires is not None:
        for variant in variants(rule.requires):
            yield _of_variant(variant, "rule", rule.id, "requires"), replace(rule, requires=variant.whole)
    for kind in OTHER_KINDS[rule.kind]:
        yield _of_key(rule, "kind", rule.kind, kind), _of_kind(rule, kind)
    if rule.authority:
        authority = OTHER_AUTHORITY.get(rule.authority, "om")
        yield _of_key(rule, "authority", rule.authority, authority), replace(rule, authority=authority)
    yield from _of_lists(rule)
    yield from _of_dates(rule)
    if rule.liftable and sum(rule.id in other.overrides for other in policy.rules) > 1:
        yield _of_key(rule, "liftable", "true", "false"), replace(rule, liftable=False)


def _of_key(rule: Rule, change: str, was: str, now: str) -> Mutant:
    return Mutant(change, "rule", rule.id, change, (), f"{change}: {was}", f"{change}: {now}")


def _of_kind(rule: Rule, kind: Kind) -> Rule:
    """The rule as one of that kind; what a requirement requires stays what makes it fire."""
    return replace(rule, kind=kind, when=trigger_of(rule), requires=None)


def _of_lists(rule: Rule) -> Iterator[tuple[Mutant, Rule]]:
    """The rule without one of its exceptions' targets, or without one of the grounds it accepts (or without any)."""
    for index, overridden in enumerate(rule.overrides):
        left = tuple(other for other in rule.overrides if other != overridden)
        mutant = Mutant("override", "rule", rule.id, "overrides", (index,), overridden, "")
        yield mutant, replace(rule, overrides=left)
    for index, ground in enumerate(rule.grounds):
        left = tuple(other for other in rule.grounds if other != ground)
        mutant = Mutant("ground", "rule", rule.id, "grounds", (index,), ground, "" if left else ANY_GROUND)
        yield mutant, replace(rule, grounds=left)


def _of_dates(rule: Rule) -> Iterator[tuple[Mutant, Rule]]:
    for name, end in (("from", rule.in_force.start), ("until", rule.in_force.until)):
        for days in (-1, 1):
            if end is not None:
                moved = end + timedelta(days=days)
                was, now = (f"in_force: {{{name}: {day}}}" for day in (end, moved))
                mutant = Mutant("date", "rule", rule.id, "in_force", (0 if name == "from" else 1,), was, now)
                yield mutant, replace(rule, in_force=_moved(rule.in_force, name, moved))


def _moved(interval: Interval, name: str, day: date) -> Interval:
    return replace(interval, start=day) if name == "from" else replace(interval, until=day)
