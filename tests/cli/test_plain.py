"""Words that are read without typer are read as typer reads them."""

from __future__ import annotations

from inspect import signature
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from waarborg.cli.commands import COMMANDS, work_of
from waarborg.cli.plain import plainly, ran_plainly
from waarborg.cli.typed import typed

WORDS = ("a.yaml", "-", "--", "", "nl", "lang", "json", "2024-05-10", "3", "-q", "-qx", "-h", "--help", "--nope", "--lang=nl", "--lang=", "--stats=1", "--format=a=b")  # fmt: skip


def options_of(name: str) -> list[str]:
    """The options of the command, as they are written."""
    names: list[str] = []
    for parameter, note in work_of(name).__annotations__.items():
        declared = getattr(note, "__metadata__", (None,))[0]
        if declared is not None and declared.is_option:
            names += declared.names or (f"--{parameter.replace('_', '-')}",)
    return names


def read_by_typer(name: str, words: list[str]) -> dict[str, Any] | None:
    """The arguments that typer gives the command; None where it refuses the words, or only helps."""
    caught: list[dict[str, Any]] = []

    def work(**named: Any) -> None:
        caught.append(named)

    work.__signature__ = signature(work_of(name))  # type: ignore[attr-defined]  # what inspect looks at
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings={"help_option_names": ["-h"]})
    alone.command(name)(typed(work))
    with pytest.raises(SystemExit):
        typer.main.get_command(alone).main(list(words), name)
    return caught[0] if caught else None


@pytest.mark.parametrize("name", COMMANDS)
@given(data=st.data())
def test_plain_words_are_read_as_typer_reads_them(name: str, data: st.DataObject) -> None:
    """Whatever is read here is read by typer too, with the same values."""
    words = data.draw(st.lists(st.sampled_from(WORDS) | st.sampled_from(options_of(name) or ["-"]), max_size=6))
    read = plainly(work_of(name), words)
    if read is not None:
        parameters = signature(work_of(name)).parameters.values()
        defaults = {each.name: each.default for each in parameters}
        assert read_by_typer(name, words) == {**defaults, **read}


def test_a_variable_stands_for_its_option(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy folder named by the environment counts, one named by the option counts before it, an empty one never."""
    for value in ("policies", ""):
        monkeypatch.setenv("WAARBORG_POLICIES", value)
        for words in (["MA"], ["MA", "--policies", "others"]):
            read = plainly(work_of("explain"), words)
            assert read is not None
            typed_as = read_by_typer("explain", words)
            assert typed_as is not None
            assert read.get("policies") == typed_as["policies"]


@pytest.mark.parametrize("words", [["check", "a", "--lang", "xx"], ["check"], ["list", "rules", "--concern", "high"]])
def test_a_misuse_is_left_to_typer(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A command that refuses its words says nothing by itself: typer tells how it is used."""
    assert not ran_plainly(work_of(words[0]), words[1:])
    assert capsys.readouterr() == ("", "")


def test_most_runs_are_plain() -> None:
    """What people type every day never waits for typer."""
    assert plainly(work_of("check"), ["a.yaml", "--lang", "nl", "--output", "json=a.json", "-q"]) == {
        "paths": ["a.yaml"],
        "lang": "nl",
        "output": ["json=a.json"],
        "quiet": True,
    }
