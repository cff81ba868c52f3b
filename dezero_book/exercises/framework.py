"""学習者のコードと組になる ``Variable`` と ``Function`` を見つけます。

学習者は、章のスナップショット、パッケージ、ノートブックに自分で書いたクラスの
どれを使うこともあります。別のクラスの変数を渡すと、型の検査に通らないことがあります。
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

import dezero_book
from dezero_book.exercises.learner import attempt, names_visible_to


class Framework(NamedTuple):
    """組になって働く2つのクラス。"""

    variable: Any
    function: Any


PACKAGE = Framework(dezero_book.Variable, dezero_book.Function)


def variable_of_class(cls: type[Any]) -> Any:
    """``cls`` の ``__call__`` が使う ``Variable``。見つからなければパッケージのもの。

    基底クラスの ``__call__`` を先に見ます。関数の中に書かれた名前 ``Variable`` は、
    その関数が定義された名前空間で解決されるためです。
    """
    for base in reversed(cls.__mro__):
        found = variable_of_function(vars(base).get("__call__"), None)
        if found is not None:
            return found
    return PACKAGE.variable


def variable_of_function(function: Any, fallback: Any) -> Any:
    """``function`` から見える ``Variable``。見つからなければ ``fallback``。"""
    found = names_visible_to(function).get("Variable")
    if not inspect.isclass(found):
        return fallback
    variable_type: Any = found
    data, error = attempt(lambda: variable_type(np.array(0.5)).data)
    return found if error is None and isinstance(data, np.ndarray) else fallback


def frameworks_of_function(function: Any, fallback: Framework) -> Iterator[Framework]:
    """``function`` から見えて、計算グラフを作れる組。ありそうな順。最後は ``fallback``。"""
    for framework in _pairs(names_visible_to(function)):
        if attempt(_builds_graph, framework)[0] is True:
            yield framework
    yield fallback


def _pairs(names: dict[str, Any]) -> Iterator[Framework]:
    modules = [vars(value) for value in names.values() if isinstance(value, ModuleType)]
    for source in names, _module_of(names.get("Function")), *modules:
        variable = source.get("Variable")
        for other in source, _module_of(variable):
            function = other.get("Function")
            if inspect.isclass(variable) and inspect.isclass(function):
                yield Framework(variable, function)


def _module_of(cls: Any) -> dict[str, Any]:
    module = sys.modules.get(cls.__module__) if inspect.isclass(cls) else None
    return {} if module is None else vars(module)


def _builds_graph(framework: Framework) -> bool:
    function: Any = type("Identity", (framework.function,), {"forward": _same})()
    x = framework.variable(np.array(0.5))
    y = function(x)
    return y.creator is function and function.input is x and x.creator is None


def _same(self: Any, x: Any) -> Any:
    return x
