"""コードを実行し、どの行で何が起きたかを記録する。

値や勾配が決まったこと、``backward`` の呼び出しと戻り、その中の変数が指すものを追う。
"""

from __future__ import annotations

import ast
import contextlib
import io
import sys
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any, Literal

import numpy as np

# 行を追う関数。ほかの関数の中は、呼び出した行の一部とみなす。
METHOD = "Variable.backward"
FOLLOWED = {"<module>", METHOD}

Kind = Literal["value", "gradient", "local", "call", "return"]


@dataclass(frozen=True)
class Event:
    """1つの行で起きたこと。

    Attributes
    ----------
    kind
        値か勾配が決まった、``backward`` の中の変数が何かを指した、呼び出した、戻った。
    name
        決まった変数の名前。``local`` では ``backward`` の中の変数の名前。
        ``call`` と ``return`` では、呼び出された変数の名前。
    number
        決まった値か勾配。
    target
        ``local`` で指したものの名前。Noneを指したときは ``"None"``。
    calls
        そのとき終わっていない ``backward`` の、呼び出された変数の名前。古い順。
    """

    kind: Kind
    name: str
    line: int
    number: float = 0.0
    target: str = ""
    calls: tuple[str, ...] = ()


def with_input(source: str, name: str, value: float) -> str:
    """``name`` への最初の代入に現れる数を、``value`` に置き換えたコード。"""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, float):
                    lines = source.split("\n")
                    # astの桁は、UTF-8のバイトで数える。
                    line = lines[part.lineno - 1].encode()
                    before, after = line[: part.col_offset], line[part.end_col_offset :]
                    lines[part.lineno - 1] = f"{before.decode()}{value}{after.decode()}"
                    return "\n".join(lines)
    raise ValueError(f"{name} = ... の形で、小数を代入する行がありません。")


def record(
    code: CodeType, names: tuple[str, ...], namespace: dict[str, Any]
) -> list[Event]:
    """``code`` を実行し、起きたことを順に返す。

    勾配は、変数の ``grad`` か、``dy_dx`` のような名前の変数から読む。
    """
    recorder = _Recorder(code, names, namespace)
    before = sys.gettrace()
    with contextlib.redirect_stdout(io.StringIO()):
        sys.settrace(recorder.follow)
        try:
            exec(code, namespace)
        finally:
            sys.settrace(before)
    recorder.check_numbers()
    return recorder.events


@dataclass
class _Call:
    """実行中の関数。最後に実行した行と、そのときの変数。"""

    name: str
    line: int = 0
    bound: dict[str, str] = field(default_factory=dict)


class _Recorder:
    def __init__(
        self, code: CodeType, names: tuple[str, ...], namespace: dict[str, Any]
    ) -> None:
        self.file = code.co_filename
        self.names = names
        self.namespace = namespace
        self.events: list[Event] = []
        self.known: set[tuple[str, str]] = set()
        self.calls: list[_Call] = []
        self.last_line = 0

    def follow(self, frame: FrameType, event: str, argument: Any) -> Any:
        code = frame.f_code
        if code.co_filename != self.file or code.co_qualname not in FOLLOWED:
            return None
        is_method = code.co_qualname == METHOD
        if event == "call":
            if self.calls:
                self.check_numbers()
            caller = self.calls[-1] if self.calls else None
            name = self._name(frame.f_locals["self"]) if is_method else ""
            self.calls.append(_Call(name))
            if is_method:
                self._add("call", name, caller.line if caller else 0)
            return self.follow
        call = self.calls[-1]
        self.check_numbers()
        if is_method:
            self._check_locals(call, frame.f_locals)
        if event == "line":
            call.line = frame.f_lineno
        elif event == "return":
            self.calls.pop()
            if is_method:
                self._add("return", call.name, call.line)
        return self.follow

    def check_numbers(self) -> None:
        if self.calls:
            self.last_line = self.calls[-1].line
        for name in self.names:
            for kind, number in (
                ("value", _value(self.namespace, name)),
                ("gradient", _gradient(self.namespace, self.names[-1], name)),
            ):
                if number is not None and (kind, name) not in self.known:
                    self.known.add((kind, name))
                    self._add(kind, name, self.last_line, number=number)

    def _check_locals(self, call: _Call, variables: dict[str, Any]) -> None:
        for name, value in variables.items():
            target = "None" if value is None else self._name(value)
            if name != "self" and target and call.bound.get(name) != target:
                call.bound[name] = target
                self._add("local", name, call.line, target=target)

    def _add(self, kind: Any, name: str, line: int, **more: Any) -> None:
        calls = tuple(call.name for call in self.calls if call.name)
        self.events.append(Event(kind, name, line, calls=calls, **more))

    def _name(self, value: Any) -> str:
        """もとのコードの中で ``value`` を指す名前。"""
        for name, other in self.namespace.items():
            if other is value and not name.startswith("_"):
                return name
        return ""


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
