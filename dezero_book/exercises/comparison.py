"""得られた値を、正しい値や間違った式の値と比べます。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dezero_book.exercises.feedback import Feedback, reject

RTOL = 1e-5
ATOL = 1e-7


@dataclass(frozen=True)
class Misconception:
    """よくある間違いと、その間違いが生む値の式。"""

    code: str
    formula: Callable[..., Any]
    sentences: tuple[str, ...]

    def feedback(self, *evidence: str) -> Feedback:
        """この間違いを説明する講評。"""
        return reject(self.code, *self.sentences, *evidence)


@dataclass(frozen=True, eq=False)
class Case:
    """1つの入力と、正しい値と、得られた値。"""

    arguments: tuple[Any, ...]
    expected: Any
    obtained: Any


def is_numeric(value: Any) -> bool:
    """``value`` が実数または実数の配列なら ``True``。"""
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.kind in "iuf"
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_close(obtained: Any, expected: Any, rtol: float = RTOL) -> bool:
    """形が等しく、値が丸め誤差の範囲で等しいかどうか。

    ``float32`` で計算した値も等しいとみなします。
    """
    if not is_numeric(obtained):
        return False
    # 継承したクラスの演算子や関数を呼ばないように、ndarrayに戻してから比べる。
    left = np.asarray(obtained).view(np.ndarray)
    right = np.asarray(expected)
    if left.shape != right.shape:
        return False
    return bool(np.allclose(left, right, rtol=rtol, atol=ATOL, equal_nan=True))


def first_wrong(cases: Sequence[Case]) -> Case | None:
    """正しくない最初の場合。すべて正しければ ``None``。"""
    for case in cases:
        if not is_close(case.obtained, case.expected):
            return case
    return None


def recognize(
    misconceptions: Sequence[Misconception], cases: Sequence[Case]
) -> Misconception | None:
    """すべての場合の値を説明できる間違い。なければ ``None``。"""
    for misconception in misconceptions:
        if all(
            is_close(case.obtained, misconception.formula(*case.arguments))
            for case in cases
        ):
            return misconception
    return None
