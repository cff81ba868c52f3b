"""講評の文章のために、値とエラーを短い文字列で表します。"""

from __future__ import annotations

import inspect
import re
import reprlib
from typing import Any

import numpy as np

MAX_LENGTH = 72
MAX_ERROR_LENGTH = 160  # パッケージのエラーの文章は、直し方までを含むので長い
MAX_ITEMS = 8

_shortener = reprlib.Repr()
_shortener.maxstring = _shortener.maxother = 60


def show(value: Any) -> str:
    """値を1行に短く表します。``repr`` がエラーになる値は、型の名前だけ。

    >>> show(np.array([0.5, -1.0]))
    '[0.5, -1]'
    >>> show([0.1 + 0.2, "Square"])
    "[0.3, 'Square']"
    """
    try:
        return _shorten(_write(value), MAX_LENGTH)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return f"{type(value).__name__}の値"


def show_error(error: BaseException) -> str:
    """エラーの型と文章。"""
    name, text = type(error).__name__, text_of(error)
    return _shorten(f"{name}: {text}", MAX_ERROR_LENGTH) if text else name


def text_of(error: BaseException) -> str:
    """エラーの文章。読めないときは空の文字列。"""
    try:
        return str(error)
    except Exception:
        return ""


def expected_and_obtained(expected: Any, obtained: Any) -> tuple[str, str]:
    """期待した値と得られた値の2文。"""
    return f"期待した値は{show(expected)}です。", f"得られた値は{show(obtained)}です。"


def _shorten(text: str, length: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def _write(value: Any) -> str:
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value).view(np.ndarray)
        if array.size <= MAX_ITEMS and array.dtype.kind in "iuf":
            return _write(array.tolist())
        return f"形{array.shape}、dtypeが{array.dtype}の配列"
    if isinstance(value, float):
        return f"{value + 0.0:.6g}"
    if isinstance(value, (list, tuple)):
        items = [_write(item) for item in value[:MAX_ITEMS]]
        inside = ", ".join(items if len(value) <= MAX_ITEMS else [*items, "…"])
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    if inspect.isclass(value):
        return f"クラス{value.__name__}"
    if inspect.isfunction(value):
        return f"関数{value.__name__}"
    # 既定のreprは、実行のたびに変わるアドレスを含む。
    if vars(object)["__repr__"] is type(value).__repr__:
        return f"{type(value).__name__}のインスタンス"
    return re.sub(" at 0x[0-9a-f]+", "", _shortener.repr(value))
