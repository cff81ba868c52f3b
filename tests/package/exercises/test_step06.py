"""check_step06：正弦の順伝播と逆伝播をつくる。"""

from __future__ import annotations

from typing import Any

import pytest

from dezero_book.exercises import check_step06

RIGHT = {
    "plain": """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) * gy
    """,
    "variables": """
        class Sin(Function):
            def forward(self, x):
                y = np.sin(x)
                return y

            def backward(self, gy):
                x = self.input.data
                gx = np.cos(x) * gy
                return gx
    """,
    "gy first": """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return gy * np.cos(self.input.data)
    """,
    "asarray": """
        class Sin(Function):
            def forward(self, x):
                return np.asarray(np.sin(x))

            def backward(self, gy):
                return np.asarray(gy * np.cos(self.input.data))
    """,
    "keeps x": """
        class Sin(Function):
            def forward(self, x):
                self.x = x
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.x) * gy
    """,
    "keeps derivative": """
        class Sin(Function):
            def forward(self, x):
                self.dydx = np.cos(x)
                return np.sin(x)

            def backward(self, gy):
                return self.dydx * gy
    """,
    "helper": """
        class Sin(Function):
            def derivative(self, x):
                return np.cos(x)

            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return self.derivative(self.input.data) * gy
    """,
    "shifted": """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.sin(self.input.data + np.pi / 2) * gy
    """,
    "np.multiply": """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.multiply(np.cos(self.input.data), gy)
    """,
    "copies in place": """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                gx = gy.copy()
                gx *= np.cos(self.input.data)
                return gx
    """,
    "imports": """
        from numpy import cos, sin
        class Sin(Function):
            def forward(self, x):
                return sin(x)

            def backward(self, gy):
                return cos(self.input.data) * gy
    """,
    "loop": """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                x = self.input.data
                gx = np.empty_like(x)
                for i in np.ndindex(x.shape):
                    gx[i] = np.cos(x[i]) * gy[i]
                return gx
    """,
    "numeric": """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                x = self.input.data
                h = 1e-5
                return (self.forward(x + h) - self.forward(x - h)) / (2 * h) * gy
    """,
    "float32": """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x.astype(np.float32))

            def backward(self, gy):
                return np.cos(self.input.data.astype(np.float32)) * gy.astype(np.float32)
    """,
    "ufunc as forward": """
        class Sin(Function):
            forward = np.sin


            def backward(self, gy):
                return np.cos(self.input.data) * gy
    """,
    "slots": """
        class Slotted:
            __slots__ = ('input',)

            def __call__(self, input):
                output = Variable(np.asarray(self.forward(input.data)))
                self.input = input
                return output

        Slotted.__name__ = 'Function'
        class Sin(Slotted):
            __slots__ = ()

            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) * gy
    """,
    "dataclass": """
        from dataclasses import dataclass

        @dataclass
        class Sin(Function):
            scale: float = 1.0

            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) * gy
    """,
    "init": """
        class Sin(Function):
            def __init__(self):
                super().__init__()
                self.calls = 0

            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) * gy
    """,
    "np.sin of keyword": """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x, dtype=np.float64)

            def backward(self, gy):
                return np.cos(self.input.data) * gy
    """,
    "super": """
        class Base(Function):
            def backward(self, gy):
                return np.cos(self.input.data) * gy
        class Sin(Base):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                gx = super().backward(gy)
                return gx
    """,
    "class Cos used": """
        class Cos(Function):
            def forward(self, x):
                return np.cos(x)
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return Cos()(self.input).data * gy
    """,
}

