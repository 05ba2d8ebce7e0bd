"""The commands by name: each is imported when it is asked for, so that none pays for another's start."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = {
    "check": "Check exchange descriptors: what stands in the way, and why.",
    "explain": "Explain a rule, fact, partner, source, article, code and more.",
    "list": "List rules, facts, partners, sources and more, with filters.",
    "schema": "Print a published JSON Schema.",
    "test": "Test a policy: put its cases to it.",
    "diff": "Compare two policies: whose outcome changes, with proof.",
    "init": "Write a starter folder: a descriptor, its schema and a pipeline.",
    "lint": "Lint a policy: say what is doubtful in it.",
}
"""Each command with its help in one line; it is the function of that name (`list_` for `list`) in its own module."""


def work_of(name: str) -> Callable[..., Any]:
    """The function of the command of that name."""
    module = import_module(f"waarborg.cli.{name}")
    work: Callable[..., Any] = getattr(module, name, None) or getattr(module, f"{name}_")
    return work
