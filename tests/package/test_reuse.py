"""1つの関数インスタンスを何度も使う。勾配は正しいか、理由の分かるエラーになる。"""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dezero_book import Exp, Function, Square, Variable, exp, square


class Sine(Function):
    def forward(self, x):
        return np.sin(x)

    def backward(self, gy):
        return np.cos(self.input.data) * gy


class Identity(Function):
    def forward(self, x):
        return x

    def backward(self, gy):
        return gy


@pytest.fixture(autouse=True)
def no_endless_loop(monkeypatch):
    """逆伝播が同じ関数を回り続けたら、メモリを使い切る前にテストを止める。"""
    for cls in (Square, Exp, Sine, Identity):
        calls = itertools.count()

        def backward(self, gy, original=cls.backward, calls=calls):
            if next(calls) > 100_000:
                pytest.fail("逆伝播が終わりません。")
            return original(self, gy)

        monkeypatch.setattr(cls, "backward", backward)


def test_an_instance_applied_to_its_own_output_is_refused_with_the_way_out():
    f = Square()
    x = Variable(np.array(3.0))
    y = f(f(x))
    assert y.data == 81.0
    with pytest.raises(
        RuntimeError, match=r"Square.*別の入力.*Square\(\)を呼び出しごと"
    ):
        y.backward()
    assert x.grad is None
    assert y.grad is None


def test_an_identity_applied_to_its_own_output_is_no_endless_loop():
    f = Identity()
    x = Variable(np.array(3.0))
    with pytest.raises(RuntimeError, match="Identity"):
        f(f(x)).backward()


def test_the_latest_result_of_an_instance_is_right():
    f = Square()
    x0, x1 = Variable(np.array(3.0)), Variable(np.array(5.0))
    f(x0)
    f(x1).backward()
    assert x0.grad is None
    assert x1.grad == 10.0


def test_an_older_result_of_an_instance_is_refused():
    f = Square()
    x0, x1 = Variable(np.array(3.0)), Variable(np.array(5.0))
    y0 = f(x0)
    f(x1)
    with pytest.raises(RuntimeError, match=r"Square.*別の入力.*最後の入力だけ"):
        y0.backward()
    assert (x0.grad, x1.grad, y0.grad) == (None, None, None)


def test_inputs_that_share_one_array_are_still_told_apart():
    f = Square()
    data = np.array(3.0)
    x0, x1 = Variable(data), Variable(data)
    y0 = f(x0)
    f(x1)
    with pytest.raises(RuntimeError, match="Square"):
        y0.backward()
    assert x1.grad is None


def test_reuse_deep_inside_a_chain_is_found():
    f = Exp()
    x = Variable(np.array(0.1))
    y = square(f(square(f(x))))
    with pytest.raises(RuntimeError, match="Exp"):
        y.backward()
    assert y.grad is None


def test_running_one_line_again_keeps_working():
    A = Square()
    x = Variable(np.array(3.0))
    for _ in range(3):
        a = A(x)
    a.backward()
    assert x.grad == 6.0


def test_running_a_whole_cell_again_keeps_working():
    A, B, C = Square(), Exp(), Square()
    x = Variable(np.array(0.5))
    for _ in range(3):
        a = A(x)
        b = B(a)
        y = C(b)
        y.backward()
    assert x.grad == pytest.approx(2 * np.exp(0.5), rel=1e-14)


class Dropout(Function):
    """呼び出すたびに違う状態を、``forward`` で覚える。"""

    def __init__(self):
        self.rng = np.random.default_rng(0)

    def forward(self, x):
        self.kept = self.rng.uniform(size=x.shape) < 0.5
        return x * self.kept

    def backward(self, gy):
        return gy * self.kept


@pytest.mark.parametrize("f", [Square(), Identity(), Dropout()])
def test_an_instance_called_again_on_the_same_variable_keeps_only_the_last(f):
    """前の出力からの逆伝播は、あとの呼び出しの状態を使ってしまう。"""
    x = Variable(np.arange(1.0, 9.0))
    first = f(x)
    last = f(x)
    name = type(f).__name__
    with pytest.raises(
        RuntimeError, match=rf"{name}.*もう一度.*{name}\(\)を呼び出しごと"
    ):
        first.backward()
    assert x.grad is None
    last.backward()
    np.testing.assert_array_equal(x.grad, f.backward(np.ones(8)))


