"""パッケージの公開名と依存。"""

import json
import subprocess
import sys
from pathlib import Path

import dezero_book

PACKAGE = Path(dezero_book.__file__).parent


def test_the_public_names_of_the_framework_are_importable():
    assert {
        "Exp",
        "Function",
        "GradientCheck",
        "Square",
        "Variable",
        "as_array",
        "exp",
        "gradient_check",
        "numerical_diff",
        "square",
    } <= set(dezero_book.__all__)


def test_every_public_name_exists_has_a_docstring_and_is_listed_once():
    for name in dezero_book.__all__:
        assert getattr(dezero_book, name).__doc__, name
    assert len(set(dezero_book.__all__)) == len(dezero_book.__all__)


def test_the_package_is_marked_as_typed():
    assert (PACKAGE / "py.typed").is_file()


def test_importing_the_package_loads_only_numpy_and_the_standard_library(tmp_path):
    """パッケージだけを別の場所から読み込み、増えたモジュールを調べる。"""
    (tmp_path / "dezero_book").symlink_to(PACKAGE, target_is_directory=True)
    program = (
        "import json, sys; before = set(sys.modules); import dezero_book; "
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in json.loads(run.stdout)}
    assert loaded - sys.stdlib_module_names <= {"dezero_book", "numpy"}
    assert run.stderr == ""


def test_the_framework_computes_with_numpy_alone(tmp_path):
    """numpy以外の外部パッケージを読み込もうとすると失敗する環境で、勾配を計算する。"""
    (tmp_path / "dezero_book").symlink_to(PACKAGE, target_is_directory=True)
    program = """
import sys

class OnlyNumpy:
    def find_spec(self, name, path=None, target=None):
        root = name.partition(".")[0]
        if root not in sys.stdlib_module_names | {"dezero_book", "numpy"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, OnlyNumpy())
import numpy as np
from dezero_book import Variable, exp, gradient_check, square

x = Variable(np.array(0.5))
square(exp(square(x))).backward()
assert gradient_check(exp, x)
print(x.grad)
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "3.297442541400256\n"
    assert run.stderr == ""
