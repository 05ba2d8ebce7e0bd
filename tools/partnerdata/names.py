"""Partner names: Dutch as the Ministry of Foreign Affairs writes them, English in reading order."""

from collections.abc import Mapping

from partnerdata.tables import Row

DUTCH: Mapping[str, str] = {
    "BQ": "Caribisch Nederland (Bonaire, Sint Eustatius en Saba)",
    "BS": "Bahama's",
    "CD": "Democratische Republiek Congo",
    "CI": "Ivoorkust",
    "CV": "Kaapverdië",
    "CZ": "Tsjechië",
    "HK": "Hongkong",
    "MK": "Noord-Macedonië",
    "MM": "Myanmar",
    "MO": "Macau",
    "PS": "Palestijnse Gebieden",
    "SH": "Sint-Helena, Ascension en Tristan da Cunha",
    "SX": "Sint Maarten",
    "SZ": "Eswatini",
    "TL": "Oost-Timor",
    "TR": "Turkije",
    "VA": "Vaticaanstad",
    "XK": "Kosovo",
}

ENGLISH: Mapping[str, str] = {
    "BQ": "Caribbean Netherlands (Bonaire, Sint Eustatius and Saba)",
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "FM": "Federated States of Micronesia",
    "PS": "Palestinian Territories",
    "RU": "Russia",
    "SX": "Sint Maarten",
    "VG": "British Virgin Islands",
    "VI": "US Virgin Islands",
}


def dutch_name(country: Row) -> str:
    """The Dutch name of a row of countries.csv."""
    return DUTCH.get(country["alpha2"], country["name_nl"])


def english_name(country: Row) -> str:
    """The English name of a row of countries.csv."""
    return ENGLISH.get(country["alpha2"], country["name_en"])
