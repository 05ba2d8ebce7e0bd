"""Boolean expressions for the solver, folded where a part is constant; the one module that knows z3.

Expressions are the addresses of nodes that z3 shares: equal addresses mean the same. The Python objects of its package
would cost ten times what the solving costs, so the library that it ships is called directly, in one context that lives
as long as the process.
"""

from __future__ import annotations

import ctypes
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Expression = int
"""A Boolean expression of the solver; the same expression is the same number."""
LARGE = 6
"""From this many literals on, `at most one of them` is left to the solver's own counting."""
_UNSAT, _UNKNOWN = -1, 0


class OutOfBudgetError(Exception):
    """Raised where the solver did not come to an answer in the time it was given."""


class SolverError(Exception):
    """Raised where the solver reports a fault of its own: a bug."""


def _library() -> Any:
    found = find_spec("z3")
    assert found is not None, "z3-solver is installed with waarborg"
    assert found.submodule_search_locations is not None, "z3 is a package"
    folders = [Path(each) / "lib" for each in found.submodule_search_locations]
    library = ctypes.CDLL(str(next(path for folder in folders for path in sorted(folder.glob("libz3.*")))))
    pointer, number, text = ctypes.c_void_p, ctypes.c_uint, ctypes.c_char_p
    many = ctypes.POINTER(pointer)
    signatures: dict[str, tuple[Any, list[Any]]] = {
        "mk_config": (pointer, []),
        "mk_context": (pointer, [pointer]),
        "set_error_handler": (None, [pointer, pointer]),
        "get_error_code": (ctypes.c_int, [pointer]),
        "mk_string_symbol": (pointer, [pointer, text]),
        "mk_bool_sort": (pointer, [pointer]),
        "mk_const": (pointer, [pointer, pointer, pointer]),
        "mk_true": (pointer, [pointer]),
        "mk_false": (pointer, [pointer]),
        "mk_not": (pointer, [pointer, pointer]),
        "mk_xor": (pointer, [pointer, pointer, pointer]),
        "mk_and": (pointer, [pointer, number, many]),
        "mk_or": (pointer, [pointer, number, many]),
        "mk_atmost": (pointer, [pointer, number, many, number]),
        "mk_solver_for_logic": (pointer, [pointer, pointer]),
        "mk_simple_solver": (pointer, [pointer]),
        "solver_inc_ref": (None, [pointer, pointer]),
        "solver_dec_ref": (None, [pointer, pointer]),
        "solver_assert": (None, [pointer, pointer, pointer]),
        "solver_check_assumptions": (ctypes.c_int, [pointer, pointer, number, many]),
        "solver_get_model": (pointer, [pointer, pointer]),
        "solver_get_unsat_core": (pointer, [pointer, pointer]),
        "solver_set_params": (None, [pointer, pointer, pointer]),
        "ast_vector_inc_ref": (None, [pointer, pointer]),
        "ast_vector_dec_ref": (None, [pointer, pointer]),
        "ast_vector_size": (number, [pointer, pointer]),
        "ast_vector_get": (pointer, [pointer, pointer, number]),
        "model_inc_ref": (None, [pointer, pointer]),
        "model_dec_ref": (None, [pointer, pointer]),
        "model_eval": (ctypes.c_bool, [pointer, pointer, pointer, ctypes.c_bool, many]),
        "substitute": (pointer, [pointer, pointer, number, many, many]),
        "mk_params": (pointer, [pointer]),
        "params_inc_ref": (None, [pointer, pointer]),
        "params_dec_ref": (None, [pointer, pointer]),
        "params_set_uint": (None, [pointer, pointer, pointer, number]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, f"Z3_{name}")
        function.restype, function.argtypes = result, arguments
    return library


_Z3 = _library()
_CONTEXT = _Z3.Z3_mk_context(_Z3.Z3_mk_config())
_Z3.Z3_set_error_handler(_CONTEXT, None)
_BOOL = _Z3.Z3_mk_bool_sort(_CONTEXT)
_TIMEOUT = _Z3.Z3_mk_string_symbol(_CONTEXT, b"timeout")
_LOGIC = _Z3.Z3_mk_string_symbol(_CONTEXT, b"QF_FD")
TRUE: Expression = _Z3.Z3_mk_true(_CONTEXT)
FALSE: Expression = _Z3.Z3_mk_false(_CONTEXT)
_NEGATIONS: dict[Expression, Expression] = {TRUE: FALSE, FALSE: TRUE}
_NEGATED: set[Expression] = set()
_PLACES: dict[Expression, int] = {}
_JOINED: dict[tuple[Expression, ...], Expression] = {}
"""Each conjunction and disjunction that was made, by what decides it and its parts: two policies share most of them."""


def _placed(expression: Expression) -> int:
    """The place of an expression in the order in which they were first met: the same in every run, as no address is."""
    return _PLACES.setdefault(expression, len(_PLACES))


def _array(expressions: Sequence[Expression]) -> Any:
    return (ctypes.c_void_p * len(expressions))(*expressions)


def variable(name: str) -> Expression:
    """The variable of that name."""
    symbol = _Z3.Z3_mk_string_symbol(_CONTEXT, name.encode())
    return int(_Z3.Z3_mk_const(_CONTEXT, symbol, _BOOL))


def negation(part: Expression) -> Expression:
    """The negation of `part`."""
    found = _NEGATIONS.get(part)
    if found is None:
        found = int(_Z3.Z3_mk_not(_CONTEXT, part))
        _NEGATED.add(found)
        _NEGATIONS[part] = found
        _NEGATIONS[found] = part
    return found


def is_negation(part: Expression) -> bool:
    """Whether `part` was made as the negation of another expression."""
    return part in _NEGATED


def conjunction(parts: Iterable[Expression]) -> Expression:
    """The conjunction of `parts`; TRUE of none. The order and the repetition of parts make no difference."""
    return _swept(parts, decisive=FALSE, otherwise=TRUE, joined=_Z3.Z3_mk_and)


def disjunction(parts: Iterable[Expression]) -> Expression:
    """The disjunction of `parts`; FALSE of none. The order and the repetition of parts make no difference."""
    return _swept(parts, decisive=TRUE, otherwise=FALSE, joined=_Z3.Z3_mk_or)


def _swept(
    parts: Iterable[Expression], *, decisive: Expression, otherwise: Expression, joined: Callable[..., Any]
) -> Expression:
    found = dict.fromkeys(parts)
    found.pop(otherwise, None)
    if decisive in found or any(_NEGATIONS.get(part) in found for part in found):
        return decisive
    if not found:
        return otherwise
    key = (decisive, *found)
    if key not in _JOINED:
        ordered = sorted(found, key=_placed)
        _JOINED[key] = ordered[0] if len(ordered) == 1 else int(joined(_CONTEXT, len(ordered), _array(ordered)))
    return _JOINED[key]


def differ(one: Expression, other: Expression) -> Expression:
    """That two expressions have different truths."""
    return FALSE if one == other else int(_Z3.Z3_mk_xor(_CONTEXT, one, other))


def implied(premise: Expression, conclusion: Expression) -> Expression:
    """That `conclusion` holds where `premise` does."""
    return disjunction([negation(premise), conclusion])


def substituted(expression: Expression, values: Mapping[Expression, bool]) -> Expression:
    """The expression with each of these variables replaced by its truth."""
    found = list(values)
    truths = [TRUE if values[each] else FALSE for each in found]
    return int(_Z3.Z3_substitute(_CONTEXT, expression, len(found), _array(found), _array(truths)))


def exactly_one(literals: Sequence[Expression]) -> Expression:
    """That one of `literals` holds and no other."""
    if len(literals) < LARGE:
        pairs = [
            disjunction([negation(one), negation(other)])
            for index, one in enumerate(literals)
            for other in literals[index + 1 :]
        ]
        return conjunction([disjunction(literals), *pairs])
    at_most = int(_Z3.Z3_mk_atmost(_CONTEXT, len(literals), _array(literals), 1))
    return conjunction([disjunction(literals), at_most])


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
        self._solver = _Z3.Z3_mk_simple_solver(_CONTEXT)
        _Z3.Z3_solver_inc_ref(_CONTEXT, self._solver)
        self._deadline = deadline
        self._granted = 0
        for constraint in constraints:
            self.add(constraint)

    def __del__(self) -> None:
        _Z3.Z3_solver_dec_ref(_CONTEXT, self._solver)

    def add(self, constraint: Expression) -> None:
        """Hold `constraint` from now on."""
        _Z3.Z3_solver_assert(_CONTEXT, self._solver, constraint)

    def holds(self, assumptions: Sequence[Expression]) -> bool:
        """Whether all constraints and `assumptions` can hold together; raises OutOfBudgetError where it cannot tell."""
        left = self._deadline.milliseconds()
        if not left <= self._granted <= 2 * left:
            self._grant(left)
        answer = _Z3.Z3_solver_check_assumptions(_CONTEXT, self._solver, len(assumptions), _array(assumptions))
        if _Z3.Z3_get_error_code(_CONTEXT):
            message = f"z3 reports error {_Z3.Z3_get_error_code(_CONTEXT)}"
            raise SolverError(message)
        if answer == _UNKNOWN:
            raise OutOfBudgetError
        return bool(answer != _UNSAT)

    def _grant(self, milliseconds: int) -> None:
        parameters = _Z3.Z3_mk_params(_CONTEXT)
        _Z3.Z3_params_inc_ref(_CONTEXT, parameters)
        _Z3.Z3_params_set_uint(_CONTEXT, parameters, _TIMEOUT, milliseconds)
        _Z3.Z3_solver_set_params(_CONTEXT, self._solver, parameters)
        _Z3.Z3_params_dec_ref(_CONTEXT, parameters)
        self._granted = milliseconds

    def model(self) -> Model:
        """How they hold together, after `holds` said so."""
        return Model(_Z3.Z3_solver_get_model(_CONTEXT, self._solver))

    def core(self) -> frozenset[Expression]:
        """The assumptions that cannot hold together, after `holds` said no."""
        vector = _Z3.Z3_solver_get_unsat_core(_CONTEXT, self._solver)
        _Z3.Z3_ast_vector_inc_ref(_CONTEXT, vector)
        size = _Z3.Z3_ast_vector_size(_CONTEXT, vector)
        found = frozenset(int(_Z3.Z3_ast_vector_get(_CONTEXT, vector, index)) for index in range(size))
        _Z3.Z3_ast_vector_dec_ref(_CONTEXT, vector)
        return found


class Model:
    """One way in which conditions hold together."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._found: dict[Expression, bool] = {}
        self._value = (ctypes.c_void_p * 1)()
        _Z3.Z3_model_inc_ref(_CONTEXT, model)

    def __del__(self) -> None:
        _Z3.Z3_model_dec_ref(_CONTEXT, self._model)

    def truth(self, expression: Expression) -> bool:
        """Whether `expression` holds in it."""
        found = self._found.get(expression)
        if found is None:
            _Z3.Z3_model_eval(_CONTEXT, self._model, expression, True, self._value)
            found = self._value[0] == TRUE
            self._found[expression] = found
        return found
