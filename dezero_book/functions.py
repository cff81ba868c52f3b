"""具体的な関数。2乗と指数関数です。"""

from __future__ import annotations

from typing import Any

import numpy as np

from dezero_book.core import Function, Variable


class Square(Function):
    """2乗 y = x²。導関数は dy/dx = 2x です。

    入力と出力、エラー、式の出所は :func:`~dezero_book.square` と同じです。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Square, Variable
    >>> print(Square()(Variable(np.array(10.0))).data)
    100.0
    """

    def forward(self, x: Any) -> Any:
        return x**2

    def backward(self, gy: Any) -> Any:
        x = self.input.data
        return 2 * (x * gy)  # 2 * x * gy と同じ式。0次元では、この順のほうが速い。


class Exp(Function):
    """指数関数 y = eˣ。導関数は dy/dx = eˣ です。

    入力と出力、エラー、式の出所は :func:`~dezero_book.exp` と同じです。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Exp, Variable
    >>> print(Exp()(Variable(np.array(0.0))).data)
    1.0
    """

    def forward(self, x: Any) -> Any:
        return np.exp(x)

    def backward(self, gy: Any) -> Any:
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
        ``x`` が ``Variable`` でないとき。``x.data`` が ``None`` のとき。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable, square
    >>> print(square(Variable(np.array(3.0))).data)
    9.0

    Notes
    -----
    式の出所：2乗の定義 x² = x・x。
    導関数は、積の微分 1・x + x・1 = 2x。逆伝播では、連鎖律により gy を掛けます。
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
        ``x`` が ``Variable`` でないとき。``x.data`` が ``None`` のとき。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable, exp
    >>> print(exp(Variable(np.array(1.0))).data)
    2.718281828459045

    Notes
    -----
    式の出所：指数関数の定義（eˣ は、導関数が自分自身で、0での値が1になる関数）。
    逆伝播では、連鎖律により gy を掛けます。
    """
    return Exp()(x)
