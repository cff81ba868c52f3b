"""パッケージの公開名と依存。"""

import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

import dezero_book
from dezero_book import graph

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


def public_members():
    """公開名と、公開クラスのメソッドとプロパティ。"""
    for module in (dezero_book, graph):
        for name in module.__all__:
            value = getattr(module, name)
            yield name, value
            if not inspect.isclass(value):
                continue
            for member, function in vars(value).items():
                documented = callable(function) or isinstance(function, property)
                if documented and (member == "__call__" or member[0] != "_"):
                    yield f"{name}.{member}", function


MEMBERS = dict(public_members())


def test_the_members_of_the_classes_are_among_the_public_names():
    assert {
        "Exp.backward",
        "Function.__call__",
        "Square.forward",
        "Variable.backward",
        "Variable.dtype",
        "draw",
        "to_svg",
    } <= MEMBERS.keys()


@pytest.mark.parametrize("name", MEMBERS)
def test_every_docstring_has_an_example(name):
    docstring = inspect.getdoc(MEMBERS[name])
    assert "\nExamples\n--------\n" in docstring
    assert ">>> " in docstring


@pytest.mark.parametrize("name", MEMBERS)
def test_every_docstring_lists_its_errors(name):
    docstring = inspect.getdoc(MEMBERS[name])
    assert "\nRaises\n------\n" in docstring or "エラーは起きません。" in docstring


@pytest.mark.parametrize(
    "name",
    [
        "Exp", "Exp.backward", "Exp.forward", "Square", "Square.backward",
        "Square.forward", "Variable.backward", "exp", "gradient_check",
        "numerical_diff", "square",
    ],
)  # fmt: skip
def test_every_formula_names_its_source(name):
    assert "式の出所" in inspect.getdoc(MEMBERS[name])


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
