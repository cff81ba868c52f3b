"""ステップ9「対数」の答えと、期待する診断。"""

# fmt: off
from tests.exercises.answers import edit

NAME = "log"

PLAIN = """
class Log(Function):
    def forward(self, x):
        return np.log(x)
    def backward(self, gy):
        return gy / self.input.data
def log(x):
    return Log()(x)
"""

THROUGH = """
class Log(Function):
    def forward(self, x):
        return np.log(x)
    def backward(self, gy):
        return gy
def log(x):
    return Log()(x)
"""

RIGHT = [
    PLAIN,
    """
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
    edit(THROUGH, "return gy", "return 1 / self.input.data * gy"),
    edit(THROUGH, "return gy", "return self.input.data ** -1 * gy"),
    edit(THROUGH, "return np.log(x)", "return np.asarray(np.log(x))", "return gy", "return np.asarray(gy / self.input.data)"),
    edit(THROUGH, "def forward(self, x):", "def forward(self, x):\n        self.x = x", "return gy", "return gy / self.x"),
    edit(PLAIN, "def log(x):", "def log(x):\n    if not isinstance(x, Variable):\n        raise TypeError('Variable')"),
    edit(PLAIN, "def log(x):", "def log(x):\n    if isinstance(x, np.ndarray):\n        x = Variable(x)"),
    edit(PLAIN, "def log(x):\n    return Log()(x)", "log = lambda x: Log()(x)"),
    edit(PLAIN, "class Log(Function):", "class NaturalLog(Function):", "return Log()(x)", "return NaturalLog()(x)"),
    edit(PLAIN, "def log(x):\n    return Log()(x)", "def as_function(cls):\n    def call(x):\n        return cls()(x)\n    return call\nlog = as_function(Log)"),
    edit(PLAIN, "def log(x):\n    return Log()(x)", "from functools import partial\ndef apply(cls, x):\n    return cls()(x)\nlog = partial(apply, Log)"),
    """
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
    edit(PLAIN, "return np.log(x)", "return np.log2(x) / np.log2(np.e)"),
    """
def log(x):
    class Log(Function):
        def forward(self, x):
            return np.log(x)
        def backward(self, gy):
            return gy / self.input.data
    return Log()(x)
""",
    edit(THROUGH, "return np.log(x)", "return np.log(x.astype(np.float32))", "return gy", "return (gy / self.input.data).astype(np.float32)"),
]

