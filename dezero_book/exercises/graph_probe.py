"""計算グラフをたどる関数に渡す、関数の一列につながった計算グラフを作ります。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dezero_book.exercises.framework import Framework


@dataclass(eq=False)
class Chain:
    """入力から出力まで一列につながった変数と関数。"""

    variables: list[Any]
    functions: list[Any]

    @property
    def output(self) -> Any:
        """最後の変数。"""
        return self.variables[-1]

    def is_intact(self) -> bool:
        """変数と関数のつながりが、作ったときのままかどうか。"""
        creators = [variable.creator for variable in self.variables]
        inputs = [function.input for function in self.functions]
        expected = [None, *self.functions]
        return all(a is b for a, b in zip(creators, expected)) and all(
            a is b for a, b in zip(inputs, self.variables)
        )


def build_chain(framework: Framework, names: Sequence[str]) -> Chain:
    """名前の並びの順に関数を適用した計算グラフを作ります。

    Parameters
    ----------
    framework
        組になる ``Variable`` と ``Function``。
    names
        関数のクラスの名前。順伝播の順。

    Returns
    -------
    Chain
        変数と関数。
    """
    classes = {name: _function_class(framework, name) for name in names}
    chain = Chain([framework.variable(np.array(0.7))], [])
    for name in names:
        function = classes[name]()
        chain.variables.append(function(chain.output))
        chain.functions.append(function)
    return chain


def _function_class(framework: Framework, name: str) -> Any:
    def forward(self: Any, x: Any) -> Any:
        return x

    def backward(self: Any, gy: Any) -> Any:
        return gy

    return type(name, (framework.function,), {"forward": forward, "backward": backward})
