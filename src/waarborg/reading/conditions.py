"""Conditions read from plain data, each test held against the sort of its fact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, FactOperand, Not, Operator, Test
from waarborg.core.record import field, state
from waarborg.core.vocabulary import FINDINGS, ORDERED, Fact, Sort, Value, Vocabulary
from waarborg.reading.near import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from waarborg.core.place import Problem, Route
    from waarborg.reading.document import Document

FITTING = {
    Operator.EQUALS: frozenset(Sort) - {Sort.SET},
    Operator.ONE_OF: frozenset({Sort.ENUM, Sort.FINDING, Sort.REFERENCE, Sort.TEXT}),
    Operator.AT_LEAST: ORDERED,
    Operator.AT_MOST: ORDERED,
    Operator.SAME_AS: frozenset(Sort) - {Sort.SET},
    Operator.INCLUDES: frozenset({Sort.SET}),
    Operator.INCLUDES_ALL: frozenset({Sort.SET}),
    Operator.OVERLAPS: frozenset({Sort.SET}),
    Operator.EMPTY: frozenset({Sort.SET, Sort.TEXT}),
}
"""The sorts of fact that each operator can be asked of."""
WORDS = ("all", "any", "not")
"""The words that stand alone in their mapping; any other key is a fact or a definition."""


@state
class ConditionReader:
    """Reads the conditions of one document; what is wrong is added to `problems`, and reading goes on.

    `exists` tells whether a target (`partners`, `instruments`) has a code. Where nothing can be wrong any more (the
    policy was read before), `document` is None.
    """

    vocabulary: Vocabulary
    definitions: Collection[str]
    exists: Callable[[str, str], bool]
    document: Document | None = None
    problems: list[Problem] = field(default_factory=list)

    def read(self, data: dict[str, Any], route: Route = ()) -> Condition:
        """The condition that `data` says."""
        word = next((word for word in WORDS if word in data), None)
        if word is None:
            tests = tuple([self._key(path, test, (*route, path)) for path, test in data.items()])
            return tests[0] if len(tests) == 1 else AllOf(tests)
        if len(data) > 1:
            self._problem(
                "policy/mixed-condition",
                f"`{word}` stands beside other keys",
                (*route, word),
                "`all`, `any` and `not` each stand alone: put the other keys in an `all` list",
            )
        if word == "not":
            return Not(self.read(data["not"], (*route, "not")))
        parts = tuple([self.read(part, (*route, word, index)) for index, part in enumerate(data[word])])
        return AllOf(parts) if word == "all" else AnyOf(parts)

    def _problem(self, code: str, message: str, route: Route, hint: str = "", *, of_key: bool = False) -> None:
        assert self.document is not None, f"{code}: {message}"
        self.problems.append(self.document.problem(code, message, route, hint=hint, of_key=of_key))

    def _key(self, path: str, test: Any, route: Route) -> Condition:
        if path in self.definitions:
            return self._defined(path, test, route)
        fact = self.vocabulary.get(path)
        if fact is None:
            hint = did_you_mean(path, [*self.vocabulary, *self.definitions])
            self._problem("policy/unknown-fact", f"`{path}` is no fact and no definition", route, hint, of_key=True)
            return AllOf(())
        match test:
            case {"not": operand}:
                return Not(self._plain(fact, operand, (*route, "not")))
            case {"fact": _}:
                self._problem(
                    "policy/misfit", "a fact is compared with `same_as`", route, "write {same_as: {fact: ...}}"
                )
                return AllOf(())
            case dict():
                (word, operand) = next(iter(test.items()))
                return self._test(fact, Operator(word), operand, (*route, word))
            case _:
                return self._plain(fact, test, route)

    def _defined(self, name: str, test: Any, route: Route) -> Condition:
        match test:
            case True | {"not": False}:
                return Defined(name)
            case False | {"not": True}:
                return Not(Defined(name))
            case _:
                self._problem(
                    "policy/misfit", f"the definition `{name}` is true or false", route, "write true or false"
                )
                return Defined(name)

    def _plain(self, fact: Fact, operand: Any, route: Route) -> Condition:
        """Equality: a scalar, a list of which one must be it, or another fact."""
        match operand:
            case list():
                return self._test(fact, Operator.ONE_OF, operand, route)
            case {"fact": _}:
                return self._test(fact, Operator.SAME_AS, operand, route)
            case _:
                return self._test(fact, Operator.EQUALS, operand, route)

    def _test(self, fact: Fact, operator: Operator, operand: Any, route: Route) -> Condition:
        if fact.sort not in FITTING[operator]:
            fitting = ", ".join(word for word in Operator if fact.sort in FITTING[word])
            self._problem(
                "policy/misfit",
                f"`{operator}` cannot be asked of `{fact.path}`, which is of sort {fact.sort}",
                route,
                f"ask {fitting}",
            )
            return AllOf(())
        match operand:
            case {"fact": path}:
                self._check_other(fact, operator, path, (*route, "fact"))
                return Test(fact.path, operator, FactOperand(path))
            case _ if operator is Operator.SAME_AS:
                self._problem("policy/misfit", "`same_as` takes a fact", route, "write {same_as: {fact: PATH}}")
                return AllOf(())
            case bool() if operator is Operator.EMPTY:
                return Test(fact.path, operator, operand)
            case list():
                values = [self._value(fact, each, (*route, index)) for index, each in enumerate(operand)]
                return self._listed(fact, operator, values, route)
            case _ if operator in {Operator.INCLUDES_ALL, Operator.OVERLAPS}:
                self._problem("policy/misfit", f"`{operator}` takes a list", route, "write [one, two]")
                return AllOf(())
            case _:
                return Test(fact.path, operator, self._value(fact, operand, route))

    def _listed(self, fact: Fact, operator: Operator, values: list[Value], route: Route) -> Condition:
        if operator not in {Operator.ONE_OF, Operator.INCLUDES_ALL, Operator.OVERLAPS}:
            self._problem("policy/misfit", f"`{operator}` takes one value", route, "use one_of lists, or `overlaps`")
        return Test(fact.path, operator, frozenset(str(value) for value in values))

    def _check_other(self, fact: Fact, operator: Operator, path: str, route: Route) -> None:
        other = self.vocabulary.get(path)
        if other is None:
            hint = did_you_mean(path, list(self.vocabulary))
            self._problem("policy/unknown-fact", f"`{path}` is no fact", route, hint)
            return
        member_of_set = operator is Operator.INCLUDES
        fits = (
            (fact.target == other.target and fact.values == other.values)
            if member_of_set
            else (fact.sort, fact.target, fact.values) == (other.sort, other.target, other.values)
        )
        if not fits or (member_of_set and other.sort is Sort.SET):
            self._problem("policy/misfit", f"`{path}` cannot be held against `{fact.path}`: their sorts differ", route)

    def _value(self, fact: Fact, operand: Any, route: Route) -> Value:
        value = value_of(fact, operand)
        if value is None:
            listed = f"one of: {', '.join(fact.values)}" if fact.values else ""
            hint = did_you_mean(str(operand), fact.values, fact.names) or listed
            said = f"`{operand}` is not a value of `{fact.path}`, which is of sort {fact.sort}"
            self._problem("policy/misfit", said, route, hint)
            return ""
        if fact.target and not self.exists(fact.target, str(value)):
            self._problem("policy/unknown-reference", f"the policy has no `{value}` among its {fact.target}", route)
        return value


def value_of(fact: Fact, data: Any) -> Value | None:
    """`data` as a value of the fact's sort (a member, for a set); None where it is none."""
    sort = fact.sort
    if isinstance(data, str):
        if sort is Sort.ENUM or sort is Sort.SET:
            return data if not fact.values or data in fact.values else None
        if sort is Sort.REFERENCE or sort is Sort.TEXT:
            return data
        if sort is Sort.FINDING:
            return data if data in FINDINGS else None
        return date_of(data) if sort is Sort.DATE else None
    if isinstance(data, bool):
        return data if sort is Sort.BOOL else None
    if sort is Sort.INTEGER:
        return data if isinstance(data, int) else None
    if sort is Sort.DECIMAL:
        return Decimal(str(data)) if isinstance(data, (int, float)) else None
    return None


def date_of(text: str) -> date | None:
    """The day that `2022-05-10` names; None where there is no such day."""
    if len(text) != len("2022-05-10") or text[7] != "-":  # ISO 8601 has other notations, such as 2022-W19-2
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
