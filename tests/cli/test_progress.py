"""The progress of a long run on a terminal, and the table that ends it."""

from __future__ import annotations

import io
import re

import pytest

from waarborg.cli import progress
from waarborg.cli.progress import Progress
from waarborg.reports.layout import Page
from waarborg.reports.reporting import Summary
from waarborg.reports.summary import say_table


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def test_the_line_comes_back_after_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where results come on the same terminal the line makes way for each, and stands again after it at once."""
    monkeypatch.setattr(progress, "AFTER", 0)
    stream = Terminal()
    shown = Progress(stream, total=10)
    for units in range(1, 6):
        shown.make_way()
        shown.show(units, units)
    assert re.findall(r"(\d)/10 files", stream.getvalue()) == list("12345")
    shown.wipe()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_the_line_stays_where_results_go_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where results go into a file the line is not taken away for them, and is written now and then alone."""
    monkeypatch.setattr(progress, "AFTER", 0)
    stream = Terminal()
    shown = Progress(stream, total=10, shared=False)
    for units in range(1, 6):
        shown.make_way()
        shown.show(units, units)
    assert stream.getvalue().count("files") == 1


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 200])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_line_never_wraps(columns: int, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However narrow the terminal, the line leaves its last column free: it could not be taken away else."""
    monkeypatch.setattr(progress, "AFTER", 0)
    monkeypatch.setenv("COLUMNS", str(columns))
    stream = Terminal()
    Progress(stream, total=5000, language=language).show(1234, 1234)
    (line,) = stream.getvalue().split("\r\x1b[K")[1:]
    assert 0 < len(line) < columns
    assert ("[" in line) == (columns >= 60)


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_fits_the_terminal(columns: int, language: str) -> None:
    """The verdicts, what stands in the way and what took longest stand in lines that no terminal has to break."""
    summary = Summary(checked=300, problems=2, faulty=1, verdicts={"prohibited": 2, "permitted_with_conditions": 298})
    title = "A long title that says in many words what it is that this rule asks for"
    summary.rules.update({("prohibited", "rule-of-two", title): 2, ("refer", "rule-of-one", title): 1})
    summary.slowest = [(0.25, "a.yaml")]
    page = Page(columns)
    say_table(page, summary, language, files=True)
    lines = [line for _, line in page.lines]
    assert max(map(len, lines)) <= columns
    text = "\n".join(lines)
    shares = re.findall(r"(\d+) +(< 1|\d+) %", text)
    assert shares == [("2", "< 1"), ("298", "99")]
    assert text.index("rule-of-two") < text.index("rule-of-one") < text.index("250.0 ms  a.yaml")
