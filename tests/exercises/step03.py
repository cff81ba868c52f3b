"""ステップ3「余弦の関数」の答えと、期待する診断。"""

# fmt: off
from tests.exercises.answers import edit

NAME = "Cos"

NP_COS = """
class Cos(Function):
    def forward(self, x):
        return np.cos(x)
"""

MATH_COS = """
import math
class Cos(Function):
    def forward(self, x):
        return math.cos(x)
"""

NO_RETURN = """
class Cos(Function):
    def forward(self, x):
        np.cos(x)
"""

RIGHT = [
    NP_COS,
    edit(NO_RETURN, "np.cos(x)", "y = np.cos(x)\n        return y"),
    edit(NO_RETURN, "np.cos(x)", "return np.sin(x + np.pi / 2)"),
    edit(NO_RETURN, "np.cos(x)", "return np.asarray(np.cos(np.asarray(x)))"),
    edit(MATH_COS, "import math", "from numpy import cos", "return math.cos(x)", "return cos(x)"),
    edit(MATH_COS, "return math.cos(x)", "return np.vectorize(math.cos)(x)"),
    """
class Cos(Function):
    compute = staticmethod(np.cos)
    def forward(self, x):
        return self.compute(x)
""",
    edit(NO_RETURN, "np.cos(x)", "return np.exp(1j * x).real"),
    edit(MATH_COS, "import math", "def cosine(x):\n    return np.cos(x)", "return math.cos(x)", "return cosine(x)"),
    """
class Cos(Function):
    '''余弦。'''
    def forward(self, x: np.ndarray) -> np.ndarray:
        '''np.cosの値。'''
        return np.cos(x)
""",
    edit(NO_RETURN, "np.cos(x)", "y = np.empty_like(x)\n        np.cos(x, out=y)\n        return y"),
    """
class Cosine(Function):
    def forward(self, x):
        return np.cos(x)
Cos = Cosine
""",
    edit(NO_RETURN, "np.cos(x)", "return 1 - 2 * np.sin(x / 2) ** 2"),
    edit(NP_COS, "def forward(self, x):", "def forward(self, *xs):\n        x, = xs"),
    """
class Cos(Function):
    def forward(self, x):
        return np.cos(x)
    def backward(self, gy):
        return -np.sin(self.input.data) * gy
""",
]

# 答え、診断、講評に現れる語。
WRONG = [
    (MATH_COS, "math_function", "math"),
    (edit(MATH_COS, "import math", "from math import cos", "return math.cos(x)", "return np.array(cos(x))"), "math_function", "math"),
    (edit(MATH_COS, "import math", "import math as m", "return math.cos(x)", "return m.cos(x)"), "math_function", "math"),
    (edit(NO_RETURN, "np.cos(x)", "return float(np.cos(x))"), "python_float", "float"),
    (edit(NO_RETURN, "np.cos(x)", "y = np.cos(x)\n        return float(y) if x.ndim == 0 else y"), "python_float", "float"),
    (edit(NO_RETURN, "np.cos(x)", "return np.cos(x * np.pi / 180)"), "degrees", "ラジアン"),
    (edit(NO_RETURN, "np.cos(x)", "return np.cos(np.deg2rad(x))"), "degrees", "ラジアン"),
    (edit(NO_RETURN, "np.cos(x)", "return np.cos(x * 180 / np.pi)"), "degrees", "度"),
    (edit(NO_RETURN, "np.cos(x)", "return np.sin(x)"), "sine", "正弦"),
    (edit(NO_RETURN, "np.cos(x)", "return -np.sin(x)"), "derivative", "導関数"),
    (edit(NO_RETURN, "np.cos(x)", "return np.cos(x) ** -1"), "inverse", "逆数"),
    (edit(NO_RETURN, "np.cos(x)", "return np.cosh(x)"), "hyperbolic", "双曲線"),
    (edit(NO_RETURN, "np.cos(x)", "return np.arccos(x)"), "arccosine", "逆関数"),
    (edit(NO_RETURN, "np.cos(x)", "return -np.cos(x)"), "wrong_sign", "符号"),
    (edit(NO_RETURN, "np.cos(x)", "return Variable(np.array(np.cos(x)))"), "returned_variable", "__call__"),
    (edit(NO_RETURN, "np.cos(x)", "return np.cos"), "wrong_type", "配列"),
    (NO_RETURN, "no_return", "None"),
    (edit(NO_RETURN, "np.cos(x)", "np.cos(x, out=x)\n        return x"), "changed_input", "書き換え"),
    (edit(NO_RETURN, "np.cos(x)", "x[...] = np.cos(x)\n        return x"), "changed_input", "その場"),
    ("""
class Cos(Function):
    def __call__(self, input):
        return Variable(np.array(np.cos(input.data)))
""", "overrode_call", "__call__"),
    ("""
class C(Function):
    def forward(self, x):
        return np.cos(x)
Cos = C()
""", "instance", "括弧"),
    ("Cos = np.cos", "not_class", "クラス"),
    ("Cos = 'Cos'", "not_class", "クラス"),
    (edit(NO_RETURN, "np.cos(x)", "return cos(x)"), "name_error", "cos"),
    ("class Cos(Exp):\n    pass", "wrong_value", "期待した値"),
    (edit(NP_COS, "class Cos(Function):", "class Cos(Variable):"), "not_function", "Function"),
    (edit(NO_RETURN, "np.cos(x)", "return np.coss(x)"), "error", "coss"),
    (edit(NO_RETURN, "np.cos(x)", "return np.cos(Variable(x))"), "variable_in_formula", "Variable"),
    (edit(NO_RETURN, "np.cos(x)", "y = np.cos(x)\n        return np.cos(y)"), "composed", "2回"),
    (edit(NO_RETURN, "np.cos(x)", "return np.sum(np.cos(x))"), "wrong_shape", "形"),
    (edit(NO_RETURN, "np.cos(x)", "if x < 0:\n            x = -x\n        return np.cos(x)"), "scalar_only", "1つ"),
    (edit(MATH_COS, "return math.cos(x)", "return np.array([math.cos(v) for v in x])"), "array_only", "0次元"),
    (edit(NO_RETURN, "np.cos(x)", "raise SystemExit"), "error", "SystemExit"),
    (edit(NO_RETURN, "np.cos(x)", "return np.exp(x)"), "wrong_value", "得られた値"),
    (edit(NO_RETURN, "np.cos(x)", "return np.cos(x.data)"), "data_of_array", "もう一度data"),
]

COMPOSITION = """
def exp_of_square(x):
    return Exp()(Square()(x))
"""

# 演習の番号、渡すもの、直した答え。
MENDED = [
    ("3.2", "exp_of_square", COMPOSITION),
]

# 演習の番号、渡すもの、答え、診断。各演習の1行目は、直す前のコード。
UNMENDED = [
    ("3.2", "exp_of_square", edit(COMPOSITION, "Exp()(Square()(x))", "Square()(Exp()(x))"), "wrong_order"),
    ("3.2", "exp_of_square", edit(COMPOSITION, "Exp()(Square()(x))", "Exp()(x)"), "missing_function"),
    ("3.2", "exp_of_square", edit(COMPOSITION, "Exp()(Square()(x))", "Exp()(Square()(Exp()(x)))"), "extra_function"),
    ("3.2", "exp_of_square", edit(COMPOSITION, "(x))", "(x)).data"), "not_variable"),
    ("3.2", "exp_of_square", edit(COMPOSITION, "Exp()(Square()(x))", "Square()(Square()(x))"), "wrong_value"),
]
