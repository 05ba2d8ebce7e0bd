"""Who decides, in the two languages."""

from __future__ import annotations

AUTHORITIES = {
    "nl": {
        "police": "de politie zelf",
        "om": "het Openbaar Ministerie (OM)",
        "airs": "de Afdeling Internationale Rechtshulp (AIRS)",
        "minister": "de Minister van Justitie en Veiligheid",
        "foreign_affairs": "de Minister van Buitenlandse Zaken",
        "finance": "de Minister van Financiën",
        "mayor": "de burgemeester",
        "originating_state": "de staat van herkomst",
        "data_owner": "de eigenaar van de gegevens",
        "ap": "de Autoriteit persoonsgegevens (AP)",
        "lirc": "het LIRC",
        "controller": "de verwerkingsverantwoordelijke",
    },
    "en": {
        "police": "the police themselves",
        "om": "the public prosecution service (OM)",
        "airs": "the international legal assistance department (AIRS)",
        "minister": "the Minister of Justice and Security",
        "foreign_affairs": "the Minister of Foreign Affairs",
        "finance": "the Minister of Finance",
        "mayor": "the mayor",
        "originating_state": "the originating state",
        "data_owner": "the owner of the data",
        "ap": "the data protection authority (AP)",
        "lirc": "the national unit (LIRC)",
        "controller": "the controller",
    },
}
