"""学習者のコードの中で起きたエラーを、日本語の講評にします。"""

from __future__ import annotations

import re

from dezero_book.exercises.attempt import EndlessRun
from dezero_book.exercises.feedback import Feedback, reject
from dezero_book.exercises.wording import show_error, text_of

METHODS = ("forward", "backward")
QUOTED_NAME = re.compile(r"'(\w+)'")
VARIABLE_AS_OPERAND = re.compile("'Variable'|(of type|not) Variable|^Variableに")


def explain_error(place: str, error: BaseException, situation: str = "") -> Feedback:
    """エラーの原因として多いものを名指しし、見る場所を伝えます。

    Parameters
    ----------
    place
        実行していたもの（``"forward"`` など）。
    error
        起きたエラー。
    situation
        渡した値の説明。

    Returns
    -------
    Feedback
        不合格の講評。
    """
    text = text_of(error)
    shown = f"{place}を実行すると、エラーになりました。"
    evidence = [shown, f"エラーは「{show_error(error)}」です。"]
    if situation:
        evidence.append(situation)
    if isinstance(error, EndlessRun):
        return reject(
            "endless_loop",
            f"{place}の繰り返しが終わらないので、途中で止めました。",
            "繰り返しの中で値が進まないと、条件はいつまでも変わりません。",
            "条件に使う変数を更新している行を確かめると、原因が分かります。",
            *([situation] if situation else []),
        )
    if isinstance(error, RecursionError):
        return reject(
            "endless_recursion",
            f"{place}が自分自身を呼び続け、再帰の上限に達しました。",
            "再帰には、呼び出しを終える条件が要ります。",
            *evidence,
        )
    if isinstance(error, NameError):
        quoted = QUOTED_NAME.search(text)
        name = quoted.group(1) if quoted else ""
        return reject(
            "name_error",
            f"{place}の中で、値の入っていない名前{name}を使っています。",
            "綴りと、その名前を定義したセルを実行したかどうかを見ると、原因が分かります。",
            *evidence,
        )
    if isinstance(error, NotImplementedError):
        return reject(
            "missing_method",
            f"{place}で、Functionに元からある「未定義」のメソッドが呼ばれました。",
            "継承したクラスのメソッドの名前と、superの呼び出しを見ると、原因が分かります。",
            *evidence,
        )
    if isinstance(error, AttributeError) and _reads_input_too_early(error, place):
        return reject(
            "input_too_early",
            "forwardの中でself.inputを使っています。",
            "self.inputが決まるのは、forwardが終わったあとです。",
            "forwardが受け取る引数に、入力の値が入っています。",
            *evidence,
        )
    if isinstance(error, TypeError) and VARIABLE_AS_OPERAND.search(text):
        return reject(
            "variable_in_formula",
            f"{place}の計算に、値ではなくVariableをそのまま使っています。",
            "NumPyが計算できるのは、箱（Variable）の中の値（data）です。",
            "計算の式で、dataを取り出していない変数を探すと見つかります。",
            *evidence,
        )
    if place in METHODS and "memoryview" in text:
        return reject(
            "data_of_array",
            f"{place}の引数から、もう一度dataを取り出しています。",
            f"{place}が受け取るのは、箱から出したあとの値（np.ndarray）です。",
            *evidence,
        )
    if "bitwise_xor" in text or "for ^" in text:
        return reject(
            "xor",
            "^を累乗の記号として使っています。",
            "Pythonの^はビットごとの排他的論理和で、累乗とは別の演算です。",
            *evidence,
        )
    return reject(
        "error",
        *evidence,
        "エラーの文章に現れる名前と、それを使っている行を見ると、原因が分かります。",
    )


def _reads_input_too_early(error: AttributeError, place: str) -> bool:
    names = "input", "MissingInput"
    early = getattr(error, "name", None) in names or "入力を覚えていません" in text_of(
        error
    )
    return early and place == "forward"
