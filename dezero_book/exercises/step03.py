"""ステップ3のつくる演習。余弦の関数をつくります。"""

from __future__ import annotations

from typing import Any

import numpy as np

from dezero_book.exercises.comparison import Case, Mistake, compare
from dezero_book.exercises.feedback import Diagnoses, Feedback, Wrong, accept, judged
from dezero_book.exercises.framework import variable_of_function
from dezero_book.exercises.function_class import POINTS, is_variable, judge_function
from dezero_book.exercises.learner import call, examine_function
from dezero_book.exercises.numbered import exercise
from dezero_book.exercises.wording import show
from dezero_book.steps import step03

diagnosis = Diagnoses("""
sine
    余弦（cos）ではなく、正弦（sin）の値になっています。
    forwardで呼んでいるNumPyの関数の名前を見ると、原因が分かります。
derivative
    余弦の値ではなく、余弦の導関数の値になっています。
    forwardが返すのは関数そのものの値で、微分はまだ使いません。
degrees
    入力を度とみなして、ラジアンに直しています。
    この本の角度はラジアンで、NumPyの余弦もラジアンを受け取ります。
    入力に円周率を掛けている場所を探すと、原因が分かります。
inverse
    余弦ではなく、余弦の逆数の値になっています。
    割り算や負の指数がforwardにないか見ると、原因が分かります。
hyperbolic
    余弦（cos）ではなく、双曲線余弦（cosh）の値になっています。
    forwardで呼んでいるNumPyの関数の名前を見ると、原因が分かります。
arccosine
    余弦（cos）ではなく、その逆関数（arccos）を計算しています。
    forwardで呼んでいるNumPyの関数の名前を見ると、原因が分かります。
wrong_sign
    余弦の値の符号が反対です。
    余計なマイナスがないか、returnの行を見ると分かります。
composed
    余弦を2回続けて計算しています。
    入力ではなく、計算の結果にもう一度関数を使っている場所があります。
wrong_order
    先に指数関数、次に2乗の順に計算しています。
    内側の括弧から先に計算されるので、入力の隣に置くのは2乗のほうです。
missing_function
    関数が1つだけになっています。
    期待する計算グラフには、関数が2つあります。
extra_function
    関数が3つになっています。
    期待する計算グラフの関数は、2乗と指数関数の1つずつです。
wrong_value
    つないだ関数の値が、期待した値と異なります。
not_variable
    exp_of_squareが返すのはVariableですが、{shown}が返されました。
    Squareのインスタンスが返した箱を、そのままExpのインスタンスに渡します。
    return文と、dataを取り出している場所が手がかりです。
""")


MISTAKES = (
    Mistake(diagnosis("sine"), np.sin),
    Mistake(diagnosis("derivative"), lambda x: -np.sin(x)),
    Mistake(diagnosis("degrees"), lambda x: np.cos(np.deg2rad(x))),
    Mistake(
        Wrong(
            "degrees",
            "ラジアンの入力を度に直してから、余弦を計算しています。",
            "NumPyの余弦はラジアンを受け取るので、単位を変える計算は要りません。",
        ),
        lambda x: np.cos(np.rad2deg(x)),
    ),
    Mistake(diagnosis("inverse"), lambda x: 1 / np.cos(x)),
    Mistake(diagnosis("hyperbolic"), np.cosh),
    Mistake(diagnosis("arccosine"), np.arccos),
    Mistake(diagnosis("wrong_sign"), lambda x: -np.cos(x)),
    Mistake(diagnosis("composed"), lambda x: np.cos(np.cos(x))),
)


@judged
def check_step03(cos: Any) -> Feedback:
    """ステップ3の演習の、``Function`` を継承し、``forward`` で余弦を返すクラス ``Cos`` を判定します。

    Parameters
    ----------
    cos
        学習者のクラス。

    Returns
    -------
    Feedback
        講評。

    Examples
    --------
    >>> from dezero_book.exercises import check_step03
    >>> import math
    >>> from dezero_book.steps.step03 import Function
    >>> class Cos(Function):
    ...     def forward(self, x):
    ...         return math.cos(x)
    >>> check_step03(Cos).diagnosis
    'math_function'
    """
    judge_function(cos, "Cos", np.cos, MISTAKES)
    return accept("どの形の配列でも、要素ごとの余弦の値になりました。")


COMPOSITION_MISTAKES = (
    Mistake(diagnosis("wrong_order"), lambda x: np.exp(x) ** 2),
    Mistake(diagnosis("missing_function"), np.exp, np.square),
    Mistake(
        diagnosis("extra_function"),
        lambda x: np.exp(x**2) ** 2,
        lambda x: np.exp(np.exp(x) ** 2),
    ),
)


@exercise("3.2")
def _check_exp_of_square(exp_of_square: Any) -> Feedback:
    examine_function(exp_of_square, "exp_of_square", "x")
    variable: Any = variable_of_function(exp_of_square, step03.Variable)
    cases = []
    for x in POINTS:
        situation = f"渡した入力はx = {show(x)}です。"
        y = call("exp_of_square", situation, exp_of_square, variable(x.copy()))
        if not is_variable(y):
            raise diagnosis("not_variable", shown=show(y))
        cases.append(Case((x,), np.exp(x**2), y.data))
    compare(
        cases,
        COMPOSITION_MISTAKES,
        lambda x: f"入力x = {show(x)}に対する結果を比べました。",
        diagnosis("wrong_value"),
    )
    return accept("2だけでなく、ほかの点でも期待した値になりました。")
