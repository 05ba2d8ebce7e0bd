"""Articles as citations name them: `art. 17a(2)(b), 17a(3)` names 17a(2)(b) and 17a(3), both within 17a."""

from __future__ import annotations

import re

_ARTICLE = re.compile(r"\d+[a-z]{0,2}(?:[.:]\d+[a-z]{0,2})*(?:\([0-9a-z]{1,4}\))*")
_PREFIX = re.compile(r"\b(?:art|arts)\.\s*(.*)", re.DOTALL)


def articles_in(at: str) -> tuple[str, ...]:
    """The articles that the place of a citation names, each with its paragraphs; none where it names no article.

    `art. 5.1.5(3)` gives `5.1.5(3)`; `Waarborgen` gives none. What stands after a semicolon is not an article.
    """
    found = _PREFIX.search(at)
    return tuple(_ARTICLE.findall(found[1].split(";", 1)[0])) if found else ()


def within(cited: str, article: str) -> bool:
    """Whether an article that is cited is `article` or a paragraph of it: 17a(2)(b) is within 17a(2) and 17a."""
    return cited == article or cited.startswith(f"{article}(")
