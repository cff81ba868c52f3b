"""ステップ4のつくる演習。2階微分を中心差分で求めます。"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from dezero_book.exercises.comparison import (
    Case,
    Mistake,
    compare,
    is_close,
    is_numeric,
)
from dezero_book.exercises.feedback import Diagnoses, Feedback, Wrong, accept, judged
from dezero_book.exercises.framework import variable_of_function
from dezero_book.exercises.function_class import is_variable, python_float
from dezero_book.exercises.learner import (
    accepts,
    attempt,
    call,
    examine_function,
    explained,
)
from dezero_book.exercises.numbered import exercise
from dezero_book.exercises.wording import expected_and_obtained, show
from dezero_book.steps import step04

diagnosis = Diagnoses("""
not_squared
    刻み幅で割る回数が足りません。
    差分の差分なので、刻み幅による割り算も2回分が要ります。
    分母の指数を見ると、原因が分かります。
not_divided
    差分が、刻み幅で割られていません。
    微分は、値の変化と入力の変化との比です。
    割り算と掛け算は左から順に計算されるので、/ eps * epsでは打ち消し合います。
denominator_parentheses
    刻み幅で割るつもりの計算が、刻み幅を掛ける計算になっています。
    割り算と掛け算は左から順に計算されるので、/ 2 * epsは、2で割ってからepsを掛けます。
    分母の全体を囲む括弧があるかどうかが手がかりです。
extra_factor
    分母に、余計な2が掛かっています。
forgot_two
    f(x)の項の係数2が抜けています。
    右の差分と左の差分のどちらにもf(x)が現れるので、まとめると2回分になります。
parentheses
    最後の項だけが、刻み幅で割られています。
    割り算は足し算や引き算より先に計算されます。分子をまとめる括弧が手がかりです。
wrong_sign
    差分の項の符号が正しくありません。
    fが1次式のとき2階微分は0なので、3つの項は打ち消し合うはずです。
first_derivative
    2階微分ではなく、1階の微分の値になっています。
    2階微分は、微分した結果をもう一度微分した値です。
    使っている点の数と、f(x)の項があるかどうかが手がかりです。
squared_derivative
    1階の微分の値を2乗しています。
    2階微分は、微分を2回くり返すことで、微分の値の2乗とは異なります。
not_central
    中心差分ではなく、片側の点だけを使う差分になっています。
    片側の差分は、打ち切り誤差が刻み幅に比例して大きくなります。
    関数を計算する3つの点の並びが、xの左右で対称かどうかが手がかりです。
double_gap
    2つ隣の点を使っているのに、分母は1つ隣の点のときのままです。
    点の間隔を変えたら、割る数も同じ間隔に合わせる必要があります。
no_default
    引数epsに既定の値がありません。
    課題の関数は、second_diff(f, x)のように刻み幅を省いても呼び出せます。
    defの行で、epsのあとに何が要るかを見ると分かります。
ignored_eps
    引数epsが、計算に使われていません。
    eps = {LARGE_EPS}で呼び出しても、結果の誤差が変わりませんでした。
    刻み幅を数で直接書いている場所を探すと、原因が分かります。
wrong_value
    2階微分の値が、期待した値と異なります。
    f(x) = x²のように2階微分の分かる関数で、式の各項を手計算すると違いが見つかります。
bad_default
    epsを省いて呼び出すと、2階微分の値が期待した値と異なります。
    刻み幅が大きいと打ち切り誤差が、小さいと丸め誤差が大きくなります。
    defの行で、epsの既定の値を見ると原因が分かります。
array_to_f
    fに、Variableではなく配列や数を渡しています。
    fが受け取るのはVariableです。値に刻み幅を足すと、箱から出た値になります。
    fを呼び出す括弧の中を見ると、包み直す場所が分かります。
changed_input
    渡されたxのdataを書き換えています。
    同じxを使う次の計算が、ずれた点で行われてしまいます。
    +=や-=、x.dataへの代入のように、xを変える書き方を探すと見つかります。
no_return
    second_diffがNoneを返しています。
    printで表示した値や、変数に入れた値は、呼び出し元に届きません。
    最後にreturn文があるかどうかを見ると、原因が分かります。
returned_variable
    second_diffがVariableを返しています。
    numerical_diffと同じく、返すのは微分の値（配列）です。
    計算の途中でdataを取り出す場所が手がかりです。
exponent_multiplied
    右肩のx²を、そのまま掛けています。
    掛けるのは、右肩の式を微分したものです。
forgot_inner
    右肩のx²の変わり方が、公式に入っていません。
    xを動かすと、まず右肩が、次に指数関数の値が変わります。
changed_exponent
    指数関数の右肩の式まで、変えています。
    指数関数は微分しても形が変わらないので、右肩はx²のままです。
added
    掛けるはずの2つの値を、足しています。
wrong_type
    second_diffが返すのは配列ですが、{shown}が返されました。
    returnの行で、返している値の型を確かめると原因が分かります。
