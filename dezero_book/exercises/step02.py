"""ステップ2のつくる演習。3乗の関数をつくります。"""

from __future__ import annotations

from typing import Any

import numpy as np

from dezero_book.exercises.comparison import Mistake
from dezero_book.exercises.feedback import Diagnoses, Feedback, accept, judged
from dezero_book.exercises.function_class import judge_function
from dezero_book.exercises.learner import call
from dezero_book.exercises.numbered import exercise
from dezero_book.exercises.wording import show

diagnosis = Diagnoses("""
triple
    3乗ではなく、3倍を計算しています。
    3乗は同じ値を3回掛けた値です。*と**の違いを見ると、原因が分かります。
swapped_power
    xの3乗ではなく、3のx乗を計算しています。
    **の左が底、右が指数です。左右の順番を見ると、原因が分かります。
square
    3乗ではなく、2乗の値になっています。
    Squareから写した式の、指数の数を見ると、原因が分かります。
derivative
    3乗の値ではなく、3乗の導関数の値になっています。
    forwardが返すのは、関数そのものの値です。
power_of_power
    2乗した値を、さらに3乗しています。
    累乗を重ねると指数は掛け算になり、6乗の値になります。
fourth_power
    3乗ではなく、4乗の値になっています。
    xを何回掛けているかを数えると、原因が分かります。
absolute_value
    負の入力に対して、符号が正になっています。
    負の数の3乗は負の数です。絶対値を取る計算がないか見ると分かります。
identity
    入力と同じ値を返しています。
    計算した結果ではなく、引数をそのまま返していないか見ると分かります。
doubled
    半分ではなく、2倍になっています。
    掛けるか割るかが手がかりです。
floor_division
    割った結果の、小数の部分がなくなっています。
    //は、割り算の結果を整数に切り捨てます。
not_shared
    UpperとReverseが、同じ__call__を使っていません。
    共通の手順が2か所に残ると、括弧の形を変えるときに2か所を直すことになります。
    Toolに__call__を移し、2つのクラスの括弧の中にToolを書くと、共通になります。
own_call
    UpperかReverseに、自分の__call__が残っています。
    クラス自身の__call__は、Toolの__call__より先に見つかります。
    2つのクラスに残すのは、真ん中の仕事だけです。
no_return
    {example}がNoneを返しています。
    移したメソッドのどれかに、return文が抜けています。
not_stripped
    前後の空白が残っています。
not_wrapped
    結果が括弧で包まれていません。
not_changed
    真ん中の仕事の結果が使われていません。
    __call__から呼んでいるメソッドの名前が、2つのクラスのものと同じかが手がかりです。
wrong_value
    返した文字列が、期待したものと異なります。
not_class
    クラス{example}を渡すと判定できますが、{shown}が渡されました。
""")


MISTAKES = (
    Mistake(diagnosis("triple"), lambda x: 3 * x),
    Mistake(diagnosis("swapped_power"), lambda x: 3**x),
    Mistake(diagnosis("square"), lambda x: x**2),
    Mistake(diagnosis("derivative"), lambda x: 3 * x**2),
    Mistake(diagnosis("power_of_power"), lambda x: (x**2) ** 3),
    Mistake(diagnosis("fourth_power"), lambda x: x**4),
    Mistake(diagnosis("absolute_value"), lambda x: np.abs(x) ** 3),
    Mistake(diagnosis("identity"), lambda x: x),
)


@judged
def check_step02(cube: Any) -> Feedback:
    """ステップ2の演習の、``Function`` を継承し、``forward`` で3乗を返すクラス ``Cube`` を判定します。

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


HALF_MISTAKES = (
    Mistake(diagnosis("doubled"), lambda x: x * 2),
    Mistake(diagnosis("floor_division"), lambda x: x // 2),
    Mistake(diagnosis("identity"), lambda x: x),
)


@exercise("2.2")
def _check_half(half: Any) -> Feedback:
    judge_function(half, "Half", lambda x: x / 2, HALF_MISTAKES)
    return accept("どの形の配列でも、半分の値が箱に入りました。")


@exercise("2.4")
def _check_tools(upper: Any, reverse: Any) -> Feedback:
    for cls, example, changed in (upper, "Upper", "ABC"), (reverse, "Reverse", "CbA"):
        if not isinstance(cls, type):
            raise diagnosis("not_class", example=example, shown=show(cls))
        tool = call(f"{example}()", "", cls)
        text = " AbC "
        result = call(example, f"渡した文字列は{text!r}です。", tool, text)
        _examine_text(example, result, changed)
    shared = [base for base in upper.__mro__ if base in reverse.__mro__]
    if not any("__call__" in vars(base) for base in shared):
        raise diagnosis("not_shared")
    if "__call__" in {**vars(upper), **vars(reverse)}:
        raise diagnosis("own_call")
    return accept("共通の手順は1か所になり、2つの道具は前と同じ文字列を返しました。")


def _examine_text(example: str, result: Any, changed: str) -> None:
    expected = f"「{changed}」"
    if result == expected:
        return
    evidence = (
        f"{example}()に空白の付いたAbCを渡しました。",
        f"期待した値は{expected}です。",
        f"得られた値は{show(result)}です。",
    )
    if result is None:
        raise diagnosis("no_return", *evidence, example=example)
    if result == f"「 {changed} 」":
        raise diagnosis("not_stripped", *evidence)
    if result == changed:
        raise diagnosis("not_wrapped", *evidence)
    if result == "「AbC」":
        raise diagnosis("not_changed", *evidence)
    raise diagnosis("wrong_value", *evidence)
