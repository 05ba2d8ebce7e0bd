"""What is told of very many parts: once for all that are alike, and the same as if it were not."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from waarborg.core.judge import Judge
from waarborg.core.policy import Policy
from waarborg.core.verdict import ExchangeVerdict
from waarborg.reading.inputs import Named, read_exchanges
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reports.identity import fingerprint
from waarborg.reports.json_pieces import pieces_of
from waarborg.reports.layout import safe
from waarborg.reports.page_data import exchange_of
from waarborg.reports.result import result_of

EMPTY: list[dict[str, Any]] = [{} for _ in range(10)]
STATED: list[dict[str, Any]] = [{"id": f"p{index}", "roles": ["unknown"]} for index in range(2)]
DESCRIPTORS = {
    "nearly empty": {"partners": EMPTY, "subjects": EMPTY, "data": EMPTY},
    "stated in places of their own": {"partners": STATED, "data": [{"bulk": True}, {"bulk": False}, {}]},
}


@cache
def _policy() -> Policy:
    return read_policy(shipped_policies())


@cache
def _judged(which: str) -> ExchangeVerdict:
    stated: dict[str, Any] = {"schema": "waarborg/exchange-1", "id": "one", "date": "2026-06-01", **DESCRIPTORS[which]}
    stated["decisions"] = [{"rule": _policy().rules[0].id, "by": "om", "outcome": "stop", "date": "2026-06-01"}]
    stated["decisions"][0]["reference"] = '"part":[] "part": []'
    text = json.dumps(stated).encode()
    (read,) = read_exchanges(Named("one.json", outright=True, content=text), _policy())
    assert read.exchange is not None
    return Judge(_policy()).judge(read.exchange)


@cache
def _result(which: str) -> dict[str, Any]:
    return result_of(_judged(which), _policy(), "en")


def test_a_thousand_empty_combinations_are_one_to_judge_and_to_tell() -> None:
    """They have one verdict, and all rules that are told of them name them by one list."""
    verdict, result = _judged("nearly empty"), _result("nearly empty")
    assert (len(verdict.parts), len(verdict.unlike)) == (1000, 1)
    assert {len(rule["part"]) for rule in result["rules"]} == {1000}
    assert len({id(rule["part"]) for rule in result["rules"]}) == 1
    assert len(exchange_of(result, _policy(), "en")["parts"]) == 1


@pytest.mark.parametrize("which", DESCRIPTORS)
@pytest.mark.parametrize("separators", [(", ", ": "), (",", ":")])
def test_a_result_in_pieces_is_the_result(which: str, separators: tuple[str, str]) -> None:
    """Laid out piece by piece it is what it would be at once, whatever its texts say."""
    whole = safe(json.dumps(_result(which), ensure_ascii=False, separators=separators))
    assert "".join(pieces_of(_result(which), separators=separators)) == whole


@pytest.mark.parametrize("which", DESCRIPTORS)
def test_a_rule_is_known_by_a_digest_of_all_its_parts(which: str) -> None:
    """The digest is that of the whole content, whatever its texts say."""
    result = _result(which)
    for rule in result["rules"]:
        keys = ("id", "truth", "contributes", "lifted_by", "may_be_lifted_by", "part")
        content: dict[str, Any] = {key: rule[key] for key in keys}
        content["decisions"] = [rule["settled_by"], rule["stopped_by"]]
        content["facts"] = [[fact["path"], fact["value"]] for fact in rule["facts"]]
        assert rule["fingerprint"] == fingerprint((result["id"], content))


def test_the_page_names_the_parts_of_each_rule() -> None:
    """Each rule of the page's data leads to the parts that it is told of."""
    result = _result("stated in places of their own")
    page = exchange_of(result, _policy(), "en")
    for rule, entry in zip(result["rules"], page["rules"], strict=True):
        assert len(page["parts"][entry["parts"]]) == len(rule["part"])
    assert {len(rule["part"]) for rule in result["rules"]} > {6}
