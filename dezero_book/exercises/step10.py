"""ステップ10のつくる演習。3乗のクラスのテストをつくります。

正しいクラスと、間違いを1つずつ入れたクラスを渡し、テストが見分けるかどうかを調べます。
"""

from __future__ import annotations

import dis
from typing import Any
from unittest.mock import patch

import numpy as np

from dezero_book.exercises.comparison import is_close
from dezero_book.exercises.cube_variants import (
    CORRECT,
    EXP,
    EXP_LINE,
    EXP_WITHOUT_GY,
    FAR,
    FAR_BACKWARD,
    FAR_FORWARD,
    NEAR,
    NOT_A_NUMBER,
    ONE_RIGHT,
    OTHER_ROUNDINGS,
    TOLERANT,
    WITHOUT_GY,
    WRONG_BACKWARDS,
    WRONG_FORWARDS,
    Readings,
    Record,
    Variant,
    watch,
)
from dezero_book.exercises.feedback import Diagnoses, Feedback, Wrong, accept, judged
from dezero_book.exercises.framework import (
    PACKAGE,
    Framework,
    frameworks_of_function,
)
from dezero_book.exercises.learner import (
    attempt,
    call,
    examine_function,
    explained,
)
from dezero_book.exercises.numbered import exercise
from dezero_book.exercises.wording import show, show_error
from dezero_book.steps import step09

diagnosis = Diagnoses("""
one_element
    要素が1つでも合えば、テストが通ってしまいます。
    anyは「どれか1つ」、allは「すべて」が条件に合うかどうかを調べます。
    複数の要素を比べている行で、すべてを調べているかどうかが手がかりです。
ignores_argument
    渡されたCubeを、テストの中で使っていません。
    別の場所で定義したCubeを調べても、渡されたクラスの正しさは分かりません。
    テストの中で、引数の名前を使っているかどうかが手がかりです。
forgot_backward
    逆伝播をする前に、gradを読んでいます。
    gradは、backwardを呼び出すまではNoneです。
    gradを調べる行の前に、出力の変数のbackwardを呼んでいるかが手がかりです。
output_gradient
    入力ではなく、出力の変数のgradを調べています。
    出力のgradは、逆伝播の始まりの値（シード）です。
    Cubeの微分が届くのは、入力の変数のgradです。
compares_variable
    箱（Variable）そのものと数を、==で比べています。
    箱どうしの==は、同じ箱かどうかを調べるだけなので、数とは等しくなりません。
    比べるのは、箱の中の値（data）です。
rejects_correct
    正しいCubeを渡したのに、テストが失敗しました。
    期待する値の計算が違うか、正しい値まで許さない条件になっています。
    assertの条件と、3乗とその導関数の手計算とを比べると、原因が分かります。
returned_verdict
    結果を返していますが、間違ったCubeでも失敗しません。
    pytestは戻り値を見ません。テストの失敗は、例外によって伝わります。
    値を比べた結果を、return文ではなくどの文に渡すかが手がかりです。
asserts_removed
    どの間違ったCubeを渡しても、テストが失敗しません。
    Pythonを-Oで実行しているので、assert文がすべて取り除かれています。
    -Oを付けずに（環境変数PYTHONOPTIMIZEも空にして）実行すると判定できます。
compares_itself
    どの間違ったCubeを渡しても、テストが失敗しません。
    失敗することのないテストは、正しさについて何も教えてくれません。
    比べている2つの値が、どちらもCubeから求めたものです。
    期待値を、手計算のようにCubeを使わない方法で求めているかが手がかりです。
swallowed
    どの間違ったCubeを渡しても、テストが失敗しません。
    失敗することのないテストは、正しさについて何も教えてくれません。
    テストの中のtry文が、assertの出した例外を受け止めています。
    例外は、テストの外まで届いて、初めて失敗になります。
never_fails
    どの間違ったCubeを渡しても、テストが失敗しません。
    失敗することのないテストは、正しさについて何も教えてくれません。
    assert文があるかどうかと、その条件がFalseになりうるかどうかが手がかりです。
value_unchecked
    順伝播の値の間違いを見つけられません。
    勾配だけを調べるテストは、順伝播が別の関数でも通ることがあります。
    勾配確認が見つけるのも、順伝播と逆伝播の食い違いだけです。
    手計算で求めた値とy.dataを比べているかどうかが手がかりです。
gradient_unchecked
    逆伝播を一度も呼んでいません。
    順伝播が正しくても、逆伝播が正しいとは限りません。
    backwardのあとに、x.gradを調べているかどうかが手がかりです。
ignores_gy
    逆伝播でgyを掛け忘れたCubeを、見逃しています。
    yが最後の出力なら、gyはいつも1なので、掛け忘れても値が変わりません。
    Cubeの出力を別の関数に渡す場合や、始まりの勾配を1以外にする場合を考えます。
gradient_not_compared
    逆伝播の値が違っていても、テストが失敗しません。
    計算した勾配を、期待する値と比べていません。
    x.gradを期待する値と比べるassert文があるかどうかが手がかりです。
exact_comparison
    正しいCubeでも、丸め誤差のために失敗することがあります。
    ==は、最後の桁が違うだけで等しくないと判定します。
    浮動小数点数を比べている行で、誤差を許しているかどうかが手がかりです。
blind_points
    間違いの隠れる点だけで、値を比べています。
    0、1、2、3のような点では、違う式でも同じ値になることがあります。
outside_graph
    1つ目に渡した関数の出力に、生成元（creator）がありません。
    Functionを継承したクラスのインスタンスに、変数を渡しているかどうかが手がかりです。
tolerance_too_wide
    許容誤差が大きすぎて、{description}を見逃しています。
    許容誤差は、丸め誤差や差分の誤差より大きく、間違いによるずれより小さくします。
    値を比べている行で、許している誤差の大きさが手がかりです。
wrong_exception
    間違ったCubeで、AssertionErrorではなく{kind}を出しています。
    テストの失敗は、AssertionErrorで伝えます。ほかの例外は、テストの故障に見えます。
    raiseの行を、assert文に書き直すと直ります。
missed_mistake
    テストが見逃したのは、{missed}です。
    失敗することのないテストは、正しさについて何も教えてくれません。
    値と勾配の両方を比べているか、届くgyが1だけになっていないかが手がかりです。
""")


