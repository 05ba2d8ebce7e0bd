"""Coverage-guided fuzzing of the readers, by hand: `python tools/fuzz_readers.py -max_total_time=180` with atheris.

The first byte of each input chooses the ending; the rest is the file. Anything but a document or a problem is a crash.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["waarborg"]):
    from waarborg.core.place import Problem
    from waarborg.reading.exchanges import read_exchange
    from waarborg.reading.inputs import documents_in
    from waarborg.reading.policies import read_policy, shipped_policies
    from waarborg.reading.walk import Named

ENDINGS = ("x.yaml", "x.json", "x.ndjson")
POLICY = read_policy(shipped_policies())


def read(content: bytes) -> None:
    """Read the bytes as a file would be read."""
    if not content:
        return
    named = Named(ENDINGS[content[0] % len(ENDINGS)], outright=True, content=content[1:])
    for document in documents_in(named):
        if not isinstance(document, Problem):
            for problem in read_exchange(document, POLICY).problems if isinstance(document.data, dict) else ():
                str(problem)


atheris.Setup(sys.argv, read)
atheris.Fuzz()
