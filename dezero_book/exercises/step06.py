"""ステップ6のつくる演習。正弦の順伝播と逆伝播をつくります。"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from dezero_book.exercises.chain_rule import chain_rule_mistakes
from dezero_book.exercises.comparison import Mistake, is_close, is_numeric
from dezero_book.exercises.feedback import Diagnoses, Feedback, Wrong, accept, judged
from dezero_book.exercises.function_class import (
    POINTS,
    examine_backward,
    examine_class,
    examine_forward,
    run_class,
)
from dezero_book.exercises.numbered import exercise, wrong_factors
from dezero_book.exercises.wording import expected_and_obtained, show

diagnosis = Diagnoses("""
cosine
    順伝播が、正弦（sin）ではなく余弦（cos）の値になっています。
    forwardは関数の値、backwardは導関数を使った勾配を返します。
degrees
    入力を度とみなして、ラジアンに直しています。
    sinの導関数がcosになるのは、角度がラジアンのときだけです。
    入力に円周率を掛けている場所を探すと、原因が分かります。
wrong_sign
    順伝播の値の符号が反対です。
    余計なマイナスがないか、forwardのreturnの行を見ると分かります。
derivative_at_output
    導関数を、入力ではなく出力の値で計算しています。
    連鎖律のdy/dxは、入力xでの導関数の値です。
    backwardの中で、導関数に渡している変数が手がかりです。
gradient_inside
    gyを、余弦の外ではなく中で掛けています。
    連鎖律は、導関数の値を求めてから、伝わった勾配との積を取ります。
    括弧の閉じる位置が手がかりです。
not_differentiated
    逆伝播で、導関数ではなく、元の関数の値を掛けています。
    backwardで使うのは、正弦を微分した関数です。
    backwardの中で呼んでいるNumPyの関数の名前が手がかりです。
wrong_value
    x.gradが、期待した値と異なります。
wrong_type
    2つの点でのx.gradのリストを渡すと判定できますが、{shown}が渡されました。
stale_values
    x = 1.2の逆伝播が、x = 0.5のときの{stale}の値を使っています。
    x.dataを入れ替えても、そのあとの変数の値は計算し直されません。
    順伝播のどの行が、繰り返しの中にあるかが手がかりです。
""")


FORWARD_MISTAKES = (
    Mistake(diagnosis("cosine"), np.cos),
    Mistake(diagnosis("degrees"), lambda x: np.sin(np.deg2rad(x))),
    Mistake(
        Wrong(
            "degrees",
            "ラジアンの入力を度に直してから、正弦を計算しています。",
            "NumPyの正弦はラジアンを受け取るので、単位を変える計算は要りません。",
        ),
        lambda x: np.sin(np.rad2deg(x)),
    ),
    Mistake(diagnosis("wrong_sign"), lambda x: -np.sin(x)),
)

BACKWARD_MISTAKES = (
    *chain_rule_mistakes(np.cos),
    Mistake(diagnosis("derivative_at_output"), lambda x, gy: np.cos(np.sin(x)) * gy),
    Mistake(diagnosis("gradient_inside"), lambda x, gy: np.cos(x * gy)),
    Mistake(
        Wrong(
            "wrong_sign",
            "勾配の符号が反対です。",
            "微分してマイナスが付くのは余弦のほうで、正弦には付きません。",
        ),
        lambda x, gy: -np.cos(x) * gy,
    ),
    Mistake(diagnosis("not_differentiated"), lambda x, gy: np.sin(x) * gy),
    Mistake(
        Wrong(
            "not_differentiated",
            "逆伝播が、順伝播と同じ値を返しています。",
            "backwardで使うのは正弦を微分した関数で、さらにgyとの積を取ります。",
        ),
        lambda x, gy: np.sin(x),
    ),
    Mistake(
        Wrong(
            "degrees",
            "逆伝播で、入力を度とみなしてラジアンに直しています。",
            "順伝播の正弦と同じく、余弦にもラジアンのまま渡します。",
        ),
        lambda x, gy: np.cos(np.deg2rad(x)) * gy,
    ),
)


@judged
def check_step06(sin: Any) -> Feedback:
    """ステップ6の演習の、``forward`` と ``backward`` をもつ正弦のクラス ``Sin`` を判定します。

    Parameters
    ----------
    sin
        学習者のクラス。

    Returns
    -------
    Feedback
        講評。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book.exercises import check_step06
    >>> from dezero_book.steps.step06 import Function
    >>> class Sin(Function):
    ...     def forward(self, x):
    ...         return np.sin(x)
    ...
    ...     def backward(self, gy):
    ...         return np.cos(self.input.data)
    >>> check_step06(Sin).diagnosis
    'forgot_gy'
    """
    examine_class(sin, "Sin", "forward", "backward")
    run = partial(run_class, sin)
    examine_forward(run, POINTS, np.sin, FORWARD_MISTAKES)
    examine_backward(run, POINTS, lambda x, gy: np.cos(x) * gy, BACKWARD_MISTAKES)
    return accept("順伝播は正弦の値に、逆伝播は導関数とgyの積になりました。")


@exercise("6.2")
def _check_two_points(found: Any) -> Feedback:
    values = [np.exp(2 * x**2) * 4 * x for x in (0.5, 1.2)]
    if (
        not isinstance(found, (list, tuple))
        or len(found) != 2
        or not all(is_numeric(value) and np.size(value) == 1 for value in found)
    ):
        raise diagnosis("wrong_type", shown=show(found))
    obtained = np.array([float(np.asarray(value).reshape(())) for value in found])
    if is_close(obtained, values):
        return accept("どちらの点でも、順伝播からやり直した勾配になりました。")
    (old_x, old_a, old_b), (x, a, b) = ((x, x**2, np.exp(x**2)) for x in (0.5, 1.2))
    stale = wrong_factors(
        [
            [("x", 2 * x), ("x", 2 * old_x)],
            [("a", np.exp(a)), ("a", np.exp(old_a))],
            [("b", 2 * b), ("b", 2 * old_b)],
        ],
        obtained[1],
    )
    evidence = expected_and_obtained(values, obtained)
    if stale:
        raise diagnosis("stale_values", *evidence, stale="と".join(stale))
    raise diagnosis("wrong_value", *evidence)
