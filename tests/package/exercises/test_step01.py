"""check_step01：2つの変数の値を入れ替える。"""

from __future__ import annotations

from typing import Any

import pytest

from dezero_book.exercises import check_step01

RIGHT = {
    "tuple": """
        def swap(a, b):
            a.data, b.data = b.data, a.data
    """,
    "temporary": """
        def swap(x, y):
            old = x.data
            x.data = y.data
            y.data = old
    """,
    "two temporaries": """
        def swap(a, b):
            first, second = a.data, b.data
            a.data = second
            b.data = first
    """,
    "copies": """
        def swap(a, b):
            new_a = b.data.copy()
            new_b = a.data.copy()
            a.data = new_a
            b.data = new_b
    """,
    "helper variable": """
        def swap(a, b):
            keep = Variable(a.data)
            a.data = b.data
            b.data = keep.data
    """,
    "attributes": """
        def exchange(name, a, b):
            old = getattr(a, name)
            setattr(a, name, getattr(b, name))
            setattr(b, name, old)

        def swap(a, b):
            exchange("data", a, b)
    """,
    "also returns": """
        def swap(a, b):
            a.data, b.data = b.data, a.data
            return a, b
    """,
    "lambda": """
        swap = lambda a, b: (
            lambda p, q: (setattr(a, "data", q), setattr(b, "data", p))
        )(a.data, b.data) and None
    """,
    "asarray": """
        def swap(a, b):
            t = np.asarray(a.data)
            a.data = np.asarray(b.data)
            b.data = t
    """,
}

WRONG = {
    "rebind": (
        "rebinds_names",
        "関数の中の名前",
        """
        def swap(a, b):
            a, b = b, a
        """,
    ),
    "rebind with temporary": (
        "rebinds_names",
        "属性",
        """
        def swap(a, b):
            tmp = a
            a = b
            b = tmp
        """,
    ),
    "rebind data in locals": (
        "rebinds_names",
        "名前だけ",
        """
        def swap(a, b):
            x = a.data
            y = b.data
            x, y = y, x
        """,
    ),
    "overwrite": (
        "overwritten",
        "上書き",
        """
        def swap(a, b):
            a.data = b.data
            b.data = a.data
        """,
    ),
    "overwrite the other way": (
        "overwritten",
        "順番",
        """
        def swap(a, b):
            b.data = a.data
            a.data = b.data
        """,
    ),
    "keeps the box and not the value": (
        "overwritten",
        "同じ値",
        """
        def swap(a, b):
            tmp = a
            a.data = b.data
            b.data = tmp.data
        """,
    ),
    "one side": (
        "overwritten",
        "同じ値",
        """
        def swap(a, b):
            a.data = b.data
        """,
    ),
    "return": (
        "returned_instead",
        "戻り値",
        """
        def swap(a, b):
            return b, a
        """,
    ),
    "return data": (
        "returned_instead",
        "戻り値",
        """
        def swap(a, b):
            return b.data, a.data
        """,
    ),
    "in place": (
        "changed_arrays",
        "中身を書き換え",
        """
        def swap(a, b):
            tmp = a.data.copy()
            a.data[...] = b.data
            b.data[...] = tmp
        """,
    ),
    "slices": (
        "changed_arrays",
        "別の変数",
        """
        def swap(a, b):
            a.data[:], b.data[:] = b.data.copy(), a.data.copy()
        """,
    ),
    "arithmetic": (
        "same_shape_only",
        "足し引き",
        """
        def swap(a, b):
            a.data = a.data + b.data
            b.data = a.data - b.data
            a.data = a.data - b.data
        """,
    ),
    "box in box": (
        "variable_in_data",
        "箱",
        """
        def swap(a, b):
            old = a.data
            a.data = b
            b.data = old
        """,
    ),
    "no effect": (
        "unchanged",
        "元のまま",
        """
        def swap(a, b):
            a.data, b.data = a.data, b.data
        """,
    ),
    "one parameter": (
        "wrong_parameters",
        "引数の数",
        """
        def swap(pair):
            pair[0].data, pair[1].data = pair[1].data, pair[0].data
        """,
    ),
    "called": (
        "not_function",
        "括弧",
        """
        def f(a, b):
            a.data, b.data = b.data, a.data
        swap = f(Variable(np.array(1.0)), Variable(np.array(2.0)))
        """,
    ),
    "typo": (
        "name_error",
        "tmp",
        """
        def swap(a, b):
            temp = a.data
            a.data = b.data
            b.data = tmp
        """,
    ),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_right(learn: Any, source: str) -> None:
    feedback = check_step01(learn(1, source, "swap"))
    assert feedback, feedback
    assert feedback.diagnosis is None
    assert feedback.message.startswith("正解です。")


@pytest.mark.parametrize(("code", "word", "source"), WRONG.values(), ids=WRONG)
def test_wrong(learn: Any, code: str, word: str, source: str) -> None:
    feedback = check_step01(learn(1, source, "swap"))
    assert not feedback
    assert (feedback.diagnosis, word in feedback.message) == (code, True), feedback
