"""ステップ1のつくる演習。2つの変数の値を入れ替えます。"""

from __future__ import annotations

import dis
from typing import Any, NoReturn

import numpy as np

from dezero_book.exercises.comparison import Case, Mistake, compare, is_close
from dezero_book.exercises.feedback import Diagnoses, Feedback, Wrong, accept, judged
from dezero_book.exercises.framework import variable_of_function
from dezero_book.exercises.function_class import is_variable, vars_of
from dezero_book.exercises.learner import attempt, examine_function, explained
from dezero_book.exercises.numbered import exercise
from dezero_book.exercises.wording import show
from dezero_book.steps import step01

diagnosis = Diagnoses("""
changed_arrays
    dataの配列の中身を書き換えています。
    同じ配列を別の変数も指していると、その変数の値まで変わってしまいます。
    中身を写すことと、dataがどの配列を指すかを変えることの違いが手がかりです。
returned_instead
    入れ替えた結果を返していますが、渡された変数のdataは変わっていません。
    swapの呼び出し元が見るのは、戻り値ではなくaとbの箱の中身です。
    箱の中身を変える代入が、swapの中にあるかどうかが手がかりです。
unchanged
    dataへの代入はありますが、値は元のままです。
    代入の左辺と右辺が同じ箱を指していると、何も変わりません。
not_assigned
    swapの中に、代入がありません。
    値を読んだり表示したりするだけでは、箱の中身は変わりません。
    箱の中身を変えるのは、a.dataへの代入です。
rebinds_names
    変数のdataは元のままです。
    関数の中でaやbに代入しても、付け替わるのは関数の中の名前だけです。
    箱の中身を変えるのは、a.dataへの代入のように、属性に対する代入です。
overwritten
    片方の値が上書きされ、2つの変数が同じ値になっています。
    先に代入したほうの元の値は、次の行ではもう読めません。
    元の値をいつ読み、いつ上書きしているか、行の順番が手がかりです。
variable_in_data
    dataの中に、値ではなくVariableが入っています。
    入れ替えるのは箱ではなく、箱の中のdataです。代入の右辺が手がかりです。
wrong_value
    dataが、期待したように入れ替わっていません。
    a.dataとb.dataに代入している行の右辺が手がかりです。
same_shape_only
    形やdtypeが同じ配列でしか、正しく入れ替わりません。
    足し引きで入れ替える方法や、配列の中身を写す方法は、形や値によって結果が変わります。
    中身には触れずに、dataがどの配列を指すかだけを変える方法が手がかりです。
recorded_after
    どの記録も、1つずつ先の値になっています。
    増やしたあとに記録すると、最初の値が残りません。
    記録する行と、増やす行の順番が手がかりです。
not_advanced
    箱の中身が増えていないので、同じ値を3回記録しています。
    x.data + 1.0と書くだけでは、新しい配列ができるだけで、箱には入りません。
    x.dataへの代入があるかどうかが手がかりです。
recorded_boxes
    値ではなく、箱（Variable）を記録しています。
    3つの記録はどれも同じ箱なので、中身を替えると、どれも替わります。
    appendに渡しているものが手がかりです。
same_array
    3つの記録が、どれも同じ配列を指しています。
    +=は、その配列に書き込むので、記録した配列の中身も変わります。
    増やすたびに新しい配列を作るか、写しを記録すると、前の値が残ります。
misspelled_attribute
    箱にはなかった属性{sorted_added}に代入しています。
    Pythonは、ない属性への代入をエラーにせず、新しく作ります。
    代入の左辺の綴りを、dataと見比べると見つかります。
wrong_type
    3つの記録が並んだリストを渡すと判定できますが、{shown}が渡されました。
""")


# 1組目は、配列の中身を書き換える方法でもエラーにならないように形をそろえる。
PAIRS = (
    (np.array([0.7, -1.3]), np.array([2.6, 4.1])),
    (np.array(0.1), np.array(0.7)),
    (np.array([[1.5, 2.5]]), np.array(7)),
)


