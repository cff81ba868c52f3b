"""ステップ8のつくる演習。生成元をたどり、関数の数をループで数えます。"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from dezero_book.exercises.attempt import EndlessRun, attempt
from dezero_book.exercises.errors import explain_error
from dezero_book.exercises.feedback import Feedback, accept, reject
from dezero_book.exercises.framework import Framework, frameworks_of_function
from dezero_book.exercises.graph_probe import build_chain
from dezero_book.exercises.isolation import judge
from dezero_book.exercises.plain_function import examine_callable
from dezero_book.exercises.wording import show, text_of
from dezero_book.steps import step08

FRAMEWORK = Framework(step08.Variable, step08.Function)

NAMES = ("Square", "Exp", "Half", "Square", "Exp")
DEPTH = 100_000
SHALLOW_LINE_LIMIT = 100_000
LINES_PER_FUNCTION = 60


def check_step08(count_functions: Any) -> Feedback:
    """通る関数の数を数える関数 ``count_functions(y)`` を判定します。

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
    return judge(_examine, count_functions)


def _examine(count_functions: Any) -> Feedback:
    feedback = examine_callable(count_functions, "count_functions", ("y",))
    if feedback is not None:
        return feedback
    limit = sys.getrecursionlimit()
    framework = next(frameworks_of_function(count_functions, FRAMEWORK))
    for names in NAMES, NAMES[:2], NAMES, ():
        feedback = _examine_shallow(count_functions, framework, names)
        if feedback is not None:
            return feedback
    feedback = _examine_deep(count_functions, framework, limit)
    if feedback is not None:
        return feedback
    return accept(f"関数が{DEPTH}個つながった計算グラフでも、正しく数えられました。")


def _examine_shallow(
    count_functions: Any, framework: Framework, names: tuple[str, ...]
) -> Feedback | None:
    chain = build_chain(framework, names)
    situation = f"計算グラフは{' → '.join(('x', *names))}で、関数は{len(names)}個です。"
    outcome = attempt(count_functions, chain.output, line_limit=SHALLOW_LINE_LIMIT)
    if outcome.error is not None:
        if isinstance(outcome.error, AttributeError) and "NoneType" in text_of(
            outcome.error
        ):
            return reject(
                "walks_past_input",
                "最初の入力よりも先へ、たどろうとしています。",
                "入力の変数は計算で作られていないので、creatorはNoneです。",
                "止まる条件で、どの値がNoneかどうかを調べているかが手がかりです。",
                situation,
            )
        return explain_error("count_functions", outcome.error, situation)
    if not chain.is_intact():
        return reject(
            "changed_graph",
            "計算グラフのcreatorやinputを書き換えています。",
            "数えるだけの関数がつながりを変えると、後の逆伝播が入力へ届きません。",
            "変数や関数の属性に代入している行を探すと見つかります。",
            situation,
        )
    if _is_count(outcome.value) and outcome.value == len(names):
        return None
    return _explain_count(outcome.value, names, situation)


def _explain_count(found: Any, names: tuple[str, ...], situation: str) -> Feedback:
    count = len(names)
    evidence = (
        situation,
        f"期待した値は{count}です。",
        f"得られた値は{show(found)}です。",
    )
    if found is None:
        return reject(
            "no_return",
            "count_functionsがNoneを返しています。",
            "printで表示した値は、呼び出し元に届きません。",
            "最後にreturn文があるかどうかを見ると、原因が分かります。",
            situation,
        )
    if not _is_count(found):
        return reject(
            "wrong_type",
            "count_functionsが返すのは、関数の数（整数）です。",
            "returnの行で、返している値の型を確かめると原因が分かります。",
            *evidence,
        )
    if found == count + 1:
        return reject(
            "counts_variables",
            "関数ではなく、変数の数を数えています。",
            "一列につながったグラフでは、変数は関数より1つ多くなります。",
            "数え始めの値と、1を足す場所が手がかりです。",
            *evidence,
        )
    if found == count - 1:
        return reject(
            "one_short",
            "関数の数が1つ足りません。",
            "入力の隣にある関数や、yを作った関数も、1つに数えます。",
            "1を足す行と、止まるかどうかを決める条件の順番が手がかりです。",
            *evidence,
        )
    if found == 2 * count + 1:
        return reject(
            "counts_both",
            "関数と変数を、合わせて数えています。",
            "数えるのは関数だけです。1を足す行が何か所あるかが手がかりです。",
            *evidence,
        )
    if names and found == len(set(names)):
        return reject(
            "counts_kinds",
            "関数の数ではなく、関数の種類の数を数えています。",
            "同じクラスの関数が2つあれば、2つに数えます。",
            "集合や、すでにあるかどうかを調べる条件がないか見ると分かります。",
            *evidence,
        )
    if names is not NAMES and found >= len(NAMES) + count:
        return reject(
            "remembers_last_call",
            "前に呼び出したときの数に、続けて足しています。",
            "関数の外の変数や、引数の既定の値のリストは、呼び出しの後も残ります。",
            "数え始めの値を決めている場所を見ると、原因が分かります。",
            *evidence,
        )
    if found == 1:
        return reject(
            "only_one",
            "関数を1つ数えたところで終わっています。",
            "returnが繰り返しの中にあると、1回目で関数が終わります。",
            "returnの行の字下げと、繰り返しの範囲が手がかりです。",
            *evidence,
        )
    return reject(
        "wrong_value",
        "関数の数が、期待した値と異なります。",
        "1を足す行を、関数1つにつき何回通るかが手がかりです。",
        *evidence,
    )


def _examine_deep(
    count_functions: Any, framework: Framework, recursion_limit: int
) -> Feedback | None:
    chain = build_chain(framework, ("Half",) * DEPTH)
    outcome = attempt(
        count_functions, chain.output, line_limit=DEPTH * LINES_PER_FUNCTION
    )
    raised_limit = sys.getrecursionlimit() != recursion_limit
    if isinstance(outcome.error, RecursionError) or raised_limit:
        return reject(
            "recursion",
            f"関数が{DEPTH}個つながると、再帰の上限に達します。",
            "再帰は、呼び出しの1つ1つが終わるまで、その情報を積み重ねます。",
            "積み重ねる必要のない書き方が、この章の逆伝播にあります。",
        )
    if isinstance(outcome.error, (EndlessRun, MemoryError)):
        return reject(
            "too_slow",
            f"関数が{DEPTH}個つながると、時間がかかりすぎます。",
            "1つ進むたびに、これまでの全体を調べたり写したりしていると遅くなります。",
            "繰り返しの中で、長いリストを扱っている行が手がかりです。",
        )
    if outcome.error is not None:
        return explain_error("count_functions", outcome.error)
    if _is_count(outcome.value) and outcome.value == DEPTH:
        return None
    return reject(
        "wrong_when_deep",
        "関数の多い計算グラフでは、数が合いません。",
        "繰り返しの回数に上限がないか見ると、原因が分かります。",
        f"期待した値は{DEPTH}です。",
        f"得られた値は{show(outcome.value)}です。",
    )


def _is_count(value: Any) -> bool:
    return type(value) is int or isinstance(value, np.integer)
