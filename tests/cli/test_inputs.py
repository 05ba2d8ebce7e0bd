"""What `check` is given: files, folders, globs, lists and streams, honest and hostile."""

from __future__ import annotations

import glob
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BufferedReader, BytesIO
from itertools import cycle, repeat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from program import ROOT, Checked, example

from waarborg.core.place import Place, Problem
from waarborg.reading import inputs
from waarborg.reading.content import MAX_LISTED_BYTES
from waarborg.reading.globs import found_by
from waarborg.reading.walk import Named

GOOD = example("eu-vehicle-theft")
BAD = example("torture-established")
LINE = json.dumps({"schema": "waarborg/exchange-1", "id": "x", "date": "2026-11-02"})


def good(name: str) -> str:
    """A good descriptor with an id of its own, made of the name of its file."""
    return example("eu-vehicle-theft", "x-" + "".join(filter(str.isalnum, name)).lower())


def line(number: int) -> str:
    """A line of NDJSON with an id of its own."""
    return LINE.replace('"x"', f'"x-{number}"')


def report(checked: Checked, *words: str, stdin: str | bytes = "") -> tuple[int, list[str], list[str], int]:
    """The exit status, the files judged, the `file:line code` of the problems and the number skipped."""
    done = checked("--format", "json", "--as-of", "2026-11-02", *words, stdin=stdin)
    found = json.loads(done.stdout)
    problems = [f"{each['file']}:{each['line']} {each['code']}" for each in found["problems"]]
    return done.returncode, [each["file"] for each in found["results"]], problems, found["summary"]["skipped"]