""")


Formula = Callable[[Any], Any]

LARGE_EPS = 0.3
DEFAULT_EPS = 1e-3
VECTOR = np.array([0.7, -1.3, 1.9])
SCALAR = np.array(0.7)


def _cubic(x: Any) -> Any:
    return x**3 + 2 * x**2 + 5


def _cubic_second(x: Any) -> Any:
    return 6 * x + 4


def _difference(f: Formula, x: Any, h: Any) -> Any:
    return f(x + h) - 2 * f(x) + f(x - h)


GAP = (
    "1階の中心差分の分母にある2は、2点の間隔が刻み幅の2倍であるためのものです。",
    "差分の差分では、どの点とどの点の間隔で割っているかが手がかりです。",
)


def _of_default_differences(f: Formula, x: Any, h: Any) -> Any:
    """内側の差分が、刻み幅の既定の値を使ったときの、左右の微分の差。"""
    right, left = f(x + h + 1e-4) - f(x + h), f(x - h + 1e-4) - f(x - h)
    return (right - left) / 1e-4


MISTAKES = (
    Mistake(
        diagnosis("not_squared"),
        lambda f, x, h: _difference(f, x, h) / h,
        lambda f, x, h: _difference(f, x, h) / (2 * h),
    ),
    Mistake(diagnosis("not_divided"), _difference),
    Mistake(
        diagnosis("denominator_parentheses"),
        lambda f, x, h: _difference(f, x, h) / 2 * h,
        lambda f, x, h: _difference(f, x, h) / 2 * h**2,
        lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
        lambda f, x, h: _of_default_differences(f, x, h) / 2 * h,
    ),
    Mistake(
        diagnosis("extra_factor", *GAP),
        lambda f, x, h: _difference(f, x, h) / (2 * h**2),
    ),
    Mistake(
        Wrong("extra_factor", "分母に、余計な4が掛かっています。", *GAP),
        lambda f, x, h: _difference(f, x, h) / (2 * h) ** 2,
    ),
    Mistake(
        diagnosis("forgot_two"), lambda f, x, h: (f(x + h) - f(x) + f(x - h)) / h**2
    ),
    Mistake(
        diagnosis("parentheses"), lambda f, x, h: f(x + h) - 2 * f(x) + f(x - h) / h**2
    ),
    Mistake(
        diagnosis("wrong_sign"),
        lambda f, x, h: -_difference(f, x, h) / h**2,
        lambda f, x, h: (f(x + h) + 2 * f(x) + f(x - h)) / h**2,
        lambda f, x, h: (f(x + h) - 2 * f(x) - f(x - h)) / h**2,
    ),
    Mistake(
        diagnosis("first_derivative"),
        lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
        lambda f, x, h: (f(x + h) - f(x)) / h,
    ),
    Mistake(
        diagnosis("squared_derivative"),
        lambda f, x, h: ((f(x + h) - f(x - h)) / (2 * h)) ** 2,
        lambda f, x, h: ((f(x + h) - f(x)) / h) ** 2,
    ),
    Mistake(
        diagnosis("not_central"),
        lambda f, x, h: (f(x + 2 * h) - 2 * f(x + h) + f(x)) / h**2,
        lambda f, x, h: (f(x) - 2 * f(x - h) + f(x - 2 * h)) / h**2,
        lambda f, x, h: (f(x + 2 * h) - f(x) - f(x + h) + f(x - h)) / (2 * h**2),
        lambda f, x, h: _of_default_differences(f, x, h) / (2 * h),
    ),
    Mistake(
        diagnosis("double_gap"),
        lambda f, x, h: (f(x + 2 * h) - 2 * f(x) + f(x - 2 * h)) / h**2,
    ),
)


@judged
def check_step04(second_diff: Any) -> Feedback:
    """ステップ4の演習の、2階微分を中心差分で求める関数 ``second_diff(f, x, eps=1e-3)`` を判定します。

    Parameters
    ----------
    second_diff
        学習者の関数。

    Returns
    -------
    Feedback
        講評。

    Examples
    --------
    >>> from dezero_book.exercises import check_step04
    >>> from dezero_book.steps.step04 import Variable
    >>> def second_diff(f, x, eps=1e-3):
    ...     y0, y1, y2 = f(Variable(x.data - eps)), f(x), f(Variable(x.data + eps))
    ...     return (y0.data - 2 * y1.data + y2.data) / eps
    >>> check_step04(second_diff).diagnosis
    'not_squared'
    """
    if (
        callable(second_diff)
        and not accepts(second_diff, 2)
        and accepts(second_diff, 3)
    ):
        raise diagnosis("no_default")
    examine_function(second_diff, "second_diff", "f", "x")
    try:
        _examine_at(second_diff, VECTOR)
    except Wrong as wrong:
        if wrong.diagnosis == "error":
            _examine_at(second_diff, SCALAR)
        raise
    try:
        _examine_at(second_diff, SCALAR)
    except Wrong as wrong:
        # 0次元の演算の結果はNumPyのスカラーになり、箱に入らないことがある（ステップ9）。
        if wrong.diagnosis != "error":
            raise
    return accept("2階微分が、刻み幅の2乗に比例する誤差で求まりました。")


def _examine_at(second_diff: Any, x: Any) -> None:
    _examine_large_eps(second_diff, x)
    _examine_default(second_diff, x)


def _examine_large_eps(second_diff: Any, x: Any) -> None:
    cases = [
        Case(
            (formula, x, LARGE_EPS), expected, _run(second_diff, formula, x, LARGE_EPS)
        )
        for formula, expected in ((_cubic, _cubic_second(x)), (np.exp, None))
    ]
    cubic, exponential = cases
    # 対称な3点の差分なら、3次式では刻み幅によらず誤差がない。
    central = is_close(cubic.obtained, cubic.expected, rtol=1e-6)
    error = np.abs(exponential.obtained - np.exp(x)) if central else np.inf
    if central and np.all(error <= LARGE_EPS**2 * np.exp(x)):
        if np.all(error <= 1e-5 * np.exp(x)):
            raise diagnosis("ignored_eps", LARGE_EPS=LARGE_EPS)
        return
    compare(
        cases,
        MISTAKES,
        lambda f, x, h: (
            f"f(x) = x³ + 2x² + 5、x = {show(x)}、eps = {h}に対する結果を比べました。"
        ),
        diagnosis("wrong_value"),
    )


def _examine_default(second_diff: Any, x: Any) -> None:
    obtained = _run(second_diff, np.exp, x, None)
    if not is_close(obtained, np.exp(x), rtol=1e-4):
        raise diagnosis(
            "bad_default",
            f"f(x) = eˣ、x = {show(x)}に対する結果を比べました。",
            *expected_and_obtained(np.exp(x), obtained),
        )


def _run(second_diff: Any, formula: Formula, x: Any, eps: float | None) -> Any:
    variable_type: Any = variable_of_function(second_diff, step04.Variable)
    data = x.copy()
    variable = variable_type(data)
    arrays = []

    def f(variable: Any) -> Any:
        if isinstance(variable, (np.ndarray, np.generic, float, int)):
            arrays.append(variable)
            raise TypeError("fが受け取るのはVariableです。")
        return variable_type(np.asarray(formula(variable.data)))

    value, error = _call(second_diff, f, variable, eps)
    situation = f"x.data = {show(x)}、eps = {show(eps or DEFAULT_EPS)}です。"
    if arrays:
        raise diagnosis("array_to_f")
    if error is not None:
        raise explained("second_diff", error, situation)
    if not (is_close(data, x) and is_close(variable.data, x)):
        raise diagnosis("changed_input", situation)
    _examine_value(value)
    return np.asarray(value).view(np.ndarray)


def _examine_value(value: Any) -> None:
    if value is None:
        raise diagnosis("no_return")
    if is_variable(value):
        raise diagnosis("returned_variable")
    if not is_numeric(value):
        raise diagnosis("wrong_type", shown=show(value))
    if not isinstance(value, (np.ndarray, np.generic)):
        raise python_float("second_diff", value)


def _call(second_diff: Any, f: Any, x: Any, eps: float | None) -> Any:
    if eps is None:
        return attempt(second_diff, f, x)
    signature, error = attempt(inspect.signature, second_diff)
    if error is None and "eps" in signature.parameters:
        return attempt(second_diff, f, x, eps=eps)
    if accepts(second_diff, 3):
        return attempt(second_diff, f, x, eps)
    return attempt(second_diff, f, x)


FORMULA_MISTAKES = (
    Mistake(diagnosis("exponent_multiplied"), lambda x: x**2 * np.exp(x**2)),
    Mistake(diagnosis("forgot_inner"), lambda x: np.exp(x**2)),
    Mistake(
        Wrong(
            "forgot_two",
            "差分は、公式のちょうど2倍です。",
            "x²の微分がいくつかを、確かめると分かります。",
        ),
        lambda x: x * np.exp(x**2),
    ),
    Mistake(
        diagnosis("changed_exponent"),
        lambda x: 2 * x * np.exp(2 * x),
        lambda x: np.exp(2 * x),
        lambda x: x**2 * np.exp(2 * x),
        lambda x: x**2 * np.exp(x**2 - 1),
    ),
    Mistake(diagnosis("added"), lambda x: 2 * x + np.exp(x**2)),
)


@exercise("4.2")
def _check_formula(derivative_of_g: Any) -> Feedback:
    examine_function(derivative_of_g, "derivative_of_g", "x")
    cases = []
    for x in (-1.0, 0.3, 1.2):
        value = call("derivative_of_g", f"渡した値は{x}です。", derivative_of_g, x)
        cases.append(Case((x,), 2 * x * np.exp(x**2), value))
    compare(
        cases,
        FORMULA_MISTAKES,
        lambda x: f"x = {x}での値を、差分と比べました。",
        Wrong("wrong_value", "公式の値が、差分で求めた値と異なります。"),
    )
    return accept("0ではない3つの点でも、公式の値が差分と合いました。")
