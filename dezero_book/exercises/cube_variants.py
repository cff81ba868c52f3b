"""学習者のテストに渡す、正しい ``Cube`` と間違った ``Cube`` です。"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dezero_book.exercises.feedback import Diagnoses

diagnosis = Diagnoses("""
reused_instance
    1つのCubeインスタンスを、続けて2回使っています。
    関数は最後の呼び出しの入力だけを覚えるので、逆伝播が入力に着きません。
    使う場所ごとに、新しいCube()を作ると直ります。
""")


@dataclass
class Record:
    """``Cube`` が呼ばれたときの値。"""

    inputs: list[Any] = field(default_factory=list)
    gradients: list[tuple[Any, Any]] = field(default_factory=list)


@dataclass
class Readings:
    """テストが読んだ、変数の ``grad`` と ``==``。"""

    input_grad: bool = False
    output_grad: bool = False
    compared: bool = False


@dataclass(frozen=True)
class Variant:
    """``Cube`` の1つの実装。``description`` は、何が違うかの説明。"""

    description: str
    forward: Callable[[Any], Any] = lambda x: x**3
    backward: Callable[[Any, Any], Any] = lambda x, gy: 3 * x**2 * gy

    def build(self, base: Any, record: Record) -> Any:
        """``base`` を継承した ``Cube`` クラスを作ります。"""
        compute, differentiate = self.forward, self.backward

        def forward(self: Any, x: Any) -> Any:
            record.inputs.append(np.array(x))
            return compute(x)

        def backward(self: Any, gy: Any) -> Any:
            if self.input.creator is self:
                raise diagnosis("reused_instance")
            x = self.input.data
            record.gradients.append((np.array(x), np.array(gy)))
            return differentiate(x, gy)

        return type("Cube", (base,), {"forward": forward, "backward": backward})


def watch(cube: Any, test: Any, readings: Readings) -> Any:
    """入力と出力の変数を、テストが何を読むかを記録するものに替える ``Cube``。"""

    def __call__(self: Any, input: Any) -> Any:
        output = super(watched, self).__call__(input)
        for variable, name in (input, "input_grad"), (output, "output_grad"):
            variable.__class__ = _recording(type(variable), test, readings, name)
        return output

    watched: Any = type("Cube", (cube,), {"__call__": __call__})
    return watched


def _recording(variable_type: Any, test: Any, readings: Readings, role: str) -> Any:
    def read(variable: Any, name: str) -> Any:
        if name == "grad" and sys._getframe(1).f_code is test.__code__:
            setattr(readings, role, True)
        return variable_type.__getattribute__(variable, name)

    def compare(variable: Any, other: Any) -> bool:
        readings.compared = True
        return variable is other

    return type(
        variable_type.__name__,
        (variable_type,),
        {
            "__slots__": (),
            "__getattribute__": read,
            "__eq__": compare,
            "__hash__": object.__hash__,
        },
    )


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

FAR_FORWARD = Variant("順伝播が大きく異なるCube", forward=lambda x: x**3 + 1000)
FAR_BACKWARD = Variant(
    "逆伝播が大きく異なるCube", backward=lambda x, gy: 3 * x**2 * gy + 1000
)
FAR = Variant("どの点でも大きく異なるCube", FAR_FORWARD.forward, FAR_BACKWARD.backward)
# 値どうしを比べるテストは、相手がどちらもCubeの値でも、NaNとは等しくならない。
NOT_A_NUMBER = Variant("NaNを返すCube", lambda x: x * np.nan, lambda x, gy: gy * np.nan)

NEAR = (
    Variant("順伝播の値が1%大きいCube", forward=lambda x: 1.01 * x**3),
    Variant("逆伝播の値が1%大きいCube", backward=lambda x, gy: 3.03 * x**2 * gy),
)


def _only_last_right(right: Any) -> Any:
    wrong = np.array(right + 1.0)
    if wrong.size > 1:
        wrong.flat[-1] = right.flat[-1]
    return wrong


ONE_RIGHT = (
    Variant(
        "順伝播の最後の要素だけが正しいCube", forward=lambda x: _only_last_right(x**3)
    ),
    Variant(
        "逆伝播の最後の要素だけが正しいCube",
        backward=lambda x, gy: _only_last_right(3 * x**2 * gy),
    ),
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

EXP = Variant("正しいExp", np.exp, lambda x, gy: np.exp(x) * gy)
EXP_LINE = Variant("逆伝播が(1 + x) * gyを返すExp", np.exp, lambda x, gy: (1 + x) * gy)
EXP_WITHOUT_GY = Variant("逆伝播でgyを掛け忘れたExp", np.exp, lambda x, gy: np.exp(x))
