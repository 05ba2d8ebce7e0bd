"""SARIF 2.1.0: a result for each rule that stands in the way of an exchange, and for each problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.place import Place
from waarborg.reports.identity import Repeats
from waarborg.reports.layout import one_line
from waarborg.reports.levels import LEVELS, passes, path_here, problem_text
from waarborg.reports.reported import reported
from waarborg.reports.reporting import Want
from waarborg.reports.sarif_log import GrowingLog, Result, automation, driver, plain_text
from waarborg.reports.sarif_rules import described

if TYPE_CHECKING:
    from typing import TextIO

    from waarborg.reports.entries import Entry
    from waarborg.reports.reporting import ProblemData, Run, Summary, Told
    from waarborg.reports.reporting import Result as ResultData

WANTS = Want.FINDINGS
KINDS = {"prohibited": "fail", "refer": "review", "incomplete": "open"}
FINGERPRINT = "waarborgFinding/v1"


class Report:
    """Writes one log; in the profile `github`, what SARIF calls review and open is a failure that GitHub shows."""

    def __init__(self, stream: TextIO) -> None:
        self._log = GrowingLog(stream)
        self._repeats = Repeats()

    def begin(self, run: Run) -> None:
        """Take note of the policy, the language and the profile."""
        self._run = run

    def result(self, told: Told) -> None:
        """Add the results of one exchange."""
        result = told.data
        for entry in reported(result, self._run.language):
            said = f"'{result['id']}': {entry.message}"
            place = Place(path_here(result["file"]), entry.line, entry.column)
            level, kind = self._graded(entry.contributes)
            digest = self._repeats.distinct(result["file"], entry.fingerprint)
            more = self._more(digest, passes(result, None, self._run.language), _state(result, entry))
            width = entry.end_column - entry.column
            self._log.add(Result(entry.rule, level, plain_text(said), place, width, kind, more))

    def problem(self, problem: ProblemData) -> None:
        """Add one problem."""
        place = Place(path_here(problem["file"]), problem["line"] or 1, problem["column"] or 1)
        width = problem["end_column"] - problem["column"] if problem["column"] else 0
        digest = self._repeats.distinct(problem["file"], problem["fingerprint"])
        more = self._more(digest, passes(problem, None, self._run.language), "")
        self._log.add(Result(problem["code"], "error", plain_text(problem_text(problem)), place, width, "fail", more))

    def end(self, summary: Summary) -> None:
        """Write the log."""
        run = self._run
        properties = {
            "policy": {"name": run.policy.name, "version": run.policy.version, "sha256": run.policy.sha256},
            "verdicts": dict(sorted(summary.verdicts.items())),
            "checked": summary.checked,
            "skipped": summary.skipped,
            "ignored": summary.passed_over["ignored"],
            "links": summary.passed_over["links"],
        }
        done = {"executionSuccessful": not summary.interrupted}
        rules = (described(rule, run.policy, run.language) for rule in self._log.rules)
        self._log.end(
            driver(rules, run.language),
            {"automationDetails": automation("check"), "invocations": [done], "properties": properties},
        )

    def _graded(self, contributes: str) -> tuple[str, str]:
        """The level and the kind: SARIF gives a level to a failure alone."""
        kind = KINDS[contributes]
        if kind == "fail" or self._run.sarif_profile == "github":
            return LEVELS[contributes], "fail"
        return "none", kind

    def _more(self, digest: str, waived: str, state: str) -> dict[str, Any]:
        prints = {FINGERPRINT: digest}
        if self._run.sarif_profile == "github":
            prints["primaryLocationLineHash"] = digest  # the one that GitHub compares by
        more: dict[str, Any] = {"partialFingerprints": prints}
        if state:
            more["baselineState"] = state
        if waived:
            more["suppressions"] = [{"kind": "external", "status": "accepted", "justification": one_line(waived)}]
        return more


def _state(result: ResultData, entry: Entry) -> str:
    """How the finding stands to the baseline; empty where there is none."""
    if result["new"] is None:
        return ""
    return "new" if entry.new else "unchanged"
