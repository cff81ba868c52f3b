"""``gradient_check``：逆伝播と中心差分を比べる。"""

import numpy as np
import pytest
from hypothesis import given

from dezero_book import Exp, Function, Square, Variable, exp, gradient_check, square
from tests.package.inputs import FILLED_SHAPES, FLOAT_DTYPES, arrays, compositions
from tests.package.oracles import FUNCTIONS, complex_step, evaluate

filled = arrays(shapes=FILLED_SHAPES)


class Sum(Function):
    """すべての要素の和。出力の形が入力と異なる。"""

    def forward(self, x):
        return np.sum(x)

    def backward(self, gy):
        return np.full(self.input.shape, gy)


class Softmax(Function):
    """どの出力も、すべての入力に依存する。"""

    def forward(self, x):
        self.y = np.exp(x) / np.sum(np.exp(x))
        return self.y

    def backward(self, gy):
        return self.y * (gy - np.sum(gy * self.y))


class Scaled(Square):
    """勾配が ``factor`` 倍だけ誤っている2乗。"""

    def __init__(self, factor):
        self.factor = factor

    def backward(self, gy):
        return self.factor * super().backward(gy)


class ForgotGy(Square):
    def backward(self, gy):
        return 2 * self.input.data


class UsedOutput(Square):
    def backward(self, gy):
        return 2 * self.input.data**2 * gy


class ForgotFactor(Square):
    def backward(self, gy):
        return self.input.data * gy


class WrongSign(Exp):
    def backward(self, gy):
        return -super().backward(gy)


@given(operations=compositions(), data=filled)
def test_right_gradients_pass_on_any_shape(operations, data):
    def f(x):
        for operation in operations:
            x = FUNCTIONS[operation]()(x)
        return x

    result = gradient_check(f, Variable(data))
    assert result, result
    expected = complex_step(lambda v: evaluate(operations, v), data)
    np.testing.assert_allclose(result.backprop, expected, rtol=1e-12)
    np.testing.assert_allclose(result.numerical, expected, rtol=1e-6, atol=1e-8)


@given(data=filled)
def test_functions_that_mix_the_elements_can_be_checked(data):
    assert gradient_check(lambda x: Sum()(square(x)), Variable(data))
    assert gradient_check(lambda x: square(Sum()(x)), Variable(data))
    assert gradient_check(lambda x: square(Softmax()(x)), Variable(data))


def test_a_wrong_gradient_of_a_mixing_function_is_found():
    class Careless(Softmax):
        def backward(self, gy):
            return self.y * (1 - self.y) * gy

    x = Variable(np.array([0.1, 0.5, -0.3]))
    assert not gradient_check(lambda x: square(Careless()(x)), x)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: exp(ForgotGy()(x)),
        lambda x: square(ForgotGy()(x)),
        lambda x: UsedOutput()(x),
        lambda x: ForgotFactor()(x),
        lambda x: WrongSign()(x),
        lambda x: Scaled(1.001)(x),
    ],
)
def test_usual_mistakes_fail(f):
    result = gradient_check(f, Variable(np.array([0.7, -1.3])))
    assert not result
    assert result.passed is False


def test_a_forgotten_gy_is_found_only_with_another_function_behind():
    x = Variable(np.array([0.7, -1.3]))
    assert gradient_check(ForgotGy(), x)
    assert not gradient_check(lambda v: square(ForgotGy()(v)), x)


def test_points_that_hide_a_mistake():
    """x = 1では 2x² = 2x になり、誤りが見えない。"""
    assert gradient_check(UsedOutput(), Variable(np.array(1.0)))
    assert not gradient_check(UsedOutput(), Variable(np.array(1.5)))


