"""ステップ8のつくる演習。生成元をたどり、関数の数をループで数えます。"""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import numpy as np

from dezero_book.exercises.chain import (
    Chain,
    EndlessWalk,
    counting,
    endless_walk,
    walks_past_input,
)
from dezero_book.exercises.comparison import is_close
from dezero_book.exercises.feedback import Diagnoses, Feedback, Wrong, accept, judged
from dezero_book.exercises.framework import Framework, frameworks_of_function
from dezero_book.exercises.learner import attempt, examine_function, explained
from dezero_book.exercises.numbered import exercise
from dezero_book.exercises.wording import expected_and_obtained, show, text_of
from dezero_book.steps import step08

diagnosis = Diagnoses("""
no_return
    count_functionsがNoneを返しています。
    printで表示した値は、呼び出し元に届きません。
    最後にreturn文があるかどうかを見ると、原因が分かります。
wrong_type
    count_functionsが返すのは、関数の数（整数）です。
    returnの行で、返している値の型を確かめると原因が分かります。
counts_variables
    関数ではなく、変数の数を数えています。
    一列につながったグラフでは、変数は関数より1つ多くなります。
    数え始めの値と、1を足す場所が手がかりです。
one_short
    関数の数が1つ足りません。
    入力の隣にある関数や、yを作った関数も、1つに数えます。
    1を足す行と、止まるかどうかを決める条件の順番が手がかりです。
counts_both
    関数と変数を、合わせて数えています。
    数えるのは関数だけです。1を足す行が何か所あるかが手がかりです。
counts_kinds
    関数の数ではなく、関数の種類の数を数えています。
    同じクラスの関数が2つあれば、2つに数えます。
    集合や、すでにあるかどうかを調べる条件がないか見ると分かります。
remembers_last_call
    前に呼び出したときの数に、続けて足しています。
    関数の外の変数や、引数の既定の値のリストは、呼び出しの後も残ります。
    数え始めの値を決めている場所を見ると、原因が分かります。
only_one
    関数を1つ数えたところで終わっています。
    returnが繰り返しの中にあると、1回目で関数が終わります。
    returnの行の字下げと、繰り返しの範囲が手がかりです。
wrong_value
    関数の数が、期待した値と異なります。
    1を足す行を、関数1つにつき何回通るかが手がかりです。
too_slow
    関数が{DEPTH}個つながると、時間がかかりすぎます。
    1つ進むたびに、これまでの全体をたどり直していると遅くなります。
    繰り返しの中で、yからたどり直している場所が手がかりです。
wrong_when_deep
    関数の多い計算グラフでは、数が合いません。
    繰り返しの回数に上限がないか見ると、原因が分かります。
recursion
    関数が{DEPTH}個つながると、再帰の上限に達します。
    再帰は、呼び出しの1つ1つが終わるまで、その情報を積み重ねます。
    積み重ねる必要のない書き方が、この章の逆伝播にあります。
not_stored
    掛けた結果を、どの変数のgradにも入れていません。
    受け取った値は、移った先の変数に入れて残します。
stored_before_moving
    掛けた結果を、移る前の変数のgradに入れています。
    掛けた結果は、1つ前の変数の勾配です。
    gradに入れる行と、移る行の順番が手がかりです。
still_previous
    勾配は正しく求まりましたが、previousがまだ残っています。
    掛けた結果に名前を付けると、移る先の変数の名前は要らなくなります。
moved_too_early
    まだNoneのgradを、backwardに渡しています。
    先に1つ前の変数へ移ると、いまの変数の勾配を読めなくなります。
    backwardを呼ぶ行と、移る行の順番が手がかりです。
""")


FRAMEWORK = Framework(step08.Variable, step08.Function)

NAMES = ("Square", "Exp", "Half", "Square", "Exp")
DEPTH = 100_000


@judged
def check_step08(count_functions: Any) -> Feedback:
    """ステップ8の演習の、通る関数の数を数える関数 ``count_functions(y)`` を判定します。

    Parameters
    ----------
    count_functions
        学習者の関数。変数を受け取り、そこから入力までに通る関数の数を返します。

    Returns
    -------
    Feedback
        講評。

    Examples
    --------
    >>> from dezero_book.exercises import check_step08
    >>> def count_functions(y):
    ...     if y.creator is None:
    ...         return 0
    ...     return 1 + count_functions(y.creator.input)
    >>> check_step08(count_functions).diagnosis
    'recursion'
    """
    examine_function(count_functions, "count_functions", "y")
    framework = next(frameworks_of_function(count_functions, FRAMEWORK))
    limit = sys.getrecursionlimit()
    try:
        for names in NAMES, NAMES[:2], NAMES, ():
            _examine_shallow(count_functions, framework, names)
        if sys.getrecursionlimit() != limit:
            raise _recursion()
        _examine_deep(count_functions, framework)
    finally:
        sys.setrecursionlimit(limit)
    return accept(f"関数が{DEPTH}個つながった計算グラフでも、正しく数えられました。")


