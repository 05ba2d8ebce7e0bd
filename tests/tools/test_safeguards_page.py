"""The page that maps the letter is what the policy says, whole, and in the letter's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from safeguards_page import PAGE, carriers, page, statements
from waarborg.core.policy import Kind
from waarborg.reading.policies import read_policy, shipped_policies

LETTER = Path(__file__).parents[3] / "shared" / "source" / "letter-2022.txt"
SOFT = {"eu_recommendation", "declaration", "page"}


def letter() -> str:
    """The letter on one line, with the word it breaks at a hyphen joined again."""
    return " ".join(LETTER.read_text("utf-8").replace("Informatie-\n", "Informatie-").split())


def test_the_page_is_what_the_policy_says() -> None:
    """`tools/safeguards_page.py` was run after the last change of policy."""
    assert page() == PAGE.read_text("utf-8")


def test_every_statement_is_numbered_and_carried() -> None:
    """S1 to S35 are there, in order; each is carried by a rule, a definition or an instrument, and no other is cited."""
    numbers = [f"S{number}" for number in range(1, 36)]
    assert numbers == list(statements())
    cited = {number for carrier in carriers() for number in carrier.cite.get("statement", ())}
    assert set(numbers) == cited


def test_every_citation_that_carries_a_statement_quotes_it() -> None:
    """Whatever names a statement gives the words it rests on."""
    silent = [carrier.id for carrier in carriers() if "statement" in carrier.cite and "quote" not in carrier.cite]
    assert silent == []


@pytest.mark.skipif(not LETTER.exists(), reason="the letter itself is not beside the checkout")
def test_every_quote_stands_in_the_letter() -> None:
    """The words of each statement and each citation, in rules, definitions and instruments, are the letter's own."""
    text = letter()
    quotes = [carrier.cite["quote"] for carrier in carriers() if "quote" in carrier.cite]
    words = [statement["words"] for statement in statements().values()]
    assert [quote for quote in quotes + words if quote not in text] == []


def test_soft_law_never_bans() -> None:
    """No prohibition cites a recommendation, a declaration or a page but beside a source that binds or the letter (S13)."""
    policy = read_policy(shipped_policies())
    soft = [
        rule.id
        for rule in policy.rules
        if rule.kind is Kind.PROHIBITION and {policy.sources[cite.source].kind for cite in rule.sources} <= SOFT
    ]
    assert soft == []
    assert "council-recommendation-2022-915" not in {
        cite.source for rule in policy.rules if rule.kind is Kind.PROHIBITION for cite in rule.sources
    }
