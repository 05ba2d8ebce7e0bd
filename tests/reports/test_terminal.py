"""The page of a verdict fits a screen or two, and hides nothing that counts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from waarborg.core.exchange import LISTS
from waarborg.core.judge import Judge
from waarborg.core.policy import Kind
from waarborg.core.stating import statement_of
from waarborg.core.truth import FALSE
from waarborg.core.verdict import Level, Verdict
from waarborg.core.vocabulary import Sort
from waarborg.reading.document import Document
from waarborg.reading.exchanges import read_exchange
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.schema import accepts
from waarborg.reading.tree import read_yaml
from waarborg.reading.vocabulary import stated_facts, vocabulary
from waarborg.reports.findings import findings
from waarborg.reports.layout import Page
from waarborg.reports.questions import MOST
from waarborg.reports.terminal import VerdictReport

if TYPE_CHECKING:
    from waarborg.core.policy import Policy
    from waarborg.core.verdict import ExchangeVerdict

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
DATES = {f"{path}.date" for path in stated_facts()}
"""The dates of records: they are written in the record itself."""
TWO_SCREENS = 130
"""Two screens of 65 lines, of which a verdict with four weighings takes the most."""


@cache
def _judge() -> tuple[Judge, Policy]:
    policy = read_policy(shipped_policies())
    return Judge(policy), policy


def _verdict(path: Path) -> ExchangeVerdict:
    judge, policy = _judge()
    document = next(iter(read_yaml(path.read_text("utf-8"), path.name)))
    assert isinstance(document, Document)
    exchange = read_exchange(document, policy).exchange
    assert exchange
    return judge.judge(exchange)


def _page(verdict: ExchangeVerdict, *, whole: bool = False, language: str = "en") -> list[str]:
    _, policy = _judge()
    page = Page()
    VerdictReport(page, verdict, policy, language).say(whole_tree=whole)
    return [line for _, line in page.lines]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_is_short_and_names_what_stands_in_the_way(path: Path, language: str) -> None:
    """Each rule that certainly refers or prohibits is named, each other one that counts is named or counted."""
    verdict = _verdict(path)
    lines = _page(verdict, language=language)
    assert len(lines) <= TWO_SCREENS
    assert all(len(line) <= 80 for line in lines if "|" not in line)
    text = " ".join(" ".join(lines).split())
    counting = [each for each in findings(verdict, _judge()[1]) if each.outcome.contributes.at_worst > 0]
    grave = {each.rule.id for each in counting if each.outcome.contributes.at_best >= Level.REFER}
    assert set() == {rule for rule in grave if f"[{rule}]" not in text}
    if any(f"[{each.rule.id}]" not in text for each in counting):
        assert "--explain" in text


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_whole_page_names_every_rule_in_force(path: Path) -> None:
    """Under `--explain` each rule stands among those that count, may count or do not; remarks where they may hold."""
    verdict = _verdict(path)
    text = " ".join(_page(verdict, whole=True))
    named = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", text))
    expected = {
        outcome.rule.id
        for part in verdict.parts
        for outcome in part.outcomes
        if outcome.rule.kind is not Kind.REMARK or outcome.truth is not FALSE
    }
    assert set() == expected - named


def test_many_questions_are_counted() -> None:
    """The most decisive questions are asked, and the page says how many are left."""
    verdict = _verdict(next(path for path in EXAMPLES if path.stem == "eu-facts-missing"))
    assert Verdict.INCOMPLETE is verdict.verdict
    left = len(verdict.missing) - MOST
    assert f"  and {left} more questions: --explain" in _page(verdict)


@pytest.mark.parametrize("path", [path for path in stated_facts() if path not in DATES])
def test_the_line_that_states_a_fact_is_admitted(path: str) -> None:
    """With its open values filled in, the line that a question gives is one that the schema accepts."""
    fact = stated_facts()[path]
    line = statement_of(fact, vocabulary())
    sample = {
        Sort.INTEGER: "1",
        Sort.DATE: "2026-01-01",
        Sort.SET: fact.values[0] if fact.values else "FR",
        Sort.ENUM: fact.values[0] if fact.values else "",
        Sort.REFERENCE: "FR" if fact.target == "partners" else "a-treaty",
        Sort.TEXT: "words",
        Sort.FINDING: "",
        Sort.BOOL: "",
        Sort.DECIMAL: "1.5",
    }[fact.sort]
    line = re.sub(r"date: \.\.\.", "date: 2026-01-01", line)
    line = re.sub(r"(source|reference): \.\.\.", r"\1: file 1", line)
    line = re.sub(r"(\w+)(\|\w+)+", r"\1", line).replace("...", sample)
    stated = {"schema": "waarborg/exchange-1", "id": "x", "date": "2026-01-01"}
    head = "\n".join(f"{key}: {value}" for key, value in stated.items() if key != fact.path)
    document = next(iter(read_yaml(f"{head}\n{line}\n", "x.yaml")))
    assert isinstance(document, Document), (line, document)
    assert accepts("exchange", document.data), line


@pytest.mark.parametrize(
    ("name", "most"), [("eu-vehicle-theft", 25), ("eu-pursuit-belgium", 25), ("morocco-treaty-decided", 45)]
)
def test_an_ordinary_descriptor_is_short(name: str, most: int) -> None:
    """An exchange in the EU comes to its verdict from 25 lines, one with a third country from 45."""
    path = next(path for path in EXAMPLES if path.stem == name)
    assert Verdict.PERMITTED_WITH_CONDITIONS is _verdict(path).verdict
    assert len(path.read_text("utf-8").splitlines()) <= most


def test_a_decision_on_a_weighing_that_is_not_raised_is_told(tmp_path: Path) -> None:
    """It changes nothing, and is not passed over in silence."""
    before = next(path for path in EXAMPLES if path.stem == "eu-vehicle-theft")
    decision = "{rule: airs-coordination, by: airs, outcome: go, date: 2026-11-01, reference: answer 7}"
    path = tmp_path / "decided.yaml"
    path.write_text(f"{before.read_text('utf-8')}decisions: [{decision}]\n", "utf-8")
    verdict = _verdict(path)
    assert (_verdict(before).bounds, ["not_raised"]) == (verdict.bounds, [reason for _, reason in verdict.unsettling])
    assert "  • the weighing `airs-coordination` is not raised by this exchange (answer 7)" in _page(verdict)


def test_a_stop_says_that_somebody_decided(tmp_path: Path) -> None:
    """Where nothing but a recorded stop stands in the way, the headline says so and blames no safeguard."""
    before = next(path for path in EXAMPLES if path.stem == "morocco-treaty-decided")
    path = tmp_path / "stopped.yaml"
    path.write_text(before.read_text("utf-8").replace("outcome: go", "outcome: stop"), "utf-8")
    assert _page(_verdict(path))[0] == "✗ PROHIBITED: somebody decided that it does not go ahead"


def test_a_gap_of_the_policy_is_told_with_whose_decision_will_do(tmp_path: Path) -> None:
    """Nobody can be asked what the policy does not know of a partner; that decision then settles the exchange."""
    text = next(path for path in EXAMPLES if path.stem == "suriname-drugs").read_text("utf-8")
    text = text.replace("channel: mla_airs", "channel: siena").replace(
        "nl-sr-mla-and-extradition-1976", "un-drugs-1988"
    )
    path = tmp_path / "siena.yaml"
    path.write_text(text, "utf-8")
    told = " ".join(" ".join(_page(_verdict(path))).split())
    assert "Europol: the policy does not know this for this day; a decision of the national unit (LIRC) on" in told
    assert "[channel-does-not-reach] will do" in told
    decision = "{rule: channel-does-not-reach, by: lirc, outcome: go, date: 2026-11-01, reference: answer 7}"
    path.write_text(f"{text}decisions: [{decision}]\n", "utf-8")
    assert Verdict.PERMITTED_WITH_CONDITIONS is _verdict(path).verdict


def test_what_stands_already_is_left_open_in_the_line() -> None:
    """Of the keys that lead to a fact, those that stand in the text already are shown to hold more."""
    facts = vocabulary()
    assert statement_of(facts["need.necessary"], facts) == "need: {necessary: true|false}"
    assert statement_of(facts["need.necessary"], facts, depth=1) == "need: {..., necessary: true|false}"
    told = statement_of(facts["subject.findings.torture"], facts, depth=1)
    finding = "torture: {is: established|indicated|excluded, source: ..., date: ...}"
    assert f"{LISTS['subject']}: [{{..., findings: {{{finding}}}}}]" == told
    told = statement_of(facts["subject.findings.torture"], facts, depth=2)
    assert f"{LISTS['subject']}: [{{..., findings: {{..., {finding}}}}}]" == told


IN_PARTS = """
schema: waarborg/exchange-1
id: parts
date: 2020-11-02
act: single_exchange
direction: out_answer
authority: lirc
personal_data: true
partners: [{code: MA, type: law_enforcement, roles: [requester, recipient]}]
subjects: [{id: driver, category: suspect}, {id: passenger, category: witness}]
basis: {gateway: binding_instrument, instrument: nl-ma-extradition-treaty-2023}
"""


def test_an_element_is_called_by_the_word_for_its_list(tmp_path: Path) -> None:
    """In Dutch the part and the question that are of one person say `betrokkene`, as the page in a browser does."""
    (tmp_path / "parts.yaml").write_text(IN_PARTS, "utf-8")
    verdict = _verdict(tmp_path / "parts.yaml")
    assert "(subject driver)" in " ".join(_page(verdict, whole=True))
    dutch = " ".join(_page(verdict, whole=True, language="nl"))
    assert ("(betrokkene driver)" in dutch, "subject driver" in dutch) == (True, False)


def test_what_the_policy_does_not_know_of_an_instrument_is_not_said_of_a_partner(tmp_path: Path) -> None:
    """On a day before all that is recorded of it, the status of an instrument is what the policy does not know."""
    (tmp_path / "parts.yaml").write_text(IN_PARTS, "utf-8")
    lines = [line for line in _page(_verdict(tmp_path / "parts.yaml"), whole=True) if "does not know this" in line]
    assert [line.split(". ", 1)[1] for line in lines if "status" in line] == [
        "instrument named, status: the policy does not know this for this day"
    ]


@pytest.mark.parametrize(("on", "told"), [("2026-11-03", True), ("2026-11-02", False)])
def test_an_answer_that_counts_later_is_said_to(tmp_path: Path, on: str, told: bool) -> None:  # noqa: FBT001 (a parameter)
    """Who has answered and is asked again learns why: the finding is of a day after that of the exchange."""
    path = tmp_path / "later.yaml"
    findings = f"findings: {{torture: {{is: excluded, source: file, date: {on}}}}}"
    path.write_text(
        "schema: waarborg/exchange-1\nid: later\ndate: 2026-11-02\nact: single_exchange\ndirection: out_answer\n"
        f"personal_data: true\npartners: [{{code: DE}}]\nsubjects: [{{{findings}}}]\n",
        "utf-8",
    )
    said = " ".join(" ".join(_page(_verdict(path), whole=True)).split())
    assert ("counts from its own date on" in said) is told
