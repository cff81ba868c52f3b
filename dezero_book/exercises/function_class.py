"""``Function`` を継承したクラスを調べ、値を流して ``forward`` と ``backward`` を判定します。"""

from __future__ import annotations

import difflib
import inspect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NoReturn

import numpy as np

from dezero_book.exercises.comparison import (
    Case,
    Mistake,
    compare,
    is_close,
    is_numeric,
)
from dezero_book.exercises.feedback import Diagnoses, Wrong
from dezero_book.exercises.framework import variable_of_class
from dezero_book.exercises.learner import (
    accepts,
    attempt,
    call,
    data_of_array,
    explained,
    names_used_in,
    names_visible_to,
)
from dezero_book.exercises.wording import expected_and_obtained, show

diagnosis = Diagnoses("""
instance
    クラスではなく、クラスから作ったインスタンスが渡されました。
    {example}()ではなく、括弧のない{example}がクラスです。
not_function
    {name}がFunctionを継承していません。
    変数から値を取り出して包み直す仕事は、Functionの__call__にあります。
    class {name}の行の括弧の中を見ると、継承するクラスが分かります。
overrode_call
    {method}ではなく、__call__を定義しています。
    __call__は、箱から値を出し入れする、すべての関数に共通の手順です。
    関数ごとに違う計算を書く場所は、{method}です。
missing_method
    {method}が、呼び出せるメソッドではありません。
wrong_parameters
    {method}の引数の数が合いません。
    {method}は、selfのほかに引数を1つ（{argument}）受け取ります。
    def {method}の行の括弧の中を見ると、足りないものが分かります。
wrong_value
    forwardの値が、期待した値と異なります。
    要素を1つ選んでforwardの式を手計算すると、違う場所が見つかります。
changed_gradient
    backwardが、受け取った勾配gyの中身を書き換えています。
    gyは出力の変数のgradと同じ配列なので、出力の勾配まで変わってしまいます。
    *=やoutのように、配列をその場で変える書き方を探すと見つかります。
wrong_gradient
    逆伝播の値が、期待した値と異なります。
    要素を1つ選んで導関数とgyの積を手計算すると、違う場所が見つかります。
no_return
    {place}がNoneを返しています。
    printで表示した値や、変数に入れた値は、呼び出し元に届きません。
    {place}の最後にreturn文があるかどうかを見ると、原因が分かります。
returned_variable
    {place}がVariableを返しています。
wrong_output
    forwardの結果が、出力の変数のdataに入っていません。
changed_input
    {place}が、入力の配列の中身を書き換えています。
    同じ変数を使う別の計算が、変わった値を読んでしまいます。
    **=や*=やoutのように、配列をその場で変える書き方を探すと見つかります。
array_kept
    関数が、入力の箱（Variable）ではなく、中の配列を覚えています。
    配列からは、勾配を入れる箱にも、その箱を作った関数にも着けません。
    継承したFunctionの__call__で、self.inputに入れているものが手がかりです。
wrong_shape
    {place}が返す配列の形が、入力の形と異なります。
    要素ごとの計算なら、形は変わりません。
    合計や内積のように、要素をまとめる計算がないか見ると、原因が分かります。
array_only
    0次元の配列（np.array(0.7)など）を渡すと、エラーになります。
    要素を1つずつ取り出すfor文や添字は、0次元の配列には使えません。
    NumPyの関数や演算は、どの形の配列にもそのまま使えます。
math_function
    {place}で、mathモジュールの関数を使っています。
    mathの関数は数を1つしか受け取れないので、要素が3つの配列ではエラーになります。
    NumPyにある同じ名前の関数は、どの形の配列にも使えます。
scalar_only
    {place}が、要素の1つの配列でしか動きません。
    if文の条件やfloat()のように数を1つだけ扱う書き方は、要素が3つの配列に使えません。
python_float
    {place}が、Pythonの数（{kind}）を返しています。
    {place}が返すのは配列です。float()などで数に直すと、要素の多い配列を扱えません。
    {place}の中で、配列を数に変えている場所を探すと見つかります。
not_class
    クラス{example}を渡すと判定できますが、{shown}が渡されました。
    class文で定義した名前を見ると、渡すものが分かります。
misspelled_method
    メソッドの名前が{method}ではなく、{similar}になっています。
    ほかのコードが呼び出すのは、{method}という名前だけです。
wrong_type
    {place}が返すのは実数の配列ですが、{shown}が返されました。
    {place}のreturnの行で、返している値の型を確かめると原因が分かります。
""")


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
class Run:
    """1回の呼び出しの記録。``results`` は ``forward`` が返した値。"""

    original: Any
    data: Any
    variable: Any = None
    function: Any = None
    results: list[Any] = field(default_factory=list)
    output: Any = None
    error: BaseException | None = None

    @property
    def result(self) -> Any:
        """``forward`` の結果。呼ばれていなければ、出力の変数の値。"""
        return self.results[-1] if self.results else getattr(self.output, "data", None)

    @property
    def situation(self) -> str:
        """渡した入力の説明。"""
        return f"渡した入力はx = {show(self.original)}です。"


