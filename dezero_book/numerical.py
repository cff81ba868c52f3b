"""数値微分と勾配確認。逆伝播とは別の方法で微分を求め、逆伝播の結果を確かめます。"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dezero_book.checks import (
    check_choice,
    check_count,
    check_differentiable,
    check_input,
    check_output,
    check_same_shape,
    check_size,
    check_step,
)
from dezero_book.core import Variable, as_array

# 差分の誤差の見積もりは外れることがある。この倍を超えて違うときだけ、誤りと判定する。
MARGIN = 10


def numerical_diff(
    f: Callable[[Variable], Variable],
    x: Variable,
    eps: float = 1e-4,
    *,
    scheme: str = "forward",
) -> NDArray[Any]:
    """関数 ``f`` の ``x`` での微分を、差分で近似します。

    ``x`` が整数や ``float16``、``float32`` でも、``float64`` に直した点で計算します。
    桁が少ないと、刻み幅を足しても値が変わらなかったり、差がほとんど残らなかったりするためです。

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
        微分の近似値。``f(x)`` と同じ形。``f`` がdtypeを変えなければ ``float64``
        （``x`` が ``longdouble`` なら ``longdouble``）。

    Raises
    ------
    TypeError
        ``f`` が関数でないとき（``Square`` のようなクラスは、``Square()`` にして渡します）。
        ``x`` や ``f`` の戻り値が ``Variable`` でないとき。``eps`` が数でないとき。
    ValueError
        ``eps`` が0以下、無限大、NaNのとき。``scheme`` が選択肢にないとき。
        ``x`` に比べて ``eps`` が小さく、``x`` を ``eps`` だけ動かせないとき（1％以上ずれるとき）。
        ``f`` の出力の形が、``x`` の値によって変わるとき。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable, numerical_diff, square
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
    eps = float(eps)
    point = x.data.astype(np.result_type(x.data.dtype, np.float64))
    ahead = as_array(point + eps)
    check_step(eps, ahead, point)
    if scheme == "forward":
        behind, distance = point, eps
    else:
        behind, distance = as_array(point - eps), 2 * eps
        check_step(eps, behind, point)
    y1, y0 = f(Variable(ahead)), f(Variable(behind))
    check_output("numerical_diff", y1, Variable)
    check_output("numerical_diff", y0, Variable)
    check_same_shape("numerical_diff", y1.data, y0.data)
    return as_array((y1.data - y0.data) / distance)


@dataclass(frozen=True, eq=False)
class GradientCheck:
    """勾配確認の結果。``if`` や ``assert`` に渡すと、合格かどうかを表します。

    結果は、合格、不一致、判定できない、の3つのどれかです。合格だけが真になります。
    結果は作られたあとで変えられません。``bool`` や ``print`` で、エラーは起きません。

    Attributes
    ----------
    passed : bool
        調べたすべての要素で、差が許容誤差に収まれば ``True``。
    max_error : float
        判定を決めた要素での、差の絶対値。
        合わない要素、判定できない要素、合う要素の順に探し、許容誤差に対して差が最も大きいもの。
    index : tuple of int
        その要素の添字。0次元なら ``()``。
    backprop : np.ndarray
        逆伝播で求めた勾配（``float64``）。
    numerical : np.ndarray
        中心差分で求めた勾配（``float64``、``backprop`` と同じ形）。調べていない要素ではNaN。
    undecided : bool
        一致しない要素はないものの、数値微分の誤差が大きくて判定できない要素があれば ``True``。
    uncertainty : np.ndarray
        ``numerical`` の誤差の見積もり（``backprop`` と同じ形）。
    seed : np.ndarray
        逆伝播の始まりの勾配（``f(x)`` と同じ形）。
    checked : int
        調べた要素の数。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable, gradient_check, square
    >>> result = gradient_check(square, Variable(np.array(3.0)))
    >>> print(bool(result), result.index, result.backprop)
    True () 6.0
    """

    passed: bool
    max_error: float
    index: tuple[int, ...]
    backprop: NDArray[Any]
    numerical: NDArray[Any]
    undecided: bool
    uncertainty: NDArray[Any]
    seed: NDArray[Any]
    checked: int

    def __bool__(self) -> bool:
        return self.passed

    def __str__(self) -> str:
        verdict = "逆伝播と数値微分は一致しません"
        if self.passed:
            verdict = "逆伝播と数値微分は一致しました"
        elif self.undecided:
            verdict = (
                "数値微分の誤差が大きいので、逆伝播が正しいかどうかを判定できません"
            )
        notes = [
            f"最大の差 {self.max_error:.1e}",
            f"位置 {self.index}",
            f"逆伝播 {self.backprop[self.index]}",
            f"数値微分 {self.numerical[self.index]}",
        ]
        if self.undecided:
            notes.append(f"数値微分の誤差の見積もり {self.uncertainty[self.index]:.1e}")
        if self.checked < self.backprop.size:
            notes.append(
                f"{self.backprop.size:,}個の要素のうち{self.checked:,}個を調べました"
            )
        text = f"{verdict}（{'、'.join(notes)}）"
        if not self.passed and np.any(self.seed != 1):
            text += (
                "。逆伝播を1から始めると合い、出力ごとに違う勾配から始めると合わないので、"
                "gyの掛け忘れや要素の取り違えが考えられます。"
            )
        return text

    __repr__ = __str__


