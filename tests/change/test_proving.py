"""The invariants of the shipped policy are proved, and a policy that breaks one is shown an exchange that does."""

from __future__ import annotations

import time
from datetime import date, timedelta
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from waarborg.change.proving import proofs_of
from waarborg.cli.witnesses import read_witness
from waarborg.core import condition
from waarborg.core.condition import ALWAYS, AllOf, Condition, Defined, Not, Operator
from waarborg.core.invariant import Answered, Claim, Invariant, Proof
from waarborg.core.policy import Cite, Interval, Kind, Policy, Rule
from waarborg.core.record import replace
from waarborg.core.verdict import Level
from waarborg.core.vocabulary import Text
from waarborg.reading.invariants import read_invariants
from waarborg.reading.policies import read_policy, shipped_policies
from waarborg.reading.vocabulary import ranges

DAY = date(2026, 11, 24)
WORDS = Text("woord", "word")
asks = partial(condition.Test, operator=Operator.EQUALS)


def proved(policy: Policy, invariants: tuple[Invariant, ...]) -> dict[tuple[Claim, str], Proof]:
    """What came of each claim on the day."""
    proofs = proofs_of(policy, DAY, invariants, ranges=ranges(), budget=300, clock=time.monotonic, read=read_witness)
    return {(proof.claim, proof.subject): proof for proof in proofs}


def test_every_invariant_of_the_shipped_policy_is_proved() -> None:
    """At least 25 invariants are shipped; each is proved; of one rule, the letter's, others say all it says."""
    policy = read_policy(shipped_policies())
    invariants = read_invariants(shipped_policies(), policy)
    found = proved(policy, invariants)
    assert len(invariants) >= 25
    assert [
        proof.subject
        for proof in found.values()
        if proof.claim is Claim.INVARIANT and proof.answered is not Answered.PROVED
    ] == []
    dead = {
        subject: proof.others
        for (claim, subject), proof in found.items()
        if claim not in {Claim.INVARIANT, Claim.COVERED}
    }
    hiding = ("corporal-punishment-established", "flagrant-breach-established", "persecution-established")
    assert dead == {"interpol-universal-declaration": hiding}
    assert found[Claim.CHANGES_NOTHING, "interpol-universal-declaration"].together
    assert found[Claim.COVERED, "covers"].witness is not None


def test_a_broken_invariant_is_refuted_with_an_exchange() -> None:
    """Without the rule on refugees, an exchange towards the feared state is shown; without overlap, a rule is dead."""
    policy = read_policy(shipped_policies())
    invariants = tuple(
        each for each in read_invariants(shipped_policies(), policy) if each.id == "refugee-towards-the-feared-state"
    )
    rules = []
    for rule in policy.rules:
        if rule.id == "refugee-from-a-party":
            continue
        never = rule.id == "persecution-established"
        rules.append(replace(rule, when=AllOf((rule.when, Not(rule.when)))) if never else rule)
    twin = next(rule for rule in policy.rules if rule.id == "flagrant-breach-established")
    rules.append(replace(twin, id="twin"))
    assert twin.kind is Kind.PROHIBITION
    found = proved(replace(policy, rules=tuple(rules)), invariants)
    refuted = found[Claim.INVARIANT, "refugee-towards-the-feared-state"]
    assert refuted.answered is Answered.REFUTED
    assert refuted.witness is not None
    assert "feared_state" in str(refuted.witness["subjects"])
    assert (Claim.NEVER_COUNTS, "persecution-established") in found
    assert "flagrant-breach-established" in found[Claim.CHANGES_NOTHING, "twin"].others