def test_a_folder_is_recursed_in_order(checked: Checked, tmp_path: Path) -> None:
    """Every ending counts, in upper case too; other documents are skipped and counted; links to folders are not entered."""
    for name in ("b.yml", "a/Z.YAML", "a/c.yaml"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(good(name), "utf-8")
    (tmp_path / "in/other.yaml").write_text("a: 1\n---\nb: 2\n", "utf-8")
    (tmp_path / "in/readme.md").write_text("x", "utf-8")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in", target_is_directory=True)
    assert report(checked, "in") == (0, ["in/a/Z.YAML", "in/a/c.yaml", "in/b.yml"], [], 2)


def test_gitignore_and_exclude_are_honoured(checked: Checked, tmp_path: Path) -> None:
    """What git ignores is left out, unless a later or deeper pattern takes it back; so is what `--exclude` fits."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*.tmp.yaml\nbuild/\n", "utf-8")
    (tmp_path / "in/build").mkdir(parents=True)
    (tmp_path / "in/deep").mkdir()
    (tmp_path / "in/deep/.gitignore").write_text("!keep.tmp.yaml\n", "utf-8")
    for name in ("a.yaml", "b.tmp.yaml", "build/c.yaml", "deep/keep.tmp.yaml", "deep/d.yaml"):
        (tmp_path / "in" / name).write_text(good(name), "utf-8")
    assert report(checked, "in")[1] == ["in/a.yaml", "in/deep/d.yaml", "in/deep/keep.tmp.yaml"]
    assert report(checked, "--exclude", "deep/*", "in")[1] == ["in/a.yaml"]


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A file below more folders than a function may call itself; pytest could not take them away again."""
    depth, here = 1100, Path.cwd()
    os.chdir(tmp_path)
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("deep.yaml").write_text(good("deep"), "utf-8")
    os.chdir(here)
    yield tmp_path
    os.chdir(tmp_path)
    for _ in range(depth):
        os.chdir("d")
    Path("deep.yaml").unlink()
    for _ in range(depth):
        os.chdir("..")
        Path("d").rmdir()
    os.chdir(here)


@pytest.mark.usefixtures("deep")
def test_folders_are_entered_however_deep_they_stand(checked: Checked) -> None:
    """A file below a thousand folders is judged, whether the first of them is named or a pattern."""
    for named in ("d", "d/**/*.yaml"):
        status, (file,), problems, _ = report(checked, named)
        assert (status, Path(file).name, problems) == (0, "deep.yaml", [])


def test_a_pattern_to_exclude_that_is_none_is_wrong_usage(checked: Checked, tmp_path: Path) -> None:
    """What cannot be read as a pattern is said before anything is checked."""
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    done = checked("--exclude", "[z-a]", "a.yaml")
    assert (done.returncode, "`[z-a]` is no pattern as in .gitignore" in done.stderr) == (2, True)


def test_a_descriptor_that_does_not_say_so_is_a_problem(checked: Checked, tmp_path: Path) -> None:
    """A document in a folder with the keys of a descriptor and no `schema` is not skipped in silence; others are."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.yaml").write_text("id: a\ndate: 2026-11-02\nact: series\npartners: [{code: GB}]\n", "utf-8")
    (tmp_path / "in/b.YAML").write_text("id: b\ndata: [1]\n", "utf-8")
    (tmp_path / "in/c.yaml").write_text(good("c"), "utf-8")
    assert report(checked, "in") == (5, ["in/c.yaml"], ["in/a.yaml:1 reading/no-descriptor"], 1)


def test_what_is_passed_over_is_counted(checked: Checked, tmp_path: Path) -> None:
    """The summary of every format that has one says how much git ignores, and how many links to folders stand there."""
    (tmp_path / ".gitignore").write_text("hidden*\n", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "in" / "hidden").mkdir(parents=True)
    for name in ("a.yaml", "hidden.yaml", "hidden/b.yaml"):
        (tmp_path / "in" / name).write_text(good(name), "utf-8")
    (tmp_path / "in" / "more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / ".git").mkdir()
    summary = json.loads(checked("--format", "json", "in").stdout)["summary"]
    assert {key: summary[key] for key in ("checked", "ignored", "links")} == {"checked": 1, "ignored": 2, "links": 1}
    said = ("ignored (.gitignore or configuration): 2", "links to folders, not followed: 1")
    lines = checked("--format", "lines", "in").stderr.replace("\n", " ")
    shown = [
        checked("--format", name, "in").stdout.replace("\\", "").replace("\n", " ")
        for name in ("text", "markdown", "html")
    ]
    assert [[each in text for each in said] for text in (lines, *shown)] == [[True, True]] * 4
    assert '<property name="ignored" value="2"/>' in checked("--format", "junit", "in").stdout
    properties = json.loads(checked("--format", "sarif", "in").stdout)["runs"][0]["properties"]
    assert (properties["ignored"], properties["links"]) == (2, 1)
    summary = json.loads(checked("--format", "json", "--no-ignore", "in").stdout)["summary"]
    assert {key: summary[key] for key in ("checked", "ignored", "links")} == {"checked": 3, "ignored": 0, "links": 1}


def test_globs_lists_and_streams_are_read(checked: Checked, tmp_path: Path) -> None:
    """A pattern, a list of files and standard input under a name each lead to what they name."""
    for name in ("a1.yaml", "a2.yaml", "b.yaml"):
        (tmp_path / name).write_text(good(name), "utf-8")
    (tmp_path / "list").write_text("b.yaml\na1.yaml\n", "utf-8")
    assert report(checked, "a*.yaml")[:3] == (0, ["a1.yaml", "a2.yaml"], [])
    assert report(checked, "--files-from", "list")[:3] == (0, ["b.yaml", "a1.yaml"], [])
    assert report(checked, "--files-from", "-", stdin=b"a2.yaml\0b.yaml\0")[:3] == (0, ["a2.yaml", "b.yaml"], [])
    assert report(checked, "-", "--stdin-name", "x.yaml", stdin=GOOD)[:3] == (0, ["x.yaml"], [])
    status, files, problems, _ = report(checked, "-", "--stdin-name", "x.ndjson", stdin=f"{LINE}\n{{\n{line(2)}\n")
    assert (status, files, problems) == (5, ["x.ndjson", "x.ndjson"], ["x.ndjson:2 reading/not-json"])


def test_a_file_that_is_named_in_several_ways_is_checked_once(checked: Checked, tmp_path: Path) -> None:
    """By its folder, with dots, by a pattern, in a list or through links it is the same file, told where it came first."""
    (tmp_path / "in").mkdir()
    for name in ("in/x.yaml", "in/y.yaml"):
        (tmp_path / name).write_text(good(name), "utf-8")
    (tmp_path / "link.yaml").symlink_to("in/x.yaml")
    (tmp_path / "beside").symlink_to("in")
    (tmp_path / "list").write_text("./in/y.yaml\nin/y.yaml\n", "utf-8")
    several = (
        "in",
        "in/x.yaml",
        "./in/../in/x.yaml",
        "in/*.yaml",
        "link.yaml",
        "beside/y.yaml",
        str(tmp_path / "in/y.yaml"),
    )
    assert report(checked, *several) == (0, ["in/x.yaml", "in/y.yaml"], [], 0)
    assert report(checked, "in", "--files-from", "list") == (0, ["./in/y.yaml", "in/x.yaml"], [], 0)
    (tmp_path / "in/a.yaml").symlink_to("y.yaml")
    assert report(checked, "in") == (0, ["in/a.yaml", "in/x.yaml"], [], 0)


def test_a_folder_in_a_list_is_read_as_one_that_is_named(checked: Checked, tmp_path: Path) -> None:
    """What git ignores in it and what is to be left out is left out, and counted."""
    (tmp_path / "in/drafts").mkdir(parents=True)
    (tmp_path / "in/.git").mkdir()
    (tmp_path / "in/.gitignore").write_text("hidden.yaml\n", "utf-8")
    for name in ("in/x.yaml", "in/hidden.yaml", "in/drafts/y.yaml"):
        (tmp_path / name).write_text(good(name), "utf-8")
    (tmp_path / "list").write_text("in\n", "utf-8")
    words = ("--exclude", "drafts/", "--files-from", "list")
    assert report(checked, *words)[:2] == (0, ["in/x.yaml"])
    assert json.loads(checked("--format", "json", *words).stdout)["summary"]["ignored"] == 1


@pytest.mark.parametrize("written", [lambda path: path.mkdir(), lambda path: path.write_text("gitdir: x\n")])
def test_a_repository_within_another_ignores_for_itself(
    checked: Checked, tmp_path: Path, written: Callable[[Path], object]
) -> None:
    """What the outer one ignores says nothing of a submodule or a work tree, whether it is named or come upon."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*.yaml\n", "utf-8")
    (tmp_path / "sub/deep").mkdir(parents=True)
    written(tmp_path / "sub/.git")
    (tmp_path / "sub/.gitignore").write_text("b.yaml\n", "utf-8")
    for name in ("x.yaml", "sub/a.yaml", "sub/b.yaml", "sub/deep/c.yaml"):
        (tmp_path / name).write_text(good(name), "utf-8")
    assert report(checked, ".")[1] == ["./sub/a.yaml", "./sub/deep/c.yaml"]
    assert report(checked, "sub")[1] == ["sub/a.yaml", "sub/deep/c.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_folder_that_may_not_be_entered_hides_no_other(checked: Checked, tmp_path: Path) -> None:
    """Where nobody can look up what stands above or in a folder, it is a problem, and what else is named is judged."""
    for name in ("shut/in/a.yaml", "listed/in/b.yaml", "c.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(good(name), "utf-8")
    (tmp_path / "shut").chmod(0)
    (tmp_path / "listed").chmod(0o444)
    status, files, problems, _ = report(checked, "shut", "shut/in", "listed", "lis*/**/*.yaml", "c.yaml")
    for name in ("shut", "listed"):
        (tmp_path / name).chmod(0o700)
    assert (status, files) == (5, ["c.yaml"])
    assert problems == [f"{each}:None reading/unreadable" for each in ("shut", "shut/in", "listed/in", "listed")]


def test_a_working_folder_that_is_gone_is_a_problem(tmp_path: Path, environment: dict[str, str]) -> None:
    """It cannot be told what is ignored in a folder that stands nowhere; what has a whole path is judged."""
    (tmp_path / "c.yaml").write_text(good("c"), "utf-8")
    (tmp_path / "gone").mkdir()
    done = subprocess.run(
        ["sh", "-c", f'cd gone && rmdir ../gone && exec "$0" -m waarborg check . "{tmp_path}/c.yaml" --format json', sys.executable],
        cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert (done.returncode, [each["file"] for each in found["results"]]) == (5, [f"{tmp_path}/c.yaml"])
    assert [(each["file"], each["code"]) for each in found["problems"]] == [(".", "reading/unreadable")]


def test_what_is_named_outright_must_be_a_descriptor_in_a_folder_too(checked: Checked, tmp_path: Path) -> None:
    """That its folder is named as well, before it or after it, makes no file that was named one to pass over."""
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"in/{name}.yaml").write_text("a: 1\n", "utf-8")
    (tmp_path / "in/x.yaml").write_text(GOOD, "utf-8")
    for words in (("in", "in/a.yaml"), ("in/a.yaml", "in"), ("in/a.yaml", "in/a.yaml", "in")):
        assert report(checked, *words) == (5, ["in/x.yaml"], ["in/a.yaml:1 reading/no-descriptor"], 1)


@pytest.mark.parametrize(("language", "heading"), [("en", "Documents skipped"), ("nl", "Overgeslagen documenten")])
def test_statistics_name_the_first_files_with_skipped_documents(
    checked: Checked, tmp_path: Path, language: str, heading: str
) -> None:
    """Five of them, each with the number, and of the others how many documents there are; nothing without `--stats`."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/x.yaml").write_text(GOOD, "utf-8")
    for name in range(7):
        (tmp_path / f"in/other{name}.yaml").write_text("a: 1\n---\nb: 2\n", "utf-8")
    words = ("--lang", language, "--format", "lines", "in")
    lines = checked("--stats", *words).stderr.splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith(heading))
    assert [line.split() for line in lines[begin + 1 : begin + 6]] == [
        ["2", f"in/other{name}.yaml"] for name in range(5)
    ]
    assert lines[begin + 6].endswith(("and 4 more", "en nog 4"))
    assert heading not in checked(*words).stderr


def test_lines_of_json_without_a_name_are_told_to_need_one(checked: Checked) -> None:
    """The hint names the option where a second line of JSON is no YAML; other mistakes have the hint they had."""
    hint = "--stdin-name x.ndjson"
    assert hint in " ".join(checked("-", stdin=f"{LINE}\n{line(2)}\n").stderr.split())
    for stdin in (f"{LINE}\n[1\n", "a: 1\n{b\n", "a: [1\n"):
        assert hint not in " ".join(checked("-", stdin=stdin).stderr.split())


def test_a_format_that_is_none_is_told_of_the_option_that_names_it(checked: Checked) -> None:
    """`--output` is blamed for its own format, `--format` for its."""
    for words, option in ((("--output", "foo=x"), "--output"), (("--format", "foo"), "--format")):
        done = checked(*words, "a.yaml")
        assert (done.returncode, f"value for {option}: `foo` is no format" in done.stderr) == (2, True)


RECIPE = re.search(r"<!-- changed -->\n```sh\n(.*?)```", (ROOT / "docs/batches.md").read_text("utf-8"), re.DOTALL)
"""What the page on batches says to run in order to check what changed alone."""
RUNNING = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def on_what_changed(folder: Path, changes: dict[str, str | None]) -> tuple[int, str]:
    """The exit status of the recipe where a branch has the changes (None: the file is deleted), and what it printed."""
    (folder / "bin").mkdir()
    (folder / "bin/waarborg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m waarborg "$@"\n', "utf-8")
    (folder / "bin/waarborg").chmod(0o755)
    repository = folder / "repository"
    environment = {**os.environ, **RUNNING, "PATH": f"{folder}/bin:{os.environ['PATH']}", "XDG_CACHE_HOME": str(folder)}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, cwd=repository, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
        )

    def commit(written: dict[str, str | None]) -> None:
        for name, text in written.items():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                (repository / name).unlink()
            else:
                (repository / name).write_text(text, "utf-8")
        assert run("git", "add", "-A").returncode == 0
        assert run("git", "-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-qm", "x").returncode == 0

    repository.mkdir()
    run("git", "init", "-q", "-b", "main")
    commit({"README.md": "x\n", "exchanges/old.yaml": good("old"), "exchanges/left.yaml": "not: one\n"})
    run("git", "switch", "-q", "-c", "branch")
    commit(changes)
    assert RECIPE is not None
    done = run("sh", "-euc", RECIPE[1])
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"README.md": "y\n"}, 0, ""),
        ({"README.md": "y\n", "exchanges/old.yaml": None, "exchanges/read.md": "z\n"}, 0, ""),
        ({"README.md": "y\n", "exchanges/deep/ë new.yaml": BAD, "exchanges/old.yaml": None}, 1, "deep/ë new.yaml"),
        ({"exchanges/bad.yaml": GOOD.replace("act: single_exchange", "act: no_such_act")}, 5, "exchanges/bad.yaml"),
    ],
    ids=["none", "none left", "one", "a broken one"],
)
def test_what_changed_is_checked_as_the_page_says(
    tmp_path: Path, changes: dict[str, str | None], status: int, said: str
) -> None:
    """A page beside the descriptors, a deleted one and an empty list fail no build; what is prohibited or broken does."""
    found, printed = on_what_changed(tmp_path, changes)
    assert found == status, printed
    assert (bool(printed), said in printed) == (bool(said), True)


def test_two_stars_follow_no_link_to_a_folder(checked: Checked, tmp_path: Path) -> None:
    """Two links to where they stand lead nowhere; a link that the pattern reaches by name is followed."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/x.yaml").write_text(good("x"), "utf-8")
    for name in ("a", "b"):
        (tmp_path / "in" / name).symlink_to(".")
    assert report(checked, "in/**/*.yaml")[:3] == (0, ["in/x.yaml"], [])
    assert report(checked, "in/[a]/*.yaml")[:3] == (0, ["in/a/x.yaml"], [])
    assert report(checked, "in/**/nope.yaml")[:2] == (5, [])


def test_a_pattern_fits_what_it_does_in_a_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stars, classes, parents and dots are read as the standard library reads them."""
    monkeypatch.chdir(tmp_path)
    for name in ("a/b/x.yaml", "a/.h/x.yaml", "a/y.yaml", ".a/x.yaml", "b/[x].yaml"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()
    patterns = ("*", "*/*.yaml", "**/*.yaml", "a/**/b/*", ".*/x.yaml", "[ab]/../a/y.yaml", "a/**/x.yaml", "b/[[]x].yaml", "*/y.yaml")  # fmt: skip
    for pattern in patterns:
        assert found_by(pattern) == (sorted(glob.glob(pattern, recursive=True)), []), pattern  # noqa: PTH207 (the measure)


def test_a_folder_that_cannot_be_listed_is_no_folder_without_a_match(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pattern tells which folder it could not look into."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "open").mkdir()
    (tmp_path / "open/x.yaml").touch()
    listed = Path.iterdir

    def listing(folder: Path) -> Iterator[Path]:
        if folder.name == "closed":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", listing)
    found, problems = found_by(f"{tmp_path}/**/*.yaml")
    assert found == [f"{tmp_path}/open/x.yaml"]
    assert [(each.code, each.place.file) for each in problems] == [("reading/unreadable", f"{tmp_path}/closed")]


@pytest.mark.parametrize(
    "words", [["no*.yaml"], ["empty"], ["--files-from", "nothing"], ["--files-from", "absent"], ["absent.yaml"], ["other.yaml"]]
)  # fmt: skip
def test_nothing_checked_is_never_a_pass(checked: Checked, tmp_path: Path, words: list[str]) -> None:
    """A pattern without a match, an empty folder or list, and a file that is no descriptor all end with 5."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing").write_text("", "utf-8")
    (tmp_path / "other.yaml").write_text("a: 1\n", "utf-8")
    assert checked(*words).returncode == 5


