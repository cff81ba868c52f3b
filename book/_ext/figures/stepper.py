"""計算グラフの図を、順伝播と逆伝播の順に1歩ずつたどる図。

``{backprop-stepper} step07`` は、その章の終わりのコードをたどる。
引数の代わりにコードを書くと、そのコードをたどる。題材はどちらも y = (e^{x²})²。

1歩は、ビルドのときに本当に実行した行（line_tracer.py）。数はパッケージが計算し、
コードの計算と食い違えば警告になる。JavaScriptが動かないときは、計算の終わった図が残る。
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx

from _ext.figures.marked_code import marked_lines
from _ext.figures.road import Road
from _ext.figures.steps import INPUTS, START, Step, Traced, steps_of, trace_code
from _ext.figures.subject import FUNCTIONS, VARIABLES, run, shown
from _ext.figures.widget import FigureDirective, slider, widget
from dezero_book.graph import trace

DIGITS = 4


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
        _fill(step.text, numbers)
        for step in steps
        if (step.new or step.note) and step.line
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
        "stepper" if backward else "stepper stepper-forward",
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
