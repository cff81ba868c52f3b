"""ステップ10のつくる演習。3乗のクラスのテストをつくります。

正しいクラスと、間違いを1つずつ入れたクラスを渡し、テストが見分けるかどうかを調べます。
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from dezero_book.exercises.attempt import EndlessRun, Outcome, attempt
from dezero_book.exercises.comparison import is_close
from dezero_book.exercises.cube_variants import (
    CORRECT,
    FAR_FROM_CORRECT,
    OTHER_ROUNDINGS,
    TOLERANT,
    WITHOUT_GY,
    WRONG_BACKWARDS,
    WRONG_FORWARDS,
    Record,
    Variant,
)
from dezero_book.exercises.errors import explain_error
from dezero_book.exercises.feedback import Feedback, accept, first_problem, reject
from dezero_book.exercises.framework import (
    PACKAGE,
    Framework,
    frameworks_of_function,
)
from dezero_book.exercises.isolation import judge
from dezero_book.exercises.plain_function import examine_callable
from dezero_book.exercises.wording import show, show_error
from dezero_book.steps import step09

CANDIDATE = Framework(step09.Variable, step09.Function)


def check_step10(test_cube: Any) -> Feedback:
    """``Cube`` クラスのテスト ``test_cube(Cube)`` を判定します。

    Parameters
    ----------
    test_cube
        学習者のテスト。渡されたクラスが正しければ何もせず、
        間違っていれば ``AssertionError`` を出します。

    Returns
    -------
    Feedback
        講評。

    Examples
    --------
    >>> import numpy as np
    >>> from dezero_book.exercises import check_step10
    >>> from dezero_book import Variable
    >>> def test_cube(Cube):
    ...     x = Variable(np.array(0.7))
    ...     y = Cube()(x)
    ...     y.backward()
    ...     assert np.allclose(y.data, 0.343)
    ...     assert np.allclose(x.grad, 1.47)
    >>> check_step10(test_cube).diagnosis
    'ignores_gy'
    """
    return judge(_examine, test_cube)


def _examine(test_cube: Any) -> Feedback:
    feedback = first_problem(_examinations(test_cube))
    if feedback is not None:
        return feedback
    wrongs = len(WRONG_FORWARDS) + len(WRONG_BACKWARDS)
    return accept(
        f"正しいCubeでは何も起きず、間違った{wrongs}種類のCubeをすべて見つけました。"
    )


def _examinations(test_cube: Any) -> Iterator[Feedback | None]:
    yield examine_callable(test_cube, "test_cube", ("Cube",))
    base = _base_for(test_cube)
    record = Record()
    outcome = _run(test_cube, CORRECT, base, record)
    yield _examine_correct(test_cube, base, record, outcome)
    if _run(test_cube, FAR_FROM_CORRECT, base, Record()).error is None:
        yield _explain_never_fails(outcome.value)
    for variant in (*WRONG_FORWARDS, *WRONG_BACKWARDS):
        if _run(test_cube, variant, base, Record()).error is None:
            yield _explain_survivor(variant, record)
    yield _examine_other_rounding(test_cube, base)


def _run(test_cube: Any, variant: Variant, base: Any, record: Record) -> Outcome:
    return attempt(test_cube, variant.build(base, record))


def _base_for(test_cube: Any) -> Any:
    """テストが使うVariableと組になるFunction。"""
    frameworks = [*frameworks_of_function(test_cube, PACKAGE), CANDIDATE]
    for framework in frameworks:
        error = _run(test_cube, CORRECT, framework.function, Record()).error
        if error is None or isinstance(error, EndlessRun):
            return framework.function
    return frameworks[0].function


def _examine_correct(
    test_cube: Any, base: Any, record: Record, outcome: Outcome
) -> Feedback | None:
    error = outcome.error
    if error is None:
        if record.inputs or record.gradients:
            return None
        return reject(
            "ignores_argument",
            "渡されたCubeを、テストの中で使っていません。",
            "別の場所で定義したCubeを調べても、渡されたクラスの正しさは分かりません。",
            "テストの中で、引数の名前を使っているかどうかが手がかりです。",
        )
    if not isinstance(error, AssertionError):
        return explain_error("test_cube", error, "渡したのは、正しいCubeです。")
    if _run(test_cube, TOLERANT, base, Record()).error is None:
        return _exact_comparison()
    return reject(
        "rejects_correct",
        "正しいCubeを渡したのに、テストが失敗しました。",
        "期待する値の計算が違うか、正しい値まで許さない条件になっています。",
        "assertの条件と、3乗とその導関数の手計算とを比べると、原因が分かります。",
        _used_points(record),
        f"エラーは「{show_error(error)}」です。",
    )


def _exact_comparison() -> Feedback:
    return reject(
        "exact_comparison",
        "正しいCubeでも、丸め誤差のために失敗することがあります。",
        "==は、最後の桁が違うだけで等しくないと判定します。",
        "浮動小数点数を比べている行で、誤差を許しているかどうかが手がかりです。",
    )


def _examine_other_rounding(test_cube: Any, base: Any) -> Feedback | None:
    for variant in OTHER_ROUNDINGS:
        if _run(test_cube, variant, base, Record()).error is not None:
            return _exact_comparison()
    return None


def _explain_never_fails(returned: Any) -> Feedback:
    if returned is not None:
        return reject(
            "returned_verdict",
            "結果を返していますが、間違ったCubeでも失敗しません。",
            "pytestは戻り値を見ません。テストの失敗は、例外によって伝わります。",
            "値を比べた結果を、return文ではなくどの文に渡すかが手がかりです。",
        )
    return reject(
        "never_fails",
        "どの間違ったCubeを渡しても、テストが失敗しません。",
        "失敗することのないテストは、正しさについて何も教えてくれません。",
        "assert文があるかどうかと、その条件がFalseになりうるかどうかが手がかりです。",
    )


def _explain_survivor(variant: Variant, record: Record) -> Feedback:
    found = f"見逃したのは、{variant.description}です。"
    if variant in WRONG_FORWARDS:
        if _hides_forward(variant, record):
            return _blind_points(record, found)
        return reject(
            "value_unchecked",
            "順伝播の値の間違いを見つけられません。",
            "勾配だけを調べるテストは、順伝播が別の関数でも通ることがあります。",
            "勾配確認が見つけるのも、順伝播と逆伝播の食い違いだけです。",
            "手計算で求めた値とy.dataを比べているかどうかが手がかりです。",
            found,
        )
    if not record.gradients:
        return reject(
            "gradient_unchecked",
            "逆伝播を一度も呼んでいません。",
            "順伝播が正しくても、逆伝播が正しいとは限りません。",
            "backwardのあとに、x.gradを調べているかどうかが手がかりです。",
            found,
        )
    if variant is WITHOUT_GY and _hides_backward(variant, record):
        return reject(
            "ignores_gy",
            "逆伝播でgyを掛け忘れたCubeを、見逃しています。",
            "yが最後の出力なら、gyはいつも1なので、掛け忘れても値が変わりません。",
            "Cubeの出力を別の関数に渡す場合や、始まりの勾配を1以外にする場合を考えます。",
        )
    if _hides_backward(variant, record):
        return _blind_points(record, found)
    return reject(
        "gradient_not_compared",
        "逆伝播の値が違っていても、テストが失敗しません。",
        "計算した勾配を比べていないか、許す誤差が大きすぎます。",
        "x.gradを期待する値と比べるassert文と、その許容誤差が手がかりです。",
        found,
    )


def _blind_points(record: Record, found: str) -> Feedback:
    return reject(
        "blind_points",
        "間違いの隠れる点だけで、値を比べています。",
        "0、1、2、3のような点では、違う式でも同じ値になることがあります。",
        f"テストで使った入力は{_points(record)}です。ほかの点での値が手がかりです。",
        found,
    )


def _hides_forward(variant: Variant, record: Record) -> bool:
    return all(is_close(variant.forward(x), x**3) for x in record.inputs)


def _hides_backward(variant: Variant, record: Record) -> bool:
    return all(
        is_close(variant.backward(x, gy), 3 * x**2 * gy) for x, gy in record.gradients
    )


def _used_points(record: Record) -> str:
    if not record.inputs:
        return "テストは、渡されたCubeを1度も計算に使っていません。"
    return f"テストで使った入力は{_points(record)}です。"


def _points(record: Record) -> str:
    points: list[str] = []
    for x in record.inputs:
        text = show(np.asarray(x))
        if text not in points:
            points.append(text)
    return "、".join(points[:3]) + ("など" if len(points) > 3 else "")
