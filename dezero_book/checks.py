"""渡された値を確かめ、使えないときは値・理由・直し方を日本語で伝えます。

計算の本筋（:mod:`dezero_book.core`）を読みやすく保つために、検査だけをここに集めています。
``check_`` で始まる関数は、値に問題がなければ何も返しません。
"""

from __future__ import annotations

import math
import sys
from itertools import islice
from operator import length_hint
from typing import Any, NoReturn

import numpy as np

SHOWN = 40  # メッセージに載せる値の、最大の文字数


def describe(value: object) -> str:
    """値を短く説明します。型の名前と、値の初めの部分。配列なら形とdtype。"""
    name = type(value).__name__
    if isinstance(value, np.ndarray):
        return f"{name}（shape={value.shape}, dtype={value.dtype}）"
    if value is None:
        return "None"
    try:
        value = _beginning(value)
        if (size := length_hint(value)) > 1000:
            return f"{name}（要素{size}個）"
        text = " ".join(repr(value).split())
    except Exception:  # 学習者のクラスの__repr__が間違っていることもある
        text = "表示できない値"
    if len(text) > SHOWN:
        text = text[: SHOWN - 3] + "..."
    return f"{name}（{text}）"


def _beginning(value: Any) -> Any:
    """長い列や文字列の代わりに、``SHOWN`` 文字に足りる、初めの部分を返します。"""
    if isinstance(value, (str, bytes, bytearray)):
        return value[: SHOWN + 1]
    if type(value) in (list, tuple, set, frozenset):
        return type(value)(map(_beginning, islice(value, SHOWN)))
    if type(value) is dict:
        return {key: _beginning(value[key]) for key in islice(value, SHOWN)}
    return value


def is_array(value: object) -> bool:
    """計算に使える配列かどうか。``np.matrix`` とマスク付き配列は使えません。

    演算の意味が ``np.ndarray`` と違うためです。
    たとえば ``np.matrix`` の ``**`` は行列の積なので、2乗の微分が 2x になりません。
    """
    different = (np.matrix, np.ma.MaskedArray)
    return isinstance(value, np.ndarray) and not isinstance(value, different)


def check_data(data: Any) -> None:
    """``Variable`` に入れる値は、実数の配列です。"""
    if not is_array(data):
        raise TypeError(
            f"Variableのdataはnp.ndarrayですが、{describe(data)}が渡されました。"
            "微分はnp.ndarrayの演算で進めるので、演算の意味が違う型は使えません。"
            "np.array(0.5)のように、np.arrayで配列にすると渡せます。"
        )
    if data.dtype.kind not in "iuf":
        raise TypeError(
            f"Variableのdataは実数の配列ですが、{describe(data)}が渡されました。"
            "微分は実数に対して計算するためです。"
            "実数として読める値なら、data.astype(float)で変換すると渡せます。"
        )


def check_input(name: str, input: Any, variable_type: type[Any]) -> None:
    """関数 ``name`` の入力は、値の入った ``Variable`` です。"""
    if not isinstance(input, variable_type):
        check_same_class(input, variable_type)
        raise TypeError(
            f"{name}の入力はVariableですが、"
            f"{describe(input)}が渡されました。"
            "微分は、変数どうしのつながりをたどって計算するためです。"
            "Variable(np.array(0.5))のように、Variableで包むと渡せます。"
        )
    if input.data is None:
        raise TypeError(
            f"{name}に渡されたVariableのdataがNoneなので、計算できません。"
            "x.data = np.array(0.5)のように、先に値を入れると計算できます。"
        )
    check_data(input.data)


def check_same_class(value: object, variable_type: type[Any]) -> None:
    """``Variable`` でない値は、同じ名前の別のクラスの値でもありません。"""
    found = type(value)
    if found.__name__ == variable_type.__name__:
        raise TypeError(
            f"{found.__module__}の{found.__name__}が渡されましたが、"
            f"使えるのは{variable_type.__module__}の{variable_type.__name__}です。"
            "同じ名前でも、別のところからimportしたクラスや、"
            "もう一度実行したセルのクラスは、別のクラスです。"
            "クラスと関数を同じところからimportするか、"
            "クラスのセルから下を順に実行し直すと渡せます。"
        )


def check_no_arguments(function: object, arguments: tuple[object, ...]) -> None:
    """関数のインスタンスは、引数なしで作ります。"""
    if arguments:
        name = type(function).__name__
        raise TypeError(
            f"{name}を作るときに、{describe(arguments[0])}が渡されました。"
            f"{name}(x)はインスタンスを作る式で、計算はまだ始まらないためです。"
            f"{name}()(x)のように、作ったインスタンスに変数を渡すと計算できます。"
        )


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


