"""Text that attacks the reader of a report comes out inert."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from waarborg.reports.layout import Page, safe, width_of

ROOT = Path(__file__).parents[2]
ATTACK = r"\e]0;title\a\e[2J\u202eevil\u2066 [bold red]x[/] [link=http://x]y[/link]"
SHOWN = (r"\u001b]0;title\u0007\u001b[2J\u202eevil\u2066", "[bold red]x[/]", "[link=http://x]y[/link]")
"""ATTACK as YAML writes it, and the words that a reader must get to see of it."""
NAME = "[red]\x1b[31m\u202ename"


def shown(folder: Path, stem: str, text: str, **env: str) -> str:
    """What the program says on both streams of a file with that name and text."""
    path = folder / f"{stem}.yaml"
    path.write_text(text, "utf-8")
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    done = subprocess.run(
        [sys.executable, "-m", "waarborg", "check", "--explain", path.name],
        cwd=folder,
        env={**kept, "LC_ALL": "C.UTF-8", "XDG_CACHE_HOME": str(folder / "cache"), **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return done.stdout + done.stderr


def disturbing(text: str) -> set[str]:
    """The characters of `text` that a terminal would act on rather than show."""
    return {char for char in text if not (char.isprintable() or char == "\n")}


def test_what_a_descriptor_says_comes_out_inert(tmp_path: Path) -> None:
    """A decision's reference and conditions, a statement and a file name are shown, and nothing of them is obeyed."""
    stated = (ROOT / "examples/morocco-treaty-decided.yaml").read_text("utf-8")
    attacked = ("decision 26-112/3", "no use in proceedings without prior consent", "Trace assets bought")
    for harmless in attacked:
        assert harmless in stated
        stated = stated.replace(harmless, ATTACK)
    said = shown(tmp_path, NAME, stated)
    assert disturbing(said) == set()
    assert [len(attacked)] * len(SHOWN) == [said.count(word) for word in SHOWN]
    assert r"([red]\u001b[31m\u202ename.yaml)" in said


@pytest.mark.parametrize(
    "text",
    [
        f'schema: waarborg/exchange-1\n"{ATTACK}": 1\n',
        f'schema: waarborg/exchange-1\nid: "{ATTACK}"\n',
        "schema: waarborg/exchange-1\nda\u202ete: [red]\n",
        "schema: waarborg/exchange-1\nid: a\x1b[31m\n",
        "schema: waarborg/exchange-1\nid: a\u009b31m\n",
    ],
    ids=["key", "value", "bidi", "escape", "c1"],
)
def test_what_is_wrong_with_a_file_comes_out_inert(tmp_path: Path, text: str) -> None:
    """A problem quotes the file and its name without letting either act on the terminal."""
    said = shown(tmp_path, NAME, text)
    assert disturbing(said) == set()
    assert r"[red]\u001b[31m\u202ename.yaml" in said


def test_colour_obeys_nothing_that_a_descriptor_says(tmp_path: Path) -> None:
    """In colour the only escape sequences are the report's own styles, and markup is printed as it stands."""
    stated = (ROOT / "examples/morocco-treaty-decided.yaml").read_text("utf-8")
    said = shown(tmp_path, NAME, stated.replace("decision 26-112/3", ATTACK), FORCE_COLOR="1")
    assert disturbing(re.sub(r"\x1b\[[0-9;]*m", "", said)) == set()
    assert "\x1b[31m\u202e" not in said
    assert all(word in said for word in SHOWN)


def test_control_sequences_and_bidi_controls_are_shown_as_code_points() -> None:
    """No escape sequence, bidi override or invisible character reaches the terminal."""
    assert safe("a\x1b[31mb\u202ec\u200bd\ud800") == "a\\u001b[31mb\\u202ec\\u200bd\\ud800"


def test_a_runner_is_given_no_command(tmp_path: Path) -> None:
    """What a descriptor says begins no line with `::` where a runner of GitHub reads it, and never holds `##[`."""
    stated = (ROOT / "examples/morocco-treaty-decided.yaml").read_text("utf-8")
    stated = stated.replace("decision 26-112/3", f"{'x' * 90} ::error::owned ##[error]owned")
    long = "schema: waarborg/exchange-1\nid: x\ndate: 2026-11-02\n::error file=a::owned x##[error]: 1\n"
    for text in (stated, long):
        plain, said = (shown(tmp_path, "::warning::name", text, GITHUB_ACTIONS=each) for each in ("", "true"))
        assert [line for line in plain.splitlines() if line.strip().startswith("::")] != []
        assert [line for line in said.splitlines() if line.strip().startswith("::") or "##[" in line] == []
        assert ("\\u003a:error" in said, "\\u0023#[error]" in said) == (True, True)


def test_rich_markup_is_text() -> None:
    """Markup in a file is printed as it stands, also in colour."""
    page = Page()
    page.say("[bold red]not bold[/] [link=http://x]y[/link]", style="green")
    stream = io.StringIO()
    page.write(stream, colour=True)
    assert "[bold red]not bold[/]" in stream.getvalue()


def test_lines_fit_the_columns() -> None:
    """Every wrapped line fits, the hanging indent included."""
    page = Page(columns=40)
    page.say("woord " * 40, indent=4, label="label  ")
    assert all(width_of(line) <= 40 for _, line in page.lines)
