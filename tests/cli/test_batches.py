"""Long runs: the same bytes from any number of processes, whole reports or none, and an end to every interruption."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from itertools import islice, pairwise
from pathlib import Path

import pytest
import yaml
from program import ROOT, Checked, example

NAMES = ("eu-vehicle-theft", "uk-money-flow", "us-cybercrime", "refugee-feared-state")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of eighty descriptors, two of them broken."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(80):
        text = example(NAMES[number % 4], f"n{number}")
        broken = number in {13, 57}
        (folder / f"{number:03}.yaml").write_text(text + ("id: again\n" if broken else ""), "utf-8")
    return folder


@pytest.mark.parametrize("name", ["lines", "text", "json", "ndjson"])
def test_any_number_of_processes_writes_the_same_bytes(checked: Checked, many: Path, name: str) -> None:
    """`--jobs 3` and `--jobs 1` print the same, problems included."""
    one, three = (checked("--jobs", jobs, "--format", name, many.name) for jobs in ("1", "3"))
    assert (one.returncode, one.stdout, one.stderr) == (three.returncode, three.stdout, three.stderr)
    assert (one.returncode, len(one.stdout) > 1000) == (5, True)


def test_lines_say_where_what_and_why(checked: Checked, many: Path) -> None:
    """More than one file is told in lines `path:line:col: verdict rule message`, and the counts go to standard error."""
    done = checked(many.name)
    lines = done.stdout.splitlines()
    assert any(line.startswith("many/002.yaml:") and ": refer " in line for line in lines)
    assert "many/013.yaml:" in done.stdout
    assert all(line.split(": ", 1)[0].count(":") == 2 for line in lines)
    assert "78 checked: " in done.stderr


def test_lines_count_what_may_count_beside_a_prohibition(checked: Checked) -> None:
    """What is prohibited for certain has a line for each rule that counts, and the number of those that may."""
    stated = (ROOT / "examples/torture-established.yaml").read_text("utf-8")
    lines = checked("-", "--format", "lines", stdin=stated).stdout.splitlines()
    assert (bool(lines), [line for line in lines if ": incomplete " in line]) == (True, [])
    assert re.search(r" \[[0-9]+ more may still count\]$", lines[0])


def test_a_killed_worker_costs_the_files_it_held_alone(many: Path, environment: dict[str, str]) -> None:
    """A worker that is killed has its unfinished files as problems; everything else completes in order."""
    program = """
import os, signal, sys
from waarborg.cli import work
judged = work.Bench.done
def done(self, unit, **options):
    if "040" in unit.path and os.getppid() == PARENT:
        os.kill(os.getpid(), signal.SIGKILL)
    return judged(self, unit, **options)
