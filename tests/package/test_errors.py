"""エラー。渡された値・理由・直し方を伝え、計算グラフを途中まで変えない。"""

import collections
import itertools
import re
import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dezero_book
from dezero_book import (
    Exp,
    Function,
    Square,
    Variable,
    exp,
    gradient_check,
    numerical_diff,
    square,
)
from dezero_book.checks import describe
from dezero_book.steps import step01, step10

NOT_ARRAYS = [[1.0, 2.0], (1.0,), 0.5, 3, "0.5", True, 1j, {"x": 1.0}, np.float64(0.5)]
NOT_REAL = [
    np.array([object()]),
    np.array(["a", "b"]),
    np.array([True, False]),
    np.array([1j]),
    np.array(["2020-01-01"], dtype="datetime64[D]"),
    np.array([b"a"]),
]
# *や**の意味がnp.ndarrayと異なることのある、配列の派生クラス。
SUBCLASSES = [
    np.array([[1.0, 2.0], [3.0, 4.0]]).view(np.matrix),
    np.ma.masked_array([1.0, 2.0], mask=[True, False]),
]
NOT_VARIABLES = [np.array(0.5), *NOT_ARRAYS, None, Square]


class Returning(Function):
    """``forward`` と ``backward`` の戻り値を指定できる関数。"""

    def __init__(self, forward=None, backward=None):
        self.returned_forward = forward
        self.returned_backward = backward

    def forward(self, x):
        return x if self.returned_forward is None else self.returned_forward

    def backward(self, gy):
        return self.returned_backward


def message_of(error, call):
    """``call`` が起こすエラーのメッセージ。日本語の文で終わることも確かめる。"""
    with pytest.raises(error) as info:
        call()
    message = str(info.value)
    assert message.endswith("。")
    assert re.search(r"(ます|返ります)。$", message)
    return message


class TestVariable:
    @pytest.mark.parametrize("value", NOT_ARRAYS)
    def test_only_arrays_are_held(self, value):
        message = message_of(TypeError, lambda: Variable(value))
        assert type(value).__name__ in message
        assert "np.ndarray" in message
        assert "np.array(0.5)" in message

    @pytest.mark.parametrize("data", NOT_REAL)
    def test_only_real_numbers_are_held(self, data):
        message = message_of(TypeError, lambda: Variable(data))
        assert f"dtype={data.dtype}" in message
        assert "実数" in message
        assert "astype(float)" in message

    @pytest.mark.parametrize("data", SUBCLASSES)
    def test_subclasses_of_arrays_are_refused_with_the_reason(self, data):
        """np.matrixの**は行列の積なので、x²の微分が2xにならない。"""
        message = message_of(TypeError, lambda: Variable(data))
        assert type(data).__name__ in message
        assert "演算の意味" in message
        assert type(Variable(np.array(data)).data) is np.ndarray

    def test_subclasses_with_the_same_arithmetic_are_accepted(self, tmp_path):
        """大きなファイルを読むnp.memmapは、そのまま使える。"""
        path = tmp_path / "data"
        np.array([1.0, 2.0]).tofile(path)
        x = Variable(np.memmap(path, mode="r"))
        assert x.dtype == np.uint8
        x = Variable(np.memmap(path, dtype=np.float64, mode="r"))
        square(x).backward()
        assert x.grad.tolist() == [2.0, 4.0]

    @pytest.mark.parametrize("value", [0.5, np.matrix, None])
    def test_the_reason_for_arrays_is_told(self, value):
        x = Variable(np.array(1.0))
        x.data = value
        assert "演算で進める" in message_of(TypeError, x.backward)

    def test_an_empty_variable_has_no_gradient(self):
        message = message_of(TypeError, lambda: Variable(None).backward())
        assert "None" in message
        assert "np.array" in message


