"""Explanations: every entry of the shipped policy, held against its published format and against the policy of core."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema_rs import Draft202012Validator as FastValidator
from library import LETTER, TODAY, library, one, shelf

from waarborg.core.policy import Interval
from waarborg.core.verdict import Verdict
from waarborg.explaining.explanation import explained
from waarborg.explaining.library import Library, names_in
from waarborg.explaining.naming import SORTS, articles_of, entries, named, near
from waarborg.explaining.sheet import Row, Section, Sheet, markdown, say
from waarborg.explaining.sheets import sheet_of
from waarborg.explaining.terms import CALLED, TERMS
from waarborg.reading.aliases import ALIASES
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.schema import schema
from waarborg.reports.entries import COVERAGE, STILL_UNKNOWN
from waarborg.reports.layout import Page, width_of

PARTNERS = ("MA", "DE", "CW", "BQ", "GB", "NO", "NL", "RU", "US", "HK", "europol", "interpol", "NA", "XK", "AQ")
POLICY = read_policy(shipped_policies())


def words(sort: str) -> list[str]:
    """Names of entries of that sort, each with its prefix."""
    found = library()
    if sort == "article":
        return [f"article:{name}/{each}" for name in ("wpg", "sv") for each in articles_of(name, found)]
    return [f"{sort}:{name}" for name in (PARTNERS if sort == "partner" else entries(sort, found))]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(("language", "day"), [("en", TODAY), ("nl", LETTER)])
def test_every_entry_is_explained_as_the_format_says(sort: str, language: str, day: date) -> None:
    """explain-1 admits what is said of each entry, and it is laid out as text that fits and as Markdown."""
    found = library(day, language)
    validator = FastValidator(schema("explain"))
    assert words(sort)
    for word in words(sort):
        report = explained(named(word, found), found)
        assert [entry["sort"] for entry in report["found"]] == [sort]
        validator.validate(json.loads(json.dumps(report)))
        sheet = sheet_of(report["found"][0], language)
        page = Page(80)
        say(sheet, page)
        wide = [line for _, line in page.lines if width_of(line) > 80 and " " in line.strip()]
        assert sort == "code" or wide == [], word
        assert markdown([sheet], "end").startswith("# ")


def objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema that lists the keys of an object."""
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from objects(each)
    if isinstance(part, dict) and "properties" in part:
        yield part


@pytest.mark.parametrize("name", ["explain", "list"])
def test_the_formats_are_strict(name: str) -> None:
    """Each format is itself valid, and each of its objects is closed and has every key required and described."""
    published = schema(name)
    Draft202012Validator.check_schema(published)
    assert published["$id"] == f"urn:waarborg:schema:{name}-1"
    for each in objects(published):
        keys = set(each["properties"])
        described = {key for key, value in each["properties"].items() if value.get("description")}
        assert (keys, keys, False) == (set(each["required"]), described, each["additionalProperties"])


def test_a_fact_names_every_rule_that_reads_it() -> None:
    """The rules said to read a fact are those that core finds, through definitions or not."""
    found = library()
    for path in POLICY.vocabulary:
        reading = {rule.id for rule in POLICY.rules if path in POLICY.facts_of(rule)}
        assert reading == set(found.rules_reading(path)), path


def test_a_rule_reads_what_core_says() -> None:
    """The facts said to be read by a rule are those that core finds."""
    for rule in POLICY.rules:
        assert sorted(POLICY.facts_of(rule)) == one(f"rule:{rule.id}")["reads"]


def test_names_in_a_condition_include_operands() -> None:
    """A fact that another is compared with is read too, however deep it stands."""
    condition = {"any": [{"a": {"not": {"fact": "b"}}}, {"not": {"c": {"includes": {"fact": "d"}}}}, {"e": ["f"]}]}
    assert list(names_in(condition)) == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("day", [date(2022, 5, 9), date(2022, 5, 10), date(2022, 5, 20), date(2022, 5, 21)])
def test_an_interval_holds_as_core_says(day: date) -> None:
    """Both ends of an interval are part of it, and an open end is open."""
    for start, until in ((None, None), ("2022-05-10", None), (None, "2022-05-20"), ("2022-05-10", "2022-05-20")):
        data = {"in_force": {key: value for key, value in (("from", start), ("until", until)) if value}}
        span = Interval(date.fromisoformat(start) if start else None, date.fromisoformat(until) if until else None)
        assert span.holds(day) == library(day).holds(data)


