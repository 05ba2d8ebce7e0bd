"""A finding is known again by its digest, wherever it stands and in whichever language it is told."""

from __future__ import annotations

import json

import pytest
from reporting_of import told

from waarborg.core.place import Place, Problem
from waarborg.reports.identity import MOST, Repeats, fingerprint_of
from waarborg.reports.result import problem_of


def twice(key: str = "id", file: str = "a.yaml", line: int = 3, code: str = "reading/duplicate-key") -> Problem:
    """A problem whose message names a line, as it is raised."""
    return Problem(code, f"the key `{key}` stands twice, first on line {line}", Place(file, line + 4, 1))


def test_neither_lines_nor_language_change_a_digest() -> None:
    """The same mistake further down, told in Dutch, is the same finding; in the exchange it stands in it is one file's."""
    assert fingerprint_of(twice()) == fingerprint_of(twice(line=70))
    english, dutch = (problem_of(twice(), "one", language=language) for language in ("en", "nl"))
    assert english["message"] != dutch["message"]
    assert english["fingerprint"] == dutch["fingerprint"]
    assert fingerprint_of(twice(), "one") == fingerprint_of(twice(file="renamed.yaml"), "one")


@pytest.mark.parametrize("other", [twice("date"), twice("id 2"), twice(file="b.yaml"), twice(code="schema/other")])
def test_another_mistake_has_another_digest(other: Problem) -> None:
    """What is wrong, the user's own words and the file each count, and the numbers in those words as well."""
    assert fingerprint_of(other) != fingerprint_of(twice())


@pytest.mark.parametrize(("name", "key"), [("sarif", "partialFingerprints"), ("gitlab", "fingerprint")])
def test_the_same_mistake_twice_in_a_file_is_two_findings(name: str, key: str) -> None:
    """A system that goes by digests shows each, in the same order whatever the language."""
    for language in ("en", "nl"):
        data = [problem_of(twice(line=line), "one", language=language) for line in (3, 9)]
        report = json.loads(told(name, [], data, language=language))
        found = report if name == "gitlab" else report["runs"][0]["results"]
        digests = [json.dumps(each[key]) for each in found]
        assert len(set(digests)) == 2
        if language == "en":
            english = digests
    assert digests == english


def test_what_is_remembered_of_a_file_stays_flat() -> None:
    """A file of a million lines is remembered as far as the last ones; what comes again at once is met."""
    repeats = Repeats()
    numbers = [repeats.number("night.ndjson", str(number)) for number in range(3 * MOST)]
    assert (set(numbers), repeats.number("night.ndjson", str(3 * MOST - 1))) == ({1}, 2)
    assert len(vars(repeats)["_told"]) <= MOST
    assert repeats.number("other.ndjson", str(3 * MOST - 1)) == 1
