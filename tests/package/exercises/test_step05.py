"""check_step05：勾配を出力側から順に求める。"""

from __future__ import annotations

from typing import Any

import pytest

from dezero_book.exercises import check_step05

RIGHT = {
    "loop": """
        def backprop(derivatives):
            grads = [1.0]
            for d in reversed(derivatives):
                grads.append(grads[-1] * d)
            return grads
    """,
    "slice": """
        def backprop(derivatives):
            g = 1
            result = [g]
            for d in derivatives[::-1]:
                g *= d
                result.append(g)
            return result
    """,
    "indices": """
        def backprop(derivatives):
            n = len(derivatives)
            out = [1.0] * (n + 1)
            for i in range(n):
                out[i + 1] = out[i] * derivatives[n - 1 - i]
            return out
    """,
    "cumprod": """
        def backprop(derivatives):
            return list(np.cumprod([1.0] + derivatives[::-1]))
    """,
    "accumulate": """
        def backprop(derivatives):
            from itertools import accumulate
            from operator import mul
            return list(accumulate(reversed(derivatives), mul, initial=1.0))
    """,
    "recursion": """
        def backprop(derivatives):
            if not derivatives:
                return [1.0]
            rest = backprop(derivatives[1:])
            return rest + [rest[-1] * derivatives[0]]
    """,
    "products": """
        def backprop(derivatives):
            return [np.prod(derivatives[len(derivatives) - k:]) for k in range(len(derivatives) + 1)]
    """,
    "zero dimensional": """
        def backprop(derivatives):
            gy = np.array(1.0)
            grads = [gy]
            for d in reversed(derivatives):
                gy = gy * d
                grads.append(gy)
            return grads
    """,
    "insert and reverse": """
        def backprop(derivatives):
            gs = [1.0]
            for d in reversed(derivatives):
                gs.insert(0, gs[0] * d)
            return gs[::-1]
    """,
    "tuple": """
        def backprop(derivatives):
            gs = (1.0,)
            for d in reversed(derivatives):
                gs += (gs[-1] * d,)
            return gs
    """,
    "array": """
        def backprop(derivatives):
            return np.cumprod(np.append(1.0, derivatives[::-1]))
    """,
    "copy popped": """
        def backprop(derivatives):
            rest = list(derivatives)
            gs = [1.0]
            while rest:
                gs.append(gs[-1] * rest.pop())
            return gs
    """,
    "other name": """
        def backprop(ds):
            gs = [1.0]
            for d in ds[::-1]:
                gs += [gs[-1] * d]
            return gs
    """,
}

