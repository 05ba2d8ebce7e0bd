"""What was proved of a policy, as problems at the places that it is about."""

from __future__ import annotations

from os.path import lexists
from typing import TYPE_CHECKING, assert_never

from waarborg.core.invariant import Answered, Claim, Invariant, Proof
from waarborg.core.ruling import COVERAGE
from waarborg.linting.linted import found
from waarborg.reading.checking import read_document
from waarborg.reading.content import bytes_of
from waarborg.reading.document import Document
from waarborg.reading.invariants import FILE
from waarborg.reports.diff_witness import witness_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from waarborg.core.place import Problem, Route
    from waarborg.reading.written import WrittenPolicy

MORE_TIME = "give it more time with `--budget SECONDS`"
HINTS = {
    Claim.COVERED: "see that it is meant to be referred, or widen `covers`",
    Claim.NEVER_COUNTS: "correct its condition, or remove the rule",
    Claim.ALWAYS_COUNTS: "see that it is meant for every exchange",
    Claim.CHANGES_NOTHING: "see that it is meant to say the same, or remove it",
    Claim.IDLE_OVERRIDE: "correct one of the two conditions, or take the override out",
    Claim.NEVER_TRUE: "correct its condition",
    Claim.ALWAYS_TRUE: "correct its condition",
}


def problems_of(
    proofs: Sequence[Proof], invariants: Sequence[Invariant], written: WrittenPolicy, *, language: str
) -> list[Problem]:
    """Every proof as a problem, in the order of the files; an invariant is called by its title in the language."""
    by_id = {invariant.id: invariant for invariant in invariants}
    places = _places(written)
    problems = []
    for proof in proofs:
        if proof.answered is Answered.UNDECIDED and proof.claim is not Claim.INVARIANT:
            continue
        document, route, of_key = _place(proof, places)
        code, message, hint = _told(proof, by_id, language)
        problems.append(found(code, message, document, route, hint, of_key=of_key))
    problems += _undecided(proofs, places)
    return sorted(problems, key=lambda each: (each.place.file, each.place.line, each.place.column, each.code))


def _undecided(proofs: Sequence[Proof], places: Mapping[str, tuple[Document, Route]]) -> Iterator[Problem]:
    """One problem for all that was not decided beside the invariants: there are as many claims as rules, and more."""
    left = [each for each in proofs if each.answered is Answered.UNDECIDED and each.claim is not Claim.INVARIANT]
    if left:
        more = f", and {len(left) - 1} claims more" if len(left) > 1 else ""
        message = f"it was not decided whether {_claimed(left[0])}{more}"
        document, route = places[COVERAGE]
        yield found("proof/undecided", message, document, route, MORE_TIME, of_key=True)


def _places(written: WrittenPolicy) -> dict[str, tuple[Document, Route]]:
    """Where each rule stands, the coverage, and the documents of definitions and invariants under the empty route."""
    places = {rule["id"]: (document, route) for document, route, rule in written.rules}
    places[COVERAGE] = (written.documents["policy.yaml"], (COVERAGE,))
    places["definitions"] = (written.documents["definitions.yaml"], ())
    path = written.folder / FILE
    document = read_document(path, bytes_of(path), "invariants") if lexists(path) else None
    if isinstance(document, Document):
        places["invariants"] = (document, ())
    return places


def _place(proof: Proof, places: Mapping[str, tuple[Document, Route]]) -> tuple[Document, Route, bool]:
    """The document of what the proof is about, its route there, and whether its key is meant."""
    match proof.claim:
        case Claim.INVARIANT:
            return places["invariants"][0], ("invariants", proof.subject), True
        case Claim.NEVER_TRUE | Claim.ALWAYS_TRUE:
            return places["definitions"][0], ("definitions", proof.subject), True
        case Claim.COVERED:
            document, route = places[COVERAGE]
            return document, route, True
        case Claim.IDLE_OVERRIDE:
            document, route = places[proof.subject]
            return document, (*route, "overrides"), True
        case Claim.NEVER_COUNTS | Claim.ALWAYS_COUNTS | Claim.CHANGES_NOTHING:
            document, route = places[proof.subject]
            return document, (*route, "id"), False
        case _:
            assert_never(proof.claim)


def _told(proof: Proof, invariants: Mapping[str, Invariant], language: str) -> tuple[str, str, str]:
    """The code, the message and the hint of a proof."""
    shown = f"`{witness_line(proof.witness)}`" if proof.witness else ""
    if proof.answered is Answered.UNDECIDED:
        return "proof/undecided", f"it was not decided whether {_claimed(proof)}", MORE_TIME
    if proof.claim is Claim.INVARIANT:
        title = invariants[proof.subject].title.in_language(language)
        if proof.answered is Answered.PROVED:
            return "proof/proved", f"`{proof.subject}` is proved: {title}", ""
        return "proof/refuted", f"`{proof.subject}` does not hold: {title}", f"an exchange that breaks it: {shown}"
    if proof.claim is Claim.COVERED:
        return "proof/not-covered", f"the policy does not cover {shown}", HINTS[proof.claim]
    return f"proof/{proof.claim}", _claimed(proof), HINTS[proof.claim]


def _claimed(proof: Proof) -> str:
    others = ", ".join(f"`{other}`" for other in proof.others)
    match proof.claim:
        case Claim.INVARIANT:
            return f"`{proof.subject}` holds"
        case Claim.COVERED:
            return "every exchange is covered"
        case Claim.NEVER_COUNTS:
            return f"`{proof.subject}` never counts, whatever the exchange"
        case Claim.ALWAYS_COUNTS:
            return f"`{proof.subject}` counts whatever the exchange"
        case Claim.CHANGES_NOTHING:
            hidden = f": where it counts, so does {'one of ' if proof.together else ''}{others}" if others else ""
            return f"`{proof.subject}` never changes an outcome{hidden}"
        case Claim.IDLE_OVERRIDE:
            return f"`{proof.subject}` never counts where {others}, which it overrides, does"
        case Claim.NEVER_TRUE:
            return f"`{proof.subject}` is never true"
        case Claim.ALWAYS_TRUE:
            return f"`{proof.subject}` is always true"
        case _:
            assert_never(proof.claim)
