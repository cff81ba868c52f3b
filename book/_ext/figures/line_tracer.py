"""コードを実行し、変数の値や勾配がどの行で決まったかを記録する。"""

from __future__ import annotations

import ast
import contextlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Literal

import numpy as np

# 行を追う関数。ほかの関数の中は、呼び出した行の一部とみなす。
FOLLOWED = {"<module>", "Variable.backward"}


@dataclass(frozen=True)
class Event:
    """値か勾配が1つ決まったこと。"""

    kind: Literal["value", "gradient"]
    name: str
    line: int
    number: float


def with_input(source: str, path: Path | None, name: str, value: float) -> CodeType:
    """``name`` への最初の代入に現れる数を ``value`` に置き換えて、コンパイルする。"""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, float):
                    part.value = value
                    code: CodeType = compile(tree, str(path or "<book>"), "exec")
                    return code
    raise ValueError(f"{name} = ... の形で、小数を代入する行がありません。")


def record(
    code: CodeType, names: tuple[str, ...], namespace: dict[str, Any]
) -> list[Event]:
    """``code`` を実行し、``names`` の値と勾配が決まった順に返す。

    勾配は、変数の ``grad`` か、``dy_dx`` のような名前の変数から読む。
    """
    events: list[Event] = []
    known: set[tuple[str, str]] = set()
    last_line = 0

    def check() -> None:
        for name in names:
            for kind, number in (
                ("value", _value(namespace, name)),
                ("gradient", _gradient(namespace, names[-1], name)),
            ):
                if number is not None and (kind, name) not in known:
                    known.add((kind, name))
                    events.append(Event(kind, name, last_line, number))  # type: ignore[arg-type]

    def follow(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal last_line
        if (
            frame.f_code.co_filename != code.co_filename
            or frame.f_code.co_qualname not in FOLLOWED
        ):
            return None
        if event == "line":
            check()
            last_line = frame.f_lineno
        return follow

    before = sys.gettrace()
    with contextlib.redirect_stdout(io.StringIO()):
        sys.settrace(follow)
        try:
            exec(code, namespace)
        finally:
            sys.settrace(before)
    check()
    return events


def _value(namespace: dict[str, Any], name: str) -> float | None:
    value = namespace.get(name)
    if value is None:
        return None
    return float(
        value if isinstance(value, (float, np.ndarray, np.generic)) else value.data
    )


def _gradient(namespace: dict[str, Any], output: str, name: str) -> float | None:
    gradient = getattr(namespace.get(name), "grad", None)
    if gradient is None:
        gradient = namespace.get(f"d{output}_d{name}")
    return None if gradient is None else float(gradient)
