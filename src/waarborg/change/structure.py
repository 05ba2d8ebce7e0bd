"""Structural changes between two policies: by identity, never by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from waarborg.core.condition import AllOf, AnyOf, Condition, Defined, Not, Operator, Test
from waarborg.core.difference import Atom, Change, Detail, How
from waarborg.core.record import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from waarborg.core.policy import Known, Policy, Referent, Rule


MEANING = ("kind", "when", "requires", "liftable", "overrides", "authority", "factors", "grounds")
WORDING = ("title", "advice", "remedy", "section", "sources")


def structural_changes(old: Policy, new: Policy) -> tuple[Change, ...]:
    """Everything that was added, removed, renamed, reworded, re-dated or altered from `old` to `new`."""
    return (
        *_coverage(old, new),
        *_things("rule", {r.id: r for r in old.rules}, {r.id: r for r in new.rules}, _rule_details, _rule_meaning),
        *_things(
            "definition", _definitions(old), _definitions(new), _definition_details, lambda each: canonical(each[0])
        ),
        *_things("threshold", old.thresholds, new.thresholds, _value_details, lambda _each: None),
        *_things("source", old.sources, new.sources, _source_details, lambda _each: None),
        *_referents("instrument", "instruments", old, new),
        *_referents("partner", "partners", old, new),
    )


def _coverage(old: Policy, new: Policy) -> Iterator[Change]:
    detail = _condition_detail("covers", old.covers, new.covers)
    if detail:
        yield Change("coverage", "covers", How.ALTERED, (detail,))


def _things(sort: str, old: Mapping[str, Any], new: Mapping[str, Any], details: Any, meaning: Any) -> Iterator[Change]:
    added = [name for name in new if name not in old]
    meanings = {meaning(new[name]): name for name in added}
    renamed = {}
    for name in old:
        found = meaning(old[name]) if name not in new else None
        if found is not None and found in meanings:
            renamed[name] = meanings.pop(found)
    for name in old:
        if name in renamed:
            found_details = tuple(details(old[name], new[renamed[name]]))
            yield Change(sort, name, How.RENAMED, tuple(each for _, each in found_details), renamed[name])
        elif name not in new:
            yield Change(sort, name, How.REMOVED)
        else:
            found_details = tuple(details(old[name], new[name]))
            if found_details:
                order = list(How)
                how = max((how for how, _ in found_details), key=order.index)
                yield Change(sort, name, how, tuple(each for _, each in found_details))
    yield from (Change(sort, name, How.ADDED) for name in added if name not in renamed.values())


def _rule_details(old: Rule, new: Rule) -> Iterator[tuple[How, Detail]]:
    for field in ("when", "requires"):
        detail = _condition_detail(field, getattr(old, field), getattr(new, field))
        if detail:
            yield How.ALTERED, detail
    for field in MEANING:
        if field not in {"when", "requires"}:
            yield from ((How.ALTERED, detail) for detail in _apart(field, getattr(old, field), getattr(new, field)))
    if old.in_force != new.in_force:
        yield How.RE_DATED, Detail("in_force", (old.in_force,), (new.in_force,))
    for field in WORDING:
        yield from ((How.REWORDED, detail) for detail in _apart(field, getattr(old, field), getattr(new, field)))


def _apart(field: str, old: Any, new: Any) -> Iterator[Detail]:
    """How two values differ; of lists, what one side alone has, and no difference where it is the order."""
    before, after = _listed(old), _listed(new)
    gone, come = (tuple(each for each in one if each not in other) for one, other in ((before, after), (after, before)))
    if gone or come:
        yield Detail(field, gone, come)


def _listed(value: Any) -> tuple[Any, ...]:
    if value is None or value == "":
        return ()
    return value if isinstance(value, tuple) else (value,)


def _rule_meaning(rule: Rule) -> object:
    """All of a rule but its id and its words."""
    return (
        rule.kind,
        canonical(rule.when),
        canonical(rule.requires) if rule.requires else None,
        rule.liftable,
        frozenset(rule.overrides),
        rule.authority,
        frozenset(rule.grounds),
        rule.in_force,
    )


def _definitions(policy: Policy) -> dict[str, tuple[Condition, Any]]:
    return {name: (condition, policy.definition_names.get(name)) for name, condition in policy.definitions.items()}


def _definition_details(old: tuple[Condition, Any], new: tuple[Condition, Any]) -> Iterator[tuple[How, Detail]]:
    detail = _condition_detail("when", old[0], new[0])
    if detail:
        yield How.ALTERED, detail
    if old[1] != new[1]:
        yield How.REWORDED, Detail("title", (old[1],), (new[1],))


def _value_details(old: str, new: str) -> Iterator[tuple[How, Detail]]:
    if old != new:
        yield How.ALTERED, Detail("value", (old,), (new,))


def _source_details(old: Any, new: Any) -> Iterator[tuple[How, Detail]]:
    for name in names_of(type(old)):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            how = How.RE_DATED if name == "in_force" else How.REWORDED
            yield how, Detail(name, (before,), (after,))


def _condition_detail(field: str, old: Condition | None, new: Condition | None) -> Detail | None:
    """How two conditions differ: the atoms of one alone; none where the same atoms are joined otherwise."""
    if (canonical(old) if old else None) == (canonical(new) if new else None):
        return None
    before, after = list(atoms(old)) if old else [], list(atoms(new)) if new else []
    return Detail(
        field,
        tuple(dict.fromkeys(each for each in before if each not in after)),
        tuple(dict.fromkeys(each for each in after if each not in before)),
    )


def canonical(condition: Condition) -> object:
    """The condition without the order and the repetition of its parts: what formatting cannot change."""
    match condition:
        case Test():
            return _plain(condition)
        case Defined():
            return condition
        case Not(part):
            return ("not", canonical(part))
        case AllOf((single,)) | AnyOf((single,)):
            return canonical(single)
        case AllOf(parts):
            return ("all", frozenset(map(canonical, parts)))
        case AnyOf(parts):
            return ("any", frozenset(map(canonical, parts)))
        case _:
            assert_never(condition)


def _plain(test: Test) -> Test:
    """The test; one of a single value is that value."""
    if test.operator is Operator.ONE_OF and isinstance(test.operand, frozenset) and len(test.operand) == 1:
        return Test(test.fact, Operator.EQUALS, next(iter(test.operand)))
    return test


def atoms(condition: Condition, *, negated: bool = False) -> Iterator[Atom]:
    """Every test and definition that the condition itself names."""
    match condition:
        case Test():
            yield Atom(_plain(condition), negated)
        case Defined():
            yield Atom(condition, negated)
        case Not(part):
            yield from atoms(part, negated=not negated)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part, negated=negated)
        case _:
            assert_never(condition)


def _referents(sort: str, target: str, old: Policy, new: Policy) -> Iterator[Change]:
    codes = [old.codes(target), new.codes(target)]
    for code in sorted(codes[0] | codes[1]):
        before = old.find(target, code) if code in codes[0] else None
        after = new.find(target, code) if code in codes[1] else None
        if before is None or after is None:
            yield Change(sort, code, How.REMOVED if after is None else How.ADDED)
            continue
        found = tuple(_attribute_details(before, after))
        if found:
            yield Change(sort, code, max((how for how, _ in found), key=list(How).index), tuple(d for _, d in found))


def _attribute_details(old: Referent, new: Referent) -> Iterator[tuple[How, Detail]]:
    """What differs between two referents: of an attribute over time, the entries of one side alone."""
    if old.name != new.name:
        yield How.REWORDED, Detail("name", (old.name,), (new.name,))
    if old.attributes == new.attributes:
        return
    for path in sorted({*old.attributes, *new.attributes}):
        before, after = old.attributes.get(path, ()), new.attributes.get(path, ())
        if before != after:
            gone, come = (tuple(e for e in one if e not in other) for one, other in ((before, after), (after, before)))
            yield _how(before, after), Detail(path, gone, come)


def _how(before: tuple[Known, ...], after: tuple[Known, ...]) -> How:
    if [each.value for each in before] != [each.value for each in after]:
        return How.ALTERED
    return How.RE_DATED if [e.in_force for e in before] != [e.in_force for e in after] else How.REWORDED
