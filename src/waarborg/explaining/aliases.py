"""What partners are called besides their code and the names in their files: by word of mouth, in part, or formerly."""

from __future__ import annotations

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
