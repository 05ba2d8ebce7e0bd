"""Refusals: every file of examples/refused with its exact problems, and what the schema alone cannot see."""

from __future__ import annotations

import json
import re
import time
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from waarborg.core.exchange import LISTS, Exchange
from waarborg.core.place import Problem
from waarborg.core.policy import Policy
from waarborg.core.vocabulary import AXES
from waarborg.reading.document import Document, Marks, found_in
from waarborg.reading.exchanges import read_exchange
from waarborg.reading.inputs import Named, files_in, read_exchanges
from waarborg.reading.json_tree import read_json
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.schema import MOST_PROBLEMS, POLICY_SCHEMAS, schema_text
from waarborg.reading.tree import read_yaml
from waarborg.reading.vocabulary import stated_facts
from waarborg.reading.wording import FORMS

REFUSED = Path(__file__).parents[2] / "examples" / "refused"
HEAD = "schema: waarborg/exchange-1\nid: x\ndate: 2026-11-02\n"

EXPECTED = {
    "contradiction.yaml": ["5:16 exchange/contradiction"],
    "decision-on-no-rule.yaml": ["7:12 exchange/unknown-rule", "7:97 exchange/unknown-label"],
    "duplicate-key.yaml": ["6:1 reading/duplicate-key"],
    "finding-without-source.yaml": ["6:25 schema/wrong-sort", "6:48 schema/missing-key", "6:48 schema/missing-key"],
    "half-a-document.json": ["2:24 reading/duplicate-key"],
    "looked-up-fact.yaml": ["6:16 schema/unknown-key"],
    "one-label-twice.yaml": ["5:24 exchange/duplicate-label", "6:26 exchange/duplicate-label"],
    "other-country-code.yaml": ["6:12 exchange/unknown-reference", "7:21 exchange/unknown-reference"],
    "typing-mistakes.yaml": [
        "5:6 schema/not-in-list",
        "7:12 exchange/unknown-reference",
        "7:22 schema/not-in-list",
        "8:16 schema/wrong-sort",
        "9:1 schema/unknown-key",
    ],
    "unknown-date.yaml": ["4:7 exchange/no-such-day"],
    "wrong-sorts.json": [
        "2:19 schema/wrong-sort",
        "2:39 schema/wrong-sort",
        "3:24 schema/wrong-sort",
        "3:27 schema/unknown-key",
    ],
    "yaml-tag.yaml": ["3:5 reading/tag"],
}  # fmt: skip


@cache
def policy() -> Policy:
    """The shipped policy."""
    return read_policy(shipped_policies())


def problems_in(path: Path) -> list[Problem]:
    """Every problem of the file."""
    return [problem for read in read_exchanges(Named(str(path), outright=True), policy()) for problem in read.problems]


def only(text: str) -> Document:
    """The one document that the text makes after the head."""
    (document,) = read_yaml(HEAD + text, "f")
    assert isinstance(document, Document)
    return document


def problems(text: str) -> list[str]:
    """The `line:column code` of every problem that the text makes after the head."""
    return said(list(read_exchange(only(text), policy()).problems))


def said(found: list[Problem]) -> list[str]:
    """Each problem as `line:column code`."""
    return [f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in found]


def exchange(text: str) -> Exchange:
    """The exchange that the text makes after the head."""
    read = read_exchange(only(text), policy())
    assert read.exchange is not None, read.problems
    return read.exchange


def test_every_refused_example_is_expected() -> None:
    """No file stands in examples/refused without its exact problems here."""
    assert sorted(EXPECTED) == sorted(path.name for path in REFUSED.iterdir())


@pytest.mark.parametrize("name", EXPECTED)
def test_a_refused_example_has_exactly_these_problems(name: str) -> None:
    """All problems of the file come at once, each with its code at its place and the line it points into."""
    found = problems_in(REFUSED / name)
    assert EXPECTED[name] == said(found)
    lines = (REFUSED / name).read_text("utf-8").split("\n")
    assert [lines[problem.place.line - 1] for problem in found] == [problem.excerpt for problem in found]


