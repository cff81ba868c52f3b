"""決まった値が、スナップショット、パッケージ、ページのセルの出力に現れる。"""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal

import numpy as np
import pytest

from dezero_book import Exp, Square, Variable, exp, numerical_diff, square
from tests.book import expected_values as expected
from tests.book.chapters import CHAPTERS, SNAPSHOTS
from tests.book.pages import cell_outputs
from tests.book.test_numbers_in_prose import agrees

# 標準ライブラリとNumPyのほかは、importできないようにして動かす。
ALONE = """\
import runpy, sys
class OnlyNumPy:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in {*sys.stdlib_module_names, "numpy"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, OnlyNumPy())
runpy.run_path(sys.argv[1], run_name="__main__")
"""


@pytest.mark.parametrize("path", SNAPSHOTS, ids=lambda path: path.stem)
def test_snapshot_runs_alone(path, tmp_path):
    run = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", ALONE, path],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    output = run.stdout.splitlines()
    if path.stem in expected.SNAPSHOT_OUTPUT:
        assert output == expected.SNAPSHOT_OUTPUT[path.stem]
    else:
        assert output[: len(expected.USUAL)] == expected.USUAL


def test_package():
    def f(x):
        return square(exp(square(x)))

    assert str(Square()(Variable(np.array(10))).data) == expected.SQUARE_OF_TEN
    x = Variable(np.array(0.5))
    y = f(x)
    assert str(y.data) == expected.COMPOSITE
    y.backward()
    assert str(x.grad) == expected.BACKPROP
    assert str(numerical_diff(f, x)) == expected.FORWARD_DIFFERENCE
    assert str(numerical_diff(f, x, scheme="central")) == expected.CENTRAL_DIFFERENCE


def test_package_by_hand():
    A, B, C = Square(), Exp(), Square()
    y = C(B(A(Variable(np.array(0.5)))))
    assert str(y.data) == expected.COMPOSITE
    assert str(A.backward(B.backward(C.backward(np.array(1.0))))) == expected.BACKPROP


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_page(chapter, site):
    output = cell_outputs(site / f"book/{chapter.name}.html")
    for value in expected.PAGE_OUTPUT.get(chapter.name, []):
        # 5桁あれば、ほかの値と紛れない。
        shown = [n for n in re.findall(r"\d+\.?\d*", output) if len(n) > 5]
        assert value in output.split() or any(
            agrees(number, Decimal(value)) for number in shown
        ), f"{chapter.path.name}のセルの出力に{value}がありません。"
