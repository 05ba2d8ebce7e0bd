"""What cannot be stated together: the one table that the reader refuses by and that witnesses keep to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from waarborg.core.exchange import DIRECTIONS, HOME
from waarborg.core.record import record
from waarborg.core.vocabulary import HalfKnown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from waarborg.core.vocabulary import Value

PERSONAL = frozenset({
    "identity", "contact", "telecom_traffic", "intercepted_content", "criminal_record", "case_file",
    "criminal_intelligence", "theme", "public_order", "informant", "dna", "fingerprints", "facial_image", "genetic",
    "biometric_id", "race_ethnicity", "political_opinion", "religion_belief", "trade_union", "health",
    "sex_life_orientation", "asylum_status",
})  # fmt: skip
"""The categories of data that cannot but concern a person.

What art. 10 of the Police Data Act lets the police process is `slechts` data on persons, and what stands in a criminal
file are data on a natural or legal person (art. 1(b) of the Act on judicial data). A place, a journey, a vehicle, money
and a photograph may be of a thing.
"""
OF_PERSONS = frozenset({"art_10_1_a", "art_10_1_b", "art_10_1_c", "art_12"})
"""The articles of the Police Data Act under which data are processed about persons alone (art. 10(2) to (4), 12(3))."""
REGISTERS = frozenset({"eurodac", "vis", "etias", "ees"})
"""The systems that hold applicants, travellers and their marks, and nothing else."""
EUROPEAN = frozenset({
    "police_unit", "lirc", "regional_irc", "kmar", "rijksrecherche", "fiod", "other_special_investigation_service",
    "fiu_nederland", "om", "nfi", "rdw", "ind", "minister_jenv", "airs",
})  # fmt: skip
"""The acting authorities of the Netherlands in Europe: all but those of the BES, to which these are a partner."""
DECIDING = (
    "om", "minister", "airs", "foreign_affairs", "finance", "mayor", "originating_state", "data_owner", "source_ncb",
)  # fmt: skip
"""The authorities whose refusal ends an exchange, whichever question they were asked."""
CROSSING = "crossborder_action"
"""The direction in which alone a host state has a say; what its refusal then means is for the rules."""
GRANTS = frozenset({"given", "adequate", "not_sought", "not_imposed", "not_carried_out"})
"""What a consent or an assurance says that lets an exchange go on: it counts from its own date on."""
NOT_GRANTED = "not_asked"
"""What a consent or an assurance comes to before the date on which it was given."""
EXCLUDED = "excluded"
"""What a finding says that lets an exchange go on: by the date of the exchange it was found, or nothing was."""


@record
class Bar:
    """Where `path` has `value`, nothing is stated of what begins as `barred` says; with `values`, none of these."""

    path: str
    value: Value
    barred: str
    values: frozenset[str] = frozenset()

    def is_on(self, path: str) -> bool:
        """Whether it is the fact at `path` that is barred, or one of those that are."""
        return path.startswith(self.barred) if self.barred.endswith(".") else path == self.barred

    def among(self, paths: Collection[str]) -> Iterable[str]:
        """Those of the paths that it is on."""
        if self.barred.endswith("."):
            return filter(self.is_on, paths)
        return (self.barred,) if self.barred in paths else ()

    def refuses(self, path: str, value: Value) -> bool:
        """Whether the fact at `path` cannot have `value` there; a set cannot where one of its members is refused."""
        if not self.is_on(path):
            return False
        known = value.members if isinstance(value, HalfKnown) else value
        return not self.values or bool(self.values & (known if isinstance(known, frozenset) else {known}))


_EVERY_DIRECTION = frozenset(direction for admitted in DIRECTIONS.values() for direction in admitted)
BARS = (
    Bar("act", "agreement", "subject."),
    Bar("act", "agreement", "data."),
    Bar("personal_data", False, "subject."),
    Bar("personal_data", False, "data.categories", PERSONAL),
    Bar("personal_data", False, "data.wpg_article", OF_PERSONS),
    Bar("personal_data", False, "data.system", REGISTERS),
    Bar("data.origin", HOME, "data.torture_tainted", frozenset({"established", "indicated"})),
    Bar("subject.protection.status", "none", "subject.protection.feared_state"),
    Bar("notice.kind", "none", "notice.issuer"),
    *(Bar("direction", each, "action.host_state") for each in sorted(_EVERY_DIRECTION - {CROSSING})),
    *(
        Bar("direction", each, "authorisation.host_state", frozenset({"refused"}))
        for each in sorted(_EVERY_DIRECTION - {CROSSING})
    ),
    *(
        Bar("act", act, f"authorisation.{authority}", frozenset({"refused"}))
        for act in DIRECTIONS
        if act != "refusal"
        for authority in DECIDING
    ),
    *(Bar("act", act, "direction", _EVERY_DIRECTION - {*admitted}) for act, admitted in DIRECTIONS.items()),
)
ALONE = (*BARS, Bar("partner.code", HOME, "authority", EUROPEAN))
"""What one part cannot state with no further partner: an exchange of the Netherlands with the Netherlands is none."""


def contradicted(facts: Mapping[str, Value]) -> frozenset[str]:
    """The facts that cannot be stated beside the others, as far as these can be stated themselves."""
    out = barred(facts)
    left = {path: value for path, value in facts.items() if path not in out}
    return frozenset({*out, *_nobody_onward(left), *_not_yet(left), *_out_of_order(left)})


def barred(facts: Mapping[str, Value]) -> dict[str, Bar]:
    """The facts that cannot be stated beside others, each with what bars it."""
    out: dict[str, Bar] = {}
    for bar in ALONE:
        if bar.path not in out and facts.get(bar.path) == bar.value:
            refused = [path for path in bar.among(facts) if path not in out and bar.refuses(path, facts[path])]
            out.update(dict.fromkeys(refused, bar))
    return out


IN_ORDER = (("request.received", "date"), ("request.received", "request.answered"))
"""Days of which the second is never before the first."""


def _nobody_onward(facts: Mapping[str, Value]) -> Iterator[str]:
    """That the list of parties is complete, where data are passed on and nobody on it is said to get them."""
    roles, passed_on = facts.get("partner.roles"), facts.get("data.onward_planned") is True
    if passed_on and facts.get("parties_complete") is True and isinstance(roles, frozenset) and "onward" not in roles:
        yield "parties_complete"


def _out_of_order(facts: Mapping[str, Value]) -> Iterator[str]:
    """The days that another one contradicts, the exchange's own apart."""
    for first, second in IN_ORDER:
        one, other = facts.get(first), facts.get(second)
        if isinstance(one, date) and isinstance(other, date) and one > other:
            yield first


def _not_yet(facts: Mapping[str, Value]) -> Iterator[str]:
    """The dates later than the exchange's own of what lets it go on: it is not read as said by then."""
    day = facts.get("date")
    for path, value in facts.items():
        late = path.endswith(".date") and isinstance(value, date) and isinstance(day, date) and value > day
        if late and facts.get(path.removesuffix(".date")) in {*GRANTS, EXCLUDED}:
            yield path
