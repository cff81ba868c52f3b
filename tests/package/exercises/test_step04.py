"""check_step04：2階微分を中心差分で求める。"""

from __future__ import annotations

from typing import Any

import pytest

from dezero_book.exercises import check_step04

RIGHT = {
    "formula": """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / eps ** 2
    """,
    "eps * eps": """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / (eps * eps)
    """,
    "as arrays": """
        def second_diff(f, x, eps=1e-3):
            x0 = Variable(np.array(x.data - eps))
            x2 = Variable(np.array(x.data + eps))
            return (f(x2).data - 2 * f(x).data + f(x0).data) / eps ** 2
    """,
    "twice divided": """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / eps / eps
    """,
    "difference of differences": """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            right = (y2 - y1) / eps
            left = (y1 - y0) / eps
            return (right - left) / eps
    """,
    "numerical_diff twice": """
        def second_diff(f, x, eps=1e-3):
            def df(v):
                return Variable(np.asarray(numerical_diff(f, v, eps, scheme="central")))
            return numerical_diff(df, x, eps, scheme="central")
    """,
    "central of central": """
        def second_diff(f, x, eps=1e-3):
            above = numerical_diff(f, Variable(np.asarray(x.data + eps)), eps, scheme="central")
            below = numerical_diff(f, Variable(np.asarray(x.data - eps)), eps, scheme="central")
            return (above - below) / (2 * eps)
    """,
    "half steps": """
        def second_diff(f, x, eps=1e-3):
            h = eps / 2
            def d(v):
                return (f(Variable(v + h)).data - f(Variable(v - h)).data) / eps
            return (d(x.data + h) - d(x.data - h)) / eps
    """,
    "forward then backward": """
        def second_diff(f, x, eps=1e-3):
            def forward(data):
                return (f(Variable(np.asarray(data + eps))).data - f(Variable(np.asarray(data))).data) / eps
            return (forward(x.data) - forward(x.data - eps)) / eps
    """,
    "float": """
        def second_diff(f, x, eps=1e-3):
            y = [float(f(Variable(np.array(x.data + k * eps))).data) for k in (-1, 0, 1)]
            return (y[0] - 2 * y[1] + y[2]) / eps ** 2
    """,
    "other eps": """
        def second_diff(f, x, eps=1e-4):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / eps ** 2
    """,
    "other name of eps": """
        def second_diff(f, x, h=1e-3):
            return (f(Variable(x.data + h)).data - 2 * f(x).data + f(Variable(x.data - h)).data) / h ** 2
    """,
    "keyword only": """
        def second_diff(f, x, *, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / eps ** 2
    """,
    "fourth order": """
        def second_diff(f, x, eps=1e-3):
            def g(k):
                return f(Variable(np.asarray(x.data + k * eps))).data
            return (-g(2) + 16 * g(1) - 30 * g(0) + 16 * g(-1) - g(-2)) / (12 * eps ** 2)
    """,
    "asarray result": """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return np.asarray((y2 - 2 * y1 + y0) / eps ** 2)
    """,
    "np.square": """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 + y0 - y1 - y1) / np.square(eps)
    """,
}