WRONG = {
    "input first": (
        "reversed_result",
        "入力側",
        """
        def backprop(derivatives):
            gs = [1.0]
            for d in reversed(derivatives):
                gs.insert(0, gs[0] * d)
            return gs
        """,
    ),
    "no one": (
        "missing_one",
        "dy/dy",
        """
        def backprop(derivatives):
            gs = []
            g = 1.0
            for d in reversed(derivatives):
                g *= d
                gs.append(g)
            return gs
        """,
    ),
    "no last": (
        "missing_last",
        "n+1個",
        """
        def backprop(derivatives):
            gs = []
            g = 1.0
            for d in reversed(derivatives):
                gs.append(g)
                g *= d
            return gs
        """,
    ),
    "from input": (
        "from_input",
        "入力側",
        """
        def backprop(derivatives):
            gs = [1.0]
            for d in derivatives:
                gs.append(gs[-1] * d)
            return gs
        """,
    ),
    "from input without one": (
        "from_input",
        "入力側",
        """
        def backprop(derivatives):
            gs = []
            g = 1.0
            for d in derivatives:
                g *= d
                gs.append(g)
            return gs
        """,
    ),
    "from input reversed": (
        "from_input",
        "どちらの端",
        """
        def backprop(derivatives):
            gs = [1.0]
            for d in derivatives:
                gs.append(gs[-1] * d)
            return gs[::-1]
        """,
    ),
    "local": (
        "local_only",
        "連鎖律",
        """
        def backprop(derivatives):
            return [1.0] + derivatives[::-1]
        """,
    ),
    "local without one": (
        "local_only",
        "連鎖律",
        """
        def backprop(derivatives):
            gs = []
            for d in reversed(derivatives):
                gs.append(1.0 * d)
            return gs
        """,
    ),
    "sums": (
        "sums",
        "積",
        """
        def backprop(derivatives):
            gs = [1.0]
            for d in reversed(derivatives):
                gs.append(gs[-1] + d)
            return gs
        """,
    ),
    "sums from zero": (
        "sums",
        "足し",
        """
        def backprop(derivatives):
            gs = [0.0]
            for d in reversed(derivatives):
                gs.append(gs[-1] + d)
            return gs
        """,
    ),
    "zero": (
        "starts_from_zero",
        "0",
        """
        def backprop(derivatives):
            gs = [0.0]
            for d in reversed(derivatives):
                gs.append(gs[-1] * d)
            return gs
        """,
    ),
    "product": (
        "only_product",
        "最後の勾配",
        """
        def backprop(derivatives):
            g = 1.0
            for d in reversed(derivatives):
                g = g * d
            return g
        """,
    ),
    "product in list": (
        "only_product",
        "途中の勾配",
        """
        def backprop(derivatives):
            g = 1.0
            for d in derivatives:
                g *= d
            return [g]
        """,
    ),
    "early return": (
        "early_return",
        "字下げ",
        """
        def backprop(derivatives):
            gs = [1.0]
            for d in reversed(derivatives):
                gs.append(gs[-1] * d)
                return gs
        """,
    ),
    "exhausted": (
        "early_return",
        "繰り返し",
        """
        def backprop(derivatives):
            ds = reversed(derivatives)
            list(ds)
            gs = [1.0]
            for d in ds:
                gs.append(gs[-1] * d)
            return gs
        """,
    ),
    "pop": (
        "changed_input",
        "書き換え",
        """
        def backprop(derivatives):
            gs = [1.0]
            while derivatives:
                gs.append(gs[-1] * derivatives.pop())
            return gs
        """,
    ),
    "reverse": (
        "changed_input",
        "reverse",
        """
        def backprop(derivatives):
            derivatives.reverse()
            gs = [1.0]
            for d in derivatives:
                gs.append(gs[-1] * d)
            return gs
        """,
    ),
    "reverse returns None": (
        "no_return",
        "None",
        """
        def backprop(derivatives):
            gs = [1.0]
            for d in derivatives:
                gs.append(gs[-1] * d)
            return gs.reverse()
        """,
    ),
    "no return": (
        "no_return",
        "return",
        """
        def backprop(derivatives):
            gs = [1.0]
            for d in reversed(derivatives):
                gs.append(gs[-1] * d)
        """,
    ),
    "generator": (
        "wrong_type",
        "リスト",
        """
        def backprop(derivatives):
            g = 1.0
            yield g
            for d in reversed(derivatives):
                g *= d
                yield g
        """,
    ),
    "strings": (
        "wrong_type",
        "数のリスト",
        """
        def backprop(derivatives):
            return [str(d) for d in derivatives]
        """,
    ),
    "global": (
        "remembers_last_call",
        "2回目",
        """
        gs = [1.0]
        def backprop(derivatives):
            for d in reversed(derivatives):
                gs.append(gs[-1] * d)
            return gs
        """,
    ),
    "default": (
        "remembers_last_call",
        "既定の値",
        """
        def backprop(derivatives, gs=[1.0]):
            for d in reversed(derivatives):
                gs.append(gs[-1] * d)
            return gs
        """,
    ),
    "endless": (
        "endless_loop",
        "終わらない",
        """
        def backprop(derivatives):
            gs = [1.0]
            i = len(derivatives)
            while i > 0:
                gs.append(gs[-1] * derivatives[i - 1])
            return gs
        """,
    ),
    "index error": (
        "error",
        "IndexError",
        """
        def backprop(derivatives):
            gs = [1.0]
            for i in range(len(derivatives) + 1):
                gs.append(gs[-1] * derivatives[-i - 1])
            return gs
        """,
    ),
    "none in list": (
        "wrong_type",
        "リスト",
        """
        def backprop(derivatives):
            return [None for d in derivatives]
        """,
    ),
    "extra one": (
        "wrong_length",
        "長さ",
        """
        def backprop(derivatives):
            gs = [1.0, 1.0]
            for d in reversed(derivatives):
                gs.append(gs[-1] * d)
            return gs
        """,
    ),
    "unknown": (
        "wrong_value",
        "期待した値",
        """
        def backprop(derivatives):
            gs = [2.0]
            for d in reversed(derivatives):
                gs.append(gs[-1] * d)
            return gs
        """,
    ),
    "unbound": (
        "name_error",
        "g",
        """
        def backprop(derivatives):
            for d in derivatives:
                g = g * d
            return [g]
        """,
    ),
    "two parameters": (
        "wrong_parameters",
        "引数",
        """
        def backprop(derivatives, gy):
            return derivatives
        """,
    ),
    "unreversed range": (
        "from_input",
        "入力側",
        """
        def backprop(derivatives):
            out = [1.0]
            for i in range(len(derivatives)):
                out.append(out[i] * derivatives[i])
            return out
        """,
    ),
}


@pytest.mark.parametrize("source", RIGHT.values(), ids=RIGHT)
def test_right(learn: Any, source: str) -> None:
    feedback = check_step05(learn(5, source, "backprop"))
    assert feedback, feedback
    assert feedback.diagnosis is None
    assert feedback.message.startswith("正解です。")


@pytest.mark.parametrize(("code", "word", "source"), WRONG.values(), ids=WRONG)
def test_wrong(learn: Any, code: str, word: str, source: str) -> None:
    feedback = check_step05(learn(5, source, "backprop"))
    assert not feedback
    assert (feedback.diagnosis, word in feedback.message) == (code, True), feedback
