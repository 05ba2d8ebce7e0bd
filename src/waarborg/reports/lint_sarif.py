"""What the linter finds as SARIF 2.1.0: a result for each problem of the policy."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from waarborg.core.place import Severity
from waarborg.core.record import replace
from waarborg.reports.dutch import problem_in
from waarborg.reports.identity import Repeats, fingerprint_of
from waarborg.reports.levels import path_here
from waarborg.reports.markdown_text import inline
from waarborg.reports.sarif_log import GrowingLog, Result, automation, driver, plain_text
from waarborg.reports.sarif_rules import descriptor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from waarborg.core.place import Problem
    from waarborg.core.policy import Policy

FINGERPRINT = "waarborgLint/v1"


def render(
    problems: Sequence[Problem], policy: Policy | None, day: date, meanings: Mapping[str, str], *, language: str
) -> str:
    """The whole log as JSON text; `meanings` says in the language what each code means.

    The problems are in English, and are told in the language. A policy that is refused is None: its problems are then
    all that there is to say.
    """
    stream = StringIO()
    log, repeats = GrowingLog(stream), Repeats()
    for raised in problems:
        problem = problem_in(language, raised)
        said = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
        place = replace(problem.place, file=path_here(problem.place.file))
        digest = repeats.distinct(place.file, fingerprint_of(raised))
        more = {"partialFingerprints": {FINGERPRINT: digest}}
        log.add(Result(problem.code, problem.severity.value, plain_text(said), place, problem.width, "fail", more))
    levels = {problem.code: problem.severity for problem in problems}
    said_of = {code: (meanings[code], meanings[code], inline(meanings[code])) for code in log.rules}
    rules = (descriptor(code, *said, levels[code].value) for code, said in said_of.items())
    known = {"name": policy.name, "version": policy.version, "sha256": policy.sha256} if policy else None
    properties = {
        **({"policy": known} if known else {}),
        "as_of": day.isoformat(),
        "counts": {f"{each}s": sum(problem.severity is each for problem in problems) for each in Severity},
    }
    log.end(driver(rules, language), {"automationDetails": automation("lint"), "properties": properties})
    return stream.getvalue()
