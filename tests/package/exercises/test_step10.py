"""check_step10：3乗のクラスのテストをつくる。"""

from __future__ import annotations

from typing import Any

import pytest

from dezero_book.exercises import check_step10

RIGHT = {
    "seed": """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 0.343)
            assert np.allclose(x.grad, 2 * 1.47)
    """,
    "composite": """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = square(Cube()(x))
            y.backward()
            assert np.allclose(y.data, 0.7 ** 6)
            assert np.allclose(x.grad, 6 * 0.7 ** 5)
    """,
    "gradient check": """
        def test_cube(Cube):
            x = Variable(np.array([0.7, -1.3]))
            assert np.allclose(Cube()(x).data, [0.343, -2.197])
            assert gradient_check(lambda x: square(Cube()(x)), x)
    """,
    "several points": """
        def test_cube(Cube):
            for value in [0.0, 1.0, 2.0, -1.5]:
                x = Variable(np.array(value))
                y = Cube()(x)
                y.grad = np.array(3.0)
                y.backward()
                assert np.isclose(y.data, value ** 3)
                assert np.isclose(x.grad, 9 * value ** 2)
    """,
    "raises": """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            if not np.allclose(y.data, 0.343) or not np.allclose(x.grad, 2.94):
                raise AssertionError('Cubeが違います')
    """,
    "testing": """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            np.testing.assert_allclose(y.data, 0.343)
            np.testing.assert_allclose(x.grad, 2.94)
    """,
    "approx": """
        import pytest

        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert y.data == pytest.approx(0.343)
            assert x.grad == pytest.approx(2.94)
    """,
    "direct backward": """
        def test_cube(Cube):
            f = Cube()
            x = Variable(np.array([0.7, 1.1]))
            y = f(x)
            assert np.allclose(y.data, x.data ** 3)
            gx = f.backward(np.array([2.0, -1.0]))
            assert np.allclose(gx, 3 * x.data ** 2 * np.array([2.0, -1.0]))
    """,
    "random": """
        def test_cube(Cube):
            rng = np.random.default_rng(0)
            x = Variable(rng.normal(size=(2, 3)))
            assert np.allclose(Cube()(x).data, x.data ** 3)
            assert gradient_check(lambda v: exp(Cube()(v)), x)
    """,
    "twice in a chain": """
        def test_cube(Cube):
            x = Variable(np.array(0.9))
            y = Cube()(Cube()(x))
            y.backward()
            assert np.allclose(y.data, 0.9 ** 9)
            assert np.allclose(x.grad, 9 * 0.9 ** 8)
            z = Cube()(x)
            assert np.allclose(z.data, 0.729)
    """,
    "exact on integers": """
        def test_cube(Cube):
            x = Variable(np.array(5.0))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert y.data == 125.0
            assert x.grad == 150.0
    """,
    "helper": """
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
    "messages": """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 0.343), f'順伝播 {y.data}'
            assert np.allclose(x.grad, 2.94), f'逆伝播 {x.grad}'
    """,
    "other name": """
        def test_cube(C):
            x = Variable(np.array(0.7))
            y = C()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 0.343) and np.allclose(x.grad, 2.94)
    """,
    "negative only": """
        def test_cube(Cube):
            x = Variable(np.array(-0.4))
            y = square(Cube()(x))
            y.backward()
            assert np.allclose(y.data, 0.4 ** 6)
            assert np.allclose(x.grad, -6 * 0.4 ** 5)
    """,
}

WRONG = {
    "no assert": (
        "never_fails",
        "失敗しません",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            print(y.data, x.grad)
        """,
    ),
    "assert tuple": (
        "never_fails",
        "False",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            ok = np.allclose(y.data, 0.343), '値が違います'
            assert ok
        """,
    ),
    "swallowed": (
        "never_fails",
        "何も教えて",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            try:
                assert np.allclose(y.data, 0.343)
            except AssertionError:
                print('失敗')
        """,
    ),
    "returns bool": (
        "returned_verdict",
        "戻り値",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            return np.allclose(y.data, 0.343) and np.allclose(x.grad, 2.94)
        """,
    ),
    "x=0": (
        "blind_points",
        "0",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.0))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 0)
            assert np.allclose(x.grad, 0)
        """,
    ),
    "x=1": (
        "blind_points",
        "1",
        """
        def test_cube(Cube):
            x = Variable(np.array(1.0))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 1)
            assert np.allclose(x.grad, 6)
        """,
    ),
    "x=2": (
        "blind_points",
        "6 * x",
        """
        def test_cube(Cube):
            x = Variable(np.array(2.0))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 8)
            assert np.allclose(x.grad, 24)
        """,
    ),
    "x=3": (
        "blind_points",
        "x**3",
        """
        def test_cube(Cube):
            x = Variable(np.array(3.0))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 27)
            assert np.allclose(x.grad, 54)
        """,
    ),
    "ignores gy": (
        "ignores_gy",
        "gy",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(1.0)
            y.backward()
            assert np.allclose(y.data, 0.343)
            assert np.allclose(x.grad, 1.47)
        """,
    ),
    "ignores gy with check": (
        "ignores_gy",
        "最後の出力",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            assert np.allclose(Cube()(x).data, 0.343)
            assert gradient_check(lambda v: Cube()(v), x)
        """,
    ),
    "exact": (
        "exact_comparison",
        "==",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.1))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert y.data == 0.001
            assert x.grad == 0.06
        """,
    ),
    "exact gradient": (
        "exact_comparison",
        "丸め誤差",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 0.343)
            assert x.grad == 3 * 0.49 * 2
        """,
    ),
    "exact formula": (
        "exact_comparison",
        "誤差を許して",
        """
        def test_cube(Cube):
            for value in [0.7, 1.1, 0.3]:
                x = Variable(np.array(value))
                y = Cube()(x)
                y.grad = np.array(1.7)
                y.backward()
                assert y.data == np.array(value) ** 3
                assert x.grad == 3 * np.array(value) ** 2 * 1.7
        """,
    ),
    "only forward": (
        "gradient_unchecked",
        "逆伝播",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            assert np.allclose(Cube()(x).data, 0.343)
        """,
    ),
    "gradient not compared": (
        "gradient_not_compared",
        "assert",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 0.343)
            assert x.grad is not None
        """,
    ),
    "loose": (
        "gradient_not_compared",
        "許容誤差",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 0.343)
            assert abs(x.grad - 2.94) < 10
        """,
    ),
    "only gradient": (
        "value_unchecked",
        "順伝播",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(x.grad, 2.94)
        """,
    ),
    "only check": (
        "value_unchecked",
        "勾配確認",
        """
        def test_cube(Cube):
            x = Variable(np.array([0.7, -1.3]))
            assert gradient_check(lambda v: square(Cube()(v)), x)
        """,
    ),
    "wrong expectation": (
        "rejects_correct",
        "正しいCube",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 0.343)
            assert np.allclose(x.grad, 1.47)
        """,
    ),
    "triple expected": (
        "rejects_correct",
        "手計算",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            assert np.allclose(y.data, 2.1)
        """,
    ),
    "inverted": (
        "rejects_correct",
        "条件",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert not np.allclose(y.data, 0.343)
        """,
    ),
    "own cube": (
        "ignores_argument",
        "使っていません",
        """
        class MyCube(Function):
            def forward(self, x):
                return x ** 3

        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = MyCube()(x)
            assert np.allclose(y.data, 0.343)
        """,
    ),
    "pass": (
        "ignores_argument",
        "引数",
        """
        def test_cube(Cube):
            pass
        """,
    ),
    "no parameter": (
        "wrong_parameters",
        "引数",
        """
        def test_cube():
            pass
        """,
    ),
    "name error": (
        "name_error",
        "Y",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(Y.data, 0.343)
        """,
    ),
    "called": (
        "not_function",
        "括弧",
        """
        def test_cube(Cube):
            return True
        test_cube = test_cube(Square)
        """,
    ),
    "class": (
        "not_function",
        "クラス",
        """
        class test_cube(Function):
            pass
        """,
    ),
    "type error": (
        "error",
        "正しいCube",
        """
        def test_cube(Cube):
            assert Cube(0.7) == 0.343
        """,
    ),
    "exit": (
        "error",
        "SystemExit",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            raise SystemExit
        """,
    ),
    "endless": (
        "endless_loop",
        "終わらない",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            while True:
                y = Cube()(x)
        """,
    ),
    "assert string": (
        "never_fails",
        "条件",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert 'np.allclose(y.data, 0.343)'
        """,
    ),
    "sign only": (
        "gradient_not_compared",
        "見逃した",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert np.allclose(y.data, 0.343)
            assert x.grad > 0
        """,
    ),
    "shape only": (
        "value_unchecked",
        "y.data",
        """
        def test_cube(Cube):
            x = Variable(np.array(0.7))
            y = Cube()(x)
            y.grad = np.array(2.0)
            y.backward()
            assert y.data.shape == x.data.shape
            assert np.allclose(x.grad, 2.94)
        """,
    ),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_right(learn: Any, source: str) -> None:
    feedback = check_step10(learn(10, source, "test_cube"))
    assert feedback, feedback
    assert feedback.diagnosis is None
    assert feedback.message.startswith("正解です。")


@pytest.mark.parametrize(("code", "word", "source"), WRONG.values(), ids=WRONG)
def test_wrong(learn: Any, code: str, word: str, source: str) -> None:
    feedback = check_step10(learn(10, source, "test_cube"))
    assert not feedback
    assert (feedback.diagnosis, word in feedback.message) == (code, True), feedback
