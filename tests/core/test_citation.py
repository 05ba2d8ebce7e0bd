from __future__ import annotations

import pytest

from waarborg.core.citation import articles_in, within


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("art. 17a", ("17a",)),
        ("art. 17a(2)(b), 17a(3)", ("17a(2)(b)", "17a(3)")),
        ("art. 5.1.5(3)", ("5.1.5(3)",)),
        ("art. 5:1(6)", ("5:1(6)",)),
        ("art. 3, 6", ("3", "6")),
        ("arts. 36a, 36c(2)", ("36a", "36c(2)")),
        ("Waarborgen", ()),
        ("", ()),
    ],
)
def test_the_articles_that_a_citation_names(at: str, expected: tuple[str, ...]) -> None:
    """Each article is found with its paragraphs, and a heading names none."""
    assert expected == articles_in(at)


@pytest.mark.parametrize(
    ("cited", "article", "expected"),
    [
        ("17a(2)(b)", "17a", True),
        ("17a(2)(b)", "17a(2)", True),
        ("17a", "17a", True),
        ("17a", "17", False),
        ("17a(2)", "17a(3)", False),
        ("17a", "17a(2)", False),
    ],
)
def test_a_paragraph_lies_within_its_article(cited: str, article: str, expected: bool) -> None:  # noqa: FBT001 (a parameter)
    """A paragraph lies within its article, an article not within its paragraph, and 17a is not 17."""
    assert within(cited, article) is expected