@judged
def check_step01(swap: Any) -> Feedback:
    """ステップ1の演習の、2つの変数の ``data`` を入れ替える関数 ``swap(a, b)`` を判定します。

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
    examine_function(swap, "swap", "a", "b")
    for k, (first, second) in enumerate(PAIRS):
        _examine_pair(swap, first, second, same_shape=k == 0)
    return accept("2つの変数のdataが、形やdtypeの違う配列でも入れ替わりました。")


def _examine_pair(swap: Any, first: Any, second: Any, same_shape: bool) -> None:
    variable: Any = variable_of_function(swap, step01.Variable)
    given = first.copy(), second.copy()
    a, b = (variable(array) for array in given)
    returned, error = attempt(swap, a, b)
    evidence = (
        f"入れ替える前は、a.data = {show(first)}、b.data = {show(second)}です。",
        f"呼び出したあとは、a.data = {show(a.data)}、b.data = {show(b.data)}です。",
    )
    if error is not None:
        wrong = explained("swap", error, evidence[0])
        if wrong.diagnosis == "error" and not same_shape:
            raise _same_shape_only(*evidence)
        raise wrong
    if not (is_close(given[0], first) and is_close(given[1], second)):
        raise diagnosis("changed_arrays", *evidence)
    added = {*vars_of(a), *vars_of(b)} - {*vars_of(variable(first))}
    if added:
        raise diagnosis(
            "misspelled_attribute", *evidence, sorted_added="、".join(sorted(added))
        )
    swapped = is_close(a.data, second) and is_close(b.data, first)
    kinds = [getattr(box.data, "dtype", None) for box in (a, b)]
    if swapped and kinds == [second.dtype, first.dtype]:
        return
    if not same_shape:
        raise _same_shape_only(*evidence)
    _explain(swap, returned, a, b, evidence)


def _explain(
    swap: Any, returned: Any, a: Any, b: Any, evidence: tuple[str, ...]
) -> NoReturn:
    first, second = PAIRS[0]
    if is_close(a.data, first) and is_close(b.data, second):
        if returned is not None:
            raise diagnosis("returned_instead", *evidence)
        if ("STORE_ATTR", "data") in _assignments(swap):
            raise diagnosis("unchanged", *evidence)
        if not _assignments(swap):
            raise diagnosis("not_assigned", *evidence)
        raise diagnosis("rebinds_names", *evidence)
    if is_close(a.data, b.data):
        raise diagnosis("overwritten", *evidence)
    if is_variable(a.data):
        raise diagnosis("variable_in_data")
    raise diagnosis("wrong_value", *evidence)


def _same_shape_only(*evidence: str) -> Wrong:
    return diagnosis("same_shape_only", *evidence)


def _assignments(swap: Any) -> set[tuple[str, Any]]:
    code = getattr(swap, "__code__", None)
    steps = () if code is None else dis.get_instructions(code)
    return {(s.opname, s.argval) for s in steps if s.opname.startswith("STORE_")}


HISTORY = np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 4.0]])

HISTORY_MISTAKES = (
    Mistake(diagnosis("recorded_after"), lambda: HISTORY + 1.0),
    Mistake(
        diagnosis("not_advanced"),
        lambda: HISTORY[[0, 0, 0]],
        lambda: HISTORY[[1, 1, 1]],
    ),
)


@exercise("1.2")
def _check_history(history: Any) -> Feedback:
    if not isinstance(history, list) or len(history) != 3:
        raise diagnosis("wrong_type", shown=show(history))
    if any(map(is_variable, history)):
        raise diagnosis("recorded_boxes")
    if history[0] is history[1]:
        raise diagnosis("same_array")
    obtained = attempt(np.array, history)[0]
    compare(
        [Case((), HISTORY, obtained)],
        HISTORY_MISTAKES,
        lambda: "3つの記録を、順に比べました。",
        Wrong("wrong_value", "記録した値が、期待した値と異なります。"),
    )
    return accept("3つの記録に、増えていく途中の値が残りました。")
