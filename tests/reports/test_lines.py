"""What a run in lines works out of an exchange tells the same as its whole result."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from reporting_of import EXAMPLES, policy

from waarborg.cli.work import Bench, Order
from waarborg.reading.document import Document
from waarborg.reading.inputs import Named, documents_in
from waarborg.reading.policies import shipped_policies
from waarborg.reports.lines import WANTS
from waarborg.reports.reported import reported
from waarborg.reports.reporting import Told, Want


@cache
def bench(want: Want) -> Bench:
    """What works out as much as a format wants."""
    order = Order(
        policies=shipped_policies(),
        facts_as_of=None,
        law_as_of=None,
        language="en",
        wants=frozenset({want}),
        columns=80,
        whole_tree=False,
    )
    return Bench(order, policy())


def told(named: Named, want: Want) -> list[object]:
    """What lines say of the exchange, from as much of its result as is wanted; nothing where it is refused."""
    records = [each.data for each in bench(want).done(named, fenced=False).records if isinstance(each, Told)]
    return [
        (data["verdict"], entry.rule, entry.contributes, entry.message, entry.line, entry.column)
        for data in records
        for entry in reported(data, "en")
    ]


def lacking(path: Path) -> Iterator[Named]:
    """The example as JSON, and again without each of its keys."""
    (document,) = documents_in(Named(str(path), outright=True))
    assert isinstance(document, Document)
    for left_out in (None, *document.data):
        data = {key: value for key, value in document.data.items() if key != left_out}
        yield Named(f"{path.stem}.json", outright=True, content=json.dumps(data, indent=1).encode())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_lines_say_what_the_whole_result_says(path: Path) -> None:
    """Of each example, and of each that one of its keys is missing from, whether that leaves it open or not."""
    every = list(lacking(path))
    assert [told(each, WANTS) for each in every] == [told(each, Want.RESULT) for each in every]
