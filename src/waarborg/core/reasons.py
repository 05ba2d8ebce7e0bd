"""Why a condition came to its truth: the tests that decided it, and what a rule therefore rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, assert_never

from waarborg.core.compiling import compiled, truth_of_test
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Test, facts_read
from waarborg.core.record import record, value_record
from waarborg.core.ruling import trigger_of
from waarborg.core.truth import FALSE, TRUE, UNKNOWN, Truth, conjunction, disjunction, negation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from waarborg.core.policy import Policy, Rule
    from waarborg.core.vocabulary import Facts, Value

FEW_ANSWERS = 16
"""For how many answers to the same questions it is remembered what rests on them: most rules are asked alike."""
FEW_FOOTINGS = 64
"""So many footings of one condition are remembered, whatever the answers under which it rests on them."""


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
        return _once_each(self.deciding(condition)(facts)[1])

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


def _once_each(found: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons, each once: the same test gives the same one wherever it stands."""
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


@record
class Footing:
    """What the truth of a condition rests on: the tests that fix it, each once.

    `pinned` are the stated facts that they read, or by which they look something up, the most particular first: what a
    rule requires, in its order, before what calls for it, the last first; and of each the deepest paths first.
    """

    truth: Truth
    reasons: tuple[Reason, ...]
    pinned: tuple[str, ...]

    @cached_property
    def read(self) -> tuple[str, ...]:
        """The facts that the tests read, each once."""
        return tuple(dict.fromkeys(path for reason in self.reasons for path in reason.paths))


class Footings(dict[tuple["Value | None", ...], Footing]):
    """What one condition rests on, by what the facts that it reads say; what was found lately is remembered.

    `pins` gives for each of these facts the one that is stated: itself, or that by which it is looked up; `required`
    names those that a rule requires something of. `axes` are the lists of a descriptor of whose elements it reads
    anything, or somebody weighs anything.
    """

    def __init__(
        self, deciding: Deciding, pins: Mapping[str, str], required: frozenset[str], axes: tuple[str, ...]
    ) -> None:
        super().__init__()
        self.axes = axes
        self._deciding = deciding
        self._pins = pins
        self._required = required
        self._alike: dict[tuple[object, ...], Footing] = {}

    def under(self, facts: Facts) -> Footing:
        """What it rests on under these facts."""
        return self[tuple(map(facts.get, self._pins))]

    def __missing__(self, answers: tuple[Value | None, ...]) -> Footing:
        facts = {path: value for path, value in zip(self._pins, answers, strict=True) if value is not None}
        truth, found = self._deciding(facts)
        reasons = _once_each(found)
        for known, most in ((self, FEW_ANSWERS), (self._alike, FEW_FOOTINGS)):
            if len(known) >= most:
                known.clear()
        same = (truth, *map(id, reasons))
        if same not in self._alike:
            self._alike[same] = Footing(truth, reasons, self._pinned(reasons))
        self[answers] = self._alike[same]
        return self._alike[same]

    def _pinned(self, reasons: Iterable[Reason]) -> tuple[str, ...]:
        read = [path for reason in reasons for path in reason.paths]
        required = [self._pins[path] for path in read if path in self._required]
        calling = [self._pins[path] for path in reversed(read) if path not in self._required]
        parts = (sorted(part, key=_depth, reverse=True) for part in (required, calling))
        return tuple(dict.fromkeys(chain(*parts)))


def _depth(path: str) -> int:
    return path.count(".")


class Grounds(dict["Rule", Footings]):
    """What the trigger of each rule rests on, and with `coverage` the policy's `covers`; ready when first asked for."""

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self._policy = policy
        self._reasons = Reasons(policy.definitions)

    def __missing__(self, rule: Rule) -> Footings:
        made = self[rule] = self._footings(trigger_of(rule), rule.requires, rule.factors)
        return made

    @cached_property
    def coverage(self) -> Footings:
        """What it rests on that the policy covers an exchange, or does not."""
        return self._footings(self._policy.covers)

    def _footings(
        self, condition: Condition, requires: Condition | None = None, factors: Sequence[str] = ()
    ) -> Footings:
        definitions, vocabulary = self._policy.definitions, self._policy.vocabulary
        paths = sorted(facts_read(condition, definitions))
        pins = {path: vocabulary[path].reference or path for path in paths}
        axes = {vocabulary[path].axis for path in (*paths, *factors)} - {""}
        required = facts_read(requires, definitions) if requires else frozenset[str]()
        return Footings(self._reasons.deciding(condition), pins, required, tuple(sorted(axes)))
