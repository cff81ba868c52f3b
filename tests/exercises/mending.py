"""番号で選ぶ演習の答えと、期待する診断。答えの名前は、``check_exercise`` に渡すもの。"""

# fmt: off
from tests.exercises.answers import edit

HISTORY = """
x = Variable(np.array([1.0, 2.0]))
history = []
for _ in range(3):
    history.append(x.data)
    x.data = x.data + 1.0
"""

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

COMPOSITION = """
def exp_of_square(x):
    return Exp()(Square()(x))
"""

FORMULA = """
def derivative_of_g(x):
    return 2 * x * np.exp(x**2)
"""

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

SQUARE_TWICE = """
x = Variable(np.array(0.6))
y = Square()(Square()(x))
y.grad = np.array(1.0)
try:
    y.backward()
except RecursionError:
    pass
"""

WITHOUT_PREVIOUS = """
def without_previous(self):
    variable = self
    while variable.creator is not None:
        function = variable.creator
        gx = function.backward(variable.grad)
        variable = function.input
        variable.grad = gx
"""

AS_ARRAY = """
def as_array_in_list(x):
    if isinstance(x, np.ndarray):
        return x
    return np.array(x)
"""

TEST_EXP = """
def test_exp(Exp):
    x = Variable(np.array([0.7, -1.3]))
    y = Exp()(x)
    y.grad = np.array([2.0, 3.0])
    y.backward()
    assert np.allclose(x.grad, np.exp(x.data) * y.grad)
"""

TANH = """
class Tanh(Function):
    def forward(self, x):
        return np.tanh(x)
    def backward(self, gy):
        return (1 - np.tanh(self.input.data) ** 2) * gy
def tanh(x):
    return Tanh()(x)
def test_tanh():
    y = tanh(Variable(np.array(0.5)))
    assert np.isclose(y.data, (np.e - 1) / (np.e + 1))
    x = Variable(np.array([-1.2, 0.3, 0.7]))
    assert gradient_check(lambda x: square(tanh(x)), x)
"""

LOG = """
class Log(Function):
    def forward(self, x):
        if not np.all(x > 0):
            raise ValueError(f"正の数だけですが、{x.min()}が渡されました。")
        return np.log(x)
    def backward(self, gy):
        return gy / self.input.data
"""

KEEPING = """
class ExpKeepingValue(Exp):
    def forward(self, x):
        self.value = np.exp(x)
        return self.value
    def backward(self, gy):
        return self.value * gy
"""

# 演習の番号、章のステップ、渡すものの名前、正しい答え。
RIGHT = [
    ("1.2", 1, "history", HISTORY),
    ("1.2", 1, "history", edit(HISTORY, "append(x.data)", "append(x.data.copy())", "x.data = x.data + 1.0", "x.data += 1.0")),
    ("2.2", 2, "Half", HALF),
    ("2.2", 2, "BrokenHalf", edit(HALF, "Half", "BrokenHalf", "x / 2", "0.5 * x")),
    ("2.4", 2, "Upper, Reverse", TOOLS),
    ("3.2", 3, "exp_of_square", COMPOSITION),
    ("4.2", 4, "derivative_of_g", FORMULA),
    ("5.2", 5, "one_name", ONE_NAME),
    ("6.2", 6, "found", TWO_POINTS),
    ("6.2", 6, "found", edit(TWO_POINTS, "found.append(x.grad)", "found.append(float(x.grad))")),
    ("7.2", 7, "y", SQUARE_TWICE),
    ("7.2", 7, "y", edit(SQUARE_TWICE, "y = Square()(Square()(x))", "f, g = Square(), Square()\ny = g(f(x))")),
    ("7.2", 7, "y", edit(SQUARE_TWICE, "np.array(1.0)", "np.array(2.0)")),
    ("8.2", 8, "without_previous", WITHOUT_PREVIOUS),
    ("9.2", 9, "as_array_in_list", AS_ARRAY),
    ("9.2", 9, "as_array_in_list", "as_array_in_list = np.asarray"),
    ("10.2", 10, "test_exp", TEST_EXP),
    ("10.4", 10, "tanh, test_tanh", TANH),
    ("robust", 10, "Log", LOG),
    ("memory", 10, "ExpKeepingValue", KEEPING),
]

