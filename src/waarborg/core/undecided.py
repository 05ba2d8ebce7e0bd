"""What is left to find out of a part that is not decided: its residue, and the questions that could move it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from waarborg.core.bounds import Effort, Question, Residue
from waarborg.core.compiling import all_of, compiled
from waarborg.core.completions import answers_to, tests_by_fact
from waarborg.core.condition import facts_read, tests_of
from waarborg.core.exchange import open_on_parties, route_of
from waarborg.core.record import field, record
from waarborg.core.residue import residue_of
from waarborg.core.ruling import conjuncts
from waarborg.core.truth import FALSE, Truth
from waarborg.core.verdict import Bounds, Level, Missing, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from waarborg.core.compiling import Reading
    from waarborg.core.completions import Answers
    from waarborg.core.condition import Condition, Test
    from waarborg.core.exchange import Exchange, Part
    from waarborg.core.judge import Draft
    from waarborg.core.place import Route
    from waarborg.core.policy import Policy
    from waarborg.core.ruling import Ruling
    from waarborg.core.vocabulary import Facts, Vocabulary


MOST_REMEMBERED = 4_000
"""Of how many rulings and facts what is left is remembered: a stream must not fill the memory."""


@record
class Undecided:
    """Parts that are alike and of which something is open, with what is left, its bounds, and the facts of each."""

    parts: Sequence[Part]
    residue: Residue
    bounds: Bounds
    facts: Facts


@record
class _Asked:
    """One of the conditions that must all hold for a ruling to count, and the facts that it reads."""

    condition: Condition
    facts: tuple[str, ...]


@record
class _Open:
    """What is left of one such condition: its tests by the missing facts that they read, and what else it reads."""

    reading: Reading
    tests: Mapping[str, Sequence[Test]]
    known: Facts


@record
class _Left:
    """What is left of one ruling: what is open of its conditions, and what that leaves to ask, by what it contributes.

    The same object wherever the same is left.
    """

    parts: tuple[_Open, ...]
    questions: dict[Level, Question] = field(default_factory=dict)

    def question(self, level: Level) -> Question:
        """The question whether all of it comes true, where it then contributes `level`."""
        if level not in self.questions:
            known: Facts = {}
            tests: dict[str, tuple[Test, ...]] = {}
            for part in self.parts:
                known.update(part.known)
                for path, asked in part.tests.items():
                    tests[path] = (*tests.get(path, ()), *asked)
            reading = all_of([part.reading for part in self.parts])
            self.questions[level] = Question(reading, level, frozenset(tests), tests, known)
        return self.questions[level]


class Opening:
    """Opens parts that are not decided, those of one exchange after another.

    What is left of a condition is the same wherever the facts that it reads are, and so are the answers that tests can
    tell apart: all of it is remembered, and what many rulings ask is opened once.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._asked: dict[Condition, _Asked] = {}
        self._asking: dict[Ruling, list[_Asked]] = {}
        self._open: dict[tuple[object, ...], _Open | Truth] = {}
        self._left: dict[tuple[object, ...], _Left | None] = {}
        self._alike: dict[tuple[_Open, ...], _Left] = {}
        self._answers: dict[tuple[object, ...], Answers] = {}
        self._asked_together: dict[tuple[object, ...], Answers] = {}

    def opened(self, drafts: Sequence[Draft]) -> dict[Draft, Undecided]:
        """Each draft with its exact bounds, as far as the effort for one exchange allows, and else with safe ones."""
        effort = Effort()
        found = {}
        for draft in drafts:
            self._forget()
            residue = self._residue_of(draft, effort)
            found[draft] = Undecided(draft.parts, residue, residue.bounds(), draft.facts)
        return found

    def _forget(self) -> None:
        remembered: tuple[dict[Any, Any], ...] = (
            self._asked,
            self._asking,
            self._open,
            self._left,
            self._alike,
            self._answers,
            self._asked_together,
        )
        for known in remembered:
            if len(known) > MOST_REMEMBERED:
                known.clear()

    def _residue_of(self, draft: Draft, effort: Effort) -> Residue:
        """What is left of the rulings that may still contribute, each with the level it then contributes."""
        left = [(self._left_of(ruling, draft.facts), level) for ruling, level in draft.open_rulings]
        questions = [each.question(level) for each, level in left if each is not None]
        answers = partial(self._answers_to, draft.facts)
        return Residue(questions, draft.certain.at_best, draft.facts, answers, effort)

    def _left_of(self, ruling: Ruling, facts: Facts) -> _Left | None:
        """What is left of the ruling; None where nothing is."""
        key = (ruling, *map(facts.get, ruling.facts))
        if key not in self._left:
            self._left[key] = self._found_left(ruling, facts)
        return self._left[key]

    def _found_left(self, ruling: Ruling, facts: Facts) -> _Left | None:
        parts = []
        for asked in self._asked_by(ruling):
            still_open = self._open_of(asked, facts)
            if still_open is FALSE:
                return None
            if isinstance(still_open, _Open):
                parts.append(still_open)
        return self._alike.setdefault(tuple(parts), _Left(tuple(parts))) if parts else None

    def _asked_by(self, ruling: Ruling) -> list[_Asked]:
        definitions = self._policy.definitions
        if ruling not in self._asking:
            self._asking[ruling] = [
                self._asked.setdefault(each, _Asked(each, tuple(sorted(facts_read(each, definitions)))))
                for each in conjuncts(ruling.condition, definitions)
            ]
        return self._asking[ruling]

    def _open_of(self, asked: _Asked, facts: Facts) -> _Open | Truth:
        """What is left of one condition, or its truth where nothing is."""
        key = (asked, *map(facts.get, asked.facts))
        if key not in self._open:
            left = residue_of(asked.condition, facts, self._policy.definitions)
            self._open[key] = left if isinstance(left, Truth) else _opened(left, facts)
        return self._open[key]

    def _answers_to(self, facts: Facts, path: str, asking: Sequence[Question]) -> Answers:
        """The answers to a missing or half-known fact that the tests of it in these questions can tell apart."""
        key = (path, facts.get(path), *asking)
        if key not in self._asked_together:
            tests = tuple(dict.fromkeys(test for question in asking for test in question.tests[path]))
            asked = (path, facts.get(path), *tests)
            if asked not in self._answers:
                self._answers[asked] = answers_to(self._policy.vocabulary[path], tests, facts.get(path))
            self._asked_together[key] = self._answers[asked]
        return self._asked_together[key]