@pytest.mark.parametrize(
    ("name", "hints"),
    [
        ("typing-mistakes.yaml", {"did you mean `single_exchange`?", "did you mean `law_enforcement`?", "did you mean `need`?"}),
        ("wrong-sorts.json", {"did you mean `purpose`?"}),
        ("decision-on-no-rule.yaml", {"did you mean `country-weighing`?"}),
    ],
)  # fmt: skip
def test_a_near_miss_is_named(name: str, hints: set[str]) -> None:
    """A key, a value or a rule that is nearly right is answered with the one that was meant."""
    found = {problem.hint for problem in problems_in(REFUSED / name) if problem.hint.startswith("did you mean")}
    assert hints == found


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("channel: interpol", "did you mean `i_24_7`, `interpol_notice` or `interpol_diffusion`? `waarborg explain channel` lists all"),
        ("partners: [{type: police}]", "did you mean `law_enforcement` or `military_police`? `waarborg explain partner.type` lists all"),
        ("data: [{categories: [phone]}]", "did you mean `contact`, `telecom_traffic` or `intercepted_content`?"),
        ("offence: {category: drug_trafficking}", "did you mean `illicit_trafficking_drugs`?"),
        ("offence: {category: Mensenhandel}", "did you mean `trafficking_in_human_beings`?"),
        ("offence: {category: euro}", "did you mean `counterfeiting_currency`?"),
        ("need: {purpose: opsporing}", "did you mean `detection` or `investigation`? `waarborg explain need.purpose` lists all"),
        ("subjects: [{category: verdachte}]", "did you mean `suspect`?"),
        ("subjects: [{category: suspekt}]", "did you mean `suspect`?"),
        ("authorisation: {om: given}", "write {is: given, date: ..., reference: ...}"),
        ("personal_data: 'true'", "write it without quotes"),
        ("offence: {max_penalty_months: '72'}", "write it without quotes"),
        ("personal_data: ''", "write true or false"),
        ("subjects: ''", "write [one, two]"),
        ("subjects: [{findings: {torture: yes}}]", "write {is: established|indicated|excluded, source: ..., date: ...}"),
        ("partners: [{code: Morocco}]", "write MA"),
        ("partners: [{code: MAR}]", "write MA"),
        ("partners: [{code: turkije}]", "write TR"),
        ("partners: [{code: UK}]", "write GB"),
        ("subjects: [{nationality: [Curacao]}]", "write CW"),
        ("partners: [{code: Atlantis}]", "a country is named by two capitals, as in `MA`"),
        ("partners: [{id: Mr X}]", "at most 40 small letters, digits and hyphens, as in `suspect-1`"),
        ("basis: {instrument: nl_ma}", "an instrument is named as in `nl-ma-mla-treaty`: see `waarborg list instruments`"),
        ("basis: {instrument: nl-ma-mla}", "did you mean `nl-ma-mla-treaty`"),
        ("offence: {predominance: {is: excluded, source: ik, date: 2026-01-01}}", "write it out"),
    ],
)  # fmt: skip
def test_a_hint_says_in_plain_words_what_to_write(text: str, hint: str) -> None:
    """No hint shows a regular expression or the words of a validator."""
    (problem,) = read_exchange(only(text), policy()).problems
    assert problem.hint.startswith(hint)
    assert not set("^$\\").intersection(problem.hint + problem.message)


def test_every_form_that_a_schema_asks_for_has_words() -> None:
    """A text of the wrong form is answered with what it has to look like, in every schema that a user writes by."""
    written = ("exchange", *POLICY_SCHEMAS, "waivers", "baseline")
    patterns = {
        found for name in written for found in re.findall(r'"pattern": "((?:[^"\\\\]|\\\\.)*)"', schema_text(name))
    }
    unsaid = {json.loads(f'"{pattern}"') for pattern in patterns} - FORMS.keys()
    assert {
        pattern for pattern in unsaid if pattern not in {".+", "^[0-9a-f]{32}(?!\\n)$"} and "CE]" not in pattern
    } == set()


def test_what_is_referred_to_in_vain_is_told_with_what_the_schema_refuses() -> None:
    """One run tells both, so that nobody mends a file in two rounds."""
    found = read_exchange(only("act: seris\npartners: [{code: UK}]\nbasis: {instrument: none-such}"), policy()).problems
    assert [p.code for p in found] == ["schema/not-in-list", "exchange/unknown-reference", "exchange/unknown-reference"]


