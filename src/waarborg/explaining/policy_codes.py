"""The codes of the problems of policy cases and of the linter's: what each means, and an example that has it."""

from __future__ import annotations

from waarborg.explaining.coded import Code, Example, instrument, rule, rules

_PLAIN = "- {name: one, base: plain, expect: {verdict: permitted}}\n"


def _cases(*cases: str, rule: str = "example") -> Example:
    return Example("cases/example.yaml", f"schema: waarborg/case-1\nrule: {rule}\ncases:\n{''.join(cases)}")


CASE_CODES = {
    "case/no-cases": Code(
        "Het bestand bevat geen gevallen van het beleid.",
        "The file holds no policy cases.",
        Example("cases/example.yaml", "schema: waarborg/exchange-1\n"),
    ),
    "case/unknown-rule": Code(
        "Een geval noemt een regel die het beleid niet heeft.",
        "A case names a rule that the policy does not have.",
        _cases(_PLAIN, rule="exemple"),
    ),
    "case/duplicate-name": Code(
        "Twee gevallen van een bestand heten hetzelfde.", "Two cases of a file have one name.", _cases(_PLAIN, _PLAIN)
    ),
    "case/no-such-day": Code(
        "Een geval noemt een dag die niet bestaat.",
        "A case names a day that does not exist.",
        _cases("- {name: one, base: plain, as_of: 2026-02-30, expect: {verdict: permitted}}\n"),
    ),
    "case/unknown-base": Code(
        "De beschrijving waarvan een geval uitgaat, kan niet worden gelezen.",
        "The descriptor that a case starts from cannot be read.",
        _cases("- {name: one, base: plane, expect: {verdict: permitted}}\n"),
    ),
    "case/no-such-route": Code(
        "Een geval wijzigt iets wat zijn beschrijving niet heeft.",
        "A case changes what its descriptor does not have.",
        _cases("- {name: one, base: plain, drop: [need.purpose], expect: {verdict: permitted}}\n"),
    ),
    "case/unknown-fact": Code(
        "Een geval verwacht een vraag naar een feit dat er niet is.",
        "A case expects a question about a fact that there is not.",
        _cases("- {name: one, base: plain, expect: {verdict: permitted, missing: [need.porpoise]}}\n"),
    ),
}


def _sources(
    identifier: str = "bwb: BWBR0000001", kind: str = "statute", more: str = "", on: str = "2026-11-02"
) -> Example:
    return Example(
        "sources.yaml",
        f"schema: waarborg/sources-1\nsources:\n  law:\n    kind: {kind}\n    title: Law\n"
        "    name: {nl: Wet, en: Law}\n"
        f"    identifier: {{{identifier}}}\n    confirmed: {{mark: text, how: read, on: {on}}}\n{more}",
    )


LINT_CODES = {
    "lint/unused-source": Code(
        "Niets in het beleid haalt deze bron aan.",
        "Nothing in the policy cites this source.",
        _sources(
            more="  lore:\n    kind: page\n    title: Lore\n    name: {nl: Weten, en: Lore}\n"
            "    identifier: {other: page}\n"
            "    confirmed: {mark: text, how: read, on: 2026-11-02}\n"
        ),
    ),
    "lint/unused-instrument": Code(
        "Geen regel, partner of geval noemt dit instrument.",
        "No rule, partner or case names this instrument.",
        instrument(),
    ),
    "lint/never-together": Code(
        "Een regel is nooit van kracht op een dag waarop de regel die hij opzijzet dat is.",
        "A rule is never in force on a day on which the rule that it overrides is.",
        rules(
            rule(kind="prohibition", more="liftable: true\n  in_force: {from: 2022-01-01}"),
            rule("other", kind="obligation", more="overrides: [example]\n  in_force: {until: 2021-12-31}"),
        ),
    ),
    "lint/never-lifted": Code(
        "Een regel kan opzij worden gezet, maar geen regel doet dat.",
        "A rule is liftable, yet no rule overrides it.",
        rules(rule(kind="prohibition", more="liftable: true")),
    ),
    "lint/no-factors": Code(
        "Een weging zegt niet wat moet worden gewogen.",
        "A weighing does not say what to weigh.",
        rules(rule(kind="weighing", more="authority: om")),
    ),
    "lint/no-cases": Code(
        "Geen bestand met gevallen gaat over deze regel.",
        "No file of policy cases is about this rule.",
        rules(rule()),
    ),
    "lint/not-read": Code(
        "Een bestand met regels, definities, partners of ander beleid staat waar het niet wordt gelezen.",
        "A file of rules, definitions, partners or another part of a policy stands where it is not read.",
        Example("rules/example.yaml", rules(rule()).text),
    ),
    "lint/missing-text": Code(
        "Een tekst is leeg in een van beide talen.",
        "A text is empty in one of the two languages.",
        rules(rule(title='{nl: " ", en: Example}')),
    ),
    "lint/same-text": Code(
        "Een tekst is woord voor woord dezelfde in beide talen.",
        "A text is word for word the same in the two languages.",
        rules(rule(title="{nl: An example of a rule, en: An example of a rule}")),
    ),
    "lint/overlapping-parties": Code(
        "Een partij bij een instrument staat er twee keer voor dezelfde dagen.",
        "A party of an instrument is listed twice for the same days.",
        instrument(parties="[NL, {code: NL, in_force: {from: 2020-01-01}}]"),
    ),
    "lint/lapses-soon": Code(
        "Wat van kracht is, heeft binnenkort zijn laatste dag.",
        "What is in force soon has its last day.",
        rules(rule(more="in_force: {until: 2026-12-31}")),
    ),
    "lint/lapsed-source": Code(
        "Een geldende regel haalt een bron aan die niet meer van kracht is.",
        "A rule in force cites a source that no longer is.",
        _sources(more="    in_force: {until: 2020-12-31}\n"),
    ),
    "lint/lapsed-instrument": Code(
        "Een instrument is niet meer van kracht.",
        "An instrument is no longer in force.",
        instrument(status="[{is: in_force, in_force: {until: 2020-12-31}, source: law, basis: recalled}]"),
    ),
    "lint/status-unknown": Code(
        "Van de status van een instrument op deze dag is niets bekend.",
        "Nothing is known of the status of an instrument on the day.",
        instrument(status="[{is: in_force, in_force: {from: 2030-01-01}, source: law, basis: recalled}]"),
    ),
    "lint/old-attribute": Code(
        "Wat van partners bekend is, is langer geleden bevestigd dan het beleid toestaat.",
        "What is known of partners was confirmed longer ago than the policy allows.",
        _sources(on="2020-01-01"),
    ),
    "lint/unconfirmed-attribute": Code(
        "Wat van partners bekend is, berust op herinnering en is nooit bevestigd.",
        "What is known of partners is recalled and was never confirmed.",
        Example(
            "partners/NL.yaml",
            "schema: waarborg/partner-1\ncode: NL\nname: {nl: Nederland, en: Netherlands}\nkind: country\n"
            "attributes:\n  eu: [{is: true, source: law, basis: recalled}]\n",
        ),
    ),
    "lint/no-identifier": Code(
        "Een rechtsbron heeft geen officiële vindplaats.",
        "A source of law has no official identifier.",
        _sources("other: not found"),
    ),
    "lint/identifier-form": Code(
        "Een vindplaats heeft niet de vorm die erbij hoort.",
        "An identifier does not have its form.",
        _sources('ecli: "ECLI:NL:864"', kind="case"),
    ),
    "lint/identifier-kind": Code(
        "Een CELEX-nummer is van een ander soort handeling dan de bron.",
        "A CELEX number is of another kind of act than the source.",
        _sources("celex: 32016R0679", kind="eu_directive"),
    ),
    "lint/no-quote": Code(
        "Een citaat staat niet in de tekst van zijn bron.",
        "A quote does not stand in the text of its source.",
        rules(rule(more='sources: [{id: law, quote: "what the law does not say"}]')),
    ),
}


