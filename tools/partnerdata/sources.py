"""The source id behind each source text of the tables."""

from partnerdata.tables import Row
from partnerdata.timeline import Origin

RECALLED = "recalled-2026"

_COMPILED = "compiled by the researcher (see README)"

_INTERPOL = (
    "derived: UN members less KP and TV, plus VA PS AW CW SX = 196; checked against CIA World Factbook flags and press"
)

_NAMED = {
    "CIA World Factbook (public domain)": "cia-world-factbook-2026",
    f"{_COMPILED}; CIA World Factbook": "cia-world-factbook-2026",
    _INTERPOL: "interpol-member-countries",
    "Directive (EU) 2016/680 transposition date": "led-bound-states",
    "Directive (EU) 2016/680, recitals on Schengen-associated states": "led-bound-states",
    "press reports of Council decisions 2023-12-30 and 2024-12-12": "schengen-council-decisions-bg-ro",
    "press reports 2025; compiled by the researcher (see README)": RECALLED,
    "world-politics-datalab ratification files (UN Treaty Collection, Aug 2022)": "un-treaty-collection-2022",
    "corrected": "un-treaty-collection-2022",
    "UN press release Sept 2024": "ced-parties-2024",
    "list of 94 parties (June 2024)": "opcat-parties-2024",
    "list of 94 parties (June 2024); omitted by base file": "opcat-parties-2024",
    "list of 94 parties (June 2024); year uncertain": "opcat-parties-2024",
    "secondary summary of Amnesty 2024 report; compiled by the researcher (see README)": "amnesty-death-penalty-2024",
    f"{_COMPILED}; total 149": RECALLED,
    f"{_COMPILED}; 55 parties": RECALLED,
    f"{_COMPILED}; 50 parties": RECALLED,
    f"{_COMPILED}; total 125 confirmed by ICC press release 2025": "icc-states-parties",
    f"{_COMPILED}; counts 72/75/76 confirmed by CoE press 2024": "budapest-parties-2024",
    "CoE news 2025-01": "budapest-extension-2025",
    "Dutch Treaty Database; CoE news 2025-01": "dutch-treaty-database",
    "Dutch Treaty Database party table (treatydatabase.overheid.nl)": "dutch-treaty-database",
    "Tractatenblad 2011-28; Kamerstuk 36455 (R2188)": "convention-108-kingdom",
    "Tractatenblad 2011-28 (protocol) and WODC summary": "convention-108-kingdom",
    "European Commission COM(2020)743 and Eurojust news: 12 agreements": "eurojust-agreements-com-2020-743",
    "EU-UK Trade and Cooperation Agreement; Eurojust site": "eu-uk-tca",
    "EU-UK Trade and Cooperation Agreement, Part Three": "eu-uk-tca",
    "Decision (EU) 2021/1773; extended to 2025-12-27; renewed 2025-12-19 (press)": "led-adequacy-decisions",
}

_COUNTED = {
    "EU": "eu-member-states",
    "EEA": "eea-states",
    "Schengen": "schengen-states",
    "CoE": "coe-member-states",
    "CED": "ced-parties-2024",
    "OPCAT": "opcat-parties-2024",
}


def origin_of(row: Row) -> Origin:
    """The source id and basis of a row; raises ValueError for a source text that has no id yet.

    A list compiled by hand is named for the list only where its total agrees with a second source.
    """
    text, basis = row["source"], row["basis"]
    if text != _COMPILED:
        if text not in _NAMED:
            raise ValueError(f"no source id for `{text}`")
        return Origin(_NAMED[text], basis)
    if basis == "recalled":
        return Origin(RECALLED, basis)
    subject = row.get("organisation") or row.get("treaty") or row.get("instrument") or ""
    if subject not in _COUNTED:
        raise ValueError(f"no source id for a {basis} row on `{subject}`")
    return Origin(_COUNTED[subject], basis)
