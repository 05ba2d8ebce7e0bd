"""The witnesses of a diff as descriptor files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from waarborg.core.difference import Difference

MODELINE = "# a witness of `waarborg diff`: an exchange whose outcome changes; it states no more than that takes\n"


def witness_texts(found: Difference) -> Iterator[tuple[str, str]]:
    """The name and the text of each witness: `1-refer-permitted.yaml`, in the order in which they are told."""
    witnesses = [region.witness for shift in found.impact.shifts for region in shift.regions]
    witnesses += [each.witness for each in found.impact.left_open]
    for number, witness in enumerate(witnesses, start=1):
        yield f"{number}-{witness['id']}.yaml", witness_text(witness)


def witness_text(witness: Mapping[str, Any]) -> str:
    """A witness as YAML: one line a key, what it holds in flow style."""
    lines = [f"{key}: {_flow(value)}\n" for key, value in witness.items()]
    return MODELINE + "".join(lines)


def _flow(value: Any) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case str():
            plain = value.replace("_", "").replace("/", "").replace("-", "").isalnum() and value[0].isalpha()
            return value if plain and value not in {"true", "false", "null"} else json.dumps(value, ensure_ascii=False)
        case _:
            return json.dumps(value)
