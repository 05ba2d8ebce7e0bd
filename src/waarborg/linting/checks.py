"""Every check by its code, with how much it matters and what it finds.

A definition that nothing uses is no check: the reader refuses the policy for it.
"""

from __future__ import annotations

from waarborg.core.place import Severity
from waarborg.core.record import value_record


@value_record
class Check:
    """One thing that the linter looks for."""

    severity: Severity
    finds: str


CHECKS = {
    "lint/unused-source": Check(Severity.WARNING, "a source that nothing in the policy cites"),
    "lint/unused-instrument": Check(Severity.NOTE, "an instrument that no rule, partner or case names"),
    "lint/never-together": Check(
        Severity.ERROR, "a rule that is never in force together with a rule that it overrides"
    ),
    "lint/never-lifted": Check(Severity.NOTE, "a rule marked liftable that no rule overrides"),
    "lint/no-factors": Check(Severity.WARNING, "a weighing that names no factors to weigh"),
    "lint/no-cases": Check(Severity.WARNING, "a rule that no file of policy cases is about"),
    "lint/not-read": Check(Severity.ERROR, "a file of rules or partners that stands where none is read"),
    "lint/missing-text": Check(Severity.ERROR, "a text that is empty in one of the two languages"),
    "lint/same-text": Check(Severity.WARNING, "a text that is word for word the same in the two languages"),
    "lint/overlapping-parties": Check(Severity.ERROR, "a party listed twice for the same days"),
    "lint/lapses-soon": Check(Severity.WARNING, "something in force whose last day is near"),
    "lint/lapsed-source": Check(Severity.WARNING, "a rule in force that cites a source no longer in force"),
    "lint/lapsed-instrument": Check(Severity.NOTE, "an instrument no longer in force"),
    "lint/status-unknown": Check(Severity.WARNING, "an instrument of whose status nothing is known on the day"),
    "lint/old-attribute": Check(Severity.WARNING, "what is known of partners was confirmed too long ago"),
    "lint/unconfirmed-attribute": Check(Severity.WARNING, "what is known of partners was never confirmed"),
    "lint/no-identifier": Check(Severity.WARNING, "a source of law without an official identifier"),
    "lint/identifier-form": Check(Severity.ERROR, "an identifier that does not have its form"),
    "lint/identifier-kind": Check(Severity.WARNING, "a CELEX number of another kind of act than the source"),
    "lint/no-quote": Check(Severity.ERROR, "a quote that does not stand in the text of its source"),
}
PROOFS = {
    "proof/proved": Check(Severity.NOTE, "an invariant that is proved"),
    "proof/refuted": Check(Severity.ERROR, "an invariant that some exchange breaks"),
    "proof/undecided": Check(Severity.WARNING, "a claim that was neither proved nor refuted"),
    "proof/not-covered": Check(Severity.NOTE, "an exchange that the policy does not cover"),
    "proof/never-counts": Check(Severity.WARNING, "a rule that can never count"),
    "proof/always-counts": Check(Severity.WARNING, "a rule that always counts"),
    "proof/changes-nothing": Check(Severity.WARNING, "a rule that never changes an outcome"),
    "proof/idle-override": Check(Severity.WARNING, "an override that can never matter"),
    "proof/never-true": Check(Severity.WARNING, "a definition that is never true"),
    "proof/always-true": Check(Severity.WARNING, "a definition that is always true"),
}
"""What `lint --prove` finds besides."""
