"""Text that attacks the reader of a report is shown and does nothing, in every format."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest
from reporting_of import ATTACKS, hostile, texts, told

from waarborg.reports.layout import safe
from waarborg.reports.markdown_text import inline
from waarborg.reports.reporting import FORMATS

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u115f\u180e\u200b-\u200f\u2028-\u202e\u2066-\u2069\u3164\ufff9\ufe0f\U000e0041]"
)
MACHINE = ("sarif", "gitlab", "junit", "github", "markdown", "html", "lines", "ndjson", "json")
each_attack = pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)


def test_every_format_is_attacked() -> None:
    """No format is left out; the full explanation has its own test, as it is laid out before it is told."""
    assert {*MACHINE, "text"} == set(FORMATS)


@each_attack
@pytest.mark.parametrize("name", MACHINE)
def test_nothing_steers_a_terminal(name: str, attack: str) -> None:
    """No report holds a control, bidi or invisible character."""
    assert UNSAFE.findall(told(name, *hostile(attack), attack=attack)) == []


@each_attack
@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_nothing_steers_a_viewer(name: str, attack: str) -> None:
    """Once the JSON is read too, no text that is shown holds such a character or a second line."""
    said = [text for text in texts(json.loads(told(name, *hostile(attack), attack=attack))) if "\n\n- " not in text]
    assert [text for text in said if UNSAFE.search(text) or ("**" not in text and "\n" in text)] == []


@pytest.mark.parametrize("name", [name for name in MACHINE if name != "github"])
def test_a_runner_is_given_no_command(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a runner of GitHub no other report has a line that begins with a command, or holds one of the old form."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    said = told(name, *hostile("::error::owned ##[error]owned"), attack="::error::owned ##[error]owned")
    assert [line for line in said.splitlines() if line.strip().startswith("::") or "##[" in line] == []


@each_attack
def test_github_reads_one_command_a_line(attack: str) -> None:
    """Every line is one command of ours: no text ends its line, its properties or its own message."""
    for line in told("github", *hostile(attack), attack=attack).splitlines():
        command = re.fullmatch(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:]*,?)+)::(.*)", line)
        assert command is not None
        keys = [each.partition("=")[0] for each in command[2].split(",")]
        assert keys in (["file", "line", "col", "endColumn", "title"], ["title"] if command[1] == "notice" else [])


@each_attack
def test_sarif_messages_are_plain(attack: str) -> None:
    """No message holds a link or a placeholder, and no address a scheme but that of files."""
    for result in json.loads(told("sarif", *hostile(attack), attack=attack))["runs"][0]["results"]:
        message = result["message"]["text"].replace("{{", "").replace("}}", "")
        assert re.findall(r"\]\(|[{}]", message) == []
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9_.~/%-]*", uri)


@each_attack
def test_junit_holds_the_text_as_text(attack: str) -> None:
    """The XML is well-formed, has our own elements alone, and shows the text whole."""
    root = ET.fromstring(told("junit", *hostile(attack), attack=attack))  # noqa: S314 (what is parsed was written here)
    assert {each.tag for each in root.iter()} <= {
        *("testsuites", "testsuite", "properties", "property", "testcase"),
        *("failure", "error", "skipped", "system-out", "system-err"),
    }
    problems = "reading/duplicate-key"
    names = {name for case in root.iter("testcase") if problems not in (name := case.get("name", ""))}
    unnumbered = {re.sub(r" \(\d+\)$", "", name) for name in names}
    assert unnumbered == {re.sub(r"[\n\t]", " ", safe(attack)).replace("\ufffe", "\\ufffe")}


@each_attack
def test_markdown_has_no_markup_of_its_own(attack: str) -> None:
    """Rendered, the report has no element but those of its own tables, lists and headings, and no mention or link."""
    markdown_it = pytest.importorskip("markdown_it")
    rendered = markdown_it.MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(
        told("markdown", *hostile(attack), attack=attack)
    )
    tags = set(re.findall(r"<(/?[a-z0-9]+)[^>]*>", rendered))
    assert {tag.strip("/") for tag in tags} <= {
        "h2",
        "h3",
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "li",
    }
    assert re.findall(r"@\w|#\d|https?://|www\.", rendered) == []
    rows = [line for line in told("markdown", *hostile(attack), attack=attack).splitlines() if line.startswith("| ✗")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows[1:]} == {5}


def test_markdown_shows_what_it_escapes() -> None:
    """What is escaped is what is shown: reading the entities and backslashes back gives the text."""
    assert inline("a_b <b> & `c` | d") == "a\\_b &lt;b&gt; &amp; \\`c\\` \\| d"
    assert inline("- item") == "\\- item"
    assert inline("1. item") == "1&#8203;. item"


@each_attack
def test_html_data_cannot_leave_its_element(attack: str) -> None:
    """Between the tags of the data stands no character of HTML, and elsewhere no element but the page's own."""
    page = told("html", *hostile(attack), attack=attack)
    data = re.findall(r'<script type="application/json" id="\w+">\n(.*?)</script>', page, re.DOTALL)
    assert len(data) == 3
    assert [found for each in data for found in re.findall(r"[<>&]", each)] == []
    assert page.count("<script>") == 1
    assert (page.count("<img"), page.count("document.title='owned'<")) == (0, 0)
