"""Edits of the shipped policy: one text of one file replaced."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from waarborg.reading.policies import read_policy, shipped_policies

if TYPE_CHECKING:
    from pathlib import Path

    from waarborg.core.policy import Policy

Edit = tuple[str, str, str]
"""A file of the policy, the text that stands in it, and what takes its place."""


def edited(into: Path, edit: Edit) -> Policy:
    """A copy of the shipped policy with one text replaced."""
    folder = into / "policies"
    shutil.copytree(shipped_policies(), folder)
    name, old, new = edit
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text, f"{name} no longer says {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return read_policy(folder)
