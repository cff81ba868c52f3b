"""数値微分と勾配確認。逆伝播とは別の方法で微分を求め、逆伝播の結果を確かめます。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dezero_book.checks import (
    check_choice,
    check_differentiable,
    check_input,
    check_output,
    check_same_shape,
    check_size,
)
from dezero_book.core import Variable, as_array


def numerical_diff(
    f: Callable[[Variable], Variable],
    x: Variable,
    eps: float = 1e-4,
    *,
    scheme: str = "forward",
) -> NDArray[Any]:
    """関数 ``f`` の ``x`` での微分を、差分で近似します。

    Parameters
    ----------
    f
        ``Variable`` を受け取り ``Variable`` を返す関数。
        ``x`` が1次元以上なら、要素どうしが独立な関数。
    x
        微分を求める点。任意の形。
    eps
        刻み幅。正の有限な数。
    scheme
        ``"forward"`` なら前進差分、``"central"`` なら中心差分。

    Returns
    -------
    np.ndarray
        微分の近似値。``f(x)`` と同じ形。``x`` が浮動小数点数なら、同じdtypeで計算します。

    Raises
    ------
    TypeError
        ``f`` が関数でないとき（``Square`` のようなクラスは、``Square()`` にして渡します）。
        ``x`` や ``f`` の戻り値が ``Variable`` でないとき。``eps`` が数でないとき。
    ValueError
        ``eps`` が0以下、無限大、NaNのとき。``scheme`` が選択肢にないとき。
        ``f`` の出力の形が、``x`` の値によって変わるとき。

    Examples
    --------
    >>> from dezero_book import square
    >>> x = Variable(np.array(3.0))
    >>> print(round(float(numerical_diff(square, x)), 4))
    6.0001
    >>> print(round(float(numerical_diff(square, x, scheme="central")), 4))
    6.0

    Notes
    -----
    式の出所：テイラー展開。
    前進差分 (f(x + h) - f(x)) / h の打ち切り誤差は h に、
    中心差分 (f(x + h) - f(x - h)) / 2h の打ち切り誤差は h² に比例します。
    """
    check_differentiable("numerical_diff", f)
    check_input("numerical_diff", x, Variable)
    check_size("eps", eps, default="1e-4")
    check_choice("scheme", scheme, ("forward", "central"))
    eps = float(eps)  # np.float64のままだと、float32のxまでfloat64になる
    x1 = Variable(as_array(x.data + eps))
    if scheme == "forward":
        x0, distance = x, eps
    else:
        x0, distance = Variable(as_array(x.data - eps)), 2 * eps
    y1, y0 = f(x1), f(x0)
    check_output("numerical_diff", y1, Variable)
    check_output("numerical_diff", y0, Variable)
    check_same_shape("numerical_diff", y1, y0)
    return as_array((y1.data - y0.data) / distance)


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """勾配確認の結果。``if`` や ``assert`` に渡すと、合格かどうかを表します。

    結果は作られたあとで変えられません。``bool`` や ``print`` で、エラーは起きません。

    Attributes
    ----------
    passed : bool
        すべての要素で差が許容誤差に収まれば ``True``。
    max_error : float
        許容誤差に対して差が最も大きい要素での、差の絶対値。
    index : tuple of int
        その要素の添字。0次元なら ``()``。
    backprop : np.ndarray
        逆伝播で求めた勾配（``float64``）。
    numerical : np.ndarray
        中心差分で求めた勾配（``float64``、``backprop`` と同じ形）。

    Examples
    --------
    >>> from dezero_book import square
    >>> result = gradient_check(square, Variable(np.array(3.0)))
    >>> print(bool(result), result.index, result.backprop)
    True () 6.0
    """

    passed: bool
    max_error: float
    index: tuple[int, ...]
    backprop: NDArray[Any]
    numerical: NDArray[Any]

    def __bool__(self) -> bool:
        return self.passed

    def __str__(self) -> str:
        verdict = "一致しました" if self.passed else "一致しません"
        return (
            f"逆伝播と数値微分は{verdict}（最大の差 {self.max_error:.1e}、位置 {self.index}、"
            f"逆伝播 {self.backprop[self.index]}、数値微分 {self.numerical[self.index]}）"
        )

    __repr__ = __str__


def gradient_check(
    f: Callable[[Variable], Variable],
    x: Variable,
    *,
    eps: float = 1e-4,
    rtol: float = 1e-6,
    atol: float = 1e-8,
) -> GradientCheck:
    """逆伝播で求めた ``x`` の勾配を、中心差分と比べます。

    どちらも ``float64`` で計算します。``x`` 自身の ``data`` と ``grad`` は変わりません。

    Parameters
    ----------
    f
        確かめる関数。``Variable`` を受け取り ``Variable`` を返します。
    x
        微分を求める点。任意の形。
    eps
        中心差分の刻み幅。正の有限な数。
    rtol
        相対許容誤差。0以上の有限な数。
    atol
        絶対許容誤差。0以上の有限な数。

    Returns
    -------
    GradientCheck
        比較の結果。差が ``atol + rtol * |数値微分|`` 以下の要素だけなら合格。

    Raises
    ------
    TypeError
        ``f`` が関数でないとき（``Square`` のようなクラスは、``Square()`` にして渡します）。
        ``x`` や ``f`` の戻り値が ``Variable`` でないとき。
        ``eps``、``rtol``、``atol`` が数でないとき。
    ValueError
        ``eps`` が0以下のとき。``rtol`` か ``atol`` が負のとき。どれかが無限大かNaNのとき。
        ``x`` に要素がないとき。``f`` の出力の形が、``x`` の値によって変わるとき。
        ``f(x)`` から ``x`` へ計算グラフをたどれないとき。
    RuntimeError
        ``f`` が、1つの関数のインスタンスを2回以上使っているとき。

    Examples
    --------
    >>> from dezero_book import square
    >>> assert gradient_check(square, Variable(np.array([1.0, -2.0])))

    Notes
    -----
    式の出所：テイラー展開（中心差分）と連鎖律（逆伝播）。
    ``x`` の要素を1つずつ動かし、出力の総和の変化を見ます。
    ``backward`` は出力と同じ形の1から始まるので、求まるのは総和の勾配です。
    ``x`` の要素の数だけ ``f`` を計算し直すので、小さな配列で確かめるのに向いています。
    """
    check_differentiable("gradient_check", f)
    check_input("gradient_check", x, Variable)
    check_size("eps", eps, default="1e-4")
    check_size("rtol", rtol, default="1e-6", zero=True)
    check_size("atol", atol, default="1e-8", zero=True)
    if x.size == 0:
        raise ValueError(
            f"gradient_checkは要素ごとに勾配を比べますが、形{x.shape}の空の配列が渡されました。"
            "1つ以上の要素をもつ配列にすると確かめられます。"
        )
    data = x.data.astype(np.float64)
    backprop = _backprop_gradient(f, data)
    numerical = np.empty_like(data)
    for index in np.ndindex(data.shape):
        numerical[index] = _partial_difference(f, data, index, eps)

    with np.errstate(all="ignore"):
        difference = np.abs(backprop - numerical)
        ratio = difference / (atol + rtol * np.abs(numerical))
    ratio = np.where(np.isfinite(ratio), ratio, np.inf)
    ratio = np.where(difference == 0, 0, ratio)  # 許容誤差が0でも、等しければ合格
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(ratio), ratio.shape))
    return GradientCheck(
        passed=bool(np.all(ratio <= 1)),
        max_error=float(difference[worst]),
        index=worst,
        backprop=backprop,
        numerical=numerical,
    )


def _backprop_gradient(
    f: Callable[[Variable], Variable], data: NDArray[Any]
) -> NDArray[Any]:
    """``f`` を計算して逆伝播し、``data`` に対する勾配を返します。"""
    x = Variable(data.copy())
    y = f(x)
    check_output("gradient_check", y, Variable)
    y.backward()
    if x.grad is None:
        raise ValueError(
            "fの出力からxへ計算グラフをたどれないので、勾配を確かめられません。"
            "fの中でxをnp.ndarrayに戻さず、関数に渡し続けるとたどれます。"
        )
    return x.grad


def _partial_difference(
    f: Callable[[Variable], Variable],
    data: NDArray[Any],
    index: tuple[int, ...],
    eps: float,
) -> float:
    """``data`` の1つの要素だけを動かしたときの、出力の総和の変化率を返します。"""

    def shifted(t: Variable) -> Variable:
        moved = data.copy()
        moved[index] = t.data
        return f(Variable(moved))

    t = Variable(as_array(data[index]))
    return float(np.sum(numerical_diff(shifted, t, eps, scheme="central")))
