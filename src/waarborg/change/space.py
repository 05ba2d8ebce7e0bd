"""The space of completed parts: for each fact that some test reads, the values that stand for all, as literals.

Every fact is answered, every reference names a code that both policies know. What a policy does not know of a code on
its day has any value, the same for both sides. `open` space adds what a descriptor may leave open and `core` does not
complete: half-known sets, facts held against other facts, references that name nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.logic import FALSE, TRUE, Expression, conjunction, disjunction, exactly_one, negation, variable
from waarborg.change.mentions import compared_by, mentioned_by
from waarborg.change.referents import PARTIES, pools, reference_of
from waarborg.change.ties import UNNAMED, ties_of_directions, ties_of_lists, ties_of_parties, ties_of_records
from waarborg.change.values import likeness, ordered_values, scalar_values, unlike
from waarborg.core.completions import MAX_SET_MEMBERS
from waarborg.core.record import record
from waarborg.core.vocabulary import ORDERED, Sort

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from waarborg.change.outcomes import GoAhead
    from waarborg.change.referents import Pool
    from waarborg.change.sides import Side
    from waarborg.core.condition import Test
    from waarborg.core.vocabulary import Fact, Value

GUESSED = " not known to the policy"
"""What the name of a guessed value ends in: no descriptor can state it."""


@record
class Scalar:
    """A fact of one value: the literal of each value, and of its being unknown."""

    values: Mapping[Value, Expression]
    unknown: Expression = FALSE


@record
class Members:
    """A set: the literal of each member that matters, and of its being wholly known."""

    holds: Mapping[str, Expression]
    complete: Expression = TRUE


def stays_unknown(path: str, space: Space) -> bool:
    """Whether `core` leaves a set that is not wholly known UNKNOWN rather than try its members (completions)."""
    return path in space.compared or len(space.mentioned.get(path, ())) > MAX_SET_MEMBERS


class Space:
    """The literals of every fact that `tests` read, on each of `sides`, and what holds between them.

    `constraints` hold of every part as `core` sees it, each with the fact that it is about; `ties` of every part that
    the reader does not refuse. `guessing` are the ways in which a fact is looked up that the policy does not know.
    """

    def __init__(
        self,
        sides: Sequence[Side],
        tests: Collection[Test],
        ranges: Mapping[str, tuple[int, int | None]],
        *,
        opened: bool,
        pooled: Mapping[str, Pool] | None = None,
    ) -> None:
        self.sides = sides
        # What is stated was so on the earlier day: a consent given in between is no difference of the policy.
        self.day = min(side.day for side in sides)
        self.vocabulary = sides[0].policy.vocabulary
        self.opened = opened
        self.goes: tuple[GoAhead, ...] = ()
        self.constraints: dict[Expression, str] = {}
        self.scalars: dict[str, Scalar] = {}
        self.sets: dict[str, Members] = {}
        self._ranges = ranges
        self.guessing: list[Expression] = []
        self.mentioned = mentioned_by(tests, self.vocabulary)
        self.compared = compared_by(tests)
        self.pools = pools(sides, tests) if pooled is None else pooled
        self._looked_up: dict[tuple[int, str], Scalar | Members] = {}
        for path in sorted(self.pools):
            if self.vocabulary[path].sort is Sort.REFERENCE:
                self._add_scalar(path, self.pools[path].codes)
        for path in sorted(self.mentioned):
            self._add(path)
        self.constraints.update(dict.fromkeys(ties_of_parties(self.scalars, self.sets), PARTIES))
        self.constraints.update(dict.fromkeys(ties_of_lists(self.scalars, self.sets), PARTIES))
        self.constraints.update((tie, path) for path, tie in ties_of_records(self.scalars, self.day) if tie != TRUE)
        self.ties = [] if opened else [*ties_of_directions(self.scalars)]

    def scalar(self, side: Side, path: str) -> Scalar:
        """The values of a fact of one value on `side`."""
        if path == "date":
            return Scalar({side.day: TRUE})
        if not reference_of(path, self.vocabulary):
            scalar = self.scalars[path]
            return self._guessed_code(path, scalar) if UNNAMED in scalar.values else scalar
        found = self._attribute(side, path)
        assert isinstance(found, Scalar), path
        return found

    def members(self, side: Side, path: str) -> Members:
        """The members of a set on `side`."""
        if not reference_of(path, self.vocabulary):
            return self.sets[path]
        found = self._attribute(side, path)
        assert isinstance(found, Members), path
        return found

    def _guessed_code(self, path: str, scalar: Scalar) -> Scalar:
        """A reference that names nothing: any code that a test names, as `core` completes it; unknown if compared."""
        if path in self.compared:
            return scalar
        named = tuple(sorted(self.mentioned.get(path, ()), key=str))
        guesses = self._guesses(path, (*named, UNNAMED))
        unnamed = scalar.values[UNNAMED]
        return Scalar(
            {
                value: conjunction([unnamed, guesses[UNNAMED]])
                if value == UNNAMED
                else disjunction([literal, conjunction([unnamed, guesses[value]])])
                if value in named
                else literal
                for value, literal in scalar.values.items()
            }
        )

    def _add(self, path: str) -> None:
        fact = self.vocabulary[path]
        if path == "date" or path in self.scalars or reference_of(path, self.vocabulary):
            return
        if fact.sort is Sort.SET:
            self._add_set(fact)
        elif fact.sort in ORDERED:
            self._add_scalar(path, self._ordered(fact))
        else:
            self._add_scalar(path, self._values(fact))

    def _values(self, fact: Fact) -> tuple[Value, ...]:
        """The values of a bool, enum, finding or text; every direction of an act is told from the others."""
        reached, constants = self._held_together(fact.path)
        return scalar_values(fact, constants, max(len(reached), 1 + (fact.path in {"act", "direction"})))

    def _held_together(self, path: str) -> tuple[set[str], set[Value]]:
        """The facts that are held against the one at `path`, if through others, itself too; and their constants."""
        reached, ahead = set(), [path]
        while ahead:
            each = ahead.pop()
            if each not in reached:
                reached.add(each)
                ahead += self.compared.get(each, ())
        return reached, {value for each in reached for value in self.mentioned.get(each, ())}

    def _ordered(self, fact: Fact) -> tuple[Value, ...]:
        reached, thresholds = self._held_together(fact.path)
        if fact.sort is Sort.DATE:
            thresholds |= {side.day for side in self.sides}
        beyond = [path for path in reached if not thresholds or not all(self.admits(path, each) for each in thresholds)]
        thresholds |= {end for path in beyond for end in self._ranges.get(path, ()) if end is not None}
        values = ordered_values(fact.sort, thresholds, len(reached))
        return values if self.opened else tuple(value for value in values if self.admits(fact.path, value))

    def admits(self, path: str, value: Value) -> bool:
        """Whether the schema does: an open space has other values too, as `core` completes a fact by them."""
        least, most = self._ranges.get(path, (None, None))
        return (least is None or value >= least) and (most is None or value <= most)  # type: ignore[operator]

    def _add_scalar(self, path: str, values: tuple[Value, ...]) -> None:
        fact = self.vocabulary[path]
        unknown = FALSE
        literals: dict[Value, Expression] = {value: variable(f"{path}={value}") for value in values}
        if values == (True, False):
            literals = {True: variable(path), False: negation(variable(path))}
        if self.opened and fact.sort is Sort.REFERENCE:
            literals[UNNAMED] = variable(f"{path}={UNNAMED}")
        if self.opened and path in self.compared and fact.sort not in {Sort.ENUM, Sort.FINDING}:
            unknown = literals.get(UNNAMED, variable(f"{path}?"))
            if values == (True, False):
                literals = {value: conjunction([literal, negation(unknown)]) for value, literal in literals.items()}
        every = [*literals.values()] if UNNAMED in literals or unknown == FALSE else [*literals.values(), unknown]
        if len(every) != 2 or values != (True, False):  # noqa: PLR2004 (a bool is one of two by itself)
            self.constraints[exactly_one(every)] = path
        self.scalars[path] = Scalar(literals, unknown)

    def _add_set(self, fact: Fact) -> None:
        path = fact.path
        named = sorted(value for value in self.mentioned[path] if isinstance(value, str))
        pool = self.pools.get(path)
        if pool is not None:
            members = tuple(pool.codes)
        else:
            others = [code for code in fact.values if code not in named]
            compared = [str(value) for other in self.compared.get(path, ()) for value in self.vocabulary[other].values]
            members = tuple(dict.fromkeys([*named, *compared, *unlike(path, others)]))
        complete = variable(f"{path} complete") if self.opened and stays_unknown(path, self) else TRUE
        self.sets[path] = Members({member: variable(f"{path}∋{member}") for member in members}, complete)

    def _attribute(self, side: Side, path: str) -> Scalar | Members:
        key = (id(side), path)
        if key not in self._looked_up:
            fact = self.vocabulary[path]
            found = self._attribute_set(side, fact) if fact.sort is Sort.SET else self._attribute_scalar(side, fact)
            self._looked_up[key] = found
        return self._looked_up[key]

    def _by_value(self, side: Side, fact: Fact) -> tuple[dict[Value, list[Expression]], Expression]:
        """The literals of the codes that have each value of an attribute, and that the code's value is not known."""
        reference = self.vocabulary[fact.reference]
        attribute = self.vocabulary.attribute(fact.path)
        found: dict[Value, list[Expression]] = {}
        unknown = []
        for code, literal in self.scalars[reference.path].values.items():
            referent = None if code == UNNAMED else side.policy.find(reference.target, str(code))
            known = referent.known(attribute, side.day) if referent else None
            if known is None:
                unknown.append(literal)
            else:
                found.setdefault(known.value, []).append(literal)
        return found, disjunction(unknown)

    def _attribute_scalar(self, side: Side, fact: Fact) -> Scalar:
        found, unknown = self._by_value(side, fact)
        mentioned, compared = self.mentioned[fact.path], fact.path in self.compared
        if fact.sort in ORDERED:
            values = tuple({*found, *self._ordered(fact)})
            by_value = {value: found.get(value, []) for value in values}
        else:
            values = self._values(fact)
            by_value = {value: [] for value in values}
            for value, literals in found.items():
                by_value[likeness(value, values, mentioned)] += literals
        if unknown == FALSE:
            return Scalar({value: disjunction(literals) for value, literals in by_value.items()})
        if self.opened and compared and fact.sort not in {Sort.ENUM, Sort.FINDING}:
            return Scalar({value: disjunction(literals) for value, literals in by_value.items()}, unknown)
        self.guessing.append(unknown)
        guessed = self._guesses(fact.path, values)
        return Scalar(
            {
                value: disjunction([*literals, conjunction([unknown, guessed[value]])])
                for value, literals in by_value.items()
            }
        )

    def _guesses(self, path: str, values: tuple[Value, ...]) -> Mapping[Value, Expression]:
        """What a fact that the policy does not know may be; the same on both sides."""
        name = f"{path}{GUESSED}"
        if name not in self.scalars:
            literals = {value: variable(f"{name}={value}") for value in values}
            self.constraints[exactly_one(list(literals.values()))] = path
            self.scalars[name] = Scalar(literals)
        return self.scalars[name].values

    def _attribute_set(self, side: Side, fact: Fact) -> Members:
        found, unknown = self._by_value(side, fact)
        named = {str(value) for value in self.mentioned[fact.path]}
        compared = {str(member) for other in self.compared.get(fact.path, ()) for member in self._codes(other)}
        rest = {member for value in found if isinstance(value, frozenset) for member in value} | set(fact.values)
        pooled = [self.pools[other] for other in self.compared.get(fact.path, ()) if other in self.pools]
        others = rest.difference(named, compared, *(codes for pool in pooled for codes in pool.classes.values()))
        members = {member: {member} for member in sorted(named | compared)}
        if others:
            members[min(others)] = others
        holds = {
            member: disjunction(
                literal
                for value, literals in found.items()
                if isinstance(value, frozenset) and value & stands_for
                for literal in literals
            )
            for member, stands_for in members.items()
        }
        if unknown == FALSE:
            return Members(holds)
        if self.opened and stays_unknown(fact.path, self):
            return Members(holds, negation(unknown))
        self.guessing.append(unknown)
        guessed = {member: variable(f"{fact.path}{GUESSED}∋{member}") for member in members}
        self.sets.setdefault(f"{fact.path}{GUESSED}", Members(guessed))
        return Members(
            {
                member: disjunction([literal, conjunction([unknown, guessed[member]])])
                for member, literal in holds.items()
            }
        )

    def _codes(self, path: str) -> Collection[str]:
        if path in self.pools:
            return self.pools[path].codes
        return self.vocabulary[path].values
