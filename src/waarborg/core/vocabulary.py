"""What can be said of an exchange: the facts, their sorts, and the values they take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from waarborg.core.record import field, record, value_record

if TYPE_CHECKING:
    from collections.abc import Iterator


class Sort(StrEnum):
    """The kinds of value that a fact can take."""

    BOOL = "bool"
    ENUM = "enum"
    SET = "set"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    FINDING = "finding"
    REFERENCE = "reference"
    TEXT = "text"


ORDERED = frozenset({Sort.INTEGER, Sort.DECIMAL, Sort.DATE})
FINDINGS = ("established", "indicated", "excluded")
AXES = ("partner", "subject", "data")
"""The lists of an exchange that are judged element by element, by the first word of their facts' paths."""


@value_record
class HalfKnown:
    """A set of which some members are known and others may be missing."""

    members: frozenset[str]


Value = bool | str | int | Decimal | date | frozenset[str] | HalfKnown
Facts = dict[str, Value]
"""Path to value; a path that is not there is UNKNOWN."""
Names = Mapping[str, Mapping[str, str]]
"""What codes are called: code to language to name."""


def members(value: Value | None) -> tuple[frozenset[str], bool]:
    """The known members of a set and whether they are all of them; of a missing set, none and no."""
    match value:
        case HalfKnown(known):
            return known, False
        case frozenset():
            return value, True
        case _:
            return frozenset(), False


@value_record
class Text:
    """One text in the two languages of the policy."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """The Dutch text for `nl`, else the English one."""
        return self.nl if language == "nl" else self.en


@value_record
class Fact:
    """One fact of the vocabulary.

    `values` are the codes of an enum or of a set's members, `names` what each of them is called; `target` names what a
    reference (or a set of them) points to (`partners`, `instruments`); `prefix` is where the looked-up facts of a
    reference stand; `reference` is, for a looked-up fact, the stated fact it is reached by. `question` is empty for a
    looked-up fact: nobody is asked for it.
    """

    path: str
    sort: Sort
    name: Text
    question: Text | None = None
    values: tuple[str, ...] = ()
    target: str = ""
    prefix: str = ""
    reference: str = ""
    names: Names = field(default_factory=dict, compare=False)

    @property
    def axis(self) -> str:
        """`partner`, `subject` or `data` where the fact is one of an element of that list, else empty."""
        head = (self.reference or self.path).split(".", 1)[0]
        return head if head in AXES and "." in (self.reference or self.path) else ""


@record
class Vocabulary:
    """Every fact by its path: those that a descriptor states and those that the policy looks up.

    `decisions` names the codes of a recorded decision: of those who take it (`by`), its `outcome` and its `ground`.
    """

    facts: Mapping[str, Fact]
    references: tuple[Fact, ...] = field(default=())
    decisions: Mapping[str, Names] = field(default_factory=dict)

    def __contains__(self, path: str) -> bool:
        return path in self.facts

    def __getitem__(self, path: str) -> Fact:
        return self.facts[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def get(self, path: str) -> Fact | None:
        """The fact at `path`, if there is one."""
        return self.facts.get(path)

    def attribute(self, path: str) -> str:
        """What a looked-up fact is called among the attributes of what its reference names: `eu` of `partner.eu`."""
        reference = self.facts[self.facts[path].reference]
        return path.removeprefix(f"{reference.prefix or reference.path}.")


def name_of_code(code: str, names: Names, language: str) -> str:
    """What the code is called in the language; the code itself where it has no name."""
    name = names.get(code)
    return name[language] if name else code


def vocabulary_of(
    stated: Mapping[str, Fact],
    attributes: Mapping[str, Mapping[str, Fact]],
    decisions: Mapping[str, Names] = MappingProxyType({}),
) -> Vocabulary:
    """The stated facts, the looked-up facts that each reference among them leads to, and `parties`.

    `attributes` gives, for each target that a reference can have, its attributes as facts with bare paths.
    """
    facts = dict(stated)
    facts["parties"] = Fact(
        "parties",
        Sort.SET,
        Text("betrokken staten en organisaties", "states and bodies involved"),
        target="partners",
        reference="parties_complete",
    )
    references = []
    for fact in stated.values():
        if fact.sort is not Sort.REFERENCE:
            continue
        references.append(fact)
        for attribute in attributes.get(fact.target, {}).values():
            path = f"{fact.prefix or fact.path}.{attribute.path}"
            facts[path] = Fact(
                path,
                attribute.sort,
                _attribute_name(fact, attribute),
                values=attribute.values,
                target=attribute.target,
                reference=fact.path,
                names=attribute.names,
            )
    return Vocabulary(facts, tuple(references), decisions)


def _attribute_name(reference: Fact, attribute: Fact) -> Text:
    if reference.prefix == "partner":
        return attribute.name
    return Text(f"{reference.name.nl}, {attribute.name.nl}", f"{reference.name.en}, {attribute.name.en}")
