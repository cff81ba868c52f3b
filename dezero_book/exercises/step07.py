"""ステップ7のつくる演習。生成元をたどり、関数の名前を並べます。"""

from __future__ import annotations

from typing import Any

from dezero_book.exercises.attempt import attempt
from dezero_book.exercises.errors import explain_error
from dezero_book.exercises.feedback import Feedback, accept, reject
from dezero_book.exercises.framework import Framework, frameworks_of_function
from dezero_book.exercises.graph_probe import Chain, build_chain
from dezero_book.exercises.isolation import judge
from dezero_book.exercises.plain_function import examine_callable
from dezero_book.exercises.wording import show, text_of
from dezero_book.steps import step07

FRAMEWORK = Framework(step07.Variable, step07.Function)

# 向きと重なりの間違いを見分けるために、左右対称でなく、同じ名前を2回含む並び。
NAMES = ("Half", "Square", "Exp", "Square")
LINE_LIMIT = 100_000


def check_step07(lineage: Any) -> Feedback:
    """関数のクラス名を出力側から並べる関数 ``lineage(y)`` を判定します。

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
    return judge(_examine, lineage)


def _examine(lineage: Any) -> Feedback:
    feedback = examine_callable(lineage, "lineage", ("y",))
    if feedback is not None:
        return feedback
    framework = next(frameworks_of_function(lineage, FRAMEWORK))
    for names in NAMES, NAMES[:1], NAMES:
        feedback = _examine_chain(lineage, build_chain(framework, names), names)
        if feedback is not None:
            return feedback
    feedback = _examine_leaf(lineage, framework)
    if feedback is not None:
        return feedback
    return accept("出力側から入力へ向かって、すべての関数の名前が並びました。")


def _examine_chain(
    lineage: Any, chain: Chain, names: tuple[str, ...]
) -> Feedback | None:
    situation = f"計算グラフはx → {' → '.join(names)} → yです。"
    expected = list(reversed(names))
    outcome = attempt(lineage, chain.output, line_limit=LINE_LIMIT)
    if outcome.error is not None:
        return _explain(outcome.error, situation)
    if not chain.is_intact():
        return reject(
            "changed_graph",
            "計算グラフのcreatorやinputを書き換えています。",
            "たどるだけの関数がつながりを変えると、後の逆伝播が入力へ届きません。",
            "変数や関数の属性に代入している行を探すと見つかります。",
            situation,
        )
    found = outcome.value
    if isinstance(found, (list, tuple)) and _equal(found, expected):
        return None
    return _explain_value(found, expected, chain, situation)


def _explain(error: BaseException, situation: str) -> Feedback:
    text = text_of(error)
    if isinstance(error, AttributeError) and "NoneType" in text:
        return reject(
            "walks_past_input",
            "最初の入力よりも先へ、たどろうとしています。",
            "入力の変数は計算で作られていないので、creatorはNoneです。",
            "止まる条件で、どの値がNoneかどうかを調べているかが手がかりです。",
            situation,
        )
    if isinstance(error, AttributeError) and "__name__" in text:
        return reject(
            "name_of_instance",
            "関数のインスタンスから、__name__を読もうとしています。",
            "名前をもつのはクラスで、インスタンスではありません。",
            "インスタンスからクラスを得る方法が手がかりです。",
            situation,
        )
    return explain_error("lineage", error, situation)


def _explain_value(
    found: Any, expected: list[str], chain: Chain, situation: str
) -> Feedback:
    evidence = (
        situation,
        f"期待した値は{show(expected)}です。",
        f"得られた値は{show(found)}です。",
    )
    if found is None:
        return reject(
            "no_return",
            "lineageがNoneを返しています。",
            "printで表示した名前は、呼び出し元に届きません。",
            "再帰で書いた場合は、どの道筋でもreturnを通るかどうかが手がかりです。",
            situation,
        )
    if isinstance(found, str):
        return reject(
            "string",
            "名前のリストではなく、1つの文字列を返しています。",
            "課題は、関数のクラス名を1つずつ要素にもつリストです。",
            *evidence,
        )
    if not isinstance(found, (list, tuple)):
        return reject(
            "wrong_type",
            "lineageが返すのは、名前のリストです。",
            "returnの行で、返している値の型を確かめると原因が分かります。",
            *evidence,
        )
    if any(item is variable for item in found for variable in chain.variables):
        return reject(
            "variables",
            "関数の名前ではなく、変数を並べています。",
            "y.creatorが関数、その関数のinputが変数です。",
            "リストに加えている値が、どちらなのかが手がかりです。",
            *evidence,
        )
    if any(item is function for item in found for function in chain.functions):
        return reject(
            "instances",
            "クラス名ではなく、関数のインスタンスを並べています。",
            "課題は名前の文字列です。クラスは、自分の名前を知っています。",
            *evidence,
        )
    if any(item is type(function) for item in found for function in chain.functions):
        return reject(
            "classes",
            "クラス名ではなく、クラスそのものを並べています。",
            "画面の表示は似ていますが、課題は名前の文字列です。",
            "クラスがもつ、名前を表す属性が手がかりです。",
            *evidence,
        )
    if any(isinstance(item, (list, tuple)) for item in found):
        return reject(
            "nested",
            "リストの中に、リストが入れ子になっています。",
            "appendは、渡されたリスト全体を1つの要素として加えます。",
            "リストどうしをつなぐ方法との違いが手がかりです。",
            *evidence,
        )
    return _explain_names(found, expected, evidence)


def _explain_names(
    found: Any, expected: list[str], evidence: tuple[str, ...]
) -> Feedback:
    if _equal(found, expected[::-1]):
        return reject(
            "reversed",
            "並びが、入力側からになっています。",
            "課題は、yから入力へ向かって通る順です。逆伝播も、この順に進みます。",
            "名前を加える向きや、リストを反転している場所が手がかりです。",
            *evidence,
        )
    if _equal(found, expected[:-1]):
        return reject(
            "missing_first_function",
            "入力の隣にある、最後の関数の名前がありません。",
            "その関数の入力は、creatorがNoneの変数です。",
            "名前を加える行と、止まるかどうかを決める条件の順番が手がかりです。",
            *evidence,
        )
    if _equal(found, expected[1:]):
        return reject(
            "missing_last_function",
            "y自身を作った関数の名前がありません。",
            "最初の関数は、y.creatorです。",
            "名前を加える前に、次の変数へ進んでいないかが手がかりです。",
            *evidence,
        )
    if _equal(found, expected[:1]):
        return reject(
            "only_one",
            "yを作った関数の名前だけで終わっています。",
            "returnが繰り返しの中にあると、1回目で関数が終わります。",
            "returnの行の字下げと、次の変数へ進む行が手がかりです。",
            *evidence,
        )
    if len(found) > len(expected) and _equal(found[-len(expected) :], expected):
        return reject(
            "remembers_last_call",
            "前に呼び出したときの名前が、リストに残っています。",
            "関数の外のリストや、引数の既定の値のリストは、呼び出しの後も残ります。",
            "リストを作っている場所を見ると、原因が分かります。",
            *evidence,
        )
    if _equal(sorted(map(str, found)), sorted(set(expected))):
        return reject(
            "without_duplicates",
            "同じ名前の関数が、1つにまとめられています。",
            "グラフに同じクラスの関数が2つあれば、名前も2回並びます。",
            "集合や、すでにあるかどうかを調べる条件がないか見ると分かります。",
            *evidence,
        )
    if len(found) == len(expected) and all(
        isinstance(item, str) and name.lower() in item.lower()
        for item, name in zip(found, expected)
    ):
        return reject(
            "decorated_names",
            "順番は合っていますが、名前のほかの文字が混ざっています。",
            "strやreprは、クラスやインスタンスを表示するための文字列を作ります。",
            "クラスがもつ、名前だけを表す属性が手がかりです。",
            *evidence,
        )
    return reject(
        "wrong_value",
        "名前の並びが、期待したものと異なります。",
        "リストに加えている名前が、どのオブジェクトのものかが手がかりです。",
        *evidence,
    )


def _examine_leaf(lineage: Any, framework: Framework) -> Feedback | None:
    chain = build_chain(framework, ())
    outcome = attempt(lineage, chain.output, line_limit=LINE_LIMIT)
    if (
        outcome.error is None
        and isinstance(outcome.value, (list, tuple))
        and not outcome.value
    ):
        return None
    return reject(
        "input_itself",
        "計算で作られていない変数を渡すと、空のリストになりません。",
        "その変数のcreatorはNoneなので、通る関数は1つもありません。",
        "最初の関数を調べる前に、creatorを確かめているかどうかが手がかりです。",
        _leaf_evidence(outcome.value, outcome.error),
    )


def _leaf_evidence(value: Any, error: BaseException | None) -> str:
    if error is not None:
        return f"得られたのは、{type(error).__name__}というエラーです。"
    return f"期待した値は[]です。得られた値は{show(value)}です。"


def _equal(found: Any, expected: list[str]) -> bool:
    return len(found) == len(expected) and all(
        isinstance(item, str) and str(item) == name
        for item, name in zip(found, expected)
    )
