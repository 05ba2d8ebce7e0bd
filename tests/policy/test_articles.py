"""The articles that the policy must carry, held against its rules, definitions, instruments and gaps."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from waarborg.core.citation import articles_in, within
from waarborg.reading.checking import read_one
from waarborg.reading.gaps import read_gaps
from waarborg.reading.policies import read_policy, shipped_policies

ARTICLES: dict[str, str] = {
    "wpg": "3, 4, 5, 6b, 7a, 15a, 17, 17a(1), 17a(2)(a), 17a(2)(b), 17a(3)(a), 17a(3)(b), 17a(3)(c), 17a(3)(d), 17a(3)(e), "
    "17a(4), 17a(5)(a), 17a(5)(b), 17a(5)(c), 17a(5)(d), 17a(5)(e), 17a(6), 17a(7), 25, 31d, 32, 32a, 36a, 36b, 36c, 36d, 36e, 36f, 36g",
    "bpg": "5:1, 5:2, 5:3, 5:4, 5:5, 5:6, 5:7, 5:7a, 5:8, 5:9, 5:10",
    "led": "35, 36, 37, 38, 39, 61",
    "sv": "5.1.1, 5.1.2, 5.1.3, 5.1.3a, 5.1.4, 5.1.5(1), 5.1.5(2), 5.1.5(3), 5.1.5(4), 5.1.5(5), 5.1.5(6), 5.1.5(7), 5.1.6, 5.1.7, 5.1.8, 5.1.9, 5.1.10",
    "interpol-constitution": "2, 3",
    "interpol-rpd": "34, 35, 38, 39, 40, 41, 42, 43, 44, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 82, 83, 84, 85, 86, 87, 97, 98, 99, 104, 105, 106",
    "echr": "2, 3, 6",
    "echr-p6": "1",
    "echr-p13": "1",
    "cat": "3, 15",
    "refugee-convention": "1, 33",
    "asylum-procedures-regulation": "7",
    "asylum-procedures-directive": "30",
    "eurodac-regulation": "49, 50",
    "regeling-2023-977": "1, 2, 3(a), 3(b), 4(1), 4(2), 4(3), 5, 6(1)(a), 6(1)(b), 6(1)(c), 7(1), 7(2), 7(3), 7(4), 7(5), 8(1), 8(2), 8(3), 8(4), 9, 10, 11(2), 12",
    "directive-2023-977": "3, 4, 5, 6, 7, 8, 12, 13",
    "framework-decision-2006-960": "4, 7, 10",
    "pruem-1": "3, 5, 7, 9, 10, 12, 14, 16, 17, 26",
    "pruem-1-implementing": "7",
    "pruem-2": "19, 25, 33, 47, 48, 49, 50, 60, 68, 75, 76",
    "europol-regulation": "3, 7(7), 18(2), 19, 23(7), 25, 29",
    "sis-regulation": "26, 56(1), 56(2), 56(5), 57, 65",
    "schengen-convention": "39, 40",
    "nl-de-police-treaty-2005": "11, 12",
    "eu-uk-tca": "524, 525, 563, 692, 693",
}
"""Source to the articles that the policy must carry, a line a source; further sources only add lines."""


@cache
def cited() -> frozenset[tuple[str, str]]:
    """Every source and article that a rule, a definition, an instrument or a gap cites."""
    folder = shipped_policies()
    policy = read_policy(folder)
    places = [(cite.source, cite.at) for rule in policy.rules for cite in rule.sources]
    places += [(gap.source, gap.at) for gap in read_gaps(folder, policy)]
    for name in ("definitions", "instruments"):
        path = folder / f"{name}.yaml"
        entries: dict[str, Any] = read_one(path, path.read_bytes(), name)[name]
        places += [(cite["id"], cite.get("at", "")) for entry in entries.values() for cite in entry["sources"]]
    return frozenset((source, article) for source, at in places for article in articles_in(at))


@pytest.mark.parametrize(
    ("source", "article"),
    [(source, article.strip()) for source, articles in ARTICLES.items() for article in articles.split(",")],
)
def test_each_article_is_carried(source: str, article: str) -> None:
    """Each article is a rule, a definition, an obligation, an instrument or a gap; none is left out silently."""
    assert [each for named, each in cited() if named == source and within(each, article)]


@pytest.mark.parametrize(
    "source",
    [
        "aanwijzing-552i",
        "benelux-police-treaty-2018",
        "council-recommendation-2022-915",
        "interpol-refugee-resolution-2017",
        "soering",
    ],
)
def test_a_source_without_articles_is_carried_by_a_rule(source: str) -> None:
    """A source that the policy must carry as a whole stands under a rule; a definition alone would say nothing to the analyst."""
    assert [
        rule.id for rule in read_policy(shipped_policies()).rules if source in {cite.source for cite in rule.sources}
    ]


def test_a_parent_carries_no_paragraph() -> None:
    """Citing an article as a whole does not make its paragraphs carried, or one citation would hide each that is left out."""
    assert not within("17a", "17a(3)")
    assert not within("17a(3)", "17a(3)(b)")
    assert within("17a(3)(b)", "17a(3)")
