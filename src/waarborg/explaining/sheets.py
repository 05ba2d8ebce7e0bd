"""The plain data of each sort of entry, laid out as a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.explaining.listing import called
from waarborg.explaining.sheet import BULLET, Row, Section, Sheet
from waarborg.explaining.words import KINDS, LABELS, MARKS, SORTS
from waarborg.reading.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Data = Mapping[str, Any]

LONGEST_NAME = 60
"""A longer name of a file is cut."""


def sheet_of(data: Data, language: str) -> Sheet:
    """The sheet of one entry's data."""
    if data["sort"] == "partner":
        from waarborg.explaining.dossier import dossier  # noqa: PLC0415 (bars and bases, for a partner alone)

        return dossier(data, language)
    lay_out: Callable[[Data, str], tuple[Section, ...]] = {
        "rule": _rule,
        "fact": _fact,
        "definition": _definition,
        "instrument": _instrument,
        "source": _source,
        "article": _article,
        "term": _term,
        "code": _code,
    }[data["sort"]]
    sections = tuple(section for section in lay_out(data, language) if section.rows)
    return Sheet(_title(data), _under(data, language), sections)


def _title(data: Data) -> str:
    return str(data.get("title") or data["name"])


def _under(data: Data, language: str) -> str:
    labels = LABELS[language]
    said = [f"{SORTS[language][data['sort']]} {data['name']}"]
    match data["sort"]:
        case "rule":
            said = [
                f"{KINDS[language][data['kind']]} [{data['name']}]",
                span(data["in_force"], language),
                data["section"],
            ]
        case "article":
            said.append(data["source"]["title"])
        case "fact":
            said.append(data["sort_of_value"])
        case "instrument":
            said.append(data["kind_text"])
        case "source":
            said.append(called("sources", language)[data["kind"]])
        case _:
            pass
    if data.get("holds") is False:
        said.append(labels["not_on"].format(data["as_of"]))
    return " · ".join(said)


def span(interval: Data, language: str, open_ended: str = "always") -> str:
    """An interval in words; where it names no day, the words under `open_ended`."""
    labels = LABELS[language]
    start, until = interval["from"], interval["until"]
    if start is None and until is None:
        return str(labels[open_ended])
    ends = (labels["from"].format(start) if start else "", labels["until"].format(until) if until else "")
    return " ".join(filter(None, ends))


def cites(sources: list[Data], language: str) -> tuple[Row, ...]:
    """A row for each citation: where, the words quoted, and how they were confirmed."""
    return tuple(
        Row(
            ": ".join(
                filter(
                    None,
                    (
                        ", ".join(filter(None, (each["name"], each["at"]))),
                        f"“{each['quote']}”" if each["quote"] else "",
                    ),
                )
            )
            + f" [{' '.join((each['id'], *each['statements']))}; {MARKS[language][each['mark']]}]",
            BULLET,
        )
        for each in sources
    )


def branches(branch: Data, depth: int = 0) -> Iterator[Row]:
    """A condition as rows, each part a step deeper than the whole."""
    yield Row(branch["text"], "", depth)
    for part in branch["parts"]:
        yield from branches(part, depth + 1)


def _rule(data: Data, language: str) -> tuple[Section, ...]:
    labels = LABELS[language]
    return (
        Section(labels["when"], tuple(branches(data["when"]))),
        Section(labels["requires"], tuple(branches(data["requires"])) if data["requires"] else ()),
        Section(labels["remedy"], _text(data["remedy"])),
        Section(labels["advice"], _text(data["advice"])),
        Section(labels["decision"], tuple(_settling(data["settled_by"], labels))),
        Section(labels["exceptions"], tuple(_exceptions(data, labels))),
        Section(labels["sources"], cites(data["sources"], language)),
        Section(labels["cases"], _text(labels["counted"].format(len(data["cases"])) if data["cases"] else None)),
    )


def _text(text: str | None) -> tuple[Row, ...]:
    return (Row(text),) if text else ()


def _settling(settled: Data | None, labels: Data) -> Iterator[Row]:
    if settled is None:
        return
    yield Row(settled["authority_name"], labels["by"])
    if settled["grounds"]:
        yield Row(", ".join(f"{name} [{code}]" for code, name in settled["ground_names"].items()), labels["grounds"])
    for factor in settled["factors"]:
        yield Row(f"{factor['name']} [{factor['path']}]", labels["weigh"])


def _exceptions(data: Data, labels: Data) -> Iterator[Row]:
    if data["lifts"]:
        yield Row(", ".join(data["lifts"]), labels["lifts"])
    elif data["liftable"]:
        yield Row(", ".join(data["lifted_by"]) or labels["none"], f"{labels['liftable']} {labels['lifted_by']}")
    elif data["kind"] != "remark":
        yield Row(labels["not_liftable"])


def _fact(data: Data, language: str) -> tuple[Section, ...]:
    labels = LABELS[language]
    values = (
        (data["names"], labels["names"]),
        (data["looked_up_by"], labels["looked_up"]),
        (", ".join(data["factor_of"]), labels["factor"]),
    )
    return (
        Section(labels["question"], _text(data["question"])),
        Section(labels["stated_as"], _text(data["stated_as"])),
        Section(labels["value"].capitalize(), tuple(Row(text, label) for text, label in values if text)),
        Section(labels["values"].capitalize(), tuple(Row(name, code) for code, name in data["value_names"].items())),
        *_readers(data, labels),
    )


