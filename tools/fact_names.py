"""Writes the names of all facts into the schemas of conditions, so that editors complete them.

Rerun after a change of vocabulary: `python tools/fact_names.py`; a test says when that was forgotten.
"""

from __future__ import annotations

import json
from pathlib import Path

from waarborg.reading.vocabulary import vocabulary

SCHEMAS = Path(__file__).parent.parent / "src" / "waarborg" / "schemas"
NAMES = ("rules", "definitions", "policy", "invariants")


def completed(name: str) -> str:
    """The text of the schema of that name with a property for each fact of the vocabulary."""
    schema = json.loads((SCHEMAS / f"{name}-1.json").read_text("utf-8"))
    condition = schema["$defs"]["condition"]
    words = {word: condition["properties"][word] for word in ("all", "any", "not")}
    facts = {
        path: {"$ref": "#/$defs/test", "description": f"{fact.sort}: {fact.name.en} / {fact.name.nl}"}
        for path, fact in sorted(vocabulary().facts.items())
    }
    condition["properties"] = words | facts
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for each in NAMES:
        (SCHEMAS / f"{each}-1.json").write_text(completed(each), "utf-8")
