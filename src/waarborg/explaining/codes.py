"""Every code that a problem can have: what it means, and an example that has it. The tests hold both to the code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.explaining.batch_codes import EVENT_CODES, SETTING_CODES
from waarborg.explaining.coded import Code, Example, instrument, rule, rules
from waarborg.explaining.policy_codes import CASE_CODES, LINT_CODES, PROOF_CODES

if TYPE_CHECKING:
    from waarborg.explaining.library import Library


def code(name: str, library: Library) -> dict[str, Any]:
    """What a code means and the example that has it."""
    found = CODES[name]
    return {
        "sort": "code",
        "name": name,
        "meaning": found.nl if library.language == "nl" else found.en,
        "example": _shown(found.example) if found.example else None,
    }


def _shown(example: Example) -> dict[str, str | None]:
    more = f"{example.again}... ({example.times} x)\n" if example.times else ""
    return {"file": example.file, "text": None if example.text is None else example.text + more}


_HEAD = "schema: waarborg/exchange-1\nid: example\ndate: 2026-11-02\n"
_JSON = '{"schema": "waarborg/exchange-1", "id": "example", "date": "2026-11-02"'


def _yaml(text: str) -> Example:
    return Example("exchange.yaml", f"{_HEAD}{text}\n")


def _definitions(text: str) -> Example:
    head = "schema: waarborg/definitions-1\ndefinitions:\n"
    covered = "  covered:\n    title: {nl: gedekt, en: covered}\n    when: {act: series}\n    sources: [{id: law}]\n"
    return Example("definitions.yaml", head + covered + text)


def _definition(name: str, when: str) -> str:
    return f"  {name}:\n    title: {{nl: x, en: x}}\n    when: {when}\n    sources: [{{id: law}}]\n"


CODES = {
    "reading/no-file": Code(
        "Er is geen bestand op dat pad.", "There is no file at that path.", Example("no-such-file.yaml", None)
    ),
    "reading/unreadable": Code(
        "Het bestand kan niet worden geopend.", "The file cannot be opened.", Example(f"{'a' * 300}.yaml", None)
    ),
    "reading/too-large": Code(
        "Het bestand is groter dan 8 MiB.",
        "The file is larger than 8 MiB.",
        Example("exchange.yaml", _HEAD, "# filler\n", 1_000_000),
    ),
    "reading/not-utf-8": Code("Het bestand is geen UTF-8.", "The file is not UTF-8.", _yaml("act: s\udceb")),
    "reading/control-character": Code(
        "In de tekst staat een stuurteken of een regeleinde dat YAML 1.2 niet kent.",
        "A control character stands in the text, or a line end that YAML 1.2 does not know.",
        _yaml("act: series\x07"),
    ),
    "reading/not-yaml": Code("Dit is geen YAML.", "This is not YAML.", _yaml("act: [series")),
    "reading/not-json": Code("Dit is geen JSON.", "This is not JSON.", Example("exchange.json", f"{_JSON},}}\n")),
    "reading/lone-surrogate": Code(
        "Een JSON-tekst bevat een half teken.",
        "A JSON text holds half a character.",
        Example("exchange.json", f'{_JSON}, "authority": "\\ud800"}}\n'),
    ),
    "reading/tag": Code(
        "YAML-tags worden geweigerd: van elk feit ligt de soort vast.",
        "YAML tags are refused: the sort of each fact is fixed.",
        _yaml("act: !!str series"),
    ),
    "reading/merge-key": Code(
        "De samenvoegsleutel `<<` wordt geweigerd: een lezer ziet niet wat er staat.",
        "The merge key `<<` is refused: a reader does not see what it says.",
        _yaml("need: {<<: {purpose: investigation}}"),
    ),
    "reading/key-not-text": Code(
        "Een sleutel moet een gewoon woord zijn.", "A key must be a plain word.", _yaml("? [act]\n: series")
    ),
    "reading/duplicate-key": Code(
        "Een sleutel staat er twee keer; een van beide feiten zou ongemerkt verdwijnen.",
        "A key stands twice; one of the two facts would be lost without a word.",
        _yaml("personal_data: true\npersonal_data: false"),
    ),
    "reading/unknown-alias": Code(
        "Een alias noemt geen anker dat erboven staat.", "An alias names no anchor above it.", _yaml("act: *series")
    ),
    "reading/too-deep": Code(
        "Waarden zijn te diep in elkaar genest.",
        "Values are nested too deep.",
        _yaml(f"need: {'[' * 45}{']' * 45}"),
    ),
    "reading/too-many-nodes": Code(
        "Een document heeft te veel waarden, of aliassen herhalen te veel.",
        "A document has too many values, or aliases repeat too much of it.",
        Example("exchange.yaml", f"{_HEAD}subjects:\n", "- {}\n", 200_000),
    ),
    "reading/no-descriptor": Code(
        "Een bestand dat uitdrukkelijk is genoemd, bevat geen beschrijving van een uitwisseling.",
        "A file that was named outright holds no exchange descriptor.",
        Example("exchange.yaml", "note: something else\n"),
    ),
    "schema/unknown-key": Code(
        "Deze sleutel bestaat hier niet. Zo kan niets ongelezen blijven, ook geen naam of overtuiging.",
        "There is no such key here. So nothing can stay unread, nor can a name or a belief slip in.",
        _yaml("nede: {purpose: investigation}"),
    ),
    "schema/missing-key": Code(
        "Een verplichte sleutel ontbreekt; niets heeft een standaardwaarde.",
        "A required key is missing; nothing has a default.",
        Example("exchange.yaml", "schema: waarborg/exchange-1\nid: example\n"),
    ),
    "schema/not-in-list": Code(
        "Deze waarde staat niet in de lijst van waarden.",
        "The value is not in the list of values.",
        _yaml("act: serie"),
    ),
    "schema/wrong-sort": Code(
        "De waarde is van een andere soort dan het feit.",
        "The value is of another sort than the fact.",
        _yaml("personal_data: yes"),
    ),
    "schema/wrong-form": Code(
        "De tekst heeft niet de vorm die hier hoort, zoals een datum of een kenmerk.",
        "The text has not the form that belongs here, such as a date or an id.",
        Example("exchange.yaml", "schema: waarborg/exchange-1\nid: example\ndate: 2-11-2026\n"),
    ),
    "schema/empty-list": Code(
        "Een lege lijst zegt niets: laat de sleutel weg als er niets bekend is.",
        "An empty list says nothing: leave the key out where nothing is known.",
        _yaml("partners: []"),
    ),
    "schema/refused": Code(
        "Het document past niet in zijn schema, om een reden die geen eigen code heeft.",
        "The document does not fit its schema, for a reason that has no code of its own.",
        _yaml('need: {statement: ""}'),
    ),
    "exchange/no-such-day": Code(
        "Deze datum bestaat niet.", "There is no such day.", Example("exchange.yaml", _HEAD.replace("11-02", "02-30"))
    ),
    "exchange/contradiction": Code(
        "Twee feiten spreken elkaar tegen.",
        "Two facts contradict each other.",
        _yaml("personal_data: false\nsubjects: [{id: driver}]"),
    ),
    "exchange/too-many-parts": Code(
        "De lijsten maken samen meer delen dan er worden beoordeeld.",
        "The lists make more parts together than are judged.",
        Example("exchange.yaml", f"{_HEAD}data: [{', '.join('{}' for _ in range(101))}]\nsubjects:\n", "- {}\n", 100),
    ),
    "exchange/unknown-reference": Code(
        "Het beleid kent deze partner of dit instrument niet.",
        "The policy knows no such partner or instrument.",
        _yaml("partners: [{code: UK}]"),
    ),
    "exchange/unknown-rule": Code(
        "Een besluit noemt een regel die het beleid niet heeft.",
        "A decision names a rule that the policy does not have.",
        _yaml('decisions: [{rule: no-rule, by: om, outcome: go, date: 2026-11-01, reference: "1"}]'),
    ),
    "exchange/unknown-label": Code(
        "Een besluit beperkt zich tot een onderdeel dat niet in de lijst staat.",
        "A decision limits itself to an element that is not listed.",
        _yaml(
            "subjects: [{id: driver}]\n"
            'decisions: [{rule: example, by: om, outcome: stop, date: 2026-11-01, reference: "1", subjects: [owner]}]'
        ),
    ),
    "exchange/duplicate-label": Code(
        "Twee onderdelen van een lijst heten hetzelfde.",
        "Two elements of a list are called the same.",
        _yaml("subjects: [{id: driver}, {id: driver}]"),
    ),
    "policy/no-policy": Code(
        "Deze map is geen beleid: er is geen policy.yaml.",
        "This folder is no policy: it has no policy.yaml.",
        Example("policy.yaml", None),
    ),
    "policy/missing-file": Code(
        "Het beleid mist een van zijn vaste bestanden.",
        "The policy lacks one of its fixed files.",
        Example("definitions.yaml", None),
    ),
    "policy/not-one-document": Code(
        "Een beleidsbestand bevat precies één document.",
        "A policy file holds exactly one document.",
        Example("safeguards/example.yaml", f"{rules(rule()).text}---\n{rules(rule('other')).text}"),
    ),
    "policy/duplicate-id": Code(
        "Twee regels hebben hetzelfde kenmerk.", "Two rules have the same id.", rules(rule(), rule())
    ),
    "policy/unknown-fact": Code(
        "Een voorwaarde of weegfactor noemt een feit dat niet bestaat.",
        "A condition or factor names a fact that does not exist.",
        rules(rule(), rule("other", "{akt: series}")),
    ),
    "policy/misfit": Code(
        "Een toets past niet bij de soort van het feit.",
        "A test does not fit the sort of its fact.",
        rules(rule(), rule("other", "{act: {at_least: 3}}")),
    ),
    "policy/mixed-condition": Code(
        "`all`, `any` en `not` staan elk alleen in hun blok.",
        "`all`, `any` and `not` each stand alone in their mapping.",
        rules(rule(), rule("other", "{not: {act: series}, personal_data: true}")),
    ),
    "policy/misplaced-key": Code(
        "Deze sleutel betekent niets voor een regel van deze soort.",
        "The key means nothing for a rule of this kind.",
        rules(rule(more="authority: om")),
    ),
    "policy/unknown-source": Code(
        "Een aanhaling, tijdlijn of leemte noemt een bron die niet in sources.yaml staat.",
        "A citation, timeline or gap names a source that is not in sources.yaml.",
        Example("safeguards/example.yaml", (rules(rule()).text or "").replace("id: law", "id: lore")),
    ),
    "policy/other-name": Code(
        "Een bestand heet anders dan de partner of de editie die erin staat.",
        "A file is called otherwise than the partner or the edition that it holds.",
        Example(
            "partners/NL.yaml",
            "schema: waarborg/partner-1\ncode: BE\nname: {nl: België, en: Belgium}\nkind: country\nattributes: {}\n",
        ),
    ),
    "policy/unknown-reference": Code(
        "Het beleid noemt een partner of instrument dat het zelf niet heeft.",
        "The policy names a partner or instrument that it does not have.",
        rules(rule(), rule("other", "{partner.code: UK}")),
    ),
    "policy/unknown-rule": Code(
        "Een uitzondering of een leemte noemt een regel die er niet is.",
        "An exception or a gap names a rule that is not there.",
        rules(rule(kind="obligation", more="overrides: [no-rule]")),
    ),
    "policy/not-liftable": Code(
        "Een uitzondering noemt een regel die niet opzij kan worden gezet.",
        "An exception names a rule that cannot be lifted.",
        rules(rule(), rule("other", kind="obligation", more="overrides: [example]")),
    ),
    "policy/liftable-exception": Code(
        "Een regel die een andere opzijzet, kan niet zelf opzij worden gezet.",
        "A rule that lifts another cannot itself be liftable.",
        rules(
            rule(kind="prohibition", more="liftable: true"),
            rule("other", kind="obligation", more="overrides: [example]\n  liftable: true"),
        ),
    ),
    "policy/name-taken": Code(
        "Een definitie heet zoals een feit.",
        "A definition has the name of a fact.",
        _definitions(_definition("personal_data", "{act: series}")),
    ),
    "policy/circular-definition": Code(
        "Een definitie berust op zichzelf.",
        "A definition rests on itself.",
        _definitions(_definition("circle", "{circle: true}")),
    ),
    "policy/unused-definition": Code(
        "Geen regel en geen definitie gebruikt deze definitie.",
        "No rule and no definition uses this definition.",
        _definitions(_definition("unused", "{act: series}")),
    ),
    "policy/overlap": Code(
        "Twee posten van een tijdlijn gelden op dezelfde dag.",
        "Two entries of a timeline hold on the same day.",
        instrument(
            status="\n      - {is: signed, source: law, basis: recalled}\n"
            "      - {is: in_force, in_force: {from: 2020-01-01}, source: law, basis: recalled}"
        ),
    ),
    "policy/no-such-day": Code(
        "Een termijn noemt een dag die niet bestaat.",
        "An interval names a day that does not exist.",
        instrument(status="[{is: signed, in_force: {from: 2020-02-30}, source: law, basis: recalled}]"),
    ),
    "policy/backward-interval": Code(
        "Een termijn eindigt voor hij begint.",
        "An interval ends before it begins.",
        rules(rule(more="in_force: {from: 2022-01-01, until: 2021-12-31}")),
    ),
    **SETTING_CODES,
    **EVENT_CODES,
    **CASE_CODES,
    **LINT_CODES,
    **PROOF_CODES,
}
"""In the order in which a file meets them: read, held against its schema, made an exchange or a policy."""
