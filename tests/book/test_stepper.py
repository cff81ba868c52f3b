"""1歩ずつたどる図のデータ。数はパッケージの数、1歩は本当に実行された行。"""

from __future__ import annotations

import ast
import itertools
import math
import re
import sys
from pathlib import Path

import pytest
from _ext.figures.line_tracer import record, with_input
from _ext.figures.marked_code import marked_lines
from _ext.figures.stepper import _numbers, build_html, shown_lines
from _ext.figures.steps import INPUTS, START, Step, Traced, steps_of, trace_code
from _ext.figures.subject import VARIABLES

ROOT = Path(__file__).parents[2]

BY_HAND = """\
x = 0.5
a = x**2
b = np.exp(a)
y = b**2
dy_dy = 1.0
dy_db = dy_dy * (2 * b)
dy_da = dy_db * np.exp(a)
dy_dx = dy_da * (2 * x)
"""


def traced(name: str) -> Traced:
    path = ROOT / "dezero_book" / "steps" / f"{name}.py"
    source = path.read_text(encoding="utf-8")
    return trace_code(source, path, shown_lines(ast.parse(source)))


def by_hand(source: str = BY_HAND) -> Traced:
    return trace_code(source, None, [range(1, source.count("\n") + 1)])


def line(traced: Traced, step: Step) -> str:
    return traced.source.split("\n")[step.line - 1].strip()


@pytest.mark.parametrize("x", INPUTS)
def test_numbers_are_those_of_the_formula(x: float) -> None:
    a, b = x**2, math.exp(x**2)
    local = [2 * x, math.exp(a), 2 * b]
    gradients = [math.prod(local[i:]) for i in range(4)]
    expected = {"v": [x, a, b, b**2], "g": gradients, "d": local}
    for kind, row in _numbers(x).items():
        # 有効数字4桁に丸めてある。
        assert [float(n) for n in row] == pytest.approx(expected[kind], rel=5e-4)


def test_no_factor_is_one_at_the_start() -> None:
    assert all(abs(float(factor) - 1) > 0.1 for factor in _numbers(START)["d"])
    assert 0.5 in INPUTS


@pytest.mark.parametrize("name", ["step03", "step06", "step07", "step08"])
def test_numbers_are_set_in_the_order_of_the_code(name: str) -> None:
    code = traced(name)
    set_here = [
        (event.kind, event.name)
        for event in code.events
        if event.kind in {"value", "gradient"}
    ]
    assert code.has_gradients == (name != "step03")
    expected = [("value", variable) for variable in VARIABLES]
    expected += [
        ("gradient", variable) for variable in reversed(VARIABLES)
    ] * code.has_gradients
    assert set_here == expected
    for event in code.events:
        words = code.source.splitlines()[event.line - 1]
        if event.kind in {"value", "gradient"}:
            assert ("grad = " in words) == (event.kind == "gradient")


def test_recursion_stacks_calls_and_returns() -> None:
    code = traced("step07")
    depths = [len(step.calls) for step in steps_of(code)]
    assert max(depths) == 4
    assert depths[-1] == 0
    assert all(abs(a - b) <= 1 for a, b in itertools.pairwise(depths))
    deepest = next(step for step in steps_of(code) if len(step.calls) == 4)
    assert deepest.calls == ("y", "b", "a", "x")
    assert not code.cursor


def test_loop_moves_one_cursor_and_stops_at_none() -> None:
    code = traced("step08")
    steps = steps_of(code)
    places = [step.cursor for step in steps if step.cursor is not None]
    assert places == sorted(places, reverse=True)
    assert set(places) == {0, 1, 2, 3}
    assert max(len(step.calls) for step in steps) == 1
    assert line(code, steps[-1]).startswith("while ")
    assert "None" in steps[-1].text
    assert code.cursor == "variable"