@pytest.mark.parametrize(
    "head",
    [
        "schema: waarborg/exchange-2",
        "schema: waarborg/exchnge-1",
        "schema: Waarborg/Exchange-1",
        "schema: exchange-1",
        "schema: 'waarborg/exchange-1 '",
        "shema: waarborg/exchange-1",
        "Schema: waarborg/exchange-1",
        "schema: [waarborg/exchange-1]",
        "- schema: waarborg/exchange-1",
    ],
)
def test_a_near_miss_is_never_skipped_in_silence(checked: Checked, tmp_path: Path, head: str) -> None:
    """A document that was meant as a descriptor is a problem in a folder too."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.yaml").write_text(f"{head}\n", "utf-8")
    assert report(checked, "in") == (5, [], ["in/a.yaml:1 reading/no-descriptor"], 0)


@pytest.mark.parametrize(
    "said", ["waarborg/rules-1", "waarborg/policy-1", "https://json-schema.org/draft/2020-12/schema"]
)
def test_other_documents_are_skipped(checked: Checked, tmp_path: Path, said: str) -> None:
    """What says to be something else is no near miss."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.yaml").write_text(f"schema: {said}\n", "utf-8")
    assert report(checked, "in") == (5, [], [], 1)


def test_pipes_and_broken_links_are_problems_and_nothing_waits(checked: Checked, tmp_path: Path) -> None:
    """A pipe is refused without being opened, named outright or come upon; a link that leads nowhere or to itself too."""
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in/pipe.yaml")
    (tmp_path / "in/gone.yaml").symlink_to("nowhere")
    (tmp_path / "in/self.yaml").symlink_to("self.yaml")
    (tmp_path / "in/good.yaml").write_text(GOOD, "utf-8")
    status, files, problems, _ = report(checked, "in", "in/pipe.yaml", "/dev/zero")
    assert (status, files) == (5, ["in/good.yaml"])
    assert problems == [
        "in/gone.yaml:None reading/no-file",
        "in/pipe.yaml:None reading/not-a-file",
        "in/self.yaml:None reading/unreadable",
        "in/pipe.yaml:None reading/not-a-file",
        "/dev/zero:None reading/not-a-file",
    ]


