"""Every witness read as the descriptor that it is, and judged again on both sides, before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.change.answers import answer_of, texts_of
from waarborg.change.points import DisagreementError
from waarborg.core.exchange import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from waarborg.change.sides import Side
    from waarborg.core.difference import Answer, Difference
    from waarborg.core.policy import Policy


def confirm(found: Difference, sides: Sequence[Side], read: Callable[[Mapping[str, Any], Policy], Any]) -> None:
    """Raise DisagreementError where a witness is no descriptor, or is not judged as the diff says.

    `read` gives the exchange of a descriptor under a policy, or the problems for which it is refused.
    """
    texts = texts_of(sides)
    witnesses = [(region.witness, region.answers) for shift in found.impact.shifts for region in shift.regions]
    witnesses += [(each.witness, each.answers) for each in found.impact.left_open]
    for witness, answers in witnesses:
        judged: list[Answer] = []
        for side, text in zip(sides, texts, strict=True):
            exchange = read(witness, side.policy)
            if not isinstance(exchange, Exchange):
                message = f"the witness {dict(witness)} is no descriptor: {'; '.join(map(str, exchange))}"
                raise DisagreementError(message)
            judged.append(answer_of(side.judge.judge(exchange).parts[0], text))
        if tuple(judged) != answers:
            message = f"the witness {dict(witness)} is judged {judged}, not {answers}"
            raise DisagreementError(message)
