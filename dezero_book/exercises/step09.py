"""ステップ9のつくる演習。対数のクラスと、Pythonの関数をつくります。"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from dezero_book.exercises.attempt import EndlessRun, attempt
from dezero_book.exercises.comparison import Misconception, is_close
from dezero_book.exercises.errors import explain_error
from dezero_book.exercises.feedback import Feedback, accept, first_problem, reject
from dezero_book.exercises.framework import (
    PACKAGE,
    names_visible_to,
    variable_of_class,
    variable_of_function,
)
from dezero_book.exercises.function_probe import (
    POSITIVE_POINTS,
    Forward,
    examine_backward,
    examine_class,
    examine_forward,
    examine_signature,
    gradient_for,
    run_class,
)
from dezero_book.exercises.isolation import judge
from dezero_book.exercises.plain_function import examine_callable
from dezero_book.exercises.wording import show, text_of
from dezero_book.steps import step09

WRONG_BASE = (
    "対数の底が、eではありません。",
    "導関数が1/xになるのは、底がeの対数（自然対数）です。",
    "forwardで呼んでいるNumPyの関数の名前が手がかりです。",
)

FORWARD_MISCONCEPTIONS = (
    Misconception("wrong_base", np.log10, WRONG_BASE),
    Misconception("wrong_base", np.log2, WRONG_BASE),
    Misconception(
        "shifted_log",
        np.log1p,
        (
            "log xではなく、log(1 + x)の値になっています。",
            "forwardで呼んでいるNumPyの関数の名前が手がかりです。",
        ),
    ),
    Misconception(
        "exponential",
        np.exp,
        (
            "順伝播が、対数ではなく指数関数の値になっています。",
            "Expから写した行が、forwardに残っていないか見ると分かります。",
        ),
    ),
    Misconception(
        "derivative",
        lambda x: 1 / x,
        (
            "順伝播が、対数ではなく、その導関数の値になっています。",
            "forwardは関数の値、backwardは導関数を使った勾配を返します。",
        ),
    ),
)

NOT_INVERTED = (
    "導関数で掛けるはずの値が、逆数になっています。",
    "対数の導関数は、入力が大きいほど小さくなります。",
    "backwardの式で、掛けるか割るかが手がかりです。",
)

BACKWARD_MISCONCEPTIONS = (
    Misconception(
        "forgot_gy",
        lambda x, gy: 1 / x,
        (
            "逆伝播で、出力側から伝わった勾配gyを掛けていません。",
            "gyが1のときは値が合いますが、ほかの関数とつなぐと連鎖律が途切れます。",
            "backwardのreturnの行に、gyがあるかどうかが手がかりです。",
        ),
    ),
    Misconception(
        "derivative_at_output",
        lambda x, gy: gy / np.log(x),
        (
            "導関数を、入力ではなく出力の値で計算しています。",
            "連鎖律のdy/dxは、入力xでの導関数の値です。",
            "backwardの中で、割る数に使っている変数が手がかりです。",
        ),
    ),
    Misconception("not_inverted", lambda x, gy: x * gy, NOT_INVERTED),
    Misconception("not_inverted", lambda x, gy: x / gy, NOT_INVERTED),
    Misconception(
        "derivative_at_gradient",
        lambda x, gy: 1 / gy,
        (
            "導関数を、入力ではなくgyの値で計算しています。",
            "gyは出力側から伝わった勾配で、入力の値ではありません。",
            "入力の値が、順伝播のあとどこに残っているかが手がかりです。",
        ),
    ),
    Misconception(
        "gradient_inside",
        lambda x, gy: 1 / (x * gy),
        (
            "gyが、分母に入っています。",
            "1 / x * gyと1 / (x * gy)では、計算の順番が違います。",
            "括弧の位置が手がかりです。",
        ),
    ),
    Misconception(
        "added_gy",
        lambda x, gy: 1 / x + gy,
        (
            "gyを、掛けずに足しています。",
            "連鎖律では、出力側から伝わった勾配と導関数との積を取ります。",
        ),
    ),
    Misconception(
        "not_differentiated",
        lambda x, gy: np.log(x) * gy,
        (
            "逆伝播で、導関数ではなく、元の関数の値を掛けています。",
            "backwardで使うのは、対数を微分した関数です。",
        ),
    ),
    Misconception(
        "copied_exp",
        lambda x, gy: np.exp(x) * gy,
        (
            "逆伝播が、指数関数のものになっています。",
            "Expから写した行が、backwardに残っていないか見ると分かります。",
        ),
    ),
    Misconception(
        "wrong_sign",
        lambda x, gy: -gy / x,
        (
            "勾配の符号が反対です。",
            "対数は増加する関数なので、導関数は正の値です。",
        ),
    ),
    Misconception(
        "differentiated_twice",
        lambda x, gy: -gy / x**2,
        (
            "導関数を、もう一度微分しています。",
            "-1/x²は1/xの導関数です。微分は1回分だけ使います。",
        ),
    ),
    Misconception(
        "passed_gy_through",
        lambda x, gy: gy,
        (
            "受け取ったgyを、そのまま返しています。",
            "入力側へ伝わるのは、gyとこの関数の導関数との積です。",
        ),
    ),
)


def check_step09(log: Any) -> Feedback:
    """``Log`` クラスを使って対数を計算する関数 ``log(x)`` を判定します。

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
    return judge(_examine, log)


