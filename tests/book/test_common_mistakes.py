"""章の「よくある間違い」は、本当に間違った結果を出す。正しい結果は、章のコードを使わずに求める。"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import dezero_book.steps
from tests.book.chapters import CHAPTERS, Chapter

# 章の計算 y = (e^{x²})² の値と微分。
AT_HALF, SLOPE_AT_HALF, SLOPE = np.exp(0.5), 2 * np.exp(0.5), 4.8 * np.exp(2.88)
# 間違いごとに、章のセルのあとで出る間違った結果と、正しい結果。printedは、最後のセルの出力。
MISTAKES: dict[str, list[tuple[str, Any]]] = {
    "step01": [("box.data", 2.0), ("b.data", np.array([1.0, 2.0]))],
    "step02": [
        ("SquareByDoubling()(Variable(np.array(3.0))).data", 9.0),
        ("isinstance(y.data, np.ndarray)", True),
    ],
    "step03": [("wrong[-1]", AT_HALF), ("y.data", AT_HALF)],
    "step04": [("diff_moving_x(f, moving)", SLOPE_AT_HALF)],
    "step05": [("forgets_last(1.2)", SLOPE)],
    "step06": [("check_backward(SquareWithoutGy(), 1.2, 10.0)", True)],
    "step07": [("check(SquareMarkingInput(), 1.2)", True)],
    "step08": [("float(printed)", SLOPE)],
    "step09": [("float(printed.split()[0])", np.exp(1.44))],
    "step10": [("bool(found_by(test_without_assert))", True)],
}


def mistakes_of(chapter: Chapter) -> list[int]:
    """間違いごとの、節の最後の行。"""
    starts = [h.line for h in chapter.headings_in("よくある間違い") if h.level == 3]
    return [line - 1 for line in starts[1:]] + [chapter.section("よくある間違い")[1]]


@pytest.fixture
def fresh_steps(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """スナップショットを読み直す。章のセルは、importしたクラスに書き足すことがある。"""

    def forget() -> None:
        for name in [n for n in sys.modules if n.startswith("dezero_book.steps.")]:
            # テストのあとで、ほかのテストの読んだものに戻す。
            monkeypatch.delattr(dezero_book.steps, name.rpartition(".")[2])
            monkeypatch.delitem(sys.modules, name)

    return forget


def run(chapter: Chapter, last: int) -> dict[str, Any]:
    """``last`` 行目までのセルを動かしたあとの名前。"""
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in chapter.cells:
        if cell.line <= last and cell.runs:
            with contextlib.redirect_stdout(io.StringIO()) as output:
                exec(compile(cell.code, chapter.path, "exec"), names)
            names["printed"] = output.getvalue()
    return names


def agree(got: Any, right: Any) -> bool:
    return np.shape(got) == np.shape(right) and bool(np.allclose(got, right))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_a_mistake_gives_a_wrong_result(
    chapter: Chapter, fresh_steps: Callable[[], None]
) -> None:
    ends = mistakes_of(chapter)
    rows = MISTAKES.get(chapter.name, [])
    assert len(rows) == len(ends), (
        f"{chapter.name}の間違いの正しい結果を、この上のMISTAKESに書きます。"
    )
    for (expression, right), last in zip(rows, ends):
        fresh_steps()
        names = run(chapter, last)
        assert not agree(eval(expression, names), right), expression
