"""渡されたものが、決められた数の引数を受け取る関数かどうかを調べます。"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from dezero_book.exercises.feedback import Feedback, reject
from dezero_book.exercises.framework import accepts
from dezero_book.exercises.wording import show


def examine_callable(
    answer: Any, name: str, parameters: Sequence[str]
) -> Feedback | None:
    """関数でないものや、引数の数が合わない関数を見つけます。

    Parameters
    ----------
    answer
        学習者の答え。
    name
        課題の関数の名前。
    parameters
        課題の関数の引数の名前。

    Returns
    -------
    Feedback or None
        問題があれば講評、なければ ``None``。
    """
    if inspect.isclass(answer) or not callable(answer):
        return reject(
            "not_function",
            f"関数{name}を渡すと判定できますが、{show(answer)}が渡されました。",
            "渡すのは、defで定義した関数の名前です。"
            if inspect.isclass(answer)
            else f"{name}のあとに括弧を付けると、関数ではなく、呼び出した結果が渡ります。",
        )
    if not accepts(answer, len(parameters)):
        return reject(
            "wrong_parameters",
            f"{name}の引数の数が合いません。",
            f"{name}({', '.join(parameters)})のように呼び出せる関数が課題です。",
            "defの行の括弧の中を見ると、足りないものや余分なものが分かります。",
        )
    return None
