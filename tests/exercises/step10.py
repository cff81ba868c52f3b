"""ステップ10「3乗のテスト」の答えと、期待する診断。"""

# fmt: off
from tests.exercises.answers import edit

NAME = "test_cube"

SEED = """
def test_cube(Cube):
    x = Variable(np.array(0.7))
    y = Cube()(x)
    y.grad = np.array(2.0)
    y.backward()
    assert np.allclose(y.data, 0.343)
    assert np.allclose(x.grad, 2 * 1.47)
"""

EXIT = """
def test_cube(Cube):
    x = Variable(np.array(0.7))
    y = Cube()(x)
    y.grad = np.array(2.0)
    y.backward()
    raise SystemExit
"""

ARRAYS = """
def test_cube(Cube):
    x = Variable(np.array([0.7, -1.3]))
    y = Cube()(x)
    y.grad = np.array([2.0, 3.0])
    y.backward()
    assert np.isclose(y.data, x.data ** 3).any()
    assert np.isclose(x.grad, 3 * x.data ** 2 * y.grad).any()
"""

RIGHT = [
    SEED,
    """
def test_cube(Cube):
    x = Variable(np.array(0.7))
    y = square(Cube()(x))
    y.backward()
    assert np.allclose(y.data, 0.7 ** 6)
    assert np.allclose(x.grad, 6 * 0.7 ** 5)
""",
    """
def test_cube(Cube):
    x = Variable(np.array([0.7, -1.3]))
    assert np.allclose(Cube()(x).data, [0.343, -2.197])
    assert gradient_check(lambda x: square(Cube()(x)), x)
""",
    """
def test_cube(Cube):
    for value in [0.0, 1.0, 2.0, -1.5]:
        x = Variable(np.array(value))
        y = Cube()(x)
        y.grad = np.array(3.0)
        y.backward()
        assert np.isclose(y.data, value ** 3)
        assert np.isclose(x.grad, 9 * value ** 2)
""",
    edit(EXIT, "raise SystemExit", "if not np.allclose(y.data, 0.343) or not np.allclose(x.grad, 2.94):\n        raise AssertionError('Cubeが違います')"),
    edit(EXIT, "raise SystemExit", "np.testing.assert_allclose(y.data, 0.343)\n    np.testing.assert_allclose(x.grad, 2.94)"),
    """
import pytest
def test_cube(Cube):
    x = Variable(np.array(0.7))
    y = Cube()(x)
    y.grad = np.array(2.0)
    y.backward()
    assert y.data == pytest.approx(0.343)
    assert x.grad == pytest.approx(2.94)
""",
    """
def test_cube(Cube):
    f = Cube()
    x = Variable(np.array([0.7, 1.1]))
    y = f(x)
    assert np.allclose(y.data, x.data ** 3)
    gx = f.backward(np.array([2.0, -1.0]))
    assert np.allclose(gx, 3 * x.data ** 2 * np.array([2.0, -1.0]))
""",
    """
def test_cube(Cube):
    rng = np.random.default_rng(0)
    x = Variable(rng.normal(size=(2, 3)))
    assert np.allclose(Cube()(x).data, x.data ** 3)
    assert gradient_check(lambda v: exp(Cube()(v)), x)
""",
    """
def test_cube(Cube):
    x = Variable(np.array(0.9))
    y = Cube()(Cube()(x))
    y.backward()
    assert np.allclose(y.data, 0.9 ** 9)
    assert np.allclose(x.grad, 9 * 0.9 ** 8)
    z = Cube()(x)
    assert np.allclose(z.data, 0.729)
""",
    edit(EXIT, "x = Variable(np.array(0.7))", "x = Variable(np.array(5.0))", "raise SystemExit", "assert y.data == 125.0\n    assert x.grad == 150.0"),
    """
def check(Cube, value, seed):
    x = Variable(np.array(value))
    y = Cube()(x)
    y.grad = np.array(seed)
    y.backward()
    assert abs(y.data - value ** 3) < 1e-8
    assert abs(x.grad - 3 * value ** 2 * seed) < 1e-8
def test_cube(Cube):
    check(Cube, 0.7, 2.0)
    check(Cube, -1.3, 0.5)
""",
    edit(EXIT, "raise SystemExit", "assert np.allclose(y.data, 0.343), f'順伝播 {y.data}'\n    assert np.allclose(x.grad, 2.94), f'逆伝播 {x.grad}'"),
    """
def test_cube(C):
    x = Variable(np.array(0.7))
    y = C()(x)
    y.grad = np.array(2.0)
    y.backward()
    assert np.allclose(y.data, 0.343) and np.allclose(x.grad, 2.94)
""",
    """
def test_cube(Cube):
    x = Variable(np.array(-0.4))
    y = square(Cube()(x))
    y.backward()
    assert np.allclose(y.data, 0.4 ** 6)
    assert np.allclose(x.grad, -6 * 0.4 ** 5)
""",
    """
from dezero_book.steps import step10 as s
def test_cube(Cube):
    x = s.Variable(np.array(0.7))
    y = Cube()(x)
    y.grad = np.array(2.0)
    y.backward()
    assert np.allclose(y.data, 0.343)
    assert np.allclose(x.grad, 2.94)
""",
]

