"""Waivers, baselines and configuration: what may pass, what may not, and what is said of it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from program import Checked, checking, example

from waarborg.cli.standing import Standing
from waarborg.core.place import Place, Problem
from waarborg.reading.content import MAX_BYTES
from waarborg.reading.schema import schema
from waarborg.reading.tree import MAX_NODES
from waarborg.reading.waivers import read_waivers
from waarborg.reports.result import problem_of

BROKEN = example("eu-vehicle-theft", "broken") + "nonsense: 1\n"
OPEN = "schema: waarborg/exchange-1\nid: open\ndate: 2026-11-02\n"


def waiver(exchange: str, finding: str, **keys: str | None) -> dict[str, str | None]:
    """A waiver that works, but for what is changed."""
    whole = {"reason": "being repaired", "approver": "team lead", "reference": "W-1", "until": "9999-12-31"}
    return {"exchange": exchange, "finding": finding, **whole, **keys}


def run(
    checked: Checked, folder: Path, waivers: list[dict[str, str | None]], *words: str
) -> tuple[int, dict[str, Any]]:
    """The exit status and the report of a run with these waivers."""
    (folder / "w.json").write_text(json.dumps({"schema": "waarborg/waivers-1", "waivers": waivers}), "utf-8")
    done = checked("--format", "json", "--waivers", "w.json", *words)
    found = json.loads(done.stdout)
    assert list(Draft202012Validator(schema("report")).iter_errors(found)) == []
    return done.returncode, found


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A good descriptor, a refused one, one that says too little, and one to be weighed."""
    (tmp_path / "good.yaml").write_text(example("eu-vehicle-theft"), "utf-8")
    (tmp_path / "broken.yaml").write_text(BROKEN, "utf-8")
    (tmp_path / "open.yaml").write_text(example("eu-facts-missing", "open"), "utf-8")
    (tmp_path / "refer.yaml").write_text(example("us-cybercrime", "refer"), "utf-8")
    (tmp_path / "never.yaml").write_text(example("refugee-feared-state", "never"), "utf-8")
    return tmp_path


def test_a_problem_and_an_incomplete_verdict_can_be_waived(checked: Checked, files: Path) -> None:
    """What is waived passes, and the report says both the verdict and the waiver."""
    waivers = [waiver("broken", "schema/unknown-key"), waiver("open", "incomplete")]
    status, found = run(checked, files, waivers, "good.yaml", "broken.yaml", "open.yaml")
    assert (status, found["waivers"], found["summary"]["waived"]) == (0, [], 2)
    good, waived = found["results"]
    assert (good["waived"], waived["verdict"], bool(waived["waived"])) == (None, "incomplete", True)
    assert found["problems"][0]["waived"]["reason"] == "being repaired"


def test_a_file_is_waived_by_its_path_however_it_is_named(checked: Checked, files: Path) -> None:
    """A waiver for a file holds for it named from here, with a dot before it, and from the top of the system."""
    (files / "half.json").write_text("{", "utf-8")
    for name in ("half.json", "./half.json", str(files / "half.json")):
        assert run(checked, files, [waiver("half.json", "reading/not-json")], "good.yaml", name)[0] == 0


def test_a_waived_problem_alone_is_still_nothing_checked(checked: Checked, files: Path) -> None:
    """A run in which nothing was judged never passes."""
    assert run(checked, files, [waiver("broken", "schema/unknown-key")], "broken.yaml")[0] == 5


@pytest.mark.parametrize(
    ("changed", "state"),
    [({"until": "2020-01-01"}, "past"), ({"reason": None}, "no_reason"), ({"reason": " "}, "no_reason"), ({"reason": "\u200b"}, "no_reason"), ({"reason": "..."}, "no_reason"), ({"exchange": "other"}, "unused")],
)  # fmt: skip
def test_a_waiver_that_does_not_work_says_so(
    checked: Checked, files: Path, changed: dict[str, str], state: str
) -> None:
    """Past its day, without a reason or for another exchange, it lets nothing pass and is reported."""
    status, found = run(checked, files, [{**waiver("open", "incomplete"), **changed}], "open.yaml", "good.yaml")
    assert (status, [each["state"] for each in found["waivers"]]) == (3, [state])


