"""Edits of the shipped policy by hand: each is told by what it did to which thing, in plain words, and never by line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from edits import Edit, edited

from waarborg.change.structure import structural_changes
from waarborg.core.difference import Change, Detail, Difference, How, Impact
from waarborg.core.policy import Policy
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reports.diff_changes import told_together
from waarborg.reports.diff_words import change_in_words, detail_in_words

DAY = date(2026, 11, 24)
GENERAL, INTERPOL = "safeguards/general.yaml", "safeguards/interpol.yaml"
WHEN = "{operational_act: true, personal_data: true, subject.findings.persecution: established}"
RULE = "  - id: persecution-established\n"

TITLE = "No cooperation in persecution for politics, religion, nationality or descent"
TOLD: dict[str, tuple[Edit, list[str]]] = {
    "a rule reworded": (
        (GENERAL, 'en: "No cooperation in persecution for', 'en: "No part in persecution for'),
        ["rule persecution-established: reworded", f"title: {TITLE} -> {TITLE.replace('cooperation', 'part')}"],
    ),
    "a rule reworded in Dutch": (
        (GENERAL, 'nl: "Verstrek niets. Houd de weigering neutraal', 'nl: "Geef niets. Houd de weigering neutraal'),
        [
            "rule persecution-established: reworded",
            (
                "advice: Verstrek niets. Houd de weigering neutraal en meld het signaal aan AIRS."
                " -> Geef niets. Houd de weigering neutraal en meld het signaal aan AIRS."
            ),
        ],
    ),
    "another mark of a source": (
        (GENERAL, '{id: sv, at: "art. 5.1.5(4)"}', '{id: sv, at: "art. 5.1.5(4)", mark: recalled}'),
        [
            "rule persecution-established: reworded",
            "sources: sv art. 5.1.5(4) «» [-] -> sv art. 5.1.5(4) «» [recalled]",
        ],
    ),
    "a rule renamed": (
        (GENERAL, RULE, "  - id: no-persecution\n"),
        ["rule persecution-established → no-persecution: renamed"],
    ),
    "a rule re-dated": (
        (GENERAL, RULE, f"{RULE}    in_force: {{from: 2024-01-01, until: 2027-12-31}}\n"),
        ["rule persecution-established: re-dated", "in_force: always -> 2024-01-01 to 2027-12-31"],
    ),
    "a test altered": (
        (GENERAL, WHEN, WHEN.replace("established", "[established, indicated]")),
        [
            "rule persecution-established: altered",
            (
                "when: political or discriminatory persecution is established"
                " -> political or discriminatory persecution is one of established, indicated"
            ),
        ],
    ),
    "a test for another": (
        (GENERAL, WHEN, WHEN.replace("personal_data: true", "subject.minor: {not: true}")),
        ["rule persecution-established: altered", "when: personal data is yes -> ¬ minor is yes"],
    ),
    "tests joined otherwise": (
        (GENERAL, WHEN, f"{{any: [{{{WHEN[1:-1].replace(', ', '}, {')}}}]}}"),
        ["rule persecution-established: altered", "when: the same tests, joined otherwise"],
    ),
    "another kind": (
        (GENERAL, f"{RULE}    kind: prohibition\n", f"{RULE}    kind: weighing\n    authority: minister\n"),
        ["rule persecution-established: altered", "kind: prohibition -> weighing", "authority: - -> minister"],
    ),
    "a ground less": (
        (GENERAL, "weighty_dutch_investigative_interest, vital_interest]", "weighty_dutch_investigative_interest]"),
        ["rule country-weighing: altered", "grounds: vital_interest -> -"],
    ),
    "a definition altered": (
        ("definitions.yaml", "[genetic, dna, biometric_id, fingerprints, facial_image]", "[genetic, dna]"),
        [
            "definition genetic_or_biometric: altered",
            (
                "when: categories of data includes one of DNA profile, biometric data for unique identification, facial image,"
                " fingerprints, genetic data -> categories of data includes one of DNA profile, genetic data"
            ),
        ],
    ),
    "what the policy covers": (
        ("policy.yaml", "    - {personal_data: false, partner.type: {not: intelligence_service}}\n", ""),
        [
            "coverage covers: altered",
            "covers: personal data is no; ¬ the partner's type of authority is intelligence or security service -> -",
        ],
    ),
    "a partner's attribute": (
        ("partners/MA.yaml", "interpol:\n    - {is: true", "interpol:\n    - {is: false"),
        ["partner MA: altered", "interpol: yes -> no"],
    ),
    "what a partner's attribute rests on": (
        ("partners/MA.yaml", "source: eea-states", "source: eu-member-states"),
        ["partner MA: reworded", "eea: no [eea-states, count_checked] -> no [eu-member-states, count_checked]"],
    ),
    "an instrument's date": (
        ("instruments.yaml", "{is: signed, in_force: {from: 2022-05-10}", "{is: signed, in_force: {from: 2022-06-10}"),
        [
            "instrument nl-ma-letter-of-intent-2022: re-dated",
            "status: signed (2022-05-10 to …) -> signed (2022-06-10 to …)",
        ],
    ),
    "an instrument's standing": (
        (
            "instruments.yaml",
            "    legal_basis: false\n    binding: false\n",
            "    legal_basis: true\n    binding: false\n",
        ),
        ["instrument nl-ma-letter-of-intent-2022: altered", "legal_basis: no -> yes"],
    ),
    "a source re-dated": (
        ("sources.yaml", "    in_force: {from: 2008-01-01}\n", "    in_force: {from: 2008-01-02}\n"),
        ["source wpg: re-dated", "in_force: 2008-01-01 to … -> 2008-01-02 to …"],
    ),
}
UNCHANGED: dict[str, Edit] = {
    "key order": (
        GENERAL,
        WHEN,
        "{subject.findings.persecution: established, personal_data: true, operational_act: true}",
    ),
    "a comment": (GENERAL, "rules:\n", "rules:\n  # nothing\n"),
    "formatting": (
        GENERAL,
        f"    when: {WHEN}\n",
        (
            "    when:\n      all:\n        - operational_act: true\n        - personal_data: true\n"
            "        - subject.findings.persecution: [established]\n"
        ),
    ),
    "the order of grounds": (
        GENERAL,
        "weighty_dutch_investigative_interest, vital_interest]",
        "vital_interest, weighty_dutch_investigative_interest]",
    ),
}


@pytest.fixture(scope="module")
def shipped() -> Policy:
    """The shipped policy."""
    return read_policy(shipped_policies())


def told(old: Policy, new: Policy, language: str = "en", *, together: bool = False) -> list[str]:
    """What is told of the change, a line each; `together`, what is alike is told as one."""
    found = Difference((old, "old", DAY), (new, "new", DAY), structural_changes(old, new), Impact((), ()))
    lines = []
    for change in told_together(found.structure, everything=False) if together else found.structure:
        lines.append(change_in_words(change, language))
        for detail in change.details:
            field, before, after = detail_in_words(detail, found, language)
            lines.append(f"{field}: {before}{f' -> {after}' if after else ''}")
    return lines


@pytest.mark.parametrize("name", TOLD)
def test_an_edit_is_told_in_plain_words(name: str, shipped: Policy, tmp_path: Path) -> None:
    """What happened to which thing, and what it said, old beside new; nothing else is told."""
    edit, lines = TOLD[name]
    assert lines == told(shipped, edited(tmp_path, edit))


@pytest.mark.parametrize("name", UNCHANGED)
def test_how_it_is_written_is_no_change(name: str, shipped: Policy, tmp_path: Path) -> None:
    """Formatting, key order and comments leave nothing to tell."""
    assert told(shipped, edited(tmp_path, UNCHANGED[name])) == []


def test_a_threshold_is_told_with_the_partners_that_it_moves(shipped: Policy, tmp_path: Path) -> None:
    """The threshold itself, and each partner that has another level in some year by it."""
    lines = told(shipped, edited(tmp_path, ("policy.yaml", "high_below: 0.3\n", "high_below: 0.325\n")))
    assert lines[:2] == ["threshold concern.democracy.high_below: altered", "value: 0.3 -> 0.325"]
    assert "partner BJ: altered" in lines
    assert all(line.startswith(("partner ", "democracy: moderate (")) for line in lines[2:])


def test_partners_that_changed_alike_are_told_together(shipped: Policy, tmp_path: Path) -> None:
    """Once, without the years in which each had which level; one that changed otherwise is told apart."""
    new = edited(tmp_path, ("policy.yaml", "high_below: 0.3\n", "high_below: 0.325\n"))
    apart = [line for line in told(shipped, new) if line.startswith("partner ")]
    codes = ", ".join(line.removeprefix("partner ").removesuffix(": altered") for line in apart)
    assert told(shipped, new, together=True)[2:] == [f"partners {codes}: altered", "democracy: moderate -> high"]
    path = tmp_path / "policies" / "partners" / "BJ.yaml"
    path.write_text(
        path.read_text("utf-8").replace("interpol:\n    - {is: true", "interpol:\n    - {is: false"), "utf-8"
    )
    lines = told(shipped, read_policy(path.parents[1]), together=True)
    assert {f"partners {codes.replace('BJ, ', '')}: altered", "partner BJ: altered", "interpol: yes -> no"} <= {*lines}


def test_what_is_told_together_leaves_nothing_out(shipped: Policy, tmp_path: Path) -> None:
    """Each partner that moves is in one group, and where all is told, with the days that its group has."""
    new = edited(tmp_path, ("policy.yaml", "moderate_below: 0.55\n", "moderate_below: 0.7\n"))
    changes = [each for each in structural_changes(shipped, new) if each.sort == "partner"]
    together = told_together(changes, everything=True)
    assert len(together) < len(changes)
    assert sorted(code for each in together for code in each.id.split(", ")) == sorted(each.id for each in changes)
    by_code = {code: each for each in together for code in each.id.split(", ")}
    assert all(over_time(change, change) == over_time(by_code[change.id], change) for change in changes)


def over_time(told: Change, change: Change) -> list[object]:
    """What is told of each attribute, old and new, on the first and the last day of every span of `change`."""
    spans = [each.in_force for detail in change.details for each in (*detail.old, *detail.new)]
    days = sorted({day for span in spans for day in (span.start, span.until) if day is not None})
    return [
        [(detail.field, [each.value for each in side if each.in_force.holds(day)]) for side in (detail.old, detail.new)]
        for detail in told.details
        for day in days
    ]


def test_a_rule_is_known_by_its_id_in_any_file(shipped: Policy, tmp_path: Path) -> None:
    """One that moves stands in another section and is the same; one taken out is removed, one put in added."""
    text = (shipped_policies() / GENERAL).read_text("utf-8")
    start = text.index(RULE)
    rule = text[start : text.index("  - id: ", start + 5)]
    without = edited(tmp_path / "without", (GENERAL, rule, ""))
    assert told(shipped, without) == ["rule persecution-established: removed"]
    assert told(without, shipped) == ["rule persecution-established: added"]
    folder = tmp_path / "without" / "policies"
    path = folder / INTERPOL
    path.write_text(path.read_text("utf-8").replace("rules:\n", f"rules:\n{rule}", 1), "utf-8")
    moved = told(shipped, read_policy(folder))
    assert (len(moved), moved[0]) == (2, "rule persecution-established: reworded")
    assert moved[1].startswith("section: ")


def test_it_is_told_in_dutch(shipped: Policy, tmp_path: Path) -> None:
    """What happened, the facts and the spans are in the language that is asked for."""
    edit, _ = TOLD["a test altered"]
    new = edited(tmp_path, edit)
    assert told(shipped, new, "nl") == [
        "regel persecution-established: gewijzigd",
        (
            "when: politieke of discriminatoire vervolging is vastgesteld"
            " -> politieke of discriminatoire vervolging is een van aanwijzingen, vastgesteld"
        ),
    ]
    edit, _ = TOLD["a rule re-dated"]
    dated = edited(tmp_path / "dated", edit)
    assert told(shipped, dated, "nl")[1] == "in_force: altijd -> 2024-01-01 tot en met 2027-12-31"


@pytest.mark.parametrize("sort", ["partner", "source"])
def test_what_is_a_mapping_is_told_as_all_else(sort: str) -> None:
    """How a source was confirmed is a mapping, which nothing can be looked up by."""
    read, recalled = {"mark": "text"}, {"mark": "recalled"}
    change = Change(sort, "one", How.REWORDED, (Detail("confirmed", (recalled, recalled), (read,)),))
    (told,) = told_together([change], everything=False)
    assert told.details[0].new == (read,)
