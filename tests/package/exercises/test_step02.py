"""check_step02：3乗の関数をつくる。"""

from __future__ import annotations

from typing import Any

import pytest

from dezero_book.exercises import check_step02

RIGHT = {
    "power": """
        class Cube(Function):
            def forward(self, x):
                return x ** 3
    """,
    "products": """
        class Cube(Function):
            def forward(self, x):
                y = x * x
                y = y * x
                return y
    """,
    "np.power": """
        class Cube(Function):
            def forward(self, x):
                return np.power(x, 3)
    """,
    "asarray": """
        class Cube(Function):
            def forward(self, x):
                return np.asarray(x ** 3)
    """,
    "helper method": """
        class Cube(Function):
            def square(self, x):
                return x ** 2

            def forward(self, x):
                return self.square(x) * x
    """,
    "uses Square": """
        class Cube(Function):
            def forward(self, x):
                return Square()(Variable(x)).data * x
    """,
    "from Square": """
        class Cube(Square):
            def forward(self, x):
                return super().forward(x) * x
    """,
    "float32": """
        class Cube(Function):
            def forward(self, x):
                return (x.astype(np.float32) ** 3).astype(x.dtype)
    """,
    "constructor": """
        class Cube(Function):
            def __init__(self, power=3):
                self.power = power

            def forward(self, x):
                return x ** self.power
    """,
    "static": """
        class Cube(Function):
            @staticmethod
            def forward(x):
                return x ** 3
    """,
    "slots": """
        class Cube(Function):
            __slots__ = ()

            def forward(self, value):
                return value ** 3
    """,
    "call extended": """
        class Cube(Function):
            def __call__(self, input):
                self.calls = 1
                return super().__call__(input)

            def forward(self, x):
                return x ** 3 * self.calls
    """,
    "copy changed in place": """
        class Cube(Function):
            def forward(self, x):
                y = x.copy()
                y **= 3
                return y
    """,
    "loop": """
        class Cube(Function):
            def forward(self, x):
                y = np.ones_like(x)
                for _ in range(3):
                    y = y * x
                return y
    """,
    "prints": """
        class Cube(Function):
            def forward(self, x):
                y = x ** 3
                print(y)
                return y
    """,
    "keyword default": """
        class Cube(Function):
            def forward(self, x, power=3):
                return x ** power
    """,
    "lambda": """
        class Cube(Function):
            forward = lambda self, x: x ** 3
    """,
}