class TestCall:
    @pytest.mark.parametrize("value", NOT_VARIABLES)
    @pytest.mark.parametrize(
        ("f", "name"), [(Square(), "Square"), (square, "Square"), (exp, "Exp")]
    )
    def test_only_variables_are_accepted(self, f, name, value):
        message = message_of(TypeError, lambda: f(value))
        assert message.startswith(f"{name}の入力はVariable")
        assert ("None" if value is None else type(value).__name__) in message
        assert "つながりをたどって" in message
        assert "Variable(np.array(0.5))" in message

    def test_an_empty_variable_is_refused(self):
        message = message_of(TypeError, lambda: exp(Variable(None)))
        assert "Exp" in message
        assert "None" in message
        assert "x.data = np.array" in message

    @pytest.mark.parametrize("value", [*NOT_ARRAYS, *NOT_REAL])
    def test_data_that_was_replaced_by_something_else_is_refused(self, value):
        x = Variable(np.array(1.0))
        x.data = value
        message = message_of(TypeError, lambda: square(x))
        assert "Variableのdata" in message
        assert type(value).__name__ in message

    @pytest.mark.parametrize(
        "value", [0.25, [0.25], "0.25", 3, Variable(np.array(1.0))]
    )
    def test_a_forward_must_return_an_array(self, value):
        f = Returning(forward=value)
        message = message_of(TypeError, lambda: f(Variable(np.array(0.5))))
        assert message.startswith("Returningのforwardの戻り値")
        assert "np.ndarray" in message
        assert type(value).__name__ in message
        assert "NumPyの関数や演算" in message

    def test_a_forward_without_return_is_named(self):
        class Forgetful(Function):
            def forward(self, x):
                x**2

        message = message_of(TypeError, lambda: Forgetful()(Variable(np.array(0.5))))
        assert "Forgetfulのforward" in message
        assert "Noneでした" in message
        assert "return文" in message

    @pytest.mark.parametrize("data", NOT_REAL)
    def test_a_forward_must_return_real_numbers(self, data):
        for returned in (data, data[0]):
            if not isinstance(returned, (np.ndarray, np.generic)):
                continue
            f = Returning(forward=returned)
            message = message_of(TypeError, lambda f=f: f(Variable(np.array(0.5))))
            assert message.startswith("Returningのforwardの戻り値")
            assert "実数" in message
            assert type(returned).__name__ in message

    @pytest.mark.parametrize("data", SUBCLASSES)
    def test_a_forward_must_not_return_a_subclass(self, data):
        f = Returning(forward=data)
        message = message_of(TypeError, lambda: f(Variable(np.array(0.5))))
        assert message.startswith("Returningのforwardの戻り値")
        assert type(data).__name__ in message

    def class_cell_run_again():
        cell = {"__name__": "__main__"}
        exec(
            "class Variable:\n    def __init__(self, data):\n        self.data = data",
            cell,
        )
        return cell["Variable"]

    @pytest.mark.parametrize(
        "other", [step01.Variable, step10.Variable, class_cell_run_again()]
    )
    @pytest.mark.parametrize("f", [square, exp, Square()])
    def test_another_class_of_the_same_name_is_told_apart(self, f, other):
        message = message_of(TypeError, lambda: f(other(np.array(0.5))))
        assert f"{other.__module__}のVariableが渡されました" in message
        assert "dezero_book.coreのVariable" in message
        assert "別のクラス" in message
        assert "同じところからimport" in message

    def test_a_class_derived_from_variable_is_accepted(self):
        class Variable(dezero_book.Variable):
            pass

        assert square(Variable(np.array(3.0))).data == 9.0

    @pytest.mark.parametrize("f", [Square(), Exp()])
    def test_backward_before_forward_is_refused(self, f):
        message = message_of(AttributeError, lambda: f.backward(np.array(1.0)))
        assert type(f).__name__ in message
        assert "まだ呼び出されていない" in message
        assert "y = f(x)" in message


