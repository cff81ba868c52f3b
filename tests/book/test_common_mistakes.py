"""章の「よくある間違い」をパッケージに入れると、章に印字された値になり、パッケージのテストが見つける。

パッケージに入れられない間違い（読者のコードの書き方）は、``MISUSES`` に理由を書き、
同じことを完成したパッケージで行ったときの結果を確かめる。
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.book.chapters import CHAPTERS
from tests.book.pages import cell_outputs

ROOT = Path(__file__).parents[2]
# 終わらないループを植えても、テストは止まる。
TIME_LIMIT = 60
COMPOSITE = """
x = Variable(np.array(0.5))
y = square(exp(square(x)))
"""
GRADIENT = f"{COMPOSITE}\ny.backward()\nprint(x.grad)"
# 章と同じ順に、1段ずつ手で逆伝播する。
BY_HAND = """
y.grad = np.array(1.0)
variable = y
for name in ["b", "a", "x"]:
    function = variable.creator
    previous = {"b": b, "a": a, "x": x}[name]
    previous.grad = function.backward(variable.grad)
    print(f"{name}.grad =", previous.grad)
    variable = previous
"""


def showing_the_error(statement: str) -> str:
    """``statement`` で起きたエラーの文を印字するプログラム。"""
    return f"try:\n    {statement}\nexcept Exception as error:\n    print(error)"


class Mistake(NamedTuple):
    """1つの間違い。

    ``edits`` は、ファイルごとの「正しい行」と「間違った行」の組。
    ``without`` は、間違いを途中で止めるので外しておく検査。
    ``caught_by`` は、``tests/package/`` の中の、間違いを見つけるテスト。
    """

    page: str
    edits: list[tuple[str, str, str]]
    program: str
    printed: str
    caught_by: str
    without: tuple[str, ...] = ()


class Misuse(NamedTuple):
    """読者のコードの間違い。

    ``program`` は、同じことを完成したパッケージで行う。結果は、章に印字された ``printed`` になる。
    """

    page: str
    reason: str
    program: str
    printed: str


MISTAKES = {
    "2乗を2倍と取り違える": Mistake(
        "step02",
        [("functions.py", "return x**2", "return x * 2")],
        "print(square(Variable(np.array(3.0))).data)",
        "6.0",
        "test_functions.py",
    ),
    "returnを書き忘れる": Mistake(
        "step02",
        [
            ("functions.py", "return x**2", "x**2"),
            ("core.py", "Variable(as_array(y))", "Variable(y)"),
        ],
        "y = square(Variable(np.array(3.0)))\nprint(type(y).__name__, y.data)",
        "Variable None",
        "test_functions.py",
        ("check_result",),
    ),
    "forwardで箱に包む": Mistake(
        "step02",
        [
            ("functions.py", "return x**2", "return Variable(x**2)"),
            ("core.py", "Variable(as_array(y))", "Variable(y)"),
        ],
        "y = square(Variable(np.array(3.0)))\n"
        "print('y.dataの型', type(y.data).__name__)\n"
        "print('y.data.data', y.data.data)",
        "y.dataの型 Variable\ny.data.data 9.0",
        "test_functions.py",
        ("check_result", "check_data"),
    ),
    "`__call__` を上書きする": Mistake(
        "step02",
        [
            (
                "functions.py",
                "class Exp(Function):",
                "Square.__call__ = Square.forward\n\n\nclass Exp(Function):",
            )
        ],
        "y = Square()(np.array(3.0))\nprint(type(y).__name__, y)",
        "float64 9.0",
        "test_functions.py",
    ),
    "変数ではなく配列を渡す": Mistake(
        "step03",
        [],
        showing_the_error("Square()(np.array(0.5))"),
        "unsupported operand type(s) for ** or pow(): 'memoryview' and 'int'",
        "test_errors.py",
        ("check_input",),
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
    "epsを小さくしすぎる": Mistake(
        "step04",
        [
            (
                "numerical.py",
                "eps: float = 1e-4,\n    *,\n    scheme",
                "eps: float = 1e-17,\n    *,\n    scheme",
            )
        ],
        f"{COMPOSITE}\n"
        "f = lambda x: square(exp(square(x)))\n"
        "print(1e-17, numerical_diff(f, x))",
        "1e-17 0.0",
        "test_numerical.py",
    ),
    "入力の点を動かしてしまう": Mistake(
        "step04",
        [
            (
                "numerical.py",
                "y1, y0 = f(x1), f(x0)",
                "y0 = f(x)\n    x.data += eps\n    y1 = f(x)",
            )
        ],
        f"{COMPOSITE}\n"
        "f = lambda x: square(exp(square(x)))\n"
        "print('1回目', numerical_diff(f, x))\n"
        "print('2回目', numerical_diff(f, x))\n"
        "print('x.data', x.data)",
        "1回目 3.2981021178524195\n2回目 3.2994216226112094\nx.data 0.5002",
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
    "因子を1つ忘れる": Mistake(
        "step05",
        [
            (
                "functions.py",
                "return 2 * x * gy",
                "return gy if self.input.creator is None else 2 * x * gy",
            )
        ],
        "for value in [0.5, 1.0]:\n"
        "    x = Variable(np.array(value))\n"
        "    square(exp(square(x))).backward()\n"
        "    print('掛け忘れた値', x.grad)",
        "掛け忘れた値 3.297442541400256\n掛け忘れた値 14.778112197861299",
        "test_backward.py",
    ),
    "gyを掛け忘れる": Mistake(
        "step06",
        [("functions.py", "2 * x * gy", "2 * x")],
        GRADIENT,
        "1.0",
        "test_backward.py",
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
    "逆伝播の順番を間違える": Mistake(
        "step06",
        [
            (
                "core.py",
                "function.backward(gradient)",
                "function.backward(variable.grad)",
            )
        ],
        "x = Variable(np.array(0.5))\ny = exp(square(x))\n"
        + showing_the_error("y.backward()"),
        "unsupported operand type(s) for *: 'float' and 'NoneType'",
        "test_backward.py",
    ),
    "1つのインスタンスを2か所で使う": Mistake(
        "step06",
        [
            (
                "functions.py",
                "class Exp(Function):",
                "SHARED = Square()\n\n\nclass Exp(Function):",
            ),
            ("functions.py", "return Square()(x)", "return SHARED(x)"),
        ],
        "x = Variable(np.array(0.5))\na = square(x)\nb = exp(a)\ny = square(b)\n"
        + BY_HAND,
        "b.grad = 2.568050833375483\n"
        "a.grad = 3.297442541400256\n"
        "x.grad = 8.468000066450697",
        "test_reuse.py::test_the_python_functions_can_be_nested_freely",
    ),
    "出発点の形を間違える": Mistake(
        "step06",
        [("core.py", "np.ones_like(self.data)", "np.ones((*self.data.shape, 1))")],
        "x = Variable(np.array([0.0, 0.5, 1.0]))\n"
        "y = square(x)\n"
        "y.backward()\n"
        "print(x.grad)\n"
        "print(x.data.shape, x.grad.shape)",
        "[[0. 1. 2.]\n [0. 1. 2.]\n [0. 1. 2.]]\n(3,) (3, 3)",
        "test_backward.py",
        ("check_gradient",),
    ),
    "生成元を書き込む相手を取り違える": Mistake(
        "step07",
        [("core.py", "output.creator = self", "input.creator = self")],
        GRADIENT,
        "None",
        "test_backward.py",
    ),
    "出力の勾配を入れ忘れる": Mistake(
        "step07",
        [
            ("core.py", "np.ones_like(self.data) if self.grad is None else ", ""),
            ("core.py", "as_array(seed)", "seed"),
        ],
        COMPOSITE + showing_the_error("y.backward()"),
        "unsupported operand type(s) for *: 'float' and 'NoneType'",
        "test_backward.py",
        ("check_gradient",),
    ),
    "1つのインスタンスを2度使う": Mistake(
        "step07",
        [],
        "s = Square()\n"
        "x = Variable(np.array(0.5))\n"
        "variable = s(s(x))\n"
        "for step in range(1000):\n"
        "    check_source(variable)\n"
        "    variable = variable.creator.input\n"
        "print(variable.creator is s)",
        "True",
        "test_reuse.py::test_an_older_result_of_an_instance_is_refused",
        ("check_source",),
    ),
    "selfの勾配を渡し続ける": Mistake(
        "step08",
        [("core.py", "function.backward(gradient)", "function.backward(gradients[0])")],
        GRADIENT,
        "1.0",
        "test_backward.py",
    ),
    "変数を移し忘れる": Mistake(
        "step08",
        [
            ("core.py", "while variable.creator is not None:", "for _ in range(5):"),
            ("core.py", "variable = function.input", "pass"),
        ],
        f"{COMPOSITE}\ny.backward()\nprint(y.grad is not None, x.grad)",
        "True None",
        "test_backward.py",
    ),
    "移る順番を取り違える": Mistake(
        "step08",
        [
            (
                "core.py",
                "function.backward(gradient)",
                "function.backward(function.input.grad)",
            )
        ],
        COMPOSITE + showing_the_error("y.backward()"),
        "unsupported operand type(s) for *: 'float' and 'NoneType'",
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
            ("checks.py", "if result.dtype.kind not in kinds:", "if False:"),
        ],
        "x = Variable(np.array(3))\n"
        "y = square(x)\n"
        "y.backward()\n"
        "print(x.grad, x.grad.dtype)",
        "6 int64",
        "test_errors.py",
    ),
    "残っていた勾配から始まる": Mistake(
        "step09",
        [("core.py", "        self.grad = None\n", "        pass\n")],
        "x = Variable(np.array(0.5))\n"
        "a = square(x)\n"
        "b = exp(a)\n"
        "y = square(b)\n"
        "y.backward()\n"
        "b.cleargrad()\n"
        "b.backward()\n"
        "print(a.grad, np.exp(a.data))",
        "3.297442541400256 1.2840254166877414",
        "test_backward.py::test_after_cleargrad_backward_starts_from_ones_again",
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
    "形の違いを見落とす": Mistake(
        "step10",
        [("checks.py", "if gradient.shape != data.shape:", "if False:")],
        "class Double(Function):\n"
        "    def forward(self, x):\n"
        "        return 2 * x\n"
        "    def backward(self, gy):\n"
        "        return np.array(2.0)\n"
        "x = Variable(np.ones((2, 2)))\n"
        "Double()(x).backward()\n"
        "print(np.allclose(np.array([[2.0, 2.0], [2.0, 2.0]]), x.grad))",
        "True",
        "test_errors.py",
    ),
}

MISUSES = {
    "箱を捨ててしまう": Misuse(
        "step01",
        "名前への代入はPythonの動きで、箱には伝わらない。",
        "box = Variable(np.array(1.0))\nx = box\nx = np.array(2.0)\n"
        "print('xの型', type(x).__name__)\nprint('箱の中身', box.data)",
        "xの型 ndarray\n箱の中身 1.0",
    ),
    "共有した配列を書き換える": Misuse(
        "step01",
        "箱は、渡された配列を写さずに覚える。",
        "shared = np.array([1.0, 2.0])\na = Variable(shared)\nb = Variable(shared)\n"
        "a.data += 1.0\nprint('+= のあと     ', a.data, b.data)",
        "+= のあと      [2. 3.] [2. 3.]",
    ),
    "整数の配列に小数を入れる": Misuse(
        "step01",
        "箱に入れる前の、NumPyの配列の動き。",
        "x = Variable(np.array([1, 2, 3]))\nx.data[0] = 0.5\n"
        "print(x.data)\nprint(x.dtype)",
        "[0 2 3]\nint64",
    ),
    "インスタンスを作り忘れる": Misuse(
        "step02",
        "クラスの呼び出し方。Squareは引数を取らない。",
        showing_the_error("Square(Variable(np.array(3.0)))"),
        "Square() takes no arguments",
    ),
    "継承を書き忘れる": Misuse(
        "step02",
        "Functionと関わりのないクラスなので、パッケージのコードは動かない。",
        "class SquareWithoutInheritance:\n"
        "    def forward(self, x):\n"
        "        return x**2\n"
        + showing_the_error("SquareWithoutInheritance()(Variable(np.array(3.0)))"),
        "'SquareWithoutInheritance' object is not callable",
    ),
    "つなぐ順番を取り違える": Misuse(
        "step03",
        "どの順番も、正しい計算になる。",
        "print(Square()(Square()(Exp()(Variable(np.array(0.5))))).data)",
        "7.389056098930652",
    ),
    "float32のまま計算する": Misuse(
        "step04",
        "numerical_diffは、入力のdtypeで計算する約束になっている。",
        "x = Variable(np.array(2.0, dtype=np.float32))\n"
        "print('前進差分', numerical_diff(Square(), x))\n"
        "print('中心差分', numerical_diff(Square(), x, scheme='central'))",
        "前進差分 3.9958954\n中心差分 3.9982796",
    ),
    "要素が混ざる関数に、配列を渡す": Misuse(
        "step04",
        "numerical_diffは、要素ごとの関数だけを受け取る約束になっている。",
        "class Sum(Function):\n"
        "    def forward(self, x):\n"
        "        return np.sum(x**2)\n"
        "x = Variable(np.array([1.0, 2.0, 3.0]))\n"
        "print(numerical_diff(Sum(), x, scheme='central'))",
        "12.000000000016442",
    ),
    "インスタンスを作る括弧を忘れる": Misuse(
        "step09",
        "クラスの呼び出し方。Squareは引数を取らない。",
        showing_the_error("Square(np.array(0.5))"),
        "Square() takes no arguments",
    ),
    "assertを書き忘れる": Misuse(
        "step10",
        "読者のテストの書き方。比べた結果を捨てると、何も起きない。",
        "y = square(Variable(np.array(3.0)))\n"
        "np.isclose(y.data, 1000.0)\nprint('1 passed')",
        "1 passed",
    ),
    "期待値を、調べるコードで求める": Misuse(
        "step10",
        "読者のテストの書き方。どんな間違いがあっても、同じコードの結果どうしは一致する。",
        "Square.backward = lambda self, gy: 2 * self.input.data\n"
        "def gradient():\n"
        "    x = Variable(np.array(3.0))\n"
        "    exp(square(x)).backward()\n"
        "    return x.grad\n"
        "print([] if gradient() == gradient() else ['test_comparing_with_itself'])",
        "[]",
    ),
}


def copy_of_the_package(folder: Path) -> None:
    shutil.copytree(ROOT / "dezero_book", folder / "dezero_book")
    shutil.copytree(
        ROOT / "tests" / "package",
        folder / "tests" / "package",
        ignore=shutil.ignore_patterns("exercises"),
    )


def plant(mistake: Mistake, package: Path) -> None:
    for file, right, wrong in mistake.edits:
        path = package / file
        source = path.read_text(encoding="utf-8")
        assert source.count(right) == 1, f"{file}に「{right}」がちょうど1つありません。"
        path.write_text(source.replace(right, wrong), encoding="utf-8")
    checks = package / "checks.py"
    source = checks.read_text(encoding="utf-8")
    for name in mistake.without:
        assert f"\ndef {name}(" in source, f"checks.pyに{name}がありません。"
        source += f"\n\n{name} = lambda *arguments: None\n"
    checks.write_text(source, encoding="utf-8")


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=TIME_LIMIT,
    )


def run_program(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return run(
        [
            "-c",
            "import numpy as np\n"
            "from dezero_book import *\n"
            "from dezero_book.checks import *\n"
            f"{program}",
        ],
        folder,
    )


def output_of(program: str, folder: Path) -> str:
    result = run_program(program, folder)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def run_package_tests(tests: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return run(
        [
            "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-c", os.devnull,
            "--rootdir", str(folder), f"tests/package/{tests}",
        ],
        folder,
    )  # fmt: skip


def lines_in_page(printed: str, page: Path) -> bool:
    """``printed`` のどの行も、ページのセルの出力にある。"""
    shown = " ".join(cell_outputs(page).split())
    return all(" ".join(line.split()) in shown for line in printed.splitlines())


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_gives_the_value_of_the_book_and_turns_a_test_red(
    name: str, tmp_path: Path
) -> None:
    mistake = MISTAKES[name]
    copy_of_the_package(tmp_path)
    plant(mistake, tmp_path / "dezero_book")

    assert output_of(mistake.program, tmp_path) == mistake.printed

    result = run_package_tests(mistake.caught_by, tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert " failed" in result.stdout, result.stdout


@pytest.mark.parametrize("name", MISTAKES)
def test_the_program_of_a_mistake_prints_something_else_without_it(name: str) -> None:
    mistake = MISTAKES[name]
    # 完成したパッケージの検査が、エラーで止めることもある。
    assert run_program(mistake.program, ROOT).stdout.strip() != mistake.printed


@pytest.mark.parametrize(
    "tests", sorted({mistake.caught_by for mistake in MISTAKES.values()})
)
def test_the_tests_that_turn_red_are_green_without_a_mistake(
    tests: str, tmp_path: Path
) -> None:
    copy_of_the_package(tmp_path)
    result = run_package_tests(tests, tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("name", MISUSES)
def test_a_misuse_of_the_reader_has_the_stated_effect_on_the_package(name: str) -> None:
    assert output_of(MISUSES[name].program, ROOT) == MISUSES[name].printed


def test_the_values_stand_in_the_chapters(site: Path) -> None:
    missing = [
        f"{case.page}「{name}」：{case.printed}"
        for name, case in (MISTAKES | MISUSES).items()
        if not lines_in_page(case.printed, site / "book" / f"{case.page}.html")
    ]
    assert not missing, "\n".join(missing)


def test_every_mistake_of_the_chapters_is_planted_or_explained() -> None:
    shown = set()
    for chapter in CHAPTERS:
        first, last = chapter.section("よくある間違い")
        shown |= {
            (chapter.name, heading.title)
            for heading in chapter.headings
            if heading.level == 3 and first < heading.line <= last
        }
    assert not MISTAKES.keys() & MISUSES.keys()
    assert {(case.page, name) for name, case in (MISTAKES | MISUSES).items()} == shown
