"""The budgets of batches, as ratios in one run: `python benchmarks/batch.py` in an environment with `.[dev]`.

`--lines N` sets the NDJSON lines of the memory budget (1,000,000 take a while), `--files N` the YAML files; `--lint`
measures the lint of one file alone, of each example or of the files that it names.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from run import BIN, ROOT, SCHEMA, process, said, timed

from waarborg.cli.work import Order, bench_of
from waarborg.reading.document import Document
from waarborg.reading.inputs import Named, documents_in
from waarborg.reading.policies import shipped_policies
from waarborg.reports.reporting import Want

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

EXAMPLES = ("eu-vehicle-theft", "uk-money-flow", "us-cybercrime", "refugee-feared-state")
TOLD = {"telling nothing": frozenset[Want](), "in lines": frozenset({Want.LINES})}
"""What the lint of one file is asked for: a verdict alone, and what `--format lines` says of it."""
TURNS = 100
REPETITIONS = 3


def main() -> None:
    """Print each budget with its figure."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--files", type=int, default=5_000)
    words.add_argument("--lines", type=int, default=1_000_000)
    words.add_argument("--lint", nargs="*", type=Path, metavar="FILE")
    asked = words.parse_args()
    lint(asked.lint or [ROOT / "examples" / f"{example}.yaml" for example in EXAMPLES])
    if asked.lint is not None:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = written(folder / "files", asked.files)
        one, two, other = end_to_end(files)
        said(f"{asked.files} files, check-jsonschema over check", other / min(one, two), ">=", 3)
        said(f"{asked.files} files, one job over two", one / two, ">=", 1.7)
        given = ceiling()
        print(f"{'    two processes that share nothing, over one':55} {given:6.2f}   what this machine gives")
        print(f"{'    one job over two, of what it gives':55} {one / two / given:6.0%}")
        lines = ndjson(folder / "lines.ndjson", asked.lines)
        said(f"{asked.lines} NDJSON lines, MiB at most", peak(lines), "<=", 150)
        said("Ctrl-C, seconds to the end", interrupted(lines), "<=", 1)


def lint(paths: Iterable[Path]) -> None:
    """Print the budget of the lint of one file for each of these."""
    for path in paths:
        for told, wants in TOLD.items():
            said(f"lint {path.stem}, {told}, over CSafeLoader", lint_ratio(path, wants), "<=", 0.8)


def lint_ratio(path: Path, wants: frozenset[Want]) -> float:
    """How long reading, validating, judging and telling one file takes, against PyYAML's safe C loader on its text.

    Of both the least processor time of many turns counts: other work on the machine only ever adds to it.
    """
    content = path.read_bytes()
    unit = Named(str(path), outright=True, content=content)
    bench = bench_of(order(wants))

    def lint() -> None:
        for _ in range(20):
            bench.done(unit)

    def load() -> None:
        for _ in range(20):
            yaml.load(content.decode(), yaml.CSafeLoader)

    lint()
    turns = [(processor_seconds(lint), processor_seconds(load)) for _ in range(TURNS)]
    return min(linting for linting, _ in turns) / min(loading for _, loading in turns)


def processor_seconds(work: Callable[[], None]) -> float:
    """What the work takes of a processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


def order(wants: frozenset[Want]) -> Order:
    """What a run with these wants is asked for."""
    return Order(
        policies=shipped_policies(),
        facts_as_of=None,
        law_as_of=None,
        language="en",
        wants=wants,
        columns=80,
        whole_tree=False,
    )


def written(folder: Path, count: int) -> Path:
    """A folder of so many descriptors."""
    folder.mkdir()
    texts = [(ROOT / "examples" / f"{name}.yaml").read_text("utf-8") for name in EXAMPLES]
    for number in range(count):
        text = texts[number % len(texts)].replace("\nid: ", f"\nid: n{number}-", 1)
        (folder / f"{number:06}.yaml").write_text(text, "utf-8")
    return folder


def end_to_end(files: Path) -> tuple[float, float, float]:
    """The seconds of whole processes on the same files: one job, two jobs, and check-jsonschema."""
    program = BIN / "waarborg"
    found = timed(
        {
            "one": lambda: process(program, "check", "--jobs", "1", files),
            "two": lambda: process(program, "check", "--jobs", "2", files),
        },
        REPETITIONS,
    )
    start = time.perf_counter()
    process(BIN / "check-jsonschema", "--schemafile", SCHEMA, *sorted(files.iterdir()))
    return found["one"], found["two"], time.perf_counter() - start


SPIN = "sum(number * number for number in range(12_000_000))"


def ceiling() -> float:
    """How much faster this machine does two pieces of work side by side than one after the other.

    Cores that are two halves of one give far less than 2, and no pool can give more than they do.
    """

    def spins(count: int) -> None:
        running = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(count)]
        for each in running:
            each.wait()

    found = timed({"alone": lambda: spins(1), "together": lambda: spins(2)}, REPETITIONS)
    return 2 * found["alone"] / found["together"]


def ndjson(path: Path, count: int) -> Path:
    """A file of so many descriptors, one a line, each with an id of its own."""
    lines = []
    for name in EXAMPLES:
        (document,) = documents_in(Named(str(ROOT / "examples" / f"{name}.yaml"), outright=True))
        assert isinstance(document, Document)
        data: Any = document.data
        lines.append(json.dumps(data | {"id": "ID"}) + "\n")
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(lines[number % len(lines)].replace('"ID"', f'"n{number}"', 1))
    return path


def peak(lines: Path) -> float:
    """The most memory that any process of a run over the lines held, in MiB."""
    running = subprocess.Popen([BIN / "waarborg", "check", "--format", "json", lines], stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(running.pid, 0)
    return used.ru_maxrss / 1024


def interrupted(lines: Path) -> float:
    """The seconds from an interrupt to the end of a long run."""
    words = [str(BIN / "waarborg"), "check", "--format", "ndjson", "--jobs", "2", str(lines)]
    running = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
    assert running.stdout is not None
    for _ in range(3):
        running.stdout.readline()
    start = time.perf_counter()
    os.killpg(running.pid, signal.SIGINT)
    running.communicate()
    assert running.returncode == 130, running.returncode  # noqa: PLR2004 (interrupted)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
