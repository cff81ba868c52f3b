"""check_step09：対数のクラスと関数をつくる。"""

from __future__ import annotations

from typing import Any

import pytest

from dezero_book.exercises import check_step09

RIGHT = {
    "plain": """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
    """,
    "variables": """
        class Log(Function):
            def forward(self, x):
                y = np.log(x)
                return y

            def backward(self, gy):
                x = self.input.data
                gx = gy / x
                return gx


        def log(x):
            f = Log()
            y = f(x)
            return y
    """,
    "times inverse": """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return 1 / self.input.data * gy


        def log(x):
            return Log()(x)
    """,
    "power": """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return self.input.data ** -1 * gy


        def log(x):
            return Log()(x)
    """,
    "asarray": """
        class Log(Function):
            def forward(self, x):
                return np.asarray(np.log(x))

            def backward(self, gy):
                return np.asarray(gy / self.input.data)


        def log(x):
            return Log()(x)
    """,
    "keeps x": """
        class Log(Function):
            def forward(self, x):
                self.x = x
                return np.log(x)

            def backward(self, gy):
                return gy / self.x


        def log(x):
            return Log()(x)
    """,
    "checks type": """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            if not isinstance(x, Variable):
                raise TypeError('Variable')
            return Log()(x)
    """,
    "wraps arrays": """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            if isinstance(x, np.ndarray):
                x = Variable(x)
            return Log()(x)
    """,
    "lambda": """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        log = lambda x: Log()(x)
    """,
    "other class name": """
        class NaturalLog(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return NaturalLog()(x)
    """,
    "closure": """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def as_function(cls):
            def call(x):
                return cls()(x)
            return call

        log = as_function(Log)
    """,
    "partial": """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        from functools import partial

        def apply(cls, x):
            return cls()(x)

        log = partial(apply, Log)
    """,
    "base argument": """
        class Log(Function):
            def __init__(self, base):
                self.base = base

            def forward(self, x):
                return np.log(x) / np.log(self.base)

            def backward(self, gy):
                return gy / (self.input.data * np.log(self.base))


        def log(x, base=np.e):
            return Log(base)(x)
    """,
    "from log2": """
        class Log(Function):
            def forward(self, x):
                return np.log2(x) / np.log2(np.e)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
    """,
    "inner import": """
        def log(x):
            class Log(Function):
                def forward(self, x):
                    return np.log(x)

                def backward(self, gy):
                    return gy / self.input.data

            return Log()(x)
    """,
    "float32": """
        class Log(Function):
            def forward(self, x):
                return np.log(x.astype(np.float32))

            def backward(self, gy):
                return (gy / self.input.data).astype(np.float32)


        def log(x):
            return Log()(x)
    """,
}

