"""ステップ5のつくる演習。局所的な導関数から、出力側の順に勾配を求めます。"""

from __future__ import annotations

from typing import Any

import numpy as np

from dezero_book.exercises.comparison import (
    Case,
    Mistake,
    compare,
    is_close,
    is_numeric,
)
from dezero_book.exercises.feedback import Diagnoses, Feedback, Wrong, accept, judged
from dezero_book.exercises.learner import (
    attempt,
    call,
    examine_function,
    explained,
)
from dezero_book.exercises.numbered import exercise, wrong_factors
from dezero_book.exercises.wording import expected_and_obtained, show, text_of

diagnosis = Diagnoses("""
reversed_result
    勾配の値は正しいですが、並びが入力側からになっています。
    逆伝播で最初に決まるのはdy/dyで、dy/dxは最後に決まります。
    リストに値を加える向きや、reversedの位置が手がかりです。
from_input
    入力側の導関数から順に掛けています。
    それは入力による微分を順に求める向きで、逆伝播とは途中の値が異なります。
    導関数のリストを、どちらの端から読んでいるかが手がかりです。
missing_one
    最初の1（dy/dy）がありません。
    出力を出力自身で微分した値が、逆伝播の出発点です。
    リストを何から始めているかを見ると、原因が分かります。
missing_last
    最後の勾配（dy/dx）がありません。
    関数がn個なら変数はn+1個あるので、勾配もn+1個になります。
    繰り返しの回数と、リストに加える行の位置が手がかりです。
local_only
    局所的な導関数を、掛け合わせずに並べています。
    連鎖律では、出力側から伝わった勾配に局所的な導関数を掛けます。
    1つ前に求めた勾配を、次の計算で使っているかどうかが手がかりです。
sums
    局所的な導関数を、掛けずに足しています。
    合成関数の微分は、連鎖律により、それぞれの導関数の積になります。
starts_from_zero
    勾配がすべて0になっています。
    0から始めると、何を掛けても0のままです。
    dy/dyの値がいくつかを考えると、出発点が分かります。
only_product
    最後の勾配だけを返しています。
    課題は、dy/dyからdy/dxまで、途中の勾配もすべて並べたリストです。
    積を求めるたびに、リストに加えているかどうかが手がかりです。
early_return
    最初の1だけを返しています。
    returnが繰り返しの中にあると、1回目で関数が終わります。
    returnの行の字下げと、繰り返しの範囲が手がかりです。
wrong_value
    勾配の値が、期待した値と異なります。
    関数が2つの場合の連鎖律を書き出し、1つずつ比べると違いが見つかります。
wrong_length
    返したリストの長さが、期待した長さと異なります。
    関数がn個なら変数はn+1個あるので、勾配もn+1個になります。
changed_input
    渡されたリストを書き換えています。
    呼び出したあとで同じリストを使うと、値や順番が変わってしまいます。
    popやreverseのように、リストをその場で変える書き方を探すと見つかります。
no_return
    backpropがNoneを返しています。
    reverseやappendのように、リストをその場で変えるメソッドもNoneを返します。
    returnの行があるかどうかと、そこで返している値を見ると原因が分かります。
fixed_length
    リストの長さが、決まった数のときだけ動きます。
    関数の数は決まっていないので、名前を1つずつ付けて受け取ることはできません。
    長さに合わせて繰り返す書き方が手がかりです。
reverse_returns_none
    リストのreverse()の戻り値を、リストとして使っています。
    reverse()は、渡されたリストをその場で反転し、Noneを返します。
    リストを変えずに、逆の順に読む書き方が手がかりです。
remembers_last_call
    同じリストを渡しても、2回目の呼び出しでは結果が変わります。
    関数の外のリストや、引数の既定の値のリストは、呼び出しの後も残ります。
    結果のリストを作っている場所を見ると、原因が分かります。
overwritten
    3つの掛け算のどれもが、上書きされたあとの値を使っています。
    逆伝播で掛けるのは、順伝播の途中の、それぞれの関数への入力の値です。
    同じ名前に入れ直すと、前の値は読めなくなります。
wrong_type
    backpropが返すのは数のリストですが、{shown}が返されました。
    returnの行で、返している値の型を確かめると原因が分かります。
half_mended
    違う値を使っている掛け算は、{wrong}です。
    どの掛け算も、その関数への入力の値で計算します。
""")


Chain = tuple[float, ...]

# 途中の積がどれも互いに異なり、和や積の順を取り違えると値が変わる並び。
CHAINS: tuple[Chain, ...] = (
    (0.7, -1.3, 2.6),
    (1.9, 0.4, -0.8, 3.1, 1.2),
    (2.3,),
)


def _truth(chain: Chain) -> list[float]:
    return [1.0, *np.cumprod(chain[::-1])]


def _from_input(chain: Chain) -> list[float]:
    return _truth(chain[::-1])


def _sums(chain: Chain, start: float) -> list[float]:
    return [start, *(start + np.cumsum(chain[::-1]))]


