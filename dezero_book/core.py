"""変数と関数。計算の過程をグラフとして残し、出力から入力へたどって微分します。

:class:`Variable` は値と勾配をもつ箱、:class:`Function` は変数から変数を作る計算です。
変数は自分を作った関数を、関数は自分への入力を覚えます。

``float64`` の配列は短い条件だけを調べて先へ進みます。
それ以外の値は :mod:`dezero_book.checks` が詳しく調べ、使えなければ理由を伝えます。
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy import array, float64, ndarray
from numpy.typing import NDArray

from dezero_book.checks import (
    MissingInput,
    check_data,
    check_depth,
    check_gradient,
    check_input,
    check_no_arguments,
    check_result,
    check_source,
    check_start,
    describe,
)
from dezero_book.unsupported import Limited

FLOAT64 = np.dtype(float64)


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
        文字列、真偽値、複素数、NumPyの整数で表せない大きな ``int`` も使えません。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import as_array
    >>> as_array(np.array(0.5) ** 2)
    array(0.25)
    >>> as_array(2)
    array(2)
    """
    if isinstance(x, ndarray):
        return x
    if isinstance(x, (np.generic, int, float)):
        data = array(x)
        if data.dtype.kind in "iuf":
            return data
    raise TypeError(
        f"配列にできるのは整数か浮動小数点数ですが、{describe(x)}が渡されました。"
        "微分は実数に対して計算するためです。"
        "リストなら、np.array([1.0, 2.0])のようにnp.arrayで配列にできます。"
    )


class Variable(Limited):
    """値と勾配をもつ箱。

    演算子（``x * 2``）とNumPyの関数（``np.exp(x)``）は、まだ使えません。
    計算には :func:`~dezero_book.square` や :func:`~dezero_book.exp` を使います。

    Parameters
    ----------
    data
        値。任意の形の ``np.ndarray``。dtypeは整数か浮動小数点数。
        ``np.matrix`` とマスク付き配列は、演算の意味が違うので使えません。
        ``None`` なら、値を後から ``x.data = ...`` で入れる箱になります。

    Attributes
    ----------
    data : np.ndarray
        値。代入で置き換えられます。置き換えたあとは、順伝播から計算し直します。
    grad : np.ndarray or None
        勾配。``data`` と同じ形の浮動小数点数の配列。:meth:`backward` が埋めるまでは ``None``。
    creator : Function or None
        この変数を出力した関数（生成元）。計算で作られた変数でなければ ``None``。

    Raises
    ------
    TypeError
        ``data`` が ``np.ndarray`` と ``None`` のどちらでもないとき。dtypeが実数でないとき。
        代入で置き換えた ``data`` は、次の計算のときに確かめられます。
        演算子、NumPyの関数、``float(x)`` のような変換を使ったとき。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable
    >>> Variable(np.array(0.5))
    Variable(data=array(0.5), grad=None)
    """

    # 自分を出力した呼び出しの記録：入力の変数、入力の値、出力の値
    _call: Any = None
    # ほかの変数からの逆伝播が書き込んだ勾配
    _passed: Any = None

    def __init__(self, data: NDArray[Any] | None) -> None:
        if data is not None and (
            type(data) is not ndarray or data.dtype is not FLOAT64
        ):
            check_data(data)
        self.data: NDArray[Any] = data  # type: ignore[assignment]
        self.grad: NDArray[Any] | None = None
        self.creator: Function | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """値の形。値が実数の配列でなければ ``TypeError``。"""
        check_data(self.data)
        return self.data.shape

    @property
    def ndim(self) -> int:
        """値の次元の数。値が実数の配列でなければ ``TypeError``。"""
        check_data(self.data)
        return self.data.ndim

    @property
    def size(self) -> int:
        """値の要素の数。値が実数の配列でなければ ``TypeError``。"""
        check_data(self.data)
        return self.data.size

    @property
    def dtype(self) -> np.dtype[Any]:
        """値の要素の型。値が実数の配列でなければ ``TypeError``。"""
        check_data(self.data)
        return self.data.dtype

    def __repr__(self) -> str:
        return f"Variable(data={self.data!r}, grad={self.grad!r})"

    def cleargrad(self) -> None:
        """勾配を ``None`` に戻します。

        次の :meth:`backward` は、値と同じ形の1から始まります。
        ほかの変数の勾配は変わりません。

        Examples
        --------
        >>> import numpy as np
        >>> from dezero_book import Variable
        >>> x = Variable(np.array(0.5))
        >>> x.backward()
        >>> x.cleargrad()
        >>> print(x.grad)
        None
        """
        self.grad = self._passed = None

    def backward(self) -> None:
        """この変数から入力へ逆伝播し、通った変数すべての ``grad`` を埋めます。

        この変数の ``grad`` が ``None`` なら、値と同じ形の1から始めます（dy/dy = 1）。
        ``grad`` に代入した配列（値と同じ形の浮動小数点数）があれば、そこから始めます。
        0次元なら、``np.float64`` のようなNumPyのスカラーも使えます。
        続けて呼んでも同じ結果になります。勾配は足されず、置き換わるためです。
        途中でエラーが起きたときは、どの変数の ``grad`` も変わりません。

        Raises
        ------
        TypeError
            値が ``None`` のとき。整数の変数を通るとき。
            始まりの ``grad`` や関数の ``backward`` の戻り値が、浮動小数点数の配列でないとき。
        ValueError
            始まりの ``grad`` や、関数の ``backward`` が返した勾配の形が、値の形と異なるとき。
        RuntimeError
            通る関数のインスタンスが、この計算のあとでもう一度使われているとき。
            通る変数の値が、この計算のあとで置き換えられているとき。
            関数を呼び出さずに、``creator`` や ``input`` が書き換えられているとき。
            この変数の ``grad`` が、ほかの変数から始めた逆伝播の書き込んだものであるとき。
        NotImplementedError
            通る関数が ``backward`` を定義していないとき。

        Examples
        --------
        >>> import numpy as np
        >>> from dezero_book import Variable, exp, square
        >>> x = Variable(np.array(0.5))
        >>> y = square(exp(square(x)))
        >>> y.backward()
        >>> print(x.grad)
        3.297442541400256

        Notes
        -----
        式の出所：連鎖律 dy/dx = (dy/db)(db/da)(da/dx)。右辺を、出力の側から順に掛けます。

        次の3つは、配列の中身を写したり比べたりしないと分からないので、検査しません。

        - ``x.data[0] = 1.0`` のように、値をその場で書き換えること。
          順伝播と違う値で微分を計算します。
        - 関数の ``forward`` が、受け取った配列をその場で書き換えること。
          入力の値が変わるので、微分も変わります。
        - 関数の ``backward`` が、受け取った ``gy`` をそのまま返すこと。
          2つの変数の ``grad`` が同じ配列になり、片方を書き換えると両方が変わります。
        """
        if (
            self.grad is not None
            or type(self.data) is not ndarray
            or self.data.dtype is not FLOAT64
        ):
            check_start(self)
        if self.grad is None:
            # 小さな配列では、np.ones_likeより速い。
            gradient = np.empty_like(self.data)
            gradient.fill(1)
        else:
            gradient = as_array(self.grad)
        variable, start = self, gradient
        inputs, gradients = [], []
        while variable.creator is not None:
            function, call = variable.creator, variable._call
            if (
                call is None
                or call is not function._call
                or call[0] is not function.input
                or call[1] is not call[0].data
                or call[2] is not variable.data
            ):
                check_source(variable)
            variable, x, _ = call
            gradient = function.backward(gradient)
            if type(gradient) is float64:
                gradient = array(gradient)
            if (
                type(gradient) is not ndarray
                or gradient.dtype is not FLOAT64
                or x.dtype is not FLOAT64
                or gradient.shape != x.shape
            ):
                check_gradient(function, "backwardの戻り値", gradient, x)
                gradient = as_array(gradient)
            inputs.append(variable)
            gradients.append(gradient)
        self.grad = start
        for variable, gradient in zip(inputs, gradients):
            variable.grad = variable._passed = gradient


