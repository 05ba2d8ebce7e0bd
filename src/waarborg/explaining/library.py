"""The entries of a policy folder by name, and which of them rest on which; nothing is built that is not asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from waarborg.core.compiling import compiled
from waarborg.core.vocabulary import Text
from waarborg.reading.conditions import ConditionReader
from waarborg.reading.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from waarborg.core.compiling import Reading
    from waarborg.core.condition import Condition
    from waarborg.core.vocabulary import Vocabulary
    from waarborg.reading.policies import Shelf

OPERATORS = frozenset({"all", "any", "not"})


class Library:
    """A shelf with its catalogue, in one language, on one day."""

    def __init__(self, shelf: Shelf, language: str, day: date) -> None:
        self.shelf = shelf
        self.language = language
        self.day = day

    @cached_property
    def rules(self) -> dict[str, dict[str, Any]]:
        """Every rule by its id, with the section that it stands in."""
        return {
            rule["id"]: {**rule, "section": section["section"]}
            for section in self.shelf.data["rules"]
            for rule in section["rules"]
        }

    @property
    def definitions(self) -> dict[str, Any]:
        """Every definition by its name."""
        found: dict[str, Any] = self.shelf.data["definitions"]
        return found

    @property
    def instruments(self) -> dict[str, Any]:
        """Every instrument by its id."""
        found: dict[str, Any] = self.shelf.data["instruments"]
        return found

    @property
    def sources(self) -> dict[str, Any]:
        """Every source by its id."""
        found: dict[str, Any] = self.shelf.data["sources"]
        return found

    @property
    def levels(self) -> dict[str, dict[str, str]]:
        """The level of concern of every partner on each axis on the day: every partner is read."""
        return {
            code: {axis: each["is"] for axis, known in axes.items() for each in known if self.holds(each)}
            for code, axes in self.shelf.concerns().items()
        }

    @property
    def gaps(self) -> list[dict[str, Any]]:
        """The provisions left to a person: where each stands, why, and the rules and facts that bring it up."""
        return [{**each, "why": self.say(each["why"])} for each in self.shelf.gaps()]

    @property
    def vocabulary(self) -> Vocabulary:
        """Every fact by its path."""
        return vocabulary()

    @cached_property
    def definition_names(self) -> Mapping[str, Text]:
        """The title of every definition."""
        return {name: Text(**each["title"]) for name, each in self.definitions.items()}

    @cached_property
    def read_definitions(self) -> dict[str, Condition]:
        """The condition of every definition."""
        return {name: self.condition(each["when"]) for name, each in self.definitions.items()}

    @cached_property
    def covers(self) -> Condition:
        """The condition that names the grounds an exchange can rest on."""
        return self.condition(self.shelf.data["policy"]["covers"])

    @cached_property
    def covered(self) -> Reading:
        """The reading of that condition."""
        return compiled(self.covers, self.read_definitions)

    def condition(self, data: dict[str, Any]) -> Condition:
        """The condition that plain data says."""
        return ConditionReader(self.vocabulary, self.definitions, lambda _target, _code: True).read(data)

    def say(self, text: Mapping[str, str]) -> str:
        """The text of a `{nl, en}` mapping in the language of the library."""
        return text[self.language]

    def facts_in(self, data: Mapping[str, Any]) -> set[str]:
        """The paths that an entry's own conditions read, those of the definitions they use included."""
        ahead = [name for key in ("when", "requires") for name in names_in(data.get(key, {}))]
        found: set[str] = set()
        while ahead:
            name = ahead.pop()
            if name not in found:
                found.add(name)
                ahead += self._named_by_definitions.get(name, ())
        return found - self.definitions.keys()

    def rules_reading(self, name: str) -> dict[str, tuple[str, ...]]:
        """The rules that read the fact or definition, each with the definitions it does so through (none: directly)."""
        reaching = {each for each in self.definitions if self._reaches(each, name)}
        ways = {identifier: tuple(sorted(named & reaching)) for identifier, named in self._named_by_rules.items()}
        direct = {identifier for identifier, named in self._named_by_rules.items() if name in named}
        return {each: () if each in direct else through for each, through in ways.items() if through or each in direct}

    def rules_naming(self, code: str) -> list[str]:
        """The rules whose own conditions name the partner or instrument."""
        return [
            name
            for name, rule in self.rules.items()
            if any(code in operands_in(rule[key]) for key in ("when", "requires") if key in rule)
        ]

    def definitions_reading(self, name: str) -> tuple[str, ...]:
        """The definitions that themselves read the fact or definition."""
        return tuple(each for each, named in self._named_by_definitions.items() if name in named)

    @cached_property
    def _named_by_rules(self) -> dict[str, frozenset[str]]:
        """The facts and definitions that each rule names itself."""
        return {
            identifier: frozenset(each for key in ("when", "requires") if key in rule for each in names_in(rule[key]))
            for identifier, rule in self.rules.items()
        }

    @cached_property
    def _named_by_definitions(self) -> dict[str, frozenset[str]]:
        """The facts and definitions that each definition names itself."""
        return {name: frozenset(names_in(data["when"])) for name, data in self.definitions.items()}

    def _reaches(self, definition: str, name: str) -> bool:
        named = self._named_by_definitions[definition]
        return name in named or any(self._reaches(each, name) for each in named if each in self.definitions)

    def cites(self, data: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Citations with the source's name, and the mark of each: its own, else that of its source."""
        return [
            {
                "id": each["id"],
                "name": self.say(self.sources[each["id"]]["name"]),
                "at": each.get("at", ""),
                "quote": each.get("quote", ""),
                "statements": list(each.get("statement", ())),
                "mark": each.get("mark", self.sources[each["id"]]["confirmed"]["mark"]),
            }
            for each in data
        ]

    def holds(self, data: Mapping[str, Any]) -> bool:
        """Whether an entry's interval holds on the library's day; the texts of dates stand in the order of the days."""
        span = data.get("in_force", {})
        return bool(span.get("from", "") <= self.day.isoformat() <= span.get("until", "9999-12-31"))


def names_in(condition: dict[str, Any]) -> Iterator[str]:
    """The facts and definitions that a condition of plain data names itself, operands that are facts included."""
    for key, test in condition.items():
        if key in OPERATORS:
            for part in test if isinstance(test, list) else [test]:
                yield from names_in(part)
        else:
            yield key
            yield from _operands(test)


def _operands(test: Any) -> Iterator[str]:
    if isinstance(test, dict):
        for key, operand in test.items():
            if key == "fact":
                yield operand
            else:
                yield from _operands(operand)


def operands_in(condition: Any) -> set[str]:
    """Every text that stands in a condition of plain data as a value."""
    match condition:
        case dict():
            return set().union(*map(operands_in, condition.values()))
        case list():
            return set().union(*map(operands_in, condition))
        case str():
            return {condition}
        case _:
            return set()


def interval(data: Mapping[str, Any]) -> dict[str, str | None]:
    """The interval of an entry, with null for an open end."""
    span = data.get("in_force", {})
    return {"from": span.get("from"), "until": span.get("until")}