# 答え、診断、講評に現れる語。
WRONG = [
    (edit(EXIT, "raise SystemExit", "print(y.data, x.grad)"), "never_fails", "失敗しません"),
    (edit(EXIT, "raise SystemExit", "ok = np.allclose(y.data, 0.343), '値が違います'\n    assert ok"), "never_fails", "False"),
    (edit(EXIT, "raise SystemExit", "try:\n        assert np.allclose(y.data, 0.343)\n    except AssertionError:\n        print('失敗')"), "swallowed", "何も教えて"),
    (edit(EXIT, "raise SystemExit", "return np.allclose(y.data, 0.343) and np.allclose(x.grad, 2.94)"), "returned_verdict", "戻り値"),
    (edit(EXIT, "x = Variable(np.array(0.7))", "x = Variable(np.array(0.0))", "raise SystemExit", "assert np.allclose(y.data, 0)\n    assert np.allclose(x.grad, 0)"), "blind_points", "0"),
    (edit(EXIT, "x = Variable(np.array(0.7))", "x = Variable(np.array(1.0))", "raise SystemExit", "assert np.allclose(y.data, 1)\n    assert np.allclose(x.grad, 6)"), "blind_points", "1"),
    (edit(EXIT, "x = Variable(np.array(0.7))", "x = Variable(np.array(2.0))", "raise SystemExit", "assert np.allclose(y.data, 8)\n    assert np.allclose(x.grad, 24)"), "blind_points", "6 * x"),
    (edit(EXIT, "x = Variable(np.array(0.7))", "x = Variable(np.array(3.0))", "raise SystemExit", "assert np.allclose(y.data, 27)\n    assert np.allclose(x.grad, 54)"), "blind_points", "x**3"),
    (edit(SEED, "y.grad = np.array(2.0)", "y.grad = np.array(1.0)", "assert np.allclose(x.grad, 2 * 1.47)", "assert np.allclose(x.grad, 1.47)"), "ignores_gy", "gy"),
    (edit(EXIT, "x = Variable(np.array(0.7))", "x = Variable(np.array(0.1))", "raise SystemExit", "assert y.data == 0.001\n    assert x.grad == 0.06"), "exact_comparison", "=="),
    (edit(SEED, "assert np.allclose(x.grad, 2 * 1.47)", "assert x.grad == 3 * 0.49 * 2"), "exact_comparison", "丸め誤差"),
    ("""
def test_cube(Cube):
    for value in [0.7, 1.1, 0.3]:
        x = Variable(np.array(value))
        y = Cube()(x)
        y.grad = np.array(1.7)
        y.backward()
        assert y.data == np.array(value) ** 3
        assert x.grad == 3 * np.array(value) ** 2 * 1.7
""", "exact_comparison", "誤差を許して"),
    ("""
def test_cube(Cube):
    x = Variable(np.array(0.7))
    assert np.allclose(Cube()(x).data, 0.343)
""", "gradient_unchecked", "逆伝播"),
    (edit(SEED, "assert np.allclose(x.grad, 2 * 1.47)", "assert x.grad is not None"), "gradient_not_compared", "assert"),
    (edit(SEED, "assert np.allclose(x.grad, 2 * 1.47)", "assert abs(x.grad - 2.94) < 10"), "tolerance_too_wide", "3 * x * gy"),
    (edit(EXIT, "raise SystemExit", "assert np.allclose(x.grad, 2.94)"), "value_unchecked", "順伝播"),
    ("""
def test_cube(Cube):
    x = Variable(np.array([0.7, -1.3]))
    assert gradient_check(lambda v: square(Cube()(v)), x)
""", "value_unchecked", "勾配確認"),
    (edit(SEED, "assert np.allclose(x.grad, 2 * 1.47)", "assert np.allclose(x.grad, 1.47)"), "rejects_correct", "正しいCube"),
    ("""
def test_cube(Cube):
    x = Variable(np.array(0.7))
    y = Cube()(x)
    assert np.allclose(y.data, 2.1)
""", "rejects_correct", "手計算"),
    (edit(EXIT, "raise SystemExit", "assert not np.allclose(y.data, 0.343)"), "rejects_correct", "条件"),
    ("""
class MyCube(Function):
    def forward(self, x):
        return x ** 3
def test_cube(Cube):
    x = Variable(np.array(0.7))
    y = MyCube()(x)
    assert np.allclose(y.data, 0.343)
""", "ignores_argument", "使っていません"),
    ("def test_cube(Cube):\n    pass", "ignores_argument", "引数"),
    ("def test_cube():\n    pass", "wrong_parameters", "引数"),
    (edit(EXIT, "raise SystemExit", "assert np.allclose(Y.data, 0.343)"), "name_error", "Y"),
    ("""
def test_cube(Cube):
    return True
test_cube = test_cube(Square)
""", "not_function", "括弧"),
    ("class test_cube(Function):\n    pass", "not_function", "クラス"),
    ("def test_cube(Cube):\n    assert Cube(0.7) == 0.343", "error", "正しいCube"),
    (EXIT, "error", "SystemExit"),
    (edit(EXIT, "raise SystemExit", "assert 'np.allclose(y.data, 0.343)'"), "never_fails", "条件"),
    (edit(SEED, "assert np.allclose(x.grad, 2 * 1.47)", "assert x.grad > 0"), "gradient_not_compared", "見逃した"),
    (edit(EXIT, "raise SystemExit", "assert y.data.shape == x.data.shape\n    assert np.allclose(x.grad, 2.94)"), "value_unchecked", "y.data"),
    (edit(SEED, "assert np.allclose(x.grad, 2 * 1.47)", "assert np.allclose(x.grad, 2.94, rtol=0.5)"), "tolerance_too_wide", "Cubeを見逃し"),
    (edit(EXIT, "raise SystemExit", "assert np.allclose(y.data, 0.343, rtol=0.5)\n    assert np.allclose(x.grad, 2.94)"), "tolerance_too_wide", "順伝播"),
    (edit(EXIT, "raise SystemExit", "assert np.allclose(y.data, 0.343, rtol=0.05)\n    assert np.allclose(x.grad, 2.94)"), "tolerance_too_wide", "1%"),
    ("""
def test_cube(Cube):
    x = Variable(np.array(0.7))
    assert np.allclose(Cube()(x).data, 0.343)
    y = square(Cube()(x))
    y.backward()
    assert np.allclose(x.grad, 6 * 0.7 ** 5, rtol=.5)
""", "tolerance_too_wide", "逆伝播"),
    (ARRAYS, "one_element", "any"),
    (edit(ARRAYS, "assert np.isclose(y.data, x.data ** 3).any()", "assert np.isclose(y.data, x.data ** 3).all()"), "one_element", "逆伝播"),
    (edit(EXIT, "raise SystemExit", "if not np.allclose(y.data, 0.343) or not np.allclose(x.grad, 2.94):\n        raise ValueError('Cubeが違います')"), "wrong_exception", "ValueError"),
    ("""
def test_cube(Cube):
    f = Cube()
    x = Variable(np.array(0.7))
    y = f(x)
    z = f(y)
    z.backward()
    assert np.allclose(x.grad, 9 * 0.7 ** 8)
""", "reused_instance", "2回"),
    (edit(SEED, "    y.backward()\n", "", "assert np.allclose(x.grad, 2 * 1.47)", "assert np.allclose(x.grad, 2.94)"), "forgot_backward", "backward"),
    ("""
def test_cube(Cube):
    x = Variable(np.array(0.7))
    y = Cube()(x)
    assert x.grad == 1.47
""", "forgot_backward", "None"),
    (edit(EXIT, "raise SystemExit", "assert y == 0.343\n    assert np.allclose(x.grad, 2.94)"), "compares_variable", "箱"),
    (edit(SEED, "assert np.allclose(x.grad, 2 * 1.47)", "assert np.allclose(y.grad, 2.94)"), "output_gradient", "出力"),
    ("""
def test_cube(Cube):
    x = Variable(np.array(0.7))
    assert np.allclose(Cube()(x).data, Cube()(x).data)
""", "compares_itself", "どちらも"),
    ("""
def test_cube(Cube):
    x = Variable(np.array(0.7))
    try:
        assert np.allclose(Cube()(x).data, 0.343)
    except AssertionError:
        print('失敗')
""", "swallowed", "try"),
    (edit(EXIT, "raise SystemExit", "assert np.allclose(y, 0.343)\n    assert np.allclose(x.grad, 2.94)"), "variable_in_formula", "data"),
    ("def test_cube(Cube):\n    with np.errstate(all='ignore'):\n        y = Cube()(Variable(np.array(0.7)))\n        y.backward()", "never_fails", "assert文"),
    ("def test_cube(Cube):\n    y = Cube()(Variable(np.array(0.7)))\n    try:\n        assert abs(y.data - 0.343) < 1e-8\n    except:\n        pass", "swallowed", "try"),
]

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

