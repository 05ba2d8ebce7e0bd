"""Every check by its code, with how much it matters; what each finds is told by the code itself (`explaining.codes`).

A definition that nothing uses is no check: the reader refuses the policy for it.
"""

from __future__ import annotations

from waarborg.core.place import Severity

CHECKS = {
    "lint/unused-source": Severity.WARNING,
    "lint/unused-instrument": Severity.NOTE,
    "lint/never-together": Severity.ERROR,
    "lint/never-lifted": Severity.NOTE,
    "lint/no-factors": Severity.WARNING,
    "lint/no-cases": Severity.WARNING,
    "lint/not-read": Severity.ERROR,
    "lint/missing-text": Severity.ERROR,
    "lint/same-text": Severity.WARNING,
    "lint/overlapping-parties": Severity.ERROR,
    "lint/lapses-soon": Severity.WARNING,
    "lint/lapsed-source": Severity.WARNING,
    "lint/lapsed-instrument": Severity.NOTE,
    "lint/status-unknown": Severity.WARNING,
    "lint/old-attribute": Severity.WARNING,
    "lint/unconfirmed-attribute": Severity.WARNING,
    "lint/no-identifier": Severity.WARNING,
    "lint/identifier-form": Severity.ERROR,
    "lint/identifier-kind": Severity.WARNING,
    "lint/no-quote": Severity.ERROR,
}
PROOFS = {
    "proof/proved": Severity.NOTE,
    "proof/refuted": Severity.ERROR,
    "proof/undecided": Severity.WARNING,
    "proof/not-covered": Severity.NOTE,
    "proof/never-counts": Severity.WARNING,
    "proof/always-counts": Severity.WARNING,
    "proof/changes-nothing": Severity.WARNING,
    "proof/idle-override": Severity.WARNING,
    "proof/never-true": Severity.WARNING,
    "proof/always-true": Severity.WARNING,
}
"""What `lint --prove` finds besides."""
