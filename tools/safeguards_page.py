"""Writes docs/safeguards.md: each statement of the letter, in its own words, and what in the policy carries it.

Rerun after a change of the policy or of letter_statements.yaml: `python tools/safeguards_page.py`; a test says when
that was forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waarborg.reading.checking import read_one
from waarborg.reading.document import Document
from waarborg.reading.tree import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent
POLICIES = ROOT / "policies"
PAGE = ROOT / "docs" / "safeguards.md"
STATEMENTS = Path(__file__).parent / "letter_statements.yaml"
LETTER = "letter-2022"
HEAD = """\
# The letter, statement by statement

What the ministerial letter of June 2022 says of international police cooperation, numbered in its own order, and what
in the policy carries each statement: a rule (with its kind), a definition, or an instrument. `tools/safeguards_page.py`
writes this page from the policy, and a test keeps it true.
"""


@dataclass(frozen=True, slots=True)
class Carrier:
    """What cites the letter: its kind (a rule's own, `definition`, `instrument`), id, titles, dates and citation."""

    kind: str
    id: str
    title: Mapping[str, str]
    in_force: Mapping[str, str]
    cite: Mapping[str, Any]


def carriers() -> list[Carrier]:
    """Every citation of the letter in the policy, in the order of its files."""
    return [carrier for carrier in _citing() if carrier.cite["id"] == LETTER]


def statements() -> dict[str, Mapping[str, str]]:
    """The statements by number: where each stands in the letter, its words, and what it says."""
    (document,) = read_yaml(STATEMENTS.read_text("utf-8"), STATEMENTS.name)
    assert isinstance(document, Document)
    return dict(document.data)


def page() -> str:
    """The text of docs/safeguards.md."""
    carried: dict[str, list[Carrier]] = defaultdict(list)
    for carrier in carriers():
        for number in carrier.cite.get("statement", ()):
            carried[number].append(carrier)
    blocks = [HEAD]
    for heading, group in groupby(statements().items(), key=lambda item: item[1]["at"]):
        blocks.append(f"## {heading}\n")
        blocks += [_statement(number, statement, carried[number]) for number, statement in group]
    return "\n".join(blocks)


def _citing() -> Iterator[Carrier]:
    def data(path: Path, name: str) -> Any:
        return read_one(path, path.read_bytes(), name)

    for folder in ("safeguards", "law"):
        for path in sorted((POLICIES / folder).glob("*.yaml")):
            for rule in data(path, "rules")["rules"]:
                for cite in rule["sources"]:
                    yield Carrier(rule["kind"], rule["id"], rule["title"], rule.get("in_force", {}), cite)
    for name, definition in data(POLICIES / "definitions.yaml", "definitions")["definitions"].items():
        for cite in definition["sources"]:
            yield Carrier("definition", name, definition["title"], {}, cite)
    for name, instrument in data(POLICIES / "instruments.yaml", "instruments")["instruments"].items():
        for cite in instrument["sources"]:
            kind = f"instrument ({instrument['kind'].replace('_', ' ')})"
            yield Carrier(kind, name, instrument["title"], {}, cite)


def _statement(number: str, statement: Mapping[str, str], carried: list[Carrier]) -> str:
    lines = [f"### {number}\n", f"> “{statement['words']}”\n", f"{statement['says']}\n"]
    seen = set()
    for carrier in carried:
        if (carrier.kind, carrier.id) not in seen:
            seen.add((carrier.kind, carrier.id))
            title = f"{carrier.title['en']} / {carrier.title['nl']}"
            lines.append(f"- {carrier.kind} `{carrier.id}`{_dates(carrier.in_force)}: {title}")
    return "\n".join(lines) + "\n"


def _dates(interval: Mapping[str, str]) -> str:
    words = [f"{word} {interval[key]}" for key, word in (("from", "from"), ("until", "until")) if key in interval]
    return f" ({' '.join(words)})" if words else ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