def test_time_may_run_out_anywhere() -> None:
    """Whichever question the time runs out at, what was not answered is undecided: it is no bug, and no proof."""
    folder = Path(__file__).parents[1] / "transcripts/proved"
    policy = read_policy(folder)
    invariants = read_invariants(folder, policy)
    whole = proved(policy, invariants)
    asked = 1
    while True:
        ticks = chain(repeat(0.0, asked), repeat(1000.0))
        found = proofs_of(
            policy, DAY, invariants, ranges=ranges(), budget=300, clock=partial(next, ticks), read=read_witness
        )
        undecided = [proof for proof in found if proof.answered is Answered.UNDECIDED]
        others = [proof for proof in found if proof.answered is not Answered.UNDECIDED]
        assert [proof for proof in others if proof.answered is not whole[proof.claim, proof.subject].answered] == []
        if not undecided:
            break
        asked += 1
    assert asked > len(invariants)


def small(policy: Policy, *rules: Rule, **definitions: Condition) -> Policy:
    """The policy with these rules and definitions alone, covering everything."""
    names = dict.fromkeys(definitions, WORDS)
    return replace(policy, rules=rules, covers=ALWAYS, definitions=definitions, definition_names=names)


def invariant(when: Condition, **claims: Any) -> Invariant:
    """An invariant under that condition."""
    return Invariant("invariant", WORDS, when, (Cite("source"),), **claims)


def test_an_invariant_may_read_of_a_partner_what_no_rule_reads() -> None:
    """It is looked up for the exchange that refutes it, as any other fact."""
    warned = Rule("warned", Kind.WEIGHING, WORDS, asks("data.origin", operand="NL"), (Cite("source"),), authority="om")
    policy = small(read_policy(shipped_policies()), warned)
    member = invariant(asks("notice.issuer.interpol", operand=True), at_least=Level.REFER)
    refuted = proved(policy, (member,))[Claim.INVARIANT, "invariant"]
    assert refuted.answered is Answered.REFUTED
    assert refuted.witness is not None
    known = policy.find("partners", refuted.witness["notice"]["issuer"])
    assert known is not None
    assert known.attributes["interpol"][-1].value is True


def test_what_no_policy_knows_of_a_partner_has_one_value() -> None:
    """An invariant alone reads it, and asks that it be two at once: it never holds, though it was once found to."""
    warned = Rule("warned", Kind.WEIGHING, WORDS, asks("data.origin", operand="NL"), (Cite("source"),), authority="om")
    policy = small(read_policy(shipped_policies()), warned)
    both = AllOf(tuple(asks("partner.treaties.refugee_convention", operand=each) for each in ("withdrawn", "ratified")))
    found = proved(policy, (invariant(both, silent=("warned",)),))
    assert found[Claim.INVARIANT, "invariant"].answered is Answered.PROVED


def test_a_definition_of_rules_out_of_force_is_proved_as_any_other() -> None:
    """On a day before a rule began that alone reads a fact through it: that once ended the proof."""
    rule = Rule(
        "later",
        Kind.PROHIBITION,
        WORDS,
        Defined("member"),
        (Cite("source"),),
        in_force=Interval(DAY + timedelta(1), None),
    )
    policy = small(read_policy(shipped_policies()), rule, member=asks("partner.interpol", operand=True))
    assert proved(policy, ()) == {}


def test_what_only_a_list_that_nobody_believes_would_show_is_undecided() -> None:
    """Who is no party can be stated beside somebody who asks or receives: without them, the proof once ended as a bug."""
    noted = Rule(
        "noted",
        Kind.REMARK,
        WORDS,
        asks("partner.roles", operator=Operator.INCLUDES, operand="beneficiary"),
        (Cite("source"),),
    )
    policy = small(read_policy(shipped_policies()), noted)
    elsewhere = Not(asks("parties", operator=Operator.INCLUDES, operand="CW"))
    roles = (asks("partner.roles", operator=Operator.INCLUDES, operand=each) for each in ("requester", "recipient"))
    some = invariant(elsewhere, at_least=Level.REFER)
    assert proved(policy, (some,))[Claim.INVARIANT, "invariant"].answered is Answered.REFUTED
    none = invariant(AllOf((elsewhere, *map(Not, roles))), at_least=Level.REFER)
    assert proved(policy, (none,))[Claim.INVARIANT, "invariant"].answered is Answered.UNDECIDED
