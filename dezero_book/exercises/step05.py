"""ステップ5のつくる演習。局所的な導関数から、出力側の順に勾配を求めます。"""

from __future__ import annotations

from typing import Any

import numpy as np

from dezero_book.exercises.attempt import attempt
from dezero_book.exercises.comparison import (
    Case,
    Misconception,
    first_wrong,
    is_numeric,
    recognize,
)
from dezero_book.exercises.errors import explain_error
from dezero_book.exercises.feedback import Feedback, accept, reject
from dezero_book.exercises.isolation import judge
from dezero_book.exercises.plain_function import examine_callable
from dezero_book.exercises.wording import show

# 途中の積がどれも互いに異なり、和や積の順を取り違えると値が変わる並び。
CHAINS = (
    (0.7, -1.3, 2.6),
    (1.9, 0.4, -0.8, 3.1, 1.2),
    (2.3,),
)


def _truth(chain: tuple[float, ...]) -> list[float]:
    gradients = [1.0]
    for derivative in reversed(chain):
        gradients.append(gradients[-1] * derivative)
    return gradients


def _from_input(chain: tuple[float, ...]) -> list[float]:
    return _truth(chain[::-1])


def _sums(chain: tuple[float, ...], start: float) -> list[float]:
    return [start, *(start + np.cumsum(chain[::-1]))]


REVERSED = (
    "勾配の値は正しいですが、並びが入力側からになっています。",
    "逆伝播で最初に決まるのはdy/dyで、dy/dxは最後に決まります。",
    "リストに値を加える向きや、reversedの位置が手がかりです。",
)
FROM_INPUT = (
    "入力側の導関数から順に掛けています。",
    "それは入力による微分を順に求める向きで、逆伝播とは途中の値が異なります。",
    "導関数のリストを、どちらの端から読んでいるかが手がかりです。",
)
NO_ONE = (
    "最初の1（dy/dy）がありません。",
    "出力を出力自身で微分した値が、逆伝播の出発点です。",
    "リストを何から始めているかを見ると、原因が分かります。",
)
LOCAL_ONLY = (
    "局所的な導関数を、掛け合わせずに並べています。",
    "連鎖律では、出力側から伝わった勾配に局所的な導関数を掛けます。",
    "1つ前に求めた勾配を、次の計算で使っているかどうかが手がかりです。",
)
SUMS = (
    "局所的な導関数を、掛けずに足しています。",
    "合成関数の微分は、連鎖律により、それぞれの導関数の積になります。",
)

MISCONCEPTIONS = (
    Misconception("reversed_result", lambda chain: _truth(chain)[::-1], REVERSED),
    Misconception("from_input", _from_input, FROM_INPUT),
    Misconception("from_input", lambda chain: _from_input(chain)[1:], FROM_INPUT),
    Misconception("from_input", lambda chain: _from_input(chain)[::-1], FROM_INPUT),
    Misconception("missing_one", lambda chain: _truth(chain)[1:], NO_ONE),
    Misconception("missing_one", lambda chain: _truth(chain)[:0:-1], NO_ONE),
    Misconception(
        "missing_last",
        lambda chain: _truth(chain)[:-1],
        (
            "最後の勾配（dy/dx）がありません。",
            "関数がn個なら変数はn+1個あるので、勾配もn+1個になります。",
            "繰り返しの回数と、リストに加える行の位置が手がかりです。",
        ),
    ),
    Misconception("local_only", lambda chain: [1.0, *chain[::-1]], LOCAL_ONLY),
    Misconception("local_only", lambda chain: [*chain[::-1]], LOCAL_ONLY),
    Misconception("local_only", lambda chain: [1.0, *chain], LOCAL_ONLY),
    Misconception("local_only", lambda chain: [*chain], LOCAL_ONLY),
    Misconception("sums", lambda chain: _sums(chain, 1.0), SUMS),
    Misconception("sums", lambda chain: _sums(chain, 0.0), SUMS),
    Misconception("sums", lambda chain: np.cumsum(chain[::-1]), SUMS),
    Misconception(
        "starts_from_zero",
        lambda chain: [0.0] * (len(chain) + 1),
        (
            "勾配がすべて0になっています。",
            "0から始めると、何を掛けても0のままです。",
            "dy/dyの値がいくつかを考えると、出発点が分かります。",
        ),
    ),
    Misconception(
        "only_product",
        lambda chain: float(np.prod(chain)),
        (
            "最後の勾配だけを返しています。",
            "課題は、dy/dyからdy/dxまで、途中の勾配もすべて並べたリストです。",
            "積を求めるたびに、リストに加えているかどうかが手がかりです。",
        ),
    ),
    Misconception(
        "only_product",
        lambda chain: [float(np.prod(chain))],
        (
            "最後の勾配だけを返しています。",
            "課題は、dy/dyからdy/dxまで、途中の勾配もすべて並べたリストです。",
            "積を求めるたびに、リストに加えているかどうかが手がかりです。",
        ),
    ),
    Misconception(
        "early_return",
        lambda chain: [1.0],
        (
            "最初の1だけを返しています。",
            "returnが繰り返しの中にあると、1回目で関数が終わります。",
            "returnの行の字下げと、繰り返しの範囲が手がかりです。",
        ),
    ),
    Misconception(
        "early_return",
        lambda chain: [1.0, chain[-1]],
        (
            "2つ目の勾配までで終わっています。",
            "returnが繰り返しの中にあると、1回目で関数が終わります。",
            "returnの行の字下げが手がかりです。",
        ),
    ),
)