def check_result(owner: object, name: str, result: Any, kinds: str = "iuf") -> None:
    """``forward`` と ``backward`` の戻り値、シードは、実数の配列かNumPyのスカラーです。

    NumPyの演算は、0次元の配列に対して ``np.float64`` などのスカラーを返すためです。
    ``kinds`` は許すdtypeの種類で、勾配では ``"f"``（浮動小数点数）だけです。
    """
    if not isinstance(result, np.generic) and not is_array(result):
        hint = (
            "return文がないと、Noneが返ります。"
            if result is None
            else "np.array(1.0)や、NumPyの関数や演算で計算した値なら使えます。"
        )
        raise TypeError(
            f"{type(owner).__name__}の{name}はnp.ndarrayですが、{describe(result)}でした。"
            "微分はnp.ndarrayの演算で進めるためです。" + hint
        )
    if result.dtype.kind not in kinds:
        numbers = "浮動小数点数" if kinds == "f" else "整数か浮動小数点数"
        raise TypeError(
            f"{type(owner).__name__}の{name}は{numbers}の配列ですが、"
            f"{describe(result)}でした。微分は実数に対して計算するためです。"
            "実数として読める値なら、astype(float)で変換すると使えます。"
        )


def check_source(variable: Any) -> None:
    """変数は、生成元の最後の呼び出しの出力で、入力の値も出力の値も、そのときのままです。

    関数は最後の呼び出しだけを覚えています。
    もう一度呼び出された関数からは、前の呼び出しの入力や状態へ戻れません。
    値が置き換えられていると、順伝播と違う点で微分を計算してしまいます。
    """
    function = variable.creator
    name = type(function).__name__
    call, last = variable._call, function._call
    if call is None or last is None or (call is last and function.input is not call[0]):
        raise RuntimeError(
            f"変数のcreatorは{name}ですが、{name}を呼び出して作ったつながりではありません。"
            "creatorやinputを直接書き換えても、逆伝播に使う計算の記録は残らないためです。"
            "y = f(x)のように関数を呼び出すと、逆伝播できます。"
        )
    input, x, y = call
    if input.data is not x or variable.data is not y:
        replaced = "に渡された" if input.data is not x else "が出力した"
        raise RuntimeError(
            f"{name}{replaced}変数のdataが、順伝播のあとで置き換えられています。"
            "順伝播と違う値では、正しい勾配を計算できません。"
            "順伝播から計算し直すと、逆伝播できます。"
        )
    if call is not last:
        same = last[0] is input
        again, last_thing = ("もう一度", "呼び出し") if same else ("別の入力に", "入力")
        raise RuntimeError(
            f"この計算に使われた{name}のインスタンスは、あとで{again}使われています。"
            f"関数は最後の{last_thing}だけを覚えているので、前の出力からは逆伝播できません。"
            f"{name}()を呼び出しごとに新しく作ると、逆伝播できます。"
        )


def check_gradient(owner: object, name: str, gradient: Any, data: Any) -> None:
    """``owner`` の勾配は、対応する値と同じ形の浮動小数点数の配列です。"""
    if data.dtype.kind != "f":
        raise TypeError(
            f"逆伝播の途中に、整数の変数{describe(data)}があります。"
            "整数は連続に変化できないので、微分を計算できません。"
            "np.array(2.0)やdata.astype(float)のように、"
            "浮動小数点数の配列から計算し直すと逆伝播できます。"
        )
    check_result(owner, name, gradient, kinds="f")
    if gradient.shape != data.shape:
        raise ValueError(
            f"{type(owner).__name__}の{name}の形は{gradient.shape}ですが、"
            f"対応する値の形は{data.shape}です。"
            "勾配は値の要素ごとの微分なので、値と同じ形になります。"
            "勾配を値と同じ形にするか、dataを置き換えたあとなら、"
            "順伝播から計算し直すと逆伝播できます。"
        )


def check_start(variable: Any) -> None:
    """逆伝播を始める変数の値と勾配です。勾配は ``None`` か、代入されたものです。"""
    data, gradient = variable.data, variable.grad
    check_data(data)
    if gradient is not None and gradient is variable._passed:
        raise RuntimeError(
            f"このVariableのgradは{describe(gradient)}で、"
            "ほかの変数からの逆伝播が書き込んだものです。"
            "そこから始めると、求まるのはその変数の微分です。"
            "y.cleargrad()で消すと、1から始められます。"
            "続きを計算するなら、先にy.grad = y.grad.copy()で写しに替えます。"
        )
    check_gradient(variable, "grad", data if gradient is None else gradient, data)


