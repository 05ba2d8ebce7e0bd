"""The witnesses of a diff as descriptor files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from waarborg.core.difference import Difference
    from waarborg.core.invariant import Proof

CHANGED = "# a witness of `waarborg diff`: an exchange whose outcome changes; it states no more than that takes\n"
SHOWN = "# a witness of `waarborg lint --prove`: on `{subject}`; it states no more than that takes\n"


def witness_texts(found: Difference) -> Iterator[tuple[str, str]]:
    """The name and the text of each witness: `1-refer-permitted.yaml`, in the order in which they are told."""
    witnesses = [region.witness for shift in found.impact.shifts for region in shift.regions]
    witnesses += [each.witness for each in found.impact.left_open]
    for number, witness in enumerate(witnesses, start=1):
        yield f"{number}-{witness['id']}.yaml", witness_text(witness)


def counterexample_texts(proofs: Iterable[Proof]) -> Iterator[tuple[str, str]]:
    """The name and the text of the witness of each proof that has one: `SUBJECT.yaml`."""
    for proof in proofs:
        if proof.witness is not None:
            yield f"{proof.subject}.yaml", witness_text(proof.witness, SHOWN.format(subject=proof.subject))


def witness_text(witness: Mapping[str, Any], says: str = CHANGED) -> str:
    """A witness as YAML, under a line that `says` what it is: one line a key, what it holds in flow style."""
    return says + "".join(f"{key}: {_flow(value)}\n" for key, value in witness.items())


def witness_line(witness: Mapping[str, Any]) -> str:
    """What a witness states, as YAML in one line; what every descriptor has is left out."""
    return _flow({key: value for key, value in witness.items() if key not in {"schema", "id", "date"}})


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
