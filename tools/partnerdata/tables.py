"""The published country tables, read as text."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Row = Mapping[str, str]
"""One line of a table: column name to text."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The five tables about partners; every cell is text, so that NA stays Namibia."""

    countries: Sequence[Row]
    kingdom: Mapping[str, Row]
    memberships: Mapping[tuple[str, str], Row]
    treaties: Mapping[tuple[str, str], Row]
    cooperation: Mapping[tuple[str, str], Sequence[Row]]


def read_rows(path: Path) -> list[Row]:
    """The rows of one CSV file with a header, in file order."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_tables(folder: Path) -> Tables:
    """The tables of a data folder; raises ValueError where a pair that must be unique occurs twice."""
    return Tables(
        countries=read_rows(folder / "countries.csv"),
        kingdom={row["alpha2"]: row for row in read_rows(folder / "kingdom_of_the_netherlands.csv")},
        memberships=_unique(read_rows(folder / "memberships.csv"), "organisation"),
        treaties=_unique(read_rows(folder / "treaties.csv"), "treaty"),
        cooperation=_grouped(read_rows(folder / "police_cooperation.csv"), "instrument"),
    )


def _unique(rows: Sequence[Row], column: str) -> dict[tuple[str, str], Row]:
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["alpha2"], row[column])
        if key in found:
            raise ValueError(f"two rows for {key[0]} and {key[1]}")
        found[key] = row
    return found


def _grouped(rows: Sequence[Row], column: str) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["alpha2"], row[column]), []).append(row)
    return found