@pytest.mark.parametrize("key", ["approver", "reference"])
def test_a_waiver_that_names_nobody_is_refused(checked: Checked, files: Path, key: str) -> None:
    """Who approved it and where it is recorded are words that somebody can read."""
    (files / "waivers.yaml").write_text(
        json.dumps({"schema": "waarborg/waivers-1", "waivers": [{**waiver("open", "incomplete"), key: "\u2060"}]})
    )
    done = checked("--waivers", "waivers.yaml", "open.yaml")
    assert (done.returncode, f"`{key}` has neither a letter nor a digit" in done.stderr) == (5, True)


@pytest.mark.parametrize(
    ("name", "finding", "expected"),
    [("never", "prohibited", 1), ("never", "refugee-from-a-party", 1), ("never", "incomplete", 1), ("refer", "refer", 4), ("refer", "incomplete", 4)],
)  # fmt: skip
def test_what_is_prohibited_or_must_be_weighed_is_never_waived(
    checked: Checked, files: Path, name: str, finding: str, expected: int
) -> None:
    """A waiver for it does not work, however it is written."""
    status, found = run(checked, files, [waiver(name, finding)], f"{name}.yaml")
    assert (status, found["results"][0]["waived"], len(found["waivers"])) == (expected, None, 1)


def test_an_incomplete_exchange_that_must_be_weighed_anyway_is_not_waived(checked: Checked, files: Path) -> None:
    """Incomplete with refer as the mildest bound is not let pass by a waiver."""
    text = example("us-cybercrime", "worse").replace("torture: {is: excluded", "torture: {is: unknown_", 1)
    lines = [line for line in text.splitlines() if "unknown_" not in line]
    (files / "worse.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    status, found = run(checked, files, [waiver("worse", "incomplete")], "worse.yaml")
    (result,) = found["results"]
    assert (result["verdict"], result["at_best"], result["waived"], status) == ("incomplete", "refer", None, 3)
    assert [each["state"] for each in found["waivers"]] == ["must_be_weighed"]
    said = checked("--waivers", "w.json", "worse.yaml").stdout
    assert "incomplete of worse must be weighed in any case" in " ".join(said.split())


def test_an_incomplete_exchange_that_may_go_on_conditions_can_be_waived(checked: Checked, files: Path) -> None:
    """Nobody has to weigh it, whatever is missing: conditions at best are no obstacle to a waiver."""
    (files / "question.yaml").write_text(example("eu-question-left", "question"), "utf-8")
    status, found = run(checked, files, [waiver("question", "incomplete")], "question.yaml")
    assert (status, found["results"][0]["at_best"], found["waivers"]) == (0, "permitted_with_conditions", [])


@pytest.mark.parametrize("code", ["bug/judging", "exchange/duplicate-id"])
def test_a_bug_and_a_second_exchange_of_one_id_are_never_waived(code: str, files: Path) -> None:
    """A waiver for either is told as one that never works."""
    (files / "w.json").write_text(json.dumps({"schema": "waarborg/waivers-1", "waivers": [waiver("x", code)]}), "utf-8")
    standing = Standing(read_waivers(files / "w.json", date(2026, 11, 24)), None)
    problem = problem_of(Problem(code, "what is wrong", Place("x.yaml")), "x")
    standing.mark_problem(problem)
    assert (problem["waived"], [each["state"] for each in standing.void()]) == (None, ["never_waived"])


def test_a_waiver_file_that_is_wrong_is_refused(checked: Checked, files: Path) -> None:
    """A mistake in the waivers ends the run before anything is judged."""
    (files / "w.yaml").write_text("schema: waarborg/waivers-1\nwaivers: [{exchange: x}]\n", "utf-8")
    done = checked("--waivers", "w.yaml", "good.yaml")
    assert (done.returncode, done.stdout, "w.yaml:2:11" in done.stderr) == (5, "", True)


def test_a_baseline_fails_on_new_findings_alone(checked: Checked, files: Path) -> None:
    """Known findings pass wherever they stand; a new one fails; one that is gone is reported."""
    words = ("never.yaml", "refer.yaml")
    assert checked("--write-baseline", "b.json", *words).returncode == 0
    baseline = json.loads((files / "b.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema("baseline")).iter_errors(baseline)) == []
    known = checked("--baseline", "b.json", *words)
    assert (known.returncode, "[known in the baseline]" in known.stdout, "2 known" in known.stderr) == (0, True, True)
    for name in words:
        (files / name).write_text("# moved\n\n" + (files / name).read_text("utf-8"), "utf-8")
    assert checked("--baseline", "b.json", *words, "--lang", "nl").returncode == 0
    text = (files / "refer.yaml").read_text("utf-8")
    (files / "refer.yaml").write_text(text.replace("code: US", "code: RU"), "utf-8")
    changed = checked("--baseline", "b.json", "--format", "json", *words)
    assert changed.returncode in {1, 3, 4}
    assert [each["new"] for each in json.loads(changed.stdout)["results"]] == [False, True]
    assert {"refer"} == {each["exchange"] for each in json.loads(changed.stdout)["gone"]}
    alone = json.loads(checked("--baseline", "b.json", "--format", "json", "never.yaml").stdout)
    assert alone["gone"] == []


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ('statement: "', 'statement: "Another need altogether. '),
        ("subjects:", "subjects:\n  - {id: another, category: victim}"),
    ],
)  # fmt: skip
def test_a_baseline_knows_nothing_of_a_changed_exchange(checked: Checked, files: Path, said: str, changed: str) -> None:
    """Another need or another subject makes a prohibited exchange new, though the same rules stand in its way."""
    text = (files / "never.yaml").read_text("utf-8")
    (files / "never.yaml").write_text(text, "utf-8")
    assert checked("--write-baseline", "b.json", "never.yaml").returncode == 0
    assert checked("--baseline", "b.json", "never.yaml").returncode == 0
    assert text.count(said) == 1
    (files / "never.yaml").write_text(text.replace(said, changed), "utf-8")
    done = checked("--baseline", "b.json", "--format", "json", "never.yaml")
    assert (done.returncode, json.loads(done.stdout)["results"][0]["new"]) == (1, True)


def test_an_id_that_stands_twice_is_a_problem(checked: Checked, files: Path) -> None:
    """The problem names both places, and neither waiver nor baseline lets the second exchange pass."""
    (files / "again.yaml").write_text("# another\n" + (files / "open.yaml").read_text("utf-8"), "utf-8")
    waivers = [waiver("open", "incomplete"), waiver("open", "exchange/duplicate-id")]
    assert run(checked, files, waivers, "open.yaml", "open.yaml", "./open.yaml")[0] == 0
    checked("--write-baseline", "b.json", "open.yaml")
    status, found = run(checked, files, waivers, "open.yaml", "again.yaml", "--baseline", "b.json")
    (problem,) = found["problems"]
    line = (files / "open.yaml").read_text("utf-8").split("\n").index("id: open") + 1
    assert (problem["code"], problem["file"], problem["line"]) == ("exchange/duplicate-id", "again.yaml", line + 1)
    assert (f"open.yaml:{line}" in problem["message"], problem["waived"]) == (True, None)
    assert [bool(each["waived"]) for each in found["results"]] == [True, False]
    assert ([each["new"] for each in found["results"]], status) == ([False, True], 5)


def test_a_baseline_takes_in_no_exchange_under_the_id_of_another(checked: Checked, files: Path) -> None:
    """It stood under a problem when the baseline was written, and is new once the other one is gone."""
    text = (files / "refer.yaml").read_text("utf-8")
    (files / "again.yaml").write_text(re.sub(r'statement: "[^"]*"', 'statement: "another"', text), "utf-8")
    assert checked("--write-baseline", "b.json", "refer.yaml", "again.yaml").returncode == 5
    assert [checked("--baseline", "b.json", each).returncode for each in ("refer.yaml", "again.yaml")] == [0, 4]


def test_a_refused_file_with_an_id_that_stands_twice_is_not_waived(checked: Checked, files: Path) -> None:
    """A waiver of one file's problems lets those of another file with its id stand."""
    (files / "again.yaml").write_text(BROKEN.replace("nonsense", "more_nonsense"), "utf-8")
    status, found = run(
        checked, files, [waiver("broken", "schema/unknown-key")], "broken.yaml", "again.yaml", "good.yaml"
    )
    codes = [(each["file"], each["code"], bool(each["waived"])) for each in found["problems"]]
    assert codes == [
        ("broken.yaml", "schema/unknown-key", True),
        ("again.yaml", "exchange/duplicate-id", False),
        ("again.yaml", "schema/unknown-key", False),
    ]
    assert status == 5


@pytest.mark.usefixtures("files")
def test_what_was_not_checked_is_not_gone(checked: Checked) -> None:
    """A baseline used on one file says nothing of the exchanges in the others, nor of one that can no longer be read."""
    checked("--write-baseline", "b.json", "never.yaml", "refer.yaml", "open.yaml")
    done = checked("--baseline", "b.json", "--format", "lines", "never.yaml")
    assert (done.returncode, "gone" in done.stderr) == (0, False)


@pytest.mark.usefixtures("files")
def test_writing_a_baseline_ends_with_0_but_for_what_no_baseline_knows(checked: Checked) -> None:
    """What is written is known from then on; a problem is not, nor what a file that could not be written holds."""
    words = ("never.yaml", "refer.yaml", "open.yaml")
    assert checked("--write-baseline", "b.json", *words).returncode == 0
    assert checked("--write-baseline", "b.json", *words, "broken.yaml").returncode == 5
    assert checked("--write-baseline", "/dev/full", *words).returncode == 5
    assert checked("--write-baseline", "b.json", "none-such.yaml").returncode == 5


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--output", "json={}"], "refer.yaml"),
        (["--output", "json={}"], "folder/../refer.yaml"),
        (["--output", "lines={}"], "link"),
        (["--write-baseline", "{}"], "./refer.yaml"),
    ],
)
def test_what_is_checked_is_never_overwritten(checked: Checked, files: Path, words: list[str], named: str) -> None:
    """A report or a baseline that would take the place of a file that is checked is not written, however it is named."""
    (files / "folder").mkdir()
    (files / "link").symlink_to("refer.yaml")
    before = (files / "refer.yaml").read_bytes()
    for checked_as in ("refer.yaml", "."):
        done = checked(*(word.format(named) for word in words), checked_as, "--exclude", "broken.yaml")
        assert (done.returncode, f"`{named}` could not be written: it is checked" in done.stderr) == (5, True)
    assert (files / "refer.yaml").read_bytes() == before


