"""What differs between two days of what both policies say alike: rules in force, statuses, memberships and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.difference import Change, Detail, How

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.change.sides import Side


def dated_changes(old: Side, new: Side) -> tuple[Change, ...]:
    """Everything that came into force, ended or became another on the way from the old side's day to the new one's.

    What the policies themselves say otherwise is a structural change.
    """
    if old.day == new.day:
        return ()
    referents = (("instrument", "instruments"), ("partner", "partners"))
    return (*_rules(old, new), *(each for which in referents for each in _attributes(*which, old, new)))


def _rules(old: Side, new: Side) -> Iterator[Change]:
    before = {rule.id: rule for rule in old.policy.rules}
    for rule in new.policy.rules:
        if rule.id in before and before[rule.id].in_force == rule.in_force:
            held, holds = rule.in_force.holds(old.day), rule.in_force.holds(new.day)
            if holds and not held:
                yield Change("rule", rule.id, How.BEGAN, (Detail("in_force", (), (rule.in_force,)),))
            elif held and not holds:
                yield Change("rule", rule.id, How.ENDED, (Detail("in_force", (rule.in_force,), ()),))


def _attributes(sort: str, target: str, old: Side, new: Side) -> Iterator[Change]:
    """The instruments or partners of which an attribute has another value, or none any more, on the new day."""
    for code in sorted(old.policy.codes(target) & new.policy.codes(target)):
        before, after = old.policy.find(target, code), new.policy.find(target, code)
        assert before is not None, code
        assert after is not None, code
        details = []
        for path in sorted(after.attributes):
            if before.attributes.get(path) == after.attributes[path]:
                was, found = before.known(path, old.day), after.known(path, new.day)
                if (was and was.value) != (found and found.value):
                    details.append(Detail(path, (was,) if was else (), (found,) if found else ()))
        if details:
            yield Change(sort, code, How.TURNED, tuple(details))
