"""Whether a prohibited verdict could be cured by meeting the requirements it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.core.policy import Kind
from waarborg.core.verdict import Bounds, Curable, Level, Outcome, PartVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def part_curable(bounds: Bounds, outcomes: Iterable[Outcome]) -> Curable | None:
    """For a prohibited part: NO where a prohibition or a stop is certain, UNKNOWN where one may be; else YES."""
    if bounds.at_best is not Level.PROHIBITED:
        return None
    gravest = Level.PROHIBITED
    prohibiting = [each for each in outcomes if each.contributes.at_worst is gravest]
    lasting = [each for each in prohibiting if each.stopped_by or each.rule.kind is Kind.PROHIBITION]
    if any(each.contributes.at_best is gravest for each in lasting):
        return Curable.NO
    return Curable.UNKNOWN if lasting else Curable.YES


def exchange_curable(bounds: Bounds, parts: Sequence[PartVerdict]) -> Curable | None:
    """For a prohibited exchange: the least hopeful of its parts; a part that may yet be prohibited leaves it open."""
    if bounds.at_best is not Level.PROHIBITED:
        return None
    found = {part.curable for part in parts if part.curable}
    if Curable.NO in found:
        return Curable.NO
    may_be_prohibited = any(
        outcome.contributes.at_worst is Level.PROHIBITED and outcome.rule.kind is Kind.PROHIBITION
        for part in parts
        for outcome in part.heard
    )
    return Curable.UNKNOWN if may_be_prohibited or Curable.UNKNOWN in found else Curable.YES
