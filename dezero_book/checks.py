"""渡された値を確かめ、使えないときは値・理由・直し方を日本語で伝えます。

計算の本筋（:mod:`dezero_book.core`）を読みやすく保つために、検査だけをここに集めています。
``check_`` で始まる関数は、値に問題がなければ何も返しません。
"""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np


def describe(value: object) -> str:
    """値を短く説明する文字列を返します。エラーメッセージで使います。

    Parameters
    ----------
    value
        任意の値。

    Returns
    -------
    str
        型の名前と値（長い値は途中まで）。配列なら形とdtype。

    Examples
    --------
    >>> describe(0.5)
    'float（0.5）'
    >>> describe(np.zeros((2, 3)))
    'ndarray（shape=(2, 3), dtype=float64）'
    """
    if isinstance(value, np.ndarray):
        return f"{type(value).__name__}（shape={value.shape}, dtype={value.dtype}）"
    if value is None:
        return "None"
    text = " ".join(repr(value).split())
    if len(text) > 40:
        text = text[:37] + "..."
    return f"{type(value).__name__}（{text}）"


def check_data(data: object) -> None:
    """``Variable`` に入れる値が、実数の配列であることを確かめます。

    Parameters
    ----------
    data
        ``Variable`` の ``data`` になる値。

    Raises
    ------
    TypeError
        ``np.ndarray`` でないとき。要素が整数と浮動小数点数のどちらでもないとき。
    """
    if not isinstance(data, np.ndarray):
        raise TypeError(
            f"Variableのdataはnp.ndarrayですが、{describe(data)}が渡されました。"
            "np.array(0.5)のように、np.arrayで配列にすると渡せます。"
        )
    if data.dtype.kind not in "iuf":
        raise TypeError(
            f"Variableのdataは実数の配列ですが、{describe(data)}が渡されました。"
            "微分は実数に対して計算するためです。"
            "実数として読める値なら、data.astype(float)で変換すると渡せます。"
        )


def check_input(name: str, input: Any, variable_type: type[Any]) -> None:
    """関数の入力が、値の入った ``Variable`` であることを確かめます。

    Parameters
    ----------
    name
        呼び出された関数の名前。
    input
        関数に渡された値。
    variable_type
        ``input`` の型として期待するクラス。

    Raises
    ------
    TypeError
        ``input`` が ``Variable`` でないとき。
        ``input.data`` が ``None`` や、実数の配列以外に置き換えられているとき。
    """
    if not isinstance(input, variable_type):
        raise TypeError(
            f"{name}の入力はVariableですが、"
            f"{describe(input)}が渡されました。"
            "Variable(np.array(0.5))のように、Variableで包むと渡せます。"
        )
    if input.data is None:
        raise TypeError(
            f"{name}に渡されたVariableのdataがNoneなので、計算できません。"
            "x.data = np.array(0.5)のように、先に値を入れると計算できます。"
        )
    check_data(input.data)


class MissingInput:
    """呼び出される前の関数の ``input``。読もうとすると、理由を伝えるエラーになります。

    ``Function`` のクラス属性に置きます。
    呼び出されたインスタンスは自分の ``input`` をもつので、この検査を通りません。
    """

    def __get__(self, function: object, owner: type[Any]) -> NoReturn:
        raise AttributeError(
            f"{owner.__name__}はまだ呼び出されていないので、入力を覚えていません。"
            "y = f(x)のように呼び出したあとなら、逆伝播できます。"
        )


def check_result(function: object, method: str, result: object) -> None:
    """``forward`` や ``backward`` が、配列を返したことを確かめます。

    NumPyの演算は0次元の配列に対して ``np.float64`` などのスカラーを返すので、
    NumPyのスカラーも配列とみなします。

    Parameters
    ----------
    function
        結果を返した関数。
    method
        結果を返したメソッドの名前。
    result
        返された値。

    Raises
    ------
    TypeError
        ``np.ndarray`` でもNumPyのスカラーでもないとき。
    """
    if not isinstance(result, (np.ndarray, np.generic)):
        hint = (
            "return文がないと、Noneが返ります。"
            if result is None
            else "np.expのようなNumPyの関数や演算で計算すると、配列が返ります。"
        )
        raise TypeError(
            f"{type(function).__name__}の{method}が返すのはnp.ndarrayですが、"
            f"{describe(result)}が返されました。" + hint
        )


def check_source(variable: Any) -> None:
    """生成元が覚えている入力が、``variable`` を計算したときのままだと確かめます。

    関数は最後の呼び出しの入力だけを覚えています。
    同じインスタンスを別の入力に使うと、前の出力からは正しい入力へ戻れません。
    入力の値が置き換えられていると、順伝播と違う点で微分を計算してしまいます。

    Parameters
    ----------
    variable
        生成元のある ``Variable``。

    Raises
    ------
    RuntimeError
        生成元が、あとで別の入力に使われているとき。
        生成元の入力の ``data`` が、あとで置き換えられているとき。
    """
    name = type(variable.creator).__name__
    input = variable.creator.input
    if variable.source is not input:
        raise RuntimeError(
            f"この計算に使われた{name}のインスタンスは、あとで別の入力に使われています。"
            "関数は最後の入力だけを覚えているので、前の出力からは逆伝播できません。"
            f"{name}()を呼び出しごとに新しく作ると、逆伝播できます。"
        )
    if variable.source_data is not input.data:
        raise RuntimeError(
            f"{name}に渡された変数のdataが、順伝播のあとで置き換えられています。"
            "順伝播と違う値では、正しい勾配を計算できません。"
            "順伝播から計算し直すと、逆伝播できます。"
        )


