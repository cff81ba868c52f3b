"""計算グラフの図を、順伝播と逆伝播の順に1歩ずつたどる図。

``{backprop-stepper} step07`` は、その章の終わりのコードをたどる。
引数の代わりにコードを書くと、そのコードをたどる。題材はどちらも y = (e^{x²})²。

1歩は、ビルドのときに本当に実行した行（line_tracer.py）。数はパッケージが計算し、
コードの計算と食い違えば警告になる。JavaScriptが動かないときは、計算の終わった図が残る。
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx

from _ext.figures.line_tracer import Event, record, with_input
from _ext.figures.marked_code import marked_lines
from _ext.figures.road import Road
from _ext.figures.subject import FUNCTIONS, VARIABLES, run, shown
from _ext.figures.widget import FigureDirective, slider, widget
from dezero_book.graph import trace

START = 1.2  # どの局所的な微分も1ではない点
INPUTS = [round(i / 10, 1) for i in range(-15, 16)]
DIGITS = 4
LAST = len(VARIABLES) - 1


class BackpropStepper(FigureDirective):
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        try:
            traced = self._trace()
        except (OSError, SyntaxError, ValueError) as problem:
            raise self.error(f"backprop-stepper：{problem}") from problem
        if not self.arguments:
            self.content = StringList()
        identifier = f"stepper-{self.env.new_serialno('stepper')}"
        return self.figure(build_html(identifier, traced), script="stepper")

    def _trace(self) -> Traced:
        if not self.arguments:
            lines = range(1, len(self.content) + 1)
            return trace_code("\n".join(self.content), None, [lines])
        path = Path(self.env.srcdir, "dezero_book", "steps", f"{self.arguments[0]}.py")
        self.env.note_dependency(str(path))
        source = path.read_text(encoding="utf-8")
        return trace_code(source, path, shown_lines(ast.parse(source)))


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


def shown_lines(tree: ast.Module) -> list[range]:
    """自動の逆伝播（``Variable.backward``）と、ファイルの終わりの実行例。"""
    shown = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "Variable":
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name == "backward":
                    shown.append(range(method.lineno, (method.end_lineno or 0) + 1))
        if isinstance(node, ast.If) and "__main__" in ast.unparse(node.test):
            body = [
                line for line in node.body if not ast.unparse(line).startswith("print(")
            ]
            shown.append(range(body[0].lineno, (body[-1].end_lineno or 0) + 1))
    return sorted(shown, key=lambda lines: lines.start)


def trace_code(source: str, path: Path | None, shown: list[range]) -> Traced:
    """コードをすべての入力で実行し、パッケージの数と同じことを確かめる。"""
    traced: Traced | None = None
    for value in (START, *INPUTS):
        code = with_input(source, path, VARIABLES[0], value)
        namespace: dict[str, Any] = {"__name__": "__main__", "np": np}
        events = record(code, VARIABLES, namespace)
        if traced is None:
            traced = Traced(
                source,
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
    formulas = [
        node.derivative for node in trace(run(START).output, names=VARIABLES).functions
    ]
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


def _gradient_step(event: Event, traced: Traced, formulas: list[Any]) -> Step:
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
        words = f"{event.name}を、{FUNCTIONS[i]}の入力{event.target}に移します。待つものは、何も残りません。"
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


def _numbers(value: float) -> dict[str, list[str]]:
    """1つの入力での、図と文に現れるすべての数。"""
    result = run(value)
    return {
        "v": [shown(number, DIGITS) for number in result.values],
        "g": [shown(number, DIGITS) for number in result.gradients],
        "d": [shown(number, DIGITS) for number in result.local],
    }


def _fill(text: str, numbers: dict[str, list[str]]) -> str:
    for kind, row in numbers.items():
        for i, number in enumerate(row):
            text = text.replace(f"{{{kind}{i}}}", number)
    return text


def build_html(identifier: str, traced: Traced) -> str:
    steps, numbers = steps_of(traced), _numbers(START)
    graph = trace(run(START).output, names=VARIABLES)
    backward = traced.has_gradients
    road = Road(
        VARIABLES,
        FUNCTIONS,
        numbers["v"],
        numbers["g"] if backward else (),
        [node.derivative or "" for node in graph.functions] if backward else (),
        traced.inputs and backward,
        traced.creators,
        traced.cursor,
        questions=backward,
    )
    kind = "順伝播と逆伝播" if backward else "順伝播"
    description = "".join(
        _fill(step.text, numbers) for step in steps if step.new and step.line
    )
    lines = [number for block in traced.shown for number in block]
    data = {
        "x": [str(value) for value in INPUTS],
        "numbers": [_numbers(value) for value in INPUTS],
        "steps": [_as_data(step, lines) for step in steps],
    }
    calls = '<ol class="stepper-calls js-only" aria-label="呼び出し"></ol>\n'
    inside = TEMPLATE.format(
        id=identifier,
        picture=road.picture(f"{kind}の計算グラフ", description).svg(),
        calls=calls if traced.depth > 1 else "",
        code=marked_lines(traced.source, traced.shown, _gradient_lines(traced)),
        slider=slider(
            identifier, "x", "xの値", [str(value) for value in INPUTS], str(START)
        ),
    )
    return widget(
        "backprop-stepper",
        "stepper",
        identifier,
        f"{kind}を1歩ずつたどる図",
        inside,
        data,
    )


def _gradient_lines(traced: Traced) -> set[int]:
    return {
        event.line
        for event in traced.events
        if event.kind == "gradient" and event.name != VARIABLES[-1]
    }


def _as_data(step: Step, lines: list[int]) -> dict[str, Any]:
    data = {
        key: value
        for key, value in vars(step).items()
        if value not in ("", (), [], None)
    }
    return {**data, "line": lines.index(step.line) if step.line in lines else -1}


TEMPLATE = """\
<div class="stepper-body">
<div class="stepper-graph picture">{picture}</div>
{calls}<div class="stepper-code highlight-python notranslate"><div class="highlight"><pre>{code}</pre></div></div>
<div class="stepper-text js-only">
<p class="stepper-status" role="status"></p>
<p class="stepper-product"></p>
<form class="stepper-ask" hidden><label for="{id}-ask"></label>
<input id="{id}-ask" inputmode="decimal" autocomplete="off" size="8"> <button class="button" type="submit">答え合わせ</button></form>
</div>
<div class="stepper-controls js-only">
<div class="stepper-buttons">
<button class="button" type="button" data-go="first">最初から</button>
<button class="button" type="button" data-go="back">前へ</button>
<button class="button" type="button" data-go="next">次へ</button>
<span class="stepper-count"></span>
<span class="stepper-keys">←→キーでも進めます</span>
</div>
{slider}</div>
</div>
"""


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("backprop-stepper", BackpropStepper)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
