"""ステップ7のつくる演習。生成元をたどり、関数の名前を並べます。"""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np

from dezero_book.exercises.chain import (
    Chain,
    EndlessWalk,
    endless_walk,
    walks_past_input,
)
from dezero_book.exercises.comparison import is_close
from dezero_book.exercises.feedback import Diagnoses, Feedback, Wrong, accept, judged
from dezero_book.exercises.framework import Framework, frameworks_of_function
from dezero_book.exercises.function_class import is_variable
from dezero_book.exercises.learner import (
    attempt,
    examine_function,
    explained,
    names_used_in,
)
from dezero_book.exercises.numbered import exercise
from dezero_book.exercises.wording import expected_and_obtained, show, text_of
from dezero_book.steps import step07

diagnosis = Diagnoses("""
hard_coded
    どの計算グラフを渡しても、同じ名前が並びます。
    名前を手で書いた答えは、ほかの計算グラフには合いません。
    渡されたyのcreatorを読んでいるかどうかが手がかりです。
recursion_returns_none
    いちばん奥のlineageの呼び出しが、Noneを返しています。
    入力の変数まで来ると、returnを通らずに関数が終わり、Noneが返ります。
    creatorがNoneのときに、何を返すかが手がかりです。
name_of_instance
    関数のインスタンスから、__name__を読もうとしています。
    名前をもつのはクラスで、インスタンスではありません。
    インスタンスからクラスを得る方法が手がかりです。
no_return
    lineageがNoneを返しています。
    printで表示した名前は、呼び出し元に届きません。
    再帰で書いた場合は、どの道筋でもreturnを通るかどうかが手がかりです。
string
    名前のリストではなく、1つの文字列を返しています。
    課題は、関数のクラス名を1つずつ要素にもつリストです。
wrong_type
    lineageが返すのは、名前のリストです。
    returnの行で、返している値の型を確かめると原因が分かります。
variables
    関数の名前ではなく、変数を並べています。
    y.creatorが関数、その関数のinputが変数です。
    リストに加えている値が、どちらなのかが手がかりです。
instances
    クラス名ではなく、関数のインスタンスを並べています。
    課題は名前の文字列です。クラスは、自分の名前を知っています。
classes
    クラス名ではなく、クラスそのものを並べています。
    画面の表示は似ていますが、課題は名前の文字列です。
    クラスがもつ、名前を表す属性が手がかりです。
nested
    リストの中に、リストが入れ子になっています。
    appendは、渡されたリスト全体を1つの要素として加えます。
    リストどうしをつなぐ方法との違いが手がかりです。
reversed
    並びが、入力側からになっています。
    課題は、yから入力へ向かって通る順です。逆伝播も、この順に進みます。
    名前を加える向きや、リストを反転している場所が手がかりです。
missing_first_function
    入力の隣にある、最後の関数の名前がありません。
    その関数の入力は、creatorがNoneの変数です。
    名前を加える行と、止まるかどうかを決める条件の順番が手がかりです。
missing_last_function
    y自身を作った関数の名前がありません。
    最初の関数は、y.creatorです。
    名前を加える前に、次の変数へ進んでいないかが手がかりです。
result_discarded
    内側のlineageの呼び出しの結果を、使わずに捨てています。
    呼び出しただけでは、戻り値のリストは、いまのリストに加わりません。
    lineageを呼び出している行で、戻り値をどこへ入れているかが手がかりです。
only_one
    yを作った関数の名前だけで終わっています。
    returnが繰り返しの中にあると、1回目で関数が終わります。
    returnの行の字下げと、次の変数へ進む行が手がかりです。
remembers_last_call
    前に呼び出したときの名前が、リストに残っています。
    関数の外のリストや、引数の既定の値のリストは、呼び出しの後も残ります。
    リストを作っている場所を見ると、原因が分かります。
without_duplicates
    同じ名前の関数が、1つにまとめられています。
    グラフに同じクラスの関数が2つあれば、名前も2回並びます。
    集合や、すでにあるかどうかを調べる条件がないか見ると分かります。
decorated_names
    順番は合っていますが、名前のほかの文字が混ざっています。
    strやreprは、クラスやインスタンスを表示するための文字列を作ります。
    クラスがもつ、名前だけを表す属性が手がかりです。
wrong_value
    名前の並びが、期待したものと異なります。
    リストに加えている名前が、どのオブジェクトのものかが手がかりです。
input_itself
    計算で作られていない変数を渡すと、空のリストになりません。
    その変数のcreatorはNoneなので、通る関数は1つもありません。
    最初の関数を調べる前に、creatorを確かめているかどうかが手がかりです。
missing_function
    yから入力までに、関数が2つありません。
    2乗を2回続けると、関数のインスタンスは2つになります。
    y.creatorから順にたどると、どこで道が終わっているかが分かります。
reused_instance
    1つの関数のインスタンスを、2回使っています。
    関数は最後の呼び出しの入力だけを覚えるので、道は輪になり、入力に着きません。
    使う場所ごとに、新しいSquare()を作ると直ります。
gradient_not_delivered
    入力の変数に、まだ勾配がありません。
    y.gradに1を入れて、y.backward()を呼び出したかどうかが手がかりです。
""")


FRAMEWORK = Framework(step07.Variable, step07.Function)

# 向きと重なりの間違いを見分けるために、左右対称でなく、同じ名前を2回含む並び。
NAMES = ("Half", "Square", "Exp", "Square")


