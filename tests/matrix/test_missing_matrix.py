"""The matrix: each fact of each example missing, null, `unknown`, mistyped, or under an unknown key."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from waarborg.core.judge import Judge
from waarborg.reading.document import Document
from waarborg.reading.exchanges import read_exchange
from waarborg.reading.inputs import Named, documents_in
from waarborg.reading.json_tree import read_json
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.schema import accepts, schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.policy import Policy
    from waarborg.core.verdict import Bounds

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
FIXED = {"schema", "id", "date", "decisions"}
RECORDS = {"is", "source", "reference"}
Route = tuple[str | int, ...]


@cache
def policy() -> Policy:
    """The shipped policy."""
    return read_policy(shipped_policies())


@cache
def judge() -> Judge:
    """A judge by the shipped policy."""
    return Judge(policy())


def data_of(path: Path) -> Any:
    """The plain data of an example."""
    (document,) = documents_in(Named(str(path), outright=True))
    assert isinstance(document, Document)
    return document.data


def bounds_of(data: Any) -> Bounds | None:
    """The bounds of the descriptor; None where it is refused."""
    document = read_json(json.dumps(data), "matrix.json")
    assert isinstance(document, Document)
    read = read_exchange(document, policy())
    return judge().judge(read.exchange).bounds if read.exchange else None


def leaves(data: Any, route: Route = ()) -> Iterator[Route]:
    """The route of every stated fact: scalars, lists of codes, findings and records."""
    if isinstance(data, dict) and not RECORDS & set(data):
        for key, value in data.items():
            if route or key not in FIXED:
                yield from leaves(value, (*route, key))
    elif isinstance(data, list) and data and isinstance(data[0], dict):
        for index, value in enumerate(data):
            yield from leaves(value, (*route, index))
    elif route[-1] != "id":
        yield route


def changed(data: Any, route: Route, value: Any, *, rename: bool = False, remove: bool = False) -> Any:
    """A copy with the node at `route` replaced, renamed or removed."""
    copied = copy.deepcopy(data)
    parent = copied
    for step in route[:-1]:
        parent = parent[step]
    old = parent.pop(route[-1]) if rename or remove else None
    if rename:
        parent[f"{route[-1]}_x"] = old
    elif not remove:
        parent[route[-1]] = value
    return copied


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_missing_fact_never_softens_a_verdict(path: Path) -> None:
    """Absent, null and `unknown` give the same bounds, and these contain those of the stated value."""
    data = data_of(path)
    stated = bounds_of(data)
    assert stated is not None
    for route in leaves(data):
        without = bounds_of(changed(data, route, None, remove=True))
        assert without is not None
        assert without.at_best <= stated.at_best <= stated.at_worst <= without.at_worst, route
        assert bounds_of(changed(data, route, None)) == without, route
        assert bounds_of(changed(data, route, "unknown")) == without, route


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_mistyped_facts_and_unknown_keys_are_refused(path: Path) -> None:
    """No cell with a wrong sort or a wrong key comes to a verdict; both validators agree on each."""
    data = data_of(path)
    whole = jsonschema.Draft202012Validator(schema("exchange"))
    for route in leaves(data):
        for wrong in (3.5, {"surprise": 1}, [["nested"]]):
            mistyped = changed(data, route, wrong)
            assert bounds_of(mistyped) is None, route
            assert accepts("exchange", mistyped) is whole.is_valid(mistyped), route
        assert bounds_of(changed(data, route, None, rename=True)) is None, route


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_section_left_out_never_softens_a_verdict(path: Path) -> None:
    """Whole sections left out never come out milder than they were stated."""
    data = data_of(path)
    stated = bounds_of(data)
    assert stated is not None
    for key in set(data) - FIXED:
        without = bounds_of({other: value for other, value in data.items() if other != key})
        assert without is not None
        assert without.at_best <= stated.at_best <= stated.at_worst <= without.at_worst, key
