"""ステップ9のつくる演習。対数のクラスと、Pythonの関数をつくります。"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from dezero_book.exercises.chain_rule import chain_rule_mistakes
from dezero_book.exercises.comparison import Mistake, is_close, is_numeric
from dezero_book.exercises.feedback import Diagnoses, Feedback, Wrong, accept, judged
from dezero_book.exercises.framework import (
    PACKAGE,
    variable_of_class,
    variable_of_function,
)
from dezero_book.exercises.function_class import (
    POSITIVE_POINTS,
    Run,
    examine_backward,
    examine_class,
    examine_forward,
    gradient_for,
    run_class,
)
from dezero_book.exercises.learner import (
    attempt,
    call,
    examine_function,
    explained,
    names_used_in,
    names_visible_to,
)
from dezero_book.exercises.numbered import exercise
from dezero_book.exercises.wording import expected_and_obtained, show, text_of
from dezero_book.steps import step09

diagnosis = Diagnoses("""
wrong_base
    対数の底が、eではありません。
    導関数が1/xになるのは、底がeの対数（自然対数）です。
    forwardで呼んでいるNumPyの関数の名前が手がかりです。
shifted_log
    log xではなく、log(1 + x)の値になっています。
    forwardで呼んでいるNumPyの関数の名前が手がかりです。
exponential
    順伝播が、対数ではなく指数関数の値になっています。
    Expから写した行が、forwardに残っていないか見ると分かります。
derivative
    順伝播が、対数ではなく、その導関数の値になっています。
    forwardは関数の値、backwardは導関数を使った勾配を返します。
not_inverted
    導関数で掛けるはずの値が、逆数になっています。
    対数の導関数は、入力が大きいほど小さくなります。
    backwardの式で、掛けるか割るかが手がかりです。
gradient_inside
    gyが、分母に入っています。
    1 / x * gyと1 / (x * gy)では、計算の順番が違います。
    括弧の位置が手がかりです。
derivative_at_output
    導関数を、入力ではなく出力の値で計算しています。
    連鎖律のdy/dxは、入力xでの導関数の値です。
    backwardの中で、割る数に使っている変数が手がかりです。
not_differentiated
    逆伝播で、導関数ではなく、元の関数の値を掛けています。
    backwardで使うのは、対数を微分した関数です。
wrong_sign
    勾配の符号が反対です。
    対数は増加する関数なので、導関数は正の値です。
differentiated_twice
    導関数を、もう一度微分しています。
    -1/x²は1/xの導関数です。微分は1回分だけ使います。
passed_class
    Pythonの関数logではなく、クラスやそのインスタンスが渡されました。
    Log()(x)と書く代わりにlog(x)と書けるようにするのが、この課題です。
    defで定義した関数の名前を渡すと判定できます。
shared_instance
    1つのLogインスタンスを、何度も使い回しています。
    関数は最後の呼び出しの入力だけを覚えるので、前の出力から逆伝播できなくなります。
    Logのインスタンスを作る行が、関数logの中にあるかどうかが手がかりです。
class_called_with_variable
    変数を、インスタンスではなくクラスに渡しています。
    クラスのすぐ後の括弧は、インスタンスを作るための括弧です。
    変数を受け取るのは、そのインスタンスの__call__です。
array_to_class
    Logのインスタンスに、Variableではなく配列を渡しています。
    箱から出した値には生成元がないので、逆伝播が入力へ届きません。
    インスタンスを呼び出す括弧の中を見ると、原因が分かります。
no_return
    logがNoneを返しています。
    作った出力の変数は、return文がないと呼び出し元に届きません。
    関数logの最後の行を見ると、原因が分かります。
returned_function
    logが、計算の結果ではなく、関数のインスタンスを返しています。
    インスタンスを作る括弧と、変数を渡す括弧は、別の括弧です。
returned_array
    logが、Variableではなく配列や数を返しています。
    箱から出した値には生成元がないので、逆伝播が入力へ届きません。
    Logのインスタンスに、変数を渡しているかどうかが手がかりです。
outside_graph
    出力の変数に、生成元（creator）がありません。
    NumPyで計算した値を新しいVariableに入れると、入力とのつながりが切れます。
    Logのインスタンスに、変数を渡しているかどうかが手がかりです。
gradient_not_delivered
    y.backward()を呼んでも、正しい勾配が入力まで届きません。
    logに渡した変数から、出力まで途切れずにつながっているかが手がかりです。
extra_axis
    0次元だった値が、要素が1つの1次元の配列になっています。
    角括弧の1組が、次元を1つ増やします。
    配列を作る関数への引数が手がかりです。
wrong_shape
    形が変わっています。
wrong_value
    値が変わっています。
wrong_type
    logが返すのはVariableですが、{shown}が返されました。
    returnの行で、返している値の型を確かめると原因が分かります。
not_array
    配列ではなく、{kind}を返しています。
    NumPyのスカラーは配列に似ていますが、np.ndarrayではありません。
    配列にする関数を通っているかどうかが手がかりです。
