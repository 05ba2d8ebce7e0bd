"""Policies: the shipped one is whole, and every mistake in one is a problem at its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from waarborg.core.exchange import Exchange
from waarborg.core.judge import Judge
from waarborg.core.place import Problem, ProblemsError
from waarborg.core.truth import FALSE
from waarborg.reading.checking import read_document, timeline_problems
from waarborg.reading.document import Document
from waarborg.reading.policies import read_policy, shipped_policies

SHIPPED = shipped_policies()


def broken(tmp_path: Path, file: str, old: str, new: str) -> list[str]:
    """The codes of the problems of the shipped policy after one replacement in one file."""
    folder = tmp_path / "policies"
    shutil.copytree(SHIPPED, folder)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_policy(folder)
    assert all(problem.place.line for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("safeguards/general.yaml", "om.authority: [", "om.autority: [", "policy/unknown-fact"),
        ("safeguards/general.yaml", "[general_instruction,", "[general_instructon,", "policy/misfit"),
        ("safeguards/general.yaml", "id: airs-not-needed", "id: om-authority", "policy/duplicate-id"),
        ("safeguards/general.yaml", "{id: letter-2022, at", "{id: letter-2021, at", "policy/unknown-source"),
        ("safeguards/general.yaml", "parties: {includes: {fact: partner.code}}", "parties: {at_least: 1}", "policy/misfit"),
        ("safeguards/general.yaml", "    kind: remark\n", "    kind: remark\n    authority: om\n", "policy/misplaced-key"),
        ("safeguards/general.yaml", "    kind: requirement\n", "    kind: demand\n", "schema/not-in-list"),
        ("safeguards/morocco.yaml", "partner.code: MA", "partner.code: MM2", "policy/unknown-reference"),
        ("safeguards/morocco.yaml", "from: 2022-05-10", "from: 2022-02-30", "policy/no-such-day"),
        ("definitions.yaml", "when: {partner.kind: [kingdom_country, public_body]}", "when: {within_kingdom: true}", "policy/circular-definition"),
        ("definitions.yaml", "  operational_act:", "  act:", "policy/name-taken"),
        ("definitions.yaml", "  within_kingdom:\n", "  unused_term:\n    title: {nl: x, en: x}\n    when: {act: series}\n    sources: [{id: wpg}]\n  within_kingdom:\n", "policy/unused-definition"),
        ("instruments.yaml", "parties: [NL, MA]", "parties: [NL, UK]", "policy/unknown-reference"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_problem_at_its_line(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    """What is wrong with a policy is said with its code and its line, and nothing is judged by it."""
    assert code in broken(tmp_path, file, old, new)


def test_a_partner_file_holds_the_partner_it_is_called_by(tmp_path: Path) -> None:
    """Australia's file under Morocco's name would judge Morocco as Australia."""
    folder = tmp_path / "policies"
    shutil.copytree(SHIPPED, folder)
    shutil.copy(folder / "partners" / "AU.yaml", folder / "partners" / "MA.yaml")
    with pytest.raises(ProblemsError) as raised:
        read_policy(folder).find("partners", "MA")
    (problem,) = raised.value.problems
    assert problem.code == "policy/other-name"
    assert problem.place.line == 3


@pytest.mark.parametrize("name", ["law", "safeguards", "indices", "partners"])
def test_a_folder_of_the_policy_that_cannot_be_listed_breaks_it(tmp_path: Path, name: str) -> None:
    """Rules, figures or partners that nobody can see are never taken for none."""
    folder = tmp_path / "policies"
    shutil.copytree(SHIPPED, folder)
    shutil.rmtree(folder / name)
    (folder / name).symlink_to(name)
    with pytest.raises(ProblemsError) as caught:
        assert read_policy(folder).find("partners", "GB")
    assert [(each.code, each.place.file) for each in caught.value.problems] == [
        ("reading/unreadable", str(folder / name))
    ]


@pytest.mark.parametrize(
    ("name", "code"), [("law/new.yml", "policy/other-ending"), ("law/new/new.yaml", "policy/folder-within")]
)
def test_no_file_of_the_policy_is_passed_over(name: str, code: str, tmp_path: Path) -> None:
    """A rule in `new.yml`, or in a folder further down, would be left out of every verdict."""
    folder = tmp_path / "policies"
    shutil.copytree(SHIPPED, folder)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("schema: waarborg/rules-1\nrules: []\n", "utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_policy(folder)
    assert [each.code for each in caught.value.problems] == [code]


def test_every_shipped_partner_is_admitted() -> None:
    """Each partner file fits its schema; its timelines name known sources and do not overlap."""
    sources = read_policy(SHIPPED).sources
    found: list[Problem] = []
    for path in sorted((SHIPPED / "partners").glob("*.yaml")):
        document = read_document(path, path.read_bytes(), "partner")
        assert isinstance(document, Document), document
        assert document.data["code"] == path.stem
        for name, entries in document.data["attributes"].items():
            found += timeline_problems(document, entries, ("attributes", name), sources)
    assert found == []


def test_no_member_state_meets_a_country_figure() -> None:
    """No rule that reads a level can hold of a Member State or a Schengen-associated state, whatever else is stated."""
    policy = read_policy(SHIPPED)
    levels = {f"partner.{axis}" for axis in ("democracy", "human_rights", "rule_of_law", "physical_integrity")}
    weighing = {rule.id for rule in policy.rules if levels & policy.facts_of(rule)}
    assert weighing
    may_hold = []
    for code in ("HU", "NL", "NO", "CH", "TR"):
        exchange = Exchange("x", policy.released, "", {"partner.code": code}, {}, (), lambda _route: None)
        outcomes = Judge(policy).judge(exchange).parts[0].outcomes
        may_hold += [code for each in outcomes if each.rule.id in weighing and each.truth is not FALSE]
    assert set(may_hold) == {"TR"}


def test_the_readme_shows_a_rule_as_it_is() -> None:
    """The rule that README.md gives as an example is the shipped one, word for word."""
    page = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    [shown] = yaml.safe_load(page.partition("```yaml\n")[2].partition("```\n")[0])
    shipped = yaml.safe_load((SHIPPED / "safeguards" / "general.yaml").read_text("utf-8"))["rules"]
    assert shown in shipped