def examine_class(answer: Any, example: str, *methods: str) -> None:
    """``Function`` を継承し、引数が1つのメソッドを定義したクラスかどうか。"""
    if not inspect.isclass(answer):
        if any("forward" in vars(base) for base in type(answer).__mro__):
            raise diagnosis("instance", example=example)
        raise diagnosis("not_class", example=example, shown=show(answer))
    name = answer.__name__
    if not any(base.__name__ == "Function" for base in answer.__mro__[1:]):
        raise diagnosis("not_function", name=name)
    for method in methods:
        _examine_definition(answer, method)
    for method in methods:
        _examine_signature(answer, method)


def _examine_definition(cls: type[Any], method: str) -> None:
    defined = next(b for b in cls.__mro__ if method in vars(b) or b is object)
    if defined.__name__ not in ("Function", "object"):
        return
    own = [name for name in vars(cls) if not name.startswith("__")]
    similar = difflib.get_close_matches(method, own, n=1, cutoff=0.7)
    if similar:
        raise diagnosis("misspelled_method", method=method, similar=similar[0])
    if "__call__" in vars(cls):
        raise diagnosis("overrode_call", method=method)
    raise Wrong(
        "missing_method",
        f"{cls.__name__}に{method}がありません。",
        "defの行の字下げがクラスの中にあるかどうかも見ると、原因が分かります。",
    )


def _examine_signature(cls: type[Any], method: str) -> None:
    bound = getattr(call(f"{cls.__name__}()", "", cls), method)
    if not callable(bound):
        raise diagnosis("missing_method", method=method)
    if not accepts(bound, 1):
        argument = "x" if method == "forward" else "gy"
        raise diagnosis("wrong_parameters", method=method, argument=argument)


def run_class(cls: type[Any], x: Any) -> Run:
    """クラスのインスタンスを作り、``x`` の写しを流します。"""
    run = Run(original=x, data=x.copy())
    run.variable = variable_of_class(cls)(run.data)

    def forward(self: Any, *given: Any, **named: Any) -> Any:
        result = super(recorder, self).forward(*given, **named)
        run.results.append(result)
        return result

    # forwardが返した値そのものは、__call__に包まれたあとでは見分けられない。
    metaclass: Any = type(cls)
    recorder: Any = metaclass(cls.__name__, (cls,), {"forward": forward})
    run.function, run.error = attempt(recorder)
    if run.error is None:
        run.output, run.error = attempt(run.function, run.variable)
    return run


def examine_forward(
    run: Callable[[Any], Run],
    points: Sequence[Any],
    truth: Callable[[Any], Any],
    mistakes: Sequence[Mistake],
) -> None:
    """入力の値を流し、``forward`` の値を調べます。式の引数は ``x`` です。"""
    cases = []
    for x in points:
        made = run(x)
        _examine_run(run, made)
        cases.append(Case((x,), truth(x), made.result))
        _examine_shape("forward", cases[-1])
    compare(
        cases,
        mistakes,
        lambda x: f"入力x = {show(x)}に対する結果を比べました。",
        diagnosis("wrong_value"),
    )
    _examine_argument("forward", run(points[0]).function, points[0])


def examine_backward(
    run: Callable[[Any], Run],
    points: Sequence[Any],
    truth: Callable[[Any, Any], Any],
    mistakes: Sequence[Mistake],
) -> None:
    """``forward`` の正しい関数の ``backward`` を調べます。式の引数は ``x`` と ``gy`` です。"""
    cases = []
    for x in points:
        made, gy = run(x), gradient_for(x)
        _examine_input(made)
        given = gy.copy()
        situation = f"渡した値はx = {show(x)}、gy = {show(gy)}です。"
        result, error = attempt(made.function.backward, given)
        if error is not None:
            _explain_backward_error(run, x, error, situation)
        examine_returned("backward", result, situation)
        if not is_close(given, gy):
            raise diagnosis("changed_gradient", situation)
        _examine_unchanged("backward", made, situation)
        cases.append(Case((x, gy), truth(x, gy), result))
        _examine_shape("backward", cases[-1])
    compare(
        cases,
        mistakes,
        lambda x, gy: (
            f"入力x = {show(x)}、勾配gy = {show(gy)}に対する結果を比べました。"
        ),
        diagnosis("wrong_gradient"),
    )
    _examine_argument("backward", run(points[0]).function, gradient_for(points[0]))


