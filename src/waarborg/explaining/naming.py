"""Which entries of a policy a word names, and which it nearly names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from waarborg.core.citation import articles_in, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from waarborg.explaining.library import Library

SORTS = ("rule", "fact", "definition", "instrument", "source", "article", "partner", "term", "code")
"""What a word can name; each is also the prefix that says so: `fact:partner.eu`."""
NEAR = 4
FEW = 3
"""A value that more facts can have is asked for with the fact."""
_CITED = re.compile(
    r"(?:art(?:ikel|icle|\.)?\s*|section\s+|§\s*)?"
    r"(?:(?P<before>[0-9][0-9a-z.:()]*)\s+(?:of\s+the\s+|van\s+(?:de\s+|het\s+)?)?)?"
    r"(?P<source>[^\s].*?)"
    r"(?:[\s,-]+(?:art(?:ikel|icle|\.)?\s*)?(?P<after>[0-9][0-9a-z.:()]*))?",
    re.IGNORECASE,
)
"""An article before or behind the name of its source."""


def named(word: str, library: Library) -> list[tuple[str, str]]:
    """Every (sort, name) that the word names; more than one where it is ambiguous, none where it is unknown."""
    prefix, colon, rest = word.partition(":")
    if colon and prefix in SORTS:
        found = [(prefix, name) for name in _names(prefix, rest, library)]
        return found or [("partner", code) for code in _partners_called(rest, library) if prefix == "partner"]
    found = [(sort, name) for sort in SORTS for name in _names(sort, word, library)]
    return found or _called(word, library)


def _called(word: str, library: Library) -> list[tuple[str, str]]:
    """What a word that is no name leads to: a term, an article, the facts that have it as a code, and partners.

    Where it is none of these, the facts of which a code is called so, and else the entries with that title.
    """
    from waarborg.explaining.terms import CALLED  # noqa: PLC0415 (for a word that is no name)

    term, article = CALLED.get(word.casefold()), _article_called(word, library)
    found = [
        *([("term", term)] if term else []),
        *([("article", article)] if article else []),
        *(("fact", path) for path in _few(facts_having(word, library))),
        *(("partner", code) for code in _partners_called(word, library)),
    ]
    found = found or [("fact", path) for path in _few(_facts_naming(word, library))]
    return found or [(sort, name) for sort, name, title in _titles(library) if title == _folded(word)]


def _folded(word: str) -> str:
    from waarborg.reading.aliases import folded  # noqa: PLC0415 (for a word that is no name)

    return folded(word)


def _titles(library: Library) -> Iterator[tuple[str, str, str]]:
    """The sort and the name of each entry that has a title, with that title in small letters, Dutch and English."""
    for fact in library.vocabulary.facts.values():
        for title in (fact.name.nl, fact.name.en):
            yield "fact", fact.path, _folded(title)
    for sort, entries_of, key in (
        ("rule", library.rules, "title"),
        ("definition", library.definitions, "title"),
        ("instrument", library.instruments, "title"),
        ("source", library.sources, "name"),
    ):
        for name, entry in entries_of.items():
            for title in entry[key].values():
                yield sort, name, _folded(title)


def _few(paths: list[str]) -> list[str]:
    """The facts, unless there are so many that the word says little of any."""
    return paths if len(paths) <= FEW else []


def facts_having(code: str, library: Library) -> list[str]:
    """The facts that a descriptor can state as the code."""
    return [fact.path for fact in library.vocabulary.facts.values() if not fact.reference and code in fact.values]


def _facts_naming(word: str, library: Library) -> list[str]:
    """The facts that a descriptor can state as a code of that Dutch or English name."""
    wanted = _folded(word)
    return [
        fact.path
        for fact in library.vocabulary.facts.values()
        if not fact.reference
        and any(wanted == _folded(name) for names in fact.names.values() for name in names.values())
    ]


def _article_called(word: str, library: Library) -> str | None:
    """The article of a source as it is cited in speech: `art. 17a Wpg`, `wpg 17a`."""
    said = _CITED.fullmatch(word.strip())
    if said is None:
        return None
    article = said["before"] or said["after"]
    if article is None:
        return None
    wanted = said["source"].casefold()
    for source, data in library.sources.items():
        called = {source, *(name.casefold() for name in data["name"].values())}
        if wanted in called and is_cited(source, article, library):
            return f"{source}/{article}"
    return None


def _names(sort: str, word: str, library: Library) -> Iterator[str]:
    if sort == "article":
        source, slash, article = word.partition("/")
        if slash and source in library.sources and is_cited(source, article, library):
            yield word
    elif (sort != "code" or "/" in word) and word in entries(sort, library):
        yield word


def entries(sort: str, library: Library) -> Collection[str]:
    """The names of all entries of a sort; those of articles cannot be listed, so there are none."""
    match sort:
        case "rule":
            return library.rules
        case "fact":
            return library.vocabulary.facts
        case "definition":
            return library.definitions
        case "instrument":
            return library.instruments
        case "source":
            return library.sources
        case "partner":
            return library.shelf.codes
        case "code":
            from waarborg.explaining.codes import CODES  # noqa: PLC0415 (a long table, for its own words alone)

            return CODES
        case "term":
            from waarborg.explaining.terms import TERMS  # noqa: PLC0415 (likewise)

            return TERMS
        case _:
            return ()


def words_of(sort: str, library: Library) -> list[str]:
    """Everything of a sort that can be asked for; of articles, all that the policy cites of any source."""
    if sort != "article":
        found = entries(sort, library)
        return sorted(found) if sort == "partner" else list(found)
    return [f"{source}/{article}" for source in library.sources for article in articles_of(source, library)]


def is_cited(source: str, article: str, library: Library) -> bool:
    """Whether a rule, definition, instrument or gap of the policy cites the article of the source."""
    return any(within(cited, article) for cited in _cited(source, library))


def _cited(source: str, library: Library) -> Iterator[str]:
    """The articles of the source that the policy cites, each with its paragraphs, as often as it cites them."""
    for entry in (*library.rules.values(), *library.definitions.values(), *library.instruments.values()):
        for each in entry["sources"]:
            if each["id"] == source:
                yield from articles_in(each.get("at", ""))
    for gap in library.gaps:
        if gap["source"] == source:
            yield from articles_in(gap["at"])


def articles_of(source: str, library: Library) -> list[str]:
    """The articles of the source that the policy cites, without their paragraphs, in their own order."""
    return sorted({cited.split("(", 1)[0] for cited in _cited(source, library)}, key=_order)


def _order(article: str) -> tuple[tuple[int, str], ...]:
    """Articles in the order of their numbers: 6b before 17a, 5.1.5 before 5.1.10."""
    steps = article.replace(":", ".").split(".")
    return tuple((int("".join(c for c in step if c.isdigit()) or 0), step) for step in steps)


def _partners_called(word: str, library: Library) -> list[str]:
    """The codes of the partners that the word means: a code in other letters, or a Dutch or English name."""
    codes = [code for code in (word.upper(), word.lower()) if code in library.shelf.codes]
    if codes:
        return codes
    from waarborg.reading.aliases import ALIASES, folded  # noqa: PLC0415 (for a word that is no code)

    wanted = folded(word)
    alias = ALIASES.get(wanted)
    if alias in library.shelf.codes:
        return [alias]
    return [
        code
        for code, data in library.shelf.partners.items()
        if wanted in {folded(name) for name in data["name"].values()}
    ]


def near(word: str, library: Library) -> list[str]:
    """Names near the word, the nearest first, each as it can be asked for."""
    from difflib import get_close_matches  # noqa: PLC0415 (needed for a word that names nothing)

    prefix, colon, rest = word.partition(":")
    sorts = (prefix,) if colon and prefix in SORTS else SORTS
    wanted = rest if colon and prefix in SORTS else word
    source, slash, _ = wanted.partition("/")
    if slash and source in library.sources:
        return [f"{source}/{article}" for article in articles_of(source, library)]
    known = [name for sort in sorts for name in entries(sort, library)]
    partners = library.shelf.partners.items() if "partner" in sorts else ()
    names: dict[str, str] = {name: code for code, data in partners for name in data["name"].values()}
    found = [name for name in known if wanted in name.split(".")][:NEAR]
    found += facts_having(wanted, library)[:NEAR] if "fact" in sorts else []
    found += get_close_matches(wanted, [*known, *names], n=NEAR, cutoff=0.6)
    found += [name for name in known if len(wanted) > NEAR and wanted in name][:NEAR]
    titles = [(name, title) for sort, name, title in _titles(library) if sort in sorts] if len(found) < NEAR else []
    found += [name for name, title in titles if len(wanted) > NEAR and _folded(wanted) in title]
    return list(dict.fromkeys(names.get(name, name) for name in found))[:NEAR]
