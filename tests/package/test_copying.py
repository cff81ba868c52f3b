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


def test_a_shallow_copy_of_an_output_shares_the_graph():
    x = Variable(np.array(3.0))
    y = copy.copy(square(x))
    y.backward()
    assert x.grad == 6.0
