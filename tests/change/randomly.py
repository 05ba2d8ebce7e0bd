"""Random policies with partners, and random parts with holes, from one seed; the one place they are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Operator, Test
from waarborg.core.exchange import Decision, Element, Exchange
from waarborg.core.policy import Cite, Interval, Kind, Known, Policy, Referent, Rule, Source
from waarborg.core.record import replace
from waarborg.core.vocabulary import AXES, Fact, HalfKnown, Sort, Text, Value, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2026, 1, 15)
WORDS = Text("woord", "word")
COLOURS = ("red", "green", "blue")
MEMBERS = ("left", "right", "middle")
CODES = ("AA", "BB", "CC", "DD", "EE", "FF")
TREATIES = ("pact", "treaty")
STATED = {
    fact.path: fact
    for fact in (
        Fact("date", Sort.DATE, WORDS),
        Fact("warm", Sort.BOOL, WORDS, WORDS),
        Fact("wet", Sort.BOOL, WORDS, WORDS),
        Fact("parties_complete", Sort.BOOL, WORDS, WORDS),
        Fact("colour", Sort.ENUM, WORDS, WORDS, values=COLOURS),
        Fact("shade", Sort.ENUM, WORDS, WORDS, values=COLOURS),
        Fact("harm", Sort.FINDING, WORDS, WORDS, values=("established", "indicated", "excluded")),
        Fact("sides", Sort.SET, WORDS, WORDS, values=MEMBERS),
        Fact("faces", Sort.SET, WORDS, WORDS, values=MEMBERS),
        Fact("side", Sort.ENUM, WORDS, WORDS, values=MEMBERS),
        Fact("count", Sort.INTEGER, WORDS, WORDS),
        Fact("number", Sort.INTEGER, WORDS, WORDS),
        Fact("share", Sort.DECIMAL, WORDS, WORDS),
        Fact("due", Sort.DATE, WORDS, WORDS),
        Fact("paid", Sort.DATE, WORDS, WORDS),
        Fact("note", Sort.TEXT, WORDS, WORDS),
        Fact("partner.code", Sort.REFERENCE, WORDS, WORDS, target="partners", prefix="partner"),
        Fact("subject.feared", Sort.REFERENCE, WORDS, WORDS, target="partners"),
        Fact("subject.states", Sort.SET, WORDS, WORDS, target="partners"),
        Fact("data.origin", Sort.REFERENCE, WORDS, WORDS, target="partners"),
        Fact("basis", Sort.REFERENCE, WORDS, WORDS, target="instruments"),
    )
}
ATTRIBUTES = {
    "partners": {
        fact.path: fact
        for fact in (
            Fact("near", Sort.BOOL, WORDS),
            Fact("rank", Sort.ENUM, WORDS, values=("low", "high", "none")),
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


def test_of(random: Random) -> Test:
    """One test that fits its fact: every sort and every operator, against constants and against facts."""

    def pick(among: Sequence[Any]) -> Any:
        return random.choice(among)

    ordered = pick([Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUALS])
    several = frozenset(random.sample(MEMBERS, random.randint(1, 2)))
    makers = (
        lambda: Test(
            pick(["warm", "wet", "partner.near", "data.origin.near", "basis.binding"]),
            Operator.EQUALS,
            pick([True, False]),
        ),
        lambda: Test("warm", Operator.SAME_AS, FactOperand("wet")),
        lambda: Test(pick(["colour", "shade"]), Operator.EQUALS, pick(COLOURS)),
        lambda: Test(pick(["colour", "shade"]), Operator.ONE_OF, frozenset(random.sample(COLOURS, 2))),
        lambda: Test("colour", Operator.SAME_AS, FactOperand("shade")),
        lambda: Test("harm", Operator.EQUALS, pick(["established", "indicated", "excluded"])),
        lambda: Test(
            pick(["partner.rank", "subject.feared.rank"]),
            Operator.ONE_OF,
            frozenset(random.sample(["low", "high", "none"], 2)),
        ),
        lambda: Test("partner.rank", Operator.SAME_AS, FactOperand("data.origin.rank")),
        lambda: Test("sides", Operator.INCLUDES, pick([pick(MEMBERS), FactOperand("side")])),
        lambda: Test("sides", pick([Operator.INCLUDES_ALL, Operator.OVERLAPS]), pick([several, FactOperand("faces")])),
        lambda: Test(
            pick(["sides", "faces", "parties", "subject.states", "note", "basis.parties"]),
            Operator.EMPTY,
            pick([True, False]),
        ),
        lambda: Test("count", ordered, pick([1, 3])),
        lambda: Test("count", pick([Operator.AT_LEAST, Operator.AT_MOST, Operator.SAME_AS]), FactOperand("number")),
        lambda: Test("share", ordered, pick([Decimal("0.5"), Decimal(1)])),
        lambda: Test("due", ordered, pick([date(2026, 1, 10), date(2026, 2, 1)])),
        lambda: Test(
            "due", pick([Operator.AT_LEAST, Operator.AT_MOST, Operator.SAME_AS]), FactOperand(pick(["paid", "date"]))
        ),
        lambda: Test("note", Operator.EQUALS, pick(["urgent", "late"])),
        lambda: Test(pick(["partner.code", "subject.feared"]), Operator.EQUALS, pick(CODES)),
        lambda: Test("partner.code", Operator.ONE_OF, frozenset(random.sample(CODES, 2))),
        lambda: Test("partner.code", Operator.SAME_AS, FactOperand(pick(["data.origin", "subject.feared"]))),
        lambda: Test("parties", Operator.INCLUDES, pick([pick(CODES), FactOperand("subject.feared")])),
        lambda: Test(
            "parties",
            pick([Operator.INCLUDES_ALL, Operator.OVERLAPS]),
            pick([frozenset(random.sample(CODES, 2)), FactOperand("subject.states")]),
        ),
        lambda: Test("basis.parties", Operator.INCLUDES, pick([pick(CODES), FactOperand("partner.code")])),
        lambda: Test("basis", Operator.EQUALS, pick(TREATIES)),
    )
    made: Test = pick(makers)()
    return made


def condition_of(random: Random, depth: int = 2, *, term: bool = False) -> Condition:
    """A condition of a few tests."""
    roll = random.random()
    if depth == 0 or roll < 0.3:
        return Defined("term") if term and random.random() < 0.15 else test_of(random)
    if roll < 0.45:
        return Not(condition_of(random, depth - 1, term=term))
    parts = tuple(condition_of(random, depth - 1, term=term) for _ in range(random.randint(1, 3)))
    return AllOf(parts) if roll < 0.75 else AnyOf(parts)


def rule_of(random: Random, identifier: str, liftable: list[str]) -> Rule:
    """A rule of any kind, now and then an exception or out of force."""
    kind = random.choice(list(Kind))
    excepting = kind in {Kind.WEIGHING, Kind.OBLIGATION} and liftable and random.random() < 0.5
    return Rule(
        id=identifier,
        kind=kind,
        title=WORDS,
        when=condition_of(random, term=True),
        sources=(Cite("source"),),
        requires=condition_of(random, 1) if kind is Kind.REQUIREMENT else None,
        liftable=kind in {Kind.PROHIBITION, Kind.REQUIREMENT} and random.random() < 0.5,
        overrides=(random.choice(liftable),) if excepting else (),
        authority=random.choice(["om", "airs"]) if kind is Kind.WEIGHING else "",
        grounds=random.choice([(), ("vital_interest",)]) if kind is Kind.WEIGHING else (),
        advice=Text(identifier, identifier) if kind is Kind.OBLIGATION else None,
        in_force=random.choice([Interval(), Interval(), Interval(DAY, DAY), Interval(None, DAY - timedelta(1))]),
    )


def policy_of(random: Random, *, rules: int = 3) -> Policy:
    """A policy with partners and instruments, of which it does not know everything."""
    made: list[Rule] = []
    for index in range(rules):
        made.append(rule_of(random, f"rule-{index}", [rule.id for rule in made if rule.liftable]))
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
        covers=condition_of(random, 1),
        rules=tuple(made),
        definitions={"term": condition_of(random, 1)},
        definition_names={"term": WORDS},
        sources={"source": Source("source", "statute", "Title", WORDS, {}, Interval(), "text", "")},
        find=lambda target, code: referents.get((target, code)),
        exists=lambda target, code: (target, code) in referents,
        codes=lambda target: frozenset(CODES if target == "partners" else TREATIES),
    )


def edited(random: Random, policy: Policy) -> Policy:
    """The policy with one thing changed: a condition, a kind, an interval, an authority, a rule less, its coverage."""
    index = random.randrange(len(policy.rules))
    rule = policy.rules[index]
    edits = [
        replace(rule, when=condition_of(random)),
        replace(rule, when=Not(rule.when)),
        replace(rule, when=AllOf((rule.when, test_of(random)))),
        replace(rule, in_force=random.choice([Interval(), Interval(DAY + timedelta(1), None)])),
        replace(rule, authority="minister")
        if rule.kind is Kind.WEIGHING
        else replace(rule, when=AnyOf((rule.when, test_of(random)))),
    ]
    if random.random() < 0.1:
        return replace(policy, covers=condition_of(random, 1))
    if random.random() < 0.1:
        return replace(policy, definitions={"term": condition_of(random, 1)})
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


def value_of(random: Random, fact: Fact) -> Value:
    """Any value of the fact."""
    match fact.sort:
        case Sort.BOOL:
            return random.random() < 0.5
        case Sort.ENUM:
            return random.choice(fact.values)
        case Sort.FINDING:
            return random.choice(["established", "indicated", "excluded"])
        case Sort.SET:
            members = fact.values or CODES
            return frozenset(random.sample(members, random.randint(0, 2)))
        case Sort.INTEGER:
            return random.randint(0, 5)
        case Sort.DECIMAL:
            return Decimal(random.randint(0, 30)) / 20
        case Sort.DATE:
            return DAY + timedelta(random.randint(-10, 25))
        case Sort.TEXT:
            return random.choice([" ", "urgent", "late", "something else"])
        case _:
            return random.choice(CODES if fact.target == "partners" else TREATIES)


def part_of(random: Random, policy: Policy, *, holes: float) -> Made:
    """A random part of which each fact is missing with the chance `holes`, and each set half known with half of that."""
    facts: dict[str, Value] = {}
    for fact in STATED.values():
        if fact.path == "date" or random.random() < holes:
            continue
        value = value_of(random, fact)
        half = isinstance(value, frozenset) and random.random() < holes / 2
        facts[fact.path] = HalfKnown(value) if half and isinstance(value, frozenset) else value
    others = tuple(random.sample(CODES, random.choice([0, 0, 1])))
    decisions = [
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
    ]
    return Made(facts, tuple(code for code in others if code != facts.get("partner.code")), tuple(decisions))


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