def test_a_rule_tells_who_settles_it_and_its_cases() -> None:
    """A weighing says whose decision settles it, on which grounds, and shows its cases by name."""
    rule = one("country-weighing-high-concern")
    assert (rule["kind"], rule["settled_by"]["authority"]) == ("weighing", "om")
    assert "weighty_dutch_investigative_interest" in rule["settled_by"]["grounds"]
    assert "no decision recorded" in rule["cases"]
    assert one("refugee-from-a-party")["settled_by"] is None


def test_an_article_gathers_what_cites_its_paragraphs() -> None:
    """A rule that cites 17a(2) stands under 17a and under 17a(2), not under 17a(3) or 17."""
    assert "claimed-basis-serves" in {rule["name"] for rule in one("wpg/17a")["rules"]}
    assert "claimed-basis-serves" in {rule["name"] for rule in one("wpg/17a(2)")["rules"]}
    for other in ("wpg/17a(3)", "wpg/17"):
        found = [rule["name"] for each in named(other, library()) for rule in one(f"{each[0]}:{each[1]}")["rules"]]
        assert "claimed-basis-serves" not in found


class WithGap(Library):
    """The shipped entries with one gap."""

    @property
    def gaps(self) -> list[dict[str, Any]]:
        """One provision that no rule cites."""
        return [{"source": "wpg", "at": "art. 99(2)", "why": "a person judges it", "surfaced_by": ["partner.eu"]}]


def test_an_article_that_is_a_gap_is_told() -> None:
    """An article that no rule says is found by its gap, which tells why and what brings it up."""
    found = WithGap(shelf(), "en", TODAY)
    assert "99" in articles_of("wpg", found)
    report = explained(named("wpg/99", found), found)
    FastValidator(schema("explain")).validate(report)
    (entry,) = report["found"]
    assert (entry["rules"], entry["gaps"]) == ([], found.gaps)
    page = Page(80)
    say(sheet_of(entry, "en"), page)
    assert "art. 99(2): a person judges it [partner.eu]" in "\n".join(line for _, line in page.lines)


def test_an_instrument_tells_its_status_over_time() -> None:
    """The treaty with Morocco was signed in 2010 and is in force since 1 December 2012; the rules naming it are shown."""
    before, after = (one("nl-ma-mla-treaty", day) for day in (date(2012, 11, 30), date(2012, 12, 1)))
    assert [status["is"] for status in before["status"] if status["holds"]] == ["signed"]
    assert [status["is"] for status in after["status"] if status["holds"]] == ["in_force"]
    assert one("nl-ma-letter-of-intent-2022")["named_in"] == ["morocco-letter-of-intent"]


def test_a_word_that_is_two_things_names_both() -> None:
    """A source and an instrument of one name are both found; a prefix chooses."""
    found = library()
    assert named("europol-regulation", found) == [
        ("instrument", "europol-regulation"),
        ("source", "europol-regulation"),
    ]
    assert named("source:europol-regulation", found) == [("source", "europol-regulation")]
    assert named("rule:europol-regulation", found) == []


@pytest.mark.parametrize(("word", "code"), [("ma", "MA"), ("Marokko", "MA"), ("morocco", "MA"), ("EUROPOL", "europol"), ("partner:no", "NO")])  # fmt: skip
def test_a_partner_goes_by_its_name_too(word: str, code: str) -> None:
    """A code in other letters and a Dutch or English name mean the partner, where they name nothing else."""
    assert [("partner", code)] == named(word, library())


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("country-wieghing", "country-weighing"),
        ("partner.eeu", "partner.eu"),
        ("fact:partner.eeu", "partner.eu"),
        ("third-country", "third_country"),
        ("duplicate-key", "reading/duplicate-key"),
        ("wpg/99", "wpg/17a"),
        ("Moroco", "MA"),
        ("roles", "partner.roles"),
    ],
)
def test_a_near_miss_is_answered_with_what_was_meant(word: str, meant: str) -> None:
    """A word that is nearly a name names nothing, and the name is among those suggested."""
    assert named(word, library()) == []
    assert meant in near(word, library())


