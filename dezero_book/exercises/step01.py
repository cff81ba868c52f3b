"""ステップ1のつくる演習。2つの変数の値を入れ替えます。"""

from __future__ import annotations

import dis
from typing import Any

import numpy as np

from dezero_book.exercises.attempt import attempt
from dezero_book.exercises.comparison import is_close
from dezero_book.exercises.errors import explain_error
from dezero_book.exercises.feedback import Feedback, accept, reject
from dezero_book.exercises.framework import variable_of_function
from dezero_book.exercises.isolation import judge
from dezero_book.exercises.plain_function import examine_callable
from dezero_book.exercises.wording import show
from dezero_book.steps import step01

# 1組目は、配列の中身を書き換える方法でもエラーにならないように形をそろえる。
PAIRS = (
    (np.array([0.7, -1.3]), np.array([2.6, 4.1])),
    (np.array(0.1), np.array(0.7)),
    (np.array([[1.5, 2.5]]), np.array(7)),
)


def check_step01(swap: Any) -> Feedback:
    """2つの変数の ``data`` を入れ替える関数 ``swap(a, b)`` を判定します。

    Parameters
    ----------
    swap
        2つの変数を受け取り、``data`` を入れ替える関数。

    Returns
    -------
    Feedback
        講評。

    Examples
    --------
    >>> from dezero_book.exercises import check_step01
    >>> def swap(a, b):
    ...     a, b = b, a
    >>> check_step01(swap).diagnosis
    'rebinds_names'
    """
    return judge(_examine, swap)


def _examine(swap: Any) -> Feedback:
    feedback = examine_callable(swap, "swap", ("a", "b"))
    if feedback is not None:
        return feedback
    for first, second in PAIRS:
        feedback = _examine_pair(swap, first, second)
        if feedback is not None:
            return feedback
    return accept("2つの変数のdataが、形やdtypeの違う配列でも入れ替わりました。")


def _examine_pair(swap: Any, first: Any, second: Any) -> Feedback | None:
    variable: Any = variable_of_function(swap, step01.Variable)
    given = first.copy(), second.copy()
    a, b = (variable(array) for array in given)
    outcome = attempt(swap, a, b)
    evidence = (
        f"入れ替える前は、a.data = {show(first)}、b.data = {show(second)}です。",
        f"呼び出したあとは、a.data = {show(a.data)}、b.data = {show(b.data)}です。",
    )
    if outcome.error is not None:
        explained = explain_error("swap", outcome.error, evidence[0])
        if explained.diagnosis == "error" and first is not PAIRS[0][0]:
            return _same_shape_only(*evidence)
        return explained
    if not (is_close(given[0], first) and is_close(given[1], second)):
        return reject(
            "changed_arrays",
            "dataの配列の中身を書き換えています。",
            "同じ配列を別の変数も指していると、その変数の値まで変わってしまいます。",
            "中身を写すことと、dataがどの配列を指すかを変えることの違いが手がかりです。",
            *evidence,
        )
    if is_close(a.data, second) and is_close(b.data, first):
        kinds = [getattr(box.data, "dtype", None) for box in (a, b)]
        if kinds != [second.dtype, first.dtype]:
            return _same_shape_only(*evidence)
        return None
    if first is not PAIRS[0][0]:
        return _same_shape_only(*evidence)
    return _explain_values(swap, outcome.value, a, b, evidence)


def _explain_values(
    swap: Any, returned: Any, a: Any, b: Any, evidence: tuple[str, ...]
) -> Feedback:
    first, second = PAIRS[0]
    if is_close(a.data, first) and is_close(b.data, second):
        if returned is not None:
            return reject(
                "returned_instead",
                "入れ替えた結果を返していますが、渡された変数のdataは変わっていません。",
                "swapの呼び出し元が見るのは、戻り値ではなくaとbの箱の中身です。",
                "箱の中身を変える代入が、swapの中にあるかどうかが手がかりです。",
                *evidence,
            )
        if _assigns_data(swap):
            return reject(
                "unchanged",
                "dataへの代入はありますが、値は元のままです。",
                "代入の左辺と右辺が同じ箱を指していると、何も変わりません。",
                *evidence,
            )
        return reject(
            "rebinds_names",
            "変数のdataは元のままです。",
            "関数の中でaやbに代入しても、付け替わるのは関数の中の名前だけです。",
            "箱の中身を変えるのは、a.dataへの代入のように、属性に対する代入です。",
            *evidence,
        )
    if is_close(a.data, b.data):
        return reject(
            "overwritten",
            "片方の値が上書きされ、2つの変数が同じ値になっています。",
            "先に代入したほうの元の値は、次の行ではもう読めません。",
            "元の値をいつ読み、いつ上書きしているか、行の順番が手がかりです。",
            *evidence,
        )
    if isinstance(a.data, variable_of_function(swap, step01.Variable)):
        return reject(
            "variable_in_data",
            "dataの中に、値ではなくVariableが入っています。",
            "入れ替えるのは箱ではなく、箱の中のdataです。代入の右辺が手がかりです。",
        )
    return reject(
        "wrong_value",
        "dataが、期待したように入れ替わっていません。",
        "a.dataとb.dataに代入している行の右辺が手がかりです。",
        *evidence,
    )


def _same_shape_only(*evidence: str) -> Feedback:
    return reject(
        "same_shape_only",
        "形やdtypeが同じ配列でしか、正しく入れ替わりません。",
        "足し引きで入れ替える方法や、配列の中身を写す方法は、形や値によって結果が変わります。",
        "中身には触れずに、dataがどの配列を指すかだけを変える方法が手がかりです。",
        *evidence,
    )


def _assigns_data(swap: Any) -> bool:
    code = getattr(swap, "__code__", None)
    return code is not None and any(
        step.opname == "STORE_ATTR" and step.argval == "data"
        for step in dis.get_instructions(code)
    )