def test_another_code_for_a_country_is_answered_with_the_right_one() -> None:
    """UK is refused, and the hint says GB."""
    assert [problem.hint for problem in problems_in(REFUSED / "other-country-code.yaml")] == [
        "write GB",
        "`waarborg list instruments` names them all",
    ]


def test_a_number_with_a_point_is_no_day() -> None:
    """An integer written 72.0 is refused as what it is."""
    (problem,) = read_exchange(only("offence: {max_penalty_months: 72.0}\n"), policy()).problems
    assert (problem.code, problem.message) == ("schema/wrong-sort", "`72.0` is not a whole number")


@pytest.mark.parametrize("text", [f"subjects: [{'{}, ' * 1000}]\n", f"need: {{statement: {'x' * 5000}}}\n"])
def test_a_problem_quotes_no_more_than_a_reader_wants(text: str) -> None:
    """A list or a text that is too long is refused in a message of some lines, never repeated whole."""
    (problem,) = read_exchange(only(text), policy()).problems
    assert (problem.code, len(problem.message) < 300, len(problem.hint) < 300) == ("schema/refused", True, True)


ENDLESS: dict[str, dict[str, Any]] = {
    "keys": {f"k{number}": 1 for number in range(60_000)},
    "references": {"partners": [{"code": "XQ"}] * 60_000},
    "wrong sorts": {"partners": [{"code": 1}] * 60_000},
    "entries to be compared": {"safeguards": [{"a": number} if number % 2 else f"s{number}" for number in range(60_000)]},
    "a long key": {"subjects" * 500_000: 1},
    "a long word": {"act": "series" * 500_000},
    "a long code": {"partners": [{"code": "X" * 3_000_000}]},
    "a long rule": {"decisions": [{"rule": "a" * 3_000_000, "by": "om", "outcome": "go", "date": "2026-11-02", "reference": "r"}]},
}  # fmt: skip
"""What could be told without end, or looked through without end for what may be meant."""


@pytest.mark.parametrize("name", ENDLESS)
def test_no_document_takes_for_ever_to_refuse(name: str) -> None:
    """A thousand problems are told at most, the last of them that there are more, and none repeats what is long."""
    text = json.dumps({"schema": "waarborg/exchange-1", "id": "x", "date": "2026-11-02"} | ENDLESS[name])
    start = time.process_time()
    read = [each for each in read_exchanges(Named("x.json", True, text.encode()), policy()) if not each.skipped]
    assert time.process_time() - start < 10
    problems = [problem for each in read for problem in each.problems]
    assert 0 < len(problems) <= MOST_PROBLEMS
    assert (problems[-1].code == "reading/too-many-problems") is (len(problems) == MOST_PROBLEMS)
    assert [each for each in problems if len(each.message) > 300 or len(each.hint) > 1000] == []


def stating(path: str, value: Any) -> dict[str, Any]:
    """A descriptor that states one fact."""
    data: dict[str, Any] = {"schema": "waarborg/exchange-1", "id": "x", "date": "2026-11-02"}
    axis, _, rest = path.partition(".")
    keys = (rest if axis in AXES else path).split(".")
    inner: Any = value
    for key in reversed(keys):
        inner = {key: inner}
    return data | ({LISTS[axis]: [inner]} if axis in AXES else inner)


FACTS = [path for path in stated_facts() if path != "date" and not path.endswith(".date")]
"""Every fact that may be left out; the date of a record stands beside its value, never alone."""


@pytest.mark.parametrize("path", FACTS)
@pytest.mark.parametrize("value", [None, "unknown"])
def test_what_is_not_known_may_be_said_of_every_fact(path: str, value: str | None) -> None:
    """Null and `unknown` are accepted for every stated fact, and state nothing."""
    document = Document("f", stating(path, value), partial(found_in, "f", Marks(1, 1, 1)), ("",))
    read = read_exchange(document, policy())
    assert read.problems == ()
    assert read.exchange is not None
    stated = set(read.exchange.facts).union(*(each.facts for axis in read.exchange.elements.values() for each in axis))
    assert {"date"} == stated