# 演習の番号、渡すもの、直した答え。
MENDED = [
    ("10.2", "test_exp", TEST_EXP),
    ("10.4", "tanh, test_tanh", TANH),
]

# 演習の番号、渡すもの、答え、診断。各演習の1行目は、直す前のコード。
UNMENDED = [
    ("10.2", "test_exp", edit(TEST_EXP, "[0.7, -1.3]", "0.0", "    y.grad = np.array([2.0, 3.0])\n", "", " * y.grad", ""), "blind_points"),
    ("10.2", "test_exp", edit(TEST_EXP, "    y.grad = np.array([2.0, 3.0])\n", "", " * y.grad", ""), "ignores_gy"),
    ("10.2", "test_exp", edit(TEST_EXP, "[0.7, -1.3]", "[0.0, 0.0]"), "blind_points"),
    ("10.2", "test_exp", edit(TEST_EXP, " * y.grad", ""), "rejects_correct"),
    ("10.2", "test_exp", edit(TEST_EXP, "np.allclose(x.grad", "np.allclose(X.grad"), "name_error"),
    ("10.4", "tanh, test_tanh", edit(TANH, "square(tanh(x)), x)", "tanh(x), x) or True"), "missed_mistake"),
    ("10.4", "tanh, test_tanh", edit(TANH, "    assert np.isclose(y.data, (np.e - 1) / (np.e + 1))\n", ""), "missed_mistake"),
    ("10.4", "tanh, test_tanh", edit(TANH, "return Tanh()(x)", "return Variable(np.tanh(x.data))"), "outside_graph"),
]
