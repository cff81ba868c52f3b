"""``Function`` を継承したクラスに値を流し、順伝播と逆伝播を調べます。"""

from __future__ import annotations

import contextlib
import difflib
import inspect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dezero_book.exercises.attempt import attempt
from dezero_book.exercises.comparison import (
    Case,
    Misconception,
    first_wrong,
    is_close,
    is_numeric,
    recognize,
)
from dezero_book.exercises.errors import explain_error
from dezero_book.exercises.feedback import Feedback, reject
from dezero_book.exercises.framework import (
    accepts,
    names_visible_to,
    variable_of_class,
)
from dezero_book.exercises.wording import show

# 0、1、2、3では、x² = 2xやx³ = 3x²のように、違う式の値が一致することがある。
POINTS = (
    np.array([0.7, -1.3, 2.6]),
    np.array(0.7),
    np.array([[1.9, -0.4], [0.3, -2.2]]),
)
POSITIVE_POINTS = tuple(np.asarray(np.abs(point)) for point in POINTS)


def gradient_for(x: Any) -> Any:
    """``x`` と同じ形の、出力側から伝わる勾配。1を含みません。"""
    return 1.7 - 0.6 * np.arange(x.size, dtype=float).reshape(x.shape)


@dataclass(eq=False)
class Forward:
    """1回の順伝播の記録。"""

    original: Any
    data: Any
    variable: Any = None
    function: Any = None
    returned: bool = False
    result: Any = None
    output: Any = None
    error: BaseException | None = None

    @property
    def situation(self) -> str:
        """渡した入力の説明。"""
        return f"渡した入力はx = {show(self.original)}です。"

    @property
    def changed_input(self) -> bool:
        """渡した配列の中身が変わったかどうか。"""
        return not is_close(self.data, self.original)


def examine_class(answer: Any, example: str, methods: Sequence[str]) -> Feedback | None:
    """渡されたものが、``Function`` を継承して必要なメソッドを定義したクラスか調べます。

    Parameters
    ----------
    answer
        学習者の答え。
    example
        課題のクラスの名前。
    methods
        定義するメソッドの名前。

    Returns
    -------
    Feedback or None
        問題があれば講評、なければ ``None``。
    """
    if not inspect.isclass(answer):
        if any("forward" in vars(base) for base in type(answer).__mro__):
            return reject(
                "instance",
                "クラスではなく、クラスから作ったインスタンスが渡されました。",
                f"{example}()ではなく、括弧のない{example}がクラスです。",
            )
        return reject(
            "not_class",
            f"クラス{example}を渡すと判定できますが、{show(answer)}が渡されました。",
            "class文で定義した名前を見ると、渡すものが分かります。",
        )
    name = answer.__name__
    if not any(base.__name__ == "Function" for base in answer.__mro__[1:]):
        return reject(
            "not_function",
            f"{name}がFunctionを継承していません。",
            "変数から値を取り出して包み直す仕事は、Functionの__call__にあります。",
            f"class {name}の行の括弧の中を見ると、継承するクラスが分かります。",
        )
    for method in methods:
        feedback = _examine_method(answer, method)
        if feedback is not None:
            return feedback
    return None


def _examine_method(cls: type[Any], method: str) -> Feedback | None:
    defined = next(
        base for base in cls.__mro__ if method in vars(base) or base is object
    )
    if defined.__name__ not in ("Function", "object"):
        return None
    own = [name for name in vars(cls) if not name.startswith("__")]
    similar = difflib.get_close_matches(method, own, n=1, cutoff=0.7)
    if similar:
        return reject(
            "misspelled_method",
            f"メソッドの名前が{method}ではなく、{similar[0]}になっています。",
            f"Functionの__call__や逆伝播が呼ぶのは、{method}という名前だけです。",
        )
    if "__call__" in vars(cls):
        return reject(
            "overrode_call",
            f"{method}ではなく、__call__を定義しています。",
            "__call__は、箱から値を出し入れする、すべての関数に共通の手順です。",
            f"関数ごとに違う計算を書く場所は、{method}です。",
        )
    return reject(
        "missing_method",
        f"{cls.__name__}に{method}がありません。",
        "defの行の字下げがクラスの中にあるかどうかも見ると、原因が分かります。",
    )