@pytest.mark.parametrize("name", ["step07", "step08"])
def test_repeated_line_says_whose_gradient_it_is(name: str) -> None:
    notes = [step.note for step in steps_of(traced(name)) if step.ask is not None]
    assert notes == ["b.grad", "a.grad", "x.grad"]


def test_line_that_names_the_gradient_needs_no_note() -> None:
    for code in (by_hand(), traced("step06")):
        assert not any(step.note for step in steps_of(code))


@pytest.mark.parametrize(
    ("name", "ropes"), [("step03", ""), ("step06", "p"), ("step07", "pc")]
)
def test_ropes_are_those_of_the_real_objects(name: str, ropes: str) -> None:
    drawn = {part[0] for step in steps_of(traced(name)) for part in step.new}
    assert drawn & {"p", "c"} == set(ropes)


@pytest.mark.parametrize("name", ["step03", "step06", "step07", "step08"])
def test_every_part_is_in_the_picture(name: str) -> None:
    code = traced(name)
    page = build_html("stepper-0", code)
    parts = set(re.findall(r'data-part="(\w+)"', page))
    for step in steps_of(code):
        assert {*step.new, *step.lit} <= parts
    shown = {part for step in steps_of(code) for part in step.new}
    assert {part for part in parts - shown if part[0] not in "qm"} == set()


def test_code_without_classes() -> None:
    assert [event.line for event in by_hand().events] == list(range(1, 9))


@pytest.mark.parametrize(
    ("code", "factors"),
    [
        (by_hand, ["(2 * b)", "np.exp(a)", "(2 * x)"]),
        (lambda: traced("step06"), ["C.backward", "B.backward", "A.backward"]),
        (lambda: traced("step08"), ["function.backward"]),
    ],
)
def test_factor_is_marked_in_the_code(code: object, factors: list[str]) -> None:
    page = build_html("stepper-0", code())  # type: ignore[operator]
    closed = re.findall(
        r'class="code-factor">((?:<span[^>]*>[^<]*</span>|[^<])*)</span>', page
    )
    assert [re.sub(r"<[^>]*>", "", words) for words in closed] == factors


def test_shown_code_is_the_code() -> None:
    source = "if True:\n    x = '<b>'  # 印\n\n    y = 1\n"
    page = marked_lines(source, [range(2, 5)], set())
    words = re.sub(r"<[^>]*>", "", page)
    assert words == "x = '&lt;b&gt;'  # 印\n\ny = 1\n"


@pytest.mark.parametrize(
    ("right", "wrong", "name"),
    [
        ("2 * b", "2 * y", "b"),
        ("np.exp(a)\ny", "np.exp(x)\ny", "b"),
        ("= 1.0", "= 2.0", "y"),
    ],
)
def test_code_that_disagrees_with_the_package_is_refused(
    right: str, wrong: str, name: str
) -> None:
    assert right in BY_HAND
    with pytest.raises(ValueError, match=rf"コードの{name}（.*ですが、パッケージでは"):
        by_hand(BY_HAND.replace(right, wrong))


def test_code_without_an_input_is_refused() -> None:
    with pytest.raises(ValueError, match="小数を代入する行がありません"):
        by_hand("x = 1")


def test_input_is_replaced_once() -> None:
    source = "一 = 1; x = f(0.5)\ny = x + 0.5\nx = 0.25"
    replaced = "一 = 1; x = f(-1.25)\ny = x + 0.5\nx = 0.25"
    assert with_input(source, "x", -1.25) == replaced


@pytest.mark.parametrize("name", ["step03", "step06", "step07", "step08"])
def test_code_beside_the_figure_starts_from_its_input(name: str) -> None:
    page = re.sub(r"<[^>]*>", "", build_html("figure", traced(name)))
    assert f"x = Variable(np.array({START}))" in page


def test_tracing_leaves_the_debugger_alone() -> None:
    def follow(*_: object) -> None:
        return None

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        record(compile("x = 1.0", "<book>", "exec"), ("x",), {})
        assert sys.gettrace() is follow
    finally:
        sys.settrace(before)
