"""ステップ6「正弦の関数」の答えと、期待する診断。"""

# fmt: off
from tests.exercises.answers import edit

NAME = "Sin"

PLAIN = """
class Sin(Function):
    def forward(self, x):
        return np.sin(x)
    def backward(self, gy):
        return np.cos(self.input.data) * gy
"""

GY_THROUGH = """
class Sin(Function):
    def forward(self, x):
        return np.sin(x)
    def backward(self, gy):
        return gy
"""

RIGHT = [
    PLAIN,
    edit(GY_THROUGH, "return np.sin(x)", "y = np.sin(x)\n        return y", "return gy", "x = self.input.data\n        gx = np.cos(x) * gy\n        return gx"),
    edit(GY_THROUGH, "return gy", "return gy * np.cos(self.input.data)"),
    edit(GY_THROUGH, "return np.sin(x)", "return np.asarray(np.sin(x))", "return gy", "return np.asarray(gy * np.cos(self.input.data))"),
    edit(GY_THROUGH, "def forward(self, x):", "def forward(self, x):\n        self.x = x", "return gy", "return np.cos(self.x) * gy"),
    edit(GY_THROUGH, "def forward(self, x):", "def forward(self, x):\n        self.dydx = np.cos(x)", "return gy", "return self.dydx * gy"),
    """
class Sin(Function):
    def derivative(self, x):
        return np.cos(x)
    def forward(self, x):
        return np.sin(x)
    def backward(self, gy):
        return self.derivative(self.input.data) * gy
""",
    edit(GY_THROUGH, "return gy", "return np.sin(self.input.data + np.pi / 2) * gy"),
    edit(GY_THROUGH, "return gy", "return np.multiply(np.cos(self.input.data), gy)"),
    edit(GY_THROUGH, "return gy", "gx = gy.copy()\n        gx *= np.cos(self.input.data)\n        return gx"),
    """
from numpy import cos, sin
class Sin(Function):
    def forward(self, x):
        return sin(x)
    def backward(self, gy):
        return cos(self.input.data) * gy
""",
    edit(GY_THROUGH, "return gy", "x = self.input.data\n        gx = np.empty_like(x)\n        for i in np.ndindex(x.shape):\n            gx[i] = np.cos(x[i]) * gy[i]\n        return gx"),
    edit(GY_THROUGH, "return gy", "x = self.input.data\n        h = 1e-5\n        return (self.forward(x + h) - self.forward(x - h)) / (2 * h) * gy"),
    edit(GY_THROUGH, "return np.sin(x)", "return np.sin(x.astype(np.float32))", "return gy", "return np.cos(self.input.data.astype(np.float32)) * gy.astype(np.float32)"),
    edit(PLAIN, "def forward(self, x):\n        return np.sin(x)", "forward = np.sin"),
    """
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
    """
from dataclasses import dataclass
@dataclass
class Sin(Function):
    scale: float = 1.0
    def forward(self, x):
        return np.sin(x)
    def backward(self, gy):
        return np.cos(self.input.data) * gy
""",
    edit(PLAIN, "class Sin(Function):", "class Sin(Function):\n    def __init__(self):\n        super().__init__()\n        self.calls = 0"),
    edit(PLAIN, "return np.sin(x)", "return np.sin(x, dtype=np.float64)"),
    """
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
    """
class Cos(Function):
    def forward(self, x):
        return np.cos(x)
class Sin(Function):
    def forward(self, x):
        return np.sin(x)
    def backward(self, gy):
        return Cos()(self.input).data * gy
""",
]