def _definition(when: str) -> Example:
    return Example(
        "definitions.yaml",
        "schema: waarborg/definitions-1\ndefinitions:\n  covered:\n    title: {nl: gedekt, en: covered}\n"
        f"    when: {when}\n    sources: [{{id: law}}]\n",
    )


def _invariant(when: str) -> Example:
    return Example(
        "invariants.yaml",
        "schema: waarborg/invariants-1\ninvariants:\n  example:\n    title: {nl: Voorbeeld, en: Example}\n"
        f"    when: {when}\n    at_least: refer\n    sources: [{{id: law}}]\n",
    )


_NEVER = "{all: [{personal_data: true}, {personal_data: false}]}"
_ALWAYS = "{any: [{personal_data: true}, {personal_data: false}]}"
PROOF_CODES = {
    "proof/proved": Code(
        "Deze invariant is bewezen: geen enkele uitwisseling doorbreekt hem.",
        "The invariant is proved: no exchange at all breaks it.",
        _invariant("{personal_data: true}"),
    ),
    "proof/refuted": Code(
        "Een uitwisseling doorbreekt deze invariant; zij staat erbij.",
        "An exchange breaks the invariant; it is shown.",
        _invariant("{personal_data: false}"),
    ),
    "proof/undecided": Code(
        "Binnen de gegeven tijd is niets bewezen en niets weerlegd: dat telt niet als bewezen.",
        "In the time given nothing was proved and nothing refuted: that does not count as proved.",
        _invariant("{personal_data: true}"),
    ),
    "proof/not-covered": Code(
        "Er is een uitwisseling die het beleid niet dekt; zij wordt voorgelegd.",
        "There is an exchange that the policy does not cover; it is referred.",
        rules(rule()),
    ),
    "proof/never-counts": Code(
        "Bewezen is dat deze regel nooit meetelt.",
        "It is proved that the rule can never count.",
        rules(rule(), rule("other", _NEVER, "prohibition")),
    ),
    "proof/always-counts": Code(
        "Bewezen is dat deze regel altijd meetelt.",
        "It is proved that the rule always counts.",
        rules(rule(), rule("other", _ALWAYS, "prohibition")),
    ),
    "proof/changes-nothing": Code(
        "Bewezen is dat het beleid zonder deze regel altijd hetzelfde zegt.",
        "It is proved that the policy always says the same without the rule.",
        rules(rule(kind="prohibition"), rule("other", kind="prohibition")),
    ),
    "proof/idle-override": Code(
        "Bewezen is dat deze uitzondering nooit samengaat met wat zij opzijzet.",
        "It is proved that the exception never holds where what it overrides does.",
        rules(
            rule(kind="prohibition", more="liftable: true"),
            rule("other", "{covered: false}", "obligation", "overrides: [example]"),
        ),
    ),
    "proof/never-true": Code(
        "Bewezen is dat deze definitie nooit waar is.",
        "It is proved that the definition is never true.",
        _definition(_NEVER),
    ),
    "proof/always-true": Code(
        "Bewezen is dat deze definitie altijd waar is.",
        "It is proved that the definition is always true.",
        _definition(_ALWAYS),
    ),
}
