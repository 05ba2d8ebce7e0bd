"""Partners as the policy files state them: states, territories, parts of the Kingdom, and organisations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from partnerdata.confirmed import laid_over, read_confirmed
from partnerdata.cooperation import ATTRIBUTES as COOPERATION
from partnerdata.cooperation import adequacy_timelines, cooperation_timelines, led_adequacy
from partnerdata.emit import both, document, flow, item, quoted, scalar, word
from partnerdata.memberships import LISTS, absence, membership_timelines
from partnerdata.names import dutch_name, english_name
from partnerdata.tables import Row, Tables
from partnerdata.timeline import Entry, Timeline
from partnerdata.treaties import ATTRIBUTES as TREATIES
from partnerdata.treaties import treaty_timelines

_SCHEMA = "../../src/waarborg/schemas/partner-1.json"

_ORDER = (
    *(closed.attribute for closed in LISTS.values()),
    "led_adequacy",
    "gdpr_adequacy",
    *TREATIES.values(),
    *COOPERATION.values(),
)

_EU_BODY = "an EU body under a regulation of its own, not a state"
_ORGANISATION = "an international organisation, not a state"

_RECOGNISED = {"XK"}  # recognised by the Netherlands in 2008

_ORGANISATIONS = (
    ("interpol", "international_organisation", "INTERPOL", "INTERPOL"),
    ("europol", "eu_body", "Europol", "Europol"),
    ("eurojust", "eu_body", "Eurojust", "Eurojust"),
    ("eppo", "eu_body", "Europees Openbaar Ministerie (EOM)", "European Public Prosecutor's Office (EPPO)"),
    (
        "frontex",
        "eu_body",
        "Europees Grens- en kustwachtagentschap (Frontex)",
        "European Border and Coast Guard Agency (Frontex)",
    ),
    ("olaf", "eu_body", "Europees Bureau voor fraudebestrijding (OLAF)", "European Anti-Fraud Office (OLAF)"),
    ("icc", "international_organisation", "Internationaal Strafhof", "International Criminal Court"),
    ("un", "international_organisation", "Verenigde Naties", "United Nations"),
)


@dataclass(frozen=True, slots=True)
class Partner:
    """One partner file: code, names, kind, and a timeline for each attribute that is known."""

    code: str
    dutch: str
    english: str
    kind: str
    attributes: Mapping[str, Timeline]


def partners(tables: Tables) -> Iterator[Partner]:
    """Every row of countries.csv as a partner, then the organisations; what was confirmed is laid over the tables."""
    confirmed = read_confirmed()
    for country in tables.countries:
        code = country["alpha2"]
        attributes = (
            membership_timelines(tables, country)
            | adequacy_timelines(tables, code)
            | treaty_timelines(tables, code)
            | cooperation_timelines(tables, code)
        )
        timelines = laid_over(attributes, code, confirmed, _ORDER)
        yield Partner(code, dutch_name(country), english_name(country), _kind(tables, country), timelines)
    for code, kind, dutch, english in _ORGANISATIONS:
        timelines = laid_over(_outside_every_list(kind), code, confirmed, _ORDER)
        yield Partner(code, dutch, english, kind, timelines)


def render(partner: Partner) -> str:
    """The text of the partner's file."""
    lines = [
        f"# yaml-language-server: $schema={_SCHEMA}",
        "schema: waarborg/partner-1",
        f"code: {word(partner.code)}",
        f"name: {both(partner.dutch, partner.english)}",
        f"kind: {partner.kind}",
        "attributes:",
    ]
    for attribute, timeline in partner.attributes.items():
        lines.append(f"  {attribute}:")
        for entry in timeline:
            lines.extend(item(_pairs(entry), indent=4))
    return document(lines)


def _kind(tables: Tables, country: Row) -> str:
    code, status = country["alpha2"], country["status"]
    if code != "NL" and code in tables.kingdom:
        own = tables.kingdom[code]["constitutional_status"] == "country of the Kingdom"
        return "kingdom_country" if own else "public_body"
    return "country" if status in ("un_member", "un_observer") or code in _RECOGNISED else "territory"


def _outside_every_list(kind: str) -> dict[str, Timeline]:
    note = _EU_BODY if kind == "eu_body" else _ORGANISATION
    found = {closed.attribute: absence(closed, note) for closed in LISTS.values()}
    return found | {"led_adequacy": led_adequacy(())}


def _pairs(entry: Entry) -> dict[str, str]:
    bounds = {"from": entry.start, "until": entry.until}
    in_force = {key: scalar(day) for key, day in bounds.items() if day is not None}
    found = {"is": scalar(entry.value)}
    if in_force:
        found["in_force"] = flow(in_force)
    if entry.year_precision:
        found["precision"] = "year"
    found |= {"source": word(entry.origin.source), "basis": entry.origin.basis}
    if entry.note:
        found["note"] = quoted(entry.note)
    return found
