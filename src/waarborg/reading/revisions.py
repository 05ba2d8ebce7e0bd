"""A policy as it stood in a git revision, read from git's own objects into a folder apart.

Neither the work tree nor the index is looked at, and nothing that a repository is set up with is run: no filter, no
hook, no conversion, no monitor. What a clone lacks is not fetched.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from waarborg.core.place import Place, Problem, ProblemsError
from waarborg.core.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

POLICIES = "policies"
"""Where a revision that names no folder keeps its policy."""
SECONDS = 60
"""How long git may take over one answer."""
MAX_BYTES = 64 * 1024 * 1024
"""The bytes of all files of a policy that are read from a revision."""
LINK, MODULE = "120000", b"160000 "
"""The modes that git gives a symbolic link and a submodule."""
TREE, COMMIT, TAG = b"tree", b"commit", b"tag"
APART = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0"}
"""What keeps git from fetching anything, from taking one object for another, and from writing."""
APART_TOO = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
NO_REPOSITORY = "not a git repository (or any"
"""What git says where no folder above is a repository; of one that it cannot read it says something else."""


@record
class Entry:
    """One file of a tree: its mode, the object that it is, its bytes, and its path."""

    mode: str
    object: bytes
    size: int
    path: str


class RevisionError(Exception):
    """Raised where git cannot give what is asked, with why."""


class NoRepositoryError(RevisionError):
    """Raised where there is no git, or no repository: no name can be that of a revision."""


def side_of(given: str, scratch: Path) -> tuple[Path, str]:
    """The policy folder that is named, or that of a revision unpacked in `scratch`; and what problems in it call it.

    Raises ProblemsError where there is neither, or both.
    """
    folder = Path(given)
    if given and folder.is_dir():
        message = "" if _plainly_a_path(given) else _why_ambiguous(given)
        hint = f"write ./{given} for the folder, or name the revision otherwise: heads/NAME, tags/NAME, or its number"
        if message:
            raise ProblemsError([Problem("policy/ambiguous-side", message, Place(given), hint)])
        return folder, given
    try:
        tree, named = _tree_of(given)
        _unpack(tree, scratch)
    except (RevisionError, OSError) as error:
        message = f"`{given}` is neither a policy folder nor a git revision that holds one: {error}"
        hint = "name a folder, a revision, or REVISION:PATH"
        raise ProblemsError([Problem("policy/no-revision", message, Place(given), hint)]) from error
    return scratch, named


def _plainly_a_path(given: str) -> bool:
    return Path(given).is_absolute() or given.split("/", 1)[0] in {".", ".."}


def _why_ambiguous(folder: str) -> str:
    """Why the name of the folder may be meant as a revision; empty where it cannot be one."""
    try:
        return f"`{folder}` is a folder and a git revision" if _found(folder) is not None else ""
    except NoRepositoryError:
        return ""
    except RevisionError as error:
        return f"`{folder}` is a folder, and git does not say whether it is a revision too: {error}"


def _tree_of(given: str) -> tuple[bytes, str]:
    """The tree of the policy in a revision, and its name in git's own words; raises RevisionError."""
    found = _found(given)
    named = given
    if found is not None and found[1] in {COMMIT, TAG}:
        named = f"{given}:{POLICIES}"
        found = _found(named)
    if found is None:
        raise RevisionError(_why_not(given))
    if found[1] != TREE:
        message = f"`{named}` is no folder"
        raise RevisionError(message)
    return found[0], named


def _found(named: str) -> tuple[bytes, bytes] | None:
    """The object of that name and its sort; None where there is none. Git reads it as input, never as an option."""
    if "\n" in named or not named:
        return None
    number, sort, *_ = [*_git(["cat-file", "--batch-check"], os.fsencode(named) + b"\n").split(), b"", b""]
    return (number, sort) if sort in {TREE, COMMIT, TAG, b"blob"} else None


