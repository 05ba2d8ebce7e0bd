"""Policy cases as JUnit XML: a suite a file, so that a pipeline shows each case where its tests stand."""

from __future__ import annotations

from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING

from waarborg.reports.case_text import mismatch_in_words
from waarborg.reports.junit_suite import HEAD, TAIL, Suite

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from waarborg.core.case import Ran, Trial
    from waarborg.core.place import Problem
    from waarborg.core.policy import Policy


def render(trial: Trial, policy: Policy, today: date, language: str) -> str:
    """The whole report as XML text; a problem is a case that ends in an error."""
    stream = StringIO()
    stream.write(HEAD)
    suites = [
        *((file, _suite(of_file, policy, language)) for file, of_file in groupby(trial.cases, _file_of_case)),
        *((file, _problem_suite(of_file)) for file, of_file in groupby(trial.problems, _file_of_problem)),
    ]
    told = {"policy": f"{policy.name} {policy.version}", "policy.sha256": policy.sha256}
    for number, (file, suite) in enumerate(suites):
        suite.write(stream, {"id": str(number), "name": file, "package": "cases"}, today, told)
    stream.write(TAIL)
    return stream.getvalue()


def _file_of_case(ran: Ran) -> str:
    return ran.case.place.file


def _file_of_problem(problem: Problem) -> str:
    return problem.place.file


def _suite(cases: Iterable[Ran], policy: Policy, language: str) -> Suite:
    suite = Suite()
    for ran in cases:
        name, file = f"{ran.case.rule}: {ran.case.name}", ran.case.place.file
        said = [f"{each.key}: {mismatch_in_words(each, policy, language)}" for each in ran.mismatches]
        if said:
            suite.failed(name, file, ran.mismatches[0].key, said[0], [f"{ran.case.place}:", *said])
        else:
            suite.passed(name, file)
    return suite


def _problem_suite(problems: Iterable[Problem]) -> Suite:
    suite = Suite()
    for problem in problems:
        lines = [f"{problem.place}: {problem.message}", *filter(None, [problem.hint])]
        name = f"{problem.code}: {problem.message}"
        suite.erred(name, problem.place.file, problem.code, problem.message, lines)
    return suite
