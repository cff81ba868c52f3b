"""読者が目にするエラーの全文。``messages.txt`` と1字も違わない。

文面を変えたら、``messages.txt`` も読み返して変える。
"""

from pathlib import Path

import numpy as np
import pytest

from dezero_book import (
    Exp,
    Function,
    Square,
    Variable,
    as_array,
    exp,
    gradient_check,
    numerical_diff,
    square,
)
from dezero_book.steps import step10

MESSAGES = Path(__file__).with_name("messages.txt")


class Returning(Function):
    """``forward`` か ``backward`` が、決まった値を返す。"""

    def __init__(self, forward=None, backward=None):
        self.values = forward, backward

    def forward(self, x):
        return self.values[0]

    def backward(self, gy):
        return self.values[1]


class Empty(Function):
    pass


class Identity(Function):
    def forward(self, x):
        return x


def forward(value):
    return lambda x: Returning(forward=value)(x)


def backward(value):
    return lambda x: Returning(forward=x.data, backward=value)(x).backward()


def seed(value):
    def start(x):
        x.grad = value
        x.backward()

    return start


def with_data(value, use):
    def replaced(x):
        x.data = value
        use(x)

    return replaced


def input_replaced(x):
    y = square(x)
    x.data = np.array(1.0)
    y.backward()


def output_replaced(x):
    y = square(x)
    y.data = np.array(1.0)
    y.backward()


def reused(x):
    f = Square()
    f(f(x)).backward()


def called_again(x):
    f = Square()
    y = f(x)
    f(x)
    y.backward()


def linked_by_hand(x):
    x.creator = Square()
    x.backward()


def left_over(x):
    y = square(x)
    square(y).backward()
    y.backward()


def too_deep(x):
    for _ in range(101):
        x = square(x)
    x.creator.__reduce_ex__(4)


CASES = {
    "リスト": lambda x: Variable([0.5]),
    "複素数": lambda x: Variable(np.array(1j)),
    "as_arrayに文字列": lambda x: as_array("0.5"),
    "関数に配列": lambda x: square(x.data),
    "値のない変数": lambda x: exp(Variable(None)),
    "別のクラスの変数": lambda x: square(step10.Variable(x.data)),
    "括弧の忘れ": lambda x: Square(x),
    "呼び出す前の逆伝播": lambda x: Exp().backward(np.array(1.0)),
    "forwardのない関数": lambda x: Empty()(x),
    "backwardのない関数": lambda x: Identity()(x).backward(),
    "forwardのreturn忘れ": forward(None),
    "forwardがリスト": forward([0.25]),
    "forwardが複素数": forward(np.array(1j)),
    "backwardのreturn忘れ": backward(None),
    "backwardが整数": backward(np.array(1)),
    "backwardの形違い": backward(np.ones(3)),
    "シードがPythonの数": seed(1.0),
    "シードの形違い": seed(np.ones(3)),
    "整数の逆伝播": with_data(np.array(3), Variable.backward),
    "値をリストに置き換え": with_data([0.5], square),
    "入力の値の置き換え": input_replaced,
    "出力の値の置き換え": output_replaced,
    "使い回し": reused,
    "もう一度呼び出し": called_again,
    "手でつないだ生成元": linked_by_hand,
    "残っていた勾配": left_over,
    "深いグラフの写し": too_deep,
    "微分する関数のreturn忘れ": lambda x: numerical_diff(lambda x: None, x),
    "微分する関数が配列": lambda x: numerical_diff(lambda x: x.data, x),
    "微分するクラス": lambda x: numerical_diff(Square, x),
    "刻み幅が0": lambda x: numerical_diff(square, x, 0),
    "許容誤差が負": lambda x: gradient_check(square, x, rtol=-1),
    "差分の名前": lambda x: numerical_diff(square, x, scheme="backward"),
    "演算子": lambda x: x * 2,
    "2乗の演算子": lambda x: x**2,
    "NumPyの関数": lambda x: np.sin(x),
    "NumPyのexp": lambda x: np.exp(x),
    "floatへの変換": lambda x: float(x),
}


def message_of(case):
    try:
        CASES[case](Variable(np.array(0.5)))
    except Exception as error:
        return f"{type(error).__name__}：{error}"
    pytest.fail("エラーになりません。")


def expected():
    parts = MESSAGES.read_text(encoding="utf-8").split("\n\n")
    return dict(part.strip().split("\n", 1) for part in parts)


@pytest.mark.parametrize("case", CASES)
def test_a_message_reads_as_it_was_reviewed(case):
    assert message_of(case).replace("。", "。\n").strip() == expected()[f"[{case}]"]


def test_every_reviewed_message_has_a_case():
    assert list(expected()) == [f"[{case}]" for case in CASES]
