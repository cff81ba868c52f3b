"""計算グラフのメモリ。循環参照がなく、参照が消えるとすぐに解放される。"""

import gc
import tracemalloc
import weakref

import numpy as np
import pytest

from dezero_book import Exp, Function, Square, Variable, exp, square

ELEMENTS = 10**6
ARRAY = 8 * ELEMENTS


@pytest.fixture
def no_collector():
    """循環参照を片付ける仕組みを止め、参照カウントだけにする。"""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def traced(no_collector):
    """NumPyの配列を含む、メモリの量を測る。"""
    tracemalloc.start()
    yield
    tracemalloc.stop()


def forward_and_backward(data):
    x = Variable(data)
    y = square(exp(square(x)))
    y.backward()
    return x, y


def test_every_part_of_a_graph_dies_with_the_last_reference_to_its_output(no_collector):
    x = Variable(np.array([0.5, 1.0]))
    A, B = Square(), Exp()
    a = A(x)
    y = B(a)
    y.backward()
    parts = [weakref.ref(part) for part in (A, B, a, y, a.grad, y.data)]
    del A, B, a
    assert all(part() is not None for part in parts)
    del y
    assert all(part() is None for part in parts)
    assert x.grad is not None


def test_the_graph_of_a_million_elements_is_freed_by_reference_counting(traced):
    data = np.linspace(-1, 1, ELEMENTS)
    start, _ = tracemalloc.get_traced_memory()
    x, y = forward_and_backward(data)
    alive, _ = tracemalloc.get_traced_memory()
    assert alive - start > 6 * ARRAY
    del x, y
    left, _ = tracemalloc.get_traced_memory()
    assert left - start < ARRAY / 100


def test_the_peak_is_that_of_the_arrays_and_does_not_grow(traced):
    """中間の値3つ、勾配4つ。ほかに大きな配列はいらない。"""
    data = np.linspace(-1, 1, ELEMENTS)
    peaks = []
    for _ in range(6):
        start, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        forward_and_backward(data)
        peaks.append(tracemalloc.get_traced_memory()[1] - start)
    assert max(peaks) < 7.1 * ARRAY
    assert max(peaks) - min(peaks) < ARRAY / 100


def test_an_older_graph_of_the_same_input_is_freed(no_collector):
    x = Variable(np.array(0.5))
    y = square(x)
    y.backward()
    old = weakref.ref(y)
    y = square(x)
    assert old() is None


def test_a_failed_backward_keeps_nothing_alive(no_collector):
    class Broken(Function):
        def forward(self, x):
            return x

        def backward(self, gy):
            return None

    y = square(Broken()(Variable(np.array(0.5))))
    with pytest.raises(TypeError):
        y.backward()
    last = weakref.ref(y)
    del y
    assert last() is None


def test_a_very_deep_graph_is_freed_without_a_crash(no_collector):
    x = y = Variable(np.array(0.5))
    middle = None
    for i in range(100_000):
        y = square(y)
        if i == 50_000:
            middle = weakref.ref(y)
    assert middle() is not None
    del y
    assert middle() is None
    assert x.grad is None
