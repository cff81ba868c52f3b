"""ステップ8「関数の数を数えるループ」の答えと、期待する診断。"""

# fmt: off
from tests.exercises.answers import edit

NAME = "count_functions"

LOOP = """
def count_functions(y):
    n = 0
    while y.creator is not None:
        n += 1
        y = y.creator.input
    return n
"""

STARTS_AT_ONE = """
def count_functions(y):
    n = 1
    f = y.creator
    while f is not None:
        n += 1
        f = f.input.creator
    return n
"""

ZERO = """
def count_functions(y):
    n = 0
    while y.creator is not None:
        y = y.creator.input
    return n
"""

RIGHT = [
    LOOP,
    """
def count_functions(y):
    count = 0
    f = y.creator
    while f is not None:
        count += 1
        f = f.input.creator
    return count
""",
    """
def count_functions(y):
    functions = []
    f = y.creator
    while f:
        functions.append(f)
        f = f.input.creator
    return len(functions)
""",
    """
def count_functions(y):
    from itertools import count
    for n in count():
        if y.creator is None:
            return n
        y = y.creator.input
""",
    """
def functions(y):
    while y.creator is not None:
        yield y.creator
        y = y.creator.input
def count_functions(y):
    return sum(1 for _ in functions(y))
""",
    """
def count_functions(y):
    n = 0
    variable = y
    while True:
        if variable.creator is None:
            break
        function = variable.creator
        variable = function.input
        n = n + 1
    return n
""",
    """
def count_functions(y):
    n = 0
    fs = [y.creator]
    while fs:
        f = fs.pop()
        if f is not None:
            n += 1
            fs.append(f.input.creator)
    return n
""",
    edit(ZERO, "n = 0", "n = 1", "return n", "    n += 1\n    return n - 1"),
    edit(LOOP, "n = 0", "n = np.int64(0)"),
    edit(LOOP, "while y.creator is not None:", "while isinstance(y, Variable) and isinstance(y.creator, Function):"),
    """
def count_functions(y):
    seen = set()
    f = y.creator
    while f is not None and id(f) not in seen:
        seen.add(id(f))
        f = f.input.creator
    return len(seen)
""",
]

