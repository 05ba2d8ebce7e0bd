"""Known edits of the shipped policy: the diff finds exactly the rule, with a replayed witness; rewrites change nothing."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from edits import Edit, edited

from waarborg.change.confirming import confirm
from waarborg.change.impact import impact_of
from waarborg.change.points import DisagreementError
from waarborg.change.sides import Side
from waarborg.change.structure import structural_changes
from waarborg.cli.witnesses import read_witness
from waarborg.core.difference import Difference, Direction, How, Impact
from waarborg.core.policy import Policy
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.vocabulary import ranges

DAY = date(2026, 11, 24)
GENERAL = "safeguards/general.yaml"
MOROCCO = "safeguards/morocco.yaml"
EU = "safeguards/european-union.yaml"
INTERPOL = "safeguards/interpol.yaml"
KINGDOM = "safeguards/kingdom.yaml"
RPD = "law/interpol-rpd.yaml"
WPG = "law/wpg.yaml"
BPG = "law/bpg.yaml"
BENELUX = """{from: 2018-07-23, until: 2023-09-30}, source: benelux-police-treaty-2018, basis: source_checked}
      - {is: in_force, in_force: {from: 2023-10-01}"""
CONSENT = "        - authorisation.host_state: given\n"
ONWARD = "Onward transfer to a country outside the Kingdom, in the region as well, only with"

CHANGES: dict[str, tuple[Edit, set[str], set[Direction]]] = {
    "a value more in a prohibition": (
        (
            GENERAL,
            "subject.findings.persecution: established}",
            "subject.findings.persecution: [established, indicated]}",
        ),
        {"persecution-established"},
        {Direction.STRICTER},
    ),
    "a test dropped from a prohibition": (
        (
            EU,
            "direction: {not: [in_answer, in_spontaneous]}, partner.type: intelligence_service}",
            "partner.type: intelligence_service}",
        ),
        {"intelligence-service-no-eu-counterpart"},
        {Direction.STRICTER},
    ),
    "a prohibition turned into a weighing": (
        (
            GENERAL,
            "  - id: persecution-established\n    kind: prohibition\n",
            "  - id: persecution-established\n    kind: weighing\n    authority: minister\n",
        ),
        {"persecution-established"},
        {Direction.LOOSER, Direction.STRICTER},
    ),
    "another authority": (
        (
            GENERAL,
            "  - id: persecution-indicated\n    kind: weighing\n    authority: minister\n",
            "  - id: persecution-indicated\n    kind: weighing\n    authority: om\n",
        ),
        {"persecution-indicated"},
        {Direction.STRICTER, Direction.LOOSER, Direction.SIDEWAYS},
    ),
    "a safeguard less for Morocco": (
        (MOROCCO, "necessity_check, human_rights_check]", "necessity_check]"),
        {"morocco-every-safeguard-shown"},
        {Direction.LOOSER},
    ),
    "a rule that ends before the day": (
        (INTERPOL, "  - id: interpol-article-3\n", "  - id: interpol-article-3\n    in_force: {until: 2026-01-01}\n"),
        {"interpol-article-3"},
        {Direction.LOOSER},
    ),
    "an authority whose refusal no exchange survives asked no more": (
        (
            BPG,
            "  - id: bpg-5-1-public-order-mayor\n",
            "  - id: bpg-5-1-public-order-mayor\n    in_force: {until: 2026-01-01}\n",
        ),
        {"bpg-5-1-public-order-mayor"},
        {Direction.LOOSER},
    ),
    "a test negated": (
        (GENERAL, "subject.findings.persecution: established}", "subject.findings.persecution: {not: established}}"),
        {"persecution-established"},
        {Direction.LOOSER, Direction.STRICTER},
    ),
    "a lower threshold": (
        (RPD, "{offence.sentence_months: {at_least: 6}}", "{offence.sentence_months: {at_least: 4}}"),
        {"rpd-83-sentence"},
        {Direction.LOOSER},
    ),
    "a requirement turned around": (
        (RPD, "requires: {notice.source_verified: true}", "requires: {notice.source_verified: false}"),
        {"rpd-63-verify"},
        {Direction.LOOSER, Direction.STRICTER},
    ),
    "an exception less": (
        (WPG, "    overrides: [wpg-17a-4-consent]\n", ""),
        {"wpg-17a-4-consent"},
        {Direction.STRICTER},
    ),
    "an exception more": (
        (
            GENERAL,
            "  - id: country-weighing\n    kind: weighing\n",
            "  - id: country-weighing\n    kind: weighing\n    overrides: [wpg-17a-4-consent]\n",
        ),
        {"wpg-17a-4-consent"},
        {Direction.LOOSER},
    ),
    "a ground less for a decision": (
        (GENERAL, "weighty_dutch_investigative_interest, vital_interest]\n", "weighty_dutch_investigative_interest]\n"),
        {"country-weighing"},
        {Direction.STRICTER},
    ),
    "an obligation turned into a remark": (
        (
            KINGDOM,
            "  - id: kingdom-country-onward-transfer\n    kind: obligation\n",
            "  - id: kingdom-country-onward-transfer\n    kind: remark\n",
        ),
        {"kingdom-country-onward-transfer"},
        {Direction.LOOSER},
    ),
    "a day later in a condition": (
        (EU, "agreement.concluded: {at_least: 2022-06-09}", "agreement.concluded: {at_least: 2022-06-10}"),
        {"new-agreement-heeds-the-recommendation"},
        {Direction.LOOSER},
    ),
    "a definition": (
        (
            "definitions.yaml",
            "        - subject.findings.torture: established\n        - subject.findings.unfair_trial: established\n    sources",
            "        - subject.findings.torture: [established, indicated]\n        - subject.findings.unfair_trial: established\n    sources",
        ),
        {"flagrant-breach-established"},
        {Direction.STRICTER},
    ),
    "the standing of an instrument": (
        ("instruments.yaml", BENELUX, BENELUX.replace("2023-09-30", "2027-09-30").replace("2023-10-01", "2027-10-01")),
        {"claimed-basis-in-force", "host-state-consent", "preconsent-under-another-treaty", "wpg-36e-4-treaty"},
        {Direction.STRICTER, Direction.LOOSER},
    ),
    "a consent that must be of this year": (
        (
            EU,
            CONSENT,
            "        - {authorisation.host_state: given, authorisation.host_state.date: {at_least: 2026-01-01}}\n",
        ),
        {"host-state-consent"},
        {Direction.STRICTER},
    ),
    "a consent that must be no older than the request": (
        (
            EU,
            CONSENT,
            CONSENT.replace("- ", "- {").replace(
                "given\n", "given, authorisation.host_state.date: {at_least: {fact: request.received}}}\n"
            ),
        ),
        {"host-state-consent"},
        {Direction.STRICTER},
    ),
    "a finding that lapses": (
        (
            GENERAL,
            "subject.findings.persecution: established}",
            "subject.findings.persecution: established, subject.findings.persecution.date: {at_least: 2026-01-01}}",
        ),
        {"persecution-established"},
        {Direction.LOOSER},
    ),
    "a purpose more that counts as a need": (
        (GENERAL, "        - prevention\n", "        - prevention\n        - courtesy\n"),
        {"operational-need"},
        {Direction.LOOSER},
    ),
}
REWRITES: dict[str, Edit] = {
    "De Morgan": (
        "definitions.yaml",
        "    when: {partner.kind: [country, territory], partner.eu: false}\n",
        "    when: {not: {any: [{partner.kind: {not: [country, territory]}}, {partner.eu: true}]}}\n",
    ),
    "another order": (
        GENERAL,
        "{operational_act: true, personal_data: true, subject.findings.persecution: established}",
        "{subject.findings.persecution: established, operational_act: true, personal_data: true}",
    ),
    "a definition read in place": (
        GENERAL,
        "{operational_act: true, personal_data: true, subject.findings.persecution: established}",
        "{act: [single_exchange, series, notice_action, pursuit, surveillance], personal_data: true, subject.findings.persecution: established}",
    ),
    "a test that another implies": (
        MOROCCO,
        "{partner.code: MA, operational_act: true}",
        "{partner.code: MA, operational_act: true, partner.eu: false}",
    ),
    "an obligation that is only reworded": (
        KINGDOM,
        ONWARD,
        ONWARD.replace("in the region as well", "in the region too"),
    ),
    "a threshold that moves nobody on the day": ("policy.yaml", "high_below: 0.3\n", "high_below: 0.31\n"),
    "a date that every consent has": (
        EU,
        CONSENT,
        "        - {authorisation.host_state: given, authorisation.host_state.date: {at_most: {fact: date}}}\n",
    ),
    "a comment": (GENERAL, "rules:\n", "rules:\n  # nothing\n"),
}


@pytest.fixture(scope="module")
def shipped() -> Policy:
    """The shipped policy."""
    return read_policy(shipped_policies())


def impact_between(old: Policy, new: Policy) -> Impact:
    """What changes on the day."""
    return impact_of(Side(old, DAY), Side(new, DAY), ranges=ranges(), budget=120, clock=time.monotonic)


@pytest.mark.parametrize("name", CHANGES)
def test_an_edit_is_found_with_its_rule_and_its_direction(name: str, shipped: Policy, tmp_path: Path) -> None:
    """The rule that was edited explains every transition, nothing else does, and each goes the way it must.

    Every witness is read again as the descriptor that it is, and judged on both sides.
    """
    edit, rules, directions = CHANGES[name]
    new = edited(tmp_path, edit)
    sides = (Side(shipped, DAY), Side(new, DAY))
    impact = impact_of(*sides, ranges=ranges(), budget=120, clock=time.monotonic)
    assert impact.undecided == ()
    confirm(Difference((shipped, "old", DAY), (new, "new", DAY), (), impact), sides, read_witness)
    assert {region.rule for shift in impact.shifts for region in shift.regions} == rules
    assert set(impact.directions) == directions


@pytest.mark.parametrize("name", REWRITES)
def test_another_way_to_say_the_same_is_proved_to_change_nothing(name: str, shipped: Policy, tmp_path: Path) -> None:
    """No exchange changes outcome, and that is proved."""
    assert impact_between(shipped, edited(tmp_path, REWRITES[name])).proved_same


def test_a_split_rule_changes_nothing(shipped: Policy, tmp_path: Path) -> None:
    """One prohibition told as two, each for a half of its cases, is no change of outcome."""
    when = "{operational_act: true, personal_data: true, subject.findings.persecution: established}"
    text = (shipped_policies() / GENERAL).read_text("utf-8")
    start = text.index("  - id: persecution-established\n")
    rule = text[start : text.index("  - id: ", start + 5)]
    halves = [
        rule.replace(when, when.replace("}", f", subject.minor: {half}}}")).replace(
            "persecution-established", f"persecution-{half}"
        )
        for half in ("true", "false")
    ]
    new = edited(tmp_path, (GENERAL, rule, "".join(halves)))
    assert impact_between(shipped, new).proved_same
    assert {(change.id, change.how) for change in structural_changes(shipped, new)} == {
        ("persecution-established", How.REMOVED),
        ("persecution-true", How.ADDED),
        ("persecution-false", How.ADDED),
    }


def test_a_partner_attribute_concerns_that_partner(shipped: Policy, tmp_path: Path) -> None:
    """Morocco out of INTERPOL: an exchange with Morocco over its channels, and one with anybody on a notice of Morocco."""
    new = edited(tmp_path, ("partners/MA.yaml", "interpol:\n    - {is: true", "interpol:\n    - {is: false"))
    impact = impact_between(shipped, new)
    assert (impact.undecided, impact.changed_rules) == ((), ("interpol-issuer-no-member", "interpol-members-only"))
    assert set(impact.directions) == {Direction.STRICTER}
    regions = [region for shift in impact.shifts for region in shift.regions]
    named = {(region.rule, clause.path, clause.values) for region in regions for clause in region.clauses}
    morocco = frozenset({"MA"})
    assert ("interpol-members-only", "partner.code", morocco) in named
    assert ("interpol-issuer-no-member", "notice.issuer", morocco) in named
    places = [
        (
            region.rule,
            region.witness["partners"][0]["code"] == "MA",
            region.witness.get("notice", {}).get("issuer") == "MA",
        )
        for region in regions
    ]
    assert {(rule, partner) for rule, partner, _ in places} == {
        ("interpol-members-only", True),
        ("interpol-issuer-no-member", False),
    }
    assert all(issuer for rule, _, issuer in places if rule == "interpol-issuer-no-member")
    assert [(change.sort, change.id, change.how) for change in structural_changes(shipped, new)] == [
        ("partner", "MA", How.ALTERED)
    ]


def test_a_threshold_concerns_the_partners_that_it_moves(shipped: Policy, tmp_path: Path) -> None:
    """A higher threshold for democracy moves Benin, and Hungary, whose figures nobody weighs: one partner, its weighings."""
    new = edited(tmp_path, ("policy.yaml", "high_below: 0.3\n", "high_below: 0.325\n"))
    impact = impact_between(shipped, new)
    assert impact.undecided == ()
    assert {shift.partners for shift in impact.shifts} == {frozenset({"BJ"})}
    assert {region.rule for shift in impact.shifts for region in shift.regions} == {
        "agreement-with-a-country-of-concern",
        "country-weighing",
        "country-weighing-foreign-interest",
        "country-weighing-high-concern",
        "country-weighing-series",
    }


def test_a_definition_that_takes_in_more_countries_is_decided(shipped: Policy, tmp_path: Path) -> None:
    """A third country that need not lack the directive: what the Netherlands alone cannot state leaves nothing open."""
    old = "    when: {outside_eu: true, partner.led: none}\n"
    impact = impact_between(
        shipped, edited(tmp_path, ("definitions.yaml", old, old.replace(", partner.led: none", "")))
    )
    assert impact.shifts
    assert impact.undecided == ()


def test_a_renamed_rule_is_no_change_of_outcome(shipped: Policy, tmp_path: Path) -> None:
    """A rule under a new id is renamed, and no exchange changes outcome."""
    new = edited(tmp_path, (GENERAL, "id: flagrant-breach-established", "id: flagrant-danger-established"))
    assert impact_between(shipped, new).proved_same
    assert [(change.how, change.id, change.new_id) for change in structural_changes(shipped, new)] == [
        (How.RENAMED, "flagrant-breach-established", "flagrant-danger-established")
    ]


def test_a_solver_out_of_time_never_says_same(shipped: Policy, tmp_path: Path) -> None:
    """With no time to prove anything, nothing is proved."""
    new = edited(tmp_path, REWRITES["De Morgan"])
    impact = impact_of(Side(shipped, DAY), Side(new, DAY), ranges=ranges(), budget=0, clock=time.monotonic)
    assert not impact.proved_same
    assert impact.undecided


def test_a_witness_that_is_judged_otherwise_is_not_shown(shipped: Policy, tmp_path: Path) -> None:
    """Held against the sides the wrong way round, or refused by the reader, a witness stops the diff."""
    new = edited(tmp_path, CHANGES["an exception less"][0])
    sides = (Side(shipped, DAY), Side(new, DAY))
    impact = impact_of(*sides, ranges=ranges(), budget=120, clock=time.monotonic)
    found = Difference((shipped, "old", DAY), (new, "new", DAY), (), impact)
    assert impact.shifts
    with pytest.raises(DisagreementError, match="is judged"):
        confirm(found, sides[::-1], read_witness)
    with pytest.raises(DisagreementError, match="is no descriptor: refused"):
        confirm(found, sides, lambda _witness, _policy: ["refused"])
