"""A policy folder as a policy of core, or every problem in it at once; what was read before comes from the cache."""

from __future__ import annotations

import hashlib
from functools import cached_property
from os.path import lexists
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waarborg.core.place import Place, Problem, ProblemsError
from waarborg.reading import cache
from waarborg.reading.content import bytes_of, policy_files
from waarborg.reading.vocabulary import vocabulary

if TYPE_CHECKING:
    from waarborg.core.policy import Interval, Policy, Referent

CORE_FILES = ("policy.yaml", "sources.yaml", "instruments.yaml", "definitions.yaml")
CORE_FOLDERS = ("safeguards", "law")
GAPS = "gaps.yaml"


def shipped_policies() -> Path:
    """The policy folder that comes with the package: inside it when installed, beside the sources in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "policies"
    return installed if installed.is_dir() else package.parent.parent / "policies"


def read_policy(folder: Path, *, whole: bool = False) -> Policy:
    """The policy in `folder`, with all its partners if `whole`; raises ProblemsError with all that is wrong with it."""
    from waarborg.reading.building import build_policy  # noqa: PLC0415 (not needed where one entry is read alone)

    shelf = read_shelf(folder)
    if whole:
        shelf.build_partners()
    return build_policy(
        shelf.data,
        sha256=shelf.sha256,
        vocabulary=vocabulary(),
        find=shelf.find,
        exists=shelf.exists,
        codes=shelf.codes_of,
    )


def read_shelf(folder: Path) -> Shelf:
    """The files in `folder` as plain data that is known to be right; raises ProblemsError as `read_policy` does."""
    if not lexists(folder / "policy.yaml"):
        message = f"`{folder}` is no policy folder: it has no policy.yaml"
        raise ProblemsError(
            [Problem("policy/no-policy", message, Place(str(folder)), "name the folder with --policies")]
        )
    files = core_files(folder)
    contents = {path: bytes_of(path) for path in files}
    indices = {path: bytes_of(path) for path in policy_files(folder / "indices")}
    sha256 = digest({path.relative_to(folder).as_posix(): each for path, each in {**contents, **indices}.items()})
    data = cache.load(sha256)
    shelf = Shelf(folder, sha256, digest({path.name: each for path, each in indices.items()}))
    if data is None:
        from waarborg.reading.checking import checked_policy_data  # noqa: PLC0415 (only needed after a change of policy)

        data = checked_policy_data(folder, contents, vocabulary(), shelf.codes)
        cache.store(sha256, data)
    shelf.data = data
    return shelf


def digest(contents: dict[str, bytes]) -> str:
    """The SHA-256 of named contents, independent of the order in which they are given."""
    whole = hashlib.sha256()
    for name in sorted(contents):
        whole.update(f"{name}\0{len(contents[name])}\0".encode())
        whole.update(contents[name])
    return whole.hexdigest()


def core_files(folder: Path) -> list[Path]:
    """The files that a judgement always reads: those with a name of their own that are there, and those of rules."""
    rules = (path for name in CORE_FOLDERS for path in policy_files(folder / name))
    return [*(folder / name for name in CORE_FILES if lexists(folder / name)), *rules]


_PARTNERS: dict[tuple[str, str], Referent] = {}
"""Each partner that was built, by all that it was built of: two policies that are compared share most of them."""


class Shelf:
    """The entries of a policy folder; a partner's file is read when it is first asked for.

    `sha256` is the digest of all files but the partners', `figures` that of the indices.
    """

    def __init__(self, folder: Path, sha256: str, figures: str) -> None:
        self._folder = folder
        self._found: dict[tuple[str, str], Referent | None] = {}
        self._figures = figures.encode()
        self.sha256 = sha256
        self.data: dict[str, Any] = {}

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of all partners: the names of their files."""
        return frozenset(path.stem for path in policy_files(self._folder / "partners"))

    @cached_property
    def _indices(self) -> dict[str, Any]:
        """Every edition of every index, whole, by its name."""
        return self._kept("indices", self._folder / "indices", "index", by="edition")

    @cached_property
    def editions(self) -> dict[str, Any]:
        """What each edition of an index is, by its name: title, licence, and figures with their scale; no values."""
        key = digest({"editions": self.sha256.encode()})
        stored = cache.load(key)
        if stored is None:
            kept = ("title", "licence", "figures")
            stored = {name: {each: edition[each] for each in kept} for name, edition in self._indices.items()}
            cache.store(key, stored)
        return stored

    @cached_property
    def partners(self) -> dict[str, Any]:
        """The data of all partners by code: every file is read."""
        return self._kept("partners", self._folder / "partners", "partner", by="code")

    def cases(self, rule: str) -> tuple[str, ...]:
        """The names of the policy's cases of that rule, in their order; none where it has no file of them."""
        path = self._folder / "cases" / f"{rule}.yaml"
        if not lexists(path):
            return ()
        content = bytes_of(path)
        key = digest({"case": content})
        names = cache.load(key)
        if names is None:
            from waarborg.reading.checking import read_one  # noqa: PLC0415

            names = [case["name"] for case in read_one(path, content, "case")["cases"]]
            cache.store(key, names)
        return tuple(names)

    def gaps(self) -> list[dict[str, Any]]:
        """The provisions that the policy leaves to a person, as gaps.yaml has them; none where it has no such file."""
        path = self._folder / GAPS
        if not lexists(path):
            return []
        content = bytes_of(path)
        key = digest({"gaps": content})
        gaps: list[dict[str, Any]] | None = cache.load(key)
        if gaps is None:
            from waarborg.reading.checking import read_one  # noqa: PLC0415

            gaps = read_one(path, content, "gaps")["gaps"]
            cache.store(key, gaps)
        return gaps

    def _kept(self, name: str, folder: Path, schema: str, *, by: str) -> dict[str, Any]:
        """The data of every file in `folder`, under what stands at `by` in it."""
        paths = policy_files(folder)
        contents = {path.name: bytes_of(path) for path in paths}
        key = digest({**contents, "": name.encode()})
        kept: dict[str, Any] | None = cache.load(key)
        if kept is None:
            from waarborg.reading.checking import read_one  # noqa: PLC0415

            read = (read_one(path, contents[path.name], schema, by=by) for path in paths)
            kept = {data[by]: data for data in read}
            cache.store(key, kept)
        return kept

    def find(self, target: str, code: str) -> Referent | None:
        """The partner or instrument of that code; None where the policy has none."""
        key = (target, code)
        if key not in self._found:
            self._found[key] = self._partner(code) if target == "partners" else self._instrument(code)
        return self._found[key]

    def exists(self, target: str, code: str) -> bool:
        """Whether the policy has a partner or instrument of that code."""
        return code in (self.codes if target == "partners" else self.data["instruments"])

    def codes_of(self, target: str) -> frozenset[str]:
        """The codes of all partners or of all instruments."""
        return self.codes if target == "partners" else frozenset(self.data["instruments"])

    def partner(self, code: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The data of the partner's file, and its figures by edition and year; None where there is no such partner."""
        return self._partner_data(code, *self._partner_file(code)) if code in self.codes else None

    def _partner_file(self, code: str) -> tuple[bytes, str]:
        """The content of the partner's file, and the key of all that is known of the partner."""
        content = bytes_of(self._folder / "partners" / f"{code}.yaml")
        return content, digest({"partner": content, "code": code.encode(), "figures": self._figures})

    def _partner_data(self, code: str, content: bytes, key: str) -> tuple[dict[str, Any], dict[str, Any]]:
        stored = cache.load(key)
        if stored is None:
            from waarborg.reading.checking import read_one  # noqa: PLC0415

            data = read_one(self._folder / "partners" / f"{code}.yaml", content, "partner", by="code")
            rows = {name: edition["values"].get(code, {}) for name, edition in self._indices.items()}
            stored = {"partner": data, "rows": rows}
            cache.store(key, stored)
        return stored["partner"], stored["rows"]

    def _instrument(self, code: str) -> Referent | None:
        from waarborg.reading.building import instrument_of  # noqa: PLC0415 (not needed where plain data is enough)

        entry = self.data["instruments"].get(code)
        return instrument_of(code, entry) if entry else None

    def _partner(self, code: str) -> Referent | None:
        if code not in self.codes:
            return None
        content, key = self._partner_file(code)
        if (key, self._thresholds) not in _PARTNERS:
            self._build(code, key, *self._partner_data(code, content, key))
        return _PARTNERS[key, self._thresholds]

    def _build(self, code: str, key: str, data: dict[str, Any], rows: dict[str, Any]) -> None:
        from waarborg.reading.building import concern_of, partner_of  # noqa: PLC0415 (likewise)

        by_edition = {edition: {code: years} for edition, years in rows.items()}
        concern = concern_of(code, self.data["policy"], by_edition)
        _PARTNERS[key, self._thresholds] = partner_of(data, concern)

    def build_partners(self) -> None:
        """Every partner at once, out of one file of the cache: a third of the time that it takes one by one."""
        files = {code: self._partner_file(code) for code in sorted(self.codes)}
        wanted = {code: each for code, each in files.items() if (each[1], self._thresholds) not in _PARTNERS}
        name = digest(
            {"thresholds": self._thresholds.encode(), **{code: key.encode() for code, (_, key) in wanted.items()}}
        )
        stored = cache.load(name) if wanted else {}
        if stored is None:
            used = {each["figure"] for each in self.data["policy"].get("concern", {}).values()}
            stored = {code: self._partner_data(code, *each) for code, each in wanted.items()}
            stored = {code: [data, _only(rows, used)] for code, (data, rows) in stored.items()}
            cache.store(name, stored)
        for code, (data, rows) in stored.items():
            self._build(code, wanted[code][1], data, rows)
        self._found.update((("partners", code), _PARTNERS[key, self._thresholds]) for code, (_, key) in files.items())

    @cached_property
    def _thresholds(self) -> str:
        """What the levels of concern are made by."""
        return repr((self.data["policy"].get("concern"), self.data["policy"].get("oldest_figure")))

    def concerns(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """The levels of concern of every partner over time, as plain timelines by code and axis."""
        key = digest({"concerns": " ".join((self.sha256, *sorted(self.codes))).encode()})
        stored: dict[str, dict[str, list[dict[str, Any]]]] | None = cache.load(key)
        if stored is None:
            from waarborg.reading.building import concern_of  # noqa: PLC0415 (likewise)

            values = {name: edition["values"] for name, edition in self._indices.items()}
            stored = {
                code: {
                    axis: [{"is": each.value, "in_force": _span(each.in_force)} for each in known]
                    for axis, known in concern_of(code, self.data["policy"], values).items()
                }
                for code in sorted(self.codes)
            }
            cache.store(key, stored)
        return stored


def _only(rows: dict[str, Any], figures: set[str]) -> dict[str, Any]:
    """The rows of a partner, by edition and year, with these figures alone."""
    return {
        edition: {year: {name: each for name, each in row.items() if name in figures} for year, row in years.items()}
        for edition, years in rows.items()
    }


def _span(interval: Interval) -> dict[str, str]:
    """An interval as a policy's files write it."""
    ends = (("from", interval.start), ("until", interval.until))
    return {end: day.isoformat() for end, day in ends if day is not None}