MISTAKES = (
    Mistake(diagnosis("reversed_result"), lambda chain: _truth(chain)[::-1]),
    Mistake(
        diagnosis("from_input"),
        _from_input,
        lambda chain: _from_input(chain)[1:],
        lambda chain: _from_input(chain)[::-1],
    ),
    Mistake(
        diagnosis("missing_one"),
        lambda chain: _truth(chain)[1:],
        lambda chain: _truth(chain)[:0:-1],
    ),
    Mistake(diagnosis("missing_last"), lambda chain: _truth(chain)[:-1]),
    Mistake(
        diagnosis("local_only"),
        lambda chain: [1.0, *chain[::-1]],
        lambda chain: [*chain[::-1]],
        lambda chain: [1.0, *chain],
        lambda chain: [*chain],
    ),
    Mistake(
        diagnosis("sums"),
        lambda chain: _sums(chain, 1.0),
        lambda chain: _sums(chain, 0.0),
        lambda chain: np.cumsum(chain[::-1]),
    ),
    Mistake(diagnosis("starts_from_zero"), lambda chain: [0.0] * (len(chain) + 1)),
    Mistake(
        diagnosis("only_product"),
        lambda chain: float(np.prod(chain)),
        lambda chain: [float(np.prod(chain))],
    ),
    Mistake(diagnosis("early_return"), lambda chain: [1.0]),
    Mistake(
        Wrong(
            "early_return",
            "2つ目の勾配までで終わっています。",
            "returnが繰り返しの中にあると、1回目で関数が終わります。",
            "returnの行の字下げが手がかりです。",
        ),
        lambda chain: [1.0, chain[-1]],
    ),
)


@judged
def check_step05(backprop: Any) -> Feedback:
    """ステップ5の演習の、局所的な導関数から勾配を求める関数 ``backprop(derivatives)`` を判定します。

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
    examine_function(backprop, "backprop", "derivatives")
    cases = []
    for chain in CHAINS:
        numbers = _numbers_from(backprop, chain)
        cases.append(Case((chain,), _truth(chain), numbers))
    if is_close(cases[0].obtained, cases[0].expected):
        _examine_again(backprop, CHAINS[0])
    same_length = all(np.shape(c.obtained) == np.shape(c.expected) for c in cases)
    compare(
        cases,
        MISTAKES,
        _describe,
        diagnosis("wrong_value") if same_length else diagnosis("wrong_length"),
    )
    return accept("出力側から順に、dy/dyからdy/dxまでの勾配が並びました。")


def _numbers_from(backprop: Any, chain: Chain) -> Any:
    given = list(chain)
    value, error = attempt(backprop, given)
    situation = f"渡したリストは{show(list(chain))}です。"
    if error is not None:
        raise _explain(error, chain, given, situation)
    if given != list(chain):
        raise diagnosis("changed_input", situation)
    if value is None:
        raise diagnosis("no_return")
    numbers = _as_numbers(value)
    if numbers is None:
        raise diagnosis("wrong_type", situation, shown=show(value))
    return numbers


def _explain(
    error: BaseException, chain: Chain, given: list[float], situation: str
) -> Wrong:
    text = text_of(error)
    if isinstance(error, ValueError) and "to unpack" in text:
        return diagnosis("fixed_length", situation)
    if "'NoneType' object is not iterable" in text and given == [*chain[::-1]]:
        return diagnosis("reverse_returns_none", situation)
    return explained("backprop", error, situation)


def _as_numbers(value: Any) -> Any:
    """数の並びを配列にします。数の並びでなければ ``None``。"""
    if isinstance(value, (list, tuple)):
        if not all(is_numeric(item) and np.size(item) == 1 for item in value):
            return None
        return np.array([float(np.asarray(item).reshape(())) for item in value])
    return np.asarray(value, dtype=float) if is_numeric(value) else None


def _examine_again(backprop: Any, chain: Chain) -> None:
    value, _ = attempt(backprop, list(chain))
    if not is_close(_as_numbers(value), _truth(chain)):
        raise diagnosis(
            "remembers_last_call",
            _describe(chain),
            *expected_and_obtained(_truth(chain), value),
        )


def _describe(chain: Chain) -> str:
    return f"導関数が{show(list(chain))}のときの結果を比べました。"


@exercise("5.2")
def _check_one_name(gradient: Any) -> Feedback:
    examine_function(gradient, "one_name", "x")
    for x in (0.8, -0.3):
        a = x**2
        b = np.exp(a)
        y = b**2
        names = {"x": x, "a": a, "b": b, "y": y}
        factors = [
            [(f"2 * b（bの代わりに{n}）", 2 * names[n]) for n in "bxay"],
            [(f"np.exp(a)（aの代わりに{n}）", np.exp(names[n])) for n in "axby"],
            [(f"2 * x（xの代わりに{n}）", 2 * names[n]) for n in "xaby"],
        ]
        value = call("one_name", f"渡した値は{x}です。", gradient, x)
        wrong = wrong_factors(factors, value)
        if wrong == []:
            continue
        evidence = (
            f"x = {x}に対する結果を比べました。",
            *expected_and_obtained(4 * x * b * b, value),
        )
        if wrong and len(wrong) == 3:
            raise diagnosis("overwritten", *evidence)
        if wrong:
            raise diagnosis("half_mended", *evidence, wrong="、".join(wrong))
        raise Wrong("wrong_value", "微分の値が、期待した値と異なります。", *evidence)
    return accept("どの掛け算も、順伝播のときの入力の値を使っています。")
