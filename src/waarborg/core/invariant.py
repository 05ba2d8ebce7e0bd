"""Invariants: what a policy must always say, and what came of proving it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from waarborg.core.condition import Condition
    from waarborg.core.policy import Cite
    from waarborg.core.verdict import Level
    from waarborg.core.vocabulary import Text


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Invariant:
    """What holds of every part in which `when` is true.

    One of: the outcome is `at_least` this severe, whatever is decided, while no rule of `undecided` has a decision; the
    rules of `silent` never count; or `when` is `impossible`.
    """

    id: str
    title: Text
    when: Condition
    sources: tuple[Cite, ...]
    at_least: Level | None = None
    undecided: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    impossible: bool = False


class Answered(StrEnum):
    """What came of a proof. Nothing that was not proved counts as proved."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


class Claim(StrEnum):
    """What a proof is about: an invariant, the coverage, or what never matters in the policy."""

    INVARIANT = "invariant"
    COVERED = "covered"
    NEVER_COUNTS = "never-counts"
    ALWAYS_COUNTS = "always-counts"
    CHANGES_NOTHING = "changes-nothing"
    IDLE_OVERRIDE = "idle-override"
    NEVER_TRUE = "never-true"
    ALWAYS_TRUE = "always-true"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Proof:
    """One claim about a policy, and what came of it; `witness` is the descriptor that shows a refuted one.

    `others` are the rules that explain it: those that hide a rule that changes nothing, or the one that is overridden.
    Each hides it by itself, or `together`: wherever it counts, one of them does.
    """

    claim: Claim
    subject: str
    answered: Answered
    witness: Mapping[str, Any] | None = None
    others: tuple[str, ...] = ()
    together: bool = False
