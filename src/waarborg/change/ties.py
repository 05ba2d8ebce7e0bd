"""What facts are tied to each other by, and the parts of which a descriptor can state every fact."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from waarborg.change.logic import FALSE, TRUE, Expression, conjunction, disjunction, implied, negation
from waarborg.change.referents import PARTIES, PARTY_FACTS
from waarborg.core.contradictions import ALONE, GRANTS
from waarborg.core.exchange import CARRIERS, DIRECTIONS, HOME, INCOMING, OUTGOING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from waarborg.change.space import Members, Scalar, Space
    from waarborg.core.vocabulary import Value

ROLES = "partner.roles"
ONWARD = "data.onward_planned"
UNNAMED = "\0unnamed"
"""The value of a reference that names nothing, in open space."""
NO_RECORD = frozenset({"not_asked", "not_required"})
"""What a consent or an assurance can be without a date and a reference."""


def ties_of_parties(scalars: Mapping[str, Scalar], sets: Mapping[str, Members]) -> Iterator[Expression]:
    """That the codes that the part itself names are among the parties."""
    if PARTIES in sets:
        parties = sets[PARTIES].holds
        for path in PARTY_FACTS:
            for code, literal in scalars[path].values.items() if path in scalars else ():
                if code in parties:
                    yield implied(literal, parties[str(code)])


def ties_of_records(scalars: Mapping[str, Scalar], day: date) -> Iterator[tuple[str, Expression]]:
    """For each date of a record: that there is one but where nobody was asked, and that nothing is granted after `day`.

    What was granted later counts as not asked for, and is seen so by every rule (core.world).
    """
    for path, dates in scalars.items():
        record = scalars.get(path.removesuffix(".date")) if path.endswith(".date") else None
        days = ((value, literal) for value, literal in dates.values.items() if isinstance(value, date))
        later = disjunction(literal for value, literal in days if value > day)
        for value, literal in record.values.items() if record else ():
            never = [dates.unknown] if value not in NO_RECORD else []
            never += [later] if value in GRANTS else []
            yield path, negation(conjunction([literal, disjunction(never)]))


def ties_of_directions(scalars: Mapping[str, Scalar]) -> Iterator[Expression]:
    """That an act has a direction of its own: only where both are stated, so it is no constraint of either alone.

    In open space an act may have any direction, as one of the two may be left out.
    """
    if "act" in scalars and "direction" in scalars:
        directions = scalars["direction"].values
        for act, literal in scalars["act"].values.items():
            admitted = [directions[each] for each in DIRECTIONS.get(str(act), ()) if each in directions]
            if admitted:
                yield implied(literal, disjunction(admitted))


def ties_of_lists(scalars: Mapping[str, Scalar], sets: Mapping[str, Members]) -> Iterator[Expression]:
    """That a list of parties that is whole is one that is believed to be."""
    if PARTIES in sets and sets[PARTIES].complete != TRUE:
        parties = sets[PARTIES].holds.items()
        yield implied(sets[PARTIES].complete, negation(open_list(scalars, sets)))
        yield implied(
            sets[PARTIES].complete, disjunction(literal for code, literal in parties if code not in {*CARRIERS, HOME})
        )


def open_list(scalars: Mapping[str, Scalar], sets: Mapping[str, Members]) -> Expression:
    """That something leaves the list of parties open, whatever is said of it, in an open space (core.exchange)."""

    def stated(path: str, *values: Value) -> Expression:
        return disjunction(scalars[path].values.get(each, FALSE) for each in values) if path in scalars else FALSE

    agreement, roles = stated("act", "agreement"), sets[ROLES].holds if ROLES in sets else {}
    crossing, unhosted = stated("direction", "crossborder_action"), stated("action.host_state", UNNAMED)
    no_direction = negation(conjunction(ties_of_directions(scalars)))
    found = [
        stated("parties_complete", False),
        stated("partner.code", UNNAMED),
        conjunction([negation(agreement), stated("data.origin", UNNAMED)]),
        conjunction([crossing, unhosted]),
        conjunction([no_direction, disjunction([negation(crossing), unhosted])]),
    ]
    if "notice.kind" in scalars:
        found.append(conjunction([stated("notice.issuer", UNNAMED), negation(stated("notice.kind", "none"))]))
    if {"requester", "recipient"} <= roles.keys() and "direction" in scalars:
        lacking = [negation(roles["requester"]), negation(roles["recipient"])]
        found.append(conjunction([negation(agreement), negation(stated("direction", *INCOMING)), *lacking]))
    if "onward" in roles:
        found.append(conjunction([stated(ONWARD, True), negation(roles["onward"])]))
    return disjunction(found)


def received(scalars: Mapping[str, Scalar], sets: Mapping[str, Members]) -> Iterator[Expression]:
    """That the partner does not just supply what goes out: of every exchange, some part is of one who receives it."""
    if "direction" in scalars and ROLES in sets:
        others = [literal for role, literal in sets[ROLES].holds.items() if role != "origin"]
        origin = sets[ROLES].holds.get("origin")
        for direction, literal in scalars["direction"].values.items():
            if direction in OUTGOING and origin is not None and others:
                yield implied(conjunction([literal, origin]), disjunction(others))


def unbarred(space: Space) -> Iterator[Expression]:
    """That nothing which a part says keeps another fact of it from being stated."""
    for bar in ALONE:
        holds = space.scalars[bar.path].values.get(bar.value, FALSE) if bar.path in space.scalars else FALSE
        refused = [
            literal
            for path in filter(bar.is_on, space.scalars)
            for value, literal in space.scalars[path].values.items()
            if bar.refuses(path, value)
        ]
        refused += [
            literal
            for path in filter(bar.is_on, space.sets)
            for member, literal in space.sets[path].holds.items()
            if bar.refuses(path, frozenset({member}))
        ]
        yield negation(conjunction([holds, disjunction(refused)]))
    if ROLES in space.sets and {ONWARD, "parties_complete"} <= space.scalars.keys():
        said = [space.scalars[path].values[True] for path in (ONWARD, "parties_complete")]
        named = space.sets[ROLES].holds.get("onward", FALSE)
        yield negation(conjunction([*said, space.sets[ROLES].complete, negation(named)]))


def plain_part(space: Space) -> list[Expression]:
    """That a descriptor can state all of a part and its list of parties be believed; what matters least is last."""
    found = [*unbarred(space)]
    if ROLES in space.sets:
        found.append(disjunction(space.sets[ROLES].holds.get(each, FALSE) for each in ("requester", "recipient")))
    for path, closing in ((ONWARD, False), ("parties_complete", True)):
        if path in space.scalars:
            found.append(space.scalars[path].values[closing])
    found += [negation(each) for each in space.guessing]
    return [each for each in dict.fromkeys(found) if each != TRUE]