def _examine_shallow(
    count_functions: Any, framework: Framework, names: tuple[str, ...]
) -> None:
    chain = Chain(framework, names)
    situation = f"計算グラフは{' → '.join(('x', *names))}で、関数は{len(names)}個です。"
    found, error = attempt(count_functions, chain.output)
    if isinstance(error, EndlessWalk):
        raise endless_walk("count_functions", situation)
    if isinstance(error, AttributeError) and "NoneType" in text_of(error):
        raise walks_past_input(situation)
    if error is not None:
        raise explained("count_functions", error, situation)
    chain.examine_links("数える", situation)
    if not (_is_count(found) and found == len(names)):
        _explain_count(found, names, situation)


def _explain_count(found: Any, names: tuple[str, ...], situation: str) -> NoReturn:
    count = len(names)
    evidence = (situation, *expected_and_obtained(count, found))
    if found is None:
        raise diagnosis("no_return", evidence[0])
    if not _is_count(found):
        raise diagnosis(
            "wrong_type",
            *evidence[:2],
            f"得られた値は{show(found)}で、型は{type(found).__name__}です。"
            if not isinstance(found, float)
            else f"得られた値は{found!r}で、型はfloatです。数え始めの値も整数にします。",
        )
    if found == count + 1:
        raise diagnosis("counts_variables", *evidence)
    if found == count - 1:
        raise diagnosis("one_short", *evidence)
    if found == 2 * count + 1:
        raise diagnosis("counts_both", *evidence)
    if names and found == len(set(names)):
        raise diagnosis("counts_kinds", *evidence)
    if names is not NAMES and found >= len(NAMES) + count:
        raise diagnosis("remembers_last_call", *evidence)
    if found == 1:
        raise diagnosis("only_one", *evidence)
    raise diagnosis("wrong_value", *evidence)


def _examine_deep(count_functions: Any, framework: Framework) -> None:
    chain = Chain(framework, ("Half",) * DEPTH)
    found, error = attempt(count_functions, chain.output)
    if isinstance(error, RecursionError):
        raise _recursion()
    if isinstance(error, (EndlessWalk, MemoryError)):
        raise diagnosis("too_slow", DEPTH=DEPTH)
    if error is not None:
        raise explained("count_functions", error)
    if not (_is_count(found) and found == DEPTH):
        raise diagnosis("wrong_when_deep", *expected_and_obtained(DEPTH, found))


def _recursion() -> Wrong:
    return diagnosis("recursion", DEPTH=DEPTH)


def _is_count(value: Any) -> bool:
    return type(value) is int or isinstance(value, np.integer)


@exercise("8.2")
def _check_without_previous(backward: Any) -> Feedback:
    examine_function(backward, "without_previous", "self")
    y, x = _run_backward(backward, step08.Square)
    if x.grad is None:
        if y.grad == 1.0:
            raise diagnosis("not_stored")
        raise diagnosis("stored_before_moving")
    variables = _run_backward(backward, step08.Square, step08.Exp, step08.Square)
    obtained = [variable.grad for variable in variables]
    x, b = variables[-1].data, variables[1].data
    expected = [1.0, 2 * b, 2 * b**2, 4 * x * b**2]
    if not all(map(is_close, obtained, expected)):
        raise Wrong(
            "wrong_value",
            "勾配が、期待した値と異なります。",
            *expected_and_obtained(expected, obtained),
        )
    code = getattr(backward, "__code__", None)
    if "previous" in getattr(code, "co_varnames", ()):
        raise diagnosis("still_previous")
    return accept("previousを使わずに、どの変数の勾配も求まりました。")


def _run_backward(backward: Any, *classes: Any) -> list[Any]:
    """逆伝播したあとの変数。出力から入力への順。"""
    variable: Any = step08.Variable
    variables = [variable(np.array(0.7))]
    for cls in classes:
        variables.insert(0, cls()(variables[0]))
    variables[0].grad = np.array(1.0)
    variables[0].__class__ = counting(variable)
    _, error = attempt(backward, variables[0])
    situation = f"入力が0.7で、関数を{len(classes)}個通した変数に使いました。"
    if isinstance(error, EndlessWalk):
        raise endless_walk("without_previous", situation)
    if isinstance(error, TypeError) and "NoneType" in text_of(error):
        raise diagnosis("moved_too_early", situation)
    if error is not None:
        raise explained("without_previous", error, situation)
    return variables
