"""学習者のテストに渡す、正しい ``Cube`` と間違った ``Cube`` です。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Forward = Callable[[Any], Any]
Backward = Callable[[Any, Any], Any]


@dataclass
class Record:
    """``Cube`` がどのような値で呼ばれたかの記録。"""

    inputs: list[Any] = field(default_factory=list)
    gradients: list[tuple[Any, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Variant:
    """``Cube`` の1つの実装。``description`` は、何が違うかの説明。"""

    description: str
    forward: Forward = lambda x: x**3
    backward: Backward = lambda x, gy: 3 * x**2 * gy

    def build(self, base: Any, record: Record) -> Any:
        """``base`` を継承した ``Cube`` クラスを作ります。"""
        compute, differentiate = self.forward, self.backward

        def forward(self: Any, x: Any) -> Any:
            record.inputs.append(np.array(x))
            return compute(x)

        def backward(self: Any, gy: Any) -> Any:
            x = self.input.data
            record.gradients.append((np.array(x), np.array(gy)))
            return differentiate(x, gy)

        return type("Cube", (base,), {"forward": forward, "backward": backward})


class Approximate(np.ndarray[Any, Any]):
    """``==`` で比べると、丸め誤差の範囲で等しければ ``True`` になる配列。"""

    def __array_ufunc__(
        self, ufunc: Any, method: str, *inputs: Any, **keywords: Any
    ) -> Any:
        plain: list[Any] = [
            value.view(np.ndarray) if isinstance(value, Approximate) else value
            for value in inputs
        ]
        if ufunc is np.equal:
            return np.isclose(*plain)
        if ufunc is np.not_equal:
            return ~np.isclose(*plain)
        return approximate(getattr(ufunc, method)(*plain, **keywords))


def approximate(value: Any) -> Any:
    """``value`` を、``==`` が丸め誤差を許す配列にします。"""
    return np.asarray(value).view(Approximate)


CORRECT = Variant("正しいCube")
OTHER_ROUNDINGS = (
    Variant("正しいCube", lambda x: x * x * x, lambda x, gy: 3 * x * x * gy),
    Variant("正しいCube", lambda x: x**2 * x, lambda x, gy: gy * (3 * x**2)),
    Variant("正しいCube", lambda x: x * (x * x), lambda x, gy: gy * x * 3 * x),
)
TOLERANT = Variant(
    "正しいCube",
    lambda x: approximate(x**3),
    lambda x, gy: approximate(3 * x**2 * gy),
)

FAR_FROM_CORRECT = Variant(
    "どの点でも大きく異なるCube",
    lambda x: x**3 + 1000,
    lambda x, gy: 3 * x**2 * gy + 1000,
)

WRONG_FORWARDS = (
    Variant("順伝播が3 * xを返すCube", forward=lambda x: 3 * x),
    Variant("順伝播がx**2を返すCube", forward=lambda x: x**2),
    Variant(
        "順伝播も逆伝播も2乗のものになっているCube",
        forward=lambda x: x**2,
        backward=lambda x, gy: 2 * x * gy,
    ),
)
WITHOUT_GY = Variant("逆伝播でgyを掛け忘れたCube", backward=lambda x, gy: 3 * x**2)
WRONG_BACKWARDS = (
    Variant("逆伝播が3 * x * gyを返すCube", backward=lambda x, gy: 3 * x * gy),
    Variant("逆伝播が6 * x * gyを返すCube", backward=lambda x, gy: 6 * x * gy),
    Variant("逆伝播がx**2 * gyを返すCube", backward=lambda x, gy: x**2 * gy),
    Variant("逆伝播がx**3 * gyを返すCube", backward=lambda x, gy: x**3 * gy),
    Variant(
        "逆伝播の導関数を出力の値で計算するCube",
        backward=lambda x, gy: 3 * (x**3) ** 2 * gy,
    ),
    WITHOUT_GY,
)