def check_step05(backprop: Any) -> Feedback:
    """局所的な導関数から勾配を求める関数 ``backprop(derivatives)`` を判定します。

    Parameters
    ----------
    backprop
        学習者の関数。順伝播の順に並んだ導関数のリストを受け取り、
        出力側から順に ``[dy/dy, …, dy/dx]`` のリストを返します。

    Returns
    -------
    Feedback
        講評。

    Examples
    --------
    >>> from dezero_book.exercises import check_step05
    >>> def backprop(derivatives):
    ...     gradients = []
    ...     gradient = 1.0
    ...     for derivative in reversed(derivatives):
    ...         gradient = gradient * derivative
    ...         gradients.append(gradient)
    ...     return gradients
    >>> check_step05(backprop).diagnosis
    'missing_one'
    """
    return judge(_examine, backprop)


def _examine(backprop: Any) -> Feedback:
    feedback = examine_callable(backprop, "backprop", ("derivatives",))
    if feedback is not None:
        return feedback
    cases = []
    for chain in CHAINS:
        given = list(chain)
        outcome = attempt(backprop, given)
        feedback = _examine_outcome(chain, given, outcome.value, outcome.error)
        if feedback is not None:
            return feedback
        cases.append(Case((chain,), _truth(chain), _as_numbers(outcome.value)))
    if first_wrong(cases[:1]) is None:
        feedback = _examine_again(backprop)
        if feedback is not None:
            return feedback
    wrong = first_wrong(cases)
    if wrong is None:
        return accept("出力側から順に、dy/dyからdy/dxまでの勾配が並びました。")
    evidence = _evidence(wrong.arguments[0], wrong.obtained)
    found = recognize(MISCONCEPTIONS, cases)
    if found is not None:
        return found.feedback(*evidence)
    if np.shape(wrong.obtained) != np.shape(wrong.expected):
        return reject(
            "wrong_length",
            "返したリストの長さが、期待した長さと異なります。",
            "関数がn個なら変数はn+1個あるので、勾配もn+1個になります。",
            *evidence,
        )
    return reject(
        "wrong_value",
        "勾配の値が、期待した値と異なります。",
        "関数が2つの場合の連鎖律を書き出し、1つずつ比べると違いが見つかります。",
        *evidence,
    )


def _examine_outcome(
    chain: tuple[float, ...],
    given: list[float],
    value: Any,
    error: BaseException | None,
) -> Feedback | None:
    situation = f"渡したリストは{show(list(chain))}です。"
    if error is not None:
        return explain_error("backprop", error, situation)
    if given != list(chain):
        return reject(
            "changed_input",
            "渡されたリストを書き換えています。",
            "呼び出したあとで同じリストを使うと、値や順番が変わってしまいます。",
            "popやreverseのように、リストをその場で変える書き方を探すと見つかります。",
            situation,
        )
    if value is None:
        return reject(
            "no_return",
            "backpropがNoneを返しています。",
            "reverseやappendのように、リストをその場で変えるメソッドもNoneを返します。",
            "returnの行があるかどうかと、そこで返している値を見ると原因が分かります。",
        )
    if _as_numbers(value) is None:
        return reject(
            "wrong_type",
            f"backpropが返すのは数のリストですが、{show(value)}が返されました。",
            "returnの行で、返している値の型を確かめると原因が分かります。",
            situation,
        )
    return None


def _as_numbers(value: Any) -> Any:
    """数の並びを配列にします。数の並びでなければ ``None``。"""
    if isinstance(value, (list, tuple)):
        if not all(is_numeric(item) and np.size(item) == 1 for item in value):
            return None
        return np.array([float(np.asarray(item).reshape(())) for item in value])
    return np.asarray(value, dtype=float) if is_numeric(value) else None


def _examine_again(backprop: Any) -> Feedback | None:
    chain = CHAINS[0]
    outcome = attempt(backprop, list(chain))
    again = Case((chain,), _truth(chain), _as_numbers(outcome.value))
    if first_wrong([again]) is None:
        return None
    return reject(
        "remembers_last_call",
        "同じリストを渡しても、2回目の呼び出しでは結果が変わります。",
        "関数の外のリストや、引数の既定の値のリストは、呼び出しの後も残ります。",
        "結果のリストを作っている場所を見ると、原因が分かります。",
        *_evidence(chain, outcome.value),
    )


def _evidence(chain: tuple[float, ...], obtained: Any) -> tuple[str, ...]:
    return (
        f"導関数が{show(list(chain))}のときの結果を比べました。",
        f"期待した値は{show(_truth(chain))}です。",
        f"得られた値は{show(obtained)}です。",
    )