def examine_signature(cls: type[Any], method: str) -> Feedback | None:
    """メソッドが引数を1つ受け取るか調べます。問題がなければ ``None``。"""
    made = attempt(cls)
    if made.error is not None:
        return explain_error(f"{cls.__name__}()", made.error)
    bound = getattr(made.value, method)
    if not callable(bound):
        return reject(
            "missing_method", f"{method}が、呼び出せるメソッドではありません。"
        )
    if accepts(bound, 1):
        return None
    argument = "x" if method == "forward" else "gy"
    return reject(
        "wrong_parameters",
        f"{method}の引数の数が合いません。",
        f"{method}は、selfのほかに引数を1つ（{argument}）受け取ります。",
        f"def {method}の行の括弧の中を見ると、足りないものが分かります。",
    )


def run_class(cls: type[Any], x: Any) -> Forward:
    """クラスのインスタンスを作り、``x`` の写しを流します。

    Parameters
    ----------
    cls
        学習者のクラス。
    x
        入力の値。

    Returns
    -------
    Forward
        順伝播の記録。
    """
    run = Forward(original=x, data=x.copy())
    run.variable = variable_of_class(cls)(run.data)

    def call() -> Any:
        run.function = cls()
        results = _spy_on_forward(run.function)
        try:
            return run.function(run.variable)
        finally:
            if results:
                run.returned, run.result = True, results[-1]

    outcome = attempt(call)
    run.output, run.error = outcome.value, outcome.error
    if outcome.error is None and not run.returned:
        run.returned, run.result = True, getattr(outcome.value, "data", None)
    return run


def _spy_on_forward(function: Any) -> list[Any]:
    # forwardが返した値そのものは、__call__に包まれたあとでは見分けられない。
    results: list[Any] = []
    forward = function.forward

    def recorded(*arguments: Any, **keywords: Any) -> Any:
        result = forward(*arguments, **keywords)
        results.append(result)
        return result

    with contextlib.suppress(AttributeError):  # __slots__をもつFunctionには置けない
        function.forward = recorded
    return results


def examine_forward(
    run: Callable[[Any], Forward],
    points: Sequence[Any],
    truth: Callable[[Any], Any],
    misconceptions: Sequence[Misconception],
) -> Feedback | None:
    """順伝播を調べます。

    Parameters
    ----------
    run
        入力の値を流して記録を返す関数。
    points
        入力の値。
    truth
        正しい式。
    misconceptions
        よくある間違いの式（引数は ``x``）。

    Returns
    -------
    Feedback or None
        問題があれば講評、なければ ``None``。
    """
    cases = []
    for x in points:
        forward = run(x)
        case = Case((x,), truth(x), forward.result)
        feedback = _examine_run(run, forward)
        if feedback is None:
            feedback = _examine_shape("forward", case)
        if feedback is not None:
            return feedback
        cases.append(case)
    wrong = first_wrong(cases)
    if wrong is None:
        return None
    evidence = (
        f"入力x = {show(wrong.arguments[0])}に対する結果を比べました。",
        f"期待した値は{show(wrong.expected)}です。",
        f"得られた値は{show(wrong.obtained)}です。",
    )
    found = recognize(misconceptions, cases)
    if found is not None:
        return found.feedback(*evidence)
    return reject(
        "wrong_value",
        "順伝播の値が、期待した値と異なります。",
        "要素を1つ選んでforwardの式を手計算すると、違う場所が見つかります。",
        *evidence,
    )


