"""The budgets, as ratios of medians in one run: `python benchmarks/run.py` in an environment with `.[dev]`."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from naive import walk

from waarborg.core.condition import facts_read
from waarborg.core.exchange import parties_of, parts_of
from waarborg.core.judge import Judge
from waarborg.core.world import World
from waarborg.reading.cases import CaseReader, case_files
from waarborg.reading.inputs import Named, read_exchanges
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.testing.running import ran

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
EXAMPLE = str(ROOT / "examples" / "uk-money-flow.yaml")
SCHEMA = str(ROOT / "src" / "waarborg" / "schemas" / "exchange-1.json")
BIN = Path(sys.executable).parent
REPETITIONS = 21
VERDICTS = (0, 1, 3, 4)
"""The exit statuses of a run that did what it was asked."""


def main() -> None:
    """Print each budget with its figure."""
    processes = timed(
        {
            "pass": lambda: process(sys.executable, "-c", "pass"),
            "check": lambda: process(BIN / "waarborg", "check", EXAMPLE),
            "help": lambda: process(BIN / "waarborg", "--help"),
            "schema": lambda: process(BIN / "waarborg", "schema", "exchange"),
            "explain partner": lambda: process(BIN / "waarborg", "explain", "MA"),
            "explain rule": lambda: process(BIN / "waarborg", "explain", "country-weighing-high-concern"),
            "list": lambda: process(BIN / "waarborg", "list", "rules"),
            "check-jsonschema": lambda: process(BIN / "check-jsonschema", "--schemafile", SCHEMA, EXAMPLE),
        }
    )
    said("check, whole process, in passes", processes["check"] / processes["pass"], "<=", 12)
    said("check, against check-jsonschema", processes["check"] / processes["check-jsonschema"], "<=", 0.5)
    said("--help, in passes", processes["help"] / processes["pass"], "<=", 6.5)
    for command in ("schema", "explain partner", "explain rule", "list"):
        said(f"{command}, in passes", processes[command] / processes["pass"], "<=", 6.5)
    said("rules on one exchange, naive walk over compiled", rules_ratio(), ">=", 2.4)
    said("diff of an edit of one rule, in passes", diff_seconds() / processes["pass"], "<=", 60)
    said("policy cases judged in a second, once read", cases_in_a_second(), ">=", 2000)


def process(*command: str | Path) -> None:
    """Run one process to its end, with compiled modules allowed; one that fails at what it is asked is no measure."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode in VERDICTS, done.stderr.decode()


def timed(work: dict[str, Callable[[], None]], repetitions: int = REPETITIONS) -> dict[str, float]:
    """The median seconds of each piece of work, taken in turns after one warm-up of each."""
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for repetition in range(repetitions + 1):
        for name, do in work.items():
            start = time.perf_counter()
            do()
            if repetition:
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in seconds.items()}


def diff_seconds() -> float:
    """What the whole process takes that compares the policy with a copy in which one prohibition has a value more."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "policies"
        shutil.copytree(shipped_policies(), copy)
        general = copy / "safeguards" / "general.yaml"
        old, new = "persecution: established}", "persecution: [established, indicated]}"
        text = general.read_text("utf-8")
        assert old in text, "the rule that is edited reads otherwise"
        general.write_text(text.replace(old, new, 1), "utf-8")
        work = {"diff": lambda: process(BIN / "waarborg", "diff", str(shipped_policies()), str(copy))}
        return timed(work, repetitions=5)["diff"]


def rules_ratio() -> float:
    """How many times as long a naive tree walk takes over all rules in force, on the same facts, without look-ups."""
    policy = read_policy(shipped_policies())
    (read,) = read_exchanges(Named(EXAMPLE, outright=True), policy)
    assert read.exchange is not None
    rulings = Judge(policy).rulings_on(read.exchange.date)
    needed = frozenset[str]().union(*(facts_read(ruling.condition, policy.definitions) for ruling in rulings))
    (part,) = parts_of(read.exchange)
    facts = World(policy, read.exchange.date, needed).facts_of(read.exchange, part, parties_of(read.exchange))
    assert all(ruling.reading(facts) is walk(ruling.condition, facts, policy.definitions) for ruling in rulings)

    def compiled() -> None:
        for _ in range(200):
            for ruling in rulings:
                ruling.reading(facts)

    def walked() -> None:
        for _ in range(200):
            for ruling in rulings:
                walk(ruling.condition, facts, policy.definitions)

    found = timed({"compiled": compiled, "walked": walked})
    return found["walked"] / found["compiled"]


def cases_in_a_second() -> float:
    """How many of the policy's own cases are judged and held against what they ask in a second, by one judge."""
    folder = shipped_policies()
    policy = read_policy(folder)
    reader = CaseReader(policy, folder / "cases" / "bases")
    cases = [
        case for named in case_files([folder / "cases"]) if isinstance(named, Named) for case in reader.read(named)
    ]
    judge = Judge(policy)
    rounds = -(-1000 // len(cases))

    def judged() -> None:
        for case in cases * rounds:
            ran(case, judge)

    return len(cases) * rounds / timed({"judged": judged}, repetitions=5)["judged"]


def said(what: str, figure: float, sign: str, budget: float) -> None:
    """Print one line."""
    met = figure <= budget if sign == "<=" else figure >= budget
    print(f"{what:55} {figure:6.2f}   budget {sign} {budget:<5} {'met' if met else 'NOT MET'}")


if __name__ == "__main__":
    main()