def test_empty_lines_before_the_first_are_no_empty_file(checked: Checked, tmp_path: Path) -> None:
    """A stream may begin with more white space than one block holds; a stream of nothing else is empty, said once."""
    space = (b" " * 999 + b"\n") * 300
    (tmp_path / "a.ndjson").write_bytes(space + line(1).encode())
    (tmp_path / "b.ndjson").write_bytes(space)
    assert report(checked, "a.ndjson")[1:3] == (["a.ndjson"], [])
    assert report(checked, "b.ndjson")[1:3] == ([], ["b.ndjson:None reading/no-descriptor"])


@given(
    st.lists(st.sampled_from([b"", b" ", b"\xef\xbb\xbf", b"{}", b'{"a": 1}', b"[", b"x" * 40]), max_size=12),
    st.lists(st.integers(1, 30), min_size=1),
    st.integers(0, 1),
)
def test_lines_are_the_same_however_they_come(lines: list[bytes], sizes: list[int], ended: int) -> None:
    """Whatever pieces a stream comes in, its lines and their numbers are those of the whole; no longer one is kept."""
    content = b"\n".join(lines) + b"\n" * ended

    def found(sizes: Iterator[int]) -> list[tuple[int | None, object]]:
        left, pieces = content, []
        while left:
            size = next(sizes)
            pieces.append(left[:size])
            left = left[size:]
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(inputs, "MAX_BYTES", 30)
            patched.setattr(inputs, "standard_input", lambda: BufferedReader(BytesIO()))
            patched.setattr(inputs, "pieces_of", lambda *_: iter(pieces))
            units = list(inputs.units_in([Named("-", outright=True)], stdin_name="x.ndjson"))
            return [
                (each.place.line, each.code) if isinstance(each, Problem) else (each.first_line, each.data)
                for unit in units
                if unit
                for each in ([unit] if isinstance(unit, Problem) else inputs.documents_in(unit))
            ]

    assert found(cycle(sizes)) == found(repeat(10_000))


