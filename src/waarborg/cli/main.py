"""The command line: the commands, and the one fence between a bug and the user."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from waarborg import __version__
from waarborg.cli.check import check
from waarborg.cli.schema import schema

app = typer.Typer(
    name="waarborg",
    help="Checks proposed exchanges of police information against the safeguards of Dutch policy and law.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(check)
app.command()(schema)


def _version(asked: bool) -> None:  # noqa: FBT001 (typer passes an option's value so)
    if asked:
        typer.echo(f"waarborg {__version__}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options of the program as a whole."""


def run() -> None:
    """Run the command that argv names. A bug ends with exit status 70 and says how to report it."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        sys.stderr.write(
            f"waarborg {__version__} has a bug: {type(error).__name__}: {error}\n"
            "no verdict was given; run again with --debug and report what it prints\n"
        )
        sys.exit(70)