def _why_not(given: str) -> str:
    revision, _, path = given.rpartition(":") if ":" in given else (given, "", POLICIES)
    commit = _found(f"{revision}^{{tree}}")
    if commit is None:
        shallow = _git(["rev-parse", "--is-shallow-repository"]).strip() == b"true"
        return f"there is no `{revision}`" + (" in this shallow clone: fetch more of it" if shallow else "")
    if _git(["ls-tree", commit[0].decode(), "--", path]).startswith(MODULE):
        return f"`{path}` is a submodule: compare within it"
    return f"it has no folder `{path}`"


def _unpack(tree: bytes, into: Path) -> None:
    """Write the files of a tree below `into`, links last, so that no file is ever written through one."""
    entries = list(_entries(tree))
    if sum(entry.size for entry in entries) > MAX_BYTES:
        message = f"it has more bytes than the {MAX_BYTES} that are read"
        raise RevisionError(message)
    into.mkdir(parents=True)
    root = into.resolve()
    links = [entry for entry in entries if entry.mode == LINK]
    contents = zip(entries, _contents(entries), strict=True)
    for entry, content in sorted(contents, key=lambda each: each[0].mode == LINK):
        path = root / entry.path
        _keep_within(path, root)
        path.parent.mkdir(parents=True, exist_ok=True)
        if entry.mode == LINK:
            path.symlink_to(os.fsdecode(content))
        else:
            with path.open("xb") as file:
                file.write(content)
    for entry in links:  # only now that all of them are there is it known where each leads
        _keep_within(root / entry.path, root)


def _keep_within(path: Path, root: Path) -> None:
    """Raise RevisionError where `path`, links followed, is not below `root`."""
    if root not in Path(os.path.realpath(path)).parents:
        message = f"`{path.relative_to(root)}` is a link that leads out of it"
        raise RevisionError(message)


def _entries(tree: bytes) -> Iterator[Entry]:
    for line in _git(["ls-tree", "-r", "-z", "-l", "--full-tree", tree.decode()]).split(b"\0")[:-1]:
        about, path = line.split(b"\t", 1)
        mode, sort, number, size = about.split()
        entry = Entry(mode.decode(), number, int(size) if size.isdigit() else 0, os.fsdecode(path))
        if not size.isdigit():
            message = f"`{entry.path}` is a submodule" if sort == b"commit" else f"`{entry.path}` is not in this clone"
            raise RevisionError(message)
        if {"..", ".git"} & {*PurePosixPath(entry.path).parts}:
            message = f"`{entry.path}` leads out of it"
            raise RevisionError(message)
        yield entry


def _contents(entries: Sequence[Entry]) -> Iterator[bytes]:
    told = _git(["cat-file", "--batch"], b"".join(entry.object + b"\n" for entry in entries))
    at = 0
    for entry in entries:
        start = told.index(b"\n", at) + 1
        if told[at:start].split()[1:] != [b"blob", str(entry.size).encode()]:
            message = f"`{entry.path}` is not in this clone"
            raise RevisionError(message)
        at = start + entry.size + 1
        yield told[start : at - 1]


def _git(words: Sequence[str], told: bytes = b"") -> bytes:
    """What git prints for plain reading of its objects; raises RevisionError where it does not answer."""
    try:
        done = subprocess.run(  # noqa: S603 (no shell; what the user names is told as input)
            ["git", "--no-pager", "-c", "core.warnAmbiguousRefs=true", *words],  # noqa: S607 (the user's own git)
            input=told,
            capture_output=True,
            env={**os.environ, **APART, **APART_TOO},
            check=False,
            timeout=SECONDS,
        )
    except OSError as error:
        raise NoRepositoryError(str(error)) from error
    except subprocess.TimeoutExpired as error:
        raise RevisionError(str(error)) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["git says nothing"]
        raise (NoRepositoryError if NO_REPOSITORY in said[0] else RevisionError)(said[0])
    if b"is ambiguous" in done.stderr:
        message = "a branch and a tag, or several of them, are called so: write heads/NAME or tags/NAME"
        raise RevisionError(message)
    return done.stdout
