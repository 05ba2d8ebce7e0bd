"""Another day's law: the grounds that `covers` names hold on the day of the law, the facts on their own."""

from __future__ import annotations

from datetime import date

import pytest

from waarborg.core.judge import Judge
from waarborg.core.verdict import ExchangeVerdict, Level
from waarborg.reading.document import Document
from waarborg.reading.exchanges import read_exchange
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.tree import read_yaml

BASE = shipped_policies() / "cases" / "bases" / "third-country-transfer.yaml"
POLICY = read_policy(shipped_policies())
BEFORE, SINCE = date(2018, 12, 31), date(2019, 1, 1)


def judged(*, law_as_of: date | None, dropped: str = "") -> ExchangeVerdict:
    """The verdict on a transfer of 2 November 2026 under the law of `law_as_of`, one line of it left out."""
    lines = [line for line in BASE.read_text("utf-8").splitlines() if not dropped or dropped not in line]
    (document,) = read_yaml("\n".join(lines), str(BASE))
    assert isinstance(document, Document)
    read = read_exchange(document, POLICY)
    assert read.exchange is not None, read.problems
    return Judge(POLICY, law_as_of=law_as_of).judge(read.exchange)


@pytest.mark.parametrize(
    ("law_as_of", "expected"),
    [(None, Level.PERMITTED_WITH_CONDITIONS), (SINCE, Level.PERMITTED_WITH_CONDITIONS), (BEFORE, Level.REFER)],
)
def test_coverage_is_read_on_the_day_of_the_law(law_as_of: date | None, expected: Level) -> None:
    """A ground that the law had not yet given covers nothing, however late the facts are."""
    bounds = judged(law_as_of=law_as_of).bounds
    assert (expected, expected) == (bounds.at_best, bounds.at_worst)


def test_what_is_missing_is_asked_under_the_law_of_the_day() -> None:
    """With the gateway missing, the older law leaves no answer that is better than a referral."""
    verdict = judged(law_as_of=BEFORE, dropped="basis: ")
    assert verdict.bounds.at_best == Level.REFER
