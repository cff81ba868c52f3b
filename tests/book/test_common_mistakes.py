"""章の「よくある間違い」をパッケージに入れると、章に印字された値になり、パッケージのテストが見つける。"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.book.pages import cell_outputs

ROOT = Path(__file__).parents[2]
COMPOSITE = """
x = Variable(np.array(0.5))
y = square(exp(square(x)))
"""
GRADIENT = f"{COMPOSITE}\ny.backward()\nprint(x.grad)"


class Mistake(NamedTuple):
    """1つの間違い。``edits`` は、ファイルごとの「正しい行」と「間違った行」の組。"""

    page: str
    edits: list[tuple[str, str, str]]
    program: str
    printed: str
    caught_by: str


MISTAKES = {
    "2乗を2倍と取り違える": Mistake(
        "step02",
        [("functions.py", "return x**2", "return x * 2")],
        "print(square(Variable(np.array(3.0))).data)",
        "6.0",
        "test_functions.py",
    ),
    "中心差分をepsで割る": Mistake(
        "step04",
        [("numerical.py", "2 * eps", "eps")],
        f"{COMPOSITE}\n"
        "f = lambda x: square(exp(square(x)))\n"
        "print(numerical_diff(f, x, scheme='central'))",
        "6.594885258666139",
        "test_numerical.py",
    ),
    "局所的な微分に、別の変数の値を入れる": Mistake(
        "step05",
        [
            (
                "functions.py",
                "x = self.input.data\n        return 2 * x * gy",
                "v = self.input\n"
                "        while v.creator is not None:\n"
                "            v = v.creator.input\n"
                "        return 2 * v.data * gy",
            )
        ],
        GRADIENT,
        "1.2840254166877414",
        "test_backward.py",
    ),
    "掛けずに足す": Mistake(
        "step05",
        [
            ("functions.py", "2 * x * gy", "2 * x + gy"),
            ("functions.py", "np.exp(x) * gy", "np.exp(x) + gy"),
            ("core.py", "np.ones_like", "np.zeros_like"),
        ],
        GRADIENT,
        "4.852076250063224",
        "test_functions.py",
    ),
    "出発点を間違える": Mistake(
        "step05",
        [("core.py", "np.ones_like(self.data)", "self.data")],
        GRADIENT,
        "5.436563656918089",
        "test_backward.py",
    ),
    "gyを掛け忘れる": Mistake(
        "step06",
        [("functions.py", "2 * x * gy", "2 * x")],
        GRADIENT,
        "1.0",
        "test_functions.py",
    ),
    "入力ではなく出力で微分する": Mistake(
        "step06",
        [
            (
                "functions.py",
                "return 2 * x * gy",
                "return 2 * self.forward(x) * gy",
            )
        ],
        GRADIENT,
        "2.1170000166126743",
        "test_functions.py",
    ),
    "生成元を書き込む相手を取り違える": Mistake(
        "step07",
        [("core.py", "output.creator = self", "input.creator = self")],
        GRADIENT,
        "None",
        "test_backward.py",
    ),
    "selfの勾配を渡し続ける": Mistake(
        "step08",
        [("core.py", "function.backward(gradient)", "function.backward(gradients[0])")],
        GRADIENT,
        "1.0",
        "test_backward.py",
    ),
    "as_arrayを1か所だけ忘れる": Mistake(
        "step09",
        [("core.py", "gradient = as_array(gx)", "gradient = gx")],
        "x = Variable(np.array(0.5))\n"
        "y = square(x)\n"
        "y.backward()\n"
        "print(x.grad, type(x.grad).__name__)",
        "1.0 float64",
        "test_backward.py",
    ),
    "シードの形を取り違える": Mistake(
        "step09",
        [("checks.py", "if gradient.shape != data.shape:", "if False:")],
        "x = Variable(np.array([1.0, 2.0]))\n"
        "y = square(x)\n"
        "y.grad = np.array([[1.0], [1.0]])\n"
        "y.backward()\n"
        "print('値の形', x.shape, ' 勾配の形', x.grad.shape)",
        "値の形 (2,)  勾配の形 (2, 2)",
        "test_errors.py",
    ),
    "整数を入れる": Mistake(
        "step09",
        [
            ("checks.py", 'if data.dtype.kind != "f":', "if False:"),
            ("checks.py", 'if gradient.dtype.kind != "f":', "if False:"),
        ],
        "x = Variable(np.array(3))\n"
        "y = square(x)\n"
        "y.backward()\n"
        "print(x.grad, x.grad.dtype)",
        "6 int64",
        "test_errors.py",
    ),
    "許容誤差を広げて通す": Mistake(
        "step10",
        [("numerical.py", "rtol: float = 1e-6", "rtol: float = 1e-1")],
        "class SquareWithWrongFactor(Square):\n"
        "    def backward(self, gy):\n"
        "        return 2.1 * self.input.data * gy\n"
        "x = Variable(np.array([0.3, 0.7]))\n"
        "passed = gradient_check(lambda x: SquareWithWrongFactor()(x), x)\n"
        "print('rtol=1e-01', bool(passed))",
        "rtol=1e-01 True",
        "test_gradient_check.py",
    ),
}


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_gives_the_printed_value_and_turns_a_test_red(
    name: str, tmp_path: Path, site: Path
) -> None:
    mistake = MISTAKES[name]
    shutil.copytree(ROOT / "dezero_book", tmp_path / "dezero_book")
    shutil.copytree(
        ROOT / "tests" / "package",
        tmp_path / "tests" / "package",
        ignore=shutil.ignore_patterns("exercises"),
    )
    pytest_run = [
        "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-c", os.devnull,
        "--rootdir", str(tmp_path), f"tests/package/{mistake.caught_by}",
    ]  # fmt: skip
    for file, right, wrong in mistake.edits:
        path = tmp_path / "dezero_book" / file
        source = path.read_text(encoding="utf-8")
        assert source.count(right) == 1, f"{file}に「{right}」がちょうど1つありません。"
        path.write_text(source.replace(right, wrong), encoding="utf-8")

    program = f"import numpy as np\nfrom dezero_book import *\n{mistake.program}"
    assert run(["-c", program], tmp_path).stdout.strip() == mistake.printed
    assert mistake.printed in cell_outputs(site / "book" / f"{mistake.page}.html")

    result = run(pytest_run, tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert " failed" in result.stdout, result.stdout


def test_every_mistake_is_named_as_in_its_chapter() -> None:
    for name, mistake in MISTAKES.items():
        chapter = (ROOT / "book" / f"{mistake.page}.md").read_text(encoding="utf-8")
        assert f"### {name}\n" in chapter
