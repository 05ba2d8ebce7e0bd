"""Why a condition came to its truth: the tests that decided it, and in plain words what they ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from waarborg.core.compiling import compiled, truth_of_test
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Operator, Test
from waarborg.core.record import record, value_record
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, conjunction, disjunction, negation
from waarborg.core.vocabulary import HalfKnown, Sort, Value, name_of_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Protocol

    from waarborg.core.policy import Policy
    from waarborg.core.vocabulary import Fact, Facts, Text, Vocabulary

    class Naming(Protocol):
        """What gives facts and definitions their names: a policy, or any part of one."""

        @property
        def vocabulary(self) -> Vocabulary:
            """Every fact by its path."""

        @property
        def definition_names(self) -> Mapping[str, Text]:
            """The title of every definition."""


@value_record
class Reason:
    """One test that helped to decide, with the truth it had."""

    test: Test
    truth: Truth

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The facts that the test reads, the one that is held against another first."""
        operand = self.test.operand
        return (self.test.fact, operand.path) if isinstance(operand, FactOperand) else (self.test.fact,)


@record
class Branch:
    """A condition with its truth and those of its parts, for the whole tree to be shown."""

    condition: Condition
    truth: Truth
    parts: tuple[Branch, ...]


def branch_of(condition: Condition, facts: Facts, definitions: Mapping[str, Condition]) -> Branch:
    """The whole tree of `condition` with the truth of each part."""
    match condition:
        case Test():
            return Branch(condition, truth_of_test(condition, facts), ())
        case Defined(name):
            parts = (branch_of(definitions[name], facts, definitions),)
            return Branch(condition, parts[0].truth, parts)
        case Not(part):
            parts = (branch_of(part, facts, definitions),)
            return Branch(condition, negation(parts[0].truth), parts)
        case AllOf(several) | AnyOf(several):
            combined = conjunction if isinstance(condition, AllOf) else disjunction
            branches = tuple(branch_of(part, facts, definitions) for part in several)
            return Branch(condition, combined(branch.truth for branch in branches), branches)
        case _:
            assert_never(condition)


Deciding = Callable[["Facts"], tuple[Truth, Sequence[Reason]]]
"""What gives the truth of a condition under the facts of one part, and the tests that fix it."""


class Reasons:
    """Why conditions come to their truth: the tests that fix it, all that had to hold or the first that was enough.

    Of an UNKNOWN condition: the tests that are UNKNOWN and could still decide it. What is asked of many facts is made
    ready once; a definition is so for all that use it.
    """

    def __init__(self, definitions: Mapping[str, Condition]) -> None:
        self._definitions = definitions
        self._known: dict[str, Deciding] = {}
        self._tests: dict[Test, Deciding] = {}

    def of(self, condition: Condition, facts: Facts) -> tuple[Reason, ...]:
        """The tests that fix the truth of the condition, each once."""
        return found_by(self.deciding(condition), facts)

    def deciding(self, condition: Condition) -> Deciding:
        """The condition made ready to be asked for its reasons."""
        match condition:
            case Test():
                if condition not in self._tests:
                    self._tests[condition] = _deciding_test(condition)
                return self._tests[condition]
            case Defined(name):
                if name not in self._known:
                    self._known[name] = self.deciding(self._definitions[name])
                return self._known[name]
            case Not(part):
                return _turned(self.deciding(part))
            case AllOf(parts):
                return _sweep([self.deciding(part) for part in parts], enough=FALSE, otherwise=TRUE)
            case AnyOf(parts):
                return _sweep([self.deciding(part) for part in parts], enough=TRUE, otherwise=FALSE)
            case _:
                assert_never(condition)


def found_by(deciding: Deciding, facts: Facts) -> tuple[Reason, ...]:
    """The reasons that it gives, each once: the same test gives the same one wherever it stands."""
    _, found = deciding(facts)
    return tuple({id(reason): reason for reason in found}.values())


def _deciding_test(test: Test) -> Deciding:
    reading = compiled(test, {})
    true, false, unknown = ((truth, (Reason(test, truth),)) for truth in (TRUE, FALSE, UNKNOWN))

    def decide(facts: Facts) -> tuple[Truth, Sequence[Reason]]:
        truth = reading(facts)
        return true if truth is TRUE else false if truth is FALSE else unknown

    return decide


def _turned(part: Deciding) -> Deciding:
    def decide(facts: Facts) -> tuple[Truth, Sequence[Reason]]:
        truth, found = part(facts)
        return negation(truth), found

    return decide


def _sweep(parts: list[Deciding], *, enough: Truth, otherwise: Truth) -> Deciding:
    def decide(facts: Facts) -> tuple[Truth, Sequence[Reason]]:
        result = otherwise
        agreeing: list[Reason] = []
        for part in parts:
            truth, found = part(facts)
            if truth is enough:
                return enough, found
            if truth is not result and truth is UNKNOWN:
                result, agreeing = UNKNOWN, []
            if truth is result:
                agreeing += found
        return result, agreeing

    return decide


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
