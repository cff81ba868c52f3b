"""計算グラフの図を、順伝播と逆伝播の順に1歩ずつたどる部品。

``{backprop-stepper} step07`` は、その章の終わりのコードをたどる。
引数の代わりにコードを書くと、そのコードをたどる。題材はどちらも y = (e^{x²})²。

図の数は、ビルドのときにパッケージが計算する。コードの計算と食い違えば警告になる。
JavaScriptが動かないときは、計算の終わった図とコードがそのまま残る。
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
from docutils import nodes
from docutils.statemachine import StringList
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from sphinx.application import Sphinx

from _ext.figures.line_tracer import Event, record, with_input
from _ext.figures.widget import FigureDirective, island
from dezero_book import Exp, Square, Variable
from dezero_book.graph import Graph, draw, trace

NAMES = ("x", "a", "b", "y")
START = 0.5
INPUTS = [round(i / 10, 1) for i in range(-15, 16)]
DIGITS = 6


class BackpropStepper(FigureDirective):
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        try:
            source, shown, path = self._code()
            steps, has_gradients = _steps(source, path)
        except (OSError, SyntaxError, ValueError) as problem:
            raise self.error(f"backprop-stepper：{problem}") from problem
        identifier = f"stepper-{self.env.new_serialno('stepper')}"
        if not self.arguments:
            self.content = StringList()
        page = _html(source, shown, steps, has_gradients, identifier)
        return self.figure(page, script="stepper")

    def _code(self) -> tuple[str, list[range], Path | None]:
        """コードと、そのうち見せる行の範囲。"""
        if not self.arguments:
            source = "\n".join(self.content)
            return source, [range(1, len(self.content) + 1)], None
        path = Path(self.env.srcdir, "dezero_book", "steps", f"{self.arguments[0]}.py")
        self.env.note_dependency(str(path))
        source = path.read_text(encoding="utf-8")
        return source, _shown_lines(ast.parse(source)), path


def _shown_lines(tree: ast.Module) -> list[range]:
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


def _package_graph(value: float, *, backward: bool) -> Graph:
    y = Square()(Exp()(Square()(Variable(np.array(value)))))
    if backward:
        y.backward()
    return trace(y, names=NAMES)


def _steps(source: str, path: Path | None) -> tuple[list[Event], bool]:
    """コードをすべての入力で実行し、パッケージの数と同じことを確かめる。"""
    first: list[Event] = []
    for value in (START, *INPUTS):
        code = with_input(source, path, NAMES[0], value)
        events = record(code, NAMES, {"__name__": "__main__", "np": np})
        first = first or events
        if [(e.kind, e.name, e.line) for e in events] != [
            (e.kind, e.name, e.line) for e in first
        ]:
            raise ValueError(f"x = {value}で、計算の順が変わりました。")
        graph = _package_graph(value, backward=True)
        for event in events:
            node = graph.variables[NAMES.index(event.name)]
            expected = node.value if event.kind == "value" else node.gradient
            if event.number != expected:
                raise ValueError(
                    f"x = {value}で、コードの{event.name}（{event.kind}）は{event.number}ですが、"
                    f"パッケージでは{expected}です。"
                )
    return first, any(event.kind == "gradient" for event in first)


def _shown_number(value: Any) -> str:
    return format(float(value), f".{DIGITS}g")


def _numbers(value: float) -> dict[str, list[str]]:
    """1つの入力での、図と文に現れるすべての数。"""
    graph = _package_graph(value, backward=True)
    inputs = [Variable(np.asarray(node.value)) for node in graph.variables[:-1]]
    functions = [Square(), Exp(), Square()]
    local = []
    for function, variable in zip(functions, inputs):
        function(variable)
        local.append(function.backward(np.array(1.0)))
    return {
        "v": [_shown_number(node.value) for node in graph.variables],
        "g": [_shown_number(node.gradient) for node in graph.variables],
        "d": [_shown_number(derivative) for derivative in local],
    }


def _sentence(event: Event, graph: Graph) -> dict[str, Any]:
    """1歩の説明。``{v0}`` のような印は、選ばれた入力での数に置き換わる。"""
    i = NAMES.index(event.name)
    last = len(NAMES) - 1
    if event.kind == "value":
        if i == 0:
            return {"text": "順伝播を始めます。xは{v0}です。"}
        function = graph.functions[i - 1].name
        return {
            "text": f"順伝播：{NAMES[i - 1]}を{function}に通しました。{event.name}は{{v{i}}}です。"
        }
    if i == last:
        return {
            "text": (
                f"逆伝播を始めます。yをy自身で微分すると1なので、yの勾配は{{g{i}}}です。"
                "1つ戻るたびに、届いた勾配に局所的な微分を掛けます。"
            )
        }
    function, after = graph.functions[i], NAMES[i + 1]
    answer = "これがdy/dxです。" if i == 0 else ""
    return {
        "text": (
            f"逆伝播：{function.name}を戻りました。"
            f"{after}の勾配{{g{i + 1}}}に、{function.name}の局所的な微分"
            f"{function.derivative} = {{d{i}}}を掛けます。{event.name}の勾配は{{g{i}}}です。{answer}"
        ),
        # 掛ける前の数も丸めてあるので、等号では結べない。
        "product": f"{{g{i + 1}}} × {{d{i}}} ≈ {{g{i}}}",
        "ask": f"{event.name}の勾配の予想",
    }


def _html(
    source: str,
    shown: list[range],
    events: list[Event],
    backward: bool,
    identifier: str,
) -> str:
    graph = _package_graph(START, backward=backward)
    lines = [number for block in shown for number in block]
    steps = [
        {
            "kind": event.kind,
            "at": NAMES.index(event.name),
            "line": lines.index(event.line) if event.line in lines else -1,
            **_sentence(event, graph),
        }
        for event in events
    ]
    data = {
        "x": [str(value) for value in INPUTS],
        "numbers": [_numbers(value) for value in INPUTS],
        "steps": steps,
    }
    return TEMPLATE.format(
        id=identifier,
        kind="順伝播と逆伝播" if backward else "順伝播",
        picture=draw(graph, digits=DIGITS)._repr_html_(),
        code=_code_html(source, shown),
        count=len(steps),
        low=INPUTS[0],
        high=INPUTS[-1],
        top=len(INPUTS) - 1,
        start=INPUTS.index(START),
        value=START,
        data=island(data),
    )


def _code_html(source: str, shown: list[range]) -> str:
    # 色分けは全体に対して行い、見せる行だけを取り出す。
    colored = highlight(
        source, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True)
    ).split("\n")
    plain = source.split("\n")
    blocks = []
    for block in shown:
        indent = min(
            len(plain[n - 1]) - len(plain[n - 1].lstrip())
            for n in block
            if plain[n - 1]
        )
        rows = []
        for number in block:
            line = colored[number - 1]
            # 字下げは、色分けの印の中にあっても、行頭の空白として現れる。
            cut = line.replace(" " * indent, "", 1) if indent else line
            rows.append(f'<span class="code-line">{cut}\n</span>')
        blocks.append("".join(rows))
    return '<span class="code-gap">\n</span>'.join(blocks)


TEMPLATE = """\
<backprop-stepper class="stepper" id="{id}" role="group" aria-label="{kind}を1歩ずつたどる図">
{picture}
<div class="stepper-controls js-only">
<p class="stepper-status" role="status"></p>
<p class="stepper-product"></p>
<form class="stepper-ask" hidden><label for="{id}-ask"></label>
<input id="{id}-ask" inputmode="decimal" autocomplete="off" size="8"> <button class="button" type="submit">答え合わせをして進む</button></form>
<div class="stepper-buttons">
<button class="button" type="button" data-go="first">最初から</button>
<button class="button" type="button" data-go="back">前へ</button>
<button class="button" type="button" data-go="next">次へ</button>
<span class="stepper-count"></span>
</div>
<div class="stepper-input"><label for="{id}-x">xの値</label>
<input id="{id}-x" type="range" min="0" max="{top}" value="{start}" aria-valuetext="{value}"> <output for="{id}-x">{value}</output></div>
</div>
<div class="highlight-python notranslate"><div class="highlight"><pre>{code}</pre></div></div>
{data}
</backprop-stepper>
"""


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("backprop-stepper", BackpropStepper)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