def _examine_run(run: Callable[[Any], Forward], forward: Forward) -> Feedback | None:
    if forward.error is not None and not forward.returned:
        return _explain_forward_error(run, forward)
    feedback = examine_returned("forward", forward.result, forward.situation)
    if feedback is not None:
        return feedback
    if forward.error is not None:
        return explain_error(
            type(forward.function).__name__, forward.error, forward.situation
        )
    if forward.changed_input:
        return reject(
            "changed_input",
            "順伝播が、入力の配列の中身を書き換えています。",
            "同じ変数を使う別の計算や、後の逆伝播が、変わった値を読んでしまいます。",
            "**=や*=やoutのように、配列をその場で変える書き方を探すと見つかります。",
            forward.situation,
        )
    output = getattr(forward.output, "data", None)
    if not is_close(output, np.asarray(forward.result)):
        return reject(
            "wrong_output",
            "forwardの結果が、出力の変数のdataに入っていません。",
            f"呼び出しの結果は{show(forward.output)}でした。",
            "__call__を定義している場合は、Functionのものとの違いを見ると分かります。",
        )
    return None


def _explain_forward_error(run: Callable[[Any], Forward], forward: Forward) -> Feedback:
    error = forward.error
    assert error is not None
    if isinstance(error, (TypeError, ValueError)) and forward.original.ndim > 0:
        scalar = run(np.asarray(forward.original.flat[0]))
        if is_numeric(scalar.result):
            return _scalar_only("forward", scalar.function, scalar.result)
    if isinstance(error, (TypeError, IndexError)) and forward.original.ndim == 0:
        return reject(
            "array_only",
            "0次元の配列（np.array(0.7)など）を渡すと、エラーになります。",
            "要素を1つずつ取り出すfor文や添字は、0次元の配列には使えません。",
            "NumPyの関数や演算は、どの形の配列にもそのまま使えます。",
        )
    return explain_error("forward", error, forward.situation)


def _scalar_only(place: str, function: Any, result: Any) -> Feedback:
    method = getattr(type(function), place)
    names = names_visible_to(method)
    code = getattr(method, "__code__", None)
    used = [names.get(name) for name in getattr(code, "co_names", ())]
    if any(
        item is math or getattr(item, "__module__", None) == "math" for item in used
    ):
        return reject(
            "math_function",
            f"{place}で、mathモジュールの関数を使っています。",
            "mathの関数は数を1つしか受け取れないので、要素が3つの配列ではエラーになります。",
            "NumPyにある同じ名前の関数は、どの形の配列にも使えます。",
        )
    if isinstance(result, (int, float)) and not isinstance(result, np.generic):
        return _python_float(place, result)
    return reject(
        "scalar_only",
        f"{place}が、要素の1つの配列でしか動きません。",
        "if文の条件やfloat()のように数を1つだけ扱う書き方は、要素が3つの配列に使えません。",
    )


def _python_float(place: str, result: Any) -> Feedback:
    return reject(
        "python_float",
        f"{place}が、Pythonの数（{type(result).__name__}）を返しています。",
        f"{place}が返すのは配列です。float()などで数に直すと、要素の多い配列を扱えません。",
        f"{place}の中で、配列を数に変えている場所を探すと見つかります。",
    )


def examine_returned(place: str, result: Any, situation: str) -> Feedback | None:
    """``forward`` や ``backward`` が、実数の配列を返したか調べます。

    Parameters
    ----------
    place
        メソッドの名前。
    result
        返された値。
    situation
        渡した値の説明。

    Returns
    -------
    Feedback or None
        問題があれば講評、なければ ``None``。
    """
    if result is None:
        return reject(
            "no_return",
            f"{place}がNoneを返しています。",
            "printで表示した値や、変数に入れた値は、呼び出し元に届きません。",
            f"{place}の最後にreturn文があるかどうかを見ると、原因が分かります。",
        )
    if "Variable" in [base.__name__ for base in type(result).__mro__]:
        return reject(
            "returned_variable",
            f"{place}がVariableを返しています。",
            "値をVariableに包むのは__call__の役目なので、ここで包むと二重になります。"
            if place == "forward"
            else "関数から関数へ伝わる勾配は、箱に入れる前の配列です。",
            f"{place}のreturnの行を見ると、包んでいる場所が見つかります。",
        )
    if is_numeric(result):
        if isinstance(result, (np.ndarray, np.generic)):
            return None
        return _python_float(place, result)
    return reject(
        "wrong_type",
        f"{place}が返すのは実数の配列ですが、{show(result)}が返されました。",
        f"{place}のreturnの行で、返している値の型を確かめると原因が分かります。",
        situation,
    )


