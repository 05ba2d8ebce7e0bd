"""Dossiers: regimes, bases and figures of partners, on days before and after something changed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from library import LETTER, TODAY, one, shelf

from waarborg.core.place import ProblemsError
from waarborg.explaining.dossier import CELLS, bar
from waarborg.explaining.explanation import explained
from waarborg.explaining.library import Library
from waarborg.explaining.listing import Filters, listed
from waarborg.explaining.naming import named
from waarborg.reading.policies import read_shelf, shipped_policies

FIGURE = {"value": 0.5, "low": None, "high": None}


@pytest.mark.parametrize(
    ("code", "day", "regime"),
    [
        ("NL", TODAY, "netherlands"),
        ("HU", TODAY, "member_state"),
        ("HR", date(2013, 6, 30), "third_country"),
        ("HR", date(2013, 7, 1), "member_state"),
        ("GB", date(2020, 1, 31), "member_state"),
        ("GB", date(2020, 2, 1), "in_transition"),
        ("GB", date(2021, 1, 1), "third_country"),
        ("GB", date(2021, 6, 28), "adequate"),
        ("NO", TODAY, "associated"),
        ("MA", TODAY, "third_country"),
        ("CW", TODAY, "kingdom_country"),
        ("BQ", TODAY, "public_body"),
        ("europol", TODAY, "eu_body"),
        ("interpol", TODAY, "international_organisation"),
    ],
)
def test_the_regime_is_that_of_the_day(code: str, day: date, regime: str) -> None:
    """A partner falls under the regime of the day, the day of a change included."""
    assert regime == one(f"partner:{code}", day)["regime"]["code"]


def bases_of(code: str, day: date = TODAY) -> dict[str, str]:
    """Each gateway or instrument that can be a basis, with its truth."""
    return {each["instrument"] or each["gateway"]: each["serves"] for each in one(f"partner:{code}", day)["bases"]}


def test_a_declaration_of_intent_is_never_a_basis() -> None:
    """Of Morocco's instruments the treaty in force is a basis; what is signed, aimed at or intended is none."""
    found = bases_of("MA")
    assert "nl-ma-mla-treaty" in found
    assert not {"nl-ma-letter-of-intent-2022", "nl-ma-memorandum", "nl-ma-extradition-treaty-2023"} & set(found)


def test_a_treaty_is_a_basis_from_its_first_day() -> None:
    """The treaty with the Emirates is no basis on 31 July 2023 and is one on 1 August."""
    assert "nl-ae-mla-2021" not in bases_of("AE", date(2023, 7, 31))
    assert "nl-ae-mla-2021" in bases_of("AE", date(2023, 8, 1))


def test_adequacy_is_that_of_the_united_kingdom_on_its_days() -> None:
    """The adequacy gateway is open for the United Kingdom from 28 June 2021, for Japan never."""
    assert "led_adequacy" not in bases_of("GB", date(2021, 6, 27))
    assert "led_adequacy" in bases_of("GB", date(2021, 6, 28))
    assert "led_adequacy" not in bases_of("JP")


NORMS = """\
schema: waarborg/rules-1
section: {nl: "Voorbeeld", en: "Example"}
rules:
  - id: asks-for-adequacy
    kind: requirement
    title: {nl: "Voorbeeld", en: "Example"}
    when: {basis.gateway: controller_assessment}
    requires: {partner.led_adequacy: true}
    remedy: {nl: "Wijzig de grond", en: "Change the ground"}
    sources: [{id: wpg}]
  - id: weighed-by-the-om
    kind: weighing
    authority: om
    title: {nl: "Voorbeeld", en: "Example"}
    when: {basis.gateway: derogation_vital_interest}
    sources: [{id: wpg}]
  - id: asks-for-liftable-adequacy
    kind: requirement
    liftable: true
    title: {nl: "Voorbeeld", en: "Example"}
    when: {basis.gateway: derogation_legal_claim}
    requires: {partner.led_adequacy: true}
    remedy: {nl: "Wijzig de grond", en: "Change the ground"}
    sources: [{id: wpg}]
  - id: lifts-it
    kind: obligation
    title: {nl: "Voorbeeld", en: "Example"}
    when: {offence.category: terrorism}
    overrides: [asks-for-liftable-adequacy]
    advice: {nl: "Meld het", en: "Tell"}
    sources: [{id: wpg}]
"""
"""Rules about the basis: one unmet for Morocco, one for a person, and one that an exception lifts."""


def test_a_rule_about_the_basis_keeps_it_from_serving(tmp_path: Path) -> None:
    """A gateway whose requirement is not met is none; one that is weighed or lifted hangs on that rule."""
    shutil.copytree(shipped_policies(), tmp_path / "policies")
    (tmp_path / "policies" / "law").mkdir(exist_ok=True)
    (tmp_path / "policies" / "law" / "example.yaml").write_text(NORMS, "utf-8")
    found = Library(read_shelf(tmp_path / "policies"), "en", TODAY)

    def hangs_on(code: str) -> dict[str, list[str]]:
        (entry,) = explained(named(code, found), found)["found"]
        return {each["gateway"]: each["hangs_on"] for each in entry["bases"] if each["instrument"] is None}

    assert "controller_assessment" in hangs_on("GB")
    assert "controller_assessment" not in hangs_on("MA")
    assert "weighed-by-the-om" in hangs_on("MA")["derogation_vital_interest"]
    assert "lifts-it" in hangs_on("MA")["derogation_legal_claim"]
    assert "lifts-it" not in hangs_on("GB")["derogation_legal_claim"]


