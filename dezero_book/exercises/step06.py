"""ステップ6のつくる演習。正弦の順伝播と逆伝播をつくります。"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from dezero_book.exercises.comparison import Misconception
from dezero_book.exercises.feedback import Feedback, accept, first_problem
from dezero_book.exercises.function_probe import (
    POINTS,
    examine_backward,
    examine_class,
    examine_forward,
    examine_signature,
    run_class,
)
from dezero_book.exercises.isolation import judge

FORWARD_MISCONCEPTIONS = (
    Misconception(
        "cosine",
        np.cos,
        (
            "順伝播が、正弦（sin）ではなく余弦（cos）の値になっています。",
            "forwardは関数の値、backwardは導関数を使った勾配を返します。",
        ),
    ),
    Misconception(
        "degrees",
        lambda x: np.sin(np.deg2rad(x)),
        (
            "入力を度とみなして、ラジアンに直しています。",
            "sinの導関数がcosになるのは、角度がラジアンのときだけです。",
            "入力に円周率を掛けている場所を探すと、原因が分かります。",
        ),
    ),
    Misconception(
        "degrees",
        lambda x: np.sin(np.rad2deg(x)),
        (
            "ラジアンの入力を度に直してから、正弦を計算しています。",
            "NumPyの正弦はラジアンを受け取るので、単位を変える計算は要りません。",
        ),
    ),
    Misconception(
        "wrong_sign",
        lambda x: -np.sin(x),
        (
            "順伝播の値の符号が反対です。",
            "余計なマイナスがないか、forwardのreturnの行を見ると分かります。",
        ),
    ),
)

BACKWARD_MISCONCEPTIONS = (
    Misconception(
        "forgot_gy",
        lambda x, gy: np.cos(x),
        (
            "逆伝播で、出力側から伝わった勾配gyを掛けていません。",
            "gyが1のときは値が合いますが、ほかの関数とつなぐと連鎖律が途切れます。",
            "backwardのreturnの行に、gyがあるかどうかが手がかりです。",
        ),
    ),
    Misconception(
        "derivative_at_output",
        lambda x, gy: np.cos(np.sin(x)) * gy,
        (
            "導関数を、入力ではなく出力の値で計算しています。",
            "連鎖律のdy/dxは、入力xでの導関数の値です。",
            "backwardの中で、導関数に渡している変数が手がかりです。",
        ),
    ),
    Misconception(
        "derivative_at_gradient",
        lambda x, gy: np.cos(gy),
        (
            "導関数を、入力ではなくgyの値で計算しています。",
            "gyは出力側から伝わった勾配で、入力の値ではありません。",
            "入力の値が、順伝播のあとどこに残っているかが手がかりです。",
        ),
    ),
    Misconception(
        "derivative_at_gradient",
        lambda x, gy: np.cos(gy) * gy,
        (
            "導関数を、入力ではなくgyの値で計算しています。",
            "gyは出力側から伝わった勾配で、入力の値ではありません。",
            "入力の値が、順伝播のあとどこに残っているかが手がかりです。",
        ),
    ),
    Misconception(
        "gradient_inside",
        lambda x, gy: np.cos(x * gy),
        (
            "gyを、余弦の外ではなく中で掛けています。",
            "連鎖律は、導関数の値を求めてから、伝わった勾配との積を取ります。",
            "括弧の閉じる位置が手がかりです。",
        ),
    ),
    Misconception(
        "added_gy",
        lambda x, gy: np.cos(x) + gy,
        (
            "gyを、掛けずに足しています。",
            "連鎖律では、出力側から伝わった勾配と導関数との積を取ります。",
        ),
    ),
    Misconception(
        "wrong_sign",
        lambda x, gy: -np.cos(x) * gy,
        (
            "勾配の符号が反対です。",
            "微分してマイナスが付くのは余弦のほうで、正弦には付きません。",
        ),
    ),
    Misconception(
        "not_differentiated",
        lambda x, gy: np.sin(x) * gy,
        (
            "逆伝播で、導関数ではなく、元の関数の値を掛けています。",
            "backwardで使うのは、正弦を微分した関数です。",
            "backwardの中で呼んでいるNumPyの関数の名前が手がかりです。",
        ),
    ),
    Misconception(
        "not_differentiated",
        lambda x, gy: np.sin(x),
        (
            "逆伝播が、順伝播と同じ値を返しています。",
            "backwardで使うのは正弦を微分した関数で、さらにgyとの積を取ります。",
        ),
    ),
    Misconception(
        "passed_gy_through",
        lambda x, gy: gy,
        (
            "受け取ったgyを、そのまま返しています。",
            "入力側へ伝わるのは、gyとこの関数の導関数との積です。",
        ),
    ),
    Misconception(
        "divided_gy",
        lambda x, gy: gy / np.cos(x),
        (
            "導関数を掛けずに、導関数で割っています。",
            "連鎖律では、出力側から伝わった勾配と導関数との積を取ります。",
        ),
    ),
    Misconception(
        "divided_gy",
        lambda x, gy: np.cos(x) / gy,
        (
            "gyを掛けずに、gyで割っています。",
            "連鎖律では、出力側から伝わった勾配と導関数との積を取ります。",
        ),
    ),
    Misconception(
        "degrees",
        lambda x, gy: np.cos(np.deg2rad(x)) * gy,
        (
            "逆伝播で、入力を度とみなしてラジアンに直しています。",
            "順伝播の正弦と同じく、余弦にもラジアンのまま渡します。",
        ),
    ),
)


def check_step06(sin: Any) -> Feedback:
    """``forward`` と ``backward`` をもつ正弦のクラス ``Sin`` を判定します。

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
    return judge(_examine, sin)


def _examine(sin: Any) -> Feedback:
    feedback = first_problem(_examinations(sin))
    if feedback is not None:
        return feedback
    return accept("順伝播は正弦の値に、逆伝播は導関数とgyの積になりました。")


def _examinations(sin: Any) -> Iterator[Feedback | None]:
    yield examine_class(sin, "Sin", ("forward", "backward"))
    yield examine_signature(sin, "forward")
    yield examine_signature(sin, "backward")
    run = partial(run_class, sin)
    yield examine_forward(run, POINTS, np.sin, FORWARD_MISCONCEPTIONS)
    yield examine_backward(
        run, POINTS, lambda x, gy: np.cos(x) * gy, BACKWARD_MISCONCEPTIONS
    )