PARENT = os.getpid()
work.Bench.done = done
from waarborg.cli.main import run
run()
"""
    words = ["check", "--format", "json", "--jobs", "2", many.name]
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=many.parent,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    found = json.loads(done.stdout)
    lost = [each["file"] for each in found["problems"] if each["code"] == "reading/worker-ended"]
    files = [each["file"] for each in found["results"]]
    assert (done.returncode, "many/040.yaml" in lost, len(lost) <= 16) == (5, True, True)
    assert sorted([*files, *lost, "many/013.yaml", "many/057.yaml"]) == [f"many/{n:03}.yaml" for n in range(80)]
    assert files == sorted(files)


@pytest.mark.parametrize(("jobs", "sent"), [("1", signal.SIGINT), ("2", signal.SIGINT), ("2", signal.SIGTERM)])
def test_an_interrupt_ends_the_run_with_what_is_finished(
    tmp_path: Path, environment: dict[str, str], jobs: str, sent: signal.Signals
) -> None:
    """Ctrl-C, or an end of the job, ends a run within a second: status 130, the report closed, no process left behind."""
    line = json.dumps({"schema": "waarborg/exchange-1", "id": "x", "date": "2026-11-02", "act": "agreement"}) + "\n"
    (tmp_path / "x.ndjson").write_text(line * 50_000, "utf-8")
    words = ["check", "--format", "json", "--output", "ndjson=out.ndjson", "--jobs", jobs, "x.ndjson"]
    with (tmp_path / "out.json").open("wb") as out:
        running = subprocess.Popen(
            [sys.executable, "-m", "waarborg", *words],
            cwd=tmp_path,
            env=environment,
            stdout=out,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        while (tmp_path / "out.json").stat().st_size < 1000:
            time.sleep(0.05)
        os.killpg(running.pid, sent)
        start = time.monotonic()
        running.communicate(timeout=20)
    assert time.monotonic() - start < 5  # a second on an idle machine; the benchmark holds it to that
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    last = json.loads((tmp_path / "out.ndjson").read_text("utf-8").splitlines()[-1])
    assert (running.returncode, found["summary"]["interrupted"], last["summary"]["summary"]) == (
        130,
        True,
        found["summary"],
    )
    assert 0 < len(found["results"]) == found["summary"]["checked"] < 50_000
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


@pytest.mark.parametrize("times", [1, 2])
def test_an_interrupt_ends_what_waits_for_its_reader(many: Path, environment: dict[str, str], times: int) -> None:
    """Where nobody reads what is written, Ctrl-C ends the run after a while, and at once when it is given twice."""
    words = ["check", "--format", "json", "--output", "ndjson=out.ndjson", many.name]
    running = subprocess.Popen(
        [sys.executable, "-m", "waarborg", *words], cwd=many.parent, env=environment, stdout=subprocess.PIPE
    )
    assert running.stdout is not None
    os.read(running.stdout.fileno(), 1)
    while b"pipe_write" not in Path(f"/proc/{running.pid}/wchan").read_bytes():
        time.sleep(0.05)
    for _ in range(times):
        running.send_signal(signal.SIGTERM)
        time.sleep(0.2)
    assert running.wait(20) == 130
    running.stdout.close()
    assert [path.name for path in many.parent.iterdir() if "ndjson" in path.name] == []


def test_workers_that_are_killed_again_and_again_end_the_run(many: Path, environment: dict[str, str]) -> None:
    """Where every process is killed, every file it held is a problem, and the run comes to its end."""
    program = """
import os, signal
from waarborg.cli import work
judged = work.Bench.done
def done(self, unit, **options):
    if os.getpid() != PARENT:
        os.kill(os.getpid(), signal.SIGKILL)
    return judged(self, unit, **options)
