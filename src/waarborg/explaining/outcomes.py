"""What a report says of an exchange that is no rule: the verdicts, and what keeps one open beside its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.verdict import Verdict
from waarborg.reports.entries import COVERAGE, STILL_UNKNOWN

if TYPE_CHECKING:
    from waarborg.explaining.library import Library

OUTCOMES = {
    Verdict.PERMITTED.value: {
        "nl": "Geen regel staat de uitwisseling in de weg en geen verbindt er een voorwaarde aan, zoals zij is "
        "beschreven. Een mens beslist of zij plaatsvindt. Afsluitstatus 0.",
        "en": "No rule stands in the way of the exchange and none attaches a condition, as it is described. A "
        "person decides whether it takes place. Exit status 0.",
    },
    Verdict.PERMITTED_WITH_CONDITIONS.value: {
        "nl": "De uitwisseling mag doorgaan als wordt gedaan wat erbij staat: verplichtingen, en de voorwaarden "
        "van een besluit. Afsluitstatus 0.",
        "en": "The exchange may go ahead if what is listed is done: obligations, and the conditions of a "
        "decision. Exit status 0.",
    },
    Verdict.REFER.value: {
        "nl": "Iemand met de bevoegdheid moet wegen voordat er iets gebeurt; bij elke weging staat wie. Wat zij "
        "besluit, komt als besluit in het bestand. Afsluitstatus 4.",
        "en": "Somebody with the authority must weigh before anything happens; each weighing says who. What they "
        "decide goes into the file as a decision. Exit status 4.",
    },
    Verdict.PROHIBITED.value: {
        "nl": "Een regel verbiedt de uitwisseling, of aan een vereiste is niet voldaan. Is alleen dat laatste het"
        " geval, dan staat erbij hoe het te herstellen is. Afsluitstatus 1.",
        "en": "A rule prohibits the exchange, or a requirement is not met. Where it is the latter alone, the "
        "report says how to cure it. Exit status 1.",
    },
    Verdict.INCOMPLETE.value: {
        "nl": "Wat ontbreekt, kan het oordeel nog veranderen: bij elke vraag staat wat de antwoorden ervan kunnen"
        " maken. Wat onbekend is, geldt nooit als nee. Afsluitstatus 3.",
        "en": "What is missing can still change the verdict: each question says what the answers could make of "
        "it. What is unknown never counts as no. Exit status 3.",
    },
    COVERAGE: {
        "nl": "Het beleid noemt geen grond waarop de uitwisseling berust, of het is nog niet bekend of er een is."
        " Geen regel zegt er dan iets van; iemand moet wegen.",
        "en": "The policy names no ground that the exchange rests on, or it is not known yet whether there is "
        "one. No rule speaks of it then; somebody must weigh it.",
    },
    STILL_UNKNOWN: {
        "nl": "Zoveel regels staan nog open dat de regel alleen noemt waar de meeste aan hangen: beantwoord die "
        "feiten eerst.",
        "en": "So many rules are still open that the line names only what most of them hang on: state those facts"
        " first.",
    },
}
"""Each by the word that a report prints."""


def outcome(name: str, library: Library) -> dict[str, Any]:
    """What the word means."""
    return {"sort": "outcome", "name": name, "meaning": OUTCOMES[name][library.language]}
