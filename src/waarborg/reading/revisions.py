"""A policy as it stood in a git revision, read through git into a folder of its own; the work tree is never touched."""

from __future__ import annotations

import io
import subprocess
import tarfile
from typing import TYPE_CHECKING

from waarborg.core.place import Place, Problem, ProblemsError

if TYPE_CHECKING:
    from pathlib import Path

POLICIES = "policies"
"""Where a revision that names no folder keeps its policy."""
SECONDS = 60


def tree_of(given: str) -> str:
    """What `REV` or `REV:path` names in git's own words: the folder of the policy in that revision."""
    revision, _, path = given.partition(":")
    return f"{revision}:{path or POLICIES}"


def policy_of_revision(given: str, into: Path) -> Path:
    """The policy folder of `REV` or `REV:path`, unpacked below `into`; raises ProblemsError where git has none."""
    try:
        done = subprocess.run(  # noqa: S603 (no shell; git reads the revision as a revision, never as an option)
            ["git", "archive", "--format=tar", "--end-of-options", tree_of(given)],  # noqa: S607 (the user's own git)
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ProblemsError([_problem(given, str(error))]) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise ProblemsError([_problem(given, said[-1] if said else "git says nothing")])
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(into, filter="data")
    return into


def _problem(given: str, reason: str) -> Problem:
    message = f"`{given}` is neither a policy folder nor a git revision that holds one: {reason}"
    return Problem("policy/no-revision", message, Place(given), "name a folder, a revision, or REVISION:PATH")
