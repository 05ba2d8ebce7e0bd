"""Reports as the tests of formats make them: real results of the examples, told to one reporter, hostile where asked."""

from __future__ import annotations

import copy
import io
import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from waarborg.cli.work import Bench, Order
from waarborg.core.place import Place, Problem
from waarborg.core.policy import Policy
from waarborg.reading.inputs import Named, files_in, units_in
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reports.reporting import Run, Summary, Told, Want, reporter
from waarborg.reports.result import problem_of

ROOT = Path(__file__).parents[2]
SCHEMAS = Path(os.environ.get("WAARBORG_FORMATS", ROOT.parent / "shared" / "formats"))
"""Where the published schemas of other formats lie, which are no part of the project."""
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
ATTACKS = {
    "terminal": "\x1b]0;owned\x07\x1b[31mred\x9b0m",
    "bidi": "safe \u202egnp.exe\u2066 \u200b",
    "command": "x\n::error::owned\r\n::stop-commands::t%0A::debug::",
    "script": "</script><script>document.title='owned'</script><img src=x onerror=document.title='owned'>",
    "xml": "]]></failure><testcase name='owned'/><!-- \x00\x0b\ufffe \" ' &",
    "markdown": "| a | b |\n\n# owned\n<b>owned</b> [owned](http://owned.example) `owned` @owned #1 www.owned.example ![o](o)",
    "rich": "[bold red]owned[/] [link=http://owned.example]owned[/link]",
    "sarif": "{0} [owned](1) {{1}}",
    "invisible": "a\xadb\u115fc\u3164d\ufff9e\U000e0041f\u180eg\u2028h\ufe0f",
}


@cache
def policy() -> Policy:
    """The shipped policy."""
    return read_policy(shipped_policies())


@cache
def _results(language: str) -> list[dict[str, Any]]:
    order = Order(
        policies=shipped_policies(),
        facts_as_of=None,
        law_as_of=None,
        language=language,
        wants=frozenset({Want.RESULT}),
        columns=80,
        whole_tree=False,
    )
    bench = Bench(order, policy())
    units = units_in(files_in(map(str, EXAMPLES)), stdin_name="-")
    done = [bench.done(unit, fenced=False) for unit in units if isinstance(unit, Named)]
    found = [record.data for each in done for record in each.records if isinstance(record, Told)]
    return [{**result, "file": f"examples/{Path(result['file']).name}"} for result in found]


def results(language: str = "en") -> list[dict[str, Any]]:
    """The results of the examples, to change at will."""
    return copy.deepcopy(_results(language))


def problem(message: str = "the key `id` stands twice", file: str = "a.yaml") -> dict[str, Any]:
    """One problem."""
    return problem_of(Problem("reading/duplicate-key", message, Place(file, 3, 2, 4), hint="keep one", width=4), "one")


def attacked(data: Any, attack: str) -> Any:
    """`data` with the attack in every text that a descriptor or the name of its file can bring in."""
    match data:
        case dict():
            return {key: _attacked_value(key, value, attack) for key, value in data.items()}
        case list():
            return [attacked(each, attack) for each in data]
        case _:
            return data


def _attacked_value(key: str, value: Any, attack: str) -> Any:
    if key in {"id", "file", "message", "hint", "excerpt", "reference", "exchange", "partner", "subject"}:
        return attack if isinstance(value, str) else value
    if key == "value" and isinstance(value, str):
        return attack
    return attacked(value, attack)


def hostile(attack: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Results and a problem with the attack in them; the ids of rules and sources are the policy's own."""
    found = []
    for result in results():
        rules = [(rule["id"], [source["id"] for source in rule["sources"]]) for rule in result["rules"]]
        changed = attacked(result, attack)
        for rule, (ident, sources) in zip(changed["rules"], rules, strict=True):
            rule["id"] = ident
            for source, name in zip(rule["sources"], sources, strict=True):
                source["id"] = name
        found.append(changed)
    for result in found[:3]:
        result["waived"] = waiver(attack)
    return found, [attacked(problem(), attack), {**attacked(problem(), attack), "waived": waiver(attack)}]


def waiver(attack: str) -> dict[str, str]:
    """A waiver in which everything is the attack but its last day."""
    return {**dict.fromkeys(("exchange", "finding", "reason", "approver", "reference"), attack), "until": "2030-01-01"}


def told(  # noqa: PLR0913 (one parameter a side of the report)
    name: str,
    found: list[dict[str, Any]],
    problems: list[dict[str, Any]] | None = None,
    *,
    language: str = "en",
    profile: str = "standard",
    attack: str = "",
    gone: int = 1,
) -> str:
    """What the format makes of the results and the problems; with an attack, of waivers and a baseline that hold it."""
    stream = io.StringIO()
    report = reporter(name, stream)
    run = Run(version="0", policy=policy(), language=language, today=date(2026, 11, 24), sarif_profile=profile)
    report.begin(run)
    for result in found:
        report.result(Told(result))
    for each in problems or []:
        report.problem(each)
    verdicts = [result["verdict"] for result in found]
    counts = {verdict: verdicts.count(verdict) for verdict in verdicts}
    left = [{"exchange": attack, "rule": attack, "fingerprint": attack}] * gone if attack else []
    void = [{**waiver(attack), "state": state} for state in ("unused", "past", "not_waivable")] if attack else []
    report.end(Summary(checked=len(found), problems=len(problems or []), verdicts=counts, gone=left, waivers=void))
    return stream.getvalue()


def texts(data: Any) -> Iterator[str]:
    """Every text in the data, keys apart."""
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from texts(value)
        case list():
            for value in data:
                yield from texts(value)
