"""``Variable``：値と勾配をもつ箱。"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dezero_book import Variable, exp, square
from tests.package.inputs import FLOAT_DTYPES, INT_DTYPES, arrays


def test_a_variable_holds_the_very_array_it_was_given():
    data = np.array([1.0, 2.0])
    assert Variable(data).data is data


def test_a_new_variable_has_no_gradient_and_no_creator():
    x = Variable(np.array(1.0))
    assert x.grad is None
    assert x.creator is None


def test_data_can_be_replaced_by_assignment():
    x = Variable(np.array(1.0))
    x.data = np.array(2.0)
    assert x.data == 2.0
    assert square(x).data == 4.0


def test_an_empty_variable_can_be_filled_later():
    x = Variable(None)
    assert x.data is None
    x.data = np.array(3.0)
    assert square(x).data == 9.0


@given(st.sampled_from(FLOAT_DTYPES + INT_DTYPES).flatmap(arrays))
def test_shape_ndim_size_and_dtype_are_those_of_the_data(data):
    x = Variable(data)
    assert x.shape == data.shape
    assert x.ndim == data.ndim
    assert x.size == data.size
    assert x.dtype == data.dtype


def test_shape_follows_replaced_data():
    x = Variable(np.array(1.0))
    x.data = np.zeros((2, 3), dtype=np.float32)
    assert (x.shape, x.ndim, x.size, x.dtype) == ((2, 3), 2, 6, np.float32)


@pytest.mark.parametrize("name", ["shape", "ndim", "size", "dtype"])
def test_an_empty_variable_has_no_shape_and_says_how_to_fill_it(name):
    with pytest.raises(TypeError, match=r"None.*np\.array"):
        getattr(Variable(None), name)


def test_repr_shows_data_and_gradient():
    x = Variable(np.array([0.5, 1.0]))
    assert repr(x) == "Variable(data=array([0.5, 1. ]), grad=None)"
    square(x).backward()
    assert repr(x) == "Variable(data=array([0.5, 1. ]), grad=array([1., 2.]))"
    assert repr(Variable(None)) == "Variable(data=None, grad=None)"


def test_cleargrad_removes_the_gradient_of_this_variable_alone():
    x = Variable(np.array(1.0))
    a = square(x)
    y = exp(a)
    y.backward()
    a.cleargrad()
    assert a.grad is None
    assert x.grad is not None
    assert y.grad is not None


def test_cleargrad_on_a_fresh_variable_changes_nothing():
    x = Variable(np.array(1.0))
    x.cleargrad()
    assert x.grad is None


@pytest.mark.parametrize("dtype", FLOAT_DTYPES + INT_DTYPES)
def test_real_numbers_of_every_width_are_accepted(dtype):
    assert Variable(np.array([1, 2], dtype=dtype)).dtype == dtype
