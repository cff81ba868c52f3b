"""自動微分のフレームワークを、何もないところから作る本のパッケージ。"""

from dezero_book.core import Function, Variable, as_array
from dezero_book.functions import Exp, Square, exp, square
from dezero_book.numerical import GradientCheck, gradient_check, numerical_diff

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