def _opened(condition: Condition, facts: Facts) -> _Open:
    known = {path: facts[path] for path in facts_read(condition, {}) if path in facts}
    return _Open(compiled(condition, {}), tests_by_fact(tests_of(condition, {}), facts), known)


def missing_of(
    exchange: Exchange, bounds: Bounds, undecided: Sequence[Undecided], vocabulary: Vocabulary
) -> tuple[Missing, ...]:
    """The questions of every part that could still move the whole, the most decisive first, each asked once.

    Of those that decide as much the one comes first that does in a descriptor: what follows may then fall away.
    """
    found: dict[tuple[str, Route], Missing] = {}
    moves: dict[object, _Move] = {}
    effort = Effort()
    for each in undecided:
        each.residue.floor = max(each.residue.floor, bounds.at_best)
        each.residue.effort = effort
    for part, each in _telling(undecided):
        for path in each.residue.paths:
            keys = {(asked, route_of(asked, part)) for asked in asked_for(path, each, exchange, vocabulary)}
            looked_up = all(asked != path for asked, _ in keys)
            if (looked_up or any(key not in found for key in keys)) and each.residue.matters(path):
                residue = each.residue
                alike = residue.likeness(path)
                if alike not in moves:
                    moves[alike] = _move(path, residue)
                move = moves[alike]
                for key in keys:
                    if key not in found or move.weight > found[key].weight:
                        found[key] = Missing(key[0], part, move.could_move_to, move.weight)
    rank = {path: number for number, path in enumerate(vocabulary)}
    return tuple(sorted(found.values(), key=lambda missing: (-missing.weight, rank[missing.path])))


def _telling(undecided: Sequence[Undecided]) -> list[tuple[Part, Undecided]]:
    """In their order, the parts in which a question can have a place that it has in none before that is alike."""
    telling = []
    for each in undecided:
        seen: set[object] = set()
        for part in each.parts:
            if not seen.issuperset(part.elements.values()) or not seen:
                telling.append((part, each))
                seen.update((None, *part.elements.values()))
    return sorted(telling, key=lambda told: told[0].number)


def asked_for(path: str, undecided: Undecided, exchange: Exchange, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The facts to ask for where `path` is missing: itself, or the reference through which it would be looked up.

    Where the descriptor says that its list of parties is complete: what is open that could belie that.
    """
    reference = vocabulary[path].reference
    if path == "parties":
        said = undecided.facts.get(reference) is True
        still_open = [each for each in open_on_parties(exchange) if each not in undecided.facts] if said else []
        return tuple(still_open) or (reference,)
    return (reference if reference and reference not in undecided.facts else path,)


@record
class _Move:
    """What the answers to a missing fact could make of the parts that are left so, and how much it thereby decides."""

    could_move_to: tuple[Verdict, ...]
    weight: float


def _move(path: str, residue: Residue) -> _Move:
    """What the answers to `path` could make of what is left.

    A fact decides the more, the further its answers narrow the bounds, and the more open rules hang on it.
    """
    base = residue.outer_bounds()
    answered = residue.outer_bounds_under(path) or [base]
    verdicts = {bounds.verdict for bounds in answered}
    reachable = {base.at_best.verdict, base.at_worst.verdict} if verdicts == {Verdict.INCOMPLETE} else verdicts
    narrowed = [_width(base) - _width(bounds) for bounds in answered]
    gravest = max(bounds.at_best for bounds in answered)
    weight = sum(narrowed) / len(narrowed) + (gravest - base.at_best if gravest > base.at_best else 0)
    ordered = sorted(reachable - {Verdict.INCOMPLETE}, key=lambda verdict: -Level[verdict.name])
    return _Move(tuple(ordered), weight + len(residue.readers(path)) / 10)


def _width(bounds: Bounds) -> int:
    return bounds.at_worst - bounds.at_best
