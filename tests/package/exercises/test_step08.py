"""check_step08：通る関数の数を数える。"""

from __future__ import annotations

from typing import Any

import pytest

from dezero_book.exercises import check_step08, step08

FULL_DEPTH = step08.DEPTH


@pytest.fixture(autouse=True)
def shallower(monkeypatch: pytest.MonkeyPatch) -> None:
    # 計算グラフを作る時間を、1つを除いて省く。再帰の上限は超える深さにする。
    monkeypatch.setattr(step08, "DEPTH", 3_000)


RIGHT = {
    "loop": """
        def count_functions(y):
            n = 0
            while y.creator is not None:
                n += 1
                y = y.creator.input
            return n
    """,
    "function loop": """
        def count_functions(y):
            count = 0
            f = y.creator
            while f is not None:
                count += 1
                f = f.input.creator
            return count
    """,
    "list": """
        def count_functions(y):
            functions = []
            f = y.creator
            while f:
                functions.append(f)
                f = f.input.creator
            return len(functions)
    """,
    "for": """
        def count_functions(y):
            from itertools import count
            for n in count():
                if y.creator is None:
                    return n
                y = y.creator.input
    """,
    "generator": """
        def functions(y):
            while y.creator is not None:
                yield y.creator
                y = y.creator.input

        def count_functions(y):
            return sum(1 for _ in functions(y))
    """,
    "break": """
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
    "stack": """
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
    "variables minus one": """
        def count_functions(y):
            n = 1
            while y.creator is not None:
                y = y.creator.input
                n += 1
            return n - 1
    """,
    "numpy": """
        def count_functions(y):
            n = np.int64(0)
            while y.creator is not None:
                n += 1
                y = y.creator.input
            return n
    """,
    "isinstance": """
        def count_functions(y):
            n = 0
            while isinstance(y, Variable) and isinstance(y.creator, Function):
                n += 1
                y = y.creator.input
            return n
    """,
    "seen ids": """
        def count_functions(y):
            seen = set()
            f = y.creator
            while f is not None and id(f) not in seen:
                seen.add(id(f))
                f = f.input.creator
            return len(seen)
    """,
}