def check_gradient(owner: object, name: str, gradient: Any, data: Any) -> None:
    """勾配が、対応する値と同じ形の浮動小数点数の配列であることを確かめます。

    Parameters
    ----------
    owner
        勾配の出所。``backward`` が勾配を返した関数か、``grad`` をもつ変数。
    name
        勾配を返したメソッド、または勾配の入った属性の名前。
    gradient
        勾配（``np.ndarray``）。
    data
        勾配に対応する変数の値（``np.ndarray``）。

    Raises
    ------
    TypeError
        値や勾配が浮動小数点数の配列でないとき。
    ValueError
        勾配の形が値の形と異なるとき。
    """
    if data.dtype.kind != "f":
        raise TypeError(
            f"逆伝播の途中に、整数の変数{describe(data)}があります。"
            "整数は連続に変化できないので、微分を計算できません。"
            "np.array(2.0)やdata.astype(float)のように、"
            "浮動小数点数の配列から計算し直すと逆伝播できます。"
        )
    if gradient.dtype.kind != "f":
        raise TypeError(
            f"{type(owner).__name__}の{name}は浮動小数点数の配列ですが、"
            f"{describe(gradient)}でした。"
            "np.array(1.0)のように、浮動小数点数の配列にすると逆伝播できます。"
        )
    if gradient.shape != data.shape:
        raise ValueError(
            f"{type(owner).__name__}の{name}の形は値の形{data.shape}と同じになりますが、"
            f"{gradient.shape}でした。値と同じ形の配列にすると逆伝播できます。"
        )


def check_differentiable(name: str, f: object) -> None:
    """微分する関数として渡された値が、呼び出せることを確かめます。

    Parameters
    ----------
    name
        呼び出された関数の名前。
    f
        渡された値。

    Raises
    ------
    TypeError
        ``f`` が呼び出せないとき。
    """
    if not callable(f):
        raise TypeError(
            f"{name}のfはVariableからVariableを計算する関数ですが、"
            f"{describe(f)}が渡されました。"
            "square(x)ではなくsquareのように、呼び出す前の関数を渡すと計算できます。"
        )


def check_output(name: str, output: Any, variable_type: type[Any]) -> None:
    """微分する関数 ``f`` の戻り値が、``Variable`` であることを確かめます。

    Parameters
    ----------
    name
        ``f`` を受け取った関数の名前。
    output
        ``f`` が返した値。
    variable_type
        ``output`` の型として期待するクラス。

    Raises
    ------
    TypeError
        ``output`` が ``Variable`` でないとき。``output.data`` が実数の配列でないとき。
    """
    if not isinstance(output, variable_type):
        hint = (
            "return文がないと、Noneが返ります。"
            if output is None
            else "squareやexpのような関数で計算すると、Variableが返ります。"
        )
        raise TypeError(
            f"{name}に渡した関数が返すのはVariableですが、"
            f"{describe(output)}が返されました。" + hint
        )
    check_data(output.data)


def check_positive(name: str, value: Any) -> None:
    """刻み幅や許容誤差として渡された値が、正の有限な数であることを確かめます。

    Parameters
    ----------
    name
        引数の名前。
    value
        渡された値。

    Raises
    ------
    TypeError
        ``int`` でも ``float`` でもNumPyの実数のスカラーでもないとき。
    ValueError
        0以下、無限大、NaNのとき。
    """
    if isinstance(value, bool) or not isinstance(
        value, (int, float, np.integer, np.floating)
    ):
        raise TypeError(
            f"{name}は正の数ですが、{describe(value)}が渡されました。"
            f"{name}=1e-4のように数で指定すると計算できます。"
        )
    if not 0 < value < np.inf:
        raise ValueError(
            f"{name}は正の有限な数ですが、{describe(value)}が渡されました。"
            f"{name}=1e-4のように0より大きい数で指定すると計算できます。"
        )


def check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    """引数が、用意された選択肢のどれかであることを確かめます。

    Parameters
    ----------
    name
        引数の名前。
    value
        渡された値。
    choices
        選択肢。

    Raises
    ------
    ValueError
        ``value`` が選択肢にないとき。
    """
    if not isinstance(value, str) or value not in choices:
        listed = "と".join(f'"{choice}"' for choice in choices)
        raise ValueError(
            f"{name}に指定できるのは{listed}ですが、{describe(value)}が渡されました。"
            f'{name}="{choices[0]}"のように指定すると計算できます。'
        )