WRONG = {
    "triple": (
        "triple",
        "3倍",
        """
        class Cube(Function):
            def forward(self, x):
                return x * 3
        """,
    ),
    "sum of three": (
        "triple",
        "3倍",
        """
        class Cube(Function):
            def forward(self, x):
                return x + x + x
        """,
    ),
    "swapped": (
        "swapped_power",
        "3のx乗",
        """
        class Cube(Function):
            def forward(self, x):
                return 3 ** x
        """,
    ),
    "still square": (
        "square",
        "2乗",
        """
        class Cube(Function):
            def forward(self, x):
                return x ** 2
        """,
    ),
    "xor": (
        "xor",
        "^",
        """
        class Cube(Function):
            def forward(self, x):
                return x ^ 3
        """,
    ),
    "derivative": (
        "derivative",
        "導関数",
        """
        class Cube(Function):
            def forward(self, x):
                return 3 * x ** 2
        """,
    ),
    "sixth": (
        "power_of_power",
        "6乗",
        """
        class Cube(Function):
            def forward(self, x):
                y = x ** 2
                return y ** 3
        """,
    ),
    "no return": (
        "no_return",
        "return",
        """
        class Cube(Function):
            def forward(self, x):
                y = x ** 3
        """,
    ),
    "print": (
        "no_return",
        "print",
        """
        class Cube(Function):
            def forward(self, x):
                print(x ** 3)
        """,
    ),
    "in place": (
        "changed_input",
        "書き換え",
        """
        class Cube(Function):
            def forward(self, x):
                x **= 3
                return x
        """,
    ),
    "out": (
        "changed_input",
        "out",
        """
        class Cube(Function):
            def forward(self, x):
                return np.power(x, 3, out=x)
        """,
    ),
    "returns Variable": (
        "returned_variable",
        "Variable",
        """
        class Cube(Function):
            def forward(self, x):
                return Variable(np.asarray(x ** 3))
        """,
    ),
    "float": (
        "python_float",
        "float",
        """
        class Cube(Function):
            def forward(self, x):
                return float(x) ** 3
        """,
    ),
    "math.pow": (
        "math_function",
        "math",
        """
        import math
        class Cube(Function):
            def forward(self, x):
                return math.pow(x, 3)
        """,
    ),
    "from math": (
        "math_function",
        "math",
        """
        from math import pow
        class Cube(Function):
            def forward(self, x):
                return pow(x, 3)
        """,
    ),
    "call": (
        "overrode_call",
        "__call__",
        """
        class Cube(Function):
            def __call__(self, x):
                return Variable(x.data ** 3)
        """,
    ),
    "call on arrays": (
        "overrode_call",
        "forward",
        """
        class Cube(Function):
            def __call__(self, input):
                x = input.data
                return x ** 3
        """,
    ),
    "no base": (
        "not_function",
        "継承",
        """
        class Cube:
            def forward(self, x):
                return x ** 3
        """,
    ),
    "instance": (
        "instance",
        "インスタンス",
        """
        class C(Function):
            def forward(self, x):
                return x ** 3
        Cube = C()
        """,
    ),
    "function": (
        "not_class",
        "クラス",
        """
        def Cube(x):
            return x ** 3
        """,
    ),
    "misspelled": (
        "misspelled_method",
        "foward",
        """
        class Cube(Function):
            def foward(self, x):
                return x ** 3
        """,
    ),
    "capital": (
        "misspelled_method",
        "Forward",
        """
        class Cube(Function):
            def Forward(self, x):
                return x ** 3
        """,
    ),
    "indentation": (
        "missing_method",
        "forward",
        """
        class Cube(Function):
            power = 3

        def forward(self, x):
            return x ** 3
        """,
    ),
    "data": (
        "data_of_array",
        "data",
        """
        class Cube(Function):
            def forward(self, x):
                return x.data ** 3
        """,
    ),
    "no self": (
        "wrong_parameters",
        "self",
        """
        class Cube(Function):
            def forward(x):
                return x ** 3
        """,
    ),
    "no x": (
        "wrong_parameters",
        "x",
        """
        class Cube(Function):
            def forward(self):
                return self.input.data ** 3
        """,
    ),
    "self.input": (
        "input_too_early",
        "self.input",
        """
        class Cube(Function):
            def forward(self, x):
                return self.input.data ** 3
        """,
    ),
    "wrong name": (
        "name_error",
        "input",
        """
        class Cube(Function):
            def forward(self, x):
                return inputs ** 3
        """,
    ),
    "list": (
        "wrong_type",
        "配列",
        """
        class Cube(Function):
            def forward(self, x):
                return [v ** 3 for v in np.ravel(x)]
        """,
    ),
    "loop over elements": (
        "array_only",
        "0次元",
        """
        class Cube(Function):
            def forward(self, x):
                return np.array([v ** 3 for v in x])
        """,
    ),
    "super": (
        "missing_method",
        "super",
        """
        class Cube(Function):
            def forward(self, x):
                return super().forward(x)
        """,
    ),
    "absolute": (
        "absolute_value",
        "符号",
        """
        class Cube(Function):
            def forward(self, x):
                return abs(x) ** 3
        """,
    ),
    "unknown": (
        "wrong_value",
        "0.7",
        """
        class Cube(Function):
            def forward(self, x):
                return x ** 3 + 1
        """,
    ),
    "constructor": (
        "error",
        "power",
        """
        class Cube(Function):
            def __init__(self, power):
                self.power = power

            def forward(self, x):
                return x ** self.power
        """,
    ),
    "one return too early": (
        "no_return",
        "return",
        """
        class Cube(Function):
            def forward(self, x):
                if x.ndim > 5:
                    return x ** 3
        """,
    ),
    "string": (
        "wrong_type",
        "配列",
        """
        class Cube(Function):
            def forward(self, x):
                return 'x ** 3'
        """,
    ),
    "item": (
        "scalar_only",
        "",
        """
        class Cube(Function):
            def forward(self, x):
                return np.array(x.item() ** 3)
        """,
    ),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_right(learn: Any, source: str) -> None:
    feedback = check_step02(learn(2, source, "Cube"))
    assert feedback, feedback
    assert feedback.diagnosis is None
    assert feedback.message.startswith("正解です。")


@pytest.mark.parametrize(("code", "word", "source"), WRONG.values(), ids=WRONG)
def test_wrong(learn: Any, code: str, word: str, source: str) -> None:
    feedback = check_step02(learn(2, source, "Cube"))
    assert not feedback
    assert (feedback.diagnosis, word in feedback.message) == (code, True), feedback
