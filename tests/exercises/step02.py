"""ステップ2「3乗の関数」の答えと、期待する診断。"""

# fmt: off
from tests.exercises.answers import edit

NAME = "Cube"

POWER = """
class Cube(Function):
    def forward(self, x):
        return x ** 3
"""

RIGHT = [
    POWER,
    edit(POWER, "return x ** 3", "y = x * x\n        y = y * x\n        return y"),
    edit(POWER, "return x ** 3", "return np.power(x, 3)"),
    edit(POWER, "return x ** 3", "return np.asarray(x ** 3)"),
    """
class Cube(Function):
    def square(self, x):
        return x ** 2
    def forward(self, x):
        return self.square(x) * x
""",
    edit(POWER, "return x ** 3", "return Square()(Variable(x)).data * x"),
    """
class Cube(Square):
    def forward(self, x):
        return super().forward(x) * x
""",
    edit(POWER, "return x ** 3", "return (x.astype(np.float32) ** 3).astype(x.dtype)"),
    """
class Cube(Function):
    def __init__(self, power=3):
        self.power = power
    def forward(self, x):
        return x ** self.power
""",
    edit(POWER, "def forward(self, x):", "@staticmethod\n    def forward(x):"),
    """
class Cube(Function):
    __slots__ = ()
    def forward(self, value):
        return value ** 3
""",
    """
class Cube(Function):
    def __call__(self, input):
        self.calls = 1
        return super().__call__(input)
    def forward(self, x):
        return x ** 3 * self.calls
""",
    edit(POWER, "return x ** 3", "y = x.copy()\n        y **= 3\n        return y"),
    """
class Cube(Function):
    def forward(self, x):
        y = np.ones_like(x)
        for _ in range(3):
            y = y * x
        return y
""",
    edit(POWER, "return x ** 3", "y = x ** 3\n        print(y)\n        return y"),
    """
class Cube(Function):
    def forward(self, x, power=3):
        return x ** power
""",
    "class Cube(Function):\n    forward = lambda self, x: x ** 3",
]

# 答え、診断、講評に現れる語。
WRONG = [
    (edit(POWER, "return x ** 3", "return x * 3"), "triple", "3倍"),
    (edit(POWER, "return x ** 3", "return x + x + x"), "triple", "3倍"),
    (edit(POWER, "return x ** 3", "return 3 ** x"), "swapped_power", "3のx乗"),
    (edit(POWER, "return x ** 3", "return x ** 2"), "square", "2乗"),
    (edit(POWER, "return x ** 3", "return x ^ 3"), "xor", "^"),
    (edit(POWER, "return x ** 3", "return 3 * x ** 2"), "derivative", "導関数"),
    (edit(POWER, "return x ** 3", "y = x ** 2\n        return y ** 3"), "power_of_power", "6乗"),
    (edit(POWER, "return x ** 3", "y = x ** 3"), "no_return", "return"),
    (edit(POWER, "return x ** 3", "print(x ** 3)"), "no_return", "print"),
    (edit(POWER, "return x ** 3", "x **= 3\n        return x"), "changed_input", "書き換え"),
    (edit(POWER, "return x ** 3", "return np.power(x, 3, out=x)"), "changed_input", "out"),
    (edit(POWER, "return x ** 3", "return Variable(np.asarray(x ** 3))"), "returned_variable", "Variable"),
    (edit(POWER, "return x ** 3", "return float(x) ** 3"), "python_float", "float"),
    ("""
import math
class Cube(Function):
    def forward(self, x):
        return math.pow(x, 3)
""", "math_function", "math"),
    ("""
from math import pow
class Cube(Function):
    def forward(self, x):
        return pow(x, 3)
""", "math_function", "math"),
    ("""
class Cube(Function):
    def __call__(self, x):
        return Variable(x.data ** 3)
""", "overrode_call", "__call__"),
    (edit(POWER, "def forward(self, x):", "def __call__(self, input):\n        x = input.data"), "overrode_call", "forward"),
    (edit(POWER, "class Cube(Function):", "class Cube:"), "not_function", "継承"),
    ("""
class C(Function):
    def forward(self, x):
        return x ** 3
Cube = C()
""", "instance", "インスタンス"),
    ("def Cube(x):\n    return x ** 3", "not_class", "クラス"),
    (edit(POWER, "def forward(self, x):", "def foward(self, x):"), "misspelled_method", "foward"),
    (edit(POWER, "def forward(self, x):", "def Forward(self, x):"), "misspelled_method", "Forward"),
    ("""
class Cube(Function):
    power = 3
def forward(self, x):
    return x ** 3
""", "missing_method", "forward"),
    (edit(POWER, "return x ** 3", "return x.data ** 3"), "data_of_array", "data"),
    (edit(POWER, "def forward(self, x):", "def forward(x):"), "wrong_parameters", "self"),
    ("""
class Cube(Function):
    def forward(self):
        return self.input.data ** 3
""", "wrong_parameters", "x"),
    (edit(POWER, "return x ** 3", "return self.input.data ** 3"), "input_too_early", "self.input"),
    (edit(POWER, "return x ** 3", "return inputs ** 3"), "name_error", "input"),
    (edit(POWER, "return x ** 3", "return [v ** 3 for v in np.ravel(x)]"), "wrong_type", "配列"),
    (edit(POWER, "return x ** 3", "return np.array([v ** 3 for v in x])"), "array_only", "0次元"),
    (edit(POWER, "return x ** 3", "return super().forward(x)"), "missing_method", "super"),
    (edit(POWER, "return x ** 3", "return abs(x) ** 3"), "absolute_value", "符号"),
    (edit(POWER, "return x ** 3", "return x ** 3 + 1"), "wrong_value", "0.7"),
    ("""
class Cube(Function):
    def __init__(self, power):
        self.power = power
    def forward(self, x):
        return x ** self.power
""", "error", "power"),
    (edit(POWER, "return x ** 3", "if x.ndim > 5:\n            return x ** 3"), "no_return", "return"),
    (edit(POWER, "return x ** 3", "return 'x ** 3'"), "wrong_type", "配列"),
    (edit(POWER, "return x ** 3", "return np.array(x.item() ** 3)"), "scalar_only", ""),
    (edit(POWER, "return x ** 3", "return Square()(x) * x"), "array_to_function", "インスタンスに配列"),
    (edit(POWER, "return x ** 3", "return x ** 4"), "fourth_power", "4乗"),
    (edit(POWER, "return x ** 3", "return x"), "identity", "同じ値"),
    ("""
class Cube(Function):
    def __call__(self, input):
        self.forward(input.data)
        return input
    def forward(self, x):
        return x ** 3
""", "wrong_output", "__call__"),
]

