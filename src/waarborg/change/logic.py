"""Boolean expressions for the solver, folded where a part is constant; here alone its library is loaded.

Expressions are the addresses of nodes that z3 shares: equal addresses mean the same. The Python objects of its package
would cost ten times what the solving costs, so the library that it ships is called directly, in one context that lives
as long as the process.
"""

from __future__ import annotations

import ctypes
from enum import Enum, auto
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Expression = int
"""A Boolean expression of the solver; the same expression is the same number."""
SETTINGS = {"smt.relevancy": "0", "smt.phase_selection": "0"}
"""Every variable is given a value, and false first: half the time for questions like these, and quieter answers."""
LARGE = 6
"""From this many literals on, `at most one of them` is left to the solver's own counting."""


class How(Enum):
    """How an expression is made of others."""

    VARIABLE = auto()
    NAME = auto()
    NOT = auto()
    ALL = auto()
    ANY = auto()
    EITHER = auto()
    AT_MOST_ONE = auto()


_POINTER, _NUMBER, _TEXT = ctypes.c_void_p, ctypes.c_uint, ctypes.c_char_p
_MANY = ctypes.POINTER(_POINTER)
_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "global_param_set": (None, [_TEXT, _TEXT]),
    "mk_config": (_POINTER, []),
    "mk_context": (_POINTER, [_POINTER]),
    "set_error_handler": (None, [_POINTER, _POINTER]),
    "get_error_code": (ctypes.c_int, [_POINTER]),
    "mk_string_symbol": (_POINTER, [_POINTER, _TEXT]),
    "mk_bool_sort": (_POINTER, [_POINTER]),
    "mk_const": (_POINTER, [_POINTER, _POINTER, _POINTER]),
    "mk_true": (_POINTER, [_POINTER]),
    "mk_false": (_POINTER, [_POINTER]),
    "mk_not": (_POINTER, [_POINTER, _POINTER]),
    "mk_xor": (_POINTER, [_POINTER, _POINTER, _POINTER]),
    "mk_and": (_POINTER, [_POINTER, _NUMBER, _MANY]),
    "mk_or": (_POINTER, [_POINTER, _NUMBER, _MANY]),
    "mk_atmost": (_POINTER, [_POINTER, _NUMBER, _MANY, _NUMBER]),
    "mk_simple_solver": (_POINTER, [_POINTER]),
    "solver_inc_ref": (None, [_POINTER, _POINTER]),
    "solver_dec_ref": (None, [_POINTER, _POINTER]),
    "solver_assert": (None, [_POINTER, _POINTER, _POINTER]),
    "solver_check_assumptions": (ctypes.c_int, [_POINTER, _POINTER, _NUMBER, _MANY]),
    "solver_get_model": (_POINTER, [_POINTER, _POINTER]),
    "solver_get_unsat_core": (_POINTER, [_POINTER, _POINTER]),
    "solver_set_params": (None, [_POINTER, _POINTER, _POINTER]),
    "ast_vector_inc_ref": (None, [_POINTER, _POINTER]),
    "ast_vector_dec_ref": (None, [_POINTER, _POINTER]),
    "ast_vector_size": (_NUMBER, [_POINTER, _POINTER]),
    "ast_vector_get": (_POINTER, [_POINTER, _POINTER, _NUMBER]),
    "model_inc_ref": (None, [_POINTER, _POINTER]),
    "model_dec_ref": (None, [_POINTER, _POINTER]),
    "get_app_decl": (_POINTER, [_POINTER, _POINTER]),
    "model_get_const_interp": (_POINTER, [_POINTER, _POINTER, _POINTER]),
    "mk_params": (_POINTER, [_POINTER]),
    "params_inc_ref": (None, [_POINTER, _POINTER]),
    "params_dec_ref": (None, [_POINTER, _POINTER]),
    "params_set_uint": (None, [_POINTER, _POINTER, _POINTER, _NUMBER]),
}
"""What each function that is called gives, and what it takes."""


