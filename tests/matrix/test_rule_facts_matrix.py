"""The matrix of rules and facts: what each shipped rule reads, missing, null, `unknown`, mistyped or misnamed."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from waarborg.core.exchange import LISTS
from waarborg.core.judge import Judge
from waarborg.core.truth import TRUE
from waarborg.reading.checking import read_one
from waarborg.reading.document import Document
from waarborg.reading.exchanges import read_exchange
from waarborg.reading.inputs import Named, documents_in
from waarborg.reading.json_tree import read_json
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.schema import accepts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.policy import Rule
    from waarborg.core.verdict import ExchangeVerdict

CASES = shipped_policies() / "cases"
EXAMPLES = Path(__file__).parents[2] / "examples"
POLICY = read_policy(shipped_policies())
JUDGE = Judge(POLICY)
Route = tuple[str | int, ...]


def base_of(name: str) -> Any:
    """The plain data of a base descriptor."""
    path = next(
        folder / f"{name}.yaml" for folder in (CASES / "bases", EXAMPLES) if (folder / f"{name}.yaml").is_file()
    )
    (document,) = documents_in(Named(str(path), outright=True))
    assert isinstance(document, Document)
    return document.data


def steps(written: str) -> Route:
    """The route that a case writes with dots."""
    return tuple(int(step) if step.isdigit() else step for step in written.split("."))


def put(data: Any, route: Route, value: Any) -> None:
    """Put `value` at `route`, at the end of a list where it names the next place."""
    *above, last = route
    for step in above:
        data = data.setdefault(step, {}) if isinstance(data, dict) else data[step]
    if isinstance(data, list) and last == len(data):
        data.append(value)
    else:
        data[last] = value


def take(data: Any, route: Route) -> Any:
    """Take out what stands at `route`; what it was."""
    *above, last = route
    for step in above:
        data = data[step]
    return data.pop(last)


def descriptor(case: dict[str, Any]) -> Any:
    """The descriptor of a case, dated as the case is judged."""
    data = copy.deepcopy(base_of(case["base"]))
    for route, value in case.get("set", {}).items():
        put(data, steps(route), copy.deepcopy(value))
    for route in case.get("drop", ()):
        take(data, steps(route))
    day = data["date"] = case.get("as_of", data["date"])
    if "received" in data.get("request", {}):
        data["request"]["received"] = min(data["request"]["received"], day)
    return data


def verdict_on(data: Any) -> ExchangeVerdict | None:
    """The verdict on the descriptor; None where it is refused."""
    document = read_json(json.dumps(data), "matrix.json")
    assert isinstance(document, Document)
    read = read_exchange(document, POLICY)
    return JUDGE.judge(read.exchange) if read.exchange else None


def holds(rule: Rule, verdict: ExchangeVerdict) -> bool:
    """Whether the rule's trigger is TRUE in some part."""
    return any(
        outcome.rule.id == rule.id and outcome.truth is TRUE for part in verdict.parts for outcome in part.outcomes
    )


def telling(rule: Rule) -> Iterator[tuple[Any, ExchangeVerdict]]:
    """The descriptors of the rule's own cases in which it holds, each with its verdict."""
    path = CASES / f"{rule.id}.yaml"
    for case in read_one(path, path.read_bytes(), "case")["cases"]:
        data = descriptor(case)
        verdict = verdict_on(data)
        if verdict and holds(rule, verdict):
            yield data, verdict


def routes(rule: Rule, data: Any) -> Iterator[Route]:
    """Where the descriptor states what the rule reads: the facts, and the references through which it looks others up."""
    read = {POLICY.vocabulary[path].reference or path for path in POLICY.facts_of(rule)} - {"date"}
    for path in sorted(read):
        head, *rest = path.removesuffix(".date").split(".")
        stated = data.get(LISTS[head], []) if head in LISTS and rest else [data]
        for index, element in enumerate(stated):
            inner = tuple(rest) if head in LISTS and rest else (head, *rest)
            node = element
            for step in inner:
                node = node.get(step) if isinstance(node, dict) else None
            if node is not None:
                yield (LISTS[head], index, *inner) if head in LISTS and rest else inner


def with_value(data: Any, route: Route, value: Any) -> Any:
    """A copy of the descriptor with `value` at `route`."""
    copied = copy.deepcopy(data)
    put(copied, route, value)
    return copied


@pytest.mark.parametrize("rule", POLICY.rules, ids=lambda rule: rule.id)
def test_no_cell_is_milder(rule: Rule) -> None:
    """What a rule reads, missing, null or unknown, leaves bounds around the verdict; mistyped or misnamed is refused."""
    data, stated = next(telling(rule))
    cells = list(routes(rule, data))
    assert cells != []
    for route in cells:
        without = copy.deepcopy(data)
        value = take(without, route)
        for open_fact in (without, with_value(data, route, None), with_value(data, route, "unknown")):
            verdict = verdict_on(open_fact)
            assert verdict is not None, route
            bounds = verdict.bounds
            assert bounds.at_best <= stated.bounds.at_best <= stated.bounds.at_worst <= bounds.at_worst, route
        for wrong in (3.5, {"surprise": 1}, [["nested"]]):
            assert not accepts("exchange", with_value(data, route, wrong)), route
        assert not accepts("exchange", with_value(without, (*route[:-1], f"{route[-1]}_x"), value)), route
