"""What is said of a wrong file is said in Dutch where Dutch is asked for."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import waarborg
from waarborg.cli.commands import COMMANDS, work_of
from waarborg.linting import proved
from waarborg.reading import aliases, wording
from waarborg.reports.dutch import said_in

SOURCE = Path(waarborg.__file__).parent
ROOMS = ("reading", "linting", "cli")
SAYING = {
    "problem",
    "_problem",
    "Problem",
    "_refuse",
    "refusal",
    "found",
    "_summed",
    "MisuseError",
    "_note",
    "say",
    "_say",
}
SAID = {"message", "hint", "near", "BEGINNING", "MORE_TIME"}
ENGLISH = re.compile(
    r"\b(?:the|its?|each|and|with|not|that|than|which|this|or|be|by|has|are|for|from|on|at|an|one|other|both|own|write)\b"
)
"""Words of English, and not of Dutch, of which any sentence has one."""
TABLES = (
    *wording.FORMS.values(),
    *(text for texts in wording.MEASURES.values() for text in texts if text),
    *wording.TYPE_HINTS.values(),
    *proved.HINTS.values(),
    *(f"write {meant}" for meant in aliases.OTHER_CODES.values()),
)
"""What is said out of a table."""


def _template(node: ast.expr) -> str:
    """The text of a string, with a word in each of its holes."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(each.value) if isinstance(each, ast.Constant) else "x1" for each in node.values)
    if isinstance(node, ast.BoolOp):
        return ""
    return ""


def _texts(tree: ast.Module) -> list[str]:
    """What is said of problems in a module: the arguments of what makes one, and what is named a message or a hint."""
    found: list[ast.expr] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if name in SAYING:
                found += [*node.args, *(word.value for word in node.keywords if word.arg == "hint")]
        elif isinstance(node, ast.Assign):
            names = [getattr(each, "id", "") for target in node.targets for each in ast.walk(target)]
            if SAID.intersection(names):
                found += node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    texts = [_template(part) for each in found for part in (each.values if isinstance(each, ast.BoolOp) else [each])]
    return [text for text in texts if " " in text]


def _in_english(texts: Iterable[str]) -> list[str]:
    """Those texts of which some is left in English, apart from what the user wrote."""
    return [text for text in texts if ENGLISH.search(re.sub("`[^`]*`", "", said_in("nl", text)))]


@pytest.mark.parametrize("path", [path for room in ROOMS for path in sorted((SOURCE / room).glob("*.py"))], ids=str)
def test_everything_that_is_said_of_a_problem_has_its_dutch(path: Path) -> None:
    """No message and no hint is left in English."""
    texts = _texts(ast.parse(path.read_text("utf-8")))
    assert [text for text in texts if said_in("nl", text) == text] == []
    assert _in_english(texts) == []


def test_what_tables_say_has_its_dutch() -> None:
    """No text of a table is left in English, nor any part of one."""
    assert _in_english(TABLES) == []
    assert said_in("nl", "write CW, SX or BQ") == "schrijf CW, SX of BQ"


def test_what_the_user_wrote_is_taken_over() -> None:
    """A word between backticks that the catalogue has as well is not translated."""
    assert said_in("nl", "`text` is not a list") == "`text` is niet wat hier hoort: een lijst"
    assert said_in("nl", "the key `none` is missing") == "de sleutel `none` ontbreekt"
    hint = "did you mean `a` or `b`? `waarborg explain channel` lists all"
    assert said_in("nl", hint) == "bedoelde u `a` of `b`? `waarborg explain channel` noemt ze alle"
    assert said_in("en", "`a` is not a list") == "`a` is not a list"


def test_the_catalogue_is_sound() -> None:
    """No text stands in it twice, and none loses what it is said of."""
    text = (SOURCE / "reports/problems.nl.po").read_text("utf-8")
    pairs = re.findall(r'^msgid "(.*)"\nmsgstr "(.*)"$', text, re.MULTILINE)
    assert text.count("msgid ") == len(pairs)
    assert len(pairs) == len({english for english, _ in pairs})
    assert [english for english, dutch in pairs if english.count("{}") != dutch.count("{}")] == []


def _help_texts() -> list[str]:
    """Every text that the help of a command shows."""
    notes = [note for name in COMMANDS for note in work_of(name).__annotations__.values()]
    declared = [note.__metadata__[0].rest for note in notes if hasattr(note, "__metadata__")]
    shown = [rest[key] for rest in declared for key in ("help", "show_default") if isinstance(rest.get(key), str)]
    return [text for text in (*COMMANDS.values(), *shown) if " " in text]


def test_every_text_of_the_help_has_its_dutch() -> None:
    """No description of a command, an argument or an option is left in English."""
    texts = _help_texts()
    assert len(texts) > 80
    assert [text for text in texts if said_in("nl", text) == text] == []


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=str)
def test_help_is_in_the_language_of_the_user(words: list[str]) -> None:
    """`--help` speaks Dutch where the locale does, with the words that typer itself puts in, and English else."""
    command = [sys.executable, "-m", "waarborg", *words, "--help"]
    for locale, usage, shown in (
        ("nl_NL.UTF-8", "Gebruik: ", "Toon deze hulp en stop."),
        ("C.UTF-8", "Usage: ", "Show this message and exit."),
    ):
        environment = {**os.environ, "LC_ALL": locale, "COLUMNS": "200"}
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True, timeout=60)
        assert (done.stdout.startswith(usage), shown in done.stdout) == (True, True)
        english = re.findall(r"\b(?:the|of the|Options|Arguments|default|env var)\b(?!_)", done.stdout)
        assert bool(english) == (locale != "nl_NL.UTF-8")


def test_no_words_at_all_are_answered_with_the_help() -> None:
    """The program without a command shows its help, in Dutch where the locale does, and not as an error."""
    environment = {**os.environ, "LC_ALL": "nl_NL.UTF-8"}
    command = [sys.executable, "-m", "waarborg"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert (done.returncode, done.stderr.startswith("Gebruik: "), "Fout" in done.stderr) == (2, True, False)
