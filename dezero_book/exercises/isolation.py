"""判定の前後で、プロセス全体の状態を変えないようにします。"""

from __future__ import annotations

import contextlib
import io
import random
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from dezero_book.exercises.feedback import Feedback, reject


@contextlib.contextmanager
def isolated() -> Iterator[None]:
    """乱数、警告、再帰の上限などを元に戻し、画面への出力を止める文脈。"""
    recursion_limit = sys.getrecursionlimit()
    python_random = random.getstate()
    numpy_random = np.random.get_state(legacy=False)
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        np.printoptions(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            sys.setrecursionlimit(recursion_limit)
            random.setstate(python_random)
            np.random.set_state(numpy_random)


def judge(examine: Callable[[Any], Feedback], answer: Any) -> Feedback:
    """プロセスの状態を守りながら判定します。

    判定そのものを妨げるもの（属性を読むとエラーになるオブジェクトなど）が渡されても、
    エラーにせず講評を返します。

    Parameters
    ----------
    examine
        答えを受け取り、講評を返す関数。
    answer
        学習者の答え。

    Returns
    -------
    Feedback
        講評。
    """
    with isolated():
        try:
            return examine(answer)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return reject(
                "unreadable",
                "渡されたものを調べられませんでした。",
                f"属性を読んだときに、{type(error).__name__}が起きました。",
                "演習で定義したクラスや関数の名前を、そのまま渡すと判定できます。",
            )
