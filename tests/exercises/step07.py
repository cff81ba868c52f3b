"""ステップ7「通った関数の名前」の答えと、期待する診断。"""

# fmt: off
from tests.exercises.answers import edit

NAME = "lineage"

LOOP = """
def lineage(y):
    names = []
    while y.creator is not None:
        names.append(type(y.creator).__name__)
        y = y.creator.input
    return names
"""

VARIABLES = """
def lineage(y):
    names = []
    while y.creator is not None:
        names.append(y)
        y = y.creator.input
    return names
"""

RIGHT = [
    LOOP,
    """
def lineage(y):
    names = []
    f = y.creator
    while f is not None:
        names.append(f.__class__.__name__)
        f = f.input.creator
    return names
""",
    """
def lineage(y):
    f = y.creator
    if f is None:
        return []
    return [type(f).__name__] + lineage(f.input)
""",
    edit(LOOP, "while y.creator is not None:", "if y.creator is not None:", "y = y.creator.input", "names.extend(lineage(y.creator.input))"),
    """
def lineage(y, names=None):
    if names is None:
        names = []
    if y.creator is None:
        return names
    names.append(type(y.creator).__name__)
    return lineage(y.creator.input, names)
""",
    """
def lineage(y):
    names = []
    while y.creator:
        names += [type(y.creator).__qualname__]
        y = y.creator.input
    return names
""",
    """
def walk(y):
    while y.creator is not None:
        yield y.creator
        y = y.creator.input
def lineage(y):
    return [type(f).__name__ for f in walk(y)]
""",
    """
def lineage(y):
    names = []
    variable = y
    while True:
        function = variable.creator
        if function is None:
            break
        names.append(function.__class__.__name__)
        variable = function.input
    return names
""",
    """
def lineage(y):
    names = []
    def visit(variable):
        if variable.creator is not None:
            names.append(type(variable.creator).__name__)
            visit(variable.creator.input)
    visit(y)
    return names
""",
    """
def lineage(y):
    names = []
    while (f := y.creator) is not None:
        names.append(type(f).__name__)
        y = f.input
    return names
""",
    edit(LOOP, "while y.creator is not None:", "while isinstance(y.creator, Function):"),
    edit(LOOP, "def lineage(y):", "def lineage(y):\n    assert isinstance(y, Variable)"),
    """
from collections import deque
def lineage(y):
    names = deque()
    while y.creator is not None:
        names.append(type(y.creator).__name__)
        y = y.creator.input
    return list(names)
""",
    edit(VARIABLES, "names.append(y)", "print(type(y.creator).__name__)\n        names.append(type(y.creator).__name__)"),
]

