"""Parts of which the same is stated are judged as one, and it shows nowhere."""

from __future__ import annotations

from datetime import date

from hypothesis import event, given
from hypothesis import strategies as st
from strategies import DAY, facts, policies

from waarborg.core.exchange import Decision, Element, Exchange
from waarborg.core.judge import Judge
from waarborg.core.place import Place, Route
from waarborg.core.policy import Policy
from waarborg.core.record import replace
from waarborg.core.verdict import ExchangeVerdict
from waarborg.reports.findings import findings

SPLIT = {"partner": ("warm", "sides"), "subject": ("wet", "colour"), "data": ("shade", "count", "due")}
"""The facts that each list states here."""
RULES = ("rule-0", "rule-1", "lifted", "lifting")


@st.composite
def listed(draw: st.DrawFn) -> Exchange:
    """An exchange of a few elements, many of them alike, and decisions that reach some of its parts."""
    elements: dict[str, tuple[Element, ...]] = {}
    for axis, paths in SPLIT.items():
        kinds = [{path: value for path, value in draw(facts()).items() if path in paths} for _ in range(2)]
        chosen = draw(st.lists(st.sampled_from(kinds), max_size=3))
        elements[axis] = tuple(Element(f"{axis}-{index}", stated, index) for index, stated in enumerate(chosen))
    decisions = tuple(draw(decision(elements, index)) for index in range(draw(st.integers(0, 2))))
    return Exchange("listed", DAY, "file.yaml", {}, elements, decisions, _nowhere)


@st.composite
def decision(draw: st.DrawFn, elements: dict[str, tuple[Element, ...]], index: int) -> Decision:
    """A decision on some rule, limited to some elements of some lists."""
    limits: dict[str, frozenset[str]] = {}
    for axis, several in elements.items():
        if several and draw(st.sampled_from([True, False])):
            limits[axis] = draw(st.frozensets(st.sampled_from([element.label for element in several]), min_size=1))
    said = draw(st.sampled_from(["go", "stop"]))
    return Decision(draw(st.sampled_from(RULES)), "om", said, date(2026, 1, 1), "ref", limits=limits, index=index)


def _nowhere(_route: Route) -> Place | None:
    return None


def _told_apart(exchange: Exchange) -> Exchange:
    """The exchange with a fact in each element that sets it apart from all others, and that no rule reads."""
    elements = {
        axis: tuple(replace(each, facts={**each.facts, f"{axis}.mark": str(each.index)}) for each in several)
        for axis, several in exchange.elements.items()
    }
    return replace(exchange, elements=elements)


def _said(verdict: ExchangeVerdict, policy: Policy) -> object:
    """Everything that is found, with each part by its labels."""
    return (
        verdict.bounds,
        verdict.curable,
        verdict.unsettling,
        [(part.part.labels, part.bounds, part.curable, part.covered) for part in verdict.parts],
        [[_outcome(outcome) for outcome in part.outcomes] for part in verdict.parts],
        [(missing.path, missing.part.labels, missing.could_move_to, missing.weight) for missing in verdict.missing],
        [
            (
                _outcome(finding.outcome),
                [part.labels for part in finding.parts],
                [each.path for each in finding.grounds],
            )
            for finding in findings(verdict, policy, silent=True)
        ],
    )


def _outcome(outcome: object) -> tuple[object, ...]:
    names = ("rule", "truth", "contributes", "lifted_by", "may_be_lifted_by", "settled_by", "stopped_by")
    return tuple(getattr(outcome, name) for name in names)


@given(policies(), listed())
def test_parts_that_are_alike_come_to_what_each_comes_to_alone(policy: Policy, exchange: Exchange) -> None:
    """Set apart by a fact that no rule reads, and so judged one by one, the parts come to the same in everything."""
    verdict = Judge(policy).judge(exchange)
    event(f"some parts are alike: {len(verdict.unlike) < len(verdict.parts)}")
    apart = Judge(policy).judge(_told_apart(exchange))
    assert len(apart.unlike) == len(apart.parts)
    assert _said(apart, policy) == _said(verdict, policy)


@given(policies(), facts(), st.integers(2, 12))
def test_what_is_stated_alike_is_judged_once(policy: Policy, stated: dict[str, object], several: int) -> None:
    """However many elements state the same, there is one verdict to find, and no more is read to find it."""
    alike = tuple(Element(str(index), {}, index) for index in range(several))
    elements = {"partner": alike, "subject": alike, "data": ()}
    exchange = Exchange("alike", DAY, "file.yaml", dict(stated), elements, (), _nowhere)  # type: ignore[arg-type]
    verdict = Judge(policy).judge(exchange)
    assert len(verdict.parts) == several**2
    assert len(verdict.unlike) == 1
    assert [part.part.number for part in verdict.parts] == list(range(several**2))
