"""What the HTML report holds of an exchange and of a rule: lines of JSON that nothing in them can break out of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from waarborg.core.vocabulary import name_of_code
from waarborg.reports.layout import safe
from waarborg.reports.levels import passes, path_here
from waarborg.reports.page_words import PAGE_WORDS
from waarborg.reports.unconfirmed import named
from waarborg.reports.words import LABELS, part_in_words, word_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from waarborg.core.policy import Policy
    from waarborg.core.vocabulary import Names, Vocabulary
    from waarborg.reports.reporting import ProblemData, Result

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def line_of(data: Any) -> str:
    """`data` as one line of JSON without any character of HTML, in which no text steers whoever reads it."""
    return json.dumps(_inert(data), ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES) + "\n"


def _inert(data: Any) -> Any:
    match data:
        case str():
            return safe(data)
        case dict():
            return {safe(key): _inert(value) for key, value in data.items()}
        case list() | tuple():
            return [_inert(each) for each in data]
        case _:
            return data


def exchange_of(result: Result, policy: Policy, language: str) -> dict[str, Any]:
    """One exchange, without what is the same wherever a rule is told.

    Each fact stands in it once, as `[path, value, line, column, source]`; a rule names those it rests on by number.
    So it does the parts that it is told of, where there are several.
    """
    facts: dict[str, int] = {}
    parted = len(result["parts"]) > 1
    parts = {id(rule["part"]): rule["part"] for rule in result["rules"] if parted}
    numbers = {identity: number for number, identity in enumerate(parts)}
    rules = [_entry(rule, policy, language, facts, numbers) for rule in result["rules"]]
    return {
        "id": result["id"],
        "file": path_here(result["file"]),
        "place": _place(result),
        "verdict": result["verdict"],
        "bounds": [result["at_best"], result["at_worst"]],
        "day": result["as_of"]["facts"],
        "partners": sorted({part["partner"] for part in result["parts"] if part["partner"]}),
        "notes": _notes(result, policy, language),
        "facts": [json.loads(fact) for fact in facts],
        "parts": [[part_in_words(part, language) for part in each if part] for each in parts.values()],
        "rules": rules,
        "missing": [_question(each, result["line"], language, parted=parted) for each in result["missing"]],
    }


def rule_of(rule: dict[str, Any], vocabulary: Vocabulary, language: str) -> dict[str, Any]:
    """What is the same of a rule wherever it is told."""
    authority = rule["authority"]
    return {
        **{key: rule[key] for key in ("id", "kind", "title", "advice", "remedy")},
        "authority": name_of_code(authority, vocabulary.decisions["by"], language) if authority else None,
        "sources": [{key: source[key] for key in ("name", "at", "quote")} for source in rule["sources"]],
    }


def notes_of_problem(problem: ProblemData, language: str) -> list[str]:
    """What there is to say of a problem besides its message: what to do, and why it is let pass."""
    return [each for each in (problem["hint"], passes(problem, None, language)) if each]


def _place(data: dict[str, Any]) -> list[int] | None:
    return [data["line"], data["column"]] if data["line"] else None


def _notes(result: Result, policy: Policy, language: str) -> list[str]:
    labels, notes = LABELS[language], []
    if result["waived"]:
        notes.append(labels["waived"].format(**result["waived"]))
    if result["new"] is False and not result["verdict"].startswith("permitted"):
        notes.append(labels["known"])
    if result["covered"] != "true":
        notes.append(labels["uncovered" if result["covered"] == "false" else "maybe_uncovered"])
    if result["curable"]:
        notes.append(labels[f"curable.{result['curable']}"])
    notes += [labels[each["reason"]].format(each["rule"]) for each in result["unsettling_decisions"]]
    if result["unconfirmed"]:
        notes.append(_unsure(result["unconfirmed"], policy, language))
    return notes


def _unsure(unconfirmed: Sequence[str], policy: Policy, language: str) -> str:
    return f"{PAGE_WORDS[language]['unconfirmed']}: {'; '.join(named(each, policy, language) for each in unconfirmed)}"


def _entry(
    rule: dict[str, Any], policy: Policy, language: str, facts: dict[str, int], parts: Mapping[int, int]
) -> dict[str, Any]:
    """What one rule comes to; `facts` numbers the facts of the exchange, and takes in those that are new.

    `parts` numbers the lists of parts that rules are told of: those told of the same parts have one list.
    """
    labels, bounds = LABELS[language], rule["contributes"]
    notes = [f"{labels['lifted']}: {each}" for each in rule["lifted_by"]]
    for decision in (rule["settled_by"], rule["stopped_by"]):
        if decision:
            by = name_of_code(decision["by"], policy.vocabulary.decisions["by"], language)
            said = (by, decision["date"], decision["reference"])
            notes.append(f"{labels['decision']}: {', '.join(said)}")
    if rule["unconfirmed"]:
        notes.append(_unsure(rule["unconfirmed"], policy, language))
    return {
        "id": rule["id"],
        "bounds": [bounds["at_best"], bounds["at_worst"]],
        "parts": parts.get(id(rule["part"])),
        "notes": notes,
        "facts": [facts.setdefault(json.dumps(_fact(fact, policy, language)), len(facts)) for fact in rule["facts"]],
    }


def _fact(fact: dict[str, Any], policy: Policy, language: str) -> list[Any]:
    value = _named(fact["value"], policy.vocabulary[fact["path"]].names, language)
    source = named(fact["source"], policy, language) if fact["source"] else None
    return [fact["path"], value, fact["line"], fact["column"], source]


def _question(missing: dict[str, Any], begin: int, language: str, *, parted: bool) -> dict[str, Any]:
    """A question with what its answers could make of the exchange, and the part that it is of.

    Its place is said where that is within the exchange, below the line on which its id stands.
    """
    could = LABELS[language]["or"].join(word_of(each, language) for each in missing["could_move_to"])
    return {
        "fact": missing["fact"],
        "question": missing["question"] or LABELS[language]["policy_gap"],
        "could": could or None,
        "part": part_in_words(missing["part"], language) if parted else None,
        "place": _place(missing) if (missing["line"] or 0) > (begin or 0) else None,
    }


def _named(value: Any, names: Names, language: str) -> Any:
    """A value with every code in it called by its name."""
    match value:
        case str():
            return name_of_code(value, names, language)
        case list():
            return [_named(each, names, language) for each in value]
        case _:
            return value
