"""The questions that are left: the missing facts that could still move a bound, the most decisive first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.verdict import Bounds, Level, Missing, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.bounds import Residue
    from waarborg.core.exchange import Part
    from waarborg.core.vocabulary import Facts, Vocabulary


def missing_facts(
    residue: Residue, bounds: Bounds, facts: Facts, part: Part, vocabulary: Vocabulary
) -> Iterator[Missing]:
    """The facts whose answers could move a bound of the part, each with what it could move to.

    Of two that narrow the bounds alike, the one that more open rules hang on weighs more.
    """
    for path in residue.answers:
        if not residue.matters(path):
            continue
        answered = [residue.bounds_with(path, answer) for answer in residue.answers[path].values] or [bounds]
        hanging = sum(path in question.facts for question in residue.questions)
        yield _missing(asked_for(path, facts, vocabulary), part, bounds, answered, hanging)


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