HALF = """
class Half(Function):
    def forward(self, x):
        return x / 2
"""

TOOLS = """
class Tool:
    def __call__(self, text):
        word = text.strip()
        result = self.change(word)
        return f"「{result}」"
class Upper(Tool):
    def change(self, word):
        return word.upper()
class Reverse(Tool):
    def change(self, word):
        return word[::-1]
"""

APART = """
class Upper:
    def __call__(self, text):
        word = text.strip()
        result = word.upper()
        return f"「{result}」"
class Reverse:
    def __call__(self, text):
        word = text.strip()
        result = word[::-1]
        return f"「{result}」"
"""

# 演習の番号、渡すもの、直した答え。
MENDED = [
    ("2.2", "Half", HALF),
    ("2.2", "BrokenHalf", edit(HALF, "Half", "BrokenHalf", "x / 2", "0.5 * x")),
    ("2.4", "Upper, Reverse", TOOLS),
]

# 演習の番号、渡すもの、答え、診断。各演習の1行目は、直す前のコード。
UNMENDED = [
    ("2.2", "Half", edit(HALF, "return x / 2", "x / 2"), "no_return"),
    ("2.2", "Half", edit(HALF, "return x / 2", "return print(x / 2)"), "no_return"),
    ("2.2", "Half", edit(HALF, "return x / 2", "x /= 2\n        return x"), "changed_input"),
    ("2.2", "Half", edit(HALF, "x / 2", "x * 2"), "doubled"),
    ("2.2", "Half", edit(HALF, "x / 2", "x // 2"), "floor_division"),
    ("2.2", "Half", edit(HALF, "x / 2", "x"), "identity"),
    ("2.2", "Half", edit(HALF, "x / 2", "Variable(x / 2)"), "returned_variable"),
    ("2.4", "Upper, Reverse", APART, "not_shared"),
    ("2.4", "Upper, Reverse", edit(TOOLS, "class Reverse(Tool):", "class Reverse(Tool):\n    def __call__(self, text):\n        return f'「{self.change(text.strip())}」'"), "own_call"),
    ("2.4", "Upper, Reverse", edit(TOOLS, "        return f\"「{result}」\"\n", ""), "no_return"),
    ("2.4", "Upper, Reverse", edit(TOOLS, "text.strip()", "text"), "not_stripped"),
    ("2.4", "Upper, Reverse", edit(TOOLS, "f\"「{result}」\"", "result"), "not_wrapped"),
    ("2.4", "Upper, Reverse", edit(TOOLS, "self.change(word)", "word"), "not_changed"),
    ("2.4", "Upper, Reverse", edit(TOOLS, "word.upper()", "word.lower()"), "wrong_value"),
    ("2.4", "Upper(), Reverse", TOOLS, "not_class"),
    ("2.4", "Upper, Reverse", edit(TOOLS, "class Reverse(Tool):", "class Reverse:"), "error"),
]
