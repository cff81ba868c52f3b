"""check_step03：余弦の関数をつくる。"""

from __future__ import annotations

from typing import Any

import pytest

from dezero_book.exercises import check_step03

RIGHT = {
    "np.cos": """
        class Cos(Function):
            def forward(self, x):
                return np.cos(x)
    """,
    "variable": """
        class Cos(Function):
            def forward(self, x):
                y = np.cos(x)
                return y
    """,
    "shifted sine": """
        class Cos(Function):
            def forward(self, x):
                return np.sin(x + np.pi / 2)
    """,
    "asarray": """
        class Cos(Function):
            def forward(self, x):
                return np.asarray(np.cos(np.asarray(x)))
    """,
    "imported": """
        from numpy import cos
        class Cos(Function):
            def forward(self, x):
                return cos(x)
    """,
    "vectorize": """
        import math
        class Cos(Function):
            def forward(self, x):
                return np.vectorize(math.cos)(x)
    """,
    "class attribute": """
        class Cos(Function):
            compute = staticmethod(np.cos)

            def forward(self, x):
                return self.compute(x)
    """,
    "complex": """
        class Cos(Function):
            def forward(self, x):
                return np.exp(1j * x).real
    """,
    "helper function": """
        def cosine(x):
            return np.cos(x)

        class Cos(Function):
            def forward(self, x):
                return cosine(x)
    """,
    "docstring and hint": """
        class Cos(Function):
            '''余弦。'''

            def forward(self, x: np.ndarray) -> np.ndarray:
                '''np.cosの値。'''
                return np.cos(x)
    """,
    "out": """
        class Cos(Function):
            def forward(self, x):
                y = np.empty_like(x)
                np.cos(x, out=y)
                return y
    """,
    "other name": """
        class Cosine(Function):
            def forward(self, x):
                return np.cos(x)
        Cos = Cosine
    """,
    "1 - 2 sin^2": """
        class Cos(Function):
            def forward(self, x):
                return 1 - 2 * np.sin(x / 2) ** 2
    """,
    "extra keyword": """
        class Cos(Function):
            def forward(self, *xs):
                x, = xs
                return np.cos(x)
    """,
    "backward too": """
        class Cos(Function):
            def forward(self, x):
                return np.cos(x)

            def backward(self, gy):
                return -np.sin(self.input.data) * gy
    """,
}

