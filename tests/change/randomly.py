"""Random policies with partners, and random parts with holes, from one seed; the one place they are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from waarborg.change.witness import statable
from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Operator, Test
from waarborg.core.exchange import Decision, Element, Exchange
from waarborg.core.policy import Cite, Interval, Kind, Known, Policy, Referent, Rule, Source
from waarborg.core.record import replace
from waarborg.core.vocabulary import AXES, FINDINGS, Fact, HalfKnown, Sort, Text, Value, vocabulary_of
from waarborg.reading.conditions import FITTING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

DAY = date(2026, 1, 15)
WORDS = Text("woord", "word")
COLOURS = ("red", "green", "blue")
MEMBERS = ("left", "right", "middle")
GRADES = ("low", "high", "none")
CODES = ("AA", "BB", "CC", "DD", "EE", "FF")
TREATIES = ("pact", "treaty")
STATED = {
    fact.path: fact
    for fact in (
        Fact("date", Sort.DATE, WORDS),
        Fact("warm", Sort.BOOL, WORDS, WORDS),
        Fact("wet", Sort.BOOL, WORDS, WORDS),
        Fact("parties_complete", Sort.BOOL, WORDS, WORDS),
        Fact("direction", Sort.ENUM, WORDS, WORDS, values=("in_answer", "out_answer", "crossborder_action")),
        Fact("notice.kind", Sort.ENUM, WORDS, WORDS, values=("none", "red")),
        Fact("colour", Sort.ENUM, WORDS, WORDS, values=COLOURS),
        Fact("shade", Sort.ENUM, WORDS, WORDS, values=COLOURS),
        Fact("grade", Sort.ENUM, WORDS, WORDS, values=GRADES),
        Fact("harm", Sort.FINDING, WORDS, WORDS, values=FINDINGS),
        Fact("threat", Sort.FINDING, WORDS, WORDS, values=FINDINGS),
        Fact("sides", Sort.SET, WORDS, WORDS, values=MEMBERS),
        Fact("faces", Sort.SET, WORDS, WORDS, values=MEMBERS),
        Fact("side", Sort.ENUM, WORDS, WORDS, values=MEMBERS),
        Fact("count", Sort.INTEGER, WORDS, WORDS),
        Fact("number", Sort.INTEGER, WORDS, WORDS),
        Fact("share", Sort.DECIMAL, WORDS, WORDS),
        Fact("portion", Sort.DECIMAL, WORDS, WORDS),
        Fact("due", Sort.DATE, WORDS, WORDS),
        Fact("paid", Sort.DATE, WORDS, WORDS),
        Fact("note", Sort.TEXT, WORDS, WORDS),
        Fact("reply", Sort.TEXT, WORDS, WORDS),
        Fact("partner.code", Sort.REFERENCE, WORDS, WORDS, target="partners", prefix="partner"),
        Fact("partner.roles", Sort.SET, WORDS, WORDS, values=("requester", "recipient", "origin", "onward")),
        Fact("subject.feared", Sort.REFERENCE, WORDS, WORDS, target="partners"),
        Fact("subject.states", Sort.SET, WORDS, WORDS, target="partners"),
        Fact("data.origin", Sort.REFERENCE, WORDS, WORDS, target="partners"),
        Fact("data.onward_planned", Sort.BOOL, WORDS, WORDS),
        Fact("notice.issuer", Sort.REFERENCE, WORDS, WORDS, target="partners"),
        Fact("action.host_state", Sort.REFERENCE, WORDS, WORDS, target="partners"),
        Fact("basis", Sort.REFERENCE, WORDS, WORDS, target="instruments"),
    )
}
ATTRIBUTES = {
    "partners": {
        fact.path: fact
        for fact in (
            Fact("near", Sort.BOOL, WORDS),
            Fact("rank", Sort.ENUM, WORDS, values=GRADES),
        )
    },
    "instruments": {
        fact.path: fact
        for fact in (
            Fact("binding", Sort.BOOL, WORDS),
            Fact("parties", Sort.SET, WORDS, target="partners"),
        )
    },
}
VOCABULARY = vocabulary_of(STATED, ATTRIBUTES)
RANGES = {"count": (0, None), "number": (0, None)}
CONSTANTS: Mapping[Sort, tuple[Value, ...]] = {
    Sort.BOOL: (True, False),
    Sort.FINDING: FINDINGS,
    Sort.INTEGER: (1, 3),
    Sort.DECIMAL: (Decimal("0.5"), Decimal(1)),
    Sort.DATE: (date(2026, 1, 10), DAY, date(2026, 2, 1)),
    Sort.TEXT: ("urgent", "late"),
}
"""What a fact of each sort is held against, where its vocabulary does not say which codes it can have."""
_ALONE = frozenset({Operator.EQUALS, Operator.ONE_OF, Operator.EMPTY})
"""The operators that are never held against a fact."""
LIKELY = {"parties_complete": 0.8, "data.onward_planned": 0.2}
"""How likely what closes the list of parties is, so that some lists are closed."""
LISTED = frozenset({Operator.ONE_OF, Operator.INCLUDES_ALL, Operator.OVERLAPS})
"""The operators that take a list of constants."""
WAYS = tuple(
    (operator, sort, held_against)
    for operator, sorts in FITTING.items()
    for sort in sorted(sorts)
    for held_against in ("constant", "fact")
    if operator not in ({Operator.SAME_AS} if held_against == "constant" else _ALONE)
)
"""Every operator with every sort that the reader admits it for, held against a constant and against another fact."""


def way_of(test: Test) -> tuple[Operator, Sort, str]:
    """Which of the ways to make a test `test` is."""
    return test.operator, VOCABULARY[test.fact].sort, "fact" if isinstance(test.operand, FactOperand) else "constant"


def test_of(random: Random, read: Collection[str] = ()) -> Test:  # noqa: PT028 (it is no test, it makes one)
    """One test that the reader admits: every sort and every operator, against constants and against facts.

    With `read`, one of these facts against a constant.
    """
    sorts = {VOCABULARY[path].sort for path in read}
    among = [each for each in WAYS if each[1] in sorts and each[2] == "constant"] if read else WAYS
    operator, sort, held_against = random.choice(among)
    facts = [VOCABULARY[path] for path in read or VOCABULARY if VOCABULARY[path].sort is sort]
    if held_against == "fact":
        fact, other = random.choice([(fact, other) for fact in facts for other in _others(fact, operator)])
        return Test(fact.path, operator, FactOperand(other))
    fact = random.choice(facts)
    if operator is Operator.EMPTY:
        return Test(fact.path, operator, random.choice([True, False]))
    constants = constants_for(fact)
    if operator in LISTED:
        return Test(fact.path, operator, frozenset(map(str, random.sample(constants, random.randint(1, 2)))))
    return Test(fact.path, operator, random.choice(constants))


def constants_for(fact: Fact) -> tuple[Value, ...]:
    """What the fact, or a member of it, is held against."""
    if fact.target:
        return CODES if fact.target == "partners" else TREATIES
    return fact.values or CONSTANTS[fact.sort]


def _others(fact: Fact, operator: Operator) -> Iterator[str]:
    """The facts that the operator can hold `fact` against: the reader refuses all others."""
    for path in VOCABULARY:
        other = VOCABULARY[path]
        alike = (fact.target, fact.values) == (other.target, other.values)
        fits = other.sort is not Sort.SET if operator is Operator.INCLUDES else other.sort is fact.sort
        if alike and fits and path != fact.path:
            yield path


def condition_of(random: Random, depth: int = 2, *, term: bool = False, read: Collection[str] = ()) -> Condition:
    """A condition of a few tests; with `read`, of these facts alone."""
    roll = random.random()
    if depth == 0 or roll < 0.3:
        return Defined("term") if term and random.random() < 0.15 else test_of(random, read)
    if roll < 0.45:
        return Not(condition_of(random, depth - 1, term=term, read=read))
    parts = tuple(condition_of(random, depth - 1, term=term, read=read) for _ in range(random.randint(1, 3)))
    return AllOf(parts) if roll < 0.75 else AnyOf(parts)


def rule_of(random: Random, identifier: str, liftable: list[str], read: Collection[str] = ()) -> Rule:
    """A rule of any kind, now and then an exception or out of force."""
    kind = random.choice(list(Kind))
    excepting = kind in {Kind.WEIGHING, Kind.OBLIGATION} and liftable and random.random() < 0.5
    return Rule(
        id=identifier,
        kind=kind,
        title=WORDS,
        when=condition_of(random, term=True, read=read),
        sources=(Cite("source"),),
        requires=condition_of(random, 1, read=read) if kind is Kind.REQUIREMENT else None,
        liftable=kind in {Kind.PROHIBITION, Kind.REQUIREMENT} and random.random() < 0.5,
        overrides=(random.choice(liftable),) if excepting else (),
        authority=random.choice(["om", "airs"]) if kind is Kind.WEIGHING else "",
        grounds=random.choice([(), ("vital_interest",)]) if kind is Kind.WEIGHING else (),
        advice=Text(identifier, identifier) if kind is Kind.OBLIGATION else None,
        in_force=random.choice([Interval(), Interval(), Interval(DAY, DAY), Interval(None, DAY - timedelta(1))]),
    )


def policy_of(random: Random, *, rules: int = 3, read: Collection[str] = ()) -> Policy:
    """A policy with partners and instruments, of which it does not know everything; `read` are the facts it reads."""
    made: list[Rule] = []
    for index in range(rules):
        made.append(rule_of(random, f"rule-{index}", [rule.id for rule in made if rule.liftable], read))
    referents: dict[tuple[str, str], Referent] = {}
    for code in CODES:
        attributes = {
            "near": (Known(random.random() < 0.5, "", ""),),
            "rank": (Known(random.choice(["low", "high", "none"]), "", ""),),
        }
        if random.random() < 0.2:
            del attributes[random.choice(sorted(attributes))]
        referents["partners", code] = Referent(code, WORDS, attributes)
    for code in TREATIES:
        parties = frozenset(random.sample(CODES, 3))
        attributes = {"binding": (Known(random.random() < 0.5, "", ""),), "parties": (Known(parties, "", ""),)}
        if random.random() < 0.2:
            del attributes[random.choice(sorted(attributes))]
        referents["instruments", code] = Referent(code, WORDS, attributes)
    return Policy(
        name="random",
        version="1",
        released=DAY,
        sha256="",
        vocabulary=VOCABULARY,
        covers=condition_of(random, 1, read=read),
        rules=tuple(made),
        definitions={"term": condition_of(random, 1, read=read)},
        definition_names={"term": WORDS},
        sources={"source": Source("source", "statute", "Title", WORDS, {}, Interval(), "text", "")},
        find=lambda target, code: referents.get((target, code)),
        exists=lambda target, code: (target, code) in referents,
        codes=lambda target: frozenset(CODES if target == "partners" else TREATIES),
    )


def edited(random: Random, policy: Policy, *, read: Collection[str] = ()) -> Policy:
    """The policy with one thing changed: a condition, a kind, an interval, an authority, a rule less, its coverage."""
    index = random.randrange(len(policy.rules))
    rule = policy.rules[index]
    edits = [
        replace(rule, when=condition_of(random, read=read)),
        replace(rule, when=Not(rule.when)),
        replace(rule, when=AllOf((rule.when, test_of(random, read)))),
        replace(rule, in_force=random.choice([Interval(), Interval(DAY + timedelta(1), None)])),
        replace(rule, authority="minister")
        if rule.kind is Kind.WEIGHING
        else replace(rule, when=AnyOf((rule.when, test_of(random, read)))),
    ]
    if random.random() < 0.1:
        return replace(policy, covers=condition_of(random, 1, read=read))
    if random.random() < 0.1:
        return replace(policy, definitions={"term": condition_of(random, 1, read=read)})
    return replace(policy, rules=(*policy.rules[:index], random.choice(edits), *policy.rules[index + 1 :]))


def rewritten(condition: Condition, random: Random) -> Condition:
    """Another way to say the same: De Morgan, another order, a part twice."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            opposite = AnyOf if isinstance(condition, AllOf) else AllOf
            several = [rewritten(part, random) for part in parts]
            random.shuffle(several)
            if random.random() < 0.5:
                return Not(opposite(tuple(Not(part) for part in several)))
            return type(condition)((*several, several[0]))
        case Not(part):
            return Not(rewritten(part, random))
        case _:
            return Not(Not(condition)) if random.random() < 0.5 else condition