class Function:
    """変数を受け取り、新しい変数を返す計算。すべての関数の基底クラスです。

    具体的な関数は、このクラスを継承して ``forward`` と ``backward`` を定義します。
    どちらも ``Variable`` ではなく ``np.ndarray`` を受け取り、``np.ndarray`` を返します。

    Attributes
    ----------
    input : Variable
        最後の呼び出しで渡された変数。呼び出す前に読むと ``AttributeError``。

    Raises
    ------
    TypeError
        ``Square(x)`` のように、インスタンスを作るときに引数を渡したとき。
    RecursionError
        深い計算グラフの関数や変数を、``copy.deepcopy`` や ``pickle`` で写すとき。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Function, Variable
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

    Notes
    -----
    ``forward`` と ``backward`` は、受け取った配列を書き換えずに、新しい配列を返します。
    ``x += 1`` のようにその場で書き換えても、エラーにはなりません。
    入力の変数の値も一緒に変わり、微分が変わります（:meth:`Variable.backward` の説明）。
    ``backward`` が ``gy`` をそのまま返すと、2つの変数が1つの勾配の配列を共有します。
    """

    input: Any = MissingInput()
    # 最後の呼び出しの記録。その出力の変数と、同じものを指す。
    _call: Any = None

    def __init__(self, *arguments: object) -> None:
        if arguments:
            check_no_arguments(self, arguments)

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
            ``forward`` が実数の配列を返さないとき。
        NotImplementedError
            継承したクラスが ``forward`` を定義していないとき。

        Examples
        --------
        >>> import numpy as np
        >>> from dezero_book import Square, Variable
        >>> f = Square()
        >>> y = f(Variable(np.array(3.0)))
        >>> print(y.data, y.creator is f)
        9.0 True
        """
        if (
            type(input) is not Variable
            or type(input.data) is not ndarray
            or input.data.dtype is not FLOAT64
        ):
            check_input(type(self).__name__, input, Variable)
        x = input.data
        y = self.forward(x)
        if type(y) is float64:
            y = array(y)
        elif type(y) is not ndarray or y.dtype is not FLOAT64:
            check_result(self, "forwardの戻り値", y)
            y = as_array(y)
        output = Variable(y)
        output.creator, self.input = self, input
        output._call = self._call = (input, x, y)
        return output

    def __reduce_ex__(self, protocol: Any) -> Any:
        check_depth(self)
        return super().__reduce_ex__(protocol)

    def forward(self, x: Any) -> Any:
        """順伝播の計算。継承したクラスで定義します。

        Parameters
        ----------
        x
            入力の値（``np.ndarray``）。

        Returns
        -------
        np.ndarray
            出力の値。形は入力と違っていてもよく、dtypeは整数か浮動小数点数です。

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
            入力に対する勾配（入力と同じ形の浮動小数点数の配列）。

        Raises
        ------
        NotImplementedError
            継承したクラスが ``backward`` を定義していないとき。
        AttributeError
            呼び出す前の関数で、入力の値を使うとき。
        """
        raise NotImplementedError(
            f"{type(self).__name__}にbackwardがありません。"
            "Functionを継承したクラスで、backward(self, gy)を定義すると逆伝播できます。"
        )
