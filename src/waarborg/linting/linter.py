"""All checks, in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.linting import rules, sources, world

if TYPE_CHECKING:
    from waarborg.core.place import Problem
    from waarborg.linting.linted import Linted

LOOKS = (
    rules.exceptions,
    rules.weighings,
    rules.untested,
    rules.not_read,
    rules.lapsing_rules,
    rules.texts,
    sources.unused_sources,
    sources.identifiers,
    sources.quotes,
    world.unused_instruments,
    world.lapsing_instruments,
    world.overlapping_parties,
    world.broken_partners,
    world.broken_gaps,
    world.doubtful_attributes,
)
"""Each yields the problems that it finds."""


def lint(linted: Linted) -> list[Problem]:
    """Everything doubtful in the policy, in the order of its files."""
    found = [problem for look in LOOKS for problem in look(linted)]
    return sorted(found, key=lambda each: (each.place.file, each.place.line, each.place.column, each.code))
