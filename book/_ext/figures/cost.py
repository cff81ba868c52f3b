"""連鎖律の掛け算の回数を、掛ける順ごとに比べる部品。``{cost-picture}`` が置く。

入力n個、途中k個、途中k個、出力m個をつなぐ3つのヤコビ行列を、入力側からと出力側から掛ける。
回数は式で求めず、ビルドのときに行列を実際に掛けながら数える。
JavaScriptが動かないときは、入力50個、出力1個の図がそのまま残る。
"""

from __future__ import annotations

from typing import Any

import numpy as np
from docutils import nodes
from numpy.typing import NDArray
from sphinx.application import Sphinx

from _ext.figures.widget import FigureDirective, widget

SIZES = [1, 2, 5, 10, 20, 50]
MIDDLE = 8
START = (50, 1)

WIDTH = 400
BARS = (("入力側から掛ける", 20), ("出力側から掛ける", 82))
COLORS = ("var(--graph-forward, #1a66d6)", "var(--graph-backward, #c2410c)")


class Multiplier:
    """行列を掛けながら、数の掛け算の回数を数える。"""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
        product = np.zeros((left.shape[0], right.shape[1]), dtype=np.int64)
        for k in range(left.shape[1]):
            terms = left[:, k, np.newaxis] * right[np.newaxis, k, :]
            self.count += terms.size
            product += terms
        return product


def count(inputs: int, outputs: int) -> list[list[int]]:
    """入力側からと出力側からの、1回目と2回目の行列の積の掛け算の回数。"""
    random = np.random.default_rng(0)
    first = random.integers(-9, 10, (MIDDLE, inputs))
    second = random.integers(-9, 10, (MIDDLE, MIDDLE))
    third = random.integers(-9, 10, (outputs, MIDDLE))

    multiply = Multiplier()
    half = multiply(second, first)
    counts = [[multiply.count]]
    from_input = multiply(third, half)
    counts[0].append(multiply.count - counts[0][0])

    multiply = Multiplier()
    half = multiply(third, second)
    counts.append([multiply.count])
    from_output = multiply(half, first)
    counts[1].append(multiply.count - counts[1][0])
    if not np.array_equal(from_input, from_output):
        raise ValueError("掛ける順によって、行列の積が変わりました。")
    return counts


def sentence(inputs: int, outputs: int) -> str:
    forward, reverse = map(sum, count(inputs, outputs))
    start = f"入力{inputs}個、出力{outputs}個では、入力側から掛けると{forward:,}回、出力側からは{reverse:,}回です。"
    if forward == reverse:
        return start + "どちらも同じ回数です。"
    better, ratio = (
        ("出力側から", forward / reverse)
        if reverse < forward
        else ("入力側から", reverse / forward)
    )
    return f"{start}{better}のほうが少なく、もう一方は{ratio:.3g}倍です。"


def _bars(counts: list[list[int]]) -> list[list[float]]:
    """棒の2つの部分の長さ。長いほうの棒が、図の幅いっぱいになる。"""
    longest = max(map(sum, counts))
    return [[round(part / longest * WIDTH, 1) for part in parts] for parts in counts]


def picture(inputs: int, outputs: int) -> str:
    counts = count(inputs, outputs)
    parts = []
    for (label, y), color, row, widths in zip(BARS, COLORS, counts, _bars(counts)):
        first, second = widths
        parts.append(
            f'<text x="0" y="{y}">{label}</text>'
            f'<text class="cost-count" x="{WIDTH}" y="{y}" text-anchor="end">{sum(row):,}回</text>'
            f'<rect class="cost-bar" x="0" y="{y + 8}" width="{first}" height="26" fill="{color}"/>'
            f'<rect class="cost-bar" x="{first}" y="{y + 8}" width="{second}" height="26"'
            f' fill="{color}" opacity="0.55"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}" height="146"'
        f' viewBox="0 0 {WIDTH} 146" fill="currentColor" font-size="16">'
        f"<title>掛け算の回数</title><desc>{sentence(inputs, outputs)}</desc>{''.join(parts)}"
        f'<text x="0" y="140" font-size="14">途中は{MIDDLE}個ずつ。濃い部分は1回目、薄い部分は2回目の積</text></svg>'
    )


def build_html(identifier: str) -> str:
    steps = {}
    for inputs in SIZES:
        for outputs in SIZES:
            counts = count(inputs, outputs)
            steps[f"{inputs},{outputs}"] = {
                "bars": _bars(counts),
                "counts": [f"{sum(row):,}回" for row in counts],
                "text": sentence(inputs, outputs),
            }
    inside = TEMPLATE.format(
        picture=picture(*START),
        text=sentence(*START),
        inputs=_slider(identifier, "inputs", "入力の数 n", START[0]),
        outputs=_slider(identifier, "outputs", "出力の数 m", START[1]),
    )
    return widget(
        "cost-picture",
        "cost",
        identifier,
        "掛ける順ごとの、掛け算の回数を比べる図",
        inside,
        {"sizes": SIZES, "steps": steps},
    )


def _slider(identifier: str, name: str, label: str, size: int) -> str:
    return (
        f'<div class="cost-input"><label for="{identifier}-{name}">{label}</label>'
        f'<input id="{identifier}-{name}" type="range" min="0" max="{len(SIZES) - 1}"'
        f' value="{SIZES.index(size)}" aria-valuetext="{size}個">'
        f' <output for="{identifier}-{name}">{size}</output></div>'
    )


TEMPLATE = """\
<div class="cost-picture">{picture}</div>
<p class="cost-status" role="status">{text}</p>
<div class="cost-inputs js-only">{inputs}{outputs}</div>
"""


class CostPicture(FigureDirective):
    def run(self) -> list[nodes.Node]:
        identifier = f"cost-{self.env.new_serialno('cost')}"
        return self.figure(build_html(identifier), script="cost")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_directive("cost-picture", CostPicture)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
