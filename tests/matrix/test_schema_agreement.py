"""The two validators against each other: on mutated documents both accept or both refuse, and a refusal is worded."""

from __future__ import annotations

import copy
import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from waarborg.reading.document import Document
from waarborg.reading.inputs import Named, documents_in
from waarborg.reading.json_tree import read_json
from waarborg.reading.schema import accepts, problems_of, schema

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
MUTATIONS = 40
STRANGE: tuple[Any, ...] = (
    None,
    "unknown",
    "Unknown",
    "",
    " ",
    "x" * 501,
    "2026-11-31",
    "26-1-1",
    "GB",
    "none",
    True,
    0,
    1,
    -1,
    1.0,
    3.5,
    2**70,
    [],
    {},
    [None],
    ["unknown"],
    ["none", "none"],
    [1, True],
    {"is": "excluded"},
    {"is": "given"},
    {"is": "not_asked"},
    {"is": None},
)
TRAILING_OR_FOREIGN = ("2026-11-02\n", "\u0662\u0660\u0662\u0666-11-02", "GB\n")
Route = tuple[str | int, ...]


@cache
def worded() -> jsonschema.Draft202012Validator:
    """The validator that words the errors."""
    return jsonschema.Draft202012Validator(schema("exchange"))


def data_of(path: Path) -> Any:
    """The plain data of an example."""
    (document,) = documents_in(Named(str(path), outright=True))
    assert isinstance(document, Document)
    return document.data


def routes(data: Any, route: Route = ()) -> list[Route]:
    """The route of every node below the top."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [found for step, value in steps for found in ((*route, step), *routes(value, (*route, step)))]


def mutated(data: Any, chance: random.Random) -> Any:
    """A copy with one to three nodes replaced, removed, renamed, doubled or swapped for another node."""
    copied = copy.deepcopy(data)
    for _ in range(chance.randint(1, 3)):
        known = routes(copied)
        if not known:
            break
        route, other = chance.choice(known), chance.choice(known)
        parent, source = copied, copied
        for step in route[:-1]:
            parent = parent[step]
        for step in other:
            source = source[step]
        source = copy.deepcopy(source)
        match chance.choice(("replace", "replace", "swap", "remove", "rename", "double")):
            case "remove":
                del parent[route[-1]]
            case "rename" if isinstance(parent, dict):
                parent[f"{route[-1]}_x"] = parent.pop(route[-1])
            case "double" if isinstance(parent, list):
                parent.append(copy.deepcopy(parent[int(route[-1])]))
            case "swap":
                parent[route[-1]] = source
            case _:
                parent[route[-1]] = copy.deepcopy(chance.choice(STRANGE))
    return copied


def verdicts_on(data: Any) -> tuple[bool, bool, bool]:
    """Whether the fast validator accepts, whether the wording one does, and whether there is no problem at all."""
    document = read_json(json.dumps(data), "mutated.json")
    assert isinstance(document, Document)
    return accepts("exchange", document.data), worded().is_valid(document.data), not problems_of("exchange", document)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_both_validators_agree_on_mutated_documents(path: Path) -> None:
    """Each mutation is accepted by both validators or refused by both, and a refusal has at least one problem."""
    chance = random.Random(path.stem)  # noqa: S311 (a seeded draw, no secret)
    data = data_of(path)
    for _ in range(MUTATIONS):
        tried = mutated(data, chance)
        fast, slow, silent = verdicts_on(tried)
        assert (fast, fast, fast) == (fast, slow, silent), tried


@pytest.mark.parametrize("value", TRAILING_OR_FOREIGN, ids=ascii)
@pytest.mark.parametrize("route", [("date",), ("subjects", 0, "findings", "torture", "date"), ("partners", 0, "code")])
def test_a_trailing_newline_or_a_foreign_digit_is_refused_aloud(route: Route, value: str) -> None:
    """Text that only one dialect of regular expressions matches is refused by both validators, with a problem."""
    data = data_of(EXAMPLES[0].with_name("uk-money-flow.yaml"))
    parent = data
    for step in route[:-1]:
        parent = parent[step]
    parent[route[-1]] = value
    assert verdicts_on(data) == (False, False, False)


def test_the_mutations_are_of_both_kinds() -> None:
    """Some mutated documents are accepted and some refused, so that agreement says something of both."""
    chance = random.Random(0)  # noqa: S311 (a seeded draw, no secret)
    seen = {accepts("exchange", mutated(data_of(path), chance)) for path in EXAMPLES for _ in range(10)}
    assert seen == {True, False}