def examine_returned(place: str, result: Any, situation: str) -> None:
    """``forward`` や ``backward`` が、実数の配列を返したかどうか。"""
    if result is None:
        raise diagnosis("no_return", place=place)
    if is_variable(result):
        raise diagnosis(
            "returned_variable",
            "値をVariableに包むのは__call__の役目なので、ここで包むと二重になります。"
            if place == "forward"
            else "関数から関数へ伝わる勾配は、箱に入れる前の配列です。",
            f"{place}のreturnの行を見ると、包んでいる場所が見つかります。",
            place=place,
        )
    if not is_numeric(result):
        raise diagnosis("wrong_type", situation, place=place, shown=show(result))
    if not isinstance(result, (np.ndarray, np.generic)):
        raise python_float(place, result)


def is_variable(value: Any) -> bool:
    """``Variable`` という名前のクラスのインスタンスかどうか。"""
    return "Variable" in [base.__name__ for base in type(value).__mro__]


def python_float(place: str, result: Any) -> Wrong:
    """配列ではなく、Pythonの数を返したときの講評。"""
    return diagnosis("python_float", place=place, kind=type(result).__name__)


def _examine_run(run: Callable[[Any], Run], made: Run) -> None:
    if made.error is not None and not made.results:
        _explain_forward_error(run, made)
    examine_returned("forward", made.result, made.situation)
    if made.error is not None:
        raise explained(type(made.function).__name__, made.error, made.situation)
    _examine_unchanged("forward", made, made.situation)
    if not is_close(getattr(made.output, "data", None), np.asarray(made.result)):
        raise diagnosis(
            "wrong_output",
            f"呼び出しの結果は{show(made.output)}でした。",
            "__call__を定義している場合は、Functionのものとの違いを見ると分かります。",
        )


def _examine_unchanged(place: str, made: Run, situation: str) -> None:
    if not is_close(made.data, made.original):
        raise diagnosis("changed_input", situation, place=place)


def _examine_input(made: Run) -> None:
    if isinstance(vars_of(made.function).get("input"), np.ndarray):
        raise diagnosis("array_kept")


def vars_of(value: Any) -> dict[str, Any]:
    """インスタンスがもつ属性。``__slots__`` だけの値では空。"""
    return getattr(value, "__dict__", {})


def _examine_shape(place: str, case: Case) -> None:
    if np.shape(case.obtained) != np.shape(case.expected):
        raise diagnosis(
            "wrong_shape",
            f"入力x = {show(case.arguments[0])}に対する結果を比べました。",
            *expected_and_obtained(case.expected, case.obtained),
            place=place,
        )


class _WithoutData(np.ndarray[Any, Any]):
    """``data`` を読むと、間違いを伝える配列。"""

    place = ""

    @property
    def data(self) -> NoReturn:
        raise data_of_array(self.place)


def _examine_argument(place: str, function: Any, array: Any) -> None:
    """引数の ``data`` を読んでいれば伝えます。ほかのエラーは、ここでは問いません。"""
    watched = type("ndarray", (_WithoutData,), {"place": place})
    attempt(getattr(function, place), array.copy().view(watched))


def _explain_forward_error(run: Callable[[Any], Run], made: Run) -> NoReturn:
    error = made.error
    assert error is not None
    if isinstance(error, (TypeError, ValueError)) and made.original.ndim > 0:
        scalar = run(np.asarray(made.original.flat[0]))
        if scalar.results and is_numeric(scalar.result):
            raise _scalar_only("forward", scalar.function, scalar.result)
    if isinstance(error, (TypeError, IndexError)) and made.original.ndim == 0:
        raise diagnosis("array_only")
    raise explained("forward", error, made.situation)


def _explain_backward_error(
    run: Callable[[Any], Run], x: Any, error: BaseException, situation: str
) -> NoReturn:
    wrong = explained("backward", error, situation)
    generic = wrong.diagnosis == "error" and isinstance(error, (TypeError, ValueError))
    if generic and x.ndim > 0:
        scalar = run(np.asarray(x.flat[0]))
        result, failed = attempt(scalar.function.backward, np.array(1.7))
        if failed is None and is_numeric(result):
            raise _scalar_only("backward", scalar.function, result)
    raise wrong


def _scalar_only(place: str, function: Any, result: Any) -> Wrong:
    methods = [vars(base).get(place) for base in type(function).__mro__]
    used = [names_visible_to(m).get(n) for m in methods for n in names_used_in(m)]
    if any(u is math or getattr(u, "__module__", None) == "math" for u in used):
        return diagnosis("math_function", place=place)
    if isinstance(result, (int, float)) and not isinstance(result, np.generic):
        return python_float(place, result)
    return diagnosis("scalar_only", place=place)


def judge_function(
    cls: Any,
    example: str,
    truth: Callable[[Any], Any],
    mistakes: Sequence[Mistake],
) -> None:
    """``forward`` だけを定義するクラスを、初めから終わりまで調べます。"""
    examine_class(cls, example, "forward")
    examine_forward(partial(run_class, cls), POINTS, truth, mistakes)
