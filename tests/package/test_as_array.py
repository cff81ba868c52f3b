"""``as_array``：数を配列にする。"""

import numpy as np
import pytest

from dezero_book import as_array

NOT_NUMBERS = [
    [1.0, 2.0], (1.0,), "1.0", None, {}, 1j, True, 10**400,
    np.str_("a"), np.bytes_(b"a"), np.bool_(True), np.complex128(1j),
    np.timedelta64(1, "D"), np.datetime64("2020-01-01"),
]  # fmt: skip


def test_an_array_is_returned_as_it_is():
    data = np.array([1.0, 2.0])
    assert as_array(data) is data


@pytest.mark.parametrize("number", [2, 2.5, np.float64(2.5), np.int8(2)])
def test_a_number_becomes_a_zero_dimensional_array(number):
    data = as_array(number)
    assert type(data) is np.ndarray
    assert data.shape == ()
    assert data == number


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.longdouble, np.int8])
def test_the_dtype_of_a_numpy_scalar_is_kept(dtype):
    assert as_array(dtype(2)).dtype == dtype


def test_the_result_of_zero_dimensional_arithmetic_becomes_an_array_again():
    result = np.array(0.5) ** 2
    assert type(result) is np.float64
    assert type(as_array(result)) is np.ndarray


@pytest.mark.parametrize("value", NOT_NUMBERS)
def test_anything_else_is_refused_with_its_type_and_the_way_out(value):
    kind = "None" if value is None else type(value).__name__
    with pytest.raises(TypeError, match=rf"{kind}.*np\.array"):
        as_array(value)