def test_running_only_the_first_of_several_cells_again_asks_for_the_others():
    A, B = Square(), Exp()
    x = Variable(np.array(0.5))
    a = A(x)
    y = B(a)
    a = A(x)
    with pytest.raises(RuntimeError, match=r"Square.*もう一度"):
        y.backward()
    y = B(a)
    y.backward()
    assert x.grad == pytest.approx(np.exp(0.25), rel=1e-14)


def test_a_backward_may_call_its_own_instance():
    class Recomputing(Function):
        def forward(self, x):
            return np.exp(x)

        def backward(self, gy):
            return self(Variable(self.input.data)).data * gy

    x = Variable(np.array(0.5))
    y = Recomputing()(square(x))
    y.backward()
    assert x.grad == pytest.approx(np.exp(0.25), rel=1e-14)


def test_a_backward_may_replace_its_own_input():
    class Forgetting(Square):
        def backward(self, gy):
            gx = super().backward(gy)
            self.input = Variable(np.array(0.0))
            return gx

    x = Variable(np.array(0.5))
    y = Forgetting()(Forgetting()(x))
    y.backward()
    assert x.grad == pytest.approx(0.5, rel=1e-14)


@pytest.mark.parametrize(
    "data", [np.array(5.0), np.array(3.0), np.zeros(2), None, [5.0], 5.0]
)
def test_data_replaced_after_the_computation_is_refused(data):
    """順伝播と別の点で微分を計算すると、値と勾配が食い違う。"""
    x = Variable(np.array(3.0))
    y = square(x)
    x.data = data
    with pytest.raises(RuntimeError, match=r"Square.*置き換えられ.*順伝播から"):
        y.backward()
    assert (x.grad, y.grad) == (None, None)


def test_replaced_data_is_found_even_when_the_instance_was_called_again():
    f = Square()
    x = Variable(np.array(3.0))
    y = f(x)
    x.data = np.array(5.0)
    f(x).backward()
    assert x.grad == 10.0
    with pytest.raises(RuntimeError, match="置き換えられ"):
        y.backward()


@pytest.mark.parametrize("data", [np.array(1.0), np.array(9.0), np.zeros((2, 3))])
def test_data_replaced_on_the_way_is_refused(data):
    x = Variable(np.array(3.0))
    a = square(x)
    y = square(a)
    a.data = data
    with pytest.raises(RuntimeError, match="置き換えられ"):
        y.backward()
    assert (x.grad, a.grad, y.grad) == (None, None, None)


@pytest.mark.parametrize("data", [np.array(1.0), np.array(9.0), np.zeros((2, 3))])
def test_a_replaced_output_is_refused(data):
    x = Variable(np.array(3.0))
    y = square(x)
    y.data = data
    with pytest.raises(RuntimeError, match=r"Squareが出力.*置き換えられ.*順伝播から"):
        y.backward()
    assert (x.grad, y.grad) == (None, None)


def test_an_instance_may_serve_one_computation_after_another():
    f = Square()
    for value in [1.0, 2.0, 3.0]:
        x = Variable(np.array(value))
        f(x).backward()
        assert x.grad == 2 * value


def test_the_python_functions_can_be_nested_freely():
    x = Variable(np.array(2.0))
    y = square(square(square(x)))
    y.backward()
    assert x.grad == 8 * 2.0**7
    x = Variable(np.array(0.1))
    exp(exp(x)).backward()
    assert x.grad == pytest.approx(np.exp(0.1 + np.exp(0.1)), rel=1e-14)


@given(
    calls=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9)), max_size=10),
    value=st.floats(0.25, 1.0),
)
def test_whatever_is_called_in_any_order_no_wrong_gradient_comes_out(calls, value):
    """3つのインスタンスを任意の順に任意の変数へ適用し、すべての変数から逆伝播する。"""
    functions = [Square(), Sine(), Identity()]
    derivatives = [lambda v: 2 * v, np.cos, np.ones_like]
    variables = [Variable(np.array(value))]
    expected = [1.0]
    for chosen, position in calls:
        i = position % len(variables)
        variables.append(functions[chosen](variables[i]))
        expected.append(expected[i] * derivatives[chosen](variables[i].data))
    for y, gradient in zip(variables, expected):
        for variable in variables:
            variable.cleargrad()
        try:
            y.backward()
        except RuntimeError:
            assert all(variable.grad is None for variable in variables)
        else:
            np.testing.assert_allclose(variables[0].grad, gradient, rtol=1e-12)
