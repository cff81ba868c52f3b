"""``backward`` に共通する間違い。どの関数でも、導関数だけから値が決まります。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from dezero_book.exercises.comparison import Mistake
from dezero_book.exercises.feedback import Diagnoses

diagnosis = Diagnoses("""
forgot_gy
    逆伝播で、出力側から伝わった勾配gyを掛けていません。
    gyが1のときは値が合いますが、ほかの関数とつなぐと連鎖律が途切れます。
    backwardのreturnの行に、gyがあるかどうかが手がかりです。
derivative_at_gradient
    導関数を、入力ではなくgyの値で計算しています。
    gyは出力側から伝わった勾配で、入力の値ではありません。
    入力の値が、順伝播のあとどこに残っているかが手がかりです。
added_gy
    gyを、掛けずに足しています。
    連鎖律では、出力側から伝わった勾配と導関数との積を取ります。
passed_gy_through
    受け取ったgyを、そのまま返しています。
    入力側へ伝わるのは、gyとこの関数の導関数との積です。
divided_gy
    gyと導関数を、掛けずに割っています。
    連鎖律では、出力側から伝わった勾配と導関数との積を取ります。
copied_square
    逆伝播が、2乗のものになっています。
    2xは、x²の導関数です。
    Squareから写した行が、backwardに残っていないか見ると分かります。
copied_exp
    逆伝播が、指数関数のものになっています。
    Expから写した行が、backwardに残っていないか見ると分かります。
""")


def chain_rule_mistakes(derivative: Callable[[Any], Any]) -> list[Mistake]:
    """導関数が ``derivative`` の関数の ``backward`` で、よくある間違い。"""
    d = derivative
    return [
        Mistake(diagnosis("forgot_gy"), lambda x, gy: d(x)),
        Mistake(
            diagnosis("derivative_at_gradient"),
            lambda x, gy: d(gy),
            lambda x, gy: d(gy) * gy,
        ),
        Mistake(diagnosis("added_gy"), lambda x, gy: d(x) + gy),
        Mistake(diagnosis("passed_gy_through"), lambda x, gy: gy),
        Mistake(
            diagnosis("divided_gy"), lambda x, gy: gy / d(x), lambda x, gy: d(x) / gy
        ),
        Mistake(
            diagnosis("copied_square"), lambda x, gy: 2 * x * gy, lambda x, gy: 2 * x
        ),
        Mistake(
            diagnosis("copied_exp"),
            lambda x, gy: np.exp(x) * gy,
            lambda x, gy: np.exp(x),
        ),
    ]
