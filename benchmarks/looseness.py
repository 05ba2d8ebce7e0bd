"""How loose the bounds are on the shipped policy: `python benchmarks/looseness.py`.

Takes the examples with random facts left out, and asks how often the verdict is incomplete although no question could
move it any more, with the three-valued bounds alone and with the bounded search that `core.bounds` adds.
"""

from __future__ import annotations

import random
from pathlib import Path

from waarborg.core import judge as judging
from waarborg.core.bounds import Residue
from waarborg.core.judge import Judge
from waarborg.core.verdict import Bounds
from waarborg.core.vocabulary import Facts
from waarborg.reading.inputs import Named, read_exchanges
from waarborg.reading.policies import read_policy, shipped_policies

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
DRAWS = 40
SHARES = (0.1, 0.3)


def main() -> None:
    """Print, for each share of facts left out, how often each reading is incomplete and how often it was too loose."""
    policy = read_policy(shipped_policies())
    exchanges = [read.exchange for path in EXAMPLES for read in read_exchanges(Named(str(path), outright=True), policy)]
    chance = random.Random(2022)  # noqa: S311 (a seeded draw, no secret)
    found: list[tuple[Bounds, Bounds]] = []
    search = judging.exact_bounds  # type: ignore[attr-defined]

    def both(residue: Residue, facts: Facts) -> Bounds:
        exact = search(residue, facts)
        residue.readings = 0
        found.append((residue.bounds(facts), exact))
        return exact

    judging.exact_bounds = both  # type: ignore[attr-defined]
    for share in SHARES:
        found.clear()
        for exchange in exchanges:
            assert exchange is not None
            for _ in range(DRAWS):
                elements = [exchange.facts, *(each.facts for axis in exchange.elements.values() for each in axis)]
                kept = [dict(facts) for facts in elements]
                for facts in elements:
                    for path in [path for path in facts if path != "date" and chance.random() < share]:
                        del facts[path]
                Judge(policy).judge(exchange)
                for facts, whole in zip(elements, kept, strict=True):
                    facts.update(whole)
        open_plain = sum(plain.at_best != plain.at_worst for plain, _ in found)
        looser = sum(plain != exact for plain, exact in found)
        decided = sum(plain.at_best != plain.at_worst and exact.at_best == exact.at_worst for plain, exact in found)
        print(
            f"{share:.0%} of facts left out: {len(found)} parts, three-valued bounds open in {open_plain}; "
            f"the search narrows {looser} of them and decides {decided}"
        )


if __name__ == "__main__":
    main()
