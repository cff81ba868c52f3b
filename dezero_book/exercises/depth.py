"""もっと深く読むページの演習。"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from dezero_book.exercises.comparison import Mistake
from dezero_book.exercises.feedback import Diagnoses, Feedback, accept
from dezero_book.exercises.function_class import (
    POINTS,
    POSITIVE_POINTS,
    examine_backward,
    examine_class,
    examine_forward,
    run_class,
    vars_of,
)
from dezero_book.exercises.learner import attempt, explained
from dezero_book.exercises.numbered import exercise
from dezero_book.exercises.wording import show_error, text_of

diagnosis = Diagnoses("""
moved_into_domain
    正の数に対する値まで、変わっています。
    課題は値を変えることではなく、正でない値を断ることです。
accepts_nonpositive
    {wrong}を含む配列を渡しても、エラーになりません。
    np.logは、0では-infを、負の数ではnanを返すだけで、止まりません。
    計算の前に、すべての要素が0より大きいかどうかを調べます。
no_value
    エラーの文章に、渡された値{wrong}がありません。
    どの値で止まったかが分かると、使う人は直す場所を見つけられます。
cycle
    使い終わっても、関数と出力の変数が残っています。
    変数は生成元の関数を、関数は出力の変数を覚えているので、輪になっています。
    逆伝播に要るのは、変数そのものではなく、その中の値です。
value_not_kept
    輪はなくなりましたが、逆伝播がもう一度、指数関数を計算しています。
    残したい利点は、順伝播で求めた値を使い回せることです。
    forwardで求めた値を、インスタンスの属性に入れて残します。
wrong_exception
    ValueErrorではなく、{kind}が出ました。
    エラーは「{error}」です。
""")


LOG_MISTAKES = (
    Mistake(
        diagnosis("moved_into_domain"),
        lambda x: np.log(x + 1e-8),
        lambda x: np.log(np.maximum(x, 1.0)),
    ),
)


@exercise("robust")
def _check_log(log: Any) -> Feedback:
    examine_class(log, "Log", "forward", "backward")
    run = partial(run_class, log)
    examine_forward(run, POSITIVE_POINTS, np.log, LOG_MISTAKES)
    examine_backward(run, POSITIVE_POINTS, lambda x, gy: gy / x, ())
    for wrong in 0.0, -0.5:
        error = run(np.array([1.2, wrong])).error
        if error is None:
            raise diagnosis("accepts_nonpositive", wrong=wrong)
        if not isinstance(error, ValueError):
            raise diagnosis(
                "wrong_exception", kind=type(error).__name__, error=show_error(error)
            )
        if str(wrong) not in text_of(error):
            raise diagnosis(
                "no_value", f"エラーは「{show_error(error)}」です。", wrong=wrong
            )
    return accept("正でない値は、理由の分かるエラーで止まりました。")


@exercise("memory")
def _check_exp_keeping_value(cls: Any) -> Feedback:
    examine_class(cls, "ExpKeepingValue", "forward", "backward")
    run = partial(run_class, cls)
    examine_forward(run, POINTS, np.exp, ())
    examine_backward(run, POINTS, lambda x, gy: np.exp(x) * gy, ())
    made = run(POINTS[0])
    if any(kept is made.output for kept in vars_of(made.function).values()):
        raise diagnosis("cycle")
    made.variable.data = made.variable.data + 1.0
    gradient, error = attempt(made.function.backward, np.ones(3))
    if error is not None:
        raise explained("backward", error)
    if not np.allclose(gradient, np.exp(POINTS[0])):
        raise diagnosis("value_not_kept")
    return accept("輪はできず、順伝播で求めた値を使い回しています。")
