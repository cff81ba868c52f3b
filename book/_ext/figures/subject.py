"""図の題材 y = (e^{x²})²。数は、すべてこのリポジトリのパッケージが計算する。"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

# インストール済みの別のパッケージではなく、このリポジトリのパッケージを使う。
ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from dezero_book import Exp, Square, Variable  # noqa: E402

VARIABLES = ("x", "a", "b", "y")
FUNCTIONS = ("A", "B", "C")


@dataclass(frozen=True)
class Run:
    """1つの入力での、順伝播と逆伝播の結果。"""

    output: Variable
    values: tuple[float, ...]
    gradients: tuple[float, ...]
    local: tuple[float, ...]


def run(x: float) -> Run:
    variables, functions = [Variable(np.array(x))], [Square(), Exp(), Square()]
    for function in functions:
        variables.append(function(variables[-1]))
    variables[-1].backward()
    return Run(
        variables[-1],
        tuple(float(v.data) for v in variables),
        tuple(float(v.grad) for v in variables),
        tuple(float(f.backward(np.array(1.0))) for f in functions),
    )


def shown(number: Any, digits: int = 6) -> str:
    """有効数字に丸めた数。計算機による最後の桁の違いは、丸めて消える。"""
    return format(float(number), f".{digits}g")