STARTS = ("---", "...", "a: 1", "# c", "%YAML 1.2", "b: [", "--- {a: 1}", "c: |", "  ---", "é: \x01")
PARTS = [*(f"{each}\n" for each in STARTS), "\ufeff"]


@given(st.lists(st.sampled_from(PARTS), max_size=14), st.integers(1, 30))
def test_documents_are_the_same_in_blocks(parts: list[str], size: int) -> None:
    """A long YAML file is read in blocks of documents, and each says what it says in the whole, at the same place."""

    def found(size: int) -> list[tuple[object, Place | None]]:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(inputs, "BLOCK", size)
            patched.setattr(inputs, "content_sent", lambda _: "".join(parts).encode())
            units = list(inputs.units_in([Named("-", outright=True)], stdin_name="x.yaml"))
        return [
            (each.code, each.place) if isinstance(each, Problem) else (each.data, each.place(()))
            for unit in units
            if isinstance(unit, Named)
            for each in inputs.documents_in(unit)
        ]

    assert found(size) == found(10_000)


def test_the_documents_of_a_long_file_are_told_as_they_are_judged(checked: Checked, tmp_path: Path) -> None:
    """No result waits for the end of a long YAML file, and it is one file all the same, told in full."""
    last = example("torture-established", "last")
    text = "".join(f"---\n{example('eu-vehicle-theft', f'x-{number}')}" for number in range(100))
    (tmp_path / "long.yaml").write_text(f"{text}---\n{last}", "utf-8")
    units = list(inputs.units_in(inputs.files_in([str(tmp_path / "long.yaml")])))
    assert (len(units), checked("--jobs", "1", "long.yaml").stdout.count("PROHIBITED")) == (2, 1)
    found = json.loads(checked("--format", "json", "long.yaml").stdout)
    line = text.count("\n") + 1 + last.split("\n").index("id: last") + 1
    assert (len(found["results"]), found["results"][-1]["id"], found["results"][-1]["line"]) == (101, "last", line)


