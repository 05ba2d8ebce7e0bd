"""The questions whose answers make a bound differ between two sides while something is left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waarborg.change.logic import TRUE, Expression, conjunction, negation
from waarborg.change.outcomes import LEVELS
from waarborg.core.difference import Answer, Standing
from waarborg.core.record import record
from waarborg.core.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waarborg.change.outcomes import Outcomes
    from waarborg.core.difference import Transition

Way = tuple[Standing, bool, bool]
Answers = tuple[Answer, Answer]


@record
class Question:
    """Whether some guess makes `reached` true, and every guess `never` and `held`: a bound then passes `threshold`.

    The bound is the best one or the worst one, and it passes upward or down.
    """

    threshold: Standing
    best: bool
    upward: bool
    reached: Expression
    never: Expression
    held: Expression

    @property
    def way(self) -> Way:
        """Which bound passes what, and how."""
        return self.threshold, self.best, self.upward

    @property
    def rough(self) -> Expression:
        """What holds where the question is true."""
        return conjunction([self.reached, self.never])

    def is_shown_by(self, answers: Answers) -> bool:
        """Whether the bound of these answers passes the threshold that way."""
        low, high = answers if self.upward else answers[::-1]
        if self.threshold is not Standing.PROHIBITED:
            least, most = (each.at_best if self.best else each.at_worst for each in (low, high))
            return least < self.threshold <= most
        if min(low.at_best, high.at_best) is not Level.PROHIBITED:
            return False
        decided, other = (high, low) if self.best else (low, high)
        wanted = Standing.PROHIBITED if self.best else Standing.PROHIBITED_CURABLE
        return decided.standing is wanted and other.standing is not wanted

    def is_taken_by(self, transition: Transition) -> bool:
        """Whether a part that takes the transition passes the threshold that way."""
        low, high = (transition.old, transition.new) if self.upward else (transition.new, transition.old)
        return low < self.threshold <= high


def questions(old: Outcomes, new: Outcomes) -> Iterator[Question]:
    """What would make a bound differ, or whether a prohibition can be cured; none where it plainly cannot."""
    prohibited = conjunction(each.reaches[Level.PROHIBITED].certain for each in (old, new))
    for milder, graver, upward in ((old, new, True), (new, old, False)):
        pairs = [(Standing(level), milder.reaches[level], graver.reaches[level], TRUE) for level in LEVELS]
        for threshold, less, more, held in (*pairs, (Standing.PROHIBITED, milder.lasting, graver.lasting, prohibited)):
            if more.possible != less.possible:
                yield Question(threshold, False, upward, more.possible, negation(less.possible), held)
            if more.certain != less.certain:
                yield Question(threshold, True, upward, negation(less.certain), more.certain, held)
