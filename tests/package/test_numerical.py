"""``numerical_diff``：差分による微分の近似。"""

import numpy as np
import pytest
from hypothesis import given

from dezero_book import Variable, exp, numerical_diff, square
from tests.package.inputs import arrays, compositions
from tests.package.oracles import (
    FUNCTIONS,
    central_difference,
    complex_step,
    evaluate,
    high_precision_gradient,
)

both_schemes = pytest.mark.parametrize("scheme", ["forward", "central"])


def composition(x):
    return square(exp(square(x)))


def error(scheme, eps, point=0.5):
    difference = numerical_diff(
        composition, Variable(np.array(point)), eps, scheme=scheme
    )
    return abs(difference - high_precision_gradient(point))


def test_the_forward_difference_of_the_book():
    x = Variable(np.array(0.5))
    assert numerical_diff(composition, x, eps=1e-4) == 3.2981021178524195


def test_the_central_difference_of_the_book():
    x = Variable(np.array(0.5))
    assert numerical_diff(composition, x, scheme="central") == 3.2974426293330694


def test_the_default_is_the_forward_difference_of_width_one_ten_thousandth():
    x = Variable(np.array(0.5))
    assert numerical_diff(composition, x) == numerical_diff(
        composition, x, 1e-4, scheme="forward"
    )


def test_the_scheme_is_given_by_name_only():
    with pytest.raises(TypeError, match="positional"):
        numerical_diff(square, Variable(np.array(1.0)), 1e-4, "central")


@given(operations=compositions(), data=arrays())
def test_the_difference_quotients_are_those_of_the_formulas(operations, data):
    def f(x):
        for operation in operations:
            x = FUNCTIONS[operation]()(x)
        return x

    def formula(v):
        return evaluate(operations, v)

    x = Variable(data)
    np.testing.assert_allclose(
        numerical_diff(f, x, 1e-3),
        (formula(data + 1e-3) - formula(data)) / 1e-3,
        rtol=1e-9,
        atol=1e-9,
    )
    np.testing.assert_allclose(
        numerical_diff(f, x, 1e-3, scheme="central"),
        central_difference(formula, data, 1e-3),
        rtol=1e-9,
        atol=1e-9,
    )
    np.testing.assert_allclose(
        numerical_diff(f, x, scheme="central"),
        complex_step(formula, data),
        rtol=1e-6,
        atol=1e-8,
    )


def test_the_error_of_the_forward_difference_is_proportional_to_the_width():
    assert error("forward", 1e-3) / error("forward", 5e-4) == pytest.approx(2, rel=0.01)


def test_the_error_of_the_central_difference_is_proportional_to_its_square():
    assert error("central", 1e-2) / error("central", 5e-3) == pytest.approx(4, rel=0.01)


def test_the_forward_difference_looks_ahead():
    """x² の前進差分は 2x + h、中心差分は 2x になる。"""
    x = Variable(np.array(3.0))
    assert numerical_diff(square, x, 0.5) == 6.5
    assert numerical_diff(square, x, 0.5, scheme="central") == 6.0


@both_schemes
@given(data=arrays())
def test_the_result_is_an_array_of_the_shape_of_the_data(scheme, data):
    difference = numerical_diff(exp, Variable(data), scheme=scheme)
    assert type(difference) is np.ndarray
    assert difference.shape == data.shape
    assert difference.dtype == np.float64


@both_schemes
@pytest.mark.parametrize("eps", [0.125, np.float64(0.125), np.float32(0.125)])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble])
def test_the_computation_keeps_the_dtype_of_the_data(scheme, eps, dtype):
    for data in (np.array(1.0, dtype=dtype), np.ones(2, dtype=dtype)):
        difference = numerical_diff(square, Variable(data), eps, scheme=scheme)
        assert difference.dtype == dtype


@both_schemes
@pytest.mark.parametrize("eps", [1, np.int64(1)])
@pytest.mark.parametrize("dtype", [np.int64, np.uint8])
def test_integers_are_moved_as_real_numbers(scheme, eps, dtype):
    x = Variable(np.array(0, dtype=dtype))
    difference = numerical_diff(square, x, eps, scheme=scheme)
    assert difference == (1.0 if scheme == "forward" else 0.0)
    assert difference.dtype == np.float64


@both_schemes
def test_the_variable_is_left_as_it_was(scheme):
    data = np.array([0.5, 1.0])
    x = Variable(data)
    x.grad = grad = np.array([7.0, 8.0])
    numerical_diff(composition, x, scheme=scheme)
    assert x.data is data
    assert data.tolist() == [0.5, 1.0]
    assert x.grad is grad
    assert x.creator is None


@both_schemes
def test_the_function_is_computed_twice(scheme):
    points = []

    def f(x):
        points.append(float(x.data))
        return square(x)

    numerical_diff(f, Variable(np.array(1.0)), 0.5, scheme=scheme)
    assert sorted(points) == ([1.0, 1.5] if scheme == "forward" else [0.5, 1.5])


def test_too_small_a_width_drowns_in_rounding():
    """桁落ちで、刻み幅を小さくするほど誤差が大きくなる。"""
    assert error("forward", 1e-13) > 100 * error("forward", 1e-8)
    assert error("forward", 1e-20) == pytest.approx(high_precision_gradient(0.5))