def test_a_bad_line_stops_nothing_else(checked: Checked, tmp_path: Path) -> None:
    """Each line of NDJSON is read on its own: not UTF-8, NUL, half a character, too long, too deep, all at their line."""
    bad = [
        b"\xff",
        b'"\0"',
        b'"\\ud800"',
        b'"' + b"a" * (8 * 1024 * 1024) + b'"',
        b"[" * 100_000,
        b"{}}",
        b"\xff\xfea\0",
    ]
    lines = [each for number, wrong in enumerate(bad) for each in (wrong, line(number).encode())]
    (tmp_path / "x.ndjson").write_bytes(b"\n".join(lines))
    status, files, problems, _ = report(checked, "x.ndjson")
    codes = ["not-utf-8", "control-character", "lone-surrogate", "too-large", "too-deep", "not-json", "not-utf-8"]
    assert (status, len(files)) == (5, len(bad))
    assert problems == [f"x.ndjson:{2 * index + 1} reading/{code}" for index, code in enumerate(codes)]


def test_a_carriage_return_ends_no_line_of_a_stream(checked: Checked, tmp_path: Path) -> None:
    """Where one stands between the values of a line, all of it is on that line, and so is what comes after it."""
    returned = line(1).replace('"id"', '\r"id"').replace('"date"', '\r"date"')
    (tmp_path / "x.ndjson").write_bytes(f"{returned}\r\n{{\r}}}}\n{line(2)}".encode())
    found = json.loads(checked("--format", "json", "x.ndjson").stdout)
    places = [(each["line"], each["column"]) for kind in ("results", "problems") for each in found[kind]]
    assert places == [(1, returned.index('"x-1"') + 1), (3, LINE.index('"x"') + 1), (2, 4)]


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b"{a: " * 50_000,
        b"- " * 100_000,
        b"a: " + b"x" * 100_000_000,
        b"\xff\xfe" + "a: 1".encode("utf-16-le"),
        b"a: \x00",
        "schema: waarborg/exchange-1\nid: \udcff".encode("utf-8", "surrogateescape"),
        b'schema: waarborg/exchange-1\nid: "\\ud800"\ndate: 2026-11-02',
        b"a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 9)),
    ],
    ids=["flow", "maps", "block", "giant", "utf-16", "nul", "bytes", "surrogate", "bomb"],
)  # fmt: skip
def test_hostile_files_are_problems(checked: Checked, tmp_path: Path, content: bytes) -> None:
    """No traceback, no hang, no status but 5, and the file beside it is judged."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.yaml").write_bytes(content)
    (tmp_path / "in/b.yaml").write_text(GOOD, "utf-8")
    status, files, problems, _ = report(checked, "in")
    assert (status, files) == (5, ["in/b.yaml"])
    assert {"in/a.yaml"} == {each.split(":")[0] for each in problems}
    assert len(problems) <= 2


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_what_may_not_be_read_is_a_problem(checked: Checked, tmp_path: Path) -> None:
    """A file and a folder without permission are problems, and the rest is judged."""
    (tmp_path / "in/shut").mkdir(parents=True)
    (tmp_path / "in/a.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "in/b.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "in/a.yaml").chmod(0)
    (tmp_path / "in/shut").chmod(0)
    status, files, problems, _ = report(checked, "in")
    (tmp_path / "in/shut").chmod(0o700)
    assert (status, files) == (5, ["in/b.yaml"])
    assert problems == ["in/a.yaml:None reading/unreadable", "in/shut:None reading/unreadable"]


@pytest.mark.parametrize("option", ["--config", "--waivers", "--baseline", "--files-from"])
@pytest.mark.parametrize("named", ["pipe", "/dev/zero", "folder"])
def test_what_is_no_file_is_refused_wherever_one_is_named(
    checked: Checked, tmp_path: Path, option: str, named: str
) -> None:
    """A pipe, a device and a folder are problems with a hint, and nothing waits for them or reads them without end."""
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    done = checked(option, named, "a.yaml")
    assert (done.returncode, "[reading/not-a-file]" in done.stderr, "hint: name" in done.stderr) == (5, True, True)


def test_a_pipe_that_nobody_reads_is_not_waited_for(checked: Checked, tmp_path: Path) -> None:
    """A report or a baseline for it is not written, and said; one that somebody reads is."""
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    os.mkfifo(tmp_path / "pipe")
    for words in (["--output", "json=pipe"], ["--write-baseline", "pipe"]):
        done = checked("-q", *words, "a.yaml")
        assert (done.returncode, done.stderr) == (5, "`pipe` could not be written: nobody reads from it\n")
    reading = subprocess.Popen(["cat", "pipe"], cwd=tmp_path, stdout=subprocess.PIPE)
    assert checked("-q", "--output", "lines=pipe", "--output", "json=/dev/null", "a.yaml").returncode == 0
    assert reading.communicate(timeout=60)[0] == b""


def test_a_list_that_is_too_long_is_refused(checked: Checked, tmp_path: Path) -> None:
    """A list of files is read within bounds too, from a file and from standard input."""
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    with (tmp_path / "list").open("wb") as file:
        file.truncate(MAX_LISTED_BYTES + 1)
    assert report(checked, "a.yaml", "--files-from", "list")[:3] == (
        5, ["a.yaml"], ["list:None reading/too-large"],
    )  # fmt: skip
    with (tmp_path / "list").open("rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "waarborg", "check", "a.yaml", "--files-from", "-"],
            cwd=tmp_path, stdin=endless, capture_output=True, encoding="utf-8", check=False, timeout=60,
        )  # fmt: skip
    assert (done.returncode, "[reading/too-large]" in done.stderr) == (5, True)
