"""Random conditions, facts, rules and policies over a small vocabulary; the one place strategies stand in."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from waarborg.core.condition import ALWAYS, AllOf, AnyOf, Condition, Defined, FactOperand, Not, Operator, Test
from waarborg.core.exchange import Decision, Element, Exchange
from waarborg.core.policy import Cite, Interval, Kind, Policy, Rule, Source
from waarborg.core.record import replace
from waarborg.core.vocabulary import Fact, Facts, HalfKnown, Sort, Text, Value, Vocabulary, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 1, 15)
WORDS = Text("woord", "word")
CODES = ("red", "green")
MEMBERS = ("left", "right")
STATED = {
    fact.path: fact
    for fact in (
        Fact("warm", Sort.BOOL, WORDS, WORDS),
        Fact("wet", Sort.BOOL, WORDS, WORDS),
        Fact("colour", Sort.ENUM, WORDS, WORDS, values=CODES),
        Fact("shade", Sort.ENUM, WORDS, WORDS, values=CODES),
        Fact("sides", Sort.SET, WORDS, WORDS, values=MEMBERS),
        Fact("count", Sort.INTEGER, WORDS, WORDS),
        Fact("due", Sort.DATE, WORDS, WORDS),
    )
}
VOCABULARY: Vocabulary = vocabulary_of(STATED, {})
DOMAINS: dict[str, tuple[Value, ...]] = {
    "warm": (True, False),
    "wet": (True, False),
    "colour": CODES,
    "shade": CODES,
    "sides": tuple(frozenset(chosen) for chosen in ((), ("left",), ("right",), ("left", "right"))),
    "count": (0, 1, 2),
    "due": (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)),
}
"""For each fact, values of which every other value is a likeness under the tests below."""

tests: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Test, st.sampled_from(["warm", "wet"]), st.just(Operator.EQUALS), st.booleans()),
    st.builds(Test, st.sampled_from(["colour", "shade"]), st.just(Operator.EQUALS), st.sampled_from(CODES)),
    st.builds(
        Test,
        st.sampled_from(["colour", "shade"]),
        st.just(Operator.ONE_OF),
        st.frozensets(st.sampled_from(CODES), min_size=1),
    ),
    st.just(Test("colour", Operator.SAME_AS, FactOperand("shade"))),
    st.builds(Test, st.just("sides"), st.just(Operator.INCLUDES), st.sampled_from(MEMBERS)),
    st.builds(
        Test,
        st.just("sides"),
        st.sampled_from([Operator.INCLUDES_ALL, Operator.OVERLAPS]),
        st.frozensets(st.sampled_from(MEMBERS), min_size=1),
    ),
    st.builds(Test, st.just("sides"), st.just(Operator.EMPTY), st.booleans()),
    st.builds(Test, st.just("count"), st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST]), st.just(1)),
    st.builds(Test, st.just("due"), st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST]), st.just(date(2026, 2, 1))),
)
BARRING = (Kind.PROHIBITION, Kind.REQUIREMENT)
LIFTING = (Kind.WEIGHING, Kind.OBLIGATION)


def _larger(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, parts), st.builds(AllOf, several), st.builds(AnyOf, several))


plain_conditions: st.SearchStrategy[Condition] = st.recursive(tests, _larger, max_leaves=5)
conditions: st.SearchStrategy[Condition] = st.recursive(
    st.one_of(tests, st.just(Defined("term"))), _larger, max_leaves=5
)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Facts with holes: each is stated, half known, or missing."""
    found: Facts = {}
    for path, domain in DOMAINS.items():
        if draw(st.booleans()):
            found[path] = draw(st.sampled_from(domain))
        elif path == "sides" and draw(st.booleans()):
            found[path] = HalfKnown(draw(st.frozensets(st.sampled_from(MEMBERS))))
    return found


def completions(stated: Facts) -> Iterator[Facts]:
    """Every two-valued completion of `stated`, up to likeness."""
    open_paths = [path for path in DOMAINS if path not in stated or isinstance(stated[path], HalfKnown)]
    choices = [[value for value in DOMAINS[path] if _extends(stated.get(path), value)] for path in open_paths]
    for values in product(*choices):
        yield {**stated, **dict(zip(open_paths, values, strict=True))}


def _extends(known: Value | None, value: Value) -> bool:
    return not isinstance(known, HalfKnown) or (isinstance(value, frozenset) and known.members <= value)


@st.composite
def rules(draw: st.DrawFn, identifier: str, kinds: tuple[Kind, ...] = tuple(Kind)) -> Rule:
    """One rule of these kinds, in force on some days or always."""
    kind = draw(st.sampled_from(kinds))
    return Rule(
        id=identifier,
        kind=kind,
        title=WORDS,
        when=draw(conditions),
        sources=(Cite("source"),),
        requires=draw(conditions) if kind is Kind.REQUIREMENT else None,
        liftable=kind in BARRING and draw(st.booleans()),
        authority="om" if kind is Kind.WEIGHING else "",
        in_force=draw(st.sampled_from([Interval(), Interval(), Interval(DAY, DAY), Interval(None, date(2026, 1, 14))])),
    )


@st.composite
def policies(draw: st.DrawFn, *, least: int = 0) -> Policy:
    """A policy of up to five rules, some of which lift others; in half of them one rule is made to lift another."""
    count = draw(st.integers(least, 3))
    made = [draw(rules(f"rule-{index}")) for index in range(count)]
    if draw(st.booleans()):
        lifted = replace(draw(rules("lifted", BARRING)), liftable=True)
        lifting = replace(draw(rules("lifting", LIFTING)), overrides=("lifted",))
        return policy_of([*made, lifted, lifting], covers=draw(conditions), term=draw(plain_conditions))
    liftable = [rule.id for rule in made if rule.liftable]
    if liftable:
        made = [
            replace(rule, overrides=tuple(draw(st.lists(st.sampled_from(liftable), max_size=2, unique=True))))
            if rule.kind in LIFTING
            else rule
            for rule in made
        ]
    return policy_of(made, covers=draw(conditions), term=draw(plain_conditions))


def policy_of(
    made: list[Rule], *, covers: Condition = ALWAYS, term: Condition = ALWAYS, vocabulary: Vocabulary = VOCABULARY
) -> Policy:
    """A policy of the given rules, with one definition `term` and no partners."""
    source = Source("source", "statute", "Title", WORDS, {}, Interval(), "text", "")
    return Policy(
        name="random",
        version="1",
        released=DAY,
        sha256="",
        vocabulary=vocabulary,
        covers=covers,
        rules=tuple(made),
        definitions={"term": term},
        definition_names={"term": WORDS},
        sources={"source": source},
        find=lambda _target, _code: None,
        exists=lambda _target, _code: False,
    )


def exchange_of(stated: Facts, *, decisions: tuple[Decision, ...] = ()) -> Exchange:
    """An exchange that states these facts and has no lists."""
    elements: dict[str, tuple[Element, ...]] = {"partner": (), "subject": (), "data": ()}
    return Exchange("exchange", DAY, "file.yaml", dict(stated), elements, decisions, lambda _route: None)
