"""ステップ1「2つの変数の値を入れ替える」の答えと、期待する診断。"""

# fmt: off
from tests.exercises.answers import edit

NAME = "swap"

REBIND = """
def swap(a, b):
    a, b = b, a
"""

RIGHT = [
    edit(REBIND, "a, b = b, a", "a.data, b.data = b.data, a.data"),
    """
def swap(x, y):
    old = x.data
    x.data = y.data
    y.data = old
""",
    """
def swap(a, b):
    first, second = a.data, b.data
    a.data = second
    b.data = first
""",
    """
def swap(a, b):
    new_a = b.data.copy()
    new_b = a.data.copy()
    a.data = new_a
    b.data = new_b
""",
    """
def swap(a, b):
    keep = Variable(a.data)
    a.data = b.data
    b.data = keep.data
""",
    """
def exchange(name, a, b):
    old = getattr(a, name)
    setattr(a, name, getattr(b, name))
    setattr(b, name, old)
def swap(a, b):
    exchange("data", a, b)
""",
    """
def swap(a, b):
    a.data, b.data = b.data, a.data
    return a, b
""",
    """
swap = lambda a, b: (
    lambda p, q: (setattr(a, "data", q), setattr(b, "data", p))
)(a.data, b.data) and None
""",
    """
def swap(a, b):
    t = np.asarray(a.data)
    a.data = np.asarray(b.data)
    b.data = t
""",
]

# 答え、診断、講評に現れる語。
WRONG = [
    (REBIND, "rebinds_names", "関数の中の名前"),
    ("""
def swap(a, b):
    tmp = a
    a = b
    b = tmp
""", "rebinds_names", "属性"),
    ("""
def swap(a, b):
    x = a.data
    y = b.data
    x, y = y, x
""", "rebinds_names", "名前だけ"),
    ("""
def swap(a, b):
    a.data = b.data
    b.data = a.data
""", "overwritten", "上書き"),
    ("""
def swap(a, b):
    b.data = a.data
    a.data = b.data
""", "overwritten", "順番"),
    ("""
def swap(a, b):
    tmp = a
    a.data = b.data
    b.data = tmp.data
""", "overwritten", "同じ値"),
    (edit(REBIND, "a, b = b, a", "a.data = b.data"), "overwritten", "同じ値"),
    (edit(REBIND, "a, b = b, a", "return b, a"), "returned_instead", "戻り値"),
    (edit(REBIND, "a, b = b, a", "return b.data, a.data"), "returned_instead", "戻り値"),
    ("""
def swap(a, b):
    tmp = a.data.copy()
    a.data[...] = b.data
    b.data[...] = tmp
""", "changed_arrays", "中身を書き換え"),
    (edit(REBIND, "a, b = b, a", "a.data[:], b.data[:] = b.data.copy(), a.data.copy()"), "changed_arrays", "別の変数"),
    ("""
def swap(a, b):
    a.data = a.data + b.data
    b.data = a.data - b.data
    a.data = a.data - b.data
""", "same_shape_only", "足し引き"),
    ("""
def swap(a, b):
    old = a.data
    a.data = b
    b.data = old
""", "variable_in_data", "箱"),
    (edit(REBIND, "a, b = b, a", "a.data, b.data = a.data, b.data"), "unchanged", "元のまま"),
    ("def swap(pair):\n    pair[0].data, pair[1].data = pair[1].data, pair[0].data", "wrong_parameters", "引数の数"),
    ("""
def f(a, b):
    a.data, b.data = b.data, a.data
swap = f(Variable(np.array(1.0)), Variable(np.array(2.0)))
""", "not_function", "括弧"),
    ("""
def swap(a, b):
    temp = a.data
    a.data = b.data
    b.data = tmp
""", "name_error", "tmp"),
    (edit(REBIND, "a, b = b, a", "a.dat, b.data = b.data, a.data"), "misspelled_attribute", "dat"),
    (edit(REBIND, "a, b = b, a", "print(b.data, a.data)"), "not_assigned", "代入がありません"),
]

HISTORY = """
x = Variable(np.array([1.0, 2.0]))
history = []
for _ in range(3):
    history.append(x.data)
    x.data = x.data + 1.0
"""

# 演習の番号、渡すもの、直した答え。
MENDED = [
    ("1.2", "history", HISTORY),
    ("1.2", "history", edit(HISTORY, "append(x.data)", "append(x.data.copy())", "x.data = x.data + 1.0", "x.data += 1.0")),
]

# 演習の番号、渡すもの、答え、診断。各演習の1行目は、直す前のコード。
UNMENDED = [
    ("1.2", "history", edit(HISTORY, "x.data = x.data + 1.0", "x.data += 1.0"), "same_array"),
    ("1.2", "history", edit(HISTORY, "append(x.data)", "append(x)"), "recorded_boxes"),
    ("1.2", "history", edit(HISTORY, "    history.append(x.data)\n    x.data = x.data + 1.0", "    x.data = x.data + 1.0\n    history.append(x.data)"), "recorded_after"),
    ("1.2", "history", edit(HISTORY, "append(x.data)", "append(x.data + 0.0)", "x.data = x.data + 1.0", "x.data + 1.0"), "not_advanced"),
    ("1.2", "history", edit(HISTORY, "append(x.data)", "append(x.data + 1.0)", "    x.data = x.data + 1.0\n", ""), "not_advanced"),
    ("1.2", "history", edit(HISTORY, "x.data + 1.0", "x.data + 2.0"), "wrong_value"),
    ("1.2", "x", HISTORY, "wrong_type"),
]
