"""HTML: one file that needs nothing else; the counts stand in it, the exchanges as data that it shows on demand."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from waarborg.reports.levels import path_here
from waarborg.reports.page_data import exchange_of, line_of, notes_of_problem, rule_of
from waarborg.reports.page_frame import Frame, text_of
from waarborg.reports.reporting import Want

if TYPE_CHECKING:
    from typing import Any, TextIO

    from waarborg.reports.reporting import ProblemData, Run, Summary, Told

WANTS = Want.RESULT
PROBLEMS = 1000
"""The problems that the page lists; the rest are counted."""


class Report:
    """Writes the exchanges as they come and the page around them at the end; it keeps what the policy bounds."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._rules: dict[str, dict[str, Any]] = {}
        self._facts: set[str] = set()
        self._partners: set[str] = set()
        self._problems: list[str] = []

    def begin(self, run: Run) -> None:
        """Write the head, and open the data."""
        self._language = run.language
        self._policy = run.policy
        self._frame = Frame(run)
        style, self._script = _asset("page.css"), _asset("page.js")
        admitted = (
            "default-src 'none'",
            f"style-src {_digest(style)}",
            f"script-src {_digest(self._script)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
        self._stream.write(self._frame.head(style, "; ".join(admitted)))
        self._stream.write('<script type="application/json" id="exchanges">\n')

    def result(self, told: Told) -> None:
        """Write the data of one exchange."""
        for rule in told.data["rules"]:
            if rule["id"] not in self._rules:
                self._rules[rule["id"]] = rule_of(rule, self._policy.vocabulary, self._language)
            self._facts.update(fact["path"] for fact in rule["facts"])
        exchange = exchange_of(told.data, self._policy, self._language)
        self._partners.update(exchange["partners"])
        self._stream.write(line_of(exchange))

    def problem(self, problem: ProblemData) -> None:
        """Keep one problem while the list is not full."""
        if len(self._problems) == PROBLEMS:
            return
        place = ":".join(str(each) for each in (path_here(problem["file"]), problem["line"], problem["column"]) if each)
        said = [f"<bdi>{text_of(problem['message'])}</bdi> <code>{text_of(problem['code'])}</code>"]
        said += [f"<bdi>{text_of(each)}</bdi>" for each in notes_of_problem(problem, self._language)]
        said.append(f'<span class="place soft">{text_of(place)}</span>')
        self._problems.append(f"<li>{''.join(f'<p>{each}</p>' for each in said)}</li>\n")

    def end(self, summary: Summary) -> None:
        """Close the data, and write the page that shows them."""
        write = self._stream.write
        write('</script>\n<script type="application/json" id="rules">\n')
        write("".join(line_of(rule) for rule in self._rules.values()))
        write('</script>\n<script type="application/json" id="words">\n')
        write(f"{line_of(self._frame.shown_words(self._facts, self._partners))}</script>\n")
        write("".join(self._frame.page(summary, self._problems)))
        write(f"<script>{self._script}</script>\n</body>\n</html>\n")


def _asset(name: str) -> str:
    return files("waarborg.reports").joinpath("page", name).read_text("utf-8")


def _digest(text: str) -> str:
    """The source expression by which the page's policy admits this text and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