def check_depth(function: Any) -> None:
    """``copy.deepcopy`` や ``pickle`` で写せる深さです。

    どちらも、関数から入力、入力から生成元へと、再帰で写します。
    1つの関数に8段ほど使うので、再帰の上限の10分の1の深さまでに収めます。
    """
    limit = sys.getrecursionlimit() // 10
    for _ in range(limit):
        input = vars(function).get("input")
        function = None if input is None else input.creator
        if function is None:
            return
    raise RecursionError(
        f"深さが{limit}を超える計算グラフは、copy.deepcopyやpickleで写せません。"
        "どちらも再帰でたどるので、Pythonの再帰の上限に届くためです。"
        "y.data.copy()やx.grad.copy()のように、要る配列だけなら写せます。"
    )


def check_differentiable(name: str, f: object) -> None:
    """微分する関数 ``f`` が、クラスではなく、呼び出せる値であることを確かめます。"""
    if isinstance(f, type):
        raise TypeError(
            f"{name}のfはVariableからVariableを計算する関数ですが、"
            f"クラス{f.__name__}が渡されました。"
            "クラスを呼び出しても、インスタンスができるだけで計算は始まりません。"
            f"{f.__name__}()のように、インスタンスを渡すと計算できます。"
        )
    if not callable(f):
        raise TypeError(
            f"{name}のfはVariableからVariableを計算する関数ですが、"
            f"{describe(f)}が渡されました。"
            "微分を求めるために、fをいくつかの点で計算するためです。"
            "square(x)ではなくsquareのように、呼び出す前の関数を渡すと計算できます。"
        )


def check_output(name: str, output: Any, variable_type: type[Any]) -> None:
    """微分する関数の戻り値が、実数の配列をもつ ``Variable`` であることを確かめます。"""
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


def check_same_shape(name: str, y1: Any, y0: Any) -> None:
    """2つの点で計算した戻り値が、同じ形であることを確かめます。"""
    if y1.shape != y0.shape:
        raise ValueError(
            f"{name}に渡した関数の出力の形が、xの値によって{y0.shape}と"
            f"{y1.shape}に変わります。形が変わる関数では、要素ごとの差をとれません。"
            "fの出力がどのxでも同じ形なら、計算できます。"
        )


def check_size(name: str, value: Any, default: str, *, zero: bool = False) -> None:
    """刻み幅や許容誤差が、有限な正の数（``zero`` なら0も）であることを確かめます。"""
    sign = "0以上の" if zero else "正の"
    reason = "許す差の大きさを表す" if zero else "差分を刻み幅で割る"
    mend = f"{reason}ためです。{name}={default}のように指定すると計算できます。"
    if isinstance(value, bool) or not isinstance(
        value, (int, float, np.integer, np.floating)
    ):
        raise TypeError(
            f"{name}は{sign}数ですが、{describe(value)}が渡されました。{mend}"
        )
    try:
        number = float(value)
    except OverflowError:  # floatで表せない大きな整数
        number = math.inf
    if not (0 < number < math.inf or (zero and number == 0)):
        raise ValueError(
            f"{name}は{sign}有限な数ですが、{describe(value)}が渡されました。{mend}"
        )


def check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    """引数が、用意された選択肢のどれかであることを確かめます。"""
    if not isinstance(value, str) or value not in choices:
        listed = "と".join(f'"{choice}"' for choice in choices)
        raise ValueError(
            f"{name}に指定できるのは{listed}ですが、{describe(value)}が渡されました。"
            f'{name}="{choices[0]}"のように指定すると計算できます。'
        )


def check_count(name: str, value: object, *, low: int, default: int) -> None:
    """個数や桁数が、``low`` 以上の整数であることを確かめます。"""
    mend = f"{name}={default}のように指定すると使えます。"
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name}は整数ですが、{describe(value)}が渡されました。{mend}")
    if value < low:
        raise ValueError(
            f"{name}は{low}以上の整数ですが、{describe(value)}が渡されました。{mend}"
        )


def check_step(eps: float, moved: Any, x: Any) -> None:
    """``x`` を ``eps`` だけ動かしたつもりの ``moved`` が、本当にそれだけ離れていると確かめます。"""
    with np.errstate(all="ignore"):
        step = np.abs(moved - x)
        off = np.abs(step - eps) > eps / 100  # NaNと無限大の点では、偽になる
    if np.any(off):
        point, actual = np.asarray(x)[off].flat[0], np.asarray(step)[off].flat[0]
        raise ValueError(
            f"x = {point}をeps = {eps}だけ動かすと、丸められて{actual}だけ動きます。"
            "刻み幅が違うと、差分は微分の近似になりません。"
            f"eps={abs(point) * 1e-6:.0e}のように大きくすると計算できます。"
        )
