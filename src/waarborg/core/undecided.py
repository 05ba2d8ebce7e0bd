"""What is left to find out of a part that is not decided: its residue, and the questions that could move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.bounds import Question, Residue
from waarborg.core.compiling import compiled
from waarborg.core.completions import answers_under
from waarborg.core.condition import facts_read, tests_of
from waarborg.core.exchange import route_of
from waarborg.core.record import record
from waarborg.core.residue import residue_of
from waarborg.core.truth import Truth
from waarborg.core.verdict import Bounds, Level, Missing, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from waarborg.core.exchange import Part
    from waarborg.core.policy import Policy
    from waarborg.core.ruling import Ruling
    from waarborg.core.vocabulary import Facts, Vocabulary


@record
class UndecidedPart:
    """A part of which something is open, with what is left of it and the facts it was judged on."""

    part: Part
    residue: Residue
    facts: Facts


def residue_under(open_rulings: Sequence[tuple[Ruling, Level]], floor: Level, facts: Facts, policy: Policy) -> Residue:
    """What is left of the rulings that may still contribute, each with the level it then contributes."""
    left = [
        (condition, level)
        for ruling, level in open_rulings
        if level > floor and not isinstance(condition := residue_of(ruling.condition, facts, policy.definitions), Truth)
    ]
    tests = [test for condition, _ in left for test in tests_of(condition, {})]
    answers = answers_under(tests, facts, policy.vocabulary)
    read = [facts_read(condition, {}) for condition, _ in left]
    kept = {path: facts[path] for path in frozenset[str]().union(*read) if path in facts}
    questions = [
        Question(compiled(condition, {}), level, paths & answers.keys())
        for (condition, level), paths in zip(left, read, strict=True)
    ]
    return Residue(questions, floor, answers, kept)


def missing_of(bounds: Bounds, parts: Sequence[UndecidedPart], vocabulary: Vocabulary) -> tuple[Missing, ...]:
    """The questions of every part that could still move the whole, the most decisive first, each asked once."""
    found: dict[tuple[str, str], Missing] = {}
    for each in parts:
        each.residue.floor = max(each.residue.floor, bounds.at_best)
        for missing in _missing_in(each, vocabulary):
            key = (missing.path, str(route_of(missing.path, missing.part)))
            if key not in found or missing.weight > found[key].weight:
                found[key] = missing
    return tuple(sorted(found.values(), key=lambda missing: (-missing.weight, missing.path)))


def _missing_in(undecided: UndecidedPart, vocabulary: Vocabulary) -> Iterator[Missing]:
    """The facts whose answers could move a bound of the part, each with what it could move to.

    Of two that narrow the bounds alike, the one that more open rules hang on weighs more.
    """
    residue = undecided.residue
    bounds = residue.bounds()
    for path in residue.answers:
        if not residue.matters(path):
            continue
        answered = [residue.bounds_with(path, answer) for answer in residue.answers[path].values] or [bounds]
        hanging = sum(path in question.facts for question in residue.questions)
        asked = asked_for(path, undecided.facts, vocabulary)
        yield _missing(asked, undecided.part, bounds, answered, hanging)


def asked_for(path: str, facts: Facts, vocabulary: Vocabulary) -> str:
    """The fact to ask for where `path` is missing: itself, or the reference through which it would be looked up."""
    reference = vocabulary[path].reference
    return reference if reference and (reference not in facts or path == "parties") else path


def _missing(path: str, part: Part, base: Bounds, answered: list[Bounds], hanging: int) -> Missing:
    verdicts = {bounds.verdict for bounds in answered}
    reachable = {base.at_best.verdict, base.at_worst.verdict} if verdicts == {Verdict.INCOMPLETE} else verdicts
    narrowed = [_width(base) - _width(bounds) for bounds in answered]
    gravest = max(bounds.at_best for bounds in answered)
    weight = sum(narrowed) / len(narrowed) + (gravest - base.at_best if gravest > base.at_best else 0)
    ordered = sorted(reachable - {Verdict.INCOMPLETE}, key=lambda verdict: -Level[verdict.name])
    return Missing(path, part, tuple(ordered), weight + hanging / 1000)


def _width(bounds: Bounds) -> int:
    return bounds.at_worst - bounds.at_best
