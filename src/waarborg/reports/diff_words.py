"""What a diff says, in the two languages: transitions, regions and structural changes as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.condition import Defined, Test
from waarborg.core.difference import Atom, Change, Direction, Standing
from waarborg.core.explain import test_in_words, value_in_words
from waarborg.core.policy import Cite, Interval, Known
from waarborg.core.ruling import COVERAGE
from waarborg.core.vocabulary import Text, name_of_code
from waarborg.reports.diff_captions import HOWS, SORTS, WORDS
from waarborg.reports.words import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from waarborg.core.difference import (
        Answer,
        Clause,
        Detail,
        Difference,
        LeftOpen,
        Replayed,
        Replays,
        Shift,
        Transition,
    )
    from waarborg.core.policy import Policy

SHOWN_REPLAYED = 100
"""How many of the descriptors that change are told one by one, where not all are asked for."""
MANY = 12
"""From this many codes on, a list is cut and counted."""


def standing_in_words(standing: Standing, language: str) -> str:
    """The verdict of a standing, with whether a prohibition can be cured."""
    verdict = VERDICTS[language][standing.level.verdict]
    if standing is Standing.PROHIBITED_CURABLE:
        return f"{verdict} ({WORDS[language]['curable']})"
    return f"{verdict} ({WORDS[language]['not_curable']})" if standing is Standing.PROHIBITED else verdict


def answer_in_words(answer: Answer, language: str) -> str:
    """The bounds of an answer; of a prohibition, whether it can be cured."""
    low, high = (VERDICTS[language][level.verdict] for level in (answer.at_best, answer.at_worst))
    if answer.standing is not None:
        return standing_in_words(answer.standing, language)
    return (
        WORDS[language]["between"].format(low, high) if low != high else f"{low} ({WORDS[language]['may_be_curable']})"
    )


def transition_in_words(transition: Transition, language: str) -> str:
    """`REFER → PERMITTED (looser)`."""
    old, new = (standing_in_words(each, language) for each in (transition.old, transition.new))
    return f"{old} → {new} ({WORDS[language][transition.direction]})"


def codes_in_words(codes: Iterable[str], language: str, *, everything: bool = False) -> str:
    """Codes in order; a long list is cut and counted."""
    ordered = sorted(codes)
    if len(ordered) <= MANY or everything:
        return ", ".join(ordered)
    return f"{', '.join(ordered[:MANY])} + {WORDS[language]['others'].format(len(ordered) - MANY)}"


def partners_in_words(shift: Shift, language: str, *, everything: bool = False) -> str:
    """The partners that a transition is taken with; a long list is cut and counted."""
    if shift.partners is None:
        return WORDS[language]["any"]
    return codes_in_words(shift.partners, language, everything=everything)


def left_open_in_words(found: LeftOpen, language: str) -> str:
    """What an exchange that leaves something open comes to on both sides."""
    return WORDS[language]["left_open"].format(*(answer_in_words(answer, language) for answer in found.answers))


def rule_in_words(rule: str, language: str) -> str:
    """The id of a rule; of the coverage, what it is."""
    return WORDS[language]["coverage"] if rule == COVERAGE else rule


def clause_in_words(clause: Clause, policy: Policy, language: str) -> str:
    """One line of a region."""
    words = WORDS[language]
    if clause.rule:
        by = name_of_code(clause.member, policy.vocabulary.decisions.get("by", {}), language)
        return words["decided" if True in clause.values else "undecided_rule"].format(clause.rule, by)
    if clause.test is not None:
        said = test_in_words(clause.test, policy, language)
        return said if True in clause.values else f"¬ {said}"
    fact = policy.vocabulary[clause.path]
    name = fact.name.in_language(language)
    if clause.member:
        member = name_of_code(clause.member, fact.names, language)
        return words["includes" if True in clause.values else "excludes"].format(name, member)
    others = frozenset(fact.values) - clause.values
    among = 0 < len(others) < len(clause.values) and clause.values < frozenset(fact.values)
    told = [value_in_words(value, language, fact) for value in (others if among else clause.values)]
    if len(told) == 1:
        return words["is_not" if among else "is"].format(name, told[0])
    return words["none_of" if among else "one_of"].format(name, codes_in_words(told, language))


def region_in_words(clauses: Iterable[Clause], policy: Policy, language: str) -> str:
    """A whole region in one line: a partner first, then the facts in the order of the vocabulary."""
    order = {path: index for index, path in enumerate(policy.vocabulary)}
    ordered = sorted(clauses, key=lambda c: (c.path != "partner.code", bool(c.rule), order.get(c.path, 0), c.member))
    return "; ".join(clause_in_words(clause, policy, language) for clause in ordered) or WORDS[language]["always"]


def change_in_words(change: Change, language: str) -> str:
    """The headline of a structural change."""
    named = f"{change.id} → {change.new_id}" if change.new_id else change.id
    return f"{SORTS[language][change.sort]} {named}: {HOWS[language][change.how]}"


def detail_in_words(detail: Detail, found: Difference, language: str) -> tuple[str, str, str]:
    """The field of a detail, and what it said on the old and the new side.

    Where the two read alike in the language, what differs is in the other one, or in what a value rests on.
    """
    if not detail.old and not detail.new:
        return detail.field, WORDS[language]["same_tests"], ""
    old = new = ""
    for said in (_said, _said_abroad, _said_with_source):
        old, new = (
            "; ".join(said(each, policy, language) for each in side)
            for side, policy in ((detail.old, found.old[0]), (detail.new, found.new[0]))
        )
        if old != new:
            break
    return detail.field, old or "-", new or "-"


def _said_abroad(value: Any, policy: Policy, language: str) -> str:
    return _said(value, policy, "en" if language == "nl" else "nl")


def _said_with_source(value: Any, policy: Policy, language: str) -> str:
    match value:
        case Known(_, source, basis, _, note):
            return f"{_said(value, policy, language)} [{', '.join(filter(None, (source, basis, note)))}]"
        case Cite(_, _, _, mark):
            return f"{_said(value, policy, language)} [{mark or '-'}]"
        case _:
            return _said(value, policy, language)


def _said(value: Any, policy: Policy, language: str) -> str:
    match value:
        case Atom(Test() as test, negated):
            said = test_in_words(test, policy, language)
            return f"¬ {said}" if negated else said
        case Atom(Defined(name), negated):
            title = policy.definition_names.get(name)
            said = title.in_language(language) if title else name
            return f"¬ {said}" if negated else said
        case Text():
            return value.in_language(language)
        case Interval(start, until):
            words = WORDS[language]
            return words["span"].format(start or "…", until or "…") if start or until else words["always"]
        case Known(known, _, _, interval, _):
            span = "" if interval == Interval() else f" ({_said(interval, policy, language)})"
            return f"{value_in_words(known, language)}{span}"
        case Cite(source, at, quote, _):
            return f"{source} {at} «{quote}»"
        case _:
            return value_in_words(value, language) if isinstance(value, bool) else str(value)


def replays_in_words(replays: Replays, language: str) -> Iterator[str]:
    """How many descriptors keep their outcome and how many files were not read; then each change of verdict."""
    words, verdicts = WORDS[language], VERDICTS[language]
    same = words["replayed_same"].format(replays.read - replays.changed, replays.read)
    unread = [words["replayed_unread"].format(replays.unread)] if replays.unread else []
    yield " ".join([same if replays.read else words["replayed_none"], *unread])
    for (old, new), count in sorted(replays.matrix.items()):
        yield f"{count}: {verdicts[old]} → {verdicts[new]}"


def replay_in_words(each: Replayed, language: str) -> tuple[str, str]:
    """The verdicts of one descriptor, and the rules and facts that change its outcome."""
    verdicts, rules = VERDICTS[language], (rule_in_words(rule, language) for rule in each.rules)
    why = WORDS[language]["because"].format(", ".join(rules), ", ".join(each.facts))
    return f"{verdicts[each.old]} → {verdicts[each.new]}", why


def direction_style(direction: Direction) -> str:
    """The style of a direction: what grows looser must stand out."""
    return {Direction.LOOSER: "bold red", Direction.SIDEWAYS: "bold yellow", Direction.STRICTER: "bold green"}[
        direction
    ]


def headline(found: Difference, language: str) -> str:
    """Which policies were compared, on which days."""
    (old, old_label, old_day), (new, new_label, new_day) = found.old, found.new
    return WORDS[language]["compared"].format(old_label, old.version, old_day, new_label, new.version, new_day)