def _examine(log: Any) -> Feedback:
    feedback = first_problem(_examinations(log))
    if feedback is not None:
        return feedback
    return accept(
        "log(x)は対数の値になり、逆伝播で勾配が入力まで伝わりました。",
    )


def _examinations(log: Any) -> Iterator[Feedback | None]:
    if inspect.isclass(log) or "forward" in dir(type(log)):
        yield reject(
            "passed_class",
            "Pythonの関数logではなく、クラスやそのインスタンスが渡されました。",
            "Log()(x)と書く代わりにlog(x)と書けるようにするのが、この課題です。",
            "defで定義した関数の名前を渡すと判定できます。",
        )
    yield examine_callable(log, "log", ("x",))
    run = partial(_run, log, _variable_for(log))
    first = run(POSITIVE_POINTS[0])
    # Logに原因があれば、それを使うlogの結果よりも先に伝える。
    for cls in _classes_in_use(log, first):
        yield from _class_examinations(cls)
    yield _examine_error(first)
    yield _examine_result(first)
    yield examine_forward(run, POSITIVE_POINTS, np.log, FORWARD_MISCONCEPTIONS)
    yield _examine_fresh_instances(run)
    yield examine_backward(
        run, POSITIVE_POINTS, lambda x, gy: gy / x, BACKWARD_MISCONCEPTIONS
    )
    yield _examine_whole(run)


def _class_examinations(cls: Any) -> Iterator[Feedback | None]:
    for method in "forward", "backward":
        yield examine_class(cls, "Log", (method,))
        yield examine_signature(cls, method)
    run = partial(run_class, cls)
    yield examine_forward(run, POSITIVE_POINTS, np.log, FORWARD_MISCONCEPTIONS)


def _classes_in_use(log: Any, first: Forward) -> list[Any]:
    if first.function is not None:
        cls = type(first.function)
        return [cls] if attempt(cls).error is None else []
    return [cls for cls in _classes_named_in(log) if cls.__name__ == "Log"]


def _classes_named_in(log: Any) -> list[Any]:
    """``log`` の中に名前の現れる、``Function`` を継承したクラス。"""
    code = getattr(log, "__code__", None)
    used = (*getattr(code, "co_names", ()), *getattr(code, "co_freevars", ()))
    values = [names_visible_to(log).get(name) for name in used]
    return [
        value
        for value in values
        if inspect.isclass(value) and hasattr(value, "forward")
    ]


def _variable_for(log: Any) -> Any:
    """``log`` の中で動くVariable。どれも動かなければ、最もありそうなもの。"""
    candidates = [
        *map(variable_of_class, _classes_named_in(log)),
        variable_of_function(log, step09.Variable),
        step09.Variable,
        PACKAGE.variable,
    ]
    for candidate in candidates:
        outcome = attempt(lambda kind=candidate: log(kind(np.array(0.7))))
        if outcome.error is None or isinstance(outcome.error, EndlessRun):
            return candidate
    return candidates[0]


