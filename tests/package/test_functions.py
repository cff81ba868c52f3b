"""2乗と指数関数。"""

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from dezero_book import Exp, Square, Variable, exp, square
from tests.package.inputs import FLOAT_DTYPES, INT_DTYPES, arrays
from tests.package.oracles import FUNCTIONS, complex_step, evaluate

each_function = pytest.mark.parametrize("name", ["square", "exp"])
floats = st.sampled_from(FLOAT_DTYPES).flatmap(arrays)


def test_the_square_of_ten_is_one_hundred():
    y = Square()(Variable(np.array(10)))
    assert y.data == 100
    assert type(y.data) is np.ndarray


def test_the_composition_of_the_book_has_its_value_at_one_half():
    x = Variable(np.array(0.5))
    assert square(exp(square(x))).data == 1.648721270700128


def test_the_python_functions_make_a_new_instance_for_every_call():
    x = Variable(np.array(1.0))
    a, b = square(x), exp(x)
    assert type(a.creator) is Square
    assert type(b.creator) is Exp
    assert square(x).creator is not a.creator
    assert exp(x).creator is not b.creator


@each_function
@given(data=floats)
def test_forward_computes_elementwise_in_the_dtype_of_the_data(name, data):
    y = FUNCTIONS[name]()(Variable(data))
    assert type(y.data) is np.ndarray
    assert y.shape == data.shape
    assert y.dtype == data.dtype
    np.testing.assert_allclose(
        y.data, evaluate([name], data), rtol=4 * np.finfo(data.dtype).eps
    )


@given(st.sampled_from(INT_DTYPES).flatmap(lambda dtype: arrays(dtype, 5)))
def test_integers_are_allowed_in_forward(data):
    squared = square(Variable(data))
    raised = exp(Variable(data))
    np.testing.assert_array_equal(squared.data, data * data)
    assert squared.dtype == data.dtype
    assert raised.dtype.kind == "f"
    np.testing.assert_allclose(
        raised.data, np.exp(data.astype(float)), rtol=4 * np.finfo(raised.dtype).eps
    )


@pytest.mark.parametrize("x", [-30.0, -1.0, -1e-8, 0.0, 0.5, 1.0, 2.0, 30.0])
def test_values_agree_with_fifty_digits(x):
    with mpmath.workdps(50):
        assert exp(Variable(np.array(x))).data == pytest.approx(
            float(mpmath.exp(x)), rel=1e-15, abs=0
        )
        assert square(Variable(np.array(x))).data == pytest.approx(
            float(mpmath.mpf(x) ** 2), rel=1e-15, abs=0
        )


@each_function
@given(data=arrays(bound=5.0))
def test_the_derivative_agrees_with_the_complex_step(name, data):
    f = FUNCTIONS[name]()
    f(Variable(data))
    expected = complex_step(lambda v: evaluate([name], v), data)
    np.testing.assert_allclose(f.backward(np.ones_like(data)), expected, rtol=1e-14)


@each_function
@pytest.mark.parametrize("x", ["-7/4", "-1/2", "0", "1/8", "2", "3"])
def test_the_derivative_agrees_with_symbolic_differentiation(name, x):
    symbol = sympy.Symbol("x")
    formula = symbol**2 if name == "square" else sympy.exp(symbol)
    point = sympy.Rational(x)
    expected = float(sympy.diff(formula, symbol).subs(symbol, point).evalf(30))
    f = FUNCTIONS[name]()
    f(Variable(np.array(float(point))))
    assert f.backward(np.array(1.0)) == pytest.approx(expected, rel=1e-14, abs=0)


@each_function
@given(x=arrays(), data=st.data())
def test_backward_is_linear_in_gy(name, x, data):
    same_shape = arrays(bound=10.0, shapes=x.shape)
    g, h = data.draw(same_shape), data.draw(same_shape)
    s, t = data.draw(st.floats(-4, 4)), data.draw(st.floats(-4, 4))
    f = FUNCTIONS[name]()
    f(Variable(x))
    np.testing.assert_allclose(
        f.backward(s * g + t * h),
        s * f.backward(g) + t * f.backward(h),
        rtol=1e-12,
        atol=1e-11,
    )


@each_function
@given(data=floats)
def test_backward_keeps_shape_and_dtype(name, data):
    f = FUNCTIONS[name]()
    f(Variable(data))
    gx = f.backward(np.ones_like(data))
    assert np.shape(gx) == data.shape
    assert gx.dtype == data.dtype


@each_function
def test_backward_changes_neither_the_data_nor_gy(name):
    x, gy = np.array([0.5, 2.0]), np.array([3.0, -1.0])
    f = FUNCTIONS[name]()
    f(Variable(x))
    f.backward(gy)
    assert x.tolist() == [0.5, 2.0]
    assert gy.tolist() == [3.0, -1.0]
