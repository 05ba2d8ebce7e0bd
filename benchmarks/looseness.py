"""How loose the bounds are on the shipped policy: `python benchmarks/looseness.py`.

Takes descriptors in which every fact is stated, leaves random facts out, and looks for completions of what is left:
bounds are shown tight where some completion reaches `at_best` and some reaches `at_worst`. A part is loose for certain
where it is incomplete although all of many completions agree.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from waarborg.core.judge import Judge
from waarborg.core.verdict import Level, Verdict
from waarborg.reading.inputs import Named, read_exchanges
from waarborg.reading.policies import read_policy, shipped_policies

if TYPE_CHECKING:
    from waarborg.core.exchange import Exchange
    from waarborg.core.vocabulary import Facts, Value

DRAWS = 6
COMPLETIONS = 200
SHARES = (0.1, 0.3, 0.6)


def main() -> None:
    """Print, for each share of facts left out, how many exchanges are incomplete and how many are shown tight."""
    policy = read_policy(shipped_policies())
    judge = Judge(policy)
    bases = sorted((shipped_policies() / "cases" / "bases").glob("*.yaml"))
    exchanges = [
        read.exchange
        for path in bases
        for read in read_exchanges(Named(str(path), outright=True), policy)
        if read.exchange
    ]
    pool = {path: values for path, values in _values(exchanges).items() if len(values) > 1}
    chance = random.Random(2022)  # noqa: S311 (a seeded draw, no secret)
    for share in SHARES:
        found = Counter(_looked_at(each, judge, pool, share, chance) for each in exchanges for _ in range(DRAWS))
        told = ", ".join(f"{count} {what}" for what, count in sorted(found.items()))
        print(f"{share:.0%} of facts left out, {found.total()} exchanges: {told}")


def _holders(exchange: Exchange) -> list[Facts]:
    return [exchange.facts, *(each.facts for axis in exchange.elements.values() for each in axis)]


def _values(exchanges: list[Exchange]) -> dict[str, list[Value]]:
    """Every value that some base states for a fact, and for the truth values and findings their opposites."""
    found: dict[str, list[Value]] = {}
    for exchange in exchanges:
        for facts in _holders(exchange):
            for path, value in facts.items():
                opposite: list[Value] = [not value] if isinstance(value, bool) else []
                finding: list[Value] = ["established", "indicated"] if value == "excluded" else []
                empty: list[Value] = [frozenset[str]()] if isinstance(value, frozenset) else []
                for each in (value, *opposite, *finding, *empty):
                    if each not in found.setdefault(path, []):
                        found[path].append(each)
    return found


def _looked_at(
    exchange: Exchange, judge: Judge, pool: dict[str, list[Value]], share: float, chance: random.Random
) -> str:
    holders = _holders(exchange)
    kept = [dict(facts) for facts in holders]
    gone = [(facts, path) for facts in holders for path in list(facts) if path != "date" and chance.random() < share]
    for facts, path in gone:
        del facts[path]
    bounds = judge.judge(exchange).bounds
    reached: set[Level] = set()
    if bounds.verdict is Verdict.INCOMPLETE:
        for number in range(COMPLETIONS):
            for index, (facts, path) in enumerate(gone):
                whole = kept[next(i for i, each in enumerate(holders) if each is facts)]
                facts[path] = whole[path] if index % 7 == number % 7 else chance.choice(pool.get(path, [whole[path]]))
            reached.add(judge.judge(exchange).bounds.at_worst)
            if {bounds.at_best, bounds.at_worst} <= reached:
                break
    for facts, whole in zip(holders, kept, strict=True):
        facts.clear()
        facts.update(whole)
    if bounds.verdict is not Verdict.INCOMPLETE:
        return "decided"
    if {bounds.at_best, bounds.at_worst} <= reached:
        return "incomplete, shown tight"
    return "incomplete, not shown tight" if len(reached) > 1 else "incomplete, all completions tried agree"


if __name__ == "__main__":
    main()
