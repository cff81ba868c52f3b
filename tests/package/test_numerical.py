"""``numerical_diff``：差分による微分の近似。"""

import re

import numpy as np
import pytest
from hypothesis import given

from dezero_book import Variable, exp, numerical_diff, square
from tests.package.inputs import INT_DTYPES, arrays, compositions
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
@pytest.mark.parametrize("eps", [1e-4, np.float64(1e-4), np.float32(1e-4)])
@pytest.mark.parametrize("dtype", [np.float16, np.float32, *INT_DTYPES])
@pytest.mark.parametrize("f", [square, exp, composition])
def test_few_digits_and_integers_are_computed_in_float64(scheme, eps, dtype, f):
    for data in (np.array(1, dtype=dtype), np.array([[1, 2]], dtype=dtype)):
        difference = numerical_diff(f, Variable(data), eps, scheme=scheme)
        as_float64 = Variable(data.astype(np.float64))
        expected = numerical_diff(f, as_float64, eps, scheme=scheme)
        assert difference.dtype == np.float64
        assert difference.tolist() == expected.tolist()


@both_schemes
@pytest.mark.parametrize(
    ("f", "point", "derivative"),
    [
        (square, np.array(200, dtype=np.uint8), 400),
        (square, np.array(-30_000, dtype=np.int16), -60_000),
        (square, np.array(4 * 10**9, dtype=np.int64), 8e9),
        (exp, np.array(1, dtype=np.int8), np.exp(1)),
        (exp, np.array(3, dtype=np.uint8), np.exp(3)),
        (square, np.array(1, dtype=np.float16), 2),
        (square, np.array(3e4, dtype=np.float32), 6e4),
        (square, np.array(300, dtype=np.float16), 600),
    ],
)
def test_the_derivative_where_the_dtype_of_the_point_has_no_room(
    scheme, f, point, derivative
):
    difference = numerical_diff(f, Variable(point), scheme=scheme)
    assert difference == pytest.approx(derivative, rel=5e-3)


@both_schemes
def test_more_digits_are_kept(scheme):
    for data in (np.array(1.0, dtype=np.longdouble), np.ones(2, dtype=np.longdouble)):
        difference = numerical_diff(square, Variable(data), 0.125, scheme=scheme)
        assert difference.dtype == np.longdouble


@both_schemes
@pytest.mark.parametrize(
    ("point", "eps"),
    [
        (1e13, 1e-4),
        (-1e13, 1e-4),
        (1e12, 1e-4),
        (0.5, 1e-20),
        (0.5, 1e-15),
        (1e-20, 1e-40),
    ],
)
def test_a_width_that_cannot_move_the_point_is_refused(scheme, point, eps):
    """足しても値が変わらない幅と、丸めで1％より大きくずれる幅。"""
    with pytest.raises(ValueError, match=f"eps = {eps}だけ動かすと") as caught:
        numerical_diff(square, Variable(np.array([1.0, point])), eps, scheme=scheme)
    assert f"x = {point}" in str(caught.value) or "x = 1.0" in str(caught.value)


@both_schemes
@pytest.mark.parametrize("point", [1e13, -1e12, 0.5])
def test_the_width_that_the_error_advises_works(scheme, point):
    with pytest.raises(ValueError, match="大きくすると") as caught:
        numerical_diff(square, Variable(np.array(point)), 1e-17, scheme=scheme)
    advised = float(re.search(r"eps=(\S+)のように", str(caught.value))[1])
    difference = numerical_diff(
        square, Variable(np.array(point)), advised, scheme=scheme
    )
    assert difference == pytest.approx(2 * point, rel=1e-3)


def test_only_the_points_that_are_used_must_move():
    """数の間隔は、-1の前では後ろの2倍になる。"""
    x = Variable(np.array(-1.0))
    width = np.finfo(np.float64).eps / 2
    assert -1.0 - width == -1.0 < -1.0 + width
    assert numerical_diff(lambda v: v, x, width) == 1.0
    with pytest.raises(ValueError, match=r"x = -1\.0をeps = 1\.11.*だけ動かすと"):
        numerical_diff(lambda v: v, x, width, scheme="central")


@both_schemes
@pytest.mark.parametrize("point", [np.nan, np.inf, -np.inf])
def test_a_point_that_is_not_finite_has_no_derivative(scheme, point):
    with np.errstate(invalid="ignore"):
        x = Variable(np.array([2.0, point]))
        difference = numerical_diff(square, x, scheme=scheme)
    assert difference[0] == pytest.approx(4.0, rel=1e-3)
    assert np.isnan(difference[1])


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


@both_schemes
def test_the_errors_name_the_caller(scheme):
    for first, second in ((1.0, square), (square, 1.0)):
        outputs = iter([first, second])

        def f(v, outputs=outputs):
            output = next(outputs)
            return output(v) if callable(output) else output

        with pytest.raises(TypeError, match=r"^numerical_diffに渡した関数が返すのは"):
            numerical_diff(f, Variable(np.array(1.0)), scheme=scheme)
    shapes = iter([(), (2,)])
    with pytest.raises(ValueError, match=r"^numerical_diffに渡した関数の出力の形が"):
        numerical_diff(
            lambda v: Variable(np.zeros(next(shapes))),
            Variable(np.array(1.0)),
            scheme=scheme,
        )
    with pytest.raises(ValueError, match=r"^schemeに指定できるのは"):
        numerical_diff(square, Variable(np.array(1.0)), scheme="both")


def test_too_small_a_width_drowns_in_rounding():
    """桁落ちで、刻み幅を小さくするほど誤差が大きくなる。"""
    assert error("forward", 1e-13) > 100 * error("forward", 1e-8)