WRONG = {
    "math.cos": (
        "math_function",
        "math",
        """
        import math
        class Cos(Function):
            def forward(self, x):
                return math.cos(x)
        """,
    ),
    "from math": (
        "math_function",
        "math",
        """
        from math import cos
        class Cos(Function):
            def forward(self, x):
                return np.array(cos(x))
        """,
    ),
    "math as m": (
        "math_function",
        "math",
        """
        import math as m
        class Cos(Function):
            def forward(self, x):
                return m.cos(x)
        """,
    ),
    "float": (
        "python_float",
        "float",
        """
        class Cos(Function):
            def forward(self, x):
                return float(np.cos(x))
        """,
    ),
    "float for scalars": (
        "python_float",
        "float",
        """
        class Cos(Function):
            def forward(self, x):
                y = np.cos(x)
                return float(y) if x.ndim == 0 else y
        """,
    ),
    "degrees": (
        "degrees",
        "ラジアン",
        """
        class Cos(Function):
            def forward(self, x):
                return np.cos(x * np.pi / 180)
        """,
    ),
    "deg2rad": (
        "degrees",
        "ラジアン",
        """
        class Cos(Function):
            def forward(self, x):
                return np.cos(np.deg2rad(x))
        """,
    ),
    "rad2deg": (
        "degrees",
        "度",
        """
        class Cos(Function):
            def forward(self, x):
                return np.cos(x * 180 / np.pi)
        """,
    ),
    "sine": (
        "sine",
        "正弦",
        """
        class Cos(Function):
            def forward(self, x):
                return np.sin(x)
        """,
    ),
    "derivative": (
        "derivative",
        "導関数",
        """
        class Cos(Function):
            def forward(self, x):
                return -np.sin(x)
        """,
    ),
    "secant": (
        "inverse",
        "逆数",
        """
        class Cos(Function):
            def forward(self, x):
                return np.cos(x) ** -1
        """,
    ),
    "cosh": (
        "hyperbolic",
        "双曲線",
        """
        class Cos(Function):
            def forward(self, x):
                return np.cosh(x)
        """,
    ),
    "arccos": (
        "arccosine",
        "逆関数",
        """
        class Cos(Function):
            def forward(self, x):
                return np.arccos(x)
        """,
    ),
    "minus": (
        "wrong_sign",
        "符号",
        """
        class Cos(Function):
            def forward(self, x):
                return -np.cos(x)
        """,
    ),
    "returns Variable": (
        "returned_variable",
        "__call__",
        """
        class Cos(Function):
            def forward(self, x):
                return Variable(np.array(np.cos(x)))
        """,
    ),
    "uncalled": (
        "wrong_type",
        "配列",
        """
        class Cos(Function):
            def forward(self, x):
                return np.cos
        """,
    ),
    "no return": (
        "no_return",
        "None",
        """
        class Cos(Function):
            def forward(self, x):
                np.cos(x)
        """,
    ),
    "in place": (
        "changed_input",
        "書き換え",
        """
        class Cos(Function):
            def forward(self, x):
                np.cos(x, out=x)
                return x
        """,
    ),
    "in place slice": (
        "changed_input",
        "その場",
        """
        class Cos(Function):
            def forward(self, x):
                x[...] = np.cos(x)
                return x
        """,
    ),
    "overrode call": (
        "overrode_call",
        "__call__",
        """
        class Cos(Function):
            def __call__(self, input):
                return Variable(np.array(np.cos(input.data)))
        """,
    ),
    "instance": (
        "instance",
        "括弧",
        """
        class C(Function):
            def forward(self, x):
                return np.cos(x)
        Cos = C()
        """,
    ),
    "np.cos itself": (
        "not_class",
        "クラス",
        """
        Cos = np.cos
        """,
    ),
    "string name": (
        "not_class",
        "クラス",
        """
        Cos = 'Cos'
        """,
    ),
    "forgot import": (
        "name_error",
        "cos",
        """
        class Cos(Function):
            def forward(self, x):
                return cos(x)
        """,
    ),
    "from Exp": (
        "wrong_value",
        "期待した値",
        """
        class Cos(Exp):
            pass
        """,
    ),
    "base Variable": (
        "not_function",
        "Function",
        """
        class Cos(Variable):
            def forward(self, x):
                return np.cos(x)
        """,
    ),
    "attribute typo": (
        "error",
        "coss",
        """
        class Cos(Function):
            def forward(self, x):
                return np.coss(x)
        """,
    ),
    "x inside call": (
        "variable_in_formula",
        "Variable",
        """
        class Cos(Function):
            def forward(self, x):
                return np.cos(Variable(x))
        """,
    ),
    "twice": (
        "composed",
        "2回",
        """
        class Cos(Function):
            def forward(self, x):
                y = np.cos(x)
                return np.cos(y)
        """,
    ),
    "sum": (
        "wrong_shape",
        "形",
        """
        class Cos(Function):
            def forward(self, x):
                return np.sum(np.cos(x))
        """,
    ),
    "if": (
        "scalar_only",
        "1つ",
        """
        class Cos(Function):
            def forward(self, x):
                if x < 0:
                    x = -x
                return np.cos(x)
        """,
    ),
    "python loop": (
        "array_only",
        "0次元",
        """
        import math
        class Cos(Function):
            def forward(self, x):
                return np.array([math.cos(v) for v in x])
        """,
    ),
    "exit": (
        "error",
        "SystemExit",
        """
        class Cos(Function):
            def forward(self, x):
                raise SystemExit
        """,
    ),
    "endless": (
        "endless_loop",
        "繰り返し",
        """
        class Cos(Function):
            def forward(self, x):
                while True:
                    y = np.cos(x)
                return y
        """,
    ),
    "Exp": (
        "wrong_value",
        "得られた値",
        """
        class Cos(Function):
            def forward(self, x):
                return np.exp(x)
        """,
    ),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_right(learn: Any, source: str) -> None:
    feedback = check_step03(learn(3, source, "Cos"))
    assert feedback, feedback
    assert feedback.diagnosis is None
    assert feedback.message.startswith("正解です。")


@pytest.mark.parametrize(("code", "word", "source"), WRONG.values(), ids=WRONG)
def test_wrong(learn: Any, code: str, word: str, source: str) -> None:
    feedback = check_step03(learn(3, source, "Cos"))
    assert not feedback
    assert (feedback.diagnosis, word in feedback.message) == (code, True), feedback