# 答え、診断、講評に現れる語。
WRONG = [
    (edit(GY_THROUGH, "return gy", "return np.cos(self.input.data)"), "forgot_gy", "gy"),
    (edit(GY_THROUGH, "return gy", "x = self.input.data\n        gx = np.cos(x)\n        return gx"), "forgot_gy", "連鎖律"),
    (edit(GY_THROUGH, "return gy", "y = np.sin(self.input.data)\n        return np.cos(y) * gy"), "derivative_at_output", "出力"),
    (edit(GY_THROUGH, "return np.sin(x)", "self.y = np.sin(x)\n        return self.y", "return gy", "return np.cos(self.y) * gy"), "derivative_at_output", "出力"),
    (edit(GY_THROUGH, "return gy", "return np.cos(gy)"), "derivative_at_gradient", "gyの値"),
    (edit(GY_THROUGH, "return gy", "return gy * np.cos(gy)"), "derivative_at_gradient", "gyの値"),
    (edit(GY_THROUGH, "return gy", "return np.cos(self.input.data * gy)"), "gradient_inside", "括弧"),
    (edit(GY_THROUGH, "return gy", "return np.cos(self.input.data) + gy"), "added_gy", "足し"),
    (edit(GY_THROUGH, "return gy", "return -np.cos(self.input.data) * gy"), "wrong_sign", "符号"),
    (edit(GY_THROUGH, "return gy", "return np.sin(self.input.data) * gy"), "not_differentiated", "導関数"),
    (edit(GY_THROUGH, "return gy", "return np.sin(self.input.data)"), "not_differentiated", "順伝播と同じ"),
    (GY_THROUGH, "passed_gy_through", "そのまま"),
    (edit(GY_THROUGH, "return gy", "return gy / np.cos(self.input.data)"), "divided_gy", "割って"),
    (edit(GY_THROUGH, "return gy", "return np.cos(self.input.data) / gy"), "divided_gy", "割って"),
    (edit(GY_THROUGH, "return np.sin(x)", "return np.sin(x * np.pi / 180)", "return gy", "return np.cos(self.input.data * np.pi / 180) * gy"), "degrees", "ラジアン"),
    (edit(GY_THROUGH, "return gy", "return np.cos(np.deg2rad(self.input.data)) * gy"), "degrees", "逆伝播"),
    (edit(GY_THROUGH, "return np.sin(x)", "return np.cos(x)", "return gy", "return -np.sin(self.input.data) * gy"), "cosine", "余弦"),
    (edit(GY_THROUGH, "return np.sin(x)", "return np.cos(x)", "return gy", "return np.sin(self.input.data) * gy"), "cosine", "forward"),
    (edit(GY_THROUGH, "return gy", "return np.cos(self.input) * gy"), "variable_in_formula", "data"),
    ("""
import math
class Sin(Function):
    def forward(self, x):
        return math.sin(x)
    def backward(self, gy):
        return np.cos(self.input.data) * gy
""", "math_function", "math"),
    ("""
import math
class Sin(Function):
    def forward(self, x):
        return np.sin(x)
    def backward(self, gy):
        return math.cos(self.input.data) * gy
""", "math_function", "backward"),
    (edit(GY_THROUGH, "return gy", "return float(np.cos(self.input.data) * gy)"), "python_float", "backward"),
    (edit(GY_THROUGH, "return gy", "return Variable(np.asarray(np.cos(self.input.data) * gy))"), "returned_variable", "backward"),
    (edit(PLAIN, "return np.sin(x)", "return Variable(np.asarray(np.sin(x)))"), "returned_variable", "forward"),
    (edit(GY_THROUGH, "return gy", "gx = np.cos(self.input.data) * gy"), "no_return", "backwardがNone"),
    (edit(GY_THROUGH, "return gy", "self.input.grad = np.cos(self.input.data) * gy"), "no_return", "変数に入れた値"),
    (edit(PLAIN, "return np.sin(x)", "np.sin(x)"), "no_return", "forwardがNone"),
    (edit(PLAIN, "return np.cos(self.input.data) * gy", "gy *= np.cos(self.input.data)\n        return gy"), "changed_gradient", "gyの中身"),
    (edit(PLAIN, "return np.sin(x)", "return np.sin(x, out=x)"), "changed_input", "forwardが"),
    (edit(GY_THROUGH, "return gy", "x = self.input.data\n        x[...] = np.cos(x)\n        return x * gy"), "changed_input", "backwardが、入力"),
    ("""
class Sin(Function):
    def forward(self, x):
        return np.sin(x)
""", "missing_method", "backward"),
    ("""
class Sin(Function):
    def backword(self, gy):
        return np.cos(self.input.data) * gy
    def forward(self, x):
        return np.sin(x)
""", "misspelled_method", "backword"),
    ("""
class Sin(Function):
    def backward(self):
        return np.cos(self.input.data)
    def forward(self, x):
        return np.sin(x)
""", "wrong_parameters", "gy"),
    ("""
class Sin(Function):
    def backward(self, x, gy):
        return np.cos(x) * gy
    def forward(self, x):
        return np.sin(x)
""", "wrong_parameters", "引数"),
    (edit(GY_THROUGH, "return gy", "return np.cos(x) * gy"), "name_error", "x"),
    (edit(GY_THROUGH, "return gy", "return np.cos(self.x) * gy"), "error", "x"),
    (edit(GY_THROUGH, "return gy", "return np.cos(self.data) * gy"), "error", "data"),
    (edit(GY_THROUGH, "return gy", "return gy.data * -1 * np.cos(self.input.data)"), "data_of_array", "backward"),
    (edit(PLAIN, "return np.sin(x)", "return np.sin(Variable(x))"), "variable_in_formula", "forward"),
    (edit(GY_THROUGH, "return gy", "return np.sum(np.cos(self.input.data) * gy)"), "wrong_shape", "形"),
    (edit(GY_THROUGH, "return gy", "return np.cos(self.input.data) @ gy"), "wrong_shape", "内積"),
    ("""
class Sin(Function):
    def __call__(self, input):
        return Variable(np.asarray(np.sin(input.data)))
""", "overrode_call", "__call__"),
    (edit(GY_THROUGH, "class Sin(Function):", "class S(Function):", "return gy", "return np.cos(self.input.data) * gy\nSin = S()"), "instance", "インスタンス"),
    (edit(PLAIN, "class Sin(Function):", "class Sin(object):"), "not_function", "継承"),
    (edit(GY_THROUGH, "return gy", "return [np.cos(self.input.data) * gy]"), "wrong_type", "配列"),
    (edit(GY_THROUGH, "return gy", "return np.cos(self.input.data) * gy,"), "wrong_type", "backward"),
    (edit(GY_THROUGH, "return gy", "return 2 * np.cos(self.input.data) * gy"), "wrong_gradient", "勾配gy"),
    (edit(PLAIN, "return np.sin(x)", "return 2 * np.sin(x)"), "wrong_value", "期待した値"),
    (edit(GY_THROUGH, "return np.sin(x)", "return -np.sin(x)", "return gy", "return -np.cos(self.input.data) * gy"), "wrong_sign", "符号"),
    (edit(GY_THROUGH, "return gy", "return self.backward(gy)"), "endless_recursion", "再帰"),
    (edit(GY_THROUGH, "return gy", "if gy > 0:\n            return np.cos(self.input.data) * gy\n        return np.cos(self.input.data) * gy"), "scalar_only", "backward"),
    (edit(PLAIN, "class Sin(Function):", "from dezero_book.steps.step04 import Function as Base\nclass Sin(Base):"), "input_not_kept", "覚えていません"),
    (edit(PLAIN, "class Sin(Function):", "class Function:\n    def __call__(self, input):\n        return Variable(np.asarray(self.forward(input.data)))\nBase = Function\nclass Sin(Base):"), "input_not_kept", "__call__"),
    ("""
class Function:
    def __call__(self, input):
        x = input.data
        self.input = x
        return Variable(np.asarray(self.forward(x)))
Base = Function
class Sin(Base):
    def forward(self, x):
        return np.sin(x)
    def backward(self, gy):
        return np.cos(self.input.data) * gy
""", "array_kept", "配列を覚えて"),
    (edit(GY_THROUGH, "return gy", "return 2 * self.input.data * gy"), "copied_square", "x²"),
    (edit(GY_THROUGH, "return gy", "return np.exp(self.input.data) * gy"), "copied_exp", "Exp"),
]

