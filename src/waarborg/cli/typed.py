"""The command line as typer reads it: help, completion, mistakes, and whatever else is not plain."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from inspect import signature
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from waarborg import __version__
from waarborg.cli.commands import COMMANDS, work_of
from waarborg.cli.declaring import Declared, MisuseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click import UsageError


SAID = ("help", "show_default")
"""What of a declaration a help text shows."""
SAID_BY_CLICK = {
    "Usage:": "Gebruik:",
    "[OPTIONS]": "[OPTIES]",
    "Options:": "Opties:",
    "Arguments:": "Argumenten:",
    "Commands:": "Opdrachten:",
    "COMMAND [ARGS]...": "OPDRACHT [WOORDEN]...",
    "default:": "standaard:",
    "env var:": "variabele:",
    "[required]": "[verplicht]",
    "Show this message and exit.": "Toon deze hulp en stop.",
}
"""The words that click itself puts into a help text, in Dutch."""


class Command(TyperCommand):
    """One command, whose help is in the user's language."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return _as_click_says(super().get_help(ctx))


class Commands(TyperGroup):
    """The group of all commands, each built on use."""

    def get_help(self, ctx: Any) -> str:
        """The help text, in the user's language, with the options that typer itself adds."""
        for parameter in self.get_params(ctx):
            parameter.help = _said(parameter.help)  # type: ignore[attr-defined]  # the group has options alone
        return _as_click_says(super().get_help(ctx))

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
            formatter.write_dl([(name, _said(text)) for name, text in COMMANDS.items()])


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

    if type(error).__name__ == "NoArgsIsHelpError":  # of click or of typer's own copy, as its version has it
        sys.stderr.write(f"{error.format_message()}\n")
        return
    if error.ctx is not None:
        usage = _as_click_says(error.ctx.get_usage())
        sys.stderr.write(f"{usage}\nZie '{error.ctx.command_path} --help'.\n\n")
    sys.stderr.write(f"Fout: {said_in('nl', error.format_message())}\n")


def command(name: str) -> Any:
    """The click command of that name."""
    alone = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    alone.command(name, cls=Command, help=_said(COMMANDS[name]))(typed(work_of(name)))
    return typer.main.get_command(alone)


def typed(work: Callable[..., Any]) -> Callable[..., Any]:
    """The command's function as typer wants it: with its declarations, and its own error for a misuse."""

    def working(*words: Any, **named: Any) -> Any:
        try:
            return work(*words, **named)
        except MisuseError as misuse:
            raise typer.BadParameter(misuse.message, param_hint=misuse.param_hint) from None

    stated = signature(work)
    parameters = [each.replace(annotation=_typed(each.annotation)) for each in stated.parameters.values()]
    working.__signature__ = stated.replace(parameters=parameters)  # type: ignore[attr-defined]  # what inspect looks at
    working.__doc__ = work.__doc__
    return working


def _typed(note: Any) -> Any:
    declared = getattr(note, "__metadata__", (None,))[0]
    if not isinstance(declared, Declared):
        return note
    made: Any = typer.Option if declared.is_option else typer.Argument
    texts = {key: _said(text) for key, text in declared.rest.items() if key in SAID and isinstance(text, str)}
    return Annotated[note.__origin__, made(*declared.names, **{**declared.rest, **texts})]


def _said(text: str) -> str:
    """A text of the help in the user's language."""
    from waarborg.cli.options import spoken  # noqa: PLC0415 (where help is wanted, or the command line is wrong)

    if spoken() != "nl":
        return text
    from waarborg.reports.dutch import said_in  # noqa: PLC0415 (for Dutch alone)

    return said_in("nl", text)


def _as_click_says(text: str) -> str:
    from waarborg.cli.options import spoken  # noqa: PLC0415 (likewise)

    if spoken() == "nl":
        for english, dutch in SAID_BY_CLICK.items():
            text = text.replace(english, dutch)
    return text


app = typer.Typer(
    name="waarborg",
    cls=Commands,
    help=_said("Checks proposed exchanges of police information against the safeguards of Dutch policy and law."),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:  # noqa: FBT001 (typer passes an option's value so)
    if asked:
        typer.echo(f"waarborg {__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help=_said("Print the version and stop."), callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options of the program as a whole."""
