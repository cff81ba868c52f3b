"""ステップ4「2階微分」の答えと、期待する診断。"""

# fmt: off
from tests.exercises.answers import edit

NAME = "second_diff"

FORMULA = """
def second_diff(f, x, eps=1e-3):
    y0 = f(Variable(x.data - eps)).data
    y1 = f(x).data
    y2 = f(Variable(x.data + eps)).data
    return (y2 - 2 * y1 + y0) / eps ** 2
"""

NOT_DIVIDED = """
def second_diff(f, x, eps=1e-3):
    y0 = f(Variable(x.data - eps)).data
    y1 = f(x).data
    y2 = f(Variable(x.data + eps)).data
    return y2 - 2 * y1 + y0
"""

CENTRAL_OF_FORWARD = """
def second_diff(f, x, eps=1e-3):
    def df(v):
        return Variable(np.asarray(numerical_diff(f, v, eps)))
    return numerical_diff(df, x, eps, scheme="central")
"""

NO_EPS = """
def second_diff(f, x):
    h = 1e-3
    return (f(Variable(x.data + h)).data - 2 * f(x).data + f(Variable(x.data - h)).data) / h ** 2
"""

BASE_X52 = """
def second_diff(f, x, eps=1e-3):
    y0 = f(Variable(np.array(x.data - eps)))
    y1 = f(x)
    y2 = f(Variable(np.array(x.data + eps)))
    return (y2.data - y0.data) / 2 * eps
"""

RIGHT = [
    FORMULA,
    edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - 2 * y1 + y0) / (eps * eps)"),
    """
def second_diff(f, x, eps=1e-3):
    x0 = Variable(np.array(x.data - eps))
    x2 = Variable(np.array(x.data + eps))
    return (f(x2).data - 2 * f(x).data + f(x0).data) / eps ** 2
""",
    edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - 2 * y1 + y0) / eps / eps"),
    edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "right = (y2 - y1) / eps\n    left = (y1 - y0) / eps\n    return (right - left) / eps"),
    edit(CENTRAL_OF_FORWARD, "return Variable(np.asarray(numerical_diff(f, v, eps)))", "return Variable(np.asarray(numerical_diff(f, v, eps, scheme=\"central\")))"),
    """
def second_diff(f, x, eps=1e-3):
    above = numerical_diff(f, Variable(np.asarray(x.data + eps)), eps, scheme="central")
    below = numerical_diff(f, Variable(np.asarray(x.data - eps)), eps, scheme="central")
    return (above - below) / (2 * eps)
""",
    """
def second_diff(f, x, eps=1e-3):
    h = eps / 2
    def d(v):
        return (f(Variable(v + h)).data - f(Variable(v - h)).data) / eps
    return (d(x.data + h) - d(x.data - h)) / eps
""",
    """
def second_diff(f, x, eps=1e-3):
    def forward(data):
        return (f(Variable(np.asarray(data + eps))).data - f(Variable(np.asarray(data))).data) / eps
    return (forward(x.data) - forward(x.data - eps)) / eps
""",
    edit(FORMULA, "def second_diff(f, x, eps=1e-3):", "def second_diff(f, x, eps=1e-4):"),
    edit(NO_EPS, "def second_diff(f, x):\n    h = 1e-3", "def second_diff(f, x, h=1e-3):"),
    edit(FORMULA, "def second_diff(f, x, eps=1e-3):", "def second_diff(f, x, *, eps=1e-3):"),
    """
def second_diff(f, x, eps=1e-3):
    def g(k):
        return f(Variable(np.asarray(x.data + k * eps))).data
    return (-g(2) + 16 * g(1) - 30 * g(0) + 16 * g(-1) - g(-2)) / (12 * eps ** 2)
""",
    edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return np.asarray((y2 - 2 * y1 + y0) / eps ** 2)"),
    edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 + y0 - y1 - y1) / np.square(eps)"),
]

