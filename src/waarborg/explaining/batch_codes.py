"""The codes of the problems of a run: its configuration, waivers and baseline, and what befalls it on the way."""

from __future__ import annotations

from waarborg.explaining.coded import Code, Example


def _config(text: str) -> Example:
    return Example("waarborg.toml", f"{text}\n")


def _waivers(until: str) -> str:
    return (
        "schema: waarborg/waivers-1\nwaivers:\n- exchange: example\n  finding: incomplete\n  reason: an example\n"
        f'  approver: legal adviser\n  reference: "1"\n  until: {until}\n'
    )


SETTING_CODES = {
    "config/not-toml": Code("De configuratie is geen TOML.", "The configuration is not TOML.", _config("jobs = = 2")),
    "config/unknown-key": Code(
        "Deze sleutel bestaat niet in een configuratie.",
        "There is no such key in a configuration.",
        _config('languages = "nl"'),
    ),
    "config/wrong-sort": Code(
        "De waarde van een sleutel van de configuratie is van de verkeerde soort.",
        "The value of a key of the configuration is of the wrong sort.",
        _config('jobs = "two"'),
    ),
    "config/not-trusted": Code(
        "Wat de uitkomst bepaalt, wordt niet gelezen uit een configuratie die niemand heeft genoemd.",
        "What decides the outcome is not read from a configuration that nobody named.",
        _config('fail-on = "prohibited"'),
    ),
    "reading/not-one-document": Code(
        "Een bestand met ontheffingen of een nulmeting bevat precies één document.",
        "A file of waivers or a baseline holds exactly one document.",
        Example("waivers.yaml", f"{_waivers('2026-12-31')}---\n{_waivers('2026-12-31')}"),
    ),
    "waivers/no-such-day": Code(
        "De laatste dag van een ontheffing bestaat niet.",
        "The last day of a waiver is no day.",
        Example("waivers.yaml", _waivers("2026-02-30")),
    ),
    "waivers/says-nothing": Code(
        "De goedkeurder of de verwijzing van een ontheffing bevat geen letter of cijfer.",
        "The approver or the reference of a waiver has neither a letter nor a digit.",
        Example("waivers.yaml", _waivers("2026-12-31").replace('"1"', '"-"')),
    ),
}
EVENT_CODES = {
    "exchange/duplicate-id": Code(
        "Twee beschrijvingen hebben één kenmerk: een ontheffing of nulmeting zou voor beide gelden.",
        "Two descriptors have one id: a waiver or a baseline would hold for both.",
        None,
    ),
    "reading/too-many-problems": Code(
        "Het document bevat meer problemen dan er worden gemeld.",
        "The document has more problems than are told.",
        None,
    ),
    "reading/no-memory": Code(
        "Er was niet genoeg geheugen om het bestand te beoordelen.",
        "There was not enough memory to check the file.",
        None,
    ),
    "reading/not-a-file": Code(
        "Dit pad leidt naar een pijp, een apparaat of een socket; daarop wachten kan eindeloos duren.",
        "The path leads to a pipe, a device or a socket: to wait for one could take for ever.",
        None,
    ),
    "reading/changed": Code(
        "Het bestand veranderde terwijl het werd gelezen.", "The file changed while it was read.", None
    ),
    "reading/worker-ended": Code(
        "Een werkproces hield op voordat het dit bestand had beoordeeld, bijvoorbeeld door gebrek aan geheugen.",
        "A process ended before it had checked this file, for lack of memory perhaps.",
        None,
    ),
    "policy/other-ending": Code(
        "Een bestand in een map van het beleid zou om zijn uitgang niet worden gelezen.",
        "A file in a folder of the policy would not be read, for its ending.",
        None,
    ),
    "policy/folder-within": Code(
        "Een map in een map van het beleid zou niet worden gelezen, met de regels die erin staan.",
        "A folder within a folder of the policy would not be read, with the rules that stand in it.",
        None,
    ),
    "policy/no-revision": Code(
        "Dit is geen beleidsmap en geen git-revisie die er een bevat.",
        "This is no policy folder and no git revision that holds one.",
        None,
    ),
    "policy/ambiguous-side": Code(
        "Deze naam is die van een map en ook die van een git-revisie: welke van de twee bedoeld is, is niet te zeggen.",
        "This is the name of a folder and of a git revision: which of the two is meant cannot be told.",
        None,
    ),
    "policy/other-language": Code(
        "Deze kant van een vergelijking heeft meer problemen dan een paar: geschreven voor een andere versie van de "
        "beleidstaal, of stuk.",
        "This side of a comparison has more than a few problems: written for another version of the policy language, "
        "or broken.",
        None,
    ),
    "bug/judging": Code(
        "Een fout in waarborg zelf: over dit bestand is geen oordeel gegeven. Meld het.",
        "A bug in waarborg itself: no verdict was given on this file. Report it.",
        None,
    ),
}
"""What no text of one file brings about by itself, and so has no example."""
