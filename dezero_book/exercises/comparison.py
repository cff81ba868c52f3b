"""得られた値を、正しい値や、間違った式の値と比べます。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from dezero_book.exercises.feedback import Wrong
from dezero_book.exercises.wording import expected_and_obtained

RTOL = 1e-5
ATOL = 1e-7


class Mistake:
    """よくある間違い。伝えることと、その間違いが生む値の式（いくつでも）。"""

    def __init__(self, wrong: Wrong, *formulas: Callable[..., Any]) -> None:
        self.wrong = wrong
        self.formulas = formulas


class Case(NamedTuple):
    """1組の引数と、正しい値と、得られた値。"""

    arguments: tuple[Any, ...]
    expected: Any
    obtained: Any


def compare(
    cases: Sequence[Case],
    mistakes: Sequence[Mistake],
    describe: Callable[..., str],
    otherwise: Wrong,
) -> None:
    """正しくない場合があれば、すべての場合の値を説明できる間違いを伝えます。

    ``describe`` は引数を述べる文を、``otherwise`` はどの間違いでもないときの講評を表します。
    """
    wrong = next((c for c in cases if not is_close(c.obtained, c.expected)), None)
    if wrong is None:
        return
    evidence = (
        describe(*wrong.arguments),
        *expected_and_obtained(wrong.expected, wrong.obtained),
    )
    for mistake in mistakes:
        for formula in mistake.formulas:
            if all(is_close(c.obtained, formula(*c.arguments)) for c in cases):
                raise mistake.wrong.with_evidence(*evidence)
    raise otherwise.with_evidence(*evidence)


def is_numeric(value: Any) -> bool:
    """``value`` が実数または実数の配列なら ``True``。"""
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.kind in "iuf"
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_close(obtained: Any, expected: Any, rtol: float = RTOL) -> bool:
    """形が等しく、値が ``float32`` の丸め誤差の範囲で等しいかどうか。"""
    if not is_numeric(obtained):
        return False
    # 継承したクラスの演算子や関数を呼ばないように、ndarrayに戻してから比べる。
    left = np.asarray(obtained).view(np.ndarray)
    right = np.asarray(expected)
    if left.shape != right.shape:
        return False
    return bool(np.allclose(left, right, rtol=rtol, atol=ATOL, equal_nan=True))
