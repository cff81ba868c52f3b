"""学習者のコードと組になる ``Variable`` と ``Function`` を見つけます。

学習者は、章のスナップショット、パッケージ、ノートブックに自分で書いたクラスの
どれを使うこともあります。別のクラスの変数を渡すと、型の検査に通らないことがあります。
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

import dezero_book
from dezero_book.exercises.attempt import attempt


class Framework(NamedTuple):
    """組になって働く2つのクラス。"""

    variable: Any
    function: Any


PACKAGE = Framework(dezero_book.Variable, dezero_book.Function)


def variable_of_class(cls: type[Any]) -> Any:
    """``cls`` の ``__call__`` が使う ``Variable``。

    基底クラスの ``__call__`` を先に見ます。関数の中に書かれた名前 ``Variable`` は、
    その関数が定義された名前空間で解決されるためです。

    Parameters
    ----------
    cls
        ``Function`` を継承したクラス。

    Returns
    -------
    type
        ``Variable`` のクラス。見つからなければパッケージのもの。
    """
    for base in reversed(cls.__mro__):
        method = vars(base).get("__call__")
        found = names_visible_to(method).get("Variable")
        if _makes_variables(found):
            return found
    return PACKAGE.variable


def frameworks_of_function(function: Any, fallback: Framework) -> Iterator[Framework]:
    """``function`` から見える ``Variable`` と ``Function`` の組の候補。

    Parameters
    ----------
    function
        学習者の関数。
    fallback
        最後の候補。

    Yields
    ------
    Framework
        計算グラフを作れる組。ありそうな順。
    """
    names = names_visible_to(function)
    for framework in _pairs(names):
        if _builds_graph(framework):
            yield framework
    yield fallback


def variable_of_function(function: Any, fallback: Any) -> Any:
    """``function`` から見える ``Variable``。見つからなければ ``fallback``。

    Parameters
    ----------
    function
        学習者の関数。
    fallback
        見つからないときのクラス。

    Returns
    -------
    type
        ``Variable`` のクラス。
    """
    found = names_visible_to(function).get("Variable")
    return found if _makes_variables(found) else fallback


def names_visible_to(function: Any) -> dict[str, Any]:
    """``function`` の定義の中から見える名前。関数でなければ空の辞書。

    Parameters
    ----------
    function
        任意のオブジェクト。

    Returns
    -------
    dict
        名前と値。関数の外側の局所変数は、大域変数より優先されます。
    """
    function = inspect.unwrap(function) if callable(function) else function
    function = getattr(function, "__func__", function)
    if not inspect.isfunction(function):
        return {}
    names = dict(function.__globals__)
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
        content = attempt(lambda cell=cell: cell.cell_contents)
        if content.error is None:
            names[name] = content.value
    return names


def accepts(function: Callable[..., Any], count: int) -> bool:
    """``function`` を ``count`` 個の位置引数で呼び出せるかどうか。

    Parameters
    ----------
    function
        呼び出せるオブジェクト。
    count
        引数の数。

    Returns
    -------
    bool
        引数の並びを調べられないときは ``True``。
    """
    signature = attempt(inspect.signature, function)
    if signature.error is not None:
        return True
    return attempt(signature.value.bind, *([None] * count)).error is None


def _makes_variables(candidate: Any) -> bool:
    if not inspect.isclass(candidate):
        return False
    variable_type: Any = candidate
    outcome = attempt(lambda: variable_type(np.array(0.5)).data)
    return outcome.error is None and isinstance(outcome.value, np.ndarray)


def _pairs(names: dict[str, Any]) -> Iterator[Framework]:
    for variable_source in names, _module_of(names.get("Function")):
        variable = variable_source.get("Variable")
        for function_source in names, _module_of(variable):
            function = function_source.get("Function")
            if inspect.isclass(variable) and inspect.isclass(function):
                yield Framework(variable, function)


def _module_of(cls: Any) -> dict[str, Any]:
    module = sys.modules.get(cls.__module__) if inspect.isclass(cls) else None
    return {} if module is None else vars(module)


def _builds_graph(framework: Framework) -> bool:
    def build() -> bool:
        methods = {"forward": lambda self, x: x}
        function: Any = type("Identity", (framework.function,), methods)()
        x = framework.variable(np.array(0.5))
        y = function(x)
        return y.creator is function and function.input is x and x.creator is None

    return attempt(build).value is True
