"""パッケージの公開名と依存。"""

import doctest
import inspect
import json
import re
import subprocess
import sys
from operator import attrgetter
from pathlib import Path

import pytest

import dezero_book
import dezero_book.exercises
import dezero_book.graph

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


MODULES = (dezero_book, dezero_book.graph, dezero_book.exercises)
NAMES = {
    f"{module.__name__}.{name}": getattr(module, name)
    for module in MODULES
    for name in module.__all__
}
FORMULAS = ["exp", "gradient_check", "numerical_diff", "square", "Variable.backward"]


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_has_an_example(name):
    assert ">>> " in inspect.getdoc(NAMES[name])


@pytest.mark.parametrize("name", FORMULAS)
def test_every_formula_names_its_source(name):
    assert "式の出所" in inspect.getdoc(attrgetter(name)(dezero_book))


@pytest.mark.parametrize("name", ["as_array", "exp", "square", "Function", "Variable"])
def test_the_errors_are_listed(name):
    assert "\nRaises\n------\n" in inspect.getdoc(getattr(dezero_book, name))


def examples():
    """公開している名前と、そのメソッドの例。"""
    finder = doctest.DocTestFinder()
    found = [finder.find(value, name) for name, value in NAMES.items()]
    return [test for tests in found for test in tests if test.examples]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_an_example_runs_when_it_is_copied_alone(example):
    example.globs = {}
    failed, tried = doctest.DocTestRunner().run(example)
    assert tried
    assert not failed


def test_a_method_that_overrides_another_inherits_its_description():
    for method in (dezero_book.Square.forward, dezero_book.Exp.backward):
        assert method.__doc__ is None
        assert "\nReturns\n-------\n" in inspect.getdoc(method)


def test_the_version_is_that_of_the_distribution():
    """``pip`` が入れる版は、``pyproject.toml`` がこの名前から読む。"""
    assert re.fullmatch(r"\d+\.\d+\.\d+", dezero_book.__version__)


@pytest.mark.parametrize("name", ["graph", "exercises", "steps"])
def test_the_other_rooms_are_reached_after_importing_the_package_alone(name):
    program = f"import dezero_book; print(dezero_book.{name}.__name__)"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == f"dezero_book.{name}\n"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'unknown'"):
        dezero_book.unknown  # noqa: B018


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
