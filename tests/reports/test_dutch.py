"""What is said of a wrong file is said in Dutch where Dutch is asked for."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import waarborg
from waarborg.reports.dutch import said_in

SOURCE = Path(waarborg.__file__).parent
ROOMS = ("reading", "linting", "cli")
SAYING = {"problem", "_problem", "Problem", "_refuse", "refusal", "found", "_summed", "BadParameter", "CaseError"}
SAID = {"message", "hint", "near", "BEGINNING", "MORE_TIME"}


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


@pytest.mark.parametrize("path", [path for room in ROOMS for path in sorted((SOURCE / room).glob("*.py"))], ids=str)
def test_everything_that_is_said_of_a_problem_has_its_dutch(path: Path) -> None:
    """No message and no hint is left in English."""
    texts = _texts(ast.parse(path.read_text("utf-8")))
    assert [text for text in texts if said_in("nl", text) == text] == []


def test_what_the_user_wrote_is_taken_over() -> None:
    """A word between backticks that the catalogue has as well is not translated."""
    assert said_in("nl", "`text` is not a list") == "`text` is niet een lijst"
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
