"""The index editions: which table, which figures, under which licence."""

from collections.abc import Mapping
from dataclasses import dataclass

_VDEM_LICENCE = "CC-BY-SA-4.0"
_VDEM_MODEL = 'Pemstein et al., "The V-Dem Measurement Model"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of an edition: its names and scale, and the table column of each of its numbers.

    `columns` maps a key of the written value to a column; `is` alone makes a bare number.
    """

    dutch: str
    english: str
    scale: tuple[str, str]
    columns: Mapping[str, str]
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of an index, as one published table holds it.

    `split` names the column that tells the figures apart where the table has a row a figure.
    """

    id: str
    table: str
    title: str
    licence: str
    attribution: str
    changes: str
    figures: Mapping[str, Figure]
    split: str = ""


def _plain(dutch: str, english: str, column: str, scale: tuple[str, str] = ("0", "1")) -> Figure:
    return Figure(dutch=dutch, english=english, scale=scale, columns={"is": column})


def _with_bounds(dutch: str, english: str, column: str) -> Figure:
    columns = {"is": column, "low": f"{column}_codelow", "high": f"{column}_codehigh", "sd": f"{column}_sd"}
    return Figure(dutch=dutch, english=english, scale=("0", "1"), columns=columns)


def _governance(dutch: str, english: str, indicator: str) -> Figure:
    columns = {
        "is": "estimate",
        "se": "standard_error",
        "sources": "n_sources",
        "rank": "pct_rank",
        "rank_low": "pct_rank_lower90",
        "rank_high": "pct_rank_upper90",
    }
    return Figure(dutch=dutch, english=english, scale=("-2.5", "2.5"), columns=columns, only=indicator)


_V16 = Edition(
    id="vdem-v16-core",
    table="vdem_v16_core_2020_2025.csv",
    title="V-Dem Country-Year Dataset v16 (March 2026), core indices, 2020-2025",
    licence=_VDEM_LICENCE,
    attribution=(
        'Coppedge et al. 2026, "V-Dem Country-Year Dataset v16", Varieties of Democracy (V-Dem) Project, '
        f"doi 10.23696/vdemds26; {_VDEM_MODEL}, V-Dem Working Paper 21, 2026; regimes: Lührmann et al. 2018. "
        "Via Our World in Data."
    ),
    changes="columns selected, 2020-2025, ISO keys; PS is the West Bank unit",
    figures={
        "v2x_libdem": _plain("Liberale democratie", "Liberal democracy", "v2x_libdem"),
        "v2x_polyarchy": _plain("Electorale democratie", "Electoral democracy", "v2x_polyarchy"),
        "v2x_civlib": _plain("Burgerlijke vrijheden", "Civil liberties", "v2x_civlib"),
        "v2x_rule": _plain("Rechtsstaat", "Rule of law", "v2x_rule"),
        "v2x_freexp_altinf": _plain(
            "Vrijheid van meningsuiting en alternatieve informatiebronnen",
            "Freedom of expression and alternative sources of information",
            "v2x_freexp_altinf",
        ),
        "v2x_regime": _plain(
            "Regimetype: 0 gesloten, 1 electorale autocratie; 2 electorale, 3 liberale democratie",
            "Regimes of the World: 0 closed, 1 electoral autocracy; 2 electoral, 3 liberal democracy",
            "v2x_regime",
            ("0", "3"),
        ),
    },
)

_V15 = Edition(
    id="vdem-v15-uncertainty",
    table="vdem_v15_libdem_uncertainty_2019_2024.csv",
    title="V-Dem Country-Year Dataset v15 (2025), liberal and electoral democracy with 68 % intervals, 2019-2024",
    licence=_VDEM_LICENCE,
    attribution=(
        'Coppedge et al. 2025, "V-Dem Country-Year Dataset v15", Varieties of Democracy (V-Dem) Project; '
        f"{_VDEM_MODEL}. Via the R package democracyData 0.6.0."
    ),
    changes="columns selected, 2019-2024, ISO keys; low and high bound the 68 % interval, sd is the standard deviation",
    figures={
        "v2x_libdem": _with_bounds("Liberale democratie", "Liberal democracy", "v2x_libdem"),
        "v2x_polyarchy": _with_bounds("Electorale democratie", "Electoral democracy", "v2x_polyarchy"),
    },
)

_V14 = Edition(
    id="vdem-v14-physical-integrity",
    table="vdem_v14_physical_integrity_2018_2023.csv",
    title="V-Dem Country-Year Dataset v14 (2024), physical integrity, 2018-2023",
    licence=_VDEM_LICENCE,
    attribution=(
        'Coppedge et al. 2024, "V-Dem Country-Year Dataset v14", Varieties of Democracy (V-Dem) Project; '
        f"{_VDEM_MODEL}. Via the R package vdemlite."
    ),
    changes=(
        "columns selected, 2018-2023, ISO keys; the two categories are approximate: estimates were cut with "
        "the ranges printed in the v16 codebook (torture -1.55/-0.34/0.46/2.14, killings -1.56/-0.51/0.26/1.58)"
    ),
    figures={
        "v2x_clphy": _plain("Vrijwaring van fysiek geweld door de staat", "Physical violence index", "v2x_clphy"),
        "v2cltort_category_approx": _plain(
            "Vrijwaring van foltering, 0 stelselmatig tot 4 niet bestaand (bij benadering)",
            "Freedom from torture, 0 systematic to 4 non-existent (approximate)",
            "v2cltort_category_approx",
            ("0", "4"),
        ),
        "v2clkill_category_approx": _plain(
            "Vrijwaring van politieke moorden, 0 stelselmatig tot 4 niet bestaand (bij benadering)",
            "Freedom from political killings, 0 systematic to 4 non-existent (approximate)",
            "v2clkill_category_approx",
            ("0", "4"),
        ),
    },
)

_WGI = Edition(
    id="wgi-2024-edition",
    table="wgi_2024edition_2018_2023.csv",
    title="Worldwide Governance Indicators, 2024 update, 2018-2023",
    licence="CC-BY-4.0",
    attribution="World Bank, Worldwide Governance Indicators, 2024 update (Kaufmann and Kraay), CC BY 4.0.",
    changes=(
        "three indicators selected, 2018-2023, recoded to ISO keys, rounded; rank is the percentile rank with its 90 % "
        "bounds, sources the number of sources of the estimate"
    ),
    figures={
        "rl": _governance("Rechtsstaat", "Rule of Law", "rl"),
        "va": _governance("Inspraak en verantwoording", "Voice and Accountability", "va"),
        "cc": _governance("Beheersing van corruptie", "Control of Corruption", "cc"),
    },
    split="indicator",
)

EDITIONS = (_V16, _V15, _V14, _WGI)
"""Every edition that is written, one file each."""
