"""ステップ2のつくる演習。3乗の関数をつくります。"""

from __future__ import annotations

from typing import Any

import numpy as np

from dezero_book.exercises.comparison import Mistake
from dezero_book.exercises.feedback import Feedback, accept, judged
from dezero_book.exercises.function_class import judge_function

MISTAKES = (
    Mistake(
        "triple",
        lambda x: 3 * x,
        "3乗ではなく、3倍を計算しています。",
        "3乗は同じ値を3回掛けた値です。*と**の違いを見ると、原因が分かります。",
    ),
    Mistake(
        "swapped_power",
        lambda x: 3**x,
        "xの3乗ではなく、3のx乗を計算しています。",
        "**の左が底、右が指数です。左右の順番を見ると、原因が分かります。",
    ),
    Mistake(
        "square",
        lambda x: x**2,
        "3乗ではなく、2乗の値になっています。",
        "Squareから写した式の、指数の数を見ると、原因が分かります。",
    ),
    Mistake(
        "derivative",
        lambda x: 3 * x**2,
        "3乗の値ではなく、3乗の導関数の値になっています。",
        "forwardが返すのは、関数そのものの値です。",
    ),
    Mistake(
        "power_of_power",
        lambda x: (x**2) ** 3,
        "2乗した値を、さらに3乗しています。",
        "累乗を重ねると指数は掛け算になり、6乗の値になります。",
    ),
    Mistake(
        "fourth_power",
        lambda x: x**4,
        "3乗ではなく、4乗の値になっています。",
        "xを何回掛けているかを数えると、原因が分かります。",
    ),
    Mistake(
        "absolute_value",
        lambda x: np.abs(x) ** 3,
        "負の入力に対して、符号が正になっています。",
        "負の数の3乗は負の数です。絶対値を取る計算がないか見ると分かります。",
    ),
    Mistake(
        "identity",
        lambda x: x,
        "入力と同じ値を返しています。",
        "計算した結果ではなく、引数をそのまま返していないか見ると分かります。",
    ),
)


@judged
def check_step02(cube: Any) -> Feedback:
    """``Function`` を継承し、``forward`` で3乗を返すクラス ``Cube`` を判定します。

    Parameters
    ----------
    cube
        学習者のクラス。

    Returns
    -------
    Feedback
        講評。

    Examples
    --------
    >>> from dezero_book.exercises import check_step02
    >>> from dezero_book.steps.step02 import Function
    >>> class Cube(Function):
    ...     def forward(self, x):
    ...         return x * 3
    >>> check_step02(Cube).diagnosis
    'triple'
    """
    judge_function(cube, "Cube", lambda x: x**3, MISTAKES)
    return accept("負の数を含むどの形の配列でも、3乗の値になりました。")
