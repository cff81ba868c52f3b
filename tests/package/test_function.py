"""``Function``：変数から変数を作る計算の基底クラス。"""

import pydoc

import numpy as np
import pytest

from dezero_book import Exp, Function, Square, Variable
from tests.package.oracles import high_precision_gradient


class Sine(Function):
    """``__init__`` で値を受け取る、本にはない関数 sin(wx)。基底クラスの初期化を呼ばない。"""

    def __init__(self, w):
        self.w = w

    def forward(self, x):
        return np.sin(self.w * x)

    def backward(self, gy):
        return self.w * np.cos(self.w * self.input.data) * gy


class Recorder(Function):
    """受け取った値の型を覚える。"""

    def forward(self, x):
        self.x_type = type(x)
        return x**2

    def backward(self, gy):
        self.gy_type = type(gy)
        return 2 * self.input.data * gy


def test_calling_a_function_makes_a_new_variable_created_by_it():
    x = Variable(np.array(3.0))
    f = Square()
    y = f(x)
    assert type(y) is Variable
    assert y is not x
    assert y.creator is f
    assert y.grad is None


def test_a_function_remembers_the_very_variable_it_was_called_with():
    x = Variable(np.array(3.0))
    f = Square()
    f(x)
    assert f.input is x


def test_calling_a_function_leaves_the_input_as_it_was():
    data = np.array([1.0, 2.0])
    x = Variable(data)
    Exp()(x)
    assert x.data is data
    assert data.tolist() == [1.0, 2.0]
    assert x.grad is None
    assert x.creator is None


def test_inputs_of_different_instances_are_kept_apart():
    f, g = Square(), Square()
    x0, x1 = Variable(np.array(1.0)), Variable(np.array(2.0))
    f(x0)
    g(x1)
    assert f.input is x0
    assert g.input is x1


def test_a_zero_dimensional_result_is_an_array():
    """NumPyは0次元の演算の結果をスカラーで返す。"""
    y = Square()(Variable(np.array(3.0, dtype=np.float32)))
    assert type(y.data) is np.ndarray
    assert y.shape == ()
    assert y.dtype == np.float32


def test_forward_and_backward_always_receive_arrays():
    x = Variable(np.array(0.5))
    first, second = Recorder(), Recorder()
    second(first(x)).backward()
    for f in (first, second):
        assert f.x_type is np.ndarray
        assert f.gy_type is np.ndarray


def test_a_function_of_ones_own_needs_only_forward_and_backward():
    x = Variable(np.array([0.1, 0.2]))
    y = Sine(3.0)(x)
    y.backward()
    np.testing.assert_allclose(y.data, np.sin(3.0 * x.data), rtol=1e-14)
    np.testing.assert_allclose(x.grad, 3.0 * np.cos(3.0 * x.data), rtol=1e-14)


def test_a_function_may_return_its_input_unchanged():
    class Identity(Function):
        def forward(self, x):
            return x

        def backward(self, gy):
            return gy

    x = Variable(np.array([1.0, 2.0]))
    y = Square()(Identity()(Identity()(x)))
    y.backward()
    assert x.grad.tolist() == [2.0, 4.0]


def test_a_failed_call_leaves_the_previous_call_usable():
    f = Square()
    x = Variable(np.array(3.0))
    y = f(x)
    with pytest.raises(TypeError):
        f(np.array(1.0))
    with pytest.raises(TypeError):
        f(Variable(None))
    y.backward()
    assert x.grad == 6.0


def test_a_forward_that_fails_leaves_the_previous_call_usable():
    class Reciprocal(Function):
        def forward(self, x):
            if x == 0:
                raise ZeroDivisionError
            return 1 / x

        def backward(self, gy):
            return -gy / self.input.data**2

    f = Reciprocal()
    x = Variable(np.array(2.0))
    y = f(x)
    with pytest.raises(ZeroDivisionError):
        f(Variable(np.array(0.0)))
    y.backward()
    assert x.grad == -0.25


def test_manual_backpropagation_gives_the_gradient_of_the_notebook():
    A, B, C = Square(), Exp(), Square()
    x = Variable(np.array(0.5))
    a = A(x)
    b = B(a)
    y = C(b)
    y.grad = np.array(1.0)
    b.grad = C.backward(y.grad)
    a.grad = B.backward(b.grad)
    x.grad = A.backward(a.grad)
    assert x.grad == 3.297442541400256
    assert x.grad == pytest.approx(high_precision_gradient(0.5), rel=1e-14, abs=0)


def test_manual_backpropagation_agrees_with_backward():
    A, B, C = Square(), Exp(), Square()
    x = Variable(np.array([0.5, -1.0]))
    a = A(x)
    b = B(a)
    y = C(b)
    gb = C.backward(np.ones(2))
    ga = B.backward(gb)
    gx = A.backward(ga)
    y.backward()
    np.testing.assert_array_equal(b.grad, gb)
    np.testing.assert_array_equal(a.grad, ga)
    np.testing.assert_array_equal(x.grad, gx)


def test_the_base_class_says_what_a_subclass_must_define():
    class Nameless(Function):
        pass

    f = Nameless()
    with pytest.raises(NotImplementedError, match=r"Nameless.*forward\(self, x\)"):
        f(Variable(np.array(1.0)))
    with pytest.raises(NotImplementedError, match=r"Nameless.*backward\(self, gy\)"):
        f.backward(np.array(1.0))


def test_a_forward_alone_is_enough_to_compute():
    class Cube(Function):
        def forward(self, x):
            return x**3

    y = Cube()(Variable(np.array(2.0)))
    assert y.data == 8.0
    with pytest.raises(NotImplementedError, match="Cube"):
        y.backward()


def test_the_help_of_a_function_can_be_shown():
    """呼び出す前の ``input`` を読むとエラーになるが、help()は止まらない。"""
    assert "2x" in pydoc.render_doc(Square)
    assert not hasattr(Square(), "input")
