"""Policy cases: a small exchange, what the policy must make of it, and what it made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from waarborg.core.exchange import Exchange
    from waarborg.core.place import Place
    from waarborg.core.verdict import Curable, ExchangeVerdict, Level, Verdict


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Expected:
    """What a case asks of the verdict; None and an empty tuple ask nothing.

    `contributes`, `silent`, `remarks`, `settled` and `lifted` are ids of rules, `missing` are facts that must be among
    the questions, `refer_to` are authorities.
    """

    verdict: Verdict | None = None
    at_best: Level | None = None
    at_worst: Level | None = None
    curable: Curable | None = None
    contributes: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    lifted: tuple[str, ...] = ()
    refer_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Case:
    """One case about one rule. `day`, where it is given, replaces the exchange's date for facts and law alike."""

    name: str
    rule: str
    base: str
    place: Place
    exchange: Exchange
    day: date | None
    expected: Expected


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that a case asks and the verdict does not give.

    `key` is that of the expectation. For a key that lists rules or facts, `expected` is the one that fails, and `found`
    is what it came to instead, as a code; otherwise both are codes of the same kind.
    """

    key: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Ran:
    """A case with the verdict on it; it passes where nothing mismatches."""

    case: Case
    verdict: ExchangeVerdict
    mismatches: tuple[Mismatch, ...]