class TestBackward:
    @pytest.fixture
    def graph(self):
        """勾配を1度求めたグラフ。エラーのあとで、どの勾配も変わっていないことを確かめる。"""
        x = Variable(np.array([1.0, 2.0]))
        a = square(x)
        f = Returning(backward=np.array([1.0, 1.0]))
        b = f(a)
        y = square(b)
        variables = [x, a, b, y]
        y.backward()
        y.cleargrad()
        before = [variable.grad for variable in variables]
        copies = [None if grad is None else grad.copy() for grad in before]
        yield f, variables
        for variable, grad, copy in zip(variables[:-1], before, copies):
            assert variable.grad is grad
            np.testing.assert_array_equal(grad, copy)

    @pytest.mark.parametrize("value", [1.0, 2, [1.0, 1.0], "1", Variable(np.ones(2))])
    def test_a_backward_must_return_an_array(self, graph, value):
        f, (*_, y) = graph
        f.returned_backward = value
        message = message_of(TypeError, y.backward)
        assert "Returningのbackward" in message
        assert type(value).__name__ in message
        assert "np.ndarray" in message
        assert y.grad is None

    def test_a_backward_without_return_is_named(self, graph):
        f, (*_, y) = graph
        f.returned_backward = None
        message = message_of(TypeError, y.backward)
        assert "Returningのbackward" in message
        assert "return文" in message
        assert y.grad is None

    @pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 1), (2, 2)])
    def test_a_gradient_of_another_shape_is_refused_with_both_shapes(
        self, graph, shape
    ):
        f, (*_, y) = graph
        f.returned_backward = np.ones(shape)
        message = message_of(ValueError, y.backward)
        assert "Returningのbackward" in message
        assert "(2,)" in message
        assert str(shape) in message
        assert y.grad is None

    @pytest.mark.parametrize("dtype", [int, bool, complex, object, "U1"])
    def test_a_gradient_must_be_floating(self, graph, dtype):
        f, (*_, y) = graph
        f.returned_backward = np.ones(2).astype(dtype)
        message = message_of(TypeError, y.backward)
        assert "Returningのbackward" in message
        assert "浮動小数点数" in message
        assert str(np.dtype(dtype)) in message
        assert y.grad is None

    def test_an_exception_inside_a_backward_passes_through(self, graph):
        f, (*_, y) = graph
        f.backward = lambda gy: 1 / 0
        with pytest.raises(ZeroDivisionError):
            y.backward()
        assert y.grad is None

    @pytest.mark.parametrize("shape", [(), (1,), (3,), (2, 1), (2, 2)])
    def test_a_seed_of_another_shape_is_refused_with_both_shapes(self, graph, shape):
        _, (*_, y) = graph
        y.grad = seed = np.ones(shape)
        message = message_of(ValueError, y.backward)
        assert "Variableのgrad" in message
        assert "(2,)" in message
        assert str(shape) in message
        assert y.grad is seed

    @pytest.mark.parametrize("dtype", [int, bool, complex, object])
    def test_a_seed_must_be_floating(self, graph, dtype):
        _, (*_, y) = graph
        y.grad = seed = np.ones(2, dtype=dtype)
        message = message_of(TypeError, y.backward)
        assert "Variableのgrad" in message
        assert "浮動小数点数" in message
        assert str(np.dtype(dtype)) in message
        assert y.grad is seed

    @pytest.mark.parametrize("seed", [[1.0, 1.0], "a", (1.0, 1.0), {}, 1.0, 2, True])
    def test_a_seed_must_be_an_array(self, graph, seed):
        _, (*_, y) = graph
        y.grad = seed
        message = message_of(TypeError, y.backward)
        assert message.startswith("Variableのgrad")
        assert type(seed).__name__ in message
        assert "np.array" in message
        assert y.grad is seed

    @pytest.mark.parametrize("data", [np.array(3), np.array([1, 2], dtype=np.uint8)])
    @pytest.mark.parametrize("f", [square, exp])
    def test_an_integer_input_has_no_gradient(self, f, data):
        x = Variable(data)
        y = f(x)
        message = message_of(TypeError, y.backward)
        assert "整数" in message
        assert f"dtype={data.dtype}" in message
        assert "np.array(2.0)" in message
        assert "astype(float)" in message
        assert (x.grad, y.grad) == (None, None)

    @pytest.mark.parametrize("kind", [np.matrix, np.ma.MaskedArray])
    def test_a_seed_must_have_the_arithmetic_of_arrays(self, kind):
        y = square(Variable(np.ones((2, 2))))
        y.grad = np.ones((2, 2)).view(kind)
        message = message_of(TypeError, y.backward)
        assert message.startswith("Variableのgrad")
        assert kind.__name__ in message

    def test_a_python_number_is_no_seed_even_without_dimensions(self):
        y = square(Variable(np.array(3.0)))
        y.grad = 1.0
        message = message_of(TypeError, y.backward)
        assert message.startswith("Variableのgrad")
        assert "float（1.0）" in message
        assert y.grad == 1.0

    @pytest.mark.parametrize("scalar", [np.bool_(True), np.str_("a"), np.complex128(1)])
    def test_a_numpy_scalar_that_is_not_real_is_no_seed(self, scalar):
        y = square(Variable(np.array(3.0)))
        y.grad = scalar
        message = message_of(TypeError, y.backward)
        assert message.startswith("Variableのgrad")
        assert type(scalar).__name__ in message

    @pytest.mark.parametrize("data", [np.array(9.0), np.zeros(3), np.zeros((2, 2))])
    def test_an_output_that_was_replaced_is_not_blamed_on_the_function(self, data):
        x = Variable(np.array([2.0, 3.0]))
        y = square(x)
        y.data = data
        message = message_of(RuntimeError, y.backward)
        assert "Squareが出力した変数のdataが" in message
        assert "置き換えられ" in message
        assert "順伝播から計算し直す" in message
        assert (x.grad, y.grad) == (None, None)

    def test_a_seed_of_the_old_shape_tells_that_the_data_was_replaced(self):
        y = square(Variable(np.array(3.0)))
        y.backward()
        y.data = np.zeros(3)
        message = message_of(ValueError, y.backward)
        assert "dataを置き換えたあとなら" in message
        assert "順伝播から計算し直す" in message
        assert "(3,)" in message
        assert "()" in message

    def test_a_shape_error_tells_why_the_shapes_are_equal(self):
        y = square(Variable(np.array([1.0, 2.0])))
        y.grad = np.array(1.0)
        assert "要素ごと" in message_of(ValueError, y.backward)

    def test_an_integer_in_the_middle_is_found_before_anything_changes(self):
        x = Variable(np.array([1.0, 2.0]))
        a = Returning(forward=np.array([1, 2]))(x)
        y = exp(a)
        message = message_of(TypeError, y.backward)
        assert "整数" in message
        assert (x.grad, a.grad, y.grad) == (None, None, None)

    def test_an_integer_leaf_has_no_gradient(self):
        x = Variable(np.array(3))
        assert "整数" in message_of(TypeError, x.backward)
        assert x.grad is None

    def by_hand():
        """関数を呼び出さずに、creatorとinputを代入してつなぐ。"""
        x, y, f = Variable(np.array(3.0)), Variable(np.array(9.0)), Square()
        f.input, y.creator = x, f
        return y

    def from_a_called_function():
        f = Square()
        f(Variable(np.array(3.0)))
        y = Variable(np.array(9.0))
        y.creator = f
        return y

    def with_another_creator():
        y = exp(Variable(np.array(3.0)))
        y.creator = Square()
        return y

    def with_another_input():
        y = square(Variable(np.array(3.0)))
        y.creator.input = Variable(np.array(3.0))
        return y

    @pytest.mark.parametrize(
        "link",
        [by_hand, from_a_called_function, with_another_creator, with_another_input],
    )
    def test_a_link_that_no_call_made_is_told_apart_from_reuse(self, link):
        y = link()
        message = message_of(RuntimeError, y.backward)
        assert "creatorはSquare" in message
        assert "呼び出して作ったつながりではありません" in message
        assert "y = f(x)" in message
        assert y.grad is None


