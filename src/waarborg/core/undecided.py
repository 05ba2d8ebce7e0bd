"""What is left to find out of a part that is not decided: its residue, and the questions that could move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.bounds import Effort, Question, Residue
from waarborg.core.compiling import compiled
from waarborg.core.completions import answers_to, tests_by_fact
from waarborg.core.condition import facts_read, tests_of
from waarborg.core.exchange import open_on_parties, route_of
from waarborg.core.record import record
from waarborg.core.residue import residue_of
from waarborg.core.truth import Truth
from waarborg.core.verdict import Bounds, Level, Missing, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waarborg.core.compiling import Reading
    from waarborg.core.completions import Answers
    from waarborg.core.condition import Condition, Test
    from waarborg.core.exchange import Exchange, Part
    from waarborg.core.judge import Draft
    from waarborg.core.policy import Policy
    from waarborg.core.ruling import Ruling
    from waarborg.core.vocabulary import Facts, Vocabulary


MOST_REMEMBERED = 4_000
"""Of how many rulings and facts what is left is remembered: a stream must not fill the memory."""


@record
class UndecidedPart:
    """A part of which something is open, with what is left of it, its bounds, and the facts it was judged on."""

    part: Part
    residue: Residue
    bounds: Bounds
    facts: Facts


@record
class _Left:
    """What is left of one ruling, ready to be read: its tests, and the facts that they read."""

    reading: Reading
    tests: tuple[Test, ...]
    facts: frozenset[str]


class Opening:
    """Opens parts that are not decided, those of one exchange after another.

    What is left of a ruling is the same wherever the facts that it reads are, and so are the answers that tests can
    tell apart: both are remembered.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._left: dict[tuple[object, ...], _Left | None] = {}
        self._answers: dict[tuple[object, ...], Answers] = {}

    def parts_of(self, drafts: Sequence[Draft]) -> dict[Part, UndecidedPart]:
        """Each part with its exact bounds, as far as the effort for one exchange allows, and else with safe ones."""
        for known in (self._left, self._answers):
            if len(known) > MOST_REMEMBERED:
                known.clear()
        effort = Effort()
        found = {}
        for draft in drafts:
            residue = self._residue_of(draft, effort)
            found[draft.part] = UndecidedPart(draft.part, residue, residue.bounds(), draft.facts)
        return found

    def _residue_of(self, draft: Draft, effort: Effort) -> Residue:
        """What is left of the rulings that may still contribute, each with the level it then contributes."""
        facts = draft.facts
        found = [(self._left_of(ruling, facts), level) for ruling, level in draft.open_rulings]
        left = [(each, level) for each, level in found if each is not None]
        answers = self._answers_to([test for each, _ in left for test in each.tests], facts)
        kept = {
            path: facts[path] for path in frozenset[str]().union(*(each.facts for each, _ in left)) if path in facts
        }
        questions = [Question(each.reading, level, each.facts & answers.keys()) for each, level in left]
        return Residue(questions, draft.certain.at_best, answers, kept, effort)

    def _left_of(self, ruling: Ruling, facts: Facts) -> _Left | None:
        """What is left of the ruling; None where nothing is."""
        key = (ruling, *map(facts.get, ruling.facts))
        if key not in self._left:
            condition = residue_of(ruling.condition, facts, self._policy.definitions)
            self._left[key] = None if isinstance(condition, Truth) else _left(condition)
        return self._left[key]

    def _answers_to(self, tests: Sequence[Test], facts: Facts) -> dict[str, Answers]:
        """For each missing or half-known fact that the tests read: the answers that they can tell apart."""
        answers = {}
        for path, asked in tests_by_fact(tests, facts).items():
            key = (path, facts.get(path), *asked)
            if key not in self._answers:
                self._answers[key] = answers_to(self._policy.vocabulary[path], asked, facts.get(path))
            answers[path] = self._answers[key]
        return answers


def _left(condition: Condition) -> _Left:
    return _Left(compiled(condition, {}), tuple(tests_of(condition, {})), facts_read(condition, {}))


def missing_of(
    exchange: Exchange, bounds: Bounds, parts: Sequence[UndecidedPart], vocabulary: Vocabulary
) -> tuple[Missing, ...]:
    """The questions of every part that could still move the whole, the most decisive first, each asked once.

    Of those that decide as much the one comes first that does in a descriptor: what follows may then fall away.
    """
    found: dict[tuple[str, str], Missing] = {}
    effort = Effort()
    for each in parts:
        each.residue.floor = max(each.residue.floor, bounds.at_best)
        each.residue.effort = effort
        for path in each.residue.answers:
            keys = {(asked, str(route_of(asked, each.part))) for asked in asked_for(path, each, exchange, vocabulary)}
            if (path not in {asked for asked, _ in keys} or keys - found.keys()) and each.residue.matters(path):
                for key in keys:
                    missing = _missing(path, key[0], each)
                    if key not in found or missing.weight > found[key].weight:
                        found[key] = missing
    rank = {path: number for number, path in enumerate(vocabulary)}
    return tuple(sorted(found.values(), key=lambda missing: (-missing.weight, rank[missing.path])))


def asked_for(path: str, part: UndecidedPart, exchange: Exchange, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The facts to ask for where `path` is missing: itself, or the reference through which it would be looked up.

    Where the descriptor says that its list of parties is complete: what is open that could belie that.
    """
    reference = vocabulary[path].reference
    if path == "parties":
        said = part.facts.get(reference) is True
        still_open = [each for each in open_on_parties(exchange) if each not in part.facts] if said else []
        return tuple(still_open) or (reference,)
    return (reference if reference and reference not in part.facts else path,)


def _missing(path: str, asked: str, undecided: UndecidedPart) -> Missing:
    """What the answers to `path`, asked for as `asked`, could make of the part.

    A fact decides the more, the further its answers narrow the bounds, and the more open rules hang on it.
    """
    residue = undecided.residue
    base = residue.outer_bounds()
    answered = [residue.outer_bounds_under(path, answer) for answer in residue.answers[path].values]
    answered = answered or [base]
    verdicts = {bounds.verdict for bounds in answered}
    reachable = {base.at_best.verdict, base.at_worst.verdict} if verdicts == {Verdict.INCOMPLETE} else verdicts
    narrowed = [_width(base) - _width(bounds) for bounds in answered]
    gravest = max(bounds.at_best for bounds in answered)
    weight = sum(narrowed) / len(narrowed) + (gravest - base.at_best if gravest > base.at_best else 0)
    ordered = sorted(reachable - {Verdict.INCOMPLETE}, key=lambda verdict: -Level[verdict.name])
    hanging = sum(path in question.facts for question in residue.questions)
    return Missing(asked, undecided.part, tuple(ordered), weight + hanging / 10)


def _width(bounds: Bounds) -> int:
    return bounds.at_worst - bounds.at_best