def examine_backward(
    run: Callable[[Any], Forward],
    points: Sequence[Any],
    truth: Callable[[Any, Any], Any],
    misconceptions: Sequence[Misconception],
) -> Feedback | None:
    """逆伝播を調べます。順伝播に問題がないことを、先に確かめておきます。

    Parameters
    ----------
    run
        入力の値を流して記録を返す関数。
    points
        入力の値。
    truth
        正しい式（引数は ``x`` と ``gy``）。
    misconceptions
        よくある間違いの式（引数は ``x`` と ``gy``）。

    Returns
    -------
    Feedback or None
        問題があれば講評、なければ ``None``。
    """
    cases = []
    for x in points:
        forward = run(x)
        gy = gradient_for(x)
        given = gy.copy()
        situation = f"渡した値はx = {show(x)}、gy = {show(gy)}です。"
        outcome = attempt(forward.function.backward, given)
        if outcome.error is not None:
            return _explain_backward_error(run, x, outcome.error, situation)
        feedback = examine_returned("backward", outcome.value, situation)
        if feedback is None and not is_close(given, gy):
            feedback = reject(
                "changed_gradient",
                "backwardが、受け取った勾配gyの中身を書き換えています。",
                "gyは出力の変数のgradと同じ配列なので、出力の勾配まで変わってしまいます。",
                "*=やoutのように、配列をその場で変える書き方を探すと見つかります。",
                situation,
            )
        if feedback is None and forward.changed_input:
            feedback = reject(
                "changed_input",
                "backwardが、入力の配列の中身を書き換えています。",
                "同じ変数を使う別の計算が、変わった値を読んでしまいます。",
                "*=やoutのように、配列をその場で変える書き方を探すと見つかります。",
                situation,
            )
        case = Case((x, gy), truth(x, gy), outcome.value)
        if feedback is None:
            feedback = _examine_shape("backward", case)
        if feedback is not None:
            return feedback
        cases.append(case)
    return _judge_gradients(cases, misconceptions)


def _judge_gradients(
    cases: Sequence[Case], misconceptions: Sequence[Misconception]
) -> Feedback | None:
    wrong = first_wrong(cases)
    if wrong is None:
        return None
    x, gy = wrong.arguments
    evidence = (
        f"入力x = {show(x)}、勾配gy = {show(gy)}に対する結果を比べました。",
        f"期待した値は{show(wrong.expected)}です。",
        f"得られた値は{show(wrong.obtained)}です。",
    )
    found = recognize(misconceptions, cases)
    if found is not None:
        return found.feedback(*evidence)
    return reject(
        "wrong_gradient",
        "逆伝播の値が、期待した値と異なります。",
        "要素を1つ選んで導関数とgyの積を手計算すると、違う場所が見つかります。",
        *evidence,
    )


def _explain_backward_error(
    run: Callable[[Any], Forward], x: Any, error: BaseException, situation: str
) -> Feedback:
    explained = explain_error("backward", error, situation)
    if explained.diagnosis != "error" or not isinstance(error, (TypeError, ValueError)):
        return explained
    if x.ndim > 0:
        scalar = run(np.asarray(x.flat[0]))
        outcome = attempt(scalar.function.backward, np.array(1.7))
        if outcome.error is None and is_numeric(outcome.value):
            return _scalar_only("backward", scalar.function, outcome.value)
    return explained


def _examine_shape(place: str, wrong: Case) -> Feedback | None:
    if np.shape(wrong.obtained) == np.shape(wrong.expected):
        return None
    return reject(
        "wrong_shape",
        f"{place}が返す配列の形が、入力の形と異なります。",
        "要素ごとの計算なら、形は変わりません。",
        "合計や内積のように、要素をまとめる計算がないか見ると、原因が分かります。",
        f"入力x = {show(wrong.arguments[0])}に対する結果を比べました。",
        f"期待した値は{show(wrong.expected)}です。",
        f"得られた値は{show(wrong.obtained)}です。",
    )
