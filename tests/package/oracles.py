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

# 初等関数。NumPyでもautogradでもmpmathでも、同じ式で計算できる。
ELEMENTARY: dict[str, Callable[[Any, Any], Any]] = {
    "log": lambda m, x: m.log(x),
    "reciprocal": lambda m, x: 1 / x,
    "sqrt": lambda m, x: m.sqrt(x),
    "exp": lambda m, x: m.exp(x),
    "sin": lambda m, x: m.sin(x),
    "tanh": lambda m, x: m.tanh(x),
}

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


class Elementary(Function):
    """``ELEMENTARY`` の関数。微分はautogradが求める。"""

    def __init__(self, name: str) -> None:
        self.name = name

    def forward(self, x: Any) -> Any:
        return ELEMENTARY[self.name](np, x)

    def backward(self, gy: Any) -> Any:
        f = ELEMENTARY[self.name]
        return elementwise_grad(lambda v: f(autograd_numpy, v))(self.input.data) * gy


def elementary_derivative(name: str, x: float) -> float:
    """50桁で計算した、``ELEMENTARY`` の関数の微分。"""
    with mpmath.workdps(50):
        return float(mpmath.diff(lambda v: ELEMENTARY[name](mpmath, v), mpmath.mpf(x)))


def central_difference(f: Callable[[Any], Any], x: Array, eps: float = 1e-4) -> Array:
    """中心差分。"""
    return (f(x + eps) - f(x - eps)) / (2 * eps)


def high_precision_gradient(x: float) -> float:
    """50桁で計算した、y = (e^{x²})² の微分。"""
    with mpmath.workdps(50):
        return float(mpmath.diff(lambda v: mpmath.exp(v**2) ** 2, mpmath.mpf(x)))
