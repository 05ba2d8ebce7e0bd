"""Policy changes from the literature on change-impact analysis, in the policy language: all that is known is found.

The review of papers is the conference of Margrave's own demonstration (github.com/tnelson/Margrave, `basic-demo`:
`conference1.p`, `conference2.p` and their comparison in `demo.rkt`): who has no conflict reads a paper, who is assigned
it does, who has a conflict does not, and a permission goes before a denial; the second policy denies everything else.
What no rule speaks of is neither permitted nor denied there, and left to be referred here. The grades are those of
Fisler, Krishnamurthi, Meyerovich and Tschantz, "Verification and Change-Impact Analysis of Access-Control Policies",
ICSE 2005, and of the tutorial that came with it (margrave-tool.org, v1): faculty assign and view, students receive, no
student may assign, assistants come later, and somebody can have two roles. Which rule comes first, and the same said
otherwise, are changes of ours to these policies.
"""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

import pytest
from randomly import DAY, WORDS, policy_of

from waarborg.change.impact import impact_of
from waarborg.change.sides import Side
from waarborg.core import condition
from waarborg.core.condition import ALWAYS, AllOf, Condition, Not, Operator
from waarborg.core.difference import Standing
from waarborg.core.policy import Cite, Kind, Policy, Rule
from waarborg.core.record import replace
from waarborg.core.vocabulary import Fact, Sort, vocabulary_of

if TYPE_CHECKING:
    from waarborg.core.difference import Clause, Impact
    from waarborg.core.vocabulary import Value

YES_OR_NO = ("reading", "assigned", "conflicted")
ROLES = Fact("roles", Sort.SET, WORDS, WORDS, values=("faculty", "student", "assistant"))
ACTION = Fact("action", Sort.ENUM, WORDS, WORDS, values=("assign", "view", "receive"))
FACTS = (Fact("date", Sort.DATE, WORDS), *(Fact(each, Sort.BOOL, WORDS, WORDS) for each in YES_OR_NO), ROLES, ACTION)
VOCABULARY = vocabulary_of({fact.path: fact for fact in FACTS}, {})
READING, ASSIGNED, CONFLICTED = (
    condition.Test(each, Operator.EQUALS, True) for each in ("reading", "assigned", "conflicted")
)
FACULTY, STUDENT, ASSISTANT = (condition.Test("roles", Operator.INCLUDES, each) for each in ROLES.values)
ASSIGN = condition.Test("action", Operator.EQUALS, "assign")


def denied(name: str, *when: Condition) -> Rule:
    """The rule that prohibits where all of that holds."""
    return Rule(name, Kind.PROHIBITION, WORDS, AllOf(when), (Cite("source"),))


def policy(*rules: Rule) -> Policy:
    """The policy of these rules: what none of them prohibits is permitted."""
    made = policy_of(Random(0))  # noqa: S311 (a test)
    return replace(made, vocabulary=VOCABULARY, rules=rules, covers=ALWAYS, definitions={}, definition_names={})


def impact(old: Policy, new: Policy) -> Impact:
    """What changes between the two."""
    return impact_of(Side(old, DAY), Side(new, DAY), ranges={}, budget=60, clock=time.monotonic)


def told(found: Impact) -> list[tuple[Standing, Standing, str, dict[str, set[Value]]]]:
    """Every region: the verdict before and after, the rule that explains it, and in which facts."""
    assert not found.undecided
    return [
        (shift.transition.old, shift.transition.new, region.rule, dict(map(_line, region.clauses)))
        for shift in found.shifts
        for region in shift.regions
    ]


def _line(clause: Clause) -> tuple[str, set[Value]]:
    member = clause.test.operand if clause.test is not None else clause.member
    return f"{clause.path} {member}".strip(), set(clause.values)


FIRST_APPLICABLE = policy(denied("paper-conflict", READING, CONFLICTED, Not(ASSIGNED)))
"""Without a conflict a paper is read; who is assigned reads it; with a conflict nobody else does."""
CONFERENCE = replace(FIRST_APPLICABLE, covers=READING)
"""The same, and nothing is said of anything but reading a paper."""
CATCH_ALL = policy(*FIRST_APPLICABLE.rules, denied("catch-all", Not(READING)))
"""The same, and everything else is denied."""
CONFLICT_FIRST = policy(denied("paper-conflict", READING, CONFLICTED))
GRADES = policy(denied("only-faculty-assigns", ASSIGN, Not(FACULTY)))


def test_what_nothing_was_said_of_is_denied_once_everything_else_is() -> None:
    """The published comparison: reading papers stays what it was, and all that is no reading of a paper is denied."""
    assert told(impact(CONFERENCE, CATCH_ALL)) == [
        (Standing.REFER, Standing.PROHIBITED, "catch-all", {"reading": {False}})
    ]


def test_who_is_assigned_a_paper_in_spite_of_a_conflict_no_longer_reads_it() -> None:
    """The one difference between first-applicable rules and the conflict put first."""
    assert told(impact(FIRST_APPLICABLE, CONFLICT_FIRST)) == [
        (
            Standing.PERMITTED,
            Standing.PROHIBITED,
            "paper-conflict",
            {"reading": {True}, "assigned": {True}, "conflicted": {True}},
        )
    ]


def test_a_student_who_teaches_no_longer_assigns_grades() -> None:
    """Once the roles are kept apart, whoever has both loses what only one of them may do, and nobody else does."""
    apart = replace(GRADES, rules=(*GRADES.rules, denied("no-student-assigns", ASSIGN, STUDENT)))
    found = impact(GRADES, apart)
    assert told(found) == [
        (
            Standing.PERMITTED,
            Standing.PROHIBITED,
            "no-student-assigns",
            {"action": {"assign"}, "roles student": {True}},
        )
    ]
    assert {"faculty", "student"} <= set(found.shifts[0].regions[0].witness["roles"])


def test_an_assistant_may_assign_grades_also_one_who_is_a_student() -> None:
    """A role more: the exchanges that it opens are those of assistants who are no faculty, students or not."""
    opened = policy(denied("only-faculty-assigns", ASSIGN, Not(FACULTY), Not(ASSISTANT)))
    assert told(impact(GRADES, opened)) == [
        (
            Standing.PROHIBITED,
            Standing.PERMITTED,
            "only-faculty-assigns",
            {"action": {"assign"}, "roles faculty": {False}, "roles assistant": {True}},
        )
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FIRST_APPLICABLE, policy(denied("paper-conflict", Not(ASSIGNED), AllOf((CONFLICTED, READING))))),
        (GRADES, policy(denied("only-faculty-assigns", ASSIGN, Not(AllOf((FACULTY, ASSIGN)))))),
        (
            CONFLICT_FIRST,
            policy(
                denied("paper-conflict", READING, CONFLICTED, ASSIGNED),
                denied("other-conflict", READING, CONFLICTED, Not(ASSIGNED)),
            ),
        ),
    ],
)
def test_the_same_said_otherwise_is_proved_the_same(old: Policy, new: Policy) -> None:
    """No exchange changes outcome, and that is a proof."""
    assert impact(old, new).proved_same
