"""What is doubtful in sources: their use, their identifiers and the words quoted from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from waarborg.linting.linted import Linted, found, strings_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.core.place import Problem, Route
    from waarborg.reading.document import Document

FORMS = {
    "bwb": (re.compile(r"BWB[RV][0-9]{7}"), "BWBR0022463"),
    "celex": (
        re.compile(r"[0-9CE][0-9]{4}[A-Z]{1,2}[0-9]{4}(?:\([0-9]{2}\))?|0[0-9]{4}[A-Z]{1,2}[0-9]{4}-[0-9]{8}|1[0-9]{4}[A-Z](?:/TXT|[0-9]{3})"),
        "32016L0680",
    ),
    "ecli": (re.compile(r"ECLI:[A-Z]{2}:[A-Z0-9]{1,7}:(?:19|20)[0-9]{2}:[A-Z0-9.]{1,25}"), "ECLI:NL:HR:2023:864"),
    "trb": (re.compile(r"(?:19|20)[0-9]{2}, [1-9][0-9]{0,3}"), "1951, 131"),
    "stb": (re.compile(r"(?:18|19|20)[0-9]{2}, [1-9][0-9]{0,3}"), "2007, 300"),
    "stcrt": (re.compile(r"(?:19|20)[0-9]{2}, [1-9][0-9]{0,5}"), "2025, 14538"),
    "kamerstuk": (re.compile(r"[0-9]{2} [0-9]{3}(?: \(R[0-9]+\)|[- ][IVX]+)?(?:, nr\. [0-9]+)?"), "32 317, nr. 751"),
    "eli": (re.compile(r"https?://\S+/eli/\S+"), "http://data.europa.eu/eli/dir/2016/680/oj"),
    "doi": (re.compile(r"10\.[0-9]{4,9}/\S+"), "10.1000/182"),
}  # fmt: skip
"""The form of each official identifier, with one that has it."""
CELEX_OF_KIND = {"eu_directive": "L", "eu_regulation": "R", "eu_decision": "DF", "eu_recommendation": "H"}
"""The letters that stand for each kind of act of Union law; a framework decision has its own."""
OF_LAW = frozenset({"statute", "decree", "ministerial_regulation", "treaty", "convention", "case", *CELEX_OF_KIND})
"""The kinds of source that always have an official identifier."""
_LEFT_OUT = re.compile(r"\[?(?:\.\.\.|…)\]?")
_SAME = str.maketrans("\u201c\u201d\u201e\u2018\u2019\u2013\u2014", '"""\'\'--', "\u00ad")
"""Quotation marks and dashes as a keyboard has them, and no soft hyphens."""


def unused_sources(linted: Linted) -> Iterator[Problem]:
    """Sources that nothing cites: no rule, definition, instrument, partner, threshold or gap."""
    documents = [each for name, each in linted.written.documents.items() if name != "sources.yaml"]
    partners = [each for each in linted.partners if not isinstance(each, list)]
    used = {text for each in (*documents, *partners, *linted.others) for text in strings_in(each.data)}
    for name in linted.policy.sources:
        if name not in used:
            message = f"nothing cites `{name}`"
            route = ("sources", name)
            yield found("lint/unused-source", message, linted.sources, route, "remove it, or cite it", of_key=True)


def identifiers(linted: Linted) -> Iterator[Problem]:
    """Identifiers that are missing, malformed or of another kind of act."""
    for name, data in linted.sources.data["sources"].items():
        route: Route = ("sources", name, "identifier")
        given = data["identifier"]
        if set(given) == {"other"} and data["kind"] in OF_LAW:
            message = f"`{name}` has no official identifier"
            hint = "find its BWB, CELEX, ECLI, Trb., Stb., Stcrt. or Kamerstuk number"
            yield found("lint/no-identifier", message, linted.sources, route, hint, of_key=True)
        for key, value in given.items():
            form = FORMS.get(key)
            if form and not form[0].fullmatch(value):
                message = f"`{value}` is no {key} identifier"
                yield found("lint/identifier-form", message, linted.sources, (*route, key), f"write {form[1]}")
        yield from _celex(linted.sources, data, route)


def _celex(document: Document, data: dict[str, Any], route: Route) -> Iterator[Problem]:
    letters = CELEX_OF_KIND.get(data["kind"])
    celex = re.fullmatch(r"3[0-9]{4}([A-Z]{1,2})[0-9]{4}.*", data["identifier"].get("celex", ""))
    if letters and celex and celex[1] not in letters:
        message = f"`{celex[0]}` is not the CELEX number of a {data['kind'].removeprefix('eu_')}"
        hint = f"the letter of one is {' or '.join(letters)}: correct the number or the kind"
        yield found("lint/identifier-kind", message, document, (*route, "celex"), hint)


def quotes(linted: Linted) -> Iterator[Problem]:
    """Quotes that do not stand in the text of their source, where the folder of texts has it."""
    if linted.texts is None:
        return
    read: dict[str, str | None] = {}
    for document, route, cite in _cites(linted):
        source, quote = cite["id"], cite.get("quote")
        if not quote:
            continue
        if source not in read:
            path = linted.texts / f"{source}.txt"
            read[source] = _bare(path.read_text("utf-8")) if path.is_file() else None
        text = read[source]
        if text is not None and not _stands_in(quote, text):
            message = f"this quote does not stand in the text of `{source}`"
            hint = "take over the source's own words; mark what is left out with `...`"
            yield found("lint/no-quote", message, document, (*route, "quote"), hint)


def _cites(linted: Linted) -> Iterator[tuple[Document, Route, dict[str, Any]]]:
    for document, route, data in linted.written.rules:
        for index, cite in enumerate(data["sources"]):
            yield document, (*route, "sources", index), cite
    for document, key in ((linted.definitions, "definitions"), (linted.instruments, "instruments")):
        for name, data in document.data[key].items():
            for index, cite in enumerate(data["sources"]):
                yield document, (key, name, "sources", index), cite


def _bare(text: str) -> str:
    """The text without white space, its quotation marks and dashes made alike."""
    return "".join(text.translate(_SAME).split())


def _stands_in(quote: str, text: str) -> bool:
    """Whether the pieces of the quote stand in the text one after the other."""
    start = 0
    for piece in map(_bare, _LEFT_OUT.split(quote)):
        start = text.find(piece, start)
        if start < 0:
            return False
        start += len(piece)
    return True
