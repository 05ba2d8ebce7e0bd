"""`waarborg init`: a folder to begin with."""

import re
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

from waarborg.cli.declaring import MisuseError, argument, option
from waarborg.cli.exits import Exit
from waarborg.cli.options import language_of

PIPELINES = {"github": ".github/workflows/exchanges.yml", "gitlab": ".gitlab-ci.yml"}
"""Where each system looks for what to run."""
DESCRIPTORS = {".yaml", ".yml", ".json"}
"""The endings of what would be taken for the first descriptor itself."""


def init(
    folder: Annotated[Path, argument(help="The folder to write in; it is made where there is none.")] = Path(),
    *,
    ci: Annotated[
        str | None,
        option(
            help="The pipeline to write: github, gitlab or none.",
            metavar="SYSTEM",
            show_default="github; none where one of GitLab stands",
        ),
    ] = None,
    lang: Annotated[str | None, option(help="nl or en.", show_default="that of the locale")] = None,
) -> None:
    """Write a first descriptor, the schema that an editor checks it by, and a pipeline that checks them all."""
    if folder.suffix in DESCRIPTORS:
        raise MisuseError(
            f"`{folder}` is called like a file: a folder is made, with exchanges/ in it", param_hint="folder"
        )
    gitlab_stands = (folder / PIPELINES["gitlab"]).exists()
    ci = ("none" if gitlab_stands else "github") if ci is None else ci
    if ci not in {*PIPELINES, "none"}:
        raise MisuseError(f"`{ci}` is none of {', '.join(PIPELINES)} and none", param_hint="--ci")
    from waarborg.reading.schema import schema_text  # noqa: PLC0415 (kept off --help)
    from waarborg.reports.dutch import said_in  # noqa: PLC0415 (likewise)

    language = language_of(lang)
    say = partial(said_in, language)
    written = {
        "exchanges/first-exchange.yaml": _dated(_starter(f"exchange.{language}.yaml")),
        "schemas/exchange-1.json": schema_text("exchange"),
    }
    if ci in PIPELINES:
        spoken = _starter(f"{ci}.yml")
        written[PIPELINES[ci]] = (
            spoken.replace(" check --format", " check --lang nl --format") if language == "nl" else spoken
        )
    standing = [name for name in written if (folder / name).exists() or (folder / name).is_symlink()]
    if standing:
        for name in standing:
            sys.stderr.write(say(f"`{folder / name}` stands there already: nothing was written") + "\n")
        raise SystemExit(Exit.USAGE)
    for name, text in written.items():
        try:
            _write(folder / name, text)
        except OSError as error:
            sys.stderr.write(say(f"`{folder / name}` could not be written: {error.strerror}") + "\n")
            raise SystemExit(Exit.UNREADABLE) from error
        sys.stdout.write(say(f"wrote {folder / name}") + "\n")
    if ci in PIPELINES:
        pipeline = folder / PIPELINES[ci]
        sys.stdout.write(say(f"fill in the address and the commit to install waarborg from: {pipeline}") + "\n")
        if (root := _repository(folder)) not in {None, folder.resolve()}:
            sys.stdout.write(say(f"move {pipeline} to {root}, where it runs, and let it check this folder") + "\n")
    words = f"--lang {language} " if language != language_of(None) else ""
    sys.stdout.write(say(f"now run: waarborg check {words}{folder / 'exchanges'}") + "\n")


def _repository(folder: Path) -> Path | None:
    """The root of the git repository that the folder lies in, if it lies in one."""
    whole = folder.resolve()
    return next((each for each in (whole, *whole.parents) if (each / ".git").exists()), None)


def _starter(name: str) -> str:
    from importlib.resources import files  # noqa: PLC0415 (likewise)

    return files("waarborg.cli").joinpath("starter", name).read_text("utf-8")


def _dated(descriptor: str) -> str:
    """The descriptor as one of today: what is found out from now on counts for it."""
    from datetime import date  # noqa: PLC0415 (likewise)

    return re.sub("^date: .*$", f"date: {date.today()}", descriptor, flags=re.MULTILINE)  # noqa: DTZ011 (the day of the calendar here, as the user knows it)


def _write(path: Path, text: str) -> None:
    """Write a file that must not be there yet, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise
    except OSError:
        path.unlink(missing_ok=True)
        raise
