"""1歩ずつたどる図のデータ。数はパッケージの数、行は本当に実行された行。"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from _ext.figures.line_tracer import record, with_input
from _ext.figures.stepper import INPUTS, _numbers, _steps

from dezero_book import Exp, Square, Variable

ROOT = Path(__file__).parents[2]

NAMES = ("x", "a", "b", "y")
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


@pytest.mark.parametrize("x", INPUTS)
def test_all_numbers_come_from_the_package(x: float) -> None:
    variables, functions = [Variable(np.array(x))], [Square(), Exp(), Square()]
    for function in functions:
        variables.append(function(variables[-1]))
    variables[-1].backward()
    assert _numbers(x) == {
        "v": [f"{float(v.data):.6g}" for v in variables],
        "g": [f"{float(v.grad):.6g}" for v in variables],
        "d": [f"{float(f.backward(np.array(1.0))):.6g}" for f in functions],
    }


@pytest.mark.parametrize("name", ["step03", "step06", "step07", "step08"])
def test_recorded_line_is_the_line_that_sets_the_number(name: str) -> None:
    path = ROOT / "dezero_book" / "steps" / f"{name}.py"
    source = path.read_text(encoding="utf-8")
    events, has_gradients = _steps(source, path)
    assert has_gradients == (name != "step03")
    expected = [("value", variable) for variable in NAMES]
    expected += [("gradient", variable) for variable in reversed(NAMES)] * has_gradients
    assert [(event.kind, event.name) for event in events] == expected
    for event in events:
        line = source.splitlines()[event.line - 1]
        assert ("grad = " in line) == (event.kind == "gradient")


def test_code_without_classes() -> None:
    events, _ = _steps(BY_HAND, None)
    assert [event.line for event in events] == list(range(1, 9))


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
        _steps(BY_HAND.replace(right, wrong), None)


def test_code_without_an_input_is_refused() -> None:
    with pytest.raises(ValueError, match="小数を代入する行がありません"):
        _steps("x = 1", None)


def test_input_is_replaced_once() -> None:
    code = with_input("x = 0.5\ny = x + 0.5\nx = 0.25", None, "x", 2.0)
    (first, second) = record(code, ("x", "y"), {"__name__": "__main__"})
    assert (first.number, second.number) == (2.0, 2.5)


def test_tracing_leaves_the_debugger_alone() -> None:
    def follow(*_: object) -> None:
        return None

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        record(with_input("x = 0.5", None, "x", 1.0), ("x",), {})
        assert sys.gettrace() is follow
    finally:
        sys.settrace(before)