@pytest.mark.usefixtures("files")
def test_an_earlier_report_among_the_files_is_replaced(checked: Checked) -> None:
    """A report in the folder that is checked is no descriptor: the next run may write it anew."""
    words = ("--output", "json=out.json", "--write-baseline", "b.json", ".", "--exclude", "broken.yaml")
    assert [checked(*words).returncode for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("filling", [b" " * MAX_BYTES, b"[]," * MAX_NODES], ids=["bytes", "values"])
def test_a_long_report_among_the_files_is_replaced(checked: Checked, files: Path, filling: bytes) -> None:
    """A report of many exchanges is longer than is read, and no descriptor all the same; named outright it must be one."""
    words = ("--output", "json=out.json", ".", "--exclude", "broken.yaml", "--fail-on", "prohibited")
    first = checked(*words).returncode
    report = (files / "out.json").read_bytes()
    (files / "out.json").write_bytes(report.replace(b'"results": [', b'"results": [' + filling))
    assert (checked("out.json").returncode, checked(*words).returncode) == (5, first)
    assert (files / "out.json").read_bytes() == report.replace(b'"skipped": 0', b'"skipped": 1')
    (files / "out.json").write_bytes(b'{"results": [' + filling)
    assert checked(*words).returncode == 5


def test_a_stream_that_begins_as_a_report_is_read(checked: Checked, files: Path) -> None:
    """YAML may hold more documents than the first: what is too long of it hides none of them."""
    begins = b'{"schema": "waarborg/report-1"}\n---\n'
    (files / "never.yaml").write_bytes(begins + b"#" * 9_000_000 + b"\n" + (files / "never.yaml").read_bytes())
    done = checked("--format", "json", ".", "--exclude", "broken.yaml")
    assert (done.returncode, [each["code"] for each in json.loads(done.stdout)["problems"]]) == (
        5,
        ["reading/too-large"],
    )


@pytest.mark.parametrize(
    "words",
    [
        ["--output", "json=o", "--output", "ndjson=./o"],
        ["--output", "json=o", "--write-baseline", "link"],
        ["--output", "json=w.json", "--waivers", "./w.json"],
        ["--output", "json=link", "--files-from", "o"],
        ["--output", "json=b.json", "--baseline", "b.json"],
        ["--write-baseline", "c.toml", "--config", "c.toml"],
    ],
)
def test_one_file_has_one_part(checked: Checked, files: Path, words: list[str]) -> None:
    """Two reports of one name, and a report over a file by which the run is set up, are wrong usage."""
    (files / "link").symlink_to("o")
    (files / "c.toml").write_text("", "utf-8")
    done = checked(*words, "good.yaml")
    assert (done.returncode, "has another part in this run already" in done.stderr) == (2, True)


@pytest.mark.usefixtures("files")
def test_a_baseline_can_be_renewed(checked: Checked) -> None:
    """The baseline that is read may be the one that is written."""
    checked("--write-baseline", "b.json", "never.yaml")
    assert checked("--baseline", "b.json", "--write-baseline", "b.json", "refer.yaml").returncode == 0
    assert checked("--baseline", "b.json", "refer.yaml").returncode == 0
    assert checked("--baseline", "b.json", "never.yaml").returncode == 1


@pytest.mark.usefixtures("files")
def test_a_baseline_of_many_exchanges_is_read_back(checked: Checked, tmp_path: Path) -> None:
    """What is written of a large batch can be used: the limits of a descriptor are not those of a baseline."""
    checked("--write-baseline", "b.yaml", "never.yaml")
    head, known, tail = (tmp_path / "b.yaml").read_text("utf-8").splitlines()
    others = [known.replace('"never"', f'"another-{number}"') for number in range(9_000)]
    (tmp_path / "b.yaml").write_text("\n".join([head, *(f"{each}," for each in others), known, tail]), "utf-8")
    assert (tmp_path / "b.yaml").stat().st_size > MAX_BYTES
    assert checked("--baseline", "b.yaml", "never.yaml").returncode == 0
    (tmp_path / "b.yaml").write_text("\n".join([head, known, *others, tail]), "utf-8")
    done = checked("--baseline", "b.yaml", "never.yaml")
    assert (done.returncode, "b.yaml:3:1: `,` was expected here" in done.stderr) == (5, True)


@pytest.mark.parametrize(
    ("name", "known"),
    [("lines", "known"), ("junit", "skipped message"), ("sarif", "unchanged"), ("github", "::notice")],
)
def test_no_report_calls_an_exchange_known_that_fails_the_run(
    checked: Checked, files: Path, name: str, known: str
) -> None:
    """Where a condition alone is new to the baseline the run fails, and every report says by what."""
    assert checked("--write-baseline", "b.json", "refer.yaml").returncode == 0
    assert known in checked("--baseline", "b.json", "--format", name, "refer.yaml").stdout
    baseline = json.loads((files / "b.json").read_text("utf-8"))
    found = baseline["exchanges"][0]["findings"]
    found[:] = [each for each in found if each["rule"] != "conditions-beyond-the-eu"]
    (files / "b.json").write_text(json.dumps(baseline), "utf-8")
    done = checked("--baseline", "b.json", "--format", name, "refer.yaml")
    assert (done.returncode, known in done.stdout, "[new: conditions-beyond-the-eu]" in done.stdout) == (4, False, True)


@pytest.mark.usefixtures("files")
def test_a_baseline_never_hides_a_problem(checked: Checked) -> None:
    """What could not be read is no finding, so no baseline knows it."""
    checked("--write-baseline", "b.json", "broken.yaml", "good.yaml")
    assert checked("--baseline", "b.json", "broken.yaml", "good.yaml").returncode == 5


@pytest.mark.parametrize(("name", "text"), [("waarborg.toml", ""), ("pyproject.toml", "[tool.waarborg]\n")])
def test_a_configuration_shows_and_flags_win(checked: Checked, files: Path, name: str, text: str) -> None:
    """Format, language and processes come from the folder's configuration; a flag wins."""
    said = f'{text}formats = ["text", "json=out.json"]\nlang = "nl"\njobs = 1\n'
    (files / name).write_text(said, "utf-8")
    done = checked(".", "--exclude", "broken.yaml")
    assert (done.returncode, "✗ VERBODEN" in done.stdout, (files / "out.json").exists()) == (1, True, True)
    assert "✗ PROHIBITED" in checked(".", "--lang", "en").stdout


def test_a_configuration_sets_aside_and_is_overruled(checked: Checked, files: Path) -> None:
    """What it excludes is counted and not read, but for a file named outright; `--no-ignore` checks it all the same."""
    (files / "waarborg.toml").write_text("exclude = ['never.yaml', 'broken.yaml']\n", "utf-8")
    (files / "sub").mkdir()
    (files / "sub/never.yaml").write_text(example("refugee-feared-state", "never-too"), "utf-8")
    found = {
        words: json.loads(checked("--format", "json", *words).stdout)["summary"]
        for words in [(".",), ("*.yaml",), (".", "--no-ignore"), ("never.yaml",), (".", "--config", "waarborg.toml")]
    }
    assert [(each["checked"], each["problems"], each["ignored"]) for each in found.values()] == [
        (3, 0, 3), (3, 0, 2), (5, 1, 0), (1, 0, 0), (3, 0, 0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("fromats = []", "config/unknown-key"),
        ("baseline = 'b.json'", "config/not-trusted"),
        ("fail-on = 'prohibited'", "config/not-trusted"),
        ("policies = 'mine'", "config/not-trusted"),
        ("waivers = 'w.json'", "config/not-trusted"),
        ("fail_on = 'prohibited'", "config/unknown-key"),
        ("exclude = 'never.yaml'", "config/wrong-sort"),
        ("formats = ['json=/tmp/x']", "config/not-trusted"),
        ("formats = ['json=folder/../../x']", "config/not-trusted"),
        ("formats = ['json=out']", "config/not-trusted"),
        ("formats = ['lines=.git/hooks/pre-commit']", "config/not-trusted"),
        ("jobs = true", "config/wrong-sort"),
        ("lang = [", "config/not-toml"),
    ],
)
def test_a_configuration_decides_no_outcome(checked: Checked, files: Path, said: str, code: str) -> None:
    """What decides the outcome, and what is not known, is a problem in a configuration that nobody named."""
    (files / "waarborg.toml").write_text(f"{said}\n", "utf-8")
    (files / "out").symlink_to("/no/where/else")
    done = checked("good.yaml")
    assert (done.returncode, done.stdout, f"[{code}]" in done.stderr) == (2, "", True)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("[tool]\nwaarborg = 5", "config/wrong-sort"),
        ("[tool.waarborg]\nlang = " + "[" * 100_000, "config/not-toml"),
        ("tool = {waarborg = {fail-on = 'prohibited'}}", "config/not-trusted"),
        ('[ "to\\u006fl" . "waarborg" ]\nfail-on = "prohibited"', "config/not-trusted"),
    ],
)
def test_a_project_file_is_read_however_it_is_written(checked: Checked, files: Path, said: str, code: str) -> None:
    """No way to write a table hides from the check what it says, and none ends with a bug."""
    (files / "pyproject.toml").write_text(f"{said}\n", "utf-8")
    done = checked("good.yaml")
    assert (done.returncode, done.stdout, f"[{code}]" in done.stderr) == (2, "", True)


