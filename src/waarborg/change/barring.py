"""What keeps a fact of a part from being stated beside its others, as an expression over an open space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.logic import FALSE, TRUE, Expression, disjunction, negation, variables_of
from waarborg.change.referents import PARTY_FACTS
from waarborg.change.ties import ONWARD, ROLES, UNNAMED
from waarborg.change.witness import CLOSING
from waarborg.core.contradictions import ALONE, BARS, IN_ORDER, Bar, barred
from waarborg.core.exchange import CARRIERS, HOME
from waarborg.core.vocabulary import HalfKnown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from waarborg.change.space import Space
    from waarborg.core.vocabulary import Value


def reasons(space: Space, facts: Mapping[str, Value], left_out: Collection[str]) -> Iterator[Expression]:
    """Where the same keeps those of the facts that are left out from being stated: the bars, and other days."""
    out = barred(facts)
    for path in left_out:
        if path in out:
            bar = out[path]
            yield _said(space, bar.path, bar.value)
            yield disjunction(_refused(space, bar, path))
            others = (each for each in ALONE[: ALONE.index(bar)] if each.refuses(bar.path, bar.value))
            yield from (negation(_said(space, each.path, each.value)) for each in others)
        elif path == "parties_complete":
            yield from (_said(space, each, True) for each in (path, ONWARD))
            yield space.sets[ROLES].complete
            yield negation(space.sets[ROLES].holds.get("onward", FALSE))
        else:
            beside = {path, path.removesuffix(".date"), *(each for pair in IN_ORDER for each in pair)}
            yield from (_said(space, each, facts[each]) for each in beside & facts.keys())


def list_is_alike(space: Space, facts: Mapping[str, Value]) -> Iterator[Expression]:
    """Where all is alike by which a list of parties may not be believed.

    What names nobody, whichever it names else, and what keeps an answer that would close the list from being stated.
    """
    for path in ("act", "direction", "notice.kind", "parties_complete", ONWARD, *PARTY_FACTS):
        if path in space.scalars:
            values = space.scalars[path].values
            named = path in PARTY_FACTS and facts.get(path) not in {None, HOME, *CARRIERS}
            yield negation(values[UNNAMED]) if named else _said(space, path, facts.get(path, UNNAMED))
    for bar in BARS:
        if CLOSING.get(bar.path) == bar.value and bar.values and bar.barred in space.scalars:
            refused = disjunction(_refused(space, bar, bar.barred))
            yield refused if bar.barred in facts and bar.refuses(bar.barred, facts[bar.barred]) else negation(refused)
    if ROLES in space.sets:
        known = facts.get(ROLES, frozenset())
        assert isinstance(known, frozenset | HalfKnown)
        roles = known.members if isinstance(known, HalfKnown) else known
        for role, literal in space.sets[ROLES].holds.items():
            yield literal if role in roles else negation(literal)


def variables_at(space: Space, path: str) -> set[Expression]:
    """The variables that say what a fact is."""
    if path in space.scalars:
        scalar = space.scalars[path]
        return set[Expression]().union(*map(variables_of, (*scalar.values.values(), scalar.unknown)))
    if path in space.sets:
        members = space.sets[path]
        return set[Expression]().union(*map(variables_of, (*members.holds.values(), members.complete)))
    return set()


def _said(space: Space, path: str, value: Value) -> Expression:
    return space.scalars[path].values.get(value, FALSE) if path in space.scalars else FALSE


def _refused(space: Space, bar: Bar, path: str) -> Iterator[Expression]:
    if not bar.values:
        yield TRUE
    elif path in space.sets:
        holds = space.sets[path].holds
        yield from (literal for member, literal in holds.items() if bar.refuses(path, frozenset({member})))
    else:
        values = space.scalars[path].values
        yield from (literal for value, literal in values.items() if bar.refuses(path, value))