TWO_POINTS = """
A, B, C = Square(), Exp(), Square()
found = []
x = Variable(np.array(0.5))
a = A(x)
b = B(a)
y = C(b)
for value in [0.5, 1.2]:
    x = Variable(np.array(value))
    a = A(x)
    b = B(a)
    y = C(b)
    y.grad = np.array(1.0)
    b.grad = C.backward(y.grad)
    a.grad = B.backward(b.grad)
    x.grad = A.backward(a.grad)
    found.append(x.grad)
"""

# 演習の番号、渡すもの、直した答え。
MENDED = [
    ("6.2", "found", TWO_POINTS),
    ("6.2", "found", edit(TWO_POINTS, "found.append(x.grad)", "found.append(float(x.grad))")),
]

# 演習の番号、渡すもの、答え、診断。各演習の1行目は、直す前のコード。
UNMENDED = [
    ("6.2", "found", edit(TWO_POINTS, "    x = Variable(np.array(value))\n    a = A(x)\n    b = B(a)\n    y = C(b)\n", "    x.data = np.array(value)\n"), "stale_values"),
    ("6.2", "found", edit(TWO_POINTS, "    x = Variable(np.array(value))\n    a = A(x)\n    b = B(a)\n    y = C(b)\n", "    x.data = np.array(value)\n    b = B(A(x))\n"), "stale_values"),
    ("6.2", "found", edit(TWO_POINTS, "    x = Variable(np.array(value))\n    a", "    a"), "stale_values"),
    ("6.2", "found", edit(TWO_POINTS, "y.grad = np.array(1.0)", "y.grad = np.array(2.0)"), "wrong_value"),
    ("6.2", "x", TWO_POINTS, "wrong_type"),
]
