"""学習者の書いたコードを呼び出し、起きたエラーの原因を名指しします。"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from dezero_book.exercises.feedback import Diagnoses, Wrong
from dezero_book.exercises.wording import show, show_error, text_of

diagnosis = Diagnoses("""
wrong_parameters
    {name}の引数の数が合いません。
endless_recursion
    {place}が自分自身を呼び続け、再帰の上限に達しました。
    再帰には、呼び出しを終える条件が要ります。
missing_method
    {place}で、Functionに元からある「未定義」のメソッドが呼ばれました。
    継承したクラスのメソッドの名前と、superの呼び出しを見ると、原因が分かります。
input_too_early
    forwardの中でself.inputを使っています。
    self.inputが決まるのは、forwardが終わったあとです。
    forwardが受け取る引数に、入力の値が入っています。
input_not_kept
    backwardがself.inputを読みましたが、関数は入力を覚えていません。
    覚えるのは、継承したFunctionの__call__の役目です。
    入力を覚えるようにしたFunctionを継承しているかどうかが手がかりです。
array_to_function
    {place}の中で、関数のインスタンスに配列を渡しています。
    {place}が受け取るのは配列で、インスタンスが受け取るのは箱（Variable）です。
    NumPyの計算だけで書くか、配列を箱に入れてから渡すかの、どちらかになります。
variable_in_formula
    {place}の計算に、値ではなくVariableをそのまま使っています。
    NumPyが計算できるのは、箱（Variable）の中の値（data）です。
    計算の式で、dataを取り出していない変数を探すと見つかります。
xor
    ^を累乗の記号として使っています。
    Pythonの^はビットごとの排他的論理和で、累乗とは別の演算です。
data_of_array
    {place}の引数から、もう一度dataを取り出しています。
    {place}が受け取るのは、箱から出したあとの値（np.ndarray）です。
not_function
    関数{name}を渡すと判定できますが、{shown}が渡されました。
""")


METHODS = ("forward", "backward")
VARIABLE_AS_OPERAND = re.compile("'Variable'|(of type|not) Variable|^Variableに")


def call(place: str, situation: str, function: Callable[..., Any], *given: Any) -> Any:
    """呼び出した結果。エラーが起きたら、その原因を伝える ``Wrong`` にします。"""
    value, error = attempt(function, *given)
    if error is not None:
        raise explained(place, error, situation)
    return value


def attempt(
    function: Callable[..., Any], *given: Any, **named: Any
) -> tuple[Any, BaseException | None]:
    """結果とエラーの組。``KeyboardInterrupt`` と、見つかった間違いは受け取りません。"""
    try:
        return function(*given, **named), None
    except (KeyboardInterrupt, Wrong):
        raise
    except BaseException as error:
        return None, error


def examine_function(answer: Any, name: str, *parameters: str) -> None:
    """関数でないものや、引数の数が合わない関数を見つけます。"""
    if inspect.isclass(answer) or not callable(answer):
        raise diagnosis(
            "not_function",
            "渡すのは、defで定義した関数の名前です。"
            if inspect.isclass(answer)
            else f"{name}のあとに括弧を付けると、関数ではなく、呼び出した結果が渡ります。",
            name=name,
            shown=show(answer),
        )
    if not accepts(answer, len(parameters)):
        raise diagnosis(
            "wrong_parameters",
            f"{name}({', '.join(parameters)})のように呼び出せる関数が課題です。",
            "defの行の括弧の中を見ると、足りないものや余分なものが分かります。",
            name=name,
        )


def accepts(function: Callable[..., Any], count: int) -> bool:
    """``count`` 個の位置引数で呼び出せるかどうか。調べられないときは ``True``。"""
    signature, error = attempt(inspect.signature, function)
    return error is not None or attempt(signature.bind, *([None] * count))[1] is None


def names_visible_to(function: Any) -> dict[str, Any]:
    """関数の定義の中から見える名前。関数でなければ空の辞書。"""
    function = inspect.unwrap(function) if callable(function) else function
    function = getattr(function, "__func__", function)
    if not inspect.isfunction(function):
        return {}
    names = dict(function.__globals__)
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
        content, error = attempt(lambda cell=cell: cell.cell_contents)
        if error is None:
            names[name] = content
    return names


def names_used_in(function: Any) -> tuple[str, ...]:
    """関数の中に現れる、大域変数と属性と、外側の変数の名前。"""
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    return (*getattr(code, "co_names", ()), *getattr(code, "co_freevars", ()))


def explained(place: str, error: BaseException, situation: str = "") -> Wrong:
    """エラーの原因として多いものを名指しし、見る場所を伝える ``Wrong``。"""
    text = text_of(error)
    evidence = [
        f"{place}を実行すると、エラーになりました。",
        f"エラーは「{show_error(error)}」です。",
        *([situation] if situation else []),
    ]
    if isinstance(error, RecursionError):
        return diagnosis("endless_recursion", *evidence, place=place)
    if isinstance(error, NameError):
        quoted = re.search(r"'(\w+)'", text)
        return Wrong(
            "name_error",
            f"{place}の中で、値の入っていない名前{quoted[1] if quoted else ''}を使っています。",
            "綴りと、その名前を定義したセルを実行したかどうかを見ると、原因が分かります。",
            *evidence,
        )
    if isinstance(error, NotImplementedError):
        return diagnosis("missing_method", *evidence, place=place)
    if isinstance(error, AttributeError) and _is_about_input(error):
        if place == "forward":
            return diagnosis("input_too_early", *evidence)
        if place == "backward":
            return diagnosis("input_not_kept", *evidence)
    if _array_reached_another_function(error, place):
        return diagnosis("array_to_function", *evidence, place=place)
    if isinstance(error, TypeError) and VARIABLE_AS_OPERAND.search(text):
        return diagnosis("variable_in_formula", *evidence, place=place)
    if place in METHODS and "memoryview" in text:
        return data_of_array(place, *evidence)
    if "bitwise_xor" in text or "for ^" in text:
        return diagnosis("xor", *evidence)
    return Wrong(
        "error",
        *evidence,
        "エラーの文章に現れる名前と、それを使っている行を見ると、原因が分かります。",
    )


def data_of_array(place: str, *evidence: str) -> Wrong:
    """配列の ``data`` を、箱の ``data`` と取り違えたときの講評。"""
    return diagnosis("data_of_array", *evidence, place=place)


def _is_about_input(error: AttributeError) -> bool:
    named = getattr(error, "name", None) in ("input", "MissingInput")
    return named or "入力を覚えていません" in text_of(error)


def _array_reached_another_function(error: BaseException, place: str) -> bool:
    if place not in METHODS:
        return False
    if "の入力はVariableですが" in text_of(error):
        return True
    inside = False
    step = error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_name
        if inside and name == "__call__" and "memoryview" in text_of(error):
            return True
        inside = inside or name == place
        step = step.tb_next
    return False