PARENT = os.getpid()
work.Bench.done = done
from waarborg.cli.main import run
run()
"""
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "--format", "json", "--jobs", "2", many.name],
        cwd=many.parent, env=environment, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    found = json.loads(done.stdout)
    lost = [each["file"] for each in found["problems"] if each["code"] == "reading/worker-ended"]
    assert (done.returncode, len(lost) + len(found["results"]) + 1) == (5, 80)


def test_reports_become_files_whole_or_not_at_all(checked: Checked, tmp_path: Path) -> None:
    """A report that can be written takes its name; one that cannot ends with 5, a message, and nothing left behind."""
    (tmp_path / "a.yaml").write_text(example("eu-vehicle-theft"), "utf-8")
    (tmp_path / "kept.json").write_text("before", "utf-8")
    done = checked(
        "-q", "--output", "json=kept.json", "--output", "ndjson=/dev/full", "--output", "json=no/where", "a.yaml"
    )
    assert done.returncode == 5
    assert "`/dev/full` could not be written: No space left on device" in done.stderr
    assert "`no/where` could not be written" in done.stderr
    assert json.loads((tmp_path / "kept.json").read_text("utf-8"))["summary"]["checked"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "kept.json"]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("before", [1, 100])
def test_what_is_sent_is_judged_before_more_is_waited_for(
    tmp_path: Path, environment: dict[str, str], jobs: str, before: int
) -> None:
    """Whoever sends a line and waits has its verdict, in however many processes the lines before it were judged."""
    stated = yaml.safe_load(example("eu-vehicle-theft"))
    sent = [json.dumps({**stated, "id": f"sent-{number}"}, default=str) for number in range(before + 2)]
    words = ["check", "--stdin-name", "x.ndjson", "--format", "ndjson", "--jobs", jobs, "-"]
    with subprocess.Popen(
        [sys.executable, "-m", "waarborg", *words],
        cwd=tmp_path, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    ) as running:  # fmt: skip
        assert running.stdin
        assert running.stdout
        killing = threading.Timer(60, running.kill)
        killing.start()
        for first, last in pairwise([*range(0, before, 20), before, before + 1, before + 2]):
            running.stdin.write("".join(f"{line}\n" for line in sent[first:last]))
            running.stdin.flush()
            told = (json.loads(line) for line in iter(running.stdout.readline, ""))
            ids = (each["result"]["id"] for each in told if "result" in each)
            assert list(islice(ids, last - first)) == [f"sent-{number}" for number in range(first, last)]
        running.stdin.close()
        assert running.wait() == 0
        killing.cancel()


def test_a_report_goes_where_a_pipe_goes(tmp_path: Path, environment: dict[str, str]) -> None:
    """A name of the system for a pipe is written to as it is."""
    (tmp_path / "a.yaml").write_text(example("eu-vehicle-theft"), "utf-8")
    words = ["check", "-q", "--output", "json=/dev/stdout", "a.yaml"]
    done = subprocess.run(
        [sys.executable, "-m", "waarborg", *words], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert json.loads(done.stdout)["summary"]["checked"] == 1


def test_no_report_takes_the_place_of_standard_output(tmp_path: Path, environment: dict[str, str]) -> None:
    """A file that standard output goes to keeps what was written there."""
    (tmp_path / "a.yaml").write_text(example("eu-vehicle-theft"), "utf-8")
    for name in ("out.txt", "/dev/stdout"):
        with (tmp_path / "out.txt").open("w", encoding="utf-8") as file:
            file.write("before\n")
            file.flush()
            done = subprocess.run(
                [sys.executable, "-m", "waarborg", "check", "--format", "lines", "--output", f"json={name}", "a.yaml"],
                cwd=tmp_path, env=environment, stdout=file, stderr=subprocess.PIPE, encoding="utf-8", check=False,
            )  # fmt: skip
        assert (done.returncode, f"`{name}` could not be written: standard output goes there" in done.stderr) == (
            5,
            True,
        )
        assert (tmp_path / "out.txt").read_text("utf-8").startswith("before\n")


@pytest.mark.parametrize("words", ["> /dev/full", "| head -n 1"])
def test_standard_output_that_fails_costs_no_other_report(many: Path, environment: dict[str, str], words: str) -> None:
    """A report in a file is written whole where standard output is full or its reader went away; the status says so."""
    done = subprocess.run(
        ["sh", "-c", f'("$0" -m waarborg check many --format json --output ndjson=out.ndjson; echo $? >status) {words}', sys.executable],
        cwd=many.parent, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    last = json.loads((many.parent / "out.ndjson").read_text("utf-8").splitlines()[-1])
    assert (last["summary"]["summary"]["checked"], (many.parent / "status").read_text("utf-8")) == (78, "5\n")
    assert ("could not be written: No space" in done.stderr) is ("full" in words)


def test_a_full_disk_leaves_the_report_of_before(tmp_path: Path, environment: dict[str, str]) -> None:
    """Where the disk fills up half-way, the report of before stays as it was, and nothing half-written stands beside it."""
    (tmp_path / "a.yaml").write_text(example("us-cybercrime"), "utf-8")
    (tmp_path / "kept.json").write_text("before", "utf-8")
    program = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); from waarborg.cli.main import run; from waarborg.reading import cache; cache.store = lambda *_: None; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); run()"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "-q", "--output", "json=kept.json", "a.yaml"],
        cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, "could not be written" in done.stderr) == (5, True)
    assert (tmp_path / "kept.json").read_text("utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "kept.json"]


def test_a_bug_in_one_file_stops_nothing_else(many: Path, environment: dict[str, str]) -> None:
    """A failure inside the judgement is a problem of its file, the rest is judged, and the status says that there is a bug."""
    program = """
from waarborg.core import judge
judged = judge.Judge.judge
def failing(self, exchange):
    if exchange.id == "n8":
        raise RuntimeError("boo")
    return judged(self, exchange)
