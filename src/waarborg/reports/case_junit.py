"""Policy cases as JUnit XML: a suite a file, so that a pipeline shows each case where its tests stand."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from waarborg.reports.layout import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.case import Ran, Trial
    from waarborg.core.place import Problem


def render(trial: Trial) -> str:
    """The whole report as XML text; a problem is a case that ends in an error."""
    cases, problems = trial.cases, trial.problems
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    counts = f'tests="{len(cases) + len(problems)}" failures="{trial.failed}" errors="{len(problems)}"'
    lines.append(f'<testsuites name="waarborg test" {counts}>')
    for file, of_file in groupby(cases, key=lambda ran: ran.case.place.file):
        lines += _suite(file, list(of_file))
    for file, of_problem in groupby(problems, key=lambda problem: problem.place.file):
        lines += _problem_suite(file, list(of_problem))
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _attribute(text: str) -> str:
    return quoteattr(safe(text))


def _suite(file: str, cases: list[Ran]) -> Iterator[str]:
    failed = sum(bool(ran.mismatches) for ran in cases)
    yield f'  <testsuite name={_attribute(file)} tests="{len(cases)}" failures="{failed}" errors="0">'
    for ran in cases:
        case = ran.case
        name = f"name={_attribute(case.name)} classname={_attribute(case.rule)}"
        place = f'file={_attribute(case.place.file)} line="{case.place.line}"'
        if not ran.mismatches:
            yield f"    <testcase {name} {place}/>"
            continue
        said = "\n".join(f"{each.key}: expected {each.expected}, found {each.found}" for each in ran.mismatches)
        first = ran.mismatches[0]
        message = f"{first.key}: expected {first.expected}, found {first.found}"
        yield f"    <testcase {name} {place}>"
        yield f"      <failure message={_attribute(message)}>{escape(safe(said))}</failure>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _problem_suite(file: str, problems: list[Problem]) -> Iterator[str]:
    yield f'  <testsuite name={_attribute(file)} tests="{len(problems)}" failures="0" errors="{len(problems)}">'
    for problem in problems:
        place = f'file={_attribute(problem.place.file)} line="{problem.place.line}"'
        yield f"    <testcase name={_attribute(problem.code)} classname={_attribute(file)} {place}>"
        yield f"      <error message={_attribute(problem.message)}>{escape(safe(problem.hint))}</error>"
        yield "    </testcase>"
    yield "  </testsuite>"
