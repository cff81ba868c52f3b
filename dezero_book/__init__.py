"""自動微分のフレームワークを、何もないところから作る本のパッケージ。"""

from importlib import import_module
from typing import Any

from dezero_book.core import Function, Variable, as_array
from dezero_book.functions import Exp, Square, exp, square
from dezero_book.numerical import GradientCheck, gradient_check, numerical_diff

__version__ = "0.1.0"
__all__ = [
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
]


def __getattr__(name: str) -> Any:
    """図と演習は、``dezero_book.graph`` のように使われたときに読み込みます。"""
    if name in ("exercises", "graph", "steps"):
        return import_module(f"dezero_book.{name}")
    raise AttributeError(f"module 'dezero_book' has no attribute {name!r}")