def _library() -> Any:
    found = find_spec("z3")
    assert found is not None, "z3-solver is installed with waarborg"
    assert found.submodule_search_locations is not None, "z3 is a package"
    folders = [Path(each) / "lib" for each in found.submodule_search_locations]
    library = ctypes.CDLL(str(next(path for folder in folders for path in sorted(folder.glob("libz3.*")))))
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, f"Z3_{name}")
        function.restype, function.argtypes = result, arguments
    return library


Z3 = _library()
for _name, _value in SETTINGS.items():
    Z3.Z3_global_param_set(_name.encode(), _value.encode())
CONTEXT = Z3.Z3_mk_context(Z3.Z3_mk_config())
Z3.Z3_set_error_handler(CONTEXT, None)
_BOOL = Z3.Z3_mk_bool_sort(CONTEXT)
TRUE: Expression = Z3.Z3_mk_true(CONTEXT)
FALSE: Expression = Z3.Z3_mk_false(CONTEXT)
_NEGATIONS: dict[Expression, Expression] = {TRUE: FALSE, FALSE: TRUE}
_PLACES: dict[Expression, int] = {}
_JOINED: dict[tuple[Expression, ...], Expression] = {}
"""Each conjunction and disjunction that was made, by what decides it and its parts: two policies share most of them."""
MADE: dict[Expression, tuple[How, Sequence[Expression]]] = {}
"""How each expression but a constant was made, and of what: a variable of its declaration, a name of its meaning."""
_NAMES: dict[Expression, Expression] = {}
"""The name of each expression that has one."""


def _placed(expression: Expression) -> int:
    """The place of an expression in the order in which they were first met: the same in every run, as no address is."""
    return _PLACES.setdefault(expression, len(_PLACES))


def array(expressions: Sequence[Expression]) -> Any:
    """The expressions as the library takes several of them."""
    return (ctypes.c_void_p * len(expressions))(*expressions)


def variable(name: str) -> Expression:
    """The variable of that name."""
    symbol = Z3.Z3_mk_string_symbol(CONTEXT, name.encode())
    found = int(Z3.Z3_mk_const(CONTEXT, symbol, _BOOL))
    MADE[found] = (How.VARIABLE, (Z3.Z3_get_app_decl(CONTEXT, found),))
    return found


def negation(part: Expression) -> Expression:
    """The negation of `part`."""
    found = _NEGATIONS.get(part)
    if found is None:
        found = _made(int(Z3.Z3_mk_not(CONTEXT, part)), How.NOT, (part,))
        _NEGATIONS[part] = found
        _NEGATIONS[found] = part
    return found


def is_negation(part: Expression) -> bool:
    """Whether `part` was made as the negation of another expression."""
    return part in MADE and MADE[part][0] is How.NOT


def named(expression: Expression) -> Expression:
    """A short name for an expression, the same for the same one: a solver reads what it means no more than once."""
    how, _ = MADE.get(expression, (How.VARIABLE, ()))
    if how is How.NOT:
        return negation(named(negation(expression)))
    if how in {How.VARIABLE, How.NAME}:
        return expression
    if expression not in _NAMES:
        name = variable(f"name {len(_NAMES)}")
        MADE[name] = (How.NAME, (expression,))
        _NAMES[expression] = name
    return _NAMES[expression]


def meaning_of(name: Expression) -> Expression:
    """That the name means what it stands for."""
    return differ(name, negation(MADE[name][1][0]))


def names_in(expression: Expression, seen: set[Expression]) -> Iterator[Expression]:
    """The names in an expression and in what they mean, but for what was `seen` before; what was looked at is added."""
    ahead = [expression]
    while ahead:
        found = ahead.pop()
        if found not in seen:
            seen.add(found)
            how, parts = MADE.get(found, (How.VARIABLE, ()))
            if how is How.NAME:
                yield found
            if how is not How.VARIABLE:
                ahead += parts


def variable_of(literal: Expression) -> Expression:
    """The variable of a literal."""
    return negation(literal) if is_negation(literal) else literal


