"""The table of problem codes: every code that the program can give stands in it, and each example has its code."""

from __future__ import annotations

import ast
import re
import time
from datetime import date
from pathlib import Path

import pytest

import waarborg
from waarborg.change.proving import proofs_of
from waarborg.cli.witnesses import read_witness
from waarborg.core.place import Problem, ProblemsError
from waarborg.explaining.batch_codes import EVENT_CODES, SETTING_CODES
from waarborg.explaining.coded import Code, Example
from waarborg.explaining.codes import CODES
from waarborg.explaining.policy_codes import CASE_CODES, LINT_CODES, PROOF_CODES
from waarborg.linting.checks import PROOFS
from waarborg.linting.linted import Linted
from waarborg.linting.linter import lint
from waarborg.linting.proved import problems_of as proof_problems
from waarborg.reading.cases import CaseReader
from waarborg.reading.config import read_config
from waarborg.reading.inputs import Named, files_in, read_exchanges
from waarborg.reading.invariants import read_invariants
from waarborg.reading.policies import read_policy
from waarborg.reading.vocabulary import ranges
from waarborg.reading.waivers import read_waivers
from waarborg.reading.written import WrittenPolicy

CODE = re.compile(r"(?!waarborg/)[a-z]+/[a-z]+(-[a-z0-9]+)*")
"""The form of a code; the names of the published formats alone share it."""
POLICY = {
    "policy.yaml": (
        "schema: waarborg/policy-1\nname: example\nversion: 0.1.0\nreleased: 2026-11-02\ncovers: {personal_data: false}\n"
    ),
    "sources.yaml": (
        "schema: waarborg/sources-1\nsources:\n  law:\n    kind: statute\n    title: Law\n    name: {nl: Wet, en: Law}\n"
        "    identifier: {bwb: BWBR0000001}\n    confirmed: {mark: text, how: read, on: 2026-11-02}\n"
    ),
    "instruments.yaml": (
        "schema: waarborg/instruments-1\ninstruments:\n  treaty:\n    title: {nl: Verdrag, en: Treaty}\n    kind: treaty\n"
        "    parties: [NL]\n    status: [{is: signed, source: law, basis: recalled}]\n    sources: [{id: law}]\n"
    ),
    "definitions.yaml": (
        "schema: waarborg/definitions-1\ndefinitions:\n  covered:\n    title: {nl: gedekt, en: covered}\n"
        "    when: {act: series}\n    sources: [{id: law}]\n"
    ),
    "safeguards/example.yaml": (
        "schema: waarborg/rules-1\nsection: {nl: Voorbeeld, en: Example}\nrules:\n- id: example\n  kind: remark\n"
        "  title: {nl: Voorbeeld, en: Example}\n  when: {covered: true}\n  sources: [{id: law}]\n"
    ),
    "partners/NL.yaml": (
        "schema: waarborg/partner-1\ncode: NL\nname: {nl: Nederland, en: Netherlands}\nkind: country\nattributes: {}\n"
    ),
}
"""The smallest policy: what an example of a policy file replaces one file of."""


def written(folder: Path, example: Example | None) -> Path:
    """The smallest policy in `folder`, with the example's file put in or left out."""
    for name, text in POLICY.items():
        if example is None or name != example.file:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    if example and (example.file in POLICY or "/" in example.file) and example.text is not None:
        (folder / example.file).parent.mkdir(parents=True, exist_ok=True)
        (folder / example.file).write_bytes(example.content)
    return folder


def problems_of(example: Example, tmp_path: Path) -> list[Problem]:
    """Every problem that reading the example comes to."""
    if example.file in POLICY:
        try:
            policy = read_policy(written(tmp_path / "policies", example))
            if example.file.startswith("partners/"):
                policy.find("partners", Path(example.file).stem)
        except ProblemsError as error:
            return error.problems
        return []
    policy = read_policy(written(tmp_path / "policies", None))
    path = tmp_path / example.file
    if example.text is not None:
        path.write_bytes(example.content)
    found: list[Problem] = []
    for named in files_in([str(path)]):
        if isinstance(named, Problem):
            found.append(named)
        else:
            found += [problem for read in read_exchanges(named, policy) for problem in read.problems]
    return found


def of_file(code: Code) -> Example:
    """The example of a code that has one."""
    assert code.example is not None
    return code.example


def codes_in(path: Path) -> set[str]:
    """Every text of a module that has the form of a code."""
    texts = (node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and CODE.fullmatch(text)}