RULES = {"eps": "正の", "rtol": "0以上の", "atol": "0以上の"}
DEFAULTS = {"eps": "1e-4", "rtol": "1e-6", "atol": "1e-8"}


class TestNumericalDifferentiation:
    either = pytest.mark.parametrize("call", [numerical_diff, gradient_check])

    @either
    @pytest.mark.parametrize("x", NOT_VARIABLES)
    def test_the_point_must_be_a_variable(self, call, x):
        message = message_of(TypeError, lambda: call(square, x))
        assert message.startswith(f"{call.__name__}の入力はVariable")
        assert "Variable(np.array(0.5))" in message

    @either
    def test_the_point_must_not_be_empty(self, call):
        message = message_of(TypeError, lambda: call(square, Variable(None)))
        assert call.__name__ in message
        assert "None" in message

    @either
    @pytest.mark.parametrize("f", [None, 1.0, np.array(1.0), Variable(np.array(1.0))])
    def test_f_must_be_a_function(self, call, f):
        message = message_of(TypeError, lambda: call(f, Variable(np.array(1.0))))
        assert message.startswith(f"{call.__name__}のf")
        assert ("None" if f is None else type(f).__name__) in message
        assert "square(x)ではなくsquare" in message

    @either
    @pytest.mark.parametrize("f", [Square, Exp])
    def test_f_must_not_be_a_class(self, call, f):
        message = message_of(TypeError, lambda: call(f, Variable(np.array(1.0))))
        assert message.startswith(f"{call.__name__}のf")
        assert f"クラス{f.__name__}" in message
        assert f"{f.__name__}()" in message

    @either
    def test_the_shape_of_f_must_not_depend_on_x(self, call):
        """xが1より大きいときだけ、出力が1次元になる関数。"""

        class Shapeshifter(Function):
            def forward(self, x):
                return np.zeros(3) if x > 1 else np.array(0.0)

            def backward(self, gy):
                return np.sum(gy)

        message = message_of(
            ValueError,
            lambda: call(lambda x: Shapeshifter()(x), Variable(np.array(1.0))),
        )
        assert "()" in message
        assert "(3,)" in message
        assert "同じ形" in message

    @either
    @pytest.mark.parametrize("value", [1.0, np.array(1.0), [1.0], "1"])
    def test_f_must_return_a_variable(self, call, value):
        message = message_of(
            TypeError, lambda: call(lambda x: value, Variable(np.array(1.0)))
        )
        assert message.startswith(f"{call.__name__}に渡した関数が返すのはVariable")
        assert type(value).__name__ in message
        assert "square" in message

    @either
    def test_an_f_without_return_is_named(self, call):
        message = message_of(
            TypeError, lambda: call(lambda x: None, Variable(np.array(1.0)))
        )
        assert "Noneが返されました" in message
        assert "return文" in message

    @either
    def test_f_must_not_return_an_empty_variable(self, call):
        message = message_of(
            TypeError, lambda: call(lambda x: Variable(None), Variable(np.array(1.0)))
        )
        assert "None" in message

    @pytest.mark.parametrize("scheme", ["central", "forward"])
    def test_every_value_of_f_is_checked(self, scheme):
        """片方の点でだけVariableを返す関数も見つける。"""
        for broken in (0, 1):
            outputs = [Variable(np.array(1.0)), Variable(np.array(1.0))]
            outputs[broken] = 1.0
            with pytest.raises(TypeError, match="返すのはVariable"):
                numerical_diff(
                    lambda x, left=outputs: left.pop(),
                    Variable(np.array(1.0)),
                    scheme=scheme,
                )

    @pytest.mark.parametrize(
        "value",
        ["1e-4", None, True, np.True_, 1j, [1e-4], np.array(1e-4), Fraction(1, 10)],
    )
    @pytest.mark.parametrize("name", ["eps", "rtol", "atol"])
    def test_widths_and_tolerances_must_be_numbers(self, name, value):
        calls = [
            lambda: gradient_check(square, Variable(np.array(1.0)), **{name: value})
        ]
        if name == "eps":
            calls.append(lambda: numerical_diff(square, Variable(np.array(1.0)), value))
        for call in calls:
            message = message_of(TypeError, call)
            assert message.startswith(f"{name}は{RULES[name]}数")
            assert ("None" if value is None else type(value).__name__) in message
            assert f"{name}={DEFAULTS[name]}" in message

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            *itertools.product(
                ["eps", "rtol", "atol"],
                [-1e-4, np.float32(-1), np.inf, -np.inf, np.nan, 10**400, -(10**400)],
            ),
            ("eps", 0),
            ("eps", 0.0),
        ],
    )
    def test_widths_are_positive_and_tolerances_not_negative(self, name, value):
        calls = [
            lambda: gradient_check(square, Variable(np.array(1.0)), **{name: value})
        ]
        if name == "eps":
            calls.append(lambda: numerical_diff(square, Variable(np.array(1.0)), value))
        for call in calls:
            message = message_of(ValueError, call)
            assert message.startswith(f"{name}は{RULES[name]}有限な数")
            assert type(value).__name__ in message
            assert f"{name}={DEFAULTS[name]}" in message

    @pytest.mark.parametrize(
        "scheme",
        ["backward", "Forward", "", None, 1, ["central"], np.array(["central"])],
    )
    def test_the_scheme_must_be_one_of_the_two(self, scheme):
        message = message_of(
            ValueError,
            lambda: numerical_diff(square, Variable(np.array(1.0)), scheme=scheme),
        )
        assert "scheme" in message
        assert '"forward"と"central"' in message
        assert ("None" if scheme is None else type(scheme).__name__) in message

    def test_an_empty_array_has_nothing_to_compare(self):
        message = message_of(
            ValueError, lambda: gradient_check(square, Variable(np.zeros((2, 0))))
        )
        assert "(2, 0)" in message
        assert "要素のない配列" in message

    def test_a_function_that_leaves_the_graph_cannot_be_checked(self):
        message = message_of(
            ValueError,
            lambda: gradient_check(
                lambda x: square(Variable(x.data)), Variable(np.array(1.0))
            ),
        )
        assert "計算グラフ" in message
        assert "np.ndarray" in message


