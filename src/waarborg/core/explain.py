"""Facts, values and conditions in plain words: what a test asks, and what a fact says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, assert_never

from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Operator, Test
from waarborg.core.vocabulary import HalfKnown, Sort, Value, name_of_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Protocol

    from waarborg.core.policy import Policy
    from waarborg.core.vocabulary import Fact, Text, Vocabulary

    class Naming(Protocol):
        """What gives facts and definitions their names: a policy, or any part of one."""

        @property
        def vocabulary(self) -> Vocabulary:
            """Every fact by its path."""

        @property
        def definition_names(self) -> Mapping[str, Text]:
            """The title of every definition."""


WORDS = {
    "nl": {
        Operator.EQUALS: "is {}",
        Operator.ONE_OF: "is een van {}",
        Operator.AT_LEAST: "is ten minste {}",
        Operator.AT_MOST: "is ten hoogste {}",
        Operator.SAME_AS: "is gelijk aan {}",
        Operator.INCLUDES: "omvat {}",
        Operator.INCLUDES_ALL: "omvat alle van {}",
        Operator.OVERLAPS: "omvat een van {}",
        "all": "alle van",
        "any": "een van",
        "not": "niet",
        "empty": "is leeg",
        "filled": "is ingevuld",
        "unknown": "onbekend",
        "yes": "ja",
        "no": "nee",
        "and maybe more": "en mogelijk meer",
        "none": "geen",
    },
    "en": {
        Operator.EQUALS: "is {}",
        Operator.ONE_OF: "is one of {}",
        Operator.AT_LEAST: "is at least {}",
        Operator.AT_MOST: "is at most {}",
        Operator.SAME_AS: "is the same as {}",
        Operator.INCLUDES: "includes {}",
        Operator.INCLUDES_ALL: "includes all of {}",
        Operator.OVERLAPS: "includes one of {}",
        "all": "all of",
        "any": "any of",
        "not": "not",
        "empty": "is empty",
        "filled": "is stated",
        "unknown": "unknown",
        "yes": "yes",
        "no": "no",
        "and maybe more": "and maybe more",
        "none": "none",
    },
}


def name_of(path: str, policy: Naming, language: str) -> str:
    """The fact's name in the language."""
    return policy.vocabulary[path].name.in_language(language)


def value_in_words(value: Value | None, language: str, fact: Fact | None = None) -> str:
    """A value as a person reads it: codes by the names the fact gives them, yes and no, a missing one as unknown."""
    words = WORDS[language]
    names = fact.names if fact else {}

    def listed(codes: Iterable[str]) -> str:
        return ", ".join(sorted(name_of_code(code, names, language) for code in codes))

    match value:
        case None:
            return words["unknown"]
        case bool():
            return words["yes"] if value else words["no"]
        case HalfKnown(known):
            return f"{listed(known) or words['unknown']} ({words['and maybe more']})"
        case frozenset():
            return listed(value) or words["none"]
        case date():
            return value.isoformat()
        case str():
            return name_of_code(value, names, language)
        case _:
            return str(value)


def fact_in_words(path: str, value: Value | None, policy: Policy, language: str) -> str:
    """A fact's name and value, `partner: Morocco (MA)`; what a reference names is called by its name as well."""
    fact = policy.vocabulary[path]
    said = value_in_words(value, language, fact)
    if fact.sort is Sort.REFERENCE and isinstance(value, str):
        referent = policy.find(fact.target, value)
        said = f"{referent.name.in_language(language)} ({value})" if referent else value
    return f"{fact.name.in_language(language)}: {said}"


def test_in_words(test: Test, policy: Naming, language: str) -> str:
    """A test as a sentence without a full stop: `protection status is one of asylum seeker, refugee`."""
    words = WORDS[language]
    name = name_of(test.fact, policy, language)
    if test.operator is Operator.EMPTY:
        return f"{name} {words['empty' if test.operand is True else 'filled']}"
    if isinstance(test.operand, FactOperand):
        operand = name_of(test.operand.path, policy, language)
    else:
        operand = value_in_words(test.operand, language, policy.vocabulary[test.fact])
    return f"{name} {words[test.operator].format(operand)}"


def condition_in_words(condition: Condition, policy: Naming, language: str) -> str:
    """The line that stands for `condition` in its tree, its parts left to the lines below."""
    words = WORDS[language]
    match condition:
        case Test():
            return test_in_words(condition, policy, language)
        case Defined(name):
            title = policy.definition_names.get(name)
            return title.in_language(language) if title else name
        case Not():
            return words["not"]
        case AllOf():
            return words["all"]
        case AnyOf():
            return words["any"]
        case _:
            assert_never(condition)
