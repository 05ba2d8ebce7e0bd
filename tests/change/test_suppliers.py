"""A partner that only supplied what goes out is a party of its own: what changes for it alone is a change."""

from __future__ import annotations

import time
from datetime import date

from waarborg.change.confirming import confirm
from waarborg.change.impact import impact_of
from waarborg.change.sides import Side
from waarborg.cli.witnesses import read_witness
from waarborg.core import condition
from waarborg.core.difference import Difference
from waarborg.core.policy import Cite, Kind, Rule
from waarborg.core.record import replace
from waarborg.core.vocabulary import Text
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.vocabulary import ranges

DAY = date(2026, 11, 24)
WORDS = Text("x", "x")


def test_a_rule_on_who_only_supplied_the_data_is_seen() -> None:
    """The witness has somebody else receive, as the reader refuses data that go out to nobody."""
    policy = read_policy(shipped_policies())
    answered = condition.Test("direction", condition.Operator.EQUALS, "out_answer")
    when = condition.AllOf((answered, condition.Defined("only_supplied")))
    rule = Rule("supplier-alone", Kind.PROHIBITION, WORDS, when, (Cite("letter-2022"),))
    stricter = replace(policy, rules=(*policy.rules, rule))
    sides = (Side(policy, DAY), Side(stricter, DAY))
    impact = impact_of(*sides, ranges=ranges(), budget=60, clock=time.monotonic)
    confirm(Difference((policy, "", DAY), (stricter, "", DAY), (), impact), sides, read_witness)
    assert impact.shifts
    assert not impact.undecided
    for shift in impact.shifts:
        for region in shift.regions:
            assert [each["roles"] for each in region.witness["partners"]] == [["origin"], ["recipient"]]
