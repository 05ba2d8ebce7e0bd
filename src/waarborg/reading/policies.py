"""A policy folder as a policy of core, or every problem in it at once; what was read before comes from the cache."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waarborg.core.place import Place, Problem, ProblemsError
from waarborg.reading import cache
from waarborg.reading.building import build_policy, concern_of, instrument_of, partner_of
from waarborg.reading.vocabulary import vocabulary

if TYPE_CHECKING:
    from waarborg.core.policy import Policy, Referent

CORE_FILES = ("policy.yaml", "sources.yaml", "instruments.yaml", "definitions.yaml")
CORE_FOLDERS = ("safeguards", "law")


def shipped_policies() -> Path:
    """The policy folder that comes with the package: inside it when installed, beside the sources in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "policies"
    return installed if installed.is_dir() else package.parent.parent / "policies"


def read_policy(folder: Path) -> Policy:
    """The policy in `folder`; raises ProblemsError with everything that is wrong with it."""
    if not (folder / "policy.yaml").is_file():
        message = f"`{folder}` is no policy folder: it has no policy.yaml"
        raise ProblemsError(
            [Problem("policy/no-policy", message, Place(str(folder)), "name the folder with --policies")]
        )
    files = _core_files(folder)
    contents = {path: path.read_bytes() for path in files}
    indices = {path: path.read_bytes() for path in sorted((folder / "indices").glob("*.yaml"))}
    sha256 = digest({path.relative_to(folder).as_posix(): each for path, each in {**contents, **indices}.items()})
    data = cache.load(sha256)
    shelf = Shelf(folder, sha256)
    if data is None:
        from waarborg.reading.checking import checked_policy_data  # noqa: PLC0415 (only needed after a change of policy)

        data = checked_policy_data(folder, contents, vocabulary(), shelf.codes)
        cache.store(sha256, data)
    shelf.data = data
    return build_policy(data, sha256=sha256, vocabulary=vocabulary(), find=shelf.find, exists=shelf.exists)


def digest(contents: dict[str, bytes]) -> str:
    """The SHA-256 of named contents, independent of the order in which they are given."""
    whole = hashlib.sha256()
    for name in sorted(contents):
        whole.update(f"{name}\0{len(contents[name])}\0".encode())
        whole.update(contents[name])
    return whole.hexdigest()


def _core_files(folder: Path) -> list[Path]:
    rules = (path for name in CORE_FOLDERS for path in sorted((folder / name).glob("*.yaml")))
    return [*(folder / name for name in CORE_FILES if (folder / name).is_file()), *rules]


class Shelf:
    """The partners and instruments of a policy folder; a partner's file is read when it is first asked for."""

    def __init__(self, folder: Path, sha256: str) -> None:
        self._folder = folder
        self._sha256 = sha256
        self._found: dict[tuple[str, str], Referent | None] = {}
        self.data: dict[str, Any] = {}

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of all partners: the names of their files."""
        return frozenset(path.stem for path in (self._folder / "partners").glob("*.yaml"))

    @cached_property
    def _indices(self) -> dict[str, Any]:
        paths = sorted((self._folder / "indices").glob("*.yaml"))
        contents = {path.name: path.read_bytes() for path in paths}
        key = digest(contents)
        values = cache.load(key)
        if values is None:
            from waarborg.reading.checking import read_one  # noqa: PLC0415

            values = {}
            for path in paths:
                edition = read_one(path, contents[path.name], "index")
                values[edition["edition"]] = edition["values"]
            cache.store(key, values)
        return values

    def find(self, target: str, code: str) -> Referent | None:
        """The partner or instrument of that code; None where the policy has none."""
        key = (target, code)
        if key not in self._found:
            self._found[key] = self._partner(code) if target == "partners" else self._instrument(code)
        return self._found[key]

    def exists(self, target: str, code: str) -> bool:
        """Whether the policy has a partner or instrument of that code."""
        return code in (self.codes if target == "partners" else self.data["instruments"])

    def _instrument(self, code: str) -> Referent | None:
        entry = self.data["instruments"].get(code)
        return instrument_of(code, entry) if entry else None

    def _partner(self, code: str) -> Referent | None:
        path = self._folder / "partners" / f"{code}.yaml"
        if code not in self.codes:
            return None
        content = path.read_bytes()
        key = digest({"partner": content, "policy": self._sha256.encode()})
        stored = cache.load(key)
        if stored is None:
            from waarborg.reading.checking import read_one  # noqa: PLC0415

            policy = self.data["policy"]
            data = read_one(path, content, "partner")
            thresholds = policy.get("concern", {})
            editions = {threshold["edition"] for threshold in thresholds.values()}
            rows = {edition: {code: self._indices.get(edition, {}).get(code, {})} for edition in sorted(editions)}
            stored = {"partner": data, "rows": rows}
            cache.store(key, stored)
        policy = self.data["policy"]
        concern = concern_of(code, policy.get("concern", {}), stored["rows"], policy.get("oldest_figure", 2))
        return partner_of(stored["partner"], concern)
