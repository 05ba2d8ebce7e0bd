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
        self._refused: dict[int, str] = {}
        self._left: dict[str, dict[str, str]] = {}
        """The findings that the baseline knows of each exchange and that were not met, by fingerprint."""
        self._checked: set[str] = set()
        for (exchange, _), known in (baseline or {}).items():
            self._left.setdefault(exchange, {}).update(known.findings)

    def mark(self, result: Result, language: str, *, anew: bool) -> None:
        """Mark one result; one that is to be seen `anew`, as another has its id, neither waiver nor baseline knows."""
        if result["verdict"] == "incomplete" and not anew:
            refused = "must_be_weighed" if level_of(result["at_best"]) > WAIVABLE else ""
            result["waived"] = self._waived((result["id"],), "incomplete", refused=refused)
        if self._baseline is not None:
            known = None if anew else self._baseline.get((result["id"], result["content"]))
            self._compare(result, known, language)

    def mark_problem(self, problem: ProblemData) -> None:
        """Mark one problem; a file whose id could not be read is named by its path, as it is given or from here."""
        from waarborg.reports.levels import path_here  # noqa: PLC0415 (where something is wrong alone)

        file = problem["file"]
        named = tuple(filter(None, (problem["exchange"], file, path_here(file))))
        refused = "never_waived" if problem["code"].startswith(NEVER_WAIVED) else ""
        problem["waived"] = self._waived(named, problem["code"], refused=refused)

    def _waived(self, named: tuple[str, ...], finding: str, *, refused: str) -> dict[str, Any] | None:
        """The waiver that lets the finding pass; one for it that cannot is remembered with the reason, `refused`."""
        for index, waiver in enumerate(self._waivers):
            if waiver.state or waiver.finding != finding or waiver.exchange not in named:
                continue
            if refused:
                self._refused[index] = refused
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

        left = self._left.get(result["id"], {})
        if left:
            self._checked.add(result["id"])
        new = result["verdict"] != "permitted" and (known is None or _worse(result, known))
        for entry in entries(result, language):
            fresh = known is None or entry.fingerprint not in known.findings
            new = new or fresh
            if entry.data is not None:
                entry.data["new"] = fresh
            left.pop(entry.fingerprint, None)
        result["new"] = new

    def void(self) -> Iterator[dict[str, Any]]:
        """The waivers that let nothing pass, as report-1 says them."""
        for index, waiver in enumerate(self._waivers):
            state = waiver.state or self._refused.get(index, "unused")
            if index not in self._used:
                yield {
                    "exchange": waiver.exchange,
                    "finding": waiver.finding,
                    "until": waiver.until.isoformat(),
                    "state": state,
                }

    def gone(self) -> list[dict[str, Any]]:
        """The findings of the baseline that were not met again in an exchange that was checked."""
        return [
            {"exchange": exchange, "rule": rule, "fingerprint": digest}
            for exchange, left in self._left.items()
            if exchange in self._checked
            for digest, rule in left.items()
        ]


def _worse(result: Result, known: Known) -> bool:
    """Whether a bound of the exchange is more severe than the baseline knows."""
    return any(level_of(result[bound]) > level_of(getattr(known, bound)) for bound in ("at_best", "at_worst"))