WRONG = {
    "eps": (
        "not_squared",
        "刻み幅",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / eps
        """,
    ),
    "two eps": (
        "not_squared",
        "2回分",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / (2 * eps)
        """,
    ),
    "not divided": (
        "not_divided",
        "割られて",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return y2 - 2 * y1 + y0
        """,
    ),
    "forgot two": (
        "forgot_two",
        "係数2",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - y1 + y0) / eps ** 2
        """,
    ),
    "extra two": (
        "extra_factor",
        "余計な2",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / (2 * eps ** 2)
        """,
    ),
    "extra four": (
        "extra_factor",
        "余計な4",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / (2 * eps) ** 2
        """,
    ),
    "precedence": (
        "not_divided",
        "左から順",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / eps * eps
        """,
    ),
    "parentheses": (
        "parentheses",
        "括弧",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return y2 - 2 * y1 + y0 / eps ** 2
        """,
    ),
    "sign": (
        "wrong_sign",
        "符号",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (2 * y1 - y2 - y0) / eps ** 2
        """,
    ),
    "all plus": (
        "wrong_sign",
        "符号",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 + 2 * y1 + y0) / eps ** 2
        """,
    ),
    "last minus": (
        "wrong_sign",
        "打ち消し",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 - y0) / eps ** 2
        """,
    ),
    "first derivative": (
        "first_derivative",
        "1階",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - y0) / (2 * eps)
        """,
    ),
    "numerical_diff once": (
        "first_derivative",
        "もう一度",
        """
        def second_diff(f, x, eps=1e-3):
            return numerical_diff(f, x, eps, scheme='central')
        """,
    ),
    "forward once": (
        "first_derivative",
        "1階",
        """
        def second_diff(f, x, eps=1e-3):
            return numerical_diff(f, x, eps)
        """,
    ),
    "squared": (
        "squared_derivative",
        "2乗",
        """
        def second_diff(f, x, eps=1e-3):
            return numerical_diff(f, x, eps, scheme='central') ** 2
        """,
    ),
    "one sided": (
        "not_central",
        "片側",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(x).data
            y1 = f(Variable(x.data + eps)).data
            y2 = f(Variable(x.data + 2 * eps)).data
            return (y2 - 2 * y1 + y0) / eps ** 2
        """,
    ),
    "forward twice": (
        "not_central",
        "中心差分",
        """
        def second_diff(f, x, eps=1e-3):
            def df(v):
                return Variable(np.asarray(numerical_diff(f, v, eps)))
            return numerical_diff(df, x, eps)
        """,
    ),
    "central of forward": (
        "not_central",
        "対称",
        """
        def second_diff(f, x, eps=1e-3):
            def df(v):
                return Variable(np.asarray(numerical_diff(f, v, eps)))
            return numerical_diff(df, x, eps, scheme="central")
        """,
    ),
    "inner default": (
        "not_central",
        "片側",
        """
        def second_diff(f, x, eps=1e-3):
            def df(v):
                return Variable(np.asarray(numerical_diff(f, v)))
            return numerical_diff(df, x, eps, scheme="central")
        """,
    ),
    "ignores eps": (
        "ignored_eps",
        "引数eps",
        """
        def second_diff(f, x, eps=1e-3):
            h = 1e-3
            return (f(Variable(x.data + h)).data - 2 * f(x).data + f(Variable(x.data - h)).data) / h ** 2
        """,
    ),
    "no default": (
        "no_default",
        "既定の値",
        """
        def second_diff(f, x, eps):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / eps ** 2
        """,
    ),
    "no eps": (
        "ignored_eps",
        "eps",
        """
        def second_diff(f, x):
            h = 1e-3
            return (f(Variable(x.data + h)).data - 2 * f(x).data + f(Variable(x.data - h)).data) / h ** 2
        """,
    ),
    "array to f": (
        "array_to_f",
        "Variable",
        """
        def second_diff(f, x, eps=1e-3):
            return (f(x.data + eps).data - 2 * f(x).data + f(x.data - eps).data) / eps ** 2
        """,
    ),
    "variable plus eps": (
        "variable_in_formula",
        "data",
        """
        def second_diff(f, x, eps=1e-3):
            return (f(x + eps).data - 2 * f(x).data + f(x - eps).data) / eps ** 2
        """,
    ),
    "returns Variable": (
        "returned_variable",
        "Variable",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return Variable(np.asarray((y2 - 2 * y1 + y0) / eps ** 2))
        """,
    ),
    "variables in formula": (
        "variable_in_formula",
        "Variable",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(np.asarray(x.data - eps)))
            y1 = f(x)
            y2 = f(Variable(np.asarray(x.data + eps)))
            return (y2 - 2 * y1 + y0) / eps ** 2
        """,
    ),
    "no return": (
        "no_return",
        "return",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            d2 = (y2 - 2 * y1 + y0) / eps ** 2
        """,
    ),
    "print": (
        "no_return",
        "print",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            print((y2 - 2 * y1 + y0) / eps ** 2)
        """,
    ),
    "in place": (
        "changed_input",
        "書き換え",
        """
        def second_diff(f, x, eps=1e-3):
            y1 = f(x).data
            x.data += eps
            y2 = f(x).data
            x.data -= 3 * eps
            x.data += eps
            y0 = f(x).data
            return (y2 - 2 * y1 + y0) / eps ** 2
        """,
    ),
    "double gap": (
        "double_gap",
        "間隔",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - 2 * eps)).data
            y2 = f(Variable(x.data + 2 * eps)).data
            return (y2 - 2 * f(x).data + y0) / eps ** 2
        """,
    ),
    "tiny default": (
        "bad_default",
        "既定",
        """
        def second_diff(f, x, eps=1e-8):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / eps ** 2
        """,
    ),
    "large default": (
        "bad_default",
        "刻み幅",
        """
        def second_diff(f, x, eps=0.1):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / eps ** 2
        """,
    ),
    "unknown": (
        "wrong_value",
        "期待した値",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / eps ** 3
        """,
    ),
    "moves x": (
        "changed_input",
        "代入",
        """
        def second_diff(f, x, eps=1e-3):
            y1 = f(x).data
            x.data = np.asarray(x.data + eps)
            y2 = f(x).data
            x.data = np.asarray(x.data - 2 * eps)
            y0 = f(x).data
            return (y2 - 2 * y1 + y0) / eps ** 2
        """,
    ),
    "only f": (
        "wrong_parameters",
        "引数",
        """
        def second_diff(f):
            return 0
        """,
    ),
    "xor": (
        "xor",
        "^",
        """
        def second_diff(f, x, eps=1e-3):
            y0 = f(Variable(x.data - eps)).data
            y1 = f(x).data
            y2 = f(Variable(x.data + eps)).data
            return (y2 - 2 * y1 + y0) / eps ^ 2
        """,
    ),
    "called": (
        "not_function",
        "括弧",
        """
        second_diff = 3.0
        """,
    ),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_right(learn: Any, source: str) -> None:
    feedback = check_step04(learn(4, source, "second_diff"))
    assert feedback, feedback
    assert feedback.diagnosis is None
    assert feedback.message.startswith("正解です。")


@pytest.mark.parametrize(("code", "word", "source"), WRONG.values(), ids=WRONG)
def test_wrong(learn: Any, code: str, word: str, source: str) -> None:
    feedback = check_step04(learn(4, source, "second_diff"))
    assert not feedback
    assert (feedback.diagnosis, word in feedback.message) == (code, True), feedback