judge.Judge.judge = failing
from waarborg.cli.main import run
run()
"""
    words = ["check", "--format", "json", "--jobs", "2", many.name]
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=many.parent,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    found = json.loads(done.stdout)
    bugs = [each["file"] for each in found["problems"] if each["code"] == "bug/judging"]
    assert (done.returncode, bugs, len(found["results"])) == (70, ["many/008.yaml"], 77)


def as_program(
    program: str, folder: Path, environment: dict[str, str], *words: str
) -> subprocess.CompletedProcess[str]:
    """The program, which changes something before it runs `waarborg check WORDS`."""
    return subprocess.run(
        [sys.executable, "-c", f"{program}\nfrom waarborg.cli.main import run\nrun()\n", "check", *words],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("most", [7, 13])
def test_where_no_process_can_be_started_fewer_do_the_work(
    checked: Checked, many: Path, environment: dict[str, str], most: int
) -> None:
    """Without the files that another process takes, those that there are do it all, and say the same."""
    limits = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({most}, {most}))"
    words = ("--jobs", "4", "--format", "json", "--output", "ndjson=out.ndjson", many.name)
    done, whole = as_program(limits, many.parent, environment, *words), checked(*words)
    assert (done.returncode, done.stdout, done.stderr) == (whole.returncode, whole.stdout, whole.stderr)
    assert len((many.parent / "out.ndjson").read_text("utf-8").splitlines()) > 80


SHORT = """
import os
from waarborg.core import judge
judged = judge.Judge.judge
def short(self, exchange):
    if exchange.id == "n40":
        raise MemoryError
    return judged(self, exchange)
judge.Judge.judge = short
"""
"""One exchange that there is not enough memory for."""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_too_little_memory_for_one_file_stops_nothing_else(many: Path, environment: dict[str, str], jobs: str) -> None:
    """It is a problem of the file, and no bug."""
    done = as_program(SHORT, many.parent, environment, "--jobs", jobs, "--format", "json", many.name)
    found = json.loads(done.stdout)
    short = [each["file"] for each in found["problems"] if each["code"] == "reading/no-memory"]
    assert (done.returncode, short, len(found["results"])) == (5, ["many/040.yaml"], 77)


def test_a_process_without_memory_ends_without_a_word(many: Path, environment: dict[str, str]) -> None:
    """The files that it held are problems; too little memory for the whole run is said, and is no bug."""
    held = "from waarborg.cli import pool\ndef without(*_): raise MemoryError\npool._Task.complete = property(without)"
    done = as_program(held, many.parent, environment, "--jobs", "2", "--output", "json=out.json", many.name)
    assert (done.returncode, "not enough memory to go on" in done.stderr, "Traceback" in done.stderr) == (
        5,
        True,
        False,
    )
    assert [path.name for path in many.parent.iterdir() if "json" in path.name] == []
    lost = "from waarborg.cli import work\nimport os\nhere, judged = os.getpid(), work.Bench.done\ndef without(self, unit, **words):\n    if os.getpid() != here: raise MemoryError\n    return judged(self, unit, **words)\nwork.Bench.done = without"
    done = as_program(lost, many.parent, environment, "--jobs", "2", "--format", "json", many.name)
    codes = {each["code"] for each in json.loads(done.stdout)["problems"]}
    assert (done.returncode, "reading/worker-ended" in codes, "Traceback" in done.stderr) == (5, True, False)


@pytest.mark.parametrize("where", ["begun", "told"])
def test_an_interrupt_at_the_beginning_leaves_nothing_behind(
    many: Path, environment: dict[str, str], where: str
) -> None:
    """While the reports are begun, or their heads written, no file is left half-written and no output is cut in two."""
    program = f"""
import os, signal
from waarborg.cli import outputs
begun = outputs.AtomicFile._begun
def disturbed(self, mode):
    handle = begun(self, mode)
    if "begun" == {where!r} and "html" in self.path.name: os.kill(os.getpid(), signal.SIGTERM)
    return handle
outputs.AtomicFile._begun = disturbed
from waarborg.reports import json_report
told = json_report.Report.begin
def cut(self, run):
    told(self, run)
    if "told" == {where!r}: os.kill(os.getpid(), signal.SIGTERM)
json_report.Report.begin = cut
"""
    words = ("--format", "json", "--output", "ndjson=out.ndjson", "--output", "html=out.html", many.name)
    done = as_program(program, many.parent, environment, *words)
    assert done.returncode == 130
    assert [path.name for path in many.parent.iterdir() if path.name.endswith(".part")] == []
    assert done.stdout == "" or json.loads(done.stdout)["summary"]["interrupted"] is True