WRONG = {
    "forgot gy": (
        "forgot_gy",
        "gy",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data)
        """,
    ),
    "forgot gy, variable": (
        "forgot_gy",
        "連鎖律",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                x = self.input.data
                gx = np.cos(x)
                return gx
        """,
    ),
    "at output": (
        "derivative_at_output",
        "出力",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                y = np.sin(self.input.data)
                return np.cos(y) * gy
        """,
    ),
    "at kept output": (
        "derivative_at_output",
        "出力",
        """
        class Sin(Function):
            def forward(self, x):
                self.y = np.sin(x)
                return self.y

            def backward(self, gy):
                return np.cos(self.y) * gy
        """,
    ),
    "at gy": (
        "derivative_at_gradient",
        "gyの値",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(gy)
        """,
    ),
    "at gy times gy": (
        "derivative_at_gradient",
        "gyの値",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return gy * np.cos(gy)
        """,
    ),
    "gy inside": (
        "gradient_inside",
        "括弧",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data * gy)
        """,
    ),
    "added": (
        "added_gy",
        "足し",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) + gy
        """,
    ),
    "sign": (
        "wrong_sign",
        "符号",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return -np.cos(self.input.data) * gy
        """,
    ),
    "sine in backward": (
        "not_differentiated",
        "導関数",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.sin(self.input.data) * gy
        """,
    ),
    "backward is forward": (
        "not_differentiated",
        "順伝播と同じ",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.sin(self.input.data)
        """,
    ),
    "gy through": (
        "passed_gy_through",
        "そのまま",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return gy
        """,
    ),
    "divided": (
        "divided_gy",
        "割って",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return gy / np.cos(self.input.data)
        """,
    ),
    "divided by gy": (
        "divided_gy",
        "割って",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) / gy
        """,
    ),
    "degrees": (
        "degrees",
        "ラジアン",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x * np.pi / 180)

            def backward(self, gy):
                return np.cos(self.input.data * np.pi / 180) * gy
        """,
    ),
    "degrees in backward": (
        "degrees",
        "逆伝播",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(np.deg2rad(self.input.data)) * gy
        """,
    ),
    "cosine forward": (
        "cosine",
        "余弦",
        """
        class Sin(Function):
            def forward(self, x):
                return np.cos(x)

            def backward(self, gy):
                return -np.sin(self.input.data) * gy
        """,
    ),
    "swapped": (
        "cosine",
        "forward",
        """
        class Sin(Function):
            def forward(self, x):
                return np.cos(x)

            def backward(self, gy):
                return np.sin(self.input.data) * gy
        """,
    ),
    "no data": (
        "variable_in_formula",
        "data",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input) * gy
        """,
    ),
    "math": (
        "math_function",
        "math",
        """
        import math
        class Sin(Function):
            def forward(self, x):
                return math.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) * gy
        """,
    ),
    "math in backward": (
        "math_function",
        "backward",
        """
        import math
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return math.cos(self.input.data) * gy
        """,
    ),
    "float in backward": (
        "python_float",
        "backward",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return float(np.cos(self.input.data) * gy)
        """,
    ),
    "Variable": (
        "returned_variable",
        "backward",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return Variable(np.asarray(np.cos(self.input.data) * gy))
        """,
    ),
    "Variable forward": (
        "returned_variable",
        "forward",
        """
        class Sin(Function):
            def forward(self, x):
                return Variable(np.asarray(np.sin(x)))

            def backward(self, gy):
                return np.cos(self.input.data) * gy
        """,
    ),
    "no return": (
        "no_return",
        "backwardがNone",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                gx = np.cos(self.input.data) * gy
        """,
    ),
    "sets grad": (
        "no_return",
        "変数に入れた値",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                self.input.grad = np.cos(self.input.data) * gy
        """,
    ),
    "no return forward": (
        "no_return",
        "forwardがNone",
        """
        class Sin(Function):
            def forward(self, x):
                np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) * gy
        """,
    ),
    "gy in place": (
        "changed_gradient",
        "gyの中身",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                gy *= np.cos(self.input.data)
                return gy
        """,
    ),
    "x in place": (
        "changed_input",
        "順伝播が",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x, out=x)

            def backward(self, gy):
                return np.cos(self.input.data) * gy
        """,
    ),
    "x in place in backward": (
        "changed_input",
        "backwardが、入力",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                x = self.input.data
                x[...] = np.cos(x)
                return x * gy
        """,
    ),
    "no backward": (
        "missing_method",
        "backward",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)
        """,
    ),
    "misspelled": (
        "misspelled_method",
        "backword",
        """
        class Sin(Function):
            def backword(self, gy):
                return np.cos(self.input.data) * gy

            def forward(self, x):
                return np.sin(x)
        """,
    ),
    "no gy": (
        "wrong_parameters",
        "gy",
        """
        class Sin(Function):
            def backward(self):
                return np.cos(self.input.data)

            def forward(self, x):
                return np.sin(x)
        """,
    ),
    "gy and x": (
        "wrong_parameters",
        "引数",
        """
        class Sin(Function):
            def backward(self, x, gy):
                return np.cos(x) * gy

            def forward(self, x):
                return np.sin(x)
        """,
    ),
    "global x": (
        "name_error",
        "x",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(x) * gy
        """,
    ),
    "self.x": (
        "error",
        "x",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.x) * gy
        """,
    ),
    "self.data": (
        "error",
        "data",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.data) * gy
        """,
    ),
    "gy.data": (
        "data_of_array",
        "backward",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return gy.data * -1 * np.cos(self.input.data)
        """,
    ),
    "variable in forward": (
        "variable_in_formula",
        "forward",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(Variable(x))

            def backward(self, gy):
                return np.cos(self.input.data) * gy
        """,
    ),
    "sum": (
        "wrong_shape",
        "形",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.sum(np.cos(self.input.data) * gy)
        """,
    ),
    "dot": (
        "wrong_shape",
        "内積",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) @ gy
        """,
    ),
    "overrode call": (
        "overrode_call",
        "__call__",
        """
        class Sin(Function):
            def __call__(self, input):
                return Variable(np.asarray(np.sin(input.data)))
        """,
    ),
    "instance": (
        "instance",
        "インスタンス",
        """
        class S(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) * gy
        Sin = S()
        """,
    ),
    "not function": (
        "not_function",
        "継承",
        """
        class Sin(object):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) * gy
        """,
    ),
    "list": (
        "wrong_type",
        "配列",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return [np.cos(self.input.data) * gy]
        """,
    ),
    "tuple": (
        "wrong_type",
        "backward",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) * gy,
        """,
    ),
    "unknown": (
        "wrong_gradient",
        "勾配gy",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return 2 * np.cos(self.input.data) * gy
        """,
    ),
    "wrong forward": (
        "wrong_value",
        "期待した値",
        """
        class Sin(Function):
            def forward(self, x):
                return 2 * np.sin(x)

            def backward(self, gy):
                return np.cos(self.input.data) * gy
        """,
    ),
    "minus forward": (
        "wrong_sign",
        "符号",
        """
        class Sin(Function):
            def forward(self, x):
                return -np.sin(x)

            def backward(self, gy):
                return -np.cos(self.input.data) * gy
        """,
    ),
    "recursion": (
        "endless_recursion",
        "再帰",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                return self.backward(gy)
        """,
    ),
    "only own point": (
        "scalar_only",
        "backward",
        """
        class Sin(Function):
            def forward(self, x):
                return np.sin(x)

            def backward(self, gy):
                if gy > 0:
                    return np.cos(self.input.data) * gy
                return np.cos(self.input.data) * gy
        """,
    ),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_right(learn: Any, source: str) -> None:
    feedback = check_step06(learn(6, source, "Sin"))
    assert feedback, feedback
    assert feedback.diagnosis is None
    assert feedback.message.startswith("正解です。")


@pytest.mark.parametrize(("code", "word", "source"), WRONG.values(), ids=WRONG)
def test_wrong(learn: Any, code: str, word: str, source: str) -> None:
    feedback = check_step06(learn(6, source, "Sin"))
    assert not feedback
    assert (feedback.diagnosis, word in feedback.message) == (code, True), feedback