CANDIDATE = Framework(step09.Variable, step09.Function)


@judged
def check_step10(test_cube: Any) -> Feedback:
    """ステップ10の演習の、``Cube`` クラスのテスト ``test_cube(Cube)`` を判定します。

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
    examine_function(test_cube, "test_cube", "Cube")
    trial = Trial(test_cube)
    trial.examine_correct()
    if trial.passes(FAR):
        raise trial.never_fails()
    errors = []
    for variant in (*WRONG_FORWARDS, *WRONG_BACKWARDS):
        if trial.passes(variant):
            raise trial.missed(variant)
        errors.append(trial.error)
    if not any(map(_is_failure, errors)):
        raise diagnosis("wrong_exception", kind=type(errors[0]).__name__)
    for variant in NEAR:
        if trial.passes(variant):
            raise _tolerance_too_wide(variant)
    for variant in ONE_RIGHT:
        if trial.passes(variant):
            raise diagnosis("one_element", f"見逃したのは、{variant.description}です。")
    if not all(map(trial.passes, OTHER_ROUNDINGS)):
        raise _exact_comparison()
    wrongs = len(WRONG_FORWARDS) + len(WRONG_BACKWARDS)
    return accept(
        f"正しいCubeでは何も起きず、間違った{wrongs}種類のCubeをすべて見つけました。"
    )


class Trial:
    """学習者のテストに、いろいろな ``Cube`` を渡します。"""

    def __init__(self, test_cube: Any, correct: Variant = CORRECT) -> None:
        self.test = test_cube
        self.error: BaseException | None = None
        # テストが使うVariableと組になるFunctionを探す。
        for framework in (*frameworks_of_function(test_cube, PACKAGE), CANDIDATE):
            self.base = framework.function
            if self.passes(correct):
                return
        self.base = next(frameworks_of_function(test_cube, PACKAGE)).function

    def passes(self, variant: Variant) -> bool:
        """``variant`` を渡して、何も起きないかどうか。"""
        self.record = Record()
        cube = variant.build(self.base, self.record)
        self.returned, self.error = attempt(self.test, cube)
        return self.error is None

    def examine_correct(self) -> None:
        """正しい ``Cube`` では、それを使い、何も起きないかどうか。"""
        if not self.passes(CORRECT):
            assert self.error is not None
            raise self._rejected(self.error, self.record)
        if not (self.record.inputs or self.record.gradients):
            raise diagnosis("ignores_argument")
        self.correct = self.record

    def _rejected(self, error: BaseException, record: Record) -> Wrong:
        readings = Readings()
        attempt(
            self.test, watch(CORRECT.build(self.base, Record()), self.test, readings)
        )
        shown = f"エラーは「{show_error(error)}」です。"
        if (readings.input_grad or readings.output_grad) and not record.gradients:
            return diagnosis("forgot_backward", shown)
        if readings.output_grad and not readings.input_grad:
            return diagnosis("output_gradient", shown)
        if readings.compared and isinstance(error, AssertionError):
            return diagnosis("compares_variable")
        if not isinstance(error, AssertionError):
            return explained("test_cube", error, "渡したのは、正しいCubeです。")
        if self.passes(TOLERANT):
            return _exact_comparison()
        return diagnosis(
            "rejects_correct",
            f"テストで使った入力は{_points(record)}です。"
            if record.inputs
            else "テストは、渡されたCubeを1度も計算に使っていません。",
            shown,
        )

    def never_fails(self) -> Wrong:
        """どの間違いも見逃す理由。"""
        if self.returned is not None:
            return diagnosis("returned_verdict")
        if not __debug__:
            return diagnosis("asserts_removed")
        if not self.passes(NOT_A_NUMBER):
            return diagnosis("compares_itself")
        if _has_except(self.test):
            return diagnosis("swallowed")
        return diagnosis("never_fails")

    def missed(self, variant: Variant) -> Wrong:
        """``variant`` を見逃した理由。"""
        found = f"見逃したのは、{variant.description}です。"
        record = self.correct
        if variant in WRONG_FORWARDS:
            if all(is_close(variant.forward(x), x**3) for x in record.inputs):
                return _blind_points(record, found)
            if not self.passes(FAR_FORWARD):
                return _tolerance_too_wide(variant)
            return diagnosis("value_unchecked", found)
        if not record.gradients:
            return diagnosis("gradient_unchecked", found)
        if all(
            is_close(variant.backward(x, gy), 3 * x**2 * gy)
            for x, gy in record.gradients
        ):
            if variant is not WITHOUT_GY:
                return _blind_points(record, found)
            return diagnosis("ignores_gy")
        if not self.passes(FAR_BACKWARD):
            return _tolerance_too_wide(variant)
        return diagnosis("gradient_not_compared", found)


def _has_except(test: Any) -> bool:
    code = getattr(test, "__code__", None)
    names = {step.opname for step in dis.get_instructions(code)} if code else set()
    # with文も、例外を受け止める命令になる。
    return "PUSH_EXC_INFO" in names and "WITH_EXCEPT_START" not in names


def _is_failure(error: BaseException | None) -> bool:
    return isinstance(error, AssertionError) or type(error).__name__ == "Failed"


def _tolerance_too_wide(variant: Variant) -> Wrong:
    return diagnosis("tolerance_too_wide", description=variant.description)


def _exact_comparison() -> Wrong:
    return diagnosis("exact_comparison")


def _blind_points(record: Record, found: str) -> Wrong:
    return diagnosis(
        "blind_points",
        f"テストで使った入力は{_points(record)}です。ほかの点での値が手がかりです。",
        found,
    )


def _points(record: Record) -> str:
    points = list(dict.fromkeys(show(np.asarray(x)) for x in record.inputs))
    return "、".join(points[:3]) + ("など" if len(points) > 3 else "")


@exercise("10.2")
def _check_test_exp(test_exp: Any) -> Feedback:
    examine_function(test_exp, "test_exp", "Exp")
    trial = Trial(test_exp, EXP)
    if not trial.passes(EXP):
        assert trial.error is not None
        if not isinstance(trial.error, AssertionError):
            raise explained("test_exp", trial.error, "渡したのは、正しいExpです。")
        raise Wrong(
            "rejects_correct",
            "正しいExpを渡したのに、テストが失敗しました。",
            "期待する値の計算が違うか、正しい値まで許さない条件になっています。",
            f"エラーは「{show_error(trial.error)}」です。",
        )
    missed = [v for v in (EXP_LINE, EXP_WITHOUT_GY) if trial.passes(v)]
    if EXP_LINE in missed:
        raise Wrong(
            "blind_points",
            f"{EXP_LINE.description}を、見逃しています。",
            "0では、eˣと1 + xの値が等しくなります。",
            "調べる点を変えると、2つの式の値が分かれます。",
        )
    if missed:
        raise Wrong(
            "ignores_gy",
            f"{EXP_WITHOUT_GY.description}を、見逃しています。",
            "届く勾配がいつも1なら、掛け忘れても値が変わりません。",
            "始まりの勾配を1以外にすると、掛け忘れが値に現れます。",
        )
    return accept("正しいExpは通り、間違った2つのExpでは失敗しました。")


@exercise("10.4")
def _check_own_test(function: Any, test: Any) -> Feedback:
    examine_function(function, "f", "x")
    examine_function(test, "test_f")
    framework = next(frameworks_of_function(function, PACKAGE))
    x = framework.variable(np.array([0.3, 0.7]))
    y = call("f", f"渡した入力はx = {show(x.data)}です。", function, x)
    if getattr(y, "creator", None) is None:
        raise diagnosis("outside_graph")
    call("test_f", "", test)
    cls = type(y.creator)
    missed = [name for name, broken in _broken(cls) if _passes_with(test, cls, broken)]
    if missed:
        raise diagnosis("missed_mistake", missed="と、".join(missed))
    return accept("自分のテストは、わざと入れた3つの間違いをすべて見つけました。")


def _broken(cls: Any) -> list[tuple[str, dict[str, Any]]]:
    forward, backward = cls.forward, cls.backward
    return [
        (
            "順伝播の値を0.1大きくした場合",
            {"forward": lambda s, x: forward(s, x) + 0.1},
        ),
        ("逆伝播を1割大きくした場合", {"backward": lambda s, g: 1.1 * backward(s, g)}),
        (
            "逆伝播でgyを使わない場合",
            {"backward": lambda s, g: backward(s, np.ones_like(g))},
        ),
    ]


def _passes_with(test: Any, cls: Any, broken: dict[str, Any]) -> bool:
    with patch.multiple(cls, **broken):
        return attempt(test)[1] is None