def gradient_check(
    f: Callable[[Variable], Variable],
    x: Variable,
    *,
    eps: float = 1e-4,
    rtol: float = 1e-6,
    atol: float = 1e-8,
    sample: int | None = 400,
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
        要素の絶対値が1より小さければ、``eps`` に絶対値を掛けた幅で計算します。
        その差分の誤差が大きければ、30分の1の幅と、1より大きな絶対値を掛けた幅も試します。
    rtol
        相対許容誤差。0以上の有限な数。
    atol
        絶対許容誤差。0以上の有限な数。
    sample
        調べる要素の数の上限。1以上の整数。
        要素がこれより多ければ、いつも同じ要素を選んで調べます。
        ``None`` なら、すべての要素を調べます。

    Returns
    -------
    GradientCheck
        比較の結果。差が ``atol + rtol * |数値微分|`` 以下の要素だけなら合格。
        数値微分の誤差がこの許容誤差より大きく、正しいとも誤りとも言えない要素があれば、
        合格にはならず、``undecided`` が ``True`` になります。

    Raises
    ------
    TypeError
        ``f`` が関数でないとき（``Square`` のようなクラスは、``Square()`` にして渡します）。
        ``x`` や ``f`` の戻り値が ``Variable`` でないとき。
        ``eps``、``rtol``、``atol`` が数でないとき。``sample`` が整数でも ``None`` でもないとき。
    ValueError
        ``eps`` が0以下のとき。``rtol`` か ``atol`` が負のとき。どれかが無限大かNaNのとき。
        ``sample`` が1未満のとき。
        ``x`` に要素がないとき。``f`` の出力の形が、``x`` の値によって変わるとき。
        ``f(x)`` から ``x`` へ計算グラフをたどれないとき。
    RuntimeError
        ``f`` が、1つの関数のインスタンスを2回以上使っているとき。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book import Variable, gradient_check, square
    >>> assert gradient_check(square, Variable(np.array([1.0, -2.0])))

    Notes
    -----
    式の出所：テイラー展開（中心差分）と連鎖律（逆伝播）。

    逆伝播は2回行います。1回目は1から、2回目は出力ごとに違う決まった数から始めます。
    2回目があるので、``gy`` の掛け忘れや、要素の取り違えも見つかります。
    数値微分のほうは、``x`` の要素を1つずつ動かし、同じ数を掛けた出力の和の変化を見ます。

    数値微分の誤差は、刻み幅を7分の1にした差分との違いと、出力の桁数から見積もります。
    調べる要素1つにつき ``f`` を4回から12回計算するので、小さな配列で確かめるのに向いています。

    調べるのは、渡された点のまわりだけです。合格は、ほかの点での正しさを約束しません。
    """
    check_differentiable("gradient_check", f)
    check_input("gradient_check", x, Variable)
    check_size("eps", eps, default="1e-4")
    check_size("rtol", rtol, default="1e-6", zero=True)
    check_size("atol", atol, default="1e-8", zero=True)
    if sample is not None:
        check_count("sample", sample, low=1, default=400)
    if x.size == 0:
        raise ValueError(
            f"gradient_checkは要素ごとに勾配を比べますが、形{x.shape}の、要素のない配列が渡されました。"
            "1つ以上の要素をもつ配列にすると確かめられます。"
        )
    data = x.data.astype(np.float64)
    with np.errstate(all="ignore"):  # あふれる点は、警告ではなく、結果の中で伝える
        y = _value(f, data.copy())
        seeds = np.stack([np.ones_like(y), _weights(y)])
        backprop = [_backprop_gradient(f, data, seed) for seed in seeds]
        places = _places(data.size, sample)
        numerical, uncertainty = np.full((2, 2, *data.shape), np.nan)
        for place in places:
            index = np.unravel_index(place, data.shape)
            numerical[:, *index], uncertainty[:, *index] = _partial_difference(
                f, data, index, y, seeds, eps=float(eps), rtol=rtol, atol=atol
            )
        results = [
            _compare(*parts, places=places, rtol=rtol, atol=atol)
            for parts in zip(backprop, numerical, uncertainty, seeds)
        ]
    # どちらも同じ判定なら、1から始めた結果を見せる。y.backward()が求める勾配なので。
    return min(results, key=lambda result: (result.passed, result.undecided))


def _value(f: Callable[[Variable], Variable], data: NDArray[Any]) -> NDArray[Any]:
    y = f(Variable(data))
    check_output("gradient_check", y, Variable)
    return np.asarray(y.data)


def _weights(y: NDArray[Any]) -> NDArray[Any]:
    """``y`` と同じ形の、互いに異なり、1でも0でもなく、符号の混ざった決まった数。"""
    k = np.arange(1, y.size + 1)
    weights = (0.25 + k * (math.sqrt(5) - 1) / 2 % 1) * (-1.0) ** k
    return weights.reshape(y.shape).astype(y.dtype)


def _places(size: int, sample: int | None) -> NDArray[np.intp]:
    """調べる要素の位置。多いときは、いつも同じ要素を、偏りなく選びます。"""
    if sample is None or size <= sample:
        return np.arange(size)
    return np.sort(np.random.default_rng(0).choice(size, sample, replace=False))


def _backprop_gradient(
    f: Callable[[Variable], Variable], data: NDArray[Any], seed: NDArray[Any]
) -> NDArray[Any]:
    """``f`` を計算し、``seed`` から逆伝播して、``data`` に対する勾配を返します。"""
    x = Variable(data.copy())
    y = f(x)
    check_output("gradient_check", y, Variable)
    x.cleargrad()  # fの中で逆伝播していても、その勾配を結果と取り違えない
    y.grad = np.array(seed)
    y.backward()
    if x.grad is None:
        raise ValueError(
            "fの出力からxへ計算グラフをたどれないので、勾配を確かめられません。"
            "fの中でxをnp.ndarrayに戻さず、関数に渡し続けるとたどれます。"
        )
    return np.array(x.grad, dtype=np.float64)


def _partial_difference(
    f: Callable[[Variable], Variable],
    data: NDArray[Any],
    index: tuple[Any, ...],
    y: NDArray[Any],
    seeds: NDArray[Any],
    *,
    eps: float,
    rtol: float,
    atol: float,
) -> tuple[NDArray[Any], NDArray[Any]]:
    """1つの要素だけを動かした中心差分と、その誤差の見積もりを、シードごとに返します。"""
    best, error = np.full(2, np.nan), np.full(2, np.inf)
    size = float(np.abs(data[index])) or 1.0
    # 最後の2つは、曲がりの強い関数と、値の大きな点のための幅。
    for scale in (min(size, 1.0), min(size, 1.0) / 30, max(size, 1.0)):
        slope, rounding = _slope(f, data, index, y, seeds, h=eps * scale)
        narrower, _ = _slope(f, data, index, y, seeds, h=eps * scale * 0.137)
        found = np.abs(slope - narrower) + rounding
        # ほかの幅では動いた出力が動かないなら、幅が出力の桁より細かい。
        found[(slope == 0) & (np.abs(best) > 0)] = np.inf
        best = np.where(found < error, slope, best)
        error = np.where(found < error, found, error)
        if np.all(error <= atol + rtol * np.abs(best)):
            break
    return best, error


def _slope(
    f: Callable[[Variable], Variable],
    data: NDArray[Any],
    index: tuple[Any, ...],
    y: NDArray[Any],
    seeds: NDArray[Any],
    *,
    h: float,
) -> tuple[NDArray[Any], float]:
    """幅 ``h`` の中心差分（シードごと）と、出力の丸めで生じうる誤差を返します。"""
    ahead, behind = data.copy(), data.copy()
    ahead[index] += h
    behind[index] -= h
    distance = ahead[index] - behind[index]  # 丸めたあとの、本当の幅
    y1, y0 = _value(f, ahead), _value(f, behind)
    for moved in (y1, y0):
        check_same_shape("gradient_check", moved, y)
    # ほかの要素のNaNや無限大は、この要素の差分に混ぜない。
    changed = np.array((y1 != y0) & ~(np.isnan(y1) & np.isnan(y0)))
    if y.shape == data.shape:
        changed[index] = True
    if not np.any(changed):
        changed[...] = True
    axes = tuple(range(1, seeds.ndim))
    slope = np.sum(seeds * (y1 - y0), axis=axes, where=changed) / distance
    largest = np.max(np.abs(seeds * y), where=changed, initial=0)
    return slope, largest * np.finfo(y.dtype).eps / distance


def _compare(
    backprop: NDArray[Any],
    numerical: NDArray[Any],
    uncertainty: NDArray[Any],
    seed: NDArray[Any],
    *,
    places: NDArray[np.intp],
    rtol: float,
    atol: float,
) -> GradientCheck:
    """調べた要素を「合う」「合わない」「判定できない」に分けます。"""
    slope, error = numerical.flat[places], uncertainty.flat[places]
    difference = np.abs(backprop.flat[places] - slope)
    tolerance = atol + rtol * np.abs(slope)
    right = (difference <= tolerance) & (error <= tolerance)
    wrong = ~(difference <= tolerance + MARGIN * error) & np.isfinite(error)
    told = wrong if wrong.any() else right if right.all() else ~right
    worst = np.argmax(
        np.where(told, difference / tolerance, -1)
    )  # NaNは最大とみなされる
    return GradientCheck(
        passed=bool(right.all()),
        max_error=float(difference[worst]),
        index=tuple(int(i) for i in np.unravel_index(places[worst], backprop.shape)),
        backprop=backprop,
        numerical=numerical,
        undecided=not (right.all() or wrong.any()),
        uncertainty=uncertainty,
        seed=seed,
        checked=len(places),
    )
