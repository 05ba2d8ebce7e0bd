"""The gaps of a policy folder: provisions left to a person. Judging does not need them, so it never reads them."""

from __future__ import annotations

from os.path import lexists
from typing import TYPE_CHECKING

from waarborg.core.place import Problem, ProblemsError
from waarborg.core.policy import Gap
from waarborg.reading.building import required_text
from waarborg.reading.checking import read_document
from waarborg.reading.content import bytes_of
from waarborg.reading.near import did_you_mean
from waarborg.reading.policies import GAPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from waarborg.core.policy import Policy
    from waarborg.reading.document import Document


def read_gaps(folder: Path, policy: Policy) -> tuple[Gap, ...]:
    """The gaps of the policy in `folder`, none where it lists none; raises ProblemsError with all that is wrong."""
    path = folder / GAPS
    if not lexists(path):
        return ()
    document = read_document(path, bytes_of(path), "gaps")
    problems = document if isinstance(document, list) else list(_problems(document, policy))
    if isinstance(document, list) or problems:
        raise ProblemsError(problems)
    return tuple(
        Gap(gap["source"], gap["at"], required_text(gap["why"]), tuple(gap["surfaced_by"]))
        for gap in document.data["gaps"]
    )


def _problems(document: Document, policy: Policy) -> Iterator[Problem]:
    rules = [rule.id for rule in policy.rules]
    known = {*rules, *policy.vocabulary.facts}
    for index, gap in enumerate(document.data["gaps"]):
        if gap["source"] not in policy.sources:
            yield document.problem(
                "policy/unknown-source",
                f"`{gap['source']}` is no source",
                ("gaps", index, "source"),
                hint=did_you_mean(gap["source"], list(policy.sources)) or "add it to sources.yaml",
            )
        for position, surfacing in enumerate(gap["surfaced_by"]):
            if surfacing not in known:
                yield document.problem(
                    "policy/unknown-rule",
                    f"`{surfacing}` is no rule and no fact",
                    ("gaps", index, "surfaced_by", position),
                    hint=did_you_mean(surfacing, sorted(known)) or "name a rule's id or a fact's path",
                )
