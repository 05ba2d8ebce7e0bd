"""The commands by name: each is imported when it is asked for, so that none pays for another's start."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click import UsageError

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


class Commands(TyperGroup):
    """The group of all commands, each built on use."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """The context of the program as a whole; what is wrong with its options is said in the user's language."""
        with _in_the_users_language():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is asked for; what is wrong with its arguments is said likewise."""
        with _in_the_users_language():
            return super().invoke(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments begin with; a word that is nearly one is answered with the one meant."""
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]  # their names are looked through for near ones
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (the signature is click's)
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 (likewise)
        """The command of that name; None where there is none."""
        return command(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 (likewise)
        """Write the table of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@contextmanager
def _in_the_users_language() -> Iterator[None]:
    """Say a usage error within in Dutch where that is spoken; click itself says it in English."""
    try:
        yield
    except typer.BadParameter.__base__ as error:  # type: ignore[misc]
        from waarborg.cli.options import spoken  # noqa: PLC0415 (where the command line is wrong)

        if spoken() != "nl":
            raise
        _say_in_dutch(error)
        raise SystemExit(error.exit_code) from error


def _say_in_dutch(error: UsageError) -> None:
    from waarborg.reports.dutch import said_in  # noqa: PLC0415 (likewise)

    if error.ctx is not None:
        usage = error.ctx.get_usage().replace("Usage:", "Gebruik:", 1)
        sys.stderr.write(f"{usage}\nZie '{error.ctx.command_path} --help'.\n\n")
    sys.stderr.write(f"Fout: {said_in('nl', error.format_message())}\n")


def command(name: str) -> Any:
    """The click command of that name."""
    module = import_module(f"waarborg.cli.{name}")
    work: Callable[..., Any] = getattr(module, name, None) or getattr(module, f"{name}_")
    alone = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    alone.command(name, help=COMMANDS[name])(work)
    return typer.main.get_command(alone)