WRONG = {
    "array": (
        "returned_array",
        "配列",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return np.log(x.data)
        """,
    ),
    "forward of instance": (
        "returned_array",
        "生成元",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log().forward(x.data)
        """,
    ),
    "outside graph": (
        "outside_graph",
        "creator",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Variable(np.asarray(np.log(x.data)))
        """,
    ),
    "data rewrapped": (
        "outside_graph",
        "つながり",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            y = Log()(x)
            return Variable(y.data)
        """,
    ),
    "input rewrapped": (
        "gradient_not_delivered",
        "途切れ",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(Variable(x.data))
        """,
    ),
    "shared": (
        "shared_instance",
        "使い回し",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        f = Log()

        def log(x):
            return f(x)
        """,
    ),
    "default instance": (
        "shared_instance",
        "logの中",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x, f=Log()):
            return f(x)
        """,
    ),
    "class called": (
        "class_called_with_variable",
        "クラスに渡し",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log(x)
        """,
    ),
    "returns instance": (
        "returned_function",
        "インスタンスを返し",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()
        """,
    ),
    "passed class": (
        "passed_class",
        "クラス",
        """
        class log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data
        """,
    ),
    "passed instance": (
        "passed_class",
        "インスタンス",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        log = Log()
        """,
    ),
    "no return": (
        "no_return",
        "logがNone",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            y = Log()(x)
        """,
    ),
    "no return in forward": (
        "no_return",
        "forward",
        """
        class Log(Function):
            def forward(self, x):
                np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "no return in backward": (
        "no_return",
        "backward",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                gx = gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "log10": (
        "wrong_base",
        "底",
        """
        class Log(Function):
            def forward(self, x):
                return np.log10(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "log2": (
        "wrong_base",
        "自然対数",
        """
        class Log(Function):
            def forward(self, x):
                return np.log2(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "log1p": (
        "shifted_log",
        "log(1 + x)",
        """
        class Log(Function):
            def forward(self, x):
                return np.log1p(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "exp": (
        "exponential",
        "指数関数",
        """
        class Log(Function):
            def forward(self, x):
                return np.exp(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "derivative forward": (
        "derivative",
        "順伝播",
        """
        class Log(Function):
            def forward(self, x):
                return 1 / x

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "forgot gy": (
        "forgot_gy",
        "gy",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return 1 / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "at output": (
        "derivative_at_output",
        "出力",
        """
        class Log(Function):
            def forward(self, x):
                self.y = np.log(x)
                return self.y

            def backward(self, gy):
                return gy / self.y


        def log(x):
            return Log()(x)
        """,
    ),
    "not inverted": (
        "not_inverted",
        "逆数",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return self.input.data * gy


        def log(x):
            return Log()(x)
        """,
    ),
    "upside down": (
        "not_inverted",
        "割る",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return self.input.data / gy


        def log(x):
            return Log()(x)
        """,
    ),
    "at gy": (
        "derivative_at_gradient",
        "gyの値",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return 1 / gy


        def log(x):
            return Log()(x)
        """,
    ),
    "inside": (
        "gradient_inside",
        "分母",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return 1 / (self.input.data * gy)


        def log(x):
            return Log()(x)
        """,
    ),
    "added": (
        "added_gy",
        "足し",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return 1 / self.input.data + gy


        def log(x):
            return Log()(x)
        """,
    ),
    "not differentiated": (
        "not_differentiated",
        "導関数",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return np.log(self.input.data) * gy


        def log(x):
            return Log()(x)
        """,
    ),
    "copied exp": (
        "copied_exp",
        "Exp",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return np.exp(self.input.data) * gy


        def log(x):
            return Log()(x)
        """,
    ),
    "sign": (
        "wrong_sign",
        "符号",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return -gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "twice": (
        "differentiated_twice",
        "もう一度微分",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return -gy / self.input.data ** 2


        def log(x):
            return Log()(x)
        """,
    ),
    "through": (
        "passed_gy_through",
        "そのまま",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy


        def log(x):
            return Log()(x)
        """,
    ),
    "math": (
        "math_function",
        "math",
        """
        import math
        class Log(Function):
            def forward(self, x):
                return math.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "float": (
        "python_float",
        "float",
        """
        class Log(Function):
            def forward(self, x):
                return float(np.log(x))

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "float in backward": (
        "python_float",
        "backward",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return float(gy / self.input.data)


        def log(x):
            return Log()(x)
        """,
    ),
    "Variable in forward": (
        "returned_variable",
        "forward",
        """
        class Log(Function):
            def forward(self, x):
                return Variable(np.asarray(np.log(x)))

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "in place": (
        "changed_input",
        "書き換え",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x, out=x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "gy in place": (
        "changed_gradient",
        "gyの中身",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                gy /= self.input.data
                return gy


        def log(x):
            return Log()(x)
        """,
    ),
    "no data": (
        "variable_in_formula",
        "data",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input


        def log(x):
            return Log()(x)
        """,
    ),
    "no backward": (
        "missing_method",
        "backward",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)


        def log(x):
            return Log()(x)
        """,
    ),
    "misspelled": (
        "misspelled_method",
        "foward",
        """
        class Log(Function):
            def foward(self, x):
                return np.log(x)


            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "log of variable": (
        "variable_in_formula",
        "Variable",
        """
        def log(x):
            return np.log(x)
        """,
    ),
    "data passed": (
        "array_to_class",
        "配列を渡し",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x.data)
        """,
    ),
    "called": (
        "not_function",
        "括弧",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return Log()(x)
        log = log(Variable(np.array(2.0)))
        """,
    ),
    "infinite": (
        "endless_recursion",
        "自分自身",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return gy / self.input.data


        def log(x):
            return log(x)
        """,
    ),
    "no class": (
        "name_error",
        "Log",
        """
        def log(x):
            return Log()(x)
        """,
    ),
    "unknown": (
        "wrong_gradient",
        "得られた値",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return 3 * gy / self.input.data


        def log(x):
            return Log()(x)
        """,
    ),
    "sum": (
        "wrong_shape",
        "形",
        """
        class Log(Function):
            def forward(self, x):
                return np.log(x)

            def backward(self, gy):
                return np.sum(gy / self.input.data)


        def log(x):
            return Log()(x)
        """,
    ),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_right(learn: Any, source: str) -> None:
    feedback = check_step09(learn(9, source, "log"))
    assert feedback, feedback
    assert feedback.diagnosis is None
    assert feedback.message.startswith("正解です。")


@pytest.mark.parametrize(("code", "word", "source"), WRONG.values(), ids=WRONG)
def test_wrong(learn: Any, code: str, word: str, source: str) -> None:
    feedback = check_step09(learn(9, source, "log"))
    assert not feedback
    assert (feedback.diagnosis, word in feedback.message) == (code, True), feedback
