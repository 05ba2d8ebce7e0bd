"""What facts are tied to each other by: the parties hold the codes that are stated, an act has its own directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.logic import Expression, disjunction, implied
from waarborg.change.referents import PARTIES, PARTY_FACTS
from waarborg.core.exchange import DIRECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from waarborg.change.space import Members, Scalar


def ties_of_parties(scalars: Mapping[str, Scalar], sets: Mapping[str, Members]) -> Iterator[Expression]:
    """That the codes that the part itself names are among the parties."""
    if PARTIES in sets:
        parties = sets[PARTIES].holds
        for path in PARTY_FACTS:
            for code, literal in scalars[path].values.items() if path in scalars else ():
                if code in parties:
                    yield implied(literal, parties[str(code)])


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