class TestDescription:
    """エラーメッセージに載る値の短い説明。"""

    def test_a_long_value_is_cut(self):
        text = describe(list(range(1000)))
        assert text.startswith("list（[0, 1, 2")
        assert text.endswith("...）")
        assert len(text) < 50

    def test_a_value_of_forty_characters_is_shown_whole(self):
        assert describe("a" * 38) == f"str（'{'a' * 38}'）"
        assert describe("a" * 39) == f"str（'{'a' * 36}...）"

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60)
            | st.binary(max_size=60),
            lambda values: st.lists(values) | st.lists(values).map(tuple)
            | st.dictionaries(st.text(), values),
        )
    )  # fmt: skip
    def test_a_value_is_shown_by_the_beginning_of_its_repr(self, value):
        text = " ".join(repr(value).split())
        if len(text) > 40:
            text = text[:37] + "..."
        expected = "None" if value is None else f"{type(value).__name__}（{text}）"
        assert describe(value) == expected

    @pytest.mark.parametrize(
        "collect",
        [
            list,
            tuple,
            set,
            frozenset,
            collections.deque,
            lambda values: dict(enumerate(values)),
            lambda values: [[list(values)]],
            lambda values: {"key": (list(values),)},
            lambda values: collections.OrderedDict(enumerate(values)).values(),
        ],
    )
    def test_only_the_beginning_of_a_long_value_is_read(self, collect):
        class Element:
            shown = 0

            def __repr__(self):
                Element.shown += 1
                return "element"

        value = collect([Element() for _ in range(10_000)])
        text = describe(value)
        assert text.startswith(type(value).__name__)
        assert len(text) < 60
        assert Element.shown <= 100

    @pytest.mark.parametrize("value", ["a" * 10**7, b"a" * 10**7, bytearray(10**7)])
    def test_a_long_text_is_not_copied_whole(self, value):
        tracemalloc.start()
        describe(value)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 10**5

    def test_the_size_of_an_unknown_long_value_is_told(self):
        assert describe(collections.deque([0] * 1001)) == "deque（要素1001個）"
        assert describe(collections.deque([0] * 1000)).startswith("deque（deque([0, 0")

    def test_a_long_dictionary_is_shown_by_its_beginning(self):
        value = dict(enumerate(range(10_000)))
        assert describe(value) == "dict（{0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, ...）"

    def test_a_variable_is_shown_by_its_data(self):
        text = describe(Variable(np.array(0.5)))
        assert text == "Variable（Variable(data=array(0.5), grad=None)）"

    def test_an_array_is_told_by_shape_and_dtype(self):
        text = describe(np.zeros((2, 3), dtype=np.float32))
        assert text == "ndarray（shape=(2, 3), dtype=float32）"

    def test_a_value_that_cannot_be_shown_is_told_by_its_type(self):
        class Broken:
            def __repr__(self):
                raise RuntimeError("broken")

        assert describe(Broken()) == "Broken（表示できない値）"
        assert "Broken（表示できない値）" in message_of(
            TypeError, lambda: Variable(Broken())
        )

    def test_a_description_stays_on_one_line(self):
        assert "\n" not in describe(Variable(np.zeros((3, 3))))