@judged
def check_step07(lineage: Any) -> Feedback:
    """ステップ7の演習の、関数のクラス名を出力側から並べる関数 ``lineage(y)`` を判定します。

    Parameters
    ----------
    lineage
        学習者の関数。変数を受け取り、そこから入力へ向かって通る関数の
        クラス名のリストを返します。

    Returns
    -------
    Feedback
        講評。

    Examples
    --------
    >>> from dezero_book.exercises import check_step07
    >>> def lineage(y):
    ...     names = []
    ...     while y.creator is not None:
    ...         names.append(y.creator)
    ...         y = y.creator.input
    ...     return names
    >>> check_step07(lineage).diagnosis
    'instances'
    """
    examine_function(lineage, "lineage", "y")
    framework = next(frameworks_of_function(lineage, FRAMEWORK))
    for names in NAMES, NAMES[:1], NAMES:
        _examine_chain(lineage, framework, names)
    _examine_leaf(lineage, framework)
    return accept("出力側から入力へ向かって、すべての関数の名前が並びました。")


def _examine_chain(lineage: Any, framework: Framework, names: tuple[str, ...]) -> None:
    chain = Chain(framework, names)
    situation = f"計算グラフはx → {' → '.join(names)} → yです。"
    expected = list(reversed(names))
    found, error = attempt(lineage, chain.output)
    if error is not None:
        raise _explain_error(lineage, error, situation)
    chain.examine_links("たどる", situation)
    if isinstance(found, (list, tuple)) and _equal(found, expected):
        return
    evidence = (situation, *expected_and_obtained(expected, found))
    _explain_kind(found, chain, evidence)
    found = list(found)  # 2回目の呼び出しが、同じリストに書き足すことがある
    again, _ = attempt(lineage, Chain(framework, ("Exp",)).output)
    if found and _equal(again, found):
        raise diagnosis("hard_coded", *evidence)
    _explain_names(lineage, found, expected, evidence)


def _is_recursive(lineage: Any) -> bool:
    return getattr(lineage, "__name__", None) in names_used_in(lineage)


def _explain_error(lineage: Any, error: BaseException, situation: str) -> Wrong:
    text = text_of(error)
    if isinstance(error, EndlessWalk):
        return endless_walk("lineage", situation)
    if isinstance(error, TypeError) and "NoneType" in text and _is_recursive(lineage):
        return diagnosis("recursion_returns_none", situation)
    if isinstance(error, AttributeError) and "NoneType" in text:
        return walks_past_input(situation)
    if isinstance(error, AttributeError) and "__name__" in text:
        return diagnosis("name_of_instance", situation)
    return explained("lineage", error, situation)


def _explain_kind(found: Any, chain: Chain, evidence: tuple[str, ...]) -> None:
    if found is None:
        raise diagnosis("no_return", evidence[0])
    if isinstance(found, str):
        raise diagnosis("string", *evidence)
    if not isinstance(found, (list, tuple)):
        raise diagnosis("wrong_type", *evidence)
    if any(item is variable for item in found for variable in chain.variables):
        raise diagnosis("variables", *evidence)
    if any(item is function for item in found for function in chain.functions):
        raise diagnosis("instances", *evidence)
    if any(item is type(function) for item in found for function in chain.functions):
        raise diagnosis("classes", *evidence)
    if any(isinstance(item, (list, tuple)) for item in found):
        raise diagnosis("nested", *evidence)


def _explain_names(
    lineage: Any, found: Any, expected: list[str], evidence: tuple[str, ...]
) -> NoReturn:
    if _equal(found, expected[::-1]):
        raise diagnosis("reversed", *evidence)
    if _equal(found, expected[:-1]):
        raise diagnosis("missing_first_function", *evidence)
    if _equal(found, expected[1:]):
        raise diagnosis("missing_last_function", *evidence)
    if _equal(found, expected[:1]) and _is_recursive(lineage):
        raise diagnosis("result_discarded", *evidence)
    if _equal(found, expected[:1]):
        raise diagnosis("only_one", *evidence)
    if len(found) > len(expected) and _equal(found[-len(expected) :], expected):
        raise diagnosis("remembers_last_call", *evidence)
    if _equal(sorted(map(str, found)), sorted(set(expected))):
        raise diagnosis("without_duplicates", *evidence)
    if len(found) == len(expected) and all(
        isinstance(item, str) and name.lower() in item.lower()
        for item, name in zip(found, expected)
    ):
        raise diagnosis("decorated_names", *evidence)
    raise diagnosis("wrong_value", *evidence)


def _examine_leaf(lineage: Any, framework: Framework) -> None:
    found, error = attempt(lineage, framework.variable(np.array(0.7)))
    if error is not None:
        obtained = f"得られたのは、{type(error).__name__}というエラーです。"
    elif not isinstance(found, (list, tuple)) or found:
        obtained = f"期待した値は[]です。得られた値は{show(found)}です。"
    else:
        return
    raise diagnosis("input_itself", obtained)


def _equal(found: Any, expected: list[str]) -> bool:
    return (
        isinstance(found, (list, tuple))
        and len(found) == len(expected)
        and all(isinstance(a, str) and str(a) == b for a, b in zip(found, expected))
    )


@exercise("7.2")
def _check_square_twice(y: Any) -> Feedback:
    if not is_variable(y):
        raise Wrong(
            "wrong_type", f"変数yを渡すと判定できますが、{show(y)}が渡されました。"
        )
    outer = y.creator
    inner = None if outer is None else outer.input.creator
    if inner is None:
        raise diagnosis("missing_function")
    if inner is outer:
        raise diagnosis("reused_instance")
    x = inner.input
    if x.grad is None:
        raise diagnosis("gradient_not_delivered")
    expected = 4 * x.data**3 * y.grad
    if not is_close(x.grad, expected):
        raise Wrong(
            "wrong_value",
            "入力の変数の勾配が、期待した値と異なります。",
            *expected_and_obtained(expected, x.grad),
        )
    return accept("2つの関数を通って、入力に勾配が届きました。")
