"""変数と関数。計算の過程をグラフとして残し、出力から入力へたどって微分します。

:class:`Variable` は値と勾配をもつ箱、:class:`Function` は変数から変数を作る計算です。
変数は自分を作った関数を、関数は自分への入力を覚えます。
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dezero_book.checks import (
    MissingInput,
    check_data,
    check_gradient,
    check_input,
    check_result,
    check_source,
    describe,
)


def as_array(x: object) -> NDArray[Any]:
    """数を配列にします。配列はそのまま返します。

    NumPyは、0次元の配列どうしの演算の結果をスカラー（``np.float64`` など）で返します。
    この関数は、それを0次元の配列に戻します。

    Parameters
    ----------
    x
        ``np.ndarray``、NumPyのスカラー、または ``int`` か ``float``。

    Returns
    -------
    np.ndarray
        ``x`` が配列なら、同じオブジェクト。
        数なら、0次元の配列。NumPyのスカラーのdtypeは保たれます。

    Raises
    ------
    TypeError
        ``x`` が配列と数のどちらでもないとき。

    Examples
    --------
    >>> as_array(np.array(0.5) ** 2)
    array(0.25)
    """
    if isinstance(x, np.ndarray):
        return x
    if isinstance(x, (np.generic, int, float)):
        return np.array(x)
    raise TypeError(
        f"配列にできるのは数ですが、{describe(x)}が渡されました。"
        "リストなら、np.array([1.0, 2.0])のようにnp.arrayで配列にできます。"
    )


class Variable:
    """値と勾配をもつ箱。

    Parameters
    ----------
    data
        値。任意の形の ``np.ndarray``。dtypeは整数か浮動小数点数。
        ``None`` なら、値を後から ``x.data = ...`` で入れる空の箱になります。

    Attributes
    ----------
    data : np.ndarray or None
        値。代入で置き換えられます。置き換えたあとは、順伝播から計算し直します。
    grad : np.ndarray or None
        勾配。``data`` と同じ形の浮動小数点数の配列。:meth:`backward` が埋めるまでは ``None``。
    creator : Function or None
        この変数を出力した関数（生成元）。計算で作られた変数でなければ ``None``。

    Raises
    ------
    TypeError
        ``data`` が ``np.ndarray`` と ``None`` のどちらでもないとき。dtypeが実数でないとき。

    Examples
    --------
    >>> Variable(np.array(0.5))
    Variable(data=array(0.5), grad=None)
    """

    def __init__(self, data: NDArray[Any] | None) -> None:
        if data is not None:
            check_data(data)
        self.data: Any = data
        self.grad: NDArray[Any] | None = None
        self.creator: Function | None = None
        # 生成元に渡された変数と、そのときの値。逆伝播の前に、変わっていないことを確かめる。
        self.source: Variable | None = None
        self.source_data: Any = None

    @property
    def shape(self) -> tuple[int, ...]:
        """値の形。"""
        check_data(self.data)
        return np.shape(self.data)

    @property
    def ndim(self) -> int:
        """値の次元の数。"""
        return len(self.shape)

    @property
    def size(self) -> int:
        """値の要素の数。"""
        check_data(self.data)
        return np.size(self.data)

    @property
    def dtype(self) -> np.dtype[Any]:
        """値の要素の型。"""
        check_data(self.data)
        return np.asarray(self.data).dtype

    def __repr__(self) -> str:
        return f"Variable(data={self.data!r}, grad={self.grad!r})"

    def cleargrad(self) -> None:
        """勾配を ``None`` に戻します。"""
        self.grad = None

    def backward(self) -> None:
        """この変数から入力へ逆伝播し、通った変数すべての ``grad`` を埋めます。

        この変数の ``grad`` が ``None`` なら、値と同じ形の1から始めます（dy/dy = 1）。
        ``None`` でなければ、その ``grad`` から始めます。
        続けて呼んでも同じ結果になります。勾配は足されず、置き換わるためです。
        途中でエラーが起きたときは、どの変数の ``grad`` も変わりません。

        Raises
        ------
        TypeError
            整数の変数を通るとき。関数の ``backward`` が配列を返さないとき。
        ValueError
            始まりの ``grad`` や、関数の ``backward`` が返した勾配の形が、値の形と異なるとき。
        RuntimeError
            通る関数のインスタンスが、この計算のあとで別の入力に使われているとき。
            通る変数の値が、この計算のあとで置き換えられているとき。

        Examples
        --------
        >>> from dezero_book import exp, square
        >>> x = Variable(np.array(0.5))
        >>> y = square(exp(square(x)))
        >>> y.backward()
        >>> print(x.grad)
        3.297442541400256

        Notes
        -----
        式の出所は連鎖律です。dy/dx = (dy/db)(db/da)(da/dx) を、出力の側から順に掛けます。
        """
        check_data(self.data)
        variable = self
        gradient = np.ones_like(self.data) if self.grad is None else as_array(self.grad)
        check_gradient(self, "grad", gradient, self.data)
        variables = [variable]
        gradients = [gradient]
        while variable.creator is not None:
            check_source(variable)
            function = variable.creator
            gx = function.backward(gradient)
            check_result(function, "backward", gx)
            gradient = as_array(gx)
            variable = function.input
            check_gradient(function, "backward", gradient, variable.data)
            variables.append(variable)
            gradients.append(gradient)
        for variable, gradient in zip(variables, gradients):
            variable.grad = gradient


class Function:
    """変数を受け取り、新しい変数を返す計算。すべての関数の基底クラスです。

    具体的な関数は、このクラスを継承して ``forward`` と ``backward`` を定義します。
    どちらも ``Variable`` ではなく ``np.ndarray`` を受け取り、``np.ndarray`` を返します。

    Attributes
    ----------
    input : Variable
        最後の呼び出しで渡された変数。

    Examples
    --------
    >>> class Cube(Function):
    ...     def forward(self, x):
    ...         return x**3
    ...
    ...     def backward(self, gy):
    ...         x = self.input.data
    ...         return 3 * x**2 * gy
    >>> x = Variable(np.array(2.0))
    >>> y = Cube()(x)
    >>> y.backward()
    >>> print(y.data, x.grad)
    8.0 12.0
    """

    input: Any = MissingInput()

    def __call__(self, input: Variable) -> Variable:
        """入力から出力を計算し、計算の過程を残します（順伝播）。

        Parameters
        ----------
        input
            入力の変数。

        Returns
        -------
        Variable
            ``forward`` の結果をもつ新しい変数。``creator`` はこの関数です。

        Raises
        ------
        TypeError
            ``input`` が ``Variable`` でないとき。``input.data`` が ``None`` のとき。
            ``forward`` が配列を返さないとき。
        """
        check_input(type(self).__name__, input, Variable)
        y = self.forward(input.data)
        check_result(self, "forward", y)
        output = Variable(as_array(y))
        output.creator = self
        output.source = input
        output.source_data = input.data
        self.input = input
        return output

    def forward(self, x: Any) -> Any:
        """順伝播の計算。継承したクラスで定義します。

        Parameters
        ----------
        x
            入力の値（``np.ndarray``）。

        Returns
        -------
        np.ndarray
            出力の値。

        Raises
        ------
        NotImplementedError
            継承したクラスが ``forward`` を定義していないとき。
        """
        raise NotImplementedError(
            f"{type(self).__name__}にforwardがありません。"
            "Functionを継承したクラスで、forward(self, x)を定義すると呼び出せます。"
        )

    def backward(self, gy: Any) -> Any:
        """逆伝播の計算。継承したクラスで定義します。

        Parameters
        ----------
        gy
            出力側から伝わった勾配（``np.ndarray``、出力と同じ形）。

        Returns
        -------
        np.ndarray
            入力に対する勾配（入力と同じ形）。

        Raises
        ------
        NotImplementedError
            継承したクラスが ``backward`` を定義していないとき。
        """
        raise NotImplementedError(
            f"{type(self).__name__}にbackwardがありません。"
            "Functionを継承したクラスで、backward(self, gy)を定義すると逆伝播できます。"
        )
