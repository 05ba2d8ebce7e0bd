"""Index editions as the policy files state them: one line a partner and year."""

from collections.abc import Sequence

from partnerdata.editions import Edition, Figure
from partnerdata.emit import both, document, flow, number, quoted, word
from partnerdata.tables import Row

_SCHEMA = "../../src/waarborg/schemas/index-1.json"


def render(edition: Edition, rows: Sequence[Row]) -> str:
    """The text of the edition's file; a figure without a number is left out, so unknown."""
    lines = [*_head(edition), "values:"]
    values = _values(edition, rows)
    for code in sorted(values):
        lines.append(f"  {word(code)}:")
        lines.extend(f"    {year}: {_line(edition, values[code][year])}" for year in sorted(values[code]))
    return document(lines)


def _head(edition: Edition) -> list[str]:
    return [
        f"# yaml-language-server: $schema={_SCHEMA}",
        "schema: waarborg/index-1",
        f"edition: {edition.id}",
        f"title: {quoted(edition.title)}",
        "licence:",
        f"  id: {edition.licence}",
        f"  attribution: {quoted(edition.attribution)}",
        f"  changes: {quoted(edition.changes)}",
        "figures:",
        *(line for name, figure in edition.figures.items() for line in _figure(name, figure)),
    ]


def _figure(name: str, figure: Figure) -> list[str]:
    return [
        f"  {word(name)}:",
        f"    name: {both(figure.dutch, figure.english)}",
        f"    scale: [{', '.join(number(bound) for bound in figure.scale)}]",
        "    higher_is: better",
    ]


def _values(edition: Edition, rows: Sequence[Row]) -> dict[str, dict[int, dict[str, str]]]:
    """Partner to year to figure to YAML text; raises ValueError where a figure occurs twice."""
    found: dict[str, dict[int, dict[str, str]]] = {}
    for row in rows:
        year = found.setdefault(row["alpha2"], {}).setdefault(int(row["year"]), {})
        for name, figure in edition.figures.items():
            if edition.split and row[edition.split] != figure.only:
                continue
            if name in year:
                raise ValueError(f"two rows for {row['alpha2']} {row['year']} {name}")
            if row[figure.columns["is"]]:
                year[name] = _value(figure, row)
    return found


def _value(figure: Figure, row: Row) -> str:
    numbers = {key: number(row[column]) for key, column in figure.columns.items() if row[column]}
    return numbers["is"] if list(figure.columns) == ["is"] else flow(numbers)


def _line(edition: Edition, figures: dict[str, str]) -> str:
    return flow({name: figures[name] for name in edition.figures if name in figures})