def test_one_wrong_element_is_enough_and_its_place_is_told():
    class WrongOnce(Square):
        def backward(self, gy):
            gx = super().backward(gy)
            gx[1, 2] += 0.5
            return gx

    data = np.arange(1.0, 7.0).reshape(2, 3)
    result = gradient_check(WrongOnce(), Variable(data))
    assert not result
    assert result.index == (1, 2)
    assert all(type(i) is int for i in result.index)
    assert type(result.max_error) is float
    assert result.max_error == pytest.approx(0.5, rel=1e-6)
    assert result.backprop[1, 2] == pytest.approx(12.5, rel=1e-12)
    assert result.numerical[1, 2] == pytest.approx(12.0, rel=1e-6)


def test_the_worst_element_is_judged_against_its_tolerance():
    """大きな勾配の小さな相対誤差より、小さな勾配の大きな相対誤差を挙げる。"""

    class Off(Square):
        def backward(self, gy):
            return super().backward(gy) + np.array([1e-3, 1e-4])

    result = gradient_check(Off(), Variable(np.array([1e4, 1.0])), rtol=1e-6)
    assert result.index == (1,)
    assert result.max_error == pytest.approx(1e-4, rel=1e-2)


def test_the_result_can_be_used_in_an_assert_and_an_if():
    x = Variable(np.array(0.5))
    assert bool(gradient_check(square, x)) is True
    assert bool(gradient_check(Scaled(2.0), x)) is False
    assert gradient_check(square, x).passed is True


def test_a_passing_result_reads_as_a_sentence():
    result = gradient_check(square, Variable(np.array([1.0, 2.0])))
    assert str(result) == repr(result)
    assert "一致しました" in str(result)
    assert "一致しません" not in str(result)


def test_a_failing_result_shows_both_gradients_and_the_place():
    result = gradient_check(Scaled(2.0), Variable(np.array([0.0, 4.0])))
    assert "一致しません" in str(result)
    assert "8.0e+00" in str(result)
    assert "(1,)" in str(result)
    assert str(result.backprop[1]) == "16.0"
    assert "16.0" in str(result)
    assert str(result.numerical[1]) in str(result)


def test_a_zero_dimensional_result_has_an_empty_index():
    result = gradient_check(square, Variable(np.array(3.0)))
    assert result.index == ()
    assert type(result.backprop) is np.ndarray
    assert result.backprop == 6.0
    assert result.numerical == pytest.approx(6.0, rel=1e-9)
    assert result.max_error < 1e-9


def test_a_result_cannot_be_changed():
    result = gradient_check(square, Variable(np.array(3.0)))
    with pytest.raises(AttributeError):
        result.passed = False


@pytest.mark.parametrize("dtype", [*FLOAT_DTYPES, np.int32, np.uint8])
def test_every_dtype_is_checked_in_float64(dtype):
    seen = []

    def f(x):
        seen.append(x.dtype)
        return square(exp(x))

    result = gradient_check(f, Variable(np.array([1, 2], dtype=dtype)))
    assert result, result
    assert set(seen) == {np.dtype(np.float64)}
    assert result.backprop.dtype == np.float64
    assert result.numerical.dtype == np.float64


def test_the_variable_is_left_as_it_was():
    data = np.array([0.5, 1.0])
    x = Variable(data)
    x.grad = grad = np.array([7.0, 8.0])

    def f(v):
        assert v is not x
        assert v.data is not data
        v.data += 0.0
        return square(exp(v))

    assert gradient_check(f, x)
    assert x.data is data
    assert data.tolist() == [0.5, 1.0]
    assert x.grad is grad
    assert grad.tolist() == [7.0, 8.0]


