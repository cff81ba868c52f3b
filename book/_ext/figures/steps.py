"""コードの実行を、1歩ずつの説明にする。どの行で、図のどこが変わり、何を読むか。"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from _ext.figures.line_tracer import Event, record, with_input
from _ext.figures.subject import FUNCTIONS, VARIABLES, run
from dezero_book.graph import trace

START = 1.2  # どの局所的な微分も1ではない点
INPUTS = [round(i / 10, 1) for i in range(-15, 16)]
LAST = len(VARIABLES) - 1


@dataclass(frozen=True)
class Traced:
    """実行したコードと、起きたこと。"""

    source: str
    shown: list[range]
    events: list[Event]
    inputs: bool  # 関数が入力を覚えるか
    creators: bool  # 変数が生成元を覚えるか

    @property
    def has_gradients(self) -> bool:
        return any(event.kind == "gradient" for event in self.events)

    @property
    def cursor(self) -> str:
        """1つの呼び出しの中で、指す変数を変えていく名前。"""
        counts = Counter(
            (event.calls, event.name)
            for event in self.events
            if event.kind == "local" and event.target in VARIABLES
        )
        return next((name for (_, name), count in counts.items() if count > 1), "")

    @property
    def depth(self) -> int:
        """同時に終わらずにいる呼び出しの数。"""
        return max(len(event.calls) for event in self.events)


def trace_code(source: str, path: Path | None, shown: list[range]) -> Traced:
    """コードをすべての入力で実行し、パッケージの数と同じことを確かめる。"""
    traced: Traced | None = None
    for value in (START, *INPUTS):
        text = with_input(source, VARIABLES[0], value)
        code = compile(text, str(path or "<book>"), "exec")
        namespace: dict[str, Any] = {"__name__": "__main__", "np": np}
        events = record(code, VARIABLES, namespace)
        if traced is None:
            traced = Traced(
                text,
                shown,
                events,
                inputs=hasattr(namespace.get(FUNCTIONS[0]), "input"),
                creators=getattr(namespace.get(VARIABLES[-1]), "creator", None)
                is not None,
            )
        if [_without_number(e) for e in events] != [
            _without_number(e) for e in traced.events
        ]:
            raise ValueError(f"x = {value}で、計算の順が変わりました。")
        _compare(events, value)
    assert traced is not None
    return traced


def _without_number(event: Event) -> tuple[Any, ...]:
    return (event.kind, event.name, event.line, event.target, event.calls)


def _compare(events: list[Event], x: float) -> None:
    result = run(x)
    for event in events:
        if event.kind not in {"value", "gradient"}:
            continue
        numbers = result.values if event.kind == "value" else result.gradients
        expected = numbers[VARIABLES.index(event.name)]
        if event.number != expected:
            raise ValueError(
                f"x = {x}で、コードの{event.name}（{event.kind}）は{event.number}ですが、"
                f"パッケージでは{expected}です。"
            )


@dataclass
class Step:
    """1歩。``{v0}`` のような印は、選ばれた入力での数に置き換わる。

    Attributes
    ----------
    line
        実行した行。コードの先頭を1とする。
    text
        説明の文。
    new
        この1歩から見える、図の部分の名前（road.py）。
    lit
        この1歩で強調する部分の名前。
    note
        行の終わりに添える、この1歩で変わったものの名前。
    product, ask
        掛け算と、その前に予想する勾配の変数の番号。
    calls
        終わっていない呼び出し。古い順。
    cursor
        いまいる変数の番号。
    """

    line: int
    text: str
    new: list[str] = field(default_factory=list)
    lit: list[str] = field(default_factory=list)
    note: str = ""
    product: str = ""
    ask: int | None = None
    calls: tuple[str, ...] = ()
    cursor: int | None = None


def steps_of(traced: Traced) -> list[Step]:
    graph = trace(run(START).output, names=VARIABLES)
    formulas = [_written(node.derivative or "") for node in graph.functions]
    steps: list[Step] = []
    cursor: int | None = None
    events = traced.events
    skip = False
    for event, after in zip(events, [*events[1:], None]):
        if skip:
            skip = False
            continue
        if event.kind == "value":
            step = _value_step(event, traced)
        elif event.kind == "gradient":
            step = _gradient_step(event, traced, formulas)
        elif event.kind == "call":
            step = _call_step(event)
        elif event.kind == "return":
            step = _return_step(event, traced)
        elif event.target in VARIABLES:
            cursor = VARIABLES.index(event.target)
            step = _move_step(event, steps)
        else:
            # 生成元と、その入力を続けて調べるなら、合わせて1歩にする。
            skip = (
                after is not None
                and after.kind == "local"
                and after.target in VARIABLES
            )
            step = _follow_step(event, after if skip else None, traced)
        step.calls = event.calls
        step.cursor = cursor if traced.cursor else None
        steps.append(step)
    return steps


def _value_step(event: Event, traced: Traced) -> Step:
    i = VARIABLES.index(event.name)
    new = [f"n{i}", f"v{i}"]
    if i == 0:
        new += ["z0"] if traced.creators else []
        return Step(event.line, "順伝播を始めます。xは{v0}です。", new, ["n0", "v0"])
    new += [f"w{i}", f"f{i - 1}"]
    ropes = [f"p{i - 1}"] if traced.inputs else []
    ropes += [f"c{i}"] if traced.creators else []
    words = f"{VARIABLES[i - 1]}を{FUNCTIONS[i - 1]}に通します。{event.name}は{{v{i}}}です。"
    if traced.creators:
        words += f"{FUNCTIONS[i - 1]}は入力{VARIABLES[i - 1]}を、{event.name}は生成元{FUNCTIONS[i - 1]}を覚えます。"
    elif traced.inputs:
        words += f"{FUNCTIONS[i - 1]}は、入力{VARIABLES[i - 1]}を覚えます。"
    return Step(event.line, words, new + ropes, [f"n{i}", f"v{i}", f"w{i}", *ropes])


def _written(formula: str) -> str:
    """``e^a`` の指数を、上付きの文字にする。"""
    return formula.replace("^a", "ᵃ")


def _gradient_step(event: Event, traced: Traced, formulas: list[str]) -> Step:
    i = VARIABLES.index(event.name)
    line = traced.source.split("\n")[event.line - 1]
    says = re.search(rf"\b(\w+_d)?{event.name}(\.grad)? =", line)
    note = "" if says else f"{event.name}.grad"
    if i == LAST:
        return Step(
            event.line,
            f"逆伝播を始めます。yをy自身で微分すると1なので、yの勾配は{{g{i}}}です。",
            [f"g{i}"],
            [f"n{i}", f"g{i}"],
        )
    name, after = FUNCTIONS[i], VARIABLES[i + 1]
    answer = "これがdy/dxです。" if i == 0 else ""
    return Step(
        event.line,
        f"{after}の勾配{{g{i + 1}}}に、{name}の局所的な微分{formulas[i]} = {{d{i}}}を掛けます。"
        f"{event.name}の勾配は{{g{i}}}です。{answer}",
        [f"g{i}", f"b{i}", f"k{i}"],
        [f"n{i}", f"g{i}", f"b{i}", f"k{i}"],
        note,
        # 掛ける前の数も丸めてあるので、等号では結べない。
        f"{{g{i + 1}}} × {{d{i}}} ≈ {{g{i}}}",
        i,
    )


def _call_step(event: Event) -> Step:
    called = f"{event.name}.backward()"
    i = VARIABLES.index(event.name)
    if len(event.calls) == 1:
        return Step(event.line, f"{called}を呼び出します。", lit=[f"n{i}"])
    waiting = event.calls[-2]
    return Step(
        event.line,
        f"{waiting}が、{event.name}に続きを頼みます。{called}が終わるまで、{waiting}は待ちます。",
        lit=[f"n{i}"],
        note=called,
    )


def _return_step(event: Event, traced: Traced) -> Step:
    called = f"{event.name}.backward()"
    if event.calls:
        back = event.calls[-1]
        words = f"{called}が終わり、待っていた{back}に戻ります。{back}にも、することは残っていません。"
        return Step(event.line, words, lit=[f"n{VARIABLES.index(back)}"])
    if traced.cursor:
        words = "xの生成元はNoneなので、ループはここで終わります。xまでの勾配がすべて求まりました。"
        return Step(event.line, words, lit=["n0", "z0"], note="None")
    words = f"{called}が終わりました。待っている呼び出しは、もうありません。"
    return Step(event.line, words, lit=[f"n{LAST}"])


def _move_step(event: Event, steps: list[Step]) -> Step:
    i, note = VARIABLES.index(event.target), event.target
    if not any(step.cursor is not None for step in steps):
        words = f"いまいる変数は{event.target}です。{event.name}が{event.target}を指します。"
    else:
        words = f"{event.name}を、{FUNCTIONS[i]}の入力{event.target}に移します。"
    lit = [f"n{i}", "m"] + ([f"p{i}"] if i < LAST else [])
    return Step(event.line, words, lit=lit, note=note)


def _follow_step(event: Event, after: Event | None, traced: Traced) -> Step:
    """生成元（と、その入力）を調べる1歩。"""
    if event.target == "None":
        words = "xの生成元はNoneです。xは、誰にも頼まずに終わります。"
        return Step(event.line, words, lit=["n0", "z0"], note="None")
    i = FUNCTIONS.index(event.target)
    owner = VARIABLES[i + 1]
    words = f"{owner}の生成元は{event.target}です。"
    if after is None:
        return Step(event.line, words, lit=[f"c{i + 1}", f"f{i}"], note=event.target)
    return Step(
        after.line,
        f"{words}{event.target}の入力は{after.target}です。",
        lit=[f"c{i + 1}", f"f{i}", f"p{i}"],
        note=after.target,
    )
