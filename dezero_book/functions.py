"""具体的な関数。2乗と指数関数です。"""

from __future__ import annotations

from typing import Any

import numpy as np

from dezero_book.core import Function, Variable


class Square(Function):
    """2乗 y = x²。導関数は dy/dx = 2x です。

    Examples
    --------
    >>> x = Variable(np.array(10))
    >>> print(Square()(x).data)
    100
    """

    def forward(self, x: Any) -> Any:
        """``x`` の各要素を2乗します。形は変わりません。"""
        return x**2

    def backward(self, gy: Any) -> Any:
        """``gy`` に、入力での導関数 2x を掛けます。"""
        x = self.input.data
        return 2 * x * gy


class Exp(Function):
    """指数関数 y = eˣ。導関数は dy/dx = eˣ です。

    Examples
    --------
    >>> x = Variable(np.array(0.0))
    >>> print(Exp()(x).data)
    1.0
    """

    def forward(self, x: Any) -> Any:
        """``x`` の各要素の指数関数を計算します。形は変わりません。"""
        return np.exp(x)

    def backward(self, gy: Any) -> Any:
        """``gy`` に、入力での導関数 eˣ を掛けます。"""
        x = self.input.data
        return np.exp(x) * gy


def square(x: Variable) -> Variable:
    """2乗 y = x² を計算します。

    Parameters
    ----------
    x
        入力の変数。任意の形。

    Returns
    -------
    Variable
        ``x`` と同じ形の変数。

    Raises
    ------
    TypeError
        ``x`` が ``Variable`` でないとき。

    Examples
    --------
    >>> print(square(Variable(np.array(3.0))).data)
    9.0
    """
    return Square()(x)


def exp(x: Variable) -> Variable:
    """指数関数 y = eˣ を計算します。

    Parameters
    ----------
    x
        入力の変数。任意の形。

    Returns
    -------
    Variable
        ``x`` と同じ形の変数。dtypeが整数なら、出力は ``float64`` です。

    Raises
    ------
    TypeError
        ``x`` が ``Variable`` でないとき。

    Examples
    --------
    >>> print(exp(Variable(np.array(1.0))).data)
    2.718281828459045
    """
    return Exp()(x)
