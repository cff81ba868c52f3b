"""hypothesisが作る入力。どの計算でも、値があふれない範囲に収める。"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

FLOAT_DTYPES = [np.float16, np.float32, np.float64, np.longdouble]
INT_DTYPES = [np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16]
SHAPES = npst.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)
FILLED_SHAPES = npst.array_shapes(min_dims=0, max_dims=3, max_side=3)


def arrays(
    dtype: Any = np.float64, bound: float = 1.5, shapes: Any = SHAPES
) -> st.SearchStrategy[Any]:
    """要素の絶対値が ``bound`` 以下の配列。0次元も、空の配列もある。"""
    if np.dtype(dtype).kind in "iu":
        low = -int(bound) if np.dtype(dtype).kind == "i" else 0
        return npst.arrays(dtype, shapes, elements=st.integers(low, int(bound)))
    elements = st.floats(-bound, bound, width=32, allow_subnormal=False)
    return npst.arrays(np.float64, shapes, elements=elements).map(
        lambda data: np.asarray(data, dtype=dtype)
    )


@st.composite
def compositions(draw: st.DrawFn, bound: float = 1.5) -> tuple[str, ...]:
    """``Square`` と ``Exp`` の並び。``bound`` 以下の入力なら、どの変数もあふれない。"""
    operations: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        choices = ["square"] * (bound <= 20) + ["exp"] * (bound <= 2.5)
        if not choices:
            break
        operations.append(draw(st.sampled_from(choices)))
        bound = math.exp(bound) if operations[-1] == "exp" else max(bound, bound**2)
    return tuple(operations)