# 答え、診断、講評に現れる語。
WRONG = [
    ("""
def second_diff(f, x, eps=1e-3):
    y = [float(f(Variable(np.array(x.data + k * eps))).data) for k in (-1, 0, 1)]
    return (y[0] - 2 * y[1] + y[2]) / eps ** 2
""", "python_float", "float"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - 2 * y1 + y0) / eps"), "not_squared", "刻み幅"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - 2 * y1 + y0) / (2 * eps)"), "not_squared", "2回分"),
    (NOT_DIVIDED, "not_divided", "割られて"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - y1 + y0) / eps ** 2"), "forgot_two", "係数2"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - 2 * y1 + y0) / (2 * eps ** 2)"), "extra_factor", "余計な2"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - 2 * y1 + y0) / (2 * eps) ** 2"), "extra_factor", "余計な4"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - 2 * y1 + y0) / eps * eps"), "not_divided", "左から順"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return y2 - 2 * y1 + y0 / eps ** 2"), "parentheses", "括弧"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (2 * y1 - y2 - y0) / eps ** 2"), "wrong_sign", "符号"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 + 2 * y1 + y0) / eps ** 2"), "wrong_sign", "符号"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - 2 * y1 - y0) / eps ** 2"), "wrong_sign", "打ち消し"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - y0) / (2 * eps)"), "first_derivative", "1階"),
    ("def second_diff(f, x, eps=1e-3):\n    return numerical_diff(f, x, eps, scheme='central')", "first_derivative", "もう一度"),
    ("def second_diff(f, x, eps=1e-3):\n    return numerical_diff(f, x, eps)", "first_derivative", "1階"),
    ("def second_diff(f, x, eps=1e-3):\n    return numerical_diff(f, x, eps, scheme='central') ** 2", "squared_derivative", "2乗"),
    ("""
def second_diff(f, x, eps=1e-3):
    y0 = f(x).data
    y1 = f(Variable(x.data + eps)).data
    y2 = f(Variable(x.data + 2 * eps)).data
    return (y2 - 2 * y1 + y0) / eps ** 2
""", "not_central", "片側"),
    (edit(CENTRAL_OF_FORWARD, "return numerical_diff(df, x, eps, scheme=\"central\")", "return numerical_diff(df, x, eps)"), "not_central", "中心差分"),
    (CENTRAL_OF_FORWARD, "not_central", "対称"),
    (edit(CENTRAL_OF_FORWARD, "return Variable(np.asarray(numerical_diff(f, v, eps)))", "return Variable(np.asarray(numerical_diff(f, v)))"), "not_central", "片側"),
    (edit(NO_EPS, "def second_diff(f, x):", "def second_diff(f, x, eps=1e-3):"), "ignored_eps", "引数eps"),
    (edit(FORMULA, "def second_diff(f, x, eps=1e-3):", "def second_diff(f, x, eps):"), "no_default", "既定の値"),
    (NO_EPS, "ignored_eps", "eps"),
    ("def second_diff(f, x, eps=1e-3):\n    return (f(x.data + eps).data - 2 * f(x).data + f(x.data - eps).data) / eps ** 2", "array_to_f", "Variable"),
    ("def second_diff(f, x, eps=1e-3):\n    return (f(x + eps).data - 2 * f(x).data + f(x - eps).data) / eps ** 2", "variable_in_formula", "data"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return Variable(np.asarray((y2 - 2 * y1 + y0) / eps ** 2))"), "returned_variable", "Variable"),
    ("""
def second_diff(f, x, eps=1e-3):
    y0 = f(Variable(np.asarray(x.data - eps)))
    y1 = f(x)
    y2 = f(Variable(np.asarray(x.data + eps)))
    return (y2 - 2 * y1 + y0) / eps ** 2
""", "variable_in_formula", "Variable"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "d2 = (y2 - 2 * y1 + y0) / eps ** 2"), "no_return", "return"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "print((y2 - 2 * y1 + y0) / eps ** 2)"), "no_return", "print"),
    ("""
def second_diff(f, x, eps=1e-3):
    y1 = f(x).data
    x.data += eps
    y2 = f(x).data
    x.data -= 3 * eps
    x.data += eps
    y0 = f(x).data
    return (y2 - 2 * y1 + y0) / eps ** 2
""", "changed_input", "書き換え"),
    ("""
def second_diff(f, x, eps=1e-3):
    y0 = f(Variable(x.data - 2 * eps)).data
    y2 = f(Variable(x.data + 2 * eps)).data
    return (y2 - 2 * f(x).data + y0) / eps ** 2
""", "double_gap", "間隔"),
    (edit(FORMULA, "def second_diff(f, x, eps=1e-3):", "def second_diff(f, x, eps=1e-8):"), "bad_default", "既定"),
    (edit(FORMULA, "def second_diff(f, x, eps=1e-3):", "def second_diff(f, x, eps=0.1):"), "bad_default", "刻み幅"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - 2 * y1 + y0) / eps ** 3"), "wrong_value", "期待した値"),
    ("""
def second_diff(f, x, eps=1e-3):
    y1 = f(x).data
    x.data = np.asarray(x.data + eps)
    y2 = f(x).data
    x.data = np.asarray(x.data - 2 * eps)
    y0 = f(x).data
    return (y2 - 2 * y1 + y0) / eps ** 2
""", "changed_input", "代入"),
    ("def second_diff(f):\n    return 0", "wrong_parameters", "引数"),
    (edit(NOT_DIVIDED, "return y2 - 2 * y1 + y0", "return (y2 - 2 * y1 + y0) / eps ^ 2"), "xor", "^"),
    ("second_diff = 3.0", "not_function", "括弧"),
    ("def second_diff(f, x, eps=1e-3):\n    right = numerical_diff(f, Variable(np.array(x.data + eps)))\n    left = numerical_diff(f, Variable(np.array(x.data - eps)))\n    return (right - left) / 2*eps", "denominator_parentheses", "括弧"),
    (edit(BASE_X52, "return (y2.data - y0.data) / 2 * eps", "return (y2.data - 2 * y1.data + y0.data) / 2*eps"), "denominator_parentheses", "括弧"),
    (edit(BASE_X52, "return (y2.data - y0.data) / 2 * eps", "return (y2.data - 2 * y1.data + y0.data) / 2 * eps ** 2"), "denominator_parentheses", "括弧"),
    (BASE_X52, "denominator_parentheses", "括弧"),
    (edit(BASE_X52, "return (y2.data - y0.data) / 2 * eps", "return float((y2.data - 2 * y1.data + y0.data) / eps ** 2)"), "python_float", "float"),
]

DERIVATIVE = """
def derivative_of_g(x):
    return 2 * x * np.exp(x**2)
"""

# 演習の番号、渡すもの、直した答え。
MENDED = [
    ("4.2", "derivative_of_g", DERIVATIVE),
]

# 演習の番号、渡すもの、答え、診断。各演習の1行目は、直す前のコード。
UNMENDED = [
    ("4.2", "derivative_of_g", edit(DERIVATIVE, "2 * x * np", "x**2 * np"), "exponent_multiplied"),
    ("4.2", "derivative_of_g", edit(DERIVATIVE, "2 * x * np", "np"), "forgot_inner"),
    ("4.2", "derivative_of_g", edit(DERIVATIVE, "2 * x * np", "x * np"), "forgot_two"),
    ("4.2", "derivative_of_g", edit(DERIVATIVE, "exp(x**2)", "exp(2 * x)"), "changed_exponent"),
    ("4.2", "derivative_of_g", edit(DERIVATIVE, "x * np", "x + np"), "added"),
    ("4.2", "derivative_of_g", edit(DERIVATIVE, "return 2", "return 3"), "wrong_value"),
]
