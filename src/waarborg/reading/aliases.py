"""What partners and codes are called besides the names that they have: by word of mouth, in part, or formerly."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waarborg.core.policy import Policy

_CALLED = {
    "AE": ("uae", "vae", "emiraten", "emirates", "dubai", "abu dhabi"),
    "BA": ("bosnie", "bosnia"),
    "BQ": ("bonaire", "saba", "sint eustatius", "st eustatius", "statia", "bes", "bes-eilanden", "caribisch nederland"),
    "CD": ("congo-kinshasa", "drc", "zaire"),
    "CI": ("ivory coast",),
    "CV": ("cape verde",),
    "CZ": ("czech republic", "tsjechische republiek"),
    "GB": (
        *("uk", "u.k.", "engeland", "england", "groot-brittannie", "great britain", "britain"),
        *("schotland", "scotland", "wales", "noord-ierland", "northern ireland"),
    ),
    "GR": ("el", "hellas"),
    "KP": ("dprk",),
    "MK": ("macedonie", "macedonia"),
    "MM": ("birma", "burma"),
    "NL": ("holland", "the netherlands"),
    "PS": ("palestina", "palestine"),
    "RU": ("russische federatie", "russian federation"),
    "SX": ("st maarten", "st. maarten", "saint martin"),
    "SZ": ("swaziland",),
    "TR": ("turkey",),
    "US": ("vs", "v.s.", "usa", "u.s.a.", "u.s.", "amerika", "america", "united states of america"),
    "VA": ("vaticaan", "vatican", "heilige stoel", "holy see"),
}
ALIASES = {name: code for code, names in _CALLED.items() for name in names}
"""The code by each such name, in small letters and without accents."""
OTHER_CODES = {"UK": "GB", "EL": "GR", "AN": "CW, SX or BQ", "EU": "the Member State itself", "SU": "RU", "YU": "RS"}
"""Codes that are often written for another one."""
MEANT = {
    "art_9": ("investigation", "onderzoek"),
    "bilateral_arrangement": ("bilateral", "bilateraal"),
    "computer_crime": ("cybercrime", "hacking", "ransomware"),
    "contact": (
        "phone",
        "phone number",
        "telephone",
        "telefoon",
        "telefoonnummer",
        "email",
        "e-mail",
        "address",
        "adres",
    ),
    "convicted": ("offender", "dader"),
    "detection": ("opsporing",),
    "fiu": ("fiu nederland",),
    "i_24_7": ("interpol", "i247", "ncb", "nbi"),
    "identity": ("name", "naam", "personalia", "date of birth", "geboortedatum", "passport", "paspoort"),
    "illicit_trafficking_drugs": (
        *("drugs", "drug trafficking", "drug trade", "narcotics", "drugshandel", "drugssmokkel", "cocaine"),
        *("opiumwet", "verdovende middelen"),
    ),
    "illicit_trafficking_weapons": ("arms trafficking", "weapons", "firearms", "wapens", "wapenhandel"),
    "intelligence_service": ("aivd", "mivd", "secret service", "geheime dienst", "intelligence"),
    "intercepted_content": ("phone", "telefoon", "tap", "wiretap"),
    "investigation": ("opsporing", "recherche", "onderzoek"),
    "judicial_authority": ("court", "judge", "prosecutor", "rechtbank", "rechter", "officier van justitie", "om"),
    "laundering_of_proceeds": ("money laundering", "witwassen"),
    "law_enforcement": ("police", "politie", "national police", "nationale politie"),
    "liaison_nl": ("liaison", "lo"),
    "liaison_foreign": ("liaison",),
    "location": ("gps", "whereabouts", "verblijfplaats"),
    "mla_airs": ("mla", "rechtshulp", "airs"),
    "murder_or_grievous_bodily_injury": ("homicide", "manslaughter", "doodslag", "assault", "mishandeling"),
    "organised_or_armed_robbery": ("robbery", "burglary", "theft", "overval", "inbraak", "diefstal"),
    "police_unit": ("police", "politie", "national police", "nationale politie"),
    "rst": ("recherche",),
    "sexual_exploitation_of_children": ("child abuse", "csam", "kinderporno", "kinderpornografie"),
    "sis_sirene": ("sis", "sirene", "schengen"),
    "telecom_traffic": ("phone", "telephone", "telefoon", "call records", "telecom"),
    "trafficking_in_human_beings": ("human trafficking",),
    "facilitation_of_unauthorised_entry": ("human smuggling", "migrant smuggling", "mensensmokkel"),
    "trafficking_in_stolen_vehicles": ("car theft", "vehicle theft", "autodiefstal"),
}
"""What a code that a descriptor may state is called besides its names, in small letters."""


def folded(name: str) -> str:
    """The name in small letters and without accents: Curacao is Curaçao."""
    return "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))


def partner_meant(word: str, policy: Policy) -> str:
    """A hint that says what to write for a word that is no partner's code."""
    if word in OTHER_CODES:
        return f"write {OTHER_CODES[word]}"
    if called := partners_called(word, policy):
        return f"write {' or '.join(called)}"
    return f"a country is named by its ISO code, an organisation in lower case: see `waarborg explain {word}`"


def partners_called(word: str, policy: Policy) -> list[str]:
    """The codes of the partners of the policy that the word is a name of, in Dutch or English."""
    wanted, codes = folded(word), policy.codes("partners")
    alias = ALIASES.get(wanted)
    if alias in codes:
        return [alias]
    return [code for code in sorted(codes) if wanted in _names_of(code, policy)]


def _names_of(code: str, policy: Policy) -> set[str]:
    partner = policy.find("partners", code)
    return {folded(partner.name.in_language(language)) for language in ("nl", "en")} if partner else set()
