"""具体的な関数。2乗と指数関数です。"""

from __future__ import annotations

from typing import Any

import numpy as np

from dezero_book.core import Function, Variable


class Square(Function):
    """2乗 y = x²。導関数は dy/dx = 2x です。

    入力は任意の形の変数、出力は同じ形の変数です。
    dtypeは入力と同じです。

    Raises
    ------
    TypeError
        呼び出しの入力が ``Variable`` でないとき。入力の値が空のとき。

    Examples
    --------
    >>> x = Variable(np.array(10))
    >>> print(Square()(x).data)
    100

    Notes
    -----
    式の出所：導関数は、2乗を積 x・x とみなした積の微分 1・x + x・1 = 2x。
    """

    def forward(self, x: Any) -> Any:
        """``x`` の各要素の2乗 x² を計算します。

        Parameters
        ----------
        x
            入力の値（``np.ndarray``）。任意の形。

        Returns
        -------
        np.ndarray
            ``x`` と同じ形。dtypeも同じです。

        Raises
        ------
        TypeError
            ``x`` の要素が、計算できない型のとき（``forward`` を直接呼び出す場合）。

        Examples
        --------
        >>> print(Square().forward(np.array([1.0, 3.0])))
        [1. 9.]

        Notes
        -----
        式の出所：2乗の定義 x² = x・x。
        """
        return x**2

    def backward(self, gy: Any) -> Any:
        """``gy`` に、入力での導関数 2x を掛けます。

        Parameters
        ----------
        gy
            出力側から伝わった勾配（``np.ndarray``、出力と同じ形）。

        Returns
        -------
        np.ndarray
            入力に対する勾配。入力と同じ形。

        Raises
        ------
        AttributeError
            まだ呼び出されていないので、入力を覚えていないとき。

        Examples
        --------
        >>> f = Square()
        >>> y = f(Variable(np.array([1.0, 3.0])))
        >>> print(f.backward(np.array([1.0, 10.0])))
        [ 2. 60.]

        Notes
        -----
        式の出所：積の微分（x・x の導関数は 2x）と連鎖律（gy を掛ける）。
        """
        x = self.input.data
        return 2 * x * gy


class Exp(Function):
    """指数関数 y = eˣ。導関数は dy/dx = eˣ です。

    入力は任意の形の変数、出力は同じ形の変数です。
    dtypeは、浮動小数点数なら入力と同じ、整数なら浮動小数点数です。

    Raises
    ------
    TypeError
        呼び出しの入力が ``Variable`` でないとき。入力の値が空のとき。

    Examples
    --------
    >>> x = Variable(np.array(0.0))
    >>> print(Exp()(x).data)
    1.0

    Notes
    -----
    式の出所：導関数は指数関数の定義から（eは、eˣ の導関数が eˣ 自身になる底）。
    """

    def forward(self, x: Any) -> Any:
        """``x`` の各要素の指数関数 eˣ を計算します。

        Parameters
        ----------
        x
            入力の値（``np.ndarray``）。任意の形。

        Returns
        -------
        np.ndarray
            ``x`` と同じ形。dtypeが整数なら浮動小数点数になります。

        Raises
        ------
        TypeError
            ``x`` の要素が、計算できない型のとき（``forward`` を直接呼び出す場合）。

        Examples
        --------
        >>> print(Exp().forward(np.array([0.0, 1.0])))
        [1.         2.71828183]

        Notes
        -----
        式の出所：指数関数の定義（eˣ は、導関数が自分自身で、0での値が1になる関数）。
        """
        return np.exp(x)

    def backward(self, gy: Any) -> Any:
        """``gy`` に、入力での導関数 eˣ を掛けます。

        Parameters
        ----------
        gy
            出力側から伝わった勾配（``np.ndarray``、出力と同じ形）。

        Returns
        -------
        np.ndarray
            入力に対する勾配。入力と同じ形。

        Raises
        ------
        AttributeError
            まだ呼び出されていないので、入力を覚えていないとき。

        Examples
        --------
        >>> f = Exp()
        >>> y = f(Variable(np.array([0.0, 0.0])))
        >>> print(f.backward(np.array([1.0, 10.0])))
        [ 1. 10.]

        Notes
        -----
        式の出所：指数関数の定義（eˣ の導関数は eˣ）と連鎖律（gy を掛ける）。
        """
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
        ``x`` と同じ形の変数。dtypeも同じです。

    Raises
    ------
    TypeError
        ``x`` が ``Variable`` でないとき。``x.data`` が空のとき。

    Examples
    --------
    >>> print(square(Variable(np.array(3.0))).data)
    9.0

    Notes
    -----
    式の出所：2乗の定義 x² = x・x。導関数 2x は積の微分から求まります。
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
        ``x`` と同じ形の変数。dtypeは、浮動小数点数なら ``x`` と同じ、整数なら浮動小数点数です。

    Raises
    ------
    TypeError
        ``x`` が ``Variable`` でないとき。``x.data`` が空のとき。

    Examples
    --------
    >>> print(exp(Variable(np.array(1.0))).data)
    2.718281828459045

    Notes
    -----
    式の出所：指数関数の定義（eˣ は、導関数が自分自身で、0での値が1になる関数）。
    """
    return Exp()(x)
