"""番号で選ぶ演習。「直す」演習と、判定の関数を個別にもたない「つくる」演習です。"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

from dezero_book.exercises.comparison import is_close
from dezero_book.exercises.feedback import Feedback, judged
from dezero_book.exercises.learner import accepts

Check = Callable[..., Feedback]

_checks: dict[str, Check] = {}


def check_exercise(number: str, *answers: Any) -> Feedback:
    """番号の演習の答えを判定します。

    Parameters
    ----------
    number
        演習の番号（``"6.2"`` など）。番号のない演習では、ページの名前（``"robust"`` など）。
    *answers
        答え。直した関数やクラス、または計算の結果。演習の最後の行に書かれています。

    Returns
    -------
    Feedback
        講評。

    Raises
    ------
    ValueError
        その番号の演習に、判定がないとき。
    TypeError
        答えの数が合わないとき。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book.exercises import check_exercise
    >>> def as_array_in_list(x):
    ...     return np.array([x])
    >>> check_exercise("9.2", as_array_in_list).diagnosis
    'extra_axis'
    """
    if number not in _checks:
        known = "、".join(_checks)
        raise ValueError(
            f"演習{number}には判定がありません。判定があるのは、{known}です。"
        )
    check = _checks[number]
    if not accepts(check, len(answers)):
        raise TypeError(
            f"演習{number}の答えの数が合いません（{len(answers)}個が渡されました）。"
            "演習の最後の行と同じものを渡すと判定できます。"
        )
    return check(*answers)


def exercise(number: str) -> Callable[[Check], Check]:
    """演習の番号を、判定の関数に結び付ける飾り。"""

    def register(check: Check) -> Check:
        _checks[number] = judged(check)
        return _checks[number]

    return register


def wrong_factors(
    factors: Sequence[Sequence[tuple[str, float]]], obtained: Any
) -> list[str] | None:
    """積が ``obtained`` になるように選んだ、正しくない因数の名前。なければ ``None``。

    ``factors`` の各行には、因数の名前と値が、正しいものを先頭に並びます。
    """
    for chosen in itertools.product(*factors):
        product = 1.0
        for _, value in chosen:
            product *= value
        if is_close(obtained, product):
            return [c[0] for c, row in zip(chosen, factors) if c != row[0]]
    return None