def test_a_configuration_that_cannot_be_read_is_an_input_that_cannot(checked: Checked, files: Path) -> None:
    """A named file that is not there ends with the same status, whatever it was named for."""
    assert files.is_dir()
    for option in ("--config", "--baseline", "--waivers"):
        assert (option, 5) == (option, checked(option, "none-such", "refer.yaml").returncode)


def test_a_named_configuration_may_decide(checked: Checked, files: Path) -> None:
    """With `--config`, the user has named the file, and `fail-on` in it counts, as text or as a list; the flag still wins."""
    (files / "mine.toml").write_text("fail-on = 'prohibited'\n", "utf-8")
    assert checked("--config", "mine.toml", "refer.yaml").returncode == 0
    assert checked("--config", "mine.toml", "--fail-on", "prohibited,refer", "refer.yaml").returncode == 4
    (files / "mine.toml").write_text("fail-on = ['prohibited', 'refer']\n", "utf-8")
    assert checked("--config", "mine.toml", "refer.yaml").returncode == 4
    (files / "mine.toml").write_text("fail-on = ['refer']\n", "utf-8")
    assert checked("--config", "mine.toml", "refer.yaml").returncode == 2
    (files / "mine.toml").write_text("exclude = ['never.yaml', 'broken.yaml']\nfail-on = 'prohibited'\n", "utf-8")
    assert checked("--config", "mine.toml", ".").returncode == 0


@pytest.mark.parametrize("said", ['lang = "{}"', 'formats = ["{}"]', 'formats = ["json=no/{}"]', 'formats = ["{}=x"]'])
@pytest.mark.parametrize("language", ["C.UTF-8", "nl_NL.UTF-8"])
def test_a_configuration_steers_no_reader(files: Path, environment: dict[str, str], said: str, language: str) -> None:
    """What it names wrongly is repeated in one line, with nothing in it that a terminal or a runner obeys."""
    (files / "waarborg.toml").write_text(said.format("\\n::error::owned\\n##[error]owned\\u001b[31m\\u202e"), "utf-8")
    told = checking(files, {**environment, "LC_ALL": language, "GITHUB_ACTIONS": "true"})("good.yaml")
    assert (told.returncode, told.stdout if "json=" not in said else "") == (5 if "json=" in said else 2, "")
    lines = told.stderr.splitlines()
    assert [line for line in lines if line.lstrip().startswith("::") or "##[" in line] == []
    assert "owned" in told.stderr
    assert re.findall("[\x1b\u202e]", told.stderr) == []