@pytest.mark.parametrize(
    ("title", "entry"),
    [
        ("dubbele strafbaarheid", ("fact", "offence.dual_criminality")),
        ("Dual Criminality", ("fact", "offence.dual_criminality")),
        ("operational act (no agreement and no refusal)", ("definition", "operational_act")),
        ("Halfjaarbericht politie juni 2022", ("source", "letter-2022")),
        ("letter of intent between the Dutch and the Moroccan police", ("instrument", "nl-ma-letter-of-intent-2022")),
    ],
)
def test_an_entry_is_found_by_its_title(title: str, entry: tuple[str, str]) -> None:
    """Who has read a title in a verdict can ask for it as it stands there, and part of it leads there."""
    assert named(title, library()) == [entry]
    assert named(title[:-2], library()) == []
    assert entry[1] in near(title[:-2], library())


def test_every_word_that_is_printed_for_a_rule_can_be_asked_for() -> None:
    """The verdicts, and what a line says where no rule speaks, are explained as any rule is."""
    printed = [*Verdict, COVERAGE, STILL_UNKNOWN]
    assert [("term", str(word)) in named(word, library()) for word in printed] == [True] * len(printed)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("onvolledig", [("term", "incomplete")]),
        ("verboden", [("term", "prohibited")]),
        ("voorleggen", [("term", "refer")]),
        ("Toegestaan", [("term", "permitted")]),
        ("weging", [("term", "weighing")]),
        ("part", [("term", "part")]),
        ("curable", [("term", "curable")]),
        ("go", [("term", "decision")]),
        ("om", [("fact", "authority"), ("partner", "OM")]),
        ("OM", [("partner", "OM")]),
        ("siena", [("fact", "channel")]),
        ("verdachte", [("fact", "subject.category"), ("fact", "subject.presented_as")]),
        ("art. 17a Wpg", [("article", "wpg/17a")]),
        ("Artikel 17a van de Wpg", [("article", "wpg/17a")]),
        ("wpg 17a", [("article", "wpg/17a")]),
        ("wpg-17a", [("article", "wpg/17a")]),
        ("Wpg, art. 17a", [("article", "wpg/17a")]),
        ("art. 3 EVRM", [("article", "echr/3")]),
        ("art. 999 Wpg", []),
        ("17a", []),
    ],
)
def test_a_word_as_it_is_said_leads_to_what_it_means(word: str, expected: list[tuple[str, str]]) -> None:
    """A word of a report in Dutch, a code of a fact, an article as it is cited: before what is only nearly called so."""
    assert named(word, library()) == expected


def test_each_term_is_explained_in_both_languages_and_no_other_name_is_lost() -> None:
    """A term has a text in each language; what it is called besides is no name of an entry of its own."""
    assert {word: {"nl", "en"} for word in TERMS} == {word: set(texts) for word, texts in TERMS.items()}
    assert set(CALLED.values()) <= TERMS.keys()
    taken = [word for word in CALLED if any(word in entries(sort, library()) for sort in SORTS)]
    assert taken == []


def test_markdown_escapes_what_a_text_holds_of_markup() -> None:
    """Markup and control characters in a text are shown, never obeyed; a fence outlasts those in the text."""
    rows = (Row("<b> [x](y) `z` *a* \x1b[31m", "l|"),)
    said = markdown([Sheet("# t", "u", (Section("h", rows), Section("", (Row("```\nx"),), verbatim=True)))], "f")
    assert "- **l\\|** \\<b\\> \\[x\\](y) \\`z\\` \\*a\\* \\\\u001b\\[31m" in said
    assert "````\n```\nx\n````" in said


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Bonaire", "BQ"),
        ("VS", "US"),
        ("USA", "US"),
        ("UK", "GB"),
        ("Engeland", "GB"),
        ("Curacao", "CW"),
        ("belgie", "BE"),
    ],
)
def test_a_partner_is_found_by_what_it_is_called(word: str, code: str) -> None:
    """A common name, a part of the partner, a name without its accents: each leads to the partner."""
    assert [("partner", code)] == named(word, library())


def test_every_alias_is_of_a_partner_and_adds_to_its_names() -> None:
    """No alias is a name that the partner's file gives, or the code or name of another."""
    partners = library().shelf.partners
    given = {name.casefold() for data in partners.values() for name in data["name"].values()}
    assert (set(ALIASES.values()) - library().shelf.codes, given & ALIASES.keys()) == (set(), set())
    assert {alias for alias in ALIASES if {alias.upper(), alias} & set(library().shelf.codes)} == set()
