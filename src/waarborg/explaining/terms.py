"""The words of a report and of this program that name no entry of a policy: what each means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.core.verdict import Verdict
from waarborg.reports.entries import COVERAGE, STILL_UNKNOWN

if TYPE_CHECKING:
    from waarborg.explaining.library import Library

TERMS = {
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
    "exchange": {
        "nl": "Eén voorgenomen uitwisseling van politiegegevens, of een grensoverschrijdend optreden, weigering "
        "of afspraak, zoals een beschrijving (descriptor) die vermeldt. Daarover gaat het oordeel.",
        "en": "One proposed exchange of police information, or a cross-border action, refusal or agreement, as a "
        "descriptor file states it. The verdict is on that.",
    },
    "part": {
        "nl": "Een partner, een betrokkene en een gegeven van een uitwisseling samen. Elk deel wordt beoordeeld; "
        "het zwaarste oordeel is dat van de uitwisseling, en het rapport zegt welk deel dat geeft.",
        "en": "A partner, a subject and a data item of an exchange together. Each part is judged; the gravest "
        "verdict is that of the exchange, and the report says which part gives it.",
    },
    "verdict": {
        "nl": "Waar een uitwisseling op uitkomt: permitted < permitted_with_conditions < refer < prohibited, of "
        "incomplete tussen twee daarvan. Het is een advies: een mens beslist.",
        "en": "What an exchange comes to: permitted < permitted_with_conditions < refer < prohibited, or "
        "incomplete between two of them. It is advice: a person decides.",
    },
    "curable": {
        "nl": "Of een verboden uitwisseling alsnog kan doorgaan door aan vereisten te voldoen: ja als alleen "
        "vereisten in de weg staan, nee naast een verbod. Bij elk vereiste staat dan wat het herstelt.",
        "en": "Whether a prohibited exchange could still go ahead by meeting requirements: yes where "
        "requirements alone stand in the way, no beside a prohibition. Each requirement then says what "
        "would cure it.",
    },
    "finding": {
        "nl": "Een beoordeling met bron en datum: established, indicated of excluded. In een rapport: een regel "
        "die telt of kan tellen tegen een uitwisseling.",
        "en": "An assessment with its source and date: established, indicated or excluded. In a report: a rule "
        "that counts, or may count, against an exchange.",
    },
    "prohibition": {
        "nl": "Een regel die een uitwisseling verbiedt waar hij van toepassing is. Geen besluit zet hem opzij; "
        "wel kan een uitzondering dat die het beleid zelf noemt.",
        "en": "A rule that prohibits an exchange where it applies. No decision sets it aside; an exception that "
        "the policy itself names can.",
    },
    "requirement": {
        "nl": "Een regel die iets eist: zolang daaraan niet is voldaan, is de uitwisseling verboden, en het "
        "rapport zegt hoe er alsnog aan wordt voldaan. Waar een rapport `niet voldaan` zegt, noemt de "
        "titel wat er geëist wordt.",
        "en": "A rule that asks for something: until it is met the exchange is prohibited, and the report says "
        "what would meet it. Where a report says `not met`, the title states what is required.",
    },
    "weighing": {
        "nl": "Een regel waarbij iemand met de genoemde bevoegdheid moet wegen. Alleen een vastgelegd besluit "
        "`go` van die autoriteit over deze regel doet hem af, onder de voorwaarden die het stelt.",
        "en": "A rule by which somebody with the authority that it names must weigh. Only a recorded decision "
        "`go` of that authority on this rule settles it, on the conditions that it sets.",
    },
    "obligation": {
        "nl": "Een regel die een voorwaarde aan de uitwisseling verbindt: wat moet worden meegegeven of gedaan.",
        "en": "A rule that attaches a condition to the exchange: what has to be passed on with it, or done.",
    },
    "remark": {
        "nl": "Een regel die alleen iets te lezen geeft; aan het oordeel verandert hij niets.",
        "en": "A rule that only gives something to read; it changes nothing in the verdict.",
    },
    "decision": {
        "nl": "Een vastgelegd besluit van een mens, go of stop, over één genoemde weging, met autoriteit, datum "
        "en kenmerk. Een go doet die weging af; een stop verbiedt de uitwisseling.",
        "en": "A recorded decision of a person, go or stop, on one named weighing, with authority, date and "
        "reference. A go settles that weighing; a stop prohibits the exchange.",
    },
    "gateway": {
        "nl": "De grond waarop een verstrekking berust, zoals de beschrijving die noemt onder basis.gateway: een "
        "verdrag, een adequaatheidsbesluit, een afwijking van art. 17a Wpg. `waarborg explain "
        "basis.gateway` noemt ze alle.",
        "en": "The ground that a transfer rests on, as the descriptor names it under basis.gateway: a treaty, an "
        "adequacy decision, a derogation of art. 17a Wpg. `waarborg explain basis.gateway` lists them all.",
    },
    "unconfirmed": {
        "nl": "Wat het beleid uit het geheugen weet en niemand nog in een bron heeft nagelezen, of een cijfer "
        "van een eerder jaar. Een oordeel dat daar mede op berust, zegt het.",
        "en": "What the policy knows from memory and nobody has read in a source yet, or a figure of an earlier "
        "year. A verdict that rests on it in part says so.",
    },
    "lifted": {
        "nl": "Een regel die niet telt, omdat een uitzondering die hem noemt van toepassing is. Alleen regels "
        "die het beleid daarvoor aanwijst, kunnen zo opzij worden gezet.",
        "en": "A rule that does not count because an exception that names it applies. Only rules that the policy "
        "marks for it can be lifted so.",
    },
    "waiver": {
        "nl": "Wat een probleem of een onvolledig oordeel tot een laatste dag laat passeren. Wat moet worden "
        "gewogen of verboden is, gaat er nooit mee door.",
        "en": "What lets a problem or an incomplete verdict pass until a last day. What must be weighed or is "
        "prohibited never passes by it.",
    },
    "baseline": {
        "nl": "Wat op een dag al bekend was: met --baseline mislukt een controle alleen door wat nieuw is.",
        "en": "What was known already on a day: with --baseline, only what is new fails a run.",
    },
}
"""Each by its English word, which reports print."""
CALLED = {
    "toegestaan": Verdict.PERMITTED.value,
    "toegestaan onder voorwaarden": Verdict.PERMITTED_WITH_CONDITIONS.value,
    "permitted with conditions": Verdict.PERMITTED_WITH_CONDITIONS.value,
    "voorleggen": Verdict.REFER.value,
    "verboden": Verdict.PROHIBITED.value,
    "onvolledig": Verdict.INCOMPLETE.value,
    "uitwisseling": "exchange",
    "descriptor": "exchange",
    "beschrijving": "exchange",
    "deel": "part",
    "oordeel": "verdict",
    "herstelbaar": "curable",
    "te herstellen": "curable",
    "bevinding": "finding",
    "verbod": "prohibition",
    "vereiste": "requirement",
    "not met": "requirement",
    "niet voldaan": "requirement",
    "weging": "weighing",
    "verplichting": "obligation",
    "voorwaarde": "obligation",
    "condition": "obligation",
    "opmerking": "remark",
    "besluit": "decision",
    "go": "decision",
    "stop": "decision",
    "grond": "gateway",
    "niet bevestigd": "unconfirmed",
    "not confirmed": "unconfirmed",
    "opzij": "lifted",
    "ontheffing": "waiver",
    "nulmeting": "baseline",
}
"""The term by what else it is called, in either language."""


def term(name: str, library: Library) -> dict[str, Any]:
    """What the word means."""
    return {"sort": "term", "name": name, "meaning": TERMS[name][library.language]}