@dataclass(frozen=True)
class Made:
    """A random part: the facts stated, the other partners, and the decisions."""

    facts: dict[str, Value]
    others: tuple[str, ...]
    decisions: tuple[Decision, ...]


def value_of(random: Random, fact: Fact, codes: Mapping[str, list[str]]) -> Value:
    """Any value of the fact; of a reference, one of the `codes` of its target."""
    match fact.sort:
        case Sort.BOOL:
            return random.random() < LIKELY.get(fact.path, 0.5)
        case Sort.ENUM:
            return random.choice(fact.values)
        case Sort.FINDING:
            return random.choice(FINDINGS)
        case Sort.SET:
            members = fact.values or codes[fact.target]
            return frozenset(random.sample(members, random.randint(0, min(3, len(members)))))
        case Sort.INTEGER:
            return random.randint(0, 5)
        case Sort.DECIMAL:
            return Decimal(random.randint(0, 30)) / 20
        case Sort.DATE:
            return DAY + timedelta(random.randint(-10, 25))
        case Sort.TEXT:
            return random.choice([" ", "urgent", "late", "something else", "another thing"])
        case _:
            return random.choice(codes[fact.target])


def part_of(random: Random, policy: Policy, *, holes: float) -> Made:
    """A random part of which each fact is missing with the chance `holes`, and each set half known with half of that.

    A handful of codes are drawn for it, so that its references often name the same one. What no descriptor can state
    together is left out.
    """
    codes = {
        target: random.sample(sorted(policy.codes(target)), min(5, len(policy.codes(target))))
        for target in ("partners", "instruments")
    }
    facts: dict[str, Value] = {}
    for fact in map(policy.vocabulary.__getitem__, policy.vocabulary):
        if fact.reference or fact.path == "date" or random.random() < holes:
            continue
        value = value_of(random, fact, codes)
        half = isinstance(value, frozenset) and random.random() < holes / 2
        facts[fact.path] = HalfKnown(value) if half and isinstance(value, frozenset) else value
    facts = statable(facts, DAY)
    others = tuple(random.sample(codes["partners"], random.choice([0, 0, 1])))
    decisions = tuple(
        Decision(
            rule.id,
            random.choice(["om", "airs", "minister"]),
            "go",
            DAY,
            "decision",
            random.choice(["", "vital_interest"]),
            limits={"partner": frozenset({"first"})} if others else {},
            index=index,
        )
        for index, rule in enumerate(policy.rules)
        if random.random() < 0.4
    )
    return Made(facts, tuple(code for code in others if code != facts.get("partner.code")), decisions)


def exchange_of(made: Made) -> Exchange:
    """The exchange that states this; its first part is the one."""
    elements: dict[str, tuple[Element, ...]] = {}
    for axis in AXES:
        mine = {path: value for path, value in made.facts.items() if path.startswith(f"{axis}.")}
        further = made.others if axis == "partner" else ()
        elements[axis] = (
            Element("first", mine),
            *(Element(code, {"partner.code": code}, index + 1) for index, code in enumerate(further)),
        )
    top = {path: value for path, value in made.facts.items() if path.split(".", 1)[0] not in AXES}
    return Exchange("random", DAY, "", {**top, "date": DAY}, elements, made.decisions, lambda _route: None)
