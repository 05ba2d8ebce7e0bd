"""`waarborg explain` and `waarborg list` as commands, and the completion that a shell asks for."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from waarborg.explaining.words import SORTS
from waarborg.reading.policies import shipped_policies
from waarborg.reading.schema import schema

PROGRAM = Path(sys.executable).parent / "waarborg"
INCOMPLETE = [
    ("waarborg expl", ["explain"]),
    (
        "waarborg explain country-weighing",
        [
            "country-weighing",
            "country-weighing-foreign-interest",
            "country-weighing-high-concern",
            "country-weighing-series",
        ],
    ),
    ("waarborg explain subject.protection.st", ["subject.protection.status"]),
    ("waarborg explain competent_c", ["competent_counterpart"]),
    ("waarborg explain reading/dup", ["reading/duplicate-key"]),
    ("waarborg explain europol-reg", ["europol-regulation"]),
    ("waarborg explain rule:refugee-from", ["rule:refugee-from-a-party"]),
    ("waarborg explain MA --format m", ["markdown"]),
    ("waarborg explain MA --lang n", ["nl"]),
    ("waarborg list par", ["partners"]),
    ("waarborg list rules --kind re", ["remark", "requirement"]),
    ("waarborg list partners --concern h", ["high"]),
    ("waarborg check --format j", ["json", "junit"]),
]


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program run with these words."""
    return subprocess.run(
        [PROGRAM, *words],
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("explain MA", 0, "third country"),
        ("explain MA --lang nl", 0, "derde land"),
        ("explain GB --as-of 2021-06-28", 0, "adequacy decision"),
        ("explain europol-regulation", 0, "is more than one thing"),
        ("explain wpg/17a --format markdown", 0, "# wpg/17a"),
        ("explain countryweighing", 2, "did you mean `country-weighing`"),
        ("explain MA --format xml", 2, "none of text, json, markdown"),
        ("explain MA --as-of 2022-02-30", 2, "is no day"),
        ("explian MA", 2, "Did you mean 'explain'?"),
        ("list rules --kind weighing", 0, "country-weighing"),
        ("list rules --source nothing", 2, "`nothing` is none of"),
        ("list rules --kind nothing", 2, "`nothing` is none of"),
        ("list facts --concern high", 2, "it means nothing for facts"),
        ("list everything", 2, "is none of rules, facts"),
        ("list rules --source wpg --kind weighing", 0, "wpg-36e-7a-weighty-interest"),
    ],
)
def test_what_a_command_ends_with(words: str, status: int, said: str) -> None:
    """Each command says what was asked, or why it cannot, and ends with its status."""
    done = run(*words.split())
    assert status == done.returncode
    assert said in done.stdout + done.stderr


@pytest.mark.parametrize(("words", "name"), [("explain MA", "explain"), ("list partners --concern high", "list")])
def test_json_is_as_published(words: str, name: str) -> None:
    """What is written as JSON is admitted by its published format."""
    report = json.loads(run(*words.split(), "--format", "json").stdout)
    assert list(Draft202012Validator(schema(name)).iter_errors(report)) == []


def test_a_broken_policy_is_said(tmp_path: Path) -> None:
    """A policy that cannot be read ends either command with status 6, and completes nothing."""
    shutil.copytree(shipped_policies(), tmp_path / "policies")
    (tmp_path / "policies" / "definitions.yaml").write_text("schema: waarborg/definitions-1\n", "utf-8")
    broken = {"WAARBORG_POLICIES": str(tmp_path / "policies")}
    for words in (("explain", "MA"), ("list", "rules")):
        done = run(*words, **broken)
        assert (done.returncode, "schema/missing-key" in done.stderr) == (6, True)
    assert completed("bash", "waarborg explain M", **broken) == []


def completed(shell: str, typed: str, **environment: str) -> list[str]:
    """What the program offers a shell for what is typed so far, by the protocol of that shell's script."""
    count = str(len(typed.split(" ")) - 1)
    asked = {
        "bash": {"COMP_WORDS": typed, "COMP_CWORD": count},
        "zsh": {"_TYPER_COMPLETE_ARGS": typed},
        "fish": {"_TYPER_COMPLETE_ARGS": typed, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    said = run(**{"_WAARBORG_COMPLETE": f"complete_{shell}", **asked, **environment}).stdout
    if shell == "zsh":
        said = "\n".join(
            line.split('"')[1].split(":", 1)[0] for line in said.replace("\\:", "¦").split("\n") if '"' in line
        )
    return [line.split("\t", 1)[0].replace("¦", ":").replace("\\", "") for line in said.split("\n") if line]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(("typed", "expected"), INCOMPLETE)
def test_a_shell_completes(shell: str, typed: str, expected: list[str]) -> None:
    """Names of entries, values of options and commands are completed in each shell by its own protocol."""
    assert expected == completed(shell, typed)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_asks_by_that_protocol(shell: str) -> None:
    """The script that is shown for a shell sets the variable that the tests above set."""
    script = run("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1").stdout
    assert f"_WAARBORG_COMPLETE=complete_{shell}" in script


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("list", "--lang", "en"), ["rules", "facts", "definitions", "instruments", "sources", "partners", "codes"]),
        (
            ("list", "--lang", "nl"),
            ["regels", "feiten", "definities", "instrumenten", "bronnen", "partners", "probleemcodes"],
        ),
        (("explain", "--lang", "en"), [f"{sort}:" for sort in (*SORTS["en"],)] + ["Ask"]),
        (("explain", "--lang", "nl"), [f"{sort}:" for sort in (*SORTS["nl"],)] + ["Vraag"]),
    ],
)
def test_without_a_word_a_command_says_what_there_is(words: tuple[str, ...], expected: list[str]) -> None:
    """Each sort with its number and an example, twice the same; as JSON a word is needed."""
    done = run(*words)
    assert (done.returncode, [line.split()[0] for line in done.stdout.splitlines()]) == (0, expected)
    assert run(*words).stdout == done.stdout
    assert run(*words, "--format", "json").returncode == 2


def test_a_list_in_dutch_takes_and_prints_dutch_words() -> None:
    """Kinds and levels, and what is listed, by their Dutch names or by their codes, lead to the same."""
    dutch = run("list", "regels", "--kind", "Verbod", "--lang", "nl")
    assert (dutch.returncode, dutch.stdout) == (0, run("list", "rules", "--kind", "prohibition", "--lang", "nl").stdout)
    assert {line.split()[1] for line in dutch.stdout.splitlines()} == {"verbod"}
    partners = run(
        "list", "partners", "--concern", "niet beoordeeld", "--kind", "orgaan van de Europese Unie", "--lang", "nl"
    )
    assert "democracy=niet beoordeeld" in partners.stdout
    same = run("list", "partners", "--concern", "not_assessed", "--kind", "eu_body", "--lang", "nl")
    assert partners.stdout == same.stdout
    english = run("list", "partners", "--concern", "not_assessed", "--kind", "eu_body", "--lang", "en")
    assert "democracy=not_assessed" in english.stdout
    assert run("list", "rules", "--kind", "verbood").returncode == 2
    sources = run("list", "bronnen", "--kind", "wet", "--lang", "nl")
    assert {line.split()[1] for line in sources.stdout.splitlines()} == {"wet"}
    assert "· verordening van de Unie" in run("explain", "source:europol-regulation", "--lang", "nl").stdout
