"""The questions that are left: the missing facts that could still move a bound, the most decisive first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.bounds import Residue, matters
from waarborg.core.verdict import Bounds, Level, Missing, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waarborg.core.exchange import Part
    from waarborg.core.vocabulary import Facts, Vocabulary


def asked_for(path: str, facts: Facts, vocabulary: Vocabulary) -> str:
    """The fact to ask for where `path` is missing: itself, or the reference through which it would be looked up."""
    reference = vocabulary[path].reference
    return reference if reference and (reference not in facts or path == "parties") else path


def missing_facts(
    residue: Residue, facts: Facts, *, unknown: Mapping[str, int], part: Part, vocabulary: Vocabulary
) -> tuple[Missing, ...]:
    """The facts among `unknown` whose answers could move a bound of the part, most decisive first.

    `unknown` counts for each fact the open rules that hang on it: of two that narrow the bounds alike, the one more
    rules hang on is asked first.
    """
    found: dict[str, Missing] = {}
    base = residue.bounds(facts)
    for path in sorted(unknown):
        residue.readings = 0
        if not matters(residue, facts, path):
            continue
        residue.readings = 0
        answered = [residue.bounds({**facts, path: answer}) for answer in residue.answers.get(path, ())] or [base]
        missing = _missing(asked_for(path, facts, vocabulary), part, base, answered, unknown[path])
        seen = found.get(missing.path)
        if seen is None or missing.weight > seen.weight:
            found[missing.path] = missing
    return tuple(sorted(found.values(), key=lambda missing: (-missing.weight, missing.path)))


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