def test_every_code_that_can_be_given_is_explained() -> None:
    """The codes that stand in the program are those of the table: none is missing, none is left over."""
    package = Path(waarborg.__file__).parent
    tables = {package / "explaining" / name for name in ("codes.py", "policy_codes.py", "batch_codes.py")}
    used = set().union(*(codes_in(path) for path in package.rglob("*.py") if path not in tables))
    assert sorted(CODES) == sorted(used)


OF_DESCRIPTORS_AND_POLICIES = (
    CODES.keys()
    - CASE_CODES.keys()
    - LINT_CODES.keys()
    - PROOF_CODES.keys()
    - SETTING_CODES.keys()
    - EVENT_CODES.keys()
)


@pytest.mark.parametrize("code", OF_DESCRIPTORS_AND_POLICIES)
def test_an_example_has_its_code(code: str, tmp_path: Path) -> None:
    """Reading the example comes to the problem that it is an example of, and to no other."""
    found = problems_of(of_file(CODES[code]), tmp_path)
    assert {code} == {problem.code for problem in found}


def test_the_smallest_policy_is_right(tmp_path: Path) -> None:
    """Without an example's file nothing is wrong: what an example finds is its own."""
    assert read_policy(written(tmp_path, None)).rule("example") is not None


@pytest.mark.parametrize("code", CASE_CODES)
def test_an_example_of_a_case_has_its_code(code: str, tmp_path: Path) -> None:
    """Reading the case comes to the problem that it is an example of, and to no other."""
    policy = read_policy(written(tmp_path, None))
    example = of_file(CASE_CODES[code])
    (tmp_path / "cases" / "bases").mkdir(parents=True)
    (tmp_path / "cases" / "bases" / "plain.yaml").write_text(
        "schema: waarborg/exchange-1\nid: plain\ndate: 2026-11-02\nneed: {specific: true}\n", "utf-8"
    )
    (tmp_path / example.file).write_bytes(example.content)
    reader = CaseReader(policy, tmp_path / "cases" / "bases")
    list(reader.read(Named(str(tmp_path / example.file), outright=True)))
    assert {code} == {problem.code for problem in reader.problems}


@pytest.mark.parametrize("code", SETTING_CODES)
def test_an_example_of_a_setting_has_its_code(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the configuration or the waivers comes to the problem that it is an example of, and to no other."""
    monkeypatch.chdir(tmp_path)
    example = of_file(SETTING_CODES[code])
    Path(example.file).write_bytes(example.content)
    with pytest.raises(ProblemsError) as raised:
        read_config(None) if example.file == "waarborg.toml" else read_waivers(Path(example.file), date(2026, 11, 2))
    assert {code} == {problem.code for problem in raised.value.problems}


@pytest.mark.parametrize("code", LINT_CODES)
def test_an_example_of_the_linter_has_its_code(code: str, tmp_path: Path) -> None:
    """The linter finds what the example is of; what else the smallest policy lacks is no matter."""
    folder = written(tmp_path / "policies", of_file(LINT_CODES[code]))
    with (folder / "policy.yaml").open("a", encoding="utf-8") as file:
        file.write("oldest_attribute: 400\n")
    partner = folder / "partners" / "NL.yaml"
    known = "attributes: {eu: [{is: true, source: law, basis: source_checked}]}"
    partner.write_text(partner.read_text("utf-8").replace("attributes: {}", known), "utf-8")
    (tmp_path / "law.txt").write_text("What the law says.", "utf-8")
    policy = read_policy(folder)
    day = policy.released
    found = lint(Linted(policy, WrittenPolicy(folder), day, day.replace(year=day.year + 1), tmp_path))
    assert code in {problem.code for problem in found}


@pytest.mark.parametrize("code", PROOF_CODES)
def test_an_example_of_a_proof_has_its_code(code: str, tmp_path: Path) -> None:
    """`lint --prove` finds what the example is of; in no time at all nothing is decided."""
    folder = written(tmp_path, None)
    example = of_file(PROOF_CODES[code])
    (folder / example.file).write_bytes(example.content)
    policy = read_policy(folder)
    invariants = read_invariants(folder, policy)
    budget = 0 if code == "proof/undecided" else 60
    proofs = proofs_of(
        policy, policy.released, invariants, ranges=ranges(), budget=budget, clock=time.monotonic, read=read_witness
    )
    told = proof_problems(proofs, invariants, WrittenPolicy(folder), language="en")
    found = {problem.code: problem.severity for problem in told}
    assert found[code] is PROOFS[code]
