"""パッケージを使わずに求める、値と微分の正解。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import autograd.numpy as autograd_numpy
import mpmath
import numpy as np
from autograd import elementwise_grad
from numpy.typing import NDArray

from dezero_book import Exp, Function, Square

Array = NDArray[Any]

FUNCTIONS: dict[str, type[Function]] = {"square": Square, "exp": Exp}


def evaluate(operations: Sequence[str], x: Any, numpy: ModuleType = np) -> Any:
    """``operations`` を左から順に、NumPyの関数だけで計算する。"""
    for operation in operations:
        x = x * x if operation == "square" else numpy.exp(x)
    return x


def complex_step(f: Callable[[Any], Any], x: Array, step: float = 1e-30) -> Array:
    """複素ステップ法 Im f(x + ih) / h。引き算がないので、桁落ちしない。"""
    return np.imag(f(x + step * 1j)) / step


def autograd_gradient(operations: Sequence[str], x: Array) -> Array:
    """autogradで求めた、``operations`` の合成関数の微分。"""
    return elementwise_grad(lambda v: evaluate(operations, v, autograd_numpy))(x)


def central_difference(f: Callable[[Any], Any], x: Array, eps: float = 1e-4) -> Array:
    """中心差分。"""
    return (f(x + eps) - f(x - eps)) / (2 * eps)


def high_precision_gradient(x: float) -> float:
    """50桁で計算した、y = (e^{x²})² の微分。"""
    with mpmath.workdps(50):
        return float(mpmath.diff(lambda v: mpmath.exp(v**2) ** 2, mpmath.mpf(x)))
