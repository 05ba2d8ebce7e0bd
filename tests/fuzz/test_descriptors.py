"""Random and damaged descriptors: whatever they say, an answer or a problem comes of them, never an exception."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.cli.work import Bench, Done, Order, Refused, bench_of
from waarborg.core.place import Problem
from waarborg.reading.policies import shipped_policies
from waarborg.reading.walk import Named
from waarborg.reports.reporting import Told, Want

ROOT = Path(__file__).parents[2]
TEXTS = sorted(path.read_bytes() for path in (ROOT / "examples").rglob("*.yaml"))
FEW = settings(max_examples=60)
HEAD: dict[str, Any] = {"schema": "waarborg/exchange-1", "id": "x", "date": "2026-11-02"}
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
KEYS = (
    "partners",
    "subjects",
    "data",
    "need",
    "basis",
    "decisions",
    "channel",
    "act",
    "code",
    "id",
    "date",
    "is",
    "schema",
)
values = st.recursive(
    scalars | st.sampled_from(["unknown", "NL", "GB", "NO", "om", "go"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@cache
def bench() -> Bench:
    """A bench that works out everything a format could want."""
    return bench_of(
        Order(
            policies=shipped_policies(),
            facts_as_of=None,
            law_as_of=None,
            language="en",
            wants=frozenset(Want),
            columns=80,
            whole_tree=False,
        )
    )


def done(content: bytes, name: str) -> Done[Told]:
    """What comes of the content under that name; an exception is not held back."""
    found = bench().done(Named(name, outright=True, content=content), fenced=False)
    assert found.broken == ()
    assert found.records != ()
    for record in found.records:
        match record:
            case Refused(Problem() as problem):
                assert problem.code
                assert problem.message
            case Told(data):
                json.dumps(data)
    return found


@FEW
@given(st.dictionaries(st.sampled_from(KEYS), values, max_size=5), st.booleans())
def test_random_descriptors(data: dict[str, Any], headed: bool) -> None:  # noqa: FBT001 (drawn)
    """Random data are judged or refused, in both notations."""
    whole = HEAD | data if headed else data
    done(json.dumps(whole).encode(), "x.json")
    done(yaml.safe_dump(whole, allow_unicode=True).encode("utf-8", "replace"), "x.yaml")


@FEW
@given(st.sampled_from(TEXTS), st.lists(st.tuples(st.integers(0, 3000), st.binary(max_size=3)), min_size=1, max_size=4))
def test_damaged_files(content: bytes, damage: list[tuple[int, bytes]]) -> None:
    """An example with bytes overwritten is judged or refused."""
    damaged = bytearray(content)
    for position, bytes_ in damage:
        damaged[position : position + len(bytes_)] = bytes_
    done(bytes(damaged), "x.yaml")


@FEW
@given(st.binary(max_size=200), st.sampled_from(["x.yaml", "x.json", "x.ndjson"]))
def test_random_bytes(content: bytes, name: str) -> None:
    """Bytes that mean nothing are refused under every ending, and never judged."""
    found = done(content, name) if content.strip(b"\xef\xbb\xbf \t\r\n") else None
    assert found is None or not any(isinstance(record, Told) for record in found.records)


@FEW
@given(st.lists(st.sampled_from([json.dumps(HEAD).encode(), b"{", b"\xff", b"[]", b"", b'"\0"']), max_size=8))
def test_random_streams(lines: list[bytes]) -> None:
    """Each line of a stream that is not empty has exactly one answer, however bad its neighbours are."""
    content = b"\n".join(lines)
    if any(lines):
        found = bench().done(Named("x.ndjson", outright=True, content=content), fenced=False)
        assert len([line for line in lines if line]) == len(found.records)