@pytest.mark.parametrize("path", FACTS)
def test_a_mistyped_fact_is_refused(path: str) -> None:
    """A number with a fraction is no value of any stated fact, and neither is a mapping with an unknown key."""
    for value in (1.5, {"nonsense": 1}):
        document = Document("f", stating(path, value), partial(found_in, "f", Marks(1, 1, 1)), ("",))
        read = read_exchange(document, policy())
        assert (read.exchange, bool(read.problems)) == (None, True), (path, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("personal_data: yes", ["4:16 schema/wrong-sort"]),
        ("personal_data: 'true'", ["4:16 schema/wrong-sort"]),
        ("channel: NO", ["4:10 schema/not-in-list"]),
        ("partners: [{code: [MA]}]", ["4:19 schema/wrong-sort"]),
        ("partners: []", ["4:11 schema/empty-list"]),
        ("safeguards: legal_basis", ["4:13 schema/wrong-sort"]),
        ("nonsense: 1", ["4:1 schema/unknown-key"]),
        ("need: {nonsense: null}", ["4:8 schema/unknown-key"]),
        ("partners: [{code: MA, eu: true}]", ["4:23 schema/unknown-key"]),
        ("partners: [{code: MA, 'partner.eu': true}]", ["4:23 schema/unknown-key"]),
        ("partner.eu: true", ["4:1 schema/unknown-key"]),
        ("subjects: [{id: '2'}, {}]", ["4:23 exchange/duplicate-label"]),
        ("personal_data: false\nsubjects: [{}]", ["4:16 exchange/contradiction"]),
        (
            "personal_data: false\ndata: [{categories: [vehicle]}, {categories: [location, dna]}]",
            ["5:46 exchange/contradiction"],
        ),
        ("direction: out_answer\npartners: [{code: FR, roles: [origin]}, {roles: [origin]}]", ["5:30 exchange/contradiction"]),
        ("subjects: [{findings: {torture: {is: excluded, source: note, date: 2026-02-30}}}]", ["4:68 exchange/no-such-day"]),
        ("subjects: [{findings: {torture: {is: unknown, source: note, date: 2026-02-01}}}]", ["4:38 schema/not-in-list"]),
        ("subjects: [{nationality: [UK]}]", ["4:27 exchange/unknown-reference"]),
        ("partners: [{code: [[UK]]}]", ["4:19 schema/wrong-sort"]),
        ("decisions: [{rule: no-rule, by: om, outcome: go, date: 2026-02-30, reference: r}]", ["4:20 exchange/unknown-rule", "4:56 exchange/no-such-day"]),
        ("personal_data: maybe\nact: agreemnt\nnede: 1", ["4:16 schema/wrong-sort", "5:6 schema/not-in-list", "6:1 schema/unknown-key"]),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, expected: list[str]) -> None:
    """Each mistake is a problem at its own place, and all of them are said at once."""
    assert expected == problems(text)


def test_a_contradiction_needs_both_statements() -> None:
    """Subjects beside personal data, or beside personal data that are not known, contradict nothing."""
    for text in ("subjects: [{}]", "personal_data: true\nsubjects: [{}]", "personal_data: unknown\nsubjects: [{}]"):
        assert len(exchange(text).elements["subject"]) == 1
    assert False is exchange("personal_data: false").facts["personal_data"]
    for categories in ("[vehicle, location]", "[]", "unknown"):
        assert len(exchange(f"personal_data: false\ndata: [{{categories: {categories}}}]").elements["data"]) == 1
    assert len(exchange("personal_data: unknown\ndata: [{categories: [dna]}]").elements["data"]) == 1
    for text in (
        "direction: in_answer\npartners: [{roles: [origin]}]",
        "partners: [{roles: [origin]}]",
        "direction: out_answer\npartners: [{roles: [origin]}, {}]",
        "direction: out_answer\npartners: [{roles: [origin, recipient]}]",
        "direction: out_answer\npartners: [{roles: [origin, unknown]}]",
    ):
        assert exchange(text).elements["partner"] != ()


