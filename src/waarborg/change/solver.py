"""The solver: whether expressions can hold together, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waarborg.change.logic import CONTEXT, MADE, TRUE, Z3, Expression, array, meaning_of, names_in
from waarborg.change.worlds import Worlds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_TIMEOUT = Z3.Z3_mk_string_symbol(CONTEXT, b"timeout")
_UNSAT, _UNKNOWN = -1, 0


class OutOfBudgetError(Exception):
    """Raised where the solver did not come to an answer in the time it was given."""


class SolverError(Exception):
    """Raised where the solver reports a fault of its own: a bug."""


class Deadline:
    """The time that is left for the solver; `clock` tells seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def milliseconds(self) -> int:
        """What is left; raises OutOfBudgetError where nothing is."""
        left = int((self._end - self._clock()) * 1000)
        if left <= 0:
            raise OutOfBudgetError
        return left


class Solver:
    """Asks whether conditions can hold together; never takes `does not know` for an answer."""

    def __init__(self, constraints: Iterable[Expression], deadline: Deadline) -> None:
        self._solver = Z3.Z3_mk_simple_solver(CONTEXT)
        Z3.Z3_solver_inc_ref(CONTEXT, self._solver)
        self._deadline = deadline
        self._granted = 0
        self._seen: set[Expression] = set()
        for constraint in constraints:
            self.add(constraint)

    def __del__(self) -> None:
        Z3.Z3_solver_dec_ref(CONTEXT, self._solver)

    def add(self, constraint: Expression) -> None:
        """Hold `constraint` from now on, and what the names in it mean."""
        for each in (constraint, *map(meaning_of, names_in(constraint, self._seen))):
            Z3.Z3_solver_assert(CONTEXT, self._solver, each)

    def holds(self, assumptions: Sequence[Expression]) -> bool:
        """Whether all constraints and `assumptions` can hold together; raises OutOfBudgetError where it cannot tell."""
        left = self._deadline.milliseconds()
        if not left <= self._granted <= 2 * left:
            self._grant(left)
        answer = Z3.Z3_solver_check_assumptions(CONTEXT, self._solver, len(assumptions), array(assumptions))
        if Z3.Z3_get_error_code(CONTEXT):
            message = f"z3 reports error {Z3.Z3_get_error_code(CONTEXT)}"
            raise SolverError(message)
        if answer == _UNKNOWN:
            raise OutOfBudgetError
        return bool(answer != _UNSAT)

    def _grant(self, milliseconds: int) -> None:
        parameters = Z3.Z3_mk_params(CONTEXT)
        Z3.Z3_params_inc_ref(CONTEXT, parameters)
        Z3.Z3_params_set_uint(CONTEXT, parameters, _TIMEOUT, milliseconds)
        Z3.Z3_solver_set_params(CONTEXT, self._solver, parameters)
        Z3.Z3_params_dec_ref(CONTEXT, parameters)
        self._granted = milliseconds

    def model(self) -> Model:
        """How they hold together, after `holds` said so."""
        return Model(Z3.Z3_solver_get_model(CONTEXT, self._solver))

    def core(self) -> frozenset[Expression]:
        """The assumptions that cannot hold together, after `holds` said no."""
        vector = Z3.Z3_solver_get_unsat_core(CONTEXT, self._solver)
        Z3.Z3_ast_vector_inc_ref(CONTEXT, vector)
        size = Z3.Z3_ast_vector_size(CONTEXT, vector)
        found = frozenset(int(Z3.Z3_ast_vector_get(CONTEXT, vector, index)) for index in range(size))
        Z3.Z3_ast_vector_dec_ref(CONTEXT, vector)
        return found


class Model:
    """One way in which conditions hold together."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._world = Worlds(1, self._variable)
        Z3.Z3_model_inc_ref(CONTEXT, model)

    def __del__(self) -> None:
        Z3.Z3_model_dec_ref(CONTEXT, self._model)

    def truth(self, expression: Expression) -> bool:
        """Whether `expression` holds in it."""
        return bool(self._world.where(expression))

    def _variable(self, variable: Expression) -> int:
        _, (declaration,) = MADE[variable]
        return int(Z3.Z3_model_get_const_interp(CONTEXT, self._model, declaration) == TRUE)
