"""`waarborg schema`: the published JSON Schemas."""

import sys
from typing import Annotated

from waarborg.cli.declaring import argument
from waarborg.cli.exits import Exit

NAMES = (
    "exchange, policy, rules, definitions, sources, instruments, gaps, invariants, partner, index, case, "
    "report, explain, list, test, lint, waivers, baseline, diff"
)


def schema(name: Annotated[str, argument(help=f"Which schema: {NAMES}.", metavar="NAME")]) -> None:
    """Print a published JSON Schema."""
    from waarborg.reading.near import did_you_mean  # noqa: PLC0415 (kept off --help)
    from waarborg.reading.schema import SCHEMAS, schema_text  # noqa: PLC0415 (kept off --help)

    if name not in SCHEMAS:
        hint = did_you_mean(name, list(SCHEMAS)) or f"one of: {', '.join(SCHEMAS)}"
        from waarborg.cli.options import spoken  # noqa: PLC0415 (likewise)
        from waarborg.reports.dutch import said_in  # noqa: PLC0415 (likewise)
        from waarborg.reports.words import LABELS  # noqa: PLC0415 (likewise)

        language = spoken()
        sys.stderr.write(said_in(language, f"there is no schema `{name}`") + "\n")
        sys.stderr.write(f"{LABELS[language]['hint']}: {said_in(language, hint)}\n")
        raise SystemExit(Exit.USAGE)
    sys.stdout.write(schema_text(name))