# 答え、診断、講評に現れる語。
WRONG = [
    (edit(VARIABLES, "names.append(y)", "names.append(y.creator)"), "instances", "インスタンス"),
    (edit(VARIABLES, "names.append(y)", "names.append(type(y.creator))"), "classes", "クラスそのもの"),
    (VARIABLES, "variables", "変数"),
    (edit(VARIABLES, "names.append(y)", "names.append(str(type(y.creator)))"), "decorated_names", "str"),
    (edit(VARIABLES, "names.append(y)", "names.append(type(y.creator).__name__.lower())"), "decorated_names", "名前"),
    (edit(VARIABLES, "names.append(y)", "names.append(type(y.creator).__name__ + '()')"), "decorated_names", "名前"),
    (edit(VARIABLES, "names.append(y)", "names.append(y.creator.__name__)"), "name_of_instance", "__name__"),
    (edit(VARIABLES, "names.append(y)", "names.insert(0, type(y.creator).__name__)"), "reversed", "入力側"),
    (edit(LOOP, "return names", "return names[::-1]"), "reversed", "逆伝播"),
    ("""
def lineage(y):
    if y.creator is None:
        return []
    return lineage(y.creator.input) + [type(y.creator).__name__]
""", "reversed", "向き"),
    ("""
def lineage(y):
    names = []
    f = y.creator
    while f.input.creator is not None:
        names.append(type(f).__name__)
        f = f.input.creator
    return names
""", "missing_first_function", "条件"),
    ("""
def lineage(y):
    names = []
    f = y.creator
    while f is not None:
        f = f.input.creator
        if f is not None:
            names.append(type(f).__name__)
    return names
""", "missing_last_function", "y.creator"),
    (edit(LOOP, "    return names", "        return names"), "only_one", "字下げ"),
    ("def lineage(y):\n    return [type(y.creator).__name__]", "only_one", "yを作った関数"),
    (edit(LOOP, "        y = y.creator.input\n", ""), "endless_loop", "終わらない"),
    (edit(LOOP, "while y.creator is not None:", "while y is not None:"), "walks_past_input", "creatorはNone"),
    ("""
def lineage(y):
    text = ''
    while y.creator is not None:
        text += type(y.creator).__name__
        y = y.creator.input
    return text
""", "string", "文字列"),
    (edit(LOOP, "return names", "return ' '.join(names)"), "string", "リスト"),
    ("""
def lineage(y):
    while y.creator is not None:
        yield type(y.creator).__name__
        y = y.creator.input
""", "wrong_type", "リスト"),
    (edit(LOOP, "\n    return names", ""), "no_return", "None"),
    ("""
def lineage(y):
    while y.creator is not None:
        print(type(y.creator).__name__)
        y = y.creator.input
""", "no_return", "print"),
    ("""
def lineage(y):
    f = y.creator
    if f is None:
        return []
    names = [type(f).__name__]
    rest = lineage(f.input)
    if rest:
        names += rest
""", "no_return", "再帰"),
    ("""
def lineage(y):
    f = y.creator
    if f is None:
        return []
    return [type(f).__name__, lineage(f.input)]
""", "nested", "入れ子"),
    (edit(LOOP, "def lineage(y):\n    names = []", "def lineage(y, names=[]):"), "remembers_last_call", "既定の値"),
    ("""
names = []
def lineage(y):
    while y.creator is not None:
        names.append(type(y.creator).__name__)
        y = y.creator.input
    return names
""", "remembers_last_call", "残って"),
    (edit(VARIABLES, "names = []", "names = set()", "names.append(y)", "names.add(type(y.creator).__name__)"), "wrong_type", "リスト"),
    ("""
def lineage(y):
    names = set()
    while y.creator is not None:
        names.add(type(y.creator).__name__)
        y = y.creator.input
    return sorted(names)
""", "without_duplicates", "1つに"),
    (edit(VARIABLES, "names.append(y)", "name = type(y.creator).__name__\n        if name not in names:\n            names.append(name)"), "without_duplicates", "2回"),
    ("""
def lineage(y):
    names = []
    while y.creator is not None:
        f = y.creator
        names.append(type(f).__name__)
        y.creator = None
        y = f.input
    return names
""", "changed_graph", "書き換え"),
    ("""
def lineage(y):
    names = []
    f = y.creator
    while True:
        names.append(type(f).__name__)
        if f.input.creator is None:
            return names
        f = f.input.creator
""", "input_itself", "空のリスト"),
    (edit(LOOP, "def lineage(y):", "def lineage(y):\n    if y.creator is None:\n        return None"), "input_itself", "creatorはNone"),
    ("""
def lineage(y):
    names = []
    while y.creater is not None:
        names.append(type(y.creater).__name__)
        y = y.creater.input
    return names
""", "error", "creater"),
    (edit(LOOP, "y = y.creator.input", "y = y.input"), "error", "input"),
    (edit(VARIABLES, "names.append(y)", "names.append(type(y).__name__)"), "wrong_value", "期待した値"),
    (edit(VARIABLES, "names.append(y)", "names.append('Square' if type(y.creator).__name__ == 'Square' else 'Exp')"), "wrong_value", "得られた値"),
    ("""
def lineage(y):
    return []
lineage = lineage(Variable(np.array(1.0)))
""", "not_function", "関数"),
    ("""
def lineage(y):
    if y.creator is None:
        return []
    names = [type(y.creator).__name__]
    lineage(y.creator.input)
    return names
""", "result_discarded", "捨てて"),
    ("""
def lineage(y):
    if y.creator is not None:
        return [type(y.creator).__name__] + lineage(y.creator.input)
""", "recursion_returns_none", "None"),
    ("""
def lineage(y):
    if y.creator is not None:
        return [type(y.creator).__name__, *lineage(y.creator.input)]
""", "recursion_returns_none", "None"),
    ("def lineage(y):\n    return [\"Square\", \"Exp\", \"Square\"]", "hard_coded", "手で書いた"),
    ("def lineage(y):\n    return [type(y.creator).__name__] + lineage(y.creator.input)", "walks_past_input", "None"),
    (edit(LOOP, "names.append(type(y.creator).__name__)", "names = names + type(y.creator).__name__"), "error", "TypeError"),
]

SQUARE_TWICE = """
x = Variable(np.array(0.6))
y = Square()(Square()(x))
y.grad = np.array(1.0)
try:
    y.backward()
except RecursionError:
    pass
"""

# 演習の番号、渡すもの、直した答え。
MENDED = [
    ("7.2", "y", SQUARE_TWICE),
    ("7.2", "y", edit(SQUARE_TWICE, "y = Square()(Square()(x))", "f, g = Square(), Square()\ny = g(f(x))")),
    ("7.2", "y", edit(SQUARE_TWICE, "np.array(1.0)", "np.array(2.0)")),
]

# 演習の番号、渡すもの、答え、診断。各演習の1行目は、直す前のコード。
UNMENDED = [
    ("7.2", "y", edit(SQUARE_TWICE, "y = Square()(Square()(x))", "s = Square()\ny = s(s(x))"), "reused_instance"),
    ("7.2", "y", edit(SQUARE_TWICE, "Square()(Square()(x))", "Square()(x)"), "missing_function"),
    ("7.2", "y", edit(SQUARE_TWICE, "y.backward()", "pass"), "gradient_not_delivered"),
    ("7.2", "y", edit(SQUARE_TWICE, "Square()(Square()(x))", "Exp()(Square()(x))"), "wrong_value"),
    ("7.2", "y.data", SQUARE_TWICE, "wrong_type"),
]
