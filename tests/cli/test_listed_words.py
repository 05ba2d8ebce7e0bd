"""The words that help and completion list, which stand apart so that they take no import: they are all there are."""

from __future__ import annotations

from waarborg.cli import check, diff, schema
from waarborg.cli import list as listing_command
from waarborg.core.difference import Direction
from waarborg.explaining.listing import DUTCH, FILTERS
from waarborg.reading.schema import SCHEMAS
from waarborg.reading.vocabulary import vocabulary
from waarborg.reports.reporting import FORMATS


def test_check_lists_every_format() -> None:
    """The formats of `check` are those that there are, and its help names them in that order."""
    assert tuple(FORMATS) == check.FORMATS
    help_of_format = check.check.__annotations__["output_format"].__metadata__[0].rest["help"]
    assert help_of_format == f"{', '.join(check.FORMATS[:-1])} or {check.FORMATS[-1]}."


def test_list_lists_every_sort_and_level() -> None:
    """What `list` lists, each with its filters and its Dutch word, and the levels of concern that a partner can have."""
    assert listing_command.SORTS == tuple(FILTERS) == tuple(DUTCH)
    assert set(listing_command.CONCERNS) == set(vocabulary()["partner.democracy"].values)


def test_schema_names_every_schema() -> None:
    """The help of `schema` names each published schema once."""
    assert sorted(schema.NAMES.split(", ")) == sorted(SCHEMAS)


def test_diff_fails_on_every_direction_that_can_be_unwanted() -> None:
    """What `--fail-on` takes: each direction but sideways, which is always among them, and any."""
    assert set(diff.DIRECTIONS) == {*Direction} - {Direction.SIDEWAYS} | {"any"}
