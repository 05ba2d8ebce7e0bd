"""Case files as cases of core: each starts from a named descriptor and changes it fact by fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.case import Case, Expected
from waarborg.core.place import Place, Problem, Route
from waarborg.core.record import replace
from waarborg.core.verdict import Curable, Level, Verdict
from waarborg.reading.changed import NoSuchRouteError, changed
from waarborg.reading.conditions import date_of
from waarborg.reading.document import Document
from waarborg.reading.exchanges import read_exchange
from waarborg.reading.inputs import Named, documents_in
from waarborg.reading.near import did_you_mean
from waarborg.reading.schema import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from waarborg.core.policy import Policy

SCHEMA = "waarborg/case-1"
BASES = "bases"
SUFFIXES = (".yaml", ".yml")
RULE_LISTS = ("contributes", "silent", "remarks", "no_remarks", "settled", "lifted")
BEGINNING = "a file of policy cases begins with `schema: waarborg/case-1`"


def case_files(paths: Iterable[Path]) -> Iterator[Named | Problem]:
    """The case files that `paths` name: a file itself, and every YAML file below a folder that is not in `bases`."""
    for path in paths:
        if path.is_dir():
            found = (each for each in sorted(path.rglob("*")) if each.suffix in SUFFIXES and each.is_file())
            yield from (Named(str(each), outright=False) for each in found if BASES not in each.relative_to(path).parts)
        elif path.is_file():
            yield Named(str(path), outright=True)
        else:
            yield Problem("reading/no-file", f"there is no file `{path}`", Place(str(path)), "check the path")


class CaseReader:
    """Reads case files under one policy; each base descriptor is read once, from the folder `bases`."""

    def __init__(self, policy: Policy, bases: Path) -> None:
        self._policy = policy
        self._folder = bases
        self._bases: dict[str, Document | None] = {}
        self._rules = frozenset(rule.id for rule in policy.rules)
        self.problems: list[Problem] = []

    def read(self, named: Named) -> Iterator[Case]:
        """The cases of one file; what is wrong is added to `problems`, and the other cases are read all the same."""
        for document in documents_in(named):
            if isinstance(document, Problem):
                self.problems.append(document)
            elif isinstance(document.data, dict) and document.data.get("schema") == SCHEMA:
                yield from self._cases(document)
            elif named.outright:
                hint = BEGINNING
                self._problem(document, "case/no-cases", "this is no file of policy cases", (), hint)

    def _problem(self, document: Document, code: str, message: str, route: Route, hint: str = "") -> None:
        self.problems.append(document.problem(code, message, route, hint=hint))

    def _cases(self, document: Document) -> Iterator[Case]:
        refused = problems_of("case", document)
        self.problems += refused
        if refused:
            return
        self._check_rule(document, document.data["rule"], ("rule",))
        names: dict[str, int] = {}
        for index, data in enumerate(document.data["cases"]):
            route: Route = ("cases", index)
            if data["name"] in names:
                message = f"a case is called `{data['name']}` already"
                self._problem(document, "case/duplicate-name", message, (*route, "name"), "give each a name of its own")
            names[data["name"]] = index
            before = len(self.problems)
            case = self._case(document, data, route)
            if case and len(self.problems) == before:
                yield case

    def _check_rule(self, document: Document, rule: str, route: Route) -> None:
        if rule not in self._rules:
            hint = did_you_mean(rule, sorted(self._rules))
            self._problem(document, "case/unknown-rule", f"the policy has no rule `{rule}`", route, hint)

    def _case(self, document: Document, data: dict[str, Any], route: Route) -> Case | None:
        self._check_expected(document, data["expect"], (*route, "expect"))
        day = date_of(data["as_of"]) if "as_of" in data else None
        if "as_of" in data and day is None:
            self._problem(document, "case/no-such-day", f"there is no day `{data['as_of']}`", (*route, "as_of"))
        base = self._base(data["base"])
        if base is None:
            self._unknown_base(document, data["base"], (*route, "base"))
            return None
        try:
            descriptor = changed(base, document, route)
        except NoSuchRouteError as error:
            code, of_key = "case/no-such-route", "set" in error.route
            self.problems.append(document.problem(code, error.message, error.route, hint=error.hint, of_key=of_key))
            return None
        read = read_exchange(descriptor, self._policy)
        self.problems += read.problems
        place = document.place((*route, "name"))
        if read.exchange is None or place is None:
            return None
        exchange = replace(read.exchange, file=document.file)
        return Case(
            data["name"], document.data["rule"], data["base"], place, exchange, day, expected_of(data["expect"])
        )

    def _check_expected(self, document: Document, data: dict[str, Any], route: Route) -> None:
        for key in RULE_LISTS:
            for index, rule in enumerate(data.get(key, ())):
                self._check_rule(document, rule, (*route, key, index))
        for index, path in enumerate(data.get("missing", ())):
            if path not in self._policy.vocabulary:
                hint = did_you_mean(path, list(self._policy.vocabulary))
                self._problem(document, "case/unknown-fact", f"`{path}` is no fact", (*route, "missing", index), hint)

    def _unknown_base(self, document: Document, name: str, route: Route) -> None:
        known = sorted(path.stem for path in self._folder.glob("*.yaml"))
        hint = did_you_mean(name, known) or "name a descriptor without its `.yaml`"
        message = f"no `{name}.yaml` can be read in `{self._folder}`"
        self._problem(document, "case/unknown-base", message, route, hint)

    def _base(self, name: str) -> Document | None:
        if name not in self._bases:
            self._bases[name] = self._read_base(name)
        return self._bases[name]

    def _read_base(self, name: str) -> Document | None:
        path = self._folder / f"{name}.yaml"
        if not path.is_file():
            return None
        documents = list(documents_in(Named(str(path), outright=True)))
        self.problems += [each for each in documents if isinstance(each, Problem)]
        found = [each for each in documents if isinstance(each, Document)]
        return found[0] if len(found) == 1 else None


def expected_of(data: dict[str, Any]) -> Expected:
    """What the `expect` of a case asks."""
    level: dict[str, Any] = {key: Level[data[key].upper()] for key in ("at_best", "at_worst") if key in data}
    lists = {key: tuple(data[key]) for key in (*RULE_LISTS, "missing", "refer_to") if key in data}
    asked: dict[str, Any] = {**level, **lists}
    if "verdict" in data:
        asked["verdict"] = Verdict(data["verdict"])
    if "curable" in data:
        asked["curable"] = Curable(data["curable"])
    return Expected(**asked)