# 答え、診断、講評に現れる語。
WRONG = [
    (edit(LOOP, "n = 0", "n = 1"), "counts_variables", "変数"),
    (edit(ZERO, "n = 0", "variables = [y]", "return n", "    variables.append(y)\n    return len(variables)"), "counts_variables", "1つ多く"),
    (edit(STARTS_AT_ONE, "n = 1", "n = 0", "while f is not None:", "while f is not None and f.input.creator is not None:"), "one_short", "1つ足り"),
    (edit(LOOP, "n = 0", "n = 1", "y = y.creator.input", "y = y.creator.input\n        n += 1"), "counts_both", "関数と変数"),
    ("""
def count_functions(y):
    if y.creator is None:
        return 0
    return count_functions(y.creator.input) + 1
""", "recursion", "再帰"),
    ("""
def count_functions(y):
    import sys
    sys.setrecursionlimit(10 ** 6)
    if y.creator is None:
        return 0
    return count_functions(y.creator.input) + 1
""", "recursion", "上限"),
    ("""
def count_functions(y):
    def visit(v):
        return 0 if v.creator is None else 1 + visit(v.creator.input)
    return visit(y)
""", "recursion", "積み重ね"),
    ("""
def count_functions(y):
    kinds = set()
    while y.creator is not None:
        kinds.add(type(y.creator))
        y = y.creator.input
    return len(kinds)
""", "counts_kinds", "種類"),
    (edit(ZERO, "y = y.creator.input", "n += 1"), "endless_loop", "終わらない"),
    (edit(LOOP, "while y.creator is not None:", "while y is not None:"), "walks_past_input", "creatorはNone"),
    (edit(LOOP, "\n    return n", ""), "no_return", "return"),
    (edit(LOOP, "return n", "print(n)"), "no_return", "print"),
    (edit(LOOP, "y = y.creator.input", "y = y.creator.input\n        return n"), "only_one", "字下げ"),
    ("""
def count_functions(y):
    fs = []
    while y.creator is not None:
        fs.append(y.creator)
        y = y.creator.input
    return fs
""", "wrong_type", "整数"),
    ("def count_functions(y):\n    return 'たくさん'", "wrong_type", "整数"),
    ("""
n = 0
def count_functions(y):
    global n
    while y.creator is not None:
        n += 1
        y = y.creator.input
    return n
""", "remembers_last_call", "前に呼び出した"),
    ("""
def count_functions(y, fs=[]):
    while y.creator is not None:
        fs.append(y.creator)
        y = y.creator.input
    return len(fs)
""", "remembers_last_call", "既定の値"),
    (edit(ZERO, "y = y.creator.input", "f = y.creator\n        n += 1\n        y.creator = None\n        y = f.input"), "changed_graph", "書き換え"),
    (edit(LOOP, "while y.creator is not None:", "for _ in range(1000):\n        if y.creator is None:\n            break"), "wrong_when_deep", "上限"),
    (edit(STARTS_AT_ONE, "while f is not None:", "while f.input.creator is not None:"), "walks_past_input", "creator"),
    (STARTS_AT_ONE, "counts_variables", "数え始め"),
    ("def count_functions(y):\n    return 1 + count_functions(y)", "endless_recursion", "自分自身"),
    ("def count_functions(y):\n    return 1 + count_functions(y.creator.input)", "walks_past_input", "None"),
    (edit(LOOP, "while y.creator is not None:", "while y.creater is not None:", "y = y.creator.input", "y = y.creater.input"), "error", "creater"),
    (edit(LOOP, "y = y.creator.input", "y = y.next"), "error", "next"),
    (edit(LOOP, "    n = 0\n", ""), "name_error", "n"),
    ("def count_functions(y):\n    return True", "wrong_type", "整数"),
    (ZERO, "wrong_value", "期待した値"),
    ("def count_functions():\n    return 0", "wrong_parameters", "引数"),
    (edit(LOOP, "n = 0", "n = 0.0"), "wrong_type", "5.0"),
    ("""
def count_functions(y):
    n = 0
    while True:
        v = y
        for _ in range(n):
            v = v.creator.input
        if v.creator is None:
            return n
        n += 1
""", "too_slow", "たどり直して"),
]

WITHOUT_PREVIOUS = """
def without_previous(self):
    variable = self
    while variable.creator is not None:
        function = variable.creator
        gx = function.backward(variable.grad)
        variable = function.input
        variable.grad = gx
"""

# 演習の番号、渡すもの、直した答え。
MENDED = [
    ("8.2", "without_previous", WITHOUT_PREVIOUS),
]

# 演習の番号、渡すもの、答え、診断。各演習の1行目は、直す前のコード。
UNMENDED = [
    ("8.2", "without_previous", edit(WITHOUT_PREVIOUS, "        gx = function.backward(variable.grad)\n", "", "variable.grad = gx", "variable.grad = function.backward(variable.grad)"), "moved_too_early"),
    ("8.2", "without_previous", edit(WITHOUT_PREVIOUS, "        variable.grad = gx\n", ""), "not_stored"),
    ("8.2", "without_previous", edit(WITHOUT_PREVIOUS, "        variable = function.input\n        variable.grad = gx", "        variable.grad = gx\n        variable = function.input"), "stored_before_moving"),
    ("8.2", "without_previous", edit(WITHOUT_PREVIOUS, "        variable = function.input\n", ""), "endless_loop"),
    ("8.2", "without_previous", edit(WITHOUT_PREVIOUS, "variable = function.input", "previous = function.input\n        variable = previous"), "still_previous"),
    ("8.2", "without_previous", edit(WITHOUT_PREVIOUS, "variable.grad = gx", "variable.grad = 2 * gx"), "wrong_value"),
]
