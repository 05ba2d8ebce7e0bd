"""Text that attacks the reader of a report comes out inert."""

from __future__ import annotations

import io

from waarborg.reports.layout import Page, safe, width_of


def test_control_sequences_and_bidi_controls_are_shown_as_code_points() -> None:
    """No escape sequence, bidi override or invisible character reaches the terminal."""
    assert safe("a\x1b[31mb\u202ec\u200bd\ud800") == "a\\u001b[31mb\\u202ec\\u200bd\\ud800"


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
