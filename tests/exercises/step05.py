"""ステップ5「どんな長さの道でも」の答えと、期待する診断。"""

# fmt: off
from tests.exercises.answers import edit

NAME = "backprop"

FROM_INPUT = """
def backprop(derivatives):
    gs = [1.0]
    for d in derivatives:
        gs.append(gs[-1] * d)
    return gs
"""

ZERO = """
def backprop(derivatives):
    gs = [0.0]
    for d in reversed(derivatives):
        gs.append(gs[-1] * d)
    return gs
"""

RIGHT = [
    """
def backprop(derivatives):
    grads = [1.0]
    for d in reversed(derivatives):
        grads.append(grads[-1] * d)
    return grads
""",
    """
def backprop(derivatives):
    g = 1
    result = [g]
    for d in derivatives[::-1]:
        g *= d
        result.append(g)
    return result
""",
    """
def backprop(derivatives):
    n = len(derivatives)
    out = [1.0] * (n + 1)
    for i in range(n):
        out[i + 1] = out[i] * derivatives[n - 1 - i]
    return out
""",
    "def backprop(derivatives):\n    return list(np.cumprod([1.0] + derivatives[::-1]))",
    """
def backprop(derivatives):
    from itertools import accumulate
    from operator import mul
    return list(accumulate(reversed(derivatives), mul, initial=1.0))
""",
    """
def backprop(derivatives):
    if not derivatives:
        return [1.0]
    rest = backprop(derivatives[1:])
    return rest + [rest[-1] * derivatives[0]]
""",
    "def backprop(derivatives):\n    return [np.prod(derivatives[len(derivatives) - k:]) for k in range(len(derivatives) + 1)]",
    """
def backprop(derivatives):
    gy = np.array(1.0)
    grads = [gy]
    for d in reversed(derivatives):
        gy = gy * d
        grads.append(gy)
    return grads
""",
    """
def backprop(derivatives):
    gs = [1.0]
    for d in reversed(derivatives):
        gs.insert(0, gs[0] * d)
    return gs[::-1]
""",
    edit(ZERO, "gs = [0.0]", "gs = (1.0,)", "gs.append(gs[-1] * d)", "gs += (gs[-1] * d,)"),
    "def backprop(derivatives):\n    return np.cumprod(np.append(1.0, derivatives[::-1]))",
    """
def backprop(derivatives):
    rest = list(derivatives)
    gs = [1.0]
    while rest:
        gs.append(gs[-1] * rest.pop())
    return gs
""",
    """
def backprop(ds):
    gs = [1.0]
    for d in ds[::-1]:
        gs += [gs[-1] * d]
    return gs
""",
]