WRONG = {
    "variables": (
        "counts_variables",
        "変数",
        """
        def count_functions(y):
            n = 1
            while y.creator is not None:
                n += 1
                y = y.creator.input
            return n
        """,
    ),
    "variable list": (
        "counts_variables",
        "1つ多く",
        """
        def count_functions(y):
            variables = [y]
            while y.creator is not None:
                y = y.creator.input
                variables.append(y)
            return len(variables)
        """,
    ),
    "one short": (
        "one_short",
        "1つ足り",
        """
        def count_functions(y):
            n = 0
            f = y.creator
            while f is not None and f.input.creator is not None:
                n += 1
                f = f.input.creator
            return n
        """,
    ),
    "both": (
        "counts_both",
        "関数と変数",
        """
        def count_functions(y):
            n = 1
            while y.creator is not None:
                n += 1
                y = y.creator.input
                n += 1
            return n
        """,
    ),
    "recursion": (
        "recursion",
        "再帰",
        """
        def count_functions(y):
            if y.creator is None:
                return 0
            return count_functions(y.creator.input) + 1
        """,
    ),
    "recursion with limit": (
        "recursion",
        "上限",
        """
        def count_functions(y):
            import sys
            sys.setrecursionlimit(10 ** 6)
            if y.creator is None:
                return 0
            return count_functions(y.creator.input) + 1
        """,
    ),
    "inner recursion": (
        "recursion",
        "積み重ね",
        """
        def count_functions(y):
            def visit(v):
                return 0 if v.creator is None else 1 + visit(v.creator.input)
            return visit(y)
        """,
    ),
    "kinds": (
        "counts_kinds",
        "種類",
        """
        def count_functions(y):
            kinds = set()
            while y.creator is not None:
                kinds.add(type(y.creator))
                y = y.creator.input
            return len(kinds)
        """,
    ),
    "endless": (
        "endless_loop",
        "終わらない",
        """
        def count_functions(y):
            n = 0
            while y.creator is not None:
                n += 1
            return n
        """,
    ),
    "endless other name": (
        "endless_loop",
        "更新",
        """
        def count_functions(y):
            n = 0
            f = y.creator
            while f is not None:
                n += 1
                x = f.input
                g = x.creator
            return n
        """,
    ),
    "walks past": (
        "walks_past_input",
        "creatorはNone",
        """
        def count_functions(y):
            n = 0
            while y is not None:
                n += 1
                y = y.creator.input
            return n
        """,
    ),
    "no return": (
        "no_return",
        "return",
        """
        def count_functions(y):
            n = 0
            while y.creator is not None:
                n += 1
                y = y.creator.input
        """,
    ),
    "print": (
        "no_return",
        "print",
        """
        def count_functions(y):
            n = 0
            while y.creator is not None:
                n += 1
                y = y.creator.input
            print(n)
        """,
    ),
    "return inside": (
        "only_one",
        "字下げ",
        """
        def count_functions(y):
            n = 0
            while y.creator is not None:
                n += 1
                y = y.creator.input
                return n
            return n
        """,
    ),
    "list": (
        "wrong_type",
        "整数",
        """
        def count_functions(y):
            fs = []
            while y.creator is not None:
                fs.append(y.creator)
                y = y.creator.input
            return fs
        """,
    ),
    "string": (
        "wrong_type",
        "整数",
        """
        def count_functions(y):
            return 'たくさん'
        """,
    ),
    "global": (
        "remembers_last_call",
        "前に呼び出した",
        """
        n = 0

        def count_functions(y):
            global n
            while y.creator is not None:
                n += 1
                y = y.creator.input
            return n
        """,
    ),
    "mutable default": (
        "remembers_last_call",
        "既定の値",
        """
        def count_functions(y, fs=[]):
            while y.creator is not None:
                fs.append(y.creator)
                y = y.creator.input
            return len(fs)
        """,
    ),
    "changes graph": (
        "changed_graph",
        "書き換え",
        """
        def count_functions(y):
            n = 0
            while y.creator is not None:
                f = y.creator
                n += 1
                y.creator = None
                y = f.input
            return n
        """,
    ),
    "limited": (
        "wrong_when_deep",
        "上限",
        """
        def count_functions(y):
            n = 0
            for _ in range(1000):
                if y.creator is None:
                    break
                n += 1
                y = y.creator.input
            return n
        """,
    ),
    "leaf": (
        "walks_past_input",
        "creator",
        """
        def count_functions(y):
            n = 1
            f = y.creator
            while f.input.creator is not None:
                n += 1
                f = f.input.creator
            return n
        """,
    ),
    "starts at one": (
        "counts_variables",
        "数え始め",
        """
        def count_functions(y):
            n = 1
            f = y.creator
            while f is not None:
                n += 1
                f = f.input.creator
            return n
        """,
    ),
    "infinite recursion": (
        "endless_recursion",
        "自分自身",
        """
        def count_functions(y):
            return 1 + count_functions(y)
        """,
    ),
    "recursion without end": (
        "walks_past_input",
        "None",
        """
        def count_functions(y):
            return 1 + count_functions(y.creator.input)
        """,
    ),
    "attribute": (
        "error",
        "creater",
        """
        def count_functions(y):
            n = 0
            while y.creater is not None:
                n += 1
                y = y.creater.input
            return n
        """,
    ),
    "next": (
        "error",
        "next",
        """
        def count_functions(y):
            n = 0
            while y.creator is not None:
                n += 1
                y = y.next
            return n
        """,
    ),
    "unbound": (
        "name_error",
        "n",
        """
        def count_functions(y):
            while y.creator is not None:
                n += 1
                y = y.creator.input
            return n
        """,
    ),
    "true": (
        "wrong_type",
        "整数",
        """
        def count_functions(y):
            return True
        """,
    ),
    "zero": (
        "wrong_value",
        "期待した値",
        """
        def count_functions(y):
            n = 0
            while y.creator is not None:
                y = y.creator.input
            return n
        """,
    ),
    "no parameter": (
        "wrong_parameters",
        "引数",
        """
        def count_functions():
            return 0
        """,
    ),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_right(learn: Any, source: str) -> None:
    feedback = check_step08(learn(8, source, "count_functions"))
    assert feedback, feedback
    assert feedback.diagnosis is None
    assert feedback.message.startswith("正解です。")


@pytest.mark.parametrize(("code", "word", "source"), WRONG.values(), ids=WRONG)
def test_wrong(learn: Any, code: str, word: str, source: str) -> None:
    feedback = check_step08(learn(8, source, "count_functions"))
    assert not feedback
    assert (feedback.diagnosis, word in feedback.message) == (code, True), feedback


def test_right_at_full_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    def count_functions(y: Any) -> int:
        count = 0
        while y.creator is not None:
            count += 1
            y = y.creator.input
        return count

    monkeypatch.setattr(step08, "DEPTH", FULL_DEPTH)
    feedback = check_step08(count_functions)
    assert feedback, feedback
    assert "100000" in feedback.message


def test_slow_counting_is_stopped(learn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dezero_book.exercises.attempt.SECOND_LIMIT", 0.0)
    source = RIGHT["list"]
    assert check_step08(learn(8, source, "count_functions")).diagnosis == "too_slow"