def _definition(data: Data, language: str) -> tuple[Section, ...]:
    labels = LABELS[language]
    return (
        Section(labels["when"], tuple(branches(data["when"]))),
        *_readers(data, labels),
        Section(labels["sources"], cites(data["sources"], language)),
    )


def _readers(data: Data, labels: Data) -> tuple[Section, ...]:
    read_by = data["read_by"]
    rules = tuple(
        Row(
            f"{each['name']}: {each['title']}"
            + (f" ({labels['through'].format(', '.join(each['through']))})" if each["through"] else ""),
            BULLET,
        )
        for each in read_by["rules"]
    )
    definitions = tuple(Row(f"{each['name']}: {each['title']}", BULLET) for each in read_by["definitions"])
    covers = (Row(labels["covers"], BULLET),) if data["covers"] else ()
    return (Section(labels["definitions"], definitions), Section(labels["rules"], (*rules, *covers)))


def _instrument(data: Data, language: str) -> tuple[Section, ...]:
    labels, bases = LABELS[language], schema("partner")["$defs"]["basis"]["x-names"]
    parties = [
        each["code"]
        if each["in_force"]["from"] is None and each["in_force"]["until"] is None
        else f"{each['code']} ({span(each['in_force'], language)})"
        for each in data["parties"]
    ]
    status = tuple(
        Row(
            " · ".join(
                filter(
                    None,
                    (
                        each["text"],
                        span(each["in_force"], language),
                        f"{each['source']}, {bases[each['basis']][language]}",
                        each["note"],
                    ),
                )
            ),
            labels["now"] if each["holds"] else "",
            style="bold" if each["holds"] else "",
        )
        for each in data["status"]
    )
    words = {True: labels["yes"], False: labels["no"], None: labels["unknown"]}
    carries = tuple(Row(words[data[key]], labels[key]) for key in ("legal_basis", "binding", "safeguards"))
    themes = (Row(", ".join(data["themes"]), labels["themes"]),) if data["themes"] else ()
    return (
        Section(labels["what"], (*carries, *themes)),
        Section(labels["status"], status),
        Section(labels["parties"], _text(", ".join(parties))),
        Section(labels["note"], _text(data["note"])),
        Section(labels["named_in"], _text(", ".join(data["named_in"]))),
        Section(labels["sources"], cites(data["sources"], language)),
    )


def _about(source: Data, language: str) -> tuple[Row, ...]:
    labels = LABELS[language]
    identifier = "; ".join(f"{key} {value}" for key, value in source["identifier"].items())
    confirmed = source["confirmed"]
    on = f" ({confirmed['on']})" if confirmed["on"] else ""
    return (
        Row(source["short"], labels["title"]),
        Row(identifier, labels["identifier"]),
        Row(span(source["in_force"], language, "no_days"), labels["in_force"]),
        Row(f"{MARKS[language][confirmed['mark']]}: {confirmed['how']}{on}", labels["confirmed"]),
    )


def _source(data: Data, language: str) -> tuple[Section, ...]:
    return (Section("", _about(data, language)), *_citing(data, language))


def _article(data: Data, language: str) -> tuple[Section, ...]:
    gaps = tuple(Row(f"{gap['at']}: {gap['why']} [{', '.join(gap['surfaced_by'])}]", BULLET) for gap in data["gaps"])
    return (
        *_citing(data, language),
        Section(LABELS[language]["gaps"], gaps),
        Section(LABELS[language]["sources"], _about(data["source"], language)),
    )


def _citing(data: Data, language: str) -> tuple[Section, ...]:
    labels = LABELS[language]

    def rows(entries: list[Data]) -> Iterator[Row]:
        for each in entries:
            kind = f" ({KINDS[language][each['kind']]})" if "kind" in each else ""
            at = "; ".join(filter(None, each["at"]))
            yield Row(f"{each['name']}: {each['title']}{kind}{f' [{at}]' if at else ''}", BULLET)
            for quote in each["quotes"]:
                yield Row(f"“{quote}”", "", 1, "dim")
            if each.get("cases"):
                yield Row(f"{labels['cases'].lower()}: {len(each['cases'])}", "", 1)

    return tuple(Section(labels[key], tuple(rows(data[key]))) for key in ("rules", "definitions", "instruments"))


def _term(data: Data, language: str) -> tuple[Section, ...]:
    return (Section(LABELS[language]["meaning"], (Row(data["meaning"]),)),)


def _code(data: Data, language: str) -> tuple[Section, ...]:
    labels = LABELS[language]
    meaning = Section(labels["meaning"], (Row(data["meaning"]),))
    example = data["example"]
    if example is None:
        return (meaning,)
    text, file = example["text"], example["file"]
    name = file if len(file) <= LONGEST_NAME else f"{file[:LONGEST_NAME]}..."
    shown = labels["absent"] if text is None else text.rstrip("\n")
    return meaning, Section(f"{labels['example']}: {name}", (Row(shown),), verbatim=True)
