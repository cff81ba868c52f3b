"""計算グラフの複製と保存。"""

import copy
import pickle

import numpy as np
import pytest

from dezero_book import Square, Variable, exp, square

duplicates = pytest.mark.parametrize(
    "duplicate", [copy.deepcopy, lambda y: pickle.loads(pickle.dumps(y))]
)


@duplicates
def test_a_duplicated_graph_computes_its_own_gradients(duplicate):
    x = Variable(np.array([0.5, -1.0]))
    y = square(exp(square(x)))
    other = duplicate(y)
    other.backward()
    assert y.grad is None
    assert x.grad is None
    leaf = other.creator.input.creator.input.creator.input
    assert leaf is not x
    y.backward()
    np.testing.assert_array_equal(leaf.grad, x.grad)


@duplicates
def test_a_duplicate_keeps_the_gradients(duplicate):
    x = Variable(np.array(3.0))
    y = square(x)
    y.backward()
    other = duplicate(y)
    assert other.grad == 1.0
    assert other.creator.input.grad == 6.0
    assert other.creator.input.grad is not x.grad


@duplicates
def test_a_function_can_be_duplicated_before_it_is_called(duplicate):
    x = Variable(np.array(3.0))
    duplicate(Square())(x).backward()
    assert x.grad == 6.0


@duplicates
def test_a_duplicate_of_a_pair_keeps_the_graph_between_them(duplicate):
    x = Variable(np.array(3.0))
    other_x, other_y = duplicate((x, square(x)))
    other_y.backward()
    assert other_x.grad == 6.0


@duplicates
@pytest.mark.parametrize("depth", [101, 500, 100_000])
def test_a_graph_that_is_too_deep_says_so(duplicate, depth):
    x = y = Variable(np.array(0.5))
    for _ in range(depth):
        y = square(y)
    with pytest.raises(RecursionError, match=r"100を超える.*再帰.*y\.data\.copy\(\)"):
        duplicate(y)
    y.backward()
    assert x.grad is not None


@duplicates
def test_a_graph_of_the_largest_depth_is_duplicated(duplicate):
    x = y = Variable(np.array(1.0))
    for _ in range(100):
        y = square(y)
    other = duplicate(y)
    other.backward()
    assert other.grad == 1.0
    assert x.grad is None


def test_a_shallow_copy_of_a_deep_output_is_no_deeper_than_any_other():
    y = Variable(np.array(1.0))
    for _ in range(1000):
        y = square(y)
    assert copy.copy(y).creator is y.creator


def test_a_shallow_copy_of_an_output_shares_the_graph():
    x = Variable(np.array(3.0))
    y = copy.copy(square(x))
    y.backward()
    assert x.grad == 6.0