def test_float64_data_is_not_handed_out_to_the_function():
    """関数が入力をその場で書き換えても、元の値は変わらない。"""
    data = np.array([0.5, 1.0])

    def careless(v):
        y = square(v)
        v.data *= 2
        return y

    result = gradient_check(careless, Variable(data))
    assert data.tolist() == [0.5, 1.0]
    np.testing.assert_allclose(result.numerical, [1.0, 2.0], rtol=1e-9)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_a_gradient_that_is_not_finite_never_passes(wrong):
    class Broken(Square):
        def backward(self, gy):
            gx = super().backward(gy)
            gx[1] = wrong
            return gx

    result = gradient_check(Broken(), Variable(np.array([1.0, 2.0, 3.0])))
    assert not result
    assert result.index == (1,)
    assert "一致しません" in str(result)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_value_that_is_not_finite_never_passes(value):
    class Constant(Function):
        def forward(self, x):
            return np.full_like(x, value)

        def backward(self, gy):
            return np.full_like(gy, value)

    with np.errstate(invalid="ignore"):
        assert not gradient_check(Constant(), Variable(np.array(1.0)))
        assert not gradient_check(Constant(), Variable(np.array([1.0, 2.0])))


def test_infinity_on_both_sides_is_no_agreement():
    class Steep(Function):
        def forward(self, x):
            return np.where(x > 1, np.inf, 0.0)

        def backward(self, gy):
            return np.full_like(gy, np.inf)

    result = gradient_check(Steep(), Variable(np.array([1.0])))
    assert np.isinf(result.numerical[0])
    assert not result


@pytest.mark.parametrize(("factor", "passes"), [(1 + 5e-7, True), (1 + 2e-6, False)])
def test_the_default_relative_tolerance_is_one_millionth(factor, passes):
    assert bool(gradient_check(Scaled(factor), Variable(np.array(3.0)))) is passes


def test_the_relative_tolerance_can_be_chosen():
    x = Variable(np.array(3.0))
    assert gradient_check(Scaled(1.001), x, rtol=2e-3)
    assert not gradient_check(Scaled(1.001), x, rtol=5e-4)


def test_the_absolute_tolerance_counts_where_the_gradient_is_zero():
    class Off(Square):
        def __init__(self, error):
            self.error = error

        def backward(self, gy):
            return super().backward(gy) + self.error

    x = Variable(np.array(0.0))
    assert gradient_check(Off(5e-9), x)
    assert not gradient_check(Off(2e-8), x)
    assert gradient_check(Off(2e-8), x, atol=1e-7)
    assert not gradient_check(Off(5e-9), x, atol=1e-9)


def test_a_tolerance_may_be_zero():
    x = Variable(np.array(3.0))
    assert gradient_check(square, x, atol=0)
    assert not gradient_check(Scaled(1.001), x, atol=0.0)
    assert gradient_check(square, x, rtol=0)
    assert not gradient_check(Scaled(1.001), x, rtol=0.0)


def test_without_any_tolerance_only_equal_gradients_pass():
    """2のべきの点と刻み幅では、x² の中心差分に丸め誤差がない。"""
    x = Variable(np.array([0.0, 0.5, 2.0]))
    exact = gradient_check(square, x, eps=0.25, rtol=0, atol=0)
    assert exact
    assert exact.max_error == 0.0
    result = gradient_check(Scaled(1.001), x, eps=0.25, rtol=0, atol=0)
    assert not result
    assert result.index == (1,)


def test_the_width_of_the_difference_can_be_chosen():
    x = Variable(np.array(1.0))
    assert gradient_check(exp, x)
    assert not gradient_check(exp, x, eps=0.1)
    assert gradient_check(exp, x, eps=0.1, rtol=0.01)
    widths = set()

    def f(v):
        widths.add(round(abs(float(v.data) - 1.0), 9))
        return square(v)

    gradient_check(f, x, eps=0.25)
    assert widths == {0.0, 0.25}


def test_tolerances_are_given_by_name_only():
    with pytest.raises(TypeError, match="positional"):
        gradient_check(square, Variable(np.array(1.0)), 1e-4)


def test_an_instance_of_a_function_can_be_checked_directly():
    assert gradient_check(Square(), Variable(np.array([0.5, 2.0])))
    assert gradient_check(Exp(), Variable(np.array([0.5, 2.0])))


def test_the_input_itself_is_a_function_of_derivative_one():
    result = gradient_check(lambda x: x, Variable(np.array([0.5, 2.0])))
    assert result
    assert result.backprop.tolist() == [1.0, 1.0]