def test_a_limit_must_name_an_element() -> None:
    """A decision limited to a subject that is not listed is refused, and the hint says which are."""
    rule = policy().rules[0].id
    decision = f"{{rule: {rule}, by: om, outcome: go, date: 2026-11-01, reference: r, subjects: [%s]}}"
    read = read_exchange(only(f"subjects: [{{id: driver}}]\ndecisions: [{decision % 'owner'}]"), policy())
    assert [(each.code, each.hint) for each in read.problems] == [("exchange/unknown-label", "labels here: driver")]
    assert {"subject": frozenset({"driver"})} == exchange(
        f"subjects: [{{id: driver}}]\ndecisions: [{decision % 'driver'}]"
    ).decisions[0].limits


def test_too_many_combinations_are_refused() -> None:
    """Lists that multiply beyond what is judged are one problem."""
    text = f"partners: [{', '.join(f'{{id: p{n}}}' for n in range(110))}]\nsubjects: [{', '.join(['{}'] * 100)}]"
    assert problems(text) == ["4:11 exchange/too-many-parts"]


@pytest.mark.parametrize("text", ['id: "x\\n"\ndate: 2026-11-02', 'id: x\ndate: "2026-11-02\\n"'])
def test_a_trailing_line_end_is_no_part_of_an_id_or_a_date(text: str) -> None:
    """What the fast validator refuses is refused, even where the worded one would find nothing to say."""
    (document,) = read_yaml(f"schema: waarborg/exchange-1\n{text}", "f")
    assert isinstance(document, Document)
    assert read_exchange(document, policy()).exchange is None


def test_yaml_and_json_are_refused_alike() -> None:
    """The same mistakes in JSON have the same codes as in YAML."""
    text = '{"schema": "waarborg/exchange-1", "id": "x", "date": "2026-11-02", "act": "agreemnt", "nede": 1}'
    document = read_json(text, "f.json")
    assert isinstance(document, Document)
    found = [problem.code for problem in read_exchange(document, policy()).problems]
    assert found == ["schema/not-in-list", "schema/unknown-key"]


def test_an_unreadable_file_does_not_hide_the_others(tmp_path: Path) -> None:
    """In a folder, the files beside an unreadable one are read; documents that are no descriptors are passed over."""
    (tmp_path / "a.yaml").write_bytes(b"\xff")
    (tmp_path / "b.yaml").write_text(f"{HEAD}---\n{HEAD}id: y\n---\n{HEAD}", "utf-8")
    (tmp_path / "c.yaml").write_text("other: 1\n", "utf-8")
    (tmp_path / "d.txt").write_text("no descriptor", "utf-8")
    found = [
        (Path(named.path).name, "read" if read.exchange else "skipped" if read.skipped else read.problems[0].code)
        for named in files_in([str(tmp_path)])
        if isinstance(named, Named)
        for read in read_exchanges(named, policy())
    ]
    assert found == [
        ("a.yaml", "reading/not-utf-8"),
        ("b.yaml", "read"),
        ("b.yaml", "reading/duplicate-key"),
        ("b.yaml", "read"),
        ("c.yaml", "skipped"),
    ]


@pytest.mark.parametrize(
    ("content", "message"), [("", "the file is empty"), ("# note\n", "the file is empty"), ("a: 1", "this is no exchange descriptor")]
)  # fmt: skip
def test_a_file_named_outright_must_hold_a_descriptor(tmp_path: Path, content: str, message: str) -> None:
    """A file that the user named and that states no exchange is a problem, never passed over."""
    (tmp_path / "a.yaml").write_text(content, "utf-8")
    assert [("reading/no-descriptor", message)] == [
        (each.code, each.message) for each in problems_in(tmp_path / "a.yaml")
    ]


def test_a_path_that_cannot_be_asked_about_is_a_problem(tmp_path: Path) -> None:
    """A name that is too long for the file system is a problem, and the next path is read."""
    (tmp_path / "a.yaml").write_text(HEAD, "utf-8")
    first, second = files_in(["a" * 5000, str(tmp_path / "a.yaml")])
    assert isinstance(first, Problem)
    assert isinstance(second, Named)
    assert first.code == "reading/unreadable"
    assert [each.code for each in files_in([str(tmp_path / "b.yaml")]) if isinstance(each, Problem)] == [
        "reading/no-file"
    ]