def variables_of(expression: Expression) -> set[Expression]:
    """Every variable in an expression, also in what its names mean."""
    ahead, seen, found = [expression], {TRUE, FALSE}, set()
    while ahead:
        each = ahead.pop()
        if each not in seen:
            seen.add(each)
            how, parts = MADE[each]
            if how is How.VARIABLE:
                found.add(each)
            else:
                ahead += parts
    return found


def conjunction(parts: Iterable[Expression]) -> Expression:
    """The conjunction of `parts`; TRUE of none. The order and the repetition of parts make no difference."""
    return _swept(parts, How.ALL, decisive=FALSE, otherwise=TRUE, joined=Z3.Z3_mk_and)


def disjunction(parts: Iterable[Expression]) -> Expression:
    """The disjunction of `parts`; FALSE of none. The order and the repetition of parts make no difference."""
    return _swept(parts, How.ANY, decisive=TRUE, otherwise=FALSE, joined=Z3.Z3_mk_or)


def _swept(
    parts: Iterable[Expression], how: How, *, decisive: Expression, otherwise: Expression, joined: Callable[..., Any]
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
        if len(ordered) == 1:
            _JOINED[key] = ordered[0]
        else:
            _JOINED[key] = _made(int(joined(CONTEXT, len(ordered), array(ordered))), how, ordered)
    return _JOINED[key]


def _made(expression: Expression, how: How, parts: Sequence[Expression]) -> Expression:
    MADE[expression] = (how, parts)
    return expression


def differ(one: Expression, other: Expression) -> Expression:
    """That two expressions have different truths."""
    return FALSE if one == other else _made(int(Z3.Z3_mk_xor(CONTEXT, one, other)), How.EITHER, (one, other))


def implied(premise: Expression, conclusion: Expression) -> Expression:
    """That `conclusion` holds where `premise` does."""
    return disjunction([negation(premise), conclusion])


def constant(truth: bool) -> Expression:  # noqa: FBT001 (the truth is what is asked for)
    """The expression that always has that truth."""
    return TRUE if truth else FALSE


def substituted(expression: Expression, by: Mapping[Expression, Expression]) -> Expression:
    """The expression with each of these variables replaced by another expression, also in what its names mean."""
    return _replaced(expression, {TRUE: TRUE, FALSE: FALSE, **by})


def _replaced(expression: Expression, found: dict[Expression, Expression]) -> Expression:
    if expression not in found:
        how, parts = MADE[expression]
        inner = [] if how is How.VARIABLE else [_replaced(part, found) for part in parts]
        found[expression] = expression if inner in ([], [*parts]) else _made_of(how, inner)
    return found[expression]


def _made_of(how: How, parts: Sequence[Expression]) -> Expression:
    """The expression that is made so of these parts, of which some may be constant."""
    match how:
        case How.NAME:
            return named(parts[0])
        case How.NOT:
            return negation(parts[0])
        case How.ALL:
            return conjunction(parts)
        case How.ANY:
            return disjunction(parts)
        case How.EITHER:
            return differ(parts[0], parts[1])
        case _:
            return _at_most_one(parts)


def _at_most_one(parts: Sequence[Expression]) -> Expression:
    loose = [each for each in parts if each not in {TRUE, FALSE}]
    if TRUE in parts:
        return conjunction(map(negation, loose)) if parts.count(TRUE) == 1 else FALSE
    return _made(int(Z3.Z3_mk_atmost(CONTEXT, len(loose), array(loose), 1)), How.AT_MOST_ONE, loose) if loose else TRUE


def exactly_one(literals: Sequence[Expression]) -> Expression:
    """That one of `literals` holds and no other."""
    if len(literals) < LARGE:
        pairs = [
            disjunction([negation(one), negation(other)])
            for index, one in enumerate(literals)
            for other in literals[index + 1 :]
        ]
        return conjunction([disjunction(literals), *pairs])
    return conjunction([disjunction(literals), _at_most_one(literals)])