""")


FORWARD_MISTAKES = (
    Mistake(diagnosis("wrong_base"), np.log10, np.log2),
    Mistake(diagnosis("shifted_log"), np.log1p),
    Mistake(diagnosis("exponential"), np.exp),
    Mistake(diagnosis("derivative"), lambda x: 1 / x),
)

BACKWARD_MISTAKES = (
    Mistake(diagnosis("not_inverted"), lambda x, gy: x * gy, lambda x, gy: x / gy),
    Mistake(diagnosis("gradient_inside"), lambda x, gy: 1 / (x * gy)),
    *chain_rule_mistakes(lambda x: 1 / x),
    Mistake(diagnosis("derivative_at_output"), lambda x, gy: gy / np.log(x)),
    Mistake(diagnosis("not_differentiated"), lambda x, gy: np.log(x) * gy),
    Mistake(diagnosis("wrong_sign"), lambda x, gy: -gy / x),
    Mistake(diagnosis("differentiated_twice"), lambda x, gy: -gy / x**2),
)


@judged
def check_step09(log: Any) -> Feedback:
    """ステップ9の演習の、``Log`` クラスを使って対数を計算する関数 ``log(x)`` を判定します。

    Parameters
    ----------
    log
        学習者の関数。``Variable`` を受け取り、``Variable`` を返します。

    Returns
    -------
    Feedback
        講評。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book.exercises import check_step09
    >>> from dezero_book.steps.step09 import Function, Variable
    >>> def log(x):
    ...     return Variable(np.log(x.data))
    >>> check_step09(log).diagnosis
    'outside_graph'
    """
    if inspect.isclass(log) or "forward" in dir(type(log)):
        raise diagnosis("passed_class")
    examine_function(log, "log", "x")
    run = partial(_run, log, _variable_for(log))
    first = run(POSITIVE_POINTS[0])
    # Logに原因があれば、それを使うlogの結果よりも先に伝える。
    for cls in _classes_in_use(log, first):
        examine_class(cls, "Log", "forward", "backward")
        examine_forward(
            partial(run_class, cls), POSITIVE_POINTS, np.log, FORWARD_MISTAKES
        )
    _examine_error(first)
    _examine_result(first)
    examine_forward(run, POSITIVE_POINTS, np.log, FORWARD_MISTAKES)
    if first.function is run(POSITIVE_POINTS[0]).function:
        raise diagnosis("shared_instance")
    examine_backward(run, POSITIVE_POINTS, lambda x, gy: gy / x, BACKWARD_MISTAKES)
    for x in POSITIVE_POINTS:
        _examine_whole(run, x)
    return accept("log(x)は対数の値になり、逆伝播で勾配が入力まで伝わりました。")


def _classes_in_use(log: Any, first: Run) -> list[Any]:
    if first.function is not None:
        cls = type(first.function)
        return [cls] if attempt(cls)[1] is None else []
    return [cls for cls in _classes_named_in(log) if cls.__name__ == "Log"]


def _classes_named_in(log: Any) -> list[Any]:
    """``log`` の中に名前の現れる、``Function`` を継承したクラス。"""
    names = names_visible_to(log)
    values = [names.get(name) for name in names_used_in(log)]
    return [v for v in values if inspect.isclass(v) and hasattr(v, "forward")]


def _variable_for(log: Any) -> Any:
    """``log`` の中で動くVariable。どれも動かなければ、最もありそうなもの。"""
    candidates = [
        *map(variable_of_class, _classes_named_in(log)),
        variable_of_function(log, step09.Variable),
        step09.Variable,
        PACKAGE.variable,
    ]
    for candidate in candidates:
        if attempt(lambda kind=candidate: log(kind(np.array(0.7))))[1] is None:
            return candidate
    return candidates[0]


def _run(log: Callable[[Any], Any], variable_type: Any, x: Any) -> Run:
    run = Run(original=x, data=x.copy())
    run.variable = variable_type(run.data)
    run.output, run.error = attempt(log, run.variable)
    run.function = getattr(run.output, "creator", None)
    return run


def _examine_error(first: Run) -> None:
    if first.error is None:
        return
    if re.search("takes no arguments|を作るときに、", text_of(first.error)):
        raise diagnosis("class_called_with_variable")
    if "の入力はVariableですが" in text_of(first.error):
        raise _array_to_class()
    raise explained("log", first.error, first.situation)


def _array_to_class() -> Wrong:
    return diagnosis("array_to_class")


def _examine_result(first: Run) -> None:
    output = first.output
    if output is None:
        raise diagnosis("no_return")
    if "forward" in dir(type(output)):
        raise diagnosis("returned_function")
    if isinstance(output, (np.ndarray, np.generic, float)):
        raise diagnosis("returned_array")
    if not hasattr(output, "creator"):
        raise diagnosis("wrong_type", shown=show(output))
    if first.function is None:
        raise diagnosis("outside_graph")
    if isinstance(first.function.input, (np.ndarray, np.generic, memoryview)):
        raise _array_to_class()


def _examine_whole(run: Callable[[Any], Run], x: Any) -> None:
    made, gy = run(x), gradient_for(x)
    made.output.grad = gy.copy()
    call("y.backward()", made.situation, made.output.backward)
    if not is_close(made.variable.grad, gy / x):
        raise diagnosis(
            "gradient_not_delivered", *expected_and_obtained(gy / x, made.variable.grad)
        )


@exercise("9.2")
def _check_as_array(as_array: Any) -> Feedback:
    examine_function(as_array, "as_array_in_list", "x")
    for x in np.array(0.5) ** 2, 2.0, np.array(0.5), np.array([1.0, 2.0]):
        situation = f"渡した値は{show(x)}（{type(x).__name__}）です。"
        found = call("as_array_in_list", situation, as_array, x)
        evidence = (
            situation,
            f"期待した形は{np.shape(x)}、得られた形は{np.shape(found)}です。",
        )
        if found is None:
            raise Wrong("no_return", "Noneを返しています。", situation)
        if not isinstance(found, np.ndarray):
            raise diagnosis("not_array", situation, kind=type(found).__name__)
        if found.shape == (1,) and np.shape(x) == ():
            raise diagnosis("extra_axis", *evidence)
        if found.shape != np.shape(x):
            raise diagnosis("wrong_shape", *evidence)
        if not (is_numeric(found) and is_close(found, x)):
            raise diagnosis("wrong_value", *expected_and_obtained(x, found))
    return accept("スカラーは0次元の配列になり、配列の形は変わりませんでした。")
