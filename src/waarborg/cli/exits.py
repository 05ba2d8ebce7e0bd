"""The exit statuses, and which of several wins."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from waarborg.core.verdict import Verdict


class Exit(IntEnum):
    """What the process says to its caller. A policy case that fails counts as a prohibition does: the build stops."""

    PERMITTED = 0
    PROHIBITED = 1
    FAILED = 1
    USAGE = 2
    INCOMPLETE = 3
    REFER = 4
    UNREADABLE = 5
    BROKEN_POLICY = 6
    BUG = 70
    INTERRUPTED = 130


OF_VERDICT = {
    "permitted": Exit.PERMITTED,
    "permitted_with_conditions": Exit.PERMITTED,
    "refer": Exit.REFER,
    "incomplete": Exit.INCOMPLETE,
    "prohibited": Exit.PROHIBITED,
}
"""By the verdict's value, so that no command waits for the verdicts that it does not give."""
ORDER = (Exit.BROKEN_POLICY, Exit.UNREADABLE, Exit.PROHIBITED, Exit.INCOMPLETE, Exit.REFER, Exit.PERMITTED)
"""The first of these that happened is the exit status of a run."""


def exit_of(verdicts: Iterable[Verdict], *, unreadable: bool, fail_on: Collection[Verdict]) -> Exit:
    """The exit status of a run that came to `verdicts`; nothing checked counts as unreadable, never as permitted.

    A verdict outside `fail_on` counts as permitted.
    """
    counted = {OF_VERDICT[verdict.value] if verdict in fail_on else Exit.PERMITTED for verdict in verdicts}
    if unreadable or not counted:
        counted.add(Exit.UNREADABLE)
    return next(status for status in ORDER if status in counted)
