"""``Variable.backward``：出力から入力への逆伝播。"""

import sys

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from dezero_book import Function, Square, Variable, exp, square
from tests.package.inputs import FLOAT_DTYPES, arrays, compositions
from tests.package.oracles import (
    FUNCTIONS,
    autograd_gradient,
    central_difference,
    complex_step,
    evaluate,
    high_precision_gradient,
)

floats = st.sampled_from(FLOAT_DTYPES).flatmap(arrays)
small_floats = st.sampled_from(FLOAT_DTYPES).flatmap(lambda dtype: arrays(dtype, 0.5))


def chain(operations, data):
    """合成関数を計算し、入力から出力までの変数を順に返す。"""
    variables = [Variable(data)]
    for operation in operations:
        variables.append(FUNCTIONS[operation]()(variables[-1]))
    return variables


class Twin(Function):
    """2つの値をつなげる。入力と出力の形が異なる関数の例。"""

    def forward(self, x):
        return np.concatenate([x, x])

    def backward(self, gy):
        return gy[: len(gy) // 2] + gy[len(gy) // 2 :]


def test_the_composition_of_the_book_has_its_gradient_at_one_half():
    x = Variable(np.array(0.5))
    y = square(exp(square(x)))
    y.backward()
    assert x.grad == 3.297442541400256


@pytest.mark.parametrize("point", [-1.5, -0.5, 0.25, 0.5, 1.0])
def test_the_gradient_agrees_with_fifty_digits(point):
    x = Variable(np.array(point))
    square(exp(square(x))).backward()
    assert x.grad == pytest.approx(high_precision_gradient(point), rel=1e-14, abs=0)


@pytest.mark.parametrize("point", ["-3/2", "0", "1/2", "2"])
def test_the_gradient_agrees_with_symbolic_differentiation(point):
    symbol, value = sympy.Symbol("x"), sympy.Rational(point)
    formula = sympy.exp(sympy.exp(symbol) ** 2)
    expected = float(sympy.diff(formula, symbol).subs(symbol, value).evalf(30))
    x = Variable(np.array(float(value)))
    exp(square(exp(x))).backward()
    # 指数が大きいほど、その丸め誤差が値の相対誤差に響く。
    assert x.grad == pytest.approx(expected, rel=4e-14, abs=0)


def test_the_order_of_the_functions_matters():
    """順序を入れ替えても同じ値になる点では、順序の誤りを見つけられない。"""
    x0, x1 = Variable(np.array(3.0)), Variable(np.array(3.0))
    exp(square(x0)).backward()
    square(exp(x1)).backward()
    assert x0.grad == pytest.approx(6 * np.exp(9.0), rel=1e-14)
    assert x1.grad == pytest.approx(2 * np.exp(6.0), rel=1e-14)


@given(operations=compositions(), data=arrays())
def test_the_chain_rule_holds_for_any_composition(operations, data):
    x, *_, y = chain(operations, data)
    y.backward()
    np.testing.assert_allclose(y.data, evaluate(operations, data), rtol=1e-12)
    np.testing.assert_allclose(
        x.grad, complex_step(lambda v: evaluate(operations, v), data), rtol=1e-12
    )
    np.testing.assert_allclose(x.grad, autograd_gradient(operations, data), rtol=1e-12)


@given(operations=compositions(), data=arrays())
def test_the_gradient_agrees_with_the_central_difference(operations, data):
    x, *_, y = chain(operations, data)
    y.backward()
    expected = central_difference(lambda v: evaluate(operations, v), data)
    np.testing.assert_allclose(x.grad, expected, rtol=1e-6, atol=1e-8)


@given(operations=compositions(), data=arrays())
def test_every_intermediate_variable_gets_its_own_derivative(operations, data):
    variables = chain(operations, data)
    variables[-1].backward()
    for i, variable in enumerate(variables):
        rest = operations[i:]
        expected = complex_step(lambda v, rest=rest: evaluate(rest, v), variable.data)
        np.testing.assert_allclose(variable.grad, expected, rtol=1e-12)


@given(operations=compositions(0.5), data=small_floats)
def test_every_gradient_is_an_array_of_the_shape_and_dtype_of_its_data(
    operations, data
):
    variables = chain(operations, data)
    variables[-1].backward()
    for variable in variables:
        assert type(variable.grad) is np.ndarray
        assert variable.grad.shape == variable.data.shape
        assert variable.grad.dtype == variable.data.dtype


@pytest.mark.parametrize("dtype", FLOAT_DTYPES)
def test_every_precision_gives_the_gradient_to_its_own_accuracy(dtype):
    data = np.array([-0.5, 0.25, 0.75], dtype=dtype)
    x = Variable(data)
    square(exp(square(x))).backward()
    exact = data.astype(np.longdouble)
    expected = 4 * exact * np.exp(2 * exact**2)
    np.testing.assert_allclose(x.grad, expected, rtol=16 * np.finfo(dtype).eps)


@given(data=floats)
def test_backward_starts_from_ones_of_the_shape_and_dtype_of_the_output(data):
    y = square(Variable(data))
    y.backward()
    np.testing.assert_array_equal(y.grad, np.ones(data.shape))
    assert y.grad.dtype == data.dtype


@given(data=floats)
def test_backward_on_a_leaf_gives_ones(data):
    x = Variable(data)
    x.backward()
    assert type(x.grad) is np.ndarray
    assert x.grad.dtype == data.dtype
    np.testing.assert_array_equal(x.grad, np.ones(data.shape))
    assert x.creator is None


@given(operations=compositions(), data=arrays(), draw=st.data())
def test_a_gradient_set_beforehand_is_the_seed(operations, data, draw):
    seed = draw.draw(arrays(bound=3.0, shapes=data.shape))
    x, *_, y = chain(operations, data)
    y.grad = seed
    y.backward()
    np.testing.assert_allclose(
        x.grad, seed * autograd_gradient(operations, data), rtol=1e-12
    )
    np.testing.assert_array_equal(y.grad, seed)


@given(operations=compositions(), data=arrays(), draw=st.data())
def test_the_gradient_is_linear_in_the_seed(operations, data, draw):
    same_shape = arrays(bound=3.0, shapes=data.shape)
    seeds = [draw.draw(same_shape), draw.draw(same_shape)]
    x, *_, y = chain(operations, data)
    gradients = []
    for seed in [*seeds, 2 * seeds[0] - 3 * seeds[1]]:
        y.grad = seed
        y.backward()
        gradients.append(x.grad)
    scale = np.max(np.abs(gradients), initial=1.0)
    np.testing.assert_allclose(
        gradients[2],
        2 * gradients[0] - 3 * gradients[1],
        rtol=1e-12,
        atol=1e-13 * scale,
    )


@pytest.mark.parametrize("seed", [np.float64(2.0), np.array(2.0), np.float32(2.0)])
def test_a_seed_may_be_a_numpy_scalar_when_the_output_is_zero_dimensional(seed):
    x = Variable(np.array(3.0))
    y = square(x)
    y.grad = seed
    y.backward()
    assert x.grad == 12.0
    assert type(y.grad) is np.ndarray
    assert type(x.grad) is np.ndarray


@given(operations=compositions(), data=arrays())
def test_backward_twice_gives_the_same_gradients(operations, data):
    variables = chain(operations, data)
    variables[-1].backward()
    first = [variable.grad.copy() for variable in variables]
    variables[-1].backward()
    for variable, gradient in zip(variables, first):
        np.testing.assert_array_equal(variable.grad, gradient)


def start_of_an_intermediate_variable():
    x, a, b, y = chain(["square", "exp", "square"], np.array(0.5))
    y.backward()
    return x, a, b, y


def test_backward_does_not_start_from_a_gradient_that_another_backward_left():
    """bのgradはdy/dbなので、そこから始めるとdb/dxではなくdy/dxになる。"""
    x, a, b, y = start_of_an_intermediate_variable()
    before = [variable.grad for variable in (x, a, b)]
    for variable in (b, a, x):
        with pytest.raises(RuntimeError, match=r"ほかの変数.*cleargrad\(\).*copy"):
            variable.backward()
    assert [variable.grad for variable in (x, a, b)] == before
    y.backward()
    assert x.grad == 3.297442541400256


@pytest.mark.parametrize("seed", [None, np.array(1.0), np.float64(1.0)])
def test_a_seed_set_after_another_backward_is_used(seed):
    x, _, b, _ = start_of_an_intermediate_variable()
    b.grad = seed
    for _ in range(2):
        b.backward()
        assert x.grad == pytest.approx(np.exp(0.25), rel=1e-14)


def test_a_copy_of_the_gradient_continues_from_where_it_is():
    x, _, b, _ = start_of_an_intermediate_variable()
    b.grad = b.grad.copy()
    b.backward()
    assert x.grad == pytest.approx(3.297442541400256, rel=1e-14)


def test_a_backward_that_ends_elsewhere_may_be_repeated_after_a_longer_one():
    """yの勾配は、先にyから始めた逆伝播のものでも、zからのものに変わる。"""
    x = Variable(np.array(3.0))
    y = square(x)
    y.backward()
    z = square(y)
    for _ in range(2):
        z.backward()
        assert x.grad == 108.0
    with pytest.raises(RuntimeError, match="cleargrad"):
        y.backward()
    y.cleargrad()
    for _ in range(2):
        y.backward()
        assert x.grad == 6.0


def test_a_second_computation_from_the_same_input_replaces_its_gradient():
    x = Variable(np.array(3.0))
    square(x).backward()
    assert x.grad == 6.0
    square(square(x)).backward()
    assert x.grad == 108.0


def test_backward_from_an_intermediate_variable_reaches_only_its_inputs():
    x, a, b, y = chain(["square", "exp", "square"], np.array(0.5))
    b.backward()
    assert y.grad is None
    assert b.grad == 1.0
    assert a.grad == pytest.approx(np.exp(0.25), rel=1e-14)
    assert x.grad == pytest.approx(np.exp(0.25), rel=1e-14)


def test_after_cleargrad_backward_starts_from_ones_again():
    x = Variable(np.array(3.0))
    y = square(x)
    y.grad = np.array(10.0)
    y.backward()
    y.cleargrad()
    y.backward()
    assert x.grad == 6.0


def test_backward_returns_nothing_and_leaves_the_data_alone():
    variables = chain(["square", "exp"], np.array([0.5, 1.0]))
    before = [variable.data for variable in variables]
    copies = [data.copy() for data in before]
    assert variables[-1].backward() is None
    for variable, data, copy in zip(variables, before, copies):
        assert variable.data is data
        np.testing.assert_array_equal(data, copy)


def test_after_replacing_data_a_new_computation_gives_the_new_gradient():
    x = Variable(np.array(1.0))
    square(x).backward()
    x.data = np.array(5.0)
    square(x).backward()
    assert x.grad == 10.0


def test_the_shape_may_change_on_the_way():
    x = Variable(np.array([1.0, 2.0]))
    y = Square()(Twin()(x))
    y.backward()
    assert y.grad.shape == (4,)
    assert x.grad.tolist() == [4.0, 8.0]


def test_a_wider_gradient_than_the_data_is_allowed():
    """関数が高い精度で計算した勾配は、そのまま残る。"""

    class Widen(Square):
        def backward(self, gy):
            return super().backward(gy).astype(np.float64)

    x = Variable(np.array([1.0, 2.0], dtype=np.float32))
    Widen()(x).backward()
    assert x.grad.tolist() == [2.0, 4.0]
    assert x.grad.dtype.kind == "f"


def test_a_chain_far_deeper_than_the_recursion_limit_works():
    depth = 150_000
    assert depth > 10 * sys.getrecursionlimit()

    class Shift(Function):
        def forward(self, x):
            return x + 1.0

        def backward(self, gy):
            return gy

    x = y = Variable(np.array(0.5))
    for _ in range(depth):
        y = Shift()(y)
    y = square(y)
    y.backward()
    assert y.data == (depth + 0.5) ** 2
    assert x.grad == 2 * (depth + 0.5)


def test_backward_needs_no_more_stack_than_one_function():
    """深さ20の余裕しかなくても、深さ1000の計算を逆伝播できる。"""
    x = y = Variable(np.array(0.5))
    for _ in range(1000):
        y = square(y)
    frame, depth = sys._getframe(), 0
    while frame is not None:
        frame, depth = frame.f_back, depth + 1
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(depth + 20)
        y.backward()
    finally:
        sys.setrecursionlimit(limit)
    assert x.grad is not None


def test_nan_and_infinity_flow_without_an_error():
    x = Variable(np.array([np.nan, np.inf, 1.0]))
    y = square(x)
    y.backward()
    np.testing.assert_array_equal(y.grad, [1.0, 1.0, 1.0])
    np.testing.assert_array_equal(x.grad, [np.nan, np.inf, 2.0])