# 答え、診断、講評に現れる語。
WRONG = [
    (edit(PLAIN, "return Log()(x)", "return np.log(x.data)"), "returned_array", "配列"),
    (edit(PLAIN, "return Log()(x)", "return Log().forward(x.data)"), "returned_array", "生成元"),
    (edit(PLAIN, "return Log()(x)", "return Variable(np.asarray(np.log(x.data)))"), "outside_graph", "creator"),
    (edit(PLAIN, "return Log()(x)", "y = Log()(x)\n    return Variable(y.data)"), "outside_graph", "つながり"),
    (edit(PLAIN, "return Log()(x)", "return Log()(Variable(x.data))"), "gradient_not_delivered", "途切れ"),
    (edit(THROUGH, "return gy", "return gy / self.input.data\nf = Log()", "return Log()(x)", "return f(x)"), "shared_instance", "使い回し"),
    (edit(PLAIN, "def log(x):\n    return Log()(x)", "def log(x, f=Log()):\n    return f(x)"), "shared_instance", "logの中"),
    (edit(PLAIN, "return Log()(x)", "return Log(x)"), "class_called_with_variable", "クラスに渡し"),
    (edit(PLAIN, "return Log()(x)", "return Log()"), "returned_function", "インスタンスを返し"),
    (edit(PLAIN, "class Log(Function):", "class log(Function):", "\ndef log(x):\n    return Log()(x)", ""), "passed_class", "クラス"),
    (edit(PLAIN, "def log(x):\n    return Log()(x)", "log = Log()"), "passed_class", "インスタンス"),
    (edit(PLAIN, "return Log()(x)", "y = Log()(x)"), "no_return", "logがNone"),
    (edit(PLAIN, "return np.log(x)", "np.log(x)"), "no_return", "forward"),
    (edit(THROUGH, "return gy", "gx = gy / self.input.data"), "no_return", "backward"),
    (edit(PLAIN, "return np.log(x)", "return np.log10(x)"), "wrong_base", "底"),
    (edit(PLAIN, "return np.log(x)", "return np.log2(x)"), "wrong_base", "自然対数"),
    (edit(PLAIN, "return np.log(x)", "return np.log1p(x)"), "shifted_log", "log(1 + x)"),
    (edit(PLAIN, "return np.log(x)", "return np.exp(x)"), "exponential", "指数関数"),
    (edit(PLAIN, "return np.log(x)", "return 1 / x"), "derivative", "順伝播"),
    (edit(THROUGH, "return gy", "return 1 / self.input.data"), "forgot_gy", "gy"),
    (edit(THROUGH, "return np.log(x)", "self.y = np.log(x)\n        return self.y", "return gy", "return gy / self.y"), "derivative_at_output", "出力"),
    (edit(THROUGH, "return gy", "return self.input.data * gy"), "not_inverted", "逆数"),
    (edit(THROUGH, "return gy", "return self.input.data / gy"), "not_inverted", "割る"),
    (edit(THROUGH, "return gy", "return 1 / gy"), "derivative_at_gradient", "gyの値"),
    (edit(THROUGH, "return gy", "return 1 / (self.input.data * gy)"), "gradient_inside", "分母"),
    (edit(THROUGH, "return gy", "return 1 / self.input.data + gy"), "added_gy", "足し"),
    (edit(THROUGH, "return gy", "return np.log(self.input.data) * gy"), "not_differentiated", "導関数"),
    (edit(THROUGH, "return gy", "return np.exp(self.input.data) * gy"), "copied_exp", "Exp"),
    (edit(THROUGH, "return gy", "return -gy / self.input.data"), "wrong_sign", "符号"),
    (edit(THROUGH, "return gy", "return -gy / self.input.data ** 2"), "differentiated_twice", "もう一度微分"),
    (THROUGH, "passed_gy_through", "そのまま"),
    ("""
import math
class Log(Function):
    def forward(self, x):
        return math.log(x)
    def backward(self, gy):
        return gy / self.input.data
def log(x):
    return Log()(x)
""", "math_function", "math"),
    (edit(PLAIN, "return np.log(x)", "return float(np.log(x))"), "python_float", "float"),
    (edit(THROUGH, "return gy", "return float(gy / self.input.data)"), "python_float", "backward"),
    (edit(PLAIN, "return np.log(x)", "return Variable(np.asarray(np.log(x)))"), "returned_variable", "forward"),
    (edit(PLAIN, "return np.log(x)", "return np.log(x, out=x)"), "changed_input", "書き換え"),
    (edit(PLAIN, "return gy / self.input.data", "gy /= self.input.data\n        return gy"), "changed_gradient", "gyの中身"),
    (edit(THROUGH, "return gy", "return gy / self.input"), "variable_in_formula", "data"),
    (edit(THROUGH, "    def backward(self, gy):\n        return gy\n", ""), "missing_method", "backward"),
    (edit(PLAIN, "def forward(self, x):", "def foward(self, x):"), "misspelled_method", "foward"),
    ("def log(x):\n    return np.log(x)", "variable_in_formula", "Variable"),
    (edit(PLAIN, "return Log()(x)", "return Log()(x.data)"), "array_to_class", "配列を渡し"),
    (edit(PLAIN, "return Log()(x)", "return Log()(x)\nlog = log(Variable(np.array(2.0)))"), "not_function", "括弧"),
    (edit(PLAIN, "return Log()(x)", "return log(x)"), "endless_recursion", "自分自身"),
    ("def log(x):\n    return Log()(x)", "name_error", "Log"),
    (edit(THROUGH, "return gy", "return 3 * gy / self.input.data"), "wrong_gradient", "得られた値"),
    (edit(THROUGH, "return gy", "return np.sum(gy / self.input.data)"), "wrong_shape", "形"),
]

AS_ARRAY = """
def as_array_in_list(x):
    if isinstance(x, np.ndarray):
        return x
    return np.array(x)
"""

# 演習の番号、渡すもの、直した答え。
MENDED = [
    ("9.2", "as_array_in_list", AS_ARRAY),
    ("9.2", "as_array_in_list", "as_array_in_list = np.asarray"),
]

# 演習の番号、渡すもの、答え、診断。各演習の1行目は、直す前のコード。
UNMENDED = [
    ("9.2", "as_array_in_list", edit(AS_ARRAY, "np.array(x)", "np.array([x])"), "extra_axis"),
    ("9.2", "as_array_in_list", edit(AS_ARRAY, "return np.array(x)", "return x"), "not_array"),
    ("9.2", "as_array_in_list", edit(AS_ARRAY, "return np.array(x)", "np.array(x)"), "no_return"),
    ("9.2", "as_array_in_list", edit(AS_ARRAY, "return x\n", "return x.reshape(-1, 1)\n"), "wrong_shape"),
    ("9.2", "as_array_in_list", edit(AS_ARRAY, "np.array(x)", "np.array(0.0)"), "wrong_value"),
]
