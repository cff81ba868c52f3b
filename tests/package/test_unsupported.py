"""``Variable`` にまだできないこと。演算子やNumPyの関数は、案内のあるエラーになる。"""

import math
import operator

import numpy as np
import pytest

from dezero_book import Exp, Square, Variable

COMPUTATIONS = {
    "*": [
        lambda x: x * 2,
        lambda x: 2 * x,
        lambda x: x * x,
        lambda x: np.array(1.0) * x,
        lambda x: x * np.array([1.0, 2.0]),
        lambda x: np.float64(2.0) * x,
        lambda x: operator.imul(x, 2),
    ],
    "+": [lambda x: x + 1, lambda x: 1 + x, lambda x: +x, lambda x: np.ones(2) + x],
    "-": [lambda x: x - 1, lambda x: 1.0 - x, lambda x: -x, lambda x: np.ones(2) - x],
    "/": [lambda x: x / 2, lambda x: 1 / x, lambda x: np.array(1.0) / x],
    "//": [lambda x: x // 2, lambda x: 7 // x],
    "%": [lambda x: x % 2, lambda x: 7 % x],
    "**": [lambda x: x**2, lambda x: 2**x, lambda x: np.array(2.0) ** x],
    "^": [lambda x: x ^ 2, lambda x: 2 ^ x],
    "@": [lambda x: x @ x, lambda x: np.ones(2) @ x],
    "abs": [abs],
    "round": [round, lambda x: round(x, 2)],
    "divmod": [lambda x: divmod(x, 2), lambda x: divmod(7, x)],
    "np.exp": [np.exp],
    "np.square": [np.square],
    "np.sin": [np.sin],
    "np.sum": [np.sum, lambda x: np.sum(x, axis=0)],
    "np.mean": [np.mean],
    "np.dot": [lambda x: np.dot(np.ones(2), x)],
    "np.isclose": [lambda x: np.isclose(x, 1.0), lambda x: np.isclose(1.0, x)],
}
READINGS = {
    "<": [lambda x: x < 1, lambda x: operator.gt(1, x), lambda x: np.array(0.0) < x],
    "<=": [lambda x: x <= 1],
    ">": [lambda x: x > 1, lambda x: np.array(0.0) > x],
    ">=": [lambda x: x >= 1],
    "float": [float, math.exp, math.sqrt],
    "int": [int],
    "complex": [complex],
    "bool": [bool, lambda x: not x, lambda x: 1 if x else 0],
    "len": [len],
    "添字": [lambda x: x[0], lambda x: operator.setitem(x, 0, 1.0)],
    "for": [list, lambda x: tuple(x), sum, max],
    "in": [lambda x: 1.0 in x],
    "np.array": [np.array, np.asarray, lambda x: np.array([1.0, x])],
    "書式": [lambda x: f"{x:.2f}", lambda x: format(x, "5")],
}


def uses(table):
    return [
        pytest.param(symbol, use, id=f"{symbol}-{i}")
        for symbol, cases in table.items()
        for i, use in enumerate(cases)
    ]


@pytest.fixture(params=[np.array(0.5), np.array([0.5, 1.0])], ids=["0-d", "1-d"])
def x(request):
    return Variable(request.param)


@pytest.mark.parametrize(("symbol", "use"), uses(COMPUTATIONS))
def test_a_computation_names_what_can_be_used_and_where_operators_come(x, symbol, use):
    with pytest.raises(TypeError) as info:
        use(x)
    message = str(info.value)
    assert message.startswith(f"Variableに{symbol}は、まだ使えません。")
    assert "squareやexp" in message
    assert "Functionを継承" in message
    assert "「ここから先へ」" in message
    assert message.endswith("x.dataで取り出せます。")


@pytest.mark.parametrize(("symbol", "use"), uses(READINGS))
def test_a_reading_names_the_data(x, symbol, use):
    with pytest.raises(TypeError) as info:
        use(x)
    message = str(info.value)
    assert message.startswith(f"Variableに{symbol}は使えません。")
    assert "箱" in message
    assert message.endswith("x.dataで値を取り出すと使えます。")


@pytest.mark.parametrize(
    ("use", "instead"),
    [
        (lambda x: x**2, "square(x)"),
        (lambda x: x ^ 2, "square(x)"),
        (np.square, "square(x)"),
        (np.exp, "exp(x)"),
    ],
)
def test_what_the_package_has_is_named_instead(x, use, instead):
    with pytest.raises(TypeError) as info:
        use(x)
    assert f"{instead}" in str(info.value).partition("使えません。")[2][:20]


def test_a_variable_is_equal_to_itself_alone():
    """値ではなく、同じ箱かどうか。"""
    x, other = Variable(np.array(0.5)), Variable(np.array(0.5))
    assert x == x
    assert x != other
    assert x in [other, x]
    assert len({x, other}) == 2


def test_a_variable_is_printed_as_it_is():
    x = Variable(np.array(0.5))
    assert f"{x}" == str(x) == repr(x)


@pytest.mark.parametrize("f", [Square, Exp])
@pytest.mark.parametrize("argument", [Variable(np.array(0.5)), np.array(0.5), 0.5])
def test_an_instance_made_with_an_argument_shows_the_two_pairs_of_parentheses(
    f, argument
):
    name = f.__name__
    with pytest.raises(TypeError) as info:
        f(argument)
    message = str(info.value)
    assert message.startswith(f"{name}を作るときに、{type(argument).__name__}（")
    assert message.endswith("計算できます。")
    assert f"{name}()(x)" in message
