"""What waivers and a baseline make of each result: it passes or not, and the report says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.verdict import Level, level_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.reading.waivers import Known, Waiver
    from waarborg.reports.reporting import ProblemData, Result

WAIVABLE = Level.PERMITTED_WITH_CONDITIONS
"""Where an incomplete exchange is graver than this at best, it must be weighed whatever is missing."""

DUPLICATE = "exchange/duplicate-id"
"""The problem of a second exchange with an id: a waiver or a baseline would hold for both."""
NEVER_WAIVED = ("bug/", DUPLICATE)


class Standing:
    """Marks results and problems that a waiver or the baseline lets pass, and remembers what was used."""

    def __init__(self, waivers: list[Waiver], baseline: dict[tuple[str, str], Known] | None) -> None:
        self._waivers = waivers
        self._baseline = baseline
        self._used: set[int] = set()
        self._refused: set[int] = set()
        self._gone = {
            (exchange, digest): rule
            for (exchange, _), known in (baseline or {}).items()
            for digest, rule in known.findings.items()
        }

    def mark(self, result: Result, language: str, *, anew: bool) -> None:
        """Mark one result; one that is to be seen `anew`, as another has its id, neither waiver nor baseline knows."""
        if result["verdict"] == "incomplete" and not anew:
            result["waived"] = self._waived(
                (result["id"],), "incomplete", refused=level_of(result["at_best"]) > WAIVABLE
            )
        if self._baseline is not None:
            known = None if anew else self._baseline.get((result["id"], result["content"]))
            self._compare(result, known, language)

    def mark_problem(self, problem: ProblemData) -> None:
        """Mark one problem; a file whose id could not be read is named by its path."""
        named = tuple(filter(None, (problem["exchange"], problem["file"])))
        problem["waived"] = self._waived(named, problem["code"], refused=problem["code"].startswith(NEVER_WAIVED))

    def _waived(self, named: tuple[str, ...], finding: str, *, refused: bool) -> dict[str, Any] | None:
        for index, waiver in enumerate(self._waivers):
            if waiver.state or waiver.finding != finding or waiver.exchange not in named:
                continue
            if refused:
                self._refused.add(index)
                continue
            self._used.add(index)
            return {
                "finding": waiver.finding,
                "reason": waiver.reason,
                "approver": waiver.approver,
                "reference": waiver.reference,
                "until": waiver.until.isoformat(),
            }
        return None

    def _compare(self, result: Result, known: Known | None, language: str) -> None:
        from waarborg.reports.entries import entries  # noqa: PLC0415 (needed with a baseline alone)

        new = result["verdict"] != "permitted" and (known is None or _worse(result, known))
        for entry in entries(result, language):
            fresh = known is None or entry.fingerprint not in known.findings
            new = new or fresh
            if entry.data is not None:
                entry.data["new"] = fresh
            self._gone.pop((result["id"], entry.fingerprint), None)
        result["new"] = new

    def void(self) -> Iterator[dict[str, Any]]:
        """The waivers that let nothing pass, as report-1 says them."""
        for index, waiver in enumerate(self._waivers):
            state = waiver.state or ("not_waivable" if index in self._refused else "unused")
            if index not in self._used:
                yield {
                    "exchange": waiver.exchange,
                    "finding": waiver.finding,
                    "until": waiver.until.isoformat(),
                    "state": state,
                }

    def gone(self) -> list[dict[str, Any]]:
        """The findings of the baseline that were not met again."""
        return [
            {"exchange": exchange, "rule": rule, "fingerprint": digest}
            for (exchange, digest), rule in self._gone.items()
        ]


def _worse(result: Result, known: Known) -> bool:
    """Whether a bound of the exchange is more severe than the baseline knows."""
    return any(level_of(result[bound]) > level_of(getattr(known, bound)) for bound in ("at_best", "at_worst"))