def test_what_hangs_on_more_facts_says_which() -> None:
    """A gateway that needs a recorded assessment is open only with it, and says so."""
    (assessment,) = (each for each in one("partner:OM")["bases"] if each["gateway"] == "controller_assessment")
    assert assessment["serves"] == "unknown"
    assert "basis.assessment_recorded" in assessment["hangs_on"]


@pytest.mark.parametrize("day", [LETTER, TODAY])
@pytest.mark.parametrize("code", ["MA", "TR", "RU", "CW", "AQ"])
def test_an_axis_tells_the_figure_that_gives_its_level(code: str, day: date) -> None:
    """The level is that of the rules' own fact; its figure is of the axis's edition, known by the day, and explains it."""
    referent = shelf().find("partners", code)
    stored = shelf().partner(code)
    assert referent is not None
    assert stored is not None
    for axis in one(f"partner:{code}", day)["axes"]:
        known, figure = referent.known(axis["axis"], day), axis["figure"]
        assert known is not None
        assert known.value == axis["level"]
        if figure["value"] is None:
            assert (axis["level"], figure["year"], axis["beside"]) == ("not_assessed", None, None)
            continue
        assert stored[1][figure["edition"]][str(figure["year"])][figure["name"]] == figure["value"]
        assert figure["year"] < day.year
        expected = "high" if figure["value"] < axis["high_below"] else "moderate"
        assert (expected if figure["value"] < axis["moderate_below"] else "low") == axis["level"]


def test_uncertainty_is_of_an_edition_of_its_own() -> None:
    """The interval beside the democracy figure is of the edition that has one, and it says how sure it is."""
    (axis,) = (each for each in one("partner:MA")["axes"] if each["axis"] == "democracy")
    beside = axis["beside"]
    assert (axis["figure"]["edition"], beside["edition"], beside["per_cent"]) == (
        "vdem-v16-core",
        "vdem-v15-uncertainty",
        68,
    )
    assert beside["low"] < beside["value"] < beside["high"]
    assert {(each["edition"], each["per_cent"]) for each in one("partner:MA")["further_figures"]} == {
        ("wgi-2024-edition", 90)
    }


def test_no_rule_weighs_a_figure_of_a_member_state() -> None:
    """Hungary's figures are shown, and no rule weighs them; Turkey's are weighed."""
    assert one("partner:HU")["weighed_by"] == []
    assert "country-weighing-high-concern" in one("partner:TR")["weighed_by"]


@pytest.mark.parametrize("code", ["MA", "DE", "GB", "CW"])
def test_what_is_recalled_is_told(code: str) -> None:
    """Every attribute and instrument that rests on memory alone on the day is unconfirmed, and nothing else is."""
    dossier = one(f"partner:{code}")
    recalled = [each["path"] for each in dossier["attributes"] if each["basis"] == "recalled"]
    recalled += [each["name"] for each in dossier["instruments"] if each["basis"] == "recalled"]
    assert recalled == dossier["unconfirmed"]


def test_something_is_still_recalled() -> None:
    """The comparison above is no empty one: Germany's and the United Kingdom's dossiers rest on memory in a place each."""
    assert all(one(f"partner:{code}")["unconfirmed"] for code in ("DE", "GB"))


@pytest.mark.parametrize(
    ("figure", "thresholds", "drawn"),
    [
        ({"value": 0.0}, (), "·" * 25),
        ({"value": 1.0}, (), "█" * 25),
        ({"value": 0.4}, (), "█" * 10 + "·" * 15),
        ({"value": 0.4, "low": 0.2, "high": 0.6}, (), "█" * 5 + "▒" * 10 + "·" * 10),
        ({"value": 0.4}, (0.2, 0.8), "█" * 5 + "╂" + "█" * 4 + "·" * 10 + "┃" + "·" * 4),
        ({"value": 0.4}, (1.0,), "█" * 10 + "·" * 14 + "┃"),
    ],
)
def test_a_bar_is_drawn_to_scale(figure: dict[str, Any], thresholds: tuple[float, ...], drawn: str) -> None:
    """As many cells are full as the figure is of the scale, shaded as its interval is, and marked at each threshold."""
    assert len(drawn) == CELLS
    assert drawn == bar({**FIGURE, **figure}, (0, 1), thresholds)


def test_a_scale_may_begin_below_nothing() -> None:
    """On a scale from -2.5 to 2.5 a figure of -1.25 fills a quarter."""
    assert bar({**FIGURE, "value": -1.25}, (-2.5, 2.5), ()) == "█" * 6 + "·" * 19


def test_a_dossier_reads_one_partner_alone(tmp_path: Path) -> None:
    """Morocco is explained where another partner's file is broken; a list of all partners is refused."""
    folder = tmp_path / "policies"
    shutil.copytree(shipped_policies(), folder)
    (folder / "partners" / "DE.yaml").write_text("{", "utf-8")
    found = Library(read_shelf(folder), "en", TODAY)
    (entry,) = explained(named("MA", found), found)["found"]
    assert entry["regime"]["code"] == "third_country"
    with pytest.raises(ProblemsError):
        listed("partners", Filters(), found)