def _run(log: Callable[[Any], Any], variable_type: Any, x: Any) -> Forward:
    run = Forward(original=x, data=x.copy())
    variable = variable_type(run.data)
    outcome = attempt(log, variable)
    run.output, run.error = outcome.value, outcome.error
    run.function = getattr(run.output, "creator", None)
    run.result = getattr(run.output, "data", None)
    run.variable = variable
    return run


def _examine_error(first: Forward) -> Feedback | None:
    if first.error is None:
        return None
    if re.search("takes no arguments|を作るときに、", text_of(first.error)):
        return reject(
            "class_called_with_variable",
            "変数を、インスタンスではなくクラスに渡しています。",
            "クラスのすぐ後の括弧は、インスタンスを作るための括弧です。",
            "変数を受け取るのは、そのインスタンスの__call__です。",
        )
    if "の入力はVariableですが" in text_of(first.error):
        return _array_to_class()
    return explain_error("log", first.error, first.situation)


def _array_to_class() -> Feedback:
    return reject(
        "array_to_class",
        "Logのインスタンスに、Variableではなく配列を渡しています。",
        "箱から出した値には生成元がないので、逆伝播が入力へ届きません。",
        "インスタンスを呼び出す括弧の中を見ると、原因が分かります。",
    )


def _examine_result(first: Forward) -> Feedback | None:
    output = first.output
    if output is None:
        return reject(
            "no_return",
            "logがNoneを返しています。",
            "作った出力の変数は、return文がないと呼び出し元に届きません。",
            "関数logの最後の行を見ると、原因が分かります。",
        )
    if "forward" in dir(type(output)):
        return reject(
            "returned_function",
            "logが、計算の結果ではなく、関数のインスタンスを返しています。",
            "インスタンスを作る括弧と、変数を渡す括弧は、別の括弧です。",
        )
    if isinstance(output, (np.ndarray, np.generic, float)):
        return reject(
            "returned_array",
            "logが、Variableではなく配列や数を返しています。",
            "箱から出した値には生成元がないので、逆伝播が入力へ届きません。",
            "Logのインスタンスに、変数を渡しているかどうかが手がかりです。",
        )
    if not hasattr(output, "creator"):
        return reject(
            "wrong_type",
            f"logが返すのはVariableですが、{show(output)}が返されました。",
            "returnの行で、返している値の型を確かめると原因が分かります。",
        )
    if first.function is None:
        return reject(
            "outside_graph",
            "出力の変数に、生成元（creator）がありません。",
            "NumPyで計算した値を新しいVariableに入れると、入力とのつながりが切れます。",
            "Logのインスタンスに、変数を渡しているかどうかが手がかりです。",
        )
    if isinstance(first.function.input, (np.ndarray, np.generic, memoryview)):
        return _array_to_class()
    return None


def _examine_fresh_instances(run: Callable[[Any], Forward]) -> Feedback | None:
    first, second = run(POSITIVE_POINTS[0]), run(POSITIVE_POINTS[0])
    if first.function is not second.function:
        return None
    return reject(
        "shared_instance",
        "1つのLogインスタンスを、何度も使い回しています。",
        "関数は最後の呼び出しの入力だけを覚えるので、前の出力から逆伝播できなくなります。",
        "Logのインスタンスを作る行が、関数logの中にあるかどうかが手がかりです。",
    )


def _examine_whole(run: Callable[[Any], Forward]) -> Feedback | None:
    for x in POSITIVE_POINTS:
        forward = run(x)
        gy = gradient_for(x)
        forward.output.grad = gy.copy()
        outcome = attempt(forward.output.backward)
        if outcome.error is not None:
            return explain_error("y.backward()", outcome.error, forward.situation)
        if not is_close(forward.variable.grad, gy / x):
            return reject(
                "gradient_not_delivered",
                "y.backward()を呼んでも、正しい勾配が入力まで届きません。",
                "logに渡した変数から、出力まで途切れずにつながっているかが手がかりです。",
                f"期待した値は{show(gy / x)}です。",
                f"得られたx.gradは{show(forward.variable.grad)}です。",
            )
    return None