# 演習の番号、章のステップ、渡すものの名前、答え、診断。各演習の1行目は、直す前のコード。
WRONG = [
    ("1.2", 1, "history", edit(HISTORY, "x.data = x.data + 1.0", "x.data += 1.0"), "same_array"),
    ("1.2", 1, "history", edit(HISTORY, "append(x.data)", "append(x)"), "recorded_boxes"),
    ("1.2", 1, "history", edit(HISTORY, "    history.append(x.data)\n    x.data = x.data + 1.0", "    x.data = x.data + 1.0\n    history.append(x.data)"), "recorded_after"),
    ("1.2", 1, "history", edit(HISTORY, "append(x.data)", "append(x.data + 0.0)", "x.data = x.data + 1.0", "x.data + 1.0"), "not_advanced"),
    ("1.2", 1, "history", edit(HISTORY, "append(x.data)", "append(x.data + 1.0)", "    x.data = x.data + 1.0\n", ""), "not_advanced"),
    ("1.2", 1, "history", edit(HISTORY, "x.data + 1.0", "x.data + 2.0"), "wrong_value"),
    ("1.2", 1, "x", HISTORY, "wrong_type"),
    ("2.2", 2, "Half", edit(HALF, "return x / 2", "x / 2"), "no_return"),
    ("2.2", 2, "Half", edit(HALF, "return x / 2", "return print(x / 2)"), "no_return"),
    ("2.2", 2, "Half", edit(HALF, "return x / 2", "x /= 2\n        return x"), "changed_input"),
    ("2.2", 2, "Half", edit(HALF, "x / 2", "x * 2"), "doubled"),
    ("2.2", 2, "Half", edit(HALF, "x / 2", "x // 2"), "floor_division"),
    ("2.2", 2, "Half", edit(HALF, "x / 2", "x"), "identity"),
    ("2.2", 2, "Half", edit(HALF, "x / 2", "Variable(x / 2)"), "returned_variable"),
    ("2.4", 2, "Upper, Reverse", APART, "not_shared"),
    ("2.4", 2, "Upper, Reverse", edit(TOOLS, "class Reverse(Tool):", "class Reverse(Tool):\n    def __call__(self, text):\n        return f'「{self.change(text.strip())}」'"), "own_call"),
    ("2.4", 2, "Upper, Reverse", edit(TOOLS, "        return f\"「{result}」\"\n", ""), "no_return"),
    ("2.4", 2, "Upper, Reverse", edit(TOOLS, "text.strip()", "text"), "not_stripped"),
    ("2.4", 2, "Upper, Reverse", edit(TOOLS, "f\"「{result}」\"", "result"), "not_wrapped"),
    ("2.4", 2, "Upper, Reverse", edit(TOOLS, "self.change(word)", "word"), "not_changed"),
    ("2.4", 2, "Upper, Reverse", edit(TOOLS, "word.upper()", "word.lower()"), "wrong_value"),
    ("2.4", 2, "Upper(), Reverse", TOOLS, "not_class"),
    ("2.4", 2, "Upper, Reverse", edit(TOOLS, "class Reverse(Tool):", "class Reverse:"), "error"),
    ("3.2", 3, "exp_of_square", edit(COMPOSITION, "Exp()(Square()(x))", "Square()(Exp()(x))"), "wrong_order"),
    ("3.2", 3, "exp_of_square", edit(COMPOSITION, "Exp()(Square()(x))", "Exp()(x)"), "missing_function"),
    ("3.2", 3, "exp_of_square", edit(COMPOSITION, "Exp()(Square()(x))", "Exp()(Square()(Exp()(x)))"), "extra_function"),
    ("3.2", 3, "exp_of_square", edit(COMPOSITION, "(x))", "(x)).data"), "not_variable"),
    ("3.2", 3, "exp_of_square", edit(COMPOSITION, "Exp()(Square()(x))", "Square()(Square()(x))"), "wrong_value"),
    ("4.2", 4, "derivative_of_g", edit(FORMULA, "2 * x * np", "x**2 * np"), "exponent_multiplied"),
    ("4.2", 4, "derivative_of_g", edit(FORMULA, "2 * x * np", "np"), "forgot_inner"),
    ("4.2", 4, "derivative_of_g", edit(FORMULA, "2 * x * np", "x * np"), "forgot_two"),
    ("4.2", 4, "derivative_of_g", edit(FORMULA, "exp(x**2)", "exp(2 * x)"), "changed_exponent"),
    ("4.2", 4, "derivative_of_g", edit(FORMULA, "x * np", "x + np"), "added"),
    ("4.2", 4, "derivative_of_g", edit(FORMULA, "return 2", "return 3"), "wrong_value"),
    ("5.2", 5, "one_name", edit(ONE_NAME, "2 * b", "2 * y", "np.exp(a)\n    g", "np.exp(y)\n    g", "2 * x", "2 * y").replace("b = np.exp(y)", "b = np.exp(a)"), "overwritten"),
    ("5.2", 5, "one_name", edit(ONE_NAME, "2 * x", "2 * y"), "half_mended"),
    ("5.2", 5, "one_name", edit(ONE_NAME, "2 * b", "2 * y"), "half_mended"),
    ("5.2", 5, "one_name", edit(ONE_NAME, "gradient = 1.0", "gradient = 3.0"), "wrong_value"),
    ("6.2", 6, "found", edit(TWO_POINTS, "    x = Variable(np.array(value))\n    a = A(x)\n    b = B(a)\n    y = C(b)\n", "    x.data = np.array(value)\n"), "stale_values"),
    ("6.2", 6, "found", edit(TWO_POINTS, "    x = Variable(np.array(value))\n    a = A(x)\n    b = B(a)\n    y = C(b)\n", "    x.data = np.array(value)\n    b = B(A(x))\n"), "stale_values"),
    ("6.2", 6, "found", edit(TWO_POINTS, "    x = Variable(np.array(value))\n    a", "    a"), "stale_values"),
    ("6.2", 6, "found", edit(TWO_POINTS, "y.grad = np.array(1.0)", "y.grad = np.array(2.0)"), "wrong_value"),
    ("6.2", 6, "x", TWO_POINTS, "wrong_type"),
    ("7.2", 7, "y", edit(SQUARE_TWICE, "y = Square()(Square()(x))", "s = Square()\ny = s(s(x))"), "reused_instance"),
    ("7.2", 7, "y", edit(SQUARE_TWICE, "Square()(Square()(x))", "Square()(x)"), "missing_function"),
    ("7.2", 7, "y", edit(SQUARE_TWICE, "y.backward()", "pass"), "gradient_not_delivered"),
    ("7.2", 7, "y", edit(SQUARE_TWICE, "Square()(Square()(x))", "Exp()(Square()(x))"), "wrong_value"),
    ("7.2", 7, "y.data", SQUARE_TWICE, "wrong_type"),
    ("8.2", 8, "without_previous", edit(WITHOUT_PREVIOUS, "        gx = function.backward(variable.grad)\n", "", "variable.grad = gx", "variable.grad = function.backward(variable.grad)"), "moved_too_early"),
    ("8.2", 8, "without_previous", edit(WITHOUT_PREVIOUS, "        variable.grad = gx\n", ""), "not_stored"),
    ("8.2", 8, "without_previous", edit(WITHOUT_PREVIOUS, "        variable = function.input\n        variable.grad = gx", "        variable.grad = gx\n        variable = function.input"), "stored_before_moving"),
    ("8.2", 8, "without_previous", edit(WITHOUT_PREVIOUS, "        variable = function.input\n", ""), "endless_loop"),
    ("8.2", 8, "without_previous", edit(WITHOUT_PREVIOUS, "variable = function.input", "previous = function.input\n        variable = previous"), "still_previous"),
    ("8.2", 8, "without_previous", edit(WITHOUT_PREVIOUS, "variable.grad = gx", "variable.grad = 2 * gx"), "wrong_value"),
    ("9.2", 9, "as_array_in_list", edit(AS_ARRAY, "np.array(x)", "np.array([x])"), "extra_axis"),
    ("9.2", 9, "as_array_in_list", edit(AS_ARRAY, "return np.array(x)", "return x"), "not_array"),
    ("9.2", 9, "as_array_in_list", edit(AS_ARRAY, "return np.array(x)", "np.array(x)"), "no_return"),
    ("9.2", 9, "as_array_in_list", edit(AS_ARRAY, "return x\n", "return x.reshape(-1, 1)\n"), "wrong_shape"),
    ("9.2", 9, "as_array_in_list", edit(AS_ARRAY, "np.array(x)", "np.array(0.0)"), "wrong_value"),
    ("10.2", 10, "test_exp", edit(TEST_EXP, "[0.7, -1.3]", "0.0", "    y.grad = np.array([2.0, 3.0])\n", "", " * y.grad", ""), "blind_points"),
    ("10.2", 10, "test_exp", edit(TEST_EXP, "    y.grad = np.array([2.0, 3.0])\n", "", " * y.grad", ""), "ignores_gy"),
    ("10.2", 10, "test_exp", edit(TEST_EXP, "[0.7, -1.3]", "[0.0, 0.0]"), "blind_points"),
    ("10.2", 10, "test_exp", edit(TEST_EXP, " * y.grad", ""), "rejects_correct"),
    ("10.2", 10, "test_exp", edit(TEST_EXP, "np.allclose(x.grad", "np.allclose(X.grad"), "name_error"),
    ("10.4", 10, "tanh, test_tanh", edit(TANH, "square(tanh(x)), x)", "tanh(x), x) or True"), "missed_mistake"),
    ("10.4", 10, "tanh, test_tanh", edit(TANH, "    assert np.isclose(y.data, (np.e - 1) / (np.e + 1))\n", ""), "missed_mistake"),
    ("10.4", 10, "tanh, test_tanh", edit(TANH, "return Tanh()(x)", "return Variable(np.tanh(x.data))"), "outside_graph"),
    ("robust", 10, "Log", edit(LOG, "        if not np.all(x > 0):\n            raise ValueError(f\"正の数だけですが、{x.min()}が渡されました。\")\n", ""), "accepts_nonpositive"),
    ("robust", 10, "Log", edit(LOG, "x > 0", "x >= 0"), "accepts_nonpositive"),
    ("robust", 10, "Log", edit(LOG, "np.all(x > 0)", "np.all(x != 0)"), "accepts_nonpositive"),
    ("robust", 10, "Log", edit(LOG, "ValueError", "TypeError"), "wrong_exception"),
    ("robust", 10, "Log", edit(LOG, "が、{x.min()}", ""), "no_value"),
    ("robust", 10, "Log", edit(LOG, "np.log(x)", "np.log(np.maximum(x, 1.0))"), "moved_into_domain"),
    ("memory", 10, "ExpKeepingValue", edit(KEEPING, "def forward(self, x):\n        self.value = np.exp(x)\n        return self.value", "def __call__(self, input):\n        self.output = super().__call__(input)\n        return self.output", "self.value * gy", "self.output.data * gy"), "cycle"),
    ("memory", 10, "ExpKeepingValue", edit(KEEPING, "return self.value * gy", "return np.exp(self.input.data) * gy"), "value_not_kept"),
]
