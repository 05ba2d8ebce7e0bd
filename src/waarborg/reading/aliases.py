"""What partners and codes are called besides the names that they have: by word of mouth, in part, formerly, in code."""

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
_THREE_LETTERS = """
ABW:AW AFG:AF AGO:AO AIA:AI ALA:AX ALB:AL AND:AD ARE:AE ARG:AR ARM:AM ASM:AS ATA:AQ ATF:TF ATG:AG AUS:AU
AUT:AT AZE:AZ BDI:BI BEL:BE BEN:BJ BES:BQ BFA:BF BGD:BD BGR:BG BHR:BH BHS:BS BIH:BA BLM:BL BLR:BY BLZ:BZ
BMU:BM BOL:BO BRA:BR BRB:BB BRN:BN BTN:BT BVT:BV BWA:BW CAF:CF CAN:CA CCK:CC CHE:CH CHL:CL CHN:CN CIV:CI
CMR:CM COD:CD COG:CG COK:CK COL:CO COM:KM CPV:CV CRI:CR CUB:CU CUW:CW CXR:CX CYM:KY CYP:CY CZE:CZ DEU:DE
DJI:DJ DMA:DM DNK:DK DOM:DO DZA:DZ ECU:EC EGY:EG ERI:ER ESH:EH ESP:ES EST:EE ETH:ET FIN:FI FJI:FJ FLK:FK
FRA:FR FRO:FO FSM:FM GAB:GA GBR:GB GEO:GE GGY:GG GHA:GH GIB:GI GIN:GN GLP:GP GMB:GM GNB:GW GNQ:GQ GRC:GR
GRD:GD GRL:GL GTM:GT GUF:GF GUM:GU GUY:GY HKG:HK HMD:HM HND:HN HRV:HR HTI:HT HUN:HU IDN:ID IMN:IM IND:IN
IOT:IO IRL:IE IRN:IR IRQ:IQ ISL:IS ISR:IL ITA:IT JAM:JM JEY:JE JOR:JO JPN:JP KAZ:KZ KEN:KE KGZ:KG KHM:KH
KIR:KI KNA:KN KOR:KR KWT:KW LAO:LA LBN:LB LBR:LR LBY:LY LCA:LC LIE:LI LKA:LK LSO:LS LTU:LT LUX:LU LVA:LV
MAC:MO MAF:MF MAR:MA MCO:MC MDA:MD MDG:MG MDV:MV MEX:MX MHL:MH MKD:MK MLI:ML MLT:MT MMR:MM MNE:ME MNG:MN
MNP:MP MOZ:MZ MRT:MR MSR:MS MTQ:MQ MUS:MU MWI:MW MYS:MY MYT:YT NAM:NA NCL:NC NER:NE NFK:NF NGA:NG NIC:NI
NIU:NU NLD:NL NOR:NO NPL:NP NRU:NR NZL:NZ OMN:OM PAK:PK PAN:PA PCN:PN PER:PE PHL:PH PLW:PW PNG:PG POL:PL
PRI:PR PRK:KP PRT:PT PRY:PY PSE:PS PYF:PF QAT:QA REU:RE ROU:RO RUS:RU RWA:RW SAU:SA SDN:SD SEN:SN SGP:SG
SGS:GS SHN:SH SJM:SJ SLB:SB SLE:SL SLV:SV SMR:SM SOM:SO SPM:PM SRB:RS SSD:SS STP:ST SUR:SR SVK:SK SVN:SI
SWE:SE SWZ:SZ SXM:SX SYC:SC SYR:SY TCA:TC TCD:TD TGO:TG THA:TH TJK:TJ TKL:TK TKM:TM TLS:TL TON:TO TTO:TT
TUN:TN TUR:TR TUV:TV TWN:TW TZA:TZ UGA:UG UKR:UA UMI:UM URY:UY USA:US UZB:UZ VAT:VA VCT:VC VEN:VE VGB:VG
VIR:VI VNM:VN VUT:VU WLF:WF WSM:WS XKX:XK YEM:YE ZAF:ZA ZMB:ZM ZWE:ZW
"""
"""The codes of ISO 3166-1 in three letters, which INTERPOL and travel documents use, and those in two."""
ALIASES = {
    **{three.lower(): two for three, _, two in (pair.partition(":") for pair in _THREE_LETTERS.split())},
    **{name: code for code, names in _CALLED.items() for name in names},
}
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