# 答え、診断、講評に現れる語。
WRONG = [
    (edit(ZERO, "gs = [0.0]", "gs = [1.0]", "gs.append(gs[-1] * d)", "gs.insert(0, gs[0] * d)"), "reversed_result", "入力側"),
    (edit(ZERO, "gs = [0.0]", "gs = []\n    g = 1.0", "gs.append(gs[-1] * d)", "g *= d\n        gs.append(g)"), "missing_one", "dy/dy"),
    (edit(ZERO, "gs = [0.0]", "gs = []\n    g = 1.0", "gs.append(gs[-1] * d)", "gs.append(g)\n        g *= d"), "missing_last", "n+1個"),
    (FROM_INPUT, "from_input", "入力側"),
    (edit(FROM_INPUT, "gs = [1.0]", "gs = []\n    g = 1.0", "gs.append(gs[-1] * d)", "g *= d\n        gs.append(g)"), "from_input", "入力側"),
    (edit(FROM_INPUT, "return gs", "return gs[::-1]"), "from_input", "どちらの端"),
    ("def backprop(derivatives):\n    return [1.0] + derivatives[::-1]", "local_only", "連鎖律"),
    (edit(ZERO, "gs = [0.0]", "gs = []", "gs.append(gs[-1] * d)", "gs.append(1.0 * d)"), "local_only", "連鎖律"),
    (edit(ZERO, "gs = [0.0]", "gs = [1.0]", "gs.append(gs[-1] * d)", "gs.append(gs[-1] + d)"), "sums", "積"),
    (edit(ZERO, "gs.append(gs[-1] * d)", "gs.append(gs[-1] + d)"), "sums", "足し"),
    (ZERO, "starts_from_zero", "0"),
    ("""
def backprop(derivatives):
    g = 1.0
    for d in reversed(derivatives):
        g = g * d
    return g
""", "only_product", "最後の勾配"),
    ("""
def backprop(derivatives):
    g = 1.0
    for d in derivatives:
        g *= d
    return [g]
""", "only_product", "途中の勾配"),
    (edit(ZERO, "gs = [0.0]", "gs = [1.0]", "    return gs", "        return gs"), "early_return", "字下げ"),
    ("""
def backprop(derivatives):
    ds = reversed(derivatives)
    list(ds)
    gs = [1.0]
    for d in ds:
        gs.append(gs[-1] * d)
    return gs
""", "early_return", "繰り返し"),
    ("""
def backprop(derivatives):
    gs = [1.0]
    while derivatives:
        gs.append(gs[-1] * derivatives.pop())
    return gs
""", "changed_input", "書き換え"),
    (edit(FROM_INPUT, "def backprop(derivatives):", "def backprop(derivatives):\n    derivatives.reverse()"), "changed_input", "reverse"),
    (edit(FROM_INPUT, "return gs", "return gs.reverse()"), "no_return", "None"),
    (edit(ZERO, "gs = [0.0]", "gs = [1.0]", "\n    return gs", ""), "no_return", "return"),
    ("""
def backprop(derivatives):
    g = 1.0
    yield g
    for d in reversed(derivatives):
        g *= d
        yield g
""", "wrong_type", "リスト"),
    ("def backprop(derivatives):\n    return [str(d) for d in derivatives]", "wrong_type", "数のリスト"),
    ("""
gs = [1.0]
def backprop(derivatives):
    for d in reversed(derivatives):
        gs.append(gs[-1] * d)
    return gs
""", "remembers_last_call", "2回目"),
    (edit(ZERO, "def backprop(derivatives):\n    gs = [0.0]", "def backprop(derivatives, gs=[1.0]):"), "remembers_last_call", "既定の値"),
    ("""
def backprop(derivatives):
    gs = [1.0]
    for i in range(len(derivatives) + 1):
        gs.append(gs[-1] * derivatives[-i - 1])
    return gs
""", "error", "IndexError"),
    ("def backprop(derivatives):\n    return [None for d in derivatives]", "wrong_type", "リスト"),
    (edit(ZERO, "gs = [0.0]", "gs = [1.0, 1.0]"), "wrong_length", "長さ"),
    (edit(ZERO, "gs = [0.0]", "gs = [2.0]"), "wrong_value", "期待した値"),
    ("""
def backprop(derivatives):
    for d in derivatives:
        g = g * d
    return [g]
""", "name_error", "g"),
    ("def backprop(derivatives, gy):\n    return derivatives", "wrong_parameters", "引数"),
    ("""
def backprop(derivatives):
    out = [1.0]
    for i in range(len(derivatives)):
        out.append(out[i] * derivatives[i])
    return out
""", "from_input", "入力側"),
    ("""
def backprop(derivatives):
    da, db, dy = derivatives
    return [1.0, dy, dy * db, dy * db * da]
""", "fixed_length", "長さ"),
    ("""
def backprop(derivatives):
    gradients = [1.0]
    for d in derivatives.reverse():
        gradients.append(gradients[-1] * d)
    return gradients
""", "reverse_returns_none", "reverse()"),
]

ONE_NAME = """
def one_name(x):
    a = x**2
    b = np.exp(a)
    y = b**2
    gradient = 1.0
    gradient = gradient * (2 * b)
    gradient = gradient * np.exp(a)
    gradient = gradient * (2 * x)
    return gradient
"""

# 演習の番号、渡すもの、直した答え。
MENDED = [
    ("5.2", "one_name", ONE_NAME),
]

# 演習の番号、渡すもの、答え、診断。各演習の1行目は、直す前のコード。
UNMENDED = [
    ("5.2", "one_name", edit(ONE_NAME, "2 * b", "2 * y", "np.exp(a)\n    g", "np.exp(y)\n    g", "2 * x", "2 * y").replace("b = np.exp(y)", "b = np.exp(a)"), "overwritten"),
    ("5.2", "one_name", edit(ONE_NAME, "2 * x", "2 * y"), "half_mended"),
    ("5.2", "one_name", edit(ONE_NAME, "2 * b", "2 * y"), "half_mended"),
    ("5.2", "one_name", edit(ONE_NAME, "gradient = 1.0", "gradient = 3.0"), "wrong_value"),
]
