"""``gradient_check``：逆伝播と中心差分を比べる。"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from dezero_book import Exp, Function, Square, Variable, exp, gradient_check, square
from tests.package.inputs import FILLED_SHAPES, FLOAT_DTYPES, arrays, compositions
from tests.package.oracles import (
    ELEMENTARY,
    FUNCTIONS,
    Elementary,
    complex_step,
    elementary_derivative,
    evaluate,
)

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


class Linear(Function):
    """要素を並べ替えたり足したりする関数。逆伝播は ``back`` が決める。"""

    def __init__(self, ahead, back):
        self.ahead, self.back = ahead, back

    def forward(self, x):
        return np.asarray(self.ahead(x))

    def backward(self, gy):
        return np.asarray(self.back(self.input.data, gy))


def cumsum_backward(x, gy):
    return np.cumsum(gy[::-1])[::-1]


POINT = np.array([0.7, -1.3, 0.4])
SQUARE = np.array([[0.7, -1.3], [0.4, 1.9]])
WRONG = {
    "gyを掛けない": (POINT, np.sin, lambda x, gy: np.cos(x)),
    "0次元でgyを掛けない": (np.array(0.7), np.sin, lambda x, gy: np.cos(x)),
    "gyを2回掛ける": (POINT, np.sin, lambda x, gy: np.cos(x) * gy**2),
    "0次元でgyを2回掛ける": (np.array(0.7), np.sin, lambda x, gy: np.cos(x) * gy**2),
    "gyの符号を捨てる": (POINT, np.sin, lambda x, gy: np.cos(x) * np.abs(gy)),
    "gyの平均を掛ける": (POINT, np.sin, lambda x, gy: np.cos(x) * np.mean(gy)),
    "gyで割る": (POINT, np.sin, lambda x, gy: np.cos(x) / gy),
    "逆順に返す": (POINT, np.copy, lambda x, gy: gy[::-1]),
    "逆順にし忘れる": (POINT, lambda x: x[::-1], lambda x, gy: gy.copy()),
    "1つずらす": (POINT, np.copy, lambda x, gy: np.roll(gy, 1)),
    "転置して返す": (SQUARE, np.copy, lambda x, gy: gy.T),
    "転置し忘れる": (SQUARE, np.transpose, lambda x, gy: gy.copy()),
    "平均でgyを掛けない": (POINT, np.mean, lambda x, gy: np.full_like(x, 1 / x.size)),
    "累積和でgyを掛けない": (POINT, np.cumsum, lambda x, gy: np.arange(3.0, 0.0, -1.0)),
    "累積和の向きを違える": (POINT, np.cumsum, lambda x, gy: np.cumsum(gy)),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_every_way_to_use_gy_wrongly_is_found(mistake):
    data, ahead, back = WRONG[mistake]
    result = gradient_check(lambda x: Linear(ahead, back)(x), Variable(data))
    assert not result
    assert not result.undecided
    assert "一致しません" in str(result)


@pytest.mark.parametrize(
    ("ahead", "back"),
    [
        (np.sin, lambda x, gy: np.cos(x) * gy),
        (lambda x: x[::-1], lambda x, gy: gy[::-1]),
        (np.transpose, lambda x, gy: gy.T),
        (np.mean, lambda x, gy: np.full_like(x, gy / x.size)),
        (np.cumsum, lambda x, gy: cumsum_backward(x, gy).reshape(x.shape)),
    ],
)
def test_their_right_versions_pass(ahead, back):
    for data in (POINT, SQUARE, np.arange(1.0, 25.0).reshape(2, 3, 4)):
        result = gradient_check(lambda x: Linear(ahead, back)(x), Variable(data))
        assert result, result


def test_a_mistake_that_only_other_seeds_show_is_explained():
    x = Variable(np.array([0.7, -1.3]))
    result = gradient_check(ForgotGy(), x)
    assert len(set(result.seed)) == 2
    assert not np.any(np.isin(result.seed, [0, 1]))
    assert str(result).endswith(
        "）。逆伝播を1から始めると合い、出力ごとに違う勾配から始めると合わないので、"
        "gyの掛け忘れや要素の取り違えが考えられます。"
    )
    np.testing.assert_allclose(result.numerical, 2 * x.data * result.seed, rtol=1e-8)
    for other in (
        gradient_check(square, x),
        gradient_check(Scaled(2.0), x),
    ):
        assert other.seed.tolist() == [1.0, 1.0]
        assert "掛け忘れ" not in str(other)


def test_the_second_seed_has_no_pattern_that_a_mistake_could_share():
    seed = gradient_check(ForgotGy(), Variable(np.ones((40, 50))), sample=1).seed
    assert seed.shape == (40, 50)
    assert len(np.unique(seed)) == seed.size
    assert np.abs(seed).min() >= 0.25
    assert np.abs(seed).max() <= 1.25
    assert 900 < np.count_nonzero(seed > 0) < 1100


def test_the_seed_has_the_dtype_of_the_output():
    class Single(Square):
        def forward(self, x):
            return (x**2).astype(np.float32)

        def backward(self, gy):
            assert gy.dtype == np.float32
            return (super().backward(gy)).astype(np.float32)

    result = gradient_check(lambda v: Single()(v), Variable(np.array([0.5, 2.0])))
    assert result.seed.dtype == np.float32
    assert result.backprop.dtype == np.float64


def test_a_gradient_that_was_left_by_f_is_not_taken_for_the_result():
    def detached(v):
        y = exp(v)
        y.backward()
        return Variable(v.grad)

    with pytest.raises(ValueError, match="計算グラフをたどれない"):
        gradient_check(detached, Variable(np.array([0.5, 1.0])))


POWERS = st.floats(-3, 3).map(lambda power: 10.0**power)
POINTS = {
    "exp": st.floats(-700, 700),
    "sin": st.floats(-1e3, 1e3),
    "tanh": st.floats(-1e3, 1e3),
}


@pytest.mark.parametrize("name", ELEMENTARY)
@given(data=st.data())
def test_right_gradients_of_elementary_functions_pass_from_small_to_large(name, data):
    elements = POWERS if name not in POINTS else POWERS | POINTS[name]
    if name == "exp":
        elements = elements.filter(lambda point: point <= 700)
    x = data.draw(npst.arrays(np.float64, FILLED_SHAPES, elements=elements))
    result = gradient_check(lambda v: Elementary(name)(v), Variable(x))
    assert result, result
    expected = np.vectorize(lambda point: elementary_derivative(name, point))(x)
    np.testing.assert_allclose(result.numerical, expected, rtol=2e-6, atol=2e-8)


@pytest.mark.parametrize("name", ELEMENTARY)
@pytest.mark.parametrize("point", [1e-3, 0.03, 0.7, 5.0, 60.0, 600.0])
def test_a_wrong_gradient_of_an_elementary_function_is_found(name, point):
    class Off(Elementary):
        def backward(self, gy):
            return super().backward(gy) * 1.01 + 1e-6 * gy

    result = gradient_check(lambda v: Off(name)(v), Variable(np.array(point)))
    assert not result
    assert not result.undecided


@pytest.mark.parametrize("point", [0.05, 0.01, 0.001, 1e-5, 1e6, 1e12, -1e12, 1e100])
def test_the_width_follows_the_size_of_the_point(point):
    result = gradient_check(square, Variable(np.array(point)))
    assert result, result
    assert not gradient_check(Scaled(1.001), Variable(np.array(point)), atol=0)


@pytest.mark.parametrize("point", [0.5, 3.0, 8.0, -8.0])
def test_the_width_follows_the_bend_of_the_function(point):
    result = gradient_check(lambda v: square(exp(square(v))), Variable(np.array(point)))
    assert result, result


@pytest.mark.parametrize(
    ("point", "first"),
    [(0.0, 1e-4), (0.1, 1e-5), (-0.1, 1e-5), (1.0, 1e-4), (5.0, 1e-4)],
)
def test_the_first_width_is_that_of_eps_or_smaller(point, first):
    moves = []

    def f(v):
        moves.append(abs(float(v.data) - point))
        return square(v)

    gradient_check(f, Variable(np.array(point)))
    assert max(moves) == pytest.approx(first, rel=1e-6)


def test_a_width_below_the_steps_of_the_output_is_not_believed():
    """狭い幅では出力が動かない。傾きは0ではなく、分からない。"""
    half = Linear(lambda x: np.round(x / 2, 5), lambda x, gy: gy / 2)
    assert gradient_check(half, Variable(np.array(0.7))).undecided


def test_an_output_that_leaves_its_domain_on_one_side_decides_nothing():
    """x - hでは、平方根だけがNaNになる。"""
    f = Linear(
        lambda x: np.concatenate([np.sqrt(x), x]),
        lambda x, gy: gy[:1] / (2 * np.sqrt(x)) + gy[1:],
    )
    assert gradient_check(f, Variable(np.array([1.0]))).passed
    assert gradient_check(f, Variable(np.array([1.0])), eps=40.0).undecided


@pytest.mark.parametrize("broken", range(1, 7))
def test_every_value_of_f_is_checked(broken):
    """何回目の計算で形や型が変わっても、誰が呼び出したかを伝える。"""
    for output, error in ((1.0, TypeError), (Variable(np.zeros(3)), ValueError)):
        calls = iter(range(1, 100))

        def f(v, output=output, calls=calls):
            return output if next(calls) == broken else square(v)

        with pytest.raises(error) as caught:
            gradient_check(f, Variable(np.array(1.0)))
        if error is TypeError:
            assert str(caught.value).startswith("gradient_checkに渡した関数が返すのは")
        elif broken > 3:
            assert str(caught.value).startswith(
                "gradient_checkに渡した関数の出力の形が"
            )


class Float32Square(Square):
    """途中で桁を捨てる2乗。"""

    def forward(self, x):
        return x.astype(np.float32) ** 2


@pytest.mark.parametrize(
    ("f", "point"),
    [
        (lambda v: exp(v), 1e3),
        (lambda v: Elementary("log")(v), -1.0),
        (lambda v: Elementary("sqrt")(v), 0.0),
        (lambda v: square(v), np.nan),
        (lambda v: square(v), np.inf),
        (lambda v: square(v), 1e200),
        (lambda v: Float32Square()(v), 0.7),
        (lambda v: Linear(lambda x: (1e8 + x) - 1e8, lambda x, gy: gy + 0.0)(v), 0.7),
    ],
)
def test_what_the_difference_cannot_support_is_said(f, point):
    result = gradient_check(f, Variable(np.array(point)))
    assert result.undecided is True
    assert result.passed is False
    assert bool(result) is False
    assert "判定できません" in str(result)
    assert "一致" not in str(result)
    assert "誤差の見積もり" in str(result)


def test_a_wider_difference_supports_what_a_narrow_one_cannot():
    x = Variable(np.array(0.7))
    result = gradient_check(lambda v: Float32Square()(v), x)
    assert result.uncertainty > 1e-5
    assert gradient_check(lambda v: Float32Square()(v), x, eps=0.1, rtol=1e-5)


def test_a_mistake_larger_than_the_error_of_the_difference_is_found():
    class Wrong(Float32Square):
        def backward(self, gy):
            return 3 * self.input.data * gy

    result = gradient_check(lambda v: Wrong()(v), Variable(np.array(0.7)))
    assert not result
    assert not result.undecided
    assert "誤差の見積もり" not in str(result)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -1.0])
def test_an_element_that_cannot_be_judged_leaves_the_others_alone(bad):
    x = Variable(np.array([2.0, bad, 0.5]))
    result = gradient_check(lambda v: Elementary("log")(v), x)
    assert result.undecided
    assert result.index == (1,)
    np.testing.assert_allclose(result.numerical[[0, 2]], [0.5, 2.0], rtol=1e-6)
    assert np.all(result.uncertainty[[0, 2]] < 1e-6)

    class WrongLast(Elementary):
        def backward(self, gy):
            return super().backward(gy) + np.array([0.0, 0.0, 0.1])

    result = gradient_check(lambda v: WrongLast("log")(v), x)
    assert not result.undecided
    assert result.index == (2,)
    assert "一致しません" in str(result)


def test_an_output_that_mixes_all_elements_is_lost_with_one_of_them():
    result = gradient_check(
        lambda v: Sum()(square(v)), Variable(np.array([1.0, np.nan]))
    )
    assert result.undecided
    assert np.all(np.isinf(result.uncertainty))


def test_a_flat_output_beside_a_huge_one_is_judged_by_itself():
    relu = Linear(lambda x: np.maximum(x, 0.0), lambda x, gy: (x > 0) * gy)
    assert gradient_check(relu, Variable(np.array([1e12, -1.0, 3.0])))
    through = Linear(lambda x: np.maximum(x, 0.0), lambda x, gy: gy + 0.0)
    result = gradient_check(through, Variable(np.array([1e12, -1.0, 3.0])))
    assert (result.index, result.undecided) == ((1,), False)


def test_the_element_that_could_not_be_judged_is_told_though_it_fits():
    """1e8に足すと桁が落ちる2つ目の要素は、差が0でも、判定の理由になる。"""
    f = Linear(lambda x: np.array([x[0], (1e8 + x[1]) - 1e8]), lambda x, gy: gy + 0.0)
    result = gradient_check(f, Variable(np.array([0.5, 1.0])), eps=2.0**-12)
    assert result.undecided
    assert (result.index, result.max_error) == ((1,), 0.0)


class WrongAt(Square):
    def __init__(self, place):
        self.place = place

    def backward(self, gy):
        gx = super().backward(gy)
        gx.flat[self.place] += 1.0
        return gx


class TestManyElements:
    x = Variable(np.linspace(0.5, 2.0, 1000).reshape(20, 50))

    def test_a_fixed_sample_is_checked_and_said(self):
        result = gradient_check(square, self.x)
        assert result
        assert result.checked == 400
        assert np.count_nonzero(np.isfinite(result.numerical)) == 400
        assert "1,000個の要素のうち400個を調べました" in str(result)
        again = gradient_check(exp, self.x)
        assert np.array_equal(np.isnan(again.numerical), np.isnan(result.numerical))

    def test_the_sample_reaches_every_part(self):
        checked = np.isfinite(gradient_check(square, self.x).numerical)
        assert checked.any(axis=0).all()
        assert checked.any(axis=1).all()

    def test_all_can_be_asked_for(self):
        result = gradient_check(square, self.x, sample=None)
        assert result
        assert result.checked == 1000
        assert np.all(np.isfinite(result.numerical))
        assert "調べました" not in str(result)

    def test_the_sample_can_be_chosen(self):
        assert gradient_check(square, self.x, sample=7).checked == 7
        assert gradient_check(square, self.x, sample=np.int64(1000)).checked == 1000
        assert gradient_check(square, self.x, sample=5000).checked == 1000

    def test_a_mistake_outside_the_sample_is_found_with_all(self):
        result = gradient_check(square, self.x, sample=10)
        outside = int(np.flatnonzero(np.isnan(result.numerical))[-1])
        assert gradient_check(WrongAt(outside), self.x, sample=10)
        found = gradient_check(WrongAt(outside), self.x, sample=None)
        assert not found
        assert found.index == np.unravel_index(outside, self.x.shape)

    def test_a_mistake_inside_the_sample_is_told_with_its_place(self):
        inside = int(
            np.flatnonzero(np.isfinite(gradient_check(square, self.x).numerical))[9]
        )
        result = gradient_check(WrongAt(inside), self.x)
        assert not result
        assert result.index == np.unravel_index(inside, self.x.shape)
        assert "400個を調べました" in str(result)

    def test_the_work_is_bounded_by_the_sample(self):
        calls = []

        def f(v):
            calls.append(v)
            return square(v)

        gradient_check(f, self.x, sample=5)
        assert len(calls) == 3 + 4 * 5

    def test_four_hundred_elements_are_all_checked(self):
        result = gradient_check(square, Variable(np.ones((20, 20))))
        assert result.checked == 400
        assert "調べました" not in str(result)

    @pytest.mark.parametrize("sample", [0, -3])
    def test_a_sample_has_at_least_one_element(self, sample):
        with pytest.raises(ValueError, match=r"sampleは1以上の整数ですが.*sample=400"):
            gradient_check(square, self.x, sample=sample)

    @pytest.mark.parametrize("sample", [1.5, "all", True])
    def test_a_sample_is_a_whole_number(self, sample):
        with pytest.raises(TypeError, match=r"sampleは整数ですが.*sample=400"):
            gradient_check(square, self.x, sample=sample)


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
            return super().backward(gy) + np.array([0.1, 1e-4])

    result = gradient_check(Off(), Variable(np.array([1e4, 1.0])), rtol=1e-6)
    assert result.index == (1,)
    assert result.max_error == pytest.approx(1e-4, rel=1e-2)
    passing = gradient_check(Scaled(1 + 5e-7), Variable(np.array([0.0, 3.0])))
    assert passing.index == (1,)
    assert passing.max_error == pytest.approx(3e-6, rel=1e-2)


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


class Shifted(Square):
    def backward(self, gy):
        return super().backward(gy) + 0.5


@pytest.mark.parametrize(
    ("f", "point", "sentence"),
    [
        (
            square,
            0.0,
            "逆伝播と数値微分は一致しました"
            "（最大の差 0.0e+00、位置 ()、逆伝播 0.0、数値微分 0.0）",
        ),
        (
            lambda v: Shifted()(v),
            0.0,
            "逆伝播と数値微分は一致しません"
            "（最大の差 5.0e-01、位置 ()、逆伝播 0.5、数値微分 0.0）",
        ),
        (
            lambda v: Elementary("log")(v),
            -1.0,
            "数値微分の誤差が大きいので、逆伝播が正しいかどうかを判定できません"
            "（最大の差 nan、位置 ()、逆伝播 -1.0、数値微分 nan、数値微分の誤差の見積もり inf）",
        ),
    ],
)
def test_the_three_verdicts_in_words(f, point, sentence):
    assert str(gradient_check(f, Variable(np.array(point)))) == sentence


def test_a_zero_dimensional_result_has_an_empty_index():
    result = gradient_check(square, Variable(np.array(3.0)))
    assert result.index == ()
    assert type(result.backprop) is np.ndarray
    assert result.backprop == 6.0
    assert result.numerical == pytest.approx(6.0, rel=1e-9)
    assert result.max_error < 1e-9


def test_a_result_is_equal_only_to_itself():
    x = Variable(np.array([3.0, 4.0]))
    result = gradient_check(square, x)
    assert result in {result}
    assert result != gradient_check(square, x)


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
    assert not np.isfinite(result.numerical[0])
    assert result.undecided


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


def test_without_any_tolerance_no_difference_is_good_enough():
    x = Variable(np.array([0.5, 2.0]))
    assert gradient_check(square, x, rtol=0, atol=0).undecided
    result = gradient_check(Scaled(1.001), x, rtol=0, atol=0)
    assert not result
    assert not result.undecided
    assert gradient_check(square, Variable(np.zeros(2)), rtol=0, atol=0)


def test_the_width_of_the_difference_can_be_chosen():
    x = Variable(np.array(1.0))
    assert gradient_check(exp, x)
    assert gradient_check(exp, x, eps=0.1).undecided
    assert gradient_check(exp, x, eps=0.1, rtol=0.01)
    widths = set()

    def f(v):
        widths.add(round(abs(float(v.data) - 1.0), 9))
        return square(v)

    gradient_check(f, x, eps=0.25)
    assert widths == {0.0, 0.25, 0.25 * 0.137}  # 2つの差分が一致すれば、ほかは試さない


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
