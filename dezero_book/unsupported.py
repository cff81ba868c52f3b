"""``Variable`` にまだできないこと。代わりに使えるものを、日本語のエラーで案内します。

``==`` は使えます。値ではなく、同じ箱かどうかを比べます。
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

COMPUTATIONS = {
    "+": "__add__ __radd__ __pos__ add positive",
    "-": "__sub__ __rsub__ __neg__ subtract negative",
    "*": "__mul__ __rmul__ multiply",
    "/": "__truediv__ __rtruediv__ divide",
    "//": "__floordiv__ __rfloordiv__ floor_divide",
    "%": "__mod__ __rmod__ remainder",
    "**": "__pow__ __rpow__ power",
    "^": "__xor__ __rxor__ bitwise_xor",
    "@": "__matmul__ __rmatmul__ matmul",
    "abs": "__abs__",
    "round": "__round__",
    "divmod": "__divmod__ __rdivmod__ divmod",
}
READINGS = {
    "<": "__lt__ less",
    "<=": "__le__ less_equal",
    ">": "__gt__ greater",
    ">=": "__ge__ greater_equal",
    "bool": "__bool__",
    "int": "__int__",
    "float": "__float__",
    "complex": "__complex__",
    "len": "__len__",
    "添字": "__getitem__ __setitem__",
    "for": "__iter__",
    "in": "__contains__",
    "np.array": "__array__",
    "書式": "",
}
SYMBOLS = {
    name: symbol
    for symbol, names in (COMPUTATIONS | READINGS).items()
    for name in names.split()
}
INSTEAD = {
    "**": "2乗なら、square(x)で計算できます。",
    "^": "2乗なら、square(x)で計算できます。",
    "np.square": "square(x)なら計算できます。",
    "np.exp": "exp(x)なら計算できます。",
}


def _refuse(shown: str) -> NoReturn:
    if shown in READINGS:
        raise TypeError(
            f"Variableに{shown}は使えません。"
            "Variableは値と勾配をもつ箱で、数や配列そのものではないためです。"
            "x.dataで値を取り出すと使えます。"
        )
    raise TypeError(
        f"Variableに{shown}は、まだ使えません。{INSTEAD.get(shown, '')}"
        "計算の過程を残せるのは、squareやexpのように、Variableを1つ受け取る関数です。"
        "Functionを継承したクラスで、新しい関数も作れます。"
        "演算子を作る道筋は、本の「ここから先へ」にあります。"
        "値だけが要るなら、x.dataで取り出せます。"
    )


class Limited:
    """演算子、NumPyの関数、数への変換を断る、``Variable`` の基底クラス。"""

    def __array_ufunc__(self, ufunc: Any, *arguments: Any, **options: Any) -> NoReturn:
        _refuse(SYMBOLS.get(ufunc.__name__, f"np.{ufunc.__name__}"))

    def __array_function__(self, function: Any, *arguments: Any) -> NoReturn:
        _refuse(f"np.{function.__name__}")

    def __format__(self, form: str) -> str:
        return _refuse("書式") if form else str(self)


def _refusal(symbol: str) -> Callable[..., NoReturn]:
    return lambda self, *arguments, **options: _refuse(symbol)


for _name, _symbol in SYMBOLS.items():
    if _name.startswith("__"):
        setattr(Limited, _name, _refusal(_symbol))
