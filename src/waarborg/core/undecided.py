"""What is left to find out of a part that is not decided: its residue, and the questions that could move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.bounds import Effort, Question, Residue
from waarborg.core.compiling import compiled
from waarborg.core.completions import answers_under
from waarborg.core.condition import facts_read, tests_of
from waarborg.core.exchange import open_on_parties, route_of
from waarborg.core.record import record
from waarborg.core.residue import residue_of
from waarborg.core.truth import Truth
from waarborg.core.verdict import Bounds, Level, Missing, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from waarborg.core.exchange import Exchange, Part
    from waarborg.core.judge import Draft
    from waarborg.core.policy import Policy
    from waarborg.core.vocabulary import Facts, Vocabulary


@record
class UndecidedPart:
    """A part of which something is open, with what is left of it, its bounds, and the facts it was judged on."""

    part: Part
    residue: Residue
    bounds: Bounds
    facts: Facts


def undecided_parts(drafts: Sequence[Draft], policy: Policy) -> dict[Part, UndecidedPart]:
    """Each part with its exact bounds, as far as the effort for one exchange allows, and else with safe ones."""
    effort = Effort()
    found = {}
    for draft in drafts:
        residue = _residue_of(draft, policy, effort)
        found[draft.part] = UndecidedPart(draft.part, residue, residue.bounds(), draft.facts)
    return found


def _residue_of(draft: Draft, policy: Policy, effort: Effort) -> Residue:
    """What is left of the rulings that may still contribute, each with the level it then contributes."""
    facts = draft.facts
    left = [
        (condition, level)
        for ruling, level in draft.open_rulings
        if not isinstance(condition := residue_of(ruling.condition, facts, policy.definitions), Truth)
    ]
    tests = [test for condition, _ in left for test in tests_of(condition, {})]
    answers = answers_under(tests, facts, policy.vocabulary)
    read = [facts_read(condition, {}) for condition, _ in left]
    kept = {path: facts[path] for path in frozenset[str]().union(*read) if path in facts}
    questions = [
        Question(compiled(condition, {}), level, paths & answers.keys())
        for (condition, level), paths in zip(left, read, strict=True)
    ]
    return Residue(questions, draft.certain.at_best, answers, kept, effort)


def missing_of(
    exchange: Exchange, bounds: Bounds, parts: Sequence[UndecidedPart], vocabulary: Vocabulary
) -> tuple[Missing, ...]:
    """The questions of every part that could still move the whole, the most decisive first, each asked once."""
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
    return tuple(sorted(found.values(), key=lambda missing: (-missing.weight, missing.path)))


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
    base = residue.outer_bounds(residue.facts)
    answered = [residue.outer_bounds({**residue.facts, path: answer}) for answer in residue.answers[path].values]
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
